// The playground's module comes in two parts: what the page starts with, and the rest. The page asks for the rest
// once its first screen is drawn, and waits for it before it runs commands. Why and how: crates/xtask/src/split.rs.

const address = new URL("pkg/rest.wasm", import.meta.url);
let first;

/** The rest is needed now and can't be had. */
export class Missing extends Error {}

/** Takes the exports of the first part, before anything of it is called. */
export const begin = (exports) => {
  first = exports;
};

/** The rest sets this flag itself. */
const here = () => first.here?.value === 1;

/** The parts of two builds don't fit together, and don't try. */
const why = (error) => (error instanceof WebAssembly.LinkError ? "the playground was renewed meanwhile: reload the page" : String(error.message ?? error));

const add = (module) => {
  if (!here()) new WebAssembly.Instance(module, { first });
  performance.mark("rest-here");
};

/** Loads the rest in the background. Resolves to "", or to the reason why there is none. */
export const load = async () => {
  if (here()) return "";
  try {
    const answer = await fetch(address, { priority: "low" });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    add(await WebAssembly.compile(await answer.arrayBuffer()));
    return "";
  } catch (error) {
    return why(error);
  }
};

/** Loads the rest before it returns: a function of it was called, and the call can't wait. Not planned for, and marked
 * for the tests, but right: the page stands still for as long as the network takes. */
export const loadNow = () => {
  performance.mark("rest-on-the-spot");
  try {
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    // A synchronous request can't have a responseType: this charset hands bytes through, as 00 to 7F and F780 to F7FF.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    if (request.status !== 200) throw new Error(`${request.status} ${request.statusText}`);
    add(new WebAssembly.Module(Uint8Array.from(request.responseText, (char) => char.charCodeAt(0) & 255)));
  } catch (error) {
    throw new Missing(why(error));
  }
};
