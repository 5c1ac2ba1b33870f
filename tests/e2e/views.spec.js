// axe finds no faults in any view of the page, in light and in dark.
import { faultsInBoth } from './axe.js';
import { expect, test } from './page.js';
import { WIDE, parts } from './parts.js';
import { views } from './views.js';

for (const [group, each] of Object.entries(views)) {
  test(`${group}: axe finds nothing in any view`, async ({ page }) => {
    await page.setViewportSize(WIDE);
    const at = parts(page);
    for (const [name, go] of Object.entries(each)) {
      const t = performance.now();
      await test.step(name, async () => {
        await page.emulateMedia({ colorScheme: 'light' });
        await go(at);
        globalThis.T = performance.now();
        expect.soft(await faultsInBoth(page), name).toEqual([]);
      });
      if (process.env.TIMES) console.log(name, 'go', Math.round(T - t), 'axe', Math.round(performance.now() - T));
    }
  });
}
