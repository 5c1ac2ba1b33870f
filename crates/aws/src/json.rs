//! A small ordered JSON value, for what the CLI prints and reads.
//!
//! Here: the value, building and reading it. The text form is in `parse`, `pieces` and `print`. Nothing here knows a
//! member name of AWS.

mod parse;
mod pieces;
mod print;

pub use parse::{JsonError, MAX_DEPTH, MAX_LENGTH, MAX_MEMBERS, parse, parse_up_to, parse_within};
pub use pieces::{Key, MOST_WHOLE, Piece, Pieces};
pub(crate) use print::pretty_up_to;
pub(crate) use print::python;
pub use print::{compact, pretty, quote};

use std::fmt::Display;

/// A JSON value. Objects keep the order in which their members were written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, kept as the text it was written with.
    Number(String),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object, in order. Names are unique: the parser keeps the last of a repeated name.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// What it is, as `JMESPath` and jq call it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }

    /// A string value.
    pub fn string(text: impl Into<String>) -> Self {
        Self::String(text.into())
    }

    /// A whole number.
    pub fn int(number: i64) -> Self {
        Self::Number(number.to_string())
    }

    /// An integer that can't be negative.
    pub fn uint(number: u64) -> Self {
        Self::Number(number.to_string())
    }

    /// An array of strings.
    pub fn strings<I: IntoIterator<Item = String>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Self::String).collect())
    }

    /// The member of an object, if this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The text of a string value.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The items of an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The members of an object, in order.
    pub fn as_object(&self) -> Option<&[(String, Self)]> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// A boolean.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(flag) = self { Some(*flag) } else { None }
    }

    /// An integer; `None` for fractions and numbers that are too large.
    pub fn as_i64(&self) -> Option<i64> {
        if let Self::Number(text) = self { text.parse().ok() } else { None }
    }

    /// Returns whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// Builds an object member by member, in AWS's order. No method is inlined: an answer has dozens of members,
/// and each would make the page's module larger.
#[derive(Debug, Default)]
pub struct Object(Vec<(String, Value)>);

impl Object {
    /// An empty object.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member.
    pub fn with(&mut self, name: &str, value: Value) -> &mut Self {
        self.0.push((name.to_owned(), value));
        self
    }

    /// Adds a string member.
    pub fn text(&mut self, name: &str, text: &str) -> &mut Self {
        self.with(name, Value::String(text.to_owned()))
    }

    /// Adds a string member: what `value` displays.
    pub fn show(&mut self, name: &str, value: &dyn Display) -> &mut Self {
        self.with(name, Value::String(value.to_string()))
    }

    /// Adds a whole number.
    pub fn int(&mut self, name: &str, number: i64) -> &mut Self {
        self.with(name, Value::int(number))
    }

    /// Adds a boolean.
    pub fn flag(&mut self, name: &str, flag: bool) -> &mut Self {
        self.with(name, Value::Bool(flag))
    }

    /// Adds an empty list.
    pub fn none(&mut self, name: &str) -> &mut Self {
        self.with(name, Value::Array(Vec::new()))
    }

    /// Adds a member if there is a value, since AWS leaves absent members out.
    pub fn maybe(&mut self, name: &str, value: Option<Value>) -> &mut Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds members that only some answers have, such as those of a later edition.
    pub fn when(&mut self, on: bool, add: impl FnOnce(&mut Self) -> &mut Self) -> &mut Self {
        if on { add(self) } else { self }
    }

    /// Adds a string member if there is a value.
    pub fn maybe_show(&mut self, name: &str, value: Option<&dyn Display>) -> &mut Self {
        match value {
            Some(value) => self.show(name, value),
            None => self,
        }
    }

    /// Returns the finished object and leaves the builder empty.
    pub fn done(&mut self) -> Value {
        Value::Object(std::mem::take(&mut self.0))
    }
}
