// Walks a page by the Tab key, and looks whether a reader can see where the focus is.
import { expect } from './page.js';

/** Presses Tab until `locator` has the focus. */
export async function tabTo(page, locator, limit = 150) {
  for (let pressed = 0; pressed < limit; pressed += 1) {
    await tab(page);
    if (await locator.evaluate((element) => element === element.getRootNode().activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${locator}`);
}

/** In the page: the id of what has the focus, in whatever shadow root it is. */
export function focused() {
  let now = document.activeElement;
  while (now?.shadowRoot?.activeElement) now = now.shadowRoot.activeElement;
  return now?.id ?? '';
}

/** Tab, out of the console as well, where Tab completes: as its hint says, Esc before it. */
async function tab(page) {
  const inConsole = (await page.evaluate(focused)) === 'command';
  if (inConsole) await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
}

/**
 * Walks once round the page by Tab. Everything that can be used must be reached, and whatever is reached must look
 * different from before, by an outline or a shadow that nothing cuts off.
 */
export async function expectEveryFocusSeen(page, { atLeast }) {
  const usable = await page.evaluate(remember);
  expect(usable, 'things to reach').toBeGreaterThanOrEqual(atLeast);
  const unseen = new Set();
  let now = {};
  const press = async (key) => {
    await page.keyboard.press(key);
    now = await page.evaluate(() => globalThis.__focus.now());
    if (now.complaint) unseen.add(now.complaint);
  };
  const moves = async (key) => {
    const { cell } = now;
    await press(key);
    return now.cell !== cell;
  };
  for (let pressed = 0; pressed < usable + 12 && now.left !== 0; pressed += 1) {
    if (now.inConsole) await page.keyboard.press('Escape'); // as its hint says: Tab alone completes
    await press('Tab');
    // One of many values: one Tab stop, and arrows from there.
    if (now.cell) {
      while (await moves('ArrowUp'));
      do {
        await press('Home');
        while (await moves('ArrowRight'));
      } while (await moves('ArrowDown'));
      while (await moves('ArrowUp'));
      await press('Home'); // where the way by Tab goes on
    }
  }
  expect([...unseen], 'focused without showing it').toEqual([]);
  expect(await page.evaluate(() => globalThis.__focus.names()), 'never reached by Tab').toEqual([]);
}

/** In the page: notes what can be used and how it looks without the focus. */
function remember() {
  const inside = (root, selector) =>
    [...root.querySelectorAll('*')].flatMap((e) => [...(e.matches(selector) ? [e] : []), ...(e.shadowRoot ? inside(e.shadowRoot, selector) : [])]);
  const [scope = document] = inside(document, 'dialog[open]');
  const active = () => {
    let now = document.activeElement;
    while (now?.shadowRoot?.activeElement) now = now.shadowRoot.activeElement;
    return now;
  };
  const parent = (e) => e.parentElement ?? e.getRootNode().host;
  active()?.blur();
  const look = (element) => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle === 'none' ? 'none' : `${style.outlineWidth} ${style.outlineColor}`;
    return `${outline} | ${style.boxShadow}`;
  };
  // What shows the focus of a radio button may be its label.
  const shows = (element) => [element, element.closest('label')].filter(Boolean);
  const name = (element) => {
    const said = element.getAttribute('aria-label') ?? element.textContent;
    return `${element.tagName.toLowerCase()}.${element.className} “${said.trim().slice(0, 40)}”`;
  };
  const all = inside(scope, 'a[href], button, input, textarea, select, summary, [tabindex="0"]');
  const usable = all.filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }));
  // A group of radio buttons is one; a page's values are one Tab stop as well, but each is to be reached, by arrows.
  const stop = (e) => (e.type === 'radio' ? `radio ${e.name}` : e);
  const groups = new Map(usable.map((e) => [stop(e), e]));
  const before = new Map(usable.map((e) => [e, shows(e).map(look)]));

  /** How many of the four sides of an outline lie inside everything that cuts off what overflows. */
  const sides = (element) => {
    const style = getComputedStyle(element);
    const out = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth) / 2;
    const r = element.getBoundingClientRect();
    const edge = { left: r.left - out, right: r.right + out, top: r.top - out, bottom: r.bottom + out };
    const seen = { left: true, right: true, top: true, bottom: true };
    for (let box = parent(element); box && box !== document.documentElement; box = parent(box)) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const clip = box.getBoundingClientRect();
      if (overflowX !== 'visible') {
        seen.left &&= edge.left >= clip.left;
        seen.right &&= edge.right <= clip.right;
      }
      if (overflowY !== 'visible') {
        seen.top &&= edge.top >= clip.top;
        seen.bottom &&= edge.bottom <= clip.bottom;
      }
    }
    return Object.values(seen).filter(Boolean).length;
  };

  const left = new Set(groups.keys());
  /** What is wrong with how the focus shows; nothing if it is right. */
  const complaint = () => {
    const now = active();
    if (!now || now === document.body) return '';
    left.delete(stop(now));
    const unfocused = before.get(now);
    if (!unfocused) return ''; // what a browser adds on its own, as a scrolling box
    const changed = shows(now).filter((element, at) => look(element) !== unfocused[at]);
    if (changed.length === 0) return `${name(now)}: looks as without the focus`;
    return changed.some((element) => sides(element) >= 2) ? '' : `${name(now)}: its outline is cut off`;
  };

  globalThis.__focus = {
    /** How things stand; `cell` is which of many values has the focus, row and column, if it is one. */
    now: () => ({ complaint: complaint(), cell: active()?.dataset.cell, inConsole: active()?.id === 'command', left: left.size }),
    // What could be used, and can't any more since a value was looked at, is not missed.
    names: () => [...left].filter((e) => !e.disabled).map((e) => (typeof e === 'string' ? e : name(e))),
  };
  return left.size;
}
