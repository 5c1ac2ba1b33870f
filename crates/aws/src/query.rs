//! `--query`: `JMESPath` over our own ordered values, so that a multi-select keeps its order.
//!
//! The full grammar and every function of the specification. Not here: what an answer contains.

mod eval;
mod functions;
mod lex;
mod number;
mod parse;

use crate::json::Value;

/// The longest expression accepted, in bytes. It bounds the depth of the tree too.
const MAX_LENGTH: usize = 2000;

/// A `JMESPath` expression, ready to be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Query(Node);

/// Compares two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Current,
    Field(String),
    Literal(Value),
    Index(i64),
    Slice(Option<i64>, Option<i64>, Option<i64>),
    /// The right side on what the left side gives: `a.b`, `a[0]`, `a | b`.
    Then(Box<Node>, Box<Node>),
    /// The right side on each item of the list on the left.
    Each(Box<Node>, Box<Node>),
    /// The right side on each value of the object on the left.
    EachValue(Box<Node>, Box<Node>),
    /// The middle on each item of the list for which the last one holds.
    Where(Box<Node>, Box<Node>, Box<Node>),
    Flatten(Box<Node>),
    List(Vec<Node>),
    Hash(Vec<(String, Node)>),
    Or(Box<Node>, Box<Node>),
    And(Box<Node>, Box<Node>),
    Not(Box<Node>),
    Compare(Comparator, Box<Node>, Box<Node>),
    Call(String, Vec<Node>),
    /// `&expression`, only as a function's argument.
    Reference(Box<Node>),
}

impl Query {
    /// Reads an expression. The error says what is wrong and shows the place.
    #[inline(never)]
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MAX_LENGTH {
            return Err("the expression is too long".to_owned());
        }
        parse::parse(text).map(Self)
    }

    /// Applies it. An error names the function and the type it can't take.
    pub fn search(&self, value: &Value) -> Result<Value, String> {
        eval::eval(&self.0, value)
    }
}
