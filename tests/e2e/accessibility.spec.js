// axe finds no faults, in light and in dark.
import { faultsInBoth } from './axe.js';
import { expect, test } from './page.js';
import { asksDatabase, firstStep, lessons } from './lessons.js';
import { WIDE, cluster, filled, open, openFree, openStart, parts, type } from './parts.js';

test.use({ viewport: WIDE });

const refused = firstStep((step, lesson, number) => step.question && step.refused?.rule && number > 1);

const states = {
  'the first screen, with what is real and what is a model': async (page) => {
    const at = await openStart(page);
    await expect(page.getByRole('heading', { name: 'What is real, what is a model' })).toBeVisible();
    return at;
  },
  'a scenario, before a step': async (page) => {
    const at = await open(page, refused.lesson, refused.number);
    await at.counter.click();
    return at;
  },
  'a scenario, after a refusal': async (page) => {
    const at = await open(page, refused.lesson, refused.number);
    await at.question.getByRole('radio').first().check();
    await at.run.click();
    await expect(at.card).toBeVisible();
    return at;
  },
  'free play': async (page) => {
    const at = await openFree(page);
    await type(at, ...cluster('open'), ...filled('sealed', '--storage-encrypted'), 'aws kms list-keys --colour red');
    await type(at, 'playground flip-bit --db-cluster-identifier sealed --page-number 2');
    await expect(at.inspector.locator('.flash.bad')).toBeVisible();
    await at.inspector.locator('.dump .hex').first().click();
    await expect(at.inspector.locator('.one-byte')).toBeVisible();
    return at;
  },
  'the timeline, with branches': async (page) => {
    const at = await open(page, refused.lesson, refused.number);
    await at.dock('Console').click();
    await type(at, 'aws kms create-key');
    await at.run.click();
    await at.dock('Timeline').click();
    return at;
  },
  'the map as text, and a key opened up': async (page) => {
    const at = await openFree(page);
    await type(at, 'aws kms create-key', 'aws kms enable-key-rotation --key-id nothing');
    await at.map.locator('.box.key').getByRole('button').click();
    await at.map.getByRole('button', { name: 'As text' }).click();
    return at;
  },
  'the list of keys': async (page) => {
    const at = await open(page, refused.lesson, refused.number);
    await at.helpButton.click();
    await expect(at.help).toBeVisible();
    return at;
  },
  'a phone': async (page) => {
    await page.setViewportSize({ width: 360, height: 740 });
    const at = await open(page, refused.lesson, refused.number);
    await at.run.click();
    return at;
  },
  'a file that did not load': async (page) => {
    await page.goto('/#v1/no-such-scenario/1');
    await expect(page.getByRole('alert')).toBeVisible();
    return parts(page);
  },
};

for (const [name, prepare] of Object.entries(states)) {
  test(`${name}: axe finds nothing`, async ({ page }) => {
    await prepare(page);
    expect(await faultsInBoth(page)).toEqual([]);
  });
}

// The last answer of its database is in the story, all of them are in the console.
for (const lesson of lessons.filter(({ steps }) => steps.some(asksDatabase))) {
  test(`what the database of ${lesson.id} answered: axe finds nothing`, async ({ page }) => {
    const at = await open(page, lesson, lesson.steps.findLastIndex(asksDatabase) + 1);
    await at.run.click();
    await expect(at.answers).not.toHaveCount(0);
    await at.dock('Console').click();
    for (const inside of ['#story', '#console']) expect(await faultsInBoth(page, { inside })).toEqual([]);
  });
}

test('the button for the theme goes from the system’s to light, to dark, and back', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const theme = page.getByRole('button', { name: /^Theme/ });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await expect(theme).toHaveText('Theme: system');
  await theme.click();
  await expect(theme).toHaveText('Theme: light');
  expect(await paper()).toBe(light);
  await theme.click();
  await expect(theme).toHaveText('Theme: dark');
  expect(await paper()).not.toBe(light);
  await theme.click();
  await expect(theme).toHaveText('Theme: system');
  expect(await paper()).toBe(light);
});

test('each screen has one main heading, and says where it is in the tab’s title', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  const at = await open(page, refused.lesson, refused.number);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(refused.lesson.title);
  await expect(page).toHaveTitle(`${refused.lesson.title} · Aurora Encryption Playground`);
  await at.story.getByRole('link', { name: 'All scenarios' }).click();
  await expect(page).toHaveTitle('Aurora Encryption Playground');
});
