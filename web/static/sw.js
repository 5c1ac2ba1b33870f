// The page's service worker: keeps the page's files, all from one build, so that it opens without a network after the
// first visit. Embeds bypass it and use the network: see `mine`.
//
// A build is kept completely or not at all. Each file is checked against its hash, so if the build is replaced on the
// host during the installation, that fails and is tried again at the next visit. A new build waits until no tab runs
// the old one, which is what browsers do by default: so the files that a tab loads always fit together, and the next
// visit gets the new build.

import { UNUSED } from "./sql-file.js";

/** `{ version, files: { path: hash } }`, inserted by the build. "" is the page itself. */
const BUILD = "@build";

const scope = registration.scope;
const whole = (path) => new URL(path, scope).href;
/** The address without query and fragment. */
const bare = (address) => address.split(/[?#]/, 1)[0];

/** Several playgrounds may be on one host: each deletes only its own files. */
const OURS = `aurora-playground ${scope} `;
const CACHE = OURS + BUILD.version;
const PAGE = [whole(""), whole("index.html")];
const NEEDED = Object.entries(BUILD.files ?? {}).filter(([path]) => path !== UNUSED);
const FILES = new Map(NEEDED.map(([path, hash]) => [whole(path), hash]));

// A server on this machine is somebody's workshop: its files come first, and the cache is for when it is off.
const WORKSHOP = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname);

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy()));
addEventListener("message", (event) => event.waitUntil(asked(event)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const address = bare(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    if (PAGE.includes(address)) event.respondWith(given(whole(""), request));
  } else if (FILES.has(address)) {
    event.respondWith(mine(event).then((ours) => (ours ? given(address, request) : fetch(request))));
  }
});

const install = async () => {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all([...FILES].map(([address, integrity]) => keep(cache, address, integrity)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
};

const keep = async (cache, address, integrity) => {
  const answer = await fetch(address, { integrity, cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  // A browser refuses to open a page from a response that was redirected.
  const { status, headers } = answer;
  await cache.put(address, answer.redirected ? new Response(await answer.blob(), { status, headers }) : answer);
};

const tidy = async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
};

/** Whether the request comes from the page, and not from an embed, whose loader may be of another build. */
const mine = async ({ clientId }) => {
  const client = clientId && (await clients.get(clientId));
  return Boolean(client) && PAGE.includes(bare(client.url));
};

const given = async (address, request) => {
  if (WORKSHOP) {
    try {
      return await fetch(request);
    } catch {
      // The server is off.
    }
  }
  const kept = await (await caches.open(CACHE)).match(address);
  return kept ?? fetch(request);
};

/**
 * Handles the message of a page that was loaded from the network before there was a worker: it says which build it is
 * from.
 */
const asked = async ({ data }) => {
  if (data?.type === "version" && data.version === BUILD.version) await clients.claim();
};
