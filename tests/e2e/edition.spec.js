// Two editions, never blended: chosen where one starts, shown where one works, kept in links, files and the storage, and
// put beside each other.
import { readFileSync } from 'node:fs';
import { expect, onOnePage, test } from './page.js';
import { address, lessons } from './lessons.js';
import { WIDE, openStart, parts, type } from './parts.js';

test.use({ viewport: WIDE });

const THEN = 'Edition: December 2020';
const TODAY = 'Edition: AWS today (2026)';
const SIDE_BY_SIDE = '2020 vs. today';
const [THEN_TITLE, TODAY_TITLE] = [THEN, TODAY].map((text) => text.replace('Edition: ', ''));
const DOORS = [[/^AWS in December 2020/, THEN, '/#v1/free'], [/^AWS today/, TODAY, '/#v1/free?edition=2026']];

/** The steps that end otherwise today, as the page reads them. */
const otherwise = readFileSync(new URL('../../web/scenarios/otherwise.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([id, step, rules, how]) => ({ lesson: lessons.find((lesson) => lesson.id === id), number: Number(step), rules: rules.match(/\w+(?=@)/g) ?? [], how: how.replaceAll('`', '') }));
const editions = new Map(readFileSync(new URL('../../web/scenarios/index.tsv', import.meta.url), 'utf8').split('\n').map((line) => line.split('\t')).map((cells) => [cells[1], cells[5]]));
const today = lessons.find(({ id }) => editions.get(id) === '2026');

const at = onOnePage(async (page) => ({ ...(await openStart(page)), header: page.locator('header .edition'), headline: page.locator('.headline .edition, .crumbs .edition') }));
const goTo = (to) => at.page.goto(to);
const shown = async (edition) => {
  await expect(at.header).toHaveText(edition);
  await expect(at.headline).toHaveText(edition);
};

test('free play begins by one of two doors, side by side, and on a phone one below the other', async () => {
  const doors = DOORS.map(([name]) => at.page.getByRole('link', { name }));
  for (const [width, same] of [[1440, 'y'], [360, 'x']]) {
    await at.page.setViewportSize({ width, height: 740 });
    const boxes = await Promise.all(doors.map((door) => door.boundingBox()));
    for (const box of boxes) expect(box.x >= 0 && box.x + box.width <= width && box.width > 150, `${width} px`).toBe(true);
    expect(boxes[0][same], `${width} px`).toBe(boxes[1][same]);
  }
  await at.page.setViewportSize(WIDE);
  for (const [nth, [, edition, hash]] of DOORS.entries()) {
    await doors[nth].click();
    await shown(edition);
    await expect(at.page).toHaveURL(hash);
    await expect(at.map.getByText('KMS keys')).toHaveCount(0);
    await at.page.goBack();
  }
});

test('each edition has its free play, which a reload, the list and its address open again', async () => {
  for (const [, edition, hash] of [DOORS[1], DOORS[0]]) {
    await goTo(hash);
    await type(at, `echo '${edition}'`, 'aws kms create-key');
    await expect(at.map.getByRole('heading', { name: 'KMS keys' })).toHaveText(edition === THEN ? 'KMS keys (CMKs)' : 'KMS keys');
  }
  for (const [, edition, hash] of [...DOORS, DOORS[0]]) {
    await goTo(hash);
    await expect(at.entries.first()).toContainText(edition);
    await shown(edition);
    await at.page.reload();
    await expect(at.entries.first()).toContainText(edition);
    await shown(edition);
  }
  await goTo('/#');
  const rows = at.page.getByRole('region', { name: 'Your sessions' }).locator('.session-what');
  await expect(rows).toHaveText([new RegExp(THEN_TITLE), /AWS today \(2026\)/]);
  await rows.nth(1).locator('..').getByRole('button', { name: /^Open/ }).click();
  await shown(TODAY);
  await at.page.getByRole('button', { name: 'New session' }).click();
  await expect(at.entries).toHaveCount(0);
  await shown(TODAY);
});

test('the badge says what an edition is', async () => {
  for (const [[, , hash], about] of [[DOORS[0], /those of AWS in December 2020/], [DOORS[1], /those of AWS today/]]) {
    await goTo(hash);
    for (const badge of [at.header, at.headline]) await expect(badge).toHaveAttribute('title', about);
  }
});

test('a link and a file keep the edition', async () => {
  await goTo(DOORS[1][2]);
  await type(at, 'echo carried', 'playground wait 1d');
  await expect(at.entries.last()).toContainText('2026');
  await at.page.locator('header').getByRole('button', { name: 'Share' }).click();
  const dialog = at.page.getByRole('dialog', { name: 'Share' });
  const link = await dialog.locator('#share-link').inputValue();
  await dialog.getByRole('button', { name: 'Show: Trace' }).click();
  const trace = await dialog.locator('#share-text').inputValue();
  await dialog.getByRole('button', { name: 'Close' }).click();
  expect(JSON.parse(trace).edition).toBe('2026');
  await goTo(DOORS[0][2]);
  await shown(THEN);
  await goTo(link);
  await expect(at.entries.last()).toContainText('playground wait 1d');
  await shown(TODAY);
  await goTo('/#');
  await at.page.evaluate(() => localStorage.clear()); // so that the file is a stranger's
  await at.page.reload();
  await expect(at.page.locator('.doors').last()).toBeVisible();
  await goTo(DOORS[0][2]);
  await at.page.getByRole('button', { name: 'Your sessions' }).click();
  await at.page.getByRole('dialog', { name: 'Your sessions' }).locator('input[type=file]').setInputFiles({ name: 'trace.json', mimeType: 'application/json', buffer: Buffer.from(trace) });
  await at.page.getByRole('button', { name: 'Run them' }).click();
  await expect(at.entries.last()).toContainText('playground wait 1d');
  await shown(TODAY);
});

test('a scenario is in its own edition, which stands beside its title', async () => {
  await goTo('/#');
  for (const { id, title } of lessons) {
    const card = at.page.locator('#app .card').filter({ has: at.page.getByText(title, { exact: true }) });
    await expect(card.locator('.edition')).toHaveText(`Edition: ${editions.get(id) === '2026' ? TODAY_TITLE : THEN_TITLE}`);
  }
  for (const [lesson, edition] of [[lessons[0], THEN], [today, TODAY]]) {
    await goTo(address(lesson));
    await expect(at.title).toHaveText(lesson.steps[0].title);
    await shown(edition);
  }
});

test('a step that ends otherwise today says so once it has run, and leads to the same steps there', async () => {
  const { lesson, number, how, rules } = otherwise.find(({ lesson, number, rules }) => rules.length === 2 && lesson.steps[number - 1].refused && lesson.steps[number - 1].question);
  await goTo(address(lesson, number));
  const note = at.story.locator('.otherwise');
  await expect(at.run).toBeEnabled();
  await expect(note).toHaveCount(0);
  await at.run.click();
  await expect(note).toContainText(how);
  for (const rule of rules) await expect(note.getByText(`Rule ${rule}: `)).toHaveText(/: .{20}/);
  await note.getByRole('link', { name: 'Run these steps under AWS today' }).click();
  const over = at.story.locator('.under-other');
  await expect(over).toContainText('These steps under AWS today');
  await expect(at.page).toHaveURL(`${address(lesson, number)}?edition=2026`);
  await shown(TODAY);
  await expect(at.question).toHaveCount(0);
  await at.run.click();
  await expect(at.answers.first()).toBeVisible();
  await expect(note).toContainText(how);
  await expect(at.story.getByText('Not what this scenario says')).toHaveCount(0);
  await at.page.reload();
  await shown(TODAY);
  await over.getByRole('link', { name: `Back to ${THEN_TITLE}` }).click();
  await shown(THEN);
  await expect(over).toHaveCount(0);
});

test.describe('what changed', () => {
  const rows = () => at.page.locator('.change');

  test('is in the top row, is filtered by the keyboard, and stands beside each other', async () => {
    await at.page.locator('header').getByRole('link', { name: SIDE_BY_SIDE }).click();
    await expect(at.page.getByRole('heading', { level: 1 })).toBeFocused();
    const chips = at.page.getByRole('group', { name: 'Statements to show' }).getByRole('button');
    const counts = (await chips.allTextContents()).map((text) => Number(/\d+$/.exec(text)));
    const [differs, all, ...kinds] = counts;
    expect(all).toBeGreaterThan(49);
    expect(kinds.reduce((sum, count) => sum + count)).toBe(all);
    await expect(rows()).toHaveCount(differs); // it opens on these
    await expect(rows().locator('.change-kind.same, .change-kind.reworded')).toHaveCount(0);
    expect(differs).toBe(await rows().locator('.change-kind:is(.new, .instead, .gone)').count());
    await chips.first().focus();
    for (const [nth, count] of counts.entries()) {
      await at.page.keyboard.press('Enter');
      await expect(chips.nth(nth)).toHaveAttribute('aria-pressed', 'true');
      await expect(rows()).toHaveCount(count);
      await expect(at.live).toHaveText(`${count} statements`);
      await at.page.keyboard.press('Tab');
    }
    for (const [width, beside] of [[1440, true], [360, false]]) {
      await at.page.setViewportSize({ width, height: 740 });
      const [then, now] = await Promise.all([0, 1].map((nth) => at.page.locator('.side').nth(nth).boundingBox()));
      expect(then.y === now.y, `${width} px`).toBe(beside);
      expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    await at.page.setViewportSize(WIDE);
    await chips.first().click();
  });

  test('an address leads to a statement, which leads to the steps that show it, in either edition', async () => {
    await goTo('/#v1/what-changed/L07');
    const row = rows().filter({ has: at.page.locator('#L07') });
    await expect(row.getByRole('heading')).toBeFocused();
    await expect(row.locator('.side').last()).toContainText('no longer says this');
    const step = row.locator('.shown li').first();
    await step.getByRole('link', { name: 'These steps under AWS today' }).click();
    await shown(TODAY);
    await expect(at.story.locator('.under-other')).toBeVisible();
    await at.page.goBack();
    await step.getByRole('link').first().click();
    await shown(THEN);
    await at.run.click();
    const { footer, href } = { footer: at.card.locator('footer'), href: '#v1/what-changed/L07' };
    await expect(footer.getByRole('link', { name: SIDE_BY_SIDE })).toHaveAttribute('href', href);
  });

  test('a rule that both editions state alike does not lead there', async () => {
    const { lesson, number } = lessons.flatMap((lesson) => lesson.steps.map((step, index) => ({ lesson, step, number: index + 1 }))).find(({ step }) => step.refused?.rule === 'L08');
    await goTo(address(lesson, number));
    await at.run.click();
    await expect(at.card.locator('footer').first()).toBeVisible();
    await expect(at.card.getByRole('link', { name: SIDE_BY_SIDE })).toHaveCount(0);
  });
});
