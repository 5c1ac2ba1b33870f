// The module comes in two parts: what a reader sees and can do while the second one is on its way, or does not come.
import { createHash } from 'node:crypto';
import { expect, test } from './page.js';
import { address, lessons } from './lessons.js';
import { open, openFree, parts } from './parts.js';

const REST = '**/pkg/rest.wasm';
const [lesson] = lessons;

/** Holds the second part back. `go(answer)` answers each request that was and will be made for it. */
async function heldBack(page) {
  let answer;
  let known;
  const when = new Promise((resolve) => (known = resolve));
  const count = { requests: 0 };
  await page.route(REST, async (route) => {
    if (route.request().method() === 'GET') count.requests += 1; // HEAD asks why a GET failed
    await when;
    await answer(route);
  });
  return { count, go: (how = (route) => route.continue()) => ((answer = how), known()) };
}

/** How often a function was called before it was there, for which the page had to stand still. */
const stops = (page) => page.evaluate(() => performance.getEntriesByName('rest-on-the-spot').length);
const arrived = (page) => page.waitForFunction(() => performance.getEntriesByName('rest-here').length > 0);

test('the first screen needs the first part only', async ({ page }) => {
  const rest = await heldBack(page);
  await page.goto('/');
  await expect(page.locator('.card')).toHaveCount(lessons.length + 1);
  await page.getByRole('button', { name: 'Theme: system' }).click();
  await expect(page.getByRole('button', { name: 'Theme: light' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(parts(page).help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => rest.count.requests).toBe(1);
  expect(await stops(page)).toBe(0);
  const sealed = page.getByLabel('on the disk of an encrypted cluster');
  await expect(sealed).toHaveAttribute('aria-busy', 'true');
  rest.go();
  await expect(sealed).toHaveText(/^([0-9a-f]{2} ){12}/);
  await expect(sealed).not.toHaveAttribute('aria-busy');
});

for (const one of lessons) {
  test(`${one.id} opens, and can be looked at, with the first part only`, async ({ page }) => {
    const rest = await heldBack(page);
    const at = await open(page, one);
    await expect(at.run.or(at.next)).toBeEnabled();
    await at.counter.click();
    await expect(at.marks).toHaveCount(one.steps.length);
    await page.keyboard.press('m');
    await page.keyboard.press('t');
    await at.dock('CloudTrail').click();
    await at.dock('Timeline').click();
    await at.dock('Console').click();
    await expect.poll(() => rest.count.requests).toBe(1);
    expect(await stops(page)).toBe(0);
    rest.go();
    await arrived(page);
  });
}

test('Run waits for the second part, says so, and then runs once', async ({ page }) => {
  const rest = await heldBack(page);
  const at = await open(page, lesson);
  await at.run.click();
  const busy = at.story.getByRole('button', { name: 'Loading …' });
  await expect(busy).toHaveAttribute('aria-busy', 'true');
  await expect(busy).toBeFocused();
  await expect(at.live).toContainText('still loading');
  await page.keyboard.press('n'); // once more, as one does
  await busy.click({ force: true });
  await expect(at.answers).toHaveCount(0);
  rest.go();
  await expect(at.answers.first()).toBeVisible();
  await expect(at.title).toHaveText(lesson.steps[0].title);
  await expect(at.next).toBeFocused();
  await expect(page.locator('#rest')).toHaveCount(0);
  expect(await stops(page)).toBe(0);
});

test('a later step is shown when the second part is there', async ({ page }) => {
  const rest = await heldBack(page);
  await page.goto(address(lesson, 3));
  await expect(page.locator('main').getByText('Loading …')).toBeVisible();
  rest.go();
  await expect(parts(page).title).toHaveText(lesson.steps[2].title);
  expect(await stops(page)).toBe(0);
});

test('a line of the console waits, and Tab completes when it can', async ({ page }) => {
  const rest = await heldBack(page);
  const at = await openFree(page);
  await at.line.fill('playground help');
  await at.line.press('Enter');
  await at.line.pressSequentially('aws kms create-k');
  await at.line.press('Tab');
  await expect(at.entries).toHaveCount(0);
  rest.go();
  await expect(at.entries).toHaveCount(1);
  await expect(at.line).toHaveValue('aws kms create-key ');
  await expect(at.line).toBeFocused();
  expect(await stops(page)).toBe(0);
});

test('who goes elsewhere while it loads finds nothing run there', async ({ page }) => {
  const rest = await heldBack(page);
  const at = await open(page, lesson);
  await at.run.click();
  await page.goto('/#');
  await page.locator('.card a').nth(1).click();
  await expect(at.title).toHaveText(lessons[1].steps[0].title);
  rest.go();
  await arrived(page);
  await expect(at.run.or(at.next)).toBeEnabled();
  await expect(at.answers).toHaveCount(0);
});

test('a second part that does not come is said, and tried again', async ({ page, trouble }) => {
  trouble.expect(/rest\.wasm|ERR_FAILED|503|integrity/);
  const rest = await heldBack(page);
  const at = await open(page, lesson);
  await at.run.click();
  rest.go((route) => (rest.count.requests === 1 ? route.abort() : rest.count.requests === 2 ? route.fulfill({ status: 503 }) : route.continue()));
  const problem = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(problem).toBeVisible();
  await expect(at.run).toBeEnabled();
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(problem).toContainText('503');
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(at.answers.first()).toBeVisible();
  await expect(problem).toHaveCount(0);
  expect(rest.count.requests).toBe(3);
  expect(await stops(page)).toBe(0);
});

test('on the way from the list, too', async ({ page, trouble }) => {
  trouble.expect(/rest\.wasm|ERR_FAILED/);
  const rest = await heldBack(page);
  await page.goto('/');
  await page.locator('.card a').first().click();
  const at = parts(page);
  await expect(at.run).toBeEnabled();
  await page.keyboard.press('n');
  await expect(page.locator('[aria-busy=true]')).toBeVisible();
  rest.go((route) => (rest.count.requests === 1 ? route.abort() : route.continue()));
  const problem = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(at.answers.first()).toBeVisible();
  expect(await stops(page)).toBe(0);
});

test.describe('a function that is called too early', () => {
  /** Runs a step before the second part is there, which the page itself never does. */
  const tooEarly = async (page) => {
    // The page is told that all is there: an empty module has arrived.
    const empty = Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]);
    await page.route(REST, (route) => route.fulfill({ contentType: 'application/wasm', body: empty }), { times: 1 });
    const hash = `sha384-${createHash('sha384').update(empty).digest('base64')}`;
    await page.route('**/files.js', async (route) => {
      const script = await (await route.fetch()).text();
      await route.fulfill({ contentType: 'text/javascript', body: script.replace(/("pkg\/rest\.wasm":")[^"]+/, `$1${hash}`) });
    });
  };

  test('is loaded on the spot', async ({ page }) => {
    await tooEarly(page);
    const at = await open(page, lesson);
    await arrived(page);
    await at.run.click(); // unless the page, which works ahead while it is idle, has called one already
    await expect(at.answers.first()).toBeVisible();
    expect(await stops(page)).toBe(1);
  });

  test('stops the page with a readable message if that fails', async ({ page, trouble }) => {
    trouble.expect(/rest\.wasm|Missing|ERR_FAILED|XMLHttpRequest|NetworkError/);
    await page.route(REST, (route) => route.abort());
    await tooEarly(page); // this route is asked first, once
    const at = await open(page, lesson);
    await arrived(page); // idle as it is, the page works ahead
    const crash = page.getByRole('alert').filter({ hasText: 'The playground stopped' });
    await expect(crash).toContainText('could not be loaded');
    await page.unroute(REST);
    await crash.getByRole('button', { name: 'Reload' }).click();
    await expect(at.run).toBeEnabled();
  });
});
