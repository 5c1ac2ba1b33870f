// All texts that scripts show before, around or instead of the playground. The playground's own texts are in
// web/src/text.rs. There are several exports, so that each script contains only what it needs.

/** Texts of the page. */
export const page = {
  noWasm:
    "This browser has no WebAssembly, or it is switched off. The playground needs it: try a current Firefox, Chrome, Edge or Safari, and outside a locked-down mode.",
  notLoaded:
    "The playground could not be loaded. Check the connection and reload. If you serve it yourself: the folder pkg must lie beside index.html, .wasm must be served as application/wasm, and a Content-Security-Policy must allow 'wasm-unsafe-eval'. ",
  otherFile:
    "The playground was not started: one of its files is not the one that was built. Perhaps it is being renewed just now: reload in a minute. If it stays so, something changes files on their way here: tell whoever serves this page. ",
};

/** Texts of the database engine. */
export const sql = {
  notLoaded: "The database engine could not be loaded.",
  notBuilt: "This copy of the playground was built without it: clang was missing. Everything but SQL works.",
  other: "It is not the file that belongs here.",
  stopped: "The database engine stopped. This is a fault in the playground, not in what you did.",
};

/** Texts of copy buttons. */
export const copying = {
  done: "Copied.",
  refused: "This browser does not let the page copy. Select the text instead.",
};

/** Texts of the embed. */
export const words = {
  title: "Aurora Encryption Playground",
  start: "Run it",
  again: "Try again",
  reload: "Reload the page",
  loading: "Loading …",
  read: "Read all steps as text",
  stepOf: (step, steps) => `Step ${step} of ${steps}`,
  from: (host) => `A scenario from ${host}, not from this site.`,
  own: (address) => `A scenario by the author of this page: ${address}`,
  free: "An empty account and a console, with real AES-256-GCM.",
  notLoaded: (why, { origin, href }) =>
    `The playground could not be loaded. Check the connection and try again. (${why}) If this is your page: its files are looked for at ${href.replace(/[^/]*$/, "")}${origin === location.origin ? "" : ", and must be sent with Access-Control-Allow-Origin"}.`,
  otherFile: "The playground was not started: one of its files is not the one that was built. Perhaps it is being renewed just now: try again in a minute. If it stays so, tell whoever keeps this page.",
  notRun: "The browser has not run a script of the playground, though it can be loaded now. Reload the page: a script that has failed is run only then. If that does not help, the page’s Content-Security-Policy forbids it.",
  noWasm: "This browser has no WebAssembly, or it is switched off, so nothing can be run here. The steps can be read below.",
  stopped: "The playground stopped. This is a fault in the playground, not in what you did. Reload the page to start again, and please report this:",
  badStep: (step) => `step must be a whole number from 1, not “${String(step).slice(0, 40)}”.`,
  badValue: (name, values, value) => `${name} can be ${values.slice(0, -1).join(", ")} or ${values.at(-1)}; not ${value.slice(0, 40)}`,
  badAddress: (scenario) => `scenario is no address that this page can resolve: “${scenario.slice(0, 100)}”.`,
  removed: "The playground was taken out of the page.",
  changed: "The playground began anew with other options.",
  badLine: "line must be a string, or left out.",
  mapAfter: (title) => `Map of the accounts after the step “${title}”`,
};
