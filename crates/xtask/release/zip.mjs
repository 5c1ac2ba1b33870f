// A folder as a zip file: the same bytes for the same files.
import { readFile } from 'node:fs/promises';
import { files } from '../site/files.mjs';
import { packaged } from './packages.mjs';

const { zipSync } = packaged('fflate');

/** The first day that a zip file can record, since the real times would make each file different. */
const mtime = new Date(1980, 0, 1);

/** `name` is the folder in the zip file. */
export const zip = async (folder, name) => {
  const entries = (await files(folder)).map(async ({ path, full }) => [`${name}/${path}`, await readFile(full)]);
  return zipSync(Object.fromEntries(await Promise.all(entries)), { level: 9, mtime });
};
