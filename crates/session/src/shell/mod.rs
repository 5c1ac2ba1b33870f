//! The shell's language: words, quotes, expansions, pipes, lists, compound commands.
//!
//! [`parse`] turns text into commands ([`ast`]), and `expand` fills in variables and substitutions. Neither knows
//! what a program does: those of AWS are in `playground-aws`, the others in `tools`. What runs after what is in
//! `attempt`.
//!
//! Supported from `bash`: words, `'…'`, `"…"`, `\`, a `\` at the end of a line, `#` comments, `NAME=value`,
//! `$NAME`, `${NAME}` with `:-`, `:?`, `:+`, `#` and `%`, `$?`, `$1`, `$@`, `$#`, `$(…)`, `$((…))`, `<<END` with lines of
//! text, `<<<`, pipes, `<`, `>`, `>>`, `2>`, `&>`, `2>&1`, lists of commands by new lines, `;`, `&&` and `||`, `!`,
//! `{ …; }`, `if`, `case`, `for`, `while`, `until`, `while read`, `[[ … ]]`, functions. An expansion outside quotes is
//! split at blanks, as in `sh`. Everything else (background jobs, subshells, arrays, globs) is refused with an error
//! message and never half understood.

mod arithmetic;
mod ast;
mod expand;
mod parse;
mod pattern;
#[cfg(test)]
mod tests;

pub use ast::{
    Arm, Assignment, Change, Choice, Command, Join, Kind, Piece, Pipeline, Redirect, Simple, Source, Stream,
    Target, Word,
};
pub use expand::{Scope, expand_all, expand_one, expand_pattern};
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
            Kind::Group(inside) => found.extend(lines(inside)),
            Kind::Case { choices, .. } => {
                for choice in choices.iter() {
                    found.extend(lines(&choice.then));
                }
            }
            Kind::For { body, .. } => found.extend(lines(body)),
            Kind::While { condition, body, .. } => found.extend([lines(condition), lines(body)].concat()),
            Kind::Read { source, body, .. } => {
                if let Source::Pipe(_, text) = source {
                    found.push((command.at.line, text.clone()));
                }
                found.extend(lines(body));
            }
            Kind::If { arms, otherwise } => {
                for arm in arms.iter() {
                    found.extend([lines(&arm.condition), lines(&arm.then)].concat());
                }
                found.extend(lines(otherwise));
            }
        }
    }
    found
}

/// The variables of a `read` with the fields of a line; the last one gets the rest.
pub(crate) fn fields<'a>(names: &'a [String], line: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut rest = line.trim();
    let mut out = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let value = if at + 1 == names.len() {
            core::mem::take(&mut rest)
        } else {
            let (field, after) = rest.split_once(|c: char| c.is_whitespace()).unwrap_or((rest, ""));
            rest = after.trim_start();
            field
        };
        out.push((name.as_str(), value));
    }
    out
}

/// A text as one word of a command.
pub(crate) fn quote(text: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+,=".contains(c);
    if !text.is_empty() && text.chars().all(safe) {
        return String::from(text);
    }
    ["'", &text.replace('\'', "'\\''"), "'"].concat()
}
