// The address is a link: it opens its step, whatever else is in it, and the browser's buttons work.
import { expect, onOnePage, test } from './page.js';
import { address, after, lessons, unanswered } from './lessons.js';
import { WIDE, open, openFree, parts, type } from './parts.js';

test.use({ viewport: WIDE });

const lesson = lessons[4];
const last = lesson.steps.length;

test('a link opens its scenario at its step, everything before it run', async ({ page }) => {
  const at = await open(page, lesson, 3);
  await expect(at.marks).toHaveText(lesson.steps.map((s, i) => (i < 2 ? unanswered(s) : `${s.title}, not run yet`)));
  await expect(at.run).toBeEnabled();
});

test('a reload stays at the step', async ({ page }) => {
  const at = await open(page, lesson, 2);
  await at.run.click();
  await at.next.click();
  await expect(page).toHaveURL(address(lesson, 3));
  await page.reload();
  await expect(at.title).toHaveText(lesson.steps[2].title);
});

test.describe('on one page', () => {
  const at = onOnePage(async (page) => {
    await page.goto('/');
    return parts(page);
  });

  /** Goes to an address like a link, or like typing in the address bar. */
  const goTo = (hash) => at.page.evaluate((to) => { location.hash = to; }, hash);

  for (const one of lessons) {
    test(`the second step of ${one.id}`, async () => {
      await goTo(`#v1/${one.id}/2`);
      await expect(at.title).toHaveText(one.steps[1].title);
      await expect(at.page).toHaveTitle(`${one.steps[1].title} · ${one.title} · Aurora Encryption Playground`);
    });
  }

  const odd = [
    ['a step beyond the end is the last one', `#v1/${lesson.id}/999`, last],
    ['a step beyond all numbers is the first one', `#v1/${lesson.id}/99999999999999999999999`, 1],
    ['step 0 is the first one', `#v1/${lesson.id}/0`, 1],
    ['a step that is no number is the first one', `#v1/${lesson.id}/x`, 1],
    ['no step is the first one', `#v1/${lesson.id}`, 1],
    ['what stands behind a question mark does not hurt', `#v1/${lesson.id}/3?edition=2020`, 3],
    ['what stands behind the step does not hurt', `#v1/${lesson.id}/4/more`, 4],
  ];
  for (const [name, hash, number] of odd) {
    test(name, async () => {
      await goTo(hash);
      await expect(at.title).toHaveText(lesson.steps[number - 1].title);
      await expect(at.counter).toHaveText(`Step ${number} of ${last}`);
    });
  }

  test('a step beyond the end is put right in the address', async () => {
    await goTo(`#v1/${lesson.id}/998`);
    await expect(at.page).toHaveURL(address(lesson, last));
  });

  test('an unknown scenario is named', async () => {
    await goTo('#v1/no-such-scenario/1');
    await expect(at.page.getByRole('alert')).toContainText('There is no scenario “no-such-scenario”.');
    await at.page.getByRole('link', { name: 'All scenarios' }).click();
    await expect(at.page.getByRole('link', { name: RegExp(`^${lesson.title}`) })).toBeVisible();
  });

  test('an address with nothing in it leads to the list', async () => {
    await goTo(`#v1/${lesson.id}/1`);
    await expect(at.title).toHaveText(lesson.steps[0].title);
    await goTo('#v1/');
    await expect(at.page.getByRole('link', { name: RegExp(`^${lesson.title}`) })).toBeVisible();
  });

  const unknown = [
    ['#v2/create-encrypted/1', 'version 2'],
    ['#v1/../index/1', 'the ID of a scenario'],
    ['#<img src=x>', 'does not begin with #v1/'],
    ['#%00%ff', 'does not begin with #v1/'],
    [`#v1/${'a'.repeat(65)}/1`, 'the ID of a scenario'],
    ['#v1/A/1', 'the ID of a scenario'],
    ['#v1/create-encrypted/1?edition=2031', 'There are 2020 and 2026'],
    ['#v1/do/%3Cscript%3E', "can't be part of a link"],
    ['#v1/do/____', "can't be unpacked"],
  ];
  for (const [hash, why] of unknown) {
    test(`${hash.slice(0, 24)} is refused with its reason`, async () => {
      await goTo(`#v1/${lesson.id}/1`);
      await expect(at.title).toHaveText(lesson.steps[0].title);
      await goTo(hash);
      await expect(at.page.getByRole('alert')).toContainText(why);
      await at.page.getByRole('link', { name: 'All scenarios' }).click();
      await expect(at.page.getByRole('link', { name: RegExp(`^${lesson.title}`) })).toBeVisible();
    });
  }
});

test('the browser’s buttons go from scenario to list and back', async ({ page }) => {
  await page.goto('/');
  const at = parts(page);
  await page.getByRole('link', { name: RegExp(`^${lesson.title}`) }).click();
  await at.run.click();
  await at.next.click();
  await expect(page).toHaveURL(address(lesson, 2));
  await page.goBack(); // to the first step
  await expect(at.title).toHaveText(lesson.steps[0].title);
  await expect(at.answers).not.toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Scenarios', exact: true })).toBeVisible();
  await page.goForward();
  await page.goForward();
  await expect(at.title).toHaveText(lesson.steps[1].title);
});

test('the link at the end leads to the next scenario, and back comes back', async ({ page }) => {
  const at = await open(page, lesson, last);
  await at.run.click();
  const following = after(lesson);
  await at.story.getByRole('link', { name: following.title }).click();
  await expect(at.title).toHaveText(following.steps[0].title);
  await page.goBack();
  await expect(at.title).toHaveText(lesson.steps[last - 1].title);
});

test('free play is kept while the reader looks at the list', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo kept');
  await page.getByRole('link', { name: 'All scenarios' }).click();
  await expect(page.getByRole('heading', { name: 'Scenarios', exact: true })).toBeVisible();
  await page.goBack();
  await expect(at.entries.locator('.out')).toHaveText(['kept']);
});

test('a scenario says that free play is kept, with the way back to it', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo kept');
  await page.goto(address(lessons[0]));
  await at.notices.getByRole('link', { name: 'Continue it' }).click();
  await expect(at.entries.locator('.out')).toHaveText(['kept']);
  await expect(at.notices).toBeEmpty();
});

test('two sessions have different keys', async ({ page }) => {
  const at = await openFree(page);
  const make = async () => {
    return (await type(at, 'aws kms create-key --query KeyMetadata.KeyId')).locator('.out').textContent();
  };
  const first = await make();
  await page.getByRole('button', { name: 'New session' }).click();
  await expect(at.entries).toHaveCount(0);
  expect(await make()).not.toBe(first);
});
