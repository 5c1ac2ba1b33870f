// Every text of the embed before the playground runs, in one place. The playground's own: web/src/text.rs.

export const words = {
  title: "Aurora Encryption Playground",
  start: "Run it",
  startLong: "Run this scenario here",
  again: "Try again",
  loading: "Loading …",
  read: "Read all steps as text",
  readPage: "Open the text on a page of its own",
  stepOf: (step, steps) => `Step ${step} of ${steps}`,
  own: (address) => `A scenario by the author of this page: ${address}`,
  free: "An empty account and a console, with real AES-256-GCM.",
  answer: "Answer:",
  notLoaded: "The playground could not be loaded. Check the connection and try again.",
  noWasm: "This browser has no WebAssembly, or it is switched off, so nothing can be run here. The steps can be read below.",
  missing: "A part of the playground could not be loaded. Check the connection, then reload the page.",
  stopped: "The playground stopped. This is a fault in the playground, not in what you did. Reload the page to start again, and please report this:",
  badStep: "step must be a whole number from 1.",
  badLine: "line must be a string, or left out.",
  mapAfter: (title) => `Map of the accounts after the step “${title}”`,
};
