//! Parses tokens into a tree, by binding power.

use super::lex::{Token, shown, tokens};
use super::{Comparator, Id, Node, Query};

/// A token with a binding power below this ends a projection.
const PROJECTION_STOP: u8 = 10;
const STAR: u8 = 20;
/// The deepest nesting of brackets.
const MAX_DEPTH: usize = 100;
/// The most parts of an expression, since a chain of them nests as deep.
const MAX_NODES: usize = 500;

pub(super) fn parse(text: &str) -> Result<Query, String> {
    let tokens = tokens(text)?;
    let mut parser = Parser { text, tokens, at: 0, nodes: Vec::new(), depth: 0 };
    if parser.tokens.len() == 1 {
        return Err(parser.wrong());
    }
    let root = parser.expression(0)?;
    if *parser.peek() == Token::End { Ok(Query { nodes: parser.nodes, root }) } else { Err(parser.wrong()) }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(Token, usize)>,
    at: usize,
    nodes: Vec<Node>,
    depth: usize,
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
    fn add(&mut self, node: Node) -> Id {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn current(&mut self) -> Id {
        self.add(Node::Current)
    }

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

    fn expression(&mut self, right: u8) -> Result<Id, String> {
        if self.depth >= MAX_DEPTH || self.nodes.len() > MAX_NODES {
            return Err("the expression is too long or nested too deeply".to_owned());
        }
        self.depth += 1;
        let mut left = self.start()?;
        while right < power(self.peek()) {
            left = self.follow(left)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// Parses the beginning of an expression.
    fn start(&mut self) -> Result<Id, String> {
        let node = match self.next() {
            Token::Literal(value) => Node::Literal(value),
            Token::Quoted(_) if *self.peek() == Token::LeftParen => return self.wrong_before(),
            Token::Name(name) | Token::Quoted(name) => Node::Field(name),
            Token::Star => {
                let current = self.current();
                let ends = *self.peek() == Token::RightBracket;
                Node::EachValue(current, if ends { current } else { self.projected(STAR)? })
            }
            Token::Filter => {
                let current = self.current();
                return self.filter(current);
            }
            Token::LeftBrace => return self.hash(),
            Token::LeftParen => {
                let inner = self.expression(0)?;
                self.expect(&Token::RightParen)?;
                return Ok(inner);
            }
            Token::Flatten => {
                let current = self.current();
                let left = self.add(Node::Flatten(current));
                Node::Each(left, self.projected(power(&Token::Flatten))?)
            }
            Token::Not => Node::Not(self.expression(power(&Token::Not))?),
            Token::LeftBracket => match (self.peek(), self.peek_at(1)) {
                (Token::Number(_) | Token::Colon, _) => {
                    let current = self.current();
                    return self.index(current);
                }
                (Token::Star, Token::RightBracket) => {
                    self.at += 2;
                    Node::Each(self.current(), self.projected(STAR)?)
                }
                _ => return self.list(),
            },
            Token::Current => Node::Current,
            Token::Reference => Node::Reference(self.expression(0)?),
            _ => return self.wrong_before(),
        };
        Ok(self.add(node))
    }

    /// Parses what follows an expression.
    fn follow(&mut self, left: Id) -> Result<Id, String> {
        let token = self.next();
        let bind = power(&token);
        let node = match token {
            Token::LeftParen => return self.call(left),
            Token::Filter => return self.filter(left),
            Token::Dot if *self.peek() == Token::Star => {
                self.at += 1;
                Node::EachValue(left, self.projected(bind)?)
            }
            Token::Dot => Node::Then(left, self.member(bind)?),
            Token::Pipe => Node::Then(left, self.expression(bind)?),
            Token::Or => Node::Or(left, self.expression(bind)?),
            Token::And => Node::And(left, self.expression(bind)?),
            Token::Compare(op) => Node::Compare(op, left, self.expression(bind)?),
            Token::Flatten => {
                let left = self.add(Node::Flatten(left));
                Node::Each(left, self.projected(bind)?)
            }
            Token::LeftBracket if matches!(self.peek(), Token::Number(_) | Token::Colon) => {
                return self.index(left);
            }
            Token::LeftBracket => {
                self.expect(&Token::Star)?;
                self.expect(&Token::RightBracket)?;
                Node::Each(left, self.projected(STAR)?)
            }
            _ => return self.wrong_before(),
        };
        Ok(self.add(node))
    }

    /// The error about the token before.
    fn wrong_before(&mut self) -> Result<Id, String> {
        self.at -= 1;
        Err(self.wrong())
    }

    /// Parses the right side of a projection.
    fn projected(&mut self, bind: u8) -> Result<Id, String> {
        match self.peek() {
            token if power(token) < PROJECTION_STOP => Ok(self.current()),
            Token::LeftBracket | Token::Filter => self.expression(bind),
            Token::Dot => {
                self.at += 1;
                self.member(bind)
            }
            _ => Err(self.wrong()),
        }
    }

    /// Parses what follows a dot.
    fn member(&mut self, bind: u8) -> Result<Id, String> {
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

    /// Parses `[1]` or `[1:2:3]` after the bracket. A slice is a projection.
    fn index(&mut self, left: Id) -> Result<Id, String> {
        if let (Token::Number(number), Token::RightBracket) = (self.peek(), self.peek_at(1)) {
            let index = Node::Index(*number);
            self.at += 2;
            let index = self.add(index);
            return Ok(self.add(Node::Then(left, index)));
        }
        let mut parts = [None; 3];
        let mut part = 0;
        while *self.peek() != Token::RightBracket {
            match *self.peek() {
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
        let slice = self.add(Node::Slice(from, to, step));
        let left = self.add(Node::Then(left, slice));
        let right = self.projected(STAR)?;
        Ok(self.add(Node::Each(left, right)))
    }

    fn filter(&mut self, left: Id) -> Result<Id, String> {
        let condition = self.expression(0)?;
        self.expect(&Token::RightBracket)?;
        let ends = *self.peek() == Token::Flatten;
        let right = if ends { self.current() } else { self.projected(power(&Token::Filter))? };
        Ok(self.add(Node::Where(left, right, condition)))
    }

    fn call(&mut self, left: Id) -> Result<Id, String> {
        let Some(Node::Field(name)) = self.nodes.get(left) else { return self.wrong_before() };
        let name = name.clone();
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
        Ok(self.add(Node::Call(name, arguments)))
    }

    fn list(&mut self) -> Result<Id, String> {
        let mut items = Vec::new();
        loop {
            items.push(self.expression(0)?);
            if *self.peek() == Token::RightBracket {
                self.at += 1;
                return Ok(self.add(Node::List(items)));
            }
            self.expect(&Token::Comma)?;
        }
    }

    fn hash(&mut self) -> Result<Id, String> {
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
                return Ok(self.add(Node::Hash(members)));
            }
            self.expect(&Token::Comma)?;
        }
    }
}

/// Returns whether `a op b` holds. Only numbers have an order.
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
