//! Evaluates an expression on a value.

use super::functions;
use super::number::Decimal;
use super::parse::holds;
use super::{Comparator, Id, Node};
use crate::json::Value;

/// An evaluation in progress. The first error is stored, and `null` is the result of what failed: this takes
/// far less code than returning errors.
pub(super) struct Search<'a> {
    pub(super) nodes: &'a [Node],
    pub(super) error: Option<String>,
    /// How much more it may do: steps, and parts of values copied.
    pub(super) left: usize,
}

/// The most that an evaluation may do: some 30 ms in a browser. `[@,@]|[@,@]|…` doubles with every step, and the
/// page must not freeze.
pub(super) const BUDGET: usize = 250_000;
/// The names of an object that are compared at the cost of one step.
pub(super) const NAMES_A_STEP: usize = 16;

impl<'a> Search<'a> {
    pub(super) fn node(&self, id: Id) -> &'a Node {
        self.nodes.get(id).unwrap_or(&Node::Current)
    }

    pub(super) fn fail(&mut self, error: String) -> Value {
        self.error.get_or_insert(error);
        Value::Null
    }

    /// Takes `cost` from the budget. Returns whether there was enough; if not, the evaluation fails.
    pub(super) fn spend(&mut self, cost: usize) -> bool {
        self.left = self.left.saturating_sub(cost);
        if self.left == 0 && self.error.is_none() {
            self.error = Some("the answer of this expression is too large; pick less of it".to_owned());
        }
        self.error.is_none()
    }

    /// Copies a value, at the expense of the budget.
    fn copy(&mut self, value: Option<&Value>) -> Value {
        value.filter(|value| self.spend(weight(value))).cloned().unwrap_or_default()
    }

    /// The result of a node for a value.
    pub(super) fn eval(&mut self, id: Id, value: &Value) -> Value {
        if !self.spend(1) {
            return Value::Null;
        }
        match self.node(id) {
            // Only functions take a reference; anywhere else it has no value.
            Node::Reference(_) => Value::Null,
            Node::Current => self.copy(Some(value)),
            Node::Field(name) => self.copy(value.get(name)),
            Node::Literal(literal) => self.copy(Some(literal)),
            Node::Index(index) => self.copy(value.as_array().and_then(|items| at(items, *index))),
            Node::Slice(_, _, Some(0)) => self.fail("slice step cannot be zero".to_owned()),
            Node::Slice(from, to, step) => match value {
                Value::Array(items) if self.spend(weight(value)) => {
                    Value::Array(slice(items, *from, *to, step.unwrap_or(1)))
                }
                _ => Value::Null,
            },
            Node::Then(left, right) => {
                let left = self.eval(*left, value);
                self.eval(*right, &left)
            }
            Node::Each(left, right) => {
                let left = self.eval(*left, value);
                self.project(left, *right, None)
            }
            Node::EachValue(left, right) => match self.eval(*left, value) {
                Value::Object(members) => {
                    let values = members.into_iter().map(|(_, member)| member).collect();
                    self.project(Value::Array(values), *right, None)
                }
                _ => Value::Null,
            },
            Node::Where(left, right, condition) => {
                let left = self.eval(*left, value);
                self.project(left, *right, Some(*condition))
            }
            Node::Flatten(left) => match self.eval(*left, value) {
                Value::Array(items) => {
                    let mut flat = Vec::new();
                    for item in items {
                        match item {
                            Value::Array(mut inner) => flat.append(&mut inner),
                            other => flat.push(other),
                        }
                    }
                    Value::Array(flat)
                }
                _ => Value::Null,
            },
            Node::List(_) | Node::Hash(_) if value.is_null() => Value::Null,
            Node::List(nodes) => {
                let mut items = Vec::new();
                for node in nodes {
                    items.push(self.eval(*node, value));
                }
                Value::Array(items)
            }
            Node::Hash(members) => {
                let mut out: Vec<(String, Value)> = Vec::new();
                for (name, node) in members {
                    let member = self.eval(*node, value);
                    self.spend(out.len() / NAMES_A_STEP);
                    out.retain(|(known, _)| known != name);
                    out.push((name.clone(), member));
                }
                Value::Object(out)
            }
            Node::Or(left, right) => {
                let left = self.eval(*left, value);
                if truth(&left) { left } else { self.eval(*right, value) }
            }
            Node::And(left, right) => {
                let left = self.eval(*left, value);
                if truth(&left) { self.eval(*right, value) } else { left }
            }
            Node::Not(inner) => Value::Bool(!truth(&self.eval(*inner, value))),
            Node::Compare(op, left, right) => {
                let (left, right) = (self.eval(*left, value), self.eval(*right, value));
                compare(*op, &left, &right)
            }
            Node::Call(name, arguments) => functions::call(self, name, arguments, value),
        }
    }

    /// The results of the right side for the items for which the condition holds, without those that are
    /// `null`. The result is `null` if the left side is not a list.
    fn project(&mut self, left: Value, right: Id, condition: Option<Id>) -> Value {
        let Value::Array(items) = left else { return Value::Null };
        let mut out = Vec::new();
        for item in items {
            if condition.is_some_and(|condition| !truth(&self.eval(condition, &item))) {
                continue;
            }
            let found = if *self.node(right) == Node::Current { item } else { self.eval(right, &item) };
            if !found.is_null() {
                out.push(found);
            }
        }
        Value::Array(out)
    }
}

/// The cost of copying a value.
pub(super) fn weight(value: &Value) -> usize {
    let text = |text: &str| 1 + text.len() / 32;
    match value {
        Value::Null | Value::Bool(_) => 1,
        Value::Number(number) => text(number),
        Value::String(string) => text(string),
        Value::Array(items) => items.iter().map(weight).sum::<usize>() + 1,
        Value::Object(members) => {
            members.iter().map(|(name, member)| text(name) + weight(member)).sum::<usize>() + 1
        }
    }
}

/// Returns whether a value is true: empty values, `false` and `null` are not.
pub(super) fn truth(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

/// Returns whether two values are equal: `1` and `1.0` are, and the order of an object's members does not
/// matter.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(_), Value::Number(_)) => Decimal::of(a) == Decimal::of(b),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len() && left.iter().all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

fn compare(op: Comparator, a: &Value, b: &Value) -> Value {
    match op {
        Comparator::Equal => Value::Bool(same(a, b)),
        Comparator::NotEqual => Value::Bool(!same(a, b)),
        _ => match (Decimal::of(a), Decimal::of(b)) {
            (Some(a), Some(b)) => Value::Bool(holds(op, a.cmp(&b))),
            _ => Value::Null,
        },
    }
}

fn at(items: &[Value], index: i64) -> Option<&Value> {
    let count = i64::try_from(items.len()).ok()?;
    let index = if index < 0 { index.checked_add(count)? } else { index };
    items.get(usize::try_from(index).ok()?)
}

/// A slice, with Python's rules.
fn slice(items: &[Value], from: Option<i64>, to: Option<i64>, step: i64) -> Vec<Value> {
    let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let (low, high) = if step > 0 { (0, count) } else { (-1, count - 1) };
    let bound = |given: Option<i64>, default: i64| match given {
        None => default,
        Some(at) if at < 0 => at.saturating_add(count).clamp(low, high),
        Some(at) => at.clamp(low, high),
    };
    let (mut index, end) =
        if step > 0 { (bound(from, 0), bound(to, count)) } else { (bound(from, count - 1), bound(to, -1)) };
    let mut out = Vec::new();
    while if step > 0 { index < end } else { index > end } {
        if let Some(item) = usize::try_from(index).ok().and_then(|index| items.get(index)) {
            out.push(item.clone());
        }
        index = index.saturating_add(step);
    }
    out
}
