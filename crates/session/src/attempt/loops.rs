//! Compound commands that stand alone: how each begins, where loops get their values, and which choice a `case` takes.

use std::rc::Rc;

use playground_core::database::Pause;

use super::{Attempt, Frame};
use crate::run::{Line, NOTHING_TO_READ, chosen};
use crate::shell::{
    Choice, Command, Compound, Piece, Position, Scope, ShellError, Source, Word, expand_all, expand_one,
    expand_pattern, quote,
};
use crate::state::State;

impl Attempt {
    /// Begins a compound command.
    pub(super) fn begin(
        &mut self,
        compound: &Compound,
        command: &Command,
        state: &State,
    ) -> Result<(), Pause> {
        match compound {
            Compound::Group(inside) => self.push_list(inside, false),
            Compound::Case { word, choices } => self.next_of_case(word, choices, state)?,
            Compound::If { arms, otherwise } => {
                self.frames.push(Frame::If { arms: Rc::clone(arms), at: 0, otherwise: Rc::clone(otherwise) });
                if let Some(arm) = arms.first() {
                    self.push_list(&arm.condition, true);
                }
            }
            Compound::While { until, condition, body } => {
                let (condition, body) = (Rc::clone(condition), Rc::clone(body));
                self.frames.push(Frame::While { until: *until, condition, body, testing: false });
            }
            Compound::For { name, words, body } => {
                let (name, words) = (name.clone(), words.clone());
                self.frames.push(Frame::Head {
                    name,
                    words,
                    next: 0,
                    lines: Vec::new(),
                    body: Rc::clone(body),
                });
            }
            Compound::Read { source, fields, body } => {
                let text = self.source(source, &fields.names, command, state)?;
                let given = |line: &str| {
                    let values = fields.values(line).into_iter();
                    values
                        .map(|(name, value)| [name, "=", &quote(value)].concat())
                        .collect::<Vec<_>>()
                        .join(" ")
                };
                let lines: Vec<String> = text.lines().map(given).collect();
                self.frames.push(Frame::Each { lines: lines.into_iter(), body: Rc::clone(body) });
            }
        }
        Ok(())
    }

    /// Finds the values of the next word of a `for`.
    pub(super) fn next_of_head(
        &mut self,
        name: String,
        words: Vec<(Word, String)>,
        next: usize,
        mut lines: Vec<String>,
        body: Rc<[Command]>,
        state: &State,
    ) -> Result<(), Pause> {
        let Some((word, text)) = words.get(next) else {
            self.frames.push(Frame::Each { lines: lines.into_iter(), body });
            return Ok(());
        };
        let plain = || {
            let values = expand_all(core::slice::from_ref(word), &mut Plain(self.now(state).0)).ok()?;
            Some(values.into_iter().map(|(value, _)| value).collect::<Vec<String>>())
        };
        let values = if let Some(values) = word.numbers().or_else(plain) {
            values
        } else {
            // It has a `$(…)`, or a variable without a value: an entry of its own runs it, or says so.
            let line = [&name, "=", text].concat();
            if let Err(pause) = self.line(state, &line) {
                self.frames.push(Frame::Head { name, words, next, lines, body });
                return Err(pause);
            }
            if self.status != 0 {
                return Ok(());
            }
            let value =
                self.now(state).0.variables.get(name.as_str()).map(ToString::to_string).unwrap_or_default();
            if splits(word) { value.split_whitespace().map(str::to_owned).collect() } else { vec![value] }
        };
        lines.extend(values.iter().map(|value| [&name, "=", &quote(value)].concat()));
        self.frames.push(Frame::Head { name, words, next: next + 1, lines, body });
        Ok(())
    }

    /// The lines that a `while read` reads. What it takes to get them is an entry.
    pub(super) fn source(
        &mut self,
        source: &Source,
        names: &[String],
        command: &Command,
        state: &State,
    ) -> Result<String, Pause> {
        match source {
            Source::Around => {
                let said = NOTHING_TO_READ.trim_start_matches("playground: ").trim_end();
                self.line(state, &["echo ", &quote(said), " >&2"].concat())?;
                self.status = 1;
                Ok(String::new())
            }
            Source::Pipe(pipeline, text) => {
                self.entry(state, &Line { pipeline, text, at: command.at })?;
                Ok(self.steps.last().map_or_else(String::new, |(_, entry)| entry.stdout.to_string()))
            }
            Source::File(text) => {
                self.line(state, &["cat ", text].concat())?;
                Ok(self.steps.last().map_or_else(String::new, |(_, entry)| entry.stdout.to_string()))
            }
            Source::Lines(word) => Ok(expand_one(word, &mut Plain(self.now(state).0)).unwrap_or_default()),
            Source::Text(text) => {
                let name = names.first().map_or("REPLY", String::as_str);
                self.line(state, &[name, "=", text].concat())?;
                let done = self.status == 0;
                let value = self.now(state).0.variables.get(name).filter(|_| done);
                Ok(value.map_or_else(String::new, ToString::to_string))
            }
        }
    }

    /// Takes the choice of a `case` that fits.
    pub(super) fn next_of_case(
        &mut self,
        word: &(Word, String),
        choices: &Rc<[Choice]>,
        state: &State,
    ) -> Result<(), Pause> {
        let plain = expand_one(&word.0, &mut Plain(self.now(state).0)).ok();
        let value = if let Some(value) = plain {
            value
        } else {
            // It has a `$(…)`, or a variable without a value: an entry of its own runs it, or says so.
            self.line(state, &["_=", &word.1].concat())?;
            if self.status != 0 {
                return Ok(());
            }
            self.now(state).0.value("_").unwrap_or_default()
        };
        let found = chosen(choices, &value, |pattern| expand_pattern(pattern, &mut Plain(self.now(state).0)));
        match found {
            Ok(Some(choice)) => {
                self.status = 0;
                self.push_list(&choice.then, false);
            }
            Ok(None) => self.status = 0,
            Err(error) if error.message.is_empty() => {
                self.line(
                    state,
                    "echo 'A pattern of case can have no $(…) here. Put its output into a variable.' >&2",
                )?;
                self.status = 1;
            }
            Err(error) => {
                self.line(state, &["echo ", &quote(&error.message), " >&2"].concat())?;
                self.status = 1;
            }
        }
        Ok(())
    }
}

/// Returns whether the output of a `$(…)` in a word is split at blanks.
fn splits(word: &Word) -> bool {
    word.pieces.iter().any(|piece| matches!(piece, Piece::Substitution { quoted: false, .. }))
}

/// The values that are there without running anything.
struct Plain<'a>(&'a State);

impl Scope for Plain<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        self.0.value(name)
    }

    fn arguments(&self) -> Vec<String> {
        self.0.arguments.iter().map(ToString::to_string).collect()
    }

    fn unset_is_empty(&self) -> bool {
        self.0.options.unset_is_empty
    }

    fn substitute(&mut self, _: &[Command]) -> Result<String, ShellError> {
        Err(ShellError { message: String::new(), at: Position::default(), incomplete: false })
    }
}
