// Goes through all that a reader can do before the rest of the module is there, on a page whose module notes each
// function that runs, and writes down which did. Started by `cargo xtask profile`, which passes PLAYGROUND_URL,
// PLAYGROUND_CHROMIUM and PLAYGROUND_OUT.
import { writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const { PLAYGROUND_URL: url, PLAYGROUND_CHROMIUM: executablePath, PLAYGROUND_OUT: out } = process.env;
const browser = await chromium.launch({ executablePath, args: ['--disable-gpu', '--disable-quic', '--disable-background-networking'] });
const ran = new Set();

/** A page in which the rest is on its way until `rest` says what becomes of it. */
async function visit(hash, work, { broken, width = 1280 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => console.error(String(error)));
  page.on('console', (message) => message.type() === 'error' && console.error(message.text()));
  await page.addInitScript(() => {
    const seen = (globalThis.seen = new Set());
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = (source, imports) =>
      instantiateStreaming.call(WebAssembly, source, { ...imports, profile: { ran: (number) => seen.add(number) } });
  });
  if (broken) await page.route(broken, fail);
  const asked = [];
  const waiting = [];
  await page.route('**/rest.wasm', (route) => (waiting.length ? waiting.shift()(route) : asked.push(route)));
  const rest = async (answer) => (asked.length ? answer(asked.shift()) : new Promise((resolve) => waiting.push((route) => resolve(answer(route)))));
  await page.goto(`${url}/${hash}`);
  await work(page, rest);
  // The reader goes to another tab, in which something is stored.
  await page.evaluate(() => {
    dispatchEvent(new Event('pagehide'));
    dispatchEvent(new StorageEvent('storage', { key: null }));
  });
  for (const number of await page.evaluate(() => [...globalThis.seen])) ran.add(number);
  await context.close();
}

const fail = (route) => route.abort();
const ready = (page) => page.locator('.controls .primary').waitFor();

/** What belongs to the page and not to a world, by keys and by clicks. */
async function look(page) {
  for (const key of 't t t m m / Escape 2 3 4 5 1 ?'.split(' ')) {
    await page.locator('#command').evaluateAll(([line]) => line?.blur());
    await page.keyboard.press(key);
  }
  await page.locator('#help-dialog').waitFor();
  await page.locator('#help-dialog input[type=checkbox]').click();
  await page.locator('#help-dialog input[type=checkbox]').click();
  await page.keyboard.press('Escape');
  await page.locator('#help-dialog').waitFor({ state: 'detached' });
  for (const button of await page.locator('.dock-tabs button:visible, .tabs button:visible').all()) await button.click();
  await page.keyboard.press('1');
}

await visit('', async (page) => {
  await page.locator('.card').first().waitFor();
  await look(page);
  await page.locator('.card a').first().click();
  await ready(page);
  await page.locator('.crumbs a').first().click();
  await page.locator('.card.free a').click();
  await page.locator('#story-title').waitFor();
});

// The rest fails: on the list, and in a scenario that was opened from it.
await visit('', async (page, rest) => {
  await page.locator('.card').first().waitFor();
  await rest(fail);
  await page.locator('#rest button').click();
  await page.locator('#rest').waitFor({ state: 'detached' });
  await page.locator('.card a').first().click();
  await ready(page);
});
for (const act of ['n', 'click']) {
  await visit('', async (page, rest) => {
    await page.locator('.card a').first().click();
    await ready(page);
    await (act === 'n' ? page.keyboard.press('n') : page.locator('.controls .primary').click());
    await page.locator('.controls [aria-busy]').waitFor();
    await rest(fail);
    await page.locator('#rest button').click();
    await page.locator('.controls [aria-busy]').waitFor();
    await page.locator('.crumbs a').first().click();
    await page.locator('.card').first().waitFor();
  });
}

for (const path of ['**/index.tsv', '**/01-*.md']) {
  await visit('', async (page) => {
    await page.locator(path.endsWith('md') ? '.card' : '.flash.bad').first().waitFor();
    await page.evaluate(() => (location.hash = '#v1/create-encrypted/1'));
    await page.locator('main > .flash.bad').waitFor();
    await page.unroute(path);
    await page.locator('main > .flash.bad button').click();
    await ready(page);
  }, { broken: path });
}
await visit('#v1/no-such-scenario/1', (page) => page.locator('.flash.bad').waitFor());
await visit('#v1/free', async (page) => {
  await page.locator('#story-title').waitFor();
  await look(page);
  await page.locator('.command-do button').first().click();
  await page.locator('#command').press('ArrowUp');
  await page.locator('#command').press('ArrowDown');
  await page.locator('#command').fill('aws kms list');
  await page.locator('#command').press('Tab');
  await page.locator('#command').press('Enter');
  await page.locator('#rest').waitFor();
  await page.locator('#command').fill('sql --db-cluster-identifier orders "SELECT 1"');
  await page.locator('#command').press('Enter');
});

const list = (await (await fetch(`${url}/scenarios/index.tsv`)).text()).split('\n').filter((line) => line && !line.startsWith('#'));
/** Whether a scenario's first step asks a database. */
const asks = async (file) => {
  const text = await (await fetch(`${url}/scenarios/${file}`)).text();
  return /^sql /m.test(text.split(/^## /m)[1]);
};
const rows = await Promise.all(list.map(async (line) => ({ id: line.split('\t')[1], asks: await asks(line.split('\t')[0]) })));
const whole = new Set([rows[0], rows[1], rows.find((row) => row.asks)]);
for (const [at, row] of rows.entries()) {
  const { id } = row;
  await visit(`#v1/${id}/1`, async (page, rest) => {
    await ready(page);
    await look(page);
    await page.locator('details.steps summary').click();
    for (const choice of await page.locator('.predict input').all()) await choice.check();
    if (!whole.has(row)) {
      for (const thing of (await page.locator('.map button:visible, details.steps button:visible').all()).slice(0, 3)) await thing.click();
      return;
    }
    await page.locator('.controls .primary').click();
    await page.locator('.controls [aria-busy]').click({ force: true });
    for (const key of 'nnpe[]ur') await page.keyboard.press(key);
    await rest(fail);
    await page.locator('#rest button').click();
    await page.locator('.controls [aria-busy]').waitFor();
    await page.keyboard.press('/');
    await page.locator('#command').fill('aws kms list-keys');
    await page.locator('#command').press('Enter');
    await page.locator('.top .name').click();
    await page.locator('.card').first().waitFor();
    await page.locator('.card.free a').click();
    await page.locator('#story-title').waitFor();
  }, { width: at ? 1280 : 390 });
  await visit(`#v1/${id}/2`, (page) => page.locator('main .empty').waitFor());
}

await browser.close();
writeFileSync(out, [...ran].sort((a, b) => a - b).join('\n'));
