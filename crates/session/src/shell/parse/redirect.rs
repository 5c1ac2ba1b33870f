//! Redirections: `< f`, `> f`, `2>&1`, `<<< text`, `< <(…)`, and what a loop reads. The lines of `<<` are in `heredoc`.

use super::heredoc::Heredoc;
use super::{Command, End, Kind, MAX_DEPTH, Position, Reader, ShellError};
use crate::shell::{Piece, Redirect, Source, Stage, Stream, Target, Word};

/// The texts of `<<` that follow, each with the index of the program that reads it.
pub(super) type Heredocs = Vec<(usize, Heredoc)>;

/// What stands behind the word that closes a compound command.
pub(super) struct Behind<'a> {
    /// Its text.
    pub(super) text: &'a str,
    /// Whether lines of `<<` will follow.
    pub(super) lines: bool,
}

impl Reader {
    /// Parses a redirection or the beginning of a text, if one stands here, and returns whether one does.
    pub(super) fn redirection(
        &mut self,
        stage: &mut Stage,
        heredoc: &mut Option<Heredoc>,
    ) -> Result<bool, ShellError> {
        match self.peek() {
            Some('<') if self.peek_second() == Some('<') && self.chars.get(self.next + 2) != Some(&'<') => {
                let next = self.heredoc()?;
                if heredoc.is_some() || stage.stdin.is_some() {
                    let message = "A command reads one text: only one << is allowed here.";
                    return Err(ShellError::new(next.at, message));
                }
                *heredoc = Some(next);
            }
            Some(c) if self.redirects(c) => self.redirect(stage)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Returns whether a redirection stands here, which begins with this character.
    fn redirects(&self, c: char) -> bool {
        match c {
            '<' | '>' => true,
            '&' => self.peek_second() == Some('>'),
            c if c.is_ascii_digit() => matches!(self.peek_second(), Some('>' | '<')),
            _ => false,
        }
    }

    /// Parses `< f`, `> f`, `>> f`, `2>&1`, `&> f`, `<<< text`.
    fn redirect(&mut self, stage: &mut Stage) -> Result<(), ShellError> {
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
            return self.here_string(stage, at);
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
            stage.redirects.push(Redirect { stream, target: Target::Like(to), at });
            return Ok(());
        }
        while matches!(self.peek(), Some(' ' | '\t')) {
            self.take();
        }
        if reads && self.peek() == Some('<') && self.peek_second() == Some('(') {
            self.take();
            self.inside += 1;
            let target = Target::Printed(self.bracketed()?);
            self.inside -= 1;
            stage.redirects.push(Redirect { stream, target, at });
            return Ok(());
        }
        let file = self.operand(at, "The name of a file must follow.")?;
        let target = if append { Target::Append(file) } else { Target::File(file) };
        stage.redirects.push(Redirect { stream, target, at });
        Ok(())
    }

    /// Parses the text after `<<<`; the first `<` has been taken.
    fn here_string(&mut self, stage: &mut Stage, at: Position) -> Result<(), ShellError> {
        self.take();
        self.take();
        if stage.stdin.is_some() {
            return Err(ShellError::new(at, "A command reads one text: only one << is allowed here."));
        }
        let mut word = self.operand(at, "A text must follow <<<.")?;
        word.pieces.push(Piece::Text { text: String::from("\n"), quoted: true });
        stage.stdin = Some(word);
        Ok(())
    }

    /// Parses `(…)`, a list of commands in brackets, at the first bracket.
    pub(super) fn bracketed(&mut self) -> Result<Vec<Command>, ShellError> {
        let at = self.here();
        if self.depth >= MAX_DEPTH {
            return Err(ShellError::new(at, "Too many commands inside each other."));
        }
        self.take();
        self.depth += 1;
        let begins = self.here();
        let (commands, _) = self.list(End::Subshell(at))?;
        self.depth -= 1;
        if commands.is_empty() {
            return Err(ShellError::new(begins, "A command must come before )."));
        }
        Ok(commands)
    }

    /// Where a `while read` that stands alone gets its lines, if each of them can be an entry.
    pub(super) fn source(
        &self,
        read: &Stage,
        behind: &Behind<'_>,
        at: Position,
    ) -> Result<Option<Source>, ShellError> {
        let operand = || {
            let behind = behind.text.split_once('<').map_or("", |(_, behind)| behind);
            behind.trim_start_matches('<').trim().to_owned()
        };
        Ok(match (behind.lines, &read.stdin, read.redirects.as_slice()) {
            (true, None, []) => Some(Source::Lines(Word::default())),
            (false, Some(_), []) => Some(Source::Text(operand())),
            (false, None, [Redirect { stream: Stream::Input, target: Target::File(_), .. }]) => {
                Some(Source::File(operand()))
            }
            (false, None, [Redirect { stream: Stream::Input, target: Target::Printed(commands), .. }]) => {
                Some(match commands.as_slice() {
                    [Command { kind: Kind::Pipeline(pipeline), text, .. }] => {
                        Source::Pipe(pipeline.clone(), text.clone())
                    }
                    _ => Source::Text(["\"$", operand().trim_start_matches('<'), "\""].concat()),
                })
            }
            (false, None, []) if self.depth == 0 => {
                let message = "This read has nothing to read. Put a pipe before while, or < FILE, <<END or <<< TEXT behind done.";
                return Err(ShellError::new(at, message));
            }
            (false, None, []) => Some(Source::Around),
            (true, Some(_), _) | (_, _, [_, ..]) => None,
        })
    }
}
