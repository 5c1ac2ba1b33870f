// Makes the parts of a release other than its notes, which are in OUT already:
//   node make.mjs SITE PACKAGE TARBALL OUT VERSION
// `cargo xtask release` runs this.
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { zip } from './zip.mjs';

const [site, npmPackage, tarball, out, version] = process.argv.slice(2);
const name = `aurora-playground-${version}`;
const made = [basename(tarball), `${name}.cdx.json`, `${name}.zip`];
const [, bill, archive] = made.map((file) => join(out, file));

await copyFile(tarball, join(out, basename(tarball)));
await writeFile(archive, await zip(site, name));
// The package's has all that the site's has.
await copyFile(join(npmPackage, 'sbom.cdx.json'), bill);

/** The format that `sha256sum --check` reads. */
const sums = made.map(async (file) => `${createHash('sha256').update(await readFile(join(out, file))).digest('hex')}  ${file}\n`);
await writeFile(join(out, 'SHA256SUMS'), (await Promise.all(sums)).join(''));
