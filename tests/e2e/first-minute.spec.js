// The first minute: five taps, by touch and by keyboard, and where the secret is not.
import { readFileSync } from 'node:fs';
import { expect, onOnePage, test } from './page.js';

const SECRET = 'meet me at nine';
const STEPS = ['Encrypt the disk', 'Steal it', 'Flip a bit', 'Delete the key'];

const at = onOnePage(async (page) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  await page.locator('#app .primary').click();
  const side = (nth) => page.locator('.minute-side').nth(nth);
  const bytes = (nth) => side(nth).locator('.byte');
  return {
    page,
    side,
    bytes,
    said: page.locator('#minute-said'),
    secret: page.getByLabel('Your secret'),
    tap: (name) => page.getByRole('button', { name, exact: true }),
    signs: async (nth) => (await bytes(nth).locator('i').allTextContents()).join(''),
    numbers: async (nth) => (await bytes(nth).locator('b').allTextContents()).join(' '),
  };
});

test('five taps on a phone: each shows what it does, nothing moves, and all is in sight', async () => {
  const { page, side, bytes, said, secret, tap, signs, numbers } = at;
  await expect(page).toHaveURL(/#v1\/first-minute$/);
  await secret.fill(SECRET);
  expect(await signs(1)).toContain(SECRET.replaceAll(' ', '·'));
  await expect(said).toHaveText("This disk isn't encrypted: whoever has its 4,096 bytes can read your secret. A search of the disk finds it once.");
  const places = async () => {
    const boxes = await Promise.all([side(0), side(1), page.locator('.minute-do'), page.locator('.minute-envelope'), said].map((part) => part.boundingBox()));
    const scrolled = await page.evaluate(() => scrollY); // at the end, to what is said
    for (const box of boxes.slice(0, 4)) expect(box.y + box.height).toBeLessThanOrEqual(844);
    return boxes.map(({ x, y }) => [x, y + scrolled]);
  };
  const before = await places();
  await expect(said).toBeInViewport({ ratio: 1 });
  const plain = await numbers(0);

  await tap(STEPS[0]).click();
  await expect(side(1)).toHaveClass(/hue-0/);
  expect(await signs(1)).not.toContain('meet');
  expect(await numbers(0)).toBe(plain);
  const sealed = await numbers(1);
  expect(await places()).toEqual(before);

  await bytes(1).nth(20).click();
  await expect(page.locator('.byte.on')).toHaveCount(2);
  await expect(page.locator('.minute-pair')).toHaveText(/^Byte 21: the database reads (“.” \(hex [0-9a-f]{2}\)|hex [0-9a-f]{2}), the disk holds (“.” \(hex [0-9a-f]{2}\)|hex [0-9a-f]{2})\.$/);

  await tap(STEPS[1]).click();
  await expect(said).toContainText('A search finds your secret nowhere.');
  await expect(said).toContainText('all 4,192 bytes, but the data key only in wrapped form');
  await expect(side(0)).toContainText('Nothing.');
  expect(await places()).toEqual(before);

  await tap(STEPS[2]).click();
  await expect(said).toContainText("its authentication tag doesn't match");
  await expect(bytes(1).nth(20)).toHaveClass(/flipped/); // the one that was pointed at
  expect(await numbers(1)).not.toBe(sealed);
  expect(await places()).toEqual(before);

  await tap(STEPS[3]).click();
  await expect(said).toBeFocused();
  await expect(side(0)).toContainText('Nothing.');
  expect(await numbers(1)).toBe(sealed);
  expect(await places()).toEqual(before);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await expect(said).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('link', { name: 'Next: encrypt a cluster' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('link', { name: 'Next: encrypt a cluster' })).toHaveAttribute('href', '#v1/create-encrypted/1');
});

test('the picture holds ciphertext only, and the secret is in no link and not stored', async () => {
  const { page } = at;
  const picture = page.locator('.minute-end img');
  await expect.poll(() => picture.evaluate((img) => img.complete && img.naturalWidth)).toBe(1200);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the picture' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('this-was-a-secret.png');
  expect([...readFileSync(await file.path()).subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  const everywhere = await page.evaluate(() => [location.href, document.documentElement.outerHTML, ...Object.entries(localStorage).flat(), ...Object.entries(sessionStorage).flat()].join('\n'));
  const decoded = everywhere.replace(/(%[0-9a-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString()); // other signs of % are bytes
  expect(decoded).not.toContain(SECRET);
});

test('on a small laptop: the byte that is pointed at is lit only as long as that, and the way on is in sight at the end', async () => {
  const { page, bytes, said, tap } = at;
  await page.setViewportSize({ width: 1280, height: 720 });
  await tap('Again').click();
  await bytes(1).nth(5).hover();
  await expect(page.locator('.byte.on')).toHaveCount(2);
  await page.locator('h1').hover();
  await expect(page.locator('.byte.on')).toHaveCount(0);
  await tap(STEPS[0]).click();
  await expect(page.locator('.minute-envelope .opens')).toHaveText(['unwraps', 'decrypts']);
  await expect(page.locator('.minute-envelope')).toContainText('Page4,192 bytes');
  await expect(said).toContainText('96 bytes more, for a header, a nonce and a tag.');
  for (const step of STEPS.slice(1)) await tap(step).click();
  await expect(said).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('link', { name: 'Next: encrypt a cluster' })).toBeInViewport({ ratio: 1 });
  await expect(page.locator('.minute-sides')).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 390, height: 844 });
});

test('again, by keyboard only', async () => {
  const { page, secret, said, side, bytes } = at;
  await page.getByRole('button', { name: 'Again' }).click();
  await page.mouse.move(0, 0); // where the button was, bytes come to be when the page scrolls at the end
  await expect(secret).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('x');
  for (let tap = 0; tap < STEPS.length; tap += 1) await page.keyboard.press('Enter'); // the field's form sends each tap
  await expect(said).toBeFocused();
  await side(1).locator('.bytes').focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  await expect(bytes(1).nth(9)).toHaveClass(/on/);
  await expect(page.locator('#live')).toContainText('Byte 10:');
});

test('nothing is lost when one leaves and comes back; an empty secret is not encrypted', async () => {
  const { page, said, secret, tap } = at;
  await tap('Again').click();
  await secret.fill('');
  await expect(said).toHaveText('Type a secret.');
  await expect(tap(STEPS[0])).toBeDisabled();
  await secret.fill(SECRET);
  await page.goto('/#');
  await page.locator('#app .primary').click();
  await expect(secret).toHaveValue(SECRET);
});
