//! Prepared statements.

use core::ffi::{CStr, c_int};
use core::ptr::{self, NonNull};
use core::slice;
use std::ffi::CString;

use playground_core::database::SqlValue;
use playground_core::database::limits::SHORT;

use super::{Connection, Failure, sys, text, with};

/// A statement that is ready to run.
pub(crate) struct Prepared<'c> {
    connection: &'c Connection,
    statement: NonNull<sys::sqlite3_stmt>,
}

impl<'c> Prepared<'c> {
    /// Prepares the first statement of a script. Returns it, unless there are only blanks and comments, and
    /// the length in bytes of everything up to its end.
    pub(crate) fn first(connection: &'c Connection, script: &CStr) -> Result<(Option<Self>, usize), Failure> {
        connection.limit_values(0);
        let (first, length) = Self::bare(connection, script)?;
        if let Some(statement) = &first {
            connection.limit_values(statement.instructions());
        }
        Ok((first, length))
    }

    fn bare(connection: &'c Connection, script: &CStr) -> Result<(Option<Self>, usize), Failure> {
        let begin = script.as_ptr();
        let (mut statement, mut tail) = (ptr::null_mut(), begin);
        with(|context| context.preparing = true);
        // SAFETY: the connection is open, the script ends with a zero, and both results can be written to.
        let code = unsafe {
            sys::sqlite3_prepare_v3(connection.db.as_ptr(), begin, -1, 0, &raw mut statement, &raw mut tail)
        };
        with(|context| context.preparing = false);
        connection.check(code)?;
        // SAFETY: SQLite has set the tail to an address in the script.
        let length = unsafe { tail.offset_from(begin) };
        let statement = NonNull::new(statement).map(|statement| Self { connection, statement });
        Ok((statement, usize::try_from(length).unwrap_or_default()))
    }

    /// The number of its instructions, if they are more than [`SHORT`]; otherwise 0, and for pragmas, which walk
    /// through a database row by row.
    fn instructions(&self) -> u32 {
        let statement = self.statement.as_ptr();
        // SAFETY: the statement is not finalized; its text ends with a zero.
        let (used, explains, sql) = unsafe {
            let used = sys::sqlite3_stmt_status(statement, sys::SQLITE_STMTSTATUS_MEMUSED, 0);
            (used, sys::sqlite3_stmt_isexplain(statement) != 0, text(sys::sqlite3_sql(statement)))
        };
        let sql = sql.unwrap_or_default();
        let pragma = sql.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("pragma"));
        // An instruction takes at least 20 bytes.
        if u32::try_from(used).unwrap_or_default() < 20 * SHORT || explains || pragma {
            return 0;
        }
        let explain = CString::new(["EXPLAIN ", &sql].concat()).unwrap_or_default();
        let Ok((Some(mut listing), _)) = Self::bare(self.connection, &explain) else { return 0 };
        let mut count = 0;
        while let Ok(true) = listing.step() {
            count += 1;
        }
        count
    }

    /// Moves to the next row. Returns false if there is none.
    pub(crate) fn step(&mut self) -> Result<bool, Failure> {
        // SAFETY: the statement is not finalized.
        match unsafe { sys::sqlite3_step(self.statement.as_ptr()) } {
            sys::SQLITE_ROW => Ok(true),
            sys::SQLITE_DONE => Ok(false),
            code => Err(self.connection.failure(code)),
        }
    }

    /// Returns whether it changes nothing in the database.
    pub(crate) fn only_reads(&self) -> bool {
        // SAFETY: the statement is not finalized.
        unsafe { sys::sqlite3_stmt_readonly(self.statement.as_ptr()) != 0 }
    }

    /// The names of its columns.
    pub(crate) fn columns(&self) -> Vec<String> {
        // SAFETY: the statement is not finalized, and there is a column of each of these numbers.
        let name = |column| unsafe { text(sys::sqlite3_column_name(self.statement.as_ptr(), column)) };
        (0..self.width()).map(|column| name(column).unwrap_or_default()).collect()
    }

    /// The values of the present row.
    pub(crate) fn row(&mut self) -> Vec<SqlValue> {
        (0..self.width()).map(|column| self.value(column)).collect()
    }

    fn width(&self) -> c_int {
        // SAFETY: the statement is not finalized.
        unsafe { sys::sqlite3_column_count(self.statement.as_ptr()) }
    }

    fn value(&mut self, column: c_int) -> SqlValue {
        let statement = self.statement.as_ptr();
        // SAFETY: the statement is at a row, which has this column.
        match unsafe { sys::sqlite3_column_type(statement, column) } {
            // SAFETY: as above.
            sys::SQLITE_INTEGER => SqlValue::Integer(unsafe { sys::sqlite3_column_int64(statement, column) }),
            sys::SQLITE_FLOAT => SqlValue::Real(self.text(column)),
            sys::SQLITE_TEXT => SqlValue::Text(self.text(column)),
            sys::SQLITE_BLOB => {
                // SAFETY: as above.
                let bytes = unsafe { sys::sqlite3_column_blob(statement, column) };
                SqlValue::Blob(self.copy(bytes.cast(), column))
            }
            _ => SqlValue::Null,
        }
    }

    fn text(&mut self, column: c_int) -> String {
        // SAFETY: the statement is at a row, which has this column.
        let bytes = unsafe { sys::sqlite3_column_text(self.statement.as_ptr(), column) };
        let bytes = self.copy(bytes, column);
        String::from_utf8(bytes)
            .unwrap_or_else(|other| String::from_utf8_lossy(other.as_bytes()).into_owned())
    }

    /// Copies the bytes that SQLite has just returned a pointer to.
    fn copy(&mut self, from: *const u8, column: c_int) -> Vec<u8> {
        // SAFETY: the statement is at a row, which has this column.
        let length = unsafe { sys::sqlite3_column_bytes(self.statement.as_ptr(), column) };
        match usize::try_from(length) {
            // SAFETY: SQLite keeps that many bytes there until the next call, and they are copied before it.
            Ok(length) if !from.is_null() => unsafe { slice::from_raw_parts(from, length) }.to_vec(),
            _ => Vec::new(),
        }
    }
}

impl Drop for Prepared<'_> {
    fn drop(&mut self) {
        // SAFETY: it is finalized once. The result code is that of the last step, which has been handled.
        unsafe { sys::sqlite3_finalize(self.statement.as_ptr()) };
    }
}
