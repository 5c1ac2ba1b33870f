// Makes the parts of a release other than its notes, which are in OUT already:
//   node make.mjs SITE TARBALL METADATA OUT VERSION RUST
// METADATA is a file with the output of `cargo metadata` for the browser's target. `cargo xtask release` runs this.
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sbom } from './sbom.mjs';
import { zip } from './zip.mjs';

const [site, tarball, metadata, out, version, rust] = process.argv.slice(2);
const name = `aurora-playground-${version}`;
const made = [basename(tarball), `${name}.cdx.json`, `${name}.zip`];
const [, bill, archive] = made.map((file) => join(out, file));

await copyFile(tarball, join(out, basename(tarball)));
await writeFile(archive, await zip(site, name));
await writeFile(bill, sbom(JSON.parse(await readFile(metadata, 'utf8')), version, rust));

/** The format that `sha256sum --check` reads. */
const sums = made.map(async (file) => `${createHash('sha256').update(await readFile(join(out, file))).digest('hex')}  ${file}\n`);
await writeFile(join(out, 'SHA256SUMS'), (await Promise.all(sums)).join(''));
