// The playground in a frame: its addresses, its height in the surrounding page, the messages between the two, and what
// it never does there.
import { embed, expect, inside, lesson, openEmbed, startEmbedHost, test } from './embed.js';
import { EMBED_CSP } from './host.js';

const iframe = (query, attributes = '') => `<iframe title="Playground" src="/p/embed.html${query}" width="800" ${attributes}></iframe>`;
const HOST_SCRIPT = { head: '<script type="module" src="/p/host.js"></script>', from: null };
const framed = (page, nth = 0) => inside(page.frameLocator('iframe').nth(nth));
/** Records what frames post. */
const note = (page) => page.addInitScript(() => {
  globalThis.posted = [];
  addEventListener('message', ({ data }) => globalThis.posted.push(data));
});
const posted = (page, type) => page.evaluate((type) => globalThis.posted.filter((data) => data.source === 'aurora-playground' && data.type === type), type);
const ask = (page, message) => page.evaluate((message) => document.querySelector('iframe').contentWindow.postMessage({ target: 'aurora-playground', ...message }, '*'), message);

test.describe('addresses', () => {
  for (const address of [`?scenario=${lesson.id}&step=2`, `#v1/${lesson.id}/2`, `#v1/${lesson.id}/2?edition=2020`, `?scenario=other#v1/${lesson.id}/2`]) {
    test(`embed.html${address} shows the step`, async ({ host, page }) => {
      await page.goto(`${host.url}/p/embed.html${address}`);
      await expect(inside(page).title).toHaveText(lesson.steps[1].title);
    });
  }
  for (const address of ['', '#v1/free', '#v1/free?edition=2020']) {
    test(`embed.html${address} is free play`, async ({ host, page }) => {
      await page.goto(`${host.url}/p/embed.html${address}`);
      await expect(inside(page).title).toHaveText('Free play');
    });
  }
  for (const [address, said] of [[`#v1/${lesson.id}/2?edition=2031`, /edition can be 2020 or 2026; not 2031/], [`#v1/${lesson.id}/x`, /not “x”/], [`?scenario=${lesson.id}&controls=no`, /controls can be/]]) {
    test(`embed.html${address} says what is wrong`, async ({ host, page }) => {
      await page.goto(`${host.url}/p/embed.html${address}`);
      await expect(inside(page).state).toHaveText(said);
    });
  }

  test('every option is in the address', async ({ host, page }) => {
    await page.goto(`${host.url}/p/embed.html?scenario=${lesson.id}&step=2&controls=none&theme=dark&boot=click&title=My+frame`);
    const at = inside(page);
    await expect(at.start).toBeVisible();
    await expect(page).toHaveTitle('My frame');
    await expect(page.getByRole('group', { name: 'My frame' })).toBeVisible();
    await expect(at.element.locator('.aurora')).toHaveAttribute('data-theme', 'dark');
    await at.start.click();
    await expect(at.title).toHaveText(lesson.steps[1].title);
    await expect(at.element.locator('.controls')).toHaveCount(0);
  });

  test('it can stand on its own, opened as a page', async ({ host, page }) => {
    await page.goto(`${host.url}/p/embed.html?scenario=%E0%A4%A&step=1`);
    await expect(inside(page).element.getByRole('alert')).toContainText('There is no scenario “');
  });
});

test.describe('height', () => {
  const inner = (page) => framed(page).element.evaluate((element) => Math.ceil(element.getBoundingClientRect().height));
  const outer = (page, nth = 0) => page.locator('iframe').nth(nth).evaluate((frame) => frame.clientHeight);

  for (const width of [320, 800, 1200]) {
    test(`host.js gives a frame of ${width} px its height, which what is in it fills, whatever is shown`, async ({ host, page }) => {
      await page.setViewportSize({ width: 1280, height: 700 });
      await page.goto(host.page(iframe(`?scenario=${lesson.id}`).replace('800', width), HOST_SCRIPT));
      await expect(framed(page).run).toBeEnabled();
      await expect.poll(async () => (await outer(page)) - (await inner(page))).toBe(0);
      await framed(page).run.click();
      await expect(framed(page).answers.first()).toBeVisible();
      await expect.poll(async () => (await outer(page)) - (await inner(page))).toBe(0);
      const scrolls = await framed(page).element.evaluate(() => document.documentElement.scrollHeight > innerHeight);
      expect(scrolls).toBe(false);
    });
  }

  test('a frame that was there before host.js gets its height too', async ({ host, page }) => {
    await page.goto(host.page(iframe(`?scenario=${lesson.id}`), { from: null }));
    await expect(framed(page).run).toBeEnabled();
    expect(await outer(page)).toBe(150);
    await page.evaluate(() => import('/p/host.js'));
    await expect.poll(async () => (await outer(page)) - (await inner(page))).toBe(0);
  });

  test('a frame that shows something else does not get a height', async ({ host, page }) => {
    host.pages['ad.js'] = `parent.postMessage({ source: 'aurora-playground', type: 'height', height: 10000 }, '*'); parent.postMessage('sent', '*');`;
    host.pages['ad.html'] = '<!doctype html><title>Ad</title><script src="/ad.js"></script>';
    await note(page);
    await page.goto(host.page(iframe(`?scenario=${lesson.id}&boot=click`), HOST_SCRIPT));
    await expect.poll(async () => (await outer(page)) - (await inner(page))).toBe(0);
    await page.evaluate(() => {
      const ad = Object.assign(document.createElement('iframe'), { title: 'Ad', src: '/ad.html', height: 200 });
      document.body.append(ad);
    });
    await expect.poll(() => page.evaluate(() => globalThis.posted.includes('sent'))).toBe(true);
    expect(await outer(page, 1)).toBe(200);
  });

  test('nobody else’s message and no nonsense changes a height', async ({ host, page }) => {
    host.pages['liar.js'] = `for (const window of [parent, top]) window.postMessage({ source: 'aurora-playground', type: 'height', height: 333 }, '*');`;
    host.pages['liar.html'] = '<!doctype html><title>Liar</title><script src="/liar.js"></script>';
    host.pages['around.html'] = '<!doctype html><title>Around</title><iframe src="/liar.html"></iframe>';
    await page.goto(host.page(iframe(`?scenario=${lesson.id}&boot=click`) + '<iframe title="Other" src="/around.html" height="200"></iframe>', HOST_SCRIPT));
    await expect(framed(page).start).toBeVisible();
    await expect.poll(async () => (await outer(page)) - (await inner(page))).toBe(0);
    const before = await outer(page);
    // From a window that is not a frame of the page, and from the page itself.
    await page.evaluate(async () => {
      for (const height of [333, NaN, Infinity, '500', null, {}]) {
        postMessage({ source: 'aurora-playground', type: 'height', height }, '*');
      }
      for (const data of [null, 5, 'height', undefined, { source: 'aurora-playground' }]) postMessage(data, '*');
      await new Promise((over) => (addEventListener('message', ({ data }) => data === 'over' && over()), postMessage('over', '*')));
    });
    expect(await outer(page)).toBe(before);
    expect(await outer(page, 1)).toBe(200);
    // A height that the frame posts is kept within limits.
    const frame = page.frames().find((one) => one.url().includes('embed.html'));
    await frame.evaluate(() => parent.postMessage({ source: 'aurora-playground', type: 'height', height: 1e9 }, '*'));
    const asked = () => page.locator('iframe').first().evaluate((one) => one.style.height);
    await expect.poll(asked).toMatch(/^min\(10000px, /);
    await frame.evaluate(() => parent.postMessage({ source: 'aurora-playground', type: 'height', height: -5 }, '*'));
    await expect.poll(asked).toMatch(/^min\(100px, /);
  });
});

test.describe('messages', () => {
  test('tell what happens, and do what the page around asks', async ({ host, page }) => {
    await note(page);
    await page.goto(host.page(iframe(`?scenario=${lesson.id}&boot=now`), { from: null }));
    await expect(framed(page).run).toBeEnabled();
    await expect.poll(() => posted(page, 'ready')).toHaveLength(1);
    await ask(page, { type: 'goTo', step: 2 });
    await expect(framed(page).title).toHaveText(lesson.steps[1].title);
    await expect.poll(async () => (await posted(page, 'step')).at(-1)?.detail.step).toBe(2);
    await ask(page, { type: 'run' });
    await expect(framed(page).answers.first()).toBeVisible();
    await ask(page, { type: 'run', line: 'aws rds describe-db-clusters --db-cluster-identifier nothing' });
    await expect.poll(async () => (await posted(page, 'refusal')).at(-1)?.detail.code).toBe('DBClusterNotFoundFault');
    await ask(page, { type: 'reset' });
    await expect(framed(page).title).toHaveText(lesson.steps[0].title);
  });

  test('that make no sense are answered in words, or ignored', async ({ host, page }) => {
    await note(page);
    await page.goto(host.page(iframe(`?scenario=${lesson.id}&boot=now`), { from: null }));
    await expect(framed(page).run).toBeEnabled();
    for (const message of [{ type: 'nothing' }, { type: 'theme', theme: 'purple' }, { type: 'goTo', step: 2, target: 'other' }]) await ask(page, message);
    await ask(page, { type: 'goTo', step: 'two' });
    await expect.poll(async () => (await posted(page, 'error')).map(({ detail }) => detail.message)).toEqual([expect.stringMatching(/step must be a whole number/)]);
    await expect(framed(page).title).toHaveText(lesson.steps[0].title);
  });

  test('in vain, since nothing could begin: the reason is posted once', async ({ host, page, trouble }) => {
    trouble.expect(/404/);
    await note(page);
    await page.goto(host.page(iframe('?scenario=no-such-thing&boot=click'), { from: null }));
    await expect(framed(page).start).toBeVisible();
    await ask(page, { type: 'goTo', step: 2 });
    await expect.poll(() => posted(page, 'error')).not.toEqual([]);
    await ask(page, { type: 'goTo', step: 'two' }); // it is answered after that one
    await expect.poll(async () => (await posted(page, 'error')).map(({ detail }) => detail.message)).toEqual([expect.stringContaining('no-such-thing'), expect.stringMatching(/step must be a whole number/)]);
  });

  test('of another window than the parent are ignored', async ({ host, page }) => {
    host.pages['sibling.js'] = `for (let n = 0; n < parent.frames.length; n += 1) parent.frames[n].postMessage({ target: 'aurora-playground', type: 'goTo', step: 3 }, '*'); parent.postMessage('sent', '*');`;
    host.pages['sibling.html'] = '<!doctype html><title>Sibling</title><script src="/sibling.js"></script>';
    await note(page);
    await page.goto(host.page(iframe(`?scenario=${lesson.id}&boot=now`), { from: null }));
    await expect(framed(page).run).toBeEnabled();
    await page.evaluate(() => {
      const sibling = document.createElement('iframe');
      sibling.src = '/sibling.html';
      document.body.append(sibling);
    });
    await expect.poll(() => page.evaluate(() => globalThis.posted.includes('sent'))).toBe(true);
    await ask(page, { type: 'goTo', step: 2 });
    await expect.poll(() => posted(page, 'step')).toHaveLength(2);
    expect((await posted(page, 'step')).map(({ detail }) => detail.step)).toEqual([1, 2]);
  });
});

test('the theme of the page around comes in through host.js, from its body too, and goes', async ({ host, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(host.page(iframe(`?scenario=${lesson.id}&boot=click`) + iframe(`?scenario=${lesson.id}&boot=click&theme=light`), HOST_SCRIPT));
  const theme = (nth) => expect(framed(page, nth).element.locator('.aurora'));
  await expect(framed(page).start).toBeVisible();
  await page.evaluate(() => (document.documentElement.className = 'navy'));
  await theme(0).toHaveAttribute('data-theme', 'dark');
  await page.evaluate(() => (document.documentElement.className = ''));
  await theme(0).not.toHaveAttribute('data-theme');
  await page.evaluate(() => (document.body.dataset.mdColorScheme = 'slate'));
  await theme(0).toHaveAttribute('data-theme', 'dark');
  await theme(1).toHaveAttribute('data-theme', 'light');
});

test.describe('keeps to itself', () => {
  for (const [name, attributes] of [['in an opaque origin', 'sandbox="allow-scripts"'], ['in a frame of the same origin', '']]) {
    test(`${name}, it works`, async ({ host, page }) => {
      await page.goto(host.page(iframe(`?scenario=${lesson.id}&boot=now&controls=full`, attributes), HOST_SCRIPT));
      const at = framed(page);
      await at.run.click();
      await expect(at.answers.first()).toBeVisible();
      await at.beside('Console').click();
      await at.line.fill('aws kms create-key');
      await at.line.press('Enter');
      await expect(at.entries.last()).toContainText('KeyId');
      await expect.poll(() => page.locator('iframe').evaluate((frame) => frame.clientHeight)).toBeGreaterThan(300);
    });
  }

  test('from another origin, with storage refused, it works', async ({ page, trouble, host: site }) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
        Object.defineProperty(globalThis, name, { get: () => { throw new DOMException('refused', 'SecurityError'); } });
      }
      Object.defineProperty(Document.prototype, 'cookie', { get: () => { throw new DOMException('refused', 'SecurityError'); } });
    });
    const host = await startEmbedHost(trouble, { site: null, csp: undefined });
    await page.goto(host.page(iframe(`?scenario=${lesson.id}&boot=now`).replace('/p/', `${site.url}/p/`), { from: null }));
    await framed(page).run.click();
    await expect(framed(page).answers.first()).toBeVisible();
    await host.close();
  });

  test('the policy of these tests is the one that is promised', async ({ host, request }) => {
    for (const path of ['/p/embed.html', '/p/embed.js', host.page('')]) {
      const answer = await request.get(path.startsWith('http') ? path : host.url + path);
      expect(answer.headers()['content-security-policy']).toBe("script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:");
    }
    expect(EMBED_CSP).toBe("script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:");
  });

  test('what would break it under that policy is seen by these tests', async ({ host, page, trouble }) => {
    trouble.expect(/style-src|Content Security Policy/);
    const at = await openEmbed(page, host);
    const applied = await at.element.evaluate((element) => {
      const style = document.createElement('style');
      style.textContent = '.aurora { color: red }';
      element.shadowRoot.append(style);
      return style.sheet !== null;
    });
    expect(applied).toBe(false);
  });
});
