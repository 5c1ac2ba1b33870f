// What is typed into an embed stays in it, as in a frame: a surrounding page with single-key shortcuts must not react
// to it. Listeners of that page in the capture phase run before any of ours, and can't be kept from seeing a key.

const TYPED = ["beforeinput", "input", "textInput", "compositionstart", "compositionupdate", "compositionend", "paste", "cut", "copy"];
const MODIFIERS = ["Control", "Alt", "Meta"];
/** On these systems the Alt key types characters. */
const APPLE = /Mac|iP(hone|ad|od)/.test(globalThis.navigator?.platform);

/** Keeps what is typed below `root`, a shadow root, from the surrounding page. */
export const ownKeys = (root) => {
  // The author's own content is in the page and not below this root.
  const inside = (event) => event.composedPath()[0].getRootNode() === root;
  const stop = (event) => inside(event) && event.stopPropagation();
  for (const type of TYPED) root.addEventListener(type, stop);

  // A page sees the release of each key whose press it has seen, and of no other.
  const held = new Set();
  root.addEventListener("keydown", (event) => {
    if (!inside(event)) return;
    if (passes(event, root)) return held.delete(event.code);
    held.add(event.code);
    event.stopPropagation();
  });
  root.addEventListener("keypress", (event) => inside(event) && held.has(event.code) && event.stopPropagation());
  root.addEventListener("keyup", (event) => inside(event) && held.delete(event.code) && event.stopPropagation());
};

/**
 * Whether a key is for the surrounding page: a combination that does nothing here, or Escape if there is nothing to
 * close.
 */
const passes = (event, root) => {
  if (event.defaultPrevented || event.isComposing) return false;
  const writes = event.composedPath()[0].matches("input:not([type=radio], [type=checkbox]), select, textarea");
  if (event.key === "Escape") return !writes && !root.querySelector("dialog[open]");
  if (MODIFIERS.includes(event.key)) return true;
  if (event.getModifierState?.("AltGraph")) return false;
  return event.ctrlKey || event.metaKey || (event.altKey && !(APPLE && writes));
};
