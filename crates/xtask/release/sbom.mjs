// The SBOM of a release, as CycloneDX JSON: what is in its WebAssembly modules, and what the npm package needs. It does
// not depend on when or where it is made.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packaged, root } from './packages.mjs';

const { Enums, Models, Serialize, Spec } = packaged('@cyclonedx/cyclonedx-library');

/** The crates that the three modules are linked from: the page's, the database engine's, the npm package's. */
const MODULES = ['playground-web', 'playground-sql-module', 'playground-npm'];
/** The crate that contains SQLite, in C. */
const BRINGS_SQLITE = 'sqlite-wasm-rs';

/**
 * `metadata` is the output of `cargo metadata` for the browser's target, `rust` the version of the standard library.
 */
export const sbom = (metadata, version, rust) => {
  const crates = new Map(metadata.packages.map((crate) => [crate.id, crate]));
  const linked = links(metadata, crates);
  const roots = MODULES.map((name) => metadata.packages.find((crate) => crate.name === name).id);
  const made = new Map(shipped(roots, linked).map((id) => [id, component(crates.get(id))]));
  const database = sqlite(metadata.packages);
  const standard = library('rust-std', rust, 'MIT OR Apache-2.0', `pkg:generic/rust-std@${rust}`);
  for (const [id, one] of made) {
    for (const next of linked(id)) one.dependencies.add(made.get(next).bomRef);
    if (crates.get(id).name === BRINGS_SQLITE) one.dependencies.add(database.bomRef);
  }
  for (const id of roots) made.get(id).dependencies.add(standard.bomRef);
  const tools = npm();

  const bom = new Models.Bom();
  const name = `pkg:npm/aurora-playground@${version}`;
  const whole = new Models.Component(Enums.ComponentType.Application, 'aurora-playground', { version, licenses: licences('MIT OR Apache-2.0'), purl: name, bomRef: name });
  bom.metadata.component = whole;
  for (const one of [...roots.map((id) => made.get(id)), ...tools]) whole.dependencies.add(one.bomRef);
  for (const one of [...made.values(), database, standard, ...tools]) bom.components.add(one);
  const serialize = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serialize.serialize(bom, { sortLists: true, space: 1 })}\n`;
};

/** The crates that are linked into a module: not those that are only used while it is compiled or tested. */
const links = ({ resolve }, crates) => {
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  return (id) =>
    nodes
      .get(id)
      .deps.filter(({ pkg, dep_kinds }) => dep_kinds.some(({ kind }) => kind === null) && !crates.get(pkg).targets.some(({ kind }) => kind.includes('proc-macro')))
      .map(({ pkg }) => pkg);
};

const shipped = (start, linked) => {
  const found = new Set(start);
  for (const id of found) for (const next of linked(id)) found.add(next);
  return [...found];
};

const licences = (text) => new Models.LicenseRepository(text ? [new Models.LicenseExpression(text.replace(/ ?\/ ?/g, ' OR '))] : []);
const library = (name, version, licence, purl) =>
  new Models.Component(Enums.ComponentType.Library, name, { version, licenses: licences(licence), purl, bomRef: purl, scope: Enums.ComponentScope.Required });

/** SHA-256 of each crate's archive, by name and version. */
const lock = readFileSync(join(root, 'Cargo.lock'), 'utf8');
const sums = new Map([...lock.matchAll(/name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "(.+)"/g)].map(([, name, version, sum]) => [`${name}@${version}`, sum]));

const component = ({ name, version, license, source }) => {
  const made = library(name, version, license, `pkg:cargo/${name}@${version}`);
  const sum = sums.get(`${name}@${version}`);
  if (source && !sum) throw new Error(`Cargo.lock has no checksum of ${name} ${version}`);
  if (sum) made.hashes.set(Enums.HashAlgorithm['SHA-256'], sum);
  return made;
};

const sqlite = (packages) => {
  const { manifest_path: path } = packages.find(({ name }) => name === BRINGS_SQLITE);
  const header = readFileSync(join(dirname(path), 'sqlite3/sqlite3.h'), 'utf8');
  const [, version] = /#define SQLITE_VERSION +"(.+)"/.exec(header);
  // SQLite has a blessing in place of a licence, which has a name at SPDX.
  return library('sqlite', version, 'blessing', `pkg:generic/sqlite@${version}`);
};

/** The packages that the npm package depends on, directly and through others, in the versions that are tested. */
const npm = () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'tests/package-lock.json'), 'utf8'));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'crates/npm/package/package.json'), 'utf8'));
  const names = new Set(Object.keys(dependencies));
  const found = new Map();
  for (const name of names) {
    const one = packages[`node_modules/${name}`];
    if (!one) throw new Error(`tests/package-lock.json does not have ${name}, which the npm package depends on`);
    found.set(name, library(name, one.version, one.license, `pkg:npm/${name.replace('@', '%40')}@${one.version}`));
    for (const next of Object.keys(one.dependencies ?? {})) names.add(next);
  }
  for (const [name, one] of found) {
    for (const next of Object.keys(packages[`node_modules/${name}`].dependencies ?? {})) one.dependencies.add(found.get(next).bomRef);
  }
  return [...found.values()];
};
