// Everybody can use an embed: by keyboard, with a screen reader, without motion; and it leaves the page's own keys
// alone.
import { faultsInBoth } from './axe.js';
import { embed, expect, inside, lesson, openEmbed, test } from './embed.js';
import { expectEveryFocusSeen, focused } from './focus.js';
import { firstStep } from './lessons.js';

const refused = firstStep((step) => step.question && step.refused?.rule);
const NARROW = { width: 360, height: 740 };

const states = {
  'the poster': (page, host) => page.goto(host.page(`<main><h1>Page</h1>${embed({ scenario: lesson.id, boot: 'click' })}</main>`)).then(() => expect(inside(page).image).toBeVisible()),
  ...Object.fromEntries(
    ['full', 'minimal', 'none', 'console'].map((controls) => [
      `controls="${controls}", after a refusal`,
      async (page, host) => {
        await page.goto(host.page(`<main><h1>Page</h1>${embed({ scenario: refused.lesson.id, step: refused.number, controls })}</main>`));
        await inside(page).element.evaluate((element) => element.run());
        await expect(inside(page).element.locator(controls === 'console' ? '.entry' : '.why').first()).toBeVisible();
      },
    ]),
  ),
  'the keys': async (page, host) => {
    await page.goto(host.page(`<main><h1>Page</h1>${embed({ scenario: lesson.id })}</main>`));
    await inside(page).element.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await expect(inside(page).help).toBeVisible();
  },
  'a frame': async (page, host) => {
    await page.goto(`${host.url}/p/embed.html?scenario=${lesson.id}&title=A+frame`);
    await expect(inside(page).run).toBeEnabled();
  },
  'a narrow one': async (page, host) => {
    await page.setViewportSize(NARROW);
    await page.goto(host.page(`<main><h1>Page</h1>${embed({ scenario: lesson.id })}</main>`));
    await expect(inside(page).run).toBeEnabled();
  },
};

for (const [name, prepare] of Object.entries(states)) {
  test(`axe finds nothing: ${name}`, async ({ host, page }) => {
    await prepare(page, host);
    // The headings above a frame are in the surrounding page.
    const without = name === 'a frame' ? ['page-has-heading-one', 'landmark-one-main', 'region'] : [];
    expect(await faultsInBoth(page, { without })).toEqual([]);
  });
}

for (const [name, viewport] of [['wide', { width: 1280, height: 900 }], ['narrow', NARROW]]) {
  test(`everything in it is reached by Tab and shows it, and Tab leads out again: ${name}`, async ({ host, page }) => {
    await page.setViewportSize(viewport);
    await page.goto(host.page(`<button>Before</button>${embed({ scenario: lesson.id })}<button>After</button>`));
    const at = inside(page);
    await at.run.click();
    await expect(at.answers.first()).toBeVisible();
    await expectEveryFocusSeen(page, { atLeast: 12 });
    await page.getByRole('button', { name: 'After' }).focus();
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement.localName)).toBe('aurora-playground');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'After' })).toBeFocused();
  });
}

test('the poster’s button and its text are reached by Tab', async ({ host, page }) => {
  await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' })));
  await expect(inside(page).image).toBeVisible();
  await expectEveryFocusSeen(page, { atLeast: 2 });
});

test('single keys act while the focus is inside, and in no other element', async ({ host, page }) => {
  await page.goto(host.page(`<button>Before</button>${embed({ scenario: lesson.id })}${embed({ scenario: lesson.id })}`));
  const [one, other] = [inside(page, 0), inside(page, 1)];
  await expect(one.run).toBeEnabled();
  await expect(other.run).toBeEnabled();
  await page.getByRole('button', { name: 'Before' }).focus();
  for (const key of ['n', '?', 'm', '/']) await page.keyboard.press(key);
  await expect(page.getByRole('button', { name: 'Before' })).toBeFocused();
  await expect(one.help).toHaveCount(0);
  await expect(one.answers).toHaveCount(0);
  await one.run.focus();
  await page.keyboard.press('n');
  await expect(one.answers.first()).toBeVisible();
  await expect(other.answers).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(one.help).toBeVisible();
  await expect(other.help).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(one.help).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(one.line).toBeFocused();
  expect(await page.evaluate(focused)).toContain('command');
});

test('the theme’s key is the page’s, not the embed’s', async ({ host, page }) => {
  const at = await openEmbed(page, host);
  await at.run.focus();
  await page.keyboard.press('t');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});

test('nothing moves for readers who asked for that', async ({ host, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const at = await openEmbed(page, host);
  await at.run.click();
  await expect(at.answers.first()).toBeVisible();
  const moving = await at.element.evaluate((element) =>
    [...element.shadowRoot.querySelectorAll('*')].filter((one) => {
      const style = getComputedStyle(one);
      const takes = style.transitionProperty !== 'none' && Math.max(...style.transitionDuration.split(',').map(parseFloat)) > 0;
      return takes || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
    }).map((one) => one.className));
  expect(moving).toEqual([]);
});
