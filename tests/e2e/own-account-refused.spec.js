// "Why was I refused?" and what Terraform would replace, on the page "Your own account".
import { readFileSync } from 'node:fs';
import { section } from './own.js';
import { expect, onOnePage, test } from './page.js';
import { WIDE } from './parts.js';

test.use({ viewport: WIDE });

const at = onOnePage(async (page) => ({ page, error: page.locator('#own-refused-text'), answer: page.locator('.own-answer'), causes: page.locator('.own-causes > li') }));
const file = (name) => new URL(`../../crates/estate/tests/files/${name}`, import.meta.url).pathname;
const open = async () => {
  await at.page.goto('/#v1/own-account');
  await at.page.reload(); // what was read before is forgotten
  await expect(at.error).toHaveValue('');
};
/** The errors of the corpus, each with what it must be recognised as. */
const corpus = readFileSync(new URL('../../crates/session/tests/why_refused/corpus.txt', import.meta.url), 'utf8').split('\n## ').slice(1).map((one) => ({ wanted: one.slice(0, one.indexOf('\n')), text: one.slice(one.indexOf('\n') + 1) }));

test('an error is explained without a file: the rule, with the way to it, and the way out', async () => {
  const { page, error, answer, causes } = at;
  await open();
  await expect(page.getByRole('heading', { name: 'Why was I refused?' })).toBeVisible();
  await expect(answer).toHaveCount(0);
  await error.fill('$ aws rds copy-db-cluster-snapshot --region eu-central-1 …\nAn error occurred (InvalidParameterValue) when calling the CopyDBClusterSnapshot operation: Must specify new KMS key for cross region encrypted snapshot copy.');
  await expect(answer.locator('.own-heard')).toHaveText('From the AWS CLI · CopyDBClusterSnapshot · InvalidParameterValue');
  await expect(answer.locator('.rule')).toContainText('A copy of an encrypted snapshot to another Region must name a KMS key of that Region.');
  await expect(answer.getByRole('link', { name: 'Rule L08' })).toHaveAttribute('href', '#v1/what-changed/L08');
  await expect(answer.locator('.ways pre')).toHaveText('--kms-key-id arn:aws:kms:eu-central-1:ACCOUNT:key/KEY_ID');
  await expect(causes).toHaveCount(0);
  await error.fill('An error occurred (InvalidParameterCombination) when calling the CreateDBCluster operation: The moon is in the wrong phase.');
  await expect(answer).toContainText('The playground knows the code but not this message');
  await expect(answer.locator('.rule')).toHaveCount(0);
  await error.fill('');
  await expect(answer).toHaveCount(0);
});

test('with files, the key that causes it is named, and read again when more files come', async () => {
  const { page, error, answer, causes } = at;
  await open();
  await error.fill('Error: creating RDS Cluster (shop-eu): operation error RDS: CreateDBCluster, https response error StatusCode: 400, RequestID: 0a, KMSKeyNotAccessibleFault: The specified KMS key [arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-0002-4000-8000-000000000002] does not exist, is not enabled or you do not have permissions to access it.');
  await expect(answer.locator('.own-heard')).toContainText('From Terraform');
  await expect(answer.getByRole('link', { name: 'Rule N13' })).toBeVisible();
  await page.locator('.own-bring input[type=file]').setInputFiles(['describe-db-clusters.json', 'kms.jsonl'].map(file));
  await section(page, 'Why was I refused?');
  await expect(causes.filter({ hasText: 'is scheduled for deletion' })).toHaveClass('bad');
  await expect(causes.filter({ hasText: 'is scheduled for deletion' })).toContainText('cause');
  await expect(answer.getByRole('link', { name: 'Rule N12' })).toBeVisible();
  await expect(answer.locator('.ways pre').first()).toContainText('aws kms cancel-key-deletion --key-id arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-0002-4000-8000-000000000002 --region eu-west-1');
  await expect(answer.locator('.ways li').first()).toContainText("its commands go through. Whether it is enough can't be tried, because the text has no AWS CLI command");
  await expect(answer).toContainText('Tried on a copy');
  await section(page, 'Files');
  await page.getByRole('button', { name: 'Discard everything' }).click();
  await expect(answer).toHaveCount(0);
  await expect(error).toHaveValue('');
});

test('each error of the corpus has an answer, and none holds the tab', async () => {
  const { page, error, answer } = at;
  await open();
  await page.getByRole('button', { name: 'Show a made-up company' }).click();
  await section(page, 'Why was I refused?');
  await page.evaluate(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' });
  });
  for (const { wanted, text } of corpus) {
    await error.fill(text);
    await expect(answer).toBeVisible();
    const known = /^(ByText|ByCode|Denied|Replacement)/.test(wanted);
    await expect(answer.getByText(/knows the code but not this message|doesn't know this code/)).toHaveCount(known ? 0 : 1);
  }
  await error.fill('An error occurred ('.repeat(50_000));
  await expect(page.getByText('Only the first 8,000 bytes are read.')).toBeVisible();
  await error.fill('');
  await expect(answer).toHaveCount(0);
  expect(await page.evaluate(() => globalThis.longTasks.filter((duration) => duration > 250))).toEqual([]);
});

test('a plan: what it would replace, why, and what to write instead', async () => {
  const { page } = at;
  await open();
  await page.locator('.own-bring input[type=file]').setInputFiles(file('plan.json'));
  const plan = page.locator('.own-plan > li');
  await section(page, 'Clusters and snapshots');
  await expect(page.locator('#own-data ~ .own-table .own-row')).toHaveCount(1); // what is planned does not exist
  await section(page, 'Terraform');
  await expect(page.getByRole('heading', { name: 'What Terraform would replace' })).toBeVisible();
  await expect(plan).toHaveCount(16);
  const alias = plan.filter({ has: page.getByRole('heading', { name: 'aws_rds_cluster.alias' }) });
  await expect(alias).toContainText('The provider compares the two as strings');
  await expect(alias.locator('pre')).toContainText('kms_key_id = data.aws_kms_alias.this.target_key_arn');
  await expect(alias.getByRole('link', { name: 'Rule E05' })).toHaveAttribute('href', '#v1/what-changed/E05');
  const plain = plan.filter({ has: page.getByRole('heading', { name: 'aws_rds_cluster.plain' }) });
  await plain.getByText('Steps', { exact: true }).first().click();
  await expect(plain).toContainText('Write a second aws_rds_cluster beside this one');
  await expect(page.locator('body')).not.toContainText('not-a-secret');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390); // nothing sticks out on a phone
  await page.setViewportSize(WIDE);
  await section(page, 'Findings');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Markdown' }).click()]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('## What Terraform would replace');
});
