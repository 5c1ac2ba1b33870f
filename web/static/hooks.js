// What the playground's module calls in the page. A file of its own that all scripts import by one address: the module's
// JavaScript must get the very one that the loader has told whom to call (engine.js).

import { checked } from "./files.js";

let tell = () => {};

/** Takes whom to tell of a panic. */
export const begin = (crashed) => (tell = crashed);

/** The module has panicked. */
export const panicked = (message) => tell(message);

/** Resolves to what loads and runs the database engine (sql.js), itself loaded when something first needs it. */
export const sql = async () => {
  await checked("sql.js");
  return import("./sql.js");
};

/** Resolves before the next picture is drawn; where none is drawn, in a hidden tab, a little later. */
export const frame = () =>
  new Promise((go) => {
    requestAnimationFrame(go);
    setTimeout(go, 100);
  });

/** Resolves when the page has nothing to do. */
export const idle = () =>
  new Promise((go) => (globalThis.requestIdleCallback ? requestIdleCallback(go, { timeout: 2000 }) : setTimeout(go, 200)));
