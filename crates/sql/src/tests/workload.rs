//! Thousands of statements, for which the engine must give the same answers as SQLite with a database in
//! memory.

use std::ffi::CString;
use std::sync::PoisonError;

use playground_core::database::{Answer, File, Io, LIMITS, StatementResult};

use super::memory::{Memory, attempt};
use crate::context::Context;
use crate::ffi::{self, Connection};
use crate::script::{Task, carry_out, connect};

/// The tables that the statements use.
pub(super) const SCHEMA: &str = "\
    CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INT CHECK (age >= 0), note BLOB); \
    CREATE TABLE pet (id INTEGER PRIMARY KEY AUTOINCREMENT, owner INT REFERENCES person ON DELETE CASCADE, \
        name TEXT UNIQUE, weight REAL); \
    CREATE TABLE word (word TEXT PRIMARY KEY, uses INT DEFAULT 1) WITHOUT ROWID; \
    CREATE TABLE log (what TEXT, id INT); \
    CREATE INDEX by_age ON person (age, name); \
    CREATE VIEW heavy AS SELECT p.name AS owner, pet.name, weight FROM pet JOIN person p ON p.id = owner WHERE weight > 50; \
    CREATE TRIGGER gone AFTER DELETE ON person BEGIN INSERT INTO log VALUES ('gone', old.id); \
        UPDATE word SET uses = uses + 1 WHERE word = old.name; END;";

/// Reads the content of all tables.
pub(super) const DUMP: &str = "SELECT * FROM person ORDER BY id; SELECT * FROM pet ORDER BY id; \
    SELECT * FROM word ORDER BY word; SELECT * FROM log ORDER BY rowid; SELECT * FROM heavy ORDER BY 1, 2; \
    PRAGMA integrity_check; PRAGMA foreign_key_check";

/// Pseudorandom numbers with a fixed seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }
}

/// A statement that changes something, or tries to.
fn change(dice: &mut Dice) -> String {
    let (id, other, size) = (dice.below(300), dice.below(300), dice.below(3) * dice.below(6_000));
    match dice.below(14) {
        0..=2 => {
            format!("INSERT INTO person VALUES ({id}, 'n{other}', {}, zeroblob({size}))", dice.below(90))
        }
        3 => format!(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {}) \
             INSERT OR IGNORE INTO person SELECT {id} + i, 'p' || i, i, hex(zeroblob(i * 20)) FROM n",
            dice.below(40)
        ),
        4 => format!("INSERT INTO pet (owner, name, weight) VALUES ({id}, 'pet{other}', {other} / 3.0)"),
        5 => format!(
            "INSERT INTO word VALUES ('n{id}', 1) ON CONFLICT DO UPDATE SET uses = uses + excluded.uses"
        ),
        6 => format!(
            "UPDATE person SET age = age + 1, note = x'00ff' || note WHERE id BETWEEN {id} AND {id} + 20"
        ),
        7 => format!("UPDATE pet SET owner = {id} WHERE weight < {other}"),
        8 => format!("DELETE FROM person WHERE id % 50 = {}", dice.below(60)),
        9 => {
            format!("INSERT OR REPLACE INTO person VALUES ({id}, 'again', {other}, NULL) RETURNING id, name")
        }
        10 => format!(
            "DELETE FROM pet WHERE id IN (SELECT id FROM pet ORDER BY weight DESC LIMIT {})",
            dice.below(4)
        ),
        11 => format!("UPDATE person SET age = -1 WHERE id = {id}"),
        12 => "CREATE INDEX IF NOT EXISTS by_weight ON pet (weight)".into(),
        _ => "DROP INDEX IF EXISTS by_weight".into(),
    }
}

/// A statement that reads.
fn question(dice: &mut Dice) -> String {
    let id = dice.below(300);
    match dice.below(9) {
        0 => format!("SELECT * FROM person WHERE id < {id} ORDER BY age DESC, id"),
        1 => "SELECT age / 10 AS decade, count(*), avg(age), group_concat(DISTINCT substr(name, 1, 1)) FROM person GROUP BY 1".into(),
        2 => "SELECT * FROM heavy ORDER BY weight DESC, name LIMIT 5".into(),
        3 => format!(
            "SELECT id, sum(age) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), \
             rank() OVER (PARTITION BY age / 20 ORDER BY age) FROM person WHERE id > {id} ORDER BY id"
        ),
        4 => "SELECT p.name, count(pet.id) FROM person p LEFT JOIN pet ON owner = p.id GROUP BY p.id HAVING count(pet.id) > 0".into(),
        5 => format!("SELECT json_group_array(json_object('id', id, 'age', age)) FROM person WHERE age = {}", id % 90),
        6 => "SELECT word, uses FROM word WHERE word LIKE 'n1%' UNION SELECT what, count(*) FROM log GROUP BY what".into(),
        7 => format!("SELECT length(note), hex(substr(note, 1, 4)), typeof(note) FROM person WHERE id = {id}"),
        _ => format!("SELECT nothing FROM nowhere WHERE x = {id}"),
    }
}

/// The statements of one connection.
pub(super) fn session(dice: &mut Dice) -> String {
    let mut script = String::new();
    let mut savepoint = false;
    let transaction = dice.below(2) == 0;
    if transaction {
        script.push_str("BEGIN; ");
    }
    for _ in 0..dice.below(30) {
        let statement = match dice.below(12) {
            0..=6 => change(dice),
            7..=9 => question(dice),
            10 if transaction && !savepoint => {
                savepoint = true;
                "SAVEPOINT s".into()
            }
            10 if savepoint => {
                savepoint = false;
                (if dice.below(2) == 0 { "ROLLBACK TO s; RELEASE s" } else { "RELEASE s" }).into()
            }
            _ => "SELECT count(*), total(age) FROM person".into(),
        };
        script.push_str(&statement);
        script.push_str("; ");
    }
    if transaction {
        script.push_str(
            ["COMMIT", "COMMIT", "COMMIT", "ROLLBACK", ""][usize::try_from(dice.below(5)).unwrap()],
        );
    } else if dice.below(20) == 0 {
        script.push_str("VACUUM");
    }
    script
}

/// SQLite's own answers, with a database in memory and one connection for all sessions.
fn plain(sessions: &[String]) -> Vec<Answer> {
    let _alone = crate::ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let mut disk = Memory::default();
    let mut context = Context::new(&mut disk, 0, [0; 32], LIMITS);
    ffi::enter(&mut context, || {
        let task = Task { file: c":memory:", script: "", read_only: false, most_rows: 0 };
        let connection = connect(&task).unwrap();
        sessions.iter().map(|script| one(&connection, script)).collect()
    })
}

fn one(connection: &Connection, script: &str) -> Answer {
    let mut answer = Answer::default();
    carry_out(connection, &CString::new(script).unwrap(), 1_000, &mut answer);
    answer.left_open = connection.in_transaction();
    if answer.left_open {
        carry_out(connection, c"ROLLBACK", 0, &mut Answer::default());
    }
    answer
}

/// An answer without its pages.
fn said(answer: &Answer) -> Answer {
    let statements =
        answer.statements.iter().map(|statement| StatementResult { io: Io::default(), ..statement.clone() });
    Answer { statements: statements.collect(), rest: Io::default(), ..answer.clone() }
}

#[test]
fn the_engine_says_what_sqlite_says() {
    let mut dice = Dice::new(2026);
    let mut sessions = vec![SCHEMA.to_owned()];
    sessions.extend((0..400).map(|_| session(&mut dice)));
    sessions.push(DUMP.into());
    let expected = plain(&sessions);
    let mut disk = Memory::default();
    let (mut statements, mut errors, mut rows) = (0, 0, 0);
    for (script, expected) in sessions.iter().zip(expected) {
        let (after, answer) = attempt(disk, script);
        assert!(said(&answer) == said(&expected), "{script}\n{:?}\n{:?}", answer.error, expected.error);
        disk = after;
        statements += answer.statements.len();
        rows += answer.statements.iter().map(|statement| statement.rows.len()).sum::<usize>();
        errors += usize::from(answer.error.is_some());
    }
    // The sessions are large enough to be a test.
    assert!(statements > 1_500 && errors > 100 && rows > 10_000, "{statements} {errors} {rows}");
    assert!(disk.bytes(File::Database).len() > 200_000, "{}", disk.bytes(File::Database).len());
}
