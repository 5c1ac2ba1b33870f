/// <reference lib="esnext.disposable" />

/**
 * The model behind the playground: accounts, KMS keys, Aurora clusters and their data, without AWS.
 *
 * ```js
 * import init, { Session } from "aurora-playground/session";
 * await init();
 * const session = new Session();
 * const [entry] = session.run("aws kms create-key --query KeyMetadata.KeyId --output text");
 * ```
 */
export { Session } from "./module.js";
export type { CloudTrailRecord, Completions, Edition, Entry, Outcome } from "./module.js";

/**
 * Fetches the WebAssembly module. Resolves when sessions can be made; asking again after a failure tries again. On Node.js
 * the module is there from the start.
 *
 * `wasm` says where it is, for bundlers that don't copy what `new URL("…", import.meta.url)` names: the address of
 * `aurora-playground/session.wasm`, or its bytes.
 */
export default function init(wasm?: string | URL | ArrayBuffer | ArrayBufferView): Promise<void>;
