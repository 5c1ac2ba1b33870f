//! Inline markup: `code`, **bold**, *italic*, links, and `\` as the escape.

use super::{ScenarioError, lines::error};
use crate::view::Inline;

/// How a link to a place in the playground begins.
pub const HERE: &str = "#v1/";

/// Parses the text of one paragraph, with `\n` between its lines; `first` is its first line.
pub(super) fn inline(text: &str, first: u32) -> Result<Vec<Inline>, ScenarioError> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    let mut line = first;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let (node, next) = match c {
            '\\' => {
                let escaped = after.chars().next().unwrap_or('\\');
                plain.push(escaped);
                rest = after.get(escaped.len_utf8()..).unwrap_or_default();
                continue;
            }
            '`' => {
                let (inner, next) =
                    upto(after, "`", line, "This ` is never closed. Write \\` for the sign itself.")?;
                (Inline::Code(inner), next)
            }
            '*' => {
                if let Some(after) = after.strip_prefix('*') {
                    let (inner, next) = upto(
                        after,
                        "**",
                        line,
                        "This ** is never closed. Write \\*\\* for the signs themselves.",
                    )?;
                    (Inline::Strong(inner), next)
                } else {
                    let (inner, next) =
                        upto(after, "*", line, "This * is never closed. Write \\* for the sign itself.")?;
                    (Inline::Em(inner), next)
                }
            }
            '[' => link(after, line)?,
            '<' if after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') => {
                return Err(error(
                    line,
                    "A scenario can't contain HTML. Write \\< for the sign itself, or put it between ` signs.",
                ));
            }
            '\n' => {
                plain.push(' ');
                line = line.saturating_add(1);
                rest = after;
                continue;
            }
            _ => {
                plain.push(c);
                rest = after;
                continue;
            }
        };
        if !plain.is_empty() {
            out.push(Inline::Text(core::mem::take(&mut plain)));
        }
        out.push(node);
        let taken = rest.get(..rest.len() - next.len()).unwrap_or_default();
        line = line.saturating_add(u32::try_from(taken.matches('\n').count()).unwrap_or(0));
        rest = next;
    }
    if !plain.is_empty() {
        out.push(Inline::Text(plain));
    }
    Ok(out)
}

fn upto<'a>(
    text: &'a str,
    end: &str,
    line: u32,
    otherwise: &str,
) -> Result<(String, &'a str), ScenarioError> {
    match text.split_once(end) {
        Some((inner, rest)) if !inner.is_empty() => Ok((inner.replace('\n', " "), rest)),
        _ => Err(error(line, otherwise)),
    }
}

/// Parses `text](https://…)` or `text](#v1/…)`, after the `[`.
fn link(after: &str, line: u32) -> Result<(Inline, &str), ScenarioError> {
    let (text, rest) =
        upto(after, "](", line, "A [ begins a link: [text](https://…). Write \\[ for the sign.")?;
    let (href, rest) = upto(rest, ")", line, "The address of this link is never closed.")?;
    let leads = ["https://", "http://", HERE].iter().any(|begin| href.starts_with(begin));
    if !leads || href.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(error(
            line,
            "A link must be an http or https address without blanks, for example https://example.org, or a place in the playground, such as #v1/own-account.",
        ));
    }
    Ok((Inline::Link { text, href }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        match inline(text, 3) {
            Err(e) => format!("! {e}"),
            Ok(nodes) => nodes
                .into_iter()
                .map(|node| match node {
                    Inline::Text(t) | Inline::Term { text: t, .. } => t,
                    Inline::Code(t) => format!("<c {t}>"),
                    Inline::Strong(t) => format!("<b {t}>"),
                    Inline::Em(t) => format!("<i {t}>"),
                    Inline::Link { text, href } => format!("<a {text} {href}>"),
                })
                .collect(),
        }
    }

    #[test]
    fn every_kind_and_every_mistake() {
        const NO_LINK: &str = "! line 3: A link must be an http or https address without blanks, for example https://example.org, or a place in the playground, such as #v1/own-account.";
        let rows = [
            ("plain", "plain"),
            ("a `b*c` **d e** *f*.", "a <c b*c> <b d e> <i f>."),
            ("[t](https://x.org/a)!", "<a t https://x.org/a>!"),
            ("[t](#v1/own-account).", "<a t #v1/own-account>."),
            ("[t](#top)", NO_LINK),
            ("2 \\* 3 \\[0\\]", "2 * 3 [0]"),
            ("a < b", "a < b"),
            ("a\nb **c\nd**", "a b <b c d>"),
            ("a `b", "! line 3: This ` is never closed. Write \\` for the sign itself."),
            ("a **b*", "! line 3: This ** is never closed. Write \\*\\* for the signs themselves."),
            ("[t](javascript:x)", NO_LINK),
            ("a `b\nc`\nd *e", "! line 5: This * is never closed. Write \\* for the sign itself."),
            (
                "<b>",
                "! line 3: A scenario can't contain HTML. Write \\< for the sign itself, or put it between ` signs.",
            ),
            ("[t](JavaScript:https://x)", NO_LINK),
            ("[t](data:text/html,x)", NO_LINK),
            ("[t](//x.org)", NO_LINK),
            ("[t](https://x.org a)", NO_LINK),
        ];
        for (text, want) in rows {
            assert_eq!(show(text), want, "{text:?}");
        }
    }
}
