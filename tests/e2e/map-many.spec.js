// The map of a world of thousands of things: what it draws is bounded, what matters is in sight, and all of it can be found.
import { expect, onOnePage, test } from './page.js';
import { WIDE, parts } from './parts.js';
import { longest, prepare } from './tasks.js';

test.use({ viewport: WIDE });

const ACCOUNTS = ['111122223333', '222233334444', '333344445555', '444455556666'];
const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-2'];
const PLACES = ACCOUNTS.flatMap((account) => REGIONS.map((region) => ({ account, region })));
const CLUSTERS = 2_000;
const SNAPSHOTS = 10_000;
const KEYS = 500;
/** The most elements that the map may have, whatever the size of the world. */
const ELEMENTS = 4_000;
/** The longest that a task may be, in ms of the reference machine. All 12,500 things are counted anew at each click, which takes longer than anything in a scenario. */
const BUDGET = 100;

const number = (n) => String(n).padStart(4, '0');
const place = (n) => PLACES[n % PLACES.length];
const key = (n) => `arn:aws:kms:${place(n).region}:${place(n).account}:key/1b2c3d4e-${number(n)}-4000-8000-000000000001`;
const created = (day) => `2025-${String(1 + (day % 12)).padStart(2, '0')}-${String(1 + (day % 28)).padStart(2, '0')}T10:00:00.000000+00:00`;
/** In each Region, every fifth cluster is unencrypted. */
const sealed = (n) => (Math.floor(n / PLACES.length) % 5 === 4 ? { StorageEncrypted: false } : { StorageEncrypted: true, KmsKeyId: key(n % KEYS) });
const resource = (n) => `cluster-${'MANY'.repeat(5)}${number(n).replace(/\d/g, (digit) => 'ABCDEFGHIJ'[digit])}`;
const common = (n) => ({ Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.08.0', DBClusterIdentifier: `c${number(n)}`, DbClusterResourceId: resource(n), ClusterCreateTime: created(n), ...sealed(n) });
const files = {
  'clusters.json': JSON.stringify({
    DBClusters: Array.from({ length: CLUSTERS }, (_, n) => ({ ...common(n), Status: 'available', BackupRetentionPeriod: 7, MasterUsername: 'admin', DBClusterArn: `arn:aws:rds:${place(n).region}:${place(n).account}:cluster:c${number(n)}` })),
  }),
  // Half of all snapshots are of one cluster.
  'snapshots.json': JSON.stringify({
    DBClusterSnapshots: Array.from({ length: SNAPSHOTS }, (_, n) => {
      const of = n % 2 ? 0 : n % CLUSTERS;
      return { ...common(of), DBClusterSnapshotIdentifier: `s${n}`, DBClusterSnapshotArn: `arn:aws:rds:${place(of).region}:${place(of).account}:cluster-snapshot:s${n}`, SnapshotCreateTime: created(n), SnapshotType: 'manual', Status: 'available', PercentProgress: 100 };
    }),
  }),
  'keys.jsonl': Array.from({ length: KEYS }, (_, n) =>
    JSON.stringify({
      KeyMetadata: { AWSAccountId: place(n).account, KeyId: key(n).split('/')[1], Arn: key(n), CreationDate: created(n), Enabled: n !== 7, KeyState: n === 7 ? 'Disabled' : 'Enabled', KeyUsage: 'ENCRYPT_DECRYPT', Origin: 'AWS_KMS', KeyManager: 'CUSTOMER', KeySpec: 'SYMMETRIC_DEFAULT', MultiRegion: false },
    }),
  ).join('\n'),
};

const at = onOnePage(async (page) => {
  await page.goto('/#v1/own-account');
  await page.locator('.own-bring input[type=file]').setInputFiles(Object.entries(files).map(([name, text]) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) })));
  await page.getByRole('button', { name: 'Open it as a world' }).click();
  const all = parts(page);
  await expect(all.map.getByRole('group', { name: 'Show only' })).toBeVisible();
  await page.evaluate(prepare);
  return { ...all, cdp: await page.context().newCDPSession(page), find: all.map.getByRole('searchbox', { name: 'Find on the map' }), count: all.map.getByRole('status') };
});
const region = ({ account, region }) => at.map.getByRole('region', { name: new RegExp(`${region}.*${account}|${account}.*${region}`) });
const head = (of) => region(of).locator('h4 button');
const only = (what) => at.map.getByLabel(what, { exact: true });
const everything = () => at.map.getByRole('button', { name: 'Show everything' }).first().click();
const names = () => at.map.locator('.cluster > .box .box-name').allTextContents();
const run = async (line) => {
  const before = await at.entries.count();
  await at.line.fill(line);
  await at.line.press('Enter');
  await expect(at.entries).toHaveCount(before + 1);
};
/** What is drawn is no more than allowed. */
const bounded = async () => expect(await at.map.locator('*').count()).toBeLessThan(ELEMENTS);

test('every Region says what is in it and what is found, and little is drawn', async () => {
  await bounded();
  await expect(at.map.locator('h4 button')).toHaveCount(PLACES.length);
  for (const of of PLACES) {
    await expect(region(of)).toContainText('100 clusters');
    await expect(region(of)).toContainText(/\d+ high/);
  }
  await expect(region(place(7))).toContainText('1 critical');
  expect(await at.map.locator('h4 button[aria-expanded=true]').count()).toBeLessThanOrEqual(2);
});

test('Regions and long lists open by mouse and by keyboard, and stay bounded however many are opened', async () => {
  for (const of of PLACES.slice(3, 12)) {
    if ((await head(of).getAttribute('aria-expanded')) === 'true') continue; // what is worst is open
    await head(of).focus();
    await at.page.keyboard.press('Enter');
    await expect(head(of)).toHaveAttribute('aria-expanded', 'true');
    await expect(region(of).locator('.cluster').first()).toBeVisible();
    await bounded();
  }
  const last = region(PLACES[11]);
  await last.getByRole('button', { name: 'and 94 more' }).click();
  await expect(last.locator('.cluster')).toHaveCount(50);
  await expect(last.getByRole('button', { name: 'Later' }).first()).toBeEnabled();
  await bounded();
  await head(PLACES[11]).click();
  await expect(last.locator('.cluster')).toHaveCount(0);
});

test('of a cluster’s thousands of snapshots a few are drawn, and the others can be turned to', async () => {
  await at.find.fill('c0000 cluster');
  await at.map.locator('.cluster .box-button').filter({ hasText: 'c0000' }).first().click();
  await everything();
  const card = at.map.locator('.cluster', { has: at.page.locator('#chosen') });
  const leaves = card.locator('.leaves > li');
  await expect(card).toContainText('c0000');
  expect(await leaves.count()).toBeLessThan(10);
  await card.getByRole('button', { name: 'and 4,999 more' }).click();
  await expect(leaves).toHaveCount(51); // the backup as well
  await card.getByRole('button', { name: 'Earlier' }).click();
  await expect(leaves).toHaveCount(51);
  await bounded();
});

test('the search finds one of all of them', async () => {
  for (const [words, count, found] of [['c1234', '7 of', ['c1234']], ['no-such-thing', null, []]]) {
    await at.find.fill(words);
    if (count) await expect(at.count).toContainText(count);
    else await expect(at.map).toContainText('Nothing on the map matches');
    expect(await names()).toEqual(found);
  }
  await everything();
  await expect(at.find).toHaveValue('');
  await expect(at.map.locator('h4 button')).toHaveCount(PLACES.length);
});

test('the map is narrowed to an account, a Region, a kind, a key and a finding, and to several of them', async () => {
  await only('Account').selectOption(ACCOUNTS[1]);
  await expect(at.map.locator('h4 button')).toHaveCount(REGIONS.length);
  await only('Region').selectOption(REGIONS[2]);
  await expect(at.map.locator('h4 button')).toHaveCount(1);
  await only('Kind').selectOption('Clusters');
  await expect(at.count).toContainText('100 of');
  await only('Finding').selectOption({ label: `high: unencrypted cluster (${CLUSTERS / 5})` });
  await expect(at.count).toContainText('20 of');
  expect(new Set(await at.map.locator('.cluster .tag-name').allTextContents())).toEqual(new Set(['unencrypted']));
  await everything();
  await only('Finding').selectOption({ label: 'critical: disabled key (1)' });
  await expect(at.map.locator('.box.key .status')).toHaveText(['Disabled']);
  await everything();
  await only('Key').selectOption({ index: 1 });
  await expect(at.map.locator('.box.key')).toHaveCount(1);
  await everything();
});

test('what a step changes is in sight, wherever it is and whatever is closed', async () => {
  for (const n of [1999, 1207]) {
    const there = place(n);
    if ((await head(place(n)).getAttribute('aria-expanded')) === 'true') await head(place(n)).click();
    await run(`aws rds create-db-cluster-snapshot --profile ${there.account} --region ${there.region} --db-cluster-identifier c${number(n)} --db-cluster-snapshot-identifier new-${n}`);
    await expect(head(place(n))).toHaveAttribute('aria-expanded', 'true');
    await expect(region(place(n))).toContainText('1 new or changed');
    await expect(at.map.locator('.leaf', { hasText: `new-${n}` })).toBeInViewport();
    await expect(at.map.locator('.leaf', { hasText: `new-${n}` }).locator('.selected')).toHaveCount(1);
    await bounded();
  }
});

test('a click is answered in time', async () => {
  if ((await head(place(5)).getAttribute('aria-expanded')) === 'true') await head(place(5)).click();
  const acts = {
    'a Region opens': () => head(place(5)).click(),
    'a thing is selected': () => region(place(5)).locator('.cluster .box-button').first().click(),
    'a long list opens': () => region(place(5)).getByRole('button', { name: 'and 94 more' }).click(),
    'a Region closes': () => head(place(5)).click(),
    'the map is narrowed': () => only('Account').selectOption(ACCOUNTS[2]),
    'and shows everything': everything,
  };
  const slow = [];
  for (const [name, act] of Object.entries(acts)) {
    const time = await longest(at.page, at.cdp, async () => {
      await act();
      await at.page.evaluate(() => new Promise((go) => requestAnimationFrame(() => requestIdleCallback(go))));
    });
    if (process.env.PLAYGROUND_SHOW) console.log(name, time.toFixed(1));
    if (time > BUDGET) slow.push(`${name}: ${time.toFixed(0)} ms`);
  }
  expect(slow).toEqual([]);
});
