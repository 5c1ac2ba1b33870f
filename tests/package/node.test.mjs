// The npm package on Node.js: its contents, and each of its entry points.
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { PAGE_CSP, SANDBOX_CSP } from '../e2e/host.js';
import { AUTHOR, ROOT, TARBALL, TESTS, project, run, started, version } from './project.js';

let here;
before(() => void (here = project()));
after(() => here?.remove());

const installed = (path) => here.at(join('node_modules/aurora-playground', path));
const manifest = () => JSON.parse(readFileSync(installed('package.json'), 'utf8'));
const cli = (...words) => here.run('node_modules/.bin/aurora-playground', ...words);

test('publint has nothing to say', async () => {
  const { messages } = await publint({ pkgDir: installed('.'), strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, manifest())), []);
});

test('every door has its types, in every way to look for them that knows modules', async () => {
  const words = [join(TESTS, 'node_modules/@arethetypeswrong/cli/dist/index.js'), TARBALL, '--profile', 'esm-only', '--no-color', '--no-emoji', '--exclude-entrypoints', './session.wasm'];
  const { code, out } = await run(['node', ...words], TESTS);
  assert.equal(code, 0, out);
});

test('it is of the workspace\'s version and licence, names no address that nobody gave, and is small', async () => {
  const { version: has, license, repository } = manifest();
  assert.deepEqual([has, license, repository], [version, 'MIT OR Apache-2.0', undefined]);
  const files = readdirSync(installed('.'), { recursive: true });
  assert.ok(['README.md', 'CHANGELOG.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'dist/embed.js', 'dist/integrity.json'].every((file) => files.includes(file)));
  assert.deepEqual(files.filter((file) => /\.(gz|br)$|playground\.html$/.test(file)), []);
  const size = readFileSync(TARBALL).length;
  assert.ok(size < 5_100_000, `${size} bytes`); // the model is in it twice, for pages and for programs, and so is SQLite, of which Safari needs a build of its own
});

test('the types serve strict TypeScript', async () => {
  const options = (module, moduleResolution) => ({
    compilerOptions: { strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom'], types: [], module, moduleResolution },
    files: ['typed.ts'],
  });
  here.write(
    'typed.ts',
    `import type { AuroraPlaygroundElement } from "aurora-playground";
    import init, { Session, type Entry } from "aurora-playground/session";
    await init();
    const entries: Entry[] = new Session().run("echo a");
    const found: AuroraPlaygroundElement | null = document.querySelector("aurora-playground");
    console.log(entries[0]?.stdout.length, found?.scenario);
    // @ts-expect-error
    new Session(1);
    // @ts-expect-error
    init(null);`,
  );
  for (const [module, resolution] of [['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
    here.write('tsconfig.json', JSON.stringify(options(module, resolution)));
    const { code, out } = await here.run('node', join(TESTS, 'node_modules/typescript/lib/tsc.js'));
    assert.equal(code, 0, `${resolution}: ${out}`);
  }
});

test('Session runs commands and SQL on Node.js', async () => {
  here.write(
    'session.mjs',
    `import init, { Session } from "aurora-playground/session";
    import "aurora-playground"; // there is nothing to define an element in, and nothing is thrown
    await init();
    const session = new Session("000102030405060708090a0b0c0d0e0f");
    const entries = session.run([
      "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password not-a-secret --storage-encrypted",
      "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --db-instance-class db.r5.large --engine aurora-mysql",
      "aws rds wait db-instance-available --db-instance-identifier orders-1",
      'sql --db-cluster-identifier orders "CREATE TABLE t(a); INSERT INTO t VALUES (20), (22); SELECT sum(a) AS answer FROM t"',
      "aws rds describe-db-clusters --db-cluster-identifier nowhere",
    ].join("\\n"));
    const before = session.digest();
    const seen = session.preview('sql --db-cluster-identifier orders "SELECT count(*) FROM t"');
    console.log(JSON.stringify({ entries, seen, same: before === session.digest() }));`,
  );
  const { code, out, err } = await here.run('node', 'session.mjs');
  assert.equal(code, 0, err);
  const { entries, seen, same } = JSON.parse(out);
  assert.deepEqual(entries.map(({ exitCode }) => exitCode), [0, 0, 0, 0, 254]);
  assert.match(entries[3].stdout, /answer[\s\S]+42/);
  assert.equal(entries[4].code, 'DBClusterNotFoundFault');
  assert.match(seen[0].stdout, /2/);
  assert.ok(same);
});

const LESSON = '---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\n---\n\n## One\n\n';

test('check says what `cargo xtask check` says', async () => {
  copyFileSync(join(ROOT, 'web/scenarios/14-the-same-sql.md'), here.at('good.md'));
  here.write('bad.md', `${LESSON}\`\`\`aws\necho a\naws kms nonsense\n\`\`\`\n\n\`\`\`aws\necho b\n\`\`\`\n\`\`\`output\nc\n\`\`\`\n`);
  here.write('unreadable.md', 'no scenario\n');
  here.write('latin.md', Buffer.from([0xe9, 0x0a]));
  here.write('long.md', 'x'.repeat(300_000));
  const native = (...words) => run([AUTHOR, ...words], ROOT);
  for (const [names, well] of [[['good.md'], true], [['bad.md', 'unreadable.md', 'latin.md', 'long.md'], false]]) {
    const files = names.map(here.at);
    const [ours, theirs] = await Promise.all([here.run('npx', '--no', 'aurora-playground', 'check', ...files), native('check', ...files)]);
    assert.deepEqual(ours, theirs);
    assert.equal(ours.code, well ? 0 : 1);
  }
  const { code, out } = await cli('check', 'nowhere.md');
  assert.equal(code, 1);
  assert.match(out, /^cannot read nowhere\.md: ENOENT: no such file or directory\n/);
});

test('check --write writes what is printed', async () => {
  const text = (output) => `${LESSON}\`\`\`aws\necho b\n\`\`\`\n\`\`\`output\n${output}\n\`\`\`\n`;
  here.write('write.md', text('c'));
  const { code, out } = await cli('check', 'write.md', '--write');
  assert.equal(code, 0, out);
  assert.equal(readFileSync(here.at('write.md'), 'utf8'), text('b'));
});

test('words that make no sense are one line and exit code 1', async () => {
  for (const words of [['chekc'], ['check'], ['check', '--fix', 'a.md'], ['serve', '--port', '70000'], ['serve', '--port'], ['serve', 'x']]) {
    const { code, out, err } = await cli(...words);
    assert.deepEqual([code, out], [1, ''], words.join(' '));
    assert.match(err, /^error: .{20,}\n$/);
  }
  assert.equal((await cli('--version')).out, `${version}\n`);
  assert.match((await cli('check', '--help')).out, /check FILE\.md/);
});

test('serve serves the site, as `cargo xtask serve` does', async () => {
  const server = await started(['node_modules/.bin/aurora-playground', 'serve', '--port', '0'], here.folder);
  try {
    const [address] = /http:\S+/.exec(server.line);
    const asked = (path, options) => fetch(new URL(path, address), options);
    const page = await asked('');
    assert.match(await page.text(), /Aurora Encryption Playground/);
    const headers = ['content-security-policy', 'access-control-allow-origin', 'x-content-type-options', 'cache-control'];
    assert.deepEqual(headers.map((name) => page.headers.get(name)), [PAGE_CSP, '*', 'nosniff', 'no-cache']);
    assert.equal((await asked('embed.html')).headers.get('content-security-policy'), SANDBOX_CSP);
    for (const [path, type] of Object.entries({
      'pkg/playground_web_bg.wasm': /^application\/wasm/,
      'boot.js': /^text\/javascript/,
      'style.css': /^text\/css/,
      'manifest.webmanifest': /^application\/manifest\+json/,
      'read/': /^text\/html; ?charset=utf-8/i,
      'scenarios/01-create-encrypted.md': /^text\/markdown/,
    })) {
      const answer = await asked(path, { method: 'HEAD' });
      assert.equal(answer.status, 200, path);
      assert.match(answer.headers.get('content-type'), type, path);
    }
    assert.equal((await asked('nothing')).status, 404);
    assert.equal((await asked('..%2fpackage.json')).status, 404);
    assert.equal((await asked('', { method: 'POST' })).status, 405);
    const taken = await cli('serve', '--port', new URL(address).port);
    assert.deepEqual([taken.code, /in use.+--port/.test(taken.err)], [1, true]);
  } finally {
    server.stop();
  }
});
