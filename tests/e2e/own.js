// The page "Your own account": its sections, and the way from one to another.
import { expect } from './page.js';

export const sections = (page) => page.getByRole('navigation', { name: 'Sections of the report' });
const link = (page, name) => sections(page).getByRole('link', { name: new RegExp(`^${name.replace('?', '\\?')}( [\\d,]+)?$`) });

/** Opens a section by its link, and waits until its heading has the focus. */
export async function section(page, name) {
  await link(page, name).click();
  await expect(link(page, name)).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('main h2').first()).toBeFocused();
}
