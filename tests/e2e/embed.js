// What tests of embeds have in common: a host of their own, which sends the strictest policy that an embed must work
// under with every answer, has the built site at /p/, and serves the pages that the test makes.
//
//   import { embed, expect, test } from './embed.js';
//   test('…', async ({ host, page }) => { await page.goto(host.page(embed({ scenario: lesson.id }))); … });
//
// Which spec tests which row of the embedding contract:
//
//   one line to embed; several on a page      embed-several.spec.js
//   lazy; poster; failures; print; budget      embed-start.spec.js
//   height; theme; host styles; any address    embed-place.spec.js
//   frames; stable addresses; sandbox          embed-frame.spec.js
//   nothing kept                               embed-frame.spec.js, embed-leaves.spec.js
//   strict policy                              embed-frame.spec.js, and every test here by its policy and `trouble`
//   options, events, methods, DOM              embed-api.spec.js
//   types; bundlers                            types.spec.js, bundlers.spec.js
//   authors' own scenarios                     embed-own.spec.js
//   SQL                                        embed-sql.spec.js
//   keyboard, axe, motion                      embed-access.spec.js
//   keys: what is typed stays inside           embed-keys.spec.js
//   files that are dropped                     embed-files.spec.js
//   removed elements are collected             embed-removed.spec.js
//   integrity                                  see the build's own tests
import { existsSync } from 'node:fs';
import { EMBED_CSP, startHost } from './host.js';
import { lessons } from './lessons.js';
import { expect, test as base } from './page.js';
import { parts } from './parts.js';

export { expect };

/** A scenario whose first step has commands, which all succeed. */
export const lesson = lessons.find(({ steps }) => steps[0].runs.length > 0 && !steps[0].refused && !steps[0].question) ?? lessons[0];

const picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320" width="640" height="320"><title>Map</title><rect width="640" height="320" fill="#cde"/></svg>';

/**
 * What the build writes for readers without scripts, for tests without a build: in the same form, from the same
 * scenarios.
 */
const read = Object.fromEntries(
  lessons.flatMap(({ id, title, summary, steps }) => [
    [`${id}/steps.json`, JSON.stringify({ title, summary, edition: '2020', steps: steps.map(told) })],
    ...steps.flatMap((_, at) => [[`${id}/${at + 1}.svg`, picture], [`${id}/${at + 1}.dark.svg`, picture]]),
  ]),
);

function told({ title, runs, output }) {
  return { title, text: [`What to look at: ${title}`], commands: runs.flatMap((run) => run.commands.trim().split('\n')), output, after: [`After: ${title}`], map: ['Account', '  Region'] };
}

/** A host for these tests. `options` are those of `startHost`. */
export async function startEmbedHost(trouble, options = {}) {
  const pages = {};
  const { folders = {}, site = '/p/', ...rest } = options;
  const started = await startHost({
    csp: EMBED_CSP,
    cors: true,
    folders: {
      '/': pages,
      ...(site && { [site]: 'dist', ...(!existsSync(new URL('../../dist/read', import.meta.url)) && { [`${site}read/`]: read }) }),
      ...folders,
    },
    ...rest,
  });
  trouble.home(started.url);
  let made = 0;
  return Object.assign(started, {
    pages,
    /** Makes a page, and returns its address. */
    page: (body, { head = '', from = '/p/', name = `page-${(made += 1)}.html`, html = '' } = {}) => {
      const script = from === null ? '' : `<script type="module" src="${from}embed.js"></script>`;
      pages[name] = `<!doctype html><html lang="en"${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host</title><link rel="icon" href="data:,">${head}${script}</head><body>${body}</body></html>`;
      return `${started.url}/${name}`;
    },
  });
}

export const test = base.extend({
  host: async ({ trouble }, use) => {
    const started = await startEmbedHost(trouble);
    await use(started);
    await started.close();
  },
});

/** The element as an author writes it. */
export const embed = (options = {}, content = '') =>
  `<aurora-playground ${Object.entries({ boot: 'now', ...options }).map(([name, value]) => `${name}="${String(value).replaceAll('"', '&quot;')}"`).join(' ')}>${content}</aurora-playground>`;

/** The parts of the nth element of a page. */
export const inside = (page, nth = 0) => {
  const element = page.locator('aurora-playground').nth(nth);
  return {
    ...parts(element),
    element,
    poster: element.locator('.aurora > .poster'),
    start: element.getByRole('button', { name: 'Run it' }),
    state: element.locator('.poster-state'),
    image: element.locator('.poster img:visible'),
    beside: (name) => element.getByLabel('Panel beside the scenario').getByRole('button', { name }),
  };
};

/** Opens a page with one element and waits until its step can be read. */
export async function openEmbed(page, host, options = {}, settings = {}) {
  await page.goto(host.page(embed({ scenario: lesson.id, ...options }), settings));
  const at = inside(page);
  await expect(at.title).toHaveText(lesson.steps[(options.step ?? 1) - 1].title);
  return at;
}

/** Records every event of every element from the first on, without "aurora-"; `await events(page)` returns them. */
export async function noteEvents(page) {
  await page.addInitScript(() => {
    globalThis.noted = [];
    for (const type of ['ready', 'step', 'refusal', 'done', 'error']) {
      addEventListener(`aurora-${type}`, (event) => event.target instanceof Element && event.target.localName === 'aurora-playground' && globalThis.noted.push({ type, id: event.target.id, detail: event.detail }));
    }
  });
}
export const events = (page) => page.evaluate(() => globalThis.noted);
