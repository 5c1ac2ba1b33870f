// SQL in another page: the engine comes from the playground's own host, under the strictest policy, and only if the
// scenario needs it; calls of the page wait for it.
import { startHost } from './host.js';
import { embed, expect, inside, startEmbedHost, test } from './embed.js';
import { lessons } from './lessons.js';

const asks = ({ runs }) => runs.some(({ commands }) => /^sql |\$\(sql /m.test(commands));
const uses = lessons.find(({ steps }) => steps.some(asks));
const without = lessons.find(({ steps }) => !steps.some(asks));
/** The number of the first step that queries a database, from 1. */
const first = uses.steps.findIndex(asks) + 1;
const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 500000000) SELECT count(*) FROM c';
/** Bytes. The program itself, without the engine, is 495 kB of them. */
const BUDGET = 878_500;

const engine = (host) => host.asked.map(({ path }) => path).filter((path) => /\/sql\.(js|wasm)$/.test(path));
const call = (at, name, ...given) =>
  at.element.evaluate((element, [name, given]) => element[name](...given).then((value) => value, (error) => `${error.name}: ${error.message}`), [name, given]);

test('a scenario without SQL never asks for the engine', async ({ host, page }) => {
  await page.goto(host.page(embed({ scenario: without.id })));
  const at = inside(page);
  await at.toEnd.click();
  await expect(at.title).toHaveText(without.steps.at(-1).title);
  await page.waitForLoadState('networkidle');
  expect(engine(host)).toEqual([]);
});

test('who only scrolls by loads no engine, nor does who works far from SQL: it comes when a step with SQL is shown, or next', async ({ host, page }) => {
  const soon = lessons.find(({ steps }) => asks(steps[1]));
  await page.goto(host.page(embed({ scenario: soon.id }) + embed({ scenario: uses.id })));
  const [at, later] = [inside(page), inside(page, 1)];
  await expect(at.run).toBeEnabled();
  await expect(later.run).toBeEnabled();
  expect(first).toBeGreaterThan(3);
  for (let step = 1; step < first - 2; step += 1) {
    await later.run.click();
    await later.next.click();
  }
  await page.waitForLoadState('networkidle');
  expect(engine(host)).toEqual([]);
  await at.title.hover();
  await expect.poll(() => engine(host).length).toBe(2);
  await later.toEnd.click();
  await expect(later.title).toHaveText(uses.steps.at(-1).title);
  await expect(later.element.locator('.flash.warn')).toHaveCount(0);
});

test(`what an embed loads before its first step with SQL is ${BUDGET / 1000} kB at most, as the project’s own server sends it`, async ({ baseURL, page, trouble }) => {
  const guest = await startEmbedHost(trouble, { site: null, csp: undefined });
  try {
    const finished = [];
    page.on('requestfinished', (request) => request.url().startsWith(baseURL) && finished.push(request.sizes()));
    await page.goto(guest.page(embed({ scenario: uses.id }), { from: `${baseURL}/` }));
    const at = inside(page);
    await at.run.click();
    await expect(at.answers.first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    const sizes = (await Promise.all(finished)).map(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize);
    expect(sizes.length).toBeGreaterThan(10);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(BUDGET);
  } finally {
    await guest.close();
  }
});

test('from another host, under a strict policy on both', async ({ page, trouble }) => {
  const home = await startHost({ folders: { '/': 'dist' }, cors: true });
  trouble.home(home.url);
  const guest = await startEmbedHost(trouble, {
    site: null,
    csp: `default-src 'none'; script-src 'self' ${home.url} 'wasm-unsafe-eval'; style-src 'self' ${home.url}; connect-src ${home.url}; img-src 'self' ${home.url} data:`,
  });
  try {
    await page.goto(guest.page(embed({ scenario: uses.id, step: first }), { from: `${home.url}/` }));
    const at = inside(page);
    await expect(at.title).toHaveText(uses.steps[first - 1].title);
    await at.run.click();
    await expect(at.answers.first()).toBeVisible();
    expect(engine(home).sort()).toEqual(['/pkg/sql.wasm', '/sql.js']);
  } finally {
    await Promise.all([home.close(), guest.close()]);
  }
});

test('what the page asks for waits for the engine, and is answered when it has run', async ({ host, page }) => {
  let come;
  const held = new Promise((resolve) => (come = resolve));
  host.options.delay = (path) => (path.endsWith('/sql.wasm') ? held : undefined);
  await page.goto(host.page(embed({ scenario: uses.id })));
  const at = inside(page);
  await expect(at.title).toHaveText(uses.steps[0].title);
  const last = uses.steps.length;
  const answer = call(at, 'goTo', last);
  await expect(at.progress).toBeVisible();
  await expect(at.title).toHaveText(uses.steps[0].title);
  come();
  expect(await answer).toMatchObject({ step: last, steps: last });
  await expect(at.title).toHaveText(uses.steps.at(-1).title);
});

test('what the page asks for in vain is told so, and can be asked again', async ({ host, page, trouble }) => {
  trouble.expect(/503|sql\.wasm/);
  host.options.status = (path) => (path.endsWith('/sql.wasm') ? 503 : undefined);
  await page.goto(host.page(embed({ scenario: uses.id })));
  const at = inside(page);
  await expect(at.title).toHaveText(uses.steps[0].title);
  expect(await call(at, 'goTo', uses.steps.length)).toContain('Error: The database engine could not be loaded.');
  await expect(at.title).toHaveText(uses.steps[0].title);
  expect(await call(at, 'run', 'echo all else works')).toMatchObject({ step: 1 });
  host.options.status = undefined;
  expect(await call(at, 'goTo', uses.steps.length)).toMatchObject({ step: uses.steps.length });
});

test('one that begins behind its first statement says that the engine did not come, and begins when it does', async ({ host, page, trouble }) => {
  trouble.expect(/404|sql\.wasm/);
  host.options.status = (path) => (path.endsWith('/sql.wasm') ? 404 : undefined);
  await page.goto(host.page(embed({ scenario: uses.id, step: first + 1, boot: 'click' })));
  const at = inside(page);
  const said = at.element.evaluate((element) => new Promise((resolve) => element.addEventListener('aurora-error', (event) => resolve(event.detail.message))));
  expect(await at.element.evaluate((element) => element.start().catch((error) => error.message))).toBe(await said);
  expect(await said).toMatch(/^The database engine could not be loaded\. .*404.*\.$/);
  await expect(at.wait).toContainText(await said);
  host.options.status = undefined;
  await at.retry.click();
  await expect(at.title).toHaveText(uses.steps[first].title);
  expect(await at.element.evaluate((element) => element.ready.then(() => 'ready'))).toBe('ready');
});

test('a statement that takes long is canceled where it is shown, and the page that asked is told', async ({ host, page }) => {
  await page.goto(host.page(embed({ controls: 'full' })));
  const at = inside(page);
  await expect(at.title).toHaveText('Free play');
  const make = [
    'aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username admin --master-user-password not-a-secret',
    'aws rds create-db-instance --db-instance-identifier a-1 --db-cluster-identifier a --db-instance-class db.r5.large --engine aurora-mysql',
    'aws rds wait db-instance-available --db-instance-identifier a-1',
  ];
  await call(at, 'run', make.join('\n'));
  const answer = call(at, 'run', `sql --db-cluster-identifier a "${ENDLESS}"`);
  await expect(at.wait).toContainText('Still working');
  await at.cancel.click();
  expect(await answer).toContain('Error: Canceled. Nothing has run');
});

test('two elements on a page share the engine, and not their statements', async ({ host, page }) => {
  await page.goto(host.page(embed({ scenario: uses.id }) + embed({ scenario: uses.id })));
  const [one, two] = [inside(page), inside(page, 1)];
  // Not `click`, since there is only one mouse.
  await Promise.all([one, two].map((at) => at.toEnd.dispatchEvent('click')));
  for (const at of [one, two]) await expect(at.title).toHaveText(uses.steps.at(-1).title);
  expect(engine(host).filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
});
