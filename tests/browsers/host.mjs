// A host for the built site, which is told of everything that goes wrong in its pages, since the drivers of the two
// browsers don't report it.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { PAGE_CSP, startHost } from '../e2e/host.js';

const TROUBLE = '/trouble/';

/** Runs in the page, before anything else: requests an address from the host that says what went wrong, and keeps it for tab.mjs. */
const watch = (address) => {
  globalThis.wentWrong = [];
  const tell = (kind, what) => {
    wentWrong.push(`${kind}: ${what}`);
    fetch(address + encodeURIComponent(`${kind}: ${what}`), { mode: 'no-cors', keepalive: true }).catch(() => {});
  };
  addEventListener('error', ({ error, message, target }) => tell('error', target === window ? (error?.stack ?? message) : `${target.localName} ${target.src ?? target.href}`), true);
  addEventListener('unhandledrejection', ({ reason }) => tell('rejection', reason?.stack ?? reason));
  addEventListener('securitypolicyviolation', (event) => tell('policy', `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  for (const kind of ['error', 'warn']) {
    const say = console[kind];
    console[kind] = (...all) => (tell(kind, all.join(' ')), say.apply(console, all));
  }
};

/**
 * Like `startHost`, until the test that started it, or the last test, has ended. `trouble()` returns what pages have
 * reported, and `clean()` fails if there is any.
 */
export const host = async (options = {}) => {
  const { change } = options;
  const started = await startHost({ folders: { '/': 'dist' }, cors: true, csp: PAGE_CSP, ...options });
  after(started.close);
  started.options.folders = { ...started.options.folders, '/watch/': { 'watch.js': `(${watch})(new URL('${TROUBLE}', document.currentScript.src));` } };
  started.options.change = (path, bytes) => {
    const changed = change?.(path, bytes) ?? bytes;
    return path.endsWith('/') || path.endsWith('.html') ? String(changed).replace(/<meta charset="utf-8">/, `$&<script src="${started.url}/watch/watch.js"></script>`) : changed;
  };
  const trouble = () => started.asked.filter(({ path }) => path.startsWith(TROUBLE)).map(({ path }) => path.slice(TROUBLE.length));
  return Object.assign(started, { trouble, clean: () => assert.deepEqual(trouble(), []) });
};
