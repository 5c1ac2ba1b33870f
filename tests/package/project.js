// An empty project with the packed package installed.
//
// `cargo xtask release` has made what is tested. PLAYGROUND_RELEASE is its folder; target/release-<version>/ if absent.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const TESTS = join(ROOT, 'tests');
/** The version of everything that is published. */
export const version = /^version = "(.+)"$/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'))[1];
export const RELEASE = process.env.PLAYGROUND_RELEASE ?? join(ROOT, `target/release-${version}`);
export const TARBALL = join(RELEASE, `aurora-playground-${version}.tgz`);
/** The program for authors, as `cargo xtask` has compiled it. */
export const AUTHOR = process.env.PLAYGROUND_AUTHOR ?? join(ROOT, 'target/debug/playground-author');

/** Makes it: `{ folder, at(path), write(path, text), run(…words), remove() }`. */
export const project = () => {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-package-'));
  const at = (path) => join(folder, path);
  const write = (path, text) => writeFileSync(at(path), text);
  write('package.json', '{ "private": true, "type": "module" }');
  const words = ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', TARBALL];
  execFileSync('npm', words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return { folder, at, write, run: (...words) => run(words, folder), remove: () => rmSync(folder, { recursive: true }) };
};

/** Runs a program: `{ code, out, err }`. */
export const run = ([program, ...words], cwd) =>
  new Promise((ended) => {
    execFile(program, words, { cwd }, (error, out, err) => ended({ code: error?.code ?? 0, out, err }));
  });

/** Starts a program, and returns `{ line, stop() }` when it has printed its first line. */
export const started = ([program, ...words], cwd) =>
  new Promise((ready, failed) => {
    const child = spawn(program, words, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    child.once('error', failed).once('exit', (code) => failed(new Error(`${program} ended with ${code}`)));
    child.stdout.setEncoding('utf8').once('data', (line) => ready({ line, stop: () => child.kill() }));
  });

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** The machine's own Chromium. */
export const CHROMIUM = process.env.PLAYGROUND_CHROMIUM ?? BROWSERS.find((path) => existsSync(path));
