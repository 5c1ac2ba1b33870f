// An element that was removed is freed, with everything that was drawn in it: in a site that changes its pages without
// loading them, hundreds of elements come and go.
import { expect, inside, lesson, test } from './embed.js';

/** Adds an element to the page, records it, and waits until it can be used. */
const add = async (scenario) => {
  const element = document.createElement('aurora-playground');
  Object.assign(element, { scenario, controls: 'story map console' });
  document.body.append(element);
  (globalThis.all ??= []).push(new WeakRef(element));
  return element.start();
};

test('removed elements are collected, however they go', async ({ host, page, context }) => {
  host.pages['add.js'] = `globalThis.add = ${add}`;
  await page.goto(host.page('', { head: '<script src="/add.js"></script>' }));
  const devtools = await context.newCDPSession(page);
  /** How many of the elements made since the last call still exist, and how many nodes there are. */
  const left = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { nodes } = await devtools.send('Memory.getDOMCounters');
    return { nodes, elements: await page.evaluate(() => globalThis.all.filter((one) => one.deref()).length) };
  };
  const settled = async (elements = 0) => {
    await expect.poll(async () => (await left()).elements).toBe(elements);
    await page.evaluate(() => (globalThis.all = []));
    return (await left()).nodes;
  };

  // After it was used: a step, a command, a dialog, a text being typed.
  await page.evaluate((scenario) => globalThis.add(scenario).then(() => {}), lesson.id);
  const at = inside(page);
  await at.run.click();
  await at.element.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await page.keyboard.press('Escape');
  await at.beside('Console').click();
  await at.line.fill('aws kms create-key');
  await at.line.press('Enter');
  await expect(at.entries.last()).toContainText('KeyMetadata');
  await at.element.evaluate((element) => element.remove());
  await settled();

  // Removed with the page's whole body; while it starts; and before it does.
  await page.evaluate(async (scenario) => {
    await globalThis.add(scenario);
    const begun = globalThis.add(scenario).catch(() => {});
    document.body.append(Object.assign(document.createElement('aurora-playground'), { scenario, boot: 'click' }));
    globalThis.all.push(new WeakRef(document.body.lastChild));
    document.body.replaceWith(document.createElement('body'));
    await begun;
  }, lesson.id);
  const before = await settled();

  // A hundred pages in turn.
  await page.evaluate(async (scenario) => {
    for (let at = 0; at < 100; at += 1) (await globalThis.add(scenario)).remove();
  }, lesson.id);
  const nodes = await settled();
  // Yew never releases the one node that it drew into.
  expect(nodes - before).toBeLessThanOrEqual(100 + 20);
});
