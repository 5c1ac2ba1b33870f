// Walks through a scenario with the page's own buttons. It runs inside the page, so that only the page itself takes
// time between two clicks. It returns what the page showed before and after each click; `file` returns what the
// scenario's file says about it. long-tasks.spec.js compares the two, and measures with the browser how long each click
// took.
import { address, lessons, plain } from './lessons.js';
import { looks, prepareSight } from './sight.js';

/**
 * The choice that is ticked at each step with a question: the first question is answered wrongly, the others correctly.
 */
const choices = (lesson) => {
  const asked = lesson.steps.filter((step) => step.question);
  return lesson.steps.map((step) => step.question?.choices.find(({ right }) => right === (step !== asked[0])));
};

/** The scenarios with the most steps, which are walked on a phone too. */
export const longest = lessons.toSorted((one, other) => other.steps.length - one.steps.length).slice(0, 6);

/**
 * Walks to the end: `{ labels, shifts, unseen, seen }`, for each click its label and how far it made things jump (the
 * browser's layout shift), what should have been in sight after each Run and was not, and what was shown at first and
 * after each click.
 */
export async function walk(page, lesson) {
  await page.evaluate(prepareSight);
  const about = lesson.steps.map((_, index) => looks.find((look) => look.scenario === lesson.id && look.step === index + 1));
  const asked = { clicks: 2 * lesson.steps.length - 1, choices: choices(lesson).map((choice) => choice?.text), about };
  const { labels, shifts, unseen, seen } = await page.evaluate(inPage, asked);
  return {
    labels,
    shifts,
    unseen,
    seen: seen.map((state) => ({ ...state, commands: state.commands.map(plain), answers: plain(state.answers) })),
  };
}

/** What `seen` must be. */
export function file(lesson) {
  const marks = (ran) => lesson.steps.map((step, i) => `${step.title}, ${i >= ran ? 'not run yet' : step.refused ? 'refused' : 'done'}`);
  return lesson.steps.flatMap((step, index) => {
    const standing = {
      title: step.title,
      address: address(lesson, index + 1).slice(1),
      counter: `Step ${index + 1} of ${lesson.steps.length}`,
      commands: step.runs.map((run) => plain(run.commands)),
      question: step.question?.text,
      isOtherwise: false,
    };
    const choice = choices(lesson)[index];
    const right = step.question?.choices.find((it) => it.right);
    const verdict = choice && [choice.right ? 'You were right.' : 'Not this time.', choice.because, choice.right ? '' : `The answer: ${right.text}`].filter(Boolean).join(' ');
    return [
      { ...standing, current: marks(index)[index], marks: marks(index), answers: '', refused: 0, verdict: undefined },
      { ...standing, current: marks(index + 1)[index], marks: marks(index + 1), answers: plain(step.output), refused: step.runs.filter((run) => run.refused).length, verdict },
    ];
  });
}

/** Runs in the page: the walk. Marks in the trace show where a click begins, and where all its effects are over. */
async function inPage({ clicks, choices, about }) {
  const story = document.querySelector('.panel[aria-label=Scenario]');
  const all = (selector) => [...story.querySelectorAll(selector)];
  const words = (element) => element?.textContent.replace(/\s+/g, ' ').trim();
  const later = (how) => new Promise((go) => how(go));
  const look = () => ({
    title: words(story.querySelector('h2')),
    address: location.hash,
    counter: words(story.querySelector('.steps summary')),
    // A refusal's card has commands as well.
    commands: all('[aria-label="Command of this step"]').filter((command) => !command.closest('.outcome')).map((command) => [...command.querySelectorAll('code')].map((code) => code.textContent).join('\n')),
    question: story.querySelector('.predict legend')?.lastChild.textContent.replace(/\s+/g, ' ').trim(),
    isOtherwise: story.textContent.includes('Not what this scenario says.'),
    current: words(story.querySelector('.steps [aria-current]')),
    marks: all('.steps li').map(words),
    answers: all('.answer pre').filter((pre) => !pre.closest('.why')).map((answer) => answer.textContent).join('\n'),
    refused: all('.answer-head').filter((head) => head.textContent.includes('Refused')).length,
    verdict: words(story.querySelector('.verdict')),
  });
  const primary = () => story.querySelector('.controls .primary:enabled:not([aria-disabled])');
  const isOver = (label) => (label === 'Run' ? all('.answer').length > 0 : primary()?.textContent.trim() === 'Run');

  let shift = 0;
  const add = (entries) => entries.forEach(({ value }) => (shift += value));
  const watcher = new PerformanceObserver((list) => add(list.getEntries()));
  watcher.observe({ type: 'layout-shift' });

  const seen = [look()];
  const labels = [];
  const shifts = [];
  const unseen = [];
  for (let number = 0; number < clicks; number += 1) {
    const choice = number % 2 === 0 && choices[number / 2];
    if (choice) all('.predict label').find((label) => words(label) === choice).querySelector('input').click();
    await later((go) => setTimeout(() => (performance.mark(`known:${number}`), globalThis.fixedWork(), go())));
    const button = primary();
    const label = button.textContent.trim();
    button.scrollIntoView({ block: 'nearest' });
    const { left, top, width, height } = button.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    labels.push(button.contains(hit) ? label : `${label}, behind ${hit?.className}`);
    document.getAnimations().forEach((movement) => movement.finish()); // readers are slower than it
    await later(requestAnimationFrame);
    add(watcher.takeRecords());
    shift = 0; // what a choice has moved is not the click's
    await later((go) => setTimeout(() => (performance.mark(`click:${number}`), button.click(), go())));
    for (const until = performance.now() + 20_000; !isOver(label) && performance.now() < until; ) await later(requestAnimationFrame);
    await later((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
    await later((go) => requestIdleCallback(go, { timeout: 1000 }));
    await later((go) => setTimeout(go, 10));
    await later((go) => setTimeout(() => (performance.mark(`rest:${number}`), go())));
    seen.push(look());
    add(watcher.takeRecords());
    shifts.push(shift);
    const due = label === 'Run' && about[number / 2];
    if (due) unseen.push(...(await globalThis.outOfSight(due)));
  }
  return { labels, shifts, unseen, seen };
}
