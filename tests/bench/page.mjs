// Measurements of the page by what it shows: `#story-title` is the scenario's step, `.controls .primary` the button
// that runs it or shows the next, `#outcome` the result.
import { get } from 'node:http';
import { takeTime } from '../e2e/time.js';

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

/** Notes how long the browser took from each click or key to the frame that shows its effect. */
const watchEvents = () => {
  globalThis.painted = new Map();
  const watcher = new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId) globalThis.painted.set(interactionId, Math.max(duration, globalThis.painted.get(interactionId) ?? 0));
    }
  });
  watcher.observe({ type: 'event', durationThreshold: 16 });
};

/** The durations noted since the last call, in milliseconds. The browser rounds them to 8, and leaves out what takes less than 16. */
const painted = async (page) => {
  // Entries come with the frame after the one they are about.
  await page.evaluate(() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go, 20)))));
  return page.evaluate(() => {
    const times = [...globalThis.painted.values()];
    globalThis.painted.clear();
    return times;
  });
};

/** Clicks through a scenario with a mouse: for each click, milliseconds from the click to the frame that shows its effect. */
export async function paints(browser, url, id) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.addInitScript(watchEvents);
    await page.addInitScript(takeTime);
    await page.goto(`${url}/#v1/${id}/1`);
    const button = page.locator('.controls .primary:enabled:not([aria-disabled])');
    await button.waitFor();
    const times = [];
    for (let click = 0; click < 200 && (await button.count()); click += 1) {
      const before = await page.locator('.controls .primary').textContent();
      await painted(page);
      await button.click();
      await page.waitForFunction(
        (before) => {
          const now = document.querySelector('.controls .primary');
          return !now || now.disabled || now.textContent !== before;
        },
        before,
      );
      times.push(Math.max(16, ...(await painted(page))));
    }
    if (!times.length) throw new Error('the scenario has no button that runs a step');
    return times;
  } finally {
    await page.close();
  }
}

/** A session with this many clusters and commands: milliseconds from a key, a click or a command to the frame that shows its effect. */
export async function manyThings(browser, url, clusters, commands) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    page.setDefaultTimeout(120_000);
    await page.addInitScript(watchEvents);
    await page.goto(`${url}/#v1/free`);
    const line = page.locator('#command');
    const count = page.locator('.time-count');
    const run = async (lines) => {
      const before = await count.textContent();
      await line.fill(lines.join('\n'));
      await painted(page);
      await line.press('Enter');
      await page.waitForFunction((before) => document.querySelector('.time-count').textContent !== before, before);
      return painted(page);
    };
    const create = (n) => `aws rds create-db-cluster --db-cluster-identifier c${n} --engine aurora-mysql --master-username admin --master-user-password not-a-secret --storage-encrypted --kms-key-id $KEY`;
    const fill = async (count, command) => {
      for (let done = 0; done < count; done += 250) await run(Array.from({ length: Math.min(250, count - done) }, (_, i) => command(done + i)));
    };
    await run([`playground set-quota --name db-clusters --value ${clusters + 40}`, 'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)']);
    await fill(clusters, create);
    await run(['playground wait 10m']);
    await fill(commands - clusters - 30, () => 'aws kms list-aliases');
    const rows = { 'a key on the timeline': [], 'a command that reads': [], 'a command that creates a cluster': [], 'a letter in the search': [], 'a key opened on the map': [] };
    await page.locator('.time input').focus();
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'ArrowRight', 'PageDown', 'End']) {
      await painted(page);
      await page.keyboard.press(key);
      rows['a key on the timeline'].push(Math.max(16, ...(await painted(page))));
    }
    for (let n = 0; n < 5; n += 1) {
      rows['a command that reads'].push(Math.max(16, ...(await run(['aws kms list-aliases']))));
      rows['a command that creates a cluster'].push(Math.max(16, ...(await run([create(clusters + n)]))));
    }
    await page.getByRole('searchbox').focus();
    for (const key of 'c1999') {
      await painted(page);
      await page.keyboard.press(key);
      rows['a letter in the search'].push(Math.max(16, ...(await painted(page))));
    }
    await page.getByRole('searchbox').fill('');
    for (let n = 0; n < 3; n += 1) {
      await page.locator('.cluster .box-button').first().click();
      await painted(page);
      await page.locator('.box.key .box-button').first().click();
      rows['a key opened on the map'].push(Math.max(16, ...(await painted(page))));
    }
    return rows;
  } finally {
    await page.close();
  }
}
