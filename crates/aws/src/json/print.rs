//! Prints JSON: indented by four spaces like the CLI, and without white space.

use super::Value;

/// The text of `--output json`: four spaces a level, no newline at the end.
pub fn pretty(value: &Value) -> String {
    pretty_up_to(value, usize::MAX).unwrap_or_default()
}

/// Like [`pretty`]; `None` if the text would be longer than `most` bytes. Indentation can make a small value long.
pub(crate) fn pretty_up_to(value: &Value, most: usize) -> Option<String> {
    let mut out = String::new();
    write(&mut out, value, Some(0), most);
    (out.len() <= most).then_some(out)
}

/// The text without any white space.
pub fn compact(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, None, usize::MAX);
    out
}

/// Appends a string as a JSON literal with its quotes. Characters outside ASCII stay as they are.
pub fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\x1f' => {
                out.push_str("\\u00");
                for shift in [4, 0] {
                    out.push(char::from_digit((u32::from(c) >> shift) & 15, 16).unwrap_or('0'));
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// The value as Python shows it, which the CLI's messages about wrong types do.
pub(crate) fn python(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(text) | Value::String(text) => text.clone(),
        Value::Array(items) => {
            let shown: Vec<String> = items.iter().map(python_quoted).collect();
            format!("[{}]", shown.join(", "))
        }
        Value::Object(members) => {
            let shown: Vec<String> =
                members.iter().map(|(name, member)| format!("'{name}': {}", python_quoted(member))).collect();
            format!("{{{}}}", shown.join(", "))
        }
    }
}

fn python_quoted(value: &Value) -> String {
    match value {
        Value::String(text) => format!("'{text}'"),
        _ => python(value),
    }
}

/// Writes a value; `level` is the depth if it is indented, `None` for compact text. Stops soon after `most` bytes.
fn write(out: &mut String, value: &Value, level: Option<usize>, most: usize) {
    if out.len() > most {
        return;
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => quote(out, text),
        Value::Array(items) if items.is_empty() => out.push_str("[]"),
        Value::Object(members) if members.is_empty() => out.push_str("{}"),
        Value::Array(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                next(out, n, level);
                write(out, item, level.map(|depth| depth + 1), most);
            }
            newline(out, level);
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (n, (name, member)) in members.iter().enumerate() {
                next(out, n, level);
                quote(out, name);
                out.push_str(if level.is_some() { ": " } else { ":" });
                write(out, member, level.map(|depth| depth + 1), most);
            }
            newline(out, level);
            out.push('}');
        }
    }
}

fn next(out: &mut String, n: usize, level: Option<usize>) {
    if n > 0 {
        out.push(',');
    }
    newline(out, level.map(|depth| depth + 1));
}

fn newline(out: &mut String, level: Option<usize>) {
    if let Some(depth) = level {
        out.push('\n');
        for _ in 0..depth {
            out.push_str("    ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn pretty_is_the_clis() {
        let value =
            parse(r#"{"Keys":[{"KeyId":"a","N":1,"On":true,"Tags":[],"Map":{}}],"Empty":null}"#).unwrap();
        assert_eq!(
            pretty(&value),
            "{\n    \"Keys\": [\n        {\n            \"KeyId\": \"a\",\n            \"N\": 1,\n            \"On\": true,\n            \"Tags\": [],\n            \"Map\": {}\n        }\n    ],\n    \"Empty\": null\n}"
        );
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(
            compact(&Value::string("a\u{1}\u{1f}\u{7f}é\"\\/\n")),
            "\"a\\u0001\\u001f\u{7f}é\\\"\\\\/\\n\""
        );
    }
}
