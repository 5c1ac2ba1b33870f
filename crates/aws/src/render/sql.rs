//! What the database client prints: results as tables, counts, the engine's errors.

use crate::hides;
use crate::json::{Object, Value as Json};
use playground_core::database::answer::{
    Answer, Io, MOST_OF_RESULT, MOST_OF_RESULTS, SqlError, SqlValue, StatementResult,
};
use playground_core::database::{File, PageId};
use playground_core::ids::hex;
use playground_core::ops::sql::{MOST_ROWS, SqlOutput};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// The most characters of a value in a table; `--output json` has all of them.
const WIDEST: usize = 120;
/// The most bytes of a blob.
const BLOB: usize = 16;

/// The answer as JSON and as text.
pub(super) fn render(output: &SqlOutput) -> (Json, String) {
    (json(output), text(output))
}

fn text(output: &SqlOutput) -> String {
    let answer = &output.answer;
    if answer.statements.is_empty() && answer.error.is_none() && !output.crashed {
        return connected(output);
    }
    let mut out = String::new();
    for (at, statement) in answer.statements.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        if !statement.columns.is_empty() {
            table(&mut out, statement);
        }
        let _ = writeln!(out, "{}; {}", done(statement), io(&statement.io, output.read_only));
    }
    if answer.left_open {
        out.push_str(
            "\nThe transaction was not committed: it ended with the connection and was rolled back.\n",
        );
    }
    out
}

fn connected(output: &SqlOutput) -> String {
    let role = if output.read_only { "reader" } else { "writer" };
    let (cluster, instance) = (output.cluster.arn.id.as_str(), output.instance.as_str());
    format!(
        "Connected to {instance}, the {role} of {cluster}, port {}. The engine is SQLite, standing in for {} (model).\n\
         Give it statements: sql --db-cluster-identifier {cluster} \"SELECT 1\"\n",
        output.cluster.port,
        output.cluster.engine.name(),
    )
}

/// The result of a statement: `2 rows`, `1 row changed`, `Done`.
fn done(statement: &StatementResult) -> String {
    let count = |number: u64, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let rows = statement.rows.len() as u64;
    if statement.more {
        let rows = count(rows, "row");
        if statement.rows.len() < MOST_ROWS as usize {
            let (one, all) = (MOST_OF_RESULT >> 20, MOST_OF_RESULTS >> 20);
            return format!(
                "The first {rows} (the next did not fit: a result has at most {one} MiB, all of a script {all})"
            );
        }
        return format!("The first {rows} (at most {MOST_ROWS} are shown: add a LIMIT)");
    }
    if !statement.columns.is_empty() {
        return count(rows, "row");
    }
    let verb = statement.text.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    match verb.as_str() {
        "INSERT" | "UPDATE" | "DELETE" | "REPLACE" | "WITH" => {
            format!("{} changed", count(statement.changes, "row"))
        }
        _ => "Done".to_owned(),
    }
}

/// The pages of a statement: `pages: 2 read, 1 from memory, 0 written`.
///
/// A reader writes only to roll back, in its own memory, what a crashed writer left unfinished.
fn io(io: &Io, read_only: bool) -> String {
    let journal = io.written.iter().filter(|page| page.file == File::Journal).count();
    let mut out = format!("pages: {} read, {} from memory, ", io.read.len(), io.cached.len());
    if read_only && !io.written.is_empty() {
        out.push_str(
            "0 written; an unfinished transaction of the writer was rolled back in the reader's memory",
        );
        return out;
    }
    let _ = write!(out, "{} written", io.written.len());
    if journal > 0 {
        let _ = write!(out, " ({journal} of them to the journal)");
    }
    out
}

/// A table as database clients draw it, with numbers aligned right.
fn table(out: &mut String, statement: &StatementResult) {
    let rows: Vec<Vec<String>> = statement.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let widest = cells.map(|cell| cell.width()).max().unwrap_or(0);
        statement.columns.get(at).map_or(0, |name| short(name).width()).max(widest)
    };
    let widths: Vec<usize> = (0..statement.columns.len()).map(width).collect();
    let line = |out: &mut String| {
        for width in &widths {
            out.push('+');
            out.extend(std::iter::repeat_n('-', width + 2));
        }
        out.push_str("+\n");
    };
    line(out);
    for (name, width) in statement.columns.iter().zip(&widths) {
        let name = short(name);
        let _ = write!(out, "| {name}{:blank$} ", "", blank = width.saturating_sub(name.width()));
    }
    out.push_str("|\n");
    line(out);
    for (values, cells) in statement.rows.iter().zip(&rows) {
        for ((value, cell), width) in values.iter().zip(cells).zip(&widths) {
            let blank = width.saturating_sub(cell.width());
            let _ = match value {
                SqlValue::Integer(_) | SqlValue::Real(_) => write!(out, "| {:blank$}{cell} ", ""),
                SqlValue::Null | SqlValue::Text(_) | SqlValue::Blob(_) => {
                    write!(out, "| {cell}{:blank$} ", "")
                }
            };
        }
        out.push_str("|\n");
    }
    line(out);
}

fn cell(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => "NULL".to_owned(),
        SqlValue::Integer(number) => number.to_string(),
        SqlValue::Real(digits) => digits.clone(),
        SqlValue::Text(text) => short(text),
        SqlValue::Blob(bytes) => {
            let more = if bytes.len() > BLOB { "…" } else { "" };
            format!("x'{}{more}'", hex(bytes.get(..BLOB).unwrap_or(bytes)))
        }
    }
}

/// A text on one line, shortened if it is long.
fn short(text: &str) -> String {
    let cut = text.chars().count() > WIDEST;
    let mut out = String::new();
    for c in text.chars().take(if cut { WIDEST - 1 } else { WIDEST }) {
        match c {
            '\n' => out.push_str("\\n"),
            c if hides(c) => out.push('·'),
            c => out.push(c),
        }
    }
    if cut {
        out.push('…');
    }
    out
}

/// What the client writes to standard error; empty for success.
pub(crate) fn error(output: &SqlOutput) -> String {
    if let Some(lost) = output.lost() {
        return format!("{}: {}\n", lost.code(), lost.message());
    }
    let Some(error) = &output.answer.error else { return fault(output) };
    let SqlError { code, name, message, .. } = error;
    let mut out = format!("ERROR {code} ({name}): {message}\n");
    out.push_str(&place(error));
    if let Some(limit) = error.reason().limit() {
        let _ = writeln!(out, "{limit}");
    }
    out.push_str(&fault(output));
    out
}

/// The fault of a page, even if the statement ran to its end, as with `PRAGMA integrity_check`.
fn fault(output: &SqlOutput) -> String {
    let Some((page, fault)) = &output.fault else { return String::new() };
    let file = if page.file == File::Database { "the database" } else { page.file.name() };
    format!("Page {} of {file}: {fault}\n", page.number)
}

/// The line of the statement with the error, and a mark below it.
fn place(error: &SqlError) -> String {
    let Some(offset) = error.offset else { return String::new() };
    let Some((before, after)) = error.statement.split_at_checked(offset as usize) else {
        return String::new();
    };
    let begin = before.rfind('\n').map_or(0, |at| at + 1);
    let line = [before.get(begin..).unwrap_or_default(), after.lines().next().unwrap_or_default()].concat();
    let column = before.get(begin..).unwrap_or_default().chars().count();
    if line.chars().count() > 2 * WIDEST {
        return String::new();
    }
    format!("  {line}\n  {:column$}^\n", "")
}

fn json(output: &SqlOutput) -> Json {
    let Answer { statements, error, .. } = &output.answer;
    let mut out = Object::new();
    out.text("DBClusterIdentifier", output.cluster.arn.id.as_str())
        .text("DBInstanceIdentifier", output.instance.as_str())
        .flag("ReadOnly", output.read_only)
        .with("Statements", Json::Array(statements.iter().map(statement_json).collect()));
    if let Some(error) = error {
        let mut it = Object::new();
        it.text("Name", &error.name).text("Message", &error.message).text("Statement", &error.statement);
        out.with("Error", it.done());
    }
    out.done()
}

fn statement_json(statement: &StatementResult) -> Json {
    let pages = |pages: &[PageId]| Json::strings(pages.iter().map(ToString::to_string));
    let rows = statement.rows.iter().map(|row| Json::Array(row.iter().map(value_json).collect()));
    Object::new()
        .text("Statement", &statement.text)
        .with("Columns", Json::strings(statement.columns.iter().cloned()))
        .with("Rows", Json::Array(rows.collect()))
        .flag("More", statement.more)
        .with("Changes", Json::uint(statement.changes))
        .with("PagesRead", pages(&statement.io.read))
        .with("PagesFromMemory", pages(&statement.io.cached))
        .with("PagesWritten", pages(&statement.io.written))
        .done()
}

fn value_json(value: &SqlValue) -> Json {
    match value {
        SqlValue::Null => Json::Null,
        SqlValue::Integer(number) => Json::int(*number),
        SqlValue::Real(digits) | SqlValue::Text(digits) => Json::string(digits.clone()),
        SqlValue::Blob(bytes) => Json::string(hex(bytes)),
    }
}
