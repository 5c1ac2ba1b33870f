// The inspector: a thing of the map in detail, its envelope, and its bytes at rest next to what a client reads.
import { expect, onOnePage, test } from './page.js';
import { lessons } from './lessons.js';
import { WIDE, cluster, filled, open, openFree, sql, type } from './parts.js';

test.use({ viewport: WIDE });

/** A customer managed key with a database under it, and what to look at. */
async function sealed(page) {
  const at = await openFree(page);
  await type(
    at,
    'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)',
    'aws kms create-alias --alias-name alias/orders --target-key-id $KEY',
    ...filled('sealed', '--storage-encrypted', '--kms-key-id', '$KEY'),
  );
  return opened(at);
}

async function plain(page) {
  const at = await openFree(page);
  await type(at, ...filled('open'));
  return opened(at);
}

function opened(at) {
  const { inspector, map } = at;
  const column = (name) => inspector.locator(`.dump .hex.${name}`);
  return {
    ...at,
    key: map.locator('.box.key').getByRole('button'),
    cluster: map.locator('.cluster > .box').getByRole('button').first(),
    name: inspector.locator('.thing-name'),
    envelope: inspector.locator('.envelope > li'),
    chain: inspector.locator('.chain'),
    dump: inspector.locator('.dump'),
    rest: column('one'),
    client: column('two'),
    reader: (name) => inspector.getByRole('group', { name: 'Read as' }).getByRole('button', { name }),
    part: (title) => inspector.locator('.part').filter({ has: inspector.page().getByRole('heading', { name: title }) }),
    button: (name) => inspector.getByRole('button', { name }),
  };
}

/** The bytes of a column as hexadecimal words, without offsets and text. */
const bytes = async (column) => (await column.allTextContents()).flatMap((row) => row.trim().split(' '));

test.describe('an encrypted cluster, looked at', () => {
  const at = onOnePage(sealed);

  test('selecting a key opens it up', async () => {
    await at.key.click();
    await expect(at.name).toHaveText('orders');
    await expect(at.key).toHaveAttribute('aria-pressed', 'true');
    await expect(at.part('Grants')).toContainText('aws:rds:dbc-id=cluster-');
    await at.inspector.getByText('Key policy').click();
    expect(JSON.parse(await at.inspector.locator('.document pre').textContent()).Statement).toHaveLength(1);
  });

  test('a key lists what is lost with it', async () => {
    await at.key.click();
    const lost = at.part('Encrypted under this key').getByRole('listitem');
    await expect(lost).toHaveText([/^cluster sealed.*lost/, /^automated backup of sealed.*lost/]);
  });

  test('what a key seals leads back to the cluster', async () => {
    await at.key.click();
    await at.part('Encrypted under this key').getByRole('button', { name: 'sealed' }).first().click();
    await expect(at.inspector.locator('.thing-kind')).toHaveText('DB cluster');
    await expect(at.cluster).toHaveAttribute('aria-pressed', 'true');
  });

  test('selecting a cluster shows its envelope: key, wrapped data key, pages', async () => {
    await at.cluster.click();
    await expect(at.name).toHaveText('sealed');
    await expect(at.chain).toHaveText(/^KMS key ordersdecryptsData key wrappeddecrypts\d+ pages encrypted$/);
    await at.inspector.locator('.links-of').evaluate((links) => links.setAttribute('open', ''));
    const titles = at.envelope.locator('strong');
    await expect(titles).toHaveText(['KMS key orders', 'Wrapped data key', /^\d+ pages, encrypted$/]);
    await expect(at.inspector.locator('.dead, .missing')).toHaveCount(0);
  });

  test('the wrapped data key can be read field by field', async () => {
    await at.cluster.click();
    await at.inspector.locator('.links-of').evaluate((links) => links.setAttribute('open', ''));
    await at.envelope.getByText('Its bytes, field by field').click();
    const fields = at.envelope.locator('.fields');
    await expect(fields.getByText('arn:aws:kms:us-east-1:')).toBeVisible();
    await expect(fields).toContainText('encryption context');
  });

  test('the envelope’s key opens that key', async () => {
    await at.cluster.click();
    await at.chain.getByRole('button', { name: 'KMS key orders' }).click();
    await expect(at.inspector.locator('.thing-kind')).toContainText('KMS key');
  });

  test('encrypted: the bytes at rest are not what a client reads', async () => {
    await at.cluster.click();
    await expect(at.client.first()).toBeVisible();
    const [rest, client] = [await bytes(at.rest), await bytes(at.client)];
    expect(client.length).toBeGreaterThanOrEqual(48);
    expect(rest).toHaveLength(client.length);
    // By chance, one byte in 256 is the same.
    expect(rest.filter((byte, index) => byte === client[index]).length).toBeLessThan(rest.length / 10);
  });

  test('one walks through the bytes and the pages', async () => {
    await at.cluster.click();
    await expect(at.inspector.getByText('Page 2 of 2')).toBeVisible();
    await expect(at.button('Next page')).toBeDisabled();
    await expect(at.button('Next bytes')).toBeDisabled();
    const end = await bytes(at.rest);
    await at.button('Previous bytes').click();
    await expect.poll(() => bytes(at.rest)).not.toEqual(end);
    await at.button('Previous page').click();
    await expect(at.inspector.getByText('Page 1 of 2')).toBeVisible();
    await expect(at.button('Previous page')).toBeDisabled();
    await at.inspector.getByText('What surrounds the ciphertext').click();
    await expect(at.inspector.locator('.around .fields').getByText('page number')).toBeVisible();
    await at.button('Next page').click();
    await expect(at.inspector.getByText('Page 2 of 2')).toBeVisible();
  });
});

test('the button that leads from page to page keeps the focus', async ({ page }) => {
  const at = await sealed(page);
  // Three pages in one transaction make a journal of four.
  await type(at, sql('sealed', "CREATE TABLE notes (text TEXT); BEGIN; UPDATE customers SET phone = '1'; INSERT INTO notes VALUES ('a'); COMMIT"));
  await at.cluster.click();
  await at.button(/^Journal/).click();
  for (const number of [2, 3]) {
    await at.button('Next page').click();
    await expect(at.inspector.getByText(`Page ${number} of 4`)).toBeVisible();
    await expect(at.button('Next page')).toBeFocused();
  }
});

test('a cluster that nobody has written to has no pages, and says so', async ({ page }) => {
  const at = await openFree(page);
  await type(at, ...cluster('new', '--storage-encrypted'));
  await expect(at.inspector.locator('#part-pages')).toContainText('No pages yet. Add an instance');
  await expect(at.inspector.getByText(/of 0/)).toHaveCount(0);
});

test.describe('an unencrypted cluster, looked at', () => {
  const at = onOnePage(plain);

  test('an unencrypted cluster has no key in its envelope', async () => {
    await at.cluster.click();
    await expect(at.chain).toHaveText(/^\d+ pages unencrypted$/);
  });

  test('unencrypted: the bytes at rest are what a client reads', async () => {
    await at.cluster.click();
    await expect(at.client.first()).toBeVisible();
    const rest = await bytes(at.rest);
    expect(rest.length).toBeGreaterThanOrEqual(48);
    expect(rest).toEqual(await bytes(at.client));
  });
});

/** Flips a bit of a row and returns the new byte, as the console prints it. */
async function flip(at, cluster) {
  const entry = await type(at, `playground flip-bit --db-cluster-identifier ${cluster} --page-number 2 --offset 4090 --bit 3`);
  const [, before, after] = (await entry.locator('.out').textContent()).match(/was ([0-9a-f]{2}) and is now ([0-9a-f]{2})/);
  expect(after).not.toBe(before);
  return after;
}

test('a disabled key breaks the envelope at the key, says why, and leads', async ({ page }) => {
  const at = await sealed(page);
  await type(at, 'aws kms disable-key --key-id $KEY');
  await at.cluster.click();
  await expect(at.chain).toHaveText(/^KMS key orders, unusablecan't decryptData key wrapped, unusabledecrypts\d+ pages encrypted$/);
  const why = at.inspector.locator('#part-envelope .flash.bad');
  await expect(why).toContainText('The KMS key is disabled');
  await expect(why).toBeInViewport();
});

test('a flipped bit makes a sealed page broken, and its byte is marked', async ({ page }) => {
  const at = await sealed(page);
  const byte = await flip(at, 'sealed');
  await expect(at.name).toHaveText('sealed');
  await expect(at.inspector.locator('.flash.bad')).toContainText("its authentication tag doesn't match");
  await expect(at.client.first()).toHaveText('·· ·· ·· ·· ·· ·· ·· ··');
  await expect(at.dump.locator('.one .badge')).toHaveText(/^1\/\d+ changed$/);
  await expect(at.rest.locator('mark').first()).toHaveText(`${byte} `);
  await expect(at.map.locator('.cell.damaged')).toHaveCount(1);
  await expect(at.map.locator('.volume')).toContainText('1 damaged');
});

test('flipped back, the page opens again', async ({ page }) => {
  const at = await sealed(page);
  await flip(at, 'sealed');
  await flip(at, 'sealed');
  await expect(at.client.first()).toBeVisible();
  await expect(at.inspector.locator('.flash.bad')).toHaveCount(0);
  await expect(at.map.locator('.cell.damaged')).toHaveCount(0);
});

test('a flipped bit of an unencrypted page reaches the client, without an error', async ({ page }) => {
  const at = await plain(page);
  const byte = await flip(at, 'open');
  await expect(at.inspector.locator('.flash.bad')).toHaveCount(0);
  await expect(at.rest.locator('mark').first()).toHaveText(`${byte} `);
  await expect(at.client.locator('mark').first()).toHaveText(`${byte} `);
});

test('the inspector follows what happens next', async ({ page }) => {
  const at = await sealed(page);
  await at.key.click();
  await type(at, 'aws rds create-db-cluster-snapshot --db-cluster-identifier sealed --db-cluster-snapshot-identifier first');
  await expect(at.name).toHaveText('first');
  await expect(at.inspector).toContainText('A snapshot serves no clients');
});

test.describe('the bytes, looked at closely', () => {
  const at = onOnePage(async (page) => {
    const at = await sealed(page);
    await at.cluster.click();
    return at;
  });
  const words = (column, row) => column.nth(row).textContent().then((text) => text.trim().split(' '));

  test('pointing at a byte lights its counterpart and its value, and nothing is drawn again', async () => {
    const lit = at.dump.locator('.glow:not([hidden])');
    const row = 4;
    const [rest, client] = [await words(at.rest, row), await words(at.client, row)];
    const place = await at.client.nth(row).boundingBox();
    await at.page.mouse.move(place.x + (place.width / 8) * 3.4, place.y + place.height / 2);
    await expect(lit).toHaveCount(4);
    const now = at.dump.locator('.byte-now');
    await expect(now).toContainText(`: ${rest[3]} | ${client[3]}`);
    await expect(at.inspector.locator('.value.lit-value')).toHaveCount(1);
    // The section may still be on its way.
    const beside = async () => {
      const [box, cell] = [await lit.first().boundingBox(), await at.rest.nth(row).boundingBox()];
      return Math.max(Math.abs(box.x - cell.x - (cell.width / 8) * 3), Math.abs(box.y - cell.y));
    };
    await expect.poll(beside).toBeLessThan(0.5);
    await at.page.mouse.move(2, 2);
    await expect(lit).toHaveCount(0);
    await expect(now).toContainText('Point at a byte');
  });

  test('a chosen byte shows its bits; arrow keys lead to the next', async () => {
    await at.inspector.locator('#dump').focus();
    await at.page.keyboard.press('ArrowRight');
    const byte = at.inspector.locator('.one-byte');
    const first = Number((await byte.locator('strong').textContent()).replace('Byte ', ''));
    await at.page.keyboard.press('ArrowDown');
    await expect(byte.locator('strong')).toHaveText(`Byte ${first + 8}`);
    await expect(at.inspector.locator('#dump')).toBeFocused();
    await expect(at.dump.locator('mark.picked')).toHaveCount(4);
    await byte.getByRole('button', { name: /^Change bit 3 \(now [01]\) and encrypt the page again$/ }).click();
    await expect(byte.locator('.avalanche')).toContainText('1 of 32,768 bits of the ciphertext');
    await expect(byte.locator('.avalanche')).toContainText(/1[56],\d{3} of 32,768 bits of the ciphertext/);
  });

  test('each reader gets what its rights give it', async () => {
    await at.reader('Thief').click();
    await expect(at.client.first()).toHaveText('·· ·· ·· ·· ·· ·· ·· ··');
    await expect(at.inspector.locator('.flash.info')).toContainText('The thief has ciphertext');
    await at.reader('Developer').click();
    await expect(at.inspector.locator('.flash.info')).toContainText('user/dev is not authorized to perform: kms:Decrypt');
    await at.reader('RDS').click();
    await expect(at.client.first()).not.toContainText('··');
    await at.reader('Client').click();
    await expect(at.inspector.locator('.flash')).toHaveCount(0);
  });

  test('before and after a write stand beside each other', async () => {
    const show = (name) => at.inspector.getByRole('group', { name: 'Bytes shown' }).getByRole('button', { name }).click();
    await type(at, sql('sealed', "UPDATE customers SET phone = '000-0000'"));
    await show('Read: before and after');
    await expect(at.dump.locator('.head.one')).toContainText('before');
    const [before, after] = [await bytes(at.rest), await bytes(at.client)];
    const changed = after.filter((byte, index) => byte !== before[index]).length;
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThan(60);
    await show('At rest: before and after');
    expect(await bytes(at.rest)).not.toEqual(await bytes(at.client));
  });

  test('a bit clicked at rest is flipped by a command in the console, and what came of it is in sight', async () => {
    await at.page.setViewportSize({ width: 1280, height: 720 });
    const verdict = at.inspector.locator('.flash.bad');
    const box = at.inspector.locator('.one-byte');
    const bit = at.inspector.getByRole('button', { name: /^Flip bit 0/ });
    for (const row of [2, 17]) {
      await at.reader('Client').click();
      await at.rest.nth(row).click({ position: { x: 4, y: 6 } });
      await expect(box).toBeInViewport({ ratio: 1 });
      await expect(at.dump.locator('.one mark.picked').first()).toBeInViewport({ ratio: 1 });
      const chosen = await box.locator('strong').textContent();
      await bit.focus();
      await at.page.keyboard.press('Enter');
      await expect(at.entries.last().locator('.typed')).toContainText('playground flip-bit --db-cluster-identifier sealed --page-number 2');
      await expect(verdict).toContainText("its authentication tag doesn't match");
      await expect(verdict).toBeInViewport({ ratio: 1 });
      await expect(box).toBeInViewport({ ratio: 1 });
      await expect(box.locator('strong')).toHaveText(chosen);
      await expect(at.dump.locator('.one mark.picked').first()).toBeInViewport({ ratio: 1 });
      await expect(bit).toBeFocused();
      await expect(at.live).toContainText("its authentication tag doesn't match");
      // The command counts what surrounds the ciphertext, and the box says how.
      const [, stored] = (await at.entries.last().locator('.typed').textContent()).match(/--offset (\d+)/);
      await expect(box).toContainText(`${stored} as stored`);
      await bit.click();
      await expect(verdict).toHaveCount(0);
      await expect(bit).toBeFocused();
    }
    await at.page.setViewportSize(WIDE);
  });
});

test('another thing is shown from its beginning', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const at = await sealed(page);
  const body = page.locator('#inspector');
  await body.evaluate((it) => it.scrollTo(0, it.scrollHeight));
  await type(at, 'aws kms create-key');
  await expect(at.inspector.locator('.thing-kind')).toContainText('KMS key');
  await expect.poll(() => body.evaluate((it) => it.scrollTop)).toBeLessThan(20);
});

test('a key’s policy that has changed is open, with what is new in it marked', async ({ page }) => {
  const at = await sealed(page);
  const document = at.inspector.locator('.document');
  await at.key.click();
  await expect(document.locator('pre')).toBeHidden();
  await type(at, `aws kms put-key-policy --key-id $KEY --policy-name default --policy '{"Version": "2012-10-17", "Statement": [{"Sid": "New", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"}]}'`);
  await expect(document.locator('summary')).toHaveText('Key policychanged');
  await expect(document.locator('mark').filter({ hasText: '"New"' })).toBeVisible();
  expect(await document.locator('mark').count()).toBeLessThan((await document.locator('pre').textContent()).split('\n').length);
});

test('the envelope is one line, whatever it holds and wherever it stands', async ({ page }) => {
  for (const [id, number] of [['seven-days', 5], ['lose-the-key', 13]]) {
    const at = await open(page, lessons.find((lesson) => lesson.id === id), number);
    await at.run.click();
    for (const [width, height] of [[1280, 720], [1440, 900], [1920, 1080], [390, 844], [360, 780]]) {
      await page.setViewportSize({ width, height });
      if (width < 1000) await at.tab('Inspector').click();
      const found = await at.inspector.locator('.chain').evaluate((chain) => {
        const boxes = [...chain.children].map((it) => it.getBoundingClientRect());
        const middles = boxes.map((box) => Math.round(box.top + box.height / 2));
        const cut = [...chain.querySelectorAll('.link-words > *')].filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.textContent);
        return { links: chain.querySelectorAll('.link-of').length, rows: new Set(middles).size, over: chain.scrollWidth - chain.clientWidth, cut };
      });
      expect(found, `${id} at ${width}`).toEqual({ links: 3, rows: 1, over: 0, cut: [] });
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  }
});

test('both columns fit their place, side by side where there is room', async ({ page }) => {
  const at = await sealed(page);
  for (const [width, height, beside] of [[1280, 720, true], [1920, 1080, true], [390, 844, true], [360, 780, false]]) {
    await page.setViewportSize({ width, height });
    if (width < 1000) await at.tab('Inspector').click();
    await at.inspector.locator('#dump').scrollIntoViewIfNeeded();
    const found = await at.inspector.locator('#dump').evaluate((dump) => {
      const [one, two] = ['one', 'two'].map((side) => dump.querySelector(`.hex.${side}`).getBoundingClientRect());
      return { over: dump.scrollWidth - dump.clientWidth, beside: Math.abs(one.y - two.y) < 2, font: parseFloat(getComputedStyle(dump).fontSize) };
    });
    expect(found.over, `${width}: nothing is cut off`).toBeLessThanOrEqual(0);
    expect(found.beside, `${width}`).toBe(beside);
    expect(found.font, `${width}`).toBeGreaterThan(9.5);
  }
});
