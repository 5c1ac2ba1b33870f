// The `test` to import in every end-to-end test: a page that must stay clean.
//
//   import { expect, test } from './page.js';
//   test('…', async ({ page }) => { await page.goto('/'); … });
//
// A test fails on any console error or warning, uncaught exception, CSP violation, failed request, answer of 400 or
// more, or request to another host, unless it says beforehand which message it provokes: `trouble.expect(/…/)`.
import { expect, test as base } from '@playwright/test';

export { expect };

export const test = base.extend({
  trouble: async ({ baseURL }, use) => {
    const trouble = new Trouble(baseURL);
    await use(trouble);
    trouble.check();
  },

  page: async ({ page, trouble }, use) => {
    // Where the test before closed its page, Playwright leaves the one it took to clear the storage at the site's address.
    if (page.url() !== 'about:blank') await page.goto('about:blank');
    await page.context().setOffline(false); // which Playwright leaves as it is
    await watch(page, trouble);
    await use(page);
  },
});

/**
 * One page for every test of a file or a `describe`, for tests that only look, or leave things as they found them.
 * `prepare` gets the page; what it gives is what this gives, from the first test on.
 */
export function onOnePage(prepare) {
  const shared = {};
  let trouble;
  test.describe.configure({ mode: 'default' }); // in one worker, one after the other; a failure does not stop them
  test.beforeAll(async ({ browser, baseURL, viewport }) => {
    trouble = new Trouble(baseURL);
    const page = await browser.newPage({ baseURL, viewport });
    await watch(page, trouble);
    Object.assign(shared, await prepare(page));
  });
  test.afterEach(() => trouble.check());
  test.afterAll(() => shared.page?.close());
  return shared;
}

class Trouble {
  #seen = [];
  #expected = [];

  constructor(baseURL) {
    this.homes = new Set([new URL(baseURL).origin]);
  }

  /** Another host that this test starts: asking it is no trouble. */
  home(url) {
    this.homes.add(new URL(url).origin);
  }

  /** `excused`: whether it turned out in the end to be none. */
  add(kind, text, excused = () => false) {
    this.#seen.push({ line: `${kind}: ${text}`, excused });
  }

  /** Trouble that this test provokes on purpose. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  check() {
    const left = this.#seen.filter(({ line, excused }) => !excused() && !this.#expected.some((pattern) => pattern.test(line)));
    expect(left.map(({ line }) => line), 'the page must run without errors').toEqual([]);
  }
}

async function watch(page, trouble) {
  // How many documents have come so far, and for each request how many when it began.
  let documents = 0;
  const began = new WeakMap();
  page.on('console', (message) => {
    // playwright.config.js blocks service workers, since routes do not see what they answer; offline.spec.js lets them.
    if (message.text() === 'Service Worker registration blocked by Playwright') return;
    if (message.type() === 'error' || message.type() === 'warning') trouble.add('console', message.text());
  });
  page.on('domcontentloaded', () => (documents += 1));
  page.on('pageerror', (error) => trouble.add('uncaught', error.stack ?? String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    began.set(request, documents);
    if (url.protocol.startsWith('http') && !trouble.homes.has(url.origin)) trouble.add('another host', request.url());
  });
  page.on('requestfailed', (request) => {
    const failed = `${request.url()} ${request.failure()?.errorText}`;
    // Leaving a page ends its requests, also one whose answer is read but not yet reported as finished. Which of the two is
    // reported first differs.
    const wasLeft = () => failed.endsWith(' net::ERR_ABORTED') && began.get(request) < documents;
    // The browser asks for the icon and for lazy pictures when it likes, and leaves them when the page is left or loaded again;
    // and so it is with the database engine, which the page fetches ahead of time.
    if (!/\/(icon\.svg|read\/[\w-]+\/[\w.]+\.svg|pkg\/sql\.wasm) net::ERR_ABORTED$/.test(failed)) trouble.add('request failed', failed, wasLeft);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) trouble.add('answer', `${response.status()} ${response.url()}`);
  });
  await page.exposeFunction('__trouble', (kind, text) => trouble.add(kind, text));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      globalThis.__trouble('CSP', `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
}
