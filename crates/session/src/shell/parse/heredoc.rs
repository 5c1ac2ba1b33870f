//! Here-documents (`<<END`): the lines up to one that is only END are the command's standard input.
//!
//! The lines are kept at the end of the command's text, so that running that text gives the same command,
//! wherever the lines were typed: in `a <<X; b` they come after `b`.

use super::word::BACKTICK;
use super::word::push_char;
use super::{Command, Kind, Piece, Position, Reader, ShellError, Word};
use crate::shell::{Compound, Source};

pub(super) const DOLLAR: &str = "Only $NAME, ${NAME}, $?, $1, $@, $# and $(…) exist here. Put '…' around the word behind << if the text holds a dollar sign.";

/// The part of a here-document that is on the command's line.
pub(super) struct Heredoc {
    /// The position of the `<<`.
    pub(super) at: Position,
    /// The line that ends the text.
    end: String,
    /// Whether it was quoted, so that nothing is expanded.
    quoted: bool,
    /// Whether it was `<<-`, which ignores tabs at the beginning of lines.
    tabs: bool,
    /// The line on which the command ends.
    pub(super) last: u32,
}

impl Heredoc {
    /// The error for what stands before the lines.
    pub(super) fn cut_off(&self, here: Position, what: &str) -> ShellError {
        ShellError::new(here, ["The lines of <<", &self.end, " must come before this ", what, "."].concat())
    }
}

impl Reader {
    /// Parses `<<END`, `<<'END'` or `<<-END`, at the first `<`.
    pub(super) fn heredoc(&mut self) -> Result<Heredoc, ShellError> {
        let at = self.here();
        self.take();
        self.take();
        let tabs = self.peek() == Some('-');
        if tabs {
            self.take();
        }
        while matches!(self.peek(), Some(' ' | '\t')) {
            self.take();
        }
        let (mut end, mut quoted, mut open) = (String::new(), false, None);
        while let Some(c) = self.peek() {
            match c {
                '\'' | '"' if open.is_none() => (open, quoted) = (Some(c), true),
                '\'' | '"' if open == Some(c) => open = None,
                '\\' if open.is_none() => quoted = true,
                c if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') => end.push(c),
                _ => break,
            }
            self.take();
        }
        let ends =
            matches!(self.peek(), None | Some(' ' | '\t' | '\r' | '\n' | ';' | '&' | ')' | '<' | '>' | '|'));
        if end.is_empty() || open.is_some() || !ends {
            let message = "After << comes the word that ends the text, made of letters and digits: <<'SQL'.";
            return Err(ShellError::new(at, message));
        }
        Ok(Heredoc { at, end, quoted, tabs, last: at.line })
    }

    /// The error for a text without its last line.
    pub(super) fn never_ended(&mut self, heredoc: &Heredoc) -> ShellError {
        self.awaits_lines = true;
        let end = &heredoc.end;
        let message =
            ["The text that <<", end, " begins never ends: ", end, " must be alone on a line after it."];
        ShellError::incomplete(heredoc.at, message.concat())
    }

    /// Takes the lines of the text and adds them to their command, for the program with this index.
    pub(super) fn lines(
        &mut self,
        heredoc: &Heredoc,
        command: &mut Command,
        stage: usize,
    ) -> Result<(), ShellError> {
        let start = self.next;
        let mut joined = false;
        let (text, end) = loop {
            let begin = self.next;
            while self.peek().is_some_and(|c| c != '\n') {
                self.take();
            }
            let line = self.chars.get(begin..self.next).unwrap_or_default();
            let shown: String = line.strip_suffix(&['\r']).unwrap_or(line).iter().collect();
            let bare = if heredoc.tabs { shown.trim_start_matches('\t') } else { &shown };
            if !joined && bare == heredoc.end {
                break (self.chars.get(start..begin).unwrap_or_default().to_vec(), shown);
            }
            let strokes = line.iter().rev().take_while(|c| **c == '\\').count();
            joined = !heredoc.quoted && strokes % 2 == 1;
            if self.take().is_none() {
                return Err(self.never_ended(heredoc));
            }
        };
        self.take();
        let raw: String = text.iter().collect();
        let mut inside = Self {
            chars: text,
            line: heredoc.last + 1,
            depth: self.depth,
            inside: self.inside,
            inner: self.inner,
            in_text: true,
            ..Self::new("")
        };
        // More lines can't correct an error in a text that has its end.
        let word = inside.text(heredoc).map_err(|error| ShellError { incomplete: false, ..error })?;
        self.inner = inside.inner;
        command.text.extend(["\n", &raw, &end]);
        match &mut command.kind {
            Kind::Pipeline(pipeline) => {
                if let Some(program) = pipeline.stages.get_mut(stage) {
                    program.stdin = Some(word);
                }
            }
            Kind::Compound(Compound::Read { .. })
                if word.pieces.iter().any(|piece| matches!(piece, Piece::Substitution { .. })) =>
            {
                let message = "The lines of a loop can't have a $(…) here. Write done <<< \"$(…)\" instead.";
                return Err(ShellError::new(heredoc.at, message));
            }
            Kind::Compound(Compound::Read { source, .. }) => *source = Source::Lines(word),
            Kind::Compound(
                Compound::If { .. }
                | Compound::For { .. }
                | Compound::While { .. }
                | Compound::Case { .. }
                | Compound::Group(_),
            )
            | Kind::Function { .. } => {}
        }
        Ok(())
    }

    /// The whole text: literal, or with variables and `$(…)` as pieces.
    fn text(&mut self, heredoc: &Heredoc) -> Result<Word, ShellError> {
        let empty = Piece::Text { text: String::new(), quoted: true };
        let mut word = Word { pieces: vec![empty], at: heredoc.at };
        let mut begins = true;
        while let Some(c) = self.peek() {
            let tab = begins && heredoc.tabs && c == '\t';
            let of_line_end = c == '\r' && matches!(self.peek_second(), None | Some('\n'));
            begins = c == '\n' || tab;
            match c {
                _ if tab || of_line_end => {
                    self.take();
                }
                '$' if !heredoc.quoted => self.dollar(&mut word, true)?,
                '`' if !heredoc.quoted => return Err(ShellError::new(self.here(), BACKTICK)),
                '\\' if !heredoc.quoted => {
                    self.take();
                    match self.peek() {
                        Some('\n') => {
                            self.take();
                        }
                        Some(c @ ('$' | '`' | '\\')) => {
                            self.take();
                            push_char(&mut word, c, true);
                        }
                        _ => push_char(&mut word, '\\', true),
                    }
                }
                c => {
                    self.take();
                    push_char(&mut word, c, true);
                }
            }
        }
        Ok(word)
    }
}
