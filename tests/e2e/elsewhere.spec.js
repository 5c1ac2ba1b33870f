// Scenarios from another site: what would run before the step that an address names is shown first, and the site that a
// file came from is named, whatever the file or the address say.
import { faultsInBoth } from './axe.js';
import { embed, expect, inside, startEmbedHost, test } from './embed.js';
import { lessons } from './lessons.js';

const scenario = (title = 'Theirs') => `---
title: ${title}
summary: A scenario of somebody else.
seed: 07
edition: 2020
---

${['One', 'Two', 'Three'].map((name) => `## ${name}\n\nWords.\n\n\`\`\`aws\naws kms create-key --description ${name}\n\`\`\`\n`).join('\n')}`;

let far;
test.beforeEach(async ({ trouble }) => {
  far = await startEmbedHost(trouble, { site: null, csp: undefined });
  far.pages['theirs.md'] = scenario();
});
test.afterEach(() => far.close());

const theirs = (step) => `/embed.html?boot=now&scenario=${encodeURIComponent(`${far.url}/theirs.md`)}&step=${step}`;
const question = (page) => page.getByRole('heading', { name: /^[\d,]+ commands? from someone else\. Run (it|them)\?$/ });
const runThem = (page) => page.getByRole('button', { name: 'Run them' });
const without = (page) => page.getByRole('button', { name: 'Skip them' });
const from = (page) => page.getByRole('note');
const drawn = (frame) => frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

test('what leads to a step is shown and not run, and can be left', async ({ page }) => {
  await page.goto(theirs(3));
  const at = inside(page);
  await expect(question(page)).toHaveText('2 commands from someone else. Run them?');
  await expect(page.getByRole('group', { name: 'The commands' }).locator('code')).toHaveText([/description One$/, /description Two$/]);
  await expect(from(page)).toContainText(`From ${new URL(far.url).host}, not from this site.`);
  await expect(at.entries).toHaveCount(0);
  await without(page).click();
  await expect(at.title).toHaveText('One');
  await expect(at.entries).toHaveCount(0);
  await page.goto(theirs(9999));
  await expect(question(page)).toBeVisible();
  await runThem(page).click();
  await expect(at.title).toHaveText('Three');
  await expect(at.entries).toHaveCount(2);
});

test('at the first step nothing is asked, and nothing runs ahead of the reader', async ({ page, baseURL }) => {
  await page.addInitScript(() => {
    const { requestIdleCallback: real } = globalThis;
    globalThis.idle = 0;
    globalThis.requestIdleCallback = (...given) => ((globalThis.idle += 1), real(...given));
  });
  const at = inside(page);
  await page.goto(theirs(1));
  await expect(at.title).toHaveText('One');
  await expect(question(page)).toHaveCount(0);
  await drawn(page);
  expect(await page.evaluate(() => globalThis.idle)).toBe(0);
  await at.run.click();
  await expect(at.answers.first()).toContainText('KeyId');
  // A file of this site opens at once, and its next step is prepared.
  const [, file] = /^([^\t\n]+)\t/m.exec(await (await page.request.get(`${baseURL}/scenarios/index.tsv`)).text());
  expect(file).toMatch(/\.md$/);
  await page.goto(`/embed.html?boot=now&scenario=${encodeURIComponent(`scenarios/${file}`)}&step=2`);
  await expect(at.title).toHaveText(lessons[0].steps[1].title);
  await expect(from(page)).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => globalThis.idle)).toBeGreaterThan(0);
});

test('the page around a frame can neither answer nor lead to a later step', async ({ page }) => {
  await page.goto(far.page('', { from: null }));
  await page.evaluate((src) => {
    globalThis.posted = [];
    addEventListener('message', ({ data }) => globalThis.posted.push(data.type));
    document.body.innerHTML = `<iframe title="Playground" width="800" height="640" src="${src}"></iframe>`;
  }, new URL(theirs(2), test.info().project.use.baseURL).href);
  const frame = page.frameLocator('iframe');
  const at = inside(frame);
  const post = (...messages) => page.evaluate((all) => all.forEach((message) => frames[0].postMessage({ target: 'aurora-playground', ...message }, '*')), messages);
  await expect(question(frame)).toHaveText('1 command from someone else. Run it?');
  await post({ type: 'goTo', step: 3 });
  await drawn(page.frames()[1]);
  await expect(question(frame)).toHaveText('1 command from someone else. Run it?');
  expect(await page.evaluate(() => globalThis.posted)).not.toContain('ready');
  await without(frame).click(); // what was posted is done now, and asks as well
  await expect(question(frame)).toHaveText('2 commands from someone else. Run them?');
  await expect.poll(() => page.evaluate(() => globalThis.posted)).toContain('ready');
  await without(frame).click();
  await expect(at.title).toHaveText('One');
  await expect(at.entries).toHaveCount(0);
  await post({ type: 'reset' });
  await expect(question(frame)).toHaveText('1 command from someone else. Run it?');
  await post({ type: 'run' }); // while the reader is asked, it is only answered
  await drawn(page.frames()[1]);
  await expect(question(frame)).toBeVisible();
  await without(frame).click();
  await post({ type: 'goTo', step: 3 });
  await runThem(frame).click();
  await expect(at.title).toHaveText('Three');
  await post({ type: 'goTo', step: 2 }); // nothing runs for that
  await expect(at.title).toHaveText('Two');
});

test('a file of this site that is sent on to another is a file of the other', async ({ page, trouble }) => {
  const near = await startEmbedHost(trouble, { csp: undefined, status: (path) => (path === '/p/moved.md' ? 302 : undefined), headers: (path) => (path === '/p/moved.md' ? { Location: `${far.url}/theirs.md` } : {}) });
  await page.goto(`${near.url}/p/embed.html?boot=now&scenario=moved.md&step=2`);
  await expect(question(page)).toBeVisible();
  await expect(from(page).locator('b')).toHaveText(new URL(far.url).host);
  await near.close();
});

test('in an element, the file is named, and its author’s page decides whether it asks', async ({ page, host, trouble }) => {
  host.options.csp = undefined;
  // What the file and the address say of themselves changes nothing about the name.
  far.pages['spoof.md'] = scenario('From docs.aws.amazon.com');
  const { port } = new URL(far.url);
  const idn = `http://b\u00FCcher.localhost:${port}/spoof.md`;
  trouble.home(idn);
  host.pages['own.md'] = scenario('Own');
  const elements = [{ scenario: idn, step: 2 }, { scenario: `${far.url}/theirs.md`, step: 2, asks: '' }, { scenario: 'own.md', step: 2, asks: '' }];
  await page.goto(host.page([...elements, { scenario: `http://docs.aws.amazon.com@127.0.0.1:${port}/theirs.md`, boot: 'click' }].map((options) => embed(options)).join('')));
  const [first, second, own, poster] = [0, 1, 2, 3].map((nth) => inside(page, nth));
  await expect(first.title).toHaveText('Two');
  await expect(from(first.element).locator('b')).toHaveText(`xn--bcher-kva.localhost:${port}`);
  await expect(question(second.element)).toBeVisible();
  await expect(own.title).toHaveText('Two');
  await expect(from(own.element)).toHaveCount(0);
  await expect(poster.poster).toContainText(`A scenario from 127.0.0.1:${port}, not from this site.`);
});

for (const [width, height] of [[360, 640], [1280, 300]]) {
  test(`the name of the site is read in full: ${width} × ${height}`, async ({ page, trouble }) => {
    const name = `${'a-name-that-is-long.'.repeat(6)}localhost:${new URL(far.url).port}`;
    trouble.home(`http://${name}`);
    await page.setViewportSize({ width, height });
    await page.goto(theirs(1).replace(encodeURIComponent(new URL(far.url).host), encodeURIComponent(name)));
    await expect(inside(page).title).toHaveText('One');
    await expect(from(page).locator('b')).toHaveText(name);
    const hidden = await from(page).evaluate((note) => Math.max(note.scrollWidth - note.clientWidth, document.documentElement.scrollWidth - innerWidth));
    expect(hidden).toBe(0);
    await expect(inside(page).run).toBeInViewport({ ratio: 1 });
    if (width === 360) expect(await faultsInBoth(page, { without: ['landmark-one-main', 'page-has-heading-one', 'region'] })).toEqual([]);
  });
}
