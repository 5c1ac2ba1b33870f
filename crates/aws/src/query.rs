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

/// A `JMESPath` expression, ready to be used: a tree whose nodes stand in one list, since that
/// takes less code than boxes do.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    nodes: Vec<Node>,
    root: Id,
}

/// A node's place in the list.
type Id = usize;

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
    Then(Id, Id),
    /// The right side on each item of the list on the left.
    Each(Id, Id),
    /// The right side on each value of the object on the left.
    EachValue(Id, Id),
    /// The middle on each item of the list for which the last one holds.
    Where(Id, Id, Id),
    Flatten(Id),
    List(Vec<Id>),
    Hash(Vec<(String, Id)>),
    Or(Id, Id),
    And(Id, Id),
    Not(Id),
    Compare(Comparator, Id, Id),
    Call(String, Vec<Id>),
    /// `&expression`, only as a function's argument.
    Reference(Id),
}

impl Query {
    /// Reads an expression. The error says what is wrong and shows the place.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MAX_LENGTH {
            return Err("the expression is too long".to_owned());
        }
        parse::parse(text)
    }

    /// Applies it. An error names the function and the type it can't take.
    pub fn search(&self, value: &Value) -> Result<Value, String> {
        let mut search = eval::Search { nodes: &self.nodes, error: None, left: eval::BUDGET };
        let found = search.eval(self.root, value);
        search.error.map_or(Ok(found), Err)
    }
}
