// The loader checks what it loads: a single changed byte is refused with an explanation, and what was there before
// stays. integrity.json is for people who want to check the loader.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EMBED_CSP, startHost } from './host.js';
import { lessons } from './lessons.js';
import { expect, test } from './page.js';
import { parts } from './parts.js';

const DIST = new URL('../../dist/', import.meta.url);
const published = () => JSON.parse(readFileSync(new URL('integrity.json', DIST), 'utf8'));
const [lesson] = lessons;

const PAGE = (cdn, hash) => `<!doctype html><html lang="en"><title>A guide</title>
<script type="module" src="${cdn}embed.js" integrity="${hash}" crossorigin="anonymous"></script>
<h1>A guide</h1>
<aurora-playground scenario="${lesson.id}" boot="now" title="Test"><p>What the author wrote.</p></aurora-playground>`;

/** A guide on one host, the playground on another; `change(path, bytes)` is what goes wrong on the way. */
async function guide(page, trouble, change) {
  const cdn = await startHost({ folders: { '/cdn/': 'dist' }, cors: true, change });
  const address = `${cdn.url}/cdn/`;
  const site = await startHost({
    folders: { '/': { 'favicon.ico': '', 'index.html': PAGE(address, published()['embed.js']) } },
    csp: EMBED_CSP.replaceAll("'self'", `'self' ${cdn.url}`),
  });
  trouble.home(cdn.url);
  trouble.home(site.url);
  await page.goto(`${site.url}/`);
  return { cdn, element: page.locator('aurora-playground') };
}

/** Changes one byte; in a text, adds a space at the end. */
const spoil = (name) => (path, bytes) => {
  if (!path.endsWith(`/${name}`)) return undefined;
  if (!name.endsWith('.wasm')) return Buffer.concat([bytes, Buffer.from(' ')]);
  const other = Buffer.from(bytes);
  other[other.length - 5] ^= 1;
  return other;
};

test('what was built is taken, from another host, and each file carries its hash', async ({ page, trouble }) => {
  await guide(page, trouble);
  const at = parts(page);
  await expect(at.title).toHaveText(lesson.steps[0].title);
  await at.run.click();
  await expect(at.answers.first()).toBeVisible();
});

for (const name of ['pkg/playground_web_bg.wasm', 'pkg/playground_web.js', 'hooks.js', 'files.js', 'style.css', 'panels.css', 'icons.svg']) {
  test(`one byte changed in ${name}: refused, said, and the author's text stays`, async ({ page, trouble }) => {
    trouble.expect(/integrity|digest|Failed to (load|fetch)|ERR_/);
    const { element } = await guide(page, trouble, spoil(name));
    await expect(element.getByRole('status')).toContainText("one of its files isn't the one that was built");
    await expect(element.getByRole('status')).toContainText(`${name} is not the file that belongs here: Failed to fetch`);
    await expect(element.getByText('What the author wrote.')).toBeVisible();
    await expect(element.getByRole('button', { name: /^(Run it|Try again)$/ })).toBeVisible();
    await expect(parts(page).story).toHaveCount(0);
  });
}

test('a script that is right again is run when tried again; Firefox, which needs a reload, is in tests/browsers', async ({ page, trouble }) => {
  trouble.expect(/integrity|digest|Failed to (load|fetch)|ERR_/);
  const { cdn, element } = await guide(page, trouble, spoil('keep.js'));
  const again = element.getByRole('button', { name: 'Try again' });
  await again.click();
  await expect(element.getByRole('status')).toContainText('is not the file that belongs here');
  cdn.options.change = undefined;
  await again.click();
  await expect(parts(page).title).toHaveText(lesson.steps[0].title);
});

test('a page that requires Trusted Types gets them', async ({ page, trouble }) => {
  const host = await startHost({
    folders: { '/cdn/': 'dist', '/': { 'favicon.ico': '', 'index.html': PAGE('/cdn/', published()['embed.js']) } },
    csp: `${EMBED_CSP}; require-trusted-types-for 'script'`,
  });
  trouble.home(host.url);
  await page.goto(`${host.url}/`);
  await parts(page).run.click();
  await expect(parts(page).answers.first()).toBeVisible();
});

test('a changed loader is refused by the page that names its hash', async ({ page, trouble }) => {
  trouble.expect(/integrity|digest|ERR_/);
  const { element } = await guide(page, trouble, spoil('embed.js'));
  await expect(element.getByText('What the author wrote.')).toBeVisible();
  await page.waitForLoadState();
  expect(await page.evaluate(() => customElements.get('aurora-playground') === undefined)).toBe(true);
});

test('integrity.json holds the hash of every script, style and module', async ({ request }) => {
  const table = published();
  expect(Object.keys(table)).toEqual(
    expect.arrayContaining(['embed.js', 'files.js', 'host.js', 'hooks.js', 'pkg/playground_web.js', 'pkg/playground_web_bg.wasm', 'style.css']),
  );
  for (const [path, hash] of Object.entries(table)) {
    const bytes = await (await request.get(`/${path}`)).body();
    expect(`sha384-${createHash('sha384').update(bytes).digest('base64')}`, path).toBe(hash);
  }
});
