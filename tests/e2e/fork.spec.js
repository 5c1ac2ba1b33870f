// The reader's own commands in the middle of a scenario: the script stays, and they become a branch next to it.
import { expect, test } from './page.js';
import { address, firstStep, plain, unanswered } from './lessons.js';
import { WIDE, open, openFree, type } from './parts.js';

test.use({ viewport: WIDE });

const { lesson, step, number } = firstStep((s, l, n) => n === 3 && l.steps.length > 6 && !s.refused);

/** In the middle of the script, with a key of the reader's. */
async function fork(page) {
  const at = await open(page, lesson, number);
  await at.dock('Console').click();
  const script = await at.count.textContent();
  await type(at, 'aws kms create-key --description mine');
  return { at, script };
}

test('typing in mid-scenario says that the script was left', async ({ page }) => {
  const { at } = await fork(page);
  await expect(at.story.getByText('You have left the script')).toBeVisible();
  await expect(at.title).toHaveText(step.title);
  await expect(page).toHaveURL(address(lesson, number));
});

test('"Back to the script" returns to where it was', async ({ page }) => {
  const { at, script } = await fork(page);
  const own = await at.count.textContent();
  expect(own).not.toBe(script);
  const entries = await at.entries.count();
  await at.toScript.click();
  await expect(at.toScript).toHaveCount(0);
  await expect(at.entries).toHaveCount(entries - 1);
  await expect(at.title).toHaveText(step.title);
  await at.run.click();
  await expect(at.story.getByText('Not what this scenario says.')).toHaveCount(0);
  await expect(at.answers).not.toHaveCount(0);
});

test('both branches are listed once both have commands', async ({ page }) => {
  const { at } = await fork(page);
  await at.toScript.click();
  await at.run.click();
  await expect(at.branches).toHaveText([/^yours 1/, /^script/]);
  await expect(at.branches.filter({ hasText: 'script' })).toHaveAttribute('aria-pressed', 'true');
});

test('a branch is opened by its name, with what it holds', async ({ page }) => {
  const { at } = await fork(page);
  await at.toScript.click();
  await at.run.click();
  await expect(at.map).not.toContainText('mine');
  await at.branches.filter({ hasText: 'yours' }).click();
  await expect(at.entries.last().locator('.typed')).toContainText('--description mine');
  await expect(at.story.getByText('You have left the script')).toBeVisible();
  await at.branches.filter({ hasText: 'script' }).click();
  await expect(at.story.getByText('You have left the script')).toHaveCount(0);
  await expect(at.entries.last().locator('.typed')).not.toContainText('mine');
});

test('the script leads to its end from one’s own branch, and the branch is kept', async ({ page }) => {
  const { at } = await fork(page);
  await at.toEnd.click();
  await expect(at.marks).toHaveText(lesson.steps.map(unanswered));
  await expect(at.branches).toHaveCount(2);
});

test('two branches of one’s own have two names', async ({ page }) => {
  const { at } = await fork(page);
  await at.toScript.click();
  await type(at, 'aws kms create-key --description other');
  await expect(at.branches).toHaveText([/^yours 1/, /^yours 2/]);
});

test('a step’s block of commands, put in the console, prints what the step prints', async ({ page }) => {
  const block = firstStep((s) => s.runs.length === 1 && s.runs[0].commands.match(/^(aws|playground) /gm)?.length > 2 && !s.refused);
  const at = await open(page, block.lesson, block.number);
  const before = await at.entries.count();
  await at.story.getByRole('button', { name: 'Put in console' }).click();
  await at.line.press('Enter');
  await expect(at.line).toHaveValue('');
  await expect.poll(() => at.entries.count()).toBeGreaterThan(before + 2);
  const own = (await at.entries.all()).slice(before);
  const answers = await Promise.all(own.map((entry) => entry.locator('> .out').allTextContents()));
  expect(plain(answers.flat().join('\n'))).toBe(plain(block.step.output));
});

test('free play forks as well', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo one', 'echo two');
  await at.earlier.click();
  await expect(at.count).toHaveText('1 / 2');
  await at.line.fill('echo three');
  await at.line.press('Enter');
  await expect(at.branches).toHaveText([/^branch 1/, /^branch 2/]);
  await expect(at.entries.locator('.out')).toHaveText(['one', 'three']);
  await at.branches.first().click();
  await expect(at.entries.locator('.out')).toHaveText(['one', 'two']);
});
