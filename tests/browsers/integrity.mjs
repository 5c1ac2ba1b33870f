// What is loaded from another host is what was built; otherwise it does not run, and the reader is told.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startHost } from '../e2e/host.js';
import { lessons } from '../e2e/lessons.js';
import { browser, go, inPage, until } from './tab.mjs';

const [lesson] = lessons;
const FILES = ['files.js', 'hooks.js', 'keep.js', 'pkg/playground_web.js', 'pkg/playground_web_bg.wasm', 'style.css', 'panels.css', 'icons.svg'];

/** A changed script would report that it runs. */
const spoil = (name, bytes) => {
  if (name.endsWith('.js')) return `${bytes}\ndocument.documentElement.dataset.spoilt = "yes";`;
  if (!name.endsWith('.wasm')) return `${bytes} `;
  const other = Buffer.from(bytes);
  other[other.length - 5] ^= 1;
  return other;
};

const guide = (from, boot = 'now') => `<!doctype html><meta charset="utf-8"><title>A guide</title><script type="module" src="${from}embed.js"></script>
<aurora-playground scenario="${lesson.id}" boot="${boot}" title="Test"><p>What the author wrote.</p></aurora-playground>`;

/** Whether the fault has been corrected. */
let right = false;
/** Copies of the playground by path: in each, one file is changed or missing. */
const copies = new Map(['spoilt', 'missing'].flatMap((what) => FILES.map((file, index) => [`${what}/${index}/`, { what, file }])));
const wrong = (path, kind) => {
  const [copy] = path.match(/[a-z]+\/\d+\//) ?? [];
  const { what, file } = copies.get(copy) ?? {};
  return !right && what === kind && path === `/${copy}${file}` ? file : undefined;
};
const cdn = await startHost({
  cors: true,
  folders: Object.fromEntries(['right/', ...copies.keys()].map((path) => [`/${path}`, 'dist'])),
  change: (path, bytes) => wrong(path, 'spoilt') && spoil(wrong(path, 'spoilt'), bytes),
  status: (path) => wrong(path, 'missing') && 404,
});
const frames = ['right/', ...copies.keys()];
const site = await startHost({
  folders: {
    '/': {
      'index.html': `<!doctype html><title>Guides</title>${[...frames, 'later/'].map((path) => `<iframe src="${path}" title="${path}" width="400" height="300"></iframe>`).join('')}`,
      ...Object.fromEntries(frames.map((path) => [`${path}index.html`, guide(`${cdn.url}/${path}`)])),
      'later/index.html': guide(`${cdn.url}/right/`, 'click'),
    },
  },
});
after(() => Promise.all([site.close(), cdn.close()]));

/** What each frame shows once all have started or reported an error, by copy. */
const standing = async () => {
  const all = await until(() => {
    const found = [...document.querySelectorAll('iframe')].map((frame) => {
      const inner = frame.contentDocument.querySelector('aurora-playground')?.shadowRoot;
      const poster = inner?.querySelector('.aurora > .poster');
      const own = poster?.querySelector('slot').assignedElements().map((element) => element.innerText).join();
      return [frame.title, { begun: Boolean(inner?.querySelector('.story h2')), said: poster?.querySelector('.poster-state').textContent, own, button: poster?.querySelector('.poster-start').innerText, ran: Boolean(frame.contentDocument.documentElement.dataset.spoilt) }];
    });
    return found.every(([title, { begun, said }]) => begun || title === 'later/' || (said && said !== 'Loading …')) && found;
  });
  return Object.fromEntries(all);
};
const tryAgain = (which = 'iframe') =>
  inPage((which) => {
    for (const frame of document.querySelectorAll(which)) frame.contentDocument.querySelector('aurora-playground').shadowRoot.querySelector('.poster-start:not([hidden])')?.click();
  }, which);

/** Checks that a reader is told about the wrong file, that nothing has run, and that nothing is lost. */
const expectRefused = (all) => {
  for (const [path, { what, file }] of copies) {
    const { begun, said, own, button, ran } = all[path];
    const detail = what === 'spoilt' ? /^The playground wasn't started: .* \((.*) is not the file that belongs here: (NetworkError|Load failed).*\)$/ : /^The playground could not be loaded\. Check the connection .* \((.*): 404 Not Found\) If this is your page: .*Access-Control-Allow-Origin\.$/;
    assert.match(said, detail, file);
    assert.equal(said.match(detail)[1], file);
    assert.deepEqual({ begun, own, button, ran }, { begun: false, own: 'What the author wrote.', button: 'Try again', ran: false }, file);
  }
};

test('from another host: what was built runs, and each script is asked for once', async () => {
  await go(`${site.url}/`);
  assert.equal((await standing())['right/'].begun, true);
  const scripts = cdn.asked.filter(({ path }) => /^\/right\/.*\.js$/.test(path)).map(({ path }) => path.slice('/right/'.length));
  assert.deepEqual(scripts.sort(), ['embed.js', 'embed.js', 'files.js', 'hooks.js', 'keep.js', 'pkg/playground_web.js']); // two frames have the first one
});

test('one byte changed, or a file missing: not run, said in its own words, the author’s text stays; also when tried again', async () => {
  expectRefused(await standing());
  await tryAgain();
  expectRefused(await standing());
});

test('put right, it begins when tried again, or when the page is loaded again, as it says', async () => {
  right = true;
  await tryAgain();
  const all = await standing();
  for (const [path, { file }] of copies) {
    const { begun, said } = all[path];
    // Firefox tries a script once; Chromium and WebKit try again.
    if (file.endsWith('.js') && browser === 'firefox') assert.match(said, /^The browser hasn't run .* Reload the page/, file);
    else assert.equal(begun, true, `${path} ${file}: ${said}`);
  }
  await go(`${site.url}/`);
  for (const [path, { begun, said }] of Object.entries(await standing())) assert.equal(begun, path !== 'later/', `${path}: ${said}`);
});

test('a host that is gone is said to be, in the browser’s own word', async () => {
  await cdn.close();
  await tryAgain('iframe[title="later/"]');
  await until(() => /^The playground could not be loaded\. Check the connection .* \([\w./]+: (NetworkError|Load failed).*\) If this is your page: /.test(document.querySelector('iframe[title="later/"]').contentDocument.querySelector('aurora-playground').shadowRoot.querySelector('.poster-state').textContent));
});
