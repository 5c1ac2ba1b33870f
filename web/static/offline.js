// Keeps the page for visits without a network, if the browser allows it; otherwise nothing happens. This is only for
// the page in a tab of its own: an embed never registers a worker. sw.js explains how it works.

/** The build's version, which the build inserts. */
const VERSION = "@version";

/** Whether this page came from the cache, so that there may be no network. */
export const kept = () => {
  try {
    return Boolean(navigator.serviceWorker?.controller); // this throws in a sandboxed frame
  } catch {
    return false;
  }
};

export const offline = async () => {
  try {
    const workers = navigator.serviceWorker;
    if (!workers || top !== self || VERSION.startsWith("@")) return;
    // Only when the page has what it needs, since the worker loads everything again, mostly from the browser's cache.
    if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded, { once: true }));
    await new Promise((idle) => (globalThis.requestIdleCallback ?? setTimeout)(idle));
    await workers.register(new URL("sw.js", import.meta.url));
    const { active } = await workers.ready;
    if (!workers.controller) active.postMessage({ type: "version", version: VERSION });
  } catch {
    // The page also works without it.
  }
};
