// The scenarios as the tests expect to see them: web/scenarios/*.md, read once, so that what a page must show is
// written only once. The format is described in crates/session/src/scenario/mod.rs.
import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../web/scenarios/', import.meta.url);
const read = (file) => readFileSync(new URL(file, FOLDER), 'utf8');

/** Every scenario, in the order of the list: `{ file, id, title, summary, path, steps }`. */
export const lessons = read('index.tsv')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => {
    const [file, id, title, summary] = line.split('\t');
    const text = read(file);
    return { file, id, title, summary, path: Number(/^path: (\d+)$/m.exec(text)?.[1]), steps: steps(text) };
  });

/** The scenario that follows one: in the suggested path, else in the list. */
export const after = (lesson) => lessons.find(({ path }) => path === lesson.path + 1) ?? lessons[lessons.indexOf(lesson) + 1];

/** Every step of every scenario, with its scenario and its number from 1. */
export const everyStep = lessons.flatMap((lesson) =>
  lesson.steps.map((step, index) => ({ lesson, step, number: index + 1 })),
);

/**
 * The first step for which `test` is true. Fails if there is none, so that a changed scenario does not leave a test
 * without a subject.
 */
export function firstStep(test) {
  const found = everyStep.find(({ step, lesson, number }) => test(step, lesson, number));
  if (!found) throw new Error('no scenario has a step for this test any more');
  return found;
}

/** Whether a step queries a database, so that it needs the database engine. */
export const asksDatabase = (step) => step.runs.some(({ commands }) => /^sql |\$\(sql /m.test(commands));

/** The address of a step, numbered from 1. */
export const address = (lesson, number = 1) => `/#v1/${lesson.id}/${number}`;

function steps(text) {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [title] = part.split('\n', 1);
      const runs = [...part.matchAll(/^```aws\n([^]*?)^```\n(?:^```output(.*)\n([^]*?)^```$)?/gm)].map(
        ([, commands, info, output]) => ({ commands, output: output ?? '', refused: refused(info) }),
      );
      return {
        title: title.trim(),
        text: part,
        question: question(part),
        runs,
        refused: runs.find((run) => run.refused)?.refused,
        output: runs.map((run) => run.output).join('\n'),
      };
    });
}

/** `refused: E04 UnknownOptions`: the rule may be missing, the code may have several words. */
function refused(info) {
  const words = info?.match(/refused: (?:([A-Z]\d\d) )?(.+)$/);
  return words ? { rule: words[1], code: words[2] } : undefined;
}

/** The question before the commands: quoted lines with check boxes. */
function question(part) {
  const quotes = [...part.matchAll(/^(?:>.*\n)+/gm)].map(([lines]) => lines.replace(/^> ?/gm, ''));
  const asked = quotes.find((lines) => lines.includes('- ['));
  if (!asked) return undefined;
  const [text, ...boxes] = asked.split(/^(?=- \[)/m);
  const line = (words) => words.split(/\s+/).join(' ').trim();
  const choices = boxes.map((box) => {
    const [first, ...because] = box.split('\n');
    return { right: first.startsWith('- [x]'), text: first.slice(5).trim(), because: line(because.join(' ')) };
  });
  return { text: line(text), choices };
}

/** A text without what a page may show in its own way: empty lines, and spaces at the ends of lines. */
export const plain = (text) =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter(Boolean)
    .join('\n');

/** What the list of steps says of one that has run, if the reader answered no question. */
export const unanswered = (step) => `${step.title}, ${step.refused ? 'refused' : step.question ? 'done, the question not answered' : 'done'}`;
