// The pure functions of the last steps of a build; `cargo test -p xtask` runs these tests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECKED, hash, withTable } from './integrity.mjs';
import { isPage, put } from './offline.mjs';
import { without } from './scripts.mjs';
import { whole } from './single.mjs';

test('a hash is as browsers want it', () => {
  // The hash of the empty text, from the examples of FIPS 180-4.
  assert.equal(hash(''), 'sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb');
});

test('the table of hashes takes its place, and a place that is missing is said', () => {
  assert.equal(withTable('const HASHES = /* integrity */ {};', { 'a.css': '$&' }), 'const HASHES = {"a.css":"$&"};');
  assert.throws(() => withTable('const HASHES = {};', {}), /no place/);
});

test('what a loader checks', () => {
  for (const path of ['pkg/playground_web.js', 'pkg/sql.wasm', 'pkg/sql-pausable.wasm', 'hooks.js', 'sql.js', 'style.css', 'icons.svg']) assert.ok(CHECKED.test(path), path);
  for (const path of ['embed.js', 'read/a/1.svg', 'guides/guide.css', 'index.html']) assert.ok(!CHECKED.test(path), path);
});

test('what is kept for visits without a network', () => {
  const page = ['index.html', 'boot.js', 'files.js', 'sql.js', 'pkg/sql.wasm', 'pkg/sql-pausable.wasm', 'scenarios/index.tsv', 'challenges/index.tsv', 'guides/glossary.md', 'style.css', 'icon-512.png', 'manifest.webmanifest'];
  const other = ['embed.js', 'embed.html', 'frame.css', 'host.js', 'sw.js', 'read/a/1.svg', 'guides/a.html', 'playground.html', 'screenshot.png', 'integrity.json'];
  for (const path of page) assert.ok(isPage(path), path);
  for (const path of other) assert.ok(!isPage(path), path);
});

test('a value takes the place of its name once, whatever the quotes', () => {
  assert.equal(put("a('@build')", '@build', { b: '$1' }), 'a({"b":"$1"})');
  assert.equal(put('const A="@version";', '@version', 'x'), 'const A="x";');
  assert.throws(() => put('', '@build', 1), /0 times/);
  assert.throws(() => put('"@build" "@build"', '@build', 1), /2 times/);
});

test('the page names no module that has gone into another', () => {
  const link = (path) => `<link rel="modulepreload" href="${path}" crossorigin>`;
  assert.equal(without(`${link('a.js')}\n${link('b.js')}\n<p>`, ['b.js']), `${link('a.js')}\n<p>`);
});

test('the single file holds everything, names nothing beside it, and says what may run', () => {
  const page = [
    '<!doctype html>',
    '<head>',
    '<meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">',
    '<link rel="manifest" href="manifest.webmanifest">',
    '<link rel="stylesheet" href="a.css">',
    '<script type="module" src="boot.js"></script>',
    '</head>',
    '<body>',
    '<li><a href="read/x/">X</a>',
    '</body>',
  ].join('\n');
  const html = whole(page, { style: 'p{}', script: 'run()', icon: Buffer.from('i'), data: [['pkg/a.wasm', Buffer.from('wasm')]], notices: 'MIT --> <script>' });
  assert.doesNotMatch(html, /(href|src)="(?!data:)/);
  assert.match(html, /<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/);
  assert.equal(html.split('http-equiv').length, 2);
  assert.match(html, /data-file="pkg\/a\.wasm">H4sI/);
  assert.ok(html.indexOf('data-file') < html.indexOf('run()'));
  assert.match(html, /<li>X\n/);
  assert.match(html, /<\/body><!--\nMIT -- > <script>-->\n$/);
  assert.throws(() => whole('<p>', { style: '', script: '', icon: Buffer.from(''), data: [], notices: '' }), /no line <\/head>/);
});
