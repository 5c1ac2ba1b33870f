//! What a filter makes of a value.

use core::cmp::Ordering;

use playground_aws::json::Value;

use super::functions::{self, text_of};
use super::{Filter, Variable, compact_text};

/// The most steps of a call, some 20 ms in a browser.
const MOST_STEPS: usize = 100_000;

/// A run of a filter.
pub(super) struct Run<'a> {
    variables: &'a [Variable],
    steps: usize,
}

/// The values that a filter gives.
type Values = Result<Vec<Value>, String>;

impl<'a> Run<'a> {
    pub(super) const fn new(variables: &'a [Variable]) -> Self {
        Self { variables, steps: 0 }
    }

    /// What it took, in bytes.
    pub(super) const fn work(&self) -> usize {
        self.steps * 2
    }

    pub(super) fn step(&mut self, count: usize) -> Result<(), String> {
        self.steps += 1 + count;
        if self.steps > MOST_STEPS {
            return Err(String::from("The filter does too much for one call. Pick less with --query first."));
        }
        Ok(())
    }

    pub(super) fn all(&mut self, filter: &Filter, input: &Value) -> Values {
        self.step(0)?;
        match filter {
            Filter::Same => self.kept(input),
            Filter::Literal(value) => Ok(vec![value.clone()]),
            Filter::Text(pieces) => self.text(pieces, input),
            Filter::Variable(name) => {
                let found = self.variables.iter().find(|(known, _)| known == name);
                found
                    .map(|(_, value)| vec![value.clone()])
                    .ok_or_else(|| ["$", name, " is not defined"].concat())
            }
            Filter::Index(of, index) => {
                let of = self.all(of, input)?;
                let indexes = self.all(index, input)?;
                let mut out = Vec::new();
                for value in &of {
                    for index in &indexes {
                        let found = indexed(value, index)?;
                        self.step(size(&found))?;
                        out.push(found);
                    }
                }
                Ok(out)
            }
            Filter::Slice(of, from, to) => {
                self.all(of, input)?.iter().map(|value| sliced(value, *from, *to)).collect()
            }
            Filter::Each(of) => {
                let mut out = Vec::new();
                for value in self.all(of, input)? {
                    self.step(size(&value))?;
                    match value {
                        Value::Array(items) => out.extend(items),
                        Value::Object(members) => out.extend(members.into_iter().map(|(_, member)| member)),
                        other => return Err(["Cannot iterate over ", &described(&other)].concat()),
                    }
                }
                Ok(out)
            }
            Filter::Try(of) => match self.all(of, input) {
                Err(_) if self.steps <= MOST_STEPS => Ok(Vec::new()),
                other => other,
            },
            Filter::Pipe(left, right) => {
                let mut out = Vec::new();
                for value in self.all(left, input)? {
                    out.extend(self.all(right, &value)?);
                }
                Ok(out)
            }
            Filter::Both(left, right) => {
                let mut out = self.all(left, input)?;
                out.extend(self.all(right, input)?);
                Ok(out)
            }
            Filter::Else(left, right) => {
                let mut found = self.all(left, input).unwrap_or_default();
                found.retain(truth);
                if found.is_empty() { self.all(right, input) } else { Ok(found) }
            }
            Filter::Binary(left, sign, right) => self.binary(left, sign, right, input),
            Filter::Array(inside) => {
                let items = inside.as_ref().map(|inside| self.all(inside, input)).transpose()?;
                Ok(vec![Value::Array(items.unwrap_or_default())])
            }
            Filter::Object(members) => self.object(members, input),
            Filter::If(condition, then, otherwise) => {
                let mut out = Vec::new();
                for value in self.all(condition, input)? {
                    out.extend(self.all(if truth(&value) { then } else { otherwise }, input)?);
                }
                Ok(out)
            }
            Filter::Call(name, args) => functions::call(self, name, args, input),
        }
    }

    fn kept(&mut self, value: &Value) -> Values {
        self.step(size(value))?;
        Ok(vec![value.clone()])
    }

    fn text(&mut self, pieces: &[Filter], input: &Value) -> Values {
        let mut text = String::new();
        for piece in pieces {
            for value in self.all(piece, input)? {
                text.push_str(&text_of(&value));
            }
            self.step(text.len() / 16)?;
        }
        Ok(vec![Value::String(text)])
    }

    fn object(&mut self, members: &[(Filter, Filter)], input: &Value) -> Values {
        let mut all = vec![Vec::new()];
        for (name, value) in members {
            let names = self.all(name, input)?;
            let values = self.all(value, input)?;
            let mut next = Vec::new();
            for before in &all {
                for name in &names {
                    let name = name.as_str().ok_or("Object keys must be strings")?;
                    for value in &values {
                        self.step(size(value) + before.len())?;
                        let mut made: Vec<(String, Value)> = before.clone();
                        made.retain(|(known, _)| known != name);
                        made.push((name.to_owned(), value.clone()));
                        next.push(made);
                    }
                }
            }
            all = next;
        }
        Ok(all.into_iter().map(Value::Object).collect())
    }

    fn binary(&mut self, left: &Filter, sign: &str, right: &Filter, input: &Value) -> Values {
        let mut out = Vec::new();
        for one in self.all(left, input)? {
            match sign {
                "and" if !truth(&one) => {
                    out.push(Value::Bool(false));
                    continue;
                }
                "or" if truth(&one) => {
                    out.push(Value::Bool(true));
                    continue;
                }
                _ => {}
            }
            for other in self.all(right, input)? {
                self.step(size(&one) + size(&other))?;
                out.push(combined(&one, sign, &other)?);
            }
        }
        Ok(out)
    }
}

/// The number of parts of a value, about: what copying it takes.
pub(super) fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(size).sum::<usize>() + 1,
        Value::Object(members) => members.iter().map(|(_, member)| size(member) + 1).sum::<usize>() + 1,
        Value::String(text) => text.len() / 64,
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

pub(super) fn truth(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
}

/// A value as jq's errors show it: `string ("abc")`.
pub(super) fn described(value: &Value) -> String {
    let kind = value.kind();
    match value {
        Value::Null => kind.to_owned(),
        value => {
            let text = compact_text(value);
            let short: String = text.chars().take(11).collect();
            let shown = if short.len() < text.len() { short + "..." } else { text };
            [kind, " (", &shown, ")"].concat()
        }
    }
}

fn indexed(value: &Value, index: &Value) -> Result<Value, String> {
    match (value, index) {
        (Value::Object(_), Value::String(name)) => Ok(value.get(name).cloned().unwrap_or_default()),
        (Value::Null, Value::String(_) | Value::Number(_)) => Ok(Value::Null),
        (Value::Array(items), Value::Number(_)) => {
            let at = index.as_i64().unwrap_or(i64::MAX);
            let back = usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX);
            let at = if at < 0 { items.len().checked_sub(back) } else { Some(back) };
            Ok(at.and_then(|at| items.get(at)).cloned().unwrap_or_default())
        }
        (value, Value::String(name)) => Err(["Cannot index ", value.kind(), " with \"", name, "\""].concat()),
        (value, index) => Err(["Cannot index ", value.kind(), " with ", index.kind()].concat()),
    }
}

fn sliced(value: &Value, from: Option<i64>, to: Option<i64>) -> Result<Value, String> {
    let bound = |at: Option<i64>, all: usize, none: usize| match at {
        None => none,
        Some(at) if at < 0 => all.saturating_sub(usize::try_from(at.unsigned_abs()).unwrap_or(all)),
        Some(at) => usize::try_from(at).unwrap_or(all).min(all),
    };
    match value {
        Value::Null => Ok(Value::Null),
        Value::Array(items) => {
            let (from, to) = (bound(from, items.len(), 0), bound(to, items.len(), items.len()));
            Ok(Value::Array(items.get(from..to).unwrap_or_default().to_vec()))
        }
        Value::String(text) => {
            let all = text.chars().count();
            let (from, to) = (bound(from, all, 0), bound(to, all, all));
            Ok(Value::String(text.chars().skip(from).take(to.saturating_sub(from)).collect()))
        }
        other => Err(["Cannot slice ", other.kind()].concat()),
    }
}

fn combined(one: &Value, sign: &str, other: &Value) -> Result<Value, String> {
    let order = || compare(one, other);
    Ok(match sign {
        "and" | "or" => Value::Bool(truth(other)),
        "==" => Value::Bool(order().is_eq()),
        "!=" => Value::Bool(order().is_ne()),
        "<" => Value::Bool(order().is_lt()),
        "<=" => Value::Bool(order().is_le()),
        ">" => Value::Bool(order().is_gt()),
        ">=" => Value::Bool(order().is_ge()),
        sign => return functions::arithmetic(one, sign, other),
    })
}

/// jq's order: null, false, true, numbers, strings, arrays, objects.
pub(super) fn compare(one: &Value, other: &Value) -> Ordering {
    let rank = |value: &Value| match value {
        Value::Null => 0,
        Value::Bool(false) => 1,
        Value::Bool(true) => 2,
        Value::Number(_) => 3,
        Value::String(_) => 4,
        Value::Array(_) => 5,
        Value::Object(_) => 6,
    };
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let number = |text: &str| text.parse::<f64>().unwrap_or(0.0);
            number(one).total_cmp(&number(other))
        }
        (Value::String(one), Value::String(other)) => one.cmp(other),
        (Value::Array(one), Value::Array(other)) => {
            let first =
                one.iter().zip(other).map(|(one, other)| compare(one, other)).find(|order| order.is_ne());
            first.unwrap_or_else(|| one.len().cmp(&other.len()))
        }
        (Value::Object(_), Value::Object(_)) => {
            let (one, other) = (functions::by_name(one), functions::by_name(other));
            let names = one.iter().map(|(name, _)| name).cmp(other.iter().map(|(name, _)| name));
            let members = one.iter().zip(&other).map(|((_, one), (_, other))| compare(one, other));
            names.then(members.fold(Ordering::Equal, Ordering::then))
        }
        _ => rank(one).cmp(&rank(other)),
    }
}
