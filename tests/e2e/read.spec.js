// What is read without scripts: every scenario as text and pictures, the guides, and the map's pictures on their own.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './page.js';
import { lessons, plain } from './lessons.js';

const guides = ['embed', 'share', 'write-a-scenario'];
const pages = ['/read/', `/read/${lessons[0].id}/`, '/guides/', ...guides.map((name) => `/guides/${name}.html`)];

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  for (const lesson of lessons) {
    test(`${lesson.id} can be read to its end`, async ({ page }) => {
      await page.goto('/read/');
      await page.getByRole('main').getByRole('link', { name: lesson.title, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(lesson.title);
      const sections = page.locator('.read-step');
      await expect(sections).toHaveCount(lesson.steps.length);
      for (const [index, step] of lesson.steps.entries()) {
        const section = sections.nth(index);
        await expect(section.getByRole('heading', { level: 2 })).toHaveText(`${index + 1} ${step.title}`);
        const printed = await section.locator('.read-output').allTextContents();
        expect(plain(printed.join('\n'))).toBe(plain(step.output));
        if (step.question) await expect(section.locator('.read-ask')).toContainText(step.question.text);
        const run = section.getByRole('link', { name: 'Run this step' });
        await expect(run).toHaveAttribute('href', `../../#v1/${lesson.id}/${index + 1}`);
        const picture = section.locator('figure img');
        if ((await picture.count()) === 0) continue;
        await picture.scrollIntoViewIfNeeded();
        await expect.poll(() => picture.evaluate((img) => img.complete && img.naturalWidth)).toBe(720);
      }
    });
  }

  test('dark pages have dark pictures', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`/read/${lessons[0].id}/`);
    const shown = page.locator('figure img').first();
    expect(await shown.evaluate((img) => img.currentSrc)).toMatch(/\/\d+\.dark\.svg$/);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => shown.evaluate((img) => img.currentSrc)).toMatch(/\/\d+\.svg$/);
    expect(await shown.evaluate((img) => img.currentSrc)).not.toContain('dark');
  });

  test('print shows the answers, and nothing to click', async ({ page }) => {
    const lesson = lessons.find((l) => l.steps.some((step) => step.question));
    await page.goto(`/read/${lesson.id}/`);
    const answer = page.locator('.read-ask details > p').first();
    await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible();
    expect((await answer.boundingBox())?.height ?? 0).toBe(0);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('navigation', { name: 'Steps' })).toBeHidden();
    await expect.poll(async () => (await answer.boundingBox())?.height ?? 0).toBeGreaterThan(10);
  });

  for (const width of [320, 2560]) {
    test(`nothing is wider than ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      for (const address of pages) {
        await page.goto(address);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, address).toBeLessThanOrEqual(width);
      }
    });
  }
});

test('a step that is read can be run', async ({ page }) => {
  const lesson = lessons.at(-1);
  await page.goto(`/read/${lesson.id}/#step-2`);
  await page.locator('#step-2').getByRole('link', { name: 'Run this step' }).click();
  await expect(page.getByRole('heading', { name: lesson.steps[1].title, level: 2 })).toBeVisible();
});

for (const scheme of ['light', 'dark']) {
  test(`axe finds nothing, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    for (const address of pages) {
      await page.goto(address);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${address}: ${v.id}: ${v.nodes[0].html}`)).toEqual([]);
    }
  });
}

// The widths that the program reckons with are those of no browser: here they meet one.
test('in a picture, no text leaves its box', async ({ page }) => {
  await page.goto('/read/');
  for (const { id, steps } of lessons) {
    const addresses = steps.map((_, index) => `/read/${id}/${index + 1}.svg`);
    expect(await page.evaluate(hangingOut, addresses), id).toEqual([]);
  }
});

/** In the page: the texts of pictures that are not inside the innermost frame around where they begin. */
async function hangingOut(addresses) {
  const out = [];
  for (const address of addresses) {
    const text = await (await fetch(address)).text();
    const picture = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    document.body.replaceChildren(document.adoptNode(picture));
    const box = (element) => element.getBoundingClientRect();
    const frames = [...picture.querySelectorAll('rect')].map(box).sort((a, b) => a.width - b.width);
    for (const text of picture.querySelectorAll('text')) {
      const at = box(text);
      const middle = (at.top + at.bottom) / 2;
      const around = frames.find((f) => f.left <= at.left && at.left < f.right && f.top <= middle && middle <= f.bottom);
      if (!around || at.right > around.right - 2 || at.bottom > around.bottom) out.push(`${address}: ${text.textContent}`);
    }
  }
  return out;
}

test('oEmbed is found from the page, and embeds it by name', async ({ page, request }) => {
  for (const { id, title } of lessons) {
    await page.goto(`/read/${id}/`);
    const link = page.locator('link[type="application/json+oembed"]');
    const address = new URL(await link.getAttribute('href'));
    const found = await request.get(`/oembed/${address.pathname.split('/').pop()}`);
    expect(found.headers()['content-type']).toContain('application/json');
    const answer = await found.json();
    expect(answer).toMatchObject({ version: '1.0', type: 'rich', title });
    expect(answer.html).toContain(`embed.html?scenario=${id}"`);
    expect(answer.html).toContain('title="');
  }
});
