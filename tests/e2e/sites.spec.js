// The example sites of tests/sites/, as built by their own tools (`cargo xtask test`), with the playground in them.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { faults } from './axe.js';
import { startHost } from './host.js';
import { expect, test } from './page.js';

const BUILT = resolve('..', process.env.PLAYGROUND_SITES ?? 'target/xtask/sites');
const DIST = 'dist';
/** The address that the site of Sphinx uses for the playground's own host. */
const FAR = 'https://playground.example';

// `pages`: where the element is, how many times, and a text of its fallback. `frame`: the same for an iframe. `dark`:
// switches the tool to dark, like a reader.
const SITES = [
  {
    name: 'plain HTML',
    folder: 'html',
    pages: [
      { path: '/', steps: ['The grant that RDS uses', 'Encrypt something'], fallback: 'RDS uses the key of a cluster by a grant.' },
    ],
    dark: (page) => page.getByRole('button', { name: 'Dark' }).click(),
  },
  {
    name: 'mdBook',
    folder: 'mdbook',
    pages: [
      { path: '/disk.html', steps: ['One unencrypted cluster, one encrypted'], fallback: 'no word of the data can be found' },
      { path: '/bare.html', steps: ['Make one'], fallback: 'No option of modify-db-cluster' },
    ],
    dark: async (page) => {
      await page.getByRole('button', { name: 'Change theme' }).click();
      await page.getByRole('menuitem', { name: 'Navy' }).or(page.locator('#mdbook-theme-navy')).first().click();
    },
  },
  {
    name: 'Docusaurus',
    folder: 'docusaurus',
    pages: [
      { path: '/', steps: ['A cluster with a week of backups'], fallback: 'Whoever has no key has no data.' },
      { path: '/aliases/', steps: ['An alias for a key'], fallback: 'An alias points to one key' },
    ],
    // From the system's setting to light, and then to dark.
    dark: async (page) => {
      const dark = page.locator('html[data-theme="dark"]');
      for (let clicks = 0; clicks < 3 && !(await dark.count()); clicks += 1) {
        await page.getByRole('button', { name: /Switch between dark and light mode/ }).click();
      }
    },
  },
  {
    name: 'MkDocs with Material',
    folder: 'mkdocs',
    pages: [{ path: '/', steps: ['Encrypt for the orders'], fallback: 'is not opened for the invoices' }],
    frame: { path: '/trail/', step: 'Create a key and use it for a cluster' },
    dark: (page) => page.locator('label[title="Dark"]').click(),
  },
  {
    name: 'Sphinx, the playground at another origin',
    folder: 'sphinx',
    far: true,
    pages: [{ path: '/', steps: ['A cluster and its snapshot'], fallback: 'A snapshot names the same key as its cluster.' }],
    frame: { path: '/sharing.html', step: 'Share a snapshot under the AWS managed key' },
    // From the system's setting to light or to dark.
    dark: async (page) => {
      const dark = page.locator('body[data-theme="dark"]');
      for (let clicks = 0; clicks < 3 && !(await dark.count()); clicks += 1) {
        await page.getByRole('button', { name: /Toggle Light/ }).first().click();
      }
    },
  },
];

// Sites that are checked together. `frames`: iframes, by the step that each shows. `narrow`: it is also made for
// phones. `foreign`: scripts that the tool loads from elsewhere, and that don't matter here.
const MORE = [
  {
    name: 'VitePress',
    folder: 'vitepress',
    path: '/',
    steps: ['Create a customer managed key'],
    fallback: 'Whoever made the key can say who uses it',
    narrow: true,
    dark: (page) => page.getByRole('switch', { name: 'Switch to dark theme' }).first().click(),
  },
  {
    name: 'a Jupyter notebook as HTML',
    folder: 'notebook',
    path: '/',
    steps: ['A writer and a reader'],
    fallback: 'What is committed is in the storage',
    frames: ['Encrypt a message under the key'],
    narrow: true,
    foreign: /https:\/\/(cdnjs\.cloudflare\.com|cdn\.jsdelivr\.net|unpkg\.com)\//,
  },
  {
    name: 'a wiki page of tables, its frame 300 px high',
    folder: 'wiki',
    path: '/',
    steps: [],
    frames: ['Share a snapshot under the AWS managed key'],
    height: 300,
  },
];

/**
 * Serves a site. `without`: as if nobody had put the playground there. `engine`: the playground's modules wait for this
 * promise.
 */
async function served(site, trouble, { without = false, engine } = {}) {
  const folder = join(BUILT, site.folder);
  if (!existsSync(folder)) throw new Error(`${folder} is missing: cargo xtask test builds it`);
  const scripts = (path) => (without && /\/(embed|host)\.js$/.test(path) ? Buffer.from('') : undefined);
  const delay = (path) => (path.endsWith('.wasm') ? engine : undefined);
  const far = site.far && (await startHost({ folders: { '/': DIST }, cors: true, change: scripts, delay }));
  const change = (path, bytes) =>
    far && /(\/|\.html)$/.test(path) ? Buffer.from(String(bytes).replaceAll(FAR, far.url)) : scripts(path);
  // Browsers request an icon, and not every site has one.
  const folders = { '/': folder, '/favicon.ico': { 'index.html': '' }, ...(far ? {} : { '/playground/': DIST }) };
  const host = await startHost({ folders, change, delay });
  for (const { url } of [host, far].filter(Boolean)) trouble.expect(new RegExp(`^another host: ${url}/`));
  return { url: host.url, close: () => Promise.all([host.close(), far && far.close()]) };
}

/** Starts every element of a page in turn, by scrolling to it. */
async function boot(page, steps) {
  const elements = page.locator('aurora-playground');
  await expect(elements).toHaveCount(steps.length);
  for (const [index, step] of steps.entries()) {
    await elements.nth(index).scrollIntoViewIfNeeded();
    await expect(elements.nth(index).getByRole('heading', { name: step })).toBeVisible();
  }
  return elements;
}

/** The lightness of the background of the playground's text, from 0 to 255. */
const lightness = (place) =>
  place.evaluate((element) => {
    for (let at = element; at; at = at.parentElement) {
      const [red, green, blue, alpha = 1] = getComputedStyle(at).backgroundColor.match(/[\d.]+/g).map(Number);
      if (alpha > 0) return (red + green + blue) / 3;
    }
    return 255;
  });

/** Runs in the page: how the host's own parts look, without what depends on how much is on the page. */
function looks() {
  const depends = /^(block-size|height|inline-size|width|perspective-origin|transform-origin|top|bottom|inset.*)$/;
  const parts = [...document.querySelectorAll('html, body, h1, h1 ~ p, nav a, header, main, button')].filter(
    (element) => !element.closest('aurora-playground'),
  );
  return parts.map((element) => {
    const style = getComputedStyle(element);
    const rules = [...style].filter((name) => !depends.test(name)).map((name) => `${name}: ${style.getPropertyValue(name)}`);
    return [element.tagName, ...rules].join('\n');
  });
}

for (const site of SITES) {
  test.describe(site.name, () => {
    let host;
    test.beforeEach(async ({ trouble }) => {
      host = await served(site, trouble);
    });
    // The page is left first, since it may still be loading the database engine in advance.
    test.afterEach(async ({ page }) => {
      await page.close();
      await host.close();
    });

    for (const { path, steps, fallback } of site.pages) {
      test(`${path}: the fallback, then a step by click`, async ({ page, trouble }) => {
        let release;
        const slow = await served(site, trouble, { engine: new Promise((resolve) => (release = resolve)) });
        await page.setViewportSize({ width: 1280, height: 320 });
        await page.goto(slow.url + path);
        const elements = page.locator('aurora-playground');
        await expect(elements.locator('.aurora > .poster')).toHaveCount(steps.length);
        await elements.first().scrollIntoViewIfNeeded();
        await expect(page.getByText(fallback).first()).toBeVisible();
        release();
        await expect(elements.first().getByRole('heading', { name: steps[0] })).toBeVisible();
        await boot(page, steps);
        for (const [index] of steps.entries()) {
          const element = elements.nth(index);
          expect(await element.evaluate((one) => [...one.children].some((child) => child.checkVisibility()))).toBe(false);
          await element.getByRole('button', { name: 'Run', exact: true }).click();
          await expect(element.locator('#outcome')).toBeVisible();
        }
        await page.goto('about:blank'); // it may be loading the database engine in advance
        await slow.close();
      });

      test(`${path}: it fits, dark and light, and axe finds nothing`, async ({ page }) => {
        for (const width of [1280, 360]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(host.url + path);
          const elements = await boot(page, steps);
          const wide = await elements.evaluateAll((all) =>
            all.map((element) => [...element.shadowRoot.querySelectorAll('.aurora, .aurora > div')].some((one) => one.scrollWidth > one.clientWidth + 1)),
          );
          expect(wide, `scrolls sideways at ${width} px`).toEqual(steps.map(() => false));
          const outside = await elements.evaluateAll((all) => all.some((one) => one.getBoundingClientRect().right > innerWidth + 1));
          expect(outside, `stands out of the page at ${width} px`).toBe(false);
        }
        await page.setViewportSize({ width: 1280, height: 800 });
        const panel = page.locator('aurora-playground').first().locator('.panel').first();
        expect(await lightness(panel)).toBeGreaterThan(200);
        await page.evaluate(() => scrollTo(0, 0));
        await site.dark(page);
        await expect.poll(() => lightness(panel)).toBeLessThan(80);
        // Once, in the tool's own dark; embed-access.spec.js checks light.
        expect(await faults(page, { inside: 'aurora-playground' })).toEqual([]);
      });

      test(`${path}: nothing else on the page looks different`, async ({ page, trouble }) => {
        const plain = await served(site, trouble, { without: true });
        await page.goto(plain.url + path, { waitUntil: 'networkidle' });
        const before = await page.evaluate(looks);
        await plain.close();
        await page.goto(host.url + path);
        await boot(page, steps);
        await page.evaluate(() => scrollTo(0, 0));
        expect(before.length).toBeGreaterThan(3);
        await expect.poll(() => page.evaluate(looks)).toEqual(before);
      });
    }

    if (site.frame) {
      test(`${site.frame.path}: the frame is as high as what is in it, and follows the theme`, async ({ page }) => {
        await page.goto(host.url + site.frame.path);
        const frame = page.frameLocator('iframe');
        await page.locator('iframe').scrollIntoViewIfNeeded();
        await expect(frame.getByRole('heading', { name: site.frame.step })).toBeVisible();
        const higher = () => frame.locator('html').evaluate((root) => root.scrollHeight - innerHeight);
        await expect.poll(higher).toBeLessThanOrEqual(1);
        await frame.getByRole('button', { name: 'Run', exact: true }).click();
        await expect(frame.locator('#outcome')).toBeVisible();
        await expect.poll(higher).toBeLessThanOrEqual(1);
        const content = () => frame.locator('aurora-playground').evaluate((element) => innerHeight - element.getBoundingClientRect().height);
        await expect.poll(content).toBeLessThanOrEqual(16);
        const panel = frame.locator('.panel').first();
        expect(await lightness(panel)).toBeGreaterThan(200);
        await page.evaluate(() => scrollTo(0, 0));
        await site.dark(page);
        await expect.poll(() => lightness(panel)).toBeLessThan(80);
      });
    }
  });
}

/** Runs in the page: how much of it, or of the playground in it, is wider than the window. */
const tooWide = (page) =>
  page.evaluate(() => {
    const inside = [...document.querySelectorAll('aurora-playground')].flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll('.aurora, .aurora > div') ?? [])]);
    return [document.documentElement, ...inside].map((one) => one.scrollWidth - one.clientWidth).filter((more) => more > 1);
  });

/** Runs the step that is shown in an element, on a page or in a frame. */
async function runStep(element) {
  await element.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(element.locator('#outcome')).toBeVisible();
}

for (const site of MORE) {
  test(`${site.name}: it starts, a step runs, and the page around is as it was`, async ({ page, trouble }) => {
    if (site.foreign) {
      trouble.expect(site.foreign);
      await page.route(site.foreign, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    }
    const plain = await served(site, trouble, { without: true });
    await page.goto(plain.url + site.path, { waitUntil: 'networkidle' }); // so that its tool's own scripts have run
    const before = await page.evaluate(looks);
    expect(before.length).toBeGreaterThan(3);
    if (site.fallback) await expect(page.getByText(site.fallback).last()).toBeVisible();
    const host = await served(site, trouble);
    await page.goto(host.url + site.path);
    const elements = await boot(page, site.steps);
    for (const index of site.steps.keys()) await runStep(elements.nth(index));
    for (const [index, step] of (site.frames ?? []).entries()) {
      const iframe = page.locator('iframe').nth(index);
      await iframe.scrollIntoViewIfNeeded();
      const inside = iframe.contentFrame();
      await expect(inside.getByRole('heading', { name: step })).toBeInViewport();
      await runStep(inside.locator('aurora-playground'));
      expect(await inside.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)).toBeLessThanOrEqual(0);
      if (site.height) expect((await iframe.boundingBox()).height).toBe(site.height);
    }
    expect(await tooWide(page)).toEqual([]);
    await page.evaluate(() => scrollTo(0, 0));
    await expect.poll(() => page.evaluate(looks)).toEqual(before);
    if (site.dark) {
      const panel = elements.first().locator('.panel').first();
      expect(await lightness(panel)).toBeGreaterThan(200);
      await site.dark(page);
      await expect.poll(() => lightness(panel)).toBeLessThan(80);
    }
    if (site.narrow) {
      await page.setViewportSize({ width: 360, height: 800 });
      expect(await tooWide(page)).toEqual([]);
    }
    await page.close();
    await Promise.all([plain.close(), host.close()]);
  });
}

test('Reveal.js: the playground runs on a slide, and the slides stay while one types', async ({ page, trouble }) => {
  const host = await served({ folder: 'reveal' }, trouble);
  await page.goto(`${host.url}/#/1`);
  const element = page.locator('aurora-playground');
  await expect(element.getByRole('heading', { name: 'Encrypt a message under the key' })).toBeVisible();
  await runStep(element);
  // The slide is as large as Reveal.js made it, and the whole element is on it.
  const outside = () =>
    element.evaluate((one) => {
      const [slide, box] = [one.closest('.slides'), one.shadowRoot.querySelector('.aurora')].map((part) => part.getBoundingClientRect());
      return [slide.left - box.left, box.right - slide.right, slide.top - box.top, box.bottom - slide.bottom].filter((more) => more > 1);
    });
  expect(await outside()).toEqual([]);
  expect(await tooWide(page)).toEqual([]);
  const line = element.getByRole('textbox').first();
  await line.click();
  await page.keyboard.type('aws kms list-keys --no-paginate');
  await expect(line).toHaveValue('aws kms list-keys --no-paginate');
  expect(new URL(page.url()).hash).toBe('#/1');
  await page.keyboard.press('Enter');
  await expect(element.getByText('"KeyId"').first()).toBeVisible();
  expect(await page.evaluate(() => document.querySelector('.slides > .present').contains(document.querySelector('aurora-playground')))).toBe(true);
  await page.close();
  await host.close();
});

test('plain HTML: the second element waits until it is in sight', async ({ page, trouble }) => {
  const host = await served(SITES[0], trouble);
  await page.setViewportSize({ width: 1280, height: 100 });
  await page.goto(host.url);
  const [first, second] = [0, 1].map((index) => page.locator('aurora-playground').nth(index));
  await first.scrollIntoViewIfNeeded();
  await expect(first.locator('#story')).toBeAttached();
  await expect(second.locator('.aurora > .poster')).toBeAttached();
  await second.scrollIntoViewIfNeeded();
  await expect(second.locator('#story')).toBeAttached();
  await page.close();
  await host.close();
});

// Their scripts remove one page and insert the next.
const TURNING = [
  { folder: 'docusaurus', name: 'Docusaurus', first: 'A cluster with a week of backups', there: 'names of keys', next: 'An alias for a key', back: 'Lost keys' },
  { folder: 'vitepress', name: 'VitePress', first: 'Create a customer managed key', there: 'a second name', next: 'An alias for a key', back: 'the key' },
];
for (const { folder, name, first, there, next, back } of TURNING) {
  test(`${name} changes pages without loading them: elements come and go`, async ({ page, trouble }) => {
    const host = await served({ folder }, trouble);
    await page.goto(host.url);
    await boot(page, [first]);
    await page.evaluate(() => (globalThis.same = true));
    const turn = async (link) => {
      await page.evaluate(() => (globalThis.old = document.querySelector('aurora-playground')));
      await link.click();
      await page.waitForFunction(() => !globalThis.old.isConnected);
    };
    await turn(page.getByRole('link', { name: there, exact: true }));
    await boot(page, [next]);
    await turn(page.getByRole('link', { name: back }).first());
    await boot(page, [first]);
    await runStep(page.locator('aurora-playground'));
    expect(await page.evaluate(() => globalThis.same)).toBe(true);
    await page.close();
    await host.close();
  });
}
