// The map, as a picture and as text, and what its things show about themselves.
import { expect, onOnePage, test } from './page.js';
import { lessons } from './lessons.js';
import { WIDE, cluster, open, openFree, parts, type } from './parts.js';

test.use({ viewport: WIDE });

/** Scenarios with more than one account or Region: the fullest maps. */
const wide = lessons.filter((l) => l.steps.some((s) => s.runs.some((r) => /--(profile|region) /.test(r.commands))));

test.describe('picture and text hold the same', () => {
  const at = onOnePage(async (page) => parts(page));

  for (const lesson of wide) {
    test(`at the end of ${lesson.id}`, async () => {
      await open(at.page, lesson);
      await at.toEnd.click();
      await expect(at.nextScenario).toBeVisible();
      const picture = await at.map.evaluate(readPicture);
      await at.map.getByRole('button', { name: 'As text' }).click();
      await expect(at.map.locator('.twin')).toBeVisible();
      const text = (await at.map.locator('.twin li').evaluateAll(readLines)).flatMap(understood);
      expect(text).toEqual(picture);
      expect(picture.filter((line) => line.startsWith('cluster '))).not.toEqual([]);
      await at.map.getByRole('button', { name: 'As picture' }).click();
      await expect(at.map.locator('.twin')).toBeHidden(); // it is there for printouts
    });
  }
});

/** Runs in the page: every thing of the picture as a line, in order. */
function readPicture(map) {
  const said = (box, what) => box?.querySelector(what)?.textContent.trim() ?? '';
  const seal = (box) => {
    const tag = [...box.querySelectorAll(':scope > .box-button .tag, :scope > .box .box-button .tag')].at(-1);
    const name = said(tag, '.tag-name').replace(/^key /, '');
    const state = { paused: 'not usable now', pending: 'pending deletion', deleted: 'deleted' };
    const usable = Object.entries(state).map(([of, words]) => (tag.matches(`.${of}`) ? ` (${words})` : '')).join('');
    return tag.matches('.hue-plain') ? 'not encrypted' : `under ${said(tag, '.swatch')} ${name}${usable}`;
  };
  const lines = [];
  // What is closed says what is in it, and what is open how much of it is not listed.
  const closed = (head) => {
    const tallies = [...head.querySelectorAll('.tally')].map((tally) => tally.textContent).join(', ');
    if (head.getAttribute('aria-expanded') === 'false') lines.push(`closed: ${said(head, '.holds')}${tallies && ` (${tallies})`}`);
  };
  const rest = (region) => {
    const counts = [...region.querySelectorAll(':scope > .pager .more')].map((more) => Number(more.textContent.match(/[\d,]+/)[0].replace(',', '')));
    if (counts.length) lines.push(`more: ${counts.reduce((sum, count) => sum + count, 0)}`);
  };
  let last = null;
  for (const box of map.querySelectorAll('.account, .region, .box, .volume, .instances > li')) {
    if (last && box.matches('.account, .region')) rest(last);
    if (box.matches('.account, .region')) last = box.matches('.region') ? box : null;
    const state = said(box, '.status');
    const name = said(box, '.box-name');
    if (box.matches('.account')) lines.push(`account ${said(box, 'h3 code')}`), closed(box.querySelector('h3 button'));
    else if (box.matches('.region')) lines.push(`region ${said(box, 'h4 code')}`), closed(box.querySelector('h4 button'));
    else if (box.matches('.key')) lines.push(`key ${seal(box)} ${state}`);
    else if (box.matches('.volume')) lines.push(`volume ${said(box, '.fade')}`);
    else if (box.matches('.instances > li')) lines.push(`instance ${said(box, 'span')} ${state}`);
    else if (box.matches('.cluster > .box')) lines.push(`cluster ${name} ${state} ${seal(box)}`);
    else if (name === 'automated backup') lines.push(`backup ${state} ${seal(box)}`);
    else lines.push(`snapshot ${name} ${state} ${seal(box)}`);
  }
  if (last) rest(last);
  return lines;
}

/** Runs in the page: each item's own text, without that of the items in it. */
function readLines(items) {
  return items.map((item) => [...item.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('').trim());
}

/** A sentence of the map as text, in the words of `readPicture`. */
function understood(line) {
  const seal = (words) => words.replace('encrypted under key', 'under').replace(/\.$/, '');
  const [head, ...rest] = line.split(', ');
  const patterns = [
    [/^Account (\d+|AWS) /, (m) => `account ${m[1]}`],
    [/^(\w+-\w+-\d) \(/, (m) => `region ${m[1]}`],
    [/^KMS key (.+)/, (m) => `key under ${m[1]} ${rest[1].replace(/\.$/, '')}`],
    [/^and (\d+) more$/, (m) => `more: ${m[1]}`],
    [/^[\d,]+ (key|cluster|snapshot|automated backup)/, () => `closed: ${line.replace(/\.$/, '')}`],
    [/^Volume: (.*)\.$/, () => `volume ${line.slice(8, -1)}`],
    [/^Instance (.+)/, (m) => `instance ${m[1]} ${rest[2].replace(/\.$/, '')}`],
    [/^Cluster (.+)/, (m) => `cluster ${m[1]} ${rest[1]} ${seal(rest[2].match(/^.*?(?=\. |\.$)/)[0])}`],
    [/^Automated backup of/, () => `backup ${rest[0]} ${seal(rest[1])}`],
    [/^Snapshot (.+)/, (m) => `snapshot ${m[1]} ${rest[1]} ${seal(rest[2].match(/^.*?(?=\. |\.$)/)[0])}`],
  ];
  for (const [pattern, say] of patterns) {
    // Of a row, how many there are stands in it.
    if (line.startsWith('Snapshots and backups that are not listed: ')) return [];
    const match = (pattern.source.startsWith('^Volume') ? line : head).match(pattern);
    if (match) return [say(match)];
  }
  return [`not understood: ${line}`];
}

test('an empty account says so', async ({ page }) => {
  const at = await openFree(page);
  await expect(at.map).toContainText('Nothing here yet.');
  await expect(at.inspector).toContainText('Select a key, a cluster or a snapshot');
  await expect(at.trail).toBeHidden();
});

test('a cluster wears its key’s colour and its name; an unencrypted one says so', async ({ page }) => {
  const at = await openFree(page);
  await type(at, ...cluster('open'), ...cluster('sealed', '--storage-encrypted'));
  const worn = (name) => at.map.locator('.cluster').filter({ has: page.locator('.box-name', { hasText: name }) });
  await expect(worn('open').locator('.tag-name').first()).toHaveText('unencrypted');
  await expect(worn('sealed').locator('.tag-name').first()).toHaveText('key aws/rds');
  const edge = (box) => box.evaluate((element) => getComputedStyle(element).borderLeftColor);
  const key = await edge(at.map.locator('.box.key'));
  expect(await edge(worn('sealed').locator('> .box'))).toBe(key);
  expect(await edge(worn('open').locator('> .box'))).not.toBe(key);
});

test('a key that is disabled, one that is pending deletion and a deleted one are drawn in three ways', async ({ page }) => {
  const at = await openFree(page);
  const key = 'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)';
  await type(at, key, ...cluster('orders', '--storage-encrypted', '--kms-key-id', '$KEY'));
  await expect(at.map.locator('.unusable')).toHaveCount(0);
  await type(at, 'aws kms disable-key --key-id $KEY');
  await expect(at.map.locator('.box.key .status')).toHaveText('Disabled');
  await expect(at.map.locator('.cluster .unusable')).not.toHaveCount(0);
  await expect(at.map.locator('.cluster .warning').first()).toContainText('E07');
  const drawn = () => at.map.locator('.cluster .tag').first().evaluate((tag) => {
    const edge = getComputedStyle(tag.querySelector('.swatch'));
    return [edge.borderTopStyle, edge.backgroundImage !== 'none', getComputedStyle(tag.querySelector('.tag-name')).textDecorationLine];
  });
  expect(await drawn()).toEqual(['solid', false, 'none']);
  await type(at, 'aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7');
  await expect(at.map.locator('.box.key')).toContainText('KMS deletes it at');
  expect(await drawn()).toEqual(['dashed', false, 'none']);
  // The cluster's warning stands first below its head.
  await expect(at.map.locator('.cluster .box-rest > :first-child')).toHaveClass('warning');
  await type(at, 'playground wait 8d');
  expect(await drawn()).toEqual(['dashed', true, 'line-through']);
});

test('what is under a chosen key is lit, and nothing else', async ({ page }) => {
  const at = await openFree(page);
  const key = 'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)';
  await type(at, key, ...cluster('orders', '--storage-encrypted', '--kms-key-id', '$KEY'), ...cluster('open'), 'aws kms list-keys');
  const lit = () => at.map.locator('.box.lit').evaluateAll((all) => all.map((box) => box.querySelector('.box-name, .tag-name').textContent));
  const chosen = at.map.locator('.box.key', { hasText: 'encrypts 2 resources' });
  await expect(at.map.locator('.lighting')).toHaveCount(0);
  const id = (await chosen.locator('.tag-name').textContent());
  const wanted = [id, 'orders', 'automated backup'];
  await chosen.hover();
  expect(await lit()).toEqual(wanted);
  await at.map.locator('h3').hover();
  await expect(at.map.locator('.lighting')).toHaveCount(0);
  await at.map.locator('h4 button').focus();
  await page.keyboard.press('Tab');
  expect(await lit()).toEqual(wanted);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(at.inspector.getByRole('heading', { name: 'Encrypted under this key: 2' })).toBeVisible();
  expect(await lit()).toEqual(wanted);
  await at.map.locator('.cluster .box-button').last().click();
  await expect(at.map.locator('.lighting')).toHaveCount(0);
});

test('what goes from under the pointer leaves no light on', async ({ page }) => {
  const at = await openFree(page);
  await type(at, ...cluster('orders', '--storage-encrypted'), 'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)');
  const lighting = at.map.locator('.lighting');
  await at.map.locator('.box.key').first().hover();
  await expect(lighting).toHaveCount(1); // a key that stays
  await at.map.locator('.box.key').last().hover();
  await expect(lighting).toHaveCount(1);
  await at.map.locator('.box.key').last().click();
  await page.keyboard.press('u');
  await expect(at.map.locator('.box.key')).toHaveCount(1);
  await expect(lighting).toHaveCount(0);
  await page.keyboard.press('r'); // it is back, and the pointer is elsewhere by then
  await page.mouse.move(0, 0);
  await expect(lighting.locator('.box.lit')).toHaveCount(await lighting.count());
});

test('what has another place is moved there, unless the reader prefers that nothing moves', async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.moved = [];
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (...how) {
      globalThis.moved.push(this.id, ...[...this.querySelectorAll('[id^=map-]')].map(({ id }) => id)); // what is inside moves along
      return animate.apply(this, how);
    };
  });
  const at = await openFree(page);
  // It begins in the frame that shows the new view.
  const moved = () => page.evaluate(() => new Promise((go) => requestAnimationFrame(() => setTimeout(() => go(globalThis.moved.splice(0))))));
  const card = (name) => `map-arn-aws-rds-us-east-1-111122223333-cluster-${name}`;
  await type(at, cluster('first')[0]);
  await moved();
  await type(at, cluster('second')[0]); // beside it or below
  expect(await moved()).toContain(card('second'));
  await type(at, 'aws kms create-key'); // above both
  expect(await moved()).toEqual(expect.arrayContaining([card('first'), card('second')]));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await type(at, cluster('third')[0]);
  expect(await moved()).toEqual([]);
});

test.describe('many things', () => {
  const at = onOnePage(async (page) => {
    const at = await openFree(page);
    const create = (n) => cluster(`shop-${n}`, ...(n % 2 ? ['--storage-encrypted'] : []))[0];
    await at.line.fill(['playground set-quota --name db-clusters --value 80', ...Array.from({ length: 60 }, (_, n) => create(n)), 'playground wait 10m'].join('\n'));
    await at.line.press('Enter'); // the console shows the newest only
    await expect(at.count).toHaveText('62 / 62');
    return at;
  });
  const names = () => at.map.locator('.cluster .box-name').evaluateAll((all) => all.map((name) => name.textContent).filter((name) => name.startsWith('shop-')));
  const turn = (name) => at.map.getByRole('button', { name }).first();
  const find = () => at.map.getByRole('searchbox', { name: 'Find on the map' });
  const numbers = (first, last) => Array.from({ length: last - first }, (_, n) => `shop-${first + n}`);

  test('all of a long list can be reached, and what was made last is in sight', async () => {
    expect(await names()).toContain('shop-59'); // among the few that are listed at first
    expect((await names()).length).toBeLessThan(10);
    await expect(at.map.locator('.cluster:not(.row)').getByText('automated backup')).toHaveCount(1); // what is open is a card
    await turn('and 54 more').click();
    await expect(at.map.locator('.pager').first()).toContainText('1 to 50 of 60');
    expect(await names()).toEqual(numbers(0, 50));
    await turn('Later').click();
    await expect(turn('Later')).toBeDisabled();
    expect(await names()).toEqual(numbers(50, 60));
  });

  test('the search finds by name, state and key, and says how much', async () => {
    for (const [words, found, count] of [['SHOP-17', ['shop-17'], '2 of 121'], ['cluster plain available', numbers(0, 60).filter((_, n) => n % 2 === 0), '60 of 121']]) {
      await find().fill(words);
      await expect(at.map.getByRole('status')).toHaveText(count);
      expect(await names()).toEqual(found);
    }
    await find().fill('no such thing');
    await at.map.getByRole('button', { name: 'Show everything' }).click();
    await expect(find()).toHaveValue('');
    await expect(at.map.locator('.cluster')).not.toHaveCount(0);
  });

  test('accounts and Regions close', async () => {
    for (const place of ['us-east-1', '111122223333']) {
      const head = at.map.getByRole('button', { name: place });
      await head.click();
      await expect(head).toHaveAttribute('aria-expanded', 'false');
      await expect(head).toContainText('1 key, 60 clusters, 60 automated backups');
      await expect(at.map.locator('.box')).toHaveCount(0);
      await head.click();
      await expect(at.map.locator('.cluster')).not.toHaveCount(0);
    }
  });

  test('its head stays in sight while a long list scrolls', async () => {
    await turn('and 54 more').click();
    await at.map.locator('.cluster', { hasText: 'shop-40' }).scrollIntoViewIfNeeded();
    await expect(at.map.getByRole('button', { name: 'us-east-1' })).toBeInViewport({ ratio: 1 });
  });
});
