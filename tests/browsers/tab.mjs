// The tab that all tests share, and what tests do in it. Elements are looked up in the page itself, or in the embed's
// shadow root if there is one, so that one call to the driver does as much as possible.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { BROWSERS } from './drivers.mjs';

/** Long enough for a slow machine: either what is waited for happens, or the test fails. */
const PATIENCE = 20_000;

/** What functions that run in the page can use. */
const IN_PAGE = `
  const root = document.querySelector('aurora-playground')?.shadowRoot ?? document;
  const all = (css) => [...root.querySelectorAll(css)];
  const one = (css) => root.querySelector(css) ?? undefined;
  const seen = (element) => element?.checkVisibility() ?? false;
  const text = (css) => one(css)?.innerText.trim();
  /** The text of an element, shortened in the middle, where least is seen of what a step came to. */
  const shown = (element) => element.innerText.replace(/\\s+/g, ' ').replace(/^(.{300}).*(.{500})$/, '$1 … $2');
  /** A button or link by its name, among the elements that \`css\` selects. */
  const named = (name, css = '*') => all(css + ' :is(button, a, label)').find((e) => seen(e) && (e.getAttribute('aria-label') ?? e.innerText).trim().split('\\n')[0] === name);
`;

export const browser = process.env.PLAYGROUND_BROWSER;
export const driver = await BROWSERS[browser].session(process.env.PLAYGROUND_DRIVER);
await driver.manage().window().setRect({ width: 1440, height: 1000 });
await driver.manage().setTimeouts({ script: PATIENCE + 5_000, pageLoad: 60_000 });

/** Runs a function in the page and returns its result; a promise is awaited. */
export const inPage = (fn, ...given) =>
  driver
    .executeAsyncScript(`${IN_PAGE} const done = arguments[arguments.length - 1]; Promise.resolve((${fn})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error) }));`, ...given)
    .then(({ value, error }) => (error === undefined ? value : Promise.reject(new Error(error))));

/** Runs a function in the page repeatedly until its result is true, and returns it. */
export const until = async (fn, ...given) => {
  const got = await driver.executeAsyncScript(
    `${IN_PAGE} const given = [...arguments]; const done = given.pop(); const end = Date.now() + ${PATIENCE};
    const look = () => {
      let value, error;
      try { value = (${fn})(...given); } catch (caught) { error = String(caught); }
      if (value || Date.now() > end) done({ value, error, there: shown(one('main, .embed') ?? one('.poster') ?? document.body), wrong: globalThis.wentWrong ?? [] });
      else setTimeout(look, 15);
    };
    look();`,
    ...given,
  );
  assert.ok(got.value, `in vain waited for ${fn} with ${JSON.stringify(given)}${got.error ? ` (${got.error})` : ''}; there was: ${got.there}${got.wrong.map((what) => `\nwrong in the page: ${what}`).join('')}`);
  return got.value;
};

/** Clicks the element with this name, like a reader's mouse. */
export const click = async (name, css = '*') => (await until((name, css) => named(name, css), name, css)).click();

/** Presses keys, like a reader, wherever the focus is. */
export const press = (...keys) => driver.actions().sendKeys(...keys.map((key) => Key[key] ?? key)).perform();

/** Opens an address. If only the fragment differs, the page stays, as for a reader. */
export const go = (url) => driver.get(url);

/** Reloads the page, like a reader: in Firefox, the driver's own reload bypasses the service worker. */
export const reload = async () => {
  await driver.executeScript('document.documentElement.dataset.left = "yes"; location.reload();');
  const here = () => driver.executeScript('return !document.documentElement.dataset.left && document.readyState === "complete";').catch(() => false);
  await driver.wait(here, PATIENCE, 'the page has not come again', 20);
};

export const quit = () => driver.quit();
