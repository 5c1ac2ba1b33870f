// Keeps the page for visits without a network, where the browser allows it; where it does not, nothing happens and
// nothing is said. Only for the page in a tab of its own: an embed never registers a worker. How: sw.js.

/** The build's version, written by the build. */
const VERSION = "@version";

/** Whether this page came from what is kept, so that there may be no network. */
export const kept = () => {
  try {
    return Boolean(navigator.serviceWorker?.controller); // throws in a frame with a sandbox
  } catch {
    return false;
  }
};

export const offline = async () => {
  try {
    const workers = navigator.serviceWorker;
    if (!workers || top !== self || VERSION.startsWith("@")) return;
    // Once the page has what it needs: the worker loads all of it again, most of it from the browser's cache.
    if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded, { once: true }));
    await new Promise((idle) => (globalThis.requestIdleCallback ?? setTimeout)(idle));
    await workers.register(new URL("sw.js", import.meta.url));
    const { active } = await workers.ready;
    if (!workers.controller) active.postMessage({ type: "version", version: VERSION });
  } catch {
    // The page works without.
  }
};
