// All texts that scripts show before, around or instead of the playground. The playground's own texts are in
// web/src/text.rs. There are several exports, so that each script contains only what it needs. Each text is said in the
// language of the page when it is used.

import { say } from "./language.js";

/** Texts by their names, and functions that put values into a text. */
const said = (texts) => new Proxy(texts, { get: (all, name) => (typeof all[name] === "string" ? say(all[name]) : all[name]) });

/** Texts of the page. */
export const page = /* @__PURE__ */ said({
  noWasm:
    "This browser has no WebAssembly, or it's turned off. The playground needs it: try a current Firefox, Chrome, Edge or Safari, without a lockdown mode.",
  notLoaded:
    "The playground could not be loaded. Check the connection and reload. If you serve it yourself: the folder pkg must be beside index.html, .wasm must be served as application/wasm, and a Content-Security-Policy must allow 'wasm-unsafe-eval'. ",
  otherFile:
    "The playground wasn't started: one of its files isn't the one that was built. Perhaps it's being updated right now: reload in a minute. If this doesn't go away, something changes files on their way here: tell whoever serves this page. ",
});

/** Texts of what can be read before the page's program has loaded; the program says the same (web/src/text). */
export const before = /* @__PURE__ */ said({
  next: "Next scenario",
  on: "Continue where you left off",
  atStep: (title, step) => say("{title}, step {step}", { title, step }),
  stepOf: (step, steps) => say("Step {step} of {steps}", { step, steps }),
  setUp: (count) => (count === 1 ? say("1 command to set up") : say("{count} commands to set up", { count })),
});

/** Texts of the database engine. */
export const sql = /* @__PURE__ */ said({
  notLoaded: "The database engine could not be loaded.",
  notBuilt: "This copy of the playground was built without it: clang was missing. Everything but SQL works.",
  other: "It isn't the file that belongs here.",
  stopped: "The database engine stopped. That's a bug in the playground, not something you did.",
});

/** Texts of copy buttons. */
export const copying = /* @__PURE__ */ said({
  done: "Copied.",
  refused: "This browser doesn't let the page copy. Select the text instead.",
});

/** Texts of the embed. */
export const words = /* @__PURE__ */ said({
  title: "Aurora Encryption Playground",
  start: "Run it",
  again: "Try again",
  reload: "Reload the page",
  loading: "Loading …",
  read: "Read all steps as text",
  stepOf: (step, steps) => say("Step {step} of {steps}", { step, steps }),
  from: (host) => say("A scenario from {host}, not from this site.", { host }),
  own: (address) => say("A scenario by the author of this page: {address}", { address }),
  free: "An empty account and a console, with real AES-256-GCM.",
  notLoaded: (why, { origin, href }) =>
    say(
      origin === location.origin
        ? "The playground could not be loaded. Check the connection and try again. ({why}) If this is your page: its files are looked for at {folder}."
        : "The playground could not be loaded. Check the connection and try again. ({why}) If this is your page: its files are looked for at {folder}, and must be sent with Access-Control-Allow-Origin.",
      { why, folder: href.replace(/[^/]*$/, "") },
    ),
  otherFile: "The playground wasn't started: one of its files isn't the one that was built. Perhaps it's being updated right now: try again in a minute. If this doesn't go away, tell the owner of this page.",
  notRun: "The browser hasn't run one of the playground's scripts, though it can be loaded now. Reload the page: a script that failed runs again only then. If that doesn't help, the page's Content-Security-Policy forbids it.",
  noWasm: "This browser has no WebAssembly, or it's turned off, so nothing can run here. You can read the steps below.",
  stopped: "The playground stopped. That's a bug in the playground, not something you did. Reload the page to start again, and please report this:",
  badStep: (step) => say("step must be a whole number from 1, not “{step}”.", { step: String(step).slice(0, 40) }),
  badValue: (name, values, value) => say("{name} can be {values} or {last}; not {value}", { name, values: values.slice(0, -1).join(", "), last: values.at(-1), value: value.slice(0, 40) }),
  badAddress: (scenario) => say("scenario isn't an address that this page can resolve: “{scenario}”.", { scenario: scenario.slice(0, 100) }),
  removed: "The playground was removed from the page.",
  changed: "The playground started again with other options.",
  badLine: "line must be a string, or left out.",
  mapAfter: (title) => say("Map of the accounts after the step “{title}”", { title }),
});
