// Every scenario, walked to its end with the page's buttons on a wide screen, and the longest ones on a phone, which draws
// less: after each click the page shows what the scenario's file says, what the step is about is in sight, nothing jumps,
// and no click keeps the tab busy for more than 50 ms.
//
// The time is that of the main thread (Chromium's trace has it for each task), so that other processes hardly matter.
// The present speed of this machine is measured between the steps, with fixed work of known cost. A step that is over
// the budget once may be a garbage collection; it fails if it is over the budget each time.
import { expect, test } from './page.js';
import { after, lessons, plain } from './lessons.js';
import { WIDE, cluster, open, openFree, parts, type } from './parts.js';
import { KNOWN, prepare } from './tasks.js';
import { file, longest, walk } from './walk.js';

const BUDGET = 50; // ms
/** The reference is the machine of tests/bench/figures.md. A machine half as fast must keep the budget. */
const SLOWER = 2;
const TRIES = 3;
/** The most that one click may make things jump, as the browser counts it: a share of the screen times a share of the way. */
const JUMP = 0.1;

// A page that has run no other test, like a reader's.
test.use({ viewport: WIDE, reuseContext: false });

/** The smallest windows in which everything that a step is about must be in sight: see sight.spec.js. */
const WINDOWS = [
  ['wide', { width: 1280, height: 720 }, lessons],
  ['phone', { width: 390, height: 844 }, longest],
];

/**
 * Walks through a scenario. Returns what was seen, and each click's longest task in reference milliseconds of the main
 * thread.
 */
async function stepThrough(page, lesson) {
  const at = await open(page, lesson);
  await expect(at.run.or(at.next)).toBeEnabled();
  await page.evaluate(prepare);
  const cdp = await page.context().newCDPSession(page);
  const events = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const includedCategories = ['toplevel', 'blink.user_timing'];
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories, excludedCategories: ['*'] } });
  const { labels, shifts, unseen, seen } = await walk(page, lesson);
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await complete;
  await cdp.detach();
  const jumps = labels.map((label, i) => `click ${i + 1}, ${label}: ${shifts[i].toFixed(2)}`).filter((_, i) => shifts[i] > JUMP);
  return { labels, jumps, unseen, seen, ...read(events, labels) };
}

/** Each click's longest task, from the trace. */
function read(events, labels) {
  const { pid, tid } = events.find((event) => event.name === 'click:0');
  const here = events.filter((event) => event.pid === pid && event.tid === tid);
  const tasks = here.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && event.tdur !== undefined);
  const at = (name) => here.find((event) => event.name === name).ts;
  const longest = (some) => Math.max(0, ...some.map((task) => task.tdur)) / 1000;
  const around = (ts) => longest(tasks.filter((task) => task.ts <= ts && ts <= task.ts + task.dur));
  const known = labels.map((_, i) => around(at(`known:${i}`))).sort((a, b) => a - b);
  const speed = known[Math.floor(known.length / 2)] / KNOWN;
  const clicks = labels.map((label, i) => {
    const [from, to] = [at(`click:${i}`), at(`rest:${i}`)];
    // The last part is this file reading the page.
    const time = longest(tasks.filter((task) => task.ts + task.dur > from && task.ts + task.dur < to));
    return { label: `click ${i + 1}, ${label}`, time: time / speed };
  });
  return { clicks, speed };
}

/** The clicks that are over the budget in every try, with their times. */
async function atFault(page, lesson, tries = TRIES) {
  let over = null;
  for (let i = 0; i < tries && over?.size !== 0; i += 1) {
    const { labels, jumps, unseen, seen, clicks, speed } = await stepThrough(page, lesson);
    expect(labels).toEqual(lesson.steps.flatMap(() => ['Run', 'Next']).slice(0, -1));
    expect(seen).toEqual(file(lesson));
    expect(unseen).toEqual([]);
    expect(jumps, 'what moves is moved and does not jump').toEqual([]);
    if (process.env.PLAYGROUND_SHOW) console.log(lesson.id, speed.toFixed(2), clicks.map(({ time }) => time.toFixed(0)).join(' '));
    const slow = clicks.filter((one) => one.time > BUDGET / SLOWER);
    over = new Map(slow.filter(({ label }) => over?.has(label) ?? true).map(({ label, time }) => [label, `${time.toFixed(0)} ms`]));
    if (i + 1 < tries && over.size > 0) await page.goto('about:blank');
  }
  return [...over];
}

for (const [name, viewport, walked] of WINDOWS) {
  test.describe(name, () => {
    test.use({ viewport });
    for (const lesson of walked) {
      test(`${lesson.id}: every step comes out as its file says, and no click makes a long task`, async ({ page }) => {
        expect(await atFault(page, lesson)).toEqual([]);
        await finished(parts(page), lesson, name === 'wide');
      });
    }
  });
}

/** The look of a page that was walked to its end. */
async function finished(at, lesson, isWide) {
  await expect(at.nextScenario).toBeVisible();
  await expect(at.again).toBeEnabled();
  const following = after(lesson);
  await expect(at.nextScenario).toHaveText(following ? `Next: ${following.title}` : 'All scenarios');
  // The console has the same commands and answers as the steps.
  await (isWide ? at.dock('Console') : at.tab('Console')).click();
  await expect(at.entries.last()).toBeVisible();
  const printed = plain((await at.entries.locator('> .out, > .error, > .usage > pre').allTextContents()).join('\n'));
  expect(printed).toBe(plain(lesson.steps.map((step) => step.output).join('\n')));
}

test('of a year’s events the newest are drawn, and it says so', async ({ page }) => {
  const at = await openFree(page);
  await type(at, ...cluster('orders', '--storage-encrypted'), 'playground wait 30d');
  const older = at.trail.getByText('There are older events');
  await at.dock('CloudTrail').click();
  await expect(older).toBeHidden();
  await at.dock('Console').click();
  await type(at, 'playground wait 365d');
  await at.dock('CloudTrail').click();
  await expect(older).toBeVisible();
  await expect(at.trail.locator('.event')).toHaveCount(60);
});

test('a click that keeps the tab too long is seen', async ({ page }) => {
  await page.addInitScript(
    (times) => addEventListener('click', () => { for (let i = 0; i < times; i += 1) globalThis.fixedWork(); }),
    Math.ceil((2 * BUDGET) / SLOWER / KNOWN),
  );
  const shortest = lessons.toSorted((a, b) => a.steps.length - b.steps.length)[0];
  const clicks = (await atFault(page, shortest, 2)).length;
  expect(clicks).toBeGreaterThanOrEqual(shortest.steps.length);
});
