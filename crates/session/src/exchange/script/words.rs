//! Writes words so that `bash` reads them as they were understood here.

use super::write::{pipeline, statement, texts};
use crate::shell::{Change, Fields, Piece, Simple, Source, Word};

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

/// A word.
pub(super) fn word(word: &Word) -> String {
    written(word, false)
}

/// A pattern: what is not quoted in it keeps its meaning.
pub(super) fn pattern(word: &Word) -> String {
    written(word, true)
}

fn written(word: &Word, raw: bool) -> String {
    let mut done = Written::default();
    for piece in &word.pieces {
        match piece {
            Piece::Text { text, quoted: false } if raw => {
                done.flush(false);
                done.out.push_str(text);
            }
            Piece::Text { text, quoted } => {
                done.text.push_str(text);
                done.quoted |= quoted;
            }
            Piece::Variable { name, change, quoted, .. } => done.value(&variable(name, change), *quoted),
            Piece::Arithmetic { pieces, .. } => {
                let text = Word { pieces: pieces.clone(), at: word.at }.literal().unwrap_or_default();
                done.value(&["$((", &text, "))"].concat(), true);
            }
            Piece::Substitution { commands, quoted } => {
                done.value(&["$(", &statement(commands, 0), ")"].concat(), *quoted);
            }
        }
    }
    let whole = done.out.is_empty();
    done.flush(whole);
    done.out
}

/// `${NAME}`, with braces, since a letter may follow.
fn variable(name: &str, change: &Change) -> String {
    let colon = |empty: bool| if empty { ":" } else { "" };
    let (sign, rest) = match change {
        Change::None => return ["${", name, "}"].concat(),
        Change::Length => return ["${#", name, "}"].concat(),
        Change::Default { empty, word } => ([colon(*empty), "-"].concat(), word),
        Change::Alternative { empty, word } => ([colon(*empty), "+"].concat(), word),
        Change::Required { empty, word } => ([colon(*empty), "?"].concat(), word),
        Change::Trim { end, most, pattern } => {
            let sign = if *end { "%" } else { "#" };
            (sign.repeat(if *most { 2 } else { 1 }), pattern)
        }
    };
    let rest: String = rest
        .pieces
        .iter()
        .map(|piece| match piece {
            // Checked: it has no sign that means something here.
            Piece::Text { text, .. } => text.clone(),
            Piece::Variable { name, change, .. } => variable(name, change),
            Piece::Substitution { .. } | Piece::Arithmetic { .. } => String::new(),
        })
        .collect();
    ["${", name, &sign, &rest, "}"].concat()
}

/// What a program is given to read by `<<` or `<<<`.
pub(super) fn given(lines: &Word) -> String {
    let mut lines = lines.clone();
    if let Some(Piece::Text { text, .. }) = lines.pieces.last_mut()
        && text.ends_with('\n')
    {
        text.pop(); // which `<<<` adds
        return ["<<< ", &quoted(&lines)].concat();
    }
    String::from("< /dev/null")
}

/// A word that is one word, whatever its values are.
fn quoted(it: &Word) -> String {
    let text = word(it);
    if text.is_empty() { String::from("''") } else { text }
}

/// The words of `[[ … ]]`.
pub(super) fn brackets(words: &[Word]) -> Vec<String> {
    let mut is_pattern = false;
    let one = |it: &Word| {
        let bare = it.bare().unwrap_or_default();
        let sign = matches!(bare, "[[" | "]]" | "&&" | "||" | "(" | ")" | "<" | ">" | "!");
        let compares = matches!(bare, "=" | "==" | "!=" | "=~");
        let text = if sign || compares {
            bare.to_owned()
        } else if is_pattern {
            pattern(it)
        } else {
            quoted(it)
        };
        is_pattern = compares;
        text
    };
    words.iter().map(one).collect()
}

/// `read` with its variables.
pub(super) fn read(fields: &Fields) -> String {
    let separators = fields.separators.as_deref().map(|text| {
        let pieces = vec![Piece::Text { text: text.to_owned(), quoted: true }];
        let value = if text.is_empty() { String::new() } else { word(&Word { pieces, ..Word::default() }) };
        ["IFS=", &value, " "].concat()
    });
    [&separators.unwrap_or_default(), "read -r ", &fields.names.join(" ")].concat()
}

/// What stands before and behind a loop that reads.
pub(super) fn source(source: &Source, indent: usize) -> (String, String) {
    match source {
        Source::Around => (String::new(), String::new()),
        Source::Pipe(it, _) => ([&pipeline(it, indent), " | "].concat(), String::new()),
        Source::Lines(lines) => (String::new(), [" ", &given(lines)].concat()),
        Source::File(text) => (String::new(), [" < ", &again(text)].concat()),
        Source::Text(text) => (String::new(), [" <<< ", &again(text)].concat()),
    }
}

/// The word that a text is.
pub(super) fn parsed(text: &str) -> Option<Word> {
    let commands = crate::shell::parse(&[": ", text].concat()).ok()?;
    let [only] = commands.as_slice() else { return None };
    let [_, word] = only.single()?.words.as_slice() else { return None };
    Some(word.clone())
}

fn again(text: &str) -> String {
    parsed(text).map(|it| quoted(&it)).unwrap_or_default()
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
