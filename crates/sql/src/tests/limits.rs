//! How much is kept of an answer, what ends a statement, and what a client may not use.

use std::ffi::CString;

use playground_core::database::{Answer, File, Job, LIMITS, Limits, SqlValue};

use super::Dice;
use super::memory::{Memory, attempt, job, run, run_job};
use crate::context::Context;
use crate::ffi::{self, Connection, Prepared};
use crate::run_within;

/// Numbers from 1 to `count`, as the beginning of a statement.
fn numbers(count: u32) -> String {
    format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) ")
}

fn failure(answer: &Answer) -> (&str, &str) {
    let error = answer.error.as_ref().unwrap();
    (&error.name, &error.message)
}

#[test]
fn as_many_rows_are_kept_as_the_job_wants_and_no_more_are_read() {
    let mut few = job(Memory::default(), &(numbers(1_000_000_000) + "SELECT i FROM n"));
    few.most_rows = 3;
    let (_, answer) = run_job(few);
    let [statement] = &answer.statements[..] else { panic!("{answer:?}") };
    assert_eq!((statement.rows.len(), statement.more), (3, true));

    let (_, answer) = run(Memory::default(), &(numbers(1_000) + "SELECT i FROM n"));
    assert_eq!((answer.statements[0].rows.len(), answer.statements[0].more), (1_000, false));

    // A statement that writes is run to its end.
    let mut writes = job(
        Memory::default(),
        &format!(
            "CREATE TABLE t (a); INSERT INTO t {} SELECT i FROM n RETURNING a; SELECT count(*) FROM t",
            numbers(50)
        ),
    );
    writes.most_rows = 3;
    let (_, answer) = run_job(writes);
    let insert = &answer.statements[1];
    assert_eq!((insert.rows.len(), insert.more, insert.changes), (3, true, 50));
    assert_eq!(answer.statements[2].rows, [[SqlValue::Integer(50)]]);
}

#[test]
fn large_results_are_cut() {
    let (_, answer) = run(Memory::default(), &(numbers(100) + "SELECT zeroblob(100000) FROM n"));
    assert_eq!((answer.statements[0].rows.len(), answer.statements[0].more), (10, true));
    let script = "SELECT zeroblob(1000000); ".repeat(6);
    let (_, answer) = run(Memory::default(), &script);
    let kept: Vec<usize> = answer.statements.iter().map(|statement| statement.rows.len()).collect();
    assert_eq!(kept, [1, 1, 1, 1, 0, 0]);
    let (_, answer) = attempt(Memory::default(), "SELECT zeroblob(5000000)");
    assert_eq!(failure(&answer), ("SQLITE_TOOBIG", "string or blob too big"));
}

#[test]
fn a_statement_ends_when_the_disk_says_so_and_takes_its_changes_back() {
    let (disk, _) = run(Memory::default(), "CREATE TABLE t (a)");
    let before = disk.digest(File::Database);
    let script = format!("INSERT INTO t {} SELECT i FROM n", numbers(1_000_000));
    let mut impatient = disk;
    impatient.patience = Some(20);
    let (mut disk, answer) = attempt(impatient, &script);
    assert_eq!(failure(&answer), ("SQLITE_INTERRUPT", "interrupted"));
    assert!(!answer.left_open);
    assert_eq!(disk.digest(File::Database), before);
    disk.patience = None;
    let (_, answer) = run(disk, "SELECT count(*) FROM t");
    assert_eq!(answer.statements[0].rows, [[SqlValue::Integer(0)]]);
}

#[test]
fn a_transaction_that_is_left_open_is_rolled_back() {
    let (disk, _) = run(Memory::default(), "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    let before = disk.digest(File::Database);
    let (disk, answer) = run(disk, "BEGIN; INSERT INTO t VALUES (2); SELECT count(*) FROM t");
    assert_eq!(answer.statements[2].rows, [[SqlValue::Integer(2)]]);
    assert!(answer.left_open);
    assert_eq!(disk.digest(File::Database), before);
    // So is a transaction with a failed statement: the script ends there.
    let (disk, answer) = attempt(disk, "BEGIN; INSERT INTO t VALUES (2); nonsense");
    assert_eq!(failure(&answer), ("SQLITE_ERROR", "near \"nonsense\": syntax error"));
    assert!(answer.left_open);
    assert_eq!(disk.digest(File::Database), before);
}

#[test]
fn an_instance_that_only_reads_writes_nothing() {
    let (disk, _) = run(Memory::default(), "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    for script in
        ["INSERT INTO t VALUES (2)", "CREATE TABLE u (a)", "DROP TABLE t", "VACUUM", "PRAGMA user_version=3"]
    {
        let reader = Job { read_only: true, ..job(disk.clone(), script) };
        let (after, answer) = run_job(reader);
        assert_eq!(failure(&answer), ("SQLITE_READONLY", "attempt to write a readonly database"), "{script}");
        assert_eq!(after.written, disk.written, "{script}");
    }
    let reader = Job { read_only: true, ..job(disk, "SELECT a FROM t; PRAGMA query_only=OFF") };
    let (_, answer) = run_job(reader);
    assert_eq!(answer.statements[0].rows, [[SqlValue::Integer(1)]]);
    assert_eq!(failure(&answer).0, "SQLITE_AUTH");
}

#[test]
fn what_would_leave_the_model_is_refused_and_why_is_said() {
    let refused = [
        ("ATTACH 'x' AS y", "ATTACH is refused: an instance has one database, that of its volume"),
        ("ATTACH ':memory:' AS y", "ATTACH is refused: an instance has one database, that of its volume"),
        ("ATTACH '' AS y", "ATTACH is refused: an instance has one database, that of its volume"),
        ("DETACH main", "DETACH is refused: an instance has one database, that of its volume"),
        ("PRAGMA journal_mode=WAL", "PRAGMA journal_mode can't be set here: the engine keeps it as it is"),
        ("PRAGMA Page_Size(8192)", "PRAGMA page_size can't be set here: the engine keeps it as it is"),
        ("PRAGMA synchronous=OFF", "PRAGMA synchronous can't be set here: the engine keeps it as it is"),
        (
            "PRAGMA locking_mode=EXCLUSIVE",
            "PRAGMA locking_mode can't be set here: the engine keeps it as it is",
        ),
        (
            "PRAGMA writable_schema=ON",
            "PRAGMA writable_schema can't be set here: the engine keeps it as it is",
        ),
        (
            "PRAGMA soft_heap_limit=1",
            "PRAGMA soft_heap_limit can't be set here: the engine keeps it as it is",
        ),
    ];
    for (script, reason) in refused {
        let (_, answer) = attempt(Memory::default(), script);
        assert_eq!(failure(&answer), ("SQLITE_AUTH", reason), "{script}");
    }
    let (_, answer) = attempt(Memory::default(), "CREATE TABLE t (a); VACUUM INTO 'copy'");
    assert_eq!(failure(&answer).0, "SQLITE_AUTH");
    assert_eq!(failure(&answer).1, "VACUUM INTO is refused: an instance has no files but its volume");
    let (_, answer) = attempt(Memory::default(), "SELECT load_extension('x')");
    assert_eq!(failure(&answer), ("SQLITE_ERROR", "no such function: load_extension"));
    let (_, answer) = attempt(Memory::default(), "DELETE FROM sqlite_schema");
    assert_eq!(failure(&answer), ("SQLITE_ERROR", "table sqlite_master may not be modified"));
    let (_, answer) = attempt(Memory::default(), "SELECT 'a\0b'");
    assert_eq!(failure(&answer), ("SQLITE_ERROR", "unrecognized token: a character of code 0"));
}

#[test]
fn what_a_client_asks_of_the_schema_and_of_the_pages_is_answered() {
    let script = "CREATE TABLE p (id INTEGER PRIMARY KEY); \
         CREATE TABLE t (a TEXT UNIQUE, p REFERENCES p); INSERT INTO p VALUES (1); INSERT INTO t VALUES ('x', 1); \
         VACUUM; PRAGMA integrity_check; PRAGMA foreign_key_check; PRAGMA foreign_keys; PRAGMA journal_mode; \
         PRAGMA page_size; PRAGMA synchronous; PRAGMA user_version=7; PRAGMA user_version; PRAGMA page_count; \
         SELECT count(*) FROM pragma_table_info('t'); EXPLAIN QUERY PLAN SELECT * FROM t WHERE a='x'; ANALYZE; \
         CREATE TEMP TABLE q AS SELECT * FROM t; SELECT count(*) FROM q; PRAGMA table_info(t);";
    let (_, answer) = run(Memory::default(), script);
    let answered = |text: &str| {
        let statement = answer.statements.iter().rfind(|statement| statement.text == text).unwrap();
        statement.rows.first().map(|row| row[0].clone())
    };
    assert_eq!(answered("PRAGMA integrity_check"), Some(SqlValue::Text("ok".into())));
    assert_eq!(answered("PRAGMA foreign_key_check"), None);
    assert_eq!(answered("PRAGMA foreign_keys"), Some(SqlValue::Integer(1)));
    assert_eq!(answered("PRAGMA journal_mode"), Some(SqlValue::Text("persist".into())));
    assert_eq!(answered("PRAGMA page_size"), Some(SqlValue::Integer(4_096)));
    assert_eq!(answered("PRAGMA synchronous"), Some(SqlValue::Integer(2)));
    assert_eq!(answered("PRAGMA user_version"), Some(SqlValue::Integer(7)));
    assert_eq!(answered("PRAGMA page_count"), Some(SqlValue::Integer(4)));
    assert_eq!(answered("SELECT count(*) FROM pragma_table_info('t')"), Some(SqlValue::Integer(2)));
    assert_eq!(answered("SELECT count(*) FROM q"), Some(SqlValue::Integer(1)));
}

#[test]
fn searches_of_a_megabyte_end_soon() {
    for (sql, expected) in [
        ("SELECT instr(hex(zeroblob(500000)), hex(zeroblob(250000)) || '1')", 0),
        ("SELECT length(replace(hex(zeroblob(500000)), hex(zeroblob(250000)) || '1', 'x'))", 1_000_000),
        ("SELECT 'abc' LIKE '%B_', 1", 1),
    ] {
        let (_, answer) = run(Memory::default(), sql);
        assert_eq!(answer.statements[0].rows[0][0], SqlValue::Integer(expected), "{sql}");
    }
    let mut disk = Memory::default();
    disk.patience = Some(1_000);
    let like = "SELECT hex(zeroblob(500000)) LIKE '%' || hex(zeroblob(2000)) || '1%'";
    let answer;
    (disk, answer) = attempt(disk, like);
    assert_eq!(failure(&answer), ("SQLITE_INTERRUPT", "interrupted"));
    // These are quadratic in SQLite.
    let digits = "replace(hex(zeroblob(20000)), '0', 'ab') || '0'";
    for (sql, expected) in [
        (format!("SELECT length(trim(hex(zeroblob(500000)) || 'x0', {digits}))"), 1),
        (
            format!(
                "SELECT length(unhex(replace(hex(zeroblob(500000)), '0', '-') || '20', {digits} || '-'))"
            ),
            1,
        ),
    ] {
        let (_, answer) = run(Memory::default(), &sql);
        assert_eq!(answer.statements[0].rows[0][0], SqlValue::Integer(expected), "{sql}");
    }
    let long = "SELECT 'a' LIKE hex(zeroblob(2049))";
    disk.patience = None;
    assert_eq!(failure(&attempt(disk, long).1), ("SQLITE_ERROR", "LIKE or GLOB pattern too complex"));
}

/// What goes beyond a limit is an error that names it; the next script on the same disk, with the same limits, is
/// answered.
#[test]
fn each_limit_ends_a_statement_and_not_the_session() {
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
    let limits = Limits { memory: 3 << 20, temporary: 1 << 20, pages: 40, steps: 300_000, ..LIMITS };
    let full = ("SQLITE_FULL", "temporary storage is full");
    let cases = [
        (format!("CREATE TEMP TABLE q(x); INSERT INTO q {endless} SELECT zeroblob(9000) FROM n"), full),
        (format!("{endless} SELECT randomblob(9000) FROM n ORDER BY 1"), full),
        (format!("{endless} SELECT count(DISTINCT randomblob(9000)) FROM n"), full),
        (
            format!("INSERT INTO t {endless} SELECT zeroblob(9000) FROM n"),
            ("SQLITE_FULL", "database or disk is full"),
        ),
        (format!("SELECT {}", ["hex(randomblob(500000))"; 4].join(", ")), ("SQLITE_NOMEM", "out of memory")),
        (format!("INSERT INTO t {endless} SELECT 1 FROM n WHERE i < 0"), ("SQLITE_INTERRUPT", "interrupted")),
        (
            format!("SELECT hex(zeroblob(100000)){}", " || 1".repeat(900)),
            ("SQLITE_TOOBIG", "string or blob too big"),
        ),
    ];
    let (mut disk, _) = run(Memory::default(), "CREATE TABLE t(a)");
    for (count, (script, expected)) in (0..).zip(cases) {
        let ran = run_within(job(disk, &script), limits);
        assert_eq!(failure(&ran.answer), expected, "{script}");
        let next = run_within(job(ran.disk, "INSERT INTO t VALUES (1); SELECT count(*) FROM t"), limits);
        assert_eq!(next.answer.error, None, "{script}");
        assert_eq!(next.answer.statements[1].rows, [[SqlValue::Integer(count + 1)]], "{script}");
        disk = next.disk;
    }
}

/// A long statement takes shorter values, and a pragma does not count as one.
#[test]
fn values_and_instructions_are_limited_together() {
    let insert = |rows: usize, bytes: usize| {
        let rows = vec![format!("(zeroblob({bytes}))"); rows].join(", ");
        format!("CREATE TABLE t(a); INSERT INTO t VALUES {rows}")
    };
    run(Memory::default(), &insert(5, 1_000_000));
    run(Memory::default(), &insert(500, 20_000));
    assert_eq!(failure(&attempt(Memory::default(), &insert(500, 200_000)).1).0, "SQLITE_TOOBIG");
    let tables: Vec<_> = (0..40).map(|table| format!("CREATE TABLE t{table}(a, b UNIQUE); ")).collect();
    let (disk, _) =
        run(Memory::default(), &(tables.concat() + "INSERT INTO t7 VALUES (zeroblob(900000), 1)"));
    let (_, answer) = run(disk, "PRAGMA integrity_check");
    assert_eq!(answer.statements[0].rows, [[SqlValue::Text("ok".into())]]);
}

/// How often at least some statements ask for leave whose single steps do much. None did before the end of the
/// step.
#[test]
fn one_step_that_does_much_asks_for_leave() {
    let rows = |count: u32| numbers(count);
    let views: Vec<_> =
        (1..12).map(|at| format!("CREATE VIEW v{at} AS SELECT x.a FROM v{0} x, v{0} y; ", at - 1)).collect();
    for (sql, least) in [
        // A search: 4 million comparisons.
        ("SELECT hex(zeroblob(2500)) LIKE '%' || hex(zeroblob(2000)) || '1%'".into(), 300),
        ("SELECT length(trim(hex(zeroblob(500000)), '0'))".into(), 100),
        // Linear functions, straight on: each counts what it reads.
        (
            format!(
                "SELECT {} FROM (SELECT hex(zeroblob(500000)) AS x LIMIT 1)",
                ["instr(x, '1')"; 20].join(" + ")
            ),
            20,
        ),
        // Large values, a hundred instructions at most between two requests.
        (rows(2_000) + "SELECT sum(length(hex(zeroblob(70000 + i * 0)))) FROM n", 300),
        // A sort in parts, which go to temporary files: beside its 1.2 million instructions.
        (rows(60_000) + "SELECT i FROM n ORDER BY random()", 700 + 1_200),
        // A statement whose parts double.
        (format!("CREATE VIEW v0 AS SELECT 1 AS a; {} SELECT count(*) FROM v11", views.concat()), 15),
        // A commit of many pages.
        (format!("CREATE TABLE t(a); INSERT INTO t {} SELECT randomblob(3000) FROM n", numbers(1_000)), 250),
    ] {
        let (disk, answer) = attempt(Memory::default(), &sql);
        assert!(disk.asked >= least, "{} times\n{sql}\n{:?}", disk.asked, answer.error);
    }
}

#[test]
fn a_patch_is_that_of_sqlite() {
    for (sql, expected) in [
        (
            r#"SELECT json_patch('{"a":1,"b":{"c":2,"e":[1]}}', '{"b":{"c":null,"d":3}}')"#,
            r#"{"a":1,"b":{"e":[1],"d":3}}"#,
        ),
        (r#"SELECT json_object('x', json_patch('{"a":1}', jsonb('{"b":2}')))"#, r#"{"x":{"a":1,"b":2}}"#),
        (r#"SELECT json(jsonb_patch('{"a":1}', '5'))"#, "5"),
        ("SELECT coalesce(json_patch(NULL, '{}'), json_patch('{}', NULL), 'none')", "none"),
    ] {
        let (_, answer) = run(Memory::default(), sql);
        assert_eq!(answer.statements[0].rows[0][0], SqlValue::Text(expected.into()), "{sql}");
    }
    let (_, answer) = attempt(Memory::default(), "SELECT json_patch('{', '{}')");
    assert_eq!(failure(&answer), ("SQLITE_ERROR", "malformed JSON"));
}

#[test]
fn our_functions_give_what_those_of_sqlite_give() {
    let mut disk = Memory::default();
    let mut context = Context::new(&mut disk, 0, [0; 32], LIMITS);
    let mut dice = Dice::new(11);
    let pieces = ["a", "A", "b", "%", "_", "*", "?", "[", "]", "^", "-", "\\", "é", "É", "語", "1"];
    let raw = [
        "x'80'",
        "x'c3'",
        "x'f0'",
        "x'61'",
        "x''",
        "NULL",
        "12",
        "1.5",
        "x'0061'",
        "x'e8aa'",
        "char(97, 0, 98)",
    ];
    let mut value = || {
        if dice.below(8) == 0 {
            return raw[usize::try_from(dice.below(raw.len() as u64)).unwrap()].to_owned();
        }
        let count = dice.below(6);
        let text: String =
            (0..count).map(|_| pieces[usize::try_from(dice.below(pieces.len() as u64)).unwrap()]).collect();
        let broken = if dice.below(6) == 0 { " || CAST(x'a9c3' AS TEXT)" } else { "" };
        format!("('{text}'{broken})")
    };
    ffi::enter(&mut context, || {
        let connection = Connection::bare(c"db").unwrap();
        connection.add_own("own_").unwrap();
        for _ in 0..3_000 {
            let (x, y, z) = (value(), value(), value());
            let calls = [
                format!("instr({x}, {y})"),
                format!("replace({x}, {y}, {z})"),
                format!("like({x}, {y})"),
                format!("like({x} || '%' || {z}, {y} || {z})"),
                format!("glob({x}, {y})"),
                format!("glob({x} || '*' || {z}, {y} || {z})"),
                format!("like({x}, {y}, '\\')"),
                format!("like({x}, {y}, '%')"),
                format!("trim({x} || {y} || {x}, {x} || {z})"),
                format!("ltrim({x} || {y}, {z} || {x})"),
                format!("rtrim({x} || {y}, {y})"),
                format!("trim({x}, {y})"),
                format!("unhex({x}, {y})"),
                format!("unhex('4a' || {x} || '1B' || {y} || '20', {y} || {x})"),
            ];
            let all: Vec<_> = calls.iter().map(|call| format!("{call} IS own_{call}")).collect();
            let script = CString::new(format!("SELECT {}", all.join(", "))).unwrap();
            let mut prepared = Prepared::first(&connection, &script).unwrap().0.unwrap();
            assert!(prepared.step().unwrap());
            for (same, call) in prepared.row().iter().zip(&calls) {
                assert_eq!(*same, SqlValue::Integer(1), "{call}");
            }
        }
    });
}
