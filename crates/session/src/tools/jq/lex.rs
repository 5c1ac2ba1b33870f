//! The tokens of a filter.

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, with `@` or `$` before it if it has one.
    Name(String),
    /// `.name`
    Field(String),
    Number(String),
    /// A text, as pieces: literal, or the source of `\(…)`.
    Text(Vec<Piece>),
    Sign(&'static str),
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Literal(String),
    Filter(String),
}

const SIGNS: [&str; 25] = [
    "==", "!=", "<=", ">=", "//", "..", "|", ",", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{",
    "}", ":", ";", "?", ".",
];

pub(super) fn tokens(source: &str) -> Result<Vec<Token>, String> {
    let mut out = Vec::new();
    let mut rest = source.trim_start();
    while let Some(c) = rest.chars().next() {
        let name_end =
            |text: &str| text.find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(text.len());
        let starts_name = |text: &str| text.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic());
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        if c == '#' {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
        } else if c == '"' {
            let (pieces, left) = text(after)?;
            out.push(Token::Text(pieces));
            rest = left;
        } else if c == '.' && starts_name(after) {
            let (name, left) = after.split_at_checked(name_end(after)).unwrap_or_default();
            out.push(Token::Field(name.to_owned()));
            rest = left;
        } else if starts_name(rest) || (matches!(c, '@' | '$') && starts_name(after)) {
            let end = if starts_name(rest) { name_end(rest) } else { 1 + name_end(after) };
            let (name, left) = rest.split_at_checked(end).unwrap_or_default();
            out.push(Token::Name(name.to_owned()));
            rest = left;
        } else if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let (number, left) = rest.split_at_checked(end).unwrap_or_default();
            out.push(Token::Number(number.to_owned()));
            rest = left;
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            out.push(Token::Sign(sign));
            rest = rest.get(sign.len()..).unwrap_or_default();
        } else {
            return Err(format!("{c:?} can't be read in a filter here."));
        }
        rest = rest.trim_start();
    }
    Ok(out)
}

/// A text after its first quote, and what comes after its last one.
fn text(source: &str) -> Result<(Vec<Piece>, &str), String> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut chars = source.chars();
    loop {
        match chars.next() {
            None => return Err(String::from("A \" is never closed.")),
            Some('"') => {
                pieces.push(Piece::Literal(literal));
                return Ok((pieces, chars.as_str()));
            }
            Some('\\') => match chars.next() {
                Some('(') => {
                    let inside = chars.as_str();
                    let mut open = 1;
                    let end = inside.find(|c| {
                        open += i32::from(c == '(') - i32::from(c == ')');
                        open == 0
                    });
                    let end = end.ok_or("A \\( is never closed.")?;
                    let (filter, left) = inside.split_at_checked(end).unwrap_or_default();
                    pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                    pieces.push(Piece::Filter(filter.to_owned()));
                    chars = left.get(1..).unwrap_or_default().chars();
                }
                Some('n') => literal.push('\n'),
                Some('t') => literal.push('\t'),
                Some('r') => literal.push('\r'),
                Some(c @ ('"' | '\\' | '/')) => literal.push(c),
                _ => return Err(String::from("In a text there can be \\n, \\t, \\\", \\\\ and \\( here.")),
            },
            Some(c) => literal.push(c),
        }
    }
}
