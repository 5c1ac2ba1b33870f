// The page: scenarios to their goldens, links, sessions, colours, keys, without a network.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { asksDatabase, lessons, plain } from '../e2e/lessons.js';
import { host } from './host.mjs';
import { click, go, inPage, press, reload, until } from './tab.mjs';

const site = await host();
after(site.close);

const withSql = ({ steps }) => steps.some(asksDatabase);
const [first] = lessons;
/** Some without SQL, and those that do most with it. */
const walked = [...lessons.filter((lesson) => !withSql(lesson)).slice(0, 2), ...lessons.filter(withSql).slice(-4)];

for (const lesson of walked) {
  test(`${lesson.id}: every step comes out as its file says${withSql(lesson) ? ', SQL included' : ''}`, async () => {
    await go(`${site.url}/#`);
    await click(lesson.title, '.cards-grid');
    for (const [index, step] of lesson.steps.entries()) await walk(lesson, step, index);
    site.clean();
  });
}

async function walk(lesson, step, index) {
  const before = await until(
    (title) =>
      text('#story-title') === title && {
        counter: text('.steps summary'),
        answers: all('.answer').length,
        commands: all('#story [aria-label="Command of this step"]').map((pre) => pre.innerText),
        question: text('.predict legend'),
        address: location.hash,
      },
    step.title,
  );
  assert.equal(before.counter, `Step ${index + 1} of ${lesson.steps.length}`);
  assert.equal(before.answers, 0);
  assert.equal(before.address, `#v1/${lesson.id}/${index + 1}`);
  assert.deepEqual(before.commands.map(plain), step.runs.map((run) => plain(run.commands)));
  const choice = step.question?.choices.find(({ right }) => right);
  assert.equal(before.question?.endsWith(step.question.text) ?? false, Boolean(choice));
  if (choice) await click(choice.text, '.predict');
  await click('Run', '.controls');
  const after = await until(
    () =>
      one('.answer, .outcome .empty') && named('Next', '.controls') && {
        outputs: all('.answer > pre').map((pre) => pre.textContent),
        refused: all('.answer-head').filter((head) => head.innerText.startsWith('Refused')).length,
        unexpected: (one('.story')?.textContent ?? '').includes('Not what this scenario says.'),
        mark: one('.steps [aria-current]').textContent,
        verdict: text('.predict .verdict'),
      },
  );
  assert.equal(plain(after.outputs.join('\n')), plain(step.output));
  assert.equal(after.refused, step.runs.filter((run) => run.refused).length);
  assert.equal(after.unexpected, false);
  assert.equal(after.mark, `${step.title}, ${step.refused ? 'refused' : 'done'}`);
  if (choice) assert.equal(after.verdict, `You were right. ${choice.because}`);
  if (index + 1 < lesson.steps.length) await click('Next', '.controls');
}

const home = async () => {
  await go(`${site.url}/#`);
  await until(() => seen(one('.cards-grid')));
};

/** Types lines into the console, one after the other, and waits until each has run. */
const enter = async (...lines) => {
  await press('/');
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
  await until(() => text('.entry:last-child > .out') === 'kept');
  await reload();
  await home();
  const rows = await until(() => all('.session-rows > li').length && all('.session-rows strong').map((name) => name.innerText));
  await click(`Open: ${rows[0]}`, '.session-rows');
  await until(() => text('.entry:last-child > .out') === 'kept');
  site.clean();
});

test('dark where the reader’s system is, and light or dark by the key t', async () => {
  await home();
  const colours = () =>
    inPage(() => {
      const { colorScheme } = getComputedStyle(document.documentElement);
      const [paper, ink] = ['backgroundColor', 'color'].map((name) => getComputedStyle(document.body)[name].match(/\d+/g).reduce((sum, part) => sum + Number(part), 0));
      return { prefersDark: matchMedia('(prefers-color-scheme: dark)').matches, theme: document.documentElement.dataset.theme ?? 'system', colorScheme, isDark: paper < ink };
    });
  assert.deepEqual(await colours(), { prefersDark: true, theme: 'system', colorScheme: 'light dark', isDark: true });
  await press('t');
  assert.deepEqual(await colours(), { prefersDark: true, theme: 'light', colorScheme: 'light', isDark: false });
  await press('t');
  assert.deepEqual(await colours(), { prefersDark: true, theme: 'dark', colorScheme: 'dark', isDark: true });
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
  let before;
  for (const [key, done] of does) {
    if (key === 'u' || key === ']') before = await count();
    await press(key);
    await done(before);
    if (key === '?') assert.deepEqual((await inPage(() => all('#help-dialog kbd').map((kbd) => kbd.innerText))).sort(), does.map(([name]) => name).sort());
    if (key === 's' || key === '?') {
      await press('ESCAPE');
      await until(() => one('dialog') === undefined);
    }
  }
  assert.equal(await inPage(() => one('#command').value), '');
  site.clean();
});
