//! Crashes at every write, and damaged pages.

use playground_core::database::{Disk, File, PageId, SqlValue};

use super::memory::{Memory, attempt, run};
use super::workload::{DUMP, Dice, SCHEMA, session};

/// A disk with the tables and some rows.
fn filled(sessions: u64) -> Memory {
    let (mut disk, _) = run(Memory::default(), SCHEMA);
    let mut dice = Dice::new(sessions);
    for _ in 0..sessions {
        let script = session(&mut dice);
        disk = attempt(disk, &script).0;
    }
    disk
}

/// The content of all tables of a database, which must be intact.
fn dump(disk: Memory) -> (Memory, Vec<Vec<Vec<SqlValue>>>) {
    let (disk, answer) = run(disk, DUMP);
    let tables: Vec<_> = answer.statements.into_iter().map(|statement| statement.rows).collect();
    assert_eq!(tables[5], [[SqlValue::Text("ok".into())]]);
    assert!(tables[6].is_empty());
    (disk, tables)
}

fn page(file: File, number: u32) -> PageId {
    PageId { file, number }
}

/// Sessions that change something: the disk before each, and its script.
fn sessions(count: usize) -> Vec<(Memory, String)> {
    let mut disk = filled(25);
    let mut dice = Dice::new(7);
    let mut sessions = Vec::new();
    while sessions.len() < count {
        let script = session(&mut dice);
        let before = disk.clone();
        disk = attempt(disk, &script).0;
        if disk.written > before.written {
            sessions.push((before, script));
        }
    }
    sessions
}

#[test]
fn after_a_crash_a_transaction_is_there_as_a_whole_or_not_at_all() {
    let (mut crashes, mut recoveries) = (0, 0);
    for (before, script) in sessions(12) {
        let (after, answer) = attempt(before.clone(), &script);
        // All states committed on the way: a session without BEGIN has one for each statement.
        let mut states = vec![dump(before.clone()).1];
        for count in 1..=answer.statements.len() {
            let done: Vec<&str> = answer.statements[..count].iter().map(|one| one.text.as_str()).collect();
            states.push(dump(attempt(before.clone(), &done.join(";")).0).1);
        }
        states.dedup();
        for at in before.written..after.written {
            let mut crashing = before.clone();
            crashing.crash_at = Some(at);
            let (left, answer) = attempt(crashing, &script);
            if let Some(error) = answer.error.as_ref().filter(|error| error.code & 0xff == 10) {
                assert_eq!(error.name, "SQLITE_IOERR");
                assert!(!answer.left_open);
            }
            let left = left.restarted();
            let (recovered, state) = dump(left.clone());
            assert!(states.contains(&state), "a crash at write {at} of {script}");
            crashes += 1;
            // The instance crashes again during recovery.
            for again in left.written..recovered.written {
                let mut crashing = left.clone();
                crashing.crash_at = Some(again);
                let (left, answer) = attempt(crashing, "SELECT count(*) FROM person");
                assert_eq!(answer.error.map(|error| error.name).as_deref(), Some("SQLITE_IOERR"));
                assert!(dump(left.restarted()).1 == state);
                recoveries += 1;
            }
        }
    }
    assert!(crashes > 200 && recoveries > 200, "{crashes} {recoveries}");
}

#[test]
fn a_crash_is_an_error_of_the_statement_and_of_nothing_else() {
    let disk = filled(5);
    let mut crashing = disk.clone();
    crashing.crash_at = Some(disk.written);
    let (left, answer) = attempt(crashing, "SELECT 1; INSERT INTO log VALUES ('x', 1); SELECT 2");
    assert_eq!(answer.statements.len(), 1);
    let error = answer.error.unwrap();
    assert_eq!(
        (error.code, error.name.as_str(), error.message.as_str()),
        (10, "SQLITE_IOERR", "disk I/O error")
    );
    assert_eq!(error.statement, "INSERT INTO log VALUES ('x', 1)");
    assert!(!answer.left_open);
    assert_eq!(left.written, disk.written);
}

#[test]
fn a_damaged_page_is_never_served() {
    let disk = filled(40);
    let pages = u32::try_from(disk.size(File::Database) / 4096).unwrap();
    let expected = dump(disk.clone()).1;
    let mut met = 0;
    for number in 1..=pages {
        let mut damaged = disk.clone();
        damaged.damaged.insert(page(File::Database, number));
        let (_, answer) = attempt(damaged, DUMP);
        match answer.error {
            // A page that is not in use, such as a freed one: only the integrity check reads it.
            None => {
                let tables = answer.statements.into_iter().map(|statement| statement.rows);
                assert!(tables.zip(&expected).enumerate().all(|(at, (now, then))| at == 5 || now == *then));
            }
            Some(error) => {
                assert_eq!((error.code, error.name.as_str()), (8202, "SQLITE_IOERR_DATA"), "page {number}");
                met += 1;
            }
        }
    }
    assert!(met * 2 > pages, "{met} of {pages}");
}

#[test]
fn a_damaged_first_page_is_mended_from_the_journal_after_a_crash() {
    let disk = filled(10);
    let script = "UPDATE person SET age = age + 1; INSERT INTO log VALUES ('x', 1)";
    let (after, _) = run(disk.clone(), script);
    let before = dump(disk.clone()).1;
    let mut mended = 0;
    for at in disk.written..after.written {
        let mut crashing = disk.clone();
        crashing.crash_at = Some(at);
        let (left, _) = attempt(crashing, script);
        let mut left = left.restarted();
        // The page was being written when the power failed.
        let torn = page(File::Database, 1);
        left.damaged.insert(torn);
        let (recovered, answer) = attempt(left, DUMP);
        match answer.error {
            None => {
                assert!(!recovered.damaged.contains(&torn));
                let state = dump(recovered).1;
                mended += u32::from(state == before);
            }
            // No transaction was active, so nothing repairs it.
            Some(error) => assert_eq!(error.name, "SQLITE_IOERR_DATA"),
        }
    }
    assert!(mended > 3, "{mended}");
}

#[test]
fn each_page_of_the_journal_is_written_once_for_each_sync() {
    let (disk, _) = run(Memory::default(), "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    let (_, answer) = run(disk, "INSERT INTO t VALUES (2)");
    let written: Vec<String> = answer.statements[0].io.written.iter().map(PageId::to_string).collect();
    // The journal's header with two old pages; the new pages; the journal's header, overwritten.
    let expected =
        ["journal page 1", "journal page 2", "journal page 3", "page 1", "page 2", "journal page 1"];
    assert_eq!(written, expected);
    assert!(answer.rest.written.is_empty());
}
