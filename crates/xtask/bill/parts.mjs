// The parts of what is shipped: crates that are linked into WebAssembly modules, the C code and the standard library in
// them, and what the npm package depends on. A part is
//   { id, name, version?, licence, authors, from?, purl?, sha256?, own?, needs: [id], texts: [{ file, text }] }
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (...path) => readFileSync(join(...path), 'utf8');

/** The crate that contains SQLite, in C. */
const BRINGS_SQLITE = 'sqlite-wasm-rs';
/** Files with a licence or a notice. */
const LEGAL = /^(licen[cs]e|copying|copyright|unlicense|notice)/i;

const ask = (program, ...words) => execFileSync(program, words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });

/** What is linked into the modules of these packages, and the version of all that is published. */
export const shipped = (modules) => {
  const target = 'wasm32-unknown-unknown';
  const { packages, resolve } = JSON.parse(ask('cargo', 'metadata', '--locked', '--format-version', '1', '--filter-platform', target));
  // Not what is only used while a crate is compiled or tested, or on other machines: only `cargo tree` knows all of that.
  const linked = new Set(modules.flatMap((name) => {
    const words = ['--locked', '--package', name, '--target', target, '--edges', 'normal,no-proc-macro', '--prefix', 'none', '--format', '{p}'];
    return ask('cargo', 'tree', ...words).trim().split('\n').map((line) => line.split(' ').slice(0, 2).join('@').replace('@v', '@'));
  }));
  const crates = packages.filter((crate) => linked.has(named(crate)));
  const names = new Map(crates.map((crate) => [crate.id, named(crate)]));
  const deps = new Map(resolve.nodes.map(({ id, deps }) => [id, deps]));
  const needs = (id) => deps.get(id).filter(({ pkg, dep_kinds }) => names.has(pkg) && dep_kinds.some(({ kind }) => kind === null)).map(({ pkg }) => names.get(pkg));

  const standard = rustStd(ask('rustc', '--version').split(' ')[1]);
  const brings = crates.find(({ name }) => name === BRINGS_SQLITE);
  const inC = brings ? cCode(dirname(brings.manifest_path)) : [];
  const more = (crate) => (crate === brings ? inC : modules.includes(crate.name) ? [standard] : []);
  const parts = crates.map((crate) => part(crate, [...needs(crate.id), ...more(crate).map(({ id }) => id)]));
  return { version: crates.find(({ name }) => name === modules[0]).version, parts: [...parts, ...inC, standard].sort((a, b) => (a.id < b.id ? -1 : 1)) };
};

const named = ({ name, version }) => `${name}@${version}`;

/** SHA-256 of each crate's archive, by name and version. */
const sums = new Map([...read(root, 'Cargo.lock').matchAll(/name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "(.+)"/g)].map(([, name, version, sum]) => [`${name}@${version}`, sum]));

const part = ({ name, version, license, authors, repository, source, manifest_path: path }, needs) => {
  const id = named({ name, version });
  const licence = license.replace(/ ?\/ ?/g, ' OR ');
  const own = source === null;
  if (!own && !sums.has(id)) throw new Error(`Cargo.lock has no checksum of ${id}`);
  const folder = own ? root : dirname(path);
  const files = readdirSync(folder).filter((file) => LEGAL.test(file)).sort();
  const texts = files.length ? files.map((file) => ({ file, text: read(folder, file) })) : [standardText(id, licence)];
  return { id, name, version, licence, authors, from: repository, purl: own ? undefined : `pkg:cargo/${id}`, sha256: sums.get(id), own, needs, texts };
};

const MIT = read(root, 'LICENSE-MIT');
const mit = (holders) => MIT.replace(/Copyright .*/, () => `Copyright (c) ${holders}`);

/** For a crate without a licence's text: the one that is chosen, in the words that everybody uses. */
const standardText = (id, licence) => {
  const choice = licence.split(' OR ');
  const file = (name) => `none in the crate; ${name} is chosen, in its standard text`;
  if (choice.includes('Apache-2.0')) return { file: file('Apache-2.0'), text: read(root, 'LICENSE-APACHE') };
  if (choice.includes('MIT')) return { file: file('MIT'), text: mit(`the authors of ${id}`) };
  throw new Error(`${id} has no file with its licence (${licence}): add the standard text in crates/xtask/bill/parts.mjs`);
};

/** The text of the comment that a C file begins with. */
const comment = (text) => text.slice(text.indexOf('/*'), text.indexOf('*/')).split('\n').map((line) => line.replace(/^ ?[/*]+ ?/, '').trimEnd()).join('\n').trim();

/** The C code in the crate that brings SQLite. Only SQLite says its version. */
const cCode = (folder) => {
  const header = read(folder, 'sqlite3/sqlite3.h');
  const [, version] = /#define SQLITE_VERSION +"(.+)"/.exec(header);
  const within = (name, licence, from, texts) => ({ id: name, name, licence, authors: [], from, purl: `pkg:generic/${name}`, needs: [], texts });
  // SQLite is in the public domain. It has a blessing in place of a licence, which has a name at SPDX.
  const sqlite = within('sqlite', 'blessing', 'https://www.sqlite.org', [{ file: 'sqlite3.h', text: comment(header).split('\n***')[0] }]);
  const printf = within('printf', 'MIT', 'https://github.com/eyalroz/printf', [{ file: 'printf.c', text: comment(read(folder, 'shim/printf/printf.c')) }]);
  const musl = within('musl', 'MIT', 'https://musl.libc.org', [
    { file: 'COPYRIGHT', text: mit('2005-2020 Rich Felker, et al.') },
    { file: 'qsort.c', text: comment(read(folder, 'shim/musl/stdlib/qsort.c')) },
  ]);
  return [{ ...sqlite, id: `sqlite@${version}`, version, purl: `pkg:generic/sqlite@${version}` }, printf, musl];
};

/** Compiled before; its toolchain has all its notices in COPYRIGHT-library.html. */
const rustStd = (version) => ({
  id: `rust-std@${version}`,
  name: 'rust-std',
  version,
  licence: '(MIT OR Apache-2.0) AND Unicode-3.0',
  authors: ['The Rust Project Developers (https://thanks.rust-lang.org)'],
  from: 'https://github.com/rust-lang/rust',
  purl: `pkg:generic/rust-std@${version}`,
  needs: [],
  texts: [{ file: "Apache-2.0 is chosen, in its standard text; Unicode's is that of unicode-ident", text: read(root, 'LICENSE-APACHE') }],
});

/** The packages that the npm package depends on, directly and through others, in the versions that are tested. */
export const npm = () => {
  const { packages } = JSON.parse(read(root, 'tests/package-lock.json'));
  const { dependencies } = JSON.parse(read(root, 'crates/npm/package/package.json'));
  const names = new Set(Object.keys(dependencies));
  const id = (name) => `${name}@${packages[`node_modules/${name}`].version}`;
  const found = [];
  for (const name of names) {
    const one = packages[`node_modules/${name}`];
    if (!one) throw new Error(`tests/package-lock.json does not have ${name}, which the npm package depends on`);
    const needs = Object.keys(one.dependencies ?? {});
    for (const next of needs) names.add(next);
    found.push({ id: id(name), name, version: one.version, licence: one.license, authors: [], purl: `pkg:npm/${id(name).replace(/^@/, '%40')}`, needs: needs.map(id), direct: name in dependencies, texts: [] });
  }
  return found;
};
