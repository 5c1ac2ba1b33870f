// The site's JavaScript and CSS, as small as they get, and in few files: what a page starts with is one script.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { files } from './files.mjs';

/** Scripts that pages name, each with the modules it is made of; `beside` stay files of their own. */
const ENTRIES = [
  { script: 'boot.js', beside: ['./files.js', './hooks.js', './pkg/playground_web.js'] },
  { script: 'embed.js', beside: ['./hooks.js', './pkg/playground_web.js'] },
  { script: 'frame.js', beside: ['./embed.js'] },
  { script: 'host.js', beside: [], readable: true }, // people copy it
];
/** What is imported by its name from different scripts: the module's own JavaScript, and what that imports; and what pages name. */
const ALONE = ['files.js', 'keep.js', 'hooks.js', 'sql.js', 'pkg/playground_web.js', 'embed-place.css'];

const options = (folder) => ({
  outdir: folder,
  outbase: folder,
  absWorkingDir: folder,
  allowOverwrite: true,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  format: 'esm',
  // wasm-bindgen names a module once for each place that imports from it.
  logOverride: { 'duplicate-object-key': 'silent' },
  // The oldest JavaScript that a browser with our WebAssembly has.
  target: 'es2022',
});

/** Makes the named files small where they are. */
export const smaller = (folder, esbuild, entryPoints) => esbuild.build({ ...options(folder), entryPoints });

/** Makes a script small where it is, with the modules in it that are not `beside`, which stay where they are, too. */
export const joined = (folder, esbuild, script, beside) =>
  esbuild.build({ ...options(folder), entryPoints: [script], bundle: true, external: beside });

/** CSS stays as it was written, apart from spaces and comments: no older form of it. */
export const styles = async (folder, esbuild) => {
  const entryPoints = (await paths(folder)).filter((path) => /^[^/]+\.css$/.test(path));
  await esbuild.build({ ...options(folder), target: 'esnext', entryPoints });
};

/** Makes one script of each entry and its modules, and takes the modules away. */
export const bundles = async (folder, esbuild, plugins) => {
  const gone = new Set();
  const made = [];
  for (const { script, beside, readable } of ENTRIES) {
    const { metafile, outputFiles } = await esbuild.build({
      ...options(folder),
      entryPoints: [script],
      bundle: true,
      external: beside,
      minify: !readable,
      metafile: true,
      write: false,
      plugins,
      loader: { '.css': 'text' },
    });
    for (const input of Object.keys(metafile.inputs)) gone.add(input);
    const [{ text: contents }] = outputFiles;
    made.push([script, notBundled(contents)]);
  }
  // Only now: one is made of the sources of another.
  for (const [script, contents] of made) await writeFile(join(folder, script), contents);
  for (const path of [...ALONE, ...made.map(([script]) => script)]) gone.delete(path);
  await Promise.all([...gone].map((path) => rm(join(folder, path))));
  await links(folder, [...gone]);
};

/**
 * Tells the bundlers of people who install the playground that what it imports by an address is none of theirs. Not in the
 * sources: minifying drops comments.
 */
export const notBundled = (script) => script.replace(/\bimport\((?!["'])/g, 'import(/* webpackIgnore: true */ /* @vite-ignore */ ');

/** Takes out the page's links to what is gone. */
const links = async (folder, gone) => {
  for (const path of (await paths(folder)).filter((path) => /^[^/]+\.html$/.test(path))) {
    const text = await readFile(join(folder, path), 'utf8');
    await writeFile(join(folder, path), without(text, gone));
  }
};

/** An HTML text without the lines that load these files early. */
export const without = (html, gone) =>
  html
    .split('\n')
    .filter((line) => !gone.some((path) => line === `<link rel="modulepreload" href="${path}" crossorigin>`))
    .join('\n');

const paths = async (folder) => (await files(folder)).map(({ path }) => path);
