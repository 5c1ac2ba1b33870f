// Terms are explained where a step first uses them, from the glossary; rules by what they say.
import { readFileSync } from 'node:fs';
import { lessons } from './lessons.js';
import { expect, onOnePage, test } from './page.js';
import { WIDE, open } from './parts.js';

const lesson = (id) => lessons.find((one) => one.id === id);
/** What the glossary says of a term. */
const meaning = (name) =>
  readFileSync(new URL('../../web/guides/glossary.md', import.meta.url), 'utf8').match(new RegExp(`^## ${name}(?:, .*)?\\n\\n(.*)$`, 'm'))[1];
const term = (at, text) => at.story.getByRole('button', { name: text, exact: true });
const says = (at) => at.page.locator('.term-says:popover-open');

test.describe('in a step', () => {
  const at = onOnePage((page) => open(page, lesson('on-the-disk')));

  test('a term opens and closes by keyboard, and nothing else happens', async () => {
    const step = await at.counter.textContent();
    await term(at, 'sealed').focus();
    await at.page.keyboard.press('Enter');
    await expect(says(at)).toContainText(meaning('Sealed'));
    await at.page.keyboard.press('Tab');
    await expect(says(at).getByRole('link')).toBeFocused();
    expect(await says(at).getByRole('link').getAttribute('href')).toMatch(/\/guides\/glossary\.html#sealed$/);
    await at.page.keyboard.press('Escape');
    await expect(says(at)).toHaveCount(0);
    await expect(term(at, 'sealed')).toBeFocused();
    await expect(at.counter).toHaveText(step);
  });

  test('it is marked once, and one explanation is open at a time', async () => {
    await expect(at.story.locator('.term', { hasText: /^sealed$/ })).toHaveCount(1);
    await term(at, 'sealed').click();
    await term(at, 'AES-256-GCM').click();
    await expect(says(at)).toHaveCount(1);
    await expect(says(at)).toContainText(meaning('AES-256-GCM'));
    await at.title.click();
    await expect(says(at)).toHaveCount(0);
  });

  for (const width of [320, 390, WIDE.width]) {
    test(`the explanation is in sight at ${width} px`, async () => {
      await at.page.setViewportSize({ width, height: 700 });
      await term(at, 'sealed').scrollIntoViewIfNeeded();
      await term(at, 'sealed').click();
      const box = await says(at).boundingBox();
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(700);
      await at.page.keyboard.press('Escape');
    });
  }
});

test('a rule is explained by its statement, also without the glossary', async ({ page, trouble }) => {
  trouble.expect(/glossary\.md|ERR_FAILED/);
  await page.route('**/guides/glossary.md', (route) => route.abort());
  const at = await open(page, lesson('change-the-key'), 4);
  await at.run.click();
  await term(at, 'L03').click();
  await expect(says(at)).toContainText('Rule L03');
  await expect(says(at)).toContainText("under the cluster's own KMS key (CMK).");
});

test('the rules that an answer names are below it', async ({ page }) => {
  const at = await open(page, lesson('on-the-way'), 2);
  await at.run.click();
  await expect(at.story.getByText('Rule T01: ')).toHaveText(/: .{20}/);
});

test('the glossary is a page, and pages to read lead to it', async ({ page }) => {
  await page.goto('/read/on-the-disk/');
  await page.locator('#step-1 a.term', { hasText: 'sealed' }).click();
  await expect(page.getByRole('heading', { name: 'Sealed', exact: true })).toBeInViewport();
});
