//! Splits the text of an expression into tokens.

use super::Comparator;
use crate::json::{self, Value};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Name(String),
    Quoted(String),
    Literal(Value),
    Number(i64),
    Compare(Comparator),
    Or,
    And,
    Not,
    Pipe,
    Reference,
    Dot,
    Star,
    Comma,
    Colon,
    Current,
    /// `[]`
    Flatten,
    /// `[?`
    Filter,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    LeftParen,
    RightParen,
    End,
}

/// The tokens, each with its position in characters. The last one is `End`.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, String> {
    let mut lexer = Lexer { chars: text.chars().collect(), at: 0 };
    let mut out = Vec::new();
    while let Some(c) = lexer.peek() {
        let start = lexer.at;
        if c.is_whitespace() {
            lexer.at += 1;
            continue;
        }
        let token = lexer.token(c).ok_or_else(|| bad(text, start))?;
        out.push((token, start));
    }
    out.push((Token::End, lexer.chars.len()));
    Ok(out)
}

fn bad(text: &str, at: usize) -> String {
    format!("Bad jmespath expression: Unknown token at column {at}:\n{}", shown(text, at))
}

/// The expression in quotes, with a mark under the position.
pub(super) fn shown(text: &str, at: usize) -> String {
    format!("\"{text}\"\n{}^", " ".repeat(at + 1))
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
}

impl Lexer {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += 1;
        }
        found
    }

    fn run(&mut self, keep: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.chars.get(start..self.at).unwrap_or_default().iter().collect()
    }

    /// Takes the text up to `quote`, and the quote. A backslash escapes the next character.
    fn quoted(&mut self, quote: char) -> Option<String> {
        let mut out = String::new();
        loop {
            let c = self.peek()?;
            self.at += 1;
            if c == quote {
                return Some(out);
            }
            out.push(c);
            if c == '\\'
                && let Some(next) = self.peek()
            {
                out.push(next);
                self.at += 1;
            }
        }
    }

    fn token(&mut self, c: char) -> Option<Token> {
        if c.is_ascii_alphabetic() || c == '_' {
            return Some(Token::Name(self.run(|c| c.is_ascii_alphanumeric() || c == '_')));
        }
        if c.is_ascii_digit() || c == '-' {
            self.at += 1;
            let digits = self.run(|c| c.is_ascii_digit());
            return format!("{}{digits}", c.encode_utf8(&mut [0; 4]) as &str).parse().ok().map(Token::Number);
        }
        self.at += 1;
        Some(match c {
            '.' => Token::Dot,
            '*' => Token::Star,
            ',' => Token::Comma,
            ':' => Token::Colon,
            '@' => Token::Current,
            ']' => Token::RightBracket,
            '{' => Token::LeftBrace,
            '}' => Token::RightBrace,
            '(' => Token::LeftParen,
            ')' => Token::RightParen,
            '[' if self.take(']') => Token::Flatten,
            '[' if self.take('?') => Token::Filter,
            '[' => Token::LeftBracket,
            '|' if self.take('|') => Token::Or,
            '|' => Token::Pipe,
            '&' if self.take('&') => Token::And,
            '&' => Token::Reference,
            '!' if self.take('=') => Token::Compare(Comparator::NotEqual),
            '!' => Token::Not,
            '=' if self.take('=') => Token::Compare(Comparator::Equal),
            '<' if self.take('=') => Token::Compare(Comparator::LessOrEqual),
            '<' => Token::Compare(Comparator::Less),
            '>' if self.take('=') => Token::Compare(Comparator::GreaterOrEqual),
            '>' => Token::Compare(Comparator::Greater),
            '"' => {
                let text = format!("\"{}\"", self.quoted('"')?);
                Token::Quoted(json::parse(&text).ok()?.as_str()?.to_owned())
            }
            '\'' => Token::Literal(Value::String(self.quoted('\'')?.replace("\\'", "'"))),
            '`' => {
                let text = self.quoted('`')?.replace("\\`", "`");
                // Older expressions omit the quotes of a string.
                let literal =
                    json::parse(&text).or_else(|_| json::parse(&format!("\"{}\"", text.trim_start())));
                Token::Literal(literal.ok()?)
            }
            _ => return None,
        })
    }
}
