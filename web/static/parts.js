// The playground's module comes in two parts: what the page starts with, and the rest. The page asks for the rest
// once its first screen is drawn, and waits for it before it runs commands. Why and how: crates/xtask/src/split.rs.

import { address, bytes, checked, integrity } from "./files.js";

const REST = "pkg/rest.wasm";
let first;
let coming;
let tell = () => {};

/** The rest is needed now and can't be had. */
export class Missing extends Error {
  name = "Missing";
}

/** Takes the exports of the first part, before anything of it is called, and whom to tell of a panic. */
export const begin = (exports, crashed) => {
  first = exports;
  tell = crashed;
};

/** The module has panicked. */
export const panicked = (message) => tell(message);

/** The rest sets this flag itself. */
const here = () => first.here?.value === 1;

/** The parts of two builds don't fit together, and don't try. */
const why = (error) => (error instanceof WebAssembly.LinkError ? new Error("the playground was renewed meanwhile: reload the page") : error);

const add = (module) => {
  if (!here()) new WebAssembly.Instance(module, { first });
  performance.mark("rest-here");
};

/** Loads the rest in the background, once for all that ask. */
export const rest = () => (coming ??= fetched().finally(() => (coming = undefined)));

const fetched = async () => {
  if (here()) return;
  try {
    add(await WebAssembly.compile(await bytes(REST)));
  } catch (error) {
    throw why(error);
  }
};

/** The same; resolves to "", or to the reason why there is none. */
export const load = () => rest().then(() => "", (error) => String(error.message ?? error));

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

/** Loads the rest before it returns: a function of it was called, and the call can't wait. Not planned for, and marked
 * for the tests, but right: the page stands still for as long as the network takes. */
export const loadNow = () => {
  performance.mark("rest-on-the-spot");
  try {
    // There is no hash check in a synchronous request: only where the page itself comes from.
    if (integrity(REST) && new URL(address(REST)).origin !== location.origin) throw new Error("reload the page");
    const request = new XMLHttpRequest();
    request.open("GET", address(REST), false);
    // A synchronous request can't have a responseType: this charset hands bytes through, as 00 to 7F and F780 to F7FF.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    if (request.status !== 200) throw new Error(`${request.status} ${request.statusText}`);
    add(new WebAssembly.Module(Uint8Array.from(request.responseText, (char) => char.charCodeAt(0) & 255)));
  } catch (error) {
    throw new Missing(why(error).message);
  }
};
