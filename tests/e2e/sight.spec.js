// What a step is about is in sight after Run, without scrolling, at the four sizes below. What that is for each step stands
// in tests/looks.tsv, which tests/tests/looks.rs writes from the session.
//
// Every step is looked at in the smallest window of either kind. The two larger ones take every fourth scenario, in turn;
// PLAYGROUND_SIGHT=all takes all of them. PLAYGROUND_SIGHT=count prints every step at fault instead of failing.
import { readFileSync } from 'node:fs';
import { expect, test } from './page.js';
import { address, firstStep, lessons } from './lessons.js';
import { open, parts } from './parts.js';

const SIZES = [
  { width: 1280, height: 720, every: 1 },
  { width: 1440, height: 900, every: 4 },
  { width: 1920, height: 1080, every: 4 },
  { width: 390, height: 844, every: 1 },
];
const MODE = process.env.PLAYGROUND_SIGHT ?? '';

const looks = readFileSync(new URL('../looks.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([scenario, step, place, name, part, page, answer, why]) => ({ scenario, step: Number(step), place, name, part, page, answer: Number(answer), why }));

/** Scenarios, a few to a test: two workers share them. */
const halves = [0, 1].map((half) => lessons.filter((_, i) => i % 2 === half));

for (const { width, height, every } of SIZES) {
  test.describe(`${width} × ${height}`, () => {
    test.use({ viewport: { width, height } });
    for (const [half, all] of halves.entries()) {
      test(`after every step, what it is about is in sight, part ${half + 1}`, async ({ page }) => {
        const some = all.filter((lesson) => MODE !== '' || lessons.indexOf(lesson) % every === half % every);
        const found = [];
        await open(page, some[0]);
        for (const lesson of some) {
          const steps = looks.filter((look) => look.scenario === lesson.id);
          const at = parts(page);
          await page.evaluate((hash) => (location.hash = hash), address(lesson).slice(1));
          await expect(at.title).toHaveText(lesson.steps[0].title);
          await expect(at.run.or(at.next)).toBeEnabled();
          found.push(...(await page.evaluate(walk, { id: lesson.id, count: lesson.steps.length, steps, narrow: width < 1088 })));
        }
        if (MODE === 'count') console.log(found.join('\n') || 'all in sight');
        else expect(found).toEqual([]);
      });
    }
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

test('on a phone, a link says what happened on the map or where to look, and leads there', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const place of ['map', 'inspector']) {
    const look = looks.find((one) => one.place === place && one.name);
    const lesson = lessons.find((one) => one.id === look.scenario);
    const at = await open(page, lesson, look.step);
    await at.run.click();
    const there = at.story.locator('.there').first();
    await expect(there).toContainText(look.name);
    await there.click();
    await expect(at.story).toBeHidden();
    const seen = place === 'map' ? at.map.locator('#chosen') : at.inspector.locator(`#part-${look.part} h3`).first();
    await expect(seen).toBeInViewport();
    await expect(place === 'map' ? seen : at.inspector.locator('.thing-name')).toContainText(look.name);
  }
});

/** Runs in the page: every step once, and what of it is not in sight. */
async function walk({ id, count, steps, narrow }) {
  const find = (selector, inside = document) => inside.querySelector(selector);
  const frame = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go))); // then it has scrolled
  const primary = () => find('.controls .primary:enabled:not([aria-disabled])');
  const until = async (test) => {
    for (const end = performance.now() + 20_000; !test() && performance.now() < end; ) await new Promise((go) => setTimeout(go, 5));
  };
  const found = [];
  for (let step = 1; step <= count; step += 1) {
    const look = steps.find((one) => one.step === step);
    if (look) {
      primary().click();
      await until(() => find('#outcome'));
      let wrong = check(look);
      for (let frames = 0; wrong.length && frames < 60; frames += 1, wrong = check(look)) await frame(); // it scrolls before the next one is drawn
      found.push(...wrong.map((what) => `${id} ${step}: ${what}`));
    }
    if (step < count) {
      primary().click();
      await until(() => !find('#outcome') && primary());
    }
  }
  return found;

  function check(look) {
    const wrong = [];
    const story = find('.panel.story .panel-body');
    // The room around the title's text may be out of sight.
    const title = document.createRange();
    title.selectNodeContents(find('#story-title'));
    const scrolls = !narrow;
    const tabs = find('.play > .tabs')?.getBoundingClientRect().height ?? 0;
    const panel = (body) => {
      const box = body.getBoundingClientRect();
      return scrolls ? box : { top: tabs, bottom: innerHeight - find('.controls').getBoundingClientRect().height };
    };
    const seen = (element, body, top = panel(body).top) => {
      const box = element.getBoundingClientRect();
      return Math.max(0, Math.min(box.bottom, panel(body).bottom) - Math.max(box.top, top));
    };
    const enough = (element, body, most, top) => seen(element, body, top) >= Math.min(element.getBoundingClientRect().height, most) - 2;
    const under = find('#story-title').getBoundingClientRect().bottom;
    if (!enough(title, story, Infinity)) wrong.push('the title is not in sight');
    const decisive = find('#decisive');
    const said = decisive && (decisive.querySelector('pre.error:not(.usage pre)') ?? decisive.querySelector('pre.out') ?? decisive.querySelector('.answer'));
    if (!said) wrong.push('no answer is open');
    else {
      const head = decisive.querySelector('.answer > summary, .answer-head');
      if (head && !enough(head, story, Infinity, under)) wrong.push('the head of the answer is not in sight');
      if (!enough(said, story, 160, under)) wrong.push(`the answer is not in sight: ${Math.round(seen(said, story, under))} px of ${Math.round(said.getBoundingClientRect().height)}`);
      for (const pre of decisive.querySelectorAll('.answer > pre')) {
        const table = /^[+|]/m.test(pre.textContent); // scrolls in its own box
        if (pre.scrollWidth > pre.clientWidth + 1 && !table) wrong.push(`the answer is cut at the right: ${pre.scrollWidth} > ${pre.clientWidth}`);
      }
    }
    if (narrow) {
      if (look.place === 'story') return wrong;
      const there = find('.elsewhere .there');
      if (!there || !enough(there, story, Infinity, under)) wrong.push(`nothing in sight leads to ${look.place} ${look.name}`);
      else if (look.name && !there.textContent.includes(look.name)) wrong.push(`what leads there says ${there.textContent}`);
      return wrong;
    }
    if (look.place === 'map' && look.name) {
      const body = find('#map');
      const card = find('#chosen', body)?.closest('.box');
      if (!card) wrong.push(`${look.name} is not marked on the map`);
      else if (!card.textContent.includes(look.name)) wrong.push(`on the map ${card.textContent} is marked, not ${look.name}`);
      else if (!enough(card, body, 90)) wrong.push(`${look.name} is not in sight on the map`);
    }
    if (look.place === 'inspector') {
      const body = find('#inspector');
      if (find('.thing-name', body)?.textContent !== look.name) wrong.push(`the inspector shows ${find('.thing-name', body)?.textContent}, not ${look.name}`);
      const part = look.part && (find(`#part-${look.part}`, body) ?? find(`#${look.part}`, body));
      if (look.part && !part) wrong.push(`the inspector has no ${look.part}`);
      else if (part && !enough(part.querySelector('h3, summary') ?? part, body, 40)) wrong.push(`${look.part} of ${look.name} is not in sight in the inspector`);
      if (look.part === 'pages') {
        for (const dump of body.querySelectorAll('.dump')) if (!enough(dump, body, 120)) wrong.push(`bytes of ${look.name} are not in sight: ${dump.querySelector('strong')?.textContent}`);
      }
    }
    if (!['story', 'map', 'inspector'].includes(look.place)) {
      const body = find(`#${look.place}`);
      if (!body || seen(body, body) < 80) wrong.push(`${look.place} is not in sight`);
    }
    return wrong;
  }
}
