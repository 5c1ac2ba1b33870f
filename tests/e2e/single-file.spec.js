// playground.html: the page as one file, opened from a disk without a network.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { lessons } from './lessons.js';
import { expect, test } from './page.js';
import { WIDE, parts, type } from './parts.js';

test.use({ viewport: WIDE, offline: true });

// A copy in a folder of its own: nothing is next to it, and the folder's name is not valid in an address.
let folder;
let file;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'a folder #1 – '));
  copyFileSync(fileURLToPath(new URL('../../dist/playground.html', import.meta.url)), join(folder, 'playground.html'));
  file = pathToFileURL(join(folder, 'playground.html')).href;
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** Opens it. Nothing but the file itself may be requested, except icons as data: URLs. */
async function open(page, hash = '') {
  const asked = [];
  page.on('request', (request) => request.url().startsWith('data:') || asked.push(request.url()));
  await page.goto(file + hash);
  return asked;
}

test('lists the scenarios, runs one to its end, and plays freely, asking for nothing', async ({ page }) => {
  const asked = await open(page);
  for (const { title } of lessons) await expect(page.locator('.card-title').getByText(title, { exact: true })).toBeVisible();
  await page.getByRole('link', { name: RegExp(`^${lessons[0].title}`) }).click();
  const at = parts(page);
  await at.run.click();
  await expect(at.answers.first()).toBeVisible();
  await at.toEnd.click();
  await expect(at.title).toHaveText(lessons[0].steps.at(-1).title);
  await at.story.getByRole('link', { name: 'All scenarios' }).click();
  await page.getByRole('link', { name: 'AWS in December 2020' }).click();
  await type(at, 'aws kms create-key', 'aws kms list-keys');
  expect(asked).toEqual([file]);
});

test('has the parts that are loaded when they are needed', async ({ page }) => {
  const asked = await open(page, '#v1/free?edition=2026');
  await type(parts(page), 'aws kms create-key --description later | jq -r .KeyMetadata.Description');
  await expect(parts(page).entries.last()).toContainText('later');
  await page.goto(`${file}#v1/own-account`);
  await page.getByRole('button', { name: 'Show a made-up company' }).click();
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeFocused();
  expect(asked).toEqual([file]);
});

test('opens at a step', async ({ page }) => {
  const [, lesson] = lessons;
  await open(page, `#v1/${lesson.id}/4`);
  await expect(parts(page).title).toHaveText(lesson.steps[3].title);
  await page.reload();
  await expect(parts(page).title).toHaveText(lesson.steps[3].title);
});

test('looks as the page does', async ({ page, baseURL, context }) => {
  await open(page);
  const looks = (page) =>
    page.evaluate(() => {
      const card = document.querySelector('.card');
      const style = getComputedStyle(card);
      return [style.backgroundColor, style.font, style.padding, Math.round(card.getBoundingClientRect().width), getComputedStyle(document.body).backgroundColor];
    });
  await expect(page.locator('.card').first()).toBeVisible();
  await context.setOffline(false);
  const served = await context.newPage();
  await served.goto(baseURL);
  await expect(served.locator('.card').first()).toBeVisible();
  expect(await looks(page)).toEqual(await looks(served));
});

test('its own policy lets it ask nobody', async ({ page, trouble, baseURL }) => {
  trouble.expect(/connect-src|Content Security Policy/);
  await open(page);
  expect(await page.evaluate((address) => fetch(address).then(() => 'sent', () => 'blocked'), baseURL)).toBe('blocked');
});

for (const [name, take, says] of [
  ['DecompressionStream', () => delete globalThis.DecompressionStream, 'it lacks DecompressionStream'],
  ['WebAssembly', () => delete globalThis.WebAssembly, 'This browser has no WebAssembly'],
]) {
  test(`a browser without ${name} is told so`, async ({ page }) => {
    await page.addInitScript(take);
    await open(page);
    await expect(page.locator('#boot-state')).toContainText(says);
  });
}
