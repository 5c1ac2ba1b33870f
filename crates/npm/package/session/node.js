// Node.js: importing this reads the module from the disk, and Session can be used at once.

import { readFileSync } from "node:fs";
import { initSync } from "./module.js";

initSync({ module: readFileSync(new URL("./module_bg.wasm", import.meta.url)) });

/** Exists so that the same code runs in browsers, which have to fetch the module first. */
export default async function init() {}

export { Session } from "./module.js";
