// What the page shows until the program has loaded, or if it does not load: the list of scenarios, or the step of the
// address.
import { expect, test } from './page.js';
import { address, asksDatabase, firstStep, lessons } from './lessons.js';
import { parts } from './parts.js';

const MODULE = '**/pkg/playground_web_bg.wasm';
const SQL = '**/pkg/sql.wasm';
const [lesson] = lessons;

/** Holds a file back, the module by default, until `go()`. */
async function heldBack(page, file = MODULE) {
  let go;
  const when = new Promise((resolve) => (go = resolve));
  await page.route(file, async (route) => {
    await when;
    await route.continue();
  });
  return go;
}

/** Runs in the page: what elements say, without what the terms in them open. */
const withoutExplanations = (elements) =>
  elements.map((element) => {
    const copy = element.cloneNode(true);
    for (const opens of copy.querySelectorAll('.term-says')) opens.remove();
    return copy.textContent;
  });

const before = (page) => page.locator('#before');
const box = async (locator) => {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
};

test('the list can be read at once, leads where it will lead, and does not move when the program comes', async ({ page }) => {
  const go = await heldBack(page);
  await page.goto('/');
  const cards = page.locator('.card:visible');
  await expect(cards).toHaveCount(lessons.length);
  await expect(cards.first().getByRole('link')).toHaveAttribute('href', address(lesson).slice(1));
  const look = async () => {
    const lines = (await page.locator('.card:visible').allInnerTexts()).slice(0, lessons.length);
    const said = await page.locator(':is(h1, .tagline, .hero-text > p, .specimen figcaption, .specimen p):visible').allInnerTexts();
    return { lines, said, card: await box(cards.first()) };
  };
  const early = await look();
  go();
  await expect(before(page)).toHaveCount(0);
  const { card, ...rest } = await look();
  expect(early.said.length).toBe(10);
  expect(rest).toEqual({ lines: early.lines, said: early.said });
  expect(card.x).toBe(early.card.x);
  expect(Math.abs(card.y - early.card.y)).toBeLessThan(40);
});

test('a card clicked before the program is here shows its step at once, and opens', async ({ page }) => {
  const go = await heldBack(page);
  await page.goto('/');
  await page.locator('.card a').filter({ hasText: lessons[1].title }).click();
  await expect(before(page).getByRole('heading', { level: 2, name: lessons[1].steps[0].title, exact: true })).toBeVisible();
  await before(page).getByRole('link', { name: 'All scenarios' }).click();
  await expect(before(page).locator('.card').first()).toBeVisible();
  await page.locator('.card a').first().click();
  await expect(before(page).getByRole('heading', { level: 2, name: lesson.steps[0].title, exact: true })).toBeVisible();
  go();
  await expect(parts(page).run).toBeEnabled();
  await expect(parts(page).title).toHaveText(lesson.steps[0].title);
});

for (const [one, number, width = 1280] of [...lessons.map((one) => [one, 1]), [lesson, 3], [lesson, 2, 360], [lesson, 2, 800]]) {
  test(`${one.id}, step ${number}, ${width} px: the text that the program will show, where it will show it`, async ({ page }) => {
    await page.setViewportSize({ width, height: 720 });
    const go = await heldBack(page);
    await page.goto(address(one, number));
    const title = before(page).getByRole('heading', { level: 2 });
    await expect(title).toHaveText(one.steps[number - 1].title);
    const look = async (story) => ({
      places: await Promise.all((await story.locator('h2, .prose > p, .predict, .choice, .command').all()).map(box)),
      count: await story.locator('.steps span').first().textContent(),
      text: await story.locator('.prose > p, .prose > ul, .prose > ol, legend, .choice').evaluateAll(withoutExplanations),
      commands: await story.locator('.command pre').allTextContents(),
    });
    const early = await look(before(page).locator('.story'));
    expect([...early.text, ...early.commands].length).toBeGreaterThan(0);
    go();
    await expect(parts(page).title).toHaveText(one.steps[number - 1].title);
    expect(await look(page.locator('#app .story'))).toEqual(early);
  });
}

test('the text of a step stays where it is while the database engine that the step needs is loaded', async ({ page }) => {
  const { lesson: one, number } = firstStep((_, lesson, number) => number > 1 && asksDatabase(lesson.steps[number - 2]));
  const [go, goSql] = [await heldBack(page), await heldBack(page, SQL)];
  await page.goto(address(one, number));
  const look = async (story) => ({ title: await box(story.locator('h2')), text: await story.locator('.prose > p').allTextContents() });
  await expect(before(page).getByRole('heading', { level: 2 })).toHaveText(one.steps[number - 1].title);
  const early = await look(before(page).locator('.story'));
  go();
  await expect(parts(page).progress).toBeVisible();
  await expect(before(page)).toHaveCount(0);
  expect(await look(page.locator('#app .story'))).toEqual(early);
  goSql();
  await expect(parts(page).run).toBeEnabled();
  await expect(parts(page).progress).toHaveCount(0);
  expect(await look(page.locator('#app .story'))).toEqual(early);
});

test('a text that stays while SQL is loaded is that of the address', async ({ page }) => {
  const { lesson: one, number } = firstStep((_, lesson, number) => number > 1 && asksDatabase(lesson.steps[number - 2]));
  const [go, goSql] = [await heldBack(page), await heldBack(page, SQL)];
  await page.goto(address(one, number));
  await expect(before(page).getByRole('heading', { level: 2 })).toHaveText(one.steps[number - 1].title);
  go();
  await expect(parts(page).progress).toBeVisible();
  await page.evaluate((hash) => (location.hash = hash), address(one, number + 1).slice(1));
  await expect(page.locator('main')).toHaveText('Aurora Encryption PlaygroundLoading …');
  goSql();
  await expect(parts(page).title).toHaveText(one.steps[number].title);
});

test('a module that does not come is said below the step, which stays; trying again helps', async ({ page, trouble }) => {
  trouble.expect(/playground_web_bg\.wasm|ERR_FAILED|integrity/);
  await page.route(MODULE, (route) => route.abort());
  await page.goto(address(lesson));
  await expect(page.locator('#boot-state')).toContainText('The playground could not be loaded');
  await expect(before(page).getByRole('heading', { level: 2 })).toHaveText(lesson.steps[0].title);
  await page.unroute(MODULE);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(parts(page).run).toBeEnabled();
});

test('without the page to read, there is less to read, and nothing else is wrong', async ({ page, trouble }) => {
  trouble.expect(/read\/|404/);
  await page.route('**/read/**', (route) => route.fulfill({ status: 404 }));
  const go = await heldBack(page);
  await page.goto(address(lesson));
  await expect(page.locator('#boot-state')).toBeVisible();
  go();
  await expect(parts(page).run).toBeEnabled();
});
