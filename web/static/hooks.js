// What the playground's module calls in the page. This is a separate file, which all scripts import by the same
// address: the module's JavaScript must get the instance that the loader has configured (engine.js).

import { checked } from "./files.js";

let tell = () => {};

/** Sets the function to call after a panic. */
export const begin = (crashed) => (tell = crashed);

/** The module has panicked. */
export const panicked = (message) => tell(message);

/** Resolves to the script that loads and runs the database engine (sql.js), which is itself loaded on first use. */
export const sql = async () => {
  await checked("sql.js");
  return import("./sql.js");
};

/** Resolves before the next frame is drawn; in a hidden tab, where none is drawn, a little later. */
export const frame = () =>
  new Promise((go) => {
    requestAnimationFrame(go);
    setTimeout(go, 100);
  });

/** Resolves when the page is idle. */
export const idle = () =>
  new Promise((go) => (globalThis.requestIdleCallback ? requestIdleCallback(go, { timeout: 2000 }) : setTimeout(go, 200)));
