//! `jq`, as far as scripts about AWS use it: paths, pipes, `select`, `map`, comparisons, objects and arrays, and the
//! functions in `functions`. What it has elsewhere and not here (variables by `as`, `reduce`, `def`, dates) is refused
//! by name.

mod eval;
mod functions;
mod lex;
mod parse;

use playground_aws::json::{self, Value};

use super::files::{MAX_FILE, read_text};
use super::options::Known;
use super::{Call, Output};

/// A filter.
#[derive(Clone, Debug, PartialEq)]
enum Filter {
    /// `.`
    Same,
    /// A value as it stands.
    Literal(Value),
    /// `"… \(…) …"`
    Text(Vec<Filter>),
    /// `$name`
    Variable(String),
    /// `.a`, `.[0]`, `.["a"]`
    Index(Box<Filter>, Box<Filter>),
    /// `.[1:3]`
    Slice(Box<Filter>, Option<i64>, Option<i64>),
    /// `.[]`
    Each(Box<Filter>),
    /// `…?`
    Try(Box<Filter>),
    /// `a | b`
    Pipe(Box<Filter>, Box<Filter>),
    /// `a, b`
    Both(Box<Filter>, Box<Filter>),
    /// `a // b`
    Else(Box<Filter>, Box<Filter>),
    /// `a == b`, `a and b`, `a + b`
    Binary(Box<Filter>, &'static str, Box<Filter>),
    /// `[…]`
    Array(Option<Box<Filter>>),
    /// `{…}`
    Object(Vec<(Filter, Filter)>),
    /// `if a then b else c end`
    If(Box<Filter>, Box<Filter>, Box<Filter>),
    /// `name(…; …)`
    Call(&'static str, Vec<Filter>),
}

/// The exit code for a filter that can't be read, and for one that fails.
const UNREADABLE: u8 = 3;
const FAILED: u8 = 5;

pub(super) fn jq(call: &mut Call<'_>) -> Result<Output, String> {
    let (args, variables) = variables(call.args)?;
    let known = Known {
        flags: "rcenjsSMC",
        valued: "",
        long: &[
            ("raw-output", 'r'),
            ("compact-output", 'c'),
            ("exit-status", 'e'),
            ("null-input", 'n'),
            ("join-output", 'j'),
            ("slurp", 's'),
        ],
    };
    let mut given = known.read(&args)?;
    if given.operands.is_empty() {
        return Err(String::from("A filter is missing: jq .Keys."));
    }
    let source = given.operands.remove(0);
    let filter = match parse::parse(&source) {
        Ok(filter) => filter,
        Err(message) => return Ok(Output::error("jq", &message, UNREADABLE)),
    };
    let text = read_text(call, &given.operands)?;
    let mut run = eval::Run::new(&variables);
    let mut out = Output::default();
    let inputs = if given.has('n') { vec![Value::Null] } else { documents(&text)? };
    let inputs = if given.has('s') { vec![Value::Array(inputs)] } else { inputs };
    let mut last = Value::Null;
    for input in &inputs {
        match run.all(&filter, input) {
            Ok(values) => {
                for value in values {
                    print(&mut out.stdout, &value, given.has('r') || given.has('j'), given.has('c'));
                    if !given.has('j') {
                        out.stdout.push(b'\n');
                    }
                    last = value;
                }
            }
            Err(message) => {
                out.stderr.push_str(&["jq: error (at <stdin>:0): ", &message, "\n"].concat());
                out.exit_code = FAILED;
            }
        }
    }
    if given.has('e') && out.exit_code == 0 && matches!(last, Value::Null | Value::Bool(false)) {
        out.exit_code = 1;
    }
    out.work = text.len() + out.stdout.len() + run.work();
    Ok(out)
}

/// A variable of a filter.
type Variable = (String, Value);

/// Takes `--arg NAME TEXT` and `--argjson NAME JSON` out.
fn variables(args: &[String]) -> Result<(Vec<String>, Vec<Variable>), String> {
    let (mut left, mut found) = (Vec::new(), Vec::new());
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        if arg != "--arg" && arg != "--argjson" {
            left.push(arg.clone());
            continue;
        }
        let (Some(name), Some(text)) = (rest.next(), rest.next()) else {
            return Err([arg, " takes a name and a value."].concat());
        };
        let value = if arg == "--arg" {
            Value::string(text.as_str())
        } else {
            json::parse(text)
                .map_err(|error| ["the value of --argjson is no JSON: ", &error.to_string()].concat())?
        };
        found.push((name.clone(), value));
    }
    Ok((left, found))
}

/// The most documents of a text, one a line: some 20 ms in a browser.
const MOST_DOCUMENTS: usize = 50_000;

/// The documents of a text: usually one.
fn documents(text: &str) -> Result<Vec<Value>, String> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let whole = match json::parse_up_to(text, MAX_FILE * 2) {
        Ok(value) => return Ok(vec![value]),
        Err(error) => error,
    };
    // One document a line, as `jq -c` writes them.
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    if lines().nth(MOST_DOCUMENTS).is_some() {
        return Err(String::from(
            "more than 50,000 documents are too much for one command. Pick less with head first.",
        ));
    }
    let lines: Option<Vec<Value>> = lines().map(|line| json::parse(line).ok()).collect();
    lines.filter(|lines| lines.len() > 1).ok_or_else(|| ["parse error: ", &whole.to_string()].concat())
}

fn print(out: &mut Vec<u8>, value: &Value, raw: bool, compact: bool) {
    let text = match value {
        Value::String(text) if raw => text.clone(),
        value if compact => compact_text(value),
        value => indented(value),
    };
    out.extend_from_slice(text.as_bytes());
}

/// JSON without blanks.
fn compact_text(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, None);
    out
}

/// JSON with two spaces a level, as jq writes it.
fn indented(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, Some(0));
    out
}

fn write(out: &mut String, value: &Value, level: Option<usize>) {
    let line = |out: &mut String, level: Option<usize>| {
        if let Some(level) = level {
            out.push('\n');
            out.push_str(&"  ".repeat(level));
        }
    };
    let inner = level.map(|level| level + 1);
    match value {
        Value::Array(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                out.push(if at == 0 { '[' } else { ',' });
                line(out, inner);
                write(out, item, inner);
            }
            line(out, level);
            out.push(']');
        }
        Value::Object(members) if !members.is_empty() => {
            for (at, (name, member)) in members.iter().enumerate() {
                out.push(if at == 0 { '{' } else { ',' });
                line(out, inner);
                json::quote(out, name);
                out.push_str(if level.is_some() { ": " } else { ":" });
                write(out, member, inner);
            }
            line(out, level);
            out.push('}');
        }
        Value::String(text) => json::quote(out, text),
        other => out.push_str(&json::compact(other)),
    }
}

#[cfg(test)]
mod tests;
