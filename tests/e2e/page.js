// The `test` to import in every end-to-end test: it checks that the page reports no faults.
//
//   import { expect, test } from './page.js';
//   test('…', async ({ page }) => { await page.goto('/'); … });
//
// A test fails on any console error or warning, uncaught exception, CSP violation, failed request, answer with status
// 400 or more, or request to another host, unless it announces the message that it provokes: `trouble.expect(/…/)`.
import { expect, test as base } from '@playwright/test';
import { isClosed } from './host.js';
import { takeTime } from './time.js';

export { expect };

export const test = base.extend({
  trouble: async ({ baseURL }, use) => {
    const trouble = new Trouble(baseURL);
    await use(trouble);
    trouble.check();
  },

  page: async ({ page, trouble }, use) => {
    // If the previous test closed its page, Playwright leaves a page at the site's address, which it used to clear the
    // storage.
    if (page.url() !== 'about:blank') await page.goto('about:blank');
    await page.context().setOffline(false); // Playwright does not reset this
    await watch(page, trouble);
    await use(page);
  },
});

/**
 * One page for all tests of a file or a `describe`, for tests that only look, or that restore what they change.
 * `prepare` gets the page; what it returns can be used through the result, from the first test on.
 */
export function onOnePage(prepare) {
  const shared = {};
  let trouble;
  test.describe.configure({ mode: 'default' }); // in one worker, in order; a failure does not stop the others
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

  /** Another host that this test starts: requests to it are allowed. */
  home(url) {
    this.homes.add(new URL(url).origin);
  }

  /** `excused`: whether it turned out later to be no fault. */
  add(kind, text, excused = () => false) {
    this.#seen.push({ line: `${kind}: ${text}`, excused });
  }

  /** A fault that this test provokes on purpose. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  check() {
    const left = this.#seen.filter(({ line, excused }) => !excused() && !this.#expected.some((pattern) => pattern.test(line)));
    expect(left.map(({ line }) => line), 'the page must run without errors').toEqual([]);
  }
}

async function watch(page, trouble) {
  await page.addInitScript(takeTime);
  // How many documents have loaded so far, and for each request how many had when it began.
  let documents = 0;
  const began = new WeakMap();
  page.on('console', (message) => {
    // playwright.config.js blocks service workers, since routes don't see what they answer; offline.spec.js allows
    // them.
    if (message.text() === 'Service Worker registration blocked by Playwright') return;
    const fault = message.type() === 'error' || message.type() === 'warning';
    if (fault && !isClosed(message.location().url)) trouble.add('console', message.text());
  });
  page.on('domcontentloaded', () => (documents += 1));
  page.on('pageerror', (error) => trouble.add('uncaught', error.stack ?? String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    began.set(request, documents);
    if (url.protocol.startsWith('http') && !trouble.homes.has(url.origin)) trouble.add('another host', request.url());
  });
  page.on('requestfailed', (request) => {
    if (isClosed(request.url())) return;
    const failed = `${request.url()} ${request.failure()?.errorText}`;
    // Leaving a page ends its requests, even one whose answer has been read but not yet reported as finished. The order
    // of the two reports varies.
    const wasLeft = () => failed.endsWith(' net::ERR_ABORTED') && began.get(request) < documents;
    // The browser requests the icon and lazy pictures when it likes, and stops when the page is left or reloaded. The
    // same goes for the database engine, which the page loads in advance.
    if (!/\/(icon\.svg|read\/[\w-]+\/[\w.]+\.svg|pkg\/sql(-pausable)?\.wasm) net::ERR_ABORTED$/.test(failed)) trouble.add('request failed', failed, wasLeft);
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
