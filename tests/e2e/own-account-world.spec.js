// "Your own account" as a world: opened from the report or imported in the console, and tried. Kept and shared: own-account-keep.spec.js.
import { readFileSync } from 'node:fs';
import { expect, onOnePage, test } from './page.js';
import { parts, WIDE } from './parts.js';

test.use({ viewport: WIDE });

const at = onOnePage(async (page) => ({ page, ...parts(page) }));
const run = async (line) => {
  await at.line.fill(line);
  await at.line.press('Enter');
};
const openWorld = async () => {
  await at.page.goto('/#v1/own-account');
  await at.page.reload();
  await at.page.getByRole('button', { name: 'Show a made-up company' }).click();
  await at.page.getByRole('button', { name: 'Explore it in the playground' }).click();
  await expect(at.page.getByRole('heading', { name: 'Your own account' })).toBeVisible();
};

test('the report opens as a world with what is worst in sight, and the rules go on from there', async () => {
  const { page, map, inspector } = at;
  await openWorld();
  expect(new URL(page.url()).hash).toBe('#v1/own-account/world');
  await expect(inspector).toContainText('alias/old');
  await expect(map.getByRole('button', { name: /archive-2020/ }).first()).toContainText('available');
  await run('aws sts get-caller-identity --query Arn --output text');
  await expect(at.entries.last()).toContainText('assumed-role/Administrator/you');
  await run('playground wait 10d');
  await map.getByRole('searchbox', { name: 'Find on the map' }).fill('archive-2020');
  await expect(map.getByRole('button', { name: /archive-2020/ }).first()).toContainText('inaccessible-encryption-credentials');
  await run('aws rds describe-db-clusters --query "length(DBClusters)" --profile 777788889999 --region us-east-2');
  await expect(at.entries.last()).toContainText('0');
});

test('on its map nothing is printed over anything else, at any width', async () => {
  const { page, map } = at;
  await openWorld();
  await map.getByRole('searchbox', { name: 'Find on the map' }).fill('snapshot');
  await expect(map.locator('.region > .leaves > .leaf').first()).toBeVisible();
  for (const [width, height] of [[1280, 720], [1440, 900], [1600, 900], [1920, 1080]]) {
    await page.setViewportSize({ width, height });
    expect(await map.locator('.box-button').evaluateAll(overlaps), `${width} px`).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 760 });
  await at.tab('Map').click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.setViewportSize(WIDE);
});

/** Runs in the page: the words of rows that are outside of their row, or over other words. */
function overlaps(rows) {
  const over = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  return rows.flatMap((row) => {
    const parts = [...row.querySelectorAll('.box-head > *')].map((part) => ({ words: part.textContent, box: part.getBoundingClientRect() }));
    const bad = parts.filter(({ box }, at) => box.right > row.getBoundingClientRect().right + 1 || parts.slice(at + 1).some((other) => over(box, other.box)));
    return bad.map(({ words }) => words);
  });
}

test('no page is made up, and sample rows can be put in', async () => {
  const { page, inspector } = at;
  await openWorld();
  await run('aws rds modify-db-cluster --db-cluster-identifier orders --backup-retention-period 8');
  await expect(inspector).toContainText('cluster:orders');
  await expect(inspector).toContainText('there are no pages to show');
  await run('sql --db-cluster-identifier orders "SELECT 1"');
  await expect(at.entries.last().locator('.error')).toContainText('the contents of orders are unknown');
  await inspector.getByRole('button', { name: 'Add sample rows' }).click();
  await expect(inspector).toContainText(/Page \d of/);
  await run('sql --db-cluster-identifier orders "SELECT name FROM customers"');
  await expect(at.entries.last()).toContainText('Grace Hopper');
  await expect(inspector).not.toContainText('there are no pages to show');
});

test('it is stored nowhere unless the reader says so, and the report is one step away', async () => {
  const { page } = at;
  await page.goto('/#v1/own-account');
  await page.reload();
  const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  const before = await stored();
  await openWorld();
  await run('playground wait 1d');
  await expect(at.entries).toHaveCount(1);
  expect(await stored()).toBe(before);
  await page.getByRole('link', { name: 'Back to the report' }).click();
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeVisible();
  await page.goBack();
  await expect(at.entries).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Show a made-up company' })).toBeVisible();
});

test('a file that is dropped on the console is imported by its name', async () => {
  const { page } = at;
  await page.goto('/#v1/free?edition=2026');
  await page.reload();
  const name = 'describe-db-clusters.json';
  const buffer = readFileSync(new URL(`../../crates/estate/tests/files/${name}`, import.meta.url));
  await at.console.getByLabel('Add a file').setInputFiles([{ name, mimeType: 'application/json', buffer }]);
  await run(`playground import ${name}`);
  await expect(at.entries.last()).toContainText('The world is now built from them');
  await expect(at.entries.last()).toContainText('not simulated: its engine is neptune');
  await run('playground report --format csv');
  await expect(at.entries.last()).toContainText('unencrypted');
});
