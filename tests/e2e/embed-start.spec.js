// What an embed is before it runs, how it starts, and what it shows if it can't run now or at all.
import { gzipSync } from 'node:zlib';
import { embed, expect, inside, lesson, openEmbed, test } from './embed.js';
import { lessons } from './lessons.js';

const BUDGET = 12_000;
const FAR = '<div id="far"></div>';
const far = { head: '<link rel="stylesheet" href="/far.css">' };
const LOADER = /^\/p\/(?!pkg\/|scenarios\/|read\/)[\w-]+\.(js|css)$/;
const WASM = /\.wasm$/;

/** What the host was asked for, except the pages themselves and what browsers request on their own. */
const asked = (host) => host.asked.map(({ path }) => path).filter((path) => path.startsWith('/p/'));

test.describe('until it is wanted', () => {
  test('an element far away loads the small loader, the picture and the text, and boots when it is near', async ({ host, page }) => {
    host.pages['far.css'] = '#far { height: 6000px }';
    await page.goto(host.page(FAR + embed({ scenario: lesson.id, boot: 'visible' }), far));
    const at = inside(page);
    await expect(at.poster).toContainText(lesson.steps[0].title);
    await page.waitForLoadState('networkidle');
    expect(asked(host).filter((path) => !LOADER.test(path) && !/^\/p\/read\/[\w-]+\/steps\.json$/.test(path))).toEqual([]);
    await at.element.scrollIntoViewIfNeeded();
    await expect(at.title).toHaveText(lesson.steps[0].title);
    expect(asked(host).filter((path) => WASM.test(path)).length).toBeGreaterThan(0);
  });

  test('an element in sight boots at once', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'visible' })));
    await expect(inside(page).run).toBeEnabled();
  });

  test('of five in a short page, those in sight boot, also while their pictures are still to come', async ({ host, page }) => {
    let come;
    const held = new Promise((resolve) => (come = resolve));
    host.options.delay = (path) => (path.endsWith('/steps.json') ? held : undefined);
    // The second begins just below the window.
    await page.setViewportSize({ width: 1280, height: 690 });
    const five = lessons.slice(0, 5).map(({ id, title }) => `<h2>${title}</h2>${embed({ scenario: id, boot: 'visible' })}`).join('');
    await page.goto(host.page(five));
    await expect(inside(page, 0).run).toBeEnabled();
    const booted = () => page.locator('aurora-playground').evaluateAll((all) => all.map((one) => Boolean(one.shadowRoot.querySelector('.embed'))));
    const sight = () => page.locator('aurora-playground').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top < innerHeight));
    expect(await booted()).toEqual(await sight());
    expect((await sight()).filter(Boolean)).toHaveLength(1);
    come();
    await page.waitForLoadState('networkidle');
    expect(await booted()).toEqual(await sight());
    await inside(page, 4).element.scrollIntoViewIfNeeded();
    await expect(inside(page, 4).title).toHaveText(lessons[4].steps[0].title);
    expect((await booted()).slice(1, 3)).toEqual([false, false]); // they were scrolled past
  });

  test('one that was only scrolled by, or has gone out of sight before all was there, does not boot', async ({ host, page }) => {
    let come;
    const held = new Promise((resolve) => (come = resolve));
    host.options.delay = (path) => (path.endsWith('_bg.wasm') ? held : undefined);
    host.pages['far.css'] = '#far { height: 6000px }';
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'visible' }) + FAR + '<p>End</p>', far));
    const at = inside(page);
    await expect(at.state).toHaveText('Loading …');
    await page.evaluate(() => scrollTo(0, 6000));
    come();
    await expect(at.state).toHaveText('');
    await expect(at.poster).toBeVisible();
    await page.evaluate(() => scrollTo(0, 0));
    await expect(at.run).toBeEnabled();
  });

  test('boot="click" waits for the click, however long the element is in sight', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' })));
    const at = inside(page);
    await expect(at.image).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(asked(host).filter((path) => WASM.test(path) || path.startsWith('/p/pkg/'))).toEqual([]);
    await at.start.click();
    await expect(at.title).toHaveText(lesson.steps[0].title);
    await expect(at.poster).toHaveCount(0);
  });

  test('boot="now" does not wait, however far away the element is', async ({ host, page }) => {
    host.pages['far.css'] = '#far { height: 6000px }';
    await page.goto(host.page(FAR + embed({ scenario: lesson.id, boot: 'now' }), far));
    await expect(inside(page).title).toHaveText(lesson.steps[0].title);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  test(`scripts and styles before it boots are ${BUDGET / 1000} kB at most, as gzip sends them`, async ({ host, page }) => {
    const bodies = [];
    page.on('response', (response) => LOADER.test(new URL(response.url()).pathname) && bodies.push(response.body()));
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' })));
    await expect(inside(page).image).toBeVisible();
    await page.waitForLoadState('networkidle');
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(BUDGET);
  });
});

test.describe('the poster', () => {
  test('is the picture of the step and all steps as text', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click', step: 3 })));
    const at = inside(page);
    await expect(at.image).toHaveAttribute('src', new RegExp(`/p/read/${lesson.id}/3\\.svg$`));
    await expect(at.image).toHaveAttribute('alt', new RegExp(lesson.steps[2].title));
    await expect.poll(() => at.image.evaluate((image) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
    await expect(at.poster).toContainText(`Step 3 of ${lesson.steps.length}`);
    await at.poster.getByText('Read all steps as text').click();
    await expect(at.poster.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) })).toHaveCount(lesson.steps.length);
    for (const { title } of lesson.steps) await expect(at.poster.getByRole('heading', { name: title, exact: true })).toBeVisible();
    await expect(at.poster.getByText(lesson.steps[0].runs[0].commands.trim().split('\n')[0].split(' \\')[0]).first()).toBeVisible();
  });

  test('is dark where the page is', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' }), { html: ' class="dark"' }));
    await expect(inside(page).image).toHaveAttribute('src', /1\.dark\.svg$/);
  });

  test('is the author’s own content where there is some, also in print and after the start', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' }, '<p>Mine</p>')));
    const at = inside(page);
    const mine = page.getByText('Mine');
    await expect(mine).toBeVisible();
    await expect(at.poster.locator('img')).toHaveCount(0);
    expect(asked(host).filter((path) => path.startsWith('/p/read/'))).toEqual([]);
    await at.start.click();
    await expect(at.run).toBeVisible();
    await expect(mine).toBeHidden();
    await page.emulateMedia({ media: 'print' });
    await expect(mine).toBeVisible();
  });

  test('says what is there to come in free play, and for an author’s own scenario', async ({ host, page }) => {
    await page.goto(host.page(embed({ boot: 'click' }) + embed({ boot: 'click', scenario: './mine.md' })));
    await expect(inside(page, 0).poster).toContainText('An empty account and a console');
    await expect(inside(page, 1).poster).toContainText('./mine.md');
  });

  test('is short where its text can’t be had, and starts all the same', async ({ host, page, trouble }) => {
    trouble.expect(/404/);
    host.options.status = (path) => (path.endsWith('steps.json') ? 404 : undefined);
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' })));
    const at = inside(page);
    await at.start.click();
    await expect(at.title).toHaveText(lesson.steps[0].title);
  });
});

test('without scripts, the author’s content stands there', async ({ browser, host }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(host.page(embed({ scenario: lesson.id }, '<p>Mine</p>')));
  await expect(page.getByText('Mine')).toBeVisible();
  await page.goto(`${host.url}/p/embed.html?scenario=${lesson.id}`);
  await expect(page.getByRole('link', { name: 'Read the scenarios as text' })).toBeVisible();
  await page.close();
});

test('without WebAssembly, it says so, and the steps can be read', async ({ host, page }) => {
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(host.page(embed({ scenario: lesson.id })));
  const at = inside(page);
  await expect(at.state).toContainText('no WebAssembly');
  await expect(at.image).toBeVisible();
  await expect(at.poster.getByRole('button')).toHaveCount(0);
  await at.poster.getByText('Read all steps as text').click();
  await expect(at.poster.getByRole('heading', { name: lesson.steps[1].title, exact: true })).toBeVisible();
});

for (const file of ['pkg/playground_web_bg.wasm', 'pkg/playground_web.js', 'hooks.js', 'style.css', 'icons.svg']) {
  test(`without ${file}, it says so, and "Try again" works`, async ({ host, page, trouble }) => {
    trouble.expect(/404|net::ERR_ABORTED|WebAssembly|SRI|valid digest/);
    host.options.status = (path) => (path === `/p/${file}` ? 404 : undefined);
    await page.goto(host.page(embed({ scenario: lesson.id })));
    const at = inside(page);
    await expect(at.state).toContainText('could not be loaded. Check the connection and try again.');
    await expect(at.image).toBeVisible();
    host.options.status = undefined;
    await at.element.getByRole('button', { name: 'Try again' }).click();
    await expect(at.title).toHaveText(lesson.steps[0].title);
    await at.run.click();
    await expect(at.answers.first()).toBeVisible();
  });
}

test.describe('when the module has stopped', () => {
  /** Runs in the page: the module's own exports, and a call that no memory is large enough for. */
  const trap = async () => {
    const glue = await import('/p/pkg/playground_web.js');
    const { memory, ...exports } = await glue.default();
    if (!memory) throw new Error('not the exports');
    setTimeout(() => exports.__wbindgen_free?.(memory.buffer.byteLength + 8, 1 << 20, 4) ?? exports.mounted_unmount(memory.buffer.byteLength + 1024));
  };
  const panic = async () => (await import('/p/hooks.js')).panicked('panicked at web/src/app.rs');

  for (const [how, act, said] of [['a trap', trap, /RuntimeError|out of bounds|unreachable/], ['a panic', panic, /panicked at/]]) {
    test(`by ${how}, every element says so, and one that begins later`, async ({ host, page, trouble }) => {
      trouble.expect(/RuntimeError|out of bounds|unreachable|panicked/);
      host.pages['far.css'] = '#far { height: 6000px }';
      host.pages['act.js'] = `globalThis.act = ${act}`;
      const head = `${far.head}<script src="/act.js"></script>`;
      await page.goto(host.page(embed({ scenario: lesson.id }) + embed({}) + FAR + embed({ scenario: lesson.id, boot: 'visible' }), { head }));
      await expect(inside(page, 0).run).toBeEnabled();
      await expect(inside(page, 1).title).toHaveText('Free play');
      await page.evaluate(() => globalThis.act());
      for (const nth of [0, 1, 2]) {
        await expect(inside(page, nth).state).toContainText('The playground stopped.');
        await expect(inside(page, nth).state).toContainText(said);
      }
      await page.evaluate((scenario) => {
        const late = document.createElement('aurora-playground');
        Object.assign(late, { scenario, boot: 'now' });
        document.body.append(late);
      }, lesson.id);
      await expect(inside(page, 3).state).toContainText('The playground stopped.');
      await inside(page, 0).element.getByRole('button', { name: 'Reload the page' }).click();
      await expect(inside(page, 0).run).toBeEnabled();
    });
  }

  test('a trap of another module on the page is not taken for ours', async ({ host, page, trouble }) => {
    trouble.expect(/unreachable/);
    const at = await openEmbed(page, host);
    await page.evaluate(() => {
      const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
      const { f } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports;
      return new Promise((over) => (addEventListener('error', over, { once: true }), setTimeout(f))).then(() => {});
    });
    await at.run.click();
    await expect(at.answers.first()).toBeVisible();
  });
});

test('on a slow network, each thing shows as soon as it is there', async ({ host, page }) => {
  const gates = {};
  host.options.delay = (path) => {
    const name = ['steps.json', 'playground_web_bg.wasm', `${lesson.file}`].find((end) => path.endsWith(end));
    if (!name) return undefined;
    gates[name] ??= Promise.withResolvers?.() ?? gate();
    return gates[name].promise;
  };
  const open = async (name) => {
    await expect.poll(() => Object.keys(gates)).toContain(name);
    gates[name].resolve();
  };
  await page.goto(host.page(embed({ scenario: lesson.id })), { waitUntil: 'commit' });
  const at = inside(page);
  await expect(at.start).toBeVisible();
  await expect(at.state).toHaveText('Loading …');
  await open('steps.json');
  await expect(at.image).toBeVisible();
  await expect(at.state).toHaveText('Loading …');
  await open('playground_web_bg.wasm');
  await expect(at.element.getByRole('status').filter({ hasText: 'Loading' })).toBeVisible();
  await open(lesson.file);
  await expect(at.run).toBeEnabled();
  await at.run.click();
  await expect(at.answers.first()).toBeVisible();
});

function gate() {
  const all = {};
  all.promise = new Promise((resolve) => Object.assign(all, { resolve }));
  return all;
}

test.describe('in print', () => {
  const readable = async (page, at) => {
    await page.emulateMedia({ media: 'print' });
    for (const { title } of lesson.steps) await expect(at.element.locator('.poster h3', { hasText: title }).first()).toBeVisible();
    const box = await at.element.locator('.poster li').last().boundingBox();
    expect(box.height).toBeGreaterThan(20);
    for (const name of ['Run it', 'Run', 'Next', 'Back', 'Keyboard shortcuts', 'As text']) await expect(at.element.getByRole('button', { name, exact: true })).toBeHidden();
  };

  test('all steps are read before it runs', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' })));
    const at = inside(page);
    await expect(at.image).toBeVisible();
    await readable(page, at);
  });

  test('all steps are read while it runs', async ({ host, page }) => {
    const at = await openEmbed(page, host);
    await at.run.click();
    await expect(at.answers.first()).toBeVisible();
    await readable(page, at);
  });
});
