// The faults that axe, the accessibility checker, finds in a page, in light and in dark.
import AxeBuilder from '@axe-core/playwright';

/** Those of axe's rules that are about colours: the others give the same result in light and in dark. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Each fault as a line. `rules`: only these; `without`: all but these; `inside`: a selector of the part to check. */
export async function faults(page, { rules, without = [], inside } = {}) {
  // Reporting what is right as well takes axe longer than finding what is wrong.
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
