// Assembles the npm package from the site, the module and package/:
//   node pack.mjs SITE MODULE OUT VERSION LICENSE [REPOSITORY]
// `cargo xtask package` runs it; `npm pack` follows.
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [site, module, out, version, license, repository] = process.argv.slice(2);
const here = fileURLToPath(new URL('package', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Files of the site that are not in the package. CDNs and npm compress files themselves; the single-file page would double
 * everything, and is part of a release; the picture is for a README; the cards, which are three times as large as all the
 * rest, are shown by other sites of links to a site of one's own, which `cargo xtask build --url` makes.
 */
const left = (path) => /\.(gz|br)$|\/(read|questions)\/.*\.png$/.test(path) || ['playground.html', 'screenshot.png', 'card.png'].includes(basename(path));

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await cp(here, out, { recursive: true });
await cp(site, join(out, 'dist'), { recursive: true, filter: (path) => !left(path) });
await cp(module, join(out, 'session'), { recursive: true });

// The declarations of wasm-bindgen's own loader need the DOM's; session/index.d.ts has those of ours.
const types = join(out, 'session/module.d.ts');
const [kept, loader] = (await readFile(types, 'utf8')).split('\nexport type InitInput');
if (!loader) throw new Error('module.d.ts has no loader to leave out');
await writeFile(types, kept);

for (const file of ['CHANGELOG.md', 'LICENSE-APACHE', 'LICENSE-MIT']) await cp(join(root, file), join(out, file));

/** The types of each framework have an entry of their own, for the same element. */
const element = (types) => ({ types, default: './dist/embed.js' });
const frameworks = await readdir(join(out, 'dist/types')).catch(() => []);
const doors = frameworks.sort().map((file) => [`./${file.replace('.d.ts', '')}`, element(`./dist/types/${file}`)]);

const { name, ...manifest } = JSON.parse(await readFile(join(out, 'package.json'), 'utf8'));
const exports = {
  '.': element('./dist/embed.d.ts'),
  ...Object.fromEntries(doors),
  './session': { types: './session/index.d.ts', node: './session/node.js', default: './session/web.js' },
  './session.wasm': './session/module_bg.wasm',
  './dist/*': './dist/*',
  './package.json': './package.json',
};
const from = repository && { repository: { type: 'git', url: `git+${repository}.git` } };
await writeFile(join(out, 'package.json'), `${JSON.stringify({ name, version, license, ...from, ...manifest, exports }, null, 2)}\n`);

const { 'embed.js': integrity } = JSON.parse(await readFile(join(out, 'dist/integrity.json'), 'utf8'));
const readme = join(out, 'README.md');
const put = (text, value, place) => {
  if (!text.includes(place)) throw new Error(`README.md has no place ${place}`);
  return text.replaceAll(place, () => value);
};
await writeFile(readme, put(put(await readFile(readme, 'utf8'), version, '{version}'), integrity, '{integrity}'));
