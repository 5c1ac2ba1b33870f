// Measurements of the page by what it shows: `#story-title` is the scenario's step, `.controls .primary` the button
// that runs it or shows the next, `#outcome` the result.
import { get } from 'node:http';

/** Opens an address in a context without a cache. Gives milliseconds from navigation to a step that can be
 * read, and to one that can be taken; and what had been loaded by either. */
export async function firstInteractive(browser, address) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const when = (selector) =>
        new Promise((resolve) => {
          const watcher = new MutationObserver(() => {
            if (!document.querySelector(selector)) return;
            watcher.disconnect();
            resolve(performance.now());
          });
          watcher.observe(document, { childList: true, subtree: true, attributes: true });
        });
      globalThis.firstStep = Promise.all([when('.story h2'), when('.controls .primary:enabled')]);
    });
    await page.goto(address);
    const times = await page.evaluate(() => Promise.race([globalThis.firstStep, new Promise((resolve) => setTimeout(resolve, 20_000, null))]));
    if (times === null) throw new Error('no step could be taken within 20 seconds');
    // Shows that it is interactive, and not only drawn.
    await page.locator('.controls .primary').click();
    await page.locator('#outcome').waitFor();
    // Files that were still loading were not needed.
    const loaded = await page.evaluate((times) => {
      const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
      return times.map((time) => all.filter((one) => one.responseEnd <= time).map((one) => one.name));
    }, times);
    const bare = (addresses) => [...new Set(addresses.map((one) => one.split('#')[0]))];
    return { times, loaded: loaded.map(bare) };
  } finally {
    await context.close();
  }
}

/** The number of bytes of the bodies in this encoding. */
export async function bytesOf(urls, encoding) {
  const size = (address) =>
    new Promise((resolve, reject) => {
      get(address, { headers: { 'Accept-Encoding': encoding } }, (answer) => {
        let bytes = 0;
        answer.on('data', (block) => (bytes += block.length));
        answer.on('end', () => resolve(bytes));
      }).on('error', reject);
    });
  const sizes = await Promise.all(urls.map(size));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** Clicks through a scenario from its first step; milliseconds from each click that runs commands to the page laid out
 * anew. A click that has to wait for the database engine is not counted: that would measure the network. */
export async function clicks(browser, url, id) {
  const page = await browser.newPage();
  try {
    await page.goto(`${url}/#v1/${id}/1`);
    await page.locator('.controls .primary:enabled').waitFor();
    return await page.evaluate(async () => {
      const times = [];
      // The next task comes after everything that the click has started, and after the layout of what changed. Not the
      // next frame, which would measure the screen's 60 Hz.
      const drawn = async () => {
        await new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(null);
        });
        document.body.getBoundingClientRect();
      };
      for (let click = 0; click < 200; click += 1) {
        const button = document.querySelector('.controls .primary:enabled');
        if (!button) break;
        const runs = button.textContent.trim() === 'Run';
        const began = performance.now();
        button.click();
        await drawn();
        // If the page needs more than one task, all of them are waited for.
        let waited = false;
        while (runs && !document.querySelector('#outcome') && performance.now() - began < 20_000) {
          await drawn();
          waited ||= Boolean(document.querySelector('#wait'));
        }
        const took = performance.now() - began;
        // If it were clicked again before the next step is drawn, the button would run that step without measuring it.
        for (let task = 0; !runs && task < 1000 && document.querySelector('#outcome'); task += 1) await drawn();
        if (!runs) continue;
        if (!document.querySelector('#outcome')) throw new Error('a step was run and the page shows no outcome');
        if (!waited) times.push(took);
      }
      if (!times.length) throw new Error('the scenario has no button that runs a step');
      return times;
    });
  } finally {
    await page.close();
  }
}
