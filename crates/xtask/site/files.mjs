// The files of the site: their paths on the disk, and their paths in addresses.
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** `[{ path, full }]`, sorted by path. */
export async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile()).map((entry) => {
    const full = join(entry.parentPath ?? entry.path, entry.name);
    return { path: relative(folder, full).split(sep).join('/'), full };
  });
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
