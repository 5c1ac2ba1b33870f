//! What a text is parsed to: commands, their words, and the pieces of words. Nothing here is expanded or run.

use std::rc::Rc;

use super::{Fields, Position};

/// How a command depends on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// A new line, `;`, or the first command: it always runs.
    Always,
    /// `&&`: it runs only if the one before succeeded.
    IfDone,
    /// `||`: it runs only if the one before failed.
    IfFailed,
}

/// A command of a list: a pipeline, or a compound command with lists of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What it is.
    pub kind: Kind,
    /// How it depends on the one before.
    pub join: Join,
    /// The command as it was written, without comments around it, followed by the lines of `<<`.
    pub text: String,
    /// Where it begins.
    pub at: Position,
}

impl Command {
    /// The command, if it is a single program without a pipe, a file, a text or a `!`.
    pub fn single(&self) -> Option<&Simple> {
        match &self.kind {
            Kind::Pipeline(pipeline) if !pipeline.negated => pipeline.only(),
            Kind::Pipeline(_) | Kind::Compound(_) | Kind::Function { .. } => None,
        }
    }
}

/// The kinds of commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `a | b | c`: one entry of a session.
    Pipeline(Pipeline),
    /// A command of commands, on its own: each of them is an entry.
    Compound(Compound),
    /// `NAME() { …; }`
    Function {
        /// The name.
        name: String,
        /// What a call runs.
        body: Rc<[Command]>,
    },
}

/// A command that is made of commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compound {
    /// `if …; then …; elif …; else …; fi`
    If {
        /// Each condition with what it leads to.
        arms: Rc<[Arm]>,
        /// After `else`; empty without it.
        otherwise: Rc<[Command]>,
    },
    /// `for NAME in …; do …; done`
    For {
        /// The variable.
        name: String,
        /// Its values, not expanded, each with its text.
        words: Vec<(Word, String)>,
        /// What is repeated.
        body: Rc<[Command]>,
    },
    /// `while …; do …; done`, or `until`.
    While {
        /// Whether it is `until`.
        until: bool,
        /// What decides.
        condition: Rc<[Command]>,
        /// What is repeated.
        body: Rc<[Command]>,
    },
    /// `while read NAME; do …; done`
    Read {
        /// Where the lines come from.
        source: Source,
        /// What `read` makes of a line.
        fields: Fields,
        /// What is repeated.
        body: Rc<[Command]>,
    },
    /// `{ …; }`
    Group(Rc<[Command]>),
    /// `case … in …) …;; esac`
    Case {
        /// What is compared, not expanded, with its text.
        word: (Word, String),
        /// The choices; the first that fits is taken.
        choices: Rc<[Choice]>,
    },
}

/// A choice of a `case`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The patterns, not expanded; one of them must fit.
    pub patterns: Vec<Word>,
    /// What it leads to.
    pub then: Rc<[Command]>,
}

/// A condition and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    /// After `if` or `elif`.
    pub condition: Rc<[Command]>,
    /// After `then`.
    pub then: Rc<[Command]>,
}

/// Where the lines of a `while read` come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// What the commands around it read: a pipe, or a text.
    Around,
    /// The commands before `|`, or in `done < <(…)`, with their text.
    Pipe(Pipeline, String),
    /// `done < FILE`: the text of the word.
    File(String),
    /// `done <<END`
    Lines(Word),
    /// `done <<< TEXT`: the text of the word.
    Text(String),
}

/// Programs, each of which reads what the one before printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// Whether `!` turns its exit code around.
    pub negated: bool,
    /// The programs, at least one.
    pub stages: Vec<Stage>,
}

impl Pipeline {
    /// The program, if it is only one that reads and writes nothing else.
    pub fn only(&self) -> Option<&Simple> {
        match self.stages.as_slice() {
            [Stage { does: Does::Simple(only), stdin: None, redirects }] if redirects.is_empty() => {
                Some(only)
            }
            _ => None,
        }
    }

    /// The first word of a single program without assignments.
    pub fn only_word(&self) -> Option<&str> {
        match self.stages.as_slice() {
            [Stage { does: Does::Simple(only), .. }] if only.assignments.is_empty() => {
                only.words.first().and_then(Word::bare)
            }
            _ => None,
        }
    }
}

/// A part of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What it does.
    pub does: Does,
    /// The text that `<<` or `<<<` passes to it, not expanded.
    pub stdin: Option<Word>,
    /// Where it reads and writes, in the order written.
    pub redirects: Vec<Redirect>,
}

/// What a part of a pipeline does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// A program.
    Simple(Simple),
    /// A command of commands, which are not entries of their own there.
    Compound(Compound),
    /// `( … )`: what it does to variables is gone afterwards.
    Subshell(Rc<[Command]>),
}

/// A program with its arguments: assignments, then words. Either list may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simple {
    /// `NAME=value` before the first word.
    pub assignments: Vec<Assignment>,
    /// The words, not expanded.
    pub words: Vec<Word>,
}

/// `< f`, `> f`, `>> f`, `2>&1` and the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// What is redirected.
    pub stream: Stream,
    /// To what.
    pub target: Target,
    /// Where it stands.
    pub at: Position,
}

/// A stream of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard input.
    Input,
    /// Standard output.
    Output,
    /// Standard error.
    Error,
    /// Standard output and standard error: `&>`.
    Both,
}

/// Where a stream is redirected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file, which is replaced.
    File(Word),
    /// A file, to which is added.
    Append(Word),
    /// Where this stream goes.
    Like(Stream),
    /// What commands print: `< <(…)`.
    Printed(Vec<Command>),
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

impl Word {
    /// The text of a word without variables and substitutions.
    pub fn literal(&self) -> Option<String> {
        let text = |piece: &Piece| match piece {
            Piece::Text { text, .. } => Some(text.clone()),
            Piece::Variable { .. } | Piece::Substitution { .. } | Piece::Arithmetic { .. } => None,
        };
        self.pieces.iter().map(text).collect()
    }

    /// The values of `{1..5}`.
    pub fn numbers(&self) -> Option<Vec<String>> {
        let (first, last) = self.bare()?.strip_prefix('{')?.strip_suffix('}')?.split_once("..")?;
        let (first, last): (i32, i32) = (first.parse().ok()?, last.parse().ok()?);
        if first.abs_diff(last) > 10_000 {
            return None;
        }
        let up = (first.min(last)..=first.max(last)).map(|number| number.to_string());
        Some(if first <= last { up.collect() } else { up.rev().collect() })
    }

    /// The text of a word that is not quoted at all, as keywords are.
    pub fn bare(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Text { text, quoted: false }] => Some(text),
            _ => None,
        }
    }
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
    /// `$NAME`, `${NAME}`, `$?`, `$1`, `$@`, `$#`, or `${NAME:-…}`.
    Variable {
        /// The name; `?` for the last exit code, `1` for the first argument, `@` and `*` for all, `#` for their number.
        name: String,
        /// What is done with the value.
        change: Change,
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
    /// `$((…))`.
    Arithmetic {
        /// The expression: its text as it stands, and what a `$(…)` in it is.
        pieces: Vec<Piece>,
        /// The position of the `$`.
        at: Position,
    },
}

/// What `${…}` does with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// `${#NAME}`: its length in characters.
    Length,
    /// `${NAME:-word}`, or `-` if `empty` is false: the word if there is no value.
    Default {
        /// Whether an empty value counts as none.
        empty: bool,
        /// The word.
        word: Word,
    },
    /// `${NAME:+word}`: the word if there is a value.
    Alternative {
        /// Whether an empty value counts as none.
        empty: bool,
        /// The word.
        word: Word,
    },
    /// `${NAME:?word}`: an error if there is no value.
    Required {
        /// Whether an empty value counts as none.
        empty: bool,
        /// What is said.
        word: Word,
    },
    /// `${NAME#pattern}`, `${NAME%pattern}`: the value without a beginning or an end.
    Trim {
        /// Whether the end is taken away.
        end: bool,
        /// Whether as much as possible: `##`, `%%`.
        most: bool,
        /// A pattern with `*` and `?`.
        pattern: Word,
    },
}
