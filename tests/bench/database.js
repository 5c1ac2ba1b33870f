// Runs in the browser: SQL on an encrypted and on an unencrypted cluster, as the page runs it, compared with sql.js,
// which is SQLite in a browser without encryption. All three run the same statements in turns and must give the same
// answers.
import init, { Client, loadSql } from './pkg/playground_bench.js';
import { median } from './numbers.js';

await init();

const ROWS = 20_000; // about 2.5 MB, a third of what an instance keeps in memory
const MANY = 200;
/** Rounds that are not counted, since the browser is still optimising the code. */
const WARM = 2;
const ROUNDS = 9;

const TABLES = `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, card TEXT NOT NULL, note TEXT NOT NULL);
CREATE TABLE visits (id INTEGER PRIMARY KEY, what TEXT NOT NULL)`;

const lines = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join('\n');

/**
 * What is measured: statements, the rows or other units in them, and how the answer to the last of them is recognised.
 */
const WORK = [
  {
    name: 'insert 20,000 rows, one transaction',
    count: ROWS,
    sql: `INSERT INTO people WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
SELECT i, 'Customer ' || i, printf('4111 1111 %04d %04d', i / 10000, i % 10000), 'A note about this customer, of a length as they have it, and a bit' FROM n`,
  },
  { name: 'update all 20,000 rows', count: ROWS, sql: "UPDATE people SET card = printf('5500 0000 %04d %04d', id / 10000, id % 10000)" },
  { name: '200 transactions of one row', count: MANY, sql: lines(MANY, (i) => `INSERT INTO visits (what) VALUES ('visit number ${i}');`) },
  { name: 'scan 20,000 rows, from memory', count: ROWS, sql: 'SELECT count(*) AS n, sum(length(card) + length(note)) AS bytes FROM people' },
  { name: '200 rows by their key, from memory', count: MANY, sql: lines(MANY, (i) => `SELECT name FROM people WHERE id = ${1 + ((i * 7919) % ROWS)};`) },
  { name: 'scan 20,000 rows, memory lost', count: ROWS, cold: true, sql: 'SELECT count(*) AS n, sum(length(card) + length(note)) AS bytes FROM people' },
];

const ENGINE = '--engine aurora-mysql';

/** A client of a new cluster with one instance. */
async function cluster(sealed) {
  const client = new Client();
  const create = `aws rds create-db-cluster --db-cluster-identifier c ${ENGINE} --master-username admin --master-user-password not-a-secret`;
  await client.run(sealed ? `${create} --storage-encrypted` : create);
  await client.run(`aws rds create-db-instance --db-instance-identifier c-1 --db-cluster-identifier c ${ENGINE} --db-instance-class db.r5.large`);
  await client.run('aws rds wait db-instance-available --db-instance-identifier c-1');
  return {
    run: (sql) => client.run(`sql --db-cluster-identifier c <<'SQL'\n${sql}\nSQL`),
    /** A new host, with nothing in its memory. */
    async forget() {
      await client.run('aws rds stop-db-cluster --db-cluster-identifier c');
      await client.run('playground wait 30m');
      await client.run('aws rds start-db-cluster --db-cluster-identifier c');
      await client.run('playground wait 30m');
    },
    end: () => client.free(),
  };
}

let SQL;

/** sql.js with a database in memory. */
async function plain() {
  SQL ??= await globalThis.initSqlJs({ locateFile: (file) => `sql.js/${file}` });
  let database = new SQL.Database();
  return {
    run: async (sql) => JSON.stringify(database.exec(sql)),
    /** Its database is always in memory; reopening it empties SQLite's own cache. */
    async forget() {
      const file = database.export();
      database.close();
      database = new SQL.Database(file);
    },
    end: () => database.close(),
  };
}

const MAKE = { sealed: () => cluster(true), open: () => cluster(false), other: plain };
const NAMES = Object.keys(MAKE);

/** The digits of an answer, in order, for comparison: without what only one of the clients prints. */
const digits = (answer) => (answer.match(/Customer \d+|\b\d{5,}\b/g) ?? []).join(' ');

/** For each kind of work, the milliseconds on each of the three, round by round. */
async function rounds() {
  const times = WORK.map(() => Object.fromEntries(NAMES.map((name) => [name, []])));
  for (let round = 0; round < WARM + ROUNDS; round += 1) {
    const turn = NAMES.map((_, i) => NAMES[(i + round) % NAMES.length]);
    const clients = {};
    for (const name of turn) {
      clients[name] = await MAKE[name]();
      await clients[name].run(TABLES);
    }
    for (const [at, { name: what, sql, cold }] of WORK.entries()) {
      const answers = [];
      for (const name of turn) {
        if (cold) await clients[name].forget();
        await new Promise((resolve) => setTimeout(resolve));
        const began = performance.now();
        const answer = await clients[name].run(sql);
        if (round >= WARM) times[at][name].push(performance.now() - began);
        answers.push(digits(answer));
      }
      if (sql.startsWith('SELECT') && (!answers[0] || new Set(answers).size > 1)) throw new Error(`${what}: ${answers.map((answer) => answer.slice(0, 80)).join(' / ')}`);
    }
    for (const name of turn) clients[name].end();
  }
  return times;
}

/**
 * Rows a second for each, and how much longer the encrypted cluster takes than the other two: the median of the ratios
 * within a round, since the machine's speed changes between rounds.
 */
export async function speeds() {
  await loadSql();
  const times = await rounds();
  return WORK.map(({ name, count }, at) => {
    const { sealed, open, other } = times[at];
    const ratio = (below) => median(sealed.map((time, round) => time / below[round]));
    return { name, sealed: (count * 1000) / median(sealed), open: (count * 1000) / median(open), other: (count * 1000) / median(other), ofOpen: ratio(open), ofOther: ratio(other) };
  });
}

/** Milliseconds until the engine is loaded, until its first answer, and until its second. */
export async function loading() {
  const times = {};
  const measured = async (what, work) => {
    const began = performance.now();
    await work();
    times[what] = performance.now() - began;
  };
  await measured('loaded', loadSql);
  const client = await cluster(true);
  await measured('first', () => client.run('SELECT 1'));
  await measured('second', () => client.run('SELECT 1'));
  return times;
}
