// The one tab that all tests use, and what a test does in it. Everything is looked up in the page itself, in the embed's
// shadow root where there is one, so that one call to the driver does what it can.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { BROWSERS } from './drivers.mjs';

/** Long enough for a slow machine: what is waited for comes, or the test fails. */
const PATIENCE = 20_000;

/** What functions that run in the page may use. */
const IN_PAGE = `
  const root = document.querySelector('aurora-playground')?.shadowRoot ?? document;
  const all = (css) => [...root.querySelectorAll(css)];
  const one = (css) => root.querySelector(css) ?? undefined;
  const seen = (element) => element?.checkVisibility() ?? false;
  const text = (css) => one(css)?.innerText.trim();
  /** A button or link by its name, in what \`css\` finds. */
  const named = (name, css = '*') => all(css + ' :is(button, a, label)').find((e) => seen(e) && (e.getAttribute('aria-label') ?? e.innerText).trim().split('\\n')[0] === name);
`;

export const browser = process.env.PLAYGROUND_BROWSER;
export const driver = await BROWSERS[browser].session(process.env.PLAYGROUND_DRIVER);
await driver.manage().window().setRect({ width: 1440, height: 1000 });
await driver.manage().setTimeouts({ script: PATIENCE + 5_000, pageLoad: 60_000 });

/** Runs a function in the page and gives what it gives; a promise is waited for. */
export const inPage = (fn, ...given) =>
  driver
    .executeAsyncScript(`${IN_PAGE} const done = arguments[arguments.length - 1]; Promise.resolve((${fn})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error) }));`, ...given)
    .then(({ value, error }) => (error === undefined ? value : Promise.reject(new Error(error))));

/** Runs a function in the page again and again until it gives something true, and gives that. */
export const until = async (fn, ...given) => {
  const got = await driver.executeAsyncScript(
    `${IN_PAGE} const given = [...arguments]; const done = given.pop(); const end = Date.now() + ${PATIENCE};
    const look = () => {
      let value, error;
      try { value = (${fn})(...given); } catch (caught) { error = String(caught); }
      if (value || Date.now() > end) done({ value, error, there: (one('main, .poster, .app') ?? document.body).textContent.replace(/\\s+/g, ' ').slice(0, 400) });
      else setTimeout(look, 15);
    };
    look();`,
    ...given,
  );
  assert.ok(got.value, `in vain waited for ${fn} with ${JSON.stringify(given)}${got.error ? ` (${got.error})` : ''}; there was: ${got.there}`);
  return got.value;
};

/** Clicks, as a reader's mouse does, what has this name. */
export const click = async (name, css = '*') => (await until((name, css) => named(name, css), name, css)).click();

/** Presses keys, as a reader does, wherever the focus is. */
export const press = (...keys) => driver.actions().sendKeys(...keys.map((key) => Key[key] ?? key)).perform();

/** Opens an address. With another fragment only, the page stays, as it does for a reader. */
export const go = (url) => driver.get(url);

/** Loads the page again, as a reader does: the driver's own way goes past the service worker in Firefox. */
export const reload = async () => {
  await driver.executeScript('document.documentElement.dataset.left = "yes"; location.reload();');
  const here = () => driver.executeScript('return !document.documentElement.dataset.left && document.readyState === "complete";').catch(() => false);
  await driver.wait(here, PATIENCE, 'the page has not come again', 20);
};

export const quit = () => driver.quit();
