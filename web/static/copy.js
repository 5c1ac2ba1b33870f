// Copy buttons carry their text in `data-copy`; they are plain buttons where the clipboard is out of reach.

import { copying } from "./words.js";

/** Lets the copy buttons below `root` (a document or a shadow root) work; `say(text)` tells how it went. */
export const copies = (root, say) => {
  root.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    if (!button) return;
    // What stands behind an open dialog is not read out: it has a line of its own for this.
    const own = button.closest("dialog")?.querySelector(".said");
    const tell = (text) => (own ? (own.textContent = text) : say(text));
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      tell(copying.done);
      button.classList.add("copied");
      setTimeout(() => button.classList.remove("copied"), 1500);
    } catch {
      tell(copying.refused);
    }
  });
};
