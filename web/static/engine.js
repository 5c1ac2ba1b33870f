// Loads the playground's module once, however many of it stand on a page, and knows when it has stopped.

import { address, checked, get } from "./files.js";

const PARTS = "parts.js";
const GLUE = "pkg/playground_web.js";
let started;
const listeners = new Set();
let crash;

/** This browser can't run it. */
export class NoWebAssembly extends Error {}

/**
 * The module's functions, ready to be called. Throws if something can't be loaded; asking again tries again. `whole`: with
 * the second part, for where it could not be loaded on the spot later (parts.js), as from another host.
 */
export const engine = (whole = false) => (started ??= start(whole).catch((error) => {
  started = undefined;
  throw error;
}));

const start = async (whole) => {
  if (typeof WebAssembly !== "object") throw new NoWebAssembly();
  const wasm = get("pkg/playground_web_bg.wasm");
  wasm.catch(() => {}); // said when it is awaited; not before, should the glue fail first
  // Imported late and by address, never bundled (also not by others: scripts.mjs): the module's own scripts use this very one.
  // Each after those it imports: WebKit loads a script that was refused once more, unchecked, for one that imports it.
  for (const scripts of [["files.js", "keep.js"], [PARTS], [GLUE]]) await Promise.all(scripts.map(checked));
  const [{ begin, rest }, glue] = await (globalThis.auroraPlaygroundFiles?.modules() ?? Promise.all([PARTS, GLUE].map((path) => import(address(path)))));
  begin(await glue.default({ module_or_path: wasm }), crashed);
  if (whole || new URL(address(PARTS)).origin !== location.origin) await rest();
  return glue;
};

/** Calls `listener(detail, what)` when the module has stopped for good; at once if it has. */
export const onCrash = (listener) => {
  listeners.add(listener);
  if (crash) listener(...crash);
  return () => listeners.delete(listener);
};

/** The module has stopped: `detail` for a report, `what` in words if it is not a fault. */
const crashed = (detail, what) => {
  if (crash) return;
  crash = [detail, what];
  for (const listener of listeners) listener(...crash);
};

/**
 * After a trap the module is dead: says so, instead of ignoring clicks. A panic has said so already, a bare trap has not.
 * `ours(error)` tells whether a trap is this module's: the page around an embed may run others.
 */
export const watchTraps = (ours) => {
  const stopped = (error) => {
    if (error?.name === "Missing") crashed(error.message, "missing");
    else if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError && ours(error)) crashed(String(error));
  };
  addEventListener("error", (event) => stopped(event.error));
  addEventListener("unhandledrejection", (event) => stopped(event.reason));
};
