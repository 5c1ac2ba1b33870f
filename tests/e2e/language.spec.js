// Scenarios whose texts are in other languages as well, a file each: which one is shown, that what is missing is in English,
// and that every text says which language it is in. The rules of it are tested in crates/session/src/scenario.
import { embed, expect, inside, test } from './embed.js';

const own = (languages = '') => `---
title: The key stays
summary: S
seed: 1
edition: 2020
${languages}---

Hello, rule E04.

## One

Before.

> Works?
>
> - [ ] No.
> - [x] Yes.
>   Indeed.

\`\`\`aws
aws kms create-key --query KeyMetadata.KeyState
\`\`\`
\`\`\`output
"Enabled"
\`\`\`

After.

## Two

Only here.
`;

const german = `---
title: Der Schlüssel bleibt
summary: S
---

Hallo, Regel E04. Sieh auf die **map**.

## Eins

Davor.

> Geht es?
>
> - [ ] Nein.
> - [x] Ja.
>   Sicher.

\`\`\`aws
\`\`\`

Danach.
`;

test('an embed is in the language around it, with English where a text is missing', async ({ host, page, trouble }) => {
  trouble.expect(/404.*gone\.fr\.md/);
  trouble.expect(/status of 404/);
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  Object.assign(host.pages, { 'mine.md': own('languages: fr de\n'), 'mine.de.md': german, 'plain.md': own(), 'gone.md': own('languages: fr\n') });
  await page.goto(host.page(`<div lang="de-CH">${embed({ scenario: './mine.md' })}</div>${embed({ scenario: './mine.md' })}<div lang="de">${embed({ scenario: './plain.md' })}${embed({ scenario: './gone.md', lang: 'fr' })}</div>`));
  const at = inside(page);
  await expect(at.title).toHaveText('Eins');
  await at.element.getByRole('radio', { name: 'Ja.' }).click();
  await at.run.click();
  await expect(at.element.locator('.verdict')).toHaveText('You were right. Sicher.');
  const story = at.element.locator('#story');
  await expect(story.locator('p[lang="de"]').first()).toContainText('Hallo, Regel E04');
  await expect(story.locator('.outcome > p[lang="de"]')).toHaveText('Danach.');
  await expect(story.locator('fieldset[lang="de"] .label')).toHaveAttribute('lang', 'en');
  await expect(story.locator('.verdict [lang="de"]')).toHaveText('Sicher.');
  await expect(story.locator('.term-says')).toHaveAttribute('lang', 'en');
  await expect(story.locator('.to-panel')).toHaveText('map');
  await expect(at.answers.first()).toContainText('Enabled');
  await at.element.evaluate((element) => element.goTo(2));
  await expect(at.title).toHaveText('Two');
  // What is not translated is in English, whatever is around it.
  await expect(at.title).toHaveAttribute('lang', 'en');
  await expect(story.getByText('Only here.')).toHaveAttribute('lang', 'en');
  for (const nth of [1, 2, 3]) await expect(inside(page, nth).title).toHaveText('One');
  // A file that is named and can't be loaded is reported; where none is named, none is fetched.
  await expect(inside(page, 3).element.getByText('The scenario is shown in English.')).toContainText('gone.fr.md could not be loaded');
  const tried = asked.filter((path) => /\.(de|fr)\.md$/.test(path)).sort();
  expect(tried).toEqual(['/gone.fr.md', '/mine.de.md']);
  // A link out of it leads to the same language, if there is more than one.
  const out = (nth) => inside(page, nth).element.locator('.embed-bar').getByRole('link');
  await expect(out(0)).toHaveAttribute('href', /embed\.html\?scenario=.*mine\.md&step=2&lang=de-CH$/);
  await expect(out(2)).toHaveAttribute('href', /embed\.html\?scenario=.*plain\.md&step=1$/);
  // In a frame, the address says it.
  await page.goto(`${host.url}/p/embed.html?scenario=../mine.md&lang=de`);
  await expect(inside(page).title).toHaveText('Eins');
  await page.goto(await out(0).getAttribute('href'));
  await expect(inside(page).title).toHaveText('Eins');
  await page.goto(`${host.url}/p/embed.html?lang=en-XA#v1/free`);
  await expect(out(0)).toHaveAttribute('href', `${host.url}/p/index.html?lang=en-XA#v1/free`);
});

test.describe('the page', () => {
  test.use({ locale: 'de-AT' });

  // The build's hashes would refuse another file than its own.
  test.beforeEach(({ page }) => page.addInitScript(() => {
    const { fetch } = globalThis;
    globalThis.fetch = (address, { integrity, ...options } = {}) => fetch(address, options);
  }));

  test('shows no English text first to those who read a translation', async ({ page }) => {
    await page.route('**/pkg/playground_web_bg.wasm', () => {}); // never comes: what is seen is what is shown before
    await page.route('**/read/customer-key/index.html', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('<article', '<article data-languages="de"') });
    });
    const early = page.locator('main[data-early]');
    for (const [lang, shown] of [['en', 1], ['de', 0]]) {
      const read = page.waitForResponse('**/read/customer-key/index.html');
      await page.goto(`/?lang=${lang}#v1/customer-key/1`);
      await (await read).finished();
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      await expect(early, lang).toHaveCount(shown);
    }
  });

  test('goes by its address, then by the browser, and offers the other languages', async ({ page }) => {
    await page.route(/\/scenarios\/02-customer-key\.md/, (route) => route.fulfill({ body: own('languages: de\n') }));
    await page.route(/\/scenarios\/02-customer-key\.de\.md/, (route) => route.fulfill({ body: german }));
    const title = page.locator('#story-title');
    const crumbs = page.locator('#story .crumbs');
    await page.goto('/#v1/customer-key/1');
    await expect(title).toHaveText('Eins');
    await expect(crumbs).toContainText('Der Schlüssel bleibt');
    await crumbs.getByRole('link', { name: 'English' }).click();
    await expect(title).toHaveText('One');
    await expect(page).toHaveURL(/\/\?lang=en#v1\/customer-key\/1$/);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await expect(page).toHaveURL(/\/\?lang=en#v1\/customer-key\/2$/);
    await page.reload();
    await expect(title).toHaveText('Two');
    await expect(crumbs.getByRole('link', { name: 'Deutsch' })).toHaveAttribute('lang', 'de');
    await crumbs.getByRole('link', { name: 'Deutsch' }).click();
    await expect(title).toHaveText('Two'); // which is not translated
    await expect(crumbs).toContainText('Der Schlüssel bleibt');
  });
});
