// The page: scenarios compared with their goldens, links, sessions, colours, keys, visits without a network.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Key } from 'selenium-webdriver';
import { PAGE_CSP, startHost } from '../e2e/host.js';
import { asksDatabase, lessons } from '../e2e/lessons.js';
import { host } from './host.mjs';
import { click, go, inPage, press, reload, until } from './tab.mjs';
import { walk } from './walk.mjs';

const site = await host();

const withSql = ({ steps }) => steps.some(asksDatabase);
const [first] = lessons;
const last = lessons.at(-1);
/** Some scenarios without SQL, and those that use it most. */
const walked = [...lessons.filter((lesson) => !withSql(lesson)).slice(0, 2), ...lessons.filter(withSql).slice(-4)];

for (const lesson of walked) {
  test(`${lesson.id}: every step comes out as its file says${withSql(lesson) ? ', SQL included' : ''}`, async () => {
    await go(`${site.url}/#`);
    await click(lesson.title, '.cards-grid');
    await walk(lesson);
    assert.equal(await inPage(() => location.hash), `#v1/${lesson.id}/${lesson.steps.length}`);
    site.clean();
  });
}

const home = async () => {
  await go(`${site.url}/#`);
  await until(() => seen(one('.cards-grid')));
};

/** Types lines into the console, and waits until each has run. */
const enter = async (...lines) => {
  // Free play opens with the focus there, where the key would be typed.
  if (!(await inPage(() => document.activeElement.id === 'command'))) await press('/');
  const line = await until(() => document.activeElement.id === 'command' && one('#command'));
  const before = await inPage(() => all('.entry').length);
  for (const [index, typed] of lines.entries()) {
    await line.sendKeys(typed, Key.ENTER);
    await until((count) => all('.entry').length === count, before + index + 1);
  }
};
const printed = () => inPage(() => all('.entry > .out').map((out) => out.innerText));

const freePlay = async () => {
  await go(`${site.url}/#v1/free`);
  await until(() => text('.story h2') === 'Free play');
};

test('what `cargo xtask serve` serves starts, and runs a step', async () => {
  await go(process.env.PLAYGROUND_URL ?? 'http://127.0.0.1:8080');
  await click(first.title, '.cards-grid');
  await click('Run', '.controls');
  await until(() => seen(one('.answer')));
});

test('a link with commands in it leads to where it was made', async () => {
  await freePlay();
  await enter('aws kms create-key', 'echo "ein Schlüssel"');
  const before = await printed();
  await click('Share', 'header');
  const link = await until(() => one('#share-link')?.value);
  assert.match(link, /#v1\/do\//);
  await press('ESCAPE');
  await go('about:blank');
  await go(link);
  await until(() => all('.entry').length === 2);
  assert.deepEqual(await printed(), before);
  site.clean();
});

test('a reload keeps the session, which is listed and opens again', async () => {
  await freePlay();
  await enter('echo kept');
  await reload();
  await until(() => all('.entry > .out').at(-1)?.innerText.trim() === 'kept');
  await reload();
  await home();
  const rows = await until(() => all('.session-rows > li').length && all('.session-rows strong').map((name) => name.innerText));
  await click(`Open: ${rows[0]}`, '.session-rows');
  await until(() => all('.entry > .out').at(-1)?.innerText.trim() === 'kept');
  site.clean();
});

test('files of the reader’s own account become a report', async () => {
  await go(`${site.url}/#v1/own-account`);
  await until(() => text('h1') === 'Your own account');
  const given = ['describe-db-clusters.json', 'kms.jsonl'].map((name) => fileURLToPath(new URL(`../../crates/estate/tests/files/${name}`, import.meta.url)));
  await (await until(() => one('.own-bring input[type=file]'))).sendKeys(given.join('\n'));
  await until(() => text('.own-nav a[href$="/files"] .badge') === '2' && all('.own-kinds h3').map((title) => title.innerText.toLowerCase()).includes('critical cluster without its key'));
  site.clean();
});

test('a file that is dropped on the console is a file of the session', async () => {
  await freePlay();
  await until(() => one('#console'));
  await inPage(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{"a": "ü"}\n'], 'a.json'));
    one('#console').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await until(() => text('.entry summary') === 'a.json, 12 B, added');
  await enter('jq -r .a a.json');
  assert.equal((await printed()).at(-1).trim(), 'ü');
  site.clean();
});

test('dark where the reader’s system is, scrollbars included, and light or dark by the key t', async () => {
  await home();
  const looks = () =>
    inPage(() => {
      const bright = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
      const { colorScheme, scrollbarColor } = getComputedStyle(document.documentElement);
      const { backgroundColor, color } = getComputedStyle(document.body);
      return {
        prefersDark: matchMedia('(prefers-color-scheme: dark)').matches,
        theme: document.documentElement.dataset.theme ?? 'system',
        colorScheme,
        isDark: bright(backgroundColor) < bright(color),
        // If it is known: the thumb's colour, then the track's. Firefox has a light track on dark colours unless this
        // is set.
        ownScrollbars: !CSS.supports('scrollbar-color', 'auto') || /^rgb.* (transparent|rgba\(0, 0, 0, 0\))$/.test(scrollbarColor),
      };
    });
  const expect = async (theme, colorScheme, isDark) => assert.deepEqual(await looks(), { prefersDark: true, theme, colorScheme, isDark, ownScrollbars: true });
  await expect('system', 'light dark', true);
  await press('t');
  await expect('light', 'light', false);
  await press('t');
  await expect('dark', 'dark', true);
  await press('t');
});

test('every key of the list does what the list says, and Escape closes', async () => {
  const lesson = lessons.find(({ steps }) => !steps[1].question && steps[1].runs.length);
  await go(`${site.url}/#v1/${lesson.id}/2`);
  await until((title) => text('#story-title') === title, lesson.steps[1].title);
  const count = () => inPage(() => text('.time-count'));
  const counts = (fn) => async (before) => until(new Function('before', `return text('.time-count') ${fn} before`), before);
  const focused = (id) => () => until((id) => document.activeElement?.id === id, id);
  const does = [
    ['n', () => until(() => named('Next', '.controls'))],
    ['p', () => until(() => named('Run', '.controls'))],
    ['u', counts('!==')],
    ['r', counts('===')],
    [']', counts('!==')],
    ['[', counts('===')],
    ['1', focused('story-title')],
    ['2', focused('map')],
    ['3', focused('inspector')],
    ['4', focused('trail')],
    ['5', focused('timeline')],
    ['m', () => until(() => named('As picture'))],
    ['t', () => until(() => document.documentElement.dataset.theme === 'light')],
    ['e', () => until((last) => text('.steps summary') === last, `Step ${lesson.steps.length} of ${lesson.steps.length}`)],
    ['s', () => until(() => seen(one('#share-dialog')))],
    ['?', () => until(() => seen(one('#help-dialog')))],
    ['/', focused('command')],
  ];
  const answers = ['a', 'b', 'c', 'd']; // for a step that asks: e2e/step.spec.js
  let before;
  for (const [key, done] of does) {
    if (key === 'u' || key === ']') before = await count();
    await press(key);
    await done(before);
    if (key === '?') assert.deepEqual((await inPage(() => all('#help-dialog kbd').map((kbd) => kbd.innerText))).sort(), [...answers, ...does.map(([name]) => name)].sort());
    if (key === 's' || key === '?') {
      await press('ESCAPE');
      await until(() => one('dialog') === undefined);
    }
  }
  assert.equal(await inPage(() => one('#command').value), '');
  site.clean();
});

test('playground.html opens from a disk, alone in its folder, and runs a scenario', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'a folder #1 – '));
  try {
    copyFileSync(fileURLToPath(new URL('../../dist/playground.html', import.meta.url)), join(folder, 'playground.html'));
    await go(pathToFileURL(join(folder, 'playground.html')).href);
    await click(lessons[1].title, '.cards-grid');
    await walk(lessons[1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('after one visit the page opens without a network, and runs SQL', async () => {
  // As it is built, since the worker checks it. With a name that the worker takes for a real host, and not for
  // somebody's workshop (sw.js).
  const there = await startHost({ folders: { '/': 'dist' }, csp: PAGE_CSP });
  after(there.close);
  const url = `http://playground.localhost:${there.port}/`;
  await go(url);
  await until(() => seen(one('.cards-grid')) && navigator.serviceWorker.controller !== null);
  await there.close();
  await reload();
  await click(last.title, '.cards-grid');
  await walk(last);
  await go('about:blank');
  await go(`${url}#v1/${first.id}/2`);
  await until((title) => text('#story-title') === title, first.steps[1].title);
});

test('SQL that takes long: the tab lives, and Escape ends it', async () => {
  const sql = (script) => `sql --db-cluster-identifier orders "${script}"`;
  const make = [
    'aws rds create-db-cluster --engine aurora-mysql --db-cluster-identifier orders --master-username admin --master-user-password not-a-secret',
    'aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --db-instance-class db.r5.large --engine aurora-mysql',
    'aws rds wait db-instance-available --db-instance-identifier orders-1',
  ];
  await freePlay();
  await enter(...make, sql('SELECT 1'));
  const entries = (await printed()).length;
  const line = await inPage(() => one('#command'));
  await line.sendKeys(sql('WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 500000000) SELECT count(*) FROM c'), Key.ENTER);
  await until(() => text('#wait')?.includes('Still working'));
  // Frames are drawn, and everything else can be used.
  await inPage(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await click('Timeline');
  await until(() => !seen(one('#command')));
  await click('Console');
  await line.sendKeys(Key.ESCAPE);
  await until(() => text('.notices').includes('Canceled. Nothing has run, and nothing has changed.'));
  assert.equal((await printed()).length, entries);
  await line.clear();
  await enter(sql('SELECT 6 * 7 AS product'));
  assert.match((await printed()).at(-1), /42/);
  site.clean();
});
