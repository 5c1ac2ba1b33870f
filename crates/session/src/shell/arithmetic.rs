//! `$((…))`: whole numbers, `+ - * / %`, comparisons, brackets, and names of variables.

/// The value of an expression. `variable` gives the text of a variable; one without a value counts as 0, as in `bash`.
pub(super) fn value(text: &str, variable: &dyn Fn(&str) -> Option<String>) -> Result<i64, String> {
    let mut reader = Reader { rest: text, variable, depth: 0 };
    let value = reader.compare()?;
    if reader.peek().is_some() {
        return Err(["\"", reader.rest.trim(), "\" can't be read here."].concat());
    }
    Ok(value)
}

struct Reader<'a> {
    rest: &'a str,
    variable: &'a dyn Fn(&str) -> Option<String>,
    depth: u8,
}

const TOO_LARGE: &str = "The number is too large.";

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn eat(&mut self, sign: &str) -> bool {
        self.rest = self.rest.trim_start();
        let found = self.rest.strip_prefix(sign);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn compare(&mut self) -> Result<i64, String> {
        let mut left = self.sum()?;
        loop {
            let test: fn(&i64, &i64) -> bool = if self.eat("==") {
                i64::eq
            } else if self.eat("!=") {
                i64::ne
            } else if self.eat("<=") {
                i64::le
            } else if self.eat(">=") {
                i64::ge
            } else if self.eat("<") {
                i64::lt
            } else if self.eat(">") {
                i64::gt
            } else {
                return Ok(left);
            };
            left = i64::from(test(&left, &self.sum()?));
        }
    }

    fn sum(&mut self) -> Result<i64, String> {
        let mut left = self.product()?;
        loop {
            let next = match self.peek() {
                Some('+') => {
                    self.eat("+");
                    left.checked_add(self.product()?)
                }
                Some('-') => {
                    self.eat("-");
                    left.checked_sub(self.product()?)
                }
                _ => return Ok(left),
            };
            left = next.ok_or(TOO_LARGE)?;
        }
    }

    fn product(&mut self) -> Result<i64, String> {
        let mut left = self.one()?;
        loop {
            let next = match self.peek() {
                Some('*') => {
                    self.eat("*");
                    left.checked_mul(self.one()?)
                }
                Some(sign @ ('/' | '%')) => {
                    self.rest = self.rest.get(1..).unwrap_or_default();
                    let right = self.one()?;
                    if right == 0 {
                        return Err(String::from("Nothing can be divided by 0."));
                    }
                    if sign == '/' { left.checked_div(right) } else { left.checked_rem(right) }
                }
                _ => return Ok(left),
            };
            left = next.ok_or(TOO_LARGE)?;
        }
    }

    fn one(&mut self) -> Result<i64, String> {
        self.depth += 1;
        if self.depth > 50 {
            return Err(String::from("There are too many signs and brackets inside each other."));
        }
        let value = match self.peek() {
            Some('(') => {
                self.eat("(");
                let value = self.compare()?;
                if !self.eat(")") {
                    return Err(String::from("A ) is missing."));
                }
                value
            }
            Some('-') => {
                self.eat("-");
                self.one()?.checked_neg().ok_or(TOO_LARGE)?
            }
            Some('!') => {
                self.eat("!");
                i64::from(self.one()? == 0)
            }
            Some('0'..='9') => self.take(|c| c.is_ascii_digit()).parse().map_err(|_| TOO_LARGE)?,
            Some(c) if c == '$' || c == '_' || c.is_ascii_alphabetic() => {
                self.eat("$");
                let braces = self.eat("{");
                let name = self.take(|c| c == '_' || c.is_ascii_alphanumeric());
                if braces && !self.eat("}") {
                    return Err(String::from("A } is missing."));
                }
                let text = (self.variable)(&name).unwrap_or_default();
                let text = text.trim();
                let number = if text.is_empty() { Ok(0) } else { text.parse() };
                number.map_err(|_| ["$", &name, " is \"", text, "\", which is no whole number."].concat())?
            }
            _ => return Err(String::from("A number or the name of a variable is missing.")),
        };
        self.depth -= 1;
        Ok(value)
    }

    fn take(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        self.rest = rest;
        String::from(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let variable = |name: &str| match name {
            "i" => Some(String::from("4")),
            "word" => Some(String::from("x")),
            _ => None,
        };
        for (text, want) in [
            ("1+2*3", Ok(7)),
            (" ( 1 + 2 ) * 3 ", Ok(9)),
            ("i + 1", Ok(5)),
            ("$i % 3 - -1", Ok(2)),
            ("${i}/2", Ok(2)),
            ("i <= 4", Ok(1)),
            ("none", Ok(0)),
            ("!none", Ok(1)),
            ("1/0", Err("Nothing can be divided by 0.")),
            ("word", Err("$word is \"x\", which is no whole number.")),
            ("9223372036854775807+1", Err(TOO_LARGE)),
            ("1 2", Err("\"2\" can't be read here.")),
            ("(1", Err("A ) is missing.")),
            ("", Err("A number or the name of a variable is missing.")),
        ] {
            assert_eq!(value(text, &variable), want.map_err(String::from), "{text}");
        }
        assert!(value(&"(".repeat(1000), &variable).is_err());
    }
}
