// Minifies the site's JavaScript and CSS and bundles them into few files: the page starts with one script.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { files } from './files.mjs';

/** Scripts that pages name, with the modules they are bundled from; those in `beside` stay separate files. */
const ENTRIES = [
  { script: 'boot.js', beside: ['./files.js', './hooks.js', './pkg/playground_web.js'] },
  { script: 'embed.js', beside: ['./hooks.js', './pkg/playground_web.js'] },
  { script: 'frame.js', beside: ['./embed.js'] },
  { script: 'host.js', beside: [], readable: true }, // people copy it
];
/** What different scripts import by name (the module's own JavaScript, and what that imports), and what pages name. */
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
  // The oldest JavaScript version of browsers that support our WebAssembly.
  target: 'es2022',
});

/** Minifies the named files in place. */
export const smaller = (folder, esbuild, entryPoints) => esbuild.build({ ...options(folder), entryPoints });

/** Bundles each script in place with its modules, except those in `beside`, which stay separate. */
export const joined = (folder, esbuild, entryPoints, beside) =>
  esbuild.build({ ...options(folder), entryPoints, bundle: true, external: beside });

/** Minifies CSS without converting it to an older form. */
export const styles = async (folder, esbuild) => {
  const entryPoints = (await paths(folder)).filter((path) => /^[^/]+\.css$/.test(path));
  await esbuild.build({ ...options(folder), target: 'esnext', entryPoints });
};

/** Bundles each entry with its modules, and deletes the modules. */
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
  // Written only now, since one entry can be made from the sources of another.
  for (const [script, contents] of made) await writeFile(join(folder, script), contents);
  for (const path of [...ALONE, ...made.map(([script]) => script)]) gone.delete(path);
  await Promise.all([...gone].map((path) => rm(join(folder, path))));
  await links(folder, [...gone]);
};

/**
 * Tells bundlers not to bundle what the playground imports by address. This is not in the sources, since minifying
 * drops comments.
 */
export const notBundled = (script) => script.replace(/\bimport\((?!["'])/g, 'import(/* webpackIgnore: true */ /* @vite-ignore */ ');

/** Removes the page's links to files that are gone. */
const links = async (folder, gone) => {
  for (const path of (await paths(folder)).filter((path) => /^[^/]+\.html$/.test(path))) {
    const text = await readFile(join(folder, path), 'utf8');
    await writeFile(join(folder, path), without(text, gone));
  }
};

/** An HTML text without the lines that preload these files. */
export const without = (html, gone) =>
  html
    .split('\n')
    .filter((line) => !gone.some((path) => line === `<link rel="modulepreload" href="${path}" crossorigin>`))
    .join('\n');

const paths = async (folder) => (await files(folder)).map(({ path }) => path);
