// Runs in the browser: the measurements that need no page. `run.mjs` calls these functions and prints the tables. Times
// are from the browser's `performance.now()`; each result is a median, so that a single interruption does not matter.
import { gcm } from './noble/aes.js';
import { median } from './numbers.js';
import init, { Cipher, Play, Steps, loadSql, rule_row } from './pkg/playground_bench.js';

const wasm = await init();

const AAD = new TextEncoder().encode('volume, page, version');

const pause = () => new Promise((resolve) => setTimeout(resolve, 0));

/** How often to call `work` so that it takes about 300 ms. */
async function calibrated(work) {
  for (let count = 1; ; count *= 4) {
    const began = performance.now();
    await work(count);
    const took = performance.now() - began;
    if (took > 100) return Math.max(1, Math.round((count * 300) / took));
  }
}

/**
 * Median milliseconds of one call of each work. They take turns, so that what slows the machine down for a second does
 * not affect only one of them.
 */
async function inTurns(works) {
  const counts = [];
  for (const work of works) counts.push(await calibrated(work));
  const rounds = works.map(() => []);
  for (let round = 0; round < 7; round += 1) {
    for (const [i, work] of works.entries()) {
      await pause();
      const began = performance.now();
      await work(counts[i]);
      rounds[i].push((performance.now() - began) / counts[i]);
    }
  }
  return rounds.map(median);
}

/** Random bytes; the browser returns at most 64 KiB at a time. */
function random(size) {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65536, size)));
  return bytes;
}

const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Megabytes (10^6 bytes) a second of sealing and opening, for three implementations, which must agree first. */
export async function cipher(size) {
  const [key, data] = [random(32), random(size)];
  const ours = new Cipher(key, data);
  const web = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const algorithm = (iv) => ({ name: 'AES-GCM', iv, additionalData: AAD });
  const iv = ours.iv();
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm(iv), web, data));
  if (!equal(sealed, ours.last())) throw new Error('ours and WebCrypto seal the same page to different bytes');
  if (!equal(sealed, gcm(key, iv, AAD).encrypt(data))) throw new Error('noble-ciphers and WebCrypto seal to different bytes');

  let counter = 0;
  const next = () => {
    const fresh = new Uint8Array(12);
    new DataView(fresh.buffer).setUint32(8, (counter += 1));
    return fresh;
  };
  const times = (step) => async (count) => {
    for (let i = 0; i < count; i += 1) await step();
  };
  const plainly = (step) => (count) => {
    for (let i = 0; i < count; i += 1) step();
  };
  const work = {
    'ours (wasm)': {
      seal: (count) => ours.seal(count),
      open: (count) => {
        if (ours.open(count) !== count) throw new Error('a page did not open');
      },
    },
    'noble-ciphers': {
      seal: plainly(() => gcm(key, next(), AAD).encrypt(data)),
      open: plainly(() => gcm(key, iv, AAD).decrypt(sealed)),
    },
    WebCrypto: {
      seal: times(() => crypto.subtle.encrypt(algorithm(next()), web, data)),
      open: times(() => crypto.subtle.decrypt(algorithm(iv), web, sealed)),
    },
  };
  const names = Object.keys(work);
  const rows = Object.fromEntries(names.map((name) => [name, {}]));
  for (const step of ['seal', 'open']) {
    const times = await inTurns(names.map((name) => work[name][step]));
    times.forEach((time, i) => (rows[names[i]][step] = size / 1000 / time));
  }
  return rows;
}

/** Milliseconds of every step of a scenario that runs commands: the median of nine walks through it. */
export async function steps(id, address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const file = await answer.text();
  await loadSql();
  const walks = [];
  for (let walk = 0; walk < 9; walk += 1) {
    await pause();
    const lesson = Steps.open(id, file);
    if (!lesson) throw new Error(`${address} is not a scenario`);
    const times = [];
    // Each step is at most two advances: run, then show the next.
    for (let advance = 0; advance < 2 * lesson.count(); advance += 1) {
      const began = performance.now();
      const ran = await lesson.advance();
      if (ran) times.push(performance.now() - began);
    }
    walks.push(times);
    lesson.free();
  }
  return walks[0].map((_, step) => median(walks.map((times) => times[step])));
}

/** Milliseconds of explaining each refusal of the rule table, ways out tried: the first time, and the median of later ones. */
export async function refusals() {
  await loadSql();
  const rows = [];
  for (let row = 0; rule_row(row); row += 1) {
    const [name, line] = rule_row(row);
    const play = Play.staged(row);
    const refusal = play.refuse(line);
    if (!refusal) throw new Error(`${name} is not refused: ${line}`);
    const times = [];
    let ways;
    for (let round = 0; round < 20; round += 1) {
      await pause();
      const began = performance.now();
      ways = refusal.explain();
      times.push(performance.now() - began);
    }
    if (!ways) throw new Error(`${name} has no way out: ${line}`);
    rows.push({ name, ways, first: times[0], median: median(times) });
    refusal.free();
    play.free();
  }
  return rows;
}

const CLUSTER = '--engine aurora-mysql --master-username admin --master-user-password not-a-secret';

const COMMANDS = [
  ['create a cluster', `aws rds create-db-cluster --db-cluster-identifier another ${CLUSTER} --storage-encrypted`],
  ['take a snapshot', 'aws rds create-db-cluster-snapshot --db-cluster-identifier c0 --db-cluster-snapshot-identifier s'],
  ['describe a cluster', 'aws rds describe-db-clusters --db-cluster-identifier c0'],
  ['create a key', 'aws kms create-key'],
  ['encrypt', 'aws kms encrypt --key-id alias/bench --plaintext aGVsbG8='],
  ['wait a minute', 'playground wait 1m'],
];

function must(play, line) {
  const failure = play.run(line);
  if (failure) throw new Error(`${line}: ${failure}`);
}

/** A world with this many clusters, which all use one key. */
async function world(clusters) {
  const play = new Play();
  must(play, `playground set-quota --name db-clusters --value ${clusters + 40}`);
  must(play, 'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)');
  must(play, 'aws kms create-alias --alias-name alias/bench --target-key-id $KEY');
  for (let i = 0; i < clusters; i += 1) {
    must(play, `aws rds create-db-cluster --db-cluster-identifier c${i} ${CLUSTER} --storage-encrypted`);
    if (i % 100 === 0) await pause();
  }
  must(play, 'playground wait 10m');
  return play;
}

/** Milliseconds of each command in worlds with these numbers of clusters; the worlds take turns. */
export async function costs(sizes) {
  const worlds = [];
  for (const size of sizes) worlds.push(await world(size));
  const rows = {};
  for (const [name, line] of COMMANDS) {
    const works = worlds.map((play, i) => (count) => {
      if (!play.preview(line, count)) throw new Error(`${line} was not done in a world of ${sizes[i]} clusters`);
    });
    rows[name] = await inTurns(works);
  }
  worlds.forEach((play) => play.free());
  return rows;
}

/** Bytes of wasm memory for a history of this many entries, in addition to a session of one entry. */
export async function memory(entries) {
  const play = new Play();
  must(play, 'playground set-quota --name aliases-per-kms-key --value 100000');
  must(play, 'playground set-quota --name manual-db-cluster-snapshots --value 100000');
  must(play, 'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)');
  must(play, `aws rds create-db-cluster --db-cluster-identifier c0 ${CLUSTER} --storage-encrypted --kms-key-id $KEY`);
  must(play, 'playground wait 10m');
  const before = wasm.memory.buffer.byteLength;
  const cycle = [
    (i) => `aws kms create-alias --alias-name alias/a${i} --target-key-id $KEY`,
    () => 'aws kms describe-key --key-id $KEY',
    () => 'aws kms encrypt --key-id $KEY --plaintext aGVsbG8=',
    () => 'aws rds describe-db-clusters',
    (i) => `aws rds create-db-cluster-snapshot --db-cluster-identifier c0 --db-cluster-snapshot-identifier s${i}`,
    () => 'playground wait 5m',
    () => 'aws kms list-grants --key-id $KEY',
    () => 'aws rds modify-db-cluster --db-cluster-identifier c0 --no-storage-encrypted',
    (i) => `aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier s${i - 4}`,
    () => 'aws kms get-key-policy --key-id $KEY --policy-name default',
  ];
  const base = play.entries();
  for (let i = 0; play.entries() - base < entries; i += 1) {
    play.run(cycle[i % cycle.length](i));
    if (i % 100 === 0) await pause();
  }
  const used = wasm.memory.buffer.byteLength - before;
  play.free();
  return used;
}
