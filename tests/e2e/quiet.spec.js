// Nothing moves for readers who asked for that, and nothing leaves the tab.
import { expect, test } from './page.js';
import { lessons } from './lessons.js';
import { WIDE, open, openFree, parts, type } from './parts.js';

test.use({ viewport: WIDE });

/** Runs in the page: what moves, or would move when it changes. */
function moving() {
  const styles = [...document.querySelectorAll('*')].flatMap((element) =>
    ['', '::before', '::after'].map((pseudo) => [element, getComputedStyle(element, pseudo)]),
  );
  const seconds = (list) => Math.max(...list.split(',').map(parseFloat));
  const moves = styles.filter(([, style]) => {
    const transition = style.transitionProperty !== 'none' && seconds(style.transitionDuration) > 0;
    return transition || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
  });
  const running = document.getAnimations().filter((animation) => animation.playState === 'running');
  return [...moves.map(([element]) => element.className || element.tagName), ...running.map((a) => a.constructor.name)];
}

test('reduced motion: nothing moves, on any screen', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/');
  const card = page.getByRole('link', { name: RegExp(`^${lessons[0].title}`) });
  await card.hover();
  expect(await page.evaluate(moving)).toEqual([]);
  await card.click();
  const at = parts(page);
  await at.run.click();
  await at.next.click();
  expect(await page.evaluate(moving)).toEqual([]);
  await at.helpButton.click();
  await expect(at.help).toBeVisible();
  expect(await page.evaluate(moving)).toEqual([]);
});

test('otherwise something may move, and these tests see it', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto('/');
  await expect(page.getByRole('link', { name: RegExp(`^${lessons[0].title}`) })).toBeVisible();
  expect(await page.evaluate(moving)).not.toEqual([]);
});

test('the page only asks its own server, for its own files, and sends nothing', async ({ page, baseURL }) => {
  const asked = [];
  page.on('request', (request) => asked.push(request));
  const at = await open(page, lessons[0]);
  await at.toEnd.click();
  await expect(at.nextScenario).toBeVisible();
  await at.story.getByRole('link', { name: 'All scenarios' }).click();
  await page.getByRole('link', { name: 'AWS in December 2020' }).click();
  await type(at, 'aws kms create-key --description secret', 'aws rds create-db-cluster help');
  expect(asked.length).toBeGreaterThan(4);
  for (const request of asked) {
    const { origin, pathname, search } = new URL(request.url());
    expect(`${origin}${search}`).toBe(new URL(baseURL).origin);
    expect(pathname).toMatch(/^\/($|[a-z]+\.(js|css|svg)$|pkg\/|(scenarios|challenges)\/[\w-]+\.(md|tsv)$|guides\/glossary\.md$|read\/[\w-]+\/index\.html$)/);
    expect(`${request.method()} ${request.postData()}`).toBe('GET null');
  }
});

/** Runs in the page: the names of everything that it stores, except a worker, which these tests block. */
const kept = async () => ({
  local: Object.keys(localStorage).map((key) => key.replace(/session\/[0-9a-z]{8,}$/, 'session/*')),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
});
const NOTHING = { local: [], session: [], databases: 0, caches: 0 };

test('of who only steps through a scenario, the page keeps how far it was taken, and nothing else', async ({ page, context }) => {
  const at = await open(page, lessons[0]);
  await at.toEnd.click();
  await expect(at.nextScenario).toBeVisible();
  await page.getByRole('button', { name: /^Theme/ }).click();
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(kept)).toEqual({ ...NOTHING, local: [`aurora-playground/1/progress/${lessons[0].id}`] });
});

test('of what a reader runs, the page keeps the session, in this browser, and nothing else', async ({ page, context }) => {
  const at = await openFree(page);
  await type(at, 'aws kms create-key --description secret');
  expect(await context.cookies()).toEqual([]);
  const { local, session, ...others } = await page.evaluate(kept);
  expect(others).toEqual({ databases: 0, caches: 0 });
  expect(local).toHaveLength(1);
  for (const key of [...local, ...session]) expect(key).toMatch(/^aurora-playground\//);
});

test('a request to another host is blocked, and this harness sees it', async ({ page, trouble }) => {
  trouble.expect(/connect-src|Content Security Policy/);
  await page.goto('/');
  const sent = await page.evaluate(() => fetch('https://example.org/').then(() => true, () => false));
  expect(sent).toBe(false);
});
