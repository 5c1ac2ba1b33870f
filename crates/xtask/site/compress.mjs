// Writes a .gz and a .br next to every file of the site that gets smaller by it. Uses Node's zlib, since Node is needed
// anyway and a Brotli crate would take a third of xtask's compile time.
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { files } from './files.mjs';

const WORTH = /\.(html|css|js|mjs|json|md|svg|tsv|txt|wasm|webmanifest|map)$/;
/** A file below this size fits into one packet anyway. */
const SMALL = 1024;

export async function compress(folder) {
  // All at once: zlib has its own threads, and queues the rest.
  await Promise.all((await files(folder)).filter(({ path }) => WORTH.test(path)).map(({ full }) => one(full)));
}

async function one(file) {
  const plain = await readFile(file);
  if (plain.length < SMALL) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  const packed = { gz: promisify(gzip)(plain, { level: 9 }), br: promisify(brotliCompress)(plain, { params }) };
  for (const [ending, bytes] of Object.entries(packed)) {
    if ((await bytes).length < plain.length) await writeFile(`${file}.${ending}`, await bytes);
  }
}
