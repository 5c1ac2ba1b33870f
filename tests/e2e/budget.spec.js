// What a reader waits for: the bytes until the first step can be taken, counted as a server sends them with gzip.
// The embed's share before it starts is in embed-start.spec.js, long tasks in long-tasks.spec.js.
import { get } from 'node:http';
import { expect, test } from './page.js';
import { lessons } from './lessons.js';
import { open } from './parts.js';

const BUDGET = 150_000;

/** The size of a file's body with gzip. */
const sent = (url) =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'gzip' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk) => (bytes += chunk.length)).on('end', () => resolve(bytes)).on('error', reject);
    }).on('error', reject);
  });

for (const lesson of lessons) {
  test(`${lesson.id}: 150 kB until its first step can be taken`, async ({ page }) => {
    const asked = new Set();
    page.on('request', (request) => asked.add(request.url().split('#')[0]));
    await page.route('**/pkg/rest.wasm', () => {}); // never comes
    const at = await open(page, lesson);
    await expect(at.run.or(at.next)).toBeEnabled();
    const first = [...asked].filter((url) => !url.endsWith('/pkg/rest.wasm'));
    expect(first.length).toBeGreaterThan(8);
    const sizes = await Promise.all(first.map(async (url) => [new URL(url).pathname, await sent(url)]));
    const sum = sizes.reduce((all, [, bytes]) => all + bytes, 0);
    expect(sum, sizes.map((row) => row.join(' ')).join('\n')).toBeLessThanOrEqual(BUDGET);
  });
}
