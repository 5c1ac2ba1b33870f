// What the page looks like, compared with the pictures in pictures/: the start, three steps and an exercise, at half their
// size, which shows where everything is. After a change that is meant:
//
//   npx playwright test --config e2e/playwright.config.js e2e/pictures.spec.js --update-snapshots=all
//
// and look at each picture before it is committed. They are of the Chromium that the set-up installs on Debian, with fonts
// of their own (pictures/fonts.conf), so that they don't depend on those of the machine.
import { fileURLToPath } from 'node:url';
import { expect, test } from './page.js';
import { lessons } from './lessons.js';
import { open, openStart } from './parts.js';
import { views } from './views.js';

/**
 * How many pixels may differ: 2 in 1,000, for what a later Chromium draws otherwise. Between Chromium 150 and 156 none
 * differs; if one panel's padding is 4 pixels more, 15 in 1,000 do.
 */
const TOLERANCE = { maxDiffPixelRatio: 0.002 };

test.skip(process.platform !== 'linux', 'other systems draw letters differently');
test.use({
  viewport: { width: 1280, height: 720 },
  deviceScaleFactor: 0.5,
  contextOptions: { reducedMotion: 'reduce' },
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [...launchOptions.args, '--force-color-profile=srgb'],
      env: { ...process.env, FONTCONFIG_FILE: fileURLToPath(new URL('pictures/fonts.conf', import.meta.url)) },
    }),
});

const lesson = (id) => lessons.find((one) => one.id === id);

/** The name of each picture, and how to get what is in it, in one document. `mask`: what is random. */
const pictures = {
  start: async ({ page }) => ({ mask: [page.locator('.specimen pre')] }),
  'step-two-views': async ({ page }) => {
    const at = await open(page, lesson('on-the-disk'), 4);
    await at.run.click();
    await expect(at.answers.first()).toBeVisible();
  },
  'step-refused': async ({ page }) => {
    const at = await open(page, lesson('change-the-key'), 2);
    await at.run.click();
    await expect(at.card).toBeVisible();
  },
  'step-regions': async ({ page }) => {
    const at = await open(page, lesson('copy-to-another-region'), 1);
    await at.toEnd.click();
    await expect(at.nextScenario).toBeVisible();
  },
  'exercise-dark': async (at) => {
    await at.page.emulateMedia({ colorScheme: 'dark' });
    for (const name of ['a challenge', 'a challenge, solved']) await views.exercises[name].go(at);
  },
  'start-phone': async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/#');
    await expect(page.locator('.specimen pre').first()).toBeVisible();
    return pictures.start({ page });
  },
};

test('the page looks as in its pictures', async ({ page }) => {
  const at = await openStart(page);
  for (const [name, show] of Object.entries(pictures)) {
    await test.step(name, async () => {
      const { mask } = (await show(at)) ?? {};
      await page.mouse.move(0, 0);
      await expect.soft(page).toHaveScreenshot(`${name}.png`, { ...TOLERANCE, scale: 'device', mask });
    });
  }
});
