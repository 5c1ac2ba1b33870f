//! Which variables of a script hold nothing but numbers: `bash` evaluates what a variable in `$((…))` holds, so that a text
//! there could run commands.

use super::words::parsed;
use crate::shell::{
    Change, Command, Compound, Does, Kind, Piece, Pipeline, Simple, Source, Target, Word, is_name,
};

/// Returns whether a text is a whole number.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let octal = digits.len() > 1 && digits.starts_with('0');
    !digits.is_empty() && digits.len() < 18 && !octal && digits.chars().all(|c| c.is_ascii_digit())
}

/// The variables of the expression in a `$((…))`; `None` if there is anything in it that is no plain expression.
pub(super) fn names(text: &str) -> Option<Vec<String>> {
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || "_+-*/%<>=!() $".contains(c)) {
        return None;
    }
    // `$1` would be an argument.
    let named = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !text.split('$').skip(1).all(named) {
        return None;
    }
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let known = words.iter().all(|word| is_name(word) || is_number(word));
    known.then(|| words.into_iter().filter(|word| is_name(word)).map(str::to_owned).collect())
}

/// The variables that are given values, and whether each of these is a number.
#[derive(Default)]
pub(super) struct Given {
    numbers: Vec<String>,
    texts: Vec<String>,
}

impl Given {
    /// The variables that hold nothing but numbers.
    pub(super) fn numbers(self) -> Vec<String> {
        let Self { numbers, texts } = self;
        numbers.into_iter().filter(|name| !texts.contains(name)).collect()
    }

    fn give(&mut self, name: &str, number: bool) {
        let names = if number { &mut self.numbers } else { &mut self.texts };
        if !names.iter().any(|it| it == name) {
            names.push(name.to_owned());
        }
    }

    /// Takes in what these commands give.
    pub(super) fn list(&mut self, commands: &[Command]) {
        for command in commands {
            match &command.kind {
                Kind::Pipeline(it) => self.pipeline(it),
                Kind::Compound(it) => self.compound(it),
                Kind::Function { body, .. } => self.list(body),
            }
        }
    }

    fn pipeline(&mut self, it: &Pipeline) {
        for stage in &it.stages {
            if let Some(word) = &stage.stdin {
                self.word(word);
            }
            for redirect in &stage.redirects {
                match &redirect.target {
                    Target::File(word) | Target::Append(word) => self.word(word),
                    Target::Like(_) => {}
                    Target::Printed(commands) => self.list(commands),
                }
            }
            match &stage.does {
                Does::Simple(it) => self.simple(it),
                Does::Compound(it) => self.compound(it),
                Does::Subshell(inside) => self.list(inside),
            }
        }
    }

    fn compound(&mut self, it: &Compound) {
        match it {
            Compound::Group(inside) => self.list(inside),
            Compound::If { arms, otherwise } => {
                for arm in arms.iter() {
                    self.list(&arm.condition);
                    self.list(&arm.then);
                }
                self.list(otherwise);
            }
            Compound::For { name, words, body } => {
                let number = |word: &Word| word.numbers().is_some() || is_value(word) || is_seq(word);
                self.give(name, words.iter().all(|(word, _)| number(word)));
                for (word, _) in words {
                    self.word(word);
                }
                self.list(body);
            }
            Compound::While { condition, body, .. } => {
                self.list(condition);
                self.list(body);
            }
            Compound::Read { source, fields, body } => {
                match source {
                    Source::Around => {}
                    Source::Pipe(it, _) => self.pipeline(it),
                    Source::Lines(word) => self.word(word),
                    Source::File(text) | Source::Text(text) => {
                        if let Some(word) = &parsed(text) {
                            self.word(word);
                        }
                    }
                }
                for name in &fields.names {
                    self.give(name, false);
                }
                self.list(body);
            }
            Compound::Case { word, choices } => {
                self.word(&word.0);
                for choice in choices.iter() {
                    self.list(&choice.then);
                }
            }
        }
    }

    fn simple(&mut self, it: &Simple) {
        for assignment in &it.assignments {
            self.give(&assignment.name, is_value(&assignment.value));
            self.word(&assignment.value);
        }
        // Programs that give values to names: `export`, `local`, `read` and the like.
        for word in &it.words {
            self.word(word);
            let Some(Piece::Text { text, .. }) = word.pieces.first() else { continue };
            let reads = it.words.first().and_then(Word::bare) == Some("read");
            if let Some((name, value)) = text.split_once('=') {
                let number = word.pieces.len() == 1 && is_number(value);
                let sum = value.is_empty() && matches!(word.pieces.as_slice(), [_, Piece::Arithmetic { .. }]);
                self.give(name, number || sum);
            } else if reads {
                self.give(text, false);
            }
        }
    }
}

/// The commands in a word.
impl Given {
    fn word(&mut self, word: &Word) {
        for piece in &word.pieces {
            match piece {
                Piece::Text { .. } => {}
                Piece::Substitution { commands, .. } => self.list(commands),
                Piece::Arithmetic { pieces, .. } => self.word(&Word { pieces: pieces.clone(), at: word.at }),
                Piece::Variable { change, .. } => match change {
                    Change::None | Change::Length => {}
                    Change::Default { word, .. }
                    | Change::Alternative { word, .. }
                    | Change::Required { word, .. }
                    | Change::Trim { pattern: word, .. } => self.word(word),
                },
            }
        }
    }
}

/// Returns whether a value is nothing but a number.
fn is_value(word: &Word) -> bool {
    match word.pieces.as_slice() {
        [Piece::Text { text, .. }] => is_number(text),
        [Piece::Arithmetic { .. }] => true,
        _ => false,
    }
}

/// `$(seq 1 10)`
fn is_seq(word: &Word) -> bool {
    let [Piece::Substitution { commands, .. }] = word.pieces.as_slice() else { return false };
    let [only] = commands.as_slice() else { return false };
    let words = only.single().map(|it| it.words.iter().map(Word::literal).collect::<Option<Vec<String>>>());
    matches!(words.flatten().as_deref(), Some([seq, numbers @ ..]) if seq == "seq" && numbers.iter().all(|it| is_number(it)))
}
