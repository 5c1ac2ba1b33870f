// Files that are dropped on the console, or picked beside its line, are files of the session.
import { expect, test } from './page.js';
import { WIDE, openFree, parts, type } from './parts.js';

test.use({ viewport: WIDE });

const PICK = 'Add a file';
const STATEMENT = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const POLICY = JSON.stringify({ Version: '2012-10-17', Id: 'dropped', Statement: [STATEMENT] }, null, 2) + '\n';
const file = (name, bytes) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

/** Drops files on a part of the page, as a reader does from the desktop. */
async function drop(target, ...files) {
  const given = files.map(({ name, buffer }) => [name, buffer.toString('base64')]);
  const data = await target.page().evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const [name, base64] of files) data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt())], name));
    return data;
  }, given);
  await target.dispatchEvent('dragover', { dataTransfer: data });
  await target.dispatchEvent('drop', { dataTransfer: data });
}

const added = (at) => at.entries.locator('summary');

test('a policy that is dropped is one folded line, and file:// reads it; a link and a reload have it', async ({ page }) => {
  const at = await openFree(page);
  await drop(at.console.locator('#console'), file('my policy.json', POLICY));
  await expect(added(at)).toHaveText(/^my policy\.json, \d+ B, added$/);
  await expect(at.live).toHaveText(/my policy\.json, \d+ B, added/);
  await expect(at.entries.locator('.typed')).toBeHidden();
  await added(at).click();
  await expect(at.entries.locator('.typed')).toContainText("$ cat > 'my policy.json' <<'END-OF-FILE'");
  await type(at, "KEY=$(aws kms create-key --policy 'file://my policy.json' --query KeyMetadata.KeyId --output text)");
  const shown = await type(at, 'aws kms get-key-policy --key-id $KEY --policy-name default --query Policy --output text');
  await expect(shown.locator('.out')).toContainText('"dropped"');
  await page.reload();
  await expect(at.entries).toHaveCount(3);
  await expect(added(at)).toHaveCount(1);
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.locator('#share-link').inputValue();
  const context = await page.context().browser().newContext({ viewport: WIDE });
  const other = await context.newPage();
  await other.goto(link);
  const there = parts(other);
  await other.getByRole('button', { name: 'Run them' }).click();
  await expect(there.entries).toHaveCount(3);
  await expect(there.entries.last().locator('.out')).toContainText('"dropped"');
  await context.close();
});

test('bytes that are picked stay the same bytes; undo takes the file away', async ({ page }) => {
  const at = await openFree(page);
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  await at.console.getByLabel(PICK).setInputFiles([file('a.bin', bytes), file('b.txt', 'no end')]);
  await expect(added(at)).toHaveText(['a.bin, 256 B, added', 'b.txt, 6 B, added']);
  await expect((await type(at, 'base64 -w 0 a.bin')).locator('.out')).toHaveText(Buffer.from(bytes).toString('base64'));
  await expect((await type(at, 'wc -c < b.txt')).locator('.out')).toHaveText('6');
  for (let count = 0; count < 3; count += 1) await at.undo.click();
  await expect(added(at)).toHaveText(['a.bin, 256 B, added']);
  await expect((await type(at, 'cat b.txt')).locator('.error')).toContainText('b.txt: No such file or directory');
});

test('a file that is too large and files that are too many are refused by name; the nearest ones are not', async ({ page }) => {
  const at = await openFree(page);
  const pick = at.console.getByLabel(PICK);
  await pick.setInputFiles([file('large.bin', Buffer.alloc(48_001)), file('most.bin', Buffer.alloc(48_000))]);
  await expect(at.notices).toContainText('large.bin has 49 kB, and a file can have at most 48 kB');
  await expect(added(at)).toHaveText(['most.bin, 48.0 kB, added']);
  await pick.setInputFiles(Array.from({ length: 21 }, (_, index) => file(`${index}.txt`, 'x\n')));
  await expect(at.notices).toContainText('At most 20 files can be added at once.');
  await expect(added(at)).toHaveCount(1);
  await pick.setInputFiles(Array.from({ length: 20 }, (_, index) => file(`${index}.txt`, 'x\n')));
  await expect(added(at)).toHaveCount(21);
});

test('a session that is dropped is opened as one', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo first');
  await page.getByRole('button', { name: 'Share' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download: Trace' }).click();
  const { readFile } = await import('node:fs/promises');
  const trace = await readFile(await (await download).path());
  await page.keyboard.press('Escape');
  await type(at, 'echo second');
  await drop(at.console.locator('#console'), file('trace.json', trace));
  await expect(page.getByText('This came from a file: 1 command was run again.').or(page.getByRole('button', { name: 'Run them' }))).toBeVisible();
  const asked = page.getByRole('button', { name: 'Run them' });
  if (await asked.isVisible()) await asked.click();
  await expect(at.entries.locator('.out')).toHaveText(['first']);
  await drop(at.console.locator('#console'), file('broken.json', trace.toString().replace('"version":1', '"version":9').replace('"version": 1', '"version": 9')));
  await expect(at.notices).toContainText('It was made by a newer version of the playground.');
});

test('on a phone, and by keys alone, a file can be picked', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/#v1/free');
  const at = parts(page);
  await at.tab('Console').click();
  const pick = at.console.getByLabel(PICK);
  await at.line.focus();
  await page.keyboard.press('Escape');
  const chooser = page.waitForEvent('filechooser'); // early: Playwright asks the browser for it beside what it does next
  await page.keyboard.press('Tab');
  await expect(pick).toBeFocused();
  await page.keyboard.press('Space');
  await (await chooser).setFiles([file('a.json', '{}\n')]);
  await expect(added(at)).toHaveText('a.json, 3 B, added');
  const box = await at.console.locator('.add-file').boundingBox();
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
});
