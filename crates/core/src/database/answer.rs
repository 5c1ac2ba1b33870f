//! What an engine answers: rows, counts, errors, and the pages that were moved for it.

use super::disk::PageId;

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Value {
    /// `NULL`
    Null,
    /// An integer.
    Integer(i64),
    /// A floating-point number, in the engine's own decimal notation: it has to be the same everywhere.
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

/// Which pages a statement moved, each time it did, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, StableHash)]
pub struct Io {
    /// Read from the storage, and opened if the volume is sealed.
    pub read: Vec<PageId>,
    /// Found in the instance's page cache, each page once.
    pub cached: Vec<PageId>,
    /// Sealed if the volume is, and written to the storage.
    pub written: Vec<PageId>,
}

/// One statement that was carried out.
#[derive(Clone, Debug, Default, PartialEq, Eq, StableHash)]
pub struct Statement {
    /// The statement as it stands in the script, without blanks around it and without its semicolon.
    pub text: String,
    /// Names of the result's columns; empty for a statement that has no result.
    pub columns: Vec<String>,
    /// The rows, at most as many as the job allows.
    pub rows: Vec<Vec<Value>>,
    /// Whether there were more rows.
    pub more: bool,
    /// Rows that it inserted, changed or deleted.
    pub changes: u64,
    /// Pages moved.
    pub io: Io,
}

/// Why a statement was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct SqlError {
    /// The statement, as [`Statement::text`] has it.
    pub statement: String,
    /// SQLite's extended result code, such as 1299.
    pub code: i32,
    /// Its name, such as `SQLITE_CONSTRAINT_NOTNULL`.
    pub name: String,
    /// What the statement speaks of and is not there. The result code does not tell that.
    pub missing: Option<Missing>,
    /// The engine's own words, for people: nothing is read from them.
    pub message: String,
    /// Where in the statement, in bytes, if the engine knows.
    pub offset: Option<u32>,
}

/// What a statement speaks of and is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Missing {
    /// A table.
    Table,
    /// A column.
    Column,
    /// A column whose name stands in double quotes, as a text does in other engines.
    QuotedColumn,
}

/// What an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlReason {
    /// The instance only reads.
    ReadOnly,
    /// A value that there may be once is there already.
    Duplicate,
    /// A column that must have a value gets none.
    NotNull,
    /// A row refers to one that is not there.
    ForeignKey,
    /// Another condition of a table.
    Constraint,
    /// The statement speaks of what is not there.
    Missing(Missing),
    /// Any other fault of the statement.
    Statement,
    /// The pages do not have the form that the engine expects.
    Damaged,
    /// The script took longer than it may.
    Interrupted,
    /// The disk, the memory, or a limit of the engine.
    Other,
}

impl SqlError {
    /// What it is about, by SQLite's result codes (<https://sqlite.org/rescode.html>): an extended one has its primary one
    /// in its lowest byte.
    pub const fn reason(&self) -> SqlReason {
        match (self.code & 0xff, self.code >> 8) {
            (1, _) => match self.missing {
                Some(missing) => SqlReason::Missing(missing),
                None => SqlReason::Statement,
            },
            (8, _) => SqlReason::ReadOnly,
            (9, _) => SqlReason::Interrupted,
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

/// What came of a script: statements up to the first error.
#[derive(Clone, Debug, Default, PartialEq, Eq, StableHash)]
pub struct Answer {
    /// Statements that were carried out.
    pub statements: Vec<Statement>,
    /// The one that was not; what comes after it was not tried.
    pub error: Option<SqlError>,
    /// Pages moved by the one that was not, and after the last statement.
    pub rest: Io,
    /// Whether the script left a transaction open, which ended with the connection and was rolled back.
    pub left_open: bool,
}
