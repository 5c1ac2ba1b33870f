//! The format `yaml`: block style, as the CLI writes it.

use crate::json::{self, Value};
use crate::output::MAX_ANSWER;

/// The answer in YAML; `None` if it would be longer than [`MAX_ANSWER`].
pub(super) fn write(answer: &Value) -> Option<String> {
    let mut out = String::new();
    let fits = match answer {
        Value::Array(items) if !items.is_empty() => list(&mut out, items, 0),
        Value::Object(members) if !members.is_empty() => object(&mut out, members, 0, false),
        scalar => {
            line(&mut out, scalar);
            true
        }
    };
    fits.then_some(out)
}

/// Members at an indentation; the first one stands behind a `- ` if `open`.
fn object(out: &mut String, members: &[(String, Value)], indent: usize, open: bool) -> bool {
    for (at, (name, value)) in members.iter().enumerate() {
        if at > 0 || !open {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(&text(name));
        out.push(':');
        let fits = match value {
            Value::Array(items) if !items.is_empty() => {
                out.push('\n');
                list(out, items, indent)
            }
            Value::Object(inner) if !inner.is_empty() => {
                out.push('\n');
                object(out, inner, indent + 2, false)
            }
            scalar => {
                out.push(' ');
                line(out, scalar);
                true
            }
        };
        if !fits || out.len() > MAX_ANSWER {
            return false;
        }
    }
    true
}

fn list(out: &mut String, items: &[Value], indent: usize) -> bool {
    for item in items {
        out.push_str(&" ".repeat(indent));
        out.push_str("- ");
        let fits = match item {
            Value::Object(members) if !members.is_empty() => object(out, members, indent + 2, true),
            // A list in a list begins on the same line as the outer one's dash.
            Value::Array(inner) if !inner.is_empty() => {
                let mut nested = String::new();
                let fits = list(&mut nested, inner, indent + 2);
                out.push_str(nested.trim_start());
                fits
            }
            scalar => {
                line(out, scalar);
                true
            }
        };
        if !fits || out.len() > MAX_ANSWER {
            return false;
        }
    }
    true
}

fn line(out: &mut String, scalar: &Value) {
    match scalar {
        Value::String(string) => out.push_str(&text(string)),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
        other => out.push_str(&json::compact(other)),
    }
    out.push('\n');
}

/// A text: plain where YAML reads it as a text, quoted otherwise.
fn text(text: &str) -> String {
    let controls = text.chars().any(char::is_control);
    if controls {
        let mut out = String::new();
        json::quote(&mut out, text);
        return out;
    }
    let first = text.chars().next();
    let odd_first = first.is_none_or(|c| " -?:,[]{}#&*!|>'\"%@`=".contains(c));
    // A dash, `?` or `:` begins a plain text if no blank follows.
    let dash =
        matches!(first, Some('-' | '?' | ':')) && text.chars().nth(1).is_some_and(|c| c != ' ' && c != '-');
    let special =
        (odd_first && !dash) || text.contains(": ") || text.contains(" #") || text.ends_with([':', ' ']);
    if special || is_other(text) { ["'", &text.replace('\'', "''"), "'"].concat() } else { text.to_owned() }
}

/// Returns whether YAML 1.2 would read the text as something else: a number, a time, a truth value, nothing.
fn is_other(text: &str) -> bool {
    const WORDS: [&str; 4] = ["true", "false", "null", "~"];
    let lower = text.to_ascii_lowercase();
    let number =
        text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) && text.parse::<f64>().is_ok();
    let date = |text: &str| {
        text.len() >= 10
            && text
                .bytes()
                .take(10)
                .enumerate()
                .all(|(at, c)| if at == 4 || at == 7 { c == b'-' } else { c.is_ascii_digit() })
    };
    WORDS.contains(&lower.as_str()) || number || date(text) || lower.starts_with("0x")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_style() {
        let answer = json::parse(
            r#"{"A":[{"Id":"a","On":true,"N":1,"Tags":[]},{"Id":"2020-12-01T09:00:00+00:00","No":"true"}],"B":{"C":"x: y","D":{}},"E":[["a"],[]],"F":"111122223333","G":"arn:aws:kms:us-east-1:111122223333:key/1","H":"","I":"two\nlines","J":null,"K":"-1"}"#,
        )
        .unwrap();
        let want = "A:\n- Id: a\n  On: true\n  N: 1\n  Tags: []\n- Id: '2020-12-01T09:00:00+00:00'\n  No: 'true'\nB:\n  C: 'x: y'\n  D: {}\nE:\n- - a\n- []\nF: '111122223333'\nG: arn:aws:kms:us-east-1:111122223333:key/1\nH: ''\nI: \"two\\nlines\"\nJ: null\nK: '-1'\n";
        assert_eq!(write(&answer).unwrap(), want);
        assert_eq!(write(&Value::string("x")).unwrap(), "x\n");
    }
}
