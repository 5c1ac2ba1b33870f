// Starts the page. No inline code, no eval, so that it runs under `script-src 'self' 'wasm-unsafe-eval'`.

import { copies } from "./copy.js";
import { engine, NoWebAssembly, onCrash, watchTraps } from "./engine.js";
import { kept, offline } from "./offline.js";

const show = (id, text) => {
  const element = document.getElementById(id);
  if (element) element.textContent = text;
  return element;
};

onCrash((detail, what) => {
  const box = document.getElementById("crash");
  if (what === "missing") {
    show("crash-what", "A part of the playground could not be loaded. Check the connection, then reload: you start again at the same step.");
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
    show(
      "boot-state",
      error instanceof NoWebAssembly
        ? "This browser has no WebAssembly, or it is switched off. The playground needs it: try a current Firefox, Chrome, Edge or Safari, and outside a locked-down mode."
        : "The playground could not be loaded. Check the connection and reload. If you serve it yourself: the folder pkg must lie beside index.html, .wasm must be served as application/wasm, and a Content-Security-Policy must allow 'wasm-unsafe-eval'. " + error,
    );
    return;
  }
  module.boot();
};

start();
offline();
