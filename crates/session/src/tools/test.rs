//! `[ … ]`, `test` and `[[ … ]]`: texts, whole numbers, files.

use super::affordable;
use super::grep::{classes, compiled};
use crate::shell::fits;
use crate::state::State;

/// A word of a test.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub(crate) text: String,
    /// Whether it was written without quotes and variables, so that it may be an operator.
    pub(crate) bare: bool,
}

/// Returns whether it holds; the text of the error says what is wrong.
pub(super) fn holds(program: &str, terms: &[Term], state: &State) -> Result<bool, String> {
    let closing = match program {
        "[" => Some("]"),
        "[[" => Some("]]"),
        _ => None,
    };
    let terms = match (closing, terms.split_last()) {
        (None, _) => terms,
        (Some(closing), Some((last, rest))) if last.text == closing => rest,
        (Some(closing), _) => return Err(["`", closing, "' is missing at the end."].concat()),
    };
    let mut reader = Reader { terms, next: 0, double: program == "[[", state, depth: 0 };
    if terms.is_empty() {
        return Ok(false);
    }
    let holds = reader.either()?;
    match terms.get(reader.next) {
        None => Ok(holds),
        Some(term) => {
            Err(["\"", &term.text, "\" is one word too many. Put \"…\" around texts with blanks."].concat())
        }
    }
}

struct Reader<'a> {
    terms: &'a [Term],
    next: usize,
    double: bool,
    state: &'a State,
    depth: u8,
}

impl Reader<'_> {
    /// Takes an operator.
    fn eat(&mut self, text: &str) -> bool {
        let found = self.terms.get(self.next).is_some_and(|term| term.bare && term.text == text);
        self.next += usize::from(found);
        found
    }

    fn text(&mut self) -> Result<String, String> {
        let term = self.terms.get(self.next).ok_or("A text is missing.")?;
        self.next += 1;
        Ok(term.text.clone())
    }

    fn either(&mut self) -> Result<bool, String> {
        let mut holds = self.both()?;
        while self.eat(if self.double { "||" } else { "-o" }) {
            holds |= self.both()?;
        }
        Ok(holds)
    }

    fn both(&mut self) -> Result<bool, String> {
        let mut holds = self.one()?;
        while self.eat(if self.double { "&&" } else { "-a" }) {
            holds &= self.one()?;
        }
        Ok(holds)
    }

    fn one(&mut self) -> Result<bool, String> {
        self.depth += 1;
        if self.depth > 50 {
            return Err(String::from("There are too many ! and brackets inside each other."));
        }
        let holds = if self.eat("!") {
            !self.one()?
        } else if self.double && self.eat("(") {
            let holds = self.either()?;
            if !self.eat(")") {
                return Err(String::from("A ) is missing."));
            }
            holds
        } else {
            self.condition()?
        };
        self.depth -= 1;
        Ok(holds)
    }

    fn condition(&mut self) -> Result<bool, String> {
        let binary = self.terms.get(self.next + 1).filter(|term| term.bare).map(|term| term.text.clone());
        if let Some(operator) = binary.filter(|operator| BINARY.contains(&operator.as_str())) {
            let left = self.text()?;
            self.next += 1;
            let quoted = self.terms.get(self.next).is_some_and(|term| !term.bare);
            let right = self.text()?;
            return self.compare(&left, &operator, &right, quoted);
        }
        let term = self.terms.get(self.next).ok_or("A text is missing.")?;
        let unary = term.bare
            && term.text.len() == 2
            && term.text.starts_with('-')
            && self.next + 1 < self.terms.len();
        let first = self.text()?;
        if !unary {
            return Ok(!first.is_empty());
        }
        let operand = self.text()?;
        match first.as_str() {
            "-n" => Ok(!operand.is_empty()),
            "-z" => Ok(operand.is_empty()),
            "-e" | "-f" | "-r" => Ok(self.state.file(&operand).is_some()),
            "-s" => Ok(self.state.file(&operand).is_some_and(|bytes| !bytes.is_empty())),
            "-v" => Ok(self.state.variables.get(operand.as_str()).is_some()),
            "-d" => Ok(false),
            other => Err([other, " isn't modeled. Here there are -n, -z, -e, -f, -s and -v."].concat()),
        }
    }

    fn compare(&self, left: &str, operator: &str, right: &str, quoted: bool) -> Result<bool, String> {
        if self.double && !quoted {
            affordable(left.len(), right.len())?;
        }
        Ok(match operator {
            "=" | "==" if self.double && !quoted => fits(right, left),
            "!=" if self.double && !quoted => !fits(right, left),
            "=" | "==" => left == right,
            "!=" => left != right,
            "<" => left < right,
            ">" => left > right,
            "=~" => compiled(&classes(right), false)?.is_match(left),
            _ => {
                let (left, right) = (number(left)?, number(right)?);
                match operator {
                    "-eq" => left == right,
                    "-ne" => left != right,
                    "-lt" => left < right,
                    "-le" => left <= right,
                    "-gt" => left > right,
                    _ => left >= right,
                }
            }
        })
    }
}

const BINARY: [&str; 12] = ["=", "==", "!=", "=~", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge"];

fn number(text: &str) -> Result<i64, String> {
    text.trim().parse().map_err(|_| ["\"", text, "\" is no whole number."].concat())
}
