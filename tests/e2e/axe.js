// The faults that axe, the accessibility checker, finds in a page, in light and in dark.
import axe from 'axe-core';

/** Those of axe's rules that are about colours: the others give the same result in light and in dark. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Each fault as a line. `rules`: only these; `without`: all but these; `inside`: a selector of the part to check. */
export async function faults(page, { rules, without = [], inside } = {}) {
  // A document gets axe once: its source is half a megabyte.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const options = {
    // Reporting what is right as well takes axe longer than finding what is wrong.
    resultTypes: ['violations'],
    // Without it, axe loads the style sheets once more, to look for an orientation that is locked.
    preload: false,
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
    rules: Object.fromEntries(without.map((id) => [id, { enabled: false }])),
  };
  const violations = await page.evaluate(async ([part, how]) => (await globalThis.axe.run(part ?? document, how)).violations, [inside, options]);
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
