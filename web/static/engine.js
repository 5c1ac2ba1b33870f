// Loads the playground's module once, even if several playgrounds are on a page, and notices when it has stopped.

import { address, checked, get, inside } from "./files.js";

const HOOKS = "hooks.js";
const GLUE = "pkg/playground_web.js";
let started;
const listeners = new Set();
let crash;

/** This browser can't run WebAssembly. */
export class NoWebAssembly extends Error {}

/** The module's functions. Throws if something can't be loaded; calling it again tries again. */
export const engine = () => (started ??= start().catch((error) => {
  started = undefined;
  throw error;
}));

const start = async () => {
  if (typeof WebAssembly !== "object") throw new NoWebAssembly();
  const wasm = get("pkg/playground_web_bg.wasm");
  wasm.catch(() => {}); // it is reported when it is awaited, and not before, if the glue fails first
  // Imported late and by address, and never bundled, by others neither (scripts.mjs): the module's own scripts use this
  // very instance. Each comes after those it imports: for a script that imports it, WebKit loads a script that was
  // refused once more, without checking it.
  for (const scripts of [["files.js", "keep.js"], [HOOKS], [GLUE]]) await Promise.all(scripts.map(checked));
  const [{ begin }, glue] = await (inside()?.modules() ?? Promise.all([HOOKS, GLUE].map((path) => import(address(path)))));
  begin(crashed);
  await glue.default({ module_or_path: wasm });
  return glue;
};

/**
 * Calls `listener(detail)` when the module has stopped for good; at once if it has already. `detail` is for a report.
 */
export const onCrash = (listener) => {
  listeners.add(listener);
  if (crash) listener(crash);
  return () => listeners.delete(listener);
};

const crashed = (detail) => {
  if (crash) return;
  crash = detail;
  for (const listener of listeners) listener(detail);
};

/**
 * After a trap the module can't be used any more: this reports it, so that clicks are not just ignored. A panic has
 * reported itself already, a trap alone has not. `ours(error)` tells whether a trap is this module's: the page around
 * an embed may run others.
 */
export const watchTraps = (ours) => {
  const stopped = (error) => {
    if (isTrap(error) && ours(error)) crashed(String(error));
  };
  addEventListener("error", (event) => stopped(event.error));
  addEventListener("unhandledrejection", (event) => stopped(event.reason));
};

/** Whether WebAssembly was stopped by this error. Where its stack is full, browsers throw the error that scripts get, too. */
const isTrap = (error) => {
  if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError) return true;
  return ["RangeError", "InternalError"].includes(error?.name) && /wasm/.test(error.stack);
};
