// What axe, the checker of accessibility, finds wrong in a page as it stands, in light and in dark.
import AxeBuilder from '@axe-core/playwright';

/** Of axe's rules those about colours: for the others it makes no difference whether a page is light or dark. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Each fault as one line. `rules`: only these; `without`: all but these; `inside`: a selector of the part to look at. */
export async function faults(page, { rules, without = [], inside } = {}) {
  // Writing down what is right as well takes axe longer than finding what is wrong.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (rules) axe.withRules(rules);
  else axe.disableRules(without);
  if (inside) axe.include(inside);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((n) => `${id}: ${n.target} ${n.failureSummary}`));
}

/** The faults of a page in light, and those that it has in dark. */
export async function faultsInBoth(page, options = {}) {
  const found = [];
  for (const [colorScheme, rules] of [['light', undefined], ['dark', COLOURS]]) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await faults(page, { ...options, rules })).map((line) => `${colorScheme} ${line}`));
  }
  return found;
}
