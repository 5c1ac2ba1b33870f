//! The shell's part of a command line: quoting, variables, `$(…)`, comments.
//!
//! [`parse`] turns text into commands, [`expand`] fills in variables and
//! substitutions. Neither knows what a command does: that is `playground-aws`.
//!
//! What is kept of `sh`: words, `'…'`, `"…"`, `\`, a `\` at the end of a line,
//! `#` comments, `NAME=value`, `$NAME`, `${NAME}`, `$(…)`, `<<END` with lines of
//! text, and several commands joined by new lines, `;` or `&&`. An expansion
//! outside quotes is split at blanks, as `sh` does it. Everything else (pipes,
//! other redirections, background jobs, arithmetic, globs) is refused with a
//! sentence, never half understood.

mod expand;
mod parse;
#[cfg(test)]
mod tests;

pub use expand::{Scope, expand_all, expand_one};
pub use parse::{awaits_lines, parse};

/// Where something stands in the text; both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Position {
    /// The same place counted from `start`, where a command begins: an entry's errors must not
    /// hang on what stood before it in the text.
    pub(crate) const fn within(self, start: Self) -> Self {
        if self.line > start.line {
            return Self { line: self.line - start.line + 1, column: self.column };
        }
        Self { line: 1, column: self.column.saturating_sub(start.column).saturating_add(1) }
    }
}

/// Text that can't be read as shell commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellError {
    /// What is wrong and what to do, one or two sentences.
    pub message: String,
    /// Where.
    pub at: Position,
    /// True when more text could still make it right (an open quote, a final
    /// `\`, lines that `<<` began): a console can then ask for another line.
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

/// How a command hangs on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// A new line, `;`, or the first command: it runs in any case.
    Always,
    /// `&&`: it runs only if the one before succeeded.
    IfDone,
}

/// One command: assignments, then words. Either may be empty, not both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// `NAME=value` before the first word.
    pub assignments: Vec<Assignment>,
    /// The words, not yet expanded.
    pub words: Vec<Word>,
    /// The lines that `<<` gives it to read, not yet expanded.
    pub stdin: Option<Word>,
    /// How it hangs on the one before.
    pub join: Join,
    /// The command as it was written, without comments around it, the lines of `<<` behind it.
    pub text: String,
    /// Where it begins.
    pub at: Position,
}

/// `NAME=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// A letter or `_`, then letters, digits and `_`.
    pub name: String,
    /// The value, not yet expanded.
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
    /// Text to take as it is.
    Text {
        /// The text, quotes and escapes removed.
        text: String,
        /// Whether it stood in quotes (an empty quoted text is still a word).
        quoted: bool,
    },
    /// `$NAME` or `${NAME}`.
    Variable {
        /// The name.
        name: String,
        /// Whether it stood in double quotes: then its value is not split.
        quoted: bool,
        /// Where the `$` stands.
        at: Position,
    },
    /// `$(…)`.
    Substitution {
        /// The commands inside.
        commands: Vec<Command>,
        /// Whether it stood in double quotes: then its output is not split.
        quoted: bool,
    },
}
