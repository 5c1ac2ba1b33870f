// "Plan a change": a goal for one's own clusters, the ways beside each other, and a runbook to take along.
import { readFileSync } from 'node:fs';
import { section as sectionOf } from './own.js';
import { expect, onOnePage, test } from './page.js';
import { WIDE } from './parts.js';

test.use({ viewport: WIDE });

const at = onOnePage(async (page) => {
  const section = page.locator('section[aria-labelledby=own-goal]');
  return { page, section, goal: section.locator('select').first(), about: section.locator('select').nth(1), find: section.getByRole('button', { name: 'Find plans' }), ways: page.locator('#own-ways tbody tr') };
});
const open = async () => {
  await at.page.goto('/#v1/own-account');
  await at.page.reload();
  await at.page.getByRole('button', { name: 'Show a made-up company' }).click();
  await expect(at.page.getByRole('heading', { name: 'Findings' })).toBeVisible();
};
const optionOf = (select, words) => select.locator('option', { hasText: words }).first().getAttribute('value');

test('a finding leads to the plan that takes it away, and its runbook can be taken along', async () => {
  const { page, section, goal, about, find, ways } = at;
  await open();
  await page.locator('.own-kinds > .high', { hasText: 'unencrypted cluster' }).getByRole('button', { name: 'Plan a change: shop-2019' }).click();
  await expect(page.getByRole('heading', { name: 'Plan a change' })).toBeFocused();
  await expect(goal.locator('option:checked')).toHaveText('Encrypt a cluster');
  await expect(about.locator('option:checked')).toHaveText('shop-2019 · 111122223333 · eu-west-1');
  await about.selectOption('');
  await expect(find).toBeDisabled();
  await about.selectOption(await optionOf(about, 'shop-2019'));
  await find.click();
  await expect(ways).toHaveText([/snapshot and restore/, /logical replication/]);
  await ways.first().getByRole('button', { name: 'Runbook' }).click();
  await expect(page.getByRole('heading', { name: 'Runbook' })).toBeFocused();
  await expect(section).toContainText('aws rds restore-db-cluster-from-snapshot');
  await expect(section).toContainText('To roll back:');
  for (const [name, file, has] of [['Markdown', 'aurora-runbook.md', '# Encrypt shop-2019'], ['Script for the AWS CLI', 'aurora-runbook.sh', 'set -euo pipefail'], ['Scenario', 'aurora-runbook-scenario.md', '```output']]) {
    const [download] = await Promise.all([page.waitForEvent('download'), section.getByRole('button', { name, exact: true }).click()]);
    expect(download.suggestedFilename()).toBe(file);
    expect(readFileSync(await download.path(), 'utf8')).toContain(has);
  }
});

test('everything with a finding, across accounts and Regions, and what of it stays as it is', async () => {
  const { section, goal, about, find, ways } = at;
  await open();
  await sectionOf(at.page, 'Plan a change');
  await goal.selectOption({ label: 'Encrypt a cluster' });
  await about.selectOption(await optionOf(about, 'with the finding: unencrypted cluster'));
  await find.click();
  await expect(ways.first()).toContainText('snapshot and restore');
  await goal.selectOption({ label: 'Keep a copy in another Region' });
  await about.selectOption(await optionOf(about, 'with the finding: no copy in another Region'));
  await section.getByRole('textbox', { name: 'Region' }).fill('eu-central-1');
  await find.click();
  await expect(section).toContainText("doesn't change: it is already in that Region");
  await goal.selectOption({ label: 'Let another account restore it' });
  await about.selectOption(await optionOf(about, 'with the finding: snapshot shared'));
  await expect(section.getByRole('textbox')).toHaveCount(0);
});

test('several clusters at once, what is so already, and what nothing leads to', async () => {
  const { section, goal, about, find, ways } = at;
  await open();
  await sectionOf(at.page, 'Plan a change');
  await goal.selectOption({ label: 'Encrypt a cluster' });
  await about.selectOption(await optionOf(about, 'all 4 unencrypted'));
  await find.click();
  await expect(ways.first()).toContainText('snapshot and restore');
  await goal.selectOption({ label: 'Move to another Region' });
  await about.selectOption(await optionOf(about, 'ledger'));
  await find.click();
  await expect(section.getByRole('alert')).toHaveText('Region is needed'); // the field, not the console's option
  await section.getByRole('textbox', { name: 'Region' }).fill('mars');
  await find.click();
  await expect(section.getByRole('alert')).toContainText('mars');
  await section.getByRole('textbox', { name: 'Region' }).fill('eu-central-1');
  await find.click();
  await expect(ways.first()).toBeVisible();
  await goal.selectOption({ label: 'Restore to a point in time' });
  await about.selectOption(await optionOf(about, 'ledger'));
  await section.getByRole('textbox', { name: 'Time' }).fill('2031-01-01T00:00:00Z');
  await find.click();
  await expect(section).toContainText('No plan found.');
});
