// The page in the pseudo-language (web/static/language.js): each text of the interface is looked up, and has room when it is
// 40 % longer. What comes from elsewhere (scenarios, names in a world, AWS) stays in English; where it stands is declared
// here.
import { firstStep } from './lessons.js';
import { filled, sql } from './parts.js';
import { expect, onOnePage, test } from './page.js';
import { unfit, unsaid } from './said.js';

const WIDE = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

test.use({ viewport: WIDE });

/** Elements with all that is in them. */
const PARTS = [
  '[translate=no], [lang=en], code, kbd, pre, textarea, svg', // names, AWS's words, scenarios' texts, what is typed and printed
  '.byte, .bytes > .visually-hidden, .offset, .hex, .ascii', // bytes
  '.twin, a[href$="trace.schema.json"]', // the map as text is the session's; a file's name
];

/** Elements whose own texts these are. */
const OWN = [
  // Scenarios and challenges: titles, questions, explanations
  '.card-title, .card-text, .play > h1, .play .crumbs > span, .step > span, #story-title, .go-on > span, .shown > li > a, .shown .visually-hidden, #live, .embed-bar .name > span',
  '.predict legend, .choice > span, .verdict, .goals span, .question > p, .question > p > strong',
  '.why > p, .rule > p, .rule footer a, .ways p',
  // AWS's words and the reader's: Regions, states, keys, things, engines, encryption contexts
  '.region .fold > .fade, .tag-name, .box-name, .engine, .instances li > span:first-of-type, .link-name',
  '.thing-name, .link-words b, #part-grants strong, .warning abbr, .compared abbr',
  // What is in a page of the database: values of rows, and texts that no row has any more
  '.opened td .value, .opened .pair > .value, .leftovers .value, .none',
  // Titles of AWS's documentation
  '.trust p > a, .real > p > a',
];

/** Everything here is looked up, and fits, wide and on a phone with each tab. */
async function look(page, where) {
  const found = await page.evaluate(unsaid, { parts: PARTS.join(), own: OWN.join() });
  for (const size of [WIDE, PHONE]) {
    await page.setViewportSize(size);
    const tabs = (await page.locator('dialog[open]').count()) ? [] : await page.locator('.tabs:visible button').all();
    for (const tab of [undefined, ...tabs]) {
      await tab?.click();
      const place = `${size.width} px${tab ? `, ${await tab.textContent()}` : ''}`;
      found.push(...(await page.evaluate(unfit)).map((line) => `${place}: ${line}`));
    }
  }
  await page.setViewportSize(WIDE);
  expect(found, where).toEqual([]);
}

/** Types lines into the console, and waits until all of them have run. */
async function type(page, lines) {
  const entries = page.locator('.console .entry');
  const before = await entries.count();
  await page.keyboard.press('/');
  await page.locator('#command').fill(lines.join('\n'));
  await page.locator('#command').press('Enter');
  await expect(entries).toHaveCount(before + lines.length);
}

const asked = firstStep((step, lesson, number) => step.question && step.refused?.rule && number > 1);

const at = onOnePage(async (page) => {
  await page.goto('/?lang=en-XA');
  return {
    page,
    go: async (hash, sign) => {
      await page.evaluate((to) => (location.hash = to), hash);
      await expect(page.locator(sign).first()).toBeVisible();
    },
  };
});

test('the start, and what can be read from there', async () => {
  const { page, go } = at;
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA');
  await expect(page.locator('#app .card').first()).toBeVisible();
  await look(page, 'the start');
  await go('#v1/what-changed', '.change');
  await look(page, 'what changed');
  await go('#v1/own-account', '.own-bring');
  await look(page, 'your own account');
  await page.locator('.own-demo button').click();
  await expect(page.locator('#own-findings')).toBeVisible();
  await look(page, 'your own account: a report');
  for (const section of ['data', 'depends', 'what-if', 'plan', 'terraform', 'why-refused', 'files']) {
    await page.locator(`.own-nav [href$="/${section}"]`).click();
    await expect(page.locator('main h2').first()).toBeFocused();
    await look(page, `your own account: ${section}`);
  }
  await go('#v1/what-is-real', '#real');
  await look(page, 'what is real');
  await go('#v1/no-such/1', '[role=alert]');
  await look(page, 'what is not there');
});

test('the first minute', async () => {
  const { page, go } = at;
  await go('#v1/first-minute', '.minute-do');
  await look(page, 'the first tap');
  for (let tap = 1; tap < 5; tap += 1) await page.locator('.minute-do [type=submit]').click();
  await expect(page.locator('#minute-left')).toBeVisible();
  await look(page, 'the last tap');
});

test('a step with a question and a refusal', async () => {
  const { page, go } = at;
  await go(`#v1/${asked.lesson.id}/${asked.number}`, '.predict');
  await look(page, 'before');
  await page.locator('.predict input').first().check();
  await page.locator('.story .controls .primary').click();
  await expect(page.locator('.story .why')).toBeVisible();
  await look(page, 'after');
});

test('free play: every panel, what it shows of a cluster and of a key, and the dialogs', async () => {
  const { page, go } = at;
  await go('#v1/free', '#story-title');
  await look(page, 'nothing yet');
  const commands = [...filled('orders', '--storage-encrypted'), 'aws kms create-key', 'aws kms list-keys --colour red'];
  commands.push('aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier before');
  await type(page, commands);
  await page.locator('.map .cluster .box-button').first().click();
  await page.locator('.inspector .dump .hex').first().click();
  await expect(page.locator('.one-byte')).toBeVisible();
  await look(page, 'a cluster');
  await page.locator('.map .key .box-button').first().click();
  await expect(page.locator('#part-versions')).toBeVisible();
  await look(page, 'a key');
  for (const [key, name] of [['s', 'share'], ['?', 'help']]) {
    await page.keyboard.press(key);
    await expect(page.locator(`#${name}-dialog`)).toBeVisible();
    await look(page, name);
    await page.keyboard.press('Escape');
    await expect(page.locator(`#${name}-dialog`)).toHaveCount(0);
  }
  await page.locator('.story [aria-haspopup=dialog]').click();
  await look(page, 'sessions');
  await page.keyboard.press('Escape');
});

test('an answer of a database: its statements, the same on another cluster, and pages opened up', async () => {
  const { page, go } = at;
  await go('#v1/free', '#story-title');
  const change = "UPDATE customers SET phone = '000-0000' WHERE name = 'Ada'; DELETE FROM customers WHERE name = 'Grace'; SELECT * FROM customers; SELECT nothing";
  const clusters = [...filled('plain'), ...filled('sealed', '--storage-encrypted')];
  await type(page, [...clusters, sql('plain', change), sql('sealed', change)]);
  const answer = page.locator('.console .entry').last();
  await answer.locator('.moved > details > summary').click();
  await expect(answer.locator('.moved-by .chip').first()).toBeVisible();
  await expect(answer.locator('.compared td').first()).toBeVisible();
  await look(page, 'an answer');
  const opened = page.locator('.opened');
  for (const shown of [1, 2]) {
    await page.keyboard.press('/'); // back to the console from the last of the phone's tabs
    await answer.locator('.moved-by .chip', { hasText: new RegExp(`^⟦\\S+ ${shown}\\b`) }).first().click();
    await opened.locator('.ranges').evaluate((details) => (details.open = true));
    await expect(opened.locator('.ranges .value').first()).toBeVisible();
    await page.locator('.inspector .dump .hex').first().click();
    await expect(page.locator('.one-byte')).toBeVisible();
    await look(page, `page ${shown}`);
  }
  await expect(opened.locator('.leftovers .value').first(), 'the row that was deleted').toBeVisible();
});

test('a challenge, and the quiz', async () => {
  const { page, go } = at;
  await go('#v1/challenge/a-key-you-control', '.goals');
  await look(page, 'a challenge');
  await go('#v1/quiz', '#quiz-choose');
  await look(page, 'the quiz');
  await go('#v1/quiz?edition=2026', '.predict');
  await page.locator('.choice').first().click();
  await look(page, 'a question');
});

test('an embed, before it runs and after', async ({ page }) => {
  await page.goto(`/embed.html?lang=en-XA&boot=click&scenario=${asked.lesson.id}&step=${asked.number}`);
  await expect(page.locator('.poster-title')).toBeVisible();
  await look(page, 'a poster');
  await page.locator('.poster-start').click();
  await expect(page.locator('.predict')).toBeVisible();
  await look(page, 'an embed');
});
