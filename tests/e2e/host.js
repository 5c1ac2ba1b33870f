// A small static host for what the project's own server, which the other tests use, does not do: another path, another
// origin, another Content-Security-Policy, no CORS header, a slow, changed or missing file.
//
//   const host = await startHost({
//     folders: { '/': 'tests/e2e/hosts', '/some/where/': 'dist', '/made/': { 'a.html': '<!doctype html>…' } },
//     csp: EMBED_CSP,
//   });
//   await page.goto(`${host.url}/made/a.html`);   // host.url has no slash at the end
//   host.asked                                    // [{ path, status, headers }], one for each request
//   await host.close();
//
// Options, all but `folders` optional:
//   folders  what is where: folders, relative to the project's root, or files as texts. The longest matching path wins.
//            Read again at each request: change `host.options` (any of these) while it runs to serve another build.
//   csp      the Content-Security-Policy of every answer: a text, or a function of the path
//   cors     `Access-Control-Allow-Origin`: true means `*`, a text means itself; without it there is none
//   headers  further headers: an object, or a function of the path
//   delay    a function of the path, whose result is awaited before the answer (a promise that the test resolves),
//            or a number of milliseconds for every answer
//   change   (path, bytes) => bytes to send instead; undefined leaves them unchanged
//   status   (path) => a status to answer with instead, such as 404 or 503; undefined for the usual one
//   port     a port that was free before, to restart at the same address; a free one if absent
//
// Two hosts are two origins: their ports differ.
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The policy that the embed must work under. */
export const EMBED_CSP = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:";

/** The policy that the page must work under; `cargo xtask serve` sends it, which smoke.spec.js checks. */
export const PAGE_CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "manifest-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";

/** The policy of embed.html, which may load authors' scenarios from any site. */
export const FRAME_CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src https: http:; img-src 'self' data:; base-uri 'none'; form-action 'none'";
/** The same without 'self', which WebKit does not know in a sandbox. */
export const SANDBOX_CSP = FRAME_CSP.replaceAll("'self'", 'https: http:');

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

export async function startHost(given) {
  const options = { ...given };
  const asked = [];
  const server = createServer((request, response) => {
    answer(options, request, response, asked).catch((error) => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end(String(error));
    });
  });
  await new Promise((ready, failed) => server.once('error', failed).listen(options.port ?? 0, '127.0.0.1', ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, port: server.address().port, options, asked, close };
}

async function answer(options, request, response, asked) {
  const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
  const of = (option) => (typeof option === 'function' ? option(path) : option);
  const wait = of(options.delay);
  await (typeof wait === 'number' ? new Promise((over) => setTimeout(over, wait)) : wait);
  const found = await file(options.folders, path);
  const status = options.status?.(path) ?? found.status;
  asked.push({ path, status, headers: request.headers });
  const headers = { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', ...of(options.headers) };
  const csp = of(options.csp);
  if (csp) headers['Content-Security-Policy'] = csp;
  if (options.cors) headers['Access-Control-Allow-Origin'] = options.cors === true ? '*' : options.cors;
  if (status === 301) headers.Location = `${path}/`;
  if (status !== 200) return response.writeHead(status, headers).end(`${status}\n`);
  const bytes = options.change?.(path, found.bytes) ?? found.bytes;
  headers['Content-Type'] ??= TYPES[extname(found.name)] ?? 'application/octet-stream';
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : bytes);
}

/** `{ status, name, bytes }` of what is at a path. */
async function file(folders, path) {
  if (Object.hasOwn(folders, `${path}/`)) return { status: 301 };
  const mounts = Object.keys(folders).filter((mount) => path.startsWith(mount));
  const mount = mounts.sort((a, b) => b.length - a.length)[0];
  if (mount === undefined || path.split('/').includes('..')) return { status: 404 };
  const folder = folders[mount];
  let name = path.slice(mount.length);
  if (name === '' || name.endsWith('/')) name += 'index.html';
  if (typeof folder === 'object') {
    return Object.hasOwn(folder, name) ? { status: 200, name, bytes: Buffer.from(folder[name]) } : { status: 404 };
  }
  const full = join(resolve(ROOT, folder), name);
  const kind = await stat(full).catch(() => undefined);
  if (kind?.isDirectory()) return { status: 301 };
  return kind ? { status: 200, name, bytes: await readFile(full) } : { status: 404 };
}
