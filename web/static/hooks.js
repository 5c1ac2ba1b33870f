// What the playground's module calls in the page. This is a separate file, which all scripts import by the same
// address: the module's JavaScript must get the instance that the loader has configured (engine.js).

import { bytes, checked } from "./files.js";

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

/** The files of each part of the module, in the order in which they are loaded; inserted by the build. */
const PARTS = "@parts";
/** The files that are loaded, or are being loaded. Two parts may share one, and its data must not be set up twice. */
const parts = new Map();

/** Resolves when a part is loaded. Its files are bound to `main`, what the module exports. After an error, it can be tried again. */
export const part = async (name, main) => {
  for (const path of PARTS[name]) {
    if (!parts.has(path)) parts.set(path, bytes(path).then((code) => WebAssembly.instantiate(code, { __wasm_split: main })));
    try {
      await parts.get(path);
    } catch (error) {
      parts.delete(path);
      throw error;
    }
  }
};

/** The language that the page's address names (?lang=de), or that an embed's surroundings are in; undefined without one. */
export const namedLanguage = (place) => {
  const { host } = place.getRootNode();
  return (host ? host.closest("[lang]")?.lang : new URLSearchParams(location.search).get("lang")) || undefined;
};

/** The languages that a scenario should be shown in, best first: the one that is named, else the browser's. */
export const languages = (place) => {
  const named = namedLanguage(place);
  return named ? [named] : [...navigator.languages];
};

/** The name of a language, in itself. */
export const languageName = (tag) => new Intl.DisplayNames([tag], { type: "language" }).of(tag);

/** Resolves before the next frame is drawn; in a hidden tab, where none is drawn, a little later. */
export const frame = () =>
  new Promise((go) => {
    requestAnimationFrame(go);
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
/** Where everything was, in each place that is about to change. */
const places = new WeakMap();
/** The movements under way in each place. */
const movements = new WeakMap();

/** Where each is in its panel as the reader sees it, or on the page. So a panel that scrolls seems to move there. */
const standing = (place) => {
  const bodies = new Map([...place.querySelectorAll(".panel-body")].map((body) => [body, body.getBoundingClientRect().top]));
  const all = [...place.querySelectorAll(MOVES)];
  if (all.length > MOST) return new Map();
  // To measure what the browser doesn't lay out (`content-visibility`), it would have to lay it out, each on its own.
  const drawn = all.filter((element) => element.checkVisibility?.({ contentVisibilityAuto: true }) ?? true);
  return new Map(drawn.map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const seen = width > 0 && top < innerHeight && top + height > 0;
    return [element.id || element, { element, seen, left, top: top - (bodies.get(element.closest(".panel-body")) ?? -scrollY) }];
  }));
};

/** Notes where everything is, before a change, and ends earlier movements: what is measured next must be where it stays. */
export const before = (place) => {
  if (places.has(place)) return; // it has changed already, and nobody has seen that
  if (!document.hidden && !matchMedia("(prefers-reduced-motion: reduce)").matches) places.set(place, { stood: standing(place), body: rising(place) });
  movements.get(place)?.forEach((movement) => movement.cancel());
};

/** The panel in which new events appear above the others, if that scrolls. Not at its top, browsers keep what it shows in place. */
const rising = (place) => {
  const body = place.querySelector(".trail-rows")?.closest(".panel-body");
  if (body?.scrollTop === 0 && CSS.supports("overflow-anchor", "auto")) body.scrollTop = 1;
  return body?.scrollTop === 1 ? body : null;
};
/** The browser has kept the earlier events where they were: they go down as the panel goes back to its top. */
const rise = (body, started) => {
  const by = body.scrollTop - 1;
  body.scrollTop = 0;
  if (by > 0) started.push(body.querySelector(".trail-rows").animate([{ transform: `translateY(${-by}px)` }, { transform: "none" }], TIMING));
};

/** Moves everything from where it was to where it is since the change. */
export const glide = (place) => {
  const { stood: before, body } = places.get(place) ?? {};
  places.delete(place);
  const started = [];
  if (body) requestAnimationFrame(() => rise(body, started));
  if (!before?.size) return;
  const after = standing(place);
  const moved = new Map();
  const start = (element, from, to) => started.push(element.animate([from, to], TIMING));
  for (const [id, { element, seen, left, top }] of after) {
    const old = before.get(id);
    const [parentX, parentY] = moved.get(element.parentElement?.closest(MOVES)) ?? [0, 0];
    const [x, y] = old ? [old.left - left, old.top - top] : [parentX, parentY];
    moved.set(element, [x, y]);
    if (!element.animate || (body && element.matches(".event"))) continue;
    if (!old && seen && element.id) start(element, { opacity: 0 }, { opacity: 1 });
    const [byX, byY] = [x - parentX, y - parentY];
    if (old && (seen || old.seen) && Math.hypot(byX, byY) >= 1) start(element, { transform: `translate(${byX}px, ${byY}px)` }, { transform: "none" });
  }
  movements.set(place, started);
};
