//! The same job gives the same answer and the same bytes.

use playground_core::database::{Job, SqlValue};

use super::memory::{Memory, job, run, run_job};

#[test]
fn time_and_randomness_are_the_jobs() {
    let script = "SELECT datetime('now'), datetime('now', 'localtime'), CURRENT_TIMESTAMP, unixepoch(); \
         SELECT random(), hex(randomblob(8));";
    let (_, first) = run(Memory::default(), script);
    let text = |text: &str| SqlValue::Text(text.into());
    assert_eq!(
        first.statements[0].rows,
        [[
            text("2026-11-25 12:00:00"),
            text("2026-11-25 12:00:00"),
            text("2026-11-25 12:00:00"),
            SqlValue::Integer(1_795_608_000)
        ]]
    );
    // Earlier jobs make no difference.
    run(Memory::default(), "SELECT random(), random()");
    let (_, again) = run(Memory::default(), script);
    assert_eq!(first, again);
    let (_, other) = run_job(Job { seed: [8; 32], ..job(Memory::default(), script) });
    assert_eq!(first.statements[0], other.statements[0]);
    assert_ne!(first.statements[1], other.statements[1]);
}

#[test]
fn equal_jobs_have_equal_disks() {
    let script = "CREATE TABLE t (a, b); CREATE INDEX i ON t (b); \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) \
         INSERT INTO t SELECT random(), hex(randomblob(30)) FROM n; DELETE FROM t WHERE a % 3 = 0;";
    let disks = std::thread::scope(|scope| {
        let runs = [(); 3].map(|()| scope.spawn(|| run(Memory::default(), script)));
        runs.map(|run| run.join().unwrap())
    });
    assert!(disks[0].0.written > 100);
    assert_eq!(disks[0], disks[1]);
    assert_eq!(disks[0], disks[2]);
}

#[test]
fn mathematics_is_as_sqlite_has_it() {
    let script = "SELECT pi(), sin(1), cos(1), tan(1), exp(1), ln(2), log(100), log10(1000), log2(8), log(2, 64), \
         pow(2, 10), power(2, 0.5), sqrt(2), mod(7.5, 2), atan2(1, 2), degrees(pi()), radians(180), \
         ceil(1.2), ceiling(-1.2), floor(-1.2), trunc(-1.7), ceil(3), floor('4.5'), \
         acos(0.5), asin(0.5), atan(0.5), acosh(2), asinh(2), atanh(0.5), sinh(1), cosh(1), tanh(1); \
         SELECT ln(0), ln(-1), log(1, 2), sqrt(-1), acos(2), sin(NULL), sin('x'), ceil(NULL), ceil('x'), pow(1, NULL), sin(x'31');";
    let (_, answer) = run(Memory::default(), script);
    let shown = |value: &SqlValue| match value {
        SqlValue::Real(text) => text.clone(),
        SqlValue::Integer(number) => number.to_string(),
        other => format!("{other:?}"),
    };
    let row: Vec<String> = answer.statements[0].rows[0].iter().map(shown).collect();
    // Seventeen digits, as SQLite 3.54 prints them.
    let expected = "3.1415926535897931 0.84147098480789651 0.54030230586813977 1.5574077246549023 \
         2.7182818284590455 0.69314718055994529 2.0 3.0 3.0 6.0 1024.0 1.4142135623730952 \
         1.4142135623730952 1.5 0.46364760900080609 180.0 3.1415926535897931 2.0 -1.0 -2.0 \
         -1.0 3 4.0 1.0471975511965979 0.52359877559829893 0.46364760900080609 \
         1.3169578969248166 1.4436354751788103 0.54930614433405478 1.1752011936438014 \
         1.5430806348152439 0.76159415595576485";
    assert_eq!(row.join(" "), expected);
    assert!(answer.statements[1].rows[0].iter().all(|value| *value == SqlValue::Null), "{answer:?}");
}
