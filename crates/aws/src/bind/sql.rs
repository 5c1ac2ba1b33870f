//! The database client's words: which cluster, which endpoint, which statements.

use super::Call;
use crate::usage::Usage;
use playground_core::ids::ClusterId;
use playground_core::ops::sql::Sql;
use playground_core::rds::cluster::Endpoint;

const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                      ORDER BY name";
const SCHEMA: &str = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL";

#[inline(never)]
pub(super) fn bind(call: &Call<'_>) -> Result<Sql, Box<Usage>> {
    let endpoint = match call.args.maybe_text("Endpoint") {
        Some("reader") => Endpoint::Reader,
        _ => Endpoint::Writer,
    };
    let statements = match (call.args.maybe_text("Statements"), call.input) {
        (Some(_), Some(_)) => {
            let message = "the statements come as one argument or by <<, not both";
            return Err(Usage::grammar("sql", message).of(call.operation));
        }
        (word, lines) => word.or(lines).unwrap_or_default(),
    };
    Ok(Sql {
        cluster: call.id("DBClusterIdentifier", ClusterId::parse)?,
        endpoint,
        script: commands(call, statements)?.into(),
    })
}

/// The client's own commands, each a line, as the statements that they stand for.
fn commands(call: &Call<'_>, text: &str) -> Result<String, Box<Usage>> {
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
                out.push_str(&[SCHEMA, " AND tbl_name = '", &name, "'"].concat());
            }
            _ => {
                let message = ["The client has .tables and .schema [table], and no .", own].concat();
                return Err(Usage::grammar("sql", &message).of(call.operation));
            }
        }
        out.push_str(";\n");
    }
    Ok(out.trim_end().to_owned())
}

/// Whether what comes next begins a statement, as far as a client can tell.
fn begins_statement(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(';')
}
