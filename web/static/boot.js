// Starts the page. No inline code, no eval, so that it runs under `script-src 'self' 'wasm-unsafe-eval'`.

import { copies } from "./copy.js";
import { engine, NoWebAssembly, onCrash, watchTraps } from "./engine.js";
import { OTHER_FILE } from "./files.js";
import { kept, offline } from "./offline.js";
import { page } from "./words.js";

const show = (id, text) => {
  const element = document.getElementById(id);
  if (element) element.textContent = text;
  return element;
};

onCrash((detail, what) => {
  const box = document.getElementById("crash");
  if (what === "missing") {
    show("crash-what", page.missing);
  }
  show("crash-detail", detail);
  if (box) box.hidden = false;
  document.getElementById("crash-reload")?.focus();
});
document.getElementById("crash-reload")?.addEventListener("click", () => location.reload());

watchTraps(() => true);
copies(document, (text) => show("said", text));

const start = async () => {
  let module;
  try {
    // A synchronous request goes past the service worker, and there is none at all from a file.
    module = await engine(kept() || "auroraPlaygroundFiles" in globalThis);
  } catch (error) {
    show("boot-state", error instanceof NoWebAssembly ? page.noWasm : (error.name === OTHER_FILE ? page.otherFile : page.notLoaded) + (error.message ?? error));
    return;
  }
  module.boot();
};

start();
offline();
