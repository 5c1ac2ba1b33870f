// Hashes of the site's files: for the loader, which checks what it loads, and for authors, who can check the loader
// (integrity.json).
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { files } from './files.mjs';

/** The form of `integrity` attributes. */
export const hash = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** What the loader loads besides scripts: the module and its JavaScript, styles, icons. */
export const CHECKED = /^(pkg\/[^/]+\.(js|wasm)|(hooks|keep|sql)\.js|icons\.svg|[^/]+\.css)$/;
const PUBLISHED = /^(pkg\/[^/]+\.(js|wasm)|[^/]+\.(js|css)|icons\.svg)$/;

/** `{ path: hash }` of those files of the site that match. */
export const hashes = async (folder, which) => {
  const fit = (await files(folder)).filter(({ path }) => which.test(path));
  return Object.fromEntries(await Promise.all(fit.map(async ({ path, full }) => [path, hash(await readFile(full))])));
};

const PLACE = '/* integrity */ {}';

/** The text of files.js with the table inserted. */
export const withTable = (text, table) => {
  if (text.split(PLACE).length !== 2) throw new Error(`files.js has no place for the table of hashes: ${PLACE}`);
  return text.replace(PLACE, () => JSON.stringify(table));
};

/** A plugin that makes bundles contain files.js with this table. */
export const plugin = (text, table) => ({
  name: 'integrity',
  setup(build) {
    build.onLoad({ filter: /\/files\.js$/ }, () => ({ contents: withTable(text, table), loader: 'js' }));
  },
});

/** Writes integrity.json, for people who want to check what they embed. */
export const publish = async (folder) => {
  await writeFile(join(folder, 'integrity.json'), `${JSON.stringify(await hashes(folder, PUBLISHED), null, 1)}\n`);
};
