// The last steps of a build, on the folder that `cargo xtask build` has assembled:
//   node finish.mjs FOLDER ESBUILD
// Each step is a module next to this one. Their order matters: hashes are made of files that no longer change, and
// compressed files come last.
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compress } from './compress.mjs';
import { files } from './files.mjs';
import { CHECKED, hash, hashes, plugin, publish, withTable } from './integrity.mjs';
import { offline, put } from './offline.mjs';
import { bundles, joined, smaller, styles } from './scripts.mjs';
import { single } from './single.mjs';

const [folder, esbuildModule] = process.argv.slice(2);
const { default: esbuild } = await import(pathToFileURL(esbuildModule));

// First, since the single file contains it, too. Empty if there was no compiler for SQLite.
const sql = join(folder, 'sql.js');
const builds = (await files(folder)).filter(({ path }) => /^pkg\/sql[^/]*\.wasm$/.test(path));
const sizes = await Promise.all(builds.map(async ({ path, full }) => [path, (await stat(full)).size]));
await writeFile(sql, put(await readFile(sql, 'utf8'), '@sql', Object.fromEntries(sizes)));

// Also before the single file.
const [hooks, parts] = [join(folder, 'hooks.js'), join(folder, 'pkg/parts.json')];
await writeFile(hooks, put(await readFile(hooks, 'utf8'), '@parts', JSON.parse(await readFile(parts, 'utf8'))));
await rm(parts);

await single(folder, esbuild);

await styles(folder, esbuild);
await smaller(folder, esbuild, ['keep.js', 'pkg/playground_web.js']);

await joined(folder, esbuild, ['hooks.js', 'sql.js', 'sw.js'], ['./files.js', './sql.js']);
await rm(join(folder, 'sql-file.js'));

// files.js contains the hashes of what it fetches; a loader also has the hash of files.js, which the module imports.
const table = await hashes(folder, CHECKED);
const source = join(folder, 'files.js');
const text = await readFile(source, 'utf8');
await writeFile(source, withTable(text, table));
await smaller(folder, esbuild, ['files.js']);
table['files.js'] = hash(await readFile(source));
await bundles(folder, esbuild, [plugin(text, table)]);

await offline(folder);
await publish(folder);
await compress(folder);
