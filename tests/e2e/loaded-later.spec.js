// The parts of the program that are files of their own (crates/parts): a page starts without them, what needs one loads it
// once, and one that doesn't come is said to be missing, with nothing lost.
import { readFileSync } from 'node:fs';
import { expect, test } from './page.js';
import { WIDE, openFree, openStart, parts, type } from './parts.js';

test.use({ viewport: WIDE });

const ACCOUNT = 'split_OwnAccount.wasm';
const PROGRAMS = 'split_Programs.wasm';
const FILES = 'split_Files.wasm';
const PIPE = 'aws kms create-key --description later | jq -r .KeyMetadata.Description';

/** The parts that the page asks for from now on, each as often as it does. */
const watch = (page) => {
  const asked = [];
  page.on('request', (request) => {
    const name = request.url().split('/').pop();
    if (/^(split|chunk)_/.test(name)) asked.push(name);
  });
  return asked;
};
const times = (asked, name) => asked.filter((one) => one === name).length;
const demo = async (page) => {
  await page.getByRole('button', { name: 'Show a made-up company' }).click();
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeFocused();
};

test('the list, a scenario’s step and free play need no part; "Your own account" loads its own once', async ({ page }) => {
  const asked = watch(page);
  const at = await openStart(page);
  await page.locator('.card').first().click();
  await at.run.click();
  await expect(at.answers.first()).toBeVisible();
  await openFree(page);
  await type(at, 'aws kms create-key', 'aws rds describe-db-clusters', 'playground help');
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
  await page.goto('/#v1/own-account');
  await expect(page.getByRole('heading', { name: 'Your own account' })).toBeFocused();
  await demo(page);
  await page.getByRole('button', { name: 'Explore it in the playground' }).click();
  await type(at, 'playground report');
  await page.goto('/#v1/own-account');
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeVisible();
  expect(times(asked, ACCOUNT)).toBe(1);
  expect(times(asked, PROGRAMS)).toBe(0);
});

test('commands load what they need, in either order, and the parts share what both have', async ({ page }) => {
  for (const lines of [[PIPE, 'playground import --made-up-company'], ['playground import --made-up-company', PIPE]]) {
    await page.goto('about:blank');
    const asked = watch(page);
    const at = await openFree(page);
    await type(at, ...lines);
    await type(at, 'playground report | grep -c Severity', PIPE);
    await expect(at.entries.last()).toContainText('later');
    expect(new Set(asked).size).toBe(asked.length);
    expect(times(asked, ACCOUNT)).toBe(1);
    expect(times(asked, PROGRAMS)).toBe(1);
    page.removeAllListeners('request');
  }
});

test('a command waits for its part, and says so; others wait behind it', async ({ page }) => {
  const at = await openFree(page);
  let go;
  await page.route(`**/${PROGRAMS}`, (route) => (go = () => route.continue()));
  await at.line.fill(PIPE);
  await at.line.press('Enter');
  await expect(at.wait).toContainText('Loading a part of the playground …');
  await expect(at.live).toContainText('Loading a part of the playground …');
  await expect.poll(() => go).toBeDefined();
  await at.line.fill('aws kms list-keys');
  await at.line.press('Enter');
  await expect(at.entries).toHaveCount(0);
  go();
  await expect(at.entries).toHaveCount(2);
  await expect(at.entries.first()).toContainText('later');
  await expect(at.wait).toHaveCount(0);
});

test('without its part a command has not run: it can be tried again, or goes back on the line', async ({ page, trouble }) => {
  trouble.expect(/net::ERR_/);
  const at = await openFree(page);
  await type(at, 'aws kms create-key');
  await page.route(`**/${PROGRAMS}`, (route) => route.abort('internetdisconnected'));
  await at.line.fill(PIPE);
  await at.line.press('Enter');
  await expect(at.wait).toContainText('A part of the playground could not be loaded.');
  await expect(at.wait).toContainText('Your command hasn\'t run yet.');
  await at.retry.click();
  await expect(at.wait).toContainText('could not be loaded');
  await at.cancel.click();
  await expect(at.line).toHaveValue(PIPE);
  await expect(at.entries).toHaveCount(1);
  await at.line.press('Enter');
  await expect(at.retry).toBeVisible();
  await page.unroute(`**/${PROGRAMS}`);
  await at.retry.click();
  await expect(at.entries).toHaveCount(2);
  await expect(at.entries.last()).toContainText('later');
  // The first attempts have made no keys.
  await type(at, 'aws kms list-keys | jq \'.Keys | length\'');
  await expect(at.entries.last()).toContainText('2');
});

test('without its part, "Your own account" says so, and opens once it is there; one can also leave', async ({ page, trouble }) => {
  trouble.expect(/net::ERR_/);
  await openStart(page);
  await page.route(`**/${ACCOUNT}`, (route) => route.abort('internetdisconnected'));
  const link = page.getByRole('link', { name: 'Your own account' });
  await link.click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('A part of the playground could not be loaded.');
  await page.getByRole('link', { name: 'All scenarios' }).click();
  await expect(link).toBeVisible();
  await link.click();
  await expect(alert).toContainText('could not be loaded');
  await page.unroute(`**/${ACCOUNT}`);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Your own account' })).toBeFocused();
  await demo(page);
});

test('a file to share loads what writes it once; if that does not come, the dialog says so, and it can be tried again', async ({ page, trouble }) => {
  trouble.expect(/net::ERR_/);
  const at = await openFree(page);
  await type(at, 'aws kms create-key');
  const asked = watch(page);
  await page.route(`**/${FILES}`, (route) => route.abort('internetdisconnected'));
  await page.locator('header').getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog');
  const text = dialog.locator('#share-text');
  await dialog.getByRole('button', { name: 'Show: AWS CLI script' }).click();
  await expect(dialog.getByRole('status')).toContainText('A part of the playground could not be loaded.');
  await expect(text).toHaveCount(0);
  await page.unroute(`**/${FILES}`);
  asked.length = 0;
  await dialog.getByRole('button', { name: 'Show: AWS CLI script' }).click();
  await expect(text).toHaveValue(/aws kms create-key/);
  await dialog.getByRole('button', { name: 'Show: Trace' }).click();
  await expect(text).toHaveValue(/"line": ?"aws kms create-key"/);
  expect(times(asked, FILES)).toBe(1);
});

test('who closes the dialog while its part loads gets no file of what is opened then', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'aws kms create-key');
  let go;
  await page.route(`**/${FILES}`, (route) => (go = () => route.continue()));
  const saved = [];
  page.on('download', (file) => saved.push(file.suggestedFilename()));
  await page.locator('header').getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Download.*AWS CLI script/ }).click();
  await expect.poll(() => go).toBeDefined();
  await page.keyboard.press('Escape');
  const came = page.waitForResponse(`**/${FILES}`);
  go();
  await came;
  await page.locator('header').getByRole('button', { name: 'Share' }).click();
  await dialog.getByRole('button', { name: 'Show: AWS CLI script' }).click();
  await expect(dialog.locator('#share-text')).toHaveValue(/aws kms create-key/);
  expect(saved).toEqual([]);
});

test('who leaves while the part loads is not called back', async ({ page }) => {
  const at = await openStart(page);
  let go;
  await page.route(`**/${ACCOUNT}`, (route) => (go = () => route.continue()));
  await page.getByRole('link', { name: 'Your own account' }).click();
  await expect(page.locator('main').getByRole('status')).toHaveText('Loading …');
  await expect.poll(() => go).toBeDefined();
  await page.goto('/#v1/free');
  await expect(at.title).toHaveText('Free play');
  const came = page.waitForResponse(`**/${ACCOUNT}`);
  go();
  await came;
  await type(at, 'playground report'); // which needs the part, and so runs after it has come
  await expect(at.title).toHaveText('Free play');
});

test('a part that is not the one that was built is not run', async ({ page, trouble }) => {
  trouble.expect(/integrity|digest|Failed to load resource|net::ERR_/i);
  const at = await openFree(page);
  const bytes = readFileSync(new URL(`../../dist/pkg/${PROGRAMS}`, import.meta.url));
  bytes[bytes.length - 1] ^= 1;
  await page.route(`**/${PROGRAMS}`, (route) => route.fulfill({ body: bytes, contentType: 'application/wasm' }));
  await at.line.fill(PIPE);
  await at.line.press('Enter');
  await expect(at.wait).toContainText(`pkg/${PROGRAMS} is not the file that belongs here`);
  await expect(parts(page).entries).toHaveCount(0);
});
