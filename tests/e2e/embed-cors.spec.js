// The playground at another origin, which does not allow other pages to load it, or only parts of it: what the author
// wrote into the element stays readable.
import { embed, expect, inside, lesson, startEmbedHost, test } from './embed.js';

const WROTE = 'What the author wrote.';
const page = (host, far) => {
  host.options.csp = undefined;
  return host.page(embed({ scenario: lesson.id }, `<p>${WROTE}</p>`), { from: `${far.url}/p/` });
};
const OPEN = { 'Access-Control-Allow-Origin': '*' };

for (const [what, options, defined] of [
  ['nothing', {}, false],
  ['embed.js alone', { headers: (path) => (path.endsWith('/embed.js') ? OPEN : {}) }, true],
  ['all but the program', { headers: (path) => (path.includes('/pkg/') ? {} : OPEN) }, true],
]) {
  test(`where ${what} may be loaded, the author’s text can be read`, async ({ host, page: tab, trouble }) => {
    trouble.expect(/CORS|net::ERR_FAILED|net::ERR_ABORTED/);
    const far = await startEmbedHost(trouble, { cors: false, ...options });
    await tab.goto(page(host, far));
    const at = inside(tab);
    if (defined) await expect(at.state).toHaveText(new RegExp(`The playground could not be loaded.*${far.url}.*Access-Control-Allow-Origin`));
    // Other scripts may still be loading: the host stays until the last of them has its answer.
    await tab.waitForLoadState('networkidle');
    await expect(tab.getByText(WROTE)).toBeVisible();
    expect(await at.element.evaluate((element) => element.matches(':defined'))).toBe(defined);
    await far.close();
  });
}
