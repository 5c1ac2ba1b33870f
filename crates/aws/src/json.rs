//! A small ordered JSON value: what the CLI prints and what it reads.
//!
//! Here: the value, building and reading it. `parse` and `print` hold the text
//! form. Not here: anything that knows an AWS member name.

mod parse;
mod print;

pub use parse::{JsonError, MAX_DEPTH, MAX_LENGTH, parse};
pub(crate) use print::python;
pub use print::{compact, pretty, quote};

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
    /// A string value.
    pub fn string(text: impl Into<String>) -> Self {
        Self::String(text.into())
    }

    /// A whole number.
    pub fn int(number: i64) -> Self {
        Self::Number(number.to_string())
    }

    /// A whole number that can't be negative.
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

    /// A whole number; `None` for fractions and anything too large.
    pub fn as_i64(&self) -> Option<i64> {
        if let Self::Number(text) = self { text.parse().ok() } else { None }
    }

    /// Is this `null`?
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// Builds an object member by member, in AWS's order.
#[derive(Debug, Default)]
pub struct Object(Vec<(String, Value)>);

impl Object {
    /// An empty object.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.0.push((name.to_owned(), value));
        self
    }

    /// Adds a string member.
    #[must_use]
    pub fn text(self, name: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        self.with(name, Value::String(text))
    }

    /// Adds a whole number.
    #[must_use]
    pub fn int(self, name: &str, number: i64) -> Self {
        self.with(name, Value::int(number))
    }

    /// Adds a boolean.
    #[must_use]
    pub fn flag(self, name: &str, flag: bool) -> Self {
        self.with(name, Value::Bool(flag))
    }

    /// Adds a member only if there is a value: AWS leaves absent members out.
    #[must_use]
    pub fn maybe(self, name: &str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a string member only if there is one.
    #[must_use]
    pub fn maybe_text(self, name: &str, text: Option<String>) -> Self {
        self.maybe(name, text.map(Value::String))
    }

    /// The finished object.
    pub fn done(self) -> Value {
        Value::Object(self.0)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        object.done()
    }
}
