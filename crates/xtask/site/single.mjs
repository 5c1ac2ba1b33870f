// playground.html: the page as one file that can be opened from a disk by double click. Everything is in the file, and
// its own policy forbids it to load anything.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { files } from './files.mjs';

/** What the page fetches when it runs from a server. */
const INSIDE = /^(pkg\/[^/]+\.wasm|scenarios\/.+|challenges\/.+|guides\/glossary\.md)$/;

export const single = async (folder, esbuild) => {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const names = [...page.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(([, name]) => name);
  const sheets = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const { code: style } = await esbuild.transform(sheets.join('\n'), { loader: 'css', minify: true, charset: 'utf8' });
  const inside = (await files(folder)).filter(({ path }) => INSIDE.test(path));
  const data = await Promise.all(inside.map(async ({ path, full }) => [path, await readFile(full)]));
  const icon = await readFile(join(folder, 'icon.svg'));
  const script = await bundled(folder, esbuild);
  const notices = await readFile(join(folder, 'third-party.txt'), 'utf8');
  await writeFile(join(folder, 'playground.html'), whole(page, { style: style.trim(), script, icon, data, notices }));
};

/** Bundles boot.js and everything that it imports, after the script that finds the files in the page (inside.js). */
const bundled = async (folder, esbuild) => {
  const contents = await readFile(fileURLToPath(new URL('inside.js', import.meta.url)), 'utf8');
  const made = await esbuild.build({
    stdin: { contents, resolveDir: folder, sourcefile: 'inside.js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    logOverride: { 'duplicate-object-key': 'silent' },
    target: 'es2022',
  });
  return made.outputFiles[0].text.trim();
};

/** The page's HTML with its styles, its script and its files. */
export const whole = (page, { style, script, icon, data, notices }) => {
  const own = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; script-src ${own(script)} 'wasm-unsafe-eval'; style-src ${own(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const stored = data.map(
    ([path, bytes]) => `<script type="application/gzip" data-file="${path}">${gzipSync(bytes, { level: 9 }).toString('base64')}</script>`,
  );
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<link rel="icon" href="data:image/svg+xml;base64,${icon.toString('base64')}" type="image/svg+xml">`,
    `<style>${style}</style>`,
  ];
  // The pages to read are next to the page, but not next to this file.
  const alone = page.replace(/<a href="read\/[^"]*">(.*?)<\/a>/g, '$1');
  const lines = alone.split('\n').filter((line) => !/^<(link|script|meta http-equiv=)/.test(line));
  const put = (before, what) => {
    const at = lines.indexOf(before);
    if (at < 0) throw new Error(`index.html has no line ${before}`);
    lines.splice(at, 0, ...what);
  };
  put('</head>', head.slice(1));
  // The policy must come before everything that it applies to.
  lines.splice(lines.indexOf('<meta charset="utf-8">') + 1, 0, head[0]);
  put('</body>', [...stored, `<script type="module">${script}</script>`]);
  // The licences go with the software, wherever this one file goes.
  return `${lines.join('\n')}<!--\n${notices.replace(/--(!?)>/g, '-- $1>')}-->\n`;
};
