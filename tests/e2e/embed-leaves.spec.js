// An embed leaves nothing behind in the browser.
import { embed, expect, inside, lesson, test } from './embed.js';

test.use({ reuseContext: false });

for (const how of ['element', 'frame']) {
  test(`as ${how}, it leaves no cookie, storage, worker, history entry, title or global behind`, async ({ host, page, context }) => {
    const url = how === 'element' ? host.page(embed({ scenario: lesson.id })) : host.page(`<iframe title="Playground" src="/p/embed.html?scenario=${lesson.id}&boot=now" width="800"></iframe>`, { from: null });
    await page.goto(url);
    const at = how === 'element' ? inside(page) : inside(page.frameLocator('iframe'));
    await at.run.click();
    await at.next.click();
    await expect(at.title).toHaveText(lesson.steps[1].title);
    expect(page.url()).toBe(url);
    await expect(page).toHaveTitle('Host');
    expect(await context.cookies()).toEqual([]);
    const frame = page.frames().at(-1);
    const left = await frame.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      history: history.length,
      globals: Object.keys(globalThis).filter((name) => /aurora|playground|wasm/i.test(name)),
    }));
    expect(left).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0, history: 2, globals: [] });
  });
}
