// For pages with the playground in frames: gives each frame the height that it asks for, and the page's theme. Include
// <script type="module" src="…/host.js"></script> once; there is nothing else to call.
import { onMarks, pageTheme } from "./theme.js";

const NAME = "aurora-playground";
const frames = new Set();
const tell = (frame, message) => frame.contentWindow?.postMessage({ target: NAME, ...message }, "*");
const tellTheme = (frame) => tell(frame, { type: "theme", theme: pageTheme() || "auto" });

/** Whether a frame shows the playground that this script belongs to. Others may not say how high they are. */
const ours = ({ src }, origin) => {
  const page = new URL("embed.html", import.meta.url);
  const own = [page.origin, "null"].includes(origin); // "null": in a sandbox
  return own && src.split(/[?#]/)[0] === page.href;
};

addEventListener("message", ({ source, origin, data }) => {
  if (data?.source !== NAME || data.type !== "height" || !Number.isFinite(data.height)) return;
  const frame = [...document.querySelectorAll("iframe")].find(({ contentWindow }) => contentWindow === source);
  if (!frame || !ours(frame, origin)) return; // from another window, or another site
  // Not higher than the window, so that the buttons at its end are in sight.
  frame.style.height = `min(${Math.min(Math.max(data.height, 100), 10000)}px, max(320px, 90svh))`;
  if (!frames.has(frame)) tellTheme(frame);
  frames.add(frame);
});
onMarks(() => frames.forEach(tellTheme));
// A frame that was there before this script is asked again.
for (const frame of document.querySelectorAll("iframe")) tell(frame, { type: "height" });
