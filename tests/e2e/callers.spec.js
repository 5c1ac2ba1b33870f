// Above CloudTrail stands who calls at present, and what was set of callers, as far as it differs from the beginning.
import { expect, test } from './page.js';
import { WIDE, openFree, type } from './parts.js';

test.use({ viewport: WIDE });

test('who calls at present is said above CloudTrail', async ({ page }) => {
  const at = await openFree(page);
  const callers = page.locator('.callers');
  await expect(callers.locator('p')).toHaveCount(0);
  await type(at, 'playground set-caller --source-ip 198.51.100.7 --profile dev');
  await expect(callers).toContainText('The address of user dev in account 111122223333: 198.51.100.7.');
  await type(at, 'export AWS_PROFILE=dev');
  await expect(callers).toContainText('Without --profile, commands run as user dev in account 111122223333.');
});
