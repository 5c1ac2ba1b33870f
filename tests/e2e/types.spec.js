// The types of the element, in plain TypeScript and in each framework, with each one's own checker. No browser is
// opened.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { install } from './installed.js';

const TESTS = fileURLToPath(new URL('../', import.meta.url));
const PROJECT = join(TESTS, 'types');

// These run compilers, on a machine that may be busy; one after the other, since both read the same installed package.
test.describe.configure({ mode: 'default', timeout: 300_000 });

test.beforeAll(() => install(PROJECT, join(TESTS, '../web/static'), (path) => path === '' || /^types\b|\.d\.ts$/.test(path)));

/** The complaints of a checker about tests/types/, from its own JavaScript; empty if there are none. */
const check = (script, ...options) =>
  new Promise((resolve) =>
    execFile(process.execPath, [join(TESTS, 'node_modules', script), ...options], { cwd: PROJECT }, (error, stdout, stderr) => resolve(error ? `${stdout}${stderr}` : '')),
  );

// vue-tsc is tsc, with the strict settings of tests/types/tsconfig.json, and also reads Vue templates.
test('plain TypeScript, React, Preact, Solid and Vue', async () => {
  expect(await check('vue-tsc/bin/vue-tsc.js', '--project', '.', '--pretty', 'false')).toBe('');
});

test('Svelte', async () => {
  expect(await check('svelte-check/bin/svelte-check', '--workspace', '.', '--tsconfig', 'svelte/tsconfig.json', '--output', 'machine', '--fail-on-warnings')).toBe('');
});
