//! Writes commands so that any POSIX shell reads them as they were understood here.

use crate::shell::{Command, Join, Piece, Simple, Word};

/// Commands longer than this, in characters, are written with one option a line.
const WIDE: usize = 100;

/// A command.
pub(super) fn command(command: &Simple) -> String {
    let words = texts(command);
    let line = words.join(" ");
    if line.chars().count() <= WIDE {
        return line;
    }
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            out.push_str(if word.starts_with("--") { " \\\n    " } else { " " });
        }
        out.push_str(word);
    }
    out
}

fn texts(command: &Simple) -> Vec<String> {
    let assignments = command.assignments.iter().map(|it| [&it.name, "=", &word(&it.value)].concat());
    assignments.chain(command.words.iter().map(word)).collect()
}

fn word(word: &Word) -> String {
    let mut done = Written::default();
    for piece in &word.pieces {
        match piece {
            Piece::Text { text, quoted } => {
                done.text.push_str(text);
                done.quoted |= quoted;
            }
            // With braces, since a letter may follow.
            Piece::Variable { name, quoted, .. } => done.value(&["${", name, "}"].concat(), *quoted),
            // Not written: the commands that have one are left out.
            Piece::Arithmetic { .. } => {}
            Piece::Substitution { commands, quoted } => {
                done.value(&["$(", &inner(commands), ")"].concat(), *quoted);
            }
        }
    }
    let whole = done.out.is_empty();
    done.flush(whole);
    done.out
}

fn inner(commands: &[Command]) -> String {
    let mut out = String::new();
    for command in commands {
        if !out.is_empty() {
            out.push_str(match command.join {
                Join::IfDone => " && ",
                Join::IfFailed => " || ",
                Join::Always => "; ",
            });
        }
        if let Some(single) = command.single() {
            out.push_str(&texts(single).join(" "));
        }
    }
    out
}

/// A word that is being written.
#[derive(Default)]
struct Written {
    out: String,
    /// Text that is not written yet: adjacent texts share a pair of quotes.
    text: String,
    /// Whether any of it was quoted: an empty quoted text is still a word.
    quoted: bool,
}

impl Written {
    fn value(&mut self, value: &str, quoted: bool) {
        self.flush(!quoted);
        if quoted {
            self.out.extend(["\"", value, "\""]);
        } else {
            self.out.push_str(value);
        }
    }

    /// Writes the pending text; also an empty one, if it was quoted and `empty` is true.
    fn flush(&mut self, empty: bool) {
        let safe = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+,=".contains(c);
        if !self.text.is_empty() && self.text.chars().all(safe) {
            self.out.push_str(&self.text);
        } else if !self.text.is_empty() || (self.quoted && empty) {
            self.out.extend(["'", &self.text.replace('\'', "'\\''"), "'"]);
        }
        self.text.clear();
        self.quoted = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell;

    #[test]
    fn words_mean_in_sh_what_they_mean_here() {
        for (line, want) in [
            ("aws  kms   create-key", "aws kms create-key"),
            ("echo a\\\nb", "echo ab"),
            ("echo \"a b\"'c'", "echo 'a bc'"),
            ("echo it\\'s '' x", "echo 'it'\\''s' '' x"),
            ("echo * ~ [a] {b,c} $x'y' 5$", "echo '*' '~' '[a]' '{b,c}' ${x}y '5$'"),
            ("A=\"$B c\"$D", "A=\"${B}\"' c'${D}"),
            ("echo \"$A\" \"\"$B", "echo \"${A}\" ''${B}"),
            (
                "K=\"$(aws kms list-keys; A='x y' && echo $A)\"",
                "K=\"$(aws kms list-keys; A='x y' && echo ${A})\"",
            ),
            ("echo $(echo 1 # no\n)", "echo $(echo 1)"),
        ] {
            let commands = shell::parse(line).unwrap();
            assert_eq!(command(commands[0].single().unwrap()), want, "{line:?}");
        }
    }

    #[test]
    fn long_commands_have_an_option_a_line() {
        let line = format!("aws rds create-db-cluster --db-cluster-identifier {} --engine x", "o".repeat(60));
        let commands = shell::parse(&line).unwrap();
        assert_eq!(command(commands[0].single().unwrap()).replace(" \\\n    ", " "), line);
        assert_eq!(command(commands[0].single().unwrap()).lines().count(), 3);
    }
}
