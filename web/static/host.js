// For pages that hold the playground in frames: gives each frame the height that it asks for, and the page's theme.
// <script type="module" src="…/host.js"></script> once; nothing else to call.
import { onMarks, pageTheme } from "./theme.js";

const NAME = "aurora-playground";
const frames = new Set();
const tell = (frame, message) => frame.contentWindow?.postMessage({ target: NAME, ...message }, "*");
const tellTheme = (frame) => tell(frame, { type: "theme", theme: pageTheme() || "auto" });

addEventListener("message", ({ source, data }) => {
  if (data?.source !== NAME || data.type !== "height" || !Number.isFinite(data.height)) return;
  const frame = [...document.querySelectorAll("iframe")].find(({ contentWindow }) => contentWindow === source);
  if (!frame) return; // another window's
  // Not higher than what the reader sees at once, so that the buttons at the end of it are in sight.
  frame.style.height = `min(${Math.min(Math.max(data.height, 100), 10000)}px, max(320px, 90svh))`;
  if (!frames.has(frame)) tellTheme(frame);
  frames.add(frame);
});
onMarks(() => frames.forEach(tellTheme));
// One that was there before this script is asked again.
for (const frame of document.querySelectorAll("iframe")) tell(frame, { type: "height" });
