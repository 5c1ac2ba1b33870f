// Every view of the page, in an order in which one page shows them all: most begin where the one before ended.
// views.spec.js checks each; a view that is new needs a row here.
import { readFileSync, readdirSync } from 'node:fs';
import { expect } from './page.js';
import { address, lessons } from './lessons.js';
import { section } from './own.js';
import { cluster, filled, open, openFree, parts, sql, type } from './parts.js';

const guides = readdirSync(new URL('../../web/guides/', import.meta.url)).map((file) => file.replace('.md', ''));
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
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('dialog', { name })).toBeVisible();
};
const close = ({ page }) => page.keyboard.press('Escape');
const inspect = (box) => async (at) => {
  await front(at, 'Map');
  await at.map.locator(box).locator('.box-button').first().click();
  await front(at, 'Inspector');
  await expect(at.inspector.locator('.thing-name')).toBeVisible();
};
const readAs = (reader) =>
  within('.inspector', async (at) => {
    const button = at.inspector.getByRole('group', { name: 'Read as' }).getByRole('button', { name: reader });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
  });
const challenge = 'web/challenges/01-a-key-you-control.md';
const solution = () => readFileSync(new URL(`../../${challenge}`, import.meta.url), 'utf8').match(/^```solution\n([^]*?)^```/m)[1].trim();

/** Brings a panel to the front, by the tabs of a narrow page or of the dock; a panel without a tab is in sight. */
export async function front(at, name) {
  for (const tab of [at.tab(name), at.dock(name)]) if (await tab.isVisible()) return tab.click();
}

/** A view that differs from the one before in this part only. */
const within = (part, go) => ({ part, go });
/** A view of which everything is new. */
const all = (go) => within(undefined, go);

/**
 * In groups, each of which begins anew: what a view is called, how to get there from the one before, given the `parts` of
 * the page, and which part of it to check.
 */
export const views = {
  'the start and the first minute': {
    'the start': all(goto('/')),
    'the first minute': all(async (at) => {
      await goto('/#v1/first-minute')(at);
      await expect(at.page.locator('.minute-steps')).toBeVisible();
    }),
    'the first minute, encrypted': within('main', tap('Encrypt the disk')),
    'the first minute, stolen': within('main', async (at) => {
      await tap('Steal it')(at);
      await at.page.locator('.minute-side').nth(1).locator('.byte').nth(20).click();
    }),
    'the first minute, tampered with': within('main', tap('Flip a bit')),
    'the first minute, lost': within('main', tap('Delete the key')),
  },
  scenarios: {
    'step: commands': all(story('on-the-disk', 1)),
    'step: what a term means': within('.story', async (at) => {
      await at.story.getByRole('button', { name: 'sealed', exact: true }).click();
      await expect(at.page.locator('.term-says:popover-open')).toBeVisible();
    }),
    'step: after Run': within('.story', async (at) => {
      await close(at);
      await run(at);
    }),
    'step: a question': within('.story', async (at) => {
      await next(at);
      await run(at);
      await next(at);
      await expect(at.question).toBeVisible();
    }),
    'step: a wrong answer': within('.story', async (at) => {
      await at.question.getByRole('radio').last().check();
      await run(at);
      await expect(at.story.locator('.verdict.wrong')).toBeVisible();
    }),
    'step: one page, two views': within('.inspector', async (at) => {
      await next(at);
      await run(at);
    }),
    'step: the list of steps': within('.story', async (at) => {
      await at.counter.click();
    }),
    'inspector: a byte': within('.inspector', async (at) => {
      await front(at, 'Inspector');
      await at.inspector.locator('.dump .hex').first().click();
      await expect(at.inspector.locator('.one-byte')).toBeVisible();
    }),
    'step: refused by rule': within('.story', async (at) => {
      await story('change-the-key', 2)(at);
      await run(at);
      await expect(at.card).toBeVisible();
    }),
    'step: a grant is missing': within('.inspector', async (at) => {
      await story('lose-the-key', 4)(at);
      await run(at);
    }),
    'inspector: a key': within('.inspector', inspect('.box.key')),
    'map: a chosen key, and what depends on it': within('.map', async (at) => {
      await front(at, 'Map');
      await expect(at.map.locator('.accounts.lighting')).toBeVisible();
    }),
    'the end of a scenario; several Regions': within('.map, .controls', async (at) => {
      await story('copy-to-another-region', 1)(at);
      await toEnd(at);
    }),
    'inspector: a snapshot': within('.inspector', inspect('.box.leaf')),
    'map: several accounts': within('.map', async (at) => {
      await story('share-a-snapshot', 1)(at);
      await toEnd(at);
      await front(at, 'Map');
    }),
    'map: as text': within('.map', async (at) => {
      await at.map.getByRole('button', { name: 'As text' }).click();
      await expect(at.map.locator('.twin')).toBeVisible();
    }),
    'step: one flipped bit': within('.story', async (at) => {
      await front(at, 'Map');
      await at.map.getByRole('button', { name: 'As picture' }).click();
      await story('tampered-pages', 3)(at);
      await run(at);
    }),
    'step: differently today': within('.story', async (at) => {
      await goto('/#v1/from-unencrypted/5')(at);
      await expect(at.title).toHaveText(lesson('from-unencrypted').steps[4].title);
    }),
    'step: under the other edition': within('.story', async (at) => {
      await goto('/#v1/from-unencrypted/2?edition=2026')(at);
      await run(at);
    }),
  },
  'free play': {
    'free play, today': all(async (at) => {
      await goto('/#v1/free?edition=2026')(at);
      await expect(at.title).toHaveText('Free play');
    }),
    'free play, refused': all(async (at) => {
      await openFree(at.page);
      await front(at, 'Console');
      await type(at, ...cluster('plain'), ...filled('sealed', '--storage-encrypted'), 'aws kms list-keys --colour red', sql('sealed', 'SELECT * FROM customers'));
      await type(at, 'aws rds modify-db-cluster --db-cluster-identifier plain --storage-encrypted');
    }),
    'console: completions': within('.console', async (at) => {
      await at.line.fill('aws kms l');
      await at.line.press('Tab');
      await expect(at.completions).toBeVisible();
    }),
    'inspector: a page of the database': within('.inspector', async (at) => {
      await at.line.fill('');
      await at.entries.getByRole('button', { name: 'page 2', exact: true }).first().click();
      await front(at, 'Inspector');
      await at.inspector.getByText('Every byte by its name').click();
    }),
    ...Object.fromEntries(['RDS', 'Developer', 'Other account'].map((reader) => [`inspector: read as ${reader}`, readAs(reader)])),
    'inspector: the thief': within('.inspector', async (at) => {
      await at.inspector.getByRole('group', { name: 'Read as' }).getByRole('button', { name: 'Thief' }).click();
      await expect(at.inspector.locator('.flash')).toBeVisible();
    }),
    'inspector: avalanche': within('.inspector', async (at) => {
      await at.inspector.getByRole('group', { name: 'Read as' }).getByRole('button', { name: 'Client' }).click();
      await at.inspector.locator('#dump').focus();
      await at.page.keyboard.press('ArrowDown');
      await at.inspector.getByRole('button', { name: /^Change bit 3/ }).click();
      await expect(at.inspector.locator('.avalanche')).toBeVisible();
    }),
    'a statement that takes long': within('#wait', async (at) => {
      await front(at, 'Console');
      await at.line.fill(sql('sealed', 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 500000000) SELECT count(*) FROM c'));
      await at.line.press('Enter');
      await expect(at.cancel).toBeVisible();
    }),
    'inspector: a damaged page': within('.inspector', async (at) => {
      await at.cancel.click();
      await expect(at.wait).toHaveCount(0);
      await type(at, 'playground flip-bit --db-cluster-identifier sealed --page-number 2', 'aws kms enable-key-rotation --key-id nothing');
      await front(at, 'Inspector');
      await expect(at.inspector.locator('.flash.bad')).toBeVisible();
    }),
    'CloudTrail: an event': within('.trail', async (at) => {
      await front(at, 'CloudTrail');
      await at.trail.locator('.event-head').first().click();
      await expect(at.trail.locator('.event pre')).toBeVisible();
    }),
    'timeline: branches': within('.dock', async (at) => {
      await front(at, 'Timeline');
      await at.undo.click();
      await at.undo.click();
      await front(at, 'Console');
      await type(at, 'aws kms create-key --description other');
      await front(at, 'Timeline');
      await expect(at.branches).not.toHaveCount(0);
    }),
    share: all(dialog('Share')),
    sessions: all(async (at) => {
      await close(at);
      await front(at, 'Scenario');
      await dialog('Your sessions')(at);
    }),
    'keyboard shortcuts': all(async (at) => {
      await close(at);
      await dialog('Keyboard shortcuts')(at);
    }),
    'map: many things': within('.map', async (at) => {
      await close(at);
      await front(at, 'Console');
      await type(at, 'playground set-quota --name db-clusters --value 80', ...Array.from({ length: 40 }, (_, nth) => `aws rds create-db-cluster --engine aurora-mysql --db-cluster-identifier shop-${nth} --master-username admin --master-user-password not-a-secret`));
      await front(at, 'Map');
      await expect(at.map.locator('.lines').first()).toBeVisible();
    }),
  },
  exercises: {
    'a challenge': all(async (at) => {
      await goto('/#v1/challenge/a-key-you-control')(at);
      await expect(at.page.locator('.goals')).toBeVisible();
      await front(at, 'Scenario');
      await at.story.getByRole('button', { name: /^Show a hint/ }).click();
    }),
    'a challenge, solved': within('.story', async (at) => {
      await front(at, 'Console');
      await at.line.fill(solution());
      await at.line.press('Enter');
      await front(at, 'Scenario');
      await expect(at.page.locator('.flash.solved')).toBeVisible();
    }),
    'the quiz': all(goto('/#v1/quiz')),
    'the quiz: a question': all(async ({ page }) => {
      await page.getByRole('link', { name: /AWS today/ }).click();
      await page.locator('.choice').first().click();
    }),
    'the quiz: the score': all(async ({ page }) => {
      for (let number = 1; number <= 10; number += 1) {
        await page.locator('.choice').first().click();
        await page.getByRole('button', { name: /^(Next|See the result)$/ }).click();
      }
      await expect(page.locator('#score')).toBeVisible();
    }),
    'the map of many things': within('.map', async (at) => {
      await goto('/#v1/free?edition=2026')(at);
      await front(at, 'Console');
      await type(at, 'playground import --made-up-company');
      await front(at, 'Map');
      await expect(at.map.getByRole('group', { name: 'Show only' })).toBeVisible();
    }),
    'the map of many things, narrowed': within('.map', async (at) => {
      await at.map.getByLabel('Kind', { exact: true }).selectOption('Clusters');
    }),
    'what changed': all(goto('/#v1/what-changed')),
    'your own account': all(goto('/#v1/own-account')),
    'your own account: an error without a file': within('main', goto('/#v1/own-account/why-refused')),
    'your own account: a section before a file is read': within('main', goto('/#v1/own-account/depends')),
    'your own account: a report': all(async (at) => {
      await goto('/#v1/own-account')(at);
      await at.page.getByRole('button', { name: 'Show a made-up company' }).click();
      await expect(at.page.getByRole('heading', { name: 'Findings' })).toBeVisible();
    }),
    'your own account: a finding, all of it': within('main', ({ page }) => page.locator('.own-cards summary').last().click()),
    'your own account: a cluster': within('main', async ({ page }) => {
      await section(page, 'Clusters and snapshots');
      await page.getByRole('button', { name: 'ledger', exact: true }).click();
      await expect(page.locator('.own-more')).toBeVisible();
    }),
    'your own account: nothing in the table': within('main', async ({ page }) => {
      await page.locator('.own-search').fill('nothing has this name');
      await expect(page.getByText('No matches.')).toBeVisible();
    }),
    'your own account: the keys': within('main', ({ page }) => section(page, 'What depends on which key')),
    'your own account: what depends on a key': within('main', async ({ page }) => {
      await page.locator('#own-keys ~ .own-table').getByRole('button', { name: 'alias/old' }).click();
      await expect(page.locator('main [role=status]')).toHaveText("2 can't be read without it.");
    }),
    'your own account: what depends on an account': within('main', async ({ page }) => {
      await page.getByRole('combobox', { name: 'Key or account' }).selectOption('444455556666');
      await expect(page.locator('main [role=status]')).toHaveText("10 can't be read without it.");
    }),
    'your own account: what if': within('main', async ({ page }) => {
      await page.locator('#own-keys ~ .own-table').getByRole('button', { name: 'alias/ledger' }).click();
      await page.getByRole('button', { name: 'What if it is deleted' }).click();
      await page.getByRole('button', { name: 'Try it' }).click();
      await expect(page.locator('section[aria-labelledby=own-what-if] tbody tr').first()).toBeVisible();
    }),
    'your own account: what can’t be tried': within('main', async ({ page }) => {
      await page.getByRole('combobox', { name: 'What if', exact: true }).selectOption({ label: 'a key policy statement is removed' });
      await page.getByRole('combobox', { name: 'Statement and key' }).selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Try it' }).click();
      await expect(page.locator('main').getByRole('alert')).toBeVisible();
    }),
    'your own account: ways to a goal, and a runbook': within('main', async ({ page }) => {
      await section(page, 'Findings');
      await page.getByRole('button', { name: 'Plan a change: shop-2019' }).first().click();
      await page.getByRole('button', { name: 'Find plans' }).click();
      await page.getByRole('button', { name: 'Runbook' }).first().click();
      await expect(page.locator('#own-runbook')).toBeFocused();
    }),
    'your own account: a goal that nothing leads to': within('main', async ({ page }) => {
      await page.getByRole('combobox', { name: 'Goal' }).selectOption({ label: 'Restore to a point in time' });
      await page.getByRole('combobox', { name: 'Cluster' }).selectOption({ index: 1 });
      await page.getByRole('textbox', { name: 'Time' }).fill('2031-01-01T00:00:00Z');
      await page.getByRole('button', { name: 'Find plans' }).click();
      await expect(page.getByText('No plan found.')).toBeVisible();
    }),
    'your own account: a goal that can’t be asked for': within('main', async ({ page }) => {
      await page.getByRole('combobox', { name: 'Goal' }).selectOption({ label: 'Move to another Region' });
      await page.getByRole('combobox', { name: 'Cluster' }).selectOption({ index: 1 });
      await page.getByRole('textbox', { name: 'Region' }).fill('mars');
      await page.getByRole('button', { name: 'Find plans' }).click();
      await expect(page.locator('main').getByRole('alert')).toContainText('mars');
    }),
    'your own account: no plan of Terraform': within('main', ({ page }) => section(page, 'Terraform')),
    'your own account: a refusal explained': within('main', async ({ page }) => {
      await section(page, 'Why was I refused?');
      await page.locator('#own-refused-text').fill('An error occurred (InvalidParameterValue) when calling the ModifyDBClusterSnapshotAttribute operation: Sharing snapshots encrypted with the default service key for RDS is currently not supported.');
      await expect(page.locator('.own-answer .rule')).toBeVisible();
    }),
    'your own account: a refusal that nobody knows': within('main', async ({ page }) => {
      await page.locator('#own-refused-text').fill('An error occurred (InvalidParameterCombination) when calling the CreateDBCluster operation: The moon is in the wrong phase.');
      await expect(page.locator('.own-answer')).toContainText('The playground knows the code but not this message');
    }),
    'your own account: files, one of which can’t be read': within('main', async ({ page }) => {
      await section(page, 'Files');
      await page.locator('.own-bring input[type=file]').setInputFiles(['plan.json', 'cut-off.json'].map((name) => new URL(`../../crates/estate/tests/files/${name}`, import.meta.url).pathname));
      await expect(page.locator('.own-files > li')).toHaveCount(3);
      await page.locator('.own-bring summary').first().click();
    }),
    'your own account: what Terraform would replace': within('main', async ({ page }) => {
      await section(page, 'Terraform');
      await page.locator('.own-plan summary').first().click();
    }),
    'your own account as a world': all(async (at) => {
      await at.page.getByRole('button', { name: 'Explore it in the playground' }).click();
      await expect(at.map).toBeVisible();
    }),
    'your own account as a world: pages that nobody knows': within('.inspector', async (at) => {
      await front(at, 'Console');
      await type(at, 'aws rds modify-db-cluster --db-cluster-identifier orders --backup-retention-period 8');
      await front(at, 'Inspector');
      await expect(at.inspector).toContainText('there are no pages to show');
    }),
    'what is real': all(goto('/#v1/what-is-real')),
    'the start, with things done': all(goto('/#')),
    'an address that leads nowhere': all(async ({ page }) => {
      await page.goto('/#v1/no-such-scenario/1');
      await expect(page.getByRole('alert')).toBeVisible();
    }),
    "somebody else's commands": all(async ({ page }) => {
      await page.goto(`/${link('most-commands')}`);
      await expect(page.getByRole('button', { name: 'Run them' })).toBeVisible();
    }),
  },
  'pages to read': {
    'read: the list': all(goto('/read/')),
    'read: a scenario': all(goto('/read/on-the-disk/')),
    'read: a step': all(goto('/read/change-the-key/2/')),
    'the questions': all(goto('/questions/')),
    'a question': all(goto('/questions/kmskeynotaccessiblefault/')),
    'the guides': all(goto('/guides/')),
    ...Object.fromEntries(guides.map((name) => [`the guide ${name}`, all(goto(`/guides/${name}.html`))])),
  },
};

/** Those that look otherwise on a phone, in groups as above. */
export const onPhones = {
  'on a phone': {
    'the start': all(goto('/')),
    'the first minute, encrypted': all(async (at) => {
      await goto('/#v1/first-minute')(at);
      await tap('Encrypt the disk')(at);
    }),
    'step: refused by rule': all(async (at) => {
      await story('change-the-key', 2)(at);
      await run(at);
    }),
    map: within('.map', (at) => front(at, 'Map')),
    'inspector: a cluster': within('.inspector', inspect('.cluster > .box')),
    CloudTrail: within('.trail', (at) => front(at, 'CloudTrail')),
    share: all(dialog('Share')),
    'your own account: a report': all(async (at) => {
      await close(at);
      await goto('/#v1/own-account')(at);
      await at.page.getByRole('button', { name: 'Show a made-up company' }).click();
      await expect(at.page.getByRole('heading', { name: 'Findings' })).toBeFocused();
    }),
    'your own account: a cluster': within('main', async ({ page }) => {
      await section(page, 'Clusters and snapshots');
      await page.getByRole('button', { name: 'ledger', exact: true }).click();
    }),
    'your own account: the keys': within('main', ({ page }) => section(page, 'What depends on which key')),
  },
};

function link(name) {
  const rows = readFileSync(new URL('../links/good.tsv', import.meta.url), 'utf8').split('\n').map((row) => row.split('\t'));
  return rows.find(([one]) => one === name)[1];
}
