//! Patterns of the shell: `*` and `?`, as `${NAME##*/}` and `[[ … == a* ]]` use them. No brackets, no file names.

/// Returns whether a pattern fits a whole text. Takes time in proportion to both lengths at most.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    // The last `*`, and where the text after what it stands for begins.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || Some(c) == text.get(t) => {
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
    pattern.get(p..).unwrap_or_default().iter().all(|c| *c == '*')
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
