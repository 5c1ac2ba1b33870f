// Starts the page. There is no inline code and no eval, so that it runs under `script-src 'self' 'wasm-unsafe-eval'`.

import { copies } from "./copy.js";
import { early } from "./early.js";
import { engine, NoWebAssembly, onCrash, watchTraps } from "./engine.js";
import { OTHER_FILE } from "./files.js";
import { askedLanguage, translatePage } from "./language.js";
import { offline } from "./offline.js";
import { page } from "./words.js";

askedLanguage();
translatePage(document.body);

const show = (id, text) => {
  const element = document.getElementById(id);
  if (element) element.textContent = text;
  return element;
};

onCrash((detail) => {
  const box = document.getElementById("crash");
  show("crash-detail", detail);
  if (box) box.hidden = false;
  document.getElementById("crash-reload")?.focus();
});
document.getElementById("crash-reload")?.addEventListener("click", () => {
  // A step whose result crashed the page is not run again by the reload (web/src/address.rs).
  history.replaceState(null, "");
  location.reload();
});

watchTraps(() => true);
copies(document, (text) => show("said", text));

const start = async () => {
  let module;
  try {
    module = await engine();
  } catch (error) {
    show("boot-state", error instanceof NoWebAssembly ? page.noWasm : (error.name === OTHER_FILE ? page.otherFile : page.notLoaded) + (error.message ?? error));
    const again = document.getElementById("boot-again");
    again.hidden = error instanceof NoWebAssembly;
    // Nothing can be lost yet, and browsers run a script that has failed only on a new page.
    again.onclick = () => location.reload();
    return;
  }
  module.boot();
};

early();
// Only after that, since the worker loads everything again.
start().finally(offline);
