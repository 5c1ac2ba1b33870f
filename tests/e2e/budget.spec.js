// What a reader waits for: the bytes until the first step can be read, and until it can be run, as a server sends them
// with gzip. What an embed loads before it starts is in embed-start.spec.js, long tasks are in long-tasks.spec.js.
import { get } from 'node:http';
import { expect, test } from './page.js';
import { lessons } from './lessons.js';
import { open } from './parts.js';

const READ = 51_300;
const RUN = 1_037_000;
const MODULE = '**/pkg/playground_web_bg.wasm';

/** The size of a file's body with gzip. */
const sent = (url) =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'gzip' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk) => (bytes += chunk.length)).on('end', () => resolve(bytes)).on('error', reject);
    }).on('error', reject);
  });

/** The sum of the files' sizes, and a line for each. */
const sum = async (urls) => {
  const sizes = await Promise.all(urls.map(async (url) => [new URL(url).pathname, await sent(url)]));
  return [sizes.reduce((all, [, bytes]) => all + bytes, 0), sizes.map((row) => row.join(' ')).join('\n')];
};

/** The size of what is a scenario's own: the page for reading, and the file. */
const own = async (baseURL, { id, file }) => (await sum([`${baseURL}/read/${id}/`, `${baseURL}/scenarios/${file}`]))[0];

test(`${READ / 1000} kB until a first step can be read, ${RUN / 1000} kB until it can be run`, async ({ page, baseURL }) => {
  // Scenarios share all files but two, so the one with the most of its own stands for all.
  const sizes = await Promise.all(lessons.map((one) => own(baseURL, one)));
  const lesson = lessons[sizes.indexOf(Math.max(...sizes))];
  const asked = new Set();
  page.on('request', (request) => asked.add(request.url().split('#')[0]));
  let go;
  await page.route(MODULE, (route) => (go = () => route.continue()));
  const opened = open(page, lesson);
  await expect(page.locator('#before').getByRole('heading', { level: 2, name: lesson.steps[0].title })).toBeVisible();
  const early = [...asked].filter((url) => !url.endsWith('.wasm'));
  expect(early.length).toBeGreaterThan(8);
  const [read, of] = await sum(early);
  expect(read, of).toBeLessThanOrEqual(READ);
  await expect.poll(() => go).toBeDefined();
  go();
  const at = await opened;
  await expect(at.run.or(at.next)).toBeEnabled();
  // The database engine is loaded in advance when the page is idle, if a step will need it soon: embed-sql.spec.js.
  const [run, ofAll] = await sum([...asked].filter((url) => !/\/sql\.(js|wasm)$/.test(url)));
  expect(run, ofAll).toBeLessThanOrEqual(RUN);
});
