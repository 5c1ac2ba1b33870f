//! Tokens to a tree, by binding power.

use super::lex::{Token, shown, tokens};
use super::{Comparator, Node};

/// Below this, a token ends a projection.
const PROJECTION_STOP: u8 = 10;
const STAR: u8 = 20;

pub(super) fn parse(text: &str) -> Result<Node, String> {
    let tokens = tokens(text)?;
    let mut parser = Parser { text, tokens, at: 0 };
    if parser.tokens.len() == 1 {
        return Err(parser.wrong());
    }
    let node = parser.expression(0)?;
    if *parser.peek() == Token::End { Ok(node) } else { Err(parser.wrong()) }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(Token, usize)>,
    at: usize,
}

fn then(left: Node, right: Node) -> Node {
    Node::Then(Box::new(left), Box::new(right))
}

fn each(left: Node, right: Node) -> Node {
    Node::Each(Box::new(left), Box::new(right))
}

fn power(token: &Token) -> u8 {
    match token {
        Token::Pipe => 1,
        Token::Or => 2,
        Token::And => 3,
        Token::Compare(_) => 5,
        Token::Flatten => 9,
        Token::Star => STAR,
        Token::Filter => 21,
        Token::Dot => 40,
        Token::Not => 45,
        Token::LeftBrace => 50,
        Token::LeftBracket => 55,
        Token::LeftParen => 60,
        _ => 0,
    }
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> &Token {
        self.tokens.get(self.at + ahead).map_or(&Token::End, |(token, _)| token)
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn expect(&mut self, wanted: &Token) -> Result<(), String> {
        if self.peek() == wanted {
            self.at += 1;
            return Ok(());
        }
        Err(self.wrong())
    }

    /// The message about the token that stands here.
    fn wrong(&self) -> String {
        let place = |at: usize| self.tokens.get(at).map_or(self.text.chars().count(), |(_, place)| *place);
        let (start, end) = (place(self.at), place(self.at + 1));
        let token: String = self.text.chars().skip(start).take(end - start).collect();
        let token = token.trim_end();
        let what = if *self.peek() == Token::End {
            "Incomplete expression".to_owned()
        } else {
            format!("Unexpected token: {token}")
        };
        format!(
            "{what}: Parse error at column {start}, token \"{token}\", for expression:\n{}",
            shown(self.text, start)
        )
    }

    fn expression(&mut self, right: u8) -> Result<Node, String> {
        let mut left = self.start()?;
        while right < power(self.peek()) {
            left = self.follow(left)?;
        }
        Ok(left)
    }

    /// What an expression begins with.
    fn start(&mut self) -> Result<Node, String> {
        let token = self.next();
        let wrong = |parser: &mut Self| {
            parser.at -= 1;
            Err(parser.wrong())
        };
        Ok(match token {
            Token::Literal(value) => Node::Literal(value),
            Token::Quoted(_) if *self.peek() == Token::LeftParen => return wrong(self),
            Token::Name(name) | Token::Quoted(name) => Node::Field(name),
            Token::Star => {
                let right =
                    if *self.peek() == Token::RightBracket { Node::Current } else { self.projected(STAR)? };
                Node::EachValue(Box::new(Node::Current), Box::new(right))
            }
            Token::Filter => self.filter(Node::Current)?,
            Token::LeftBrace => self.hash()?,
            Token::LeftParen => {
                let inner = self.expression(0)?;
                self.expect(&Token::RightParen)?;
                inner
            }
            Token::Flatten => {
                each(Node::Flatten(Box::new(Node::Current)), self.projected(power(&Token::Flatten))?)
            }
            Token::Not => Node::Not(Box::new(self.expression(power(&Token::Not))?)),
            Token::LeftBracket => match (self.peek(), self.peek_at(1)) {
                (Token::Number(_) | Token::Colon, _) => self.index(Node::Current)?,
                (Token::Star, Token::RightBracket) => {
                    self.at += 2;
                    each(Node::Current, self.projected(STAR)?)
                }
                _ => self.list()?,
            },
            Token::Current => Node::Current,
            Token::Reference => Node::Reference(Box::new(self.expression(0)?)),
            _ => return wrong(self),
        })
    }

    /// What follows an expression.
    fn follow(&mut self, left: Node) -> Result<Node, String> {
        let token = self.next();
        let bind = power(&token);
        let left = match token {
            Token::LeftParen => return self.call(left),
            Token::Filter => return self.filter(left),
            left_token => (Box::new(left), left_token),
        };
        Ok(match left {
            (left, Token::Dot) if *self.peek() == Token::Star => {
                self.at += 1;
                Node::EachValue(left, Box::new(self.projected(bind)?))
            }
            (left, Token::Dot) => Node::Then(left, Box::new(self.member(bind)?)),
            (left, Token::Pipe) => Node::Then(left, Box::new(self.expression(bind)?)),
            (left, Token::Or) => Node::Or(left, Box::new(self.expression(bind)?)),
            (left, Token::And) => Node::And(left, Box::new(self.expression(bind)?)),
            (left, Token::Compare(op)) => Node::Compare(op, left, Box::new(self.expression(bind)?)),
            (left, Token::Flatten) => each(Node::Flatten(left), self.projected(bind)?),
            (left, Token::LeftBracket) if matches!(self.peek(), Token::Number(_) | Token::Colon) => {
                self.index(*left)?
            }
            (left, Token::LeftBracket) => {
                self.expect(&Token::Star)?;
                self.expect(&Token::RightBracket)?;
                Node::Each(left, Box::new(self.projected(STAR)?))
            }
            _ => {
                self.at -= 1;
                return Err(self.wrong());
            }
        })
    }

    /// The right side of a projection.
    fn projected(&mut self, bind: u8) -> Result<Node, String> {
        match self.peek() {
            token if power(token) < PROJECTION_STOP => Ok(Node::Current),
            Token::LeftBracket | Token::Filter => self.expression(bind),
            Token::Dot => {
                self.at += 1;
                self.member(bind)
            }
            _ => Err(self.wrong()),
        }
    }

    /// What may stand after a dot.
    fn member(&mut self, bind: u8) -> Result<Node, String> {
        match self.peek() {
            Token::Name(_) | Token::Quoted(_) | Token::Star => self.expression(bind),
            Token::LeftBracket => {
                self.at += 1;
                self.list()
            }
            Token::LeftBrace => {
                self.at += 1;
                self.hash()
            }
            _ => Err(self.wrong()),
        }
    }

    /// `[1]` or `[1:2:3]`, after the bracket. A slice is a projection.
    fn index(&mut self, left: Node) -> Result<Node, String> {
        if let (Token::Number(number), Token::RightBracket) = (self.peek().clone(), self.peek_at(1)) {
            self.at += 2;
            return Ok(then(left, Node::Index(number)));
        }
        let mut parts = [None; 3];
        let mut part = 0;
        while *self.peek() != Token::RightBracket {
            match self.peek().clone() {
                Token::Colon => part += 1,
                Token::Number(number) => match parts.get_mut(part) {
                    Some(slot @ None) => *slot = Some(number),
                    _ => return Err(self.wrong()),
                },
                _ => return Err(self.wrong()),
            }
            if part > 2 {
                return Err(self.wrong());
            }
            self.at += 1;
        }
        self.at += 1;
        let [from, to, step] = parts;
        Ok(each(then(left, Node::Slice(from, to, step)), self.projected(STAR)?))
    }

    fn filter(&mut self, left: Node) -> Result<Node, String> {
        let condition = self.expression(0)?;
        self.expect(&Token::RightBracket)?;
        let right = if *self.peek() == Token::Flatten {
            Node::Current
        } else {
            self.projected(power(&Token::Filter))?
        };
        Ok(Node::Where(Box::new(left), Box::new(right), Box::new(condition)))
    }

    fn call(&mut self, left: Node) -> Result<Node, String> {
        let Node::Field(name) = left else {
            self.at -= 1;
            return Err(self.wrong());
        };
        let mut arguments = Vec::new();
        while *self.peek() != Token::RightParen {
            arguments.push(self.expression(0)?);
            if *self.peek() != Token::RightParen {
                self.expect(&Token::Comma)?;
                if *self.peek() == Token::RightParen {
                    return Err(self.wrong());
                }
            }
        }
        self.at += 1;
        Ok(Node::Call(name, arguments))
    }

    fn list(&mut self) -> Result<Node, String> {
        let mut items = Vec::new();
        loop {
            items.push(self.expression(0)?);
            if *self.peek() == Token::RightBracket {
                self.at += 1;
                return Ok(Node::List(items));
            }
            self.expect(&Token::Comma)?;
        }
    }

    fn hash(&mut self) -> Result<Node, String> {
        let mut members = Vec::new();
        loop {
            let (Token::Name(name) | Token::Quoted(name)) = self.peek().clone() else {
                return Err(self.wrong());
            };
            self.at += 1;
            self.expect(&Token::Colon)?;
            members.push((name, self.expression(0)?));
            if *self.peek() == Token::RightBrace {
                self.at += 1;
                return Ok(Node::Hash(members));
            }
            self.expect(&Token::Comma)?;
        }
    }
}

/// `a op b`, where an order is defined for numbers only.
pub(super) fn holds(op: Comparator, order: std::cmp::Ordering) -> bool {
    match op {
        Comparator::Equal => order.is_eq(),
        Comparator::NotEqual => order.is_ne(),
        Comparator::Less => order.is_lt(),
        Comparator::LessOrEqual => order.is_le(),
        Comparator::Greater => order.is_gt(),
        Comparator::GreaterOrEqual => order.is_ge(),
    }
}
