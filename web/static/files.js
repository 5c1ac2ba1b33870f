// The one place that knows where the playground's own files are: beside this script, wherever that is served from, or
// inside of the page (the single-file build puts them there).

const here = new URL(".", import.meta.url);

/** What each file's bytes must hash to, by its path. The build writes the table; without one, nothing is checked. */
const HASHES = /* integrity */ {};

/** The full address of a file. An address that is whole already stays as it is. */
export const address = (path) => new URL(path, here).href;

/** The hash that a file must have, or undefined. */
export const integrity = (path) => HASHES[path];

/** Fetches a file. Throws if it is not there, or not the one that was built. */
export const get = async (path, options) => {
  const inside = await globalThis.auroraPlaygroundFiles?.get(path);
  if (inside) return new Response(inside, { headers: { "Content-Type": path.endsWith(".wasm") ? "application/wasm" : "text/plain" } });
  const checked = integrity(path) && { integrity: integrity(path) };
  const answer = await fetch(address(path), { credentials: "omit", ...checked, ...options }).catch((error) => why(path, error));
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`.trim());
  return answer;
};

/** The browser says the same of every request that failed: find out whether something else came instead of the file. */
const why = async (path, error) => {
  if (!integrity(path)) throw error;
  const answer = await fetch(address(path), { credentials: "omit", method: "HEAD" });
  if (answer.ok) throw new Error(`${path} is not the file that belongs here`);
  return answer;
};

/** A file's text. */
export const text = async (path) => (await get(path)).text();

/** A file's bytes. */
export const bytes = async (path) => (await get(path)).arrayBuffer();

/** Loads a script so that the browser refuses it unless it has its hash; importing it then takes what was loaded. */
export const checked = (path) =>
  integrity(path) &&
  // A browser that does not know such links would keep us waiting; it imports unchecked.
  document.createElement("link").relList?.supports("modulepreload") &&
  new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "modulepreload", href: address(path), integrity: integrity(path), crossOrigin: "anonymous" });
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${path} could not be loaded, or is not the file that belongs here`));
    document.head.append(link);
  });
