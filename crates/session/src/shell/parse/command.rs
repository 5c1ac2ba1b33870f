//! Pipelines, and the programs in them with their words.

use super::heredoc::Heredoc;
use super::redirect::{Behind, Heredocs};
use super::{Command, Join, Kind, Pipeline, Position, Reader, ShellError, Simple, as_assignment, compound};
use crate::shell::{Compound, Does, Piece, Source, Stage, Word};

/// The most programs of a pipeline.
const MAX_STAGES: usize = 20;

/// A part of a pipeline, as it was read.
struct Part {
    stage: Stage,
    /// The `<<` whose lines will follow.
    heredoc: Option<Heredoc>,
    /// Behind the word that closes a compound command, where its redirections can stand.
    closes: usize,
    /// Where its text ends.
    end: usize,
}

impl Reader {
    /// Parses a command. Also returns the `<<` whose lines will follow.
    pub(super) fn command(&mut self, join: Join) -> Result<(Command, Heredocs), ShellError> {
        let at = self.here();
        let start = self.next;
        let negated = self.keyword(&["!"]).is_some();
        if negated {
            self.take();
            self.skip_blanks_and_comments();
        }
        if !negated && let Some(kind) = self.function()? {
            let text = self.slice(start, self.next);
            return Ok((Command { kind, join, text, at }, Heredocs::new()));
        }
        let mut stages = Vec::new();
        let mut heredocs = Heredocs::new();
        let (begins, last) = loop {
            let begins = self.next;
            let mut part = self.part(&heredocs)?;
            heredocs.extend(part.heredoc.take().map(|heredoc| (stages.len(), heredoc)));
            stages.push(part.stage.clone());
            if self.peek() != Some('|') || self.peek_second() == Some('|') {
                break (begins, part);
            }
            let pipe = self.here();
            self.take();
            if self.peek() == Some('&') {
                return Err(ShellError::new(pipe, "|& doesn't exist here. Write 2>&1 | instead."));
            }
            if stages.len() == MAX_STAGES {
                return Err(ShellError::new(pipe, "At most 20 programs can be joined by pipes."));
            }
            self.after_pipe(pipe, &heredocs)?;
        };
        let text = self.slice(start, last.end);
        let before = self.slice(start, begins);
        let before = before.trim_end().trim_end_matches('|').trim_end();
        let kind = if negated {
            Kind::Pipeline(Pipeline { negated, stages })
        } else {
            let behind = Behind { text: &self.slice(last.closes, last.end), lines: !heredocs.is_empty() };
            self.kind(stages, before, &behind, at)?
        };
        Ok((Command { kind, join, text, at }, heredocs))
    }

    /// What these parts of a pipeline are: a loop that reads and anything that stands alone are commands whose commands are
    /// entries, all else is one entry. `before`: the text of all but the last.
    fn kind(
        &self,
        mut stages: Vec<Stage>,
        before: &str,
        behind: &Behind<'_>,
        at: Position,
    ) -> Result<Kind, ShellError> {
        let bare = |stage: &Stage| stage.redirects.is_empty() && stage.stdin.is_none() && !behind.lines;
        let source = match stages.as_slice() {
            [only @ Stage { does: Does::Compound(Compound::Read { .. }), .. }] => {
                self.source(only, behind, at)?
            }
            [others @ .., last @ Stage { does: Does::Compound(Compound::Read { .. }), .. }] if bare(last) => {
                let pipeline = Pipeline { negated: false, stages: others.to_vec() };
                Some(Source::Pipe(pipeline, before.to_owned()))
            }
            _ => None,
        };
        let alone = matches!(stages.as_slice(), [only] if bare(only));
        Ok(match (stages.pop(), source) {
            (Some(Stage { does: Does::Compound(Compound::Read { fields, body, .. }), .. }), Some(source)) => {
                Kind::Compound(Compound::Read { source, fields, body })
            }
            (Some(Stage { does: Does::Compound(compound), .. }), None) if alone => Kind::Compound(compound),
            (last, _) => {
                stages.extend(last);
                Kind::Pipeline(Pipeline { negated: false, stages })
            }
        })
    }

    /// Parses a part of a pipeline.
    fn part(&mut self, before: &Heredocs) -> Result<Part, ShellError> {
        let here = self.here();
        let word = self.keyword(&compound::BEGIN);
        if word.is_none() && self.peek() != Some('(') {
            return self.simple();
        }
        if !before.is_empty() {
            let message = "A text by << can't go on to a loop here. Write it to a file.";
            return Err(ShellError::new(here, message));
        }
        let does = match word {
            Some(word) => Does::Compound(self.compound(word)?),
            None => Does::Subshell(self.subshell()?),
        };
        let stage = Stage { does, stdin: None, redirects: Vec::new() };
        let mut part = Part { stage, heredoc: None, closes: self.next, end: self.next };
        self.skip_blanks_and_comments();
        while self.redirection(&mut part.stage, &mut part.heredoc)? {
            part.end = self.next;
            if let Some(heredoc) = &mut part.heredoc {
                heredoc.last = self.line;
            }
            self.skip_blanks_and_comments();
        }
        match self.peek() {
            None | Some('\n' | ';' | '&' | '|' | ')') => Ok(part),
            Some(_) => Err(ShellError::new(self.here(), "A new line or ; is missing before this.")),
        }
    }

    /// Skips to the program after a `|`, which may be on another line.
    fn after_pipe(&mut self, pipe: Position, heredocs: &Heredocs) -> Result<(), ShellError> {
        self.skip_blanks_and_comments();
        while self.peek() == Some('\n') {
            if let Some((_, first)) = heredocs.first() {
                return Err(first.cut_off(self.here(), "new line after the |"));
            }
            self.take();
            self.skip_blanks_and_comments();
        }
        match self.peek() {
            None => {
                self.awaits_end = true;
                Err(ShellError::incomplete(pipe, "A command must follow |."))
            }
            Some(';' | '&' | '|' | ')') => {
                Err(ShellError::new(self.here(), "A command must come before this."))
            }
            Some(_) => Ok(()),
        }
    }

    /// Parses a program and its words.
    fn simple(&mut self) -> Result<Part, ShellError> {
        let begins = self.next;
        let mut simple = Simple::default();
        let mut stage = Stage { does: Does::Simple(Simple::default()), stdin: None, redirects: Vec::new() };
        let mut heredoc: Option<Heredoc> = None;
        let mut end = self.next;
        let mut last = self.line;
        loop {
            self.skip_blanks_and_comments();
            let here = self.here();
            match self.peek() {
                None | Some('\n' | ';' | ')' | '|') => break,
                Some('&') if self.peek_second() != Some('>') => break,
                Some(_) if self.redirection(&mut stage, &mut heredoc)? => {}
                Some('(') => return Err(ShellError::new(here, bracket(&simple))),
                Some(_) => {
                    let word = self.word()?;
                    if simple.words.is_empty() && word.bare() == Some("[[") {
                        simple.words.push(word);
                        self.double_brackets(&mut simple, here)?;
                    } else {
                        match as_assignment(&word) {
                            Some(assignment) if simple.words.is_empty() => {
                                simple.assignments.push(assignment);
                            }
                            _ => simple.words.push(word),
                        }
                    }
                    if self.peek() == Some('(') {
                        return Err(ShellError::new(self.here(), bracket(&simple)));
                    }
                }
            }
            (end, last) = (self.next, self.line);
        }
        if let Some(heredoc) = &mut heredoc {
            heredoc.last = last;
            if simple.words.is_empty() {
                return Err(ShellError::new(
                    heredoc.at,
                    "A command that reads the text must come before <<.",
                ));
            }
        }
        stage.does = Does::Simple(simple);
        Ok(Part { stage, heredoc, closes: begins, end })
    }

    /// Parses the word after a sign.
    pub(super) fn operand(&mut self, at: Position, missing: &str) -> Result<Word, ShellError> {
        while matches!(self.peek(), Some(' ' | '\t')) {
            self.take();
        }
        let word = self.word()?;
        if word.pieces.is_empty() { Err(ShellError::new(at, missing)) } else { Ok(word) }
    }

    /// Parses the words up to `]]`, where `&&`, `||`, `<`, `>` and brackets are words too.
    fn double_brackets(&mut self, simple: &mut Simple, open: Position) -> Result<(), ShellError> {
        loop {
            self.skip_blanks_and_comments();
            let at = self.here();
            let sign = match (self.peek(), self.peek_second()) {
                (None, _) => return Err(ShellError::incomplete(open, "This [[ is never closed. Add ]].")),
                (Some('&'), Some('&')) | (Some('|'), Some('|')) => 2,
                (Some('<' | '>' | '(' | ')'), _) => 1,
                (Some('\n'), _) => {
                    self.take();
                    continue;
                }
                (Some(';' | '&' | '|'), _) => {
                    return Err(ShellError::new(open, "This [[ is never closed. Add ]]."));
                }
                _ => 0,
            };
            let raw = simple.words.last().is_some_and(|word| word.bare() == Some("=~"));
            let word = match sign {
                _ if raw => self.pattern_word()?,
                0 => self.word()?,
                _ => {
                    let text = self.slice(self.next, self.next + sign);
                    for _ in 0..sign {
                        self.take();
                    }
                    Word { pieces: vec![Piece::Text { text, quoted: false }], at }
                }
            };
            let closes = word.bare() == Some("]]");
            simple.words.push(word);
            if closes {
                return Ok(());
            }
        }
    }
}

/// The error message for a `(` after these words.
fn bracket(simple: &Simple) -> &'static str {
    match simple.words.as_slice() {
        [] if simple.assignments.is_empty() => {
            "A subshell, ( … ), can only stand at the beginning of a command. Put its redirections behind it."
        }
        [] => {
            "Arrays, NAME=( … ), don't exist here. Put the values into one text and go through it with for."
        }
        [_] => "A function is defined by NAME() { …; }, on its own. Put the bracket in '…' if it is text.",
        _ => "A bracket outside quotes starts a subshell, which can't stand here. Put the text in '…'.",
    }
}
