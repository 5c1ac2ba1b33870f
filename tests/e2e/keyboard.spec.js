// Everything by keyboard: a whole scenario, every key of the list, and a visible focus wherever Tab leads.
import { expect, test } from './page.js';
import { firstStep, lessons } from './lessons.js';
import { WIDE, filled, open, openFree, openStart, parts, type } from './parts.js';
import { expectEveryFocusSeen, tabTo } from './focus.js';

test.use({ viewport: WIDE });

const asked = firstStep((step, lesson, number) => step.question?.choices.length === 3 && number > 1);
const refused = firstStep((step, lesson, number) => step.refused?.rule && number > 2);

test('a scenario from the list to its end, wholly by keyboard', async ({ page }) => {
  const lesson = lessons.find((l) => l.steps.some((step) => step.question && step.refused));
  await page.goto('/');
  const at = parts(page);
  await tabTo(page, page.getByRole('link', { name: RegExp(`^${lesson.title}`) }));
  await page.keyboard.press('Enter');
  await expect(at.title).toBeFocused();
  for (const [index, step] of lesson.steps.entries()) {
    await expect(at.title).toHaveText(step.title);
    if (step.question) {
      await tabTo(page, at.question.getByRole('radio').first());
      const right = step.question.choices.findIndex((choice) => choice.right);
      await page.keyboard.press('Space');
      for (let down = 0; down < right; down += 1) await page.keyboard.press('ArrowDown');
      await expect(at.question.getByRole('radio').nth(right)).toBeChecked();
    }
    if (index === 0) {
      await tabTo(page, at.run);
      await page.keyboard.press('Enter');
    } else {
      await page.keyboard.press('n');
    }
    await expect(at.answers).not.toHaveCount(0);
    if (step.question) await expect(at.story.locator('.verdict')).toContainText('You were right.');
    if (index + 1 < lesson.steps.length) await page.keyboard.press('n');
  }
  await expect(at.nextScenario).toBeVisible();
  await expect(at.marks).toHaveText(lesson.steps.map((s) => `${s.title}, ${s.refused ? 'refused' : 'done'}`));
});

test('every key of the list does what the list says', async ({ page }) => {
  const { lesson, number } = asked;
  const at = await open(page, lesson, number);
  const focused = (id) => () => expect(page.locator(id)).toBeFocused();
  let before = '';
  // In an order in which each key has an effect.
  const does = [
    ['d', () => expect(at.question.getByRole('radio', { checked: true })).toHaveCount(0)], // there are three choices
    ...[...'abc'].map((key, choice) => [key, () => expect(at.question.getByRole('radio').nth(choice)).toBeChecked()]),
    ['n', () => expect(at.next).toBeVisible()],
    ['p', () => expect(at.run).toBeVisible()],
    ['u', () => expect(at.count).not.toHaveText(before)], // undoes the step back
    ['r', () => expect(at.count).toHaveText(before)],
    [']', () => expect(at.count).not.toHaveText(before)],
    ['[', () => expect(at.count).toHaveText(before)],
    ['1', focused('#story-title')],
    ['2', focused('#map')],
    ['3', focused('#inspector')],
    ['4', focused('#trail')],
    ['5', focused('#timeline')],
    ['m', () => expect(at.map.getByRole('button', { name: 'As picture' })).toBeVisible()],
    ['t', () => expect(page.locator('html')).toHaveAttribute('data-theme', 'light')],
    ['e', () => expect(at.counter).toHaveText(`Step ${lesson.steps.length} of ${lesson.steps.length}`)],
    ['s', () => expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible()],
    ['?', () => expect(at.help).toBeVisible()],
    ['/', () => expect(at.line).toBeFocused()],
  ];
  for (const [key, expectDone] of does) {
    await test.step(key, async () => {
      if (key === 'u' || key === ']') before = await at.count.textContent();
      await page.keyboard.press(key);
      await expectDone();
      if (key === 's') {
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
      if (key === '?') {
        const listed = await at.help.locator('kbd').allTextContents();
        expect(listed.sort()).toEqual(does.map(([name]) => name).sort());
        await page.keyboard.press('Escape');
      }
    });
  }
});

test('Esc closes the list of shortcuts and gives the focus back', async ({ page }) => {
  const at = await open(page, asked.lesson, asked.number);
  await at.run.focus();
  await page.keyboard.press('?');
  await expect(at.help).toBeVisible();
  await expect.poll(() => at.help.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(at.help).toHaveCount(0);
  await expect(at.run).toBeFocused();
});

test('the button "Close" gives the focus back to the button that opened', async ({ page }) => {
  const at = await open(page, asked.lesson, asked.number);
  await tabTo(page, at.helpButton);
  await page.keyboard.press('Enter');
  await tabTo(page, at.help.getByRole('button', { name: 'Close' }));
  await page.keyboard.press('Enter');
  await expect(at.help).toHaveCount(0);
  await expect(at.helpButton).toBeFocused();
});

test('single keys rest while the list of keys is open', async ({ page }) => {
  const at = await open(page, asked.lesson, asked.number);
  await page.keyboard.press('?');
  await expect(at.help).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await expect(at.help).toHaveCount(0);
  await expect(at.run).toBeVisible();
});

test('single keys can be switched off, and on again', async ({ page }) => {
  const at = await open(page, asked.lesson, asked.number);
  const acts = at.help.getByRole('checkbox', { name: /^Single-key shortcuts/ });
  await at.helpButton.click();
  await acts.uncheck();
  await page.keyboard.press('Escape');
  await expect(at.help).toHaveCount(0);
  await at.title.focus();
  await page.keyboard.press('t');
  await page.keyboard.press('n');
  await at.helpButton.click(); // it comes after the keys
  await expect(acts).not.toBeChecked();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  await acts.check();
  await page.keyboard.press('Escape');
  await expect(at.help).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(at.next).toBeVisible();
});

test('keys that are typed in the console are text', async ({ page }) => {
  const at = await openFree(page);
  await at.line.focus();
  await page.keyboard.type('unpt?/1');
  await expect(at.line).toHaveValue('unpt?/1');
  await expect(at.help).toHaveCount(0);
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});

test('Esc, then Tab leaves the console', async ({ page }) => {
  const at = await openFree(page);
  await at.line.focus();
  await page.keyboard.press('Tab');
  await expect(at.line).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(at.line).not.toBeFocused();
});

test('Shift+Tab leaves the console at once', async ({ page }) => {
  const at = await openFree(page);
  await at.line.focus();
  await page.keyboard.press('Shift+Tab');
  await expect(at.line).not.toBeFocused();
});

test('arrow keys move the slider of the timeline', async ({ page }) => {
  const at = await open(page, asked.lesson, asked.number);
  const [, length] = (await at.count.textContent()).split(' / ');
  await at.slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(at.count).toHaveText(`${Number(length) - 1} / ${length}`);
  await page.keyboard.press('Home');
  await expect(at.count).toHaveText(`0 / ${length}`);
  await page.keyboard.press('ArrowRight');
  await expect(at.count).toHaveText(`1 / ${length}`);
  await page.keyboard.press('End');
  await expect(at.count).toHaveText(`${length} / ${length}`);
});

test('keys still act after the focused button went', async ({ page }) => {
  const { lesson } = asked;
  const at = await open(page, lesson, lesson.steps.length);
  await at.run.focus();
  await page.keyboard.press('Enter');
  await expect(at.nextScenario).toBeVisible(); // the button that had the focus
  await page.keyboard.press('p');
  await expect(at.run).toBeEnabled();
});

test('what happens is said to a screen reader', async ({ page }) => {
  const { lesson, step, number } = refused;
  const at = await open(page, lesson, number - 1);
  await at.run.click();
  await expect(at.live).toHaveText(/^Done\. On the map: .+\.\s*$/);
  await at.next.click();
  await expect(at.live).toHaveText(`Step ${number} of ${lesson.steps.length}: ${step.title}`);
  await at.run.click();
  await expect(at.live).toHaveText(`Refused: ${step.refused.code}.`);
});

test.describe('Tab reaches everything, and the focus can be seen', () => {
  test('on the first screen', async ({ page }) => {
    await openStart(page);
    await expectEveryFocusSeen(page, { atLeast: lessons.length + 4 });
  });

  test('in a scenario that asks', async ({ page }) => {
    const at = await open(page, asked.lesson, asked.number);
    await at.counter.click();
    await expectEveryFocusSeen(page, { atLeast: 30 });
  });

  test('in a scenario after a refusal', async ({ page }) => {
    const at = await open(page, refused.lesson, refused.number);
    await at.run.click();
    await expect(at.card).toBeVisible();
    await at.dock('Console').click();
    await expectEveryFocusSeen(page, { atLeast: 30 });
  });

  test('in free play with a cluster opened up', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...filled('orders', '--storage-encrypted'), 'aws rds create-db-cluster');
    await at.map.getByRole('button', { name: /^orders/ }).click();
    await expect(at.inspector.getByRole('heading', { name: 'What is in this page' })).toBeVisible();
    await expectEveryFocusSeen(page, { atLeast: 30 });
  });

  test('in a page’s values, also when another byte of the page is chosen', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...filled('orders', '--storage-encrypted'));
    await at.inspector.getByText('Every byte by its name').click();
    await expectEveryFocusSeen(page, { atLeast: 40 });
    await at.inspector.locator('.ranges').getByRole('button').nth(1).click();
    await expectEveryFocusSeen(page, { atLeast: 40 });
  });

  test('on a narrow screen, in every panel', async ({ page }) => {
    const at = await open(page, refused.lesson, refused.number);
    await at.run.click();
    await page.setViewportSize({ width: 360, height: 740 });
    for (const panel of ['Scenario', 'Map', 'Inspector', 'Console', 'CloudTrail', 'Timeline']) {
      await at.tab(panel).click();
      await expectEveryFocusSeen(page, { atLeast: 15 });
    }
  });

  test('in the list of keys, and only there', async ({ page }) => {
    const at = await open(page, asked.lesson, asked.number);
    await at.helpButton.click();
    await expect(at.help).toBeVisible();
    await expectEveryFocusSeen(page, { atLeast: 3 });
    await tabTo(page, at.help.getByRole('button', { name: 'Close' }));
  });
});
