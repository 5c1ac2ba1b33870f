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

/// The most bytes of values that are kept of one result.
pub const MOST_OF_RESULT: usize = 1 << 20;
/// The most bytes of values that are kept of all results of a script.
pub const MOST_OF_RESULTS: usize = 4 << 20;

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
    /// What the statement names that does not exist. The result code does not tell that.
    pub missing: Option<Missing>,
    /// The engine's own message, for people; nothing is parsed from it.
    pub message: String,
    /// Offset in the statement, in bytes, if the engine knows it.
    pub offset: Option<u32>,
}

/// Something that a statement names and that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Missing {
    /// A table.
    Table,
    /// A column.
    Column,
    /// A column whose name is in double quotes, which other engines use for texts.
    QuotedColumn,
}

/// What an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlReason {
    /// The instance is read-only.
    ReadOnly,
    /// A value that must be unique exists already.
    Duplicate,
    /// A column that must have a value has none.
    NotNull,
    /// A row refers to one that does not exist.
    ForeignKey,
    /// Another constraint of a table.
    Constraint,
    /// The statement names something that does not exist.
    Missing(Missing),
    /// Any other fault of the statement.
    Statement,
    /// The pages do not have the form that the engine expects.
    Damaged,
    /// The script took longer than it may.
    Interrupted,
    /// The database has as many pages as it may have, or the temporary storage is full.
    Full,
    /// The statement needs more memory than it may take.
    Memory,
    /// A value is too long.
    TooBig,
    /// The disk, or another limit of the engine.
    Other,
}

impl SqlError {
    /// What the error is about, from SQLite's result codes (<https://sqlite.org/rescode.html>): the lowest
    /// byte of an extended code is its primary code.
    pub const fn reason(&self) -> SqlReason {
        match (self.code & 0xff, self.code >> 8) {
            (1, _) => match self.missing {
                Some(missing) => SqlReason::Missing(missing),
                None => SqlReason::Statement,
            },
            (8, _) => SqlReason::ReadOnly,
            (9, _) => SqlReason::Interrupted,
            (7, _) => SqlReason::Memory,
            (13, _) => SqlReason::Full,
            (18, _) => SqlReason::TooBig,
            (11 | 26, _) => SqlReason::Damaged,
            // SQLITE_CONSTRAINT_: NOTNULL, FOREIGNKEY, and PRIMARYKEY, UNIQUE and ROWID.
            (19, 5) => SqlReason::NotNull,
            (19, 3) => SqlReason::ForeignKey,
            (19, 6 | 8 | 10) => SqlReason::Duplicate,
            (19, _) => SqlReason::Constraint,
            _ => SqlReason::Other,
        }
    }
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
