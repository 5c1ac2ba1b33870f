//! The functions of `JMESPath`.

use super::eval::{NAMES_A_STEP, Search, same};
use super::number::Decimal;
use super::{Id, Node};
use crate::json::{Value, compact};
use playground_core::sort::sorted;
use std::cmp::Ordering;

/// The names of the functions and the kinds of their arguments: `a`ny, `n`umber, `s`tring, `l`ist, `o`bject,
/// `N` list of numbers, `S` list of strings, `B` list of either, `q` string or list, `z` string, list or
/// object, `e`xpression. `+` repeats the last kind.
const SIGNATURES: [(&str, &str); 26] = [
    ("abs", "n"),
    ("avg", "N"),
    ("ceil", "n"),
    ("contains", "qa"),
    ("ends_with", "ss"),
    ("floor", "n"),
    ("join", "sS"),
    ("keys", "o"),
    ("length", "z"),
    ("map", "el"),
    ("max", "B"),
    ("max_by", "le"),
    ("merge", "o+"),
    ("min", "B"),
    ("min_by", "le"),
    ("not_null", "a+"),
    ("reverse", "q"),
    ("sort", "B"),
    ("sort_by", "le"),
    ("starts_with", "ss"),
    ("sum", "N"),
    ("to_array", "a"),
    ("to_number", "a"),
    ("to_string", "a"),
    ("type", "a"),
    ("values", "o"),
];

pub(super) fn call(search: &mut Search<'_>, name: &str, nodes: &[Id], current: &Value) -> Value {
    let Some((name, signature)) = SIGNATURES.iter().find(|(known, _)| *known == name) else {
        return search.fail(format!("Unknown function: {name}()"));
    };
    let (kinds, repeats) = signature.strip_suffix('+').map_or((*signature, false), |kinds| (kinds, true));
    let (wanted, given) = (kinds.len(), nodes.len());
    if given < wanted || (given > wanted && !repeats) {
        return search.fail(format!("Expected {wanted} argument(s) for function {name}(), received {given}"));
    }
    let mut arguments = Vec::new();
    let mut reference = 0;
    let mut kind = 'a';
    let mut rest = kinds.chars();
    for node in nodes {
        kind = rest.next().unwrap_or(kind);
        match (kind, search.node(*node)) {
            ('e', Node::Reference(inner)) => reference = *inner,
            ('e', _) | (_, Node::Reference(_)) => {
                return search
                    .fail(format!("In function {name}(), invalid type for an argument: expression"));
            }
            _ => {
                let argument = search.eval(*node, current);
                if !fits(kind, &argument) {
                    return search.fail(wrong_type(name, &argument));
                }
                arguments.push(argument);
            }
        }
    }
    run(search, name, arguments, reference)
}

fn wrong_type(name: &str, value: &Value) -> String {
    format!(
        "In function {name}(), invalid type for value: {}, received: \"{}\"",
        compact(value),
        value.kind()
    )
}

fn all_of(value: &Value, wanted: &str) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(|item| item.kind() == wanted))
}

fn fits(kind: char, value: &Value) -> bool {
    match kind {
        'n' => matches!(value, Value::Number(_)),
        's' => matches!(value, Value::String(_)),
        'l' => matches!(value, Value::Array(_)),
        'o' => matches!(value, Value::Object(_)),
        'N' => all_of(value, "number"),
        'S' => all_of(value, "string"),
        'B' => all_of(value, "number") || all_of(value, "string"),
        'q' => matches!(value, Value::String(_) | Value::Array(_)),
        'z' => matches!(value, Value::String(_) | Value::Array(_) | Value::Object(_)),
        _ => true,
    }
}

fn list(value: Value) -> Vec<Value> {
    if let Value::Array(items) = value { items } else { Vec::new() }
}

fn members(value: Value) -> Vec<(String, Value)> {
    if let Value::Object(members) = value { members } else { Vec::new() }
}

fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.cmp(b),
        _ => Decimal::of(a).cmp(&Decimal::of(b)),
    }
}

fn run(search: &mut Search<'_>, name: &str, arguments: Vec<Value>, reference: Id) -> Value {
    let mut rest = arguments.into_iter();
    let first = rest.next().unwrap_or_default();
    let number = || Decimal::of(&first).unwrap_or(Decimal::ZERO);
    let text = || first.as_str().unwrap_or_default().to_owned();
    match name {
        "abs" => number().abs().value(),
        "ceil" => number().ceil().value(),
        "floor" => number().floor().value(),
        "sum" => total(&first).value(),
        "avg" => match first.as_array().map_or(0, <[_]>::len) {
            0 => Value::Null,
            count => total(&first).over(count).value(),
        },
        "contains" => {
            let wanted = rest.next().unwrap_or_default();
            Value::Bool(match &first {
                Value::Array(items) => items.iter().any(|item| same(item, &wanted)),
                _ => wanted.as_str().is_some_and(|wanted| text().contains(wanted)),
            })
        }
        "ends_with" | "starts_with" => {
            let part = rest.next().unwrap_or_default();
            let part = part.as_str().unwrap_or_default();
            Value::Bool(if name == "ends_with" { text().ends_with(part) } else { text().starts_with(part) })
        }
        "join" => join(search, &text(), &rest.next().unwrap_or_default()),
        "keys" => Value::Array(members(first).into_iter().map(|(name, _)| Value::String(name)).collect()),
        "values" => Value::Array(members(first).into_iter().map(|(_, value)| value).collect()),
        "length" => Value::uint(match &first {
            Value::String(text) => text.chars().count(),
            Value::Array(items) => items.len(),
            Value::Object(members) => members.len(),
            _ => 0,
        } as u64),
        "map" => {
            let mut items = Vec::new();
            for item in list(first) {
                items.push(search.eval(reference, &item));
            }
            Value::Array(items)
        }
        "merge" => merge(search, members(first), rest.flat_map(members)),
        "not_null" => std::iter::once(first).chain(rest).find(|value| !value.is_null()).unwrap_or_default(),
        "reverse" => match first {
            Value::Array(mut items) => {
                items.reverse();
                Value::Array(items)
            }
            _ => Value::String(text().chars().rev().collect()),
        },
        "sort" | "max" | "min" => {
            pick(search, name, list(first).into_iter().map(|item| (item.clone(), item)).collect())
        }
        "sort_by" | "max_by" | "min_by" => {
            let mut keyed = Vec::new();
            for item in list(first) {
                keyed.push((search.eval(reference, &item), item));
            }
            let kind = keyed.first().map_or("string", |(key, _)| key.kind());
            if let Some((key, _)) =
                keyed.iter().find(|(key, _)| key.kind() != kind || !matches!(kind, "string" | "number"))
            {
                return search.fail(wrong_type(name, key));
            }
            pick(search, name.split('_').next().unwrap_or_default(), keyed)
        }
        "to_array" => match first {
            Value::Array(_) => first,
            _ => Value::Array(vec![first]),
        },
        "to_number" => match &first {
            Value::Number(_) => first,
            Value::String(text) if Decimal::parse(text).is_some() => {
                Value::String(text.clone()).into_number()
            }
            _ => Value::Null,
        },
        "to_string" => to_string(search, first),
        _ => Value::string(first.kind()),
    }
}

fn merge(
    search: &mut Search<'_>,
    mut out: Vec<(String, Value)>,
    more: impl Iterator<Item = (String, Value)>,
) -> Value {
    for (name, value) in more {
        search.spend(out.len() / NAMES_A_STEP);
        match out.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => out.push((name, value)),
        }
    }
    Value::Object(out)
}

/// Quoting what is quoted doubles it, so the text is paid for, as 8 bytes a step.
fn to_string(search: &mut Search<'_>, value: Value) -> Value {
    if let Value::String(_) = value {
        return value;
    }
    let text = compact(&value);
    if search.spend(text.len() / 8) { Value::String(text) } else { Value::Null }
}

fn join(search: &mut Search<'_>, glue: &str, parts: &Value) -> Value {
    let parts: Vec<&str> = parts.as_array().unwrap_or_default().iter().filter_map(Value::as_str).collect();
    if !search.spend(parts.len().saturating_mul(1 + glue.len() / 32)) {
        return Value::Null;
    }
    Value::String(parts.join(glue))
}

fn total(value: &Value) -> Decimal {
    let items = value.as_array().unwrap_or_default();
    items.iter().filter_map(Decimal::of).fold(Decimal::ZERO, Decimal::plus)
}

/// Sorts by key, or finds the item with the largest or smallest one (the first of several).
fn pick(search: &mut Search<'_>, name: &str, keyed: Vec<(Value, Value)>) -> Value {
    let steps = keyed.len().checked_ilog2().unwrap_or(0) as usize;
    if !search.spend(keyed.len().saturating_mul(steps)) {
        return Value::Null;
    }
    let keyed = sorted(
        keyed,
        |(one, _), (other, _)| {
            if name == "max" { order(other, one) } else { order(one, other) }
        },
    );
    let mut items = keyed.into_iter().map(|(_, item)| item);
    if name == "sort" { Value::Array(items.collect()) } else { items.next().unwrap_or_default() }
}

impl Value {
    fn into_number(self) -> Self {
        if let Self::String(text) = self { Self::Number(text) } else { self }
    }
}
