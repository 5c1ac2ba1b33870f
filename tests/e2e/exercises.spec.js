// Challenges and the quiz: a goal is ticked when the state is reached, whatever was typed; hints come one by one; the answers
// of the quiz come at the end. That each challenge can be solved, and not by its wrong ways, is tested in
// tests/tests/challenges.rs.
import { readFileSync } from 'node:fs';
import { lessons } from './lessons.js';
import { WIDE, open, parts } from './parts.js';
import { expect, onOnePage, test } from './page.js';

test.use({ viewport: WIDE });

/** The blocks of a challenge's file that begin with a word. */
const blocks = (file, word) => {
  const text = readFileSync(new URL(`../../web/challenges/${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${word}\\n([^]*?)^\`\`\``, 'gm'))].map(([, commands]) => commands.trim());
};
const KEY = '01-a-key-you-control.md';
const SNAPSHOT = '06-not-for-everybody.md';

const at = onOnePage(async (page) => ({
  ...parts(page),
  goals: page.locator('.goals li'),
  met: page.locator('.goals li.met'),
  solved: page.locator('.flash.solved'),
  next: page.getByRole('button', { name: /^(Next|See the result)$/ }),
}));

/** Types commands in the console, all at once. */
async function run(commands) {
  await at.line.fill(commands);
  await at.line.press('Enter');
}

test('the start page lists the challenges, and the way to the quiz', async () => {
  await at.page.goto('/');
  const cards = at.page.getByRole('region', { name: 'Exercises' }).locator('.card');
  await expect(cards).toHaveCount(15);
  await expect(at.page.getByRole('link', { name: 'Quiz' })).toHaveAttribute('href', '#v1/quiz');
  await cards.filter({ hasText: 'Encrypt a cluster under your own key' }).getByRole('link').click();
  await expect(at.title).toHaveText('Encrypt a cluster under your own key');
  await expect(at.goals).toHaveCount(2);
  await expect(at.met).toHaveCount(0);
});

test('a wrong way leaves a goal open, hints help, and the state alone decides', async () => {
  await run(blocks(KEY, 'wrong')[0]);
  await expect(at.met).toHaveText([/^The cluster billing exists and is encrypted/]);
  await expect(at.live).toContainText('1 of 2 goals reached');
  await expect(at.solved).toHaveCount(0);
  await at.story.getByRole('button', { name: 'Show a hint (3 left)' }).click();
  await expect(at.story.getByRole('listitem').filter({ hasText: /^--storage-encrypted alone uses/ })).toBeVisible();
  await expect(at.story.getByText('The shortest solution')).toHaveCount(0);
  await at.story.getByRole('button', { name: 'Start over' }).click();
  await expect(at.met).toHaveCount(0);
  // Other words than the solution's, the same state.
  await run('K=$(aws kms create-key --query KeyMetadata.Arn --output text)');
  await run('aws rds create-db-cluster --db-cluster-identifier billing --engine aurora-postgresql --master-username me --master-user-password not-a-secret --storage-encrypted --kms-key-id $K --output table');
  await expect(at.met).toHaveCount(2);
  await expect(at.solved).toHaveText('All goals reached with 2 commands. The shortest solution takes 2.');
  await expect(at.solved).toBeInViewport({ ratio: 1 });
  await expect(at.story.locator('.controls .primary')).toHaveText('Next challenge');
  await expect(at.story.locator('.controls .primary')).toHaveAttribute('href', /^#v1\/challenge\/(?!a-key-you-control)/);
  await expect(at.story.getByRole('heading', { name: 'The shortest solution' })).toBeVisible();
  await expect(at.page).toHaveURL(/#v1\/challenge\/a-key-you-control$/);
  // What is undone no longer holds; the solution stays in sight.
  await at.undo.click();
  await expect(at.met).toHaveCount(0);
  await expect(at.story.locator('.controls .primary')).toHaveText('Type a command');
  await expect(at.story.getByRole('heading', { name: 'The shortest solution' })).toBeVisible();
});

test('goals are checked for other accounts, and leave no trace', async () => {
  await at.page.goto('/#v1/challenge/not-for-everybody');
  await expect(at.title).toHaveText('Take back a public snapshot');
  await expect(at.met).toHaveText([/^The partner can restore it/]); // as a part of everybody
  const before = await at.entries.count();
  await run(blocks(SNAPSHOT, 'wrong')[0]);
  await expect(at.met).toHaveText([/^A stranger doesn't find/]);
  await expect(at.entries).toHaveCount(before + 1);
  await run(blocks(SNAPSHOT, 'solution')[0].replace(' --values-to-remove all', ''));
  await expect(at.met).toHaveCount(2);
  await expect(at.map).not.toContainText('by-goal');
  await expect(at.live).toContainText('2 of 2 goals reached');
});

test('what is solved is marked, and a scenario leads to its challenges', async () => {
  await at.page.goto('/#');
  await expect(at.live).toBeEmpty();
  const solved = at.page.locator('.card', { hasText: /solved/ });
  await expect(solved.locator('.card-title')).toHaveText(['Encrypt a cluster under your own key', 'Take back a public snapshot']);
  const lesson = lessons.find(({ id }) => id === 'customer-key');
  const { toEnd } = await open(at.page, lesson, lesson.steps.length);
  await toEnd.click();
  await expect(at.story.getByRole('link', { name: 'Encrypt a cluster under your own key' })).toHaveAttribute('href', '#v1/challenge/a-key-you-control');
});

test('where one panel is shown at a time, the console says how many goals are reached, and leads to them', async () => {
  await at.page.setViewportSize({ width: 390, height: 844 });
  await at.page.goto('/#v1/challenge/a-key-you-control');
  await at.page.getByRole('button', { name: 'Type a command' }).click();
  const reached = at.page.getByRole('button', { name: /goals reached/ });
  await expect(reached).toHaveText('0 of 2 goals reached.');
  await run(blocks(KEY, 'solution')[0]);
  await expect(reached).toHaveText('2 of 2 goals reached.');
  await expect(reached).toBeInViewport({ ratio: 1 });
  await reached.click();
  await expect(at.solved).toBeInViewport({ ratio: 1 });
  await at.page.setViewportSize(WIDE);
  await expect(reached).toBeHidden();
});

test('the hints that were shown are shown after a reload', async () => {
  await at.page.goto('/#v1/challenge/no-plaintext-left');
  await at.story.getByRole('button', { name: /^Show a hint/ }).click();
  const more = await at.story.getByRole('button', { name: /^Show a hint/ }).textContent();
  await at.page.reload();
  await expect(at.story.getByRole('button', { name: /^Show a hint/ })).toHaveText(more);
});

test('a challenge goes on where it was left: after a reload, and from the list of sessions', async () => {
  await at.page.goto('/#v1/challenge/not-for-everybody');
  await run(blocks(SNAPSHOT, 'solution')[0]);
  await expect(at.met).toHaveCount(2);
  await at.story.getByRole('button', { name: 'Start over' }).click();
  await run(blocks(SNAPSHOT, 'wrong')[0]);
  await expect(at.met).toHaveText([/^A stranger doesn't find/]);
  const [typed, count] = [await at.entries.last().textContent(), await at.count.textContent()];
  await at.page.reload();
  await expect(at.met).toHaveText([/^A stranger doesn't find/]);
  await expect(at.count).toHaveText(count);
  await expect(at.entries.last()).toHaveText(typed);
  // What goes on is the same session, and what began as a challenge is opened as one.
  await at.page.goto('/');
  await expect(at.page.locator('.card', { hasText: 'Take back a public snapshot' })).toContainText('solved');
  const kept = at.page.locator('.session-rows li', { hasText: 'Take back a public snapshot' });
  await expect(kept).toHaveCount(1);
  await kept.getByRole('button', { name: /^Open/ }).click();
  await expect(at.page).toHaveURL(/#v1\/challenge\/not-for-everybody$/);
  await expect(at.met).toHaveText([/^A stranger doesn't find/]);
  await expect(at.count).toHaveText(count);
  await at.story.getByRole('button', { name: 'Start over' }).click();
  await expect(at.met).toHaveText([/^The partner can restore it/]);
});

test('a challenge begins anew in a second tab: the first one has what was done', async ({ context }) => {
  const tabs = [await context.newPage(), await context.newPage()];
  for (const tab of tabs) {
    await tab.goto('/#v1/challenge/a-key-you-control');
    const { line } = parts(tab);
    await expect(tab.locator('.goals li.met')).toHaveCount(0);
    await expect(tab.getByRole('button', { name: 'Start over' })).toBeDisabled(); // no command yet
    await line.fill('aws kms create-key');
    await line.press('Enter');
    await expect(tab.getByRole('button', { name: 'Start over' })).toBeEnabled();
  }
});

test('a challenge that was begun is marked until it is solved', async () => {
  await at.page.goto('/#v1/challenge/no-plaintext-left');
  await run('aws rds describe-db-clusters --output table');
  await expect(at.entries.last()).toContainText('describe-db-clusters');
  await at.page.goto('/#');
  const card = at.page.locator('.card', { hasText: 'started: opens where you left off' });
  await expect(card).toHaveCount(1);
  await card.getByRole('link').click();
  await expect(at.page).toHaveURL(/#v1\/challenge\/no-plaintext-left$/);
  await expect(at.entries.last()).toContainText('describe-db-clusters');
});

test('a challenge that is not there says so', async () => {
  await at.page.goto('/#v1/challenge/no-such');
  await expect(at.page.getByRole('alert')).toContainText('There is no challenge “no-such”.');
});

test("an author's own challenge can be embedded", async () => {
  await at.page.goto(`/embed.html?scenario=/challenges/${KEY}&controls=full`);
  await expect(at.page.getByRole('heading', { name: 'Encrypt a cluster under your own key' })).toBeVisible();
  await expect(at.goals).toHaveCount(2);
  await at.page.getByRole('button', { name: 'Type a command' }).click();
  await run(blocks(KEY, 'solution')[0]);
  await expect(at.met).toHaveCount(2);
});

test('the quiz asks ten questions, and answers them at the end', async () => {
  await at.page.goto('/#v1/quiz');
  await at.page.getByRole('link', { name: /AWS today/ }).click();
  const asked = [];
  for (let number = 1; number <= 10; number += 1) {
    await expect(at.page.getByText(`Question ${number} of 10`)).toBeVisible();
    const text = await at.page.locator('.predict legend').textContent();
    const { title, question } = lessons.flatMap(({ title, steps }) => steps.map(({ question }) => ({ title, question }))).find((it) => it.question?.text === text);
    // Its scenario is named, and no link leads to the step that answers it.
    await expect(at.page.locator('.question > p').first()).toContainText(title);
    await expect(at.page.locator('.question').getByRole('link')).toHaveCount(0);
    const right = number % 3 > 0;
    const choice = question.choices.find((it) => it.right === right);
    await expect(at.next).toBeDisabled();
    await at.page.locator('.choice', { hasText: choice.text }).first().click();
    await expect(at.page.locator('.choice.right, .choice.wrong')).toHaveCount(0);
    await expect(at.page.getByText(choice.because || 'no remark', { exact: true })).toHaveCount(0);
    asked.push({ text, right, chosen: choice.text, answer: question.choices.find((it) => it.right).text });
    await at.next.click();
    if (number === 4) await at.page.reload(); // it goes on where it was
  }
  await expect(at.page.locator('#score')).toHaveText('7 of 10 right');
  await at.page.reload();
  await expect(at.page.locator('#score')).toHaveText('7 of 10 right');
  const results = at.page.locator('.results > li');
  await expect(results.locator('strong')).toHaveText(asked.map(({ text }) => text));
  const given = (nth) => results.nth(nth).locator('.replied em');
  await expect(results.locator('.status')).toHaveText(asked.map(({ right }) => (right ? 'Right' : 'Wrong')));
  for (const [nth, { right, chosen, answer }] of asked.entries()) {
    await expect(results.nth(nth)).toContainText(right ? `Your answer: ${answer}` : `Correct answer: ${answer}`);
    await expect(given(nth)).toHaveText(right ? [chosen] : [chosen, answer]); // and nothing that is said of it
  }
  await expect(results.getByRole('link', { name: /^See it run/ })).toHaveCount(10);
  await at.page.goto('/#v1/quiz');
  await expect(at.page.getByRole('link', { name: /AWS today/ })).toContainText('Best so far: 7 of 10 right');
});
