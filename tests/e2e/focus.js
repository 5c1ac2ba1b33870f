// Walks through a page with the Tab key, and checks that a reader can see where the focus is.
import { expect } from './page.js';

/** Presses Tab until `locator` has the focus. */
export async function tabTo(page, locator, limit = 150) {
  for (let pressed = 0; pressed < limit; pressed += 1) {
    await tab(page);
    if (await locator.evaluate((element) => element === element.getRootNode().activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${locator}`);
}

/** Runs in the page: the id of the focused element, in whatever shadow root it is. */
export function focused() {
  let now = document.activeElement;
  while (now?.shadowRoot?.activeElement) now = now.shadowRoot.activeElement;
  return now?.id ?? '';
}

/** Presses Tab, after Esc in the console, where Tab completes and its hint says so. */
async function tab(page) {
  const inConsole = (await page.evaluate(focused)) === 'command';
  if (inConsole) await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
}

/**
 * Walks once around the page with Tab. Everything that can be used must be reached, and everything that is reached must
 * look different from before, by an outline or a shadow that nothing cuts off.
 */
export async function expectEveryFocusSeen(page, { atLeast }) {
  await page.mouse.move(0, 0); // what the pointer is on may look as if it had the focus
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
    // One of many values, which share one Tab stop and are reached by arrows.
    if (now.cell) {
      while (await moves('ArrowUp'));
      do {
        await press('Home');
        while (await moves('ArrowRight'));
      } while (await moves('ArrowDown'));
      while (await moves('ArrowUp'));
      await press('Home'); // where Tab continues
    }
  }
  expect([...unseen], 'focused without showing it').toEqual([]);
  expect(await page.evaluate(() => globalThis.__focus.names()), 'never reached by Tab').toEqual([]);
}

/** Runs in the page: records what can be used, and how it looks without the focus. */
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
  // The focus of a radio button may show on its label.
  const shows = (element) => [element, element.closest('label')].filter(Boolean);
  const name = (element) => {
    const said = element.getAttribute('aria-label') ?? element.textContent;
    return `${element.tagName.toLowerCase()}.${element.className} “${said.trim().slice(0, 40)}”`;
  };
  const all = inside(scope, 'a[href], button, input, textarea, select, summary, [tabindex="0"]');
  // The events of CloudTrail are reached by arrows (step.spec.js).
  const usable = all.filter((e) => !e.disabled && !e.matches('.event-head') && e.checkVisibility({ visibilityProperty: true }));
  // A group of radio buttons counts as one. A page's values are one Tab stop as well, but each of them must be reached
  // by arrows.
  const stop = (e) => (e.type === 'radio' ? `radio ${e.name}` : e);
  const groups = new Map(usable.map((e) => [stop(e), e]));
  const before = new Map(usable.map((e) => [e, shows(e).map(look)]));

  /** How many of the four sides of an outline are inside everything that cuts off what overflows. */
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
  /** What is wrong with how the focus shows; empty if it is right. */
  const complaint = () => {
    const now = active();
    if (!now || now === document.body) return '';
    left.delete(stop(now));
    const unfocused = before.get(now);
    if (!unfocused) return ''; // something that a browser adds on its own, such as a scrolling box
    const changed = shows(now).filter((element, at) => look(element) !== unfocused[at]);
    if (changed.length === 0) return `${name(now)}: looks as without the focus`;
    return changed.some((element) => sides(element) >= 2) ? '' : `${name(now)}: its outline is cut off`;
  };

  globalThis.__focus = {
    /** The present state; `cell` is the row and column of the focused value, if the focus is on one of many. */
    now: () => ({ complaint: complaint(), cell: active()?.dataset.cell, inConsole: active()?.id === 'command', left: left.size }),
    // What could be used at first, but no longer since a value was looked at, is not missed.
    names: () => [...left].filter((e) => !e.disabled).map((e) => (typeof e === 'string' ? e : name(e))),
  };
  return left.size;
}
