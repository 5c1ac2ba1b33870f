// Browsers and bundles: `init` fetches the module, which is next to this script unless `init` is given another address.
// It must be called before a Session is made.

import load, { Session as Loaded } from "./module.js";

let coming;
let here = false;

/** Fetches the module, once for all callers; after a failure, calling it again tries again. */
export default function init(wasm) {
  return (coming ??= load(wasm === undefined ? undefined : { module_or_path: wasm }).then(
    () => void (here = true),
    (error) => {
      coming = undefined;
      throw new Error(`The module of aurora-playground/session could not be loaded: ${error.message ?? error}`, { cause: error });
    },
  ));
}

export class Session extends Loaded {
  constructor(...options) {
    if (!here) throw new Error("The module of aurora-playground/session is not loaded yet: call its default export first, `await init()`.");
    super(...options);
  }
}
