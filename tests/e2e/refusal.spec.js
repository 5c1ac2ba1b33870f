// A refusal shows AWS's error, the rule behind it, the reason, and a way that works, which is then tried.
import { expect, test } from './page.js';
import { everyStep, firstStep, plain } from './lessons.js';
import { WIDE, open, openFree, type } from './parts.js';

test.use({ viewport: WIDE });

/** The first refusal by each rule. */
const byRule = new Map();
for (const found of everyStep) {
  const rule = found.step.refused?.rule;
  if (rule && !byRule.has(rule)) byRule.set(rule, found);
}

for (const [rule, { lesson, step, number }] of byRule) {
  test(`${rule}: the card explains, and what it proposes works`, async ({ page }) => {
    const at = await open(page, lesson, number);
    await at.run.click();
    const refused = at.answers.filter({ has: page.locator('.why') }).first();

    await test.step("AWS's error, with its code", async () => {
      await expect(refused.locator('.answer-head')).toContainText('Refused');
      const error = plain(await refused.locator('.error').last().textContent());
      expect(plain(step.output)).toContain(error);
      if (error.startsWith('An error occurred')) expect(error).toContain(`(${step.refused.code})`);
    });

    await test.step('the rule, and where it is stated', async () => {
      const quote = refused.getByRole('blockquote');
      await expect(quote.locator('.rule-id')).toHaveText(`Rule ${rule}`);
      await expect(quote.getByRole('link').first()).toHaveAttribute('href', /^https:\/\/docs\.aws\.amazon\.com\/.*#/);
    });

    await test.step('why', async () => {
      await expect(refused.getByText('Why', { exact: true })).toBeVisible();
      await expect(refused.locator('.why > p').nth(1)).toHaveText(/\w.*\.$/);
    });

    await test.step('what works instead, put in the console and run', async () => {
      const way = refused.getByRole('list').getByRole('listitem').first();
      const commands = way.locator('.command');
      await expect(commands).not.toHaveCount(0);
      for (const command of await commands.all()) {
        await command.getByRole('button', { name: 'Put in console' }).click();
        await expect(at.line).toBeFocused();
        const [line] = await command.locator('code').allInnerTexts();
        await expect(at.line).toHaveValue(line);
        const before = await at.entries.count();
        await at.line.press('Enter');
        await expect(at.entries).toHaveCount(before + 1);
        await expect(at.entries.last().locator('.typed')).toHaveText(`$ ${line}`);
        await expect(at.entries.last().locator('.error')).toHaveCount(0);
      }
    });
  });
}

const { lesson, step, number } = firstStep((s) => s.refused?.rule && !s.refused.code.startsWith('Unknown'));

test('the console has the same card, folded', async ({ page }) => {
  const at = await open(page, lesson, number);
  await at.run.click();
  await at.dock('Console').click();
  const entry = at.entries.last();
  await expect(entry.locator('.error')).toContainText(`(${step.refused.code})`);
  const why = entry.locator('.why');
  await expect(why).toBeHidden();
  await entry.getByText('Why').first().click();
  await expect(why).toBeVisible();
  await expect(entry.locator('summary')).toContainText(step.refused.rule);
  expect(await why.textContent()).toBe(await at.card.first().textContent());
});

test('the list of steps and the timeline mark a refused command', async ({ page }) => {
  const at = await open(page, lesson, number);
  await at.run.click();
  await at.counter.click();
  await expect(at.marks.nth(number - 1)).toHaveText(`${step.title}, refused`);
  await at.dock('Timeline').click();
  await expect(at.timeline.locator('.now').getByText('refused', { exact: true })).toHaveCount(1);
});

test('"Copy" copies the command as it stands there', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const at = await open(page, lesson, number);
  await at.story.getByRole('button', { name: 'Copy' }).first().click();
  await expect(at.said).toHaveText('Copied.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(plain(copied)).toBe(plain(step.runs[0].commands));
});

test('a refused command changes nothing on the map', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'aws kms create-key --description "for orders"');
  await at.map.getByRole('button', { name: 'As text' }).click();
  const before = await at.map.getByRole('list').first().textContent();
  const create = 'aws rds create-db-cluster --db-cluster-identifier half --engine aurora-mysql';
  const entry = await type(at, `${create} --master-username admin --master-user-password not-a-secret --kms-key-id nothing`);
  await expect(entry.locator('.error')).toBeVisible();
  expect(await at.map.getByRole('list').first().textContent()).toBe(before);
});
