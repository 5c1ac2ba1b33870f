// The console uses the AWS CLI's language: commands, --query, help, completion, history, errors.
import { expect, onOnePage, test } from './page.js';
import { WIDE, cluster, openFree, type } from './parts.js';

test.use({ viewport: WIDE });

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an entry printed. */
const printed = (entry) => entry.locator('.out');

test.describe('on one page', () => {
  const at = onOnePage(openFree);

  test('a command prints JSON, as the CLI does', async () => {
    const entry = await type(at, 'aws kms create-key --description "for orders"');
    await expect(entry.locator('.typed')).toHaveText('$ aws kms create-key --description "for orders"');
    const { KeyMetadata } = JSON.parse(await printed(entry).textContent());
    expect(KeyMetadata).toMatchObject({ Description: 'for orders', KeyState: 'Enabled', KeyManager: 'CUSTOMER' });
    expect(KeyMetadata.KeyId).toMatch(UUID);
  });

  test('--query, --output and variables work together', async () => {
    await type(at, 'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)');
    await expect(printed(at.entries.last())).toHaveCount(0);
    await expect(printed(await type(at, 'echo $KEY'))).toHaveText(UUID);
    const state = await type(at, 'aws kms describe-key --key-id $KEY --query KeyMetadata.[KeyState,KeyManager] --output text');
    expect((await printed(state).textContent()).split('\t')).toEqual(['Enabled', 'CUSTOMER']);
    const table = await type(at, 'aws kms list-keys --output table');
    await expect(printed(table)).toHaveText(/^-+\n\|\s+ListKeys\s+\|/);
  });

  test('where no command leads to what was asked for, the card says so', async () => {
    await type(at, 'LOST=$(aws kms create-key --query KeyMetadata.KeyId --output text)');
    await type(at, 'aws kms schedule-key-deletion --key-id $LOST --pending-window-in-days 7');
    await type(at, 'playground wait 8d');
    const entry = await type(at, 'aws kms describe-key --key-id $LOST');
    await entry.getByText('Why').first().click();
    await expect(entry.locator('.why')).toContainText('What works insteadNothing works here.');
    await expect(entry.locator('.ways')).toHaveCount(0);
    // Of a name that isn't there, it says where those are that are.
    const unknown = await type(at, 'aws rds describe-db-clusters --db-cluster-identifier nope');
    await unknown.getByText('Why').first().click();
    await expect(unknown.locator('.why')).toContainText('lists those that are there');
    await expect(unknown.locator('.why')).not.toContainText('Nothing works');
  });

  test('help tells what a command takes', async () => {
    const help = await type(at, 'aws rds create-db-cluster help');
    await expect(printed(help)).toContainText('--[no-]storage-encrypted');
    await expect(help.locator('.error')).toHaveCount(0);
  });

  test('what AWS has no command for is listed by playground help', async () => {
    await expect(printed(await type(at, 'playground help'))).toContainText('flip-bit');
  });

  test('an unknown command is refused with the commands there are', async () => {
    const entry = await type(at, 'aws kms make-key');
    await expect(entry.locator('.error')).toContainText('Invalid choice');
    await expect(entry.locator('.error')).toContainText('create-key');
  });

  test('missing options are named', async () => {
    const entry = await type(at, 'aws rds create-db-cluster --engine aurora-mysql');
    await expect(entry.locator('.error')).toContainText('required: --db-cluster-identifier');
  });

  test('what is never closed is shown with its place', async () => {
    const entry = await type(at, 'echo "orders');
    await expect(entry.locator('.error')).toContainText('column 6');
  });

  test('a line that ends with a backslash goes on', async () => {
    await at.line.pressSequentially('echo one \\');
    await at.line.press('Enter');
    await at.page.keyboard.type('two');
    await at.line.press('Enter');
    await expect(printed(at.entries.last())).toHaveText('one two');
  });

  test('lines that << begins go on until their end', async () => {
    await at.line.pressSequentially('echo <<X');
    for (const line of ['a', '', 'X']) {
      await at.line.press('Enter');
      await at.page.keyboard.type(line);
    }
    await expect(at.line).toHaveValue('echo <<X\na\n\nX');
    await at.line.press('Enter');
    await expect(at.entries.last().locator('.error')).toContainText('echo: reads no standard input');
  });

  test('what is typed is text, never HTML', async () => {
    const entry = await type(at, `echo '<img src="x"><b>bold</b>'`);
    await expect(printed(entry)).toHaveText('<img src="x"><b>bold</b>');
    await expect(entry.locator('img, b')).toHaveCount(0);
  });
});

test('an unknown option is refused, as the CLI does, and changes nothing', async ({ page }) => {
  const at = await openFree(page);
  const entry = await type(at, 'aws kms create-key --colour red');
  await expect(entry.locator('.error')).toContainText('Unknown options: --colour, red');
  // What tells is open; the rest of the CLI's text is folded.
  await expect(entry.locator('.usage pre')).toBeHidden();
  await entry.locator('.usage > summary').click();
  await expect(entry.locator('.usage pre')).toContainText('usage: aws');
  await expect(at.map).toContainText('Nothing here yet.');
});

test.describe('Tab', () => {
  const at = onOnePage(async (page) => {
    const free = await openFree(page);
    await type(free, ...cluster('orders'));
    return free;
  });
  test.beforeEach(() => at.line.fill(''));

  test('completes the only way at once', async () => {
    await at.line.pressSequentially('aws kms create-key --des');
    await at.page.keyboard.press('Tab');
    await expect(at.line).toHaveValue('aws kms create-key --description ');
    await expect(at.completions).toHaveCount(0);
  });

  test('goes as far as all ways agree, and lists them', async () => {
    await at.line.pressSequentially('aws rds create-db-cluster --eng');
    await at.page.keyboard.press('Tab');
    await expect(at.line).toHaveValue('aws rds create-db-cluster --engine');
    await expect(at.completions.getByRole('button', { name: '--engine-version' })).toBeVisible();
    await at.page.keyboard.press('Escape');
    await expect(at.completions).toHaveCount(0);
  });

  test('offers what can be chosen by a click', async () => {
    await at.line.pressSequentially('aws kms list-keys --output ');
    await at.page.keyboard.press('Tab');
    await at.completions.getByRole('button', { name: 'table' }).click();
    await expect(at.line).toHaveValue('aws kms list-keys --output table ');
    await expect(at.line).toBeFocused();
    await expect(at.completions).toHaveCount(0);
  });

  test('knows the names of what there is', async () => {
    await at.line.pressSequentially('playground read-disk --db-cluster-identifier or');
    await at.page.keyboard.press('Tab');
    await expect(at.line).toHaveValue('playground read-disk --db-cluster-identifier orders ');
  });

  test('completes the word at the caret and keeps what stands behind it', async () => {
    await at.line.fill('aws kms create-k --description x');
    await at.line.press('Home');
    for (let right = 0; right < 'aws kms create-k'.length; right += 1) await at.page.keyboard.press('ArrowRight');
    await at.page.keyboard.press('Tab');
    await expect(at.line).toHaveValue(/^aws kms create-key +--description x$/);
  });
});

test.describe('as in a terminal', () => {
  const at = onOnePage(openFree);
  test.beforeEach(() => at.line.fill(''));

  test('help lists what there is', async () => {
    await expect(printed(await type(at, 'help'))).toContainText('aws kms');
  });

  test('Ctrl+C drops the line, Ctrl+L and clear empty the screen', async () => {
    await type(at, 'echo one');
    await at.line.fill('echo two');
    await at.line.press('Control+c');
    await expect(at.line).toHaveValue('');
    await expect(at.console.locator('.dropped')).toHaveText('$ echo two^C');
    await at.line.press('Control+l');
    await expect(at.console.locator('.typed')).toHaveCount(0);
    await type(at, 'echo three');
    await expect(at.console.locator('.typed')).toHaveText(['$ echo three']);
    await at.line.fill('clear');
    await at.line.press('Enter');
    await expect(at.console.locator('.typed')).toHaveCount(0);
    await at.line.press('ArrowUp');
    await expect(at.line).toHaveValue('echo three'); // the history stays
  });

  test('Ctrl+C copies what is selected', async () => {
    await at.line.fill('echo two');
    await at.line.press('Control+a');
    await at.line.press('Control+c');
    await expect(at.line).toHaveValue('echo two');
  });

  test('arrow down keeps a line that is being typed', async () => {
    await type(at, 'echo one');
    await at.line.pressSequentially('echo ha');
    await at.line.press('ArrowDown');
    await expect(at.line).toHaveValue('echo ha');
    await at.line.press('ArrowUp');
    await expect(at.line).toHaveValue('echo one');
    await at.line.press('ArrowDown');
    await expect(at.line).toHaveValue('echo ha');
  });

  test('Tab walks through the candidates, Shift+Tab back, Esc leaves', async () => {
    await at.line.pressSequentially('aws kms list-keys --output ');
    for (const [key, end] of [['Tab', ''], ['Tab', 'json'], ['Tab', 'text'], ['Shift+Tab', 'json'], ['Shift+Tab', '']]) {
      await at.line.press(key);
      if (end) await expect(at.line).toHaveValue(`aws kms list-keys --output ${end}`);
    }
    await expect(at.completions.locator('[aria-current]')).toHaveText(/./);
    await at.line.press('Escape');
    await expect(at.completions).toHaveCount(0);
    await at.line.press('Tab');
    await expect(at.line).not.toBeFocused();
  });

  test('what an entry printed can be copied', async () => {
    const entry = await type(at, 'echo one two');
    await at.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await entry.getByRole('button', { name: 'Copy output' }).click();
    await expect(at.said).toHaveText('Copied.');
    expect(await at.page.evaluate(() => navigator.clipboard.readText())).toBe('one two\n');
  });

  test('an error that says all itself has no empty explanation', async () => {
    const entry = await type(at, 'aws rds create-db-proxy');
    await expect(entry.locator('.error')).toContainText('The AWS CLI has this operation; the playground doesn\'t model it');
    await expect(entry.locator('details')).toHaveCount(0);
  });
});

test('arrow up and down recall what was typed', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo one', 'echo two');
  await expect(at.line).toHaveValue('');
  for (const [key, line] of [['Up', 'echo two'], ['Up', 'echo one'], ['Up', 'echo one'], ['Down', 'echo two'], ['Down', '']]) {
    await at.line.press(`Arrow${key}`);
    await expect(at.line).toHaveValue(line);
  }
});

test('a recalled line can be changed and run', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'echo one');
  await at.line.press('ArrowUp');
  await page.keyboard.type(' more');
  await page.keyboard.press('Enter');
  await expect(printed(at.entries.last())).toHaveText('one more');
});

test('Shift+Enter makes a new line, Enter runs them all', async ({ page }) => {
  const at = await openFree(page);
  await at.line.pressSequentially('echo one');
  await at.line.press('Shift+Enter');
  await page.keyboard.type('echo two');
  await expect(at.line).toHaveValue('echo one\necho two');
  await expect(at.entries).toHaveCount(0);
  await at.line.press('Enter');
  await expect(at.entries).toHaveCount(2);
  await expect(printed(at.entries.last())).toHaveText('two');
});

test('an empty line runs nothing', async ({ page }) => {
  const at = await openFree(page);
  await at.line.fill('   ');
  await at.line.press('Enter');
  await type(at, 'echo one');
  await expect(at.entries).toHaveCount(1);
});

for (const viewport of [WIDE, { width: 1280, height: 720 }]) {
  test(`free play opens with the line to type on, at ${viewport.width} px, and nothing scrolls`, async ({ page }) => {
    await page.setViewportSize(viewport);
    const at = await openFree(page);
    await expect(at.line).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.keyboard.type('echo typed at once');
    await page.keyboard.press('Enter');
    await expect(printed(at.entries.last())).toHaveText('typed at once');
    await page.goto('/#v1/create-encrypted/1');
    await expect(at.title).toBeFocused();
    await page.goBack();
    await expect(at.line).toBeFocused();
  });
}

for (const [where, options] of [
  ['on a phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ['on a tablet, where all panels are in sight', { viewport: { width: 1366, height: 1024 }, isMobile: true, hasTouch: true }],
  ['in a narrow window', { viewport: { width: 390, height: 844 } }],
]) {
  test.describe(where, () => {
    test.use(options);

    test('free play brings up no keyboard: its title has the focus', async ({ page }) => {
      const at = await openFree(page);
      await expect(page.locator('#command:focus')).toHaveCount(0);
      await page.goto('/#v1/create-encrypted/1');
      await expect(at.title).not.toHaveText('Free play');
      await page.goBack();
      await expect(at.title).toHaveText('Free play');
      await expect(at.title).toBeFocused();
      expect(await page.evaluate(() => scrollY)).toBe(0);
    });
  });
}

test('the newest answer is scrolled into sight', async ({ page }) => {
  const at = await openFree(page);
  await type(at, 'aws help', 'playground help', 'aws rds create-db-cluster help', 'echo here');
  await expect(printed(at.entries.last())).toBeInViewport();
  await expect(at.entries.first()).not.toBeInViewport();
});

test('the commands that free play proposes work, one after the other', async ({ page }) => {
  const at = await openFree(page);
  for (const put of await at.story.getByRole('button', { name: 'Put in console' }).all()) {
    const count = await at.entries.count();
    await put.click();
    await expect(at.line).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(at.entries).toHaveCount(count + 1);
    await expect(at.entries.last().locator('.error')).toHaveCount(0);
  }
  await expect(printed(at.entries.last())).toContainText('encrypted bytes');
});
