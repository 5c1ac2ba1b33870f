// What a step is about is in sight after Run, without scrolling. What that is for each step is written in tests/looks.tsv,
// which tests/tests/looks.rs makes from the session. The walks of long-tasks.spec.js and sight.spec.js ask after each Run.
import { readFileSync } from 'node:fs';

/** What each step with an answer is about: `{ scenario, step, place, name, part, page, answer, why }`, steps counted from 1. */
export const looks = readFileSync(new URL('../looks.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([scenario, step, place, name, part, page, answer, why]) => ({ scenario, step: Number(step), place, name, part, page, answer: Number(answer), why }));

/** Runs in the page: makes `outOfSight`, which waits until the page has scrolled there, and returns what is not in sight then. */
export function prepareSight() {
  globalThis.outOfSight = async (look) => {
    const end = performance.now() + 10_000;
    for (;;) {
      const wrong = check(look).map((what) => `${look.scenario} ${look.step}: ${what}`);
      if (!wrong.length || performance.now() > end) return wrong;
      await new Promise((go) => setTimeout(go, 5));
    }
  };

  function check(look) {
    const find = (selector, inside = document) => inside.querySelector(selector);
    const narrow = innerWidth < 1088;
    const wrong = [];
    const story = find('.panel.story .panel-body');
    // The room around the title's text may be out of sight.
    const title = document.createRange();
    title.selectNodeContents(find('#story-title'));
    const scrolls = !narrow;
    const tabs = find('.play > .tabs')?.getBoundingClientRect().height ?? 0;
    const panel = (body) => {
      const box = body.getBoundingClientRect();
      return scrolls ? box : { top: tabs, bottom: innerHeight - find('.controls').getBoundingClientRect().height };
    };
    const seen = (element, body, top = panel(body).top) => {
      const box = element.getBoundingClientRect();
      return Math.max(0, Math.min(box.bottom, panel(body).bottom) - Math.max(box.top, top));
    };
    const enough = (element, body, most, top) => seen(element, body, top) >= Math.min(element.getBoundingClientRect().height, most) - 2;
    const under = find('#story-title').getBoundingClientRect().bottom;
    if (!enough(title, story, Infinity)) wrong.push('the title is not in sight');
    const decisive = find('#decisive');
    const said = decisive && (decisive.querySelector('pre.error') ?? decisive.querySelector('pre.out') ?? decisive.querySelector('.answer'));
    const verdict = find('.verdict');
    if (verdict && !enough(verdict, story, Infinity, under)) wrong.push('the verdict on the prediction is not in sight');
    if (!said) wrong.push('no answer is open');
    else {
      const head = decisive.querySelector('.answer > summary, .answer-head');
      if (head && !enough(head, story, Infinity, under)) wrong.push('the head of the answer is not in sight');
      if (!enough(said, story, 160, under)) wrong.push(`the answer is not in sight: ${Math.round(seen(said, story, under))} px of ${Math.round(said.getBoundingClientRect().height)}`);
      for (const pre of decisive.querySelectorAll('.answer > pre')) {
        const table = find('.columns', pre); // scrolls in its own box
        if (pre.scrollWidth > pre.clientWidth + 1 && !table) wrong.push(`the answer is cut at the right: ${pre.scrollWidth} > ${pre.clientWidth}`);
      }
    }
    if (narrow) {
      if (look.place === 'story') return wrong;
      const there = find('.elsewhere .there');
      if (!there || !enough(there, story, Infinity, under)) wrong.push(`nothing in sight leads to ${look.place} ${look.name}`);
      else if (look.name && !there.textContent.includes(look.name)) wrong.push(`what leads there says ${there.textContent}`);
      return wrong;
    }
    if (look.place === 'map' && look.name) {
      const body = find('#map');
      const card = find('#chosen', body)?.closest('.box');
      if (!card) wrong.push(`${look.name} is not marked on the map`);
      else if (!card.textContent.includes(look.name)) wrong.push(`on the map ${card.textContent} is marked, not ${look.name}`);
      else if (!enough(card, body, 90)) wrong.push(`${look.name} is not in sight on the map`);
    }
    if (look.place === 'inspector') {
      const body = find('#inspector');
      if (find('.thing-name', body)?.textContent !== look.name) wrong.push(`the inspector shows ${find('.thing-name', body)?.textContent}, not ${look.name}`);
      const part = look.part && (find(`#part-${look.part}`, body) ?? find(`#${look.part}`, body));
      if (look.part && !part) wrong.push(`the inspector has no ${look.part}`);
      else if (part && !enough(part.querySelector('h3, summary') ?? part, body, 40)) wrong.push(`${look.part} of ${look.name} is not in sight in the inspector`);
      if (look.part === 'pages') {
        for (const dump of body.querySelectorAll('.dump')) if (!enough(dump, body, 120)) wrong.push(`bytes of ${look.name} are not in sight: ${dump.querySelector('strong')?.textContent}`);
      }
    }
    // A broken envelope, where no page was damaged and nothing else of the thing is meant.
    const chain = find('#inspector .chain');
    if (chain?.querySelector('.missing') && find('#inspector .dump') && !find('#inspector .dump .badge.changed') && (!look.part || look.part === 'envelope')) {
      if (!enough(chain, find('#inspector'), Infinity)) wrong.push('the broken envelope is not in sight');
    }
    if (!['story', 'map', 'inspector'].includes(look.place)) {
      const body = find(`#${look.place}`);
      if (!body || seen(body, body) < 80) wrong.push(`${look.place} is not in sight`);
    }
    return wrong;
  }
}
