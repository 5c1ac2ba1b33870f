// Every text of the embed before the playground runs, in one place. The playground's own: web/src/text.rs.

export const words = {
  title: "Aurora Encryption Playground",
  start: "Run it",
  again: "Try again",
  reload: "Reload the page",
  loading: "Loading …",
  read: "Read all steps as text",
  stepOf: (step, steps) => `Step ${step} of ${steps}`,
  own: (address) => `A scenario by the author of this page: ${address}`,
  free: "An empty account and a console, with real AES-256-GCM.",
  notLoaded: "The playground could not be loaded. Check the connection and try again.",
  noWasm: "This browser has no WebAssembly, or it is switched off, so nothing can be run here. The steps can be read below.",
  missing: "A part of the playground could not be loaded. Check the connection, then reload the page.",
  stopped: "The playground stopped. This is a fault in the playground, not in what you did. Reload the page to start again, and please report this:",
  badStep: (step) => `step must be a whole number from 1, not “${String(step).slice(0, 40)}”.`,
  badAddress: (scenario) => `scenario is no address that this page can resolve: “${scenario.slice(0, 100)}”.`,
  removed: "The playground was taken out of the page.",
  changed: "The playground began anew with other options.",
  badLine: "line must be a string, or left out.",
  mapAfter: (title) => `Map of the accounts after the step “${title}”`,
};
