// The page starts without faults under the headers that it must work under.
import { expect, test } from './page.js';
import { FRAME_CSP, PAGE_CSP, SANDBOX_CSP, startHost } from './host.js';

test('the page starts', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveTitle(/Aurora Encryption Playground/);
  await expect(page.locator('body')).toBeVisible();
  await page.waitForLoadState('networkidle');
});

test('the server sends the promised headers', async ({ request }) => {
  const page = await request.get('/');
  expect(page.headers()['content-security-policy']).toBe(PAGE_CSP);
  expect(page.headers()['access-control-allow-origin']).toBe('*');
  expect(page.headers()['x-content-type-options']).toBe('nosniff');
  expect((await request.get('/embed.html')).headers()['content-security-policy']).toBe(SANDBOX_CSP);
  const wasm = await request.get('/pkg/playground_web_bg.wasm');
  expect(wasm.headers()['content-type']).toBe('application/wasm');
  expect(['br', 'gzip']).toContain(wasm.headers()['content-encoding']);
  const again = await request.get('/', { headers: { 'If-None-Match': page.headers().etag } });
  expect(again.status()).toBe(304);
  expect((await request.get('/no-such-page')).status()).toBe(404);
});

test('an inline script is blocked, and this harness sees it', async ({ page, trouble }) => {
  trouble.expect(/script-src|Content Security Policy/);
  await page.goto('/');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = true';
    document.body.append(script);
    return globalThis.ran === true;
  });
  expect(ran).toBe(false);
});

test.describe('where the host sends no policy, the pages have their own', () => {
  let host;
  test.beforeAll(async () => (host = await startHost({ folders: { '/': 'dist', '/other/': { 'run.js': 'globalThis.ran = 1' } } })));
  test.afterAll(() => host.close());

  /** Puts into a page what its policy forbids, opens it, and waits for what it shows all the same. */
  const spoilt = async (page, trouble, path, start) => {
    const other = host.url.replace('127.0.0.1', 'localhost');
    for (const home of [host.url, other]) trouble.home(home);
    trouble.expect(/Content Security Policy|script-src|style-src| csp$/);
    const put = '<style>body { --put: yes }</style></head>';
    const run = '<body onload="globalThis.ran = 2"><script>globalThis.ran = 3</script>';
    host.options.change = (_, bytes) => (/^\s*<!doctype html>/i.test(bytes) ? bytes.toString().replace('</head>', put).replace('<body>', run) : undefined);
    await page.goto(host.url + path);
    await expect(page.locator(start)).toBeVisible();
    // Later, since what Playwright itself evaluates may evaluate.
    await page.evaluate(() => new Promise((done) => setTimeout(() => {
      try {
        (0, eval)('globalThis.ran = 4');
      } catch {
        // It is forbidden.
      }
      done();
    })));
    await page.evaluate((src) => new Promise((done) => document.head.append(Object.assign(document.createElement('script'), { src, onload: done, onerror: done }))), `${other}/other/run.js`);
    return page.evaluate(() => ({
      ran: globalThis.ran,
      put: getComputedStyle(document.body).getPropertyValue('--put'),
      policies: [...document.querySelectorAll('meta[http-equiv]')].map((meta) => meta.content),
    }));
  };

  test('nothing inline, evaluated or of another site runs in the page', async ({ page, trouble }) => {
    expect(await spoilt(page, trouble, '/', '#app .start')).toEqual({ ran: undefined, put: '', policies: [PAGE_CSP] });
  });

  test('nothing inline, evaluated or of another site runs in a frame', async ({ page, trouble }) => {
    expect(await spoilt(page, trouble, '/embed.html', 'aurora-playground .embed')).toEqual({ ran: undefined, put: '', policies: [SANDBOX_CSP, FRAME_CSP] });
  });
});
