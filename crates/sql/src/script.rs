//! Runs a script, statement by statement, up to the first error.

use std::ffi::{CStr, CString};

use playground_core::database::answer::{MOST_OF_RESULT, MOST_OF_RESULTS};
use playground_core::database::{Answer, Io, Missing, SqlError, SqlValue, StatementResult};

use crate::ffi::{self, Connection, Failure, Prepared, SQLITE_AUTH, SQLITE_ERROR, SQLITE_FULL};
use crate::names::name_of;

/// The script to run, and how.
pub(crate) struct Task<'a> {
    /// The database file.
    pub(crate) file: &'a CStr,
    /// The statements.
    pub(crate) script: &'a str,
    /// Whether statements that write are refused.
    pub(crate) read_only: bool,
    /// The most rows that are kept of a result.
    pub(crate) most_rows: u32,
}

/// Connects, runs the script, and disconnects.
pub(crate) fn run(task: &Task<'_>) -> Answer {
    let mut answer = Answer::default();
    // In C, a text ends at its first zero; nothing of such a script is run.
    match CString::new(task.script) {
        Ok(script) => connected(task, &script, &mut answer),
        Err(zero) => {
            let offset = u32::try_from(zero.nul_position()).ok();
            let failure = Failure {
                code: SQLITE_ERROR,
                message: "unrecognized token: a character of code 0".into(),
                offset,
            };
            answer.error = Some(error(task.script.trim(), failure));
        }
    }
    answer.rest = io();
    answer
}

fn connected(task: &Task<'_>, script: &CStr, answer: &mut Answer) {
    let Some(rest) = after_blanks(script) else { return };
    let connection = match connect(task) {
        Ok(connection) => connection,
        Err(failure) => {
            answer.error = Some(error(first_of(rest), failure));
            return;
        }
    };
    carry_out(&connection, rest, task.most_rows, answer);
    let crashed = ffi::with(|context| context.crashed()).unwrap_or(false);
    answer.left_open = connection.in_transaction() && !crashed;
}

/// Runs statements up to the first error.
pub(crate) fn carry_out(connection: &Connection, script: &CStr, most_rows: u32, answer: &mut Answer) {
    let Some(mut rest) = after_blanks(script) else { return };
    let mut room = MOST_OF_RESULTS;
    loop {
        match next(connection, rest, most_rows, &mut room) {
            Ok((statement, length)) => {
                answer.statements.extend(statement);
                let after = rest.to_bytes_with_nul().get(length..).filter(|_| length > 0);
                let after = after.and_then(|bytes| CStr::from_bytes_with_nul(bytes).ok());
                let Some(next) = after.and_then(after_blanks) else { break };
                rest = next;
            }
            Err(error) => {
                answer.error = Some(error);
                break;
            }
        }
    }
}

/// Opens the database. If a crash left a journal, it is played back here, when the schema is read.
pub(crate) fn connect(task: &Task<'_>) -> Result<Connection, Failure> {
    let connection = Connection::open(task.file)?;
    let set = |pragma: &CStr| -> Result<(), Failure> {
        if let (Some(mut statement), _) = Prepared::first(&connection, pragma)? {
            while statement.step()? {}
        }
        Ok(())
    };
    // Settings that can be compiled into SQLite are set there.
    set(c"PRAGMA journal_mode=PERSIST")?;
    // Changed pages stay in memory up to 8 MiB. Of the others 1 MiB does, since a part of a sort takes as much
    // memory as these, and is one step.
    set(c"PRAGMA cache_spill=2000")?;
    // A journal in a file would draw random numbers.
    set(c"PRAGMA temp.journal_mode=MEMORY")?;
    let pages = ffi::with(|context| context.limits.pages).unwrap_or_default();
    let most = CString::new(format!("PRAGMA max_page_count={pages}")).unwrap_or_default();
    set(&most)?;
    if task.read_only {
        set(c"PRAGMA query_only=ON")?;
    }
    connection.keep_rules()?;
    Ok(connection)
}

/// Runs the first statement of a script. Returns its result, if there is a statement, and its length.
fn next(
    connection: &Connection,
    script: &CStr,
    most_rows: u32,
    room: &mut usize,
) -> Result<(Option<StatementResult>, usize), SqlError> {
    let (prepared, length) =
        Prepared::first(connection, script).map_err(|failure| error(first_of(script), failure))?;
    let Some(mut prepared) = prepared else { return Ok((None, length)) };
    let text = without_semicolon(script.to_bytes().get(..length).unwrap_or_default());
    let before = connection.all_changes();
    let mut statement = StatementResult { text, columns: prepared.columns(), ..StatementResult::default() };
    collect(&mut prepared, &mut statement, most_rows, room)
        .map_err(|failure| error(&statement.text, failure))?;
    // Finalizes it: a result that was not read to its end still locks the database.
    drop(prepared);
    if connection.all_changes() != before {
        statement.changes = u64::try_from(connection.last_changes()).unwrap_or_default();
    }
    statement.io = io();
    Ok((Some(statement), length))
}

/// Reads the rows and keeps as many as are wanted. A statement that only reads is not run further than that.
fn collect(
    prepared: &mut Prepared<'_>,
    statement: &mut StatementResult,
    most_rows: u32,
    room: &mut usize,
) -> Result<(), Failure> {
    let most = usize::try_from(most_rows).unwrap_or(usize::MAX);
    let mut left = MOST_OF_RESULT.min(*room);
    while prepared.step()? {
        if statement.rows.len() < most && !statement.more {
            let row = prepared.row();
            let size = row.iter().map(bytes_of).sum();
            match left.checked_sub(size) {
                Some(less) => {
                    left = less;
                    *room = room.saturating_sub(size);
                    statement.rows.push(row);
                }
                None => statement.more = true,
            }
        } else {
            statement.more = true;
        }
        if statement.more && prepared.only_reads() {
            break;
        }
    }
    Ok(())
}

fn bytes_of(value: &SqlValue) -> usize {
    8 + match value {
        SqlValue::Null | SqlValue::Integer(_) => 0,
        SqlValue::Real(text) | SqlValue::Text(text) => text.len(),
        SqlValue::Blob(bytes) => bytes.len(),
    }
}

/// The pages read and written since the last call.
fn io() -> Io {
    let mut io = Io::default();
    ffi::with(|context| io = context.statement());
    io
}

fn error(statement: impl AsRef<str>, failure: Failure) -> SqlError {
    let refusal = ffi::with(|context| context.refusal.take()).flatten();
    let missing = missing(statement.as_ref(), &failure);
    let refusal = refusal.filter(|_| failure.code == SQLITE_AUTH);
    let temporary = ffi::with(|context| context.temporary_full).unwrap_or(false);
    let temporary =
        (temporary && failure.code == SQLITE_FULL).then(|| "temporary storage is full".to_owned());
    let message = refusal.or(temporary).unwrap_or(failure.message);
    SqlError {
        statement: statement.as_ref().to_owned(),
        code: failure.code,
        name: name_of(failure.code).to_owned(),
        missing,
        message,
        offset: failure.offset,
    }
}

/// What SQLite says does not exist. Its result code is 1 for this as for a syntax error, and no other call
/// distinguishes them, so its message is parsed, only here. (`sqlite3LocateTable` and `lookupName` in its
/// source write it.)
fn missing(statement: &str, failure: &Failure) -> Option<Missing> {
    let (what, _) = failure.message.split_once(": ").filter(|_| failure.code == SQLITE_ERROR)?;
    match what {
        "no such table" => Some(Missing::Table),
        "no such column" => {
            let at = failure.offset.and_then(|offset| usize::try_from(offset).ok());
            let quoted = at.and_then(|at| statement.as_bytes().get(at)) == Some(&b'"');
            Some(if quoted { Missing::QuotedColumn } else { Missing::Column })
        }
        _ => None,
    }
}

/// The script from its first statement on; `None` if there is none. Semicolons alone are not a statement.
fn after_blanks(script: &CStr) -> Option<&CStr> {
    let mut rest = script.to_bytes_with_nul();
    loop {
        rest = match rest {
            [0] | [] => return None,
            [b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b';', rest @ ..] => rest,
            [b'-', b'-', comment @ ..] => {
                let end = comment.iter().position(|byte| matches!(byte, b'\n' | 0))?;
                comment.get(end..)?
            }
            // A comment that is not closed goes on to the end.
            [b'/', b'*', comment @ ..] => {
                let end = comment.windows(2).position(|pair| pair == b"*/")?;
                comment.get(end + 2..)?
            }
            _ => return CStr::from_bytes_with_nul(rest).ok(),
        };
    }
}

/// The text of the first statement of a script, whether SQLite understands it or not.
fn first_of(script: &CStr) -> String {
    let bytes = script.to_bytes();
    let semicolons = bytes.iter().enumerate().filter(|(_, byte)| **byte == b';').map(|(at, _)| at);
    // Each semicolon is tried with all the text before it; a statement with more semicolons than that is no
    // real one.
    let end = semicolons.take(1_000).find(|at| {
        let until = bytes.get(..=*at).and_then(|until| CString::new(until).ok());
        until.is_some_and(|until| ffi::complete(&until))
    });
    without_semicolon(end.and_then(|end| bytes.get(..=end)).unwrap_or(bytes))
}

fn without_semicolon(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let text = text.trim();
    text.strip_suffix(';').unwrap_or(text).trim_end().to_owned()
}
