// Options, events and methods: what authors write, and what scripts around an embed can rely on.
import { embed, events, expect, inside, lesson, noteEvents, openEmbed, test } from './embed.js';
import { firstStep, lessons } from './lessons.js';

const LAST = lesson.steps.length;
const refused = firstStep((step) => step.refused?.rule && !step.question);
const call = (at, name, ...given) =>
  at.element.evaluate((element, [name, given]) => element[name](...given).then((value) => value, (error) => `${error.name}: ${error.message}`), [name, given]);

test.describe('options', () => {
  const PANELS = ['Scenario', 'Map', 'Inspector', 'Console', 'CloudTrail', 'Timeline'];
  const table = [
    ['full', PANELS, true],
    ['', PANELS, true],
    ['minimal', ['Scenario', 'Map', 'Inspector'], true],
    ['none', ['Scenario', 'Map'], false],
    ['map', ['Map'], false],
    ['story', ['Scenario'], true],
    ['console, story', ['Scenario', 'Console'], true],
    [' trail  timeline ', ['CloudTrail', 'Timeline'], false],
  ];
  test('controls are the panels and the buttons that are shown', async ({ host, page }) => {
    await page.goto(host.page(table.map(([controls]) => embed({ scenario: lesson.id, controls })).join('')));
    for (const [nth, [controls, panels, buttons]] of table.entries()) {
      const { element } = inside(page, nth);
      await expect(element.locator('.panel').first(), controls).toBeAttached();
      expect((await element.locator('.panel').evaluateAll((all) => all.map((one) => one.ariaLabel))).sort(), controls).toEqual([...panels].sort());
      await expect(element.locator('.controls'), controls).toHaveCount(buttons ? 1 : 0);
    }
  });

  test('the edition is that of free play, or the one in whose world a scenario runs, and is shown', async ({ host, page }) => {
    const [then, today] = ['Edition: December 2020', 'Edition: AWS today (2026)'];
    const table = [
      [{}, then, '#v1/free'],
      [{ edition: '2026' }, today, '#v1/free?edition=2026'],
      [{ scenario: lesson.id }, then, `#v1/${lesson.id}/1`],
      [{ scenario: lesson.id, edition: '2026' }, today, `#v1/${lesson.id}/1?edition=2026`],
    ];
    await page.goto(host.page(table.map(([options]) => embed(options)).join('')));
    for (const [nth, [options, edition, hash]] of table.entries()) {
      const { element } = inside(page, nth);
      const shown = element.locator('.embed-bar .edition');
      await element.scrollIntoViewIfNeeded();
      await expect(shown, JSON.stringify(options)).toHaveText(edition);
      await expect(element.getByRole('link', { name: 'Open in the playground' })).toHaveAttribute('href', new RegExp(`/p/index\\.html${hash.replace('?', '\\?')}$`));
      await element.evaluate((element) => element.run('aws kms create-key').then(() => element.reset()));
      await expect(shown, JSON.stringify(options)).toHaveText(edition);
      expect(await element.evaluate((element) => element.edition)).toBe(options.edition ?? '');
    }
  });

  const wrong = [
    [{ controls: 'buttons' }, /controls can be full, minimal, none, or a list of .*; not buttons/],
    [{ edition: '2031' }, /edition can be 2020 or 2026; not 2031/],
    [{ step: '0' }, /step must be a whole number from 1, not “0”/],
    [{ step: '-1' }, /not “-1”/],
    [{ step: 'abc' }, /not “abc”/],
    [{ step: '1.5' }, /not “1.5”/],
    [{ step: '' }, /not “”/],
    [{ theme: 'purple' }, /^theme can be auto, light or dark; not purple$/],
    [{ boot: 'later' }, /^boot can be visible, click or now; not later$/],
    [{ scenario: 'http://[/' }, /an address that this page can resolve: “http:\/\/\[\/”/],
  ];
  test('wrong values are told in words, and mended by setting them right', async ({ host, page }) => {
    await noteEvents(page);
    await page.goto(host.page(wrong.map(([options], id) => embed({ id, scenario: lesson.id, ...options })).join('')));
    for (const [nth, [options, said]] of wrong.entries()) {
      const at = inside(page, nth);
      await at.element.scrollIntoViewIfNeeded(); // an element that starts when it is in sight says so there
      await expect(at.state, JSON.stringify(options)).toHaveText(said);
      const told = (await events(page)).filter(({ id }) => id === `${nth}`);
      expect(told, JSON.stringify(options)).toEqual([{ type: 'error', id: `${nth}`, detail: { message: expect.stringMatching(said) } }]);
      await at.element.evaluate((element, scenario) => Object.assign(element, { scenario, step: 1, controls: 'full', edition: '2020', theme: 'auto', boot: 'now' }), lesson.id);
      await expect(at.title, JSON.stringify(options)).toHaveText(lesson.steps[0].title);
    }
  });

  test('a scenario that is not there is named, with the nearest that is, and the list', async ({ host, page, trouble }) => {
    trouble.expect(/404/); // there is no text of it either
    await page.goto(host.page(['nope', 'lose-key'].map((scenario) => embed({ scenario })).join('')));
    for (const [at, said] of ['There is no scenario “nope”.', 'There is no scenario “lose-key”. Did you mean “lose-the-key”?'].entries()) {
      const { element } = inside(page, at);
      await expect(element.getByRole('alert').locator('p')).toHaveText(said);
      await expect(element.locator('.embed-bar .name')).toHaveText('Aurora Encryption Playground'); // not a scenario's name, and not free play
      await expect(element.getByRole('link', { name: 'All scenarios' })).toHaveJSProperty('href', `${host.url}/p/read/`);
    }
  });

  test('a step beyond the end is the last', async ({ host, page }) => {
    await openEmbed(page, host, { step: LAST });
    await page.goto(host.page(embed({ scenario: lesson.id, step: 9999 })));
    await expect(inside(page).title).toHaveText(lesson.steps[LAST - 1].title);
  });

  test('a theme or boot that is empty is the usual one', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, theme: '', boot: '' }), { html: ' class="dark"' }));
    await expect(inside(page).element.locator('.aurora')).toHaveAttribute('data-theme', 'dark');
    await expect(inside(page).run).toBeVisible();
  });

  test('a theme can change at any time, and only one that is none ends what runs', async ({ host, page }) => {
    const at = await openEmbed(page, host, { step: 2 });
    await call(at, 'goTo', 3);
    await at.element.evaluate((element) => (element.theme = 'dark'));
    await expect(at.element.locator('.aurora')).toHaveAttribute('data-theme', 'dark');
    await expect(at.title).toHaveText(lesson.steps[2].title);
    await at.element.evaluate((element) => (element.theme = 'blue'));
    await expect(at.state).toHaveText('theme can be auto, light or dark; not blue');
    await at.element.evaluate((element) => element.removeAttribute('theme'));
    await expect(at.title).toHaveText(lesson.steps[1].title);
  });

  test('where the reader is, is another thing than where it begins', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, step: 2 })));
    const at = inside(page);
    const both = () => at.element.evaluate((element) => [element.step, element.current]);
    await expect(at.title).toHaveText(lesson.steps[1].title);
    const told = await call(at, 'goTo', 3);
    expect(told).toMatchObject({ step: 3, title: lesson.steps[2].title });
    expect(await both()).toEqual([2, told]);
    await at.element.evaluate((element) => element.removeAttribute('scenario'));
    await expect(at.title).toHaveText('Free play');
    expect(await both()).toEqual([2, undefined]);
  });

  test('changed attributes count while it runs: the step goes on, anything else begins anew', async ({ host, page }) => {
    const at = await openEmbed(page, host);
    await at.element.evaluate((element) => element.setAttribute('step', '3'));
    await expect(at.title).toHaveText(lesson.steps[2].title);
    await at.element.evaluate((element, id) => {
      element.setAttribute('controls', 'none');
      element.setAttribute('step', '2');
      element.setAttribute('scenario', id);
    }, lessons[1].id);
    await expect(at.title).toHaveText(lessons[1].steps[1].title);
    await expect(at.element.locator('.controls')).toHaveCount(0);
    await at.element.evaluate((element) => element.removeAttribute('scenario'));
    await expect(at.title).toHaveText('Free play');
  });

  test('the name is the title, and no tooltip', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, title: 'Rotating a key' }) + embed()));
    const group = page.getByRole('group', { name: 'Rotating a key' });
    await expect(group).toHaveAttribute('title', '');
    await expect(page.getByRole('group', { name: 'Aurora Encryption Playground' })).toHaveCount(1);
    await inside(page).element.evaluate((element) => (element.title = 'Another'));
    await expect(page.getByRole('group', { name: 'Another' })).toHaveCount(1);
    expect(await inside(page).element.getAttribute('role')).toBe(null);
  });
});

test.describe('events', () => {
  test('come in order, with where the playground stands', async ({ host, page }) => {
    await noteEvents(page);
    const at = await openEmbed(page, host, { id: 'mine', step: LAST - 1 });
    const standing = (step, ran) => ({ scenario: lesson.id, step, steps: LAST, title: lesson.steps[step - 1].title, ran });
    // Refusals of the steps before it are reported as well.
    await expect.poll(async () => (await events(page)).map(({ type }) => type).filter((type) => type !== 'refusal')).toEqual(['ready', 'step']);
    await call(at, 'run');
    await call(at, 'goTo', LAST);
    await call(at, 'run');
    const all = await events(page);
    expect(all.every(({ id }) => id === 'mine')).toBe(true);
    const runs = (step) => lesson.steps[step - 1].runs.length > 0;
    const expected = [
      ['ready', {}],
      ['step', standing(LAST - 1, false)],
      ...(runs(LAST - 1) ? [['step', standing(LAST - 1, true)]] : []),
      ['step', standing(LAST, false)],
      ...(runs(LAST) ? [['step', standing(LAST, true)]] : []),
      ['done', { scenario: lesson.id, step: LAST, steps: LAST }],
    ];
    expect(all.filter(({ type }) => type !== 'refusal').map(({ type, detail }) => [type, detail])).toEqual(expected);
  });

  test('a refusal tells the command, AWS’s code and the rule', async ({ host, page }) => {
    await noteEvents(page);
    await page.goto(host.page(embed({ scenario: refused.lesson.id, step: refused.number })));
    const at = inside(page);
    await expect(at.title).toHaveText(refused.step.title);
    await call(at, 'run');
    const refusals = (await events(page)).filter(({ type }) => type === 'refusal');
    const { code, rule } = refused.step.refused;
    expect(refusals.at(-1).detail).toEqual({ scenario: refused.lesson.id, step: refused.number, steps: refused.lesson.steps.length, line: expect.stringMatching(/^aws /), code, rule });
  });

  test('bubble, and pass shadow roots around', async ({ host, page }) => {
    await page.goto(host.page('<div id="outer"></div>'));
    const type = await page.evaluate(
      (scenario) =>
        new Promise((resolve) => {
          addEventListener('aurora-ready', (event) => resolve(`${event.type} ${event.target.id} ${event.composed}`));
          const root = document.getElementById('outer').attachShadow({ mode: 'closed' });
          const element = document.createElement('aurora-playground');
          Object.assign(element, { scenario, boot: 'now' });
          root.append(element);
        }),
      lesson.id,
    );
    expect(type).toBe('aurora-ready outer true');
  });
});

test.describe('methods', () => {
  test('goTo, run, run(line) and reset resolve to where the playground then stands', async ({ host, page }) => {
    const at = await openEmbed(page, host);
    expect(await call(at, 'goTo', 2)).toEqual({ scenario: lesson.id, step: 2, steps: LAST, title: lesson.steps[1].title, ran: false });
    await expect(at.title).toHaveText(lesson.steps[1].title);
    expect(await call(at, 'goTo', 10_000)).toMatchObject({ step: LAST });
    expect(await call(at, 'goTo', 1)).toMatchObject({ step: 1, ran: false });
    expect(await call(at, 'run')).toMatchObject({ step: 1, ran: true });
    const before = await at.entries.count();
    expect(await call(at, 'run')).toMatchObject({ step: 1, ran: true });
    expect(await at.entries.count()).toBe(before);
    await call(at, 'run', 'aws kms create-key --description own');
    await expect(at.entries).toHaveCount(before + 1);
    expect(await call(at, 'reset')).toMatchObject({ step: 1, ran: false });
    await expect(at.run).toBeEnabled();
  });

  test('two calls at once are both answered, each with its own', async ({ host, page }) => {
    const at = await openEmbed(page, host);
    const steps = await at.element.evaluate((element) => Promise.all([element.goTo(3), element.goTo(2), element.run()]).then((all) => all.map(({ step, ran }) => [step, ran])));
    expect(steps).toEqual([[3, false], [2, false], [2, lesson.steps[1].runs.length > 0]]);
  });

  test('called before it runs, they boot it', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' })));
    const at = inside(page);
    await expect(at.start).toBeVisible();
    expect(await call(at, 'goTo', 2)).toMatchObject({ step: 2 });
    await expect(at.title).toHaveText(lesson.steps[1].title);
  });

  test('called before it is in the page, they wait', async ({ host, page }) => {
    await page.goto(host.page(''));
    const step = await page.evaluate(async (scenario) => {
      await customElements.whenDefined('aurora-playground');
      const element = document.createElement('aurora-playground');
      Object.assign(element, { scenario, boot: 'click' });
      const went = element.goTo(2);
      const { ready } = element;
      document.body.append(element);
      return (await ready) === element && (await went).step;
    }, lesson.id);
    expect(step).toBe(2);
  });

  test('values that can’t be are refused in words', async ({ host, page }) => {
    await page.goto(host.page(embed({ scenario: lesson.id, boot: 'click' })));
    await expect(inside(page).start).toBeVisible();
    for (const [name, given, error] of [
      ['goTo', 0, /^RangeError: step must be/],
      ['goTo', '2', /^RangeError/],
      ['goTo', 1.5, /^RangeError/],
      ['goTo', null, /^RangeError/],
      ['run', 5, /^TypeError: line must be/],
    ]) {
      expect(await call(inside(page), name, given), `${name}(${JSON.stringify(given)})`).toMatch(error);
    }
  });

  test('fail with the reason where the scenario can’t be had, and work once it can', async ({ host, page, trouble }) => {
    trouble.expect(/404/);
    host.options.status = (path) => (path.endsWith('index.tsv') ? 404 : undefined);
    await page.goto(host.page(embed({ scenario: lesson.id })));
    const at = inside(page);
    expect(await call(at, 'goTo', 2)).toMatch(/^Error: The file scenarios\/index\.tsv could not be loaded/);
    host.options.status = undefined;
    await at.element.getByRole('button', { name: 'Try again' }).click();
    await expect(at.title).toHaveText(lesson.steps[0].title);
    expect(await call(at, 'goTo', 2)).toMatchObject({ step: 2 });
  });

  test('fail with the reason where the module can’t be had, and work once it can', async ({ host, page, trouble }) => {
    trouble.expect(/503|SRI|valid digest|net::ERR_ABORTED/);
    host.options.status = (path) => (path.endsWith('playground_web_bg.wasm') ? 503 : undefined);
    await page.goto(host.page(embed({ scenario: lesson.id })));
    const at = inside(page);
    await expect(at.state).toContainText('503');
    expect(await call(at, 'run')).toMatch(/^Error: .*503/);
    host.options.status = undefined;
    expect(await call(at, 'run')).toMatchObject({ step: 1, ran: true });
  });
});

test.describe('in the DOM', () => {
  test('properties that were set before the element was defined count', async ({ host, page }) => {
    host.pages['early.js'] = `for (const [name, value] of Object.entries({ scenario: '${lesson.id}', step: 2, controls: 'none', boot: 'now', theme: 'dark' })) document.querySelector('aurora-playground')[name] = value;`;
    await page.goto(host.page('<aurora-playground></aurora-playground><script src="/early.js"></script>'));
    const at = inside(page);
    await expect(at.title).toHaveText(lesson.steps[1].title);
    await expect(at.element).toHaveAttribute('controls', 'none');
    await expect(at.element.locator('.controls')).toHaveCount(0);
    await expect(at.element.locator('.aurora')).toHaveAttribute('data-theme', 'dark');
  });

  test('properties set after, and taken away, are the attributes', async ({ host, page }) => {
    await page.goto(host.page(''));
    const seen = await page.evaluate(async () => {
      await customElements.whenDefined('aurora-playground');
      const element = document.createElement('aurora-playground');
      const otherwise = { scenario: element.scenario, step: element.step, controls: element.controls, theme: element.theme, boot: element.boot, edition: element.edition };
      Object.assign(element, { scenario: 'x', step: 4, controls: 'map' });
      const html = element.outerHTML;
      Object.assign(element, { scenario: undefined, step: null });
      return [otherwise, html, element.outerHTML];
    });
    expect(seen).toEqual([
      { scenario: '', step: 1, controls: 'full', theme: 'auto', boot: 'visible', edition: '' },
      '<aurora-playground scenario="x" step="4" controls="map"></aurora-playground>',
      '<aurora-playground controls="map"></aurora-playground>',
    ]);
  });

  test('moved, it runs on; removed, it lets go, and begins anew when it is put back', async ({ host, page }) => {
    const at = await openEmbed(page, host);
    await at.run.click();
    await expect(at.answers.first()).toBeVisible();
    await page.evaluate(() => {
      const box = document.createElement('section');
      document.body.prepend(box);
      box.append(document.querySelector('aurora-playground'));
    });
    await expect(at.answers.first()).toBeVisible();
    await at.next.click();
    await expect(at.title).toHaveText(lesson.steps[1].title);
    const said = await page.evaluate(async () => {
      const element = document.querySelector('aurora-playground');
      globalThis.kept = element;
      element.remove();
      const { ready } = element;
      await Promise.resolve();
      return [element.shadowRoot.childNodes.length, await ready.catch((error) => error.message)];
    });
    expect(said[0]).toBe(0);
    await page.evaluate(() => document.body.append(globalThis.kept));
    await expect(at.title).toHaveText(lesson.steps[0].title);
    await expect(at.run).toBeEnabled();
  });

  for (const held of ['playground_web_bg.wasm', 'index.tsv']) {
    test(`removed while ${held} is on its way, it leaves nothing and says why to who waits`, async ({ host, page }) => {
      let go;
      const asked = new Promise((resolve) => {
        host.options.delay = (path) => (path.endsWith(held) ? (resolve(), new Promise((over) => (go = over))) : undefined);
      });
      await page.goto(host.page(embed({ scenario: lesson.id })));
      const run = page.evaluate(async () => {
        await customElements.whenDefined('aurora-playground');
        globalThis.kept = document.querySelector('aurora-playground');
        return globalThis.kept.run().then(() => 'ran', (error) => error.message);
      });
      await asked;
      await page.evaluate(() => globalThis.kept.remove());
      go();
      expect(await run).toBe('The playground was removed from the page.');
      host.options.delay = undefined;
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => globalThis.kept.shadowRoot.childNodes.length)).toBe(0);
    });
  }

  test('a clone is an element of its own', async ({ host, page }) => {
    const at = await openEmbed(page, host, { step: 2 });
    await page.evaluate(() => document.body.append(document.querySelector('aurora-playground').cloneNode(true)));
    const clone = inside(page, 1);
    await expect(clone.title).toHaveText(lesson.steps[1].title);
    await call(clone, 'goTo', 3);
    await expect(at.title).toHaveText(lesson.steps[1].title);
  });

  test('in another document, it begins anew with its styles', async ({ host, page, trouble }) => {
    trouble.expect(/\.svg net::ERR_ABORTED/); // of the previous poster
    host.pages['blank.html'] = '<!doctype html><title>Blank</title>';
    const at = await openEmbed(page, host);
    await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = '/blank.html';
      Object.assign(frame, { width: 900, height: 700 }); // in a short frame, buttons are lower
      await new Promise((loaded) => ((frame.onload = loaded), document.body.append(frame)));
      frame.contentDocument.body.append(document.querySelector('aurora-playground'));
    });
    await expect(at.element).toHaveCount(0);
    const there = page.frameLocator('iframe');
    await expect(there.getByRole('heading', { name: lesson.steps[0].title })).toBeVisible();
    await there.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(there.locator('.answer').first()).toBeVisible();
    expect(await there.locator('.primary').first().evaluate((button) => getComputedStyle(button).minHeight)).toBe('40px');
  });
});
