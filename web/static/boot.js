// Starts the page. The only scripts beside the generated one are this and parts.js: no inline code, no
// eval, so that it runs under `script-src 'self' 'wasm-unsafe-eval'`.

import { begin, Missing } from "./parts.js";

const show = (id, text) => {
  const element = document.getElementById(id);
  if (element) element.textContent = text;
  return element;
};

// A panic has shown its message already; a bare trap has not. Both end here.
const crash = (detail, what) => {
  const box = document.getElementById("crash");
  if (box?.hidden) {
    if (what) show("crash-what", what);
    show("crash-detail", detail);
    box.hidden = false;
  }
  document.getElementById("crash-reload")?.focus();
};

document.getElementById("crash-reload")?.addEventListener("click", () => location.reload());

// Copy buttons carry their text; they are plain buttons where the clipboard is out of reach.
document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    show("live", "Copied.");
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1500);
  } catch {
    show("live", "This browser does not let the page copy. Select the text instead.");
  }
});

// After a trap the page is dead; say so instead of ignoring clicks.
const stopped = (error) => {
  if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError) crash(String(error));
  if (error instanceof Missing) {
    crash(error.message, "A part of the playground could not be loaded. Check the connection, then reload: you start again at the same step.");
  }
};
addEventListener("error", (event) => stopped(event.error));
addEventListener("unhandledrejection", (event) => stopped(event.reason));

const start = async () => {
  if (typeof WebAssembly !== "object") {
    show("boot-state", "This browser has no WebAssembly, or it is switched off. The playground needs it: try a current Firefox, Chrome, Edge or Safari, and outside a locked-down mode.");
    return;
  }
  let glue;
  try {
    glue = await import("./pkg/playground_web.js");
    begin(await glue.default());
  } catch (error) {
    show("boot-state", "The playground could not be loaded. Check the connection and reload. If you serve it yourself: the folder pkg must lie beside index.html, .wasm must be served as application/wasm, and a Content-Security-Policy must allow 'wasm-unsafe-eval'. " + error);
    return;
  }
  glue.boot();
};

start();
