//! `echo` and `printf`.

use super::{Call, Output};

/// The longest field of `printf`, and the most bytes that it prints.
const MOST: usize = 65_536;
const LONG: &str = "It prints more than 65,536 bytes.";

#[expect(clippy::unnecessary_wraps, reason = "as all programs: others can refuse their arguments")]
pub(super) fn echo(call: &mut Call<'_>) -> Result<Output, String> {
    let (mut new_line, mut escapes, mut words) = (true, false, call.args);
    while let Some((first, rest)) = words.split_first() {
        let options = first.strip_prefix('-').filter(|rest| !rest.is_empty());
        let Some(options) = options.filter(|rest| rest.chars().all(|c| matches!(c, 'n' | 'e' | 'E'))) else {
            break;
        };
        new_line &= !options.contains('n');
        escapes = options.chars().fold(escapes, |on, c| if c == 'n' { on } else { c == 'e' });
        words = rest;
    }
    let mut text = words.join(" ");
    if escapes {
        text = unescaped(&text);
    }
    if new_line {
        text.push('\n');
    }
    Ok(Output::text(text))
}

/// A text with `\n`, `\t` and the like as the characters that they stand for.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('\\') | None => out.push('\\'),
            Some('"') => out.push('"'),
            Some(c) => out.extend(['\\', c]),
        }
    }
    out
}

pub(super) fn printf(call: &mut Call<'_>) -> Result<Output, String> {
    let args = call.args.strip_prefix(&[String::from("--")]).unwrap_or(call.args);
    let Some((format, mut values)) = args.split_first() else {
        return Err(String::from("A format is missing: printf '%s\\n' TEXT."));
    };
    let mut out = String::new();
    loop {
        let before = values.len();
        once(&mut out, format, &mut values)?;
        if out.len() > MOST {
            return Err(String::from(LONG));
        }
        // The format is used again for the values that are left.
        if values.is_empty() || values.len() == before {
            return Ok(Output::text(out));
        }
    }
}

fn once(out: &mut String, format: &str, values: &mut &[String]) -> Result<(), String> {
    let format = unescaped(format);
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let mut spec = String::new();
        while let Some(c) = chars.next_if(|c| c.is_ascii_digit() || matches!(c, '-' | '.')) {
            spec.push(c);
        }
        let kind = chars.next();
        if kind == Some('%') {
            out.push('%');
            continue;
        }
        let value = match values.split_first() {
            Some((first, rest)) => {
                *values = rest;
                first.as_str()
            }
            None => "",
        };
        let text = match kind {
            Some('s') => value.to_owned(),
            Some('b') => unescaped(value),
            Some('q') => crate::shell::quote(value),
            Some('d' | 'i') => {
                let number: Result<i64, _> = if value.is_empty() { Ok(0) } else { value.parse() };
                number.map_err(|_| ["\"", value, "\" is no whole number."].concat())?.to_string()
            }
            _ => return Err(String::from("Only %s, %d, %b, %q and %% exist here, with a width.")),
        };
        let left = spec.starts_with('-');
        let digits = spec.trim_start_matches('-');
        let (width, most) =
            digits.split_once('.').map_or((digits, None), |(width, most)| (width, Some(most)));
        let most = most.and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
        let text: String = text.chars().take(most).collect();
        let pad = width.parse().unwrap_or(0_usize).min(MOST).saturating_sub(text.chars().count());
        let fill = if width.starts_with('0') && kind == Some('d') { "0" } else { " " };
        if !left {
            out.push_str(&fill.repeat(pad));
        }
        out.push_str(&text);
        if left {
            out.push_str(&" ".repeat(pad));
        }
        if out.len() > MOST {
            return Err(String::from(LONG));
        }
    }
    Ok(())
}
