//! A tree applied to a value.

use super::functions;
use super::number::Decimal;
use super::parse::holds;
use super::{Comparator, Node};
use crate::json::Value;

pub(super) fn eval(node: &Node, value: &Value) -> Result<Value, String> {
    Ok(match node {
        Node::Current => value.clone(),
        Node::Field(name) => value.get(name).cloned().unwrap_or_default(),
        Node::Literal(literal) => literal.clone(),
        Node::Index(index) => {
            value.as_array().and_then(|items| at(items, *index)).cloned().unwrap_or_default()
        }
        Node::Slice(from, to, step) => match value {
            Value::Array(items) => Value::Array(slice(items, *from, *to, step.unwrap_or(1))?),
            _ => Value::Null,
        },
        Node::Then(left, right) => eval(right, &eval(left, value)?)?,
        Node::Each(left, right) => match eval(left, value)? {
            Value::Array(items) => project(items, right)?,
            _ => Value::Null,
        },
        Node::EachValue(left, right) => match eval(left, value)? {
            Value::Object(members) => {
                project(members.into_iter().map(|(_, member)| member).collect(), right)?
            }
            _ => Value::Null,
        },
        Node::Where(left, right, condition) => match eval(left, value)? {
            Value::Array(items) => {
                let mut kept = Vec::new();
                for item in items {
                    if truth(&eval(condition, &item)?) {
                        kept.push(item);
                    }
                }
                project(kept, right)?
            }
            _ => Value::Null,
        },
        Node::Flatten(left) => match eval(left, value)? {
            Value::Array(items) => Value::Array(items.into_iter().flat_map(unnest).collect()),
            _ => Value::Null,
        },
        Node::List(_) | Node::Hash(_) if value.is_null() => Value::Null,
        Node::List(nodes) => {
            Value::Array(nodes.iter().map(|node| eval(node, value)).collect::<Result<_, _>>()?)
        }
        Node::Hash(members) => {
            let mut out: Vec<(String, Value)> = Vec::new();
            for (name, node) in members {
                let member = eval(node, value)?;
                out.retain(|(known, _)| known != name);
                out.push((name.clone(), member));
            }
            Value::Object(out)
        }
        Node::Or(left, right) => {
            let left = eval(left, value)?;
            if truth(&left) { left } else { eval(right, value)? }
        }
        Node::And(left, right) => {
            let left = eval(left, value)?;
            if truth(&left) { eval(right, value)? } else { left }
        }
        Node::Not(inner) => Value::Bool(!truth(&eval(inner, value)?)),
        Node::Compare(op, left, right) => compare(*op, &eval(left, value)?, &eval(right, value)?),
        Node::Call(name, arguments) => functions::call(name, arguments, value)?,
        // Only functions take one; anywhere else it stands for nothing.
        Node::Reference(_) => Value::Null,
    })
}

/// Empty things, `false` and `null` are false.
pub(super) fn truth(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

/// Equal by value: `1` and `1.0` are, and the order of an object's members does not matter.
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

fn unnest(item: Value) -> Vec<Value> {
    match item {
        Value::Array(inner) => inner,
        other => vec![other],
    }
}

/// What the right side gives for each item; nothing where it gives `null`.
fn project(items: Vec<Value>, right: &Node) -> Result<Value, String> {
    let mut out = Vec::new();
    for item in items {
        let found = if *right == Node::Current { item } else { eval(right, &item)? };
        if !found.is_null() {
            out.push(found);
        }
    }
    Ok(Value::Array(out))
}

/// Python's slices.
fn slice(items: &[Value], from: Option<i64>, to: Option<i64>, step: i64) -> Result<Vec<Value>, String> {
    if step == 0 {
        return Err("slice step cannot be zero".to_owned());
    }
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
    Ok(out)
}
