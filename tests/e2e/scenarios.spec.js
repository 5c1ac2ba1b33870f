// The list of scenarios, and the ways through a scenario. long-tasks.spec.js walks through all of them to the end.
import { expect, test } from './page.js';
import { address, firstStep, lessons, plain, unanswered } from './lessons.js';
import { WIDE, open, type } from './parts.js';

test.use({ viewport: WIDE });

test('the list holds every scenario once, with its number of steps', async ({ page }) => {
  await page.goto('/');
  const cards = page.getByRole('region', { name: 'Scenarios' }).getByRole('listitem').and(page.locator('.card'));
  await expect(cards).toHaveCount(lessons.length);
  for (const lesson of lessons) {
    const card = cards.locator(`a[href="${address(lesson).slice(1)}"]`);
    await expect(card).toContainText(lesson.title);
    await expect(card).toContainText(lesson.summary);
    await expect(card).toContainText(`${lesson.steps.length} steps`);
  }
});

const branching = firstStep((step, lesson, number) => step.question && step.refused && number > 2 && number < 8);

test('"Run to end" runs every step that is left', async ({ page }) => {
  const { lesson } = branching;
  const at = await open(page, lesson, 2);
  await at.toEnd.click();
  await expect(page).toHaveURL(address(lesson, lesson.steps.length));
  await expect(at.marks).toHaveText(lesson.steps.map(unanswered));
  await expect(at.nextScenario).toBeVisible();
});

test('"Back" undoes "Run", then shows the step before as it was', async ({ page }) => {
  const { lesson, number } = branching;
  const at = await open(page, lesson, number);
  await at.run.click();
  await expect(at.answers).not.toHaveCount(0);
  const ran = await at.count.textContent();
  await at.back.click();
  await expect(at.run).toBeEnabled();
  await expect(at.answers).toHaveCount(0);
  await expect(at.count).not.toHaveText(ran);
  await at.back.click();
  await expect(at.title).toHaveText(lesson.steps[number - 2].title);
  await expect(at.answers).not.toHaveCount(0);
  await expect(page).toHaveURL(address(lesson, number - 1));
});

test('"Start again" leads from the end to the first step, not yet run', async ({ page }) => {
  const { lesson } = branching;
  const at = await open(page, lesson, lesson.steps.length);
  await at.run.click();
  await at.again.click();
  await expect(at.title).toHaveText(lesson.steps[0].title);
  await expect(at.run).toBeEnabled();
  await expect(at.back).toBeDisabled();
  await expect(at.count).toHaveText(/^0 \//);
});

test('a step of the list is shown with everything before it run', async ({ page }) => {
  const { lesson, number } = branching;
  const at = await open(page, lesson);
  await at.counter.click();
  await at.marks.nth(number - 1).getByRole('button').click();
  await expect(at.title).toHaveText(lesson.steps[number - 1].title);
  await expect(at.marks).toHaveText(lesson.steps.map((s, i) => (i + 1 < number ? unanswered(s) : `${s.title}, not run yet`)));
});

test('a question keeps its secret until the step has run', async ({ page }) => {
  const { lesson, step, number } = branching;
  const at = await open(page, lesson, number);
  const wrong = step.question.choices.find((choice) => !choice.right);
  await at.question.getByRole('radio', { name: wrong.text }).check();
  await expect(at.story.locator('.right, .wrong, .verdict')).toHaveCount(0);
  await at.run.click();
  const right = step.question.choices.find((choice) => choice.right);
  await expect(at.question.locator('.right')).toHaveText(`${right.text}the answer`);
  await expect(at.question.locator('.wrong')).toHaveText(`${wrong.text}your answer`);
  await expect(at.question.getByRole('radio')).toHaveCount(0);
});

test('running a step twice by going back gives the same bytes', async ({ page }) => {
  const { lesson, number } = branching;
  const at = await open(page, lesson, number);
  await at.run.click();
  await at.dock('Timeline').click();
  const digest = at.timeline.getByText(/^Digest/).locator('code');
  const first = await digest.textContent();
  await at.back.click();
  await expect(digest).not.toHaveText(first);
  await at.run.click();
  await expect(digest).toHaveText(first);
});

test('what a step says to look for in CloudTrail is there: refused calls as well', async ({ page }) => {
  const { lesson, step, number } = firstStep((s) => s.refused?.code === 'AccessDeniedException' && s.runs.length === 1);
  const at = await open(page, lesson, number);
  await at.run.click();
  const call = at.trail.getByRole('button', { name: step.refused.code });
  await expect(call).toBeVisible();
  await call.click();
  await expect(at.trail.locator('pre')).toContainText(`"errorCode"`);
});

test('a scenario goes on after commands of one’s own', async ({ page }) => {
  const { lesson, step, number } = branching;
  const at = await open(page, lesson, number);
  await at.dock('Console').click();
  await type(at, 'aws kms create-key');
  await expect(at.toScript).toBeVisible();
  await at.run.click();
  await expect(at.toScript).toHaveCount(0);
  expect(plain((await at.story.locator('.answer pre:not(.why pre)').allTextContents()).join('\n'))).toBe(plain(step.output));
});
