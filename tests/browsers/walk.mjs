// Walks through a scenario with its buttons: each step must show what the scenario's file says.
import assert from 'node:assert/strict';
import { plain } from '../e2e/lessons.js';
import { takeTime } from '../e2e/time.js';
import { click, inPage, until } from './tab.mjs';

/** Walks through a scenario that is at its first step. */
export const walk = async (lesson) => {
  await inPage(takeTime);
  for (const [index, step] of lesson.steps.entries()) await take(lesson, step, index);
};

async function take(lesson, step, index) {
  const before = await until(
    (title) =>
      seen(one('#story-title')) &&
      text('#story-title') === title && {
        counter: text('.steps summary'),
        answers: all('.answer').length,
        commands: all('#story [aria-label="Command of this step"]').map((command) => [...command.querySelectorAll('code')].map((code) => code.textContent).join('\n')),
        question: text('.predict legend'),
      },
    step.title,
  );
  assert.equal(before.counter, `Step ${index + 1} of ${lesson.steps.length}`);
  assert.equal(before.answers, 0);
  assert.deepEqual(before.commands.map(plain), step.runs.map((run) => plain(run.commands)));
  const choice = step.question?.choices.find(({ right }) => right);
  assert.equal(before.question?.endsWith(step.question.text) ?? false, Boolean(choice));
  if (choice) await click(choice.text, '.predict');
  await click('Run', '.controls');
  const last = index + 1 === lesson.steps.length;
  const after = await until(
    (done) =>
      named(done, '.controls') && {
        outputs: all('.answer pre').filter((pre) => !pre.closest('.why')).map((pre) => pre.textContent),
        refused: all('.answer-head').filter((head) => head.innerText.startsWith('Refused')).length,
        unexpected: (one('.story')?.textContent ?? '').includes('Not what this scenario says.'),
        mark: one('.steps [aria-current]').textContent,
        verdict: text('.verdict'),
      },
    last ? 'Start again' : 'Next',
  );
  assert.equal(plain(after.outputs.join('\n')), plain(step.output));
  assert.equal(after.refused, step.runs.filter((run) => run.refused).length);
  assert.equal(after.unexpected, false);
  assert.equal(after.mark, `${step.title}, ${step.refused ? 'refused' : 'done'}`);
  if (choice) assert.equal(after.verdict, `You were right. ${choice.because}`);
  if (!last) await click('Next', '.controls');
}
