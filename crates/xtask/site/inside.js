// The script of playground.html: finds the page's files inside the page, then starts it. See single.mjs.

import * as hooks from "./hooks.js";
import * as glue from "./pkg/playground_web.js";

const stored = new Map([...document.querySelectorAll("script[data-file]")].map((element) => [element.dataset.file, element]));

const unpacked = (text) => {
  const packed = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};

globalThis[Symbol.for("aurora-playground files")] = {
  get: async (path) => stored.has(path) ? unpacked(stored.get(path).textContent) : undefined,
  modules: async () => [hooks, glue],
};

if (typeof DecompressionStream === "function") {
  import("./boot.js");
} else {
  document.getElementById("boot-state").textContent =
    "This browser can't unpack the playground: it lacks DecompressionStream. Try a current Firefox, Chrome, Edge or Safari.";
}
