//! Compound commands: `if`, `for`, `while`, `until`, `case`, `{ … }`, `( … )`; and functions.

use std::rc::Rc;

use super::{End, Join, Kind, MAX_DEPTH, Pipeline, Position, Reader, ShellError, is_name};
use crate::shell::{Arm, Choice, Command, Compound, Does, Fields, Source, Stage, Word};

/// The words that begin a compound command, or that are refused by name.
pub(super) const BEGIN: [&str; 15] = [
    "if", "for", "while", "until", "{", "then", "else", "elif", "fi", "do", "done", "}", "case", "esac",
    "function",
];

impl Reader {
    /// Parses a compound command that begins with this word, up to the one that closes it.
    pub(super) fn compound(&mut self, word: &'static str) -> Result<Compound, ShellError> {
        let at = self.here();
        let refused = match word {
            "then" | "else" | "elif" | "fi" | "do" | "done" | "}" => {
                let message = [word, " has no beginning: no if, for, while or { comes before it."];
                return Err(ShellError::new(at, message.concat()));
            }
            "esac" => "esac has no beginning: no case comes before it.",
            "function" => "A function is defined on its own. Call it in the pipe, or behind the !.",
            _ if self.depth >= MAX_DEPTH => "Too many commands inside each other.",
            _ => "",
        };
        if !refused.is_empty() {
            return Err(ShellError::new(at, refused));
        }
        for _ in 0..word.len() {
            self.take();
        }
        self.depth += 1;
        let compound = match word {
            "if" => self.conditions(at)?,
            "for" => self.each(at)?,
            "while" | "until" => self.repeat(word == "until", at)?,
            "case" => self.case(at)?,
            _ => Compound::Group(self.block(at, "}")?.into()),
        };
        self.depth -= 1;
        Ok(compound)
    }

    /// Parses the commands of `( … )`.
    pub(super) fn subshell(&mut self) -> Result<Rc<[Command]>, ShellError> {
        if self.peek_second() == Some('(') {
            return Err(ShellError::new(
                self.here(),
                "((…)) doesn't exist here. Write [ $((…)) -ne 0 ], or NAME=$((…)).",
            ));
        }
        self.bracketed().map(Rc::from)
    }

    /// Parses commands up to a word. There must be one.
    fn block(&mut self, at: Position, end: &'static str) -> Result<Vec<Command>, ShellError> {
        let words: &'static [&'static str] = match end {
            "do" => &["do"],
            "done" => &["done"],
            "then" => &["then"],
            _ => &["}"],
        };
        let begins = self.here();
        let (commands, _) = self.list(End::Word(words, at))?;
        if commands.is_empty() {
            return Err(ShellError::new(begins, ["A command must come before ", end, "."].concat()));
        }
        Ok(commands)
    }

    fn conditions(&mut self, at: Position) -> Result<Compound, ShellError> {
        let mut arms = Vec::new();
        loop {
            let condition = self.block(at, "then")?.into();
            let (then, word) = self.list(End::Word(&["elif", "else", "fi"], at))?;
            arms.push(Arm { condition, then: then.into() });
            let otherwise = match word {
                "elif" => continue,
                "else" => self.list(End::Word(&["fi"], at))?.0,
                _ => Vec::new(),
            };
            return Ok(Compound::If { arms: arms.into(), otherwise: otherwise.into() });
        }
    }

    fn each(&mut self, at: Position) -> Result<Compound, ShellError> {
        let begins =
            "After for comes the name of a variable, then in and its values: for x in a b; do … done.";
        let name = self.operand(at, begins)?;
        let name =
            name.bare().filter(|name| is_name(name)).ok_or_else(|| ShellError::new(at, begins))?.to_owned();
        self.skip_blanks_and_comments();
        if self.keyword(&["in"]).is_none() {
            return Err(ShellError::new(at, begins));
        }
        self.take();
        self.take();
        let mut words = Vec::new();
        loop {
            self.skip_blanks_and_comments();
            match self.peek() {
                None => {
                    self.unclosed(End::Word(&["done"], at))?;
                }
                Some(';' | '\n') => break,
                Some(_) => {
                    let start = self.next;
                    let word = self.word()?;
                    if word.pieces.is_empty() {
                        return Err(ShellError::new(
                            self.here(),
                            "Only values can stand here, then ; and do.",
                        ));
                    }
                    words.push((word, self.slice(start, self.next)));
                }
            }
        }
        self.take();
        self.begin_body(at)?;
        let body = self.block(at, "done")?.into();
        Ok(Compound::For { name, words, body })
    }

    /// Takes the `do` that follows.
    fn begin_body(&mut self, at: Position) -> Result<(), ShellError> {
        loop {
            self.skip_blanks_and_comments();
            if self.keyword(&["do"]).is_some() {
                self.take();
                self.take();
                return Ok(());
            }
            match self.peek() {
                Some('\n') => self.take(),
                None => {
                    self.unclosed(End::Word(&["done"], at))?;
                    None
                }
                Some(_) => return Err(ShellError::new(self.here(), "do is missing before this.")),
            };
        }
    }

    fn repeat(&mut self, until: bool, at: Position) -> Result<Compound, ShellError> {
        let condition = self.block(at, "do")?;
        let body = self.block(at, "done")?.into();
        let fields = match condition.as_slice() {
            [only] if !until => Fields::of(only),
            _ => None,
        };
        Ok(match fields {
            Some(fields) => Compound::Read { source: Source::Around, fields, body },
            None => Compound::While { until, condition: condition.into(), body },
        })
    }
}

impl Reader {
    /// Parses the rest of a `case`.
    fn case(&mut self, at: Position) -> Result<Compound, ShellError> {
        let begins = "After case comes a value, then in and its choices: case $x in a) …;; esac.";
        self.skip_blanks_and_comments();
        let start = self.next;
        let word = self.operand(at, begins)?;
        let word = (word, self.slice(start, self.next));
        self.skip_lines(at, "esac")?;
        if self.keyword(&["in"]).is_none() {
            return Err(ShellError::new(at, begins));
        }
        self.take();
        self.take();
        let mut choices = Vec::new();
        loop {
            self.skip_lines(at, "esac")?;
            if self.keyword(&["esac"]).is_some() {
                for _ in 0..4 {
                    self.take();
                }
                break;
            }
            let patterns = self.patterns(at)?;
            let (then, word) = self.list(End::Choice(at))?;
            choices.push(Choice { patterns, then: then.into() });
            if word == "esac" {
                break;
            }
        }
        Ok(Compound::Case { word, choices: choices.into() })
    }

    /// Parses the patterns of a choice, and takes the bracket behind them.
    fn patterns(&mut self, at: Position) -> Result<Vec<Word>, ShellError> {
        if self.peek() == Some('(') {
            self.take();
        }
        let mut patterns = Vec::new();
        loop {
            self.skip_blanks_and_comments();
            let here = self.here();
            patterns.push(self.operand(here, "A pattern is missing here: a) …;;.")?);
            self.skip_blanks_and_comments();
            let here = self.here();
            match self.take() {
                Some('|') => {}
                Some(')') => return Ok(patterns),
                None => return Err(self.endless(at, "esac")),
                Some(_) => return Err(ShellError::new(here, "After a pattern of case comes ) or |.")),
            }
        }
    }

    /// Skips blanks, comments and new lines, of a compound command that a word ends.
    fn skip_lines(&mut self, at: Position, end: &str) -> Result<(), ShellError> {
        loop {
            self.skip_blanks_and_comments();
            match self.peek() {
                Some('\n') => self.take(),
                None => return Err(self.endless(at, end)),
                Some(_) => return Ok(()),
            };
        }
    }

    /// Takes `NAME()`, if that stands here.
    pub(super) fn head_of_function(&mut self) -> Option<String> {
        let rest = self.chars.get(self.next..).unwrap_or_default();
        let named = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        let name: String = rest.iter().take_while(named).collect();
        let blank = |c: &&char| matches!(c, ' ' | '\t');
        let mut length = name.chars().count();
        for bracket in ['(', ')'] {
            length += rest.iter().skip(length).take_while(blank).count();
            if name.is_empty() || rest.get(length) != Some(&bracket) {
                return None;
            }
            length += 1;
        }
        for _ in 0..length {
            self.take();
        }
        Some(name)
    }

    /// Parses a function, if one stands here: `NAME() …` or `function NAME …`.
    pub(super) fn function(&mut self) -> Result<Option<Kind>, ShellError> {
        let at = self.here();
        let name = if self.keyword(&["function"]).is_some() {
            for _ in 0.."function".len() {
                self.take();
            }
            self.skip_blanks_and_comments();
            let begins = "After function comes a name, then { …; }.";
            let name = self.operand(at, begins)?;
            let name = name.bare().ok_or_else(|| ShellError::new(at, begins))?.to_owned();
            self.skip_blanks_and_comments();
            if self.peek() == Some('(') && self.peek_second() == Some(')') {
                self.take();
                self.take();
            }
            name
        } else {
            let Some(name) = self.head_of_function() else { return Ok(None) };
            name
        };
        if self.depth >= MAX_DEPTH {
            return Err(ShellError::new(at, "Too many commands inside each other."));
        }
        self.depth += 1;
        let body = self.body_of_function(at)?;
        self.depth -= 1;
        self.skip_blanks_and_comments();
        match self.peek() {
            None | Some('\n' | ';' | '&' | '|' | ')') => Ok(Some(Kind::Function { name, body })),
            Some(_) => Err(ShellError::new(self.here(), "A new line or ; is missing before this.")),
        }
    }

    fn body_of_function(&mut self, at: Position) -> Result<Rc<[Command]>, ShellError> {
        self.skip_lines(at, "}")?;
        let here = self.here();
        if self.peek() == Some('(') {
            let start = self.next;
            let does = Does::Subshell(self.subshell()?);
            let stages = vec![Stage { does, stdin: None, redirects: Vec::new() }];
            let kind = Kind::Pipeline(Pipeline { negated: false, stages });
            let text = self.slice(start, self.next);
            return Ok(Rc::from([Command { kind, join: Join::Always, text, at: here }]));
        }
        let braces = "The commands of a function stand in { …; } here.";
        if self.keyword(&["{"]).is_none() {
            return Err(ShellError::new(here, braces));
        }
        match self.compound("{")? {
            Compound::Group(body) => Ok(body),
            _ => Err(ShellError::new(at, braces)),
        }
    }
}
