// What can go wrong around the page: files that don't load, a browser that can't run it, a program that stops. Each is
// explained, and there is a way to continue.
import { expect, test } from './page.js';
import { address, lessons } from './lessons.js';
import { WIDE, open, parts } from './parts.js';

test.use({ viewport: WIDE });

const lesson = lessons[3];
const NOT_FOUND = /404|Failed to load resource/;
const notFound = (route) => route.fulfill({ status: 404, body: 'There is nothing at this address.' });

test('a scenario that is not there is named, and opens once it is', async ({ page, trouble }) => {
  trouble.expect(NOT_FOUND);
  await page.route(`**/${lesson.file}`, notFound);
  await page.goto(address(lesson, 2));
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(`The file scenarios/${lesson.file} could not be loaded.`);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toContainText(lesson.file);
  await page.unroute(`**/${lesson.file}`);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(parts(page).title).toHaveText(lesson.steps[1].title);
});

test('without a connection, a scenario says so and opens once there is one', async ({ page, trouble }) => {
  trouble.expect(/net::ERR_/);
  await page.goto('/');
  const card = page.getByRole('link', { name: RegExp(`^${lesson.title}`) });
  await expect(card).toBeVisible();
  await page.route('**/*.md', (route) => route.abort('internetdisconnected'));
  await card.click();
  await expect(page.getByRole('alert')).toContainText('If you are offline, connect and try again');
  await page.unroute('**/*.md');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(parts(page).title).toHaveText(lesson.steps[0].title);
});

test('from a scenario that did not open, the list is one click away', async ({ page, trouble }) => {
  trouble.expect(NOT_FOUND);
  await page.route(`**/${lesson.file}`, notFound);
  await page.goto(address(lesson));
  await page.getByRole('link', { name: 'All scenarios' }).click();
  await expect(page.getByRole('link', { name: RegExp(`^${lesson.title}`) })).toBeVisible();
});

test('a scenario that can’t be read names the line', async ({ page }) => {
  await page.route(`**/${lesson.file}`, (route) => route.fulfill({ body: '---\ntitle: T\n---\n' }));
  await page.goto(address(lesson));
  await expect(page.getByRole('alert')).toContainText(/This scenario can't be read: line \d+: summary:? is missing/);
});

test('without the list of scenarios, the first screen says so, and lists them once it is there', async ({ page, trouble }) => {
  trouble.expect(NOT_FOUND);
  await page.route('**/index.tsv', notFound);
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('scenarios/index.tsv could not be loaded');
  await page.unroute('**/index.tsv');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('link', { name: RegExp(`^${lesson.title}`) })).toBeVisible();
});

test('without the list of scenarios, a link to one opens once it is there', async ({ page, trouble }) => {
  trouble.expect(NOT_FOUND);
  await page.route('**/index.tsv', notFound);
  await page.goto(address(lesson, 2));
  await expect(page.getByRole('alert')).toContainText('scenarios/index.tsv could not be loaded');
  await page.unroute('**/index.tsv');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(parts(page).title).toHaveText(lesson.steps[1].title);
});

test('a list of scenarios that can’t be read names the line', async ({ page }) => {
  await page.route('**/index.tsv', (route) => route.fulfill({ body: 'a\tb\n' }));
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText("The list of scenarios can't be read: line 1");
});

test('free play needs no file', async ({ page, trouble }) => {
  trouble.expect(NOT_FOUND);
  await page.route('**/scenarios/*', notFound);
  await page.goto('/#v1/free');
  await expect(parts(page).title).toHaveText('Free play');
});

for (const file of ['playground_web_bg.wasm', 'playground_web.js']) {
  test(`without ${file}, the page says what to check`, async ({ page, trouble }) => {
    trouble.expect(NOT_FOUND);
    trouble.expect(/WebAssembly|net::ERR_ABORTED|integrity/);
    await page.route(`**/pkg/${file}`, notFound);
    await page.goto('/');
    const state = page.locator('#boot-state');
    await expect(state).toContainText('The playground could not be loaded. Check the connection and reload.');
    await page.unroute(`**/pkg/${file}`);
    await page.reload();
    await expect(page.getByRole('link', { name: RegExp(`^${lesson.title}`) })).toBeVisible();
  });
}

test('a browser without WebAssembly is told what it lacks', async ({ page }) => {
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto('/');
  await expect(page.locator('#boot-state')).toContainText("This browser has no WebAssembly, or it's turned off.");
});

test('without scripts, the page says what it is and what it needs', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL, javaScriptEnabled: false });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('noscript p')).toBeVisible();
  await page.close();
});

/** Runs in the page: a real trap, as from a program that stopped. `body` is what its only function does. */
function trap([body, inPromise]) {
  // (module (func (export "f") …))
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, body.length + 4, 1, body.length + 2, 0, ...body, 11];
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports;
  if (inPromise) Promise.resolve().then(f);
  else setTimeout(f);
}

const UNREACHABLE = [0];
const CALLS_ITSELF = [16, 0];

for (const [what, body, inPromise, said] of [
  ['a trap in an event', UNREACHABLE, false, /RuntimeError: unreachable/],
  ['a trap in a promise', UNREACHABLE, true, /RuntimeError: unreachable/],
  ['a full stack', CALLS_ITSELF, false, /RangeError: Maximum call stack/],
]) {
  test(`${what} is said, and "Reload" leads back to the step`, async ({ page, trouble }) => {
    trouble.expect(said);
    const at = await open(page, lesson, 2);
    await expect(page.getByText('The playground stopped')).toBeHidden();
    await page.evaluate(trap, [body, inPromise]);
    const crash = page.getByRole('alert');
    await expect(crash).toContainText('The playground stopped');
    await expect(crash.locator('pre')).toContainText(said);
    const reload = crash.getByRole('button', { name: 'Reload' });
    await expect(reload).toBeFocused();
    await reload.click();
    await expect(crash).toBeHidden();
    await expect(at.title).toHaveText(lesson.steps[1].title);
    await expect(page).toHaveURL(address(lesson, 2));
  });
}

test('an error of something else, as an extension, does not stop the page', async ({ page, trouble }) => {
  trouble.expect(/of something else/);
  const at = await open(page, lesson);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('of something else');
    });
  });
  await at.run.click();
  await expect(at.next).toBeVisible();
  await expect(page.getByText('The playground stopped')).toBeHidden();
});
