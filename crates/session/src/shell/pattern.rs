//! Patterns of the shell, as `case`, `${NAME##*/}` and `[[ … == a* ]]` use them: `*`, `?`, `[a-z]`, `[!a]`, and `\` before
//! what stands for itself. Policies have patterns of their own (`kms/pattern.rs` in the core), without brackets.

/// A part of a pattern.
enum Part {
    Star,
    Any,
    One(char),
    /// One of these ranges, or none of them.
    Of(Vec<(char, char)>, bool),
}

impl Part {
    fn takes(&self, c: char) -> bool {
        match self {
            Self::Star => false,
            Self::Any => true,
            Self::One(own) => *own == c,
            Self::Of(ranges, within) => ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) == *within,
        }
    }
}

/// The parts of a pattern. A `[` that is never closed stands for itself.
fn parts(pattern: &str) -> Vec<Part> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        at += 1;
        parts.push(match c {
            '*' => Part::Star,
            '?' => Part::Any,
            '\\' => {
                at += 1;
                Part::One(chars.get(at - 1).copied().unwrap_or('\\'))
            }
            '[' => match set(chars.get(at..).unwrap_or_default()) {
                Some((part, length)) => {
                    at += length;
                    part
                }
                None => Part::One('['),
            },
            c => Part::One(*c),
        });
    }
    parts
}

/// What stands in brackets, and its length with the bracket that closes it. A longer one than 200 signs is none.
fn set(chars: &[char]) -> Option<(Part, usize)> {
    let but = matches!(chars.first(), Some('!' | '^'));
    let from = usize::from(but);
    let close = from + 1 + chars.get(from + 1..)?.iter().take(200).position(|c| *c == ']')?;
    let mut inside = chars.get(from..close)?;
    let mut ranges = Vec::new();
    while let Some((first, rest)) = inside.split_first() {
        match rest {
            ['-', last, rest @ ..] => {
                ranges.push((*first, *last));
                inside = rest;
            }
            rest => {
                ranges.push((*first, *first));
                inside = rest;
            }
        }
    }
    Some((Part::Of(ranges, !but), close + 1))
}

/// Returns whether a pattern fits a whole text. Takes time in proportion to both lengths at most.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let pattern = parts(pattern);
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    // The last `*`, and where the text after what it stands for begins.
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = text.get(t) {
        match pattern.get(p) {
            Some(Part::Star) => {
                star = Some((p, t));
                p += 1;
            }
            Some(part) if part.takes(*c) => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                p = at + 1;
                t = from + 1;
            }
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|part| matches!(part, Part::Star))
}

/// A text without a beginning or an end that a pattern fits: the longest one if `most`.
pub(super) fn trim<'a>(text: &'a str, pattern: &str, end: bool, most: bool) -> &'a str {
    // Longer texts are left as they are: each place in them would be tried.
    if text.len() > 2_000 || pattern.len() > 200 {
        return text;
    }
    let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let rest = |at: usize| {
        let (head, tail) = text.split_at_checked(at)?;
        let (cut, kept) = if end { (tail, head) } else { (head, tail) };
        fits(pattern, cut).then_some(kept)
    };
    let found = if end == most {
        cuts.iter().find_map(|at| rest(*at))
    } else {
        cuts.iter().rev().find_map(|at| rest(*at))
    };
    found.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, text, want) in [
            ("", "", true),
            ("*", "", true),
            ("a*", "abc", true),
            ("a*c", "abcc", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*b*", "abc", true),
            ("*b", "abc", false),
            ("a", "ab", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[yY]*", "Yes", true),
            ("[]x]", "]", true),
            ("[a", "[a", true),
            ("\\*", "*", true),
            ("\\*", "a", false),
            ("*[0-9]", "db-12", true),
        ] {
            assert_eq!(fits(pattern, text), want, "{pattern} {text}");
        }
    }

    #[test]
    fn beginnings_and_ends() {
        let arn = "arn:aws:kms:a/b/c";
        assert_eq!(trim(arn, "*/", false, true), "c");
        assert_eq!(trim(arn, "*/", false, false), "b/c");
        assert_eq!(trim(arn, "/*", true, true), "arn:aws:kms:a");
        assert_eq!(trim(arn, "/*", true, false), "arn:aws:kms:a/b");
        assert_eq!(trim(arn, "x*", false, true), arn);
    }
}
