// The parts of the page, by role and name as a reader finds them, and the few actions that most tests begin with.
import { expect } from './page.js';
import { address, lessons } from './lessons.js';

/** A screen that is wide enough to show everything at once. */
export const WIDE = { width: 1440, height: 900 };

export function parts(page) {
  // A landmark on the page, a group in an embed.
  const region = (name) => page.getByRole('region', { name, exact: true }).or(page.locator('.panel[role=group], .time[role=group]').and(page.getByLabel(name, { exact: true })));
  const story = region('Scenario');
  const console = region('Console');
  const time = region('Moment shown');
  return {
    page,
    story,
    map: region('Map'),
    inspector: region('Inspector'),
    console,
    trail: region('CloudTrail'),
    timeline: region('Timeline'),
    time,
    dock: (name) => page.getByLabel('Panel below the map').getByRole('button', { name }),
    tab: (name) => page.getByLabel('Panels').getByRole('button', { name }),

    // Scenario
    title: story.getByRole('heading', { level: 2 }),
    commands: story.getByLabel('Command of this step'),
    run: story.getByRole('button', { name: 'Run', exact: true }),
    next: story.getByRole('button', { name: 'Next', exact: true }),
    nextScenario: story.getByRole('button', { name: /^Next: |^All scenarios$/ }), // at the end, on the page
    back: story.getByRole('button', { name: 'Back', exact: true }),
    toEnd: story.getByRole('button', { name: 'Run to end' }),
    again: story.getByRole('button', { name: 'Start again' }),
    toScript: story.getByRole('button', { name: 'Back to the script' }),
    question: story.getByRole('group', { name: /^Before you run it/ }),
    answers: story.locator('.answer'),
    counter: story.locator('.steps summary'),
    marks: story.locator('.steps li'),
    card: page.locator('.story .why'),

    // The database engine
    wait: page.locator('#wait'),
    progress: page.locator('#wait').getByRole('progressbar'),
    cancel: page.locator('#wait').getByRole('button', { name: 'Cancel' }),
    retry: page.locator('#wait').getByRole('button', { name: 'Try again' }),
    notices: page.locator('.notices'),

    // Console
    line: page.getByRole('textbox', { name: 'Command' }),
    entries: page.locator('.console .entry'), // also when it is behind another panel
    completions: page.getByRole('list', { name: 'Completions' }),

    // Timeline
    slider: time.getByRole('slider', { name: 'Timeline' }),
    count: time.locator('.time-count'),
    earlier: time.getByRole('button', { name: 'One command back' }),
    later: time.getByRole('button', { name: 'One command forward' }),
    undo: time.getByRole('button', { name: 'Undo' }),
    redo: time.getByRole('button', { name: 'Redo' }),
    branches: page.getByRole('list', { name: 'Branches' }).getByRole('button'),

    help: page.getByRole('dialog', { name: 'Keyboard shortcuts' }),
    helpButton: page.locator('header').getByRole('button', { name: 'Keyboard shortcuts' }),
    live: page.locator('#live'),
    said: page.locator('#said'),
  };
}

/** Opens a scenario at a step and waits until it is shown. */
export async function open(page, lesson, number = 1) {
  await page.goto(address(lesson, number));
  const at = parts(page);
  await expect(at.title).toHaveText(lesson.steps[number - 1].title);
  return at;
}

/** Opens the first screen, and waits until it is the program's: the list can be read before. */
export async function openStart(page) {
  await page.goto('/');
  await expect(page.locator('#before')).toHaveCount(0);
  await expect(page.locator('.card-title').getByText(lessons[0].title)).toBeVisible();
  return parts(page);
}

/** Opens free play with the console in front. */
export async function openFree(page) {
  await page.goto('/#v1/free');
  const at = parts(page);
  await expect(at.title).toHaveText('Free play');
  return at;
}

/** Runs commands in the console, all at once, and returns the last one's entry when it is there. */
export async function type(at, ...commands) {
  const count = await at.entries.count();
  await at.line.fill(commands.join('\n'));
  await at.line.press('Enter');
  await expect(at.entries).toHaveCount(count + commands.length);
  return at.entries.last();
}

/** The commands that create a cluster and wait until it is available. */
export function cluster(name, ...options) {
  const password = ['--master-username', 'admin', '--master-user-password', 'not-a-secret'];
  const words = ['aws rds create-db-cluster --engine aurora-mysql --db-cluster-identifier', name, ...password, ...options];
  return [words.join(' '), `aws rds wait db-cluster-available --db-cluster-identifier ${name}`];
}

/** The commands that create a cluster with an instance, and wait until it takes connections. */
export function database(name, ...options) {
  return [
    ...cluster(name, ...options),
    `aws rds create-db-instance --db-instance-identifier ${name}-1 --db-cluster-identifier ${name} --db-instance-class db.r5.large --engine aurora-mysql`,
    `aws rds wait db-instance-available --db-instance-identifier ${name}-1`,
  ];
}

/** A command of the database client. */
export const sql = (name, script) => `sql --db-cluster-identifier ${name} "${script}"`;

/**
 * The commands of `database`, and two rows in a table: these are in page 2, since page 1 is SQLite's list of tables.
 */
export function filled(name, ...options) {
  const rows = "('Ada', NULL, '4111 1111 1111 1111'), ('Grace', NULL, '5500 0000 0000 0004')";
  return [...database(name, ...options), sql(name, `CREATE TABLE customers (name TEXT, phone TEXT, card TEXT); INSERT INTO customers VALUES ${rows}`)];
}
