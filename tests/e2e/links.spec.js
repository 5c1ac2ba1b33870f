// Links to commands: they open as they were, in slices that can be stopped; a link that can't be opened changes
// nothing. Commands by somebody else are shown, and nothing of them runs before the reader says so.
import { readFileSync } from 'node:fs';
import { expect, onOnePage, test } from './page.js';
import { startHost } from './host.js';
import { WIDE, openFree, parts, type } from './parts.js';

test.use({ viewport: WIDE });

const corpus = (file) =>
  readFileSync(new URL(`../links/${file}`, import.meta.url), 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
const good = corpus('good.tsv');
const find = (name) => good.find(([it]) => it === name)[1];

const question = (page) => page.getByRole('heading', { name: /^[\d,]+ commands? from someone else\. Run (it|them)\?$/ });
const runThem = (page) => page.getByRole('button', { name: 'Run them' });
const storedSessions = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('/session/')).length);

/** Keeps the page from going on by itself: the next slices wait in `globalThis.held`. */
const holdSlices = (page) =>
  page.evaluate(() => {
    const { setTimeout: later } = globalThis;
    globalThis.held = [];
    let clock = 0;
    Date.now = () => (clock += 20); // each slice has time for one command
    globalThis.setTimeout = (go, wait, ...rest) => (wait === undefined ? globalThis.held.push(go) : later(go, wait, ...rest));
  });

test('a link opens as a session of the reader’s own, and is stored', async ({ page }) => {
  await page.goto(`/${find('variables')}`);
  await runThem(page).click();
  const at = parts(page);
  await expect(at.title).toHaveText('Free play');
  await expect(page).toHaveURL(/#v1\/free$/);
  await expect(page.getByText('This came from a link:')).toBeVisible();
  const entries = await at.entries.count();
  expect(entries).toBeGreaterThan(0);
  await page.reload();
  await expect(at.entries).toHaveCount(entries);
  await type(at, 'echo mine');
  // It is the reader's own now, and so opens at once.
  await page.goto('about:blank');
  await page.goto(`/${find('variables')}`);
  await expect(at.entries).toHaveCount(entries);
});

// A statement that no browser ends: LIKE with many wildcards, over megabytes.
const ENDLESS = '#v1/do/nZFBS8QwEIXv_RVzqKQL26UteFu8SAVxwYMevE6S2TaQpnWSUiv98cZdlAorgrm9N3nzPhgcuWeEEqqiKqD44wFRUckCdZLi5IG1B8WEgXItc2VHH4ghX4ncaHLBHE30VZyQa4wjwFNr3s3-1UbXh6gailPF8xBIR6_DU370xA67GPnp5QN6P_WsAaXSdGza8hKTcT6gU3SG-lJrKvMP3vUqZSMIaLnj651FbihJB4tzw_3oNExoApRtkn4HLxbt96J-vHsRyc1Tfahvn4EpLlGUtfSWvRP30vYyq85H2Gy2ohBbgWIDh_uHGsSVWJbfE6v_yyJkLPns-gA';

test('what a link brings is shown and not run, and can be left', async ({ page }) => {
  await page.goto(`/${ENDLESS}`);
  await expect(question(page)).toBeFocused();
  await expect(page.getByRole('group', { name: 'The commands' }).getByText('LIKE')).toBeVisible();
  expect(await storedSessions(page)).toBe(0);
  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('heading', { name: 'Scenarios', exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/#?$/);
  // The work that was open before is still there.
  const at = await openFree(page);
  await type(at, 'echo mine');
  await page.evaluate((hash) => (location.hash = hash), ENDLESS);
  await expect(question(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Scenarios', exact: true })).toBeVisible();
  await openFree(page);
  await expect(at.entries.locator('.out')).toHaveText(['mine']);
});

test('nothing of a link runs while the page still opens what came before it', async ({ page }) => {
  await page.goto(`/${find('most-commands')}`);
  await holdSlices(page);
  await runThem(page).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.evaluate((hash) => (location.hash = hash), find('variables'));
  await expect(question(page)).toBeVisible();
  await page.evaluate(() => globalThis.held.splice(0).forEach((go) => go()));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await expect(question(page)).toBeVisible();
  expect(await storedSessions(page)).toBe(0);
});

test('a frame asks too, and the page around it can’t answer', async ({ page, trouble }) => {
  const host = await startHost({ folders: { '/made/': { 'a.html': '<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><body></body></html>' } } });
  try {
    trouble.home(host.url);
    await page.goto(`${host.url}/made/a.html`);
    await page.evaluate((src) => {
      globalThis.posted = [];
      addEventListener('message', ({ data }) => globalThis.posted.push(data.type));
      document.body.innerHTML = `<iframe title="Playground" width="800" height="640" src="${src}"></iframe>`;
    }, new URL(`/embed.html?boot=now${find('variables')}`, test.info().project.use.baseURL).href);
    const frame = page.frameLocator('iframe');
    await expect(question(frame)).toBeVisible();
    await expect(question(frame)).not.toBeFocused();
    await page.evaluate(() => {
      for (const message of [{ type: 'run' }, { type: 'run', line: 'echo theirs' }, { type: 'reset' }]) frames[0].postMessage({ target: 'aurora-playground', ...message }, '*');
    });
    await page.frames()[1].evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await expect(question(frame)).toBeVisible();
    await expect(frame.locator('.entry')).toHaveCount(0);
    expect(await page.evaluate(() => globalThis.posted)).not.toContain('ready');
    await runThem(frame).click();
    await expect(question(frame)).toHaveCount(0);
    await expect.poll(() => page.evaluate(() => globalThis.posted)).toContain('ready');
  } finally {
    await host.close();
  }
});

for (const width of [1440, 360]) {
  test(`nothing of the question is cut off: ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 720 });
    await page.goto(`/${find('most-commands')}`);
    await expect(question(page)).toHaveText('1,000 commands from someone else. Run them?');
    await expect(runThem(page)).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
}

test('a long link shows how far it is, and can be stopped', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo mine');
  // The browser never gets to the next slice: the page stays as it is after the first.
  await holdSlices(page);
  await page.evaluate((hash) => (location.hash = hash), find('most-commands'));
  await runThem(page).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  const count = page.locator('#opening-count');
  await expect(count).toHaveText(/^[\d,]+ of 1,000 commands have run again$/);
  const before = await count.textContent();
  await page.evaluate(() => globalThis.held.splice(0).forEach((go) => go()));
  await expect(count).not.toHaveText(before);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('alert')).toContainText('You stopped this');
  await page.getByRole('button', { name: 'Back to where you were' }).click();
  await expect(at.entries.locator('.out')).toHaveText(['mine']);
});

test.describe('what can’t be opened', () => {
  const at = onOnePage(async (page) => {
    const at = await openFree(page);
    await type(at, 'echo mine');
    return at;
  });

  for (const [name, address, why] of corpus('hostile.tsv')) {
    test(`${name} is refused in words, and the work is as it was`, async () => {
      await at.page.evaluate((hash) => (location.hash = hash), address);
      await expect(at.page.getByRole('alert')).toContainText(why);
      await at.page.getByRole('button', { name: 'Back to where you were' }).click();
      await expect(at.entries.locator('.out')).toHaveText(['mine']);
      await expect(at.page).toHaveURL(/#v1\/free$/);
    });
  }
});
