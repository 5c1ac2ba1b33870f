//! The shell's part of a command line: quoting, variables, `$(…)`, comments.
//!
//! [`parse`] turns text into commands, and `expand` fills in variables and substitutions. Neither knows
//! what a command does: that is in `playground-aws`.
//!
//! Supported from `sh`: words, `'…'`, `"…"`, `\`, a `\` at the end of a line, `#` comments, `NAME=value`,
//! `$NAME`, `${NAME}`, `$(…)`, `<<END` with lines of text, and several commands separated by new lines, `;`
//! or `&&`. An expansion outside quotes is split at blanks, as in `sh`. Everything else (pipes, other
//! redirections, background jobs, arithmetic, globs) is refused with an error message and never half
//! understood.

mod expand;
mod parse;
#[cfg(test)]
mod tests;

pub use expand::{Scope, expand_all, expand_one};
pub use parse::{awaits_lines, parse};

/// A position in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Position {
    /// The same position relative to `start`, where a command begins: an entry's errors must not depend on
    /// what came before it in the text.
    pub(crate) const fn within(self, start: Self) -> Self {
        if self.line > start.line {
            return Self { line: self.line - start.line + 1, column: self.column };
        }
        Self { line: 1, column: self.column.saturating_sub(start.column).saturating_add(1) }
    }
}

/// A text that can't be parsed as shell commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellError {
    /// What is wrong and what to do, in one or two sentences.
    pub message: String,
    /// Where it is wrong.
    pub at: Position,
    /// Whether more text could make it valid (an open quote, a final `\`, lines that `<<` began). A console
    /// can then ask for another line.
    pub incomplete: bool,
}

impl ShellError {
    fn new(at: Position, message: impl Into<String>) -> Self {
        Self { message: message.into(), at, incomplete: false }
    }

    fn incomplete(at: Position, message: impl Into<String>) -> Self {
        Self { message: message.into(), at, incomplete: true }
    }
}

impl core::fmt::Display for ShellError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "line {}, column {}: {}", self.at.line, self.at.column, self.message)
    }
}

/// How a command depends on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// A new line, `;`, or the first command: it always runs.
    Always,
    /// `&&`: it runs only if the one before succeeded.
    IfDone,
}

/// A command: assignments, then words. Either list may be empty, but not both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// `NAME=value` before the first word.
    pub assignments: Vec<Assignment>,
    /// The words, not expanded.
    pub words: Vec<Word>,
    /// The lines that `<<` passes to it, not expanded.
    pub stdin: Option<Word>,
    /// How it depends on the one before.
    pub join: Join,
    /// The command as it was written, without comments around it, followed by the lines of `<<`.
    pub text: String,
    /// Where it begins.
    pub at: Position,
}

/// `NAME=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The name: a letter or `_`, then letters, digits and `_`.
    pub name: String,
    /// The value, not expanded.
    pub value: Word,
}

/// One word: pieces written without a blank between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The pieces in order.
    pub pieces: Vec<Piece>,
    /// Where the word begins.
    pub at: Position,
}

/// A piece of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Literal text.
    Text {
        /// The text, with quotes and escapes removed.
        text: String,
        /// Whether it was quoted (an empty quoted text is still a word).
        quoted: bool,
    },
    /// `$NAME` or `${NAME}`.
    Variable {
        /// The name.
        name: String,
        /// Whether it was in double quotes, so that its value is not split.
        quoted: bool,
        /// The position of the `$`.
        at: Position,
    },
    /// `$(…)`.
    Substitution {
        /// The commands inside.
        commands: Vec<Command>,
        /// Whether it was in double quotes, so that its output is not split.
        quoted: bool,
    },
}
