// The playground as a package for projects that import it, installed into a folder as npm would do it. It has what the
// published package (crates/npm) has for them, and can be made from a part of the site.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MANIFEST = {
  name: 'aurora-playground',
  version: '0.1.0',
  type: 'module',
  exports: {
    '.': { types: './dist/embed.d.ts', default: './dist/embed.js' },
    ...Object.fromEntries(
      ['react', 'preact', 'solid', 'vue', 'svelte'].map((name) => [`./${name}`, { types: `./dist/types/${name}.d.ts`, default: './dist/embed.js' }]),
    ),
  },
};

/** Makes `node_modules/aurora-playground` in a project from a folder such as `dist/`. `only` selects files. */
export function install(project, folder, only = () => true) {
  const place = join(project, 'node_modules/aurora-playground');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  cpSync(folder, join(place, 'dist'), { recursive: true, filter: (path) => !/\.(gz|br)$/.test(path) && only(path.slice(folder.length + 1)) });
  writeFileSync(join(place, 'package.json'), JSON.stringify(MANIFEST, null, 2));
}
