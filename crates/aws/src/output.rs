//! An answer in one of the CLI's formats: `json`, `text`, `table`.
//!
//! The members of an answer are in `render`, `--query` in `query`.

mod table;
mod text;

use crate::json::{self, Value};
use playground_core::sort::sorted;

/// The formats of `--output`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputFormat {
    /// Indented JSON.
    #[default]
    Json,
    /// Tab-separated lines.
    Text,
    /// Boxes of ASCII characters.
    Table,
}

impl OutputFormat {
    /// Parses `json`, `text` or `table`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "json" => Some(Self::Json),
            "text" => Some(Self::Text),
            "table" => Some(Self::Table),
            _ => None,
        }
    }

    /// The name as it is typed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Text => "text",
            Self::Table => "table",
        }
    }
}

/// The answer as the CLI writes it to standard output. An empty answer prints nothing.
pub fn write(format: OutputFormat, operation: &str, answer: &Value) -> String {
    match format {
        OutputFormat::Json if answer.as_object().is_some_and(<[_]>::is_empty) => String::new(),
        OutputFormat::Json => json::pretty(answer) + "\n",
        OutputFormat::Text => text::write(answer),
        OutputFormat::Table => table::write(operation, answer),
    }
}

/// The text of a value that is neither list nor object, in the formats text and table.
fn scalar(value: &Value) -> String {
    json::python(value)
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

/// The members of an object, by name.
fn by_name(members: &[(String, Value)]) -> Vec<&(String, Value)> {
    sorted(members.iter().collect(), |(one, _), (other, _)| one.cmp(other))
}

/// Puts a name into a sorted list that does not have it yet.
fn insert<'a>(names: &mut Vec<&'a str>, name: &'a str) {
    if let Err(at) = names.binary_search(&name) {
        names.insert(at, name);
    }
}
