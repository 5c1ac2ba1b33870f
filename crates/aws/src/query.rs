//! `--query`: `JMESPath` on our own ordered values, so that a multi-select keeps its order.
//!
//! It has the full grammar and every function of the specification. What an answer contains is not known
//! here.

mod eval;
mod functions;
mod lex;
mod number;
mod parse;

use crate::json::Value;

/// The longest expression accepted, in bytes. This also bounds the depth of the tree.
const MAX_LENGTH: usize = 2000;

/// A parsed `JMESPath` expression: a tree whose nodes are in one list, which takes less code than boxes.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    nodes: Vec<Node>,
    root: Id,
}

/// The index of a node in the list.
type Id = usize;

/// A comparison operator.
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
    /// Applies the right side to the result of the left side: `a.b`, `a[0]`, `a | b`.
    Then(Id, Id),
    /// Applies the right side to each item of the list on the left.
    Each(Id, Id),
    /// Applies the right side to each value of the object on the left.
    EachValue(Id, Id),
    /// Applies the middle to each item of the list for which the last one holds.
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

    /// Evaluates the expression on a value. An error names the function and the type that it can't take.
    pub fn search(&self, value: &Value) -> Result<Value, String> {
        self.search_counted(value).0
    }

    /// Like [`Self::search`]; also returns the steps that it took.
    pub(crate) fn search_counted(&self, value: &Value) -> (Result<Value, String>, usize) {
        let mut search = eval::Search { nodes: &self.nodes, error: None, left: eval::BUDGET };
        let found = search.eval(self.root, value);
        (search.error.map_or(Ok(found), Err), eval::BUDGET - search.left)
    }
}
