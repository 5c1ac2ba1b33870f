//! `--output text`: one line an object, with its scalars sorted by name and separated by tabs. Lists and
//! objects inside it follow on lines that begin with their name in capitals.

use super::{by_name, insert, is_scalar, scalar};
use crate::json::Value;

pub(super) fn write(answer: &Value) -> String {
    let mut out = String::new();
    item(&mut out, answer, None, None);
    out
}

fn item(out: &mut String, value: &Value, name: Option<&str>, columns: Option<&[&str]>) {
    match value {
        Value::Object(members) => object(out, members, name, columns),
        Value::Array(items) => list(out, items, name),
        _ => line(out, None, &[scalar(value)]),
    }
}

fn line(out: &mut String, name: Option<&str>, cells: &[String]) {
    if let Some(name) = name {
        out.push_str(&name.to_ascii_uppercase());
        out.push('\t');
    }
    out.push_str(&cells.join("\t"));
    out.push('\n');
}

fn list(out: &mut String, items: &[Value], name: Option<&str>) {
    if items.iter().any(|item| matches!(item, Value::Object(_))) {
        let mut columns: Vec<&str> = Vec::new();
        for (key, value) in items.iter().filter_map(Value::as_object).flatten() {
            if is_scalar(value) {
                insert(&mut columns, key);
            }
        }
        for element in items {
            item(out, element, name, Some(&columns));
        }
        return;
    }
    let scalars: Vec<String> = items.iter().filter(|item| is_scalar(item)).map(scalar).collect();
    match name {
        Some(_) => scalars.iter().for_each(|cell| line(out, name, std::slice::from_ref(cell))),
        None if scalars.is_empty() => {}
        None => line(out, None, &scalars),
    }
    for element in items.iter().filter(|item| !is_scalar(item)) {
        item(out, element, name, None);
    }
}

/// If `columns` is given, each of them gets a cell, so that the lines of a list have the same columns.
fn object(out: &mut String, members: &[(String, Value)], name: Option<&str>, columns: Option<&[&str]>) {
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
        line(out, name, &cells);
    }
    for (key, value) in sorted {
        if !is_scalar(value) && !columns.is_some_and(|columns| columns.contains(&key.as_str())) {
            item(out, value, Some(key), None);
        }
    }
}
