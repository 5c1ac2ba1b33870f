//! Pipelines, and the programs in them with their words and redirections.

use super::{
    Command, Heredoc, Join, Kind, Pipeline, Position, Reader, ShellError, Simple, as_assignment, compound,
};
use crate::shell::{Piece, Redirect, Source, Stream, Target, Word};

/// The most programs of a pipeline.
const MAX_STAGES: usize = 20;

/// The texts of `<<` that follow, each with the index of the program that reads it.
pub(super) type Heredocs = Vec<(usize, Heredoc)>;

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
        let mut stages = Vec::new();
        let mut heredocs = Vec::new();
        let (kind, end) = loop {
            let here = self.here();
            if let Some(word) = self.keyword(&compound::BEGIN) {
                if negated {
                    let message = ["! can't come before ", word, " here. Put it before a command."];
                    return Err(ShellError::new(here, message.concat()));
                }
                let feed = (!stages.is_empty()).then(|| {
                    let before = self.slice(start, self.next);
                    let text = before.trim_end().trim_end_matches('|').trim_end();
                    Source::Pipe(Pipeline { negated: false, stages: stages.clone() }, text.to_owned())
                });
                if feed.is_some() && !heredocs.is_empty() {
                    return Err(ShellError::new(
                        here,
                        "A text by << can't go on to a loop here. Write it to a file.",
                    ));
                }
                break (self.compound(word, feed, &mut heredocs)?, self.next);
            }
            if stages.is_empty()
                && !negated
                && let Some(name) = self.head_of_function()
            {
                break (self.function(here, name)?, self.next);
            }
            let (stage, heredoc, end) = self.simple()?;
            heredocs.extend(heredoc.map(|heredoc| (stages.len(), heredoc)));
            stages.push(stage);
            if self.peek() != Some('|') || self.peek_second() == Some('|') {
                break (Kind::Pipeline(Pipeline { negated, stages }), end);
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
        let text = self.slice(start, end);
        Ok((Command { kind, join, text, at }, heredocs))
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

    /// Parses a program and its words. Also returns the `<<` whose lines will follow, and where its text ends.
    fn simple(&mut self) -> Result<(Simple, Option<Heredoc>, usize), ShellError> {
        let mut simple = Simple::default();
        let mut heredoc: Option<Heredoc> = None;
        let mut end = self.next;
        let mut last = self.line;
        loop {
            self.skip_blanks_and_comments();
            let here = self.here();
            match self.peek() {
                None | Some('\n' | ';' | ')' | '|') => break,
                Some('&') if self.peek_second() != Some('>') => break,
                Some('<')
                    if self.peek_second() == Some('<') && self.chars.get(self.next + 2) != Some(&'<') =>
                {
                    let next = self.heredoc()?;
                    if heredoc.is_some() || simple.stdin.is_some() {
                        let message = "A command reads one text: only one << is allowed here.";
                        return Err(ShellError::new(next.at, message));
                    }
                    heredoc = Some(next);
                }
                Some(c) if self.redirects(c) => self.redirect(&mut simple)?,
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
        Ok((simple, heredoc, end))
    }

    /// Returns whether a redirection stands here, which begins with this character.
    pub(super) fn redirects(&self, c: char) -> bool {
        match c {
            '<' | '>' => true,
            '&' => self.peek_second() == Some('>'),
            c if c.is_ascii_digit() => matches!(self.peek_second(), Some('>' | '<')),
            _ => false,
        }
    }

    /// Parses `< f`, `> f`, `>> f`, `2>&1`, `&> f`, `<<< text`.
    fn redirect(&mut self, simple: &mut Simple) -> Result<(), ShellError> {
        let at = self.here();
        let number = self.peek().filter(char::is_ascii_digit);
        let both = self.peek() == Some('&');
        if number.is_some() || both {
            self.take();
        }
        let reads = self.take() == Some('<');
        let stream = match (number, reads) {
            (None | Some('0'), true) => Stream::Input,
            _ if both => Stream::Both,
            (None | Some('1'), false) => Stream::Output,
            (Some('2'), false) => Stream::Error,
            _ => {
                let message = "Only the standard input, output and error can be redirected: <, > and 2>.";
                return Err(ShellError::new(at, message));
            }
        };
        if reads && self.peek() == Some('<') {
            if number.is_some() {
                let message = "Only the standard input can be given with <<. Take the number before it away.";
                return Err(ShellError::new(at, message));
            }
            return self.here_string(simple, at);
        }
        let append = !reads && self.peek() == Some('>');
        if append || (!reads && self.peek() == Some('|')) {
            self.take();
        }
        if self.peek() == Some('(') {
            return Err(ShellError::new(at, "<(…) and >(…) don't exist here. Write to a file first."));
        }
        if self.peek() == Some('&') {
            self.take();
            let to = match self.take() {
                Some('1') if !reads && !append => Stream::Output,
                Some('2') if !reads && !append => Stream::Error,
                _ => return Err(ShellError::new(at, "After >& comes 1 or 2, as in 2>&1.")),
            };
            simple.redirects.push(Redirect { stream, target: Target::Like(to), at });
            return Ok(());
        }
        let file = self.operand(at, "The name of a file must follow.")?;
        let target = if append { Target::Append(file) } else { Target::File(file) };
        simple.redirects.push(Redirect { stream, target, at });
        Ok(())
    }

    /// Parses the text after `<<<`; the first `<` has been taken.
    fn here_string(&mut self, simple: &mut Simple, at: Position) -> Result<(), ShellError> {
        self.take();
        self.take();
        if simple.stdin.is_some() {
            return Err(ShellError::new(at, "A command reads one text: only one << is allowed here."));
        }
        let mut word = self.operand(at, "A text must follow <<<.")?;
        word.pieces.push(Piece::Text { text: String::from("\n"), quoted: true });
        simple.stdin = Some(word);
        Ok(())
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
            "Subshells, ( … ), don't exist here. Write { …; } to group commands."
        }
        [] => {
            "Arrays, NAME=( … ), don't exist here. Put the values into one text and go through it with for."
        }
        [_] => "A function is defined by NAME() { …; }, on its own. Put the bracket in '…' if it is text.",
        _ => "A bracket outside quotes starts a subshell, which doesn't exist here. Put the text in '…'.",
    }
}
