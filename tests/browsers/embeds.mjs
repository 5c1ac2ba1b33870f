// The element in a page of another origin, and the frame with a sandbox.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksDatabase, lessons } from '../e2e/lessons.js';
import { host } from './host.mjs';
import { click, driver, go, inPage, until } from './tab.mjs';
import { walk } from './walk.mjs';

const home = await host({ csp: undefined });
const asks = lessons.find(({ id, steps }) => id !== lessons[0].id && steps.some(asksDatabase));
const guest = await host({
  csp: `default-src 'none'; script-src 'self' ${home.url} 'wasm-unsafe-eval'; style-src 'self' ${home.url}; connect-src ${home.url}; img-src 'self' ${home.url} data:; frame-src ${home.url}`,
  folders: {
    '/': {
      'element.html': `<!doctype html><meta charset="utf-8"><title>A guide</title><script type="module" src="${home.url}/embed.js"></script><aurora-playground scenario="${asks.id}" boot="now" title="Test"></aurora-playground>`,
      'theirs.md': '---\ntitle: Theirs\nsummary: Of another site.\nseed: 07\nedition: 2020\n---\n\n## One\n\n```aws\naws kms create-key\n```\n\n## Two\n\nWords.\n',
      'frame.html': `<!doctype html><meta charset="utf-8"><title>A guide</title><script type="module" src="${home.url}/host.js"></script><iframe sandbox="allow-scripts" src="${home.url}/embed.html?scenario=${asks.id}" width="1200" height="300" title="Test"></iframe>`,
    },
  },
});
const clean = () => (home.clean(), guest.clean());

test(`the element in a page of another origin, under a strict policy: ${asks.id}, SQL included, as its file says`, async () => {
  await go(`${guest.url}/element.html`);
  await walk(asks);
  clean();
});

test('in a frame with sandbox="allow-scripts" the embed runs, and the page around gives it its height', async () => {
  await go(`${guest.url}/frame.html`);
  const outer = () => inPage(() => document.querySelector('iframe').clientHeight);
  await driver.switchTo().frame(0);
  await until(() => named('Run', '.controls'));
  assert.equal(await inPage(() => self.origin), 'null');
  const inner = () => inPage(() => Math.ceil(document.querySelector('aurora-playground').getBoundingClientRect().height));
  const first = await inner();
  await driver.switchTo().defaultContent();
  await until((height) => document.querySelector('iframe').clientHeight === height, first);
  assert.notEqual(await outer(), 300);
  await driver.switchTo().frame(0);
  await click('Run', '.controls');
  await until(() => seen(one('.answer')));
  await driver.switchTo().defaultContent();
  clean();
});

test('a scenario of another site is named and asks; no script of that site runs', async () => {
  const { host } = new URL(guest.url);
  await go(`${home.url}/embed.html?boot=now&step=2&scenario=${encodeURIComponent(`${guest.url}/theirs.md`)}`);
  await until((name) => text('.from b') === name, host);
  assert.equal(await inPage(() => text('#asked')), '1 command from someone else. Run it?');
  await click('Run them');
  await until(() => text('#story-title') === 'Two');
  clean();
  const ended = await inPage((src) => new Promise((done) => document.head.append(Object.assign(document.createElement('script'), { src, onload: () => done('ran'), onerror: () => done('refused') }))), `${guest.url}/watch/watch.js`);
  assert.equal(ended, 'refused');
});
