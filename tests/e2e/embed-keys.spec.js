// The keyboard in an embed: the surrounding page, whose single-key shortcuts would act on it, does not see what is
// typed; combinations and the page's own scrolling still work.
import { embed, expect, inside, lesson, openEmbed, test } from './embed.js';

/**
 * A page with single-key shortcuts, like those of documentation tools and slides: it records the keys that it sees, and
 * acts on them.
 */
const GREEDY = `
  globalThis.heard = [];
  const types = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'textInput', 'compositionstart', 'compositionupdate', 'compositionend', 'paste', 'cut', 'copy'];
  const hear = (event) => heard.push([event.type, event.key ?? event.data ?? ''].join(' '));
  for (const type of types) addEventListener(type, hear);
  addEventListener('keydown', (event) => {
    if (event.target.matches?.('input')) return;
    if (['/', 's', 'k', ' ', 'ArrowDown', 'PageDown'].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      document.getElementById('search').focus();
    }
  });`;

const heard = (page) => page.evaluate(() => globalThis.heard.splice(0));

/** A page with such keys, higher than the window, with an element in it. */
async function open(page, host, options = {}) {
  host.pages['greedy.js'] = GREEDY;
  host.pages['high.css'] = 'body { min-height: 5000px }';
  const head = '<link rel="stylesheet" href="/high.css"><script src="/greedy.js"></script>';
  await page.goto(host.page(`<input id="search" aria-label="Search">${embed({ scenario: lesson.id, ...options })}`, { head }));
  const at = inside(page);
  await expect(at.title).toHaveText(lesson.steps[0].title);
  return at;
}

test('what is typed, composed and pasted into the console arrives there whole, and nowhere else', async ({ host, page, context }) => {
  const at = await open(page, host, { controls: 'story console' });
  await at.line.focus();
  await page.keyboard.type('aws kms list-keys /s');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Control+x');
  await page.keyboard.press('Control+v');
  const devtools = await context.newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'é', selectionStart: 1, selectionEnd: 1 });
  await devtools.send('Input.insertText', { text: 'è' });
  await expect(at.line).toHaveValue('aws kms list-keys /sè');
  const combinations = ['keydown Control', 'keyup Control', 'keydown x', 'keyup x', 'keydown v', 'keyup v'];
  expect((await heard(page)).filter((one) => !combinations.includes(one))).toEqual([]);
  await page.keyboard.press('Escape'); // closes the completion, so the page must not see it
  await page.keyboard.press('Control+Enter');
  await expect(at.entries).toHaveCount(1);
  expect((await heard(page)).filter((one) => /Enter|Escape/.test(one))).toEqual([]);
});

test('combinations reach the page from their beginning to their end, characters made by AltGr do not', async ({ host, page }) => {
  const at = await open(page, host, { controls: 'story console' });
  await at.line.focus();
  for (const combination of ['Control+k', 'Meta+k', 'Alt+k']) {
    await page.keyboard.press(combination);
    const [modifier] = combination.split('+');
    expect((await heard(page)).filter((one) => !one.startsWith('keypress'))).toEqual([`keydown ${modifier}`, 'keydown k', 'keyup k', `keyup ${modifier}`]);
  }
  // The letter is released last.
  for (const [move, key] of [['down', 'Control'], ['down', 'k'], ['up', 'Control'], ['up', 'k'], ['down', 'k'], ['up', 'k']]) await page.keyboard[move](key);
  expect((await heard(page)).filter((one) => !one.startsWith('keypress'))).toEqual(['keydown Control', 'keydown k', 'keyup Control', 'keyup k']);
  await at.line.evaluate((line) => {
    const sign = { key: '@', code: 'KeyQ', ctrlKey: true, altKey: true, modifierAltGraph: true, bubbles: true, composed: true };
    for (const type of ['keydown', 'keypress', 'keyup']) line.dispatchEvent(new KeyboardEvent(type, sign));
  });
  expect(await heard(page)).toEqual([]);
});

test('on a button, the browser scrolls by the keys, and the page does not act on them; Tab and Escape lead out', async ({ host, page }) => {
  const at = await open(page, host);
  await at.run.focus();
  for (const key of ['PageDown', 'ArrowDown']) {
    const scrolled = await page.evaluateHandle((from) => ({ now: new Promise((end) => addEventListener('scrollend', () => end(scrollY - from), { once: true })) }), await page.evaluate(() => scrollY));
    await page.keyboard.press(key);
    expect(await scrolled.evaluate(({ now }) => now)).toBeGreaterThan(0);
  }
  await page.keyboard.press('Space');
  await expect(at.answers.first()).toBeVisible();
  await page.keyboard.press('?');
  await expect(at.help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(at.help).toHaveCount(0);
  expect(await heard(page)).toEqual([]);
  await page.keyboard.press('Escape'); // there is nothing to close any more
  expect(await heard(page)).toEqual(['keydown Escape', 'keyup Escape']);
  const focus = () => at.element.evaluate((element) => [...element.shadowRoot.querySelectorAll('*')].indexOf(element.shadowRoot.activeElement));
  const before = await focus();
  await page.keyboard.press('Tab');
  expect(await focus()).not.toBe(before);
  expect(await heard(page)).toEqual([]);
});

test('before it runs, the same holds for its button; the author’s own content is the page’s', async ({ host, page }) => {
  host.pages['greedy.js'] = GREEDY;
  await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' }, '<input id="mine" aria-label="Mine">') + '<input id="search" aria-label="Search">', { head: '<script src="/greedy.js"></script>' }));
  await inside(page).start.focus();
  await page.keyboard.press('k');
  expect(await heard(page)).toEqual([]);
  await page.locator('#mine').focus();
  await page.keyboard.press('k');
  expect(await heard(page)).toContain('keydown k');
});

test('without buttons the page steers: single keys do nothing', async ({ host, page }) => {
  const at = await openEmbed(page, host, { controls: 'none' });
  await at.map.getByRole('button').or(at.map.locator('[tabindex="0"]')).first().focus();
  for (const key of ['n', 'e', '?']) await page.keyboard.press(key);
  expect(await at.element.evaluate((element) => element.goTo(1))).toMatchObject({ step: 1, ran: false }); // it is answered after what was sent before
  await expect(at.answers).toHaveCount(0);
  await expect(at.help).toHaveCount(0);
});
