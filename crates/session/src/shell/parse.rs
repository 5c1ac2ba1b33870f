//! Parses text into commands, in one pass over its characters.
//!
//! Here: lists. In `command`: pipelines and programs; in `redirect`: where they read and write; in `compound`: `if`, `for`,
//! `while` and the like, and functions; in `word`: words.

mod command;
mod compound;
mod heredoc;
mod redirect;
mod word;

use self::heredoc::Heredoc;
use super::{Assignment, Command, Join, Kind, Piece, Pipeline, Position, ShellError, Simple, Word};

/// Parses `text` as a list of commands, which is empty for blanks and comments.
pub fn parse(text: &str) -> Result<Vec<Command>, ShellError> {
    Reader::new(text).list(End::Text).map(|(commands, _)| commands)
}

/// A text as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The commands.
    pub commands: Vec<Command>,
    /// What comes after them, from the first command that can't be read, and where that is.
    pub unread: Option<(String, Position)>,
}

/// Parses `text` up to the first command that can't be read.
pub fn parse_script(text: &str) -> Script {
    let mut reader = Reader::new(text);
    let mut commands = Vec::new();
    let unread = reader.list_into(&mut commands, End::Text).err().map(|_| {
        let (from, at) = reader.began;
        let rest: String = reader.chars.get(from..).unwrap_or_default().iter().collect();
        (rest, at)
    });
    Script { commands, unread }
}

/// Returns whether `text` ends among the lines that `<<` began, so that the next line is one of them and no
/// command.
pub fn awaits_lines(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.list(End::Text).is_err() && reader.awaits_lines
}

/// Returns whether `text` needs more lines: those of `<<`, or the end of a `for`, `while` or `if`.
pub fn awaits_more(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.list(End::Text).is_err() && (reader.awaits_lines || reader.awaits_end)
}

struct Reader {
    chars: Vec<char>,
    next: usize,
    line: u32,
    column: u32,
    /// The number of open `$(` and compound commands.
    depth: u8,
    /// The number of open `$(`.
    inside: u8,
    /// The number of commands inside `$(…)` of the present command.
    inner: usize,
    /// Whether this is the text of a `<<`.
    in_text: bool,
    /// Whether the text ended inside such a text.
    awaits_lines: bool,
    /// Whether the text ended inside a compound command.
    awaits_end: bool,
    /// Where the last command of the outermost list begins.
    began: (usize, Position),
}

/// The most substitutions of a command. They are all one entry, which must not run for long.
const MAX_INNER: usize = 50;
/// The deepest nesting of `$(` and compound commands: more is a mistake, or an attack on the stack.
const MAX_DEPTH: u8 = 8;

/// A text of `<<` that is still to come: the index of its command, that of the program in it, and how it ends.
type Waiting = (usize, usize, Heredoc);

/// What ends a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The end of the text.
    Text,
    /// The `)` that closes the `$(` at a position.
    Bracket(Position),
    /// The `)` that closes the `(` at a position.
    Subshell(Position),
    /// One of these words, for the compound command at a position.
    Word(&'static [&'static str], Position),
    /// `;;`, or the `esac` of the `case` at a position.
    Choice(Position),
}

impl Reader {
    fn new(text: &str) -> Self {
        Self {
            chars: text.chars().collect(),
            next: 0,
            line: 1,
            column: 1,
            depth: 0,
            inside: 0,
            inner: 0,
            in_text: false,
            awaits_lines: false,
            awaits_end: false,
            began: (0, Position { line: 1, column: 1 }),
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

    /// The text from a place to another.
    fn slice(&self, from: usize, to: usize) -> String {
        self.chars.get(from..to).unwrap_or_default().iter().collect()
    }

    /// Parses commands up to an end, which is taken; also returns the word that ended it.
    fn list(&mut self, end: End) -> Result<(Vec<Command>, &'static str), ShellError> {
        let mut done = Vec::new();
        let word = self.list_into(&mut done, end)?;
        Ok((done, word))
    }

    fn list_into(&mut self, done: &mut Vec<Command>, end: End) -> Result<&'static str, ShellError> {
        let (mut waiting, mut starts) = (Vec::new(), Vec::new());
        let read = self.commands(done, end, &mut waiting, &mut starts);
        if let (Err(_), Some((at, ..))) = (&read, waiting.first()) {
            // A command whose lines were not reached can't be run.
            self.give_up(end, *at, &starts, done);
        }
        read
    }

    /// Parses commands up to an end. `waiting`: the texts of `<<` that begin after the next new line; `starts`: where the
    /// commands begin.
    fn commands(
        &mut self,
        done: &mut Vec<Command>,
        end: End,
        waiting: &mut Vec<Waiting>,
        starts: &mut Vec<(usize, Position)>,
    ) -> Result<&'static str, ShellError> {
        let mut join = Join::Always;
        loop {
            self.skip_blanks_and_comments();
            let here = self.here();
            if end == End::Text {
                self.began = (self.next, here);
            }
            let ended = match (self.peek(), end) {
                (None, _) => Some(""),
                (Some(')'), End::Bracket(_) | End::Subshell(_)) => Some(")"),
                (_, End::Word(words, _)) => self.keyword(words),
                (Some(';'), End::Choice(_)) if self.peek_second() == Some(';') => Some(";;"),
                (_, End::Choice(_)) => self.keyword(&["esac"]),
                _ => None,
            };
            if let Some(word) = ended {
                if let Some((_, _, first)) = waiting.first() {
                    let error =
                        if word.is_empty() { self.never_ended(first) } else { first.cut_off(here, word) };
                    return Err(error);
                }
                if word.is_empty() {
                    self.unclosed(end)?;
                }
                if join != Join::Always {
                    self.give_up(end, done.len().saturating_sub(1), starts, done);
                    let sign = if join == Join::IfDone { "&&" } else { "||" };
                    let message = ["A command must follow ", sign, "."].concat();
                    return Err(ShellError { incomplete: word.is_empty(), ..ShellError::new(here, message) });
                }
                for _ in 0..word.len() {
                    self.take();
                }
                return Ok(word);
            }
            match (self.peek(), self.peek_second()) {
                (Some('\n'), _) => {
                    self.take();
                    for (at, stage, heredoc) in waiting.drain(..) {
                        let Some(command) = done.get_mut(at) else { continue };
                        if let Err(error) = self.lines(&heredoc, command, stage) {
                            self.give_up(end, at, starts, done);
                            return Err(error);
                        }
                    }
                    continue;
                }
                (Some(';'), Some(';')) => {
                    return Err(ShellError::new(here, "This ;; ends nothing: no case comes before it."));
                }
                (Some(';'), _) if join == Join::Always => {
                    self.take();
                    continue;
                }
                (Some('&'), _) => return Err(ShellError::new(here, "A command must come before &&.")),
                (Some('|'), _) => return Err(ShellError::new(here, "A command must come before |.")),
                (Some(';'), _) => {
                    self.give_up(end, done.len().saturating_sub(1), starts, done);
                    return Err(ShellError::new(here, "A command must come before ;."));
                }
                (Some(')'), _) => {
                    return Err(ShellError::new(here, "This ) closes nothing. Put it in '…' if it is text."));
                }
                _ => {}
            }
            if self.inside == 0 {
                self.inner = 0;
            } else {
                self.inner += 1;
                if self.inner > MAX_INNER {
                    let message = "There are more than 50 commands inside $(…) here. Run some of them first.";
                    return Err(ShellError::new(here, message));
                }
            }
            starts.push((self.next, here));
            let (command, heredocs) = self.command(join)?;
            waiting.extend(heredocs.into_iter().map(|(stage, heredoc)| (done.len(), stage, heredoc)));
            done.push(command);
            join = match self.separator(end) {
                Ok(join) => join,
                Err(error) => {
                    self.give_up(end, done.len() - 1, starts, done);
                    return Err(error);
                }
            };
        }
    }

    /// Takes back the commands of the outermost list from the one with this index: they can't be read.
    fn give_up(&mut self, end: End, index: usize, starts: &[(usize, Position)], done: &mut Vec<Command>) {
        if end == End::Text {
            self.began = starts.get(index).copied().unwrap_or_default();
            done.truncate(index);
        }
    }

    /// The error for a text that ends before its list does.
    fn unclosed(&mut self, end: End) -> Result<(), ShellError> {
        match end {
            End::Text => Ok(()),
            End::Bracket(open) => Err(ShellError::incomplete(open, "This $( is never closed. Add a ).")),
            End::Word(words, open) => Err(self.endless(open, words.last().copied().unwrap_or_default())),
            End::Choice(open) => Err(self.endless(open, "esac")),
            End::Subshell(open) => Err(self.endless(open, ")")),
        }
    }

    /// The error for a compound command that has no last word.
    pub(super) fn endless(&mut self, open: Position, word: &str) -> ShellError {
        self.awaits_end = true;
        let message = ["The command that begins here never ends: ", word, " is missing."];
        ShellError::incomplete(open, message.concat())
    }

    /// The one of these words that stands here, in a place where a command could begin.
    fn keyword(&self, words: &[&'static str]) -> Option<&'static str> {
        let ends = |length: usize| {
            let after = self.chars.get(self.next + length);
            after.is_none_or(|c| c.is_whitespace() || matches!(c, ';' | '&' | '|' | ')' | '<' | '>' | '#'))
        };
        let stands = |word: &str| {
            let length = word.chars().count();
            self.chars
                .get(self.next..self.next + length)
                .is_some_and(|it| it.iter().copied().eq(word.chars()))
                && ends(length)
        };
        words.iter().copied().find(|word| stands(word))
    }

    /// Skips blanks, line continuations and comments, but not new lines.
    fn skip_blanks_and_comments(&mut self) {
        loop {
            match self.peek() {
                Some(' ' | '\t' | '\r') => {
                    self.take();
                }
                Some('\\') if self.continues() => while self.take() != Some('\n') {},
                Some('#') => {
                    while self.peek().is_some_and(|c| c != '\n') {
                        self.take();
                    }
                }
                _ => return,
            }
        }
    }

    /// Returns whether the `\` here ends a line: also before the carriage return of a file from Windows.
    fn continues(&self) -> bool {
        match self.peek_second() {
            Some('\n') => true,
            Some('\r') => self.chars.get(self.next + 2) == Some(&'\n'),
            _ => false,
        }
    }

    /// Parses what comes after a command: the end, a new line, `;`, `&&` or `||`.
    fn separator(&mut self, end: End) -> Result<Join, ShellError> {
        let here = self.here();
        let join = match (self.peek(), self.peek_second()) {
            (Some('&'), Some('&')) => Join::IfDone,
            (Some('|'), Some('|')) => Join::IfFailed,
            (Some('&'), _) => {
                return Err(ShellError::new(
                    here,
                    "Background jobs (&) don't exist here. Use && to join two commands, or quotes if & belongs to the text.",
                ));
            }
            (Some(')'), _) if !matches!(end, End::Bracket(_) | End::Subshell(_)) => {
                return Err(ShellError::new(here, "This ) closes nothing. Put it in '…' if it is text."));
            }
            (Some(';'), Some(';')) if matches!(end, End::Choice(_)) => return Ok(Join::Always),
            (Some(';'), Some(';')) => {
                return Err(ShellError::new(here, "This ;; ends nothing: no case comes before it."));
            }
            (Some(';'), _) => {
                self.take();
                return Ok(Join::Always);
            }
            _ => return Ok(Join::Always),
        };
        self.take();
        self.take();
        Ok(join)
    }
}

/// `NAME=rest`, if the name and the `=` are not quoted.
fn as_assignment(word: &Word) -> Option<Assignment> {
    let Some(Piece::Text { text, quoted: false }) = word.pieces.first() else { return None };
    let (name, rest) = text.split_once('=')?;
    if !is_name(name) {
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

/// Returns whether a text can be the name of a variable.
pub(crate) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first == '_' || first.is_ascii_alphabetic())
        && chars.all(|c| c == '_' || c.is_ascii_alphanumeric())
}
