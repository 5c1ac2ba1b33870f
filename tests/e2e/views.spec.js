// axe finds no faults in any view of the page, in light and in dark. Those of embeds: embed-access.spec.js.
import { faultsInBoth } from './axe.js';
import { expect, test } from './page.js';
import { WIDE, parts } from './parts.js';
import { onPhones, views } from './views.js';

for (const [groups, viewport] of [[views, WIDE], [onPhones, { width: 360, height: 740 }]]) {
  for (const [group, each] of Object.entries(groups)) {
    test(`${group}: axe finds nothing in any view`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ reducedMotion: 'reduce' }); // no colours on their way
      const at = parts(page);
      for (const [name, { go, part }] of Object.entries(each)) {
        await test.step(name, async () => {
          await page.emulateMedia({ colorScheme: 'light' });
          await go(at);
          expect.soft(await faultsInBoth(page, { inside: part }), name).toEqual([]);
        });
      }
    });
  }
}
