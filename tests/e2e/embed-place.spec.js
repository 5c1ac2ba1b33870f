// An embed fits its surroundings: width and height, theme, the page's styles, and where it is served from.
import { embed, expect, inside, lesson, openEmbed, startEmbedHost, test } from './embed.js';
import { EMBED_CSP } from './host.js';

const WIDTHS = [320, 360, 768, 1440, 2560];

/** Runs in the page: what of an element is out of sight, and what can be scrolled sideways. */
function misfits() {
  const element = document.querySelector('aurora-playground');
  const around = element.getBoundingClientRect();
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  if (around.height < 150) found.push(`only ${around.height} high`);
  for (const one of element.shadowRoot.querySelectorAll('.aurora *')) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('svg, .visually-hidden, .side-tabs, .tabs')) continue;
    const box = one.getBoundingClientRect();
    if (box.width > 1 && (box.left < around.left - 1 || box.right > around.right + 1)) {
      let scrolls = one.parentElement;
      while (scrolls && !/auto|scroll|hidden/.test(getComputedStyle(scrolls).overflowX)) scrolls = scrolls.parentElement;
      if (!scrolls || scrolls.matches('.aurora')) found.push(`${one.tagName}.${one.className} from ${box.left} to ${box.right}`);
    }
    // Dumps of bytes and tables of text keep their lines.
    if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && /auto|scroll/.test(getComputedStyle(one).overflowX) && one.tagName !== 'PRE') found.push(`${one.tagName}.${one.className} scrolls sideways`);
  }
  const last = element.shadowRoot.querySelector('.aurora').getBoundingClientRect();
  if (last.bottom > around.bottom + 1) found.push('sticks out below');
  return found;
}

for (const width of WIDTHS) {
  test(`at ${width} px it needs no height, cuts nothing off, and leaves scroll and focus alone`, async ({ host, page }) => {
    await page.setViewportSize({ width, height: 700 });
    host.pages['page.css'] = 'body { margin: 0 } input { display: block }';
    const head = '<link rel="stylesheet" href="/page.css">';
    await page.goto(host.page(`<input id="first" aria-label="First" autofocus>${embed({ scenario: lesson.id, boot: 'click' })}`, { head }));
    const at = inside(page);
    await expect(at.image).toBeVisible();
    expect(await page.evaluate(misfits)).toEqual([]);
    await at.element.evaluate((element) => element.start());
    await expect(at.run).toBeEnabled();
    expect(await page.evaluate(() => [scrollX, scrollY, document.activeElement.id])).toEqual([0, 0, 'first']);
    expect(await page.evaluate(misfits)).toEqual([]);
    await at.element.evaluate((element) => element.run());
    await expect(at.answers.first()).toBeVisible();
    expect(await page.evaluate(() => [scrollX, scrollY, document.activeElement.id])).toEqual([0, 0, 'first']);
    for (const name of ['Map', 'Inspector', 'Console', 'CloudTrail', 'Timeline']) {
      await (width <= 768 ? at.tab(name) : at.beside(name)).click();
      await expect(at.element.locator('.panel').and(page.getByLabel(name, { exact: true }))).toBeVisible();
      expect(await page.evaluate(misfits), name).toEqual([]);
    }
    await page.mouse.move(width / 2, 10);
  });
}

test.describe('theme', () => {
  const PAPER = { light: 'rgb(244, 246, 248)', dark: 'rgb(13, 19, 25)' };
  const paper = (at) => expect.poll(() => at.element.locator('.aurora').evaluate((place) => getComputedStyle(place).backgroundColor));
  const mark = (page, where, name, value) =>
    page.evaluate(([where, name, value]) => (value === null ? document[where].removeAttribute(name) : document[where].setAttribute(name, value)), [where, name, value]);

  test('the attribute, whatever the system and the page say, also when it changes', async ({ host, page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    const at = await openEmbed(page, host, { theme: 'light' }, { html: ' class="dark"' });
    await paper(at).toBe(PAPER.light);
    await at.element.evaluate((element) => (element.theme = 'dark'));
    await paper(at).toBe(PAPER.dark);
    await page.emulateMedia({ colorScheme: 'light' });
    await mark(page, 'documentElement', 'class', 'light');
    await paper(at).toBe(PAPER.dark);
    await at.element.evaluate((element) => (element.theme = 'auto'));
    await paper(at).toBe(PAPER.light);
  });

  test('the system’s, where nothing says otherwise', async ({ host, page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    const at = await openEmbed(page, host);
    await paper(at).toBe(PAPER.dark);
    await page.emulateMedia({ colorScheme: 'light' });
    await paper(at).toBe(PAPER.light);
  });

  test('each mark that documentation tools set, while it is open', async ({ host, page }) => {
    const marks = [
      ...['dark', 'coal', 'navy', 'ayu', 'js dark sidebar-visible'].map((name) => ['documentElement', 'class', name, 'dark']),
      ...['light', 'rust', 'js light'].map((name) => ['documentElement', 'class', name, 'light']),
      ['body', 'class', 'dark', 'dark'],
      ['documentElement', 'data-theme', 'dark', 'dark'],
      ['documentElement', 'data-theme', 'light', 'light'],
      ['body', 'data-theme', 'dark', 'dark'],
      ['body', 'data-md-color-scheme', 'slate', 'dark'],
      ['body', 'data-md-color-scheme', 'default', 'light'],
      ['documentElement', 'data-bs-theme', 'dark', 'dark'],
    ];
    const at = await openEmbed(page, host);
    for (const [where, name, value, theme] of marks) {
      await page.emulateMedia({ colorScheme: theme === 'dark' ? 'light' : 'dark' });
      await mark(page, where, name, value);
      await paper(at).toBe(PAPER[theme]);
      await mark(page, where, name, null);
      await paper(at).toBe(theme === 'dark' ? PAPER.light : PAPER.dark);
    }
  });
});

test.describe('a page with styles of its own', () => {
  const HOSTILE = `
    * { color: red !important; background: lime !important; font: 30px/3 fantasy !important; letter-spacing: 9px !important; text-transform: uppercase !important;
      word-spacing: 20px !important; text-align: right !important; text-indent: 50px !important; white-space: pre !important; border: 3px dotted blue !important;
      visibility: hidden !important; cursor: none !important; box-sizing: content-box !important; display: inline !important;
      direction: rtl !important; unicode-bidi: bidi-override !important; text-shadow: 2px 2px red !important; -webkit-text-fill-color: red !important; pointer-events: none !important; user-select: none !important; }
    html { font-size: 62.5% } body { width: 1000px !important; direction: rtl; quotes: none; hyphens: auto; tab-size: 20; line-height: 5; }
    div, section, p, pre, button, h2, table, ul, li, dialog, svg { display: none; margin: 50px; padding: 50px; line-height: 4; position: fixed; }
    .poster, .panel, .aurora, .embed, .tab, .primary, .name, .step { color: red; display: none !important }
    :root { ${['ink', 'paper', 'surface', 'sunken', 'soft', 'line', 'line-strong', 'accent', 'accent-ink', 'accent-tint', 'good', 'bad', 'warn', 'busy', 'mark', 'mark-ink', 'key', 'k0', 'k1', 'on-key'].map((name) => `--${name}: red;`).join(' ')}
      --body: 90px; --small: 90px; --ui: 90px; --tiny: 90px; --big: 90px; --r: 50px; --mono: fantasy; --sans: fantasy; }`;
  // Sizes that depend on the surroundings may differ by what the page does to the element's own box.
  const LOOK = ['color', 'background-color', 'font-family', 'font-size', 'font-weight', 'font-style', 'line-height', 'letter-spacing', 'word-spacing', 'text-transform', 'text-align', 'text-indent', 'text-shadow', 'white-space', 'direction', 'unicode-bidi', 'writing-mode', 'visibility', 'display', 'position', 'float', 'cursor', 'box-sizing', 'padding-left', 'padding-top', 'margin-left', 'margin-top', 'border-top-width', 'border-top-style', 'border-top-color', 'border-radius', 'min-height', 'pointer-events', 'user-select', 'hyphens', 'tab-size', 'quotes', '-webkit-text-fill-color'];
  const looks = (at) =>
    at.element.evaluate(
      (element, LOOK) =>
        [...element.shadowRoot.querySelectorAll('.aurora *')].filter((one) => one.checkVisibility?.() && !one.closest('svg')).map((one) => {
          const style = getComputedStyle(one);
          return `${one.tagName}.${one.className} ${LOOK.map((name) => `${name}:${style.getPropertyValue(name)}`).join(' ')}`;
        }),
      LOOK,
    );

  for (const [name, boot, wait] of [['the poster', 'click', (at) => expect(at.image).toBeVisible()], ['the playground', 'now', (at) => expect(at.run).toBeEnabled()]]) {
    test(`${name} looks as on a page without`, async ({ host, page }) => {
      host.pages['clean.css'] = 'body { width: 1000px; margin: 0 }';
      host.pages['hostile.css'] = HOSTILE;
      const seen = [];
      for (const css of ['clean', 'hostile']) {
        await page.goto(host.page(embed({ scenario: lesson.id, boot, controls: 'full' }), { head: `<link rel="stylesheet" href="/${css}.css">` }));
        const at = inside(page);
        await wait(at);
        if (boot === 'now') {
          await at.element.evaluate((element) => element.run());
          await expect(at.answers.first()).toBeVisible();
        }
        seen.push(await looks(at));
      }
      expect(seen[1].length).toBeGreaterThan(boot === 'now' ? 60 : 5);
      expect(seen[1]).toEqual(seen[0]);
    });
  }

  test('the author’s own content keeps the direction of the page', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' }, '<p>من</p>'), { html: ' dir="rtl"' }));
    await expect(inside(page).start).toBeVisible();
    expect(await page.getByText('من').evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    expect(await inside(page).state.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
  });

  test('a hidden element stays hidden', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, hidden: '' })));
    await inside(page).element.evaluate((element) => element.ready);
    await expect(inside(page).element).toBeHidden();
  });
});

test.describe('served from', () => {
  for (const site of ['/a/b/c/', '/']) {
    test(`${site}, it finds its files`, async ({ page, trouble }) => {
      const host = await startEmbedHost(trouble, site === '/' ? { site: null, folders: { '/': 'dist', '/pages/': {} } } : { site });
      if (site === '/') host.options.folders['/pages/'] = host.pages;
      const made = host.page(embed({ scenario: lesson.id }), { from: site });
      await page.goto(site === '/' ? made.replace(/\/(?=page-)/, '/pages/') : made);
      const at = inside(page);
      await at.run.click();
      await expect(at.answers.first()).toBeVisible();
      await page.goto(`${host.url}${site}embed.html?scenario=${lesson.id}`);
      await expect(inside(page).run).toBeEnabled();
      await host.close();
    });
  }

  test('another origin with CORS, as from a CDN, it works and links there', async ({ page, trouble, host: cdn }) => {
    const host = await startEmbedHost(trouble, { site: null, cors: false, csp: EMBED_CSP.replaceAll("'self'", `'self' ${cdn.url}`) });
    await page.goto(host.page(embed({ scenario: lesson.id }), { from: `${cdn.url}/p/` }));
    const at = inside(page);
    await at.run.click();
    await expect(at.answers.first()).toBeVisible();
    await expect(at.element.getByRole('link', { name: /Open in the playground/ })).toHaveAttribute('href', `${cdn.url}/p/index.html#v1/${lesson.id}/1`);
    await host.close();
  });
});
