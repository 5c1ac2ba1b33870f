// Scenarios that the author of the page around wrote: found beside that page, shown as text, never trusted.
import { embed, events, expect, inside, noteEvents, startEmbedHost, test } from './embed.js';

const own = (body = '## One\n\nFirst words.\n\n```aws\naws kms create-key --description mine\n```\n', title = 'Mine') => `---\ntitle: ${title}\nsummary: A scenario of my own.\nseed: 07\nedition: 2020\n---\n\n${body}`;
const steps = (count) => Array.from({ length: count }, (_, at) => `## Step ${at + 1}\n\nWords.\n`).join('\n');

for (const [where, file, scenario, head] of [
  ['beside the page', 'mine.md', './mine.md', ''],
  ['beside the page, without a dot', 'mine.md', 'mine.md', ''],
  ['with a name as mdBook needs it', 'mine.markdown', 'mine.markdown', ''],
  ['in a folder', 'lessons/mine.md', './lessons/mine.md', ''],
  ['in a folder, without a dot', 'lessons/mine.md', 'lessons/mine.md', ''],
  ['from the root', 'mine.md', '/mine.md', ''],
  ['below <base>', 'based/mine.md', './mine.md', '<base href="/based/">'],
  ['with another ending', 'lessons/mine', 'lessons/mine', ''],
]) {
  test(`a file ${where} is found`, async ({ host, page }) => {
    host.pages[file] = own();
    await page.goto(host.page(embed({ scenario }), { head }));
    const at = inside(page);
    await expect(at.title).toHaveText('One');
    await at.run.click();
    await expect(at.answers.first()).toContainText('KeyId');
    await at.element.evaluate((element) => element.reset());
    await expect(at.run).toBeEnabled();
  });
}

test('a file of another origin is read where that allows it, and is named where it does not', async ({ page, trouble, host }) => {
  trouble.expect(/CORS|net::ERR_FAILED|net::ERR_ABORTED/);
  const other = await startEmbedHost(trouble, { site: null });
  other.pages['mine.md'] = own();
  host.options.csp = undefined;
  await page.goto(host.page(embed({ scenario: `${other.url}/mine.md` })));
  await expect(inside(page).title).toHaveText('One');
  other.options.cors = false;
  await page.reload();
  const alert = inside(page).element.getByRole('alert');
  await expect(alert).toContainText(`The file ${other.url}/mine.md could not be loaded.`);
  other.options.cors = true;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(inside(page).title).toHaveText('One');
  await other.close();
});

test('in a frame, an address counts from embed.html', async ({ host, page, trouble }) => {
  trouble.expect(/404/);
  await page.goto(`${host.url}/p/embed.html?scenario=mine.md`);
  await expect(inside(page).element.getByRole('alert')).toContainText(`The file ${host.url}/p/mine.md could not be loaded.`);
});

test('a file that is not there is named', async ({ host, page, trouble }) => {
  trouble.expect(/404/);
  await page.goto(host.page(embed({ scenario: './gone.md' })));
  await expect(inside(page).element.getByRole('alert')).toContainText(`${host.url}/gone.md could not be loaded.`);
});

test('outputs that are not so are the author’s to mend, not the playground’s fault', async ({ host, page }) => {
  host.pages['mine.md'] = own('## One\n\n```aws\naws kms create-key\n```\n```output\nnothing of the kind\n```\n');
  await page.goto(host.page(embed({ scenario: './mine.md' })));
  const at = inside(page);
  await at.run.click();
  await expect(at.element.locator('.flash.warn')).toContainText('Not what the author of this scenario wrote.');
  await expect(at.element.getByText('fault of the playground')).toHaveCount(0);
});

for (const [what, text, said] of [
  ['without a title', '# Not one of ours\n', /can't be read: .*line 1/],
  ['of a megabyte', own(`## One\n\n${'words '.repeat(180_000)}\n`), /can't be read: .*(256|long)/],
  ['of 10,000 steps', own(steps(10_000)), /can't be read: .*(steps|100)/],
  ['of commands that are none', own('## One\n\n```aws\n```\n'), /can't be read: .*line \d+|One/],
  ['that is no text', '\0\0\0\u0001PNG', /can't be read: .*line 1/],
  ['that is empty', '', /can't be read/],
]) {
  test(`a file ${what} is refused in words`, async ({ host, page }) => {
    await noteEvents(page);
    host.pages['mine.md'] = text;
    await page.goto(host.page(embed({ scenario: './mine.md' })));
    const at = inside(page);
    await expect(at.element.locator('[role=alert], #story-title').first()).toContainText(said);
    await expect(at.element.getByText('Please report it')).toHaveCount(0);
    for (const { type, detail } of await events(page)) if (type === 'error') expect(detail.message.length).toBeLessThan(2000);
  });
}

test('hostile Markdown is text: nothing runs, nothing is fetched, no link leads anywhere', async ({ host, page }) => {
  const hostile = [
    '<script>globalThis.ran = 1</script>',
    '<img src="/fetched.png" onerror="globalThis.ran = 2">',
    '![picture](/fetched.png)',
    '[a link](javascript:globalThis.ran=3) and [data](data:text/html,hi)',
    '<a href="javascript:globalThis.ran=4">click</a>',
    '<style>* { display: none }</style><iframe src="/fetched.html"></iframe>',
    `${'> '.repeat(500)}deep`,
    `${'*'.repeat(2000)}stars${'*'.repeat(2000)}`,
    'NUL \0 and \u202Eoverride and \u2066isolate',
    '`</code></p></div><script>globalThis.ran = 5</script>`',
  ];
  for (const [at, line] of hostile.entries()) {
    host.pages[`h${at}.md`] = own(`## <b>One</b>\n\n${line}\n`, '<i>Mine</i>');
  }
  await page.goto(host.page(hostile.map((_, at) => embed({ scenario: `./h${at}.md`, controls: 'story' })).join('')));
  for (const at of hostile.keys()) {
    const one = inside(page, at);
    await expect(one.element.locator('[role=alert], #story-title').first()).toBeVisible();
    const story = one.element.locator('.embed');
    expect(await story.locator('script, img, iframe, style, b, i').count(), hostile[at]).toBe(0);
    const links = await story.locator('a').evaluateAll((all) => all.map((link) => new URL(link.href).protocol));
    expect(links.filter((protocol) => !/^https?:$/.test(protocol)), hostile[at]).toEqual([]);
  }
  expect(await page.evaluate(() => globalThis.ran)).toBe(undefined);
  expect(host.asked.filter(({ path }) => path.startsWith('/fetched'))).toEqual([]);
});
