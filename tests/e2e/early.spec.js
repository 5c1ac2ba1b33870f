// What the page shows until the program has loaded, or if it does not load: the list of scenarios, or the step of the
// address.
import { expect, test } from './page.js';
import { address, lessons } from './lessons.js';
import { parts } from './parts.js';

const MODULE = '**/pkg/playground_web_bg.wasm';
const [lesson] = lessons;

/** Delays the module until `go()` is called. */
async function heldBack(page) {
  let go;
  const when = new Promise((resolve) => (go = resolve));
  await page.route(MODULE, async (route) => {
    await when;
    await route.continue();
  });
  return go;
}

const before = (page) => page.locator('#before');
const box = async (locator) => {
  const { x, y, width } = await locator.boundingBox();
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width) };
};

test('the list can be read at once, leads where it will lead, and does not move when the program comes', async ({ page }) => {
  const go = await heldBack(page);
  await page.goto('/');
  const cards = page.locator('.card:visible');
  await expect(cards).toHaveCount(lessons.length);
  await expect(cards.first().getByRole('link')).toHaveAttribute('href', address(lesson).slice(1));
  const look = async () => {
    const lines = (await page.locator('.card:visible').allInnerTexts()).slice(0, lessons.length);
    return { lines, h1: await page.locator('h1:visible').innerText(), lead: await page.locator('.lead:visible').innerText(), card: await box(cards.first()) };
  };
  const early = await look();
  go();
  await expect(before(page)).toHaveCount(0);
  const { card, ...rest } = await look();
  expect(rest).toEqual({ lines: early.lines, h1: early.h1, lead: early.lead });
  expect(card.x).toBe(early.card.x);
  expect(Math.abs(card.y - early.card.y)).toBeLessThan(40);
});

test('a card clicked before the program is here shows its step at once, and opens', async ({ page }) => {
  const go = await heldBack(page);
  await page.goto('/');
  await page.locator('.card a').nth(1).click();
  await expect(before(page).getByRole('heading', { level: 2 })).toHaveText(lessons[1].steps[0].title);
  await before(page).getByRole('link', { name: 'All scenarios' }).click();
  await expect(before(page).locator('.card').first()).toBeVisible();
  await page.locator('.card a').first().click();
  await expect(before(page).getByRole('heading', { level: 2 })).toHaveText(lesson.steps[0].title);
  go();
  await expect(parts(page).run).toBeEnabled();
  await expect(parts(page).title).toHaveText(lesson.steps[0].title);
});

for (const [one, number] of [...lessons.map((one) => [one, 1]), [lesson, 3]]) {
  test(`${one.id}, step ${number}: the text that the program will show, where it will show it`, async ({ page }) => {
    const go = await heldBack(page);
    await page.goto(address(one, number));
    const title = before(page).getByRole('heading', { level: 2 });
    await expect(title).toHaveText(one.steps[number - 1].title);
    const look = async (story) => ({
      title: await box(story.locator('h2')),
      count: await story.locator('.steps span').first().textContent(),
      text: await story.locator('.prose > p, .prose > ul, .prose > ol').allTextContents(),
      commands: await story.locator('.command pre').allTextContents(),
    });
    const early = await look(before(page).locator('.story'));
    expect(early.text.length).toBeGreaterThan(0);
    go();
    await expect(parts(page).title).toHaveText(one.steps[number - 1].title);
    const { title: at, ...said } = await look(page.locator('#app .story'));
    const { title: was, ...read } = early;
    expect(said).toEqual(read);
    expect({ ...at, y: 0 }).toEqual({ ...was, y: 0 });
    expect(Math.abs(at.y - was.y)).toBeLessThan(5); // the header has no buttons yet
  });
}

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
