// Copy buttons: they have their text in `data-copy`, and do nothing special if the clipboard is not available.

import { copying } from "./words.js";

/** Makes the copy buttons below `root` (a document or a shadow root) work; `say(text)` reports the result. */
export const copies = (root, say) => {
  root.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    if (!button) return;
    // Screen readers don't read what is behind an open dialog, so a dialog has its own line for this.
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
