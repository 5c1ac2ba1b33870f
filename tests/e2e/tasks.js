// How long the main thread's tasks take, in its own time (Chromium's trace has it for each task), so that other processes
// hardly matter. The present speed of the machine is measured before and after, with fixed work of known cost.

/** How long the fixed work takes on the machine of tests/bench/figures.md, in ms of the thread's time. */
export const KNOWN = 4.3;

/** Runs in the page: makes `fixedWork`, of which script and layout are each about half. */
export function prepare() {
  globalThis.fixedWork = () => {
    let sum = 1;
    for (let i = 0; i < 900_000; i += 1) sum = (Math.imul(sum, 1_103_515_245) + 12_345) >>> 0;
    const box = document.createElement('div');
    box.style.cssText = 'position: fixed; contain: strict; width: 20rem; height: 20rem; visibility: hidden';
    for (let i = 0; i < 180; i += 1) {
      const line = document.createElement('p');
      line.textContent = `Line ${i}, ${sum}: some words to break, one after the other, as in any text.`;
      box.append(line);
    }
    document.body.append(box);
    const height = box.scrollHeight;
    box.remove();
    return height;
  };
  for (let i = 0; i < 15; i += 1) globalThis.fixedWork();
}

/** Does the fixed work so often, each in a task of its own, and names the tasks. */
const known = (page, names) =>
  page.evaluate(async (names) => {
    for (const name of names) {
      await new Promise((go) => setTimeout(go));
      performance.mark(name);
      globalThis.fixedWork();
    }
    await new Promise((go) => setTimeout(go));
  }, names);

/** The longest task of the main thread while `act` runs, in reference milliseconds. The page has run `prepare`. */
export async function longest(page, cdp, act) {
  const events = [];
  const keep = ({ value }) => events.push(...value);
  cdp.on('Tracing.dataCollected', keep);
  const includedCategories = ['toplevel', 'blink.user_timing'];
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories, excludedCategories: ['*'] } });
  const names = ['known:0', 'known:1', 'known:2', 'known:3', 'known:4', 'known:5'];
  await known(page, names.slice(0, 3));
  await act();
  await page.evaluate(() => performance.mark('end'));
  if (!(await page.evaluate(() => 'fixedWork' in globalThis))) await page.evaluate(prepare); // the page was reloaded
  await known(page, names.slice(3));
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', keep);

  const marks = names.map((name) => events.find((event) => event.name === name));
  const { pid, tid } = marks[0];
  const tasks = events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X' && event.name.endsWith('RunTask') && event.tdur !== undefined);
  const around = marks.map(({ ts }) => tasks.find((task) => task.ts <= ts && ts <= task.ts + task.dur).tdur / 1000);
  const speed = around.toSorted((a, b) => a - b)[names.length / 2] / KNOWN;
  const { ts: end } = events.findLast((event) => event.name === 'end');
  const meant = tasks.filter((task) => task.ts > marks[2].ts && task.ts < end);
  return Math.max(0, ...meant.map((task) => task.tdur)) / 1000 / speed;
}
