// Loads the playground's module once, however many of it stand on a page, and knows when it has stopped.

import { address, checked, get } from "./files.js";

const HOOKS = "hooks.js";
const GLUE = "pkg/playground_web.js";
let started;
const listeners = new Set();
let crash;

/** This browser can't run it. */
export class NoWebAssembly extends Error {}

/** The module's functions, ready to be called. Throws if something can't be loaded; asking again tries again. */
export const engine = () => (started ??= start().catch((error) => {
  started = undefined;
  throw error;
}));

const start = async () => {
  if (typeof WebAssembly !== "object") throw new NoWebAssembly();
  const wasm = get("pkg/playground_web_bg.wasm");
  wasm.catch(() => {}); // said when it is awaited; not before, should the glue fail first
  // Imported late and by address, never bundled (also not by others: scripts.mjs): the module's own scripts use this very one.
  // Each after those it imports: WebKit loads a script that was refused once more, unchecked, for one that imports it.
  for (const scripts of [["files.js", "keep.js"], [HOOKS], [GLUE]]) await Promise.all(scripts.map(checked));
  const [{ begin }, glue] = await (globalThis.auroraPlaygroundFiles?.modules() ?? Promise.all([HOOKS, GLUE].map((path) => import(address(path)))));
  begin(crashed);
  await glue.default({ module_or_path: wasm });
  return glue;
};

/** Calls `listener(detail)` when the module has stopped for good; at once if it has. `detail` is for a report. */
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
 * After a trap the module is dead: says so, instead of ignoring clicks. A panic has said so already, a bare trap has not.
 * `ours(error)` tells whether a trap is this module's: the page around an embed may run others.
 */
export const watchTraps = (ours) => {
  const stopped = (error) => {
    if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError && ours(error)) crashed(String(error));
  };
  addEventListener("error", (event) => stopped(event.error));
  addEventListener("unhandledrejection", (event) => stopped(event.reason));
};
