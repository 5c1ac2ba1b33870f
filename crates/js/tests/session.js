// The class Session as JavaScript uses it. Each function is a test, which session.rs runs, and throws an error if it
// fails.

const SEED = '000102030405060708090a0b0c0d0e0f';
const CREATE = 'aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql '
  + '--master-username admin --master-user-password not-a-secret --storage-encrypted';
const REFUSED = 'aws rds describe-db-clusters --db-cluster-identifier nowhere';

function same(came, wanted, what) {
  const [a, b] = [came, wanted].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${what}: ${a}, not ${b}`);
}

function fits(text, pattern, what) {
  if (!pattern.test(text)) throw new Error(`${what}: ${text}`);
}

/** Calls a function that must throw, and checks the error's class and message. */
function thrown(call, type, pattern) {
  let error;
  try {
    call();
  } catch (caught) {
    error = caught;
  }
  if (!(error instanceof type)) throw new Error(`not a ${type.name} but ${error} from ${call}`);
  fits(error.message, pattern, 'message');
  fits(error.message, /^(?!.*(::|JsValue|Option|unwrap|panicked|Rust)).*$/s, 'a name of Rust in it');
}

export function entries_are_plain_objects(Session) {
  const s = new Session(SEED);
  const [done, refused, unknown] = s.run(`${CREATE}\n${REFUSED}\naws rds create-db-cluster --no-such-option`);
  same(Object.getPrototypeOf(done) === Object.prototype, true, 'a plain object');
  same(Object.keys(done), ['id', 'parent', 'line', 'stdout', 'stderr', 'exitCode', 'digest'], 'members of success');
  same([done.id, done.parent, done.line, done.stderr, done.exitCode], [1, 0, CREATE, '', 0], 'success');
  same(JSON.parse(done.stdout).DBCluster.StorageEncrypted, true, 'what was printed');
  fits(done.digest, /^[0-9a-f]{64}$/, 'digest');
  same([refused.id, refused.parent, refused.exitCode, refused.code], [2, 1, 254, 'DBClusterNotFoundFault'], 'refusal');
  fits(refused.stderr, /DBClusterNotFoundFault/, 'what was printed on the error stream');
  same([unknown.exitCode, unknown.stdout], [252, ''], 'a line the CLI turns down');
  same(structuredClone(s.entries()), [done, refused, unknown], 'all entries');
}

export function a_rule_is_named(Session) {
  const s = new Session(SEED);
  s.run(`${CREATE}\naws rds wait db-cluster-available --db-cluster-identifier orders`);
  const [refused] = s.run('aws rds create-db-cluster-snapshot --db-cluster-identifier orders '
    + '--db-cluster-snapshot-identifier s1 --kms-key-id alias/other');
  same([refused.rule, refused.code], ['L03', 'UnknownOptions'], 'rule and code');
}

export function seeds_decide_everything(Session) {
  const [a, b, other] = [new Session(SEED), new Session(SEED.toUpperCase(), '2020'), new Session('f'.repeat(32))];
  const lines = 'aws kms create-key\naws kms generate-random --number-of-bytes 16';
  const came = [a, b, other].map((s) => s.run(lines).map((entry) => entry.stdout));
  same(came[0], came[1], 'two runs of one seed');
  same(a.digest(), b.digest(), 'digest');
  same(a.seed, SEED, 'seed');
  same(a.edition, '2020', 'edition');
  const today = new Session(SEED, '2026');
  same([today.edition, today.now.slice(0, 4)], ['2026', '2026'], 'another edition');
  same(a.digest() === other.digest() || came[0][1] === came[2][1], false, 'two seeds agree');
  const random = [new Session(), new Session(null), new Session(undefined, undefined)].map((s) => s.seed);
  same(new Set(random).size, 3, 'random seeds differ');
  random.forEach((seed) => fits(seed, /^[0-9a-f]{32}$/, 'random seed'));
}

export function a_preview_leaves_no_trace(Session) {
  const s = new Session(SEED);
  const before = [s.digest(), s.now, s.cursor];
  const [seen] = s.preview(CREATE);
  same([s.digest(), s.now, s.cursor, s.entries(), s.trail()], [...before, [], []], 'after the preview');
  const [{ id, parent, ...came }] = s.run(CREATE);
  same(came, seen, 'the run is what the preview said');
  same([id, parent], [1, 0], 'place');
}

export function time_is_the_commands_own(Session) {
  const s = new Session(SEED);
  same(s.now, '2020-12-01T09:00:00Z', 'the beginning');
  s.run('playground wait 2h');
  fits(s.now, /^2020-12-01T11:00:0\dZ$/, 'two hours on');
}

export function moves(Session) {
  const s = new Session(SEED);
  same([s.back(), s.forward(), s.undo(), s.redo()], [false, false, false, false], 'nothing to move in');
  s.run('echo a\necho b');
  const end = s.digest();
  same([s.back(), s.cursor, s.forward(), s.cursor, s.digest() === end], [true, 1, true, 2, true], 'back and forward');
  s.jump(1);
  const [fork] = s.run('echo c');
  same([fork.id, fork.parent, fork.stdout], [3, 1, 'c\n'], 'a fork');
  same([s.undo(), s.cursor, s.redo(), s.cursor], [true, 1, true, 3], 'undo and redo');
  s.jump(2);
  same([s.digest() === end, s.entries().length], [true, 3], 'both branches are there');
  s.jump(0);
  same(s.cursor, 0, 'the beginning');
}

export function sql_needs_the_engine(Session) {
  const s = new Session(SEED);
  s.run(`${CREATE}\naws rds create-db-instance --db-instance-identifier a --db-cluster-identifier orders --db-instance-class db.r5.large --engine aurora-mysql\nplayground wait 1h`);
  const before = s.entries().length;
  thrown(() => s.run('echo first\nsql --db-cluster-identifier orders "SELECT 1"'), Error, /nothing was run/);
  same(s.entries().length, before, 'entries');
  same(s.preview('sql --db-cluster-identifier orders "SELECT 1"'), [], 'a preview');
}

export function trail_has_what_rds_did(Session) {
  const s = new Session(SEED);
  s.run(CREATE);
  const trail = s.trail();
  same(trail.at(-1).eventName, 'CreateDBCluster', 'the last record');
  const used = trail.filter((record) => record.requestParameters?.encryptionContext?.['aws:rds:dbc-id']);
  same(used.length > 0, true, 'a call with the context of the cluster');
  for (const record of trail) {
    same([record.eventVersion, typeof record.eventID, record.recipientAccountId], ['1.08', 'string', '111122223333'], 'record');
  }
}

export function a_context_of_any_name_is_a_property_and_nothing_else(Session) {
  const s = new Session(SEED);
  s.run('K=$(aws kms create-key --query KeyMetadata.KeyId --output text)\n'
    + `aws kms encrypt --key-id $K --plaintext aGk= --encryption-context '{"__proto__":"x","b":"2"}'`);
  const { encryptionContext } = s.trail().at(-1).requestParameters;
  same(Object.keys(encryptionContext), ['__proto__', 'b'], 'names');
  same(Object.getPrototypeOf(encryptionContext) === Object.prototype, true, 'the prototype');
  same(({}).x, undefined, 'other objects');
}

export function completion_counts_as_javascript_does(Session) {
  const s = new Session(SEED);
  const texts = ({ candidates }) => candidates.map((candidate) => candidate.text);
  const found = s.complete('aws kms create-k');
  same([found.start, texts(found)], [8, ['create-key']], 'an operation');
  same(typeof found.candidates[0].about, 'string', 'about');
  same(texts(s.complete('aws kms create-k', 5)).includes('kms'), true, 'at a cursor in the middle');
  const line = 'echo "🗝️ ключ" && aws kms create-k';
  same(s.complete(line).start, line.length - 8, 'after letters of more than one unit');
  same(s.complete(line, line.length).start, line.length - 8, 'the same, with a cursor');
  same(texts(s.complete(line, 9000)), ['create-key'], 'a cursor beyond the end is the end');
  s.run('KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)\ngreet() { echo hello; }\necho "{}" > "политика.json"\necho "{}" > policy.json');
  same(s.complete('aws kms list-keys | j').candidates, [{ text: 'jq', about: 'program' }], 'a program behind a pipe');
  same(s.complete('gree').candidates, [{ text: 'greet', about: 'function' }], 'a function');
  same(s.complete('whil').candidates, [{ text: 'while', about: 'keyword' }], 'a keyword');
  const named = s.complete('echo "🗝️" && aws kms create-key --policy file://p');
  same([named.start, named.candidates], [42, [{ text: 'file://policy.json', about: '3 bytes' }]], 'a file');
  same(s.complete('echo $K').candidates.map(({ text, about }) => [text, about.length]), [['$KEY', 36]], 'a variable');
  same(s.complete('cat <<X\npo').candidates, [], 'no command in a text');
  s.complete(line, 7); // inside the key's surrogate pair
}

export function bad_arguments_are_refused(Session) {
  const s = new Session(SEED);
  const { length } = s.entries();
  for (const line of [undefined, null, 1, {}, ['aws kms list-keys'], Symbol('x'), new String('echo a')]) {
    thrown(() => s.run(line), TypeError, /^line must be a string\.$/);
    thrown(() => s.preview(line), TypeError, /^line must be a string\.$/);
    thrown(() => s.complete(line), TypeError, /^line must be a string\.$/);
  }
  for (const seed of [7, {}, true]) thrown(() => new Session(seed), TypeError, /^seed must be a string\.$/);
  for (const seed of ['', '1', `${SEED}0`, 'g'.repeat(32), `+${SEED.slice(1)}`, 'é'.repeat(16)]) {
    thrown(() => new Session(seed), RangeError, /^seed must be 32 hexadecimal digits/);
  }
  for (const edition of ['2031', '', '2020 ']) thrown(() => new Session(SEED, edition), RangeError, /^edition must be "2020" or "2026"\.$/);
  thrown(() => new Session(SEED, 2020), TypeError, /^edition must be a string\.$/);
  for (const id of [undefined, null, '1', 0.5, -1, NaN, Infinity, 2 ** 53, 1n]) {
    thrown(() => s.jump(id), TypeError, /^id must be a whole number from 0\.$/);
  }
  thrown(() => s.jump(1), RangeError, /^There is no entry of this number\.$/);
  thrown(() => s.complete('aws', 'end'), TypeError, /^cursor must be a whole number from 0\.$/);
  same([s.entries().length, s.cursor], [length, 0], 'nothing was run');
}

export function odd_lines_are_answered(Session) {
  const s = new Session(SEED);
  same([s.run(''), s.run('  \n# nothing')], [[], []], 'nothing to run');
  const [open] = s.run("echo 'open");
  same(open.exitCode, 2, 'an open quote');
  const [unknown] = s.run('vim notes');
  same(unknown.exitCode > 0 && unknown.stderr.length > 0, true, 'another program');
  const [lone] = s.run('echo \ud800');
  same(lone.stdout, '\ufffd\n', 'half a surrogate pair');
  same(s.run(`echo ${'x'.repeat(60_000)}`)[0].exitCode, 0, 'a long line');
  thrown(() => s.run(`echo ${'x'.repeat(70_000)}`), RangeError, /^At most 65,536 bytes/);
}
