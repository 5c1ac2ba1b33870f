// A step under the reader's hands: double clicks, keys held down, questions, words that lead to panels, and the browser's
// Back and reload.
import { readFileSync } from 'node:fs';
import { expect, onOnePage, test } from './page.js';
import { address, after, firstStep, lessons, unanswered } from './lessons.js';
import { WIDE, open, openStart, parts } from './parts.js';
import { looks, prepareSight } from './sight.js';

test.use({ viewport: WIDE });

const asked = firstStep((step, lesson, number) => step.question && number > 1 && number < lesson.steps.length && lesson.steps[number].question);

test.describe('on one page', () => {
  const at = onOnePage(async (page) => open(page, asked.lesson));

  /** Goes to a step as by a link that is new to the browser. */
  const show = async ({ lesson, number }) => {
    await at.page.evaluate((to) => (location.hash = to), '#v1/what-is-real');
    await expect(at.page.locator('#real')).toBeFocused();
    await at.page.evaluate((to) => (location.hash = to), address(lesson, number).slice(1));
    await expect(at.title).toHaveText(lesson.steps[number - 1].title);
    await expect(at.run.or(at.next).or(at.nextScenario)).toBeVisible();
    if (!(await at.run.isVisible())) await at.back.click();
    await expect(at.run).toBeVisible();
  };

  test('a double click on "Run" shows the result, and one on "Next" the next step', async () => {
    await show(asked);
    await at.run.dblclick();
    await expect(at.next).toBeVisible();
    await at.next.dblclick();
    await expect(at.title).toHaveText(asked.lesson.steps[asked.number].title);
    await expect(at.run).toBeVisible();
  });

  test('two slow clicks on "Run" show the result, and a later one leads on', async () => {
    await show(asked);
    await at.page.evaluate(() => globalThis.hurry());
    const { x, y, width, height } = await at.run.boundingBox();
    // Each counts as a first click, as where the system takes less time for a double click than the reader.
    for (let click = 0; click < 2; click += 1) await at.page.mouse.click(x + width / 2, y + height / 2, { clickCount: 1 });
    await expect(at.next).toBeVisible();
    await expect(at.title).toHaveText(asked.lesson.steps[asked.number - 1].title);
    await expect(async () => {
      await at.page.mouse.click(x + width / 2, y + height / 2, { clickCount: 1 });
      await expect(at.title).toHaveText(asked.lesson.steps[asked.number].title, { timeout: 50 });
    }).toPass();
    await at.page.reload(); // and time is taken again
  });

  for (const key of ['n', 'Enter']) {
    test(`${key} held down acts once`, async () => {
      const { keyboard } = at.page;
      await show(asked);
      await at.run.focus();
      for (let held = 0; held < 4; held += 1) await keyboard.down(key);
      await keyboard.up(key);
      await expect(at.next).toBeFocused();
      await keyboard.press(key);
      await expect(at.title).toHaveText(asked.lesson.steps[asked.number].title);
      await expect(at.run).toBeVisible();
    });
  }

  test('a letter answers, and the verdict stands beside the result', async () => {
    const { step } = asked;
    await show(asked);
    const right = step.question.choices.findIndex((choice) => choice.right);
    const wrong = right === 0 ? 1 : 0;
    const radio = (choice) => at.question.getByRole('radio').nth(choice);
    await at.page.keyboard.press('abc'[right]);
    await expect(radio(right)).toBeChecked();
    await at.page.keyboard.press('abc'[wrong]);
    await expect(radio(wrong)).toBeChecked();
    await expect(at.live).toHaveText(step.question.choices[wrong].text);
    await radio(wrong).focus();
    await at.page.keyboard.press('n');
    const verdict = at.story.locator('#outcome .verdict');
    await expect(verdict).toHaveText(`Not this time. ${step.question.choices[wrong].because} The answer: ${step.question.choices[right].text}`);
    await expect(verdict).toBeInViewport();
    await expect(at.question.locator('.wrong')).toContainText(step.question.choices[wrong].text);
    await expect(at.question.locator('.right')).toContainText(step.question.choices[right].text);
    await at.page.keyboard.press('abc'[right]); // too late
    await expect(verdict).toContainText('Not this time.');
  });

  test('who gave no answer is told it, and nothing is ticked', async () => {
    const { lesson, number } = { ...asked, number: asked.number + 1 };
    const choice = lesson.steps[number - 1].question.choices.find(({ right }) => right);
    await show({ lesson, number });
    await at.run.click();
    await expect(at.question.locator('.right, .wrong')).toHaveCount(0);
    await expect(at.question.locator('.told')).toContainText(choice.text);
    await expect(at.story.locator('#outcome .verdict')).toContainText(`The answer: ${choice.text}`);
    await expect(at.marks.nth(number - 1)).toHaveText(unanswered(lesson.steps[number - 1]));
    await expect(at.marks.nth(number - 1)).not.toHaveClass(/good/);
  });

  test('the focus stays in the scenario, whatever had it', async () => {
    const { lesson } = asked;
    const number = asked.number;
    const stays = () => expect.poll(() => at.page.evaluate(() => document.activeElement.closest('.story') !== null)).toBe(true);
    await show(asked);
    await at.question.getByRole('radio').first().focus();
    await at.page.keyboard.press('n'); // the radio buttons are gone
    await expect(at.next).toBeVisible();
    await stays();
    await at.answers.first().locator('summary, pre').first().focus();
    await at.page.keyboard.press('n'); // the answers are gone, and the next step asks
    await expect(at.title).toHaveText(lesson.steps[number].title);
    await stays();
    await show({ lesson, number: lesson.steps.length });
    await at.run.focus();
    await at.page.keyboard.press('n');
    await expect(at.nextScenario).toBeFocused();
  });

  test('at the end, the button and its key lead to the next scenario', async () => {
    const following = after(asked.lesson);
    await show({ lesson: asked.lesson, number: asked.lesson.steps.length });
    await at.run.click();
    await expect(at.nextScenario).toHaveText(`Next: ${following.title}`);
    await at.page.keyboard.press('n');
    await expect(at.title).toHaveText(following.steps[0].title);
    await expect(at.title).toBeFocused();
    await expect(at.page).toHaveURL(address(following));
  });

  test('at the very end, the button leads to the list', async () => {
    const lesson = lessons.at(-1);
    await show({ lesson, number: lesson.steps.length });
    await at.run.click();
    await at.nextScenario.click();
    await expect(at.page.getByRole('heading', { name: 'Scenarios', exact: true })).toBeVisible();
  });
});

test('the browser’s Back goes one step back, and a reload stays, with results and answers', async ({ page }) => {
  const { lesson, number } = asked;
  const at = await open(page, lesson, number);
  const shows = async (step, verdict) => {
    await expect(at.title).toHaveText(lesson.steps[step - 1].title);
    await expect(page).toHaveURL(address(lesson, step));
    await expect(at.story.locator('.verdict')).toContainText(verdict);
    await expect(at.answers).not.toHaveCount(0);
  };
  for (const key of ['b', 'n', 'n', 'a', 'n']) await page.keyboard.press(key);
  const verdicts = [lesson.steps[number - 1].question.choices[1], lesson.steps[number].question.choices[0]].map(({ right }) => (right ? 'You were right.' : 'Not this time.'));
  await shows(number + 1, verdicts[1]);
  await page.reload();
  await shows(number + 1, verdicts[1]);
  await page.goBack();
  await shows(number, verdicts[0]);
  await page.goForward();
  await shows(number + 1, verdicts[1]);
  await at.back.click();
  await expect(at.run).toBeVisible();
  await page.reload();
  await expect(at.run).toBeVisible();
  await expect(at.question.getByRole('radio').first()).toBeChecked();
  await at.toEnd.click();
  await expect(at.nextScenario).toBeVisible();
  await page.goBack();
  await expect(at.title).toHaveText(lesson.steps[number].title);
});

for (const [id, number, width, height] of [['lose-the-key', 4, 1280, 720], ['on-the-disk', 4, 1440, 900], ['on-the-disk', 4, 390, 844]]) {
  test(`a reload, Back and a return from another page stand where one stood: ${id}/${number} at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const lesson = lessons.find((lesson) => lesson.id === id);
    const at = await open(page, lesson, number);
    const stands = () => page.evaluate(() => ['#story', '#inspector', 'html'].map((it) => Math.round(document.querySelector(it).scrollTop)));
    const shows = async () => {
      await expect(at.title).toHaveText(lesson.steps[number - 1].title);
      await expect(at.answers).not.toHaveCount(0);
    };
    await at.run.click();
    await shows();
    const look = looks.find((look) => look.scenario === id && look.step === number);
    await page.evaluate(prepareSight);
    expect(await page.evaluate((look) => globalThis.outOfSight(look), look)).toEqual([]);
    expect(Math.max(...(await stands()))).toBeGreaterThan(50);
    const ways = [
      () => page.reload(),
      async () => {
        await at.next.click();
        await expect(at.title).not.toHaveText(lesson.steps[number - 1].title);
        await page.goBack();
      },
      ...['v1/what-is-real', ''].map((elsewhere) => async () => {
        await page.evaluate((to) => (location.hash = to), elsewhere);
        await expect(at.title).toBeHidden();
        await page.goBack();
      }),
    ];
    for (const way of ways) {
      await way();
      await shows();
      await page.evaluate(prepareSight);
      await expect.poll(() => page.evaluate((look) => globalThis.outOfSight(look), look)).toEqual([]);
      await expect.poll(async () => Math.max(...(await stands()))).toBeGreaterThan(50);
    }
  });
}

test('who goes elsewhere while a scenario is loaded gets what was asked for last', async ({ page }) => {
  const at = await openStart(page);
  const held = [];
  const [first, second] = lessons;
  for (const [index, { file }] of [first, second].entries()) await page.route(`**/scenarios/${file}`, (route) => (held[index] = () => route.continue()));
  const go = (to) => page.evaluate((hash) => (location.hash = hash), to);
  await go(address(first).slice(1));
  await expect.poll(() => held[0]).toBeDefined();
  await go(address(second).slice(1));
  await expect.poll(() => held[1]).toBeDefined();
  const came = page.waitForResponse(`**/scenarios/${first.file}`);
  held[0]();
  await (await came).finished();
  held[1]();
  await expect(at.title).toHaveText(second.steps[0].title);
  await expect(at.run.or(at.next)).toBeEnabled();
  await expect(page).toHaveURL(new RegExp(`${address(second, 1)}$|${second.id}$`));
  // What came too late is loaded when it is asked for again.
  await page.unrouteAll();
  await go(address(first).slice(1));
  await expect(at.title).toHaveText(first.steps[0].title);
});

test('who goes to another step while a scenario is loaded gets that one', async ({ page }) => {
  const at = await openStart(page);
  const [lesson] = lessons;
  const held = [];
  await page.route(`**/scenarios/${lesson.file}`, (route) => held.push(() => route.continue()));
  const go = (to) => page.evaluate((hash) => (location.hash = hash), to);
  await go(address(lesson).slice(1));
  await expect.poll(() => held.length).toBe(1);
  await go(address(lesson, 2).slice(1));
  await expect.poll(() => held.length).toBe(2);
  const came = page.waitForResponse(`**/scenarios/${lesson.file}`);
  held[0]();
  await (await came).finished();
  held[1]();
  await expect(at.title).toHaveText(lesson.steps[1].title);
  await expect(at.run.or(at.next)).toBeEnabled();
  await expect(page).toHaveURL(address(lesson, 2));
});

test('who leaves while a scenario runs to its end is not taken back to it', async ({ page }) => {
  const lesson = lessons.toSorted((a, b) => b.steps.length - a.steps.length)[0];
  const at = await open(page, lesson);
  await expect(at.toEnd).toBeEnabled();
  // The address changes within the last turn of the run, so that the browser says so only after it.
  await page.evaluate(() => {
    const now = Date.now;
    let time = now();
    const left = new Promise((go) => addEventListener('hashchange', go, { once: true }));
    let asked = 0; // how often in this task
    Date.now = () => {
      queueMicrotask(() => (asked = 0));
      if (!document.querySelector('#wait')) return (time += 1000); // no turn is long enough
      if ((asked += 1) === 3) location.hash = ''; // commands are running: other tasks ask once
      return time;
    };
    [...document.querySelectorAll('.controls button')].find((button) => button.textContent.trim() === 'Run to end').click();
    return left.then(() => { Date.now = now; });
  });
  await expect(page.getByRole('heading', { name: 'Scenarios', exact: true })).toBeVisible();
  await expect(page.locator('#wait')).toHaveCount(0);
  await expect(page).toHaveURL(/[/#]$/);
});

test('a panel’s name in the text leads there, on a wide screen and on a phone', async ({ page }) => {
  const named = (word) => firstStep((step, lesson) => lesson.file && step.text.includes(`**${word}**`));
  const at = await open(page, named('trail').lesson, named('trail').number);
  if (!(await at.story.locator('.to-panel').count())) await at.run.click();
  await at.dock('Timeline').click();
  await at.story.getByRole('button', { name: 'trail', exact: true }).click();
  await expect(at.trail).toBeVisible();
  await expect(page.locator('#trail')).toBeFocused();
  await page.setViewportSize({ width: 390, height: 844 });
  await at.tab('Scenario').click();
  await at.story.getByRole('button', { name: 'trail', exact: true }).click();
  await expect(at.trail).toBeVisible();
  await expect(at.story).toBeHidden();
});

test('the word envelope leads to the envelope in the inspector, wherever that was scrolled to', async ({ page }) => {
  const { lesson, number } = firstStep((step) => /envelope(\*\*)? of `orders-new`/.test(step.text));
  // The scenario may say it in bold by now; here it does in any case.
  const text = readFileSync(new URL(`../../web/scenarios/${lesson.file}`, import.meta.url), 'utf8').replaceAll('the envelope of', 'the **envelope** of');
  await page.route(`**/scenarios/${lesson.file}`, (route) => route.fulfill({ body: text, contentType: 'text/markdown' }));
  await page.setViewportSize({ width: 1280, height: 720 });
  const at = await open(page, lesson, number);
  await at.run.click();
  const part = page.locator('#part-envelope h3, #part-envelope').first();
  const scroll = (top) => page.locator('#inspector').evaluate((body, to) => { body.scrollTop = to; }, top);
  for (const from of [0, 100_000]) {
    await scroll(from);
    await at.story.getByRole('button', { name: 'envelope', exact: true }).click();
    await expect(page.locator('#inspector')).toBeFocused();
    await expect(part).toBeInViewport();
    await expect.poll(() => page.evaluate(() => {
      const [body, part] = ['inspector', 'part-envelope'].map((id) => document.getElementById(id));
      const end = body.scrollTop + body.clientHeight >= body.scrollHeight - 1;
      return end || Math.abs(part.getBoundingClientRect().top - body.getBoundingClientRect().top) < 2;
    })).toBe(true);
  }
});

test('on a phone, a tab leads to what the step is about, and back to where that panel was left', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { lesson, number } = firstStep((step, lesson, number) => looks.some((look) => look.scenario === lesson.id && look.step === number && look.part === 'envelope'));
  const at = await open(page, lesson, number);
  await at.run.click();
  await expect(at.answers.first()).toBeVisible();
  // A finger scrolls nothing; Playwright's click would.
  const tap = (name) => at.tab(name).evaluate((tab) => tab.click());
  // Directly below the tabs, or as far up as the page's end lets it come.
  const leads = (id) => expect.poll(() => page.evaluate((id) => {
    const below = document.getElementById(id).getBoundingClientRect().top - document.querySelector('.tabs').getBoundingClientRect().bottom;
    const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
    return Math.abs(below) < 20 || (end && below > 0 && below < innerHeight / 2);
  }, id)).toBe(true);
  const scrolled = () => page.evaluate(() => Math.round(scrollY));
  await expect.poll(scrolled).toBeGreaterThan(100);
  const read = await scrolled();
  await tap('Inspector');
  await leads('part-envelope');
  const looked = await scrolled();
  await tap('CloudTrail');
  await leads('trail');
  await expect(at.tab('CloudTrail')).toBeInViewport({ ratio: 1 });
  await tap('Scenario');
  await expect.poll(scrolled).toBe(read);
  await tap('Inspector');
  await expect.poll(scrolled).toBe(looked);
  await tap('Scenario');
  await at.next.click();
  await expect(at.run).toBeEnabled();
  await tap('Inspector');
  await leads('inspector-top');
});

test('what broke an envelope brings it into sight, below the bytes', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const { lesson, number } = firstStep((step, lesson) => lesson.id === 'lose-the-key' && step.runs[0]?.commands.includes('aws kms disable-key'));
  const at = await open(page, lesson, number);
  await at.run.click();
  await expect(page.locator('#part-envelope .flash.bad')).toBeInViewport();
  expect(await page.locator('#inspector .part').evaluateAll((parts) => parts.slice(0, 2).map((part) => part.id))).toEqual(['part-pages', 'part-envelope']);
});

test('what is real has a page, from which the reader comes back to where they were', async ({ page }) => {
  const { lesson, number } = asked;
  const at = await open(page, lesson, number);
  await at.run.click();
  const real = page.getByRole('heading', { level: 1, name: 'What is real, what is a model' });
  for (const back of [() => page.goBack(), () => page.getByRole('button', { name: 'Back to where you were' }).click()]) {
    await page.locator('footer').getByRole('link', { name: 'What is real, what is a model' }).click();
    await expect(real).toBeFocused();
    await expect(page).toHaveURL('/#v1/what-is-real');
    await back();
    await expect(at.title).toHaveText(lesson.steps[number - 1].title);
    await expect(at.answers).not.toHaveCount(0);
    await expect(page).toHaveURL(address(lesson, number));
  }
});

for (const width of [1800, 2000, 2399]) {
  test(`at ${width} px, CloudTrail and the timeline take turns beside the console`, async ({ page }) => {
    await page.setViewportSize({ width, height: 1000 });
    const at = await open(page, asked.lesson, asked.number);
    for (const [tab, there, gone] of [['Timeline', at.timeline, at.trail], ['CloudTrail', at.trail, at.timeline]]) {
      await at.dock(tab).click();
      await expect(there).toBeVisible();
      await expect(gone).toBeHidden();
      await expect(at.console).toBeVisible();
    }
  });
}

test('CloudTrail is one stop of Tab, and arrows go through its events', async ({ page }) => {
  const at = await open(page, asked.lesson, asked.number);
  await at.run.click();
  await at.dock('CloudTrail').click();
  const events = at.trail.locator('.event-head');
  await page.locator('#trail').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(events.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(events.nth(1)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await expect(events.last()).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement.closest('.trail'))).toBe(null);
  await page.locator('#trail').focus();
  await page.keyboard.press('Home');
  await expect(events.first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('#trail')).toBeFocused();
});
