//! An engine's answer: rows, counts, errors, and the pages that were read and written for it.

use super::disk::PageId;

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum SqlValue {
    /// `NULL`
    Null,
    /// An integer.
    Integer(i64),
    /// A floating-point number in the engine's own decimal notation, since it must be the same everywhere.
    Real(String),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// The pages that a statement read and wrote, in order, with repetitions.
#[derive(Clone, Debug, Default, PartialEq, Eq, StableHash)]
pub struct Io {
    /// Pages read from the storage, and opened if the volume is sealed.
    pub read: Vec<PageId>,
    /// Pages found in the instance's page cache, each listed once.
    pub cached: Vec<PageId>,
    /// Pages written to the storage, and sealed if the volume is.
    pub written: Vec<PageId>,
}

/// A statement that was executed.
#[derive(Clone, Debug, Default, PartialEq, Eq, StableHash)]
pub struct StatementResult {
    /// The statement as it is in the script, without surrounding blanks and its semicolon.
    pub text: String,
    /// The names of the result's columns; empty for a statement without a result.
    pub columns: Vec<String>,
    /// The rows, at most as many as the job allows.
    pub rows: Vec<Vec<SqlValue>>,
    /// Whether there were more rows.
    pub more: bool,
    /// The number of rows that it inserted, changed or deleted.
    pub changes: u64,
    /// The pages that it read and wrote.
    pub io: Io,
}

/// Why a statement was not executed.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct SqlError {
    /// The statement, as [`StatementResult::text`] has it.
    pub statement: String,
    /// SQLite's extended result code, such as 1299.
    pub code: i32,
    /// Its name, such as `SQLITE_CONSTRAINT_NOTNULL`.
    pub name: String,
    /// The engine's own message.
    pub message: String,
    /// Offset in the statement, in bytes, if the engine knows it.
    pub offset: Option<u32>,
}

/// The result of a script: its statements up to the first error.
#[derive(Clone, Debug, Default, PartialEq, Eq, StableHash)]
pub struct Answer {
    /// The statements that were executed.
    pub statements: Vec<StatementResult>,
    /// The statement that failed; those after it were not tried.
    pub error: Option<SqlError>,
    /// The pages read and written for the statement that failed, and after the last statement.
    pub rest: Io,
    /// Whether the script left a transaction open. It ended with the connection and was rolled back.
    pub left_open: bool,
}
