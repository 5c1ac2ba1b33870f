// Runs the tests in Firefox or WebKit: starts what they need, prints a line for each, and stops what it has started.
//
//   node browsers/run.mjs firefox|webkit      in tests/, after npm ci, while `cargo xtask serve` is running
//
// PLAYGROUND_URL          the served site                  http://127.0.0.1:8080
// PLAYGROUND_FIREFOX      Firefox                          /usr/bin/firefox-esr
// PLAYGROUND_GECKODRIVER  its driver                       .tools/bin/geckodriver
// PLAYGROUND_WEBKIT       WebKitGTK's MiniBrowser          /usr/lib/<machine>/webkit2gtk-4.1/MiniBrowser
// PLAYGROUND_WEBKIT_DRIVER  its driver                     /usr/bin/WebKitWebDriver
//
// The tests are in all.mjs. Chromium's tests are in ../e2e.
import { spawn } from 'node:child_process';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BROWSERS } from './drivers.mjs';

const name = process.argv[2];
const browser = BROWSERS[name];
if (!browser) {
  console.error(`Which browser? One of: ${Object.keys(BROWSERS).join(', ')}.`);
  process.exit(2);
}

/** Processes to stop, the last one first. */
const started = [];
const end = () => {
  for (const child of started.splice(0).reverse()) child.kill();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => (end(), process.exit(1)));
process.once('exit', end);

/** Starts a program, which is stopped with this one. `stdio` is that of `spawn`. */
const start = (program, args, options) => {
  const child = spawn(program, args, { stdio: 'ignore', ...options });
  child.failed = new Promise((_, failed) => {
    child.once('error', failed);
    child.once('exit', (code, signal) => failed(new Error(`${program} has ended (${signal ?? code}).`)));
  });
  child.failed.catch(() => {}); // matters only while something waits for it
  started.push(child);
  return child;
};

try {
  process.env.PLAYGROUND_DRIVER = await browser.start(start);
} catch (error) {
  console.error(`${name} could not be started: ${error.message}`);
  process.exit(1);
}
process.env.PLAYGROUND_BROWSER = name;

const counts = { passed: 0, failed: 0 };
const told = (word, how) => (test) => {
  counts[how] += 1;
  console.log(`${word} ${test.name} (${(test.details.duration_ms / 1000).toFixed(1)} s)`);
  if (test.details.error) console.log(`${test.details.error.cause?.stack ?? test.details.error.cause ?? test.details.error.message}`.replace(/^/gm, '    '));
};
const tests = run({ files: [fileURLToPath(new URL('all.mjs', import.meta.url))] });
tests.on('test:pass', told('ok  ', 'passed')).on('test:fail', told('FAIL', 'failed')).on('test:stderr', ({ message }) => process.stderr.write(message));
for await (const event of tests) void event;
end();
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
