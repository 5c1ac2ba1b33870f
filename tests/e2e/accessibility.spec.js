// The theme, and the headings. What axe finds: views.spec.js.
import { expect, test } from './page.js';
import { firstStep } from './lessons.js';
import { WIDE, open } from './parts.js';

test.use({ viewport: WIDE });

const refused = firstStep((step, lesson, number) => step.question && step.refused?.rule && number > 1);

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
  await expect(page).toHaveTitle(`${refused.lesson.steps[refused.number - 1].title} · ${refused.lesson.title} · Aurora Encryption Playground`);
  await at.story.getByRole('link', { name: 'All scenarios' }).click();
  await expect(page).toHaveTitle('Amazon Aurora encryption at rest, byte by byte · Aurora Encryption Playground');
});
