//! `--output text`: one line an object, with its scalars sorted by name and separated by tabs. Lists and
//! objects inside it follow on lines that begin with their name in capitals.

use super::{MAX_ANSWER, by_name, fits, insert, is_scalar, scalar};
use crate::json::Value;

pub(super) fn write(answer: &Value) -> Option<String> {
    let mut out = String::new();
    item(&mut out, answer, None, None)?;
    Some(out)
}

/// Appends a value, like all functions below; `None` if the answer is too long with it.
fn item(out: &mut String, value: &Value, name: Option<&str>, columns: Option<&[&str]>) -> Option<()> {
    match value {
        Value::Object(members) => object(out, members, name, columns),
        Value::Array(items) => list(out, items, name),
        _ => line(out, None, &[scalar(value)]),
    }
}

fn line(out: &mut String, name: Option<&str>, cells: &[String]) -> Option<()> {
    if let Some(name) = name {
        out.push_str(&name.to_ascii_uppercase());
        out.push('\t');
    }
    out.push_str(&cells.join("\t"));
    out.push('\n');
    (out.len() <= MAX_ANSWER).then_some(())
}

fn list(out: &mut String, items: &[Value], name: Option<&str>) -> Option<()> {
    if items.iter().any(|item| matches!(item, Value::Object(_))) {
        let mut columns: Vec<&str> = Vec::new();
        for (key, value) in items.iter().filter_map(Value::as_object).flatten() {
            if is_scalar(value) {
                insert(&mut columns, key);
            }
        }
        if !fits(items.len(), columns.len()) {
            return None;
        }
        return items.iter().try_for_each(|element| item(out, element, name, Some(&columns)));
    }
    let scalars: Vec<String> = items.iter().filter(|item| is_scalar(item)).map(scalar).collect();
    match name {
        Some(_) => scalars.iter().try_for_each(|cell| line(out, name, std::slice::from_ref(cell)))?,
        None if scalars.is_empty() => {}
        None => line(out, None, &scalars)?,
    }
    items.iter().filter(|item| !is_scalar(item)).try_for_each(|element| item(out, element, name, None))
}

/// If `columns` is given, each of them gets a cell, so that the lines of a list have the same columns.
fn object(
    out: &mut String,
    members: &[(String, Value)],
    name: Option<&str>,
    columns: Option<&[&str]>,
) -> Option<()> {
    let sorted = by_name(members);
    let cells: Vec<String> = match columns {
        Some(columns) => columns
            .iter()
            .map(|column| {
                members
                    .iter()
                    .find(|(key, _)| key == column)
                    .map_or_else(String::new, |(_, value)| scalar(value))
            })
            .collect(),
        None => sorted.iter().filter(|(_, value)| is_scalar(value)).map(|(_, value)| scalar(value)).collect(),
    };
    if !cells.is_empty() {
        line(out, name, &cells)?;
    }
    for (key, value) in sorted {
        if !is_scalar(value) && !columns.is_some_and(|columns| columns.contains(&key.as_str())) {
            item(out, value, Some(key), None)?;
        }
    }
    Some(())
}
