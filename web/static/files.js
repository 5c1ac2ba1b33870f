// The only place that knows where the playground's own files are: next to this script, wherever that is served from, or
// inside the page (in the single-file build).

/** The address of the playground's folder. If a bundler moves this script, the page sets the folder. */
let base = import.meta.url;

/** The hash of each file by its path. The build writes this table; without it, nothing is checked. */
const HASHES = /* integrity */ {};

/** The full address of a file. An absolute address stays as it is. */
export const address = (path) => new URL(path, base).href;

/** Sets the address of the playground's folder, which may be relative to the page. */
export const setBasePath = (path) => {
  base = new URL(`${path}`.replace(/\/*$/, "/"), document.baseURI).href;
};

/** The expected hash of a file, or undefined. */
export const integrity = (path) => HASHES[path];

/** The files inside the page, in the single-file build. Under a symbol: an element's `id` can take the place of a name. */
export const inside = () => globalThis[Symbol.for("aurora-playground files")];

/** Fetches a file. Throws if it is missing or is not the one that was built. */
export const get = async (path, options) => {
  const found = await inside()?.get(path);
  if (found) return new Response(found, { headers: { "Content-Type": path.endsWith(".wasm") ? "application/wasm" : "text/plain" } });
  const checked = integrity(path) && { integrity: integrity(path) };
  const answer = await fetch(address(path), { credentials: "omit", ...checked, ...options }).catch((error) => why(path, error));
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`.trim());
  return answer;
};

/** Names of errors: another file was received than the one that was built; a script was received and did not run. */
export const OTHER_FILE = "OtherFile";
export const NOT_RUN = "NotRun";
const named = (name, message) => Object.assign(new Error(message), { name });

/** Browsers report every failed request in the same way, so this finds out whether another file was received. */
const why = async (path, error) => {
  const there = integrity(path) && (await fetch(address(path), { credentials: "omit", method: "HEAD" }).catch(() => undefined));
  if (!there) throw new Error(`${path}: ${error.message}`);
  if (there.ok) throw named(OTHER_FILE, `${path} is not the file that belongs here: ${error.message}`);
  return there;
};

/** A file's text. */
export const text = async (path) => (await get(path)).text();

/** The host that an address names, in ASCII, if that is another site than the page's; without a host, its protocol. */
export const elsewhere = (href) => {
  const { origin, host, protocol } = new URL(href);
  return origin !== "null" && origin === location.origin ? undefined : host || protocol;
};

/** The bytes of a mark that a text may begin with, and that is no part of it. */
const BOM = 3;

/**
 * The text of an author's file, and where it came from if that is `elsewhere`, behind all redirections. Of a file with more
 * bytes than `most`, only the beginning is received, and at least so much that whoever reads it sees that it is too long.
 */
export const authored = async (path, most) => {
  const answer = await get(path);
  const [reader, decoder] = [answer.body?.getReader(), new TextDecoder()];
  let [text, bytes] = ["", 0];
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) break;
    text += decoder.decode(value, { stream: true });
    bytes += value.length;
    if (bytes > most + BOM) {
      await reader.cancel().catch(() => {});
      break;
    }
  }
  return [text + decoder.decode(), elsewhere(answer.url || address(path))];
};

/** A file's bytes. */
export const bytes = async (path) => (await get(path)).arrayBuffer();

const same = (text) => text;
const trusting = { createHTML: same, createScriptURL: same };

/** Converts known texts to what may be put into a document, even if the page requires Trusted Types. */
export const trusted = (() => {
  try {
    return trustedTypes.createPolicy("aurora-playground", trusting);
  } catch {
    return trusting; // the browser does not support them, or the page only allows others
  }
})();

/**
 * Runs a script that must have its hash; importing it later gives the one that was checked. This uses an element, since
 * browsers check a preload differently or not at all, and never check an import. The scripts that it imports must have
 * run before.
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
    // The element does not say what was wrong, but a request for the same file does. Firefox does not try a failed
    // script again.
    script.onerror = ended(() => get(path).then(() => reject(named(NOT_RUN, `${path} was not run by the browser`)), reject));
    document.head.append(script);
  });
