// What was read of the reader's accounts: kept in the browser only on request, shared only after a look at what is in it, under
// made-up names unless the real ones are asked for; and the report on paper.
import { readFileSync } from 'node:fs';
import { section } from './own.js';
import { expect, onOnePage, test } from './page.js';
import { parts, WIDE } from './parts.js';

test.use({ viewport: WIDE });

const at = onOnePage(async (page) => ({ page, ...parts(page) }));
const run = async (line) => {
  await at.line.fill(line);
  await at.line.press('Enter');
};
/** All that the browser stores for the page. */
const stored = (page) => page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, (await indexedDB.databases()).map((one) => one.name)]));
const forget = (page) => page.evaluate(() => (localStorage.clear(), sessionStorage.clear()));
const company = async () => {
  const { page } = at;
  await page.goto('/#v1/own-account');
  await forget(page);
  await page.reload();
  await page.getByRole('button', { name: 'Show a made-up company' }).click();
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeVisible();
};
const world = async () => {
  await company();
  await at.page.getByRole('button', { name: 'Explore it in the playground' }).click();
  await expect(at.line).toBeVisible();
};

test('nothing is stored until the reader has seen what, and said so; then it opens again as it was left', async () => {
  const { page } = at;
  await world();
  await run('playground wait 1d');
  await expect(at.entries).toHaveCount(1);
  const before = await stored(page);
  expect(before).not.toContain('session/');
  await page.getByRole('button', { name: 'Keep this in this browser' }).click();
  const asked = page.locator('section[aria-labelledby=own-keep]');
  await expect(asked.locator('.own-contents > li').first()).toContainText('account IDs');
  await asked.locator('summary', { hasText: 'DB clusters' }).click();
  await expect(asked.locator('li', { hasText: ':cluster:orders' }).last()).toBeVisible();
  expect(await stored(page), 'asking stores nothing').toBe(before);
  await asked.getByRole('button', { name: 'Keep it' }).click();
  await expect(asked).toContainText('It is stored in this browser');
  expect(await stored(page)).toContain('session/');
  await run('aws rds describe-db-clusters --query "length(DBClusters)"');
  await expect(at.entries).toHaveCount(2);
  await page.reload();
  await expect(at.entries).toHaveCount(2);
  expect(new URL(page.url()).hash).toBe('#v1/own-account/world');
  await expect(asked).toContainText('It is stored in this browser');
  // The page with the report opens it as well, and the list of sessions has it.
  await page.getByRole('link', { name: 'Back to the report' }).click();
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeVisible();
  await page.goto('/#');
  const row = page.locator('.session-rows > li', { hasText: 'Your own account' });
  await expect(row).toContainText('your own account');
  await expect(row.getByRole('button', { name: /^Export/ })).toHaveCount(0);
  await row.getByRole('button', { name: /^Open/ }).click();
  await expect(at.entries).toHaveCount(2);
  await asked.getByRole('button', { name: 'Delete it from this browser' }).click();
  await expect(asked).toContainText('Nothing is stored');
  expect(await stored(page)).not.toContain('session/');
  await run('playground wait 1d');
  await expect(at.entries).toHaveCount(3);
  expect(await stored(page)).not.toContain('session/');
});

test('kept from the report, deleted from the list', async () => {
  const { page } = at;
  await company();
  await section(page, 'Files');
  await page.getByRole('button', { name: 'Keep this in this browser' }).click();
  await page.getByRole('button', { name: 'Keep it', exact: true }).click();
  await expect(page.locator('section[aria-labelledby=own-keep]')).toContainText('It is stored in this browser');
  await page.goto('/#');
  await page.locator('.session-rows > li', { hasText: 'Your own account' }).getByRole('button', { name: /^Delete/ }).click();
  expect(await stored(page)).not.toContain('session/');
});

test('a link and a file show what is in them first, have made-up names, and open for somebody else', async ({ browser }) => {
  const { page } = at;
  await world();
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.locator('#share-dialog');
  await expect(dialog.locator('.own-contents > li').first()).toContainText('account IDs');
  const link = await dialog.locator('#share-link').inputValue();
  expect(new URL(link).hash).toMatch(/^#v1\/own\/[\w-]+$/);
  await dialog.getByRole('button', { name: 'Show', exact: true }).click();
  const file = await dialog.locator('#give-text').inputValue();
  for (const name of ['111122223333', 'orders', 'ledger', 'alias/main']) expect(file).not.toContain(name);
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Download', exact: true }).first().click()]);
  expect(readFileSync(await download.path(), 'utf8')).toBe(file);
  await dialog.getByRole('checkbox', { name: 'Share the real names' }).check();
  await expect(dialog).toContainText('Anyone who has the link or the file can read them');
  await dialog.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(dialog.locator('#give-text')).toHaveValue(/111122223333/);
  expect(await dialog.locator('#share-link').inputValue()).not.toBe(link);
  await page.keyboard.press('Escape');

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(`/${new URL(link).hash}`);
  await expect(other.getByText('This world was built from someone\'s account. Its names are made up.')).toBeVisible();
  await expect(other.locator('.map, [aria-label=Map]').first()).toContainText('cluster-1');
  expect(await stored(other)).not.toContain('session/');
  await other.goto('/#v1/own-account/files');
  await other.getByRole('button', { name: 'Discard everything' }).click();
  await other.locator('.own-bring input[type=file]').setInputFiles({ name: 'given.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await section(other, 'Clusters and snapshots');
  await expect(other.locator('#own-data ~ .own-table .own-row')).toHaveCount(49);
  for (const [hash, why] of [[`${new URL(link).hash.slice(0, -8)}`, 'This link can\'t be opened'], ['#v1/own/!', 'can\'t be part of a link']]) {
    await other.goto(`/${hash}`);
    await expect(other.locator('main')).toContainText(why);
  }
  await context.close();
});

test('on paper stand the findings, the table and the keys, and nothing to click', async () => {
  const { page } = at;
  await company();
  await page.evaluate(() => { window.print = () => { document.title = 'printed'; }; });
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page).toHaveTitle('printed');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#own-findings, #own-data, #own-keys')).toHaveCount(3);
  for (const id of ['own-findings', 'own-data', 'own-keys']) await expect(page.locator(`#${id}`)).toBeVisible();
  await expect(page.locator('.own-bring, .own-take, .own-asked, .own-keep').filter({ visible: true })).toHaveCount(0);
  await expect(page.locator('.own button:not(.own-fold, .own-link)').filter({ visible: true })).toHaveCount(0);
  const rows = page.locator('.own-row');
  await expect(rows).toHaveCount(49);
  // No row is in a box that cuts it off, and each table repeats its heading on every sheet.
  const cut = await page.locator('.own-table').evaluateAll((tables) => tables.filter((one) => getComputedStyle(one).overflow !== 'visible' || getComputedStyle(one.querySelector('thead')).display !== 'table-header-group').length);
  expect(cut).toBe(0);
  await page.emulateMedia({ media: null });
});
