// The timeline: every moment of a session can be shown again, by slider, buttons, list, undo and redo.
import { expect, onOnePage, test } from './page.js';
import { firstStep } from './lessons.js';
import { WIDE, open, openFree, type } from './parts.js';

test.use({ viewport: WIDE });

const WORDS = ['one', 'two', 'three', 'four'];

test.describe('free play with four commands', () => {
  const at = onOnePage(async (page) => {
    const free = await openFree(page);
    await type(free, ...WORDS.map((word) => `aws kms create-key --description ${word} --query KeyMetadata.KeyState`));
    await free.dock('Timeline').click();
    return free;
  });
  test.beforeEach(() => moveTo(4));

  /** Moves to a moment with the slider. */
  async function moveTo(position) {
    await at.slider.fill(String(position));
    await shows(position);
  }

  /** Checks that this moment is shown, in every panel. */
  async function shows(position) {
    await expect(at.count).toHaveText(`${position} / 4`);
    await expect(at.slider).toHaveValue(String(position));
    await expect(at.map.locator('.box.key')).toHaveCount(position);
    await expect(at.entries).toHaveCount(position);
    await expect(at.timeline.locator('li.happened')).toHaveCount(position + 1);
  }

  test('the slider shows any moment', async () => {
    for (const position of [2, 0, 3, 4]) await moveTo(position);
  });

  test('the slider tells a screen reader where it stands', async () => {
    await moveTo(3);
    await expect(at.slider).toHaveAttribute('aria-valuetext', '3 of 4 commands');
  });

  test('back and forward go command by command, and stop at the ends', async () => {
    await expect(at.later).toBeDisabled();
    for (const position of [3, 2, 1, 0]) {
      await at.earlier.click();
      await shows(position);
    }
    await expect(at.earlier).toBeDisabled();
    await at.later.click();
    await shows(1);
  });

  test('undo takes back the last move, redo does it again', async () => {
    await moveTo(1);
    await moveTo(3);
    await at.undo.click();
    await shows(1);
    await at.undo.click();
    await shows(4);
    await at.redo.click();
    await shows(1);
    await at.redo.click();
    await shows(3);
    await expect(at.redo).toBeDisabled();
  });

  test('the list leads to the moment after a command', async () => {
    await at.timeline.getByRole('button', { name: /--description two/ }).click();
    await shows(2);
    await expect(at.timeline.locator('li.now')).toContainText('--description two');
    await at.timeline.getByRole('button', { name: 'Start' }).click();
    await shows(0);
  });

  test('every moment has its own time and digest', async () => {
    const digest = at.timeline.getByText(/^Digest/).locator('code');
    const seen = [];
    for (const position of [1, 2, 3, 4]) {
      await moveTo(position);
      seen.push(`${await at.time.locator('time').textContent()} ${await digest.textContent()}`);
    }
    expect(new Set(seen.flatMap((both) => both.split(/ (?=[0-9a-f]+$)/))).size).toBe(8);
    await moveTo(2);
    expect(`${await at.time.locator('time').textContent()} ${await digest.textContent()}`).toBe(seen[1]);
  });

  test('a moment is said to a screen reader', async () => {
    await moveTo(2);
    await expect(at.live).toHaveText('2 of 4 commands.');
  });
});

test('undo takes back a command, redo runs it again', async ({ page }) => {
  const at = await openFree(page);
  await expect(at.undo).toBeDisabled();
  await type(at, 'aws kms create-key');
  await at.undo.click();
  await expect(at.map.locator('.box.key')).toHaveCount(0);
  await expect(at.undo).toBeDisabled();
  await at.redo.click();
  await expect(at.map.locator('.box.key')).toHaveCount(1);
});

test('CloudTrail shows no event of the future', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'aws kms create-key', 'aws kms list-keys');
  await at.dock('CloudTrail').click();
  const events = at.trail.getByRole('listitem');
  await expect(events).toHaveText([/^ListKeys/, /^CreateKey/]);
  await at.earlier.click();
  await expect(events).toHaveText([/^CreateKey/]);
});

test('in a scenario, the timeline leads the narration along', async ({ page }) => {
  const { lesson, number } = firstStep((step, l, n) => n === 4);
  const at = await open(page, lesson, number);
  await at.earlier.click();
  await expect(at.title).toHaveText(lesson.steps[number - 2].title);
  await at.slider.fill('0');
  await expect(at.title).toHaveText(lesson.steps[0].title);
  await expect(at.run).toBeEnabled();
  await expect(page).toHaveURL(new RegExp(`#v1/${lesson.id}/1$`));
});

test('the moment shown is in sight in a long list', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const at = await openFree(page);
  await type(at, ...Array.from({ length: 30 }, (_, n) => `aws kms create-key --description k${n} --query KeyMetadata.KeyState`));
  const now = at.timeline.locator('[aria-current]');
  await at.dock('Timeline').click();
  await expect(now).toBeInViewport({ ratio: 0.9 });
  for (const position of ['3', '29', '15']) {
    await at.slider.fill(position);
    await expect(at.count).toHaveText(`${position} / 30`);
    await expect(now).toBeInViewport({ ratio: 0.9 });
  }
});
