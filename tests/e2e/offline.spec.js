// After the first visit the page works without a network; a new build replaces an old one completely; embeds are not
// affected. web/static/sw.js and offline.js implement this.
//
// The hosts here are called playground.localhost: a secure origin, like https, but not one that the worker takes for
// somebody's workshop.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PAGE_CSP, startHost } from './host.js';
import { lessons } from './lessons.js';
import { expect, test } from './page.js';
import { WIDE, database, parts, sql, type } from './parts.js';

test.use({ serviceWorkers: 'allow', reuseContext: false, viewport: WIDE });

const DIST = new URL('../../dist/', import.meta.url);
const PATH = '/some/where/';
const [first, second, third] = lessons;

/** The built site in memory, with some files changed by `change`, like a build from other sources. */
function built(change = {}) {
  const names = readdirSync(fileURLToPath(DIST), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(fileURLToPath(DIST).length).replace(/^\//, ''));
  const site = Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, DIST))]));
  const [, old] = /"version":"([0-9a-f]{16})"/.exec(site['sw.js']);
  const version = Object.keys(change).length ? createHash('sha256').update(Object.keys(change).join()).digest('hex').slice(0, 16) : old;
  for (const [name, how] of Object.entries(change)) {
    const changed = how(site[name]);
    expect(changed.equals(site[name]), `${name} is changed`).toBe(false);
    site[name] = changed;
  }
  site['boot.js'] = Buffer.from(String(site['boot.js']).replace(old, version));
  const hash = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  let worker = String(site['sw.js']).replace(old, version);
  for (const name of ['boot.js', ...Object.keys(change)]) {
    const key = JSON.stringify(name === 'index.html' ? '' : name);
    expect(worker).toContain(`${key}:"sha384-`);
    worker = worker.replace(new RegExp(`(${key.replaceAll('.', '\\.')}:)"[^"]*"`), (all, start) => `${start}"${hash(site[name])}"`);
  }
  site['sw.js'] = Buffer.from(worker);
  return { site, version };
}

/** What distinguishes one build from another, in a file that is loaded at once and in one that is loaded late. */
const NEXT = {
  'index.html': (bytes) => Buffer.from(String(bytes).replace('<body', '<body data-next-build')),
  [`scenarios/${third.file}`]: (bytes) => Buffer.from(String(bytes).replace(third.steps[0].title, 'Next build')),
};

async function host(trouble, folder = 'dist', name = 'playground.localhost') {
  const started = await startHost({ folders: { [PATH]: folder }, csp: PAGE_CSP });
  const url = `http://${name}:${started.port}`;
  trouble.home(url);
  return { ...started, page: url + PATH, url };
}

/** Waits until the worker has kept the page and serves it. */
const kept = (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);
const keptVersions = (page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('aurora-playground')).map((name) => name.split(' ').pop()));
/** Waits until a new build is completely kept and waits for its turn. */
const nextIsWaiting = (page) =>
  expect.poll(() => page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting))).toBe(true);
const card = (page, lesson) => page.getByRole('link', { name: RegExp(`^${lesson.title}`) });
const openCard = async (page, lesson) => {
  await card(page, lesson).click();
  return parts(page);
};

/** A host that is gone after one visit, and the network with it. */
async function goneAfterOneVisit(page, context, trouble) {
  const at = await host(trouble);
  await page.goto(at.page);
  await expect(card(page, first)).toBeVisible();
  await kept(page);
  await context.setOffline(true);
  await at.close();
  return at;
}

test('after one visit, SQL runs without a network, though nothing has asked for it before', async ({ page, context, trouble }) => {
  const at = await goneAfterOneVisit(page, context, trouble);
  await page.goto(`${at.page}#v1/free`);
  const opened = parts(page);
  await type(opened, ...database('orders'), sql('orders', 'SELECT 6 * 7 AS product'));
  await expect(opened.entries.last()).toContainText('42');
  // Of the engine's builds, only the one that this browser needs is kept.
  const files = await page.evaluate(async () => (await (await caches.open((await caches.keys())[0])).keys()).map(({ url }) => url.split('/').pop()));
  expect(files.filter((name) => /^sql.*wasm$/.test(name))).toEqual(['sql.wasm']);
});

test('after one visit, the parts of the program that nothing has asked for load without a network', async ({ page, context, trouble }) => {
  const at = await goneAfterOneVisit(page, context, trouble);
  await page.goto(`${at.page}#v1/own-account`);
  await page.getByRole('button', { name: 'Show a made-up company' }).click();
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeFocused();
  await page.goto(`${at.page}#v1/free`);
  const opened = parts(page);
  await type(opened, 'aws kms create-key --description later | jq -r .KeyMetadata.Description');
  await expect(opened.entries.last()).toContainText('later');
});

test('after one visit, the page works without a network: the same tab, a reload, a new tab', async ({ page, context, trouble }) => {
  const at = await goneAfterOneVisit(page, context, trouble);

  const opened = await openCard(page, first);
  await opened.toEnd.click();
  await expect(opened.title).toHaveText(first.steps.at(-1).title);
  await page.goto(`${at.page}#v1/${second.id}/3`);
  await page.reload();
  await expect(opened.title).toHaveText(second.steps[2].title);
  await expect(opened.answers.first().or(opened.run)).toBeVisible();

  const other = await context.newPage();
  await other.goto(`${at.page}index.html?from=a-bookmark#v1/${third.id}/1`);
  await expect(parts(other).title).toHaveText(third.steps[0].title);
  await parts(other).run.click();
  await expect(parts(other).answers.first()).toBeVisible();
  await other.goto(`${at.page}#v1/free`);
  await type(parts(other), 'aws kms create-key');
});

test('a new build is taken as a whole, once no tab runs the old one', async ({ page, context, trouble }) => {
  const [old, next] = [built(), built(NEXT)];
  const at = await host(trouble, old.site);
  await page.goto(at.page);
  await kept(page);
  expect(await keptVersions(page)).toEqual([old.version]);

  at.options.folders = { [PATH]: next.site };
  const other = await context.newPage();
  await other.goto(at.page); // finds the new build, but still is the old one
  await nextIsWaiting(other);
  await page.reload();
  for (const tab of [page, other]) {
    await expect(tab.locator('[data-next-build]')).toHaveCount(0);
    await expect((await openCard(tab, third)).title).toHaveText(third.steps[0].title);
  }
  await page.close();
  await other.close();
  // A visit that comes before the browser has noticed that the tabs are gone is one more tab of the old build.
  const visited = async () => {
    const visit = await context.newPage();
    await visit.goto(at.page);
    const versions = await keptVersions(visit);
    await visit.close();
    return versions;
  };
  await expect.poll(visited).toEqual([next.version]);
  const later = await context.newPage();
  await later.goto(at.page);
  await context.setOffline(true);
  await at.close();
  await later.reload();
  await expect((await openCard(later, third)).title).toHaveText('Next build');
  expect(await later.evaluate(async () => (await fetch('./')).text())).toContain('data-next-build');
});

test('a build that is only half on the host is not taken, and tried again', async ({ page, trouble }) => {
  const [old, next] = [built(), built(NEXT)];
  const at = await host(trouble, old.site);
  await page.goto(at.page);
  await kept(page);
  trouble.expect(/integrity|digest|ERR_FAILED/);
  at.options.folders = { [PATH]: { ...old.site, 'sw.js': next.site['sw.js'] } };
  const state = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const ended = new Promise((done) =>
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker.addEventListener('statechange', () => done(worker.state));
      }),
    );
    await registration.update().catch(() => {});
    return ended;
  });
  expect(state).toBe('redundant');
  await expect.poll(() => keptVersions(page)).toEqual([old.version]);
  at.options.folders = { [PATH]: next.site };
  await page.reload();
  await nextIsWaiting(page);
});

test('two playgrounds on one host leave each other alone', async ({ page, context, trouble }) => {
  const [one, two] = [built(), built(NEXT)];
  const at = await host(trouble, one.site);
  at.options.folders = { [PATH]: one.site, '/': two.site };
  await page.goto(at.page);
  await kept(page);
  const other = await context.newPage();
  await other.goto(`${at.url}/`);
  await kept(other);
  expect((await keptVersions(page)).sort()).toEqual([one.version, two.version].sort());
});

test('a server on this machine is asked first, and what is kept is for when it is off', async ({ page, context, trouble }) => {
  const next = built(NEXT);
  const at = await host(trouble, 'dist', '127.0.0.1');
  await page.goto(at.page);
  await kept(page);
  at.options.folders = { [PATH]: next.site };
  await page.reload();
  await expect((await openCard(page, third)).title).toHaveText('Next build');
  await nextIsWaiting(page);
  await context.setOffline(true);
  await at.close();
  trouble.expect(/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/);
  await page.reload();
  await expect(parts(page).title).toHaveText(third.steps[0].title);
});

test('an embed registers no worker, and goes past the page’s', async ({ page, context, trouble }) => {
  const at = await host(trouble);
  const embed = await context.newPage();
  const open = async () => {
    await embed.goto(`${at.page}embed.html?scenario=${first.id}&boot=now&title=Test`);
    await expect(parts(embed).title).toHaveText(first.steps[0].title);
  };
  await open();
  expect(await embed.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await page.goto(at.page);
  await kept(page);
  at.asked.length = 0;
  await open();
  const asked = at.asked.map(({ path }) => path);
  for (const file of ['embed.html', 'embed.js', 'hooks.js', 'pkg/playground_web_bg.wasm', 'style.css', `scenarios/${first.file}`]) {
    expect(asked).toContain(PATH + file);
  }
});

test('in a frame with a sandbox the page works, without a worker', async ({ page, trouble }) => {
  const at = await host(trouble);
  at.options.cors = true;
  at.options.csp = undefined;
  at.options.folders = { ...at.options.folders, '/': { 'favicon.ico': '', 'index.html': `<!doctype html><title>t</title><iframe sandbox="allow-scripts" src="${PATH}" width="1200" height="800"></iframe>` } };
  await page.goto(`${at.url}/`);
  const frame = page.frameLocator('iframe');
  await card(frame, first).click();
  await expect(frame.getByRole('region', { name: 'Scenario', exact: true }).getByRole('heading', { level: 2 })).toHaveText(first.steps[0].title);
  expect(at.asked.map(({ path }) => path)).not.toContain(`${PATH}sw.js`);
});

for (const [how, block] of [
  ['that forbids workers', () => Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => { throw new DOMException('no', 'SecurityError'); } })],
  ['without workers', () => delete Navigator.prototype.serviceWorker],
  ['whose storage is blocked', () => (ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError')))],
]) {
  test(`in a browser ${how} the page works as before`, async ({ page, trouble }) => {
    const at = await host(trouble);
    await page.addInitScript(block);
    await page.goto(at.page);
    const opened = await openCard(page, first);
    await opened.run.click();
    await expect(opened.answers.first()).toBeVisible();
  });
}

test('the page can be installed: the manifest names it, and its icons are what they say', async ({ page, trouble, request }) => {
  const at = await host(trouble);
  await page.goto(at.page);
  const session = await page.context().newCDPSession(page);
  const { url, data, errors } = await session.send('Page.getAppManifest');
  expect(url).toBe(`${at.page}manifest.webmanifest`);
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data);
  expect(new URL(manifest.start_url, url).href).toBe(at.page);
  for (const { src, sizes, type } of manifest.icons.filter(({ type }) => type === 'image/png')) {
    const icon = await (await request.get(new URL(src, `http://127.0.0.1:${at.port}${PATH}`).href)).body();
    expect(`${icon.readUInt32BE(16)}x${icon.readUInt32BE(20)} ${type}`).toBe(`${sizes} image/png`);
  }
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});
