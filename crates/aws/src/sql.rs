//! The database client's own syntax: lines by `<<`, `.tables` and `.schema`.

use crate::json::Value;
use crate::model::Operation;
use crate::usage::Usage;
use crate::values::Args;

/// What `.tables` sends.
pub const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                          ORDER BY name;";
/// What `.schema` sends.
pub const SCHEMA: &str = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL;";
const STATEMENTS: &str = "Statements";

/// Puts the statements that the client sends in the place of what was typed, or given by `<<`.
pub(crate) fn statements(
    operation: &Operation,
    args: &mut Args,
    input: Option<&str>,
) -> Result<(), Box<Usage>> {
    let text = match (args.maybe_text(STATEMENTS), input) {
        (Some(_), Some(_)) => {
            let message = "the statements come as one argument or by <<, not both";
            return Err(Usage::grammar("sql", message).of(operation));
        }
        (None, None) => return Ok(()),
        (Some(text), None) | (None, Some(text)) => commands(operation, text)?,
    };
    args.set(STATEMENTS, Value::string(text));
    Ok(())
}

/// The client's own command that such statements are sent for.
pub(crate) fn command(statements: &str) -> Option<&'static str> {
    let known = [(".tables", TABLES), (".schema", SCHEMA)];
    known.into_iter().find(|(_, sent)| statements == *sent).map(|(own, _)| own)
}

/// The client's own commands, each a line, as the statements that they stand for.
fn commands(operation: &Operation, text: &str) -> Result<String, Box<Usage>> {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let own = line.trim().strip_prefix('.').map(|rest| rest.trim_end_matches(';').trim_end());
        let Some(own) = own.filter(|_| begins_statement(&out)) else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let mut words = own.split_whitespace();
        match (words.next(), words.next()) {
            (Some("tables"), None) => out.push_str(TABLES),
            (Some("schema"), None) => out.push_str(SCHEMA),
            (Some("schema"), Some(table)) => {
                let name = table.replace('\'', "''");
                out.push_str(&[SCHEMA.trim_end_matches(';'), " AND tbl_name = '", &name, "';"].concat());
            }
            _ => {
                let message = ["The client has .tables and .schema [table], and no .", own].concat();
                return Err(Usage::grammar("sql", &message).of(operation));
            }
        }
        out.push('\n');
    }
    Ok(out.trim_end().to_owned())
}

/// Returns whether a statement begins after this text, as far as a client can tell.
fn begins_statement(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(';')
}
