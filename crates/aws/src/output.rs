//! An answer in one of the CLI's formats: `json`, `text`, `table`, `yaml`.
//!
//! The members of an answer are in `render`, `--query` in `query`.

mod table;
mod text;
mod yaml;

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
    /// YAML in block style.
    Yaml,
    /// A list of YAML documents, one for each page of the service.
    YamlStream,
}

impl OutputFormat {
    /// Parses the name of a format.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "json" => Some(Self::Json),
            "text" => Some(Self::Text),
            "table" => Some(Self::Table),
            "yaml" => Some(Self::Yaml),
            "yaml-stream" => Some(Self::YamlStream),
            _ => None,
        }
    }

    /// The name as it is typed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Text => "text",
            Self::Table => "table",
            Self::Yaml => "yaml",
            Self::YamlStream => "yaml-stream",
        }
    }
}

/// The longest answer that is printed, in bytes. A table is as wide as its widest row, and JSON is indented: both can
/// be far longer than what they show.
pub const MAX_ANSWER: usize = 2 << 20;

/// The answer as the CLI writes it to standard output. An empty answer prints nothing. `None` if it would be longer
/// than [`MAX_ANSWER`].
pub fn write(format: OutputFormat, operation: &str, answer: &Value) -> Option<String> {
    match format {
        OutputFormat::Json | OutputFormat::Yaml | OutputFormat::YamlStream
            if answer.as_object().is_some_and(<[_]>::is_empty) =>
        {
            Some(String::new())
        }
        OutputFormat::Json => json::pretty_up_to(answer, MAX_ANSWER).map(|text| text + "\n"),
        OutputFormat::Text => text::write(answer),
        OutputFormat::Table => table::write(operation, answer),
        OutputFormat::Yaml => yaml::write(answer),
        // All pages are shown as one.
        OutputFormat::YamlStream => yaml::write(&Value::Array(vec![answer.clone()])),
    }
}

/// Returns whether so many rows of so many bytes (or cells, each of which takes one) fit into an answer.
fn fits(rows: usize, width: usize) -> bool {
    rows.saturating_mul(width) <= MAX_ANSWER
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
