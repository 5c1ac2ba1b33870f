// The one place that knows where the playground's own files are: beside this script, wherever that is served from, or
// inside of the page (the single-file build puts them there).

/** An address in the playground's folder. A bundler puts this script elsewhere: then the page says where the folder is. */
let base = import.meta.url;

/** What each file's bytes must hash to, by its path. The build writes the table; without one, nothing is checked. */
const HASHES = /* integrity */ {};

/** The full address of a file. An address that is whole already stays as it is. */
export const address = (path) => new URL(path, base).href;

/** Says where the playground's folder is: an address, from the page if it is not whole. */
export const setBasePath = (path) => {
  base = new URL(`${path}`.replace(/\/*$/, "/"), document.baseURI).href;
};

/** The hash that a file must have, or undefined. */
export const integrity = (path) => HASHES[path];

/** Fetches a file. Throws if it is not there, or not the one that was built. */
export const get = async (path, options) => {
  const inside = await globalThis.auroraPlaygroundFiles?.get(path);
  if (inside) return new Response(inside, { headers: { "Content-Type": path.endsWith(".wasm") ? "application/wasm" : "text/plain" } });
  const checked = integrity(path) && { integrity: integrity(path) };
  const answer = await fetch(address(path), { credentials: "omit", ...checked, ...options }).catch((error) => why(path, error));
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`.trim());
  return answer;
};

/** Names of errors: something else came instead of a file that was built; a script came, and was not run. */
export const OTHER_FILE = "OtherFile";
export const NOT_RUN = "NotRun";
const named = (name, message) => Object.assign(new Error(message), { name });

/** The browser says the same of every request that failed: find out whether something else came instead of the file. */
const why = async (path, error) => {
  const there = integrity(path) && (await fetch(address(path), { credentials: "omit", method: "HEAD" }).catch(() => undefined));
  if (!there) throw new Error(`${path}: ${error.message}`);
  if (there.ok) throw named(OTHER_FILE, `${path} is not the file that belongs here: ${error.message}`);
  return there;
};

/** A file's text. */
export const text = async (path) => (await get(path)).text();

/** A file's bytes. */
export const bytes = async (path) => (await get(path)).arrayBuffer();

const same = (text) => text;
const trusting = { createHTML: same, createScriptURL: same };

/** Makes of texts that are known what may go into a document, also where the page around requires Trusted Types. */
export const trusted = (() => {
  try {
    return trustedTypes.createPolicy("aurora-playground", trusting);
  } catch {
    return trusting; // the browser knows none, or the page allows others only
  }
})();

/**
 * Runs a script that must have its hash; importing it later gives the one that was checked. As an element: browsers check a
 * preload differently or not at all, and an import never. What it imports itself must have been run before.
 */
export const checked = (path) =>
  integrity(path) &&
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { type: "module", src: trusted.createScriptURL(address(path)), integrity: integrity(path), crossOrigin: "anonymous" });
    const ended = (tell) => () => {
      script.remove();
      tell();
    };
    script.onload = ended(resolve);
    // The element does not say what was wrong; a request for the same file does. Firefox tries a script that has failed no
    // second time.
    script.onerror = ended(() => get(path).then(() => reject(named(NOT_RUN, `${path} was not run by the browser`)), reject));
    document.head.append(script);
  });
