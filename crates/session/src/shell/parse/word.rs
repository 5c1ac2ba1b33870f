//! Words: quotes, `\`, variables, `$(…)`.

use super::{BACKTICK, Piece, Reader, ShellError, Word, heredoc, unsupported};

/// The deepest nesting of `$(`: more is a mistake, or an attack on the stack.
const MAX_DEPTH: u8 = 8;

const DOLLAR: &str =
    "Only $NAME, ${NAME} and $(…) exist here. Put the text in '…' if it holds a dollar sign.";

impl Reader {
    pub(super) fn word(&mut self) -> Result<Word, ShellError> {
        let mut word = Word { pieces: Vec::new(), at: self.here() };
        loop {
            let here = self.here();
            match self.peek() {
                None | Some(' ' | '\t' | '\r' | '\n' | ';' | '&' | ')') => return Ok(word),
                Some('<') if self.peek_second() == Some('<') => {
                    if is_number(&word) {
                        let message =
                            "Only the standard input can be given with <<. Take the number before it away.";
                        return Err(ShellError::new(word.at, message));
                    }
                    return Ok(word);
                }
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

    /// Parses `$NAME`, `${NAME}`, `$(…)`, or a dollar sign that is only text.
    pub(super) fn dollar(&mut self, word: &mut Word, quoted: bool) -> Result<(), ShellError> {
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
                    _ => return Err(ShellError::new(at, "Only a name is allowed in ${…}.")),
                };
                word.pieces.push(Piece::Variable { name, quoted, at });
            }
            Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                let name = self.name();
                word.pieces.push(Piece::Variable { name, quoted, at });
            }
            Some('0'..='9' | '?' | '!' | '#' | '@' | '*' | '$' | '-') => {
                return Err(ShellError::new(at, if self.in_text { heredoc::DOLLAR } else { DOLLAR }));
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

pub(super) fn push_char(word: &mut Word, c: char, is_quoted: bool) {
    if let Some(Piece::Text { text, quoted }) = word.pieces.last_mut()
        && *quoted == is_quoted
    {
        text.push(c);
    } else {
        word.pieces.push(Piece::Text { text: String::from(c), quoted: is_quoted });
    }
}

/// Returns whether a word is only digits, which before `<<` means a file descriptor.
fn is_number(word: &Word) -> bool {
    matches!(word.pieces.as_slice(), [Piece::Text { text, quoted: false }] if text.chars().all(|c| c.is_ascii_digit()))
}
