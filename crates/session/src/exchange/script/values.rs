//! What may be in a word of the script: its variables, patterns and sums, and the commands in it.

use super::check::{Checked, Known, is_exported};
use super::numbers;
use crate::shell::{self, Change, Piece, Word};

/// Options of the AWS CLI that send requests or credentials elsewhere, or read files.
const ELSEWHERE: [&str; 6] =
    ["--endpoint", "--no-verify-ssl", "--ca-bundle", "--cli-input", "--no-sign-request", "--cli-binary"];

impl Known {
    /// The words of `[[ … ]]`.
    pub(super) fn brackets(&mut self, words: &[Word]) -> Checked {
        let calculates =
            |word: &Word| matches!(word.bare(), Some("-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge"));
        let mut compared = false;
        for (at, word) in words.iter().enumerate() {
            if matches!(word.bare(), Some("-v" | "-R")) {
                return Err("It tests for the name of a variable");
            }
            if calculates(word) {
                let sides = [at.checked_sub(1), Some(at + 1)];
                let sides = sides.into_iter().flatten().filter_map(|at| words.get(at));
                if !sides.clone().all(|side| self.is_number(side)) {
                    return Err("It compares values that may be no numbers");
                }
            }
            if compared {
                self.pattern(word)?;
            } else {
                self.word(word)?;
            }
            compared = matches!(word.bare(), Some("=" | "==" | "!=" | "=~"));
        }
        Ok(())
    }

    /// Returns whether a word can be nothing but a number.
    fn is_number(&self, word: &Word) -> bool {
        match word.pieces.as_slice() {
            [Piece::Text { text, quoted: true }, rest @ ..] if text.is_empty() => {
                self.is_number(&Word { pieces: rest.to_vec(), at: word.at })
            }
            [Piece::Text { text, .. }] => numbers::is_number(text),
            [Piece::Variable { change: Change::Length, .. } | Piece::Arithmetic { .. }] => true,
            [Piece::Variable { name, change: Change::None, .. }] => {
                matches!(name.as_str(), "?" | "#") || self.numbers.contains(name)
            }
            _ => false,
        }
    }

    /// A pattern, whose signs keep their meaning.
    pub(super) fn pattern(&mut self, word: &Word) -> Checked {
        for piece in &word.pieces {
            if let Piece::Text { text, quoted: false } = piece
                && !is_pattern(text)
            {
                return Err("It has a pattern that can't be written safely");
            }
        }
        self.word(word)
    }

    /// A word of `aws`: of the files that options name, only the script's own may be in it.
    pub(super) fn of_aws(&mut self, word: &Word) -> Checked {
        let literal = word.literal();
        let name = literal
            .as_deref()
            .and_then(|it| it.strip_prefix("file://").or_else(|| it.strip_prefix("fileb://")));
        match name {
            Some(name) if self.has(name) => Ok(()),
            _ => self.word(word),
        }
    }

    /// Checks a word, and the commands in it.
    pub(super) fn word(&mut self, word: &Word) -> Checked {
        word.pieces.iter().try_for_each(|piece| match piece {
            Piece::Text { text, .. } => {
                let option = ELSEWHERE.iter().any(|option| text.starts_with(option));
                if option || text.contains("file://") || text.contains("fileb://") {
                    return Err("An option of it reads files or sends requests elsewhere");
                }
                Ok(())
            }
            Piece::Substitution { commands, .. } => self.inside(commands),
            Piece::Variable { name, change, .. } => self.variable(name, change),
            Piece::Arithmetic { pieces, .. } => {
                let inside = Word { pieces: pieces.clone(), at: word.at };
                let names = inside.literal().and_then(|text| numbers::names(&text));
                let names = names.ok_or("It calculates with what is no plain number")?;
                if names.iter().any(|name| !self.numbers.contains(name)) {
                    return Err("It calculates with a variable that may hold no number");
                }
                for name in &names {
                    self.used(name);
                }
                Ok(())
            }
        })
    }

    fn variable(&mut self, name: &str, change: &Change) -> Checked {
        let plain = |word: &Word| {
            let fine = |piece: &Piece| match piece {
                Piece::Text { text, .. } => {
                    text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:@,=*? ".contains(c))
                }
                Piece::Variable { .. } => true,
                Piece::Substitution { .. } | Piece::Arithmetic { .. } => false,
            };
            word.pieces.iter().all(fine)
        };
        if !shell::is_name(name) && name != "?" && !self.called {
            return Err("It uses an argument of a function");
        }
        match change {
            Change::None | Change::Length => self.used(name),
            Change::Trim { pattern, .. } => {
                self.used(name);
                return if plain(pattern) {
                    self.word(pattern)
                } else {
                    Err("It has a pattern that can't be written safely")
                };
            }
            Change::Default { word, .. }
            | Change::Alternative { word, .. }
            | Change::Required { word, .. } => {
                return if plain(word) {
                    self.word(word)
                } else {
                    Err("It has a ${…} that can't be written safely")
                };
            }
        }
        Ok(())
    }

    /// A variable is used.
    pub(super) fn used(&mut self, name: &str) {
        let known = !shell::is_name(name) || is_exported(name) || self.names.iter().any(|it| it == name);
        if !known && !self.missing.iter().any(|it| it == name) {
            self.missing.push(name.to_owned());
        }
    }
}

/// Returns whether the signs of a text begin nothing but a pattern.
fn is_pattern(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let fine = match c {
            '$' => matches!(chars.peek(), None | Some(')' | '|')),
            c => c.is_ascii_alphanumeric() || "-_./:@%+,=*?[]^|()!".contains(c),
        };
        if !fine {
            return false;
        }
    }
    true
}
