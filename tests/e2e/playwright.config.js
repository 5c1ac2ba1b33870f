// The machine's own Chromium; the site is served by `cargo xtask test`, or by you:
//   cargo xtask serve   and in another terminal   cd tests && npm ci && npm test
import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export default defineConfig({
  testDir: '.',
  outputDir: '../../target/playwright',
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // For slow shared machines: tests wait for what is coming, and fail on what is not. The longest test takes ten
  // seconds on an idle one.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: process.env.PLAYGROUND_URL ?? 'http://127.0.0.1:8080',
    browserName: 'chromium',
    serviceWorkers: 'block',
    // One page for all tests of a worker, since a new one costs half a second. Cookies, storage, cache, routes and
    // scripts are cleared between tests; the history stays. A file for which that is not enough sets `reuseContext:
    // false`.
    reuseContext: true,
    launchOptions: {
      executablePath: process.env.PLAYGROUND_CHROMIUM ?? BROWSERS.find((path) => existsSync(path)),
      // Without all but the first and the last, Chromium contacts Google's hosts at every start. The last: its build without a
      // window crashes where a module reaches beyond its memory, instead of throwing an error as Chromium does.
      args: ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--js-flags=--wasm-enforce-bounds-checks'],
    },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
});
