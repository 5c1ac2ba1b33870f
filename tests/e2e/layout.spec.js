// From a small phone to a wide screen: everything fits, and what does not fit scrolls in its own box.
import { expect, onOnePage, test } from './page.js';
import { firstStep, lessons } from './lessons.js';
import { filled, open, openFree, openStart, parts, sql, type } from './parts.js';

const WIDTHS = [320, 360, 768, 1440, 2560];

/** A step with a question and a refusal, and the scenario with the fullest map at its end. */
const middle = firstStep((step, lesson, number) => step.question && step.refused?.rule && number > 1);
const end = lessons.find((l) => l.steps.some((s) => s.runs.some((r) => r.commands.includes('--region '))));

const states = {
  'the first screen': openStart,
  'what changed': async (page) => {
    await page.goto('/#v1/what-changed');
    await expect(page.locator('.change').first()).toBeVisible();
    return parts(page);
  },
  'the quiz': async (page) => {
    await page.goto('/#v1/quiz');
    await expect(page.locator('.door').first()).toBeVisible();
    return parts(page);
  },
  'a scenario, before a step': (page) => open(page, middle.lesson, middle.number),
  'a scenario, after a refusal': async (page) => {
    const at = await open(page, middle.lesson, middle.number);
    await at.run.click();
    await expect(at.card).toBeVisible();
    return at;
  },
  'the end of a scenario': async (page) => {
    const at = await open(page, end);
    await at.toEnd.click();
    await expect(at.nextScenario).toBeVisible();
    return at;
  },
  'free play': async (page) => {
    const at = await openFree(page);
    const name = 'a-cluster-with-the-longest-name-that-there-is-in-all-of-this';
    await type(at, ...filled(name, '--storage-encrypted'));
    await type(at, sql(name, `SELECT ${'name, card, '.repeat(9)}* FROM customers`), 'aws rds describe-db-clusters --output table', 'aws kms list-keys --colour red');
    return at;
  },
};

for (const [name, prepare] of Object.entries(states)) {
  test.describe(name, () => {
    const at = onOnePage(prepare);
    for (const width of WIDTHS) {
      test(`fits ${width} px`, async () => {
        await at.page.setViewportSize({ width, height: 900 });
        const tabs = at.page.getByRole('navigation').getByRole('button');
        for (const tab of [undefined, ...(await tabs.all())]) {
          await tab?.click();
          // Something may still move from where it was before the window got another size.
          await expect.poll(() => at.page.evaluate(tooWide), (await tab?.textContent()) ?? 'at once').toEqual([]);
        }
      });
    }
  });
}

/** Runs in the page: whether it scrolls sideways, and what sticks out of it without scrolling in its own box. */
function tooWide() {
  const root = document.documentElement;
  const found = root.scrollWidth > root.clientWidth ? [`the page: ${root.scrollWidth} > ${root.clientWidth}`] : [];
  const cut = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      const { overflowX } = getComputedStyle(box);
      if (overflowX !== 'visible') return box.getBoundingClientRect().right <= root.clientWidth + 1;
    }
    return false;
  };
  for (const element of document.querySelectorAll('#app *')) {
    const { right, width } = element.getBoundingClientRect();
    if (width > 1 && right > root.clientWidth + 1 && element.checkVisibility() && !cut(element)) {
      found.push(`${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} up to ${Math.round(right)}`);
    }
  }
  return found;
}

test.describe('what is where', () => {
  test('a narrow screen shows one panel at a time', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    const at = await open(page, middle.lesson, middle.number);
    const panels = { Scenario: at.story, Map: at.map, Inspector: at.inspector, Console: at.console, CloudTrail: at.trail, Timeline: at.timeline };
    for (const [name, panel] of Object.entries(panels)) {
      await at.tab(name).click();
      await expect(panel).toBeVisible();
      for (const other of Object.values(panels)) if (other !== panel) await expect(other).toBeHidden();
      await expect(at.tab(name)).toHaveAttribute('aria-pressed', 'true');
    }
  });

  test('a wide screen shows narration, map, inspector and one more at once', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const at = await open(page, middle.lesson, middle.number);
    for (const panel of [at.story, at.map, at.inspector, at.time, at.trail]) await expect(panel).toBeInViewport();
    await expect(at.run).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollHeight), 'the page itself does not scroll').toBe(900);
    await expect(at.tab('Map')).toBeHidden();
  });

  test('a wider screen shows the console beside CloudTrail or timeline', async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    const at = await open(page, middle.lesson, middle.number);
    for (const panel of [at.story, at.map, at.inspector, at.console, at.trail]) await expect(panel).toBeInViewport();
    await at.dock('Timeline').click();
    for (const panel of [at.console, at.timeline]) await expect(panel).toBeInViewport();
    await expect(at.trail).toBeHidden();
  });

  test('the tab of what is shown is marked, with the console in its place and beside it', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const at = await openFree(page);
    const marked = async (name) => {
      for (const tab of await at.dock(/./).all()) await expect(tab).toHaveAttribute('aria-pressed', String((await tab.textContent()) === name));
    };
    await marked('Console');
    await page.setViewportSize({ width: 1920, height: 1080 });
    await expect(at.trail).toBeInViewport();
    await marked('CloudTrail');
    await at.dock('Timeline').click();
    await marked('Timeline');
    await at.dock('CloudTrail').click();
    await marked('CloudTrail');
    await expect(at.trail).toBeInViewport();
  });

  test('the widest screen shows everything', async ({ page }) => {
    await page.setViewportSize({ width: 2560, height: 1300 });
    const at = await open(page, middle.lesson, middle.number);
    const all = [at.story, at.map, at.inspector, at.console, at.trail, at.timeline];
    for (const panel of all) await expect(panel).toBeInViewport();
  });

  test('on a narrow screen, what is selected and what is put in the console comes to the front', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    const at = await open(page, middle.lesson, middle.number);
    await at.story.getByRole('button', { name: 'Put in console' }).first().click();
    await expect(at.line).toBeFocused();
    await expect(at.line).toBeInViewport();
    await at.tab('Map').click();
    await at.map.locator('.box-button').first().click();
    await expect(at.inspector.locator('.thing-name')).toBeInViewport();
  });

  test('the step’s buttons stay in sight on a small phone', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    const at = await open(page, middle.lesson, middle.number);
    await expect(at.run).toBeInViewport();
    await at.run.click();
    await expect(at.next).toBeInViewport();
    await expect(at.answers.first()).toBeInViewport();
  });
});

const stepOf = async (page, step) => {
  const [id, number] = step.split('/');
  const at = await open(page, lessons.find((lesson) => lesson.id === id), Number(number));
  await expect(at.run).toBeEnabled();
  return at;
};

test.describe('nothing is torn or cut without a sign', () => {
  for (const [width, height] of [[1280, 720], [390, 844], [360, 780]]) {
    test(`words of commands break behind signs, ${width} × ${height}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      for (const step of ['rotate-a-key/4', 'guard-an-account/5', 'lose-the-key/4']) {
        const at = await stepOf(page, step);
        const set = at.commands.locator('details.set-up:not([open]) > summary');
        for (const one of await set.all()) await one.click();
        const { parts, torn } = await at.commands.first().evaluate(tornWords);
        expect(parts, step).toBeGreaterThan(1);
        expect(torn, step).toEqual([]);
      }
    });
  }

  for (const [width, height] of [[1280, 720], [390, 844], [360, 780]]) {
    test(`the names of SQLite’s errors break behind "_" only, ${width} × ${height}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      for (const step of ['on-the-disk/9', 'tampered-pages/3', 'lost-and-found/6']) {
        const at = await stepOf(page, step);
        await at.run.click();
        const result = at.story.locator('.compared td:last-child').filter({ hasText: 'SQLITE_' }).and(page.locator(':visible')).first();
        await expect(result, step).toBeVisible();
        expect((await result.evaluate(tornWords, '_')).torn, step).toEqual([]);
      }
    });
  }

  test('what scrolls in its own box has a shadow at the edge behind which there is more', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    for (const [step, selector] of [
      ['logs/8', '#decisive > .answer > pre'],
      ['one-nonce-twice/2', '.opened .wide'],
    ]) {
      const at = await stepOf(page, step);
      await at.run.click();
      const box = page.locator(selector).first();
      await expect(box).toBeVisible();
      const { over, layers } = await box.evaluate((element) => ({
        over: Math.max(element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight),
        layers: getComputedStyle(element).backgroundAttachment.split(', '),
      }));
      expect(over, step).toBeGreaterThan(1);
      expect(layers, step).toEqual(expect.arrayContaining(['local', 'scroll']));
    }
  });

  for (const [width, height] of [[1280, 720], [390, 844]]) {
    test(`the columns of a list of pages stay below each other, ${width} × ${height}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      const at = await stepOf(page, 'on-the-disk/5');
      await at.run.click();
      const rows = at.story.locator('#decisive pre.out .columns');
      await expect(rows.first()).toContainText('PAGE  ENCRYPTED');
      const torn = await rows.evaluateAll((all) => all.filter((one) => Math.round(one.getBoundingClientRect().height / one.textContent.trimEnd().split('\n').length) > 22).length);
      expect(torn).toBe(0);
    });
  }

  test('how many bytes changed stays in its column', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    for (const step of ['replicas/12', 'lost-and-found/5', 'global-database/9', 'tampered-pages/5']) {
      const at = await stepOf(page, step);
      await at.run.click();
      const heads = at.inspector.locator('#dump > .head:not(.offset)');
      await expect(heads.first().locator('.badge')).toContainText('changed');
      const over = await heads.evaluateAll((all) => all.map((head) => head.scrollWidth - head.clientWidth));
      expect(Math.max(...over), step).toBeLessThanOrEqual(0);
    }
  });

  test('the bytes of the first screen are whole on a phone, and each question has a place of its own', async ({ page }) => {
    const at = await openStart(page);
    for (const width of [360, 390]) {
      await page.setViewportSize({ width, height: 844 });
      const over = await page.locator('#app .specimen pre').evaluateAll((all) => all.map((pre) => pre.scrollWidth - pre.clientWidth));
      expect(over, `${width}`).toEqual([0, 0]);
    }
    const links = at.page.locator('#app .asked-often > li > a');
    expect(new Set((await Promise.all((await links.all()).map((link) => link.boundingBox()))).map(({ y }) => y)).size).toBe(await links.count());
  });
});

/** Runs in the page: how many parts of words there are between the signs, and those that a line breaks in. */
function tornWords(element, signs = ',=/: -') {
  const torn = [];
  let parts = 0;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const chars = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at += 1) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (box.width) chars.push({ sign: node.data[at], y: box.y, word: node.parentElement });
    }
  }
  for (const [at, { sign, y, word }] of chars.entries()) {
    const next = chars[at + 1];
    parts += signs.includes(sign);
    if (next?.word === word && next.y > y + 4 && /\S/.test(next.sign) && !signs.includes(sign) && sign !== ' ') torn.push(word.textContent);
  }
  return { parts, torn };
}

// walk.js counts what jumps after every click of every scenario, as long as the page is busy. These are the steps in which
// most moves, clicked as a reader does, until everything that moves has come to its place.
for (const [width, height, steps] of [
  [1280, 720, ['share-a-snapshot/8', 'copy-to-another-region/4']],
  [1440, 900, ['share-a-snapshot/8', 'shared-under-three-keys/6']],
]) {
  test(`after Run nothing jumps, ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const step of steps) {
      const [id, number] = step.split('/');
      const at = await open(page, lessons.find((lesson) => lesson.id === id), Number(number));
      await expect(at.run).toBeEnabled();
      await still(page);
      await page.evaluate(() => {
        globalThis.jumps = [];
        new PerformanceObserver((list) => globalThis.jumps.push(...list.getEntries().map(({ value }) => value))).observe({ type: 'layout-shift' });
      });
      await at.run.click();
      await expect(at.answers.first()).toBeVisible();
      await still(page);
      expect(await page.evaluate(() => globalThis.jumps.reduce((sum, value) => sum + value, 0)), step).toBeLessThan(0.1);
    }
  });
}

/** Waits until nothing moves any more: what has begun to move has ended by itself. */
const still = (page) =>
  page.evaluate(async () => {
    const idle = () => new Promise((go) => requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(go))));
    const moving = () => document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity);
    for (await idle(); moving().length; await idle()) await Promise.allSettled(moving().map((one) => one.finished));
  });
