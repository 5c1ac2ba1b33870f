// The first screen: what is in sight at once, where it leads, and what it keeps of what was done.
import { readFileSync } from 'node:fs';
import { expect, onOnePage, test } from './page.js';
import { lessons } from './lessons.js';
import { openStart, parts } from './parts.js';

const MODULE = '**/pkg/playground_web_bg.wasm';
const rows = readFileSync(new URL('../../web/scenarios/index.tsv', import.meta.url), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
const listed = rows.map((row) => row.split('\t')).map(([, id, title, , steps, , , minutes, group, level, path]) => ({ id, title, steps, minutes, group, level, path: Number(path) }));
const path = listed.filter((one) => one.path).sort((one, other) => one.path - other.path);
const [first, second] = path;

const at = onOnePage(openStart);
const card = (id) => at.page.locator(`#app .card a[href^="#v1/${id}/"]`);
const goOn = () => at.page.locator('#app .go-on');
const home = () => at.page.goto('/#');

for (const [width, height] of [[1280, 720], [390, 844]]) {
  test(`${width} × ${height}: what it is, that nothing is sent, and one button, without scrolling`, async () => {
    await at.page.setViewportSize({ width, height });
    await home();
    const main = at.page.locator('#app main');
    for (const part of ['h1', '.lead', '.promise', '.primary', '.doors']) {
      const box = await main.locator(part).first().boundingBox();
      expect(box.y + box.height, part).toBeLessThanOrEqual(height);
      expect(box.x + box.width, part).toBeLessThanOrEqual(width);
    }
    await expect(main.locator('.primary')).toHaveCount(1);
    expect(await main.evaluate(({ ownerDocument: { documentElement: page } }) => page.scrollWidth - page.clientWidth)).toBe(0);
  });
}

test('every scenario stands once, with its minutes and level; the path comes first, in its order', async () => {
  await home();
  const grids = at.page.locator('#app .cards-grid');
  await expect(grids.first().locator('.card-title')).toHaveText(path.map(({ title }) => title));
  await expect(at.page.locator('#app [aria-labelledby=scenarios] .card')).toHaveCount(listed.length);
  for (const { id, steps, minutes, level } of listed) {
    await expect(card(id)).toContainText(`${steps} steps · ${minutes} min`);
    await expect(card(id)).toContainText(level, { ignoreCase: true });
  }
});

test('words of the lead lead to what they name', async () => {
  await home();
  const links = await at.page.locator('#app .lead a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links.length).toBeGreaterThanOrEqual(4);
  for (const link of links) expect(lessons.map(({ id }) => `#v1/${id}/1`)).toContain(link);
});

test('what is done is ticked, where one was is one click away, before the program is here as well; and it can be forgotten', async () => {
  await at.page.goto(`/#v1/${first.id}/1`);
  const play = parts(at.page);
  await play.toEnd.click();
  await expect(play.nextScenario).toBeVisible();
  await home();
  await expect(card(first.id).locator('.tick')).toBeVisible();
  await expect(at.page.locator('.done-of')).toContainText(`1 of ${listed.length} done.`);
  await expect(goOn()).toHaveText(`Next scenario${second.title}`);
  await goOn().getByRole('link').click();
  await play.run.click();
  await play.next.click();
  await home();
  await expect(goOn()).toHaveText(`Continue where you left off${second.title}, step 2`);
  await expect(card(second.id)).toContainText(`step 2 of ${second.steps}`);

  const said = async (root) => ({
    goOn: await at.page.locator(`${root} .go-on`).textContent(),
    leads: await at.page.locator(`${root} .go-on a`).getAttribute('href'),
    ticked: await at.page.locator(`${root} .card:has(.tick) .card-title`).allTextContents(),
  });
  const drawn = await said('#app');
  let go;
  await at.page.route(MODULE, (route) => (go = () => route.continue()));
  await at.page.reload();
  await expect(at.page.locator('#before .tick')).toBeVisible();
  expect(await said('#before')).toEqual(drawn);
  await expect.poll(() => go).toBeDefined();
  go();
  await expect(at.page.locator('#before')).toHaveCount(0);
  await at.page.unroute(MODULE);
  expect(await said('#app')).toEqual(drawn);

  await at.page.getByRole('button', { name: 'Reset my progress' }).click();
  await expect(at.page.locator('#app .tick')).toHaveCount(0);
  await expect(goOn()).toBeEmpty();
  expect(await at.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('the next scenario is the one that follows on the path, even if earlier ones were left out', async () => {
  const [, , third, fourth] = path;
  await at.page.goto(`/#v1/${third.id}/1`);
  const play = parts(at.page);
  await play.toEnd.click();
  await expect(play.nextScenario).toContainText(fourth.title);
  await home();
  await expect(goOn()).toHaveText(`Next scenario${fourth.title}`);
  let go;
  await at.page.route(MODULE, (route) => (go = () => route.continue()));
  await at.page.reload();
  await expect(at.page.locator('#before .go-on')).toHaveText(`Next scenario${fourth.title}`);
  await expect.poll(() => go).toBeDefined();
  go();
  await expect(at.page.locator('#before')).toHaveCount(0);
  await at.page.unroute(MODULE);
  await at.page.getByRole('button', { name: 'Reset my progress' }).click();
  await expect(goOn()).toBeEmpty();
});
