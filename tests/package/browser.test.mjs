// The npm package in Chromium: from a CDN's folder, from a bundle, and served.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { EMBED_CSP, PAGE_CSP, startHost } from '../e2e/host.js';
import { parts } from '../e2e/parts.js';
import { CHROMIUM, project, started, version } from './project.js';

let here;
let browser;
before(async () => {
  here = project();
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--disable-gpu', '--disable-background-networking'] });
});
after(async () => {
  await browser?.close();
  here?.remove();
});

/** Opens an address, does something there, and fails if the page reported a fault. */
const visit = async (address, act) => {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  page.setDefaultTimeout(60_000);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  try {
    await page.goto(address);
    await act(page);
    assert.deepEqual(complaints, []);
  } finally {
    await page.close();
  }
};

const installed = () => here.at('node_modules/aurora-playground');
const html = (head, body = '') => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">${head}${body}`;

test("the README's line embeds a scenario from a CDN, with its version and its hash", async (t) => {
  const [, lines] = /```html\n([^]+?)```/.exec(readFileSync(join(installed(), 'README.md'), 'utf8'));
  assert.match(lines, /integrity="sha384-[\w+/]{64}" crossorigin="anonymous"/);
  const cdn = await startHost({ folders: { [`/npm/aurora-playground@${version}/`]: installed() }, cors: true });
  t.after(() => cdn.close());
  const line = lines.replace('https://cdn.jsdelivr.net', cdn.url);
  assert.notEqual(line, lines);
  const csp = EMBED_CSP.replaceAll("'self'", `'self' ${cdn.url}`);
  const site = await startHost({ folders: { '/': { 'index.html': html('', line) } }, csp });
  t.after(() => site.close());
  await visit(site.url, async (page) => {
    const at = parts(page);
    await at.run.click();
    await at.answers.first().waitFor();
  });
  assert.deepEqual(cdn.asked.filter(({ status }) => status !== 200), []);
});

test('esbuild bundles Session, and it runs SQL in a browser', async (t) => {
  here.write(
    'app.js',
    `import init, { Session } from "aurora-playground/session";
    import wasm from "aurora-playground/session.wasm";
    let early;
    try { new Session(); } catch (error) { early = error.message; }
    const missing = await init("nowhere.wasm").catch((error) => error.message);
    await init(wasm);
    const session = new Session("000102030405060708090a0b0c0d0e0f");
    const entries = session.run(\`aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password not-a-secret
      aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --db-instance-class db.r5.large --engine aurora-mysql
      aws rds wait db-instance-available --db-instance-identifier orders-1
      sql --db-cluster-identifier orders "SELECT 6 * 7 AS answer"\`);
    globalThis.result = { early, missing, isSession: session instanceof Session, stdout: entries.at(-1).stdout };`,
  );
  await build({ entryPoints: [here.at('app.js')], outdir: here.at('out'), bundle: true, format: 'esm', loader: { '.wasm': 'file' }, logLevel: 'error' });
  here.write('out/index.html', html('<script type="module" src="app.js"></script>'));
  const site = await startHost({ folders: { '/': here.at('out') }, csp: "default-src 'self'; img-src data:; script-src 'self' 'wasm-unsafe-eval'", status: (path) => (path.endsWith('nowhere.wasm') ? 204 : undefined) });
  t.after(() => site.close());
  await visit(`${site.url}/`, async (page) => {
    const result = await (await page.waitForFunction(() => globalThis.result)).jsonValue();
    assert.match(result.early, /call its default export first/);
    assert.match(result.missing, /could not be loaded/);
    assert.equal(result.isSession, true);
    assert.match(result.stdout, /answer[\s\S]+42/);
  });
});

test('what serve serves can be stepped through', async () => {
  const server = await started(['node_modules/.bin/aurora-playground', 'serve', '--port', '0'], here.folder);
  try {
    const [address] = /http:\S+/.exec(server.line);
    await visit(`${address}#v1/the-same-sql/1`, async (page) => {
      const at = parts(page);
      await at.run.click();
      await at.answers.first().waitFor();
    });
  } finally {
    server.stop();
  }
});
