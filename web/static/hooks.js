// What the playground's module calls in the page. This is a separate file, which all scripts import by the same
// address: the module's JavaScript must get the instance that the loader has configured (engine.js).

import { checked } from "./files.js";

export { isTranslated, say } from "./language.js";

let tell = () => {};

/** Sets the function to call after a panic. */
export const begin = (crashed) => (tell = crashed);

/** The module has panicked. */
export const panicked = (message) => tell(message);

/** Resolves to the script that loads and runs the database engine (sql.js), which is itself loaded on first use. */
export const sql = async () => {
  await checked("sql.js");
  return import("./sql.js");
};

/** Whether the next frame is being made: what changes now is in it. */
let inFrame = false;

/** Resolves before the next frame is drawn; in a hidden tab, where none is drawn, a little later. */
export const frame = () =>
  new Promise((go) => {
    requestAnimationFrame(() => {
      inFrame = true;
      setTimeout(() => (inFrame = false));
      go();
    });
    setTimeout(go, 100);
  });

/** Resolves when the page is idle. */
export const idle = () =>
  new Promise((go) => (globalThis.requestIdleCallback ? requestIdleCallback(go, { timeout: 2000 }) : setTimeout(go, 200)));

// Movement instead of jumps: what has another place after a change is moved there from its old one, and new cards appear
// gradually. Nothing moves for readers who prefer that, nor in a page that nobody sees.

/** What moves. What is inside moves along, and is moved itself only if it also moves within. */
const MOVES = "[id^=map-], .account, .region, .keys, .clusters, .leaves, .box-rest > *, .box-rest li, .event, .part, .part > *, .part li, .time, .bottom";
/** With more than this, finding out where they are would take longer than moving helps. */
const MOST = 600;
const TIMING = { duration: 180, easing: "ease-out" };
const watchers = new WeakMap();

/** Where each is, relative to the panel or page that it scrolls with. */
const standing = (place) => {
  const bodies = new Map([...place.querySelectorAll(".panel-body")].map((body) => [body, body.getBoundingClientRect().top - body.scrollTop]));
  const all = [...place.querySelectorAll(MOVES)];
  if (all.length > MOST) return new Map();
  return new Map(all.map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const seen = width > 0 && top < innerHeight && top + height > 0;
    return [element.id || element, { element, seen, left, top: top - (bodies.get(element.closest(".panel-body")) ?? -scrollY) }];
  }));
};

/** Notes where everything is, before a change, and moves it from there as soon as it has changed. */
export const glide = (place) => {
  watchers.get(place)?.disconnect();
  if (document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const before = standing(place);
  if (!before.size) return;
  // Where things are now is read in the next frame, which lays them out anyway, and before it is painted.
  const watcher = new MutationObserver(() => {
    watcher.disconnect();
    if (inFrame) move(place, before);
    else requestAnimationFrame(() => move(place, before));
  });
  watcher.observe(place, { subtree: true, childList: true, attributes: true, characterData: true });
  watchers.set(place, watcher);
};

const move = (place, before) => {
  const after = standing(place);
  const moved = new Map();
  for (const [id, { element, seen, left, top }] of after) {
    const old = before.get(id);
    const [parentX, parentY] = moved.get(element.parentElement?.closest(MOVES)) ?? [0, 0];
    const [x, y] = old ? [old.left - left, old.top - top] : [parentX, parentY];
    moved.set(element, [x, y]);
    if (!element.animate) continue;
    if (!old && seen && element.id) element.animate([{ opacity: 0 }, { opacity: 1 }], TIMING);
    if (old && (seen || old.seen) && Math.hypot(x - parentX, y - parentY) >= 1) element.animate([{ transform: `translate(${x - parentX}px, ${y - parentY}px)` }, { transform: "none" }], TIMING);
  }
};
