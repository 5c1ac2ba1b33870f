// The database engine's module as it is shipped, and the script that loads and runs it, on a disk that is a Map. Where
// the browser can't put a running module aside, another build of it runs what takes long, and does everything alike.
import { readFileSync } from 'node:fs';
import { expect, test } from './page.js';

const GOLDEN = new URL('../../crates/sql/src/tests/', import.meta.url);
const WASM = '**/pkg/sql.wasm';
/** A query that takes half a second at least, and returns one row. */
const LONG = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT sum(i) FROM n';

/** Runs in the page: `lab`, with the script's functions, disks, requests, and answers as objects. */
const lab = async () => {
  const sql = await import('/sql.js');
  const disk = (rules = {}) => {
    const files = [new Map(), new Map()];
    const sizes = [0, 0];
    const it = {
      files,
      written: 0,
      asked: 0,
      statements: 0,
      size: (file) => sizes[file],
      read: (file, page) => rules.read?.(file, page) ?? files[file].get(page) ?? new Uint8Array(4096),
      write(file, page, bytes, size) {
        it.written += 1;
        if (rules.crash) return 2;
        files[file].set(page, bytes.slice());
        sizes[file] = size;
        return 0;
      },
      resize(file, size) {
        sizes[file] = size;
        for (const page of [...files[file].keys()]) if ((page - 1) * 4096 >= size) files[file].delete(page);
        return 0;
      },
      goOn: () => ((it.asked += 1), rules.goOn?.(it.asked)),
      statement: () => (it.statements += 1),
    };
    return it;
  };
  /** A request in the format of crates/core/src/database/wire.rs. */
  const request = (script, most = 1000) => {
    const text = new TextEncoder().encode(script);
    const bytes = new Uint8Array(text.length + 49);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, text.length, true);
    bytes.set(text, 4);
    view.setBigUint64(text.length + 4, 1_795_608_000n, true);
    bytes.fill(7, text.length + 12, text.length + 44);
    view.setUint32(text.length + 45, most, true);
    return bytes;
  };
  const answer = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    const byte = () => view.getUint8(at++);
    const number = () => view.getUint32((at += 4) - 4, true);
    const long = () => Number(view.getBigInt64((at += 8) - 8, true));
    const raw = () => { const length = number(); return bytes.slice(at, (at += length)); };
    const text = () => new TextDecoder().decode(raw());
    const list = (item) => Array.from({ length: number() }, item);
    const value = () => [() => null, long, text, text, () => [...raw()]][byte()]();
    const moved = () => [1, 2, 3].map(() => list(() => [byte(), number()]));
    const statements = list(() => {
      const statement = { text: text(), columns: list(text), rows: list(() => list(value)), more: byte() === 1, changes: long() };
      moved();
      return statement;
    });
    const error = byte() ? { statement: text(), code: number(), name: text(), missing: byte(), message: text() } : null;
    if (error) error.offset = byte() ? number() : null;
    moved();
    return { statements, error, leftOpen: byte() === 1 };
  };
  const digest = async (disk, file) => {
    const whole = new Uint8Array(Math.ceil(disk.size(file) / 4096) * 4096);
    for (const [page, bytes] of disk.files[file]) whole.set(bytes, (page - 1) * 4096);
    const hash = await crypto.subtle.digest('SHA-256', whole.subarray(0, disk.size(file)));
    return [...new Uint8Array(hash)].map((one) => one.toString(16).padStart(2, '0')).join('');
  };
  globalThis.lab = { sql, disk, request, answer, digest };
};

/** Opens the page, and loads the engine unless told otherwise. */
const open = async (page, { load = true } = {}) => {
  await page.goto('/');
  await page.evaluate(lab);
  if (load) await page.evaluate(() => globalThis.lab.sql.loadSql());
};

/** What `act` returns in the page where the browser pauses the module, and where the module pauses by itself. */
const withEach = async (page, act, given) => {
  await open(page);
  const plain = await page.evaluate(act, given);
  await page.addInitScript(() => delete WebAssembly.Suspending);
  await open(page);
  return { plain, pausable: await page.evaluate(act, given) };
};

/** Loads the engine. Returns the reason if it failed, or "". */
const loading = (page) => page.evaluate(() => globalThis.lab.sql.loadSql().then(() => '', (error) => error.message));

test('it comes with its progress, once, and runs a script at once', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page, { load: false });
  const came = await page.evaluate(async () => {
    const came = [];
    const tell = (done, total) => came.push([done, total]);
    const { sql } = globalThis.lab;
    const before = sql.loaded();
    await Promise.all([sql.loadSql(tell), sql.loadSql(), sql.loadSql()]);
    return { came, before, after: sql.loaded() };
  });
  expect(came.before).toBe(false);
  expect(came.after).toBe(true);
  expect(asked.filter((url) => url.endsWith('/pkg/sql.wasm'))).toHaveLength(1);
  const [done, total] = came.came.at(-1);
  expect(done).toBe(total);
  expect(total).toBeGreaterThan(400_000);
  expect(came.came[0]).toEqual([0, total]);

  const { first, second, statements } = await page.evaluate(() => {
    const { sql, disk, request, answer } = globalThis.lab;
    const files = disk();
    const first = answer(sql.runNow(files, request("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'one'), (2, 2.5)")));
    const { statements } = files;
    return { first, statements, second: answer(sql.runNow(files, request('SELECT a, b FROM t; SELECT sin(1); SELECT nobody FROM t'))) };
  });
  expect(first).toMatchObject({ error: null, leftOpen: false, statements: [{ changes: 0 }, { changes: 2 }] });
  expect(statements).toBe(3); // and one more after the last
  expect(second.statements[0]).toMatchObject({ columns: ['a', 'b'], rows: [[1, 'one'], [2, '2.5']], more: false });
  expect(second.statements[1].rows).toEqual([['0.84147098480789651']]);
  expect(second.error).toEqual({ statement: 'SELECT nobody FROM t', code: 1, name: 'SQLITE_ERROR', missing: 2, message: 'no such column: nobody', offset: 7 });
});

test('the pages are those of the native engine, and the answers the same, whichever way it runs', async ({ page }) => {
  const script = readFileSync(new URL('shipped.sql', GOLDEN), 'utf8');
  const ran = await withEach(page, async (script) => {
    const { sql, disk, request, digest } = globalThis.lab;
    const disks = [disk(), disk()];
    const answers = [sql.runNow(disks[0], request(script)), await sql.runLong(disks[1], request(script), { slice: -1 })];
    const digests = await Promise.all(disks.map(async (one) => `${await digest(one, 0)} ${await digest(one, 1)}\n`));
    return { answers: answers.map((one) => one.join()), digests, files: performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop()) };
  }, script);
  const golden = readFileSync(new URL('shipped.sha256', GOLDEN), 'utf8');
  expect([...ran.plain.digests, ...ran.pausable.digests]).toEqual([golden, golden, golden, golden]);
  expect(new Set([...ran.plain.answers, ...ran.pausable.answers]).size).toBe(1);
  // A browser loads only what it needs.
  const builds = ({ files }) => files.filter((name) => /^sql.*wasm$/.test(name));
  expect([builds(ran.plain), builds(ran.pausable)]).toEqual([['sql.wasm'], ['sql.wasm', 'sql-pausable.wasm']]);
});

test('out of time, stopped, damaged and crashed are told apart, and the next run is as ever', async ({ page }) => {
  const each = await withEach(page, async (long) => {
    const { sql, disk, request, answer } = globalThis.lab;
    const filled = disk();
    sql.runNow(filled, request('CREATE TABLE t (a); INSERT INTO t VALUES (1)'));
    const late = sql.runNow(disk({ goOn: (asked) => (asked > 20 ? null : true) }), request(long));
    const outcomes = async (run) => {
      const damaged = disk({ read: (_, page) => (page === 2 ? 1 : undefined) });
      const crashed = disk({ crash: true });
      for (const one of [damaged, crashed]) {
        for (const file of [0, 1]) for (const [page, bytes] of filled.files[file]) one.files[file].set(page, bytes);
        one.resize(0, filled.size(0));
        one.resize(1, filled.size(1));
      }
      return {
        late,
        stopped: await run(disk({ goOn: (asked) => asked <= 20 }), `SELECT 1; ${long}`),
        damaged: (await run(damaged, 'SELECT a FROM t')).error,
        crashed: (await run(crashed, 'INSERT INTO t VALUES (2)')).error,
        writes: crashed.written,
        after: (await run(filled, 'SELECT a FROM t')).statements[0].rows,
      };
    };
    return [
      await outcomes((disk, script) => answer(sql.runNow(disk, request(script)))),
      await outcomes(async (disk, script) => answer(await sql.runLong(disk, request(script), { slice: -1 }))),
    ];
  }, LONG);
  for (const outcome of [...each.plain, ...each.pausable]) {
    expect(outcome.late).toBe(null);
    expect(outcome.stopped.statements).toHaveLength(1);
    expect(outcome.stopped.error).toMatchObject({ code: 9, name: 'SQLITE_INTERRUPT', message: 'interrupted' });
    expect(outcome.damaged).toMatchObject({ code: 8202, name: 'SQLITE_IOERR_DATA' });
    expect(outcome.crashed).toMatchObject({ code: 10, name: 'SQLITE_IOERR' });
    expect(outcome.writes).toBe(1);
    expect(outcome.after).toEqual([[1]]);
  }
});

test('a long run leaves the page its pictures and its other runs', async ({ page }) => {
  const each = await withEach(page, async (long) => {
    const { sql, disk, request, answer } = globalThis.lab;
    let frames = 0;
    let going = true;
    const count = () => going && ((frames += 1), requestAnimationFrame(count));
    requestAnimationFrame(count);
    const others = [];
    const timer = setInterval(() => others.push(answer(sql.runNow(disk(), request(`SELECT ${others.length}`))).statements[0].rows[0][0]), 50);
    const began = performance.now();
    // It ignores that the time is up.
    const [one, two] = await Promise.all([
      sql.runLong(disk({ goOn: () => null }), request(long)),
      sql.runLong(disk(), request('SELECT 5')),
    ]);
    const took = performance.now() - began;
    going = false;
    clearInterval(timer);
    return { one: answer(one).statements[0].rows, two: answer(two).statements[0].rows, frames, others, took };
  }, LONG);
  for (const run of Object.values(each)) {
    expect(run.one).toEqual([[4_500_001_500_000]]);
    expect(run.two).toEqual([[5]]);
    expect(run.frames).toBeGreaterThan(run.took / 1000 * 8); // slow shared machines draw few
    expect(run.others.length).toBeGreaterThan(2);
    expect(run.others).toEqual(run.others.map((_, at) => at));
  }
});

test('a long run ends when it is told to, and leaves nothing behind', async ({ page }) => {
  const each = await withEach(page, async (long) => {
    const { sql, disk, request, answer } = globalThis.lab;
    const stop = new AbortController();
    const began = performance.now();
    setTimeout(() => stop.abort(), 100);
    const reason = await sql.runLong(disk(), request(`CREATE TABLE t (a); ${long}`), { signal: stop.signal }).then(() => '', (error) => error.name);
    const took = performance.now() - began;
    const again = await sql.runLong(disk(), request('SELECT 1'), { signal: stop.signal }).then(() => '', (error) => error.name);
    const stopped = answer(await sql.runLong(disk({ goOn: (asked) => asked <= 50 }), request(long))).error.name;
    return { reason, took, again, stopped, after: answer(await sql.runLong(disk(), request('SELECT 2'))).statements[0].rows };
  }, LONG);
  for (const run of Object.values(each)) {
    expect(run).toMatchObject({ reason: 'AbortError', again: 'AbortError', stopped: 'SQLITE_INTERRUPT', after: [[2]] });
    expect(run.took).toBeLessThan(1500);
  }
});

test('deep expressions, triggers and JSON have room on the stack, also of a run that pauses', async ({ page }) => {
  const { plain, pausable } = await withEach(page, async () => {
    const { sql, disk, request, answer } = globalThis.lab;
    const scripts = [
      `SELECT ${'('.repeat(900)}1${')'.repeat(900)}`,
      `SELECT ${'1 + '.repeat(990)}1`,
      `SELECT ${'abs('.repeat(900)}1${')'.repeat(900)}`,
      `SELECT ${'1 + '.repeat(1200)}1`,
      `SELECT json_extract('${'['.repeat(990)}1${']'.repeat(990)}', '$')`,
      'CREATE TABLE t (a); PRAGMA recursive_triggers = ON; CREATE TRIGGER r AFTER INSERT ON t WHEN new.a < 900 BEGIN INSERT INTO t VALUES (new.a + 1); END; INSERT INTO t VALUES (1)',
      `SELECT * FROM ${'(SELECT * FROM '.repeat(90)}(SELECT 1)${')'.repeat(90)}`,
      `SELECT ${'SELECT 1 UNION ALL '.repeat(499)}SELECT 1`.replace('SELECT ', ''),
      `SELECT ${'CASE WHEN 1 THEN '.repeat(450)}1${' END'.repeat(450)}`,
      `SELECT '${'a'.repeat(3000)}' LIKE '${'%a'.repeat(1500)}'`,
    ];
    const name = (bytes) => answer(bytes).error?.message ?? '';
    const names = [];
    for (const script of scripts) names.push([name(sql.runNow(disk(), request(script))), name(await sql.runLong(disk(), request(script), { slice: -1 }))]);
    return names;
  });
  expect(pausable).toEqual(plain);
  for (const [now, long] of plain) expect(long).toBe(now);
  const TOO_DEEP = 'Expression tree is too large (maximum depth 1000)';
  expect(plain.map(([now]) => now)).toEqual(['', '', 'Recursion limit', TOO_DEEP, '', '', '', '', '', '']);
});

test('a run that has more to store than fits ends with a message, and the next one is as ever', async ({ page }) => {
  await page.addInitScript(() => delete WebAssembly.Suspending);
  await open(page);
  const run = await page.evaluate(async (long) => {
    const { sql, disk, request, answer } = globalThis.lab;
    const { set } = Uint32Array.prototype;
    // The first number is where the store begins, the second where it ends.
    Uint32Array.prototype.set = function ([from]) {
      set.call(this, [from, from + 64]);
    };
    const small = await sql.runLong(disk(), request(long)).then(() => '', (error) => error.message);
    Uint32Array.prototype.set = set;
    return { small, after: answer(await sql.runLong(disk(), request('SELECT 1'), { slice: -1 })).statements[0].rows };
  }, LONG);
  expect(run).toEqual({ small: expect.stringMatching(/^The database engine stopped\./), after: [[1]] });
});

test('without the build that pauses by itself, what takes long says so, and asks for it again', async ({ page, trouble }) => {
  trouble.expect(/sql-pausable\.wasm|Failed to load resource/);
  await page.addInitScript(() => delete WebAssembly.Suspending);
  await open(page);
  const run = () => page.evaluate(() => {
    const { sql, disk, request, answer } = globalThis.lab;
    const rows = (bytes) => answer(bytes).statements[0].rows;
    return sql.runLong(disk(), request('SELECT 1')).then(rows, (error) => [error.message, rows(sql.runNow(disk(), request('SELECT 2')))]);
  });
  const file = '**/pkg/sql-pausable.wasm';
  await page.route(file, (route) => route.abort());
  expect(await run()).toEqual([expect.stringMatching(/^The database engine could not be loaded\./), [[2]]]);
  await page.unroute(file);
  expect(await run()).toEqual([[1]]);
});

for (const [what, serve, words] of [
  ['can not be reached', (route) => route.abort(), /could not be loaded/],
  ['is not there', (route) => route.fulfill({ status: 404 }), /could not be loaded\. pkg\/sql\.wasm: 404 Not Found/],
  ['is another one', (route) => route.fulfill({ body: 'no module', contentType: 'application/wasm' }), /could not be loaded\. It isn't the file that belongs here\./],
]) {
  test(`a module that ${what}: said readably, and asked for again`, async ({ page, trouble }) => {
    trouble.expect(/sql\.wasm|Failed to load resource/);
    await open(page, { load: false });
    await page.route(WASM, serve);
    expect(await loading(page)).toMatch(words);
    expect(await page.evaluate(() => globalThis.lab.sql.loaded())).toBe(false);
    await page.unroute(WASM);
    expect(await loading(page)).toBe('');
    expect(await page.evaluate(() => globalThis.lab.sql.loaded())).toBe(true);
  });
}

test('a site that was built without it says so', async ({ page }) => {
  await page.route('**/sql.js', async (route) => {
    const answer = await route.fetch();
    const script = await answer.text();
    const sizes = /\{"pkg\/sql[^}]*\}/;
    expect(script).toMatch(sizes);
    await route.fulfill({ response: answer, body: script.replace(sizes, '{}') });
  });
  await open(page, { load: false });
  expect(await loading(page)).toMatch(/^The database engine could not be loaded\. This copy of the playground was built without it/);
});
