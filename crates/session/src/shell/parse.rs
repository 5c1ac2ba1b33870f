//! Parses text into commands, in one pass over its characters.

mod heredoc;
mod word;

use self::heredoc::Heredoc;
use super::{Assignment, Command, Join, Piece, Position, ShellError, Word};

/// Parses `text` as a list of commands, which is empty for blanks and comments.
pub fn parse(text: &str) -> Result<Vec<Command>, ShellError> {
    Reader::new(text).list(None)
}

/// Returns whether `text` ends among the lines that `<<` began, so that the next line is one of them and no
/// command.
pub fn awaits_lines(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.list(None).is_err() && reader.awaits_lines
}

struct Reader {
    chars: Vec<char>,
    next: usize,
    line: u32,
    column: u32,
    /// The number of open `$(`.
    depth: u8,
    /// The number of commands inside `$(…)` of the present command.
    inner: usize,
    /// Whether this is the text of a `<<`.
    in_text: bool,
    /// Whether the text ended inside such a text.
    awaits_lines: bool,
}

/// The most substitutions of a command. They are all one entry, which must not run for long.
const MAX_INNER: usize = 50;

impl Reader {
    fn new(text: &str) -> Self {
        Self {
            chars: text.chars().collect(),
            next: 0,
            line: 1,
            column: 1,
            depth: 0,
            inner: 0,
            in_text: false,
            awaits_lines: false,
        }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.next).copied()
    }

    fn peek_second(&self) -> Option<char> {
        self.chars.get(self.next + 1).copied()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.next += 1;
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn here(&self) -> Position {
        Position { line: self.line, column: self.column }
    }

    /// Parses commands up to the end of the text, or up to the `)` that closes the `$(` at `open`.
    fn list(&mut self, open: Option<Position>) -> Result<Vec<Command>, ShellError> {
        let mut done = Vec::new();
        // The texts of `<<` that begin after the next new line, with the index of the command that reads
        // each.
        let mut waiting: Vec<(usize, Heredoc)> = Vec::new();
        let mut join = Join::Always;
        loop {
            self.skip_blanks_and_comments();
            let here = self.here();
            match (self.peek(), open) {
                (None, open) => {
                    if let Some((_, first)) = waiting.first() {
                        return Err(self.never_ended(first));
                    }
                    if let Some(open) = open {
                        return Err(ShellError::incomplete(open, "This $( is never closed. Add a )."));
                    }
                    return finished(done, join, here);
                }
                (Some(')'), Some(_)) => {
                    if let Some((_, first)) = waiting.first() {
                        return Err(first.cut_off(here));
                    }
                    self.take();
                    return finished(done, join, here);
                }
                (Some('\n'), _) => {
                    self.take();
                    for (at, heredoc) in waiting.drain(..) {
                        let Some(command) = done.get_mut(at) else { continue };
                        self.lines(&heredoc, command)?;
                    }
                    continue;
                }
                (Some(';'), _) => {
                    self.take();
                    continue;
                }
                (Some('&'), _) => {
                    return Err(ShellError::new(here, "A command must come before &&."));
                }
                (Some(')'), None) => {
                    return Err(ShellError::new(here, "This ) closes nothing. Put it in '…' if it is text."));
                }
                _ => {}
            }
            if open.is_none() {
                self.inner = 0;
            } else {
                self.inner += 1;
                if self.inner > MAX_INNER {
                    let message = "There are more than 50 commands inside $(…) here. Run some of them first.";
                    return Err(ShellError::new(here, message));
                }
            }
            let (command, heredoc) = self.command(join)?;
            waiting.extend(heredoc.map(|heredoc| (done.len(), heredoc)));
            done.push(command);
            join = self.separator()?;
        }
    }

    /// Skips blanks, line continuations and comments, but not new lines.
    fn skip_blanks_and_comments(&mut self) {
        loop {
            match self.peek() {
                Some(' ' | '\t' | '\r') => {
                    self.take();
                }
                Some('\\') if self.peek_second() == Some('\n') => {
                    self.take();
                    self.take();
                }
                Some('#') => {
                    while self.peek().is_some_and(|c| c != '\n') {
                        self.take();
                    }
                }
                _ => return,
            }
        }
    }

    /// Parses a command. Also returns the `<<` whose lines will follow, if it has one.
    fn command(&mut self, join: Join) -> Result<(Command, Option<Heredoc>), ShellError> {
        let at = self.here();
        let start = self.next;
        let mut end = start;
        let mut last = at.line;
        let mut heredoc: Option<Heredoc> = None;
        let mut command = Command {
            assignments: Vec::new(),
            words: Vec::new(),
            stdin: None,
            join,
            text: String::new(),
            at,
        };
        loop {
            self.skip_blanks_and_comments();
            match self.peek() {
                None | Some('\n' | ';' | '&' | ')') => break,
                Some('<') if self.peek_second() == Some('<') => {
                    let next = self.heredoc()?;
                    if heredoc.is_some() {
                        return Err(ShellError::new(
                            next.at,
                            "A command reads one text: only one << is allowed here.",
                        ));
                    }
                    heredoc = Some(next);
                    (end, last) = (self.next, self.line);
                    continue;
                }
                Some(c) if let Some(message) = unsupported(c) => {
                    return Err(ShellError::new(self.here(), message));
                }
                Some(_) => {}
            }
            let word = self.word()?;
            (end, last) = (self.next, self.line);
            match as_assignment(&word) {
                Some(assignment) if command.words.is_empty() => command.assignments.push(assignment),
                _ => command.words.push(word),
            }
        }
        if let Some(heredoc) = &mut heredoc {
            heredoc.last = last;
            if command.words.is_empty() {
                return Err(ShellError::new(
                    heredoc.at,
                    "A command that reads the text must come before <<.",
                ));
            }
        }
        command.text = self.chars.get(start..end).unwrap_or_default().iter().collect();
        Ok((command, heredoc))
    }

    /// Parses what comes after a command: the end, a new line, `;` or `&&`.
    fn separator(&mut self) -> Result<Join, ShellError> {
        let here = self.here();
        match (self.peek(), self.peek_second()) {
            (Some('&'), Some('&')) => {
                self.take();
                self.take();
                Ok(Join::IfDone)
            }
            (Some('&'), _) => Err(ShellError::new(
                here,
                "Background jobs (&) don't exist here. Use && to join two commands, or quotes if & belongs to the text.",
            )),
            _ => Ok(Join::Always),
        }
    }
}

/// Ends a list, unless a command is missing.
fn finished(done: Vec<Command>, join: Join, here: Position) -> Result<Vec<Command>, ShellError> {
    if join == Join::IfDone {
        return Err(ShellError::incomplete(here, "A command must follow &&."));
    }
    Ok(done)
}

const BACKTICK: &str =
    "A command inside a command is written $(…) here. Put the text in '…' if it holds a backtick.";

/// The error message for a character that has a meaning in `sh` but none here.
fn unsupported(c: char) -> Option<&'static str> {
    Some(match c {
        '|' => {
            "Pipes (|) don't exist here. Use --query to pick from an answer, or quotes if | belongs to the text."
        }
        '<' | '>' => {
            "Files and redirections (< >) don't exist here, save for lines of text by <<. Use quotes if the sign belongs to the text."
        }
        '(' => "A bracket outside quotes starts a subshell, which doesn't exist here. Put the text in '…'.",
        '`' => BACKTICK,
        _ => return None,
    })
}

/// `NAME=rest`, if the name and the `=` are not quoted.
fn as_assignment(word: &Word) -> Option<Assignment> {
    let Some(Piece::Text { text, quoted: false }) = word.pieces.first() else { return None };
    let (name, rest) = text.split_once('=')?;
    let mut chars = name.chars();
    let first = chars.next()?;
    let fits =
        (first == '_' || first.is_ascii_alphabetic()) && chars.all(|c| c == '_' || c.is_ascii_alphanumeric());
    if !fits {
        return None;
    }
    let mut pieces = word.pieces.clone();
    if rest.is_empty() {
        pieces.remove(0);
    } else if let Some(first) = pieces.first_mut() {
        *first = Piece::Text { text: String::from(rest), quoted: false };
    }
    Some(Assignment { name: String::from(name), value: Word { pieces, at: word.at } })
}
