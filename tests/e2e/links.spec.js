// Links to commands: they open as they were, in slices that can be stopped; a link that can't be opened changes
// nothing.
import { readFileSync } from 'node:fs';
import { expect, onOnePage, test } from './page.js';
import { WIDE, openFree, parts, type } from './parts.js';

test.use({ viewport: WIDE });

const corpus = (file) =>
  readFileSync(new URL(`../links/${file}`, import.meta.url), 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
const good = corpus('good.tsv');
const find = (name) => good.find(([it]) => it === name)[1];

test('a link opens as a session of the reader’s own, and is stored', async ({ page }) => {
  await page.goto(`/${find('variables')}`);
  const at = parts(page);
  await expect(at.title).toHaveText('Free play');
  await expect(page).toHaveURL(/#v1\/free$/);
  await expect(page.getByText('This came from a link:')).toBeVisible();
  const entries = await at.entries.count();
  expect(entries).toBeGreaterThan(0);
  await page.reload();
  await expect(at.entries).toHaveCount(entries);
  await type(at, 'echo mine');
});

test('a long link shows how far it is, and can be stopped', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo mine');
  // The browser never gets to the next slice: the page stays as it is after the first.
  await page.evaluate(() => {
    const { setTimeout: later } = globalThis;
    globalThis.held = [];
    let clock = 0;
    Date.now = () => (clock += 20); // each slice has time for one command
    globalThis.setTimeout = (go, wait, ...rest) => (wait === undefined ? globalThis.held.push(go) : later(go, wait, ...rest));
  });
  await page.evaluate((hash) => (location.hash = hash), find('most-commands'));
  await expect(page.getByRole('progressbar')).toBeVisible();
  const count = page.locator('#opening-count');
  await expect(count).toHaveText(/^\d+ of 1000 commands have run again$/);
  const before = await count.textContent();
  await page.evaluate(() => globalThis.held.splice(0).forEach((go) => go()));
  await expect(count).not.toHaveText(before);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('alert')).toContainText('You have stopped this');
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
