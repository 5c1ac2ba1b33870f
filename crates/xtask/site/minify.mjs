// Makes the site's own JavaScript and CSS smaller: comments, spaces, names of local variables. No bundling: modules stay
// files, which the page and the embed share.
import { files } from './files.mjs';

/** These are to be read and copied by people. */
const TO_READ = ['host.js'];

export async function minify(folder, esbuild) {
  const own = (await files(folder)).filter(({ path }) => /^(pkg\/)?[^/]+\.(js|css)$/.test(path) && !TO_READ.includes(path));
  const some = (ending, options) =>
    esbuild.build({
      entryPoints: own.filter(({ path }) => path.endsWith(ending)).map(({ full }) => full),
      outdir: folder,
      outbase: folder,
      allowOverwrite: true,
      minify: true,
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'warning',
      ...options,
    });
  // The oldest JavaScript that a browser with our WebAssembly has; CSS stays as it was written.
  await Promise.all([some('.js', { target: 'es2022' }), some('.css', { target: 'esnext' })]);
}
