// Every view of the page, in an order in which one page shows them all: most begin where the one before ended.
// views.spec.js checks each; a view that is new needs a row here.
import { readFileSync } from 'node:fs';
import { expect } from './page.js';
import { address, lessons } from './lessons.js';
import { cluster, filled, open, openFree, parts, sql, type } from './parts.js';

const lesson = (id) => lessons.find((one) => one.id === id);
const story = (id, number) => async (at) => {
  await open(at.page, lesson(id), number);
  await front(at, 'Scenario');
};
const run = async (at) => {
  await at.run.click();
  await expect(at.answers.first()).toBeVisible();
};
const next = async (at) => {
  await at.next.click();
  await expect(at.run).toBeEnabled();
};
const toEnd = async (at) => {
  await at.toEnd.click();
  await expect(at.nextScenario).toBeVisible();
};
const tap = (name) => async ({ page }) => {
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.locator('.minute-steps')).toBeVisible();
};
const goto = (path) => async ({ page }) => {
  await page.goto(path);
  await expect(page.locator('#before')).toHaveCount(0);
};
const dialog = (name) => async ({ page }) => {
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('dialog', { name })).toBeVisible();
};
const close = ({ page }) => page.keyboard.press('Escape');
const inspect = (box) => async (at) => {
  await front(at, 'Map');
  await at.map.locator(box).locator('.box-button').first().click();
  await front(at, 'Inspector');
  await expect(at.inspector.locator('.thing-name')).toBeVisible();
};
const challenge = 'web/challenges/01-a-key-you-control.md';
const solution = () => readFileSync(new URL(`../../${challenge}`, import.meta.url), 'utf8').match(/^```solution\n([^]*?)^```/m)[1].trim();

/** Brings a panel to the front, by the tabs of a narrow page or of the dock; a panel without a tab is in sight. */
export async function front(at, name) {
  for (const tab of [at.tab(name), at.dock(name)]) if (await tab.isVisible()) return tab.click();
}

/** In groups, each of which begins anew: what a view is called, and how to get there from the one before, given the `parts`
    of the page. */
export const views = {
  'the start and the first minute': {
    'the start': goto('/'),
    'the first minute': async (at) => {
      await goto('/#v1/first-minute')(at);
      await expect(at.page.locator('.minute-steps')).toBeVisible();
    },
    'the first minute, encrypted': tap('Encrypt the disk'),
    'the first minute, stolen': async (at) => {
      await tap('Steal it')(at);
      await at.page.locator('.minute-side').nth(1).locator('.byte').nth(20).click();
    },
    'the first minute, tampered with': tap('Flip a bit'),
    'the first minute, lost': tap('Delete the key'),
  },
  'scenarios': {
    'step: commands': story('on-the-disk', 1),
    'step: after Run': run,
    'step: a question': async (at) => {
      await next(at);
      await run(at);
      await next(at);
      await expect(at.question).toBeVisible();
    },
    'step: a wrong answer': async (at) => {
      await at.question.getByRole('radio').first().check();
      await run(at);
    },
    'step: one page, two views': async (at) => {
      await next(at);
      await run(at);
    },
    'step: the list of steps': async (at) => {
      await at.counter.click();
    },
    'inspector: a byte': async (at) => {
      await front(at, 'Inspector');
      await at.inspector.locator('.dump .hex').first().click();
      await expect(at.inspector.locator('.one-byte')).toBeVisible();
    },
    'step: refused by rule': async (at) => {
      await story('change-the-key', 2)(at);
      await run(at);
      await expect(at.card).toBeVisible();
    },
    'step: a grant is missing': async (at) => {
      await story('lose-the-key', 4)(at);
      await run(at);
    },
    'inspector: a key': inspect('.box.key'),
    'the end of a scenario; several Regions': async (at) => {
      await story('copy-to-another-region', 1)(at);
      await toEnd(at);
    },
    'map: several Regions': (at) => front(at, 'Map'),
    'inspector: a snapshot': inspect('.box.leaf'),
    'map: several accounts': async (at) => {
      await story('share-a-snapshot', 1)(at);
      await toEnd(at);
      await front(at, 'Map');
    },
    'map: as text': async (at) => {
      await at.map.getByRole('button', { name: 'As text' }).click();
      await expect(at.map.locator('.twin')).toBeVisible();
    },
    'step: one flipped bit': async (at) => {
      await front(at, 'Map');
      await at.map.getByRole('button', { name: 'As picture' }).click();
      await story('tampered-pages', 3)(at);
      await run(at);
    },
    'step: differently today': async (at) => {
      await goto('/#v1/from-unencrypted/2')(at);
      await expect(at.title).toHaveText(lesson('from-unencrypted').steps[1].title);
    },
    'step: under the other edition': async (at) => {
      await goto('/#v1/from-unencrypted/2?edition=2026')(at);
      await run(at);
    },
  },
  'free play': {
    'free play, today': async (at) => {
      await goto('/#v1/free?edition=2026')(at);
      await expect(at.title).toHaveText('Free play');
    },
    'free play, refused': async (at) => {
      await openFree(at.page);
      await front(at, 'Console');
      await type(at, ...cluster('plain'), ...filled('sealed', '--storage-encrypted'), 'aws kms list-keys --colour red', sql('sealed', 'SELECT * FROM customers'));
      await type(at, 'aws rds modify-db-cluster --db-cluster-identifier plain --storage-encrypted');
    },
    'console: completions': async (at) => {
      await at.line.fill('aws kms l');
      await at.line.press('Tab');
      await expect(at.completions).toBeVisible();
    },
    'inspector: a page of the database': async (at) => {
      await at.line.fill('');
      await at.entries.getByRole('button', { name: 'page 2', exact: true }).first().click();
      await front(at, 'Inspector');
      await at.inspector.getByText('Every byte by its name').click();
    },
    'inspector: the thief': async (at) => {
      await at.inspector.getByRole('group', { name: 'Who reads' }).getByRole('button', { name: 'Thief' }).click();
      await expect(at.inspector.locator('.flash')).toBeVisible();
    },
    'inspector: avalanche': async (at) => {
      await at.inspector.getByRole('group', { name: 'Who reads' }).getByRole('button', { name: 'Client' }).click();
      await at.inspector.locator('#dump').focus();
      await at.page.keyboard.press('ArrowDown');
      await at.inspector.getByRole('button', { name: /^Change bit 3/ }).click();
      await expect(at.inspector.locator('.avalanche')).toBeVisible();
    },
    'inspector: a damaged page': async (at) => {
      await front(at, 'Console');
      await type(at, 'playground flip-bit --db-cluster-identifier sealed --page-number 2', 'aws kms enable-key-rotation --key-id nothing');
      await front(at, 'Inspector');
      await expect(at.inspector.locator('.flash.bad')).toBeVisible();
    },
    'CloudTrail: an event': async (at) => {
      await front(at, 'CloudTrail');
      await at.trail.locator('.event-head').first().click();
      await expect(at.trail.locator('.event pre')).toBeVisible();
    },
    'timeline: branches': async (at) => {
      await front(at, 'Timeline');
      await at.undo.click();
      await at.undo.click();
      await front(at, 'Console');
      await type(at, 'aws kms create-key --description other');
      await front(at, 'Timeline');
      await expect(at.branches).not.toHaveCount(0);
    },
    share: dialog('Share'),
    sessions: async (at) => {
      await close(at);
      await front(at, 'Scenario');
      await dialog('Your sessions')(at);
    },
    'keyboard shortcuts': async (at) => {
      await close(at);
      await dialog('Keyboard shortcuts')(at);
    },
    'map: many things': async (at) => {
      await close(at);
      await front(at, 'Console');
      await type(at, ...Array.from({ length: 40 }, (_, nth) => `aws rds create-db-cluster --engine aurora-mysql --db-cluster-identifier shop-${nth} --master-username admin --master-user-password not-a-secret`));
      await front(at, 'Map');
      await expect(at.map.locator('.lines').first()).toBeVisible();
    },
  },
  'exercises': {
    'a challenge': async (at) => {
      await goto('/#v1/challenge/a-key-you-control')(at);
      await expect(at.page.locator('.goals')).toBeVisible();
      await front(at, 'Scenario');
      await at.story.getByRole('button', { name: /^Show a hint/ }).click();
    },
    'a challenge, solved': async (at) => {
      await front(at, 'Console');
      await at.line.fill(solution());
      await at.line.press('Enter');
      await front(at, 'Scenario');
      await expect(at.page.locator('.flash.solved')).toBeVisible();
    },
    'the quiz': goto('/#v1/quiz'),
    'the quiz: a question': async ({ page }) => {
      await page.getByRole('link', { name: /AWS today/ }).click();
      await page.locator('.choice').first().click();
    },
    'the quiz: the score': async ({ page }) => {
      for (let number = 1; number <= 10; number += 1) {
        await page.locator('.choice').first().click();
        await page.getByRole('button', { name: /^(Next|To the result)$/ }).click();
      }
      await expect(page.locator('#score')).toBeVisible();
    },
    'what changed': goto('/#v1/what-changed'),
    'what is real': goto('/#v1/what-is-real'),
    'the start, with things done': goto('/#'),
    'an address that leads nowhere': async ({ page }) => {
      await page.goto('/#v1/no-such-scenario/1');
      await expect(page.getByRole('alert')).toBeVisible();
    },
    "somebody else's commands": async ({ page }) => {
      await page.goto(`/${link('most-commands')}`);
      await expect(page.getByRole('button', { name: 'Run them' })).toBeVisible();
    },
  },
  'pages to read': {
    'read: the list': goto('/read/'),
    'read: a scenario': goto('/read/on-the-disk/'),
    'read: a step': goto('/read/change-the-key/2/'),
    'the questions': goto('/questions/'),
    'a question': goto('/questions/kmskeynotaccessiblefault/'),
    'the guides': goto('/guides/'),
    'a guide: the glossary': goto('/guides/glossary.html'),
  },
};

function link(name) {
  const rows = readFileSync(new URL('../links/good.tsv', import.meta.url), 'utf8').split('\n').map((row) => row.split('\t'));
  return rows.find(([one]) => one === name)[1];
}
