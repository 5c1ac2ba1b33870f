// For pages that hold the playground in frames: gives each frame the height of what is in it, and the page's theme.
// <script type="module" src="…/host.js"></script> once; nothing else to call.
import { pageTheme } from "./theme.js";

const frameOf = (source) => [...document.querySelectorAll("iframe")].find((frame) => frame.contentWindow === source);
const tellTheme = (frame) => {
  const theme = pageTheme();
  if (theme) frame.contentWindow.postMessage({ target: "aurora-playground", type: "theme", theme }, "*");
};
const known = new Set();

addEventListener("message", ({ source, data }) => {
  if (data?.source !== "aurora-playground" || data.type !== "height") return;
  const frame = frameOf(source); // nobody else's frame, and no other window
  if (!frame || !Number.isFinite(data.height)) return;
  frame.style.height = `${Math.min(Math.max(data.height, 100), 4000)}px`;
  if (!known.has(frame)) tellTheme(frame);
  known.add(frame);
});
new MutationObserver(() => known.forEach(tellTheme)).observe(document.documentElement, { attributes: true, subtree: false });
