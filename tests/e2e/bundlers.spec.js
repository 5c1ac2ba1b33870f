// The projects of tests/bundlers/: each is built with its own bundler, and opened.
import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startHost } from './host.js';
import { install } from './installed.js';
import { lessons } from './lessons.js';
import { expect, test } from './page.js';

// These run compilers, on a machine that may be busy.
test.describe.configure({ timeout: 300_000 });

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = join(ROOT, 'tests/bundlers');
const TOOLS = join(ROOT, 'tests/node_modules');
/** Where they are built: below their packages. */
const PLACE = join(TOOLS, '.cache/bundlers');
const run = promisify(execFile);
/** The address that the project of esbuild uses for the playground's own host. */
const FAR = 'https://playground.example';
const lesson = lessons.find(({ id }) => id === 'lose-the-key');

// `site`: the folder of the project that is served.
const PROJECTS = [
  { name: 'vite', site: 'dist' },
  { name: 'webpack', site: '.' },
  { name: 'esbuild', site: '.', far: true },
];

/** Builds a project like its author would: below tests/, where its packages are. Returns the folder. */
async function build(name) {
  const folder = join(PLACE, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(SOURCES, name), folder, { recursive: true });
  install(folder, join(ROOT, 'dist'));
  const PATH = [join(TOOLS, '.bin'), process.env.PATH].join(delimiter);
  const npm = run('npm', ['run', 'build'], { cwd: folder, env: { ...process.env, PATH, CI: '1' } });
  const { stdout, stderr } = await npm.catch((error) => error);
  expect(`${stdout}${stderr}`).not.toMatch(/warn|error/i);
  return folder;
}

test('every project is built', () => {
  const folders = readdirSync(SOURCES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(PROJECTS.map(({ name }) => name).sort());
});

test('their versions are those that are installed', () => {
  for (const { name } of PROJECTS) {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(SOURCES, name, 'package.json'), 'utf8'));
    const { 'aurora-playground': own, ...others } = { ...dependencies, ...devDependencies };
    const installed = Object.keys(others).map((other) => [other, JSON.parse(readFileSync(join(TOOLS, other, 'package.json'), 'utf8')).version]);
    expect(others).toEqual(Object.fromEntries(installed));
    expect(own).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test('on a server, where frameworks import it as well, it does nothing', async () => {
  const folder = join(PLACE, 'server');
  install(folder, join(ROOT, 'dist'), (path) => path === '' || path === 'embed.js');
  const script = 'import * as all from "aurora-playground/react"; console.log(Object.keys(all).join())';
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder });
  expect([stdout, stderr]).toEqual(['setBasePath\n', '']);
});

for (const { name, site, far } of PROJECTS) {
  test(`${name}: it builds without a warning, the element runs, and the framework hears its events`, async ({ page, trouble }) => {
    const folder = await build(name);
    const other = far && (await startHost({ folders: { '/': 'dist' }, cors: true }));
    const change = (path, bytes) => (far && path.endsWith('.js') ? Buffer.from(String(bytes).replaceAll(FAR, other.url)) : undefined);
    const host = await startHost({ folders: { '/': join(folder, site) }, change });
    for (const { url } of [host, other].filter(Boolean)) trouble.home(url);

    await page.goto(host.url);
    const element = page.locator('aurora-playground');
    await expect(element.getByRole('heading', { name: lesson.steps[1].title })).toBeVisible();
    await expect(page.locator('main > [role=status]')).toHaveText(`You are at step 2 of ${lesson.steps.length}.`);
    await element.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(element.locator('#outcome')).toBeVisible();

    await page.close();
    await Promise.all([host.close(), other && other.close()]);
  });
}
