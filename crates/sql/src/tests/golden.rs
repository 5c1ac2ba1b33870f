//! A workload whose answers, pages and bytes are the same natively and in WebAssembly.

use playground_core::database::{Answer, File, Job, SqlValue};
use playground_core::digest::digest_of;
use playground_core::ids::hex;

use super::memory::{Memory, attempt, job, run_job};
use super::workload::{DUMP, Dice, SCHEMA, session};

/// The digest of all results. If it changes, so do the digests of everything that was ever run with SQL.
const GOLDEN: &str = "774e10ec29543e995f1fab359a23a20d5203588df26cec04ea55acaa3f9b5e5e";

/// What the sessions don't cover.
const MORE: &str = "\
    SELECT sin(age), exp(age / 10.0), pow(age, 0.3), ln(age + 1), acosh(age + 2), tanh(age / 7.0) FROM person; \
    SELECT printf('%.3f %e %g %,d %s %q', age / 7.0, age * 1e10, age / 3.0, age * 12345, name, name) FROM person; \
    SELECT datetime('now', '-' || age || ' days', 'localtime'), strftime('%J %s %w %f', 'now', age || ' hours') FROM person; \
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) \
        SELECT count(*) FROM n WHERE datetime(i * 711123, 'unixepoch', 'localtime') <> datetime(i * 711123, 'unixepoch'); \
    SELECT sum(weight), avg(weight), total(weight), round(sum(weight), 2), 0.1 + 0.2, 1e300 * 10, 9007199254740993.0 FROM pet; \
    SELECT CAST('12345678901234567890' AS REAL), CAST('1e-320' AS REAL), 5e-324, 1.7976931348623157e308, -1.0 / 3; \
    SELECT json_object('a', age, 'b', json_array(name, age / 3.0)) -> '$.b[1]', jsonb(json_array(age)) FROM person; \
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) \
        SELECT i, count(*) OVER (PARTITION BY i % 7 ORDER BY i * 7919 % 20011) FROM n ORDER BY i * 7919 % 20011 LIMIT 50; \
    SELECT hex(randomblob(16)), random() FROM person LIMIT 5; SELECT sqlite_version(), sqlite_source_id(); \
    ANALYZE; SELECT * FROM sqlite_stat1; EXPLAIN SELECT * FROM heavy; \
    EXPLAIN QUERY PLAN SELECT * FROM person p JOIN pet ON owner = p.id WHERE age > 5 ORDER BY p.name; \
    CREATE TABLE copy AS SELECT * FROM person; DROP TABLE copy; VACUUM; PRAGMA integrity_check;";

/// Runs the workload.
fn outcome() -> String {
    let mut dice = Dice::new(1204);
    let mut scripts = vec![SCHEMA.to_owned()];
    scripts.extend((0..60).map(|_| session(&mut dice)));
    scripts.extend([MORE.to_owned(), DUMP.to_owned()]);
    let mut disk = Memory::default();
    let mut answers: Vec<Answer> = Vec::new();
    for (script, seed) in scripts.iter().zip(0..) {
        let (after, answer) = run_job(Job { seed: [seed; 32], ..job(disk, script) });
        disk = after;
        answers.push(answer);
    }
    let more = &answers[scripts.len() - 2];
    assert_eq!(more.error, None);
    assert_eq!(more.statements[3].rows, [[SqlValue::Integer(0)]], "the local time is UTC");
    // A crash in the middle of a transaction, and what it leaves.
    disk.crash_at = Some(disk.written + 9);
    let (disk, answer) = attempt(disk, "UPDATE person SET age = age + 1");
    answers.push(answer);
    let left = (disk.bytes(File::Database), disk.bytes(File::Journal));
    let (disk, answer) = attempt(disk.restarted(), DUMP);
    answers.push(answer);
    let digest =
        digest_of(&(answers, left, disk.bytes(File::Database), disk.bytes(File::Journal), disk.written));
    hex(&digest)
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_byte_is_the_same_everywhere() {
    assert_eq!(outcome(), GOLDEN);
}

/// For `shipped.sql`: the SHA-256 of the database and of the journal after it.
#[cfg(not(target_arch = "wasm32"))]
const SHIPPED: &str = include_str!("shipped.sha256");

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_shipped_module_is_compared_with_these() {
    use playground_core::digest::sha256;

    let (disk, answer) = attempt(Memory::default(), include_str!("shipped.sql"));
    assert_eq!(answer.error.unwrap().message, "UNIQUE constraint failed: person.id");
    let of = |file| hex(&sha256(&disk.bytes(file)));
    assert_eq!(format!("{} {}\n", of(File::Database), of(File::Journal)), SHIPPED);
}
