// An exported trace is valid under the schema that is published with the page, and a broken one is not.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import { expect, test } from '@playwright/test';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const valid = new Ajv2020({ strictTypes: false, allErrors: true }).compile(read('../../web/static/trace.schema.json'));
// tests/tests/links.rs writes this file and checks that it is current.
const trace = read('../links/trace.json');

test('a trace is valid under its schema', () => {
  expect(valid(trace), JSON.stringify(valid.errors)).toBe(true);
});

const breaks = {
  'no seed': (t) => delete t.seed,
  'a short seed': (t) => (t.seed = '00'),
  'another edition': (t) => (t.edition = '2031'),
  'another version': (t) => (t.version = 2),
  'another format': (t) => (t.format = 'x'),
  'something more': (t) => (t.extra = 1),
  'a way out as scenario': (t) => (t.origin.scenario = '../x'),
  'step 0': (t) => (t.origin.step = 0),
  'a cursor before the beginning': (t) => (t.cursor = -1),
  'entries that are no list': (t) => (t.entries = {}),
  'an entry with no line': (t) => delete t.entries[0].line,
  'an empty line': (t) => (t.entries[0].line = ''),
  'a line that is a number': (t) => (t.entries[0].line = 1),
  'a short digest': (t) => (t.entries[0].digest = 'ab'),
  'a rule that is none': (t) => (t.entries[0].rule = 'rule'),
  'an exit code too large': (t) => (t.entries[0].exitCode = 256),
  'output that is a list': (t) => (t.entries[0].stdout = []),
  'too many entries': (t) => (t.entries = Array(5001).fill(t.entries[0])),
};

for (const [name, change] of Object.entries(breaks)) {
  test(`a trace with ${name} is not`, () => {
    const broken = structuredClone(trace);
    change(broken);
    expect(valid(broken)).toBe(false);
  });
}
