// Files dropped on an embed's console: files of its session. A page cannot open sessions in an embed, so neither can a file.
import { expect, openEmbed, test } from './embed.js';

test('a file that is picked in an embed is a file of its session, and so is an exported session', async ({ host, page }) => {
  const at = await openEmbed(page, host, { controls: 'story console' });
  const pick = at.console.getByLabel('Add a file');
  await pick.setInputFiles([{ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"aurora-encryption-playground/trace"}\n') }]);
  await expect(at.entries.locator('summary')).toHaveText('a.json, 48 B, added');
});
