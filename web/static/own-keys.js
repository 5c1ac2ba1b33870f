// What is typed into an embed stays in it, as in a frame: a page around that takes single keys must not take these.
// Listeners of that page in the capture phase run before anything of ours, and nothing can keep a key from them.

const TYPED = ["beforeinput", "input", "textInput", "compositionstart", "compositionupdate", "compositionend", "paste", "cut", "copy"];
const MODIFIERS = ["Control", "Alt", "Meta"];
/** There the Alt key types characters. */
const APPLE = /Mac|iP(hone|ad|od)/.test(globalThis.navigator?.platform);

/** Keeps what is typed below `root`, a shadow root, from the page around. */
export const ownKeys = (root) => {
  // Content of the author's own is in the page, not below this root.
  const inside = (event) => event.composedPath()[0].getRootNode() === root;
  const stop = (event) => inside(event) && event.stopPropagation();
  for (const type of TYPED) root.addEventListener(type, stop);

  // A page hears the end of each key whose beginning it has heard, and of no other.
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

/** Whether a key is for the page around: a combination that does nothing here, or Escape where nothing is to be left. */
const passes = (event, root) => {
  if (event.defaultPrevented || event.isComposing) return false;
  const writes = event.composedPath()[0].matches("input:not([type=radio], [type=checkbox]), select, textarea");
  if (event.key === "Escape") return !writes && !root.querySelector("dialog[open]");
  if (MODIFIERS.includes(event.key)) return true;
  if (event.getModifierState?.("AltGraph")) return false;
  return event.ctrlKey || event.metaKey || (event.altKey && !(APPLE && writes));
};
