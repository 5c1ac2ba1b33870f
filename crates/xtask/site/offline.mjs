// Tells the service worker (sw.js) which files the page needs, and the page which build it is from.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { files } from './files.mjs';
import { hash } from './integrity.mjs';

/** What the page needs to run, every scenario and challenge included; not what only embeds, readers without scripts or hosts load. */
export const isPage = (path) =>
  /^(index\.html|pkg\/.+|scenarios\/.+|challenges\/.+|guides\/glossary\.md|icon[^/]*\.(svg|png)|manifest\.webmanifest)$/.test(path) ||
  (/^[^/]+\.(js|css)$/.test(path) && !/^(embed|frame|poster|read|host|sw)\./.test(path));

export const offline = async (folder) => {
  const at = (path) => join(folder, path);
  const worker = await readFile(at('sw.js'), 'utf8');
  const page = (await files(folder)).filter(({ path }) => isPage(path));
  const list = async () =>
    Object.fromEntries(
      await Promise.all(page.map(async ({ path, full }) => [path === 'index.html' ? '' : path, hash(await readFile(full))])),
    );
  // The version covers all files and the worker itself; it is inserted into the page afterwards.
  const version = createHash('sha256').update(worker).update(JSON.stringify(await list())).digest('hex').slice(0, 16);
  await writeFile(at('boot.js'), put(await readFile(at('boot.js'), 'utf8'), '@version', version));
  await writeFile(at('sw.js'), put(worker, '@build', { version, files: await list() }));
};

/** Replaces a placeholder text with a value, whatever quotes it is in. */
export const put = (script, name, value) => {
  const pieces = script.split(new RegExp(`(?:"${name}"|'${name}'|\`${name}\`)`));
  if (pieces.length !== 2) throw new Error(`a script must have the place "${name}" exactly once, not ${pieces.length - 1} times`);
  return pieces.join(JSON.stringify(value));
};
