// One line embeds the playground; several elements on a page share the module and nothing else.
import { embed, expect, inside, lesson, test } from './embed.js';
import { lessons } from './lessons.js';
import { type } from './parts.js';

/** Counts the WebAssembly objects that are made. */
const count = (page) =>
  page.addInitScript(() => {
    globalThis.made = 0;
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const make = WebAssembly[name];
      WebAssembly[name] = (...given) => ((globalThis.made += 1), make.apply(WebAssembly, given));
    }
  });

test('one line and one element: the playground', async ({ host, page }) => {
  await page.goto(host.page(embed({ scenario: lesson.id })));
  const at = inside(page);
  await expect(at.title).toHaveText(lesson.steps[0].title);
  await at.run.click();
  await expect(at.answers.first()).toBeVisible();
});

test('without options: free play', async ({ host, page }) => {
  await page.goto(host.page('<aurora-playground></aurora-playground>'));
  await expect(inside(page).title).toHaveText('Free play');
});

test('the same line twice does no harm', async ({ host, page }) => {
  await page.goto(host.page(embed({ scenario: lesson.id }) + '<script type="module" src="/p/embed.js?again"></script>'));
  await expect(inside(page).run).toBeEnabled();
});

test('three elements load and instantiate the module once', async ({ host, page }) => {
  await count(page);
  await page.goto(host.page(embed({ scenario: lesson.id }) + embed({ scenario: lessons[1].id }) + embed()));
  await expect(inside(page, 0).title).toHaveText(lesson.steps[0].title);
  await expect(inside(page, 1).title).toHaveText(lessons[1].steps[0].title);
  await expect(inside(page, 2).title).toHaveText('Free play');
  await expect.poll(() => page.evaluate(() => globalThis.made)).toBe(1);
  const asked = host.asked.map(({ path }) => path);
  for (const path of ['/p/pkg/playground_web_bg.wasm', '/p/pkg/playground_web.js', '/p/style.css', '/p/icons.svg']) {
    expect(asked.filter((other) => other === path), path).toHaveLength(1);
  }
});

test('what happens in one does not happen in the other, nor where the other has gone', async ({ host, page }) => {
  await page.goto(host.page(embed({ scenario: lesson.id, controls: 'story console' }) + embed({ scenario: lesson.id, controls: 'story console' })));
  const [one, other] = [inside(page, 0), inside(page, 1)];
  await expect(other.run).toBeEnabled();
  await one.run.click();
  await expect(one.answers.first()).toBeVisible();
  await expect(other.answers).toHaveCount(0);
  await expect(other.entries).toHaveCount(0);
  await type(other, 'aws kms create-key');
  const text = await one.element.locator('.console').textContent();
  await other.element.evaluate((element) => element.remove());
  await expect(page.locator('aurora-playground')).toHaveCount(1);
  expect(await one.element.locator('.console').textContent()).toBe(text);
  await one.next.click();
  await expect(one.title).toHaveText(lesson.steps[1].title);
});

test('ids, radio buttons, focus and dialogs stay in their element', async ({ host, page }) => {
  const asks = lessons.flatMap(({ id, steps }) => steps.map(({ question }, at) => ({ id, step: at + 1, question }))).find(({ question }) => question);
  const both = embed({ scenario: asks.id, step: asks.step });
  await page.goto(host.page(`<h1 id="story-title">Of the page</h1><p id="said">-</p>${both}${both}`));
  const [one, other] = [inside(page, 0), inside(page, 1)];
  await expect(one.question).toBeVisible();
  await one.question.getByRole('radio').first().check();
  await other.question.getByRole('radio').nth(1).check();
  await expect(one.question.getByRole('radio').first()).toBeChecked();
  await other.element.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(other.help).toBeVisible();
  await expect(one.help).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(other.help).toHaveCount(0);
  await expect(page.locator('p#said').first()).toHaveText('-');
});
