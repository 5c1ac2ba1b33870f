//! `--output table`: nested boxes of ASCII characters, for a terminal of 80 columns.

use super::{by_name, fits, insert, is_scalar, scalar};
use crate::json::Value;

const TERMINAL: usize = 80;

/// A box: a title, and rows of cells under headers.
#[derive(Default)]
struct Section {
    title: String,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
    indent: usize,
}

pub(super) fn write(operation: &str, answer: &Value) -> Option<String> {
    let mut sections = Vec::new();
    if !build(&mut sections, Some(operation), answer, 0)? {
        return Some(String::new());
    }
    let widest = |sections: &[Section]| sections.iter().map(Section::total).max().unwrap_or(0);
    if widest(&sections) > TERMINAL {
        sections = sections.into_iter().map(Section::upright).collect();
    }
    let width = widest(&sections);
    // Around the rows of a box stand five lines at most.
    let lines: usize = sections.iter().map(|section| section.rows.len() + 5).sum();
    if !fits(lines, width) {
        return None;
    }
    let mut out = "-".repeat(width) + "\n";
    for section in &sections {
        section.draw(&mut out, width);
    }
    Some(out)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Number(text) => text == "0",
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(true) => false,
    }
}

/// Adds the boxes of a value. Returns whether it has any; `None` if the answer is too long with them.
fn build(sections: &mut Vec<Section>, title: Option<&str>, value: &Value, indent: usize) -> Option<bool> {
    if is_empty(value) {
        return Some(false);
    }
    if let Some(title) = title {
        sections.push(Section { title: title.to_owned(), indent, ..Section::default() });
    }
    match value {
        Value::Object(members) => object(sections, members, indent)?,
        Value::Array(items) if matches!(items.first(), Some(Value::Object(_))) => {
            objects(sections, items, indent, title.unwrap_or_default())?;
        }
        Value::Array(items) => {
            for item in items {
                match item.as_array() {
                    _ if is_scalar(item) => row(sections, vec![scalar(item)]),
                    Some(cells) if cells.iter().all(is_scalar) => {
                        row(sections, cells.iter().map(scalar).collect());
                    }
                    _ => {
                        build(sections, None, item, 0)?;
                    }
                }
            }
        }
        // The CLI draws an empty box for a lone value.
        _ => {}
    }
    Some(true)
}

fn row(sections: &mut [Section], cells: Vec<String>) {
    if let Some(section) = sections.last_mut() {
        section.rows.push(cells);
    }
}

fn object(sections: &mut Vec<Section>, members: &[(String, Value)], indent: usize) -> Option<()> {
    let sorted = by_name(members);
    let scalars: Vec<&&(String, Value)> = sorted.iter().filter(|(_, value)| is_scalar(value)).collect();
    if let [(name, value)] = scalars.as_slice() {
        row(sections, vec![name.clone(), scalar(value)]);
    } else if !scalars.is_empty() {
        if let Some(section) = sections.last_mut() {
            section.headers = scalars.iter().map(|(name, _)| name.clone()).collect();
        }
        row(sections, scalars.iter().map(|(_, value)| scalar(value)).collect());
    }
    for (name, value) in sorted {
        if !is_scalar(value) {
            build(sections, Some(name), value, indent + 1)?;
        }
    }
    Some(())
}

fn objects(sections: &mut Vec<Section>, items: &[Value], indent: usize, title: &str) -> Option<()> {
    let (mut headers, mut more): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for (name, value) in items.iter().filter_map(Value::as_object).flatten() {
        insert(if is_scalar(value) { &mut headers } else { &mut more }, name);
    }
    if !fits(items.len(), headers.len() + more.len()) {
        return None;
    }
    for (at, item) in items.iter().enumerate() {
        if at > 0 && !more.is_empty() {
            sections.push(Section { title: title.to_owned(), indent, ..Section::default() });
        }
        if let Some(section) = sections.last_mut() {
            section.headers = headers.iter().map(|name| (*name).to_owned()).collect();
        }
        row(sections, headers.iter().map(|name| item.get(name).map_or_else(String::new, scalar)).collect());
        for name in &more {
            if let Some(value) = item.get(name) {
                build(sections, Some(name), value, indent + 1)?;
            }
        }
    }
    Some(())
}

impl Section {
    /// The widest cell of every column.
    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = Vec::new();
        for cells in std::iter::once(&self.headers).chain(&self.rows) {
            for (at, cell) in cells.iter().enumerate() {
                match widths.get_mut(at) {
                    Some(width) => *width = (*width).max(length(cell)),
                    None => widths.push(length(cell)),
                }
            }
        }
        widths
    }

    fn total(&self) -> usize {
        let outer = 2 + 2 * self.indent;
        let cells: usize = self.widths().iter().map(|width| width + 4).sum();
        (cells + outer).max(length(&self.title) + outer)
    }

    /// Turns one row under headers into a list of headers and values.
    fn upright(mut self) -> Self {
        if self.rows.len() == 1 && !self.headers.is_empty() {
            let cells = self.rows.pop().unwrap_or_default();
            self.rows = std::mem::take(&mut self.headers)
                .into_iter()
                .zip(cells)
                .map(|(name, cell)| vec![name, cell])
                .collect();
        }
        self
    }

    /// Column widths that add up to `width`.
    fn scaled(&self, width: usize) -> Vec<usize> {
        let natural: Vec<usize> = self.widths().iter().map(|cell| cell + 4).collect();
        let sum: usize = natural.iter().sum::<usize>().max(1);
        let mut scaled: Vec<usize> = natural.iter().map(|cell| half_even(width * cell, sum)).collect();
        let mut total: usize = scaled.iter().sum();
        while total != width && !scaled.is_empty() {
            let grow = total < width;
            let count = scaled.len();
            for at in 0..count {
                let at = if grow { count - 1 - at } else { at };
                let Some(cell) = scaled.get_mut(at) else {
                    continue;
                };
                if total == width {
                    break;
                }
                *cell = if grow { *cell + 1 } else { cell.saturating_sub(1) };
                total = if grow { total + 1 } else { total - 1 };
            }
        }
        scaled
    }

    fn draw(&self, out: &mut String, full: usize) {
        let width = full - 2 * self.indent;
        let edge = "|".repeat(self.indent);
        let mut put = |line: String| {
            for part in [&edge, &line, &edge, "\n"] {
                out.push_str(part);
            }
        };
        if !self.title.is_empty() {
            put(centred(&self.title, width, "|"));
            if self.headers.is_empty() && self.rows.is_empty() {
                put(format!("+{}+", "-".repeat(width.saturating_sub(2))));
            }
        }
        let widths = self.scaled(width);
        let mut rule = String::from("+");
        for (at, cell) in widths.iter().enumerate() {
            rule.push_str(&"-".repeat(cell.saturating_sub(if at == 0 { 2 } else { 1 })));
            rule.push('+');
        }
        if !self.headers.is_empty() {
            put(rule.clone());
            let edges = std::iter::once("|").chain(std::iter::repeat(""));
            put(widths
                .iter()
                .zip(&self.headers)
                .zip(edges)
                .map(|((cell, name), edge)| centred(name, *cell, edge))
                .collect());
        }
        if self.rows.is_empty() || widths.is_empty() {
            return;
        }
        put(rule.clone());
        for cells in &self.rows {
            let edges = std::iter::once("|").chain(std::iter::repeat(""));
            put(widths
                .iter()
                .zip(cells)
                .zip(edges)
                .map(|((cell, text), edge)| left(text, *cell, edge))
                .collect());
        }
        put(rule);
    }
}

/// `a / b`, rounding halves to the even number as Python does.
fn half_even(a: usize, b: usize) -> usize {
    let (whole, rest) = (a / b, a % b);
    if rest * 2 > b || (rest * 2 == b && whole % 2 == 1) { whole + 1 } else { whole }
}

fn centred(text: &str, width: usize, edge: &str) -> String {
    let before = (width / 2).saturating_sub(length(text) / 2 + 1);
    let used = edge.len() + before + length(text);
    format!("{edge}{}{text}{}|", " ".repeat(before), " ".repeat(width.saturating_sub(used + 1)))
}

fn left(text: &str, width: usize, edge: &str) -> String {
    let padding = if width > length(text) + 2 + edge.len() { 2 } else { 0 };
    let used = edge.len() + padding + length(text);
    format!("{edge}{}{text}{}|", " ".repeat(padding), " ".repeat(width.saturating_sub(used + 1)))
}
