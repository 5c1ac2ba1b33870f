// What a step is about is in sight after Run, without scrolling: every step, in windows of four sizes. long-tasks.spec.js
// walks every scenario at 1280 × 720, and the longest ones on a phone, and looks as well; the others follow here.
//
// PLAYGROUND_SIGHT=count walks all scenarios at all sizes, and prints every fault instead of failing.
import { expect, test } from './page.js';
import { address, firstStep, lessons } from './lessons.js';
import { open } from './parts.js';
import { looks, prepareSight } from './sight.js';
import { longest } from './walk.js';

const COUNTS = process.env.PLAYGROUND_SIGHT === 'count';
const SIZES = [
  { width: 1280, height: 720, some: [] },
  { width: 1440, height: 900, some: lessons },
  { width: 1920, height: 1080, some: lessons },
  { width: 390, height: 844, some: lessons.filter((lesson) => !longest.includes(lesson)) },
];

for (const { width, height, some } of SIZES) {
  const walked = COUNTS ? lessons : some;
  if (!walked.length) continue;
  test.describe(`${width} × ${height}`, () => {
    test.use({ viewport: { width, height } });
    test('after every step, what it is about is in sight', async ({ page }) => {
      const found = [];
      const at = await open(page, walked[0]);
      await page.evaluate(prepareSight);
      for (const lesson of walked) {
        const steps = looks.filter((look) => look.scenario === lesson.id);
        await page.evaluate((hash) => (location.hash = hash), address(lesson).slice(1));
        await expect(at.title).toHaveText(lesson.steps[0].title);
        await expect(at.run.or(at.next)).toBeEnabled();
        found.push(...(await page.evaluate(walk, { count: lesson.steps.length, steps })));
      }
      if (COUNTS) console.log(found.join('\n') || 'all in sight');
      else expect(found).toEqual([]);
    });
  });
}

test('commands that set the stage are one line before and after, and the usage text is folded', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const staged = firstStep((step) => step.runs[0]?.commands.split('\n').length > 14 && !step.runs[0].commands.includes('policy'));
  let at = await open(page, staged.lesson, staged.number);
  const folded = at.commands.locator('details.set-up');
  await expect(folded.locator('summary')).toHaveText(/^\d+ commands to set up$/);
  await expect(folded.locator('code').first()).toBeHidden();
  await folded.locator('summary').click();
  await expect(folded.locator('code').first()).toBeVisible();
  await at.run.click();
  const done = at.story.locator('.outcome > .set-up').first();
  await expect(done.locator('> summary')).toHaveText(/^\d+ commands? done$/);
  await done.locator('> summary').click();
  await expect(done.locator('.answer').first()).toBeVisible();

  const unknown = firstStep((step) => step.refused?.code === 'UnknownOptions' && step.output.startsWith('usage:'));
  at = await open(page, unknown.lesson, unknown.number);
  await at.run.click();
  await expect(at.story.locator('.usage > pre')).toBeHidden();
  await expect(at.story.locator('.answer > pre.error')).toHaveText(/^Unknown options: /);
});

test('a step that compares two long answers shows both', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  for (const [id, number] of [['logs', 8], ['tampered-pages', 8]]) {
    const at = await open(page, lessons.find((lesson) => lesson.id === id), number);
    await at.run.click();
    const both = at.story.locator('#decisive > .answer > pre');
    await expect(both).toHaveCount(2);
    for (const one of await both.all()) await expect(one).toBeInViewport({ ratio: 0.9 });
  }
});

test('on a phone, a link says what happened on the map or where to look, and leads there', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const place of ['map', 'inspector']) {
    const look = looks.find((one) => one.place === place && one.name);
    const lesson = lessons.find((one) => one.id === look.scenario);
    const at = await open(page, lesson, look.step);
    await at.run.click();
    const there = at.story.locator('.there').first();
    await expect(there).toContainText(look.name);
    if (place === 'map') await expect(at.live).toContainText(await there.textContent());
    await there.click();
    await expect(at.story).toBeHidden();
    const seen = place === 'map' ? at.map.locator('#chosen') : at.inspector.locator(`#part-${look.part} h3`).first();
    await expect(seen).toBeInViewport();
    await expect(place === 'map' ? seen : at.inspector.locator('.thing-name')).toContainText(look.name);
  }
});

/** Runs in the page: every step once, and what of it is not in sight. */
async function walk({ count, steps }) {
  const primary = () => document.querySelector('.controls .primary:enabled:not([aria-disabled])');
  const outcome = () => document.querySelector('#outcome');
  const until = async (test) => {
    for (const end = performance.now() + 20_000; !test() && performance.now() < end; ) await new Promise((go) => setTimeout(go, 5));
  };
  const found = [];
  for (let step = 1; step <= count; step += 1) {
    const look = steps.find((one) => one.step === step);
    if (look) {
      primary().click();
      await until(outcome);
      found.push(...(await globalThis.outOfSight(look)));
    }
    if (step < count) {
      primary().click();
      await until(() => !outcome() && primary());
    }
  }
  return found;
}
