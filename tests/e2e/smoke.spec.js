// The page starts without faults under the headers that it must work under.
import { expect, test } from './page.js';
import { PAGE_CSP } from './host.js';

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
