// Runs all measurements in one Chromium, prints Markdown, and after a complete run writes it to figures.md. `cargo
// xtask bench` runs this; it serves the site with this folder's module, noble-ciphers and sql.js, and passes
// PLAYGROUND_URL and PLAYGROUND_CHROMIUM.
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { chromium } from '@playwright/test';
import { bytesOf, clicks, firstInteractive, manyThings, paints } from './page.mjs';

const url = process.env.PLAYGROUND_URL;
const only = (process.env.PLAYGROUND_ONLY ?? '').toLowerCase();
const browser = await chromium.launch({
  executablePath: process.env.PLAYGROUND_CHROMIUM,
  args: ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});
let broken = 0;

const INTRODUCTION = `# Figures

Written by \`cargo xtask bench\`, from one run of one Chromium on one machine. The machine is small, shared and noisy: compare
figures within a table, not with those of another day. What is aimed at, and what keeps it, is in
[CONTRIBUTING.md](../../CONTRIBUTING.md).
`;
const lines = [];
const say = (text) => {
  lines.push(text);
  console.log(text);
};

const row = (...cells) => say(`| ${cells.join(' | ')} |`);
const head = (...cells) => {
  row(...cells);
  row(...cells.map((_, i) => (i ? '--:' : '---')));
};
const round = (number, digits = 2) => number.toFixed(digits);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
/** The value that this share of the numbers does not exceed. */
const percentile = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length * share) - 1];

/** A measurement that fails says so in its place, and fails the run at the end; no number replaces it. */
async function section(title, work) {
  if (!title.toLowerCase().includes(only)) return;
  say(`\n## ${title}\n`);
  try {
    await work();
  } catch (error) {
    broken += 1;
    say(`**Not measured:** ${String(error.message ?? error).split('\n')[0]}`);
  }
}

/** A new module in a new page for each measurement: no memory or warm caches from the one before. */
async function inside(work, argument) {
  const page = await browser.newPage();
  try {
    page.setDefaultTimeout(0);
    await page.goto(`${url}/bench/measure.html`);
    return await page.evaluate(work, argument);
  } finally {
    await page.close();
  }
}

const list = async () => {
  const text = await (await fetch(`${url}/scenarios/index.tsv`)).text();
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
  return lines.map((line) => ({ file: line.split('\t')[0], id: line.split('\t')[1] }));
};

say(`Chromium ${browser.version()} headless, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}`);

await section('AES-256-GCM, megabytes a second', async () => {
  head('', '16 KiB pages, sealing', '16 KiB pages, opening', '1 MiB, sealing', '1 MiB, opening');
  const measure = (size) => inside(async (size) => (await import('./measure.js')).cipher(size), size);
  const [page, mega] = [await measure(16384), await measure(1048576)];
  for (const name of Object.keys(page)) {
    row(name, ...[page[name].seal, page[name].open, mega[name].seal, mega[name].open].map((speed) => round(speed, 0)));
  }
  const ratio = (rows, step) => round(rows['ours (wasm)'][step] / rows['noble-ciphers'][step], 1);
  row('ours / noble-ciphers', ratio(page, 'seal'), ratio(page, 'open'), ratio(mega, 'seal'), ratio(mega, 'open'));
});

await section('Steps of the scenarios, milliseconds', async () => {
  const scenarios = await list();
  head('scenario', 'steps that run commands', 'median', 'slowest', 'each');
  const all = [];
  for (const { file, id } of scenarios) {
    const times = await inside(async ([id, address]) => (await import('./measure.js')).steps(id, address), [id, `/scenarios/${file}`]);
    all.push(...times);
    row(id, times.length, round(median(times)), round(Math.max(...times)), times.map((time) => round(time, 1)).join(' '));
  }
  row('all', all.length, round(median(all)), round(Math.max(...all)), `99 % within ${round(percentile(all, 0.99))} ms; ${all.filter((time) => time < 4).length} of ${all.length} under 4 ms`);
});

await section('Explaining a refusal, milliseconds', async () => {
  const rows = await inside(async () => (await import('./measure.js')).refusals());
  head('refused', 'ways out, each tried', 'the first time', 'median of 20');
  for (const { name, ways, first, median } of rows) row(name, ways, round(first), round(median));
  const [firsts, medians] = [rows.map(({ first }) => first), rows.map(({ median }) => median)];
  row('all', rows.reduce((sum, { ways }) => sum + ways, 0), `median ${round(median(firsts))}, slowest ${round(Math.max(...firsts))}`, `median ${round(median(medians))}, slowest ${round(Math.max(...medians))}`);
});

await section('From click to updated page (script and layout), milliseconds', async () => {
  const scenarios = await list();
  head('scenario', 'clicks', 'median', 'slowest');
  const all = [];
  for (const { id } of scenarios) {
    const times = await clicks(browser, url, id);
    all.push(...times);
    row(id, times.length, round(median(times), 1), round(Math.max(...times), 1));
  }
  row('all', all.length, round(median(all), 1), round(Math.max(...all), 1));
});

await section('From click to paint (event timing), milliseconds', async () => {
  head('scenario', 'clicks', 'median', '95 %', 'slowest');
  const all = [];
  for (const { id } of await list()) {
    const times = await paints(browser, url, id);
    all.push(...times);
    row(id, times.length, median(times), percentile(times, 0.95), Math.max(...times));
  }
  row('all', all.length, median(all), percentile(all, 0.95), `${Math.max(...all)}; ${all.filter((time) => time < 100).length} under 100`);
});

await section('2,000 clusters and 5,000 commands, from event to paint, milliseconds', async () => {
  head('what', 'times', 'median', 'slowest');
  const rows = await manyThings(browser, url, 2000, 4990); // a session takes 5,000 commands
  for (const [name, times] of Object.entries(rows)) row(name, times.length, median(times), Math.max(...times));
});

await section('Loading', async () => {
  const [{ id }] = await list();
  const visits = [];
  for (let i = 0; i < 7; i += 1) visits.push(await firstInteractive(browser, `${url}/#v1/${id}/1`));
  const { loaded } = visits.at(-1);
  const transferred = async (files) => {
    const sizes = [await bytesOf(files, 'gzip'), await bytesOf(files, 'br')];
    return sizes.map((bytes) => `${round(bytes / 1000, 1)} kB`);
  };
  head('until the first step', 'can be read', 'can be taken');
  row('navigation → there, empty cache, median of 7', ...[0, 1].map((which) => `${round(median(visits.map(({ times }) => times[which])), 0)} ms`));
  row('files', ...loaded.map(({ length }) => length));
  const [before, after] = await Promise.all(loaded.map(transferred));
  row('transferred with gzip', before[0], after[0]);
  row('transferred with Brotli', before[1], after[1]);
});

await section('Cost of one command, milliseconds', async () => {
  const sizes = [10, 1000, 4900]; // a session takes 5,000 commands
  head('command', ...sizes.map((size) => `${size.toLocaleString('en')} clusters`), 'last / first');
  const rows = await inside(async (sizes) => (await import('./measure.js')).costs(sizes), sizes);
  for (const [name, times] of Object.entries(rows)) {
    row(name, ...times.map((time) => round(time, 3)), round(times.at(-1) / times[0]));
  }
});

await section('SQL, a second', async () => {
  const script = '/bench/sql.js/sql-wasm-browser.js';
  const rows = await inside(async (script) => {
    await new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement('script'), { src: script, onload: resolve, onerror: reject })));
    return (await import('./database.js')).speeds();
  }, script);
  head('', 'encrypted', 'unencrypted', 'sql.js, no encryption', 'times as long as unencrypted', 'as sql.js');
  const count = (number) => Math.round(number).toLocaleString('en');
  for (const { name, sealed, open, other, ofOpen, ofOther } of rows) {
    row(name, count(sealed), count(open), count(other), round(ofOpen), round(ofOther));
  }
});

await section('Loading SQL', async () => {
  const visits = [];
  for (let i = 0; i < 7; i += 1) visits.push(await inside(async () => (await import('./database.js')).loading()));
  const files = [`${url}/sql.js`, `${url}/pkg/sql.wasm`];
  head('', 'first `sql` command of a visit');
  for (const [what, name] of [['loaded', 'fetched and compiled, empty cache, median of 7'], ['first', 'then the first statement'], ['second', 'the second']]) {
    row(name, `${round(median(visits.map((visit) => visit[what])), 1)} ms`);
  }
  for (const [encoding, name] of [['gzip', 'gzip'], ['br', 'Brotli']]) row(`transferred with ${name}`, `${round((await bytesOf(files, encoding)) / 1000, 1)} kB`);
});

await section('Memory of a history', async () => {
  head('entries', 'memory', 'an entry');
  for (const entries of [1000, 4900]) {
    const bytes = await inside(async (entries) => (await import('./measure.js')).memory(entries), entries);
    row(entries.toLocaleString('en'), `${round(bytes / 1e6, 1)} MB`, `${round(bytes / entries / 1000)} kB`);
  }
});

await browser.close();
if (!broken && !only) {
  writeFileSync(new URL('figures.md', import.meta.url), `${INTRODUCTION}\n${lines.join('\n')}\n`);
}
if (broken) {
  console.log(`\n${broken} of the figures could not be measured; each says why in its place.`);
  process.exit(1);
}
