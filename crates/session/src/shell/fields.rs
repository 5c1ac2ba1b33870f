//! What `read` makes of a line: its variables, and how the line is cut for them.

use super::{Command, Word, is_name};

/// The variables of a `read`, and what is between their values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// The variables, at least one; the last one gets the rest of the line.
    pub names: Vec<String>,
    /// The characters of `IFS`, if it is set: without it blanks, and with none of them nothing cuts a line.
    pub separators: Option<String>,
}

impl Fields {
    /// Those of `read` or `read -r`, also with `IFS=` before it.
    pub(super) fn of(command: &Command) -> Option<Self> {
        let simple = command.single()?;
        let separators = match simple.assignments.as_slice() {
            [] => None,
            [only] if only.name == "IFS" => Some(only.value.literal()?),
            _ => return None,
        };
        let words: Option<Vec<&str>> = simple.words.iter().map(Word::bare).collect();
        match words?.as_slice() {
            ["read", words @ ..] => Self::read(words, separators),
            _ => None,
        }
    }

    /// Those of the words behind `read`, if these are `-r` and names.
    pub(crate) fn read(words: &[&str], separators: Option<String>) -> Option<Self> {
        let mut names: Vec<String> =
            words.iter().filter(|word| **word != "-r").map(|word| String::from(*word)).collect();
        if names.is_empty() {
            names.push(String::from("REPLY"));
        }
        names.iter().all(|name| is_name(name)).then_some(Self { names, separators })
    }

    /// The variables with their values of a line.
    pub(crate) fn values<'a>(&'a self, line: &'a str) -> Vec<(&'a str, &'a str)> {
        let cuts = |c: char| match &self.separators {
            None => matches!(c, ' ' | '\t' | '\n' | '\r'),
            Some(separators) => separators.contains(c),
        };
        // Blanks that cut do so together; any other sign cuts for itself.
        let blank = |c: char| c.is_whitespace() && cuts(c);
        let mut rest = line.trim_matches(blank);
        let mut out = Vec::new();
        for (at, name) in self.names.iter().enumerate() {
            let value = if at + 1 == self.names.len() {
                core::mem::take(&mut rest)
            } else {
                let (field, behind) =
                    rest.find(cuts).and_then(|cut| rest.split_at_checked(cut)).unwrap_or((rest, ""));
                let behind = behind.trim_start_matches(blank);
                let behind = match behind.chars().next() {
                    Some(c) if cuts(c) => behind.get(c.len_utf8()..).unwrap_or_default(),
                    _ => behind,
                };
                rest = behind.trim_start_matches(blank);
                field
            };
            out.push((name.as_str(), value));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_as_bash_cuts_them() {
        for (separators, names, line, want) in [
            (None, "a b", "  1  2 3 ", vec!["1", "2 3"]),
            (None, "a", " 1 2 ", vec!["1 2"]),
            (None, "a b", "1", vec!["1", ""]),
            (Some(""), "a", "  1 2 ", vec!["  1 2 "]),
            (Some(""), "a b", " 1 2", vec![" 1 2", ""]),
            (Some(","), "a b c", "1,,2 3,4", vec!["1", "", "2 3,4"]),
            (Some("\t"), "a b", "1 2\t\t3", vec!["1 2", "3"]),
            (Some(": "), "a b c", "1 : 2  3", vec!["1", "2", "3"]),
            (Some("é"), "a b", "1é2", vec!["1", "2"]),
        ] {
            let names: Vec<&str> = names.split(' ').collect();
            let fields = Fields::read(&names, separators.map(String::from)).unwrap();
            let values: Vec<&str> = fields.values(line).into_iter().map(|(_, value)| value).collect();
            assert_eq!(values, want, "{separators:?} {line:?}");
        }
    }
}
