// SQL in the page: the engine is loaded when it is needed, long statements don't freeze the tab, and their results can
// be looked at: in the console, on other clusters, in the pages. The module and its script are tested in
// sql-module.spec.js.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { lessons } from './lessons.js';
import { expect, test } from './page.js';
import { WIDE, database, open, openFree, parts, sql, type } from './parts.js';

test.use({ viewport: WIDE });

const MODULE = '**/pkg/sql.wasm';
const SCRIPT = '**/sql.js';
/** A query that takes minutes. */
const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 500000000) SELECT count(*) FROM c';
/** A query that takes a little longer than is allowed at once. */
const LONG = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 300000) SELECT count(*) FROM c';
const TABLE = "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, card TEXT); INSERT INTO people (name, card) VALUES ('Ada', '4111 1111 1111 1111'), ('Grace', NULL)";

const uses = lessons.find(({ steps }) => steps.some(({ runs }) => runs.some(({ commands }) => /^sql /m.test(commands))));
const without = lessons.find(({ steps }) => !steps.some(({ runs }) => runs.some(({ commands }) => /^sql |\$\(sql /m.test(commands))));
/** The number of the first step of a scenario that queries a database, from 1. */
const asks = uses.steps.findIndex(({ runs }) => runs.some(({ commands }) => /^sql /m.test(commands))) + 1;

/** Delays the engine. `go(answer)` answers all requests for it, past and future ones. */
async function heldBack(page) {
  let answer;
  let known;
  const when = new Promise((resolve) => (known = resolve));
  const count = { requests: 0 };
  await page.route(MODULE, async (route) => {
    count.requests += 1;
    await when;
    await answer(route);
  });
  return { count, go: (how = (route) => route.continue()) => ((answer = how), known()) };
}

/** The requests for the engine. */
function asked(page) {
  const all = [];
  page.on('request', (request) => /\/sql\.(js|wasm)$/.test(request.url()) && all.push(request.url().split('/').pop()));
  return all;
}

/** Types a line without waiting for its answer. */
async function enter(at, line) {
  await at.line.fill(line);
  await at.line.press('Enter');
}

const out = (entry) => entry.locator('.out');

test.describe('the engine is loaded', () => {
  test('never, where nothing needs it', async ({ page }) => {
    const all = asked(page);
    const at = await open(page, without);
    await at.toEnd.click();
    await expect(at.title).toHaveText(without.steps.at(-1).title);
    await page.goto('/#v1/free');
    await type(at, ...database('orders'), 'sql help');
    await page.waitForFunction(() => new Promise((go) => requestIdleCallback(() => requestIdleCallback(() => go(true)))));
    expect(all).toEqual([]);
  });

  test('in idle time, once a step that needs it is near', async ({ page }) => {
    const all = asked(page);
    expect(asks).toBeGreaterThan(2);
    const at = await open(page, uses);
    await at.run.click();
    await expect(at.answers.first()).toBeVisible();
    await page.waitForFunction(() => new Promise((go) => requestIdleCallback(() => requestIdleCallback(() => go(true)))));
    expect(all).toEqual([]);
    await open(page, uses, asks - 1);
    await expect.poll(() => all).toEqual(['sql.js', 'sql.wasm']);
    await expect(parts(page).wait).toHaveCount(0);
  });

  test('at the first statement, with its progress, heard as well; the statement then runs', async ({ page }) => {
    const all = asked(page);
    const at = await openFree(page);
    await type(at, ...database('orders'));
    const engine = await heldBack(page);
    const count = await at.entries.count();
    await enter(at, sql('orders', TABLE));
    await expect(at.progress).toHaveAccessibleName(/^Loading the database engine: 0 of \d{3} kB$/);
    await expect(at.live).toContainText('Loading the database engine');
    await page.keyboard.press('Tab'); // everything else works
    await at.map.getByRole('button', { name: /orders/ }).first().click();
    await expect(at.inspector).toContainText('DB cluster');
    expect(await at.entries.count()).toBe(count);
    engine.go();
    await expect(at.entries).toHaveCount(count + 1);
    await expect(out(at.entries.last())).toContainText('2 rows changed');
    await expect(at.wait).toHaveCount(0);
    expect(all).toEqual(['sql.js', 'sql.wasm']);
  });

  test('and what is asked meanwhile comes after it, in order', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...database('orders'));
    const engine = await heldBack(page);
    const count = await at.entries.count();
    await enter(at, sql('orders', 'SELECT 1 AS first'));
    await expect(at.wait).toBeVisible();
    await enter(at, 'echo second');
    engine.go();
    await expect(at.entries).toHaveCount(count + 2);
    await expect(out(at.entries.nth(count))).toContainText('first');
    await expect(out(at.entries.last())).toHaveText('second');
  });

  for (const [what, how, where] of [
    ['is not there', (route) => route.fulfill({ status: 404, body: 'none' }), MODULE],
    ['does not come', (route) => route.abort('internetdisconnected'), MODULE],
    ['is another file', (route) => route.fulfill({ contentType: 'application/wasm', body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]) }), MODULE],
    ['has no script', (route) => route.abort('internetdisconnected'), SCRIPT],
  ]) {
    test(`again, when the reader says so: it ${what}`, async ({ page, trouble }) => {
      trouble.expect(/404|net::ERR_|integrity|sql\.js/);
      const at = await openFree(page);
      await type(at, ...database('orders'));
      await page.route(where, how);
      const count = await at.entries.count();
      await enter(at, sql('orders', 'SELECT 7 AS seven'));
      const alert = page.getByRole('alert');
      await expect(alert).toContainText('The database engine could not be loaded.');
      await expect(alert).toContainText("hasn't run yet");
      expect(await at.entries.count()).toBe(count);
      await at.retry.click();
      await expect(alert).toContainText('could not be loaded');
      await page.unroute(where);
      await at.retry.click();
      await expect(at.entries).toHaveCount(count + 1);
      await expect(out(at.entries.last())).toContainText('seven');
    });
  }

  test('or given up, and the line is there to be sent again', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...database('orders'));
    const engine = await heldBack(page);
    const count = await at.entries.count();
    const line = sql('orders', 'SELECT 1');
    await enter(at, line);
    await at.cancel.click();
    await expect(at.wait).toHaveCount(0);
    await expect(at.notices).toContainText('Canceled. Nothing has run');
    await expect(at.line).toHaveValue(line);
    expect(await at.entries.count()).toBe(count);
    await type(at, 'echo still here');
    engine.go();
    await type(at, line);
  });

  test('for a scenario’s step, on the way to a step, and on the way to its end', async ({ page }) => {
    const engine = await heldBack(page);
    const last = uses.steps.length;
    await page.goto(`/#v1/${uses.id}/${last}`);
    const at = parts(page);
    await expect(at.progress).toBeVisible();
    engine.go();
    await expect(at.title).toHaveText(uses.steps[last - 1].title);
    await expect(page).toHaveURL(new RegExp(`${uses.id}/${last}$`));
  });

  test('for a session that was stored', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...database('orders'), sql('orders', TABLE));
    const engine = await heldBack(page);
    await page.reload();
    await expect(at.progress).toBeVisible();
    await expect(page.locator('#opening-count')).toContainText('commands have run again');
    engine.go();
    await expect(at.entries.last()).toContainText('2 rows changed');
  });
});

for (const [who, suspends] of [['the browser', true], ['the engine', false]]) {
  test.describe(`a statement that takes long, paused by ${who}`, () => {
    test.beforeEach(async ({ page }) => {
      if (!suspends) await page.addInitScript(() => delete WebAssembly.Suspending);
    });

    test('leaves the tab its pictures, and ends by Escape', async ({ page }) => {
      const at = await openFree(page);
      await type(at, ...database('orders'), sql('orders', TABLE));
      const count = await at.entries.count();
      const line = sql('orders', ENDLESS);
      await enter(at, line);
      await expect(at.wait).toContainText('Still working');
      await expect(at.live).toContainText('Still working');
      const slowest = await page.evaluate(
        () =>
          new Promise((done) => {
            const begun = performance.now();
            let last = begun;
            let worst = 0;
            let frames = 0;
            const next = () => {
              const now = performance.now();
              worst = Math.max(worst, now - last);
              last = now;
              frames += 1;
              if (frames < 60) requestAnimationFrame(next);
              else done({ worst, mean: (now - begun) / frames });
            };
            requestAnimationFrame(next);
          }),
      );
      expect(slowest.mean).toBeLessThan(60);
      expect(await at.entries.count()).toBe(count);
      await at.line.press('Escape');
      await expect(at.wait).toHaveCount(0);
      await expect(at.notices).toContainText('Canceled. Nothing has run, and nothing has changed.');
      await expect(at.line).toHaveValue(line);
      expect(await at.entries.count()).toBe(count);
      await expect(out(await type(at, sql('orders', 'SELECT name FROM people')))).toContainText('Grace');
      await expect(at.notices).not.toContainText('Canceled');
    });

    test('comes to its end, as one at once does', async ({ page }) => {
      const at = await openFree(page);
      await type(at, ...database('orders'), sql('orders', 'SELECT 1'));
      await expect(out(await type(at, sql('orders', `${LONG}; CREATE TABLE a (b)`)))).toContainText('300000');
      await expect(out(await type(at, sql('orders', "SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'a'")))).toContainText(/tables[^]* 1 /);
    });
  });
}

test('a statement that takes long is given up by whoever goes elsewhere', async ({ page }) => {
  const at = await openFree(page);
  await type(at, ...database('orders'), sql('orders', 'SELECT 1'));
  const count = await at.entries.count();
  await enter(at, sql('orders', ENDLESS));
  await expect(at.wait).toBeVisible();
  await at.earlier.click();
  await expect(at.wait).toHaveCount(0);
  await expect(at.entries).toHaveCount(count - 1);
});

test.describe('what came of it', () => {
  test('time goes back to the rows of then, and on again', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...database('orders', '--storage-encrypted'), sql('orders', TABLE));
    await type(at, sql('orders', "UPDATE people SET name = 'Zoe' WHERE id = 1"));
    const value = (text) => at.inspector.locator('.value', { hasText: text });
    await expect(value('Zoe')).toBeVisible();
    await at.earlier.click();
    await expect(value('Ada')).toBeVisible();
    await expect(value('Zoe')).toHaveCount(0);
    await expect(out(await type(at, sql('orders', 'SELECT name FROM people WHERE id = 1')))).toContainText('Ada');
    await expect(at.dock('Timeline')).toBeVisible();
  });

  test('the same script on two clusters is compared: same rows, same pages, one of them sealed', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...database('plain'), ...database('sealed', '--storage-encrypted'), sql('plain', TABLE), sql('sealed', TABLE));
    await type(at, sql('plain', 'SELECT * FROM people'));
    const entry = await type(at, sql('sealed', 'SELECT * FROM people'));
    await expect(entry.locator('.compared')).toContainText('They all gave the same answer');
    const table = (nth) => entry.locator('.compared table').nth(nth).evaluate((table) => {
      const [head, ...rows] = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent));
      return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));
    });
    expect(await table(0)).toEqual([
      { Cluster: 'plain', Encrypted: 'no', 'Same answer': 'yes', Result: '2 rows' },
      { Cluster: 'sealed', Encrypted: 'yes', 'Same answer': 'asked now', Result: '2 rows' },
    ]);
    await expect(entry.locator('.compared table').last()).toBeHidden();
    await entry.getByText('Time and pages').click();
    await expect(entry.locator('.compared table').last()).toBeVisible();
    const [plain, sealed] = await table(1);
    expect([plain.Instance, sealed.Instance]).toEqual(['plain-1', 'sealed-1']);
    for (const name of ['Read', 'In memory', 'Written']) expect(plain[name]).toBe(sealed[name]);
    expect(sealed.Time).toMatch(/^[\d.]+ m?s$/);
    await type(at, sql('plain', 'DELETE FROM people WHERE id = 2'), sql('plain', 'SELECT * FROM people'));
    await expect((await type(at, sql('sealed', 'SELECT * FROM people'))).locator('.compared')).toContainText('The answers differ');
    await type(at, 'aws rds delete-db-instance --db-instance-identifier plain-1', 'playground wait 1h', 'aws rds delete-db-cluster --db-cluster-identifier plain --skip-final-snapshot', 'playground wait 1h');
    const lost = (await type(at, sql('sealed', 'SELECT * FROM people'))).locator('.compared .lost');
    await expect(lost).toHaveText(['answered earlier, deleted since']);
  });

  test('a page leads to its bytes: those of one value, at rest and as a client reads them', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...database('orders', '--storage-encrypted'));
    const entry = await type(at, sql('orders', TABLE));
    await entry.getByText(/^Pages: \d+ read, \d+ in memory, \d+ written/).click();
    await entry.getByRole('button', { name: 'page 2', exact: true }).first().click();
    const opened = at.inspector.locator('.opened');
    await expect(opened).toContainText('Rows of a table');
    await expect(opened.locator('.owner')).toHaveText('table people');
    const ada = opened.getByRole('button', { name: /^name: Ada, bytes \d+ to \d+$/ });
    await ada.click();
    await expect(ada).toHaveAttribute('aria-pressed', 'true');
    const chosen = opened.locator('.chosen');
    await expect(chosen).toContainText('Through the cluster41 64 61Ada');
    await expect(chosen).not.toContainText(/At rest41 64 61/);
    const picked = at.inspector.locator('.dump .two .picked');
    expect((await picked.allTextContents()).join('|').replace(/\s/g, '')).toBe('416461|Ada');
    // By keyboard: all values share one Tab stop, with arrows between them.
    await page.keyboard.press('ArrowRight');
    await expect(opened.getByRole('button', { name: /^card: 4111 1111 1111 1111/ })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(opened.getByRole('button', { name: /^name: Grace/ })).toBeFocused();
    await expect(chosen).toContainText('Grace');
  });

  test('on a disk that is not encrypted, anyone reads the same', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...database('orders'), sql('orders', TABLE));
    await at.inspector.getByRole('button', { name: /^name: Ada/ }).click();
    await expect(at.inspector.locator('.chosen')).toContainText('At rest41 64 61Ada');
    await expect(at.inspector).toContainText('anyone can read this disk');
  });

  test('a change is small for a client and all of the page at rest', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...database('orders', '--storage-encrypted'), sql('orders', TABLE), sql('orders', "UPDATE people SET name = 'Eva' WHERE id = 1"));
    const did = at.inspector.locator('.did');
    const number = async (label) => Number(await did.getByLabel(label).getAttribute('value'));
    expect(await number(/^Through the cluster/)).toBeLessThanOrEqual(3);
    expect(await number(/^At rest/)).toBeGreaterThan(4000);
  });

  test('every file of the volume can be looked at: the log has what the client sent', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...database('orders', '--storage-encrypted'), sql('orders', TABLE));
    const files = at.inspector.getByRole('group', { name: 'Files of the volume' });
    await files.getByRole('button', { name: /General log/ }).click();
    await expect(at.inspector.locator('.opened')).toContainText('General log');
    await expect(at.inspector.locator('.opened')).toContainText('Query CREATE TABLE people');
    await files.getByRole('button', { name: /Journal/ }).click();
    await expect(files.getByRole('button', { name: /Journal/ })).toHaveAttribute('aria-pressed', 'true');
    await at.inspector.getByRole('button', { name: 'Next page' }).click();
    await expect(at.inspector.locator('.opened')).toContainText('Rollback journal');
  });
});

test.describe('the client’s prompt', () => {
  test('a connection takes statements until it is left', async ({ page }) => {
    const at = await openFree(page);
    await type(at, ...database('orders'), 'sql --db-cluster-identifier orders');
    const prompt = page.locator('.line .prompt');
    await expect(prompt).toHaveText('orders=>');
    await expect(at.line).toHaveAccessibleName('Command for the database of orders');
    await expect(at.live).toContainText('Connected to orders');
    const count = await at.entries.count();
    await at.line.pressSequentially('SELECT');
    await at.line.press('Enter');
    await at.line.pressSequentially('40 + 2 AS sum;');
    await expect(at.line).toHaveValue('SELECT\n40 + 2 AS sum;');
    await at.line.press('Enter');
    await expect(at.entries).toHaveCount(count + 1);
    await expect(out(at.entries.last())).toContainText('42');
    await at.line.press('ArrowUp');
    await expect(at.line).toHaveValue('SELECT\n40 + 2 AS sum;');
    await at.line.fill('\\q');
    await at.line.press('Enter');
    await expect(prompt).toHaveText('$');
    await type(at, 'echo the shell');
  });

  for (const [how, leave] of [
    ['exit', async (at) => enter(at, 'exit')],
    ['Ctrl+D', async (at) => at.line.press('Control+d')],
    ['another session', async (at) => at.story.getByRole('button', { name: 'New session' }).click()],
  ]) {
    test(`${how} leaves it`, async ({ page }) => {
      const at = await openFree(page);
      await type(at, ...database('orders'), 'sql --db-cluster-identifier orders');
      await expect(page.locator('.line .prompt')).toHaveText('orders=>');
      await leave(at);
      await expect(page.locator('.line .prompt')).toHaveText('$');
    });
  }

  test('a long result scrolls in its own box, and is cut with a word about it', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 780 });
    const at = await openFree(page);
    await at.tab('Console').click();
    await type(at, ...database('orders'));
    const many = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 300) SELECT x, x AS a_column_with_a_long_name, x AS another_column_with_a_long_name FROM c';
    const entry = await type(at, sql('orders', many));
    await expect(out(entry)).toContainText('at most 200 are shown: add a LIMIT');
    expect(await out(entry).evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});

test('in one file, with no network, SQL runs too', async ({ page, context }) => {
  const folder = mkdtempSync(join(tmpdir(), 'sql '));
  try {
    const file = join(folder, 'playground.html');
    copyFileSync(fileURLToPath(new URL('../../dist/playground.html', import.meta.url)), file);
    await context.setOffline(true);
    await page.goto(`${pathToFileURL(file).href}#v1/free`);
    const at = parts(page);
    await type(at, ...database('orders', '--storage-encrypted'), sql('orders', TABLE));
    await expect(out(await type(at, sql('orders', 'SELECT name FROM people')))).toContainText('Grace');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
