// The inspector: a thing of the map in detail, its envelope, and its bytes at rest next to what a client reads.
import { expect, onOnePage, test } from './page.js';
import { WIDE, cluster, filled, openFree, sql, type } from './parts.js';

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
  const dump = (name) => inspector.getByRole('figure', { name });
  return {
    ...at,
    key: map.locator('.box.key').getByRole('button'),
    cluster: map.locator('.cluster > .box').getByRole('button').first(),
    name: inspector.locator('.thing-name'),
    envelope: inspector.locator('.envelope > li'),
    rest: dump(/^At rest/),
    client: dump(/^Through the cluster/),
    part: (title) => inspector.locator('.part').filter({ has: inspector.page().getByRole('heading', { name: title }) }),
    button: (name) => inspector.getByRole('button', { name }),
  };
}

/** The bytes of a dump as hexadecimal words, without offsets and text. */
const bytes = async (dump) => {
  const lines = (await dump.locator('pre').textContent()).trimEnd().split('\n');
  return lines.flatMap((line) => line.slice(6, 30).trim().split(' '));
};

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
    const titles = at.envelope.locator('strong');
    await expect(titles).toHaveText(['KMS key orders', 'Wrapped data key', /^\d+ pages, encrypted$/]);
    await expect(at.envelope.getByText('broken')).toHaveCount(0);
  });

  test('the wrapped data key can be read field by field', async () => {
    await at.cluster.click();
    await at.envelope.getByText('Its bytes, field by field').click();
    const fields = at.envelope.locator('.fields');
    await expect(fields.getByText('arn:aws:kms:us-east-1:')).toBeVisible();
    await expect(fields).toContainText('encryption context');
  });

  test('the envelope’s key opens that key', async () => {
    await at.cluster.click();
    await at.envelope.getByRole('button', { name: 'KMS key orders' }).click();
    await expect(at.inspector.locator('.thing-kind')).toContainText('KMS key');
  });

  test('encrypted: the bytes at rest are not what a client reads', async () => {
    await at.cluster.click();
    await expect(at.client).toBeVisible();
    const [rest, client] = [await bytes(at.rest), await bytes(at.client)];
    expect(client).toHaveLength(160);
    expect(rest).toHaveLength(160);
    // By chance, one byte in 256 is the same.
    expect(rest.filter((byte, index) => byte === client[index]).length).toBeLessThan(16);
  });

  test('one walks through the bytes and the pages', async () => {
    await at.cluster.click();
    await expect(at.inspector.getByText('Page 2 of 2')).toBeVisible();
    await expect(at.button('Page after')).toBeDisabled();
    await expect(at.button('Bytes after')).toBeDisabled();
    const end = await bytes(at.rest);
    await at.button('Bytes before').click();
    await expect.poll(() => bytes(at.rest)).not.toEqual(end);
    await at.button('Page before').click();
    await expect(at.inspector.getByText('Page 1 of 2')).toBeVisible();
    await expect(at.button('Page before')).toBeDisabled();
    await expect(at.inspector.locator('.fields').getByText('page number')).toBeVisible();
    await at.button('Page after').click();
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
    await at.button('Page after').click();
    await expect(at.inspector.getByText(`Page ${number} of 4`)).toBeVisible();
    await expect(at.button('Page after')).toBeFocused();
  }
});

test('a cluster that nobody has written to has no pages, and says so', async ({ page }) => {
  const at = await openFree(page);
  await type(at, ...cluster('new', '--storage-encrypted'));
  await expect(at.inspector.locator('#pages')).toContainText('No pages yet. Add an instance');
  await expect(at.inspector.getByText(/of 0/)).toHaveCount(0);
});

test.describe('an unencrypted cluster, looked at', () => {
  const at = onOnePage(plain);

  test('an unencrypted cluster has no key in its envelope', async () => {
    await at.cluster.click();
    await expect(at.envelope.locator('strong')).toHaveText([/not encrypted$/]);
  });

  test('unencrypted: the bytes at rest are what a client reads', async () => {
    await at.cluster.click();
    await expect(at.client).toBeVisible();
    const rest = await bytes(at.rest);
    expect(rest).toHaveLength(160);
    expect(rest).toEqual(await bytes(at.client));
  });
});

/** Flips a bit of a row and returns the new byte, as the console prints it. */
async function flip(at, cluster) {
  const entry = await type(at, `playground flip-bit --db-cluster-identifier ${cluster} --page-number 2 --offset 4090 --bit 3`);
  const [, before, after] = (await entry.locator('.out').textContent()).match(/was ([0-9a-f]{2}) and is ([0-9a-f]{2}) now/);
  expect(after).not.toBe(before);
  return after;
}

test('a disabled key breaks the envelope', async ({ page }) => {
  const at = await sealed(page);
  await type(at, 'aws kms disable-key --key-id $KEY');
  await at.cluster.click();
  await expect(at.envelope.getByText('broken')).toHaveCount(3);
});

test('a flipped bit makes a sealed page broken, and its byte is marked', async ({ page }) => {
  const at = await sealed(page);
  const byte = await flip(at, 'sealed');
  await expect(at.name).toHaveText('sealed');
  await expect(at.inspector.locator('.flash.bad')).toContainText('its tag does not fit its bytes');
  await expect(at.client).toHaveCount(0);
  await expect(at.rest.locator('.badge')).toHaveText('1 of 160 changed');
  await expect(at.rest.locator('mark').first()).toHaveText(`${byte} `);
  await expect(at.map.locator('.cell.damaged')).toHaveCount(1);
  await expect(at.map.locator('.volume')).toContainText('1 damaged');
});

test('flipped back, the page opens again', async ({ page }) => {
  const at = await sealed(page);
  await flip(at, 'sealed');
  await flip(at, 'sealed');
  await expect(at.client).toBeVisible();
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
