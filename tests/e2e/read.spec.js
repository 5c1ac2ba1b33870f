// What can be read without scripts: every scenario as text and pictures, the guides, and the map's pictures.
import { expect, test } from './page.js';
import { lessons, plain } from './lessons.js';

const guides = ['embed', 'glossary', 'share', 'write-a-scenario'];
const pages = ['/read/', `/read/${lessons[0].id}/`, `/read/${lessons[0].id}/2/`, '/questions/', '/questions/is-aurora-encrypted-by-default/', '/guides/', ...guides.map((name) => `/guides/${name}.html`)];

/** Runs in the page: the text of the steps, and the widths of their pictures. */
function asRead(steps) {
  const words = (element) => element?.textContent.replace(/\s+/g, ' ').trim();
  return Promise.all(
    steps.map(async (step) => {
      const pictures = [...step.querySelectorAll('figure img')];
      for (const picture of pictures) picture.loading = 'eager';
      await Promise.all(pictures.map((picture) => picture.decode()));
      return {
        title: words(step.querySelector('h2')),
        output: [...step.querySelectorAll('.read-output')].map((output) => output.textContent).join('\n'),
        question: words(step.querySelector('.read-ask')),
        run: [...step.querySelectorAll('a')].find((link) => words(link) === 'Run this step')?.getAttribute('href'),
        pictures: pictures.map((picture) => picture.naturalWidth),
      };
    }),
  );
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  for (const lesson of lessons) {
    test(`${lesson.id} can be read to its end`, async ({ page }) => {
      await page.goto('/read/');
      await page.getByRole('main').getByRole('link', { name: lesson.title, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(lesson.title);
      const steps = lesson.steps.map((step, index) => ({
        title: `${index + 1} ${step.title}`,
        output: plain(step.output),
        asks: step.question !== undefined,
        run: `../../#v1/${lesson.id}/${index + 1}`,
      }));
      const read = await page.locator('.read-step').evaluateAll(asRead);
      expect(read.map(({ title, output, question, run }) => ({ title, output: plain(output), asks: question !== undefined, run }))).toEqual(steps);
      for (const [index, { question }] of read.entries()) if (question) expect(question).toContain(lesson.steps[index].question.text);
      const widths = read.flatMap(({ pictures }) => pictures);
      // An account without anything has no picture.
      expect(widths.length).toBeGreaterThanOrEqual(lesson.steps.length - 1);
      expect(widths.filter((width) => width !== 720)).toEqual([]);
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
    const isSeen = () => answer.evaluate((p) => p.checkVisibility());
    expect(await isSeen()).toBe(false); // its box may have a size all the same
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('navigation', { name: 'Steps' })).toBeHidden();
    await expect.poll(isSeen).toBe(true);
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

test('on a phone, the pictures are narrow ones, and no question is a dead end', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/questions/');
  const names = await page.locator('.read-list a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  for (const name of names) {
    await page.goto(`/questions/${name}`);
    const pictures = await page.locator('figure img').evaluateAll((all) => Promise.all(all.map(async (img) => {
      img.loading = 'eager';
      await img.decode();
      return img.currentSrc;
    })));
    expect(pictures.filter((picture) => !picture.endsWith('.narrow.svg')), name).toEqual([]);
    await expect(page.locator('.read-more .primary')).toHaveAttribute('href', /#v1\//);
    expect(await page.getByRole('navigation', { name: 'Other questions' }).getByRole('link').count(), name).toBeGreaterThan(0);
    // The steps of a scenario stand in its order.
    const steps = await page.locator('.read-step > p:last-child > a:first-child').evaluateAll((all) => all.map((link) => link.hash.split('/').slice(1)));
    const sorted = steps.toSorted(([one, a], [other, b]) => (one === other ? a - b : 0));
    expect(steps, name).toEqual(sorted);
  }
});

test('a step that is read can be run', async ({ page }) => {
  const lesson = lessons.at(-1);
  await page.goto(`/read/${lesson.id}/#step-2`);
  await page.locator('#step-2').getByRole('link', { name: 'Run this step' }).click();
  await expect(page.getByRole('heading', { name: lesson.steps[1].title, level: 2 })).toBeVisible();
});

test('no line ends within an option or a name, unless that is longer than the line', async ({ page }) => {
  for (const width of [320, 360, 390, 768]) {
    await page.setViewportSize({ width, height: 800 });
    for (const name of ['questions/', 'questions/copy-an-encrypted-snapshot-to-another-region/', 'questions/inaccessible-encryption-credentials-recoverable/', `read/${lessons[0].id}/`]) {
      await page.goto(`/${name}`);
      const words = await page.locator('.word').evaluateAll((all) => all.map((word) => {
        const range = document.createRange();
        range.selectNodeContents(word);
        return { text: word.textContent, lines: new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size, room: word.getBoundingClientRect().width };
      }));
      expect(words.length, name).toBeGreaterThan(0);
      // The longest names are as long as the line of a phone.
      expect(words.filter(({ lines, room }) => lines > 1 && room < width - 100), `${name} at ${width} px`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} at ${width} px`).toBe(width);
    }
  }
});

test('a question is answered with commands, and its button runs them', async ({ page }) => {
  await page.goto('/questions/');
  await page.getByRole('link', { name: 'What does KMSKeyNotAccessibleFault mean?' }).click();
  await expect(page.locator('.read-output.refused').first()).toContainText('KMSKeyNotAccessibleFault');
  const [, id, number] = (await page.locator('.primary').first().getAttribute('href')).match(/#v1\/(.+)\/(\d+)$/);
  // Data for search engines is no script: the policy allows it, and the browser keeps it.
  const linked = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
  expect(linked['@graph'].map((it) => it['@type'])).toEqual(['FAQPage', 'BreadcrumbList']);
  const picture = await page.locator('meta[property="og:image"]').getAttribute('content');
  const { status, type, width } = await page.evaluate(async (path) => {
    const answer = await fetch(path);
    return { status: answer.status, type: answer.headers.get('content-type'), width: (await createImageBitmap(await answer.blob())).width };
  }, new URL(picture).pathname);
  expect({ status, type, width }).toEqual({ status: 200, type: 'image/png', width: 1200 });
  await page.getByRole('link', { name: 'Run it in the playground' }).first().click();
  const { steps } = lessons.find((lesson) => lesson.id === id);
  await expect(page.getByRole('heading', { name: steps[number - 1].title, level: 2 })).toBeVisible();
});

test('a table of a question looks like one of a guide, in light and dark', async ({ page }) => {
  const look = async (address) => {
    await page.goto(address);
    return page.locator('table').first().evaluate((table) => {
      const style = (name) => {
        const { padding, border, background, textAlign } = getComputedStyle(table.querySelector(name));
        return { padding, border, background, textAlign };
      };
      return { th: style('th'), td: style('td') };
    });
  };
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const guide = await look('/guides/embed.html');
    expect(guide.td.border).toMatch(/^1px solid/);
    expect(await look('/questions/is-aurora-encrypted-by-default/'), colorScheme).toEqual(guide);
  }
});

// The widths that the program estimates come from no browser: here they are compared with one.
test('in a picture, no text leaves its box', async ({ page }) => {
  await page.goto('/read/');
  for (const { id, steps } of lessons) {
    const addresses = steps.flatMap((_, index) => [`/read/${id}/${index + 1}.svg`, `/read/${id}/${index + 1}.narrow.svg`]);
    expect(await page.evaluate(hangingOut, addresses), id).toEqual([]);
  }
});

/** Runs in the page: texts of pictures that are not inside the innermost frame around their beginning. */
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
