// The size of an embed is constant, from the page's first byte to the scenario's last step: nothing moves around it,
// and the step's button is in sight. Also in hosts that make their content's width their own, and in frames of any
// height.
import { readFileSync } from 'node:fs';
import { embed, expect, inside, test } from './embed.js';
import { lessons } from './lessons.js';

/** A scenario with SQL, whose content grows and shrinks from step to step. */
const lesson = lessons.find(({ id }) => id === 'on-the-disk');
const DESK = { width: 1280, height: 720 };
const PHONE = { width: 360, height: 640 };
const PLACE = '<link rel="stylesheet" href="/p/embed-place.css">';
const text = '<p>Text that stays where it is.</p>'.repeat(8);
/**
 * The fragment that the build has written to paste, without its first two lines, which the pages here have in their
 * heads.
 */
const fragment = readFileSync(new URL(`../../dist/read/${lesson.id}/embed.html`, import.meta.url), 'utf8')
  .split('\n').slice(2).join('\n').replaceAll(/https?:\/\/[^"]*(?=read\/)/g, '/p/');
const iframe = (attributes) => `<iframe title="Playground" src="/p/embed.html?scenario=${lesson.id}&boot=now" ${attributes}></iframe>`;
const framed = (page) => inside(page.frameLocator('iframe'));

/** After two frames, what was there has been painted. */
const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Delays what ends with a name until it is released. */
function gates(host, names) {
  const all = Object.fromEntries(names.map((name) => [name, {}]));
  for (const gate of Object.values(all)) gate.open = new Promise((resolve) => (gate.resolve = resolve));
  host.options.delay = (path) => all[names.find((name) => path.endsWith(name))]?.open;
  return (name) => all[name].resolve();
}

test.describe('nothing moves', () => {
  const near = `<h1>Title</h1><p>Intro.</p>`;
  const KINDS = {
    'an empty element': `${near}${embed({ scenario: lesson.id, boot: 'visible' })}${text}`,
    'an element with the fragment': `${near}${fragment}${text}`,
    'an element that is clicked': `${near}${embed({ scenario: lesson.id, boot: 'click' })}${text}`,
    'an element below': `${near}${'<p>Much text.</p>'.repeat(25)}${embed({ scenario: lesson.id, boot: 'visible' })}${text}`,
    'a frame with host.js': `${near}${iframe('width="100%" height="640"')}${text}`,
  };
  for (const [kind, body] of Object.entries(KINDS)) {
    for (const size of [DESK, PHONE]) {
      test(`${kind}, at ${size.width} px`, async ({ host, page }) => {
        const isFrame = body.includes('<iframe');
        const open = gates(host, ['p/embed.js', 'host.js', 'playground_web_bg.wasm', lesson.file]);
        await page.setViewportSize(size);
        await page.addInitScript(() => {
          globalThis.shifts = [];
          // Also right after a click: later shifts count, but there should be no immediate ones either.
          new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true });
        });
        const head = isFrame ? '<script type="module" src="/p/host.js"></script>' : PLACE;
        await page.goto(host.page(body, { head, from: isFrame ? null : '/p/' }), { waitUntil: 'commit' });
        const at = isFrame ? framed(page) : inside(page);
        await expect(page.getByText('Text that stays').last()).toBeAttached();
        await painted(page);
        open('p/embed.js');
        open('host.js');
        await expect(at.start).toBeAttached();
        if (kind.endsWith('clicked')) await at.start.click();
        if (kind.endsWith('below')) await at.element.evaluate((element) => element.scrollIntoView({ block: 'center' }));
        await expect(at.state).toHaveText('Loading …');
        await painted(page);
        open('playground_web_bg.wasm');
        // The program has loaded, but has nothing to show yet.
        await expect(at.element.locator('.embed')).toBeAttached();
        await expect(at.poster).toBeVisible();
        await painted(page);
        open(lesson.file);
        await expect(at.run).toBeEnabled();
        await expect(at.poster).toBeHidden();
        await painted(page);
        for (const frame of page.frames()) {
          const shift = await frame.evaluate(() => globalThis.shifts.reduce((sum, value) => sum + value, 0));
          expect(shift, frame.url()).toBeLessThanOrEqual(0.05);
        }
      });
    }
  }
});

test.describe('one height over all steps', () => {
  /** Runs in the page: walks through all steps with the button, and records each time where things are. */
  const walk = async (at) =>
    at.element.evaluate(async (element) => {
      const seen = new Set();
      const away = [];
      const view = window.frameElement?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
      const { innerHeight: sight } = window.top;
      const button = () => element.shadowRoot.querySelector('.controls .primary');
      (window.frameElement ?? element).scrollIntoView({ block: 'end' });
      for (let step = 1; ; step += 1) {
        for (const act of ['goTo', 'run']) {
          const { steps } = await element[act](...(act === 'goTo' ? [step] : []));
          seen.add(`${element.getBoundingClientRect().height} in ${window.top.document.documentElement.scrollHeight}`);
          const box = button().getBoundingClientRect();
          const top = box.top + (window.frameElement?.getBoundingClientRect().top ?? 0);
          if (top < 0 || top + box.height > sight || box.bottom > Math.max(view.bottom - view.top, 0)) away.push(`${act} ${step}: ${top}`);
          if (act === 'run' && step === steps) return { steps: step, seen: [...seen], away, sideways: window.top.document.documentElement.scrollWidth - window.top.innerWidth };
        }
      }
    });

  for (const [kind, size, body] of [
    ['an element', { width: 1100, height: 800 }, embed({ scenario: lesson.id })],
    ['an element', PHONE, embed({ scenario: lesson.id })],
    ['a frame with host.js', PHONE, iframe('width="100%" height="640"')],
    ['a frame of 300 px', PHONE, iframe('width="100%" height="300"')],
    ['a frame of 300 px', DESK, iframe('width="900" height="300"')],
  ]) {
    test(`${kind}, at ${size.width} px: its button stays in sight`, async ({ host, page }) => {
      await page.setViewportSize(size);
      const isFrame = body.includes('<iframe');
      const head = isFrame ? (kind.includes('host.js') ? '<script type="module" src="/p/host.js"></script>' : '') : PLACE;
      await page.goto(host.page(text + body + text, { head, from: isFrame ? null : '/p/' }));
      const at = isFrame ? framed(page) : inside(page);
      await expect(at.run).toBeEnabled();
      const { steps, seen, away, sideways } = await walk(at);
      expect(steps).toBe(lesson.steps.length);
      expect(away).toEqual([]);
      expect(seen).toHaveLength(1);
      expect(sideways).toBeLessThanOrEqual(0);
      // What does not fit into a panel can be scrolled, and there is room for some lines.
      const body300 = await at.element.locator('.story > .panel-body').evaluate((one) => [one.clientHeight, one.scrollHeight]);
      expect(body300[0]).toBeGreaterThan(110);
      expect(body300[1]).toBeGreaterThan(body300[0]);
    });
  }
});

test('hosts as wide as what is in them give a sensible width, and none scrolls sideways', async ({ host, page }) => {
  const KINDS = {
    'flex row': 'display: flex; justify-content: center',
    'flex column': 'display: flex; flex-direction: column; align-items: center',
    'grid justify-items': 'display: grid; justify-items: center',
    'grid place-items': 'display: grid; place-items: center',
    'table cell': 'display: table-cell',
    float: 'float: left',
    'inline-block': 'display: inline-block',
    'fit-content': 'width: fit-content',
    absolute: 'position: absolute; top: 0',
  };
  host.pages['kinds.css'] = `body { margin: 0 } section { position: relative; display: flow-root; min-height: 700px; padding: 4px } ${Object.values(KINDS).map((css, nth) => `.k${nth} { ${css} }`).join(' ')}`;
  const body = Object.keys(KINDS).map((_, nth) => `<section><div class="k${nth}">${embed({ scenario: lesson.id, boot: 'click' }, nth % 2 ? '<p>Mine</p>' : '')}</div></section>`).join('');
  const boxes = () =>
    page.evaluate(() => ({
      sideways: document.documentElement.scrollWidth - innerWidth,
      boxes: [...document.querySelectorAll('aurora-playground')].map((one) => [one, one.shadowRoot.querySelector('.aurora')].map((each) => each.getBoundingClientRect()).map(({ width, height }) => [Math.round(width), Math.round(height)])),
    }));
  const check = async (least, most, height, when) => {
    const found = await boxes();
    expect(found.sideways, when).toBe(0);
    for (const [nth, kind] of Object.keys(KINDS).entries()) {
      for (const [width, high] of found.boxes[nth]) {
        expect(width, `${kind} ${when}`).toBeGreaterThanOrEqual(least);
        expect(width, `${kind} ${when}`).toBeLessThanOrEqual(most);
        expect(high, `${kind} ${when}`).toBe(height);
      }
    }
  };
  await page.setViewportSize(PHONE);
  await page.goto(host.page(body, { head: `${PLACE}<link rel="stylesheet" href="/kinds.css">` }));
  await expect(inside(page, 8).start).toBeAttached();
  await check(340, 360, 576, 'at 360 px before');
  await page.setViewportSize(DESK);
  await check(940, 1000, 640, 'at 1280 px before');
  await page.evaluate(() => Promise.all([...document.querySelectorAll('aurora-playground')].map((one) => one.start())));
  await expect(inside(page, 8).run).toBeEnabled();
  await check(940, 1000, 640, 'at 1280 px after');
  await page.setViewportSize(PHONE);
  await check(340, 360, 576, 'at 360 px after');
});

test('every choice of panels has one height, before and after, and the author’s own wins', async ({ host, page }) => {
  host.pages['own.css'] = '.half { height: 500px } .tall { --aurora-height: 560px }';
  const KINDS = [['full', '', 640], ['minimal', '', 640], ['none', '', 640], ['story', '', 640], ['map console', '', 640], ['map', '', 440], ['console', '', 440], ['full', 'half', 500], ['full', 'tall', 560]];
  const body = KINDS.map(([controls, name]) => embed({ scenario: lesson.id, boot: 'click', controls, class: name })).join('');
  await page.setViewportSize(DESK);
  // The author's styles come first here, and still override what the script and the style sheet say.
  await page.goto(host.page(body, { head: `<link rel="stylesheet" href="/own.css">${PLACE}` }));
  const heights = () => page.evaluate(() => [...document.querySelectorAll('aurora-playground')].map((one) => [one, one.shadowRoot.querySelector('.aurora > :is(.poster, [class=""], div:not([class]))')].map((each) => each.getBoundingClientRect().height)));
  const wanted = KINDS.map(([, , height]) => height);
  await expect(inside(page, 8).start).toBeAttached();
  expect((await heights()).map(([outer]) => outer)).toEqual(wanted);
  await page.evaluate(() => Promise.all([...document.querySelectorAll('aurora-playground')].map((one) => one.start())));
  await expect(inside(page, 8).run).toBeEnabled();
  await inside(page, 0).element.evaluate((one) => one.run());
  const after = await heights();
  expect(after.map(([outer]) => outer)).toEqual(wanted);
  for (const [outer, inner] of after) expect(outer - inner).toBe(2); // the border
});

test('a long text of the author’s is read whole without scripts, without WebAssembly, and in print', async ({ browser, host, page }) => {
  const last = lesson.steps.at(-1).title;
  const address = host.page(fragment, { head: PLACE });
  const bare = await browser.newPage({ javaScriptEnabled: false, viewport: PHONE });
  await bare.goto(address);
  const box = await bare.locator('aurora-playground').boundingBox();
  const end = await bare.getByText(last, { exact: true }).boundingBox();
  expect(box.height).toBeGreaterThan(2000);
  expect(end.y).toBeLessThan(box.y + box.height);
  await bare.close();

  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(address);
  const at = inside(page);
  await expect(at.state).toContainText('no WebAssembly');
  await page.getByText(last, { exact: true }).scrollIntoViewIfNeeded();
  await expect(page.getByText(last, { exact: true })).toBeInViewport();
  await at.element.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  await expect(at.state).toBeInViewport();
  await page.emulateMedia({ media: 'print' });
  const whole = await at.element.evaluate((element) => [element.clientHeight, element.querySelector('ol').getBoundingClientRect().height]);
  expect(whole[0]).toBeGreaterThan(whole[1]);
});
