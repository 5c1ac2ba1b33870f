// The sections of "Your own account": each has an address, a link and a heading, and findings lead to them with what they are
// about filled in.
import { section, sections } from './own.js';
import { expect, onOnePage, test } from './page.js';
import { WIDE } from './parts.js';

test.use({ viewport: WIDE });

const at = onOnePage(async (page) => ({ page, findings: page.locator('.own-kinds > li') }));
const file = (name) => new URL(`../../crates/estate/tests/files/${name}`, import.meta.url).pathname;
/** Each by its name: its address, and its heading. */
const ALL = {
  Findings: ['', 'Findings'],
  'Clusters and snapshots': ['/data', 'Clusters and snapshots'],
  'What depends on which key': ['/depends', 'What depends on which key'],
  'What if': ['/what-if', 'What if'],
  'Plan a change': ['/plan', 'Plan a change'],
  Terraform: ['/terraform', 'Terraform'],
  'Why was I refused?': ['/why-refused', 'Why was I refused?'],
  Files: ['/files', 'Files'],
};
const open = async (at, place = '') => {
  await at.page.goto(`/#v1/own-account${place}`);
  await at.page.reload(); // what was read before is forgotten
  await expect(at.page.locator('.own-bring')).toBeVisible();
};
const company = async (place) => {
  await open(at, place);
  await at.page.getByRole('button', { name: 'Show a made-up company' }).click();
  await expect(sections(at.page)).toBeVisible();
};
const heading = (name) => at.page.getByRole('heading', { level: 2, name, exact: true });
const hash = () => new URL(at.page.url()).hash;

test('each section has an address and a title, and Back leads to the one before', async () => {
  const { page } = at;
  await company();
  await expect(heading('Findings')).toBeFocused();
  await expect(page).toHaveTitle(/^Your own account · /);
  for (const [name, [place, title]] of Object.entries(ALL)) {
    await section(page, name);
    expect(hash()).toBe(`#v1/own-account${place}`);
    await expect(heading(title)).toBeFocused();
    await expect(page.locator('main > section')).toHaveCount(1);
    if (place) await expect(page).toHaveTitle(new RegExp(`^${name.replace('?', '\\?')} · `));
  }
  await page.goBack();
  await expect(heading('Why was I refused?')).toBeFocused();
  await page.goBack();
  await expect(heading('Terraform')).toBeFocused();
  await page.goForward();
  await expect(heading('Why was I refused?')).toBeFocused();
});

test('an address of a section works before a file is read: it is said, and shown as soon as there is one', async () => {
  const { page } = at;
  await open(at, '/depends');
  await expect(page.locator('main .flash')).toContainText('to see "What depends on which key".');
  await page.getByRole('button', { name: 'Show a made-up company' }).click();
  await expect(heading('What depends on which key')).toBeFocused();
  await page.reload();
  await expect(page.locator('main .flash')).toContainText('No files have been read yet.');
  await page.goto('/#v1/own-account/no-such-section');
  await expect(page.locator('main .flash')).toHaveCount(0);
  await page.getByRole('link', { name: 'Why was I refused?' }).click();
  await expect(page.locator('main > section').first().getByRole('heading', { name: 'Why was I refused?' })).toBeVisible();
});

test('a section that no file says anything for says which file would', async () => {
  const { page } = at;
  await open(at);
  await page.locator('.own-bring input[type=file]').setInputFiles(file('kms.jsonl'));
  await expect(page.getByText('No findings, as far as the files show.')).toBeVisible();
  for (const [name, says] of [['Clusters and snapshots', 'describe-db-clusters'], ['What if', 'describe-db-clusters'], ['Plan a change', 'describe-db-clusters'], ['Terraform', 'terraform show -json']]) {
    await section(page, name);
    await expect(page.locator('main .command')).toContainText(says);
  }
  await page.getByRole('link', { name: 'More files' }).click();
  await expect(heading('Files')).toBeFocused();
  await page.locator('.own-bring input[type=file]').setInputFiles(file('describe-db-clusters.json'));
  await expect(page.locator('.own-files > li')).toHaveCount(2);
  await expect(heading('Files')).toBeFocused();
});

test('findings lead to what depends on it, a plan and a trial, with what they are about filled in', async () => {
  const { page, findings } = at;
  const chosen = (label) => page.getByRole('combobox', { name: label, exact: true }).locator('option:checked');
  await company();
  await findings.filter({ hasText: 'key pending deletion' }).getByRole('button', { name: 'What depends on it: alias/old' }).click();
  await expect(heading('What depends on which key')).toBeFocused();
  expect(hash()).toBe('#v1/own-account/depends');
  await expect(chosen('Key or account')).toHaveText('alias/old · 111122223333 · eu-west-1');
  await expect(page.getByRole('status').filter({ hasText: "can't be read" })).toHaveText("2 can't be read without it.");
  await page.getByRole('button', { name: 'Stop using a key' }).click();
  await expect(heading('Plan a change')).toBeFocused();
  await expect(chosen('Goal')).toHaveText('Stop using a key');
  await expect(chosen('Key')).toHaveText('alias/old · 111122223333 · eu-west-1');
  await expect(page.getByRole('button', { name: 'Find plans' })).toBeEnabled();
  await page.goBack();
  await expect(page.getByRole('button', { name: 'What if it is deleted' })).toHaveCount(0); // it is to be deleted already
  await page.goBack();
  await findings.filter({ hasText: 'backups kept for one day' }).getByRole('button', { name: 'What if: archive-2020' }).click();
  await expect(heading('What if')).toBeFocused();
  await expect(chosen('What if')).toHaveText('a cluster is restored on that day');
  await expect(chosen('Cluster')).toHaveText('archive-2020 · 111122223333 · eu-west-1');
  await expect(page.getByRole('button', { name: 'Try it' })).toBeEnabled();
  await page.goBack();
  await findings.filter({ hasText: 'key of another account' }).getByRole('button', { name: 'What if: forecast' }).click();
  await expect(chosen('Account')).toHaveText('111122223333');
  await section(page, 'Findings');
  await findings.filter({ hasText: 'snapshot shared without its key' }).getByRole('button', { name: 'Plan a change' }).click();
  await expect(chosen('Cluster')).toHaveText('catalog · 111122223333 · eu-west-1');
});

test('all findings of a kind can be seen in the table, and a cluster leads on from there', async () => {
  const { page, findings } = at;
  await company();
  await findings.filter({ hasText: 'AWS managed key' }).getByRole('button', { name: 'Show all in the table' }).click();
  await expect(heading('Clusters and snapshots')).toBeFocused();
  await expect(page.locator('.own-row')).toHaveCount(6);
  await page.getByRole('button', { name: 'vouchers', exact: true }).click();
  await page.locator('.own-more').getByRole('button', { name: 'What depends on its key' }).click();
  await expect(page.getByRole('combobox', { name: 'Key or account', exact: true }).locator('option:checked')).toHaveText('alias/aws/rds · 111122223333 · eu-central-1');
  await section(page, 'Clusters and snapshots');
  await expect(page.locator('.own-more')).toBeVisible(); // as it was left
});

test('by keyboard, and on a phone: the section that is shown is in sight in the navigation, and nothing sticks out', async () => {
  const { page } = at;
  await company();
  await sections(page).getByRole('link', { name: /^Findings/ }).focus();
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(heading('Plan a change')).toBeFocused();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const [name, [, title]] of Object.entries(ALL)) {
    await section(page, name);
    await expect(sections(page).locator('[aria-current]')).toBeInViewport({ ratio: 1 });
    await expect(heading(title)).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(360);
  }
  // The navigation stays while the page scrolls.
  await section(page, 'Findings');
  await page.evaluate(() => scrollTo(0, 1e6));
  await expect(sections(page)).toBeInViewport();
  await page.setViewportSize(WIDE);
});
