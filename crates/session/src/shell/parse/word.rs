//! Words: quotes, `\`, variables, `$(…)`, `$((…))`.

use super::{End, MAX_DEPTH, Piece, Reader, ShellError, Word, heredoc};
use crate::shell::Change;

const DOLLAR: &str =
    "Only $NAME, ${NAME}, $?, $1, $@, $# and $(…) exist here. Put the text in '…' if it holds a dollar sign.";

pub(super) const BACKTICK: &str =
    "A command inside a command is written $(…) here. Put the text in '…' if it holds a backtick.";

impl Reader {
    pub(super) fn word(&mut self) -> Result<Word, ShellError> {
        let mut word = Word { pieces: Vec::new(), at: self.here() };
        loop {
            let here = self.here();
            match self.peek() {
                None | Some(' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | '<' | '>' | '(' | ')') => {
                    return Ok(word);
                }
                Some('\\') if self.continues() => while self.take() != Some('\n') {},
                Some('\\') => {
                    self.take();
                    let Some(c) = self.take() else {
                        let message =
                            "The \\ at the end joins this line with the next one, and there is none.";
                        return Err(ShellError::incomplete(here, message));
                    };
                    push_char(&mut word, c, true);
                }
                Some('\'') => self.single_quotes(&mut word)?,
                Some('"') => self.double_quotes(&mut word)?,
                Some('$') if self.peek_second() == Some('\'') => self.escaped_quotes(&mut word)?,
                Some('$') => self.dollar(&mut word, false)?,
                Some('`') => return Err(ShellError::new(here, BACKTICK)),
                Some(c) => {
                    self.take();
                    push_char(&mut word, c, false);
                }
            }
        }
    }

    /// Parses a regular expression after `=~`: up to a blank, with brackets and bars.
    pub(super) fn pattern_word(&mut self) -> Result<Word, ShellError> {
        let mut word = Word { pieces: Vec::new(), at: self.here() };
        loop {
            match self.peek() {
                None | Some(' ' | '\t' | '\r' | '\n') => return Ok(word),
                Some('\'') => self.single_quotes(&mut word)?,
                Some('"') => self.double_quotes(&mut word)?,
                Some('$') if self.peek_second().is_some_and(|c| c.is_ascii_alphabetic() || c == '{') => {
                    self.dollar(&mut word, true)?;
                }
                Some(c) => {
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

    /// Parses `$'…'`, where `\n` and `\t` stand for what they stand for elsewhere.
    fn escaped_quotes(&mut self, word: &mut Word) -> Result<(), ShellError> {
        let open = self.here();
        self.take();
        self.take();
        let mut text = String::new();
        loop {
            match self.take() {
                Some('\'') => break,
                Some('\\') => match self.take() {
                    Some('n') => text.push('\n'),
                    Some('t') => text.push('\t'),
                    Some('r') => text.push('\r'),
                    Some(c @ ('\\' | '\'' | '"')) => text.push(c),
                    _ => {
                        let message = "In $'…' only \\n, \\t, \\r, \\\\, \\' and \\\" exist here.";
                        return Err(ShellError::new(open, message));
                    }
                },
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

    /// Parses `$NAME`, `${…}`, `$?`, `$(…)`, `$((…))`, or a dollar sign that is only text.
    pub(super) fn dollar(&mut self, word: &mut Word, quoted: bool) -> Result<(), ShellError> {
        let at = self.here();
        self.take();
        match self.peek() {
            Some('(') if self.peek_second() == Some('(') => {
                let pieces = self.arithmetic(at)?;
                word.pieces.push(Piece::Arithmetic { pieces, at });
            }
            Some('(') => {
                self.take();
                if self.depth >= MAX_DEPTH {
                    return Err(ShellError::new(at, "Too many $( inside each other."));
                }
                self.depth += 1;
                self.inside += 1;
                let (commands, _) = self.list(End::Bracket(at))?;
                self.depth -= 1;
                self.inside -= 1;
                word.pieces.push(Piece::Substitution { commands, quoted });
            }
            Some('{') => {
                self.take();
                let (name, change) = self.braces(at)?;
                word.pieces.push(Piece::Variable { name, change, quoted, at });
            }
            Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                let name = self.name();
                word.pieces.push(Piece::Variable { name, change: Change::None, quoted, at });
            }
            Some(c @ ('?' | '#' | '@' | '*' | '0'..='9')) => {
                self.take();
                word.pieces.push(Piece::Variable { name: String::from(c), change: Change::None, quoted, at });
            }
            Some('!' | '$' | '-') => {
                return Err(ShellError::new(at, if self.in_text { heredoc::DOLLAR } else { DOLLAR }));
            }
            _ => push_char(word, '$', quoted),
        }
        Ok(())
    }

    /// Parses the expression of `$((…))`, up to the brackets that close it.
    fn arithmetic(&mut self, at: crate::shell::Position) -> Result<Vec<Piece>, ShellError> {
        self.take();
        self.take();
        let (mut word, mut open) = (Word::default(), 0_usize);
        if self.depth >= MAX_DEPTH {
            return Err(ShellError::new(at, "Too many $( inside each other."));
        }
        self.depth += 1;
        loop {
            match self.peek() {
                Some(')') if open == 0 && self.peek_second() == Some(')') => break,
                Some('$') if self.peek_second() == Some('(') => {
                    self.dollar(&mut word, true)?;
                    continue;
                }
                Some(')') => open = open.saturating_sub(1),
                Some('(') => open += 1,
                None => return Err(ShellError::incomplete(at, "This $(( is never closed. Add )).")),
                Some(_) => {}
            }
            if let Some(c) = self.take() {
                push_char(&mut word, c, true);
            }
        }
        self.depth -= 1;
        self.take();
        self.take();
        Ok(word.pieces)
    }

    /// Parses the rest of `${…}`.
    fn braces(&mut self, at: crate::shell::Position) -> Result<(String, Change), ShellError> {
        let never = || ShellError::incomplete(at, "This ${ is never closed. Add a }.");
        let length = self.peek() == Some('#') && self.peek_second() != Some('}');
        if length {
            self.take();
        }
        let name = match self.peek() {
            Some('?' | '#' | '@' | '*') => self.take().map(String::from),
            Some('0'..='9') => Some(self.digits()),
            _ => Some(self.name()),
        };
        let name = name.filter(|name| !name.is_empty());
        let other = "In ${…} there can be a name, and behind it :-, :?, :+, # or % with a word.";
        let Some(name) = name else {
            return Err(if self.peek().is_none() { never() } else { ShellError::new(at, other) });
        };
        let empty = self.peek() == Some(':');
        if empty {
            self.take();
        }
        let sign = self.take().ok_or_else(never)?;
        let change = match sign {
            '}' if !empty => {
                return Ok((name, if length { Change::Length } else { Change::None }));
            }
            '-' | '+' | '?' if !length => {
                let word = self.brace_word(at)?;
                match sign {
                    '-' => Change::Default { empty, word },
                    '+' => Change::Alternative { empty, word },
                    _ => Change::Required { empty, word },
                }
            }
            '#' | '%' if !empty && !length => {
                let most = self.peek() == Some(sign);
                if most {
                    self.take();
                }
                Change::Trim { end: sign == '%', most, pattern: self.brace_word(at)? }
            }
            _ => return Err(ShellError::new(at, other)),
        };
        Ok((name, change))
    }

    /// Parses the word in `${…}` behind a sign, and takes the `}`.
    fn brace_word(&mut self, open: crate::shell::Position) -> Result<Word, ShellError> {
        let empty = Piece::Text { text: String::new(), quoted: true };
        let mut word = Word { pieces: vec![empty], at: self.here() };
        if self.depth >= MAX_DEPTH {
            return Err(ShellError::new(open, "Too many ${ inside each other."));
        }
        self.depth += 1;
        loop {
            match self.peek() {
                None => return Err(ShellError::incomplete(open, "This ${ is never closed. Add a }.")),
                Some('}') => break,
                Some('\'') => self.single_quotes(&mut word)?,
                Some('"') => self.double_quotes(&mut word)?,
                Some('$') => self.dollar(&mut word, true)?,
                Some('`') => return Err(ShellError::new(self.here(), BACKTICK)),
                Some('\\') => {
                    self.take();
                    if let Some(c) = self.take() {
                        push_char(&mut word, c, true);
                    }
                }
                Some(c) => {
                    self.take();
                    push_char(&mut word, c, true);
                }
            }
        }
        self.take();
        self.depth -= 1;
        Ok(word)
    }

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_digit) {
            digits.push(c);
            self.take();
        }
        digits
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
