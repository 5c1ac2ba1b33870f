// Scenarios by the author of the surrounding page: found next to that page, shown as text, never trusted.
import { embed, events, expect, inside, noteEvents, startEmbedHost, test } from './embed.js';

const own = (body = '## One\n\nFirst words.\n\n```aws\naws kms create-key --description mine\n```\n', title = 'Mine') => `---\ntitle: ${title}\nsummary: A scenario of my own.\nseed: 07\nedition: 2020\n---\n\n${body}`;
const steps = (count) => Array.from({ length: count }, (_, at) => `## Step ${at + 1}\n\nWords.\n`).join('\n');

test('a file is found by its address from the page, however that is written', async ({ host, page }) => {
  const files = [
    ['one.md', './one.md'],
    ['two.md', 'two.md'],
    ['three.markdown', 'three.markdown'], // the form that mdBook needs
    ['four.md', '/four.md'],
    ['lessons/five.md', './lessons/five.md'],
    ['lessons/six.md', 'lessons/six.md'],
    ['lessons/seven', 'lessons/seven'],
  ];
  for (const [file] of files) host.pages[file] = own().replace('## One', `## ${file}`);
  await page.goto(host.page(files.map(([, scenario]) => embed({ scenario })).join('')));
  for (const [nth, [file]] of files.entries()) await expect(inside(page, nth).title).toHaveText(file);
  const at = inside(page);
  await at.run.click();
  await expect(at.answers.first()).toContainText('KeyId');
  await at.element.evaluate((element) => element.reset());
  await expect(at.run).toBeEnabled();
});

test('a file below <base> is found', async ({ host, page }) => {
  host.pages['based/mine.md'] = own();
  await page.goto(host.page(embed({ scenario: './mine.md' }), { head: '<base href="/based/">' }));
  await expect(inside(page).title).toHaveText('One');
});

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
  await expect(at.element.locator('.flash.warn')).toContainText('what the author of the scenario wrote.');
  await expect(at.element.getByText('fault of the playground')).toHaveCount(0);
});

test('files that can’t be read are refused in words', async ({ host, page, trouble }) => {
  trouble.expect(/f1\.md.*ERR_ABORTED/); // of the megabyte, only the beginning is received
  const files = [
    ['without a title', '# Not one of ours\n', /can't be read: .*line 1/],
    ['of a megabyte', own(`## One\n\n${'words '.repeat(180_000)}\n`), /can't be read: .*(256|long)/],
    ['of 10,000 steps', own(steps(10_000)), /can't be read: .*(steps|100)/],
    ['of commands that are none', own('## One\n\n```aws\n```\n'), /can't be read: .*line \d+|One/],
    ['that is no text', '\0\0\0\u0001PNG', /can't be read: .*line 1/],
    ['that is empty', '', /can't be read/],
  ];
  await noteEvents(page);
  for (const [nth, [, text]] of files.entries()) host.pages[`f${nth}.md`] = text;
  await page.goto(host.page(files.map((_, nth) => embed({ scenario: `./f${nth}.md` })).join('')));
  for (const [nth, [what, , said]] of files.entries()) {
    const { element } = inside(page, nth);
    await expect(element.locator('[role=alert], #story-title').first(), what).toContainText(said);
    await expect(element.getByText('Please report it'), what).toHaveCount(0);
  }
  for (const { type, detail } of await events(page)) if (type === 'error') expect(detail.message.length).toBeLessThan(2000);
});

test('of a file of 100 MB, the scenario’s own or one in another language, only the beginning is received', async ({ host, page, trouble }) => {
  trouble.expect(/ERR_ABORTED.*huge/);
  trouble.expect(/huge.*ERR_ABORTED/);
  const words = Buffer.alloc(100_000_000, 'words ');
  host.options.change = (path, bytes) => (/huge/.test(path) && !path.endsWith('/huge-german.md') ? Buffer.concat([bytes, words]) : undefined);
  Object.assign(host.pages, { 'huge.md': own(), 'huge-german.md': own().replace('seed:', 'languages: de\nseed:'), 'huge-german.de.md': '---\ntitle: Meins\nsummary: S\n---\n\n' });
  const stopped = [];
  page.on('requestfailed', (request) => stopped.push(new URL(request.url()).pathname.split('/').at(-1)));
  await page.goto(host.page(`${embed({ scenario: './huge.md' })}${embed({ scenario: './huge-german.md', lang: 'de' })}`));
  await expect(inside(page).element.getByRole('alert')).toContainText(/can't be read: .*too long: a scenario can have 256 KiB/);
  const german = inside(page, 1);
  await expect(german.title).toHaveText('One');
  await expect(german.element.getByText('The scenario is shown in English.')).toContainText('too long: a scenario can have 256 KiB');
  expect(stopped.sort()).toEqual(['huge-german.de.md', 'huge.md']);
});

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

test('an id on the surrounding page takes no name from it', async ({ host, page }) => {
  await page.goto(host.page('<a id="auroraPlaygroundFiles" href="x">x</a><a id="trustedTypes" href="x">x</a>' + embed({ scenario: 'create-encrypted' })));
  await expect(inside(page).title).not.toBeEmpty();
});
