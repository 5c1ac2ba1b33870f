//! The shell's language: words, quotes, expansions, pipes, lists, compound commands.
//!
//! [`parse`] turns text into commands ([`ast`]), and `expand` fills in variables and substitutions. Neither knows
//! what a program does: those of AWS are in `playground-aws`, the others in `tools`. What runs after what is in
//! `attempt`.
//!
//! Supported from `bash`: words, `'…'`, `"…"`, `\`, a `\` at the end of a line, `#` comments, `NAME=value`,
//! `$NAME`, `${NAME}` with `:-`, `:?`, `:+`, `#` and `%`, `$?`, `$1`, `$@`, `$#`, `$(…)`, `$((…))`, `<<END` with lines of
//! text, `<<<`, pipes, `<`, `>`, `>>`, `2>`, `&>`, `2>&1`, lists of commands by new lines, `;`, `&&` and `||`, `!`,
//! `{ …; }`, `( … )`, `if`, `case`, `for`, `while`, `until`, `while read`, `[[ … ]]`, functions, and compound commands in
//! pipes and with `<`, `>` and `< <(…)`. An expansion outside quotes is split at blanks, as in `sh`. Everything else
//! (background jobs, arrays, globs) is refused with an error message and never half understood.

mod arithmetic;
mod ast;
mod expand;
mod fields;
mod parse;
mod pattern;
#[cfg(test)]
mod tests;

pub use ast::{
    Arm, Assignment, Change, Choice, Command, Compound, Does, Join, Kind, Piece, Pipeline, Redirect, Simple,
    Source, Stage, Stream, Target, Word,
};
pub use expand::{Scope, expand_all, expand_one, expand_pattern};
pub use fields::Fields;
pub(crate) use parse::is_name;
pub use parse::{Script, awaits_lines, awaits_more, parse, parse_script};
pub(crate) use pattern::fits;

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
    pub(crate) fn new(at: Position, message: impl Into<String>) -> Self {
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

/// The lines on which pipelines begin, and their texts, also those inside other commands.
pub fn lines(commands: &[Command]) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    for command in commands {
        match &command.kind {
            Kind::Pipeline(_) | Kind::Function { .. } => found.push((command.at.line, command.text.clone())),
            Kind::Compound(compound) => found.extend(lines_of(compound, command.at.line)),
        }
    }
    found
}

fn lines_of(compound: &Compound, line: u32) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    match compound {
        Compound::Group(inside) => found.extend(lines(inside)),
        Compound::Case { choices, .. } => {
            for choice in choices.iter() {
                found.extend(lines(&choice.then));
            }
        }
        Compound::For { body, .. } => found.extend(lines(body)),
        Compound::While { condition, body, .. } => found.extend([lines(condition), lines(body)].concat()),
        Compound::Read { source, body, .. } => {
            if let Source::Pipe(_, text) = source {
                found.push((line, text.clone()));
            }
            found.extend(lines(body));
        }
        Compound::If { arms, otherwise } => {
            for arm in arms.iter() {
                found.extend([lines(&arm.condition), lines(&arm.then)].concat());
            }
            found.extend(lines(otherwise));
        }
    }
    found
}

/// A text as one word of a command.
pub(crate) fn quote(text: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+,=".contains(c);
    if !text.is_empty() && text.chars().all(safe) {
        return String::from(text);
    }
    ["'", &text.replace('\'', "'\\''"), "'"].concat()
}
