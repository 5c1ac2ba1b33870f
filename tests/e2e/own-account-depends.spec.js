// "Your own account": the table with its filters, what opens below a cluster, what depends on what, and what would happen if.
import { section } from './own.js';
import { expect, onOnePage, test } from './page.js';
import { WIDE } from './parts.js';
import { longest, prepare } from './tasks.js';

test.use({ viewport: WIDE });

const at = onOnePage(async (page) => ({ page, rows: page.locator('#own-data ~ .own-table .own-row'), groups: page.locator('.own-group button') }));
const file = (name) => new URL(`../../crates/estate/tests/files/${name}`, import.meta.url).pathname;
const ALL = ['describe-db-clusters.json', 'describe-db-cluster-snapshots.json', 'describe-db-cluster-automated-backups.json', 'attributes.jsonl', 'kms.jsonl'];
const open = async () => {
  await at.page.goto('/#v1/own-account');
  await at.page.reload(); // what was read before is forgotten
  await expect(at.page.locator('.own-bring')).toBeVisible();
};
const company = async () => {
  await open();
  await at.page.getByRole('button', { name: 'Show a made-up company' }).click();
  await section(at.page, 'Clusters and snapshots');
  await expect(at.rows).toHaveCount(49);
};
const read = async () => {
  await open();
  await at.page.locator('.own-bring input[type=file]').setInputFiles(ALL.map(file));
  await section(at.page, 'Clusters and snapshots');
};
const choose = (label, option) => at.page.getByRole('combobox', { name: label, exact: true }).selectOption(option);

test('filters narrow the table together with the search, and all of it comes back', async () => {
  const { page, rows, groups } = at;
  await company();
  await expect(groups).toHaveCount(8);
  await choose('Account', '777788889999');
  await expect(rows).toHaveCount(9);
  await choose('Region', 'eu-central-1');
  await expect(rows).toHaveCount(5);
  await choose('Finding', { label: 'public snapshot (1)' });
  await expect(rows).toHaveCount(1);
  await expect(page.locator('.own-asked [role=status]').first()).toHaveText('1 of 49');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rows).toHaveCount(49);
  await choose('Key', { label: 'alias/main · 111122223333 · eu-west-1 (10)' });
  await expect(rows).toHaveCount(10);
  await page.locator('.own-search').fill('forecast');
  await expect(rows).toHaveCount(1);
  await page.locator('.own-search').fill('nothing has this name');
  await expect(page.getByText('No matches.')).toBeVisible();
});

test('groups fold', async () => {
  const { rows, groups } = at;
  await company();
  const first = groups.first();
  const count = Number((await first.textContent()).match(/: (\d+)$/)[1]);
  await first.click();
  await expect(first).toHaveAttribute('aria-expanded', 'false');
  await expect(rows).toHaveCount(49 - count);
  await first.click();
  await expect(rows).toHaveCount(49);
});

test('a cluster opens to its key, who may use it by which statement, and what else has its data', async () => {
  const { page } = at;
  await read();
  const name = page.getByRole('button', { name: 'orders', exact: true });
  await name.click();
  await expect(name).toHaveAttribute('aria-expanded', 'true');
  const detail = page.locator('.own-more');
  await expect(detail).toContainText('Rotation: automatic, last on 2026-01-18, next on 2027-01-18');
  await expect(detail).toContainText('root user of account 444455556666 (CreateGrant, Decrypt), by statement "Partner"');
  await expect(detail).toContainText("can't tell, because the IAM policies of account 111122223333 decide, and they aren't in the files (aws iam get-account-authorization-details)");
  await expect(detail).toContainText('by grant 0c0c');
  await expect(detail).toContainText('shared with 444455556666, 777788889999');
  await expect(detail).toContainText('copy orders-in-ireland');
  await name.click();
  await expect(detail).toHaveCount(0);
});

test('a key shows what depends on it, and the last day on which something helps', async () => {
  const { page } = at;
  await company();
  await section(page, 'What depends on which key');
  await page.locator('#own-keys ~ .own-table').getByRole('button', { name: 'alias/old' }).click();
  const answer = page.locator('section[aria-labelledby=own-depends]');
  await expect(answer.getByRole('status')).toHaveText("2 can't be read without it.");
  await expect(answer.locator('li').first()).toContainText('aws kms cancel-key-deletion');
  await expect(answer.locator('li').first()).toContainText('Last day: 2026-12-04');
  await expect(answer.locator('tbody').first().locator('tr')).toHaveText([/archive-2020.*2026-12-04.*nothing/, /archive-2020-before-upgrade.*2026-12-04.*nothing/]);
  await choose('Key or account', '444455556666');
  await expect(answer.getByRole('status')).toHaveText("10 can't be read without it.");
});

test('what if: what fails when, and until when it can be saved; and nothing changes', async () => {
  const { page } = at;
  await company();
  const asked = page.locator('section[aria-labelledby=own-what-if]');
  const before = await page.locator('#own-data ~ .own-table').textContent();
  await section(page, 'What if');
  await expect(asked.getByRole('button', { name: 'Try it' })).toBeDisabled();
  await choose('What if', { label: "a key's deletion is scheduled" });
  await choose('Key', { label: 'alias/ledger · 111122223333 · eu-west-1' });
  await page.getByLabel('Waiting period, in days').fill('7');
  await page.getByLabel('After how many days').fill('10');
  await page.getByLabel('After how many days').blur();
  await asked.getByRole('button', { name: 'Try it' }).click();
  const rows = asked.locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('its status is inaccessible-encryption-credentials-recoverable');
  await expect(rows.nth(1)).toContainText('KMSKeyNotAccessibleFault');
  // The world begins on 1 December, nine o'clock: six days later the key can still be saved.
  await expect(rows.nth(1).locator('td').last()).toContainText('2026-12-07 09:00');
  await expect(asked).toContainText(/Undone by:\s*aws kms cancel-key-deletion/);
  await choose('What if', { label: 'a key policy statement is removed' });
  await choose('Statement and key', { index: 1 });
  await asked.getByRole('button', { name: 'Try it' }).click();
  await expect(asked.getByRole('alert')).toContainText('doesn\'t have this statement, or has no other');
  await section(page, 'Clusters and snapshots');
  expect(await page.locator('#own-data ~ .own-table').textContent()).toBe(before);
});

test('2,000 clusters and 10,000 snapshots under 500 keys are read in time, in slices, folded, and filtered', async () => {
  const { page, rows, groups } = at;
  await open();
  const key = (at) => `arn:aws:kms:${['eu-west-1', 'us-east-1'][at % 2]}:11112222${3000 + (at % 10)}:key/0a1b2c3d-0000-4000-8000-${String(at).padStart(12, '0')}`;
  const place = (at) => key(at).split(':').slice(3, 5).join(':');
  const clusters = Array.from({ length: 2000 }, (_, n) => ({ DBClusterIdentifier: `c-${n}`, Engine: 'aurora-mysql', Status: 'available', DbClusterResourceId: `cluster-${n}`, DBClusterArn: `arn:aws:rds:${place(n % 500)}:cluster:c-${n}`, StorageEncrypted: true, KmsKeyId: key(n % 500), BackupRetentionPeriod: 7 }));
  const snapshots = Array.from({ length: 10_000 }, (_, n) => ({ DBClusterSnapshotIdentifier: `s-${n}`, DBClusterIdentifier: `c-${n % 2000}`, Engine: 'aurora-mysql', SnapshotType: 'manual', DbClusterResourceId: `cluster-${n % 2000}`, DBClusterSnapshotArn: `arn:aws:rds:${place(n % 500)}:cluster-snapshot:s-${n}`, StorageEncrypted: true, KmsKeyId: key(n % 500) }));
  const keys = Array.from({ length: 500 }, (_, n) => JSON.stringify({ KeyMetadata: { KeyId: key(n).split('/')[1], Arn: key(n), KeyState: 'Enabled', KeyManager: 'CUSTOMER' } }));
  const text = [JSON.stringify({ DBClusters: clusters }), JSON.stringify({ DBClusterSnapshots: snapshots }), ...keys].join('\n');
  // What it takes to hand the text to the page is not what is measured.
  await page.evaluate((text) => { globalThis.estate = new File([text], 'estate.jsonl'); }, text);
  await page.evaluate(prepare);
  const cdp = await page.context().newCDPSession(page);
  let took;
  const task = await longest(page, cdp, async () => {
    took = await page.evaluate(async () => {
      const input = document.querySelector('.own-bring input[type=file]');
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(globalThis.estate);
      const start = performance.now();
      input.files = dataTransfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
      while (!document.querySelector('#own-findings')) await new Promise(requestAnimationFrame);
      return performance.now() - start;
    });
  });
  await cdp.detach();
  expect(took).toBeLessThan(2000);
  // Files are read in slices. Findings of all 12,500 things are looked for in one task, which takes some 80 to 110 ms.
  expect(task, 'the longest task, in ms').toBeLessThan(150);
  await section(page, 'Clusters and snapshots');
  await expect(rows).toHaveCount(0);
  await expect(groups).toHaveCount(10);
  await groups.first().click();
  await expect(rows).toHaveCount(200);
  await page.locator('.own-search').fill('c-77 s-77');
  await expect(page.getByText('No matches.')).toBeVisible();
  await page.locator('.own-search').fill('cluster:c-77');
  await expect(page.locator('.own-row').first()).toBeVisible();
  await page.getByRole('button', { name: 'c-77', exact: true }).click();
  await expect(page.locator('.own-more li', { hasText: 'snapshot' })).toHaveCount(5);
});
