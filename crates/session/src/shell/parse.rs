//! Text to commands. One pass, one character at a time.

use super::{Assignment, Command, Join, Piece, Place, ShellError, Word};

/// Reads `text` as a list of commands; an empty list for blanks and comments.
pub fn parse(text: &str) -> Result<Vec<Command>, ShellError> {
    let mut reader =
        Reader { chars: text.chars().collect(), next: 0, line: 1, column: 1, depth: 0, inner: 0 };
    reader.list(None)
}

struct Reader {
    chars: Vec<char>,
    next: usize,
    line: u32,
    column: u32,
    /// How many `$(` are open.
    depth: u8,
    /// Commands inside `$(…)` of the command being read.
    inner: usize,
}

/// `$(` inside `$(` inside …: more than this is a mistake, or an attack on the stack.
const MAX_DEPTH: u8 = 8;

/// All of a command's substitutions are one entry, which must not run for long.
const MAX_INNER: usize = 50;

impl Reader {
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

    fn here(&self) -> Place {
        Place { line: self.line, column: self.column }
    }

    /// Commands up to the end of the text, or up to the `)` that closes the
    /// `$(` at `open`.
    fn list(&mut self, open: Option<Place>) -> Result<Vec<Command>, ShellError> {
        let mut done = Vec::new();
        let mut join = Join::Always;
        loop {
            self.skip_blanks_and_comments();
            let here = self.here();
            match (self.peek(), open) {
                (None, Some(open)) => {
                    return Err(ShellError::incomplete(open, "This $( is never closed. Add a )."));
                }
                (None, None) | (Some(')'), Some(_)) => {
                    if join == Join::IfDone {
                        return Err(ShellError::incomplete(here, "A command must follow &&."));
                    }
                    self.take();
                    return Ok(done);
                }
                (Some('\n' | ';'), _) => {
                    self.take();
                    continue;
                }
                (Some('&'), _) => {
                    return Err(ShellError::new(here, "A command must stand before &&."));
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
                    let message = "More than 50 commands stand inside $(…) here. Run some of them before.";
                    return Err(ShellError::new(here, message));
                }
            }
            let command = self.command(join)?;
            done.push(command);
            join = self.separator()?;
        }
    }

    /// Blanks, line continuations and comments; not new lines.
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

    fn command(&mut self, join: Join) -> Result<Command, ShellError> {
        let at = self.here();
        let start = self.next;
        let mut end = start;
        let mut command =
            Command { assignments: Vec::new(), words: Vec::new(), join, text: String::new(), at };
        loop {
            self.skip_blanks_and_comments();
            match self.peek() {
                None | Some('\n' | ';' | '&' | ')') => break,
                Some(c) if let Some(message) = unsupported(c) => {
                    return Err(ShellError::new(self.here(), message));
                }
                Some(_) => {}
            }
            let word = self.word()?;
            end = self.next;
            match as_assignment(&word) {
                Some(assignment) if command.words.is_empty() => command.assignments.push(assignment),
                _ => command.words.push(word),
            }
        }
        command.text = self.chars.get(start..end).unwrap_or_default().iter().collect();
        Ok(command)
    }

    /// What stands after a command: the end, a new line, `;` or `&&`.
    fn separator(&mut self) -> Result<Join, ShellError> {
        let here = self.here();
        match (self.peek(), self.peek_second()) {
            (Some('\n' | ';'), _) => {
                self.take();
                Ok(Join::Always)
            }
            (Some('&'), Some('&')) => {
                self.take();
                self.take();
                while matches!(self.peek(), Some(' ' | '\t' | '\r' | '\n')) {
                    self.take();
                }
                Ok(Join::IfDone)
            }
            (Some('&'), _) => Err(ShellError::new(
                here,
                "Background jobs (&) don't exist here. Use && to join two commands, or quotes if & belongs to the text.",
            )),
            _ => Ok(Join::Always),
        }
    }

    fn word(&mut self) -> Result<Word, ShellError> {
        let mut word = Word { pieces: Vec::new(), at: self.here() };
        loop {
            let here = self.here();
            match self.peek() {
                None | Some(' ' | '\t' | '\r' | '\n' | ';' | '&' | ')') => return Ok(word),
                Some('\\') => {
                    self.take();
                    match self.take() {
                        Some('\n') => {}
                        Some(c) => push_char(&mut word, c, true),
                        None => {
                            return Err(ShellError::incomplete(
                                here,
                                "The \\ at the end joins this line with the next one, and there is none.",
                            ));
                        }
                    }
                }
                Some('\'') => self.single_quotes(&mut word)?,
                Some('"') => self.double_quotes(&mut word)?,
                Some('$') => self.dollar(&mut word, false)?,
                Some(c) => {
                    if let Some(message) = unsupported(c) {
                        return Err(ShellError::new(here, message));
                    }
                    self.take();
                    push_char(&mut word, c, false);
                }
            }
        }
    }

    fn single_quotes(&mut self, word: &mut Word) -> Result<(), ShellError> {
        let open = self.here();
        self.take();
        let mut text = String::new();
        loop {
            match self.take() {
                Some('\'') => break,
                Some(c) => text.push(c),
                None => return Err(ShellError::incomplete(open, "This ' is never closed.")),
            }
        }
        word.pieces.push(Piece::Text { text, quoted: true });
        Ok(())
    }

    fn double_quotes(&mut self, word: &mut Word) -> Result<(), ShellError> {
        let open = self.here();
        self.take();
        word.pieces.push(Piece::Text { text: String::new(), quoted: true });
        loop {
            let here = self.here();
            match self.peek() {
                None => return Err(ShellError::incomplete(open, "This \" is never closed.")),
                Some('"') => {
                    self.take();
                    return Ok(());
                }
                Some('$') => self.dollar(word, true)?,
                Some('`') => return Err(ShellError::new(here, BACKTICK)),
                Some('\\') => {
                    self.take();
                    match self.peek() {
                        Some('\n') => {
                            self.take();
                        }
                        Some(c @ ('$' | '`' | '"' | '\\')) => {
                            self.take();
                            push_char(word, c, true);
                        }
                        _ => push_char(word, '\\', true),
                    }
                }
                Some(c) => {
                    self.take();
                    push_char(word, c, true);
                }
            }
        }
    }

    /// `$NAME`, `${NAME}`, `$(…)`, or a dollar sign that is only text.
    fn dollar(&mut self, word: &mut Word, quoted: bool) -> Result<(), ShellError> {
        let at = self.here();
        self.take();
        match self.peek() {
            Some('(') => {
                self.take();
                if self.peek() == Some('(') {
                    return Err(ShellError::new(at, "Arithmetic, $((…)), doesn't exist here."));
                }
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(ShellError::new(at, "Too many $( inside each other."));
                }
                let commands = self.list(Some(at))?;
                self.depth -= 1;
                word.pieces.push(Piece::Substitution { commands, quoted });
            }
            Some('{') => {
                self.take();
                let name = self.name();
                match self.peek() {
                    Some('}') if !name.is_empty() => self.take(),
                    None => return Err(ShellError::incomplete(at, "This ${ is never closed. Add a }.")),
                    _ => return Err(ShellError::new(at, "Only a plain name can stand in ${…}.")),
                };
                word.pieces.push(Piece::Variable { name, quoted, at });
            }
            Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                let name = self.name();
                word.pieces.push(Piece::Variable { name, quoted, at });
            }
            Some('0'..='9' | '?' | '!' | '#' | '@' | '*' | '$' | '-') => {
                return Err(ShellError::new(
                    at,
                    "Only $NAME, ${NAME} and $(…) exist here. Put the text in '…' if it holds a dollar sign.",
                ));
            }
            _ => push_char(word, '$', quoted),
        }
        Ok(())
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        while let Some(c) = self.peek() {
            let fits = c == '_' || c.is_ascii_alphabetic() || (!name.is_empty() && c.is_ascii_digit());
            if !fits {
                break;
            }
            name.push(c);
            self.take();
        }
        name
    }
}

const BACKTICK: &str =
    "A command inside a command is written $(…) here. Put the text in '…' if it holds a backtick.";

/// The sentence for a character that means something in `sh` and nothing here.
fn unsupported(c: char) -> Option<&'static str> {
    Some(match c {
        '|' => {
            "Pipes (|) don't exist here. Use --query to pick from an answer, or quotes if | belongs to the text."
        }
        '<' | '>' => {
            "Files and redirections (< >) don't exist here. Use quotes if the sign belongs to the text."
        }
        '(' => "A bracket outside quotes starts a subshell, which doesn't exist here. Put the text in '…'.",
        '`' => BACKTICK,
        _ => return None,
    })
}

fn push_char(word: &mut Word, c: char, is_quoted: bool) {
    if let Some(Piece::Text { text, quoted }) = word.pieces.last_mut()
        && *quoted == is_quoted
    {
        text.push(c);
    } else {
        word.pieces.push(Piece::Text { text: String::from(c), quoted: is_quoted });
    }
}

/// `NAME=rest`, if the name and the `=` stand outside quotes.
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
