// Nothing that a reader types is lost: not by a reload, a crash, another tab, or storage that fails.
import { expect, test } from './page.js';
import { address, firstStep, lessons } from './lessons.js';
import { WIDE, open, openFree, parts, type } from './parts.js';

// These tests crash and close pages, and look at what a browser stores.
test.use({ viewport: WIDE, reuseContext: false });

const [lesson] = lessons;
const asked = firstStep((step, _, number) => step.question && number > 1);
const PREFIX = 'aurora-playground/1/session/';
const outputs = (at) => at.entries.locator('.out');
const section = (page) => page.getByRole('region', { name: 'Your sessions' });
const rows = (page) => section(page).locator('.session-rows > li');

/** What is stored, by id. */
const stored = (page) =>
  page.evaluate((prefix) => Object.fromEntries(Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => [key.slice(prefix.length), localStorage[key]])), PREFIX);

async function home(page) {
  await page.goto('/#');
  await expect(page.getByRole('heading', { name: 'Scenarios', exact: true })).toBeVisible();
}

test('a reload keeps free play, and where it stood', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo one', 'echo two');
  await at.undo.click();
  await expect(outputs(at)).toHaveText(['one']);
  await page.reload();
  await expect(outputs(at)).toHaveText(['one']);
  await at.later.click();
  await expect(outputs(at)).toHaveText(['one', 'two']);
});

test('a crash of the tab keeps it', async ({ page, context, trouble }) => {
  trouble.expect(/ERR_ABORTED/);
  const at = await openFree(page);
  await type(at, 'echo kept');
  const crashed = page.waitForEvent('crash');
  const cdp = await context.newCDPSession(page);
  cdp.send('Page.crash').catch(() => {});
  await crashed;
  const again = await context.newPage();
  const there = await openFree(again);
  await expect(outputs(there)).toHaveText(['kept']);
  await expect(again.getByText('This is your last session')).toBeVisible();
});

test('a scenario and free play are kept while the reader is elsewhere', async ({ page }) => {
  const free = await openFree(page);
  await type(free, 'echo free');
  await home(page);
  await page.getByRole('link', { name: RegExp(`^${lesson.title}`) }).click();
  const at = parts(page);
  await at.run.click();
  await at.next.click();
  await at.dock('Console').click();
  await type(at, 'echo mine');
  await home(page);
  await expect(page.getByRole('link', { name: RegExp(`^${lesson.title}`) })).toContainText(`step 2 of ${lesson.steps.length}`);
  await page.getByRole('link', { name: 'AWS in December 2020' }).click();
  await expect(outputs(free)).toHaveText(['free']);
  await home(page);
  await page.getByRole('link', { name: RegExp(`^${lesson.title}`) }).click();
  await at.dock('Console').click();
  await expect(outputs(at).last()).toHaveText('mine');
  await expect(at.toScript).toBeVisible();
  await page.reload();
  await home(page);
  await expect(rows(page)).toHaveCount(2);
  await rows(page).filter({ hasText: `From ‘${lesson.title}’, step 2` }).getByRole('button', { name: /^Open/ }).click();
  await expect(outputs(at).last()).toHaveText('mine');
});

test('a reload keeps a scenario with commands of the reader’s, its answers and where it stood', async ({ page }) => {
  const at = await open(page, asked.lesson, asked.number);
  await at.story.getByRole('radio').first().check();
  await at.run.click();
  const [ran, verdict] = [at.answers, at.story.locator('.verdict')];
  await expect(verdict).toBeVisible();
  await at.dock('Console').click();
  await type(at, 'echo mine', 'echo yours');
  await at.undo.click();
  await expect(outputs(at).last()).toHaveText('mine');
  const [answer, said] = [await ran.first().textContent(), await verdict.textContent()];
  await page.reload();
  await at.dock('Console').click();
  await expect(outputs(at).last()).toHaveText('mine');
  await expect(ran.first()).toHaveText(answer);
  await expect(verdict).toHaveText(said);
  await expect(at.toScript).toBeVisible();
  await at.later.click();
  await expect(outputs(at).last()).toHaveText('yours');
  // It is the same session, and only this place of the history leads to it.
  await home(page);
  await expect(rows(page)).toHaveCount(1);
  await page.goto('about:blank');
  await open(page, asked.lesson, asked.number);
  await at.dock('Console').click();
  await expect(at.entries.filter({ hasText: 'echo mine' })).toHaveCount(0);
});

test('a reload shows what the reader was looking at: the moment, panels, the thing and its reader', async ({ page }) => {
  const disk = lessons.find(({ id }) => id === 'on-the-disk');
  const at = await open(page, disk, 4);
  await at.run.click();
  await expect(at.answers.first()).toBeVisible();
  await at.earlier.click();
  await at.earlier.click();
  const moment = await at.count.textContent();
  await at.map.getByRole('button', { name: /^plain/ }).first().click();
  await at.inspector.getByRole('button', { name: 'Thief' }).click();
  await at.dock('Timeline').click();
  const name = await at.inspector.locator('.thing-name').textContent();
  for (const width of [WIDE.width, 390]) {
    await page.setViewportSize({ width, height: 844 });
    if (width === 390) await at.tab('Inspector').click();
    await page.reload();
    await expect(at.inspector.locator('.thing-name')).toHaveText(name);
    await expect(at.inspector.getByRole('button', { name: 'Thief' })).toHaveAttribute('aria-pressed', 'true');
    await expect(at.inspector).toBeVisible();
    await expect(at.story).toBeVisible({ visible: width !== 390 });
    if (width !== 390) {
      await expect(at.count).toHaveText(moment);
      await expect(at.timeline).toBeVisible();
    }
  }
  // Elsewhere nothing of it is left.
  await page.goto('about:blank');
  await open(page, disk, 2);
  await expect(at.story).toBeVisible();
});

test('what was cleared stays cleared after a reload', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo one');
  await at.line.fill('clear');
  await at.line.press('Enter');
  await expect(at.entries).toHaveCount(0);
  await page.reload();
  await expect(at.count).toHaveText('1 / 1');
  await expect(at.entries).toHaveCount(0);
  await type(at, 'echo two');
  await expect(outputs(at)).toHaveText(['two']);
});

test('only looking at a scenario stores nothing', async ({ page }) => {
  const at = await open(page, lesson);
  await at.run.click();
  await at.next.click();
  await home(page);
  expect(await stored(page)).toEqual({});
  await expect(section(page)).toHaveCount(0);
});

test('sessions are renamed, deleted, taken back, exported and imported', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo first');
  await home(page);
  await rows(page).getByRole('button', { name: /^Rename/ }).click();
  await expect(page.getByLabel('New name')).toBeFocused();
  await page.getByLabel('New name').fill('Mine <b>');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toContainText('Mine <b>');
  await expect(rows(page)).toContainText('1 command ·');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export: Mine <b>' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('aurora-mine-b.json');
  const path = await file.path();
  await page.getByRole('button', { name: 'Delete: Mine <b>' }).click();
  await expect(rows(page)).toContainText('Deleted: “Mine <b>”');
  expect(await stored(page)).toEqual({});
  await page.getByRole('button', { name: 'Undo delete' }).click();
  await expect(page.getByRole('button', { name: 'Open: Mine <b>' })).toBeVisible();
  await page.getByLabel('Open a trace (JSON)').setInputFiles(path);
  await expect(outputs(at)).toHaveText(['first']);
  await expect(page.getByText('This came from a file: 1 command was run again.')).toBeVisible();
  await home(page);
  await expect(rows(page)).toHaveCount(2);
});

test('a file that is none is refused in words', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo mine');
  await page.getByRole('button', { name: 'Your sessions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your sessions' });
  for (const [name, text, why] of [
    ['a.json', '<script>alert(1)</script>', 'This file can\'t be opened. It is not JSON'],
    ['b.json', '{"format":"other"}', 'Its "format" is not'],
    ['c.json', '['.repeat(100_000), 'This file can\'t be opened.'],
    ['d.json', ' '.repeat((4 << 20) + 1), 'It is longer than 4 MiB.'],
  ]) {
    await dialog.getByLabel('Open a trace (JSON)').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await expect(dialog.getByRole('alert')).toContainText(why);
  }
  await page.keyboard.press('Escape');
  await expect(outputs(at)).toHaveText(['mine']);
});

test('two tabs with the same session do not overwrite each other', async ({ page, context }) => {
  const at = await openFree(page);
  await type(at, 'echo both');
  const id = await page.evaluate(() => sessionStorage['aurora-playground/here']);
  const copy = await context.newPage();
  await copy.addInitScript((id) => sessionStorage.setItem('aurora-playground/here', id), id); // like a duplicated tab
  const other = await openFree(copy);
  await expect(outputs(other)).toHaveText(['both']);
  await expect(copy.getByText('This session is open in another tab.')).toBeVisible();
  await type(other, 'echo copy');
  await type(at, 'echo original');
  const texts = Object.values(await stored(page)).map((text) => JSON.parse(text).lines);
  expect(texts.sort()).toEqual([['echo both', 'echo copy'], ['echo both', 'echo original']]);
});

test('without locks, what another tab has stored is not overwritten', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo one');
  const theirs = await page.evaluate((prefix) => {
    const key = Object.keys(localStorage).find((key) => key.startsWith(prefix));
    return (localStorage[key] = localStorage[key].replace('echo one', 'echo theirs'));
  }, PREFIX);
  await type(at, 'echo two');
  await expect(page.getByText('Another tab has changed this session')).toBeVisible();
  const all = Object.values(await stored(page));
  expect(all).toHaveLength(2);
  expect(all).toContain(theirs);
  expect(all.map((text) => JSON.parse(text).lines)).toContainEqual(['echo one', 'echo two']);
});

test('a new tab does not take a session that is open elsewhere', async ({ page, context }) => {
  await type(await openFree(page), 'echo elsewhere');
  const at = await openFree(await context.newPage());
  await expect(at.entries).toHaveCount(0);
});

test('a session that stopped the page is not opened by itself again', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo poison');
  await home(page);
  await page.evaluate(() => localStorage.setItem(`aurora-playground/1/opening/${sessionStorage['aurora-playground/here']}`, '1'));
  await page.goto('about:blank');
  await page.goto('/#v1/free');
  await expect(page.getByRole('alert')).toContainText('the page stopped before it had loaded');
  for (const name of ['Export', 'Delete', 'New session']) await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Open anyway' }).click();
  await expect(outputs(at)).toHaveText(['poison']);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('/opening/')))).toEqual([]);
});

test('a record that is damaged is listed, exported as it is, and never thrown away', async ({ page }) => {
  await page.addInitScript((prefix) => localStorage.setItem(`${prefix}bad`, '{"format":"aurora-encryption-playground/session","version":1'), PREFIX);
  await home(page);
  await expect(rows(page)).toContainText('Unreadable session');
  await expect(rows(page)).toContainText('It is not JSON');
  const download = page.waitForEvent('download');
  await rows(page).getByRole('button', { name: /^Export/ }).click();
  expect((await download).suggestedFilename()).toBe('aurora-session-as-stored.json');
  const at = await openFree(page);
  await type(at, 'echo works');
  expect(Object.keys(await stored(page))).toHaveLength(2);
});

for (const [what, prepare, said] of [
  ['blocked', () => Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }), "doesn't let the page store anything"],
  ['full', () => { Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); }; }, 'storage is full'],
]) {
  test(`storage that is ${what} is said once, and all else works`, async ({ page }) => {
    await page.addInitScript(prepare);
    const at = await openFree(page);
    await type(at, 'echo one', 'echo two');
    await expect(page.getByText(said)).toHaveCount(1);
    await home(page);
    await expect(rows(page)).toContainText('not stored, only in this tab');
    await rows(page).getByRole('button', { name: /^Open/ }).click();
    await expect(outputs(at)).toHaveText(['one', 'two']);
    const asked = page.waitForEvent('dialog');
    const closing = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await closing;
  });
}

test('the list is reached by keyboard, and gives the focus back', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo one');
  const button = page.getByRole('button', { name: 'Your sessions' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Your sessions' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
});
