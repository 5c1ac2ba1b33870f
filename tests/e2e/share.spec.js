// The results of the share dialog: each form contains what it says, and nothing gets into the address unasked.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from './page.js';
import { startHost } from './host.js';
import { lessons } from './lessons.js';
import { WIDE, cluster, open, openFree, parts, type } from './parts.js';

test.use({ viewport: WIDE });

const [lesson] = lessons;

async function share(page) {
  await page.locator('header').getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog).toBeVisible();
  return dialog;
}

const link = (dialog) => dialog.getByRole('textbox', { name: 'Link', exact: true });

async function file(page, dialog, name) {
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: `Download: ${name}` }).click();
  const got = await coming;
  await expect(dialog.getByRole('status')).toContainText('Handed to the browser');
  return { name: got.suggestedFilename(), path: await got.path() };
}

test('a step of a scenario is shared by its address', async ({ page, baseURL }) => {
  await open(page, lesson, 2);
  const dialog = await share(page);
  await expect(link(dialog)).toHaveValue(`${baseURL}/#v1/${lesson.id}/2`);
  // The first address is the one of which a chat shows the step's own picture.
  const boxes = dialog.getByRole('textbox');
  await expect(boxes.first()).toHaveAccessibleName('Link with a preview');
  await expect(boxes.first()).toHaveValue(`${baseURL}/read/${lesson.id}/2/`);
  const read = await page.evaluate(async (to) => (await fetch(to)).text(), await boxes.first().inputValue());
  expect(read).toContain(`read/${lesson.id}/2.png"`);
  expect(read).toContain(`#v1/${lesson.id}/2"`);
  const code = dialog.getByLabel('As an element', { exact: true });
  await expect(code).toContainText(`<aurora-playground scenario="${lesson.id}" step="2" title="${lesson.title}, step 2">`);
  await expect(code).toContainText(`read/${lesson.id}/2.svg`);
  await expect(dialog.getByLabel('As a frame', { exact: true })).toContainText('title="');
});

test('commands of one’s own are in the link only when it is asked for, and come back the same', async ({ page, context }) => {
  const at = await openFree(page);
  await type(at, ...cluster('orders', '--storage-encrypted'));
  expect(page.url()).toMatch(/#v1\/free$/);
  const dialog = await share(page);
  await expect(dialog).toContainText('Commands in the link: 2, including any passwords');
  const to = await link(dialog).inputValue();
  expect(page.url()).toMatch(/#v1\/free$/);
  const trace = JSON.parse(readFileSync((await file(page, dialog, 'Trace')).path, 'utf8'));
  const other = await context.newPage();
  await other.goto(to);
  await expect(parts(other).entries).toHaveCount(2);
  const again = JSON.parse(readFileSync((await file(other, await share(other), 'Trace')).path, 'utf8'));
  expect(again.entries.map((entry) => entry.digest)).toEqual(trace.entries.map((entry) => entry.digest));
});

test('commands that are too long for a link are said to be', async ({ page }) => {
  const at = await openFree(page);
  const noise = Array.from({ length: 4000 }, (_, n) => (Math.imul(n + 1, 2654435761) >>> 0).toString(36)).join('');
  await type(at, `echo ${noise}`);
  const dialog = await share(page);
  await expect(dialog.locator('#no-link')).toContainText('too long for a link. Export the session as a file instead.');
});

test('every file is what it says', async ({ page }) => {
  const at = await openFree(page);
  await type(at, ...cluster('orders', '--storage-encrypted'), 'aws rds modify-db-cluster --db-cluster-identifier orders --no-storage-encrypted');
  const dialog = await share(page);
  const script = await file(page, dialog, 'AWS CLI script');
  expect(script.name).toMatch(/\.sh$/);
  execFileSync('sh', ['-n', script.path]);
  const handout = readFileSync((await file(page, dialog, 'Handout')).path, 'utf8');
  expect(handout).toMatch(/^# /);
  expect(handout).toContain('--db-cluster-identifier orders');
  const trace = JSON.parse(readFileSync((await file(page, dialog, 'Trace')).path, 'utf8'));
  expect(trace.$schema).toBe('trace.schema.json');
  expect(trace.entries).toHaveLength(3);
  const svg = readFileSync((await file(page, dialog, 'Map as SVG')).path, 'utf8');
  const parsed = await page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
    return [root.nodeName, root.textContent.includes('orders'), root.getAttribute('width')];
  }, svg);
  expect(parsed).toEqual(['svg', true, expect.stringMatching(/^\d+$/)]);
  const png = readFileSync((await file(page, dialog, 'Map as PNG')).path);
  expect(png.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
  expect(png.readUInt32BE(16)).toBe(2 * Number(parsed[2]));
  await dialog.getByRole('button', { name: 'Show: AWS CLI script' }).click();
  await expect(dialog.locator('#share-text')).toBeFocused();
  await expect(dialog.locator('#share-text')).toHaveValue(readFileSync(script.path, 'utf8'));
});

test('the embed code runs where it is put', async ({ page, context, baseURL }) => {
  const at = await openFree(page);
  await type(at, 'echo from-the-link');
  const dialog = await share(page);
  const codes = [];
  for (const name of ['As an element', 'As a frame']) codes.push(await dialog.getByLabel(name, { exact: true }).textContent());
  const page2 = (body) => `<!doctype html><html lang="en"><title>Host</title><body>${body.replace('<aurora-playground', '<aurora-playground boot="now"')}</body></html>`;
  const host = await startHost({ folders: { '/made/': { 'a.html': page2(codes[0]), 'b.html': page2(codes[1].replace('loading="lazy"', '')) } } });
  try {
    const other = await context.newPage();
    await other.goto(`${host.url}/made/a.html`);
    await other.getByRole('button', { name: 'Console' }).first().click();
    await expect(other.locator('aurora-playground .console .out').first()).toHaveText('from-the-link');
    await other.goto(`${host.url}/made/b.html`);
    const frame = other.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Run them' }).click(); // a frame asks before it runs somebody's commands
    await frame.getByRole('button', { name: 'Console' }).first().click();
    await expect(frame.locator('.console .out').first()).toHaveText('from-the-link');
    expect(await other.locator('iframe').getAttribute('title')).toBeTruthy();
    expect(codes.join('')).toContain(baseURL);
  } finally {
    await host.close();
  }
});

for (const width of [1440, 320]) {
  test(`the dialog is reached by keyboard, gives the focus back, and fits: ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 720 });
    await openFree(page);
    const button = page.locator('header').getByRole('button', { name: 'Share' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Share' });
    await expect(dialog).toBeVisible();
    expect(await dialog.evaluate((it) => it.scrollWidth <= it.clientWidth && it.querySelector('.dialog-body').scrollWidth <= it.querySelector('.dialog-body').clientWidth)).toBe(true);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(button).toBeFocused();
  });
}
