//! The results of scripts.

use playground_core::database::{File, Missing, SqlValue};

use super::memory::{Memory, attempt, run};

fn text(text: &str) -> SqlValue {
    SqlValue::Text(text.into())
}

#[test]
fn rows_are_written_and_read_back_by_the_next_connection() {
    let (disk, answer) = run(
        Memory::default(),
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, x REAL, b BLOB);\n\
         INSERT INTO t VALUES (1, 'one', 1.5, x'00ff'), (2, NULL, -1e300, x'');",
    );
    assert_eq!(answer.statements.len(), 2);
    assert_eq!(answer.statements[1].changes, 2);
    assert_eq!(
        answer.statements[1].text,
        "INSERT INTO t VALUES (1, 'one', 1.5, x'00ff'), (2, NULL, -1e300, x'')"
    );
    assert!(!answer.left_open);
    assert_eq!(&disk.bytes(File::Database)[..16], b"SQLite format 3\0");
    assert_eq!(disk.bytes(File::Database)[96..100], 3_054_001_u32.to_be_bytes());

    let (_, answer) = run(disk, "SELECT id, name, x AS y, b FROM t");
    let [statement] = &answer.statements[..] else { panic!("{answer:?}") };
    assert_eq!(statement.columns, ["id", "name", "y", "b"]);
    assert_eq!(
        statement.rows,
        [
            vec![
                SqlValue::Integer(1),
                text("one"),
                SqlValue::Real("1.5".into()),
                SqlValue::Blob(vec![0, 255])
            ],
            vec![
                SqlValue::Integer(2),
                SqlValue::Null,
                SqlValue::Real("-1.0e+300".into()),
                SqlValue::Blob(vec![])
            ],
        ]
    );
    assert_eq!((statement.changes, statement.more), (0, false));
    assert!(statement.io.written.is_empty());
}

#[test]
fn blanks_comments_and_semicolons_are_no_statements() {
    for script in ["", " \n", ";;", "-- nothing", "/* nothing", "/* a */ ; -- b\n;"] {
        let (disk, answer) = run(Memory::default(), script);
        assert!(answer.statements.is_empty(), "{script:?}");
        assert_eq!(disk, Memory::default());
    }
    let (_, answer) = run(Memory::default(), "-- first\nSELECT 1; /* ; */ SELECT ';' ; -- the end");
    let texts: Vec<&str> = answer.statements.iter().map(|statement| statement.text.as_str()).collect();
    assert_eq!(texts, ["SELECT 1", "SELECT ';'"]);
}

#[test]
fn the_first_error_ends_the_script_and_is_placed_in_its_statement() {
    let (_, answer) = attempt(
        Memory::default(),
        "CREATE TABLE t (a NOT NULL);\n -- wrong\n SELECT ';', nobody FROM t; SELECT 1;",
    );
    assert_eq!(answer.statements.len(), 1);
    let error = answer.error.unwrap();
    assert_eq!(error.statement, "SELECT ';', nobody FROM t");
    assert_eq!((error.code, error.name.as_str()), (1, "SQLITE_ERROR"));
    assert_eq!((error.message.as_str(), error.offset), ("no such column: nobody", Some(12)));

    let (_, answer) =
        attempt(Memory::default(), "CREATE TABLE t (a NOT NULL); INSERT INTO t VALUES (NULL); SELECT 1");
    let error = answer.error.unwrap();
    assert_eq!((error.code, error.name.as_str()), (1299, "SQLITE_CONSTRAINT_NOTNULL"));
    assert_eq!(error.message, "NOT NULL constraint failed: t.a");
    assert_eq!(error.statement, "INSERT INTO t VALUES (NULL)");
}

#[test]
fn an_error_says_what_is_missing() {
    let rows = [
        ("SELECT * FROM nobody", Some(Missing::Table)),
        ("INSERT INTO main.nobody VALUES (1)", Some(Missing::Table)),
        ("DROP TABLE nobody", Some(Missing::Table)),
        ("SELECT nobody FROM t", Some(Missing::Column)),
        ("SELECT a FROM t WHERE t.nobody = 1", Some(Missing::Column)),
        ("UPDATE t SET nobody = 1", Some(Missing::Column)),
        // Only the missing name counts.
        ("SELECT \"a\", nobody FROM t", Some(Missing::Column)),
        ("SELECT a FROM t WHERE a = \"Ada\"", Some(Missing::QuotedColumn)),
        ("INSERT INTO t VALUES (\"Ada\")", Some(Missing::QuotedColumn)),
        ("SELECT nobody()", None),
        ("nonsense", None),
        // The message is a trigger's, and so is the code.
        (
            "CREATE TRIGGER no BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'no such table: t'); END; \
             INSERT INTO t VALUES (1)",
            None,
        ),
    ];
    for (statement, missing) in rows {
        let (_, answer) = attempt(Memory::default(), &format!("CREATE TABLE t (a); {statement}"));
        let error = answer.error.unwrap();
        assert_eq!(error.missing, missing, "{statement}: {}", error.message);
    }
}
