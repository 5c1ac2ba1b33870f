// "Your own account": files of the reader's become a report, in the tab and nowhere else.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import { section } from './own.js';
import { expect, onOnePage, test } from './page.js';
import { WIDE } from './parts.js';

test.use({ viewport: WIDE });

const at = onOnePage(async (page) => ({ page, findings: page.locator('.own-kinds > li'), rows: page.locator('#own-data ~ .own-table .own-row'), files: page.locator('.own-files > li') }));
const file = (name) => new URL(`../../crates/estate/tests/files/${name}`, import.meta.url).pathname;
const open = async () => {
  await at.page.goto('/#v1/own-account');
  await at.page.reload(); // what was read before is forgotten
  await expect(at.page.getByRole('heading', { name: 'Your own account' })).toBeFocused();
  await expect(at.findings).toHaveCount(0);
};
const pick = (...names) => at.page.locator('.own-bring input[type=file]').setInputFiles(names.map(file));

test('the start leads there, and the made-up company shows what a report is', async () => {
  const { page, findings, rows } = at;
  await page.goto('/');
  await page.getByRole('link', { name: 'Your own account' }).click();
  await page.getByRole('button', { name: 'Show a made-up company' }).click();
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeFocused();
  await expect(page.locator('.own-held')).toContainText('DB clusters: 40. Snapshots: 9. Described KMS keys: 10.');
  await expect(findings.first()).toContainText('Key pending deletion');
  await expect(findings.first()).toContainText('archive-2020');
  await expect(findings.first().getByRole('link')).toHaveAttribute('href', '#v1/what-changed/N12');
  await section(page, 'Clusters and snapshots');
  await expect(rows).toHaveCount(49);
  await page.locator('.own-search').fill('unencrypted eu-central-1');
  await expect(rows).toHaveCount(5);
  await expect(rows.filter({ hasText: 'scratch' })).toContainText('unencrypted cluster');
});

test('the script that collects it can be read on the page, and is the one that is served', async () => {
  await open();
  await at.page.getByText('Read the script').click();
  const shown = await at.page.getByLabel('Read the script').textContent();
  expect(shown).toBe(await (await at.page.request.get('/collect.sh')).text());
});

test('the worst findings are in sight at once with their ways out: three on a wide page, one on a phone', async () => {
  const { page, findings } = at;
  // On a phone one thing at a time: the worst with its way out, and that there is another.
  for (const [size, whole] of [[{ width: 1280, height: 720 }, 3], [{ width: 1920, height: 1080 }, 3], [{ width: 360, height: 740 }, 1]]) {
    await page.setViewportSize(size);
    await open();
    await page.getByRole('button', { name: 'Show a made-up company' }).click();
    for (let nth = 0; nth < whole; nth += 1) await expect(findings.nth(nth).getByText('Fix:').locator('..')).toBeInViewport({ ratio: 1 });
    await expect(findings.nth(1).locator('h3')).toBeInViewport();
  }
  await page.setViewportSize(WIDE);
});

test('files are chosen, dropped and pasted, one after the other, and one that can’t be read keeps none from being read', async () => {
  const { page, findings, files } = at;
  await open();
  await pick('describe-db-clusters.json', 'cut-off.json', 'describe-db-cluster-snapshots.json', 'attributes.jsonl');
  await expect(findings.filter({ hasText: 'key that no file describes' })).toBeVisible();
  await expect(findings.filter({ hasText: 'key pending deletion' })).toHaveCount(0);
  await expect(page.locator('main')).toContainText("1 file couldn't be read completely.");
  await expect(page.getByRole('alert')).toHaveText('cut-off.json couldn\'t be read. See "Files" for the reason.');
  await page.getByRole('link', { name: 'Which, and why' }).click();
  await expect(files).toHaveCount(4);
  await expect(files.nth(1)).toContainText('Not read: It isn\'t JSON.');
  const text = readFileSync(file('kms.jsonl'), 'utf8');
  await page.locator('.own-bring').evaluate((place, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'kms.jsonl'));
    place.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, text);
  await expect(files).toHaveCount(5);
  await section(page, 'Findings');
  await expect(findings.first()).toContainText('Cluster without its key');
  await expect(findings.filter({ hasText: 'key pending deletion' })).toContainText('old-shop');
  await section(page, 'Files');
  await page.getByText('Paste instead').click();
  await page.getByRole('textbox', { name: 'JSON, as the AWS CLI prints it' }).fill(readFileSync(file('config.json'), 'utf8'));
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(files).toHaveCount(6);
  await expect(files.last()).toContainText('pasted text DB clusters: 1');
});

test('nothing is sent, nothing is stored, and a password is nowhere', async () => {
  const { page, files } = at;
  await open();
  const before = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await pick('terraform.tfstate');
  await section(page, 'Files');
  await expect(files).toContainText('Discarded: 1 password');
  expect(asked).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).toBe(before);
  expect(await page.content()).not.toContain('not-a-secret');
  await page.getByRole('button', { name: 'Discard everything' }).click();
  await expect(files).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Your own account' })).toBeFocused();
});

test('the report can be taken along as Markdown, CSV and JSON', async () => {
  const { page } = at;
  await open();
  await pick('describe-db-clusters.json', 'describe-db-cluster-snapshots.json', 'describe-db-cluster-automated-backups.json', 'attributes.jsonl', 'kms.jsonl', 'iam.json', 'terraform.tfstate', 'config.json', 'cloudtrail.json', 'open.jsonl', 'plan.json', 'cut-off.json', 'queried.json');
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeVisible();
  for (const [name, ending] of [['Markdown', 'md'], ['CSV', 'csv'], ['JSON', 'json']]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
    expect(download.suggestedFilename()).toBe(`aurora-encryption.${ending}`);
    const golden = new URL(`../../crates/estate/tests/report.${ending}`, import.meta.url);
    expect(readFileSync(await download.path(), 'utf8')).toBe(readFileSync(golden, 'utf8'));
  }
});

test('the report in JSON is valid under the schema that is published with the page, and a broken one is not', async () => {
  const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
  const schema = await (await at.page.request.get('/report.schema.json')).json();
  const valid = new Ajv2020({ strictTypes: false, allErrors: true }).compile(schema);
  const report = read('../../crates/estate/tests/report.json');
  expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
  for (const broken of [(it) => delete it.files, (it) => (it.version = 2), (it) => (it.findings[0].severity = 'bad'), (it) => (it.resources[0].account = '1'), (it) => (it.keys[0].arn = 'x')]) {
    const other = structuredClone(report);
    broken(other);
    expect(valid(other), String(broken)).toBe(false);
  }
});
