//! From the text of a filter to the filter.

use playground_aws::json::Value;

use super::Filter;
use super::functions::FUNCTIONS;
use super::lex::{Piece, Token, tokens};

/// The longest filter, in bytes, and the deepest.
const LONGEST: usize = 4_000;
const DEEPEST: usize = 40;

pub(super) fn parse(source: &str) -> Result<Filter, String> {
    nested(source, 0)
}

fn nested(source: &str, depth: usize) -> Result<Filter, String> {
    if source.len() > LONGEST {
        return Err(String::from("The filter is longer than 4,000 bytes."));
    }
    let mut reader = Reader { tokens: tokens(source)?, next: 0, depth };
    if reader.tokens.is_empty() {
        return Ok(Filter::Same);
    }
    let filter = reader.pipe()?;
    match reader.tokens.get(reader.next) {
        None => Ok(filter),
        Some(token) => Err(unexpected(Some(token))),
    }
}

fn unexpected(token: Option<&Token>) -> String {
    let shown = match token {
        None => return String::from("The filter ends too early."),
        Some(Token::Name(name)) => name.clone(),
        Some(Token::Field(name)) => [".", name].concat(),
        Some(Token::Number(number)) => number.clone(),
        Some(Token::Text(_)) => String::from("A text"),
        Some(Token::Sign(sign)) => String::from(*sign),
    };
    [&shown, " can't stand where it stands, or isn't modeled here."].concat()
}

struct Reader {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(it)) if *it == sign);
        self.next += usize::from(found);
        found
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(it)) if it == word);
        self.next += usize::from(found);
        found
    }

    fn need(&mut self, sign: &str) -> Result<(), String> {
        if self.eat(sign) { Ok(()) } else { Err([sign, " is missing. ", &unexpected(self.peek())].concat()) }
    }

    fn need_word(&mut self, word: &str) -> Result<(), String> {
        if self.word(word) { Ok(()) } else { Err([word, " is missing."].concat()) }
    }

    fn pipe(&mut self) -> Result<Filter, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(String::from("The filter has too many brackets inside each other."));
        }
        let mut left = self.comma()?;
        while self.eat("|") {
            left = Filter::Pipe(Box::new(left), Box::new(self.comma()?));
        }
        if self.word("as") {
            return Err(String::from("Variables by as aren't modeled here. Use --arg."));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn comma(&mut self) -> Result<Filter, String> {
        let mut left = self.otherwise()?;
        while self.eat(",") {
            left = Filter::Both(Box::new(left), Box::new(self.otherwise()?));
        }
        Ok(left)
    }

    fn otherwise(&mut self) -> Result<Filter, String> {
        let mut all = vec![self.binary(0)?];
        while self.eat("//") {
            all.push(self.binary(0)?);
        }
        let mut right = all.pop().unwrap_or(Filter::Same);
        while let Some(left) = all.pop() {
            right = Filter::Else(Box::new(left), Box::new(right));
        }
        Ok(right)
    }

    /// `or`, then `and`, then comparisons, then `+ -`, then `* / %`.
    fn binary(&mut self, level: usize) -> Result<Filter, String> {
        const LEVELS: [&[&str]; 5] =
            [&["or"], &["and"], &["==", "!=", "<=", ">=", "<", ">"], &["+", "-"], &["*", "/", "%"]];
        let Some(signs) = LEVELS.get(level) else { return self.postfix() };
        let mut left = self.binary(level + 1)?;
        'next: loop {
            for sign in *signs {
                if self.eat(sign) || self.word(sign) {
                    let right = self.binary(level + 1)?;
                    left = Filter::Binary(Box::new(left), sign, Box::new(right));
                    continue 'next;
                }
            }
            return Ok(left);
        }
    }

    fn postfix(&mut self) -> Result<Filter, String> {
        let mut filter = self.primary()?;
        loop {
            if let Some(Token::Field(name)) = self.peek() {
                let name = Filter::Literal(Value::string(name.as_str()));
                self.next += 1;
                filter = Filter::Index(Box::new(filter), Box::new(name));
            } else if self.eat("[") {
                filter = self.brackets(filter)?;
            } else if self.eat("?") {
                filter = Filter::Try(Box::new(filter));
            } else if matches!(self.tokens.get(self.next..), Some([Token::Sign("."), Token::Sign("["), ..])) {
                self.next += 1;
            } else if let Some([Token::Sign("."), Token::Text(pieces), ..]) = self.tokens.get(self.next..) {
                let name = self.text(&pieces.clone())?;
                self.next += 2;
                filter = Filter::Index(Box::new(filter), Box::new(name));
            } else {
                return Ok(filter);
            }
        }
    }

    /// What stands in `[…]` behind a filter.
    fn brackets(&mut self, of: Filter) -> Result<Filter, String> {
        if self.eat("]") {
            return Ok(Filter::Each(Box::new(of)));
        }
        let start = self.next;
        let from = self.number();
        if self.eat(":") {
            let to = self.number();
            self.need("]")?;
            return Ok(Filter::Slice(Box::new(of), from, to));
        }
        self.next = start;
        let index = self.pipe()?;
        self.need("]")?;
        Ok(Filter::Index(Box::new(of), Box::new(index)))
    }

    fn number(&mut self) -> Option<i64> {
        let negative = self.eat("-");
        let Some(Token::Number(text)) = self.peek() else { return None };
        let number: i64 = text.parse().ok()?;
        self.next += 1;
        Some(if negative { -number } else { number })
    }

    fn text(&self, pieces: &[Piece]) -> Result<Filter, String> {
        let one = |piece: &Piece| match piece {
            Piece::Literal(text) => Ok(Filter::Literal(Value::string(text.as_str()))),
            Piece::Filter(source) => {
                if self.depth + 1 > DEEPEST {
                    return Err(String::from("The filter has too many brackets inside each other."));
                }
                nested(source, self.depth + 1)
            }
        };
        match pieces {
            [only] => one(only),
            many => many.iter().map(one).collect::<Result<_, _>>().map(Filter::Text),
        }
    }

    fn primary(&mut self) -> Result<Filter, String> {
        let token = self.peek().cloned();
        self.next += 1;
        match token {
            Some(Token::Field(name)) => {
                Ok(Filter::Index(Box::new(Filter::Same), Box::new(Filter::Literal(Value::string(name)))))
            }
            Some(Token::Number(text)) => Ok(Filter::Literal(Value::Number(text))),
            Some(Token::Text(pieces)) => self.text(&pieces),
            Some(Token::Sign(".")) => {
                if let Some(Token::Text(pieces)) = self.peek().cloned() {
                    self.next += 1;
                    let name = self.text(&pieces)?;
                    return Ok(Filter::Index(Box::new(Filter::Same), Box::new(name)));
                }
                Ok(Filter::Same)
            }
            Some(Token::Sign("-")) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(String::from("The filter has too many signs before each other."));
                }
                let zero = Filter::Literal(Value::int(0));
                Ok(Filter::Binary(Box::new(zero), "-", Box::new(self.postfix()?)))
            }
            Some(Token::Sign("(")) => {
                let inside = self.pipe()?;
                self.need(")")?;
                Ok(inside)
            }
            Some(Token::Sign("[")) => {
                if self.eat("]") {
                    return Ok(Filter::Array(None));
                }
                let inside = self.pipe()?;
                self.need("]")?;
                Ok(Filter::Array(Some(Box::new(inside))))
            }
            Some(Token::Sign("{")) => self.object(),
            Some(Token::Name(name)) => self.named(&name),
            other => Err(unexpected(other.as_ref())),
        }
    }

    fn object(&mut self) -> Result<Filter, String> {
        let mut members = Vec::new();
        loop {
            if self.eat("}") {
                return Ok(Filter::Object(members));
            }
            let token = self.peek().cloned();
            self.next += 1;
            let (name, short) = match token {
                Some(Token::Name(name)) if name.starts_with('$') => {
                    let text = Filter::Literal(Value::string(name.trim_start_matches('$')));
                    (text, Some(Filter::Variable(name.trim_start_matches('$').to_owned())))
                }
                Some(Token::Name(name)) => (Filter::Literal(Value::string(name)), None),
                Some(Token::Text(pieces)) => (self.text(&pieces)?, None),
                Some(Token::Sign("(")) => {
                    let name = self.pipe()?;
                    self.need(")")?;
                    (name, None)
                }
                other => return Err(unexpected(other.as_ref())),
            };
            let value = if self.eat(":") {
                self.otherwise()?
            } else {
                short.unwrap_or_else(|| Filter::Index(Box::new(Filter::Same), Box::new(name.clone())))
            };
            members.push((name, value));
            if !self.eat(",") {
                self.need("}")?;
                return Ok(Filter::Object(members));
            }
        }
    }

    fn named(&mut self, name: &str) -> Result<Filter, String> {
        if let Some(variable) = name.strip_prefix('$') {
            return Ok(Filter::Variable(variable.to_owned()));
        }
        match name {
            "null" => return Ok(Filter::Literal(Value::Null)),
            "true" | "false" => return Ok(Filter::Literal(Value::Bool(name == "true"))),
            "if" => return self.condition(),
            _ => {}
        }
        let mut args = Vec::new();
        if self.eat("(") {
            loop {
                args.push(self.pipe()?);
                if self.eat(")") {
                    break;
                }
                self.need(";")?;
            }
        }
        let found = FUNCTIONS.iter().find(|(known, count)| *known == name && *count == args.len());
        match found {
            Some((name, _)) => Ok(Filter::Call(name, args)),
            None => Err(format!("{name}/{} isn't modeled here.", args.len())),
        }
    }

    fn condition(&mut self) -> Result<Filter, String> {
        let condition = self.pipe()?;
        self.need_word("then")?;
        let then = self.pipe()?;
        let otherwise = if self.word("elif") {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(String::from("The filter has too many conditions inside each other."));
            }
            self.condition()?
        } else {
            let otherwise = if self.word("else") { self.pipe()? } else { Filter::Same };
            self.need_word("end")?;
            otherwise
        };
        Ok(Filter::If(Box::new(condition), Box::new(then), Box::new(otherwise)))
    }
}
