// The last steps of a build, on the folder that `cargo xtask build` has put together:
//   node finish.mjs FOLDER ESBUILD
// Each step is a module of its own beside this one. Their order matters: hashes are of files that no longer change, and
// compressed files come last.
import { pathToFileURL } from 'node:url';
import { compress } from './compress.mjs';
import { minify } from './minify.mjs';

const [folder, esbuildModule] = process.argv.slice(2);
const { default: esbuild } = await import(pathToFileURL(esbuildModule));

await minify(folder, esbuild);
await compress(folder);
