//! Runs a pipeline, which is one entry: words and pipes here, redirections in `streams`, programs in `program`,
//! what they are called with in `credentials`, and the commands of `$(…)` in `inner`.
//!
//! What runs after what (lists, loops, conditions) is in `attempt`, the programs other than AWS's in `tools`.
//!
//! Two deliberate differences from `sh`: a command whose `$(…)` fails is not run and fails too (`[ … ]` is run with what
//! was printed), and a variable without a value is an error, as after `set -u`. As with the real CLI, `AWS_PROFILE`,
//! `AWS_REGION` and the like are used where `--profile` and `--region` are absent.

mod credentials;
mod inner;
mod program;
mod streams;

use std::rc::Rc;

use playground_core::database::Pause;
use playground_core::digest::Sha256Hasher;

use crate::chain;
use crate::entry::{Entry, Refused, SqlRun};
use crate::shell::{
    Command, Kind, Pipeline, Position, Scope, ShellError, Simple, Word, expand_all, expand_one, parse,
};
use crate::state::State;
use crate::tools::Term;
pub(crate) use inner::chosen;

/// What the programs inside `$(…)` may take together before another one is begun: some 50 ms in a browser. Between
/// commands the page lives on, inside one it does not.
const MOST_WORK: usize = 250_000;
const TOO_MUCH: &str =
    "The commands inside $(…) do too much for one command. Run some of them as commands of their own.";

/// The exit code of a line that the shell can't parse, as in `sh`.
const SHELL_ERROR: u8 = 2;

/// A pipeline that is run as an entry.
pub(crate) struct Line<'a> {
    pub(crate) pipeline: &'a Pipeline,
    /// Its text.
    pub(crate) text: &'a str,
    /// Where it begins.
    pub(crate) at: Position,
}

/// Runs one pipeline and returns its entry, chained to the digest `before`.
pub(crate) fn run(state: &mut State, line: &Line<'_>, before: &[u8; 32]) -> Result<Entry, Pause> {
    let mut runner = Runner {
        state,
        hasher: chain::begin(before, line.text),
        stderr: String::new(),
        exit_code: 0,
        refused: None,
        sql: None,
        work: 0,
        begun: 0,
        inside: 0,
        opens: is_alone(line.pipeline),
        lenient: false,
        paused: None,
    };
    let stdout = match runner.pipeline(line.pipeline, None) {
        Ok(stdout) => String::from_utf8_lossy(&stdout).into_owned(),
        Err(mut error) => {
            error.at = error.at.within(line.at);
            runner.shell_error(&error);
            String::new()
        }
    };
    let Runner { state, hasher, stderr, exit_code, refused, sql, paused, .. } = runner;
    if let Some(pause) = paused {
        return Err(pause);
    }
    state.status = exit_code;
    let printed = Printed { stdout, stderr, exit_code };
    Ok(Entry { refused: refused.map(Rc::new), sql: sql.map(Rc::new), ..entry(line.text, hasher, printed) })
}

/// Returns whether a pipeline is one program without pipes, files and assignments. If it is a function, each of its commands
/// is an entry then.
fn is_alone(pipeline: &Pipeline) -> bool {
    let alone = |it: &Simple| it.redirects.is_empty() && it.stdin.is_none() && it.assignments.is_empty();
    !pipeline.negated && matches!(pipeline.stages.as_slice(), [only] if alone(only))
}

/// Defines a function, and returns the entry of that.
pub(crate) fn define(state: &mut State, name: &str, command: &Command, before: &[u8; 32]) -> Entry {
    if let Kind::Function { body, .. } = &command.kind {
        state.define(name, body, command.at, command.text.len());
    }
    state.status = 0;
    entry(&command.text, chain::begin(before, &command.text), Printed::default())
}

/// What a line printed.
#[derive(Default)]
struct Printed {
    stdout: String,
    stderr: String,
    exit_code: u8,
}

fn entry(line: &str, hasher: Sha256Hasher, printed: Printed) -> Entry {
    let Printed { stdout, stderr, exit_code } = printed;
    Entry {
        digest: chain::end(hasher, &stdout, &stderr, exit_code),
        line: line.into(),
        stdout: stdout.into(),
        stderr: stderr.into(),
        exit_code,
        refused: None,
        scripted: false,
        sql: None,
    }
}

/// The entry for a text that can't be split into commands. Trailing blanks are removed unless they are the
/// error (after the word that ends the lines of `<<`). The error is that of the shortened text, so that
/// running the entry's line again gives the same result.
pub(crate) fn unreadable(text: &str, before: &[u8; 32]) -> Entry {
    let trimmed = text.trim_end();
    let found = [trimmed, text].into_iter().find_map(|text| Some((text, parse(text).err()?)));
    let (line, error) = found.unwrap_or_else(|| {
        (
            trimmed,
            ShellError::new(
                Position { line: 1, column: 1 },
                "A stored command is one pipeline, and this is more. Run it again as a text.",
            ),
        )
    });
    let stderr = ["playground: ", &error.to_string(), "\n"].concat();
    let printed = Printed { stderr, exit_code: SHELL_ERROR, ..Printed::default() };
    entry(line, chain::begin(before, line), printed)
}

struct Runner<'a> {
    state: &'a mut State,
    hasher: Sha256Hasher,
    stderr: String,
    exit_code: u8,
    refused: Option<Refused>,
    sql: Option<SqlRun>,
    /// What the programs run so far took.
    work: usize,
    /// How many commands were begun in `$(…)` and functions.
    begun: usize,
    /// How many lists and calls this is in.
    inside: usize,
    /// Whether a call of a function only begins: its commands are entries of their own.
    opens: bool,
    /// Whether the words of a test are expanded: a variable without a value is empty there, and a `$(…)` that fails gives
    /// what it printed.
    lenient: bool,
    /// A command has to wait: nothing after it is run, and nothing of it is kept.
    paused: Option<Pause>,
}

impl Runner<'_> {
    /// Runs a pipeline, whose first program reads `input`, and returns its standard output; everything else is stored in
    /// `self`.
    fn pipeline(&mut self, pipeline: &Pipeline, input: Option<&[u8]>) -> Result<Vec<u8>, ShellError> {
        let mut passed = input.map(<[u8]>::to_vec);
        let mut failed = 0;
        for (at, stage) in pipeline.stages.iter().enumerate() {
            if at > 0 && self.work > MOST_WORK {
                let at = stage.words.first().map_or_else(Position::default, |word| word.at);
                return Err(ShellError::new(at, TOO_MUCH));
            }
            let printed = self.stage(stage, passed.as_deref())?;
            if self.paused.is_some() {
                return Ok(Vec::new());
            }
            if self.exit_code != 0 {
                failed = self.exit_code;
            }
            passed = Some(printed);
        }
        if self.state.options.pipefail && self.exit_code == 0 {
            self.exit_code = failed;
        }
        if pipeline.negated {
            self.exit_code = u8::from(self.exit_code == 0);
        }
        Ok(passed.unwrap_or_default())
    }

    /// Runs a program of a pipeline, with what the one before it printed.
    fn stage(&mut self, simple: &Simple, passed: Option<&[u8]>) -> Result<Vec<u8>, ShellError> {
        self.exit_code = 0;
        let mut assigned = Vec::new();
        for assignment in &simple.assignments {
            let value = expand_one(&assignment.value, self)?;
            if self.exit_code != 0 {
                return Ok(Vec::new());
            }
            assigned.push((assignment.name.as_str(), value));
        }
        let program = simple.words.first().and_then(Word::literal).unwrap_or_default();
        self.lenient = matches!(program.as_str(), "[" | "[[" | "test");
        let terms = self.terms(simple, &program);
        let streams = terms.and_then(|terms| Ok((terms, self.streams(&simple.redirects)?)));
        self.lenient = false;
        let (terms, streams) = streams?;
        if self.exit_code != 0 {
            return Ok(Vec::new());
        }
        let Some(streams) = streams else {
            self.exit_code = 1;
            return Ok(Vec::new());
        };
        if terms.is_empty() {
            for (name, value) in assigned {
                self.state.assign(name, &value);
            }
            return Ok(self.written(&streams, Vec::new(), String::new()));
        }
        let given = simple.stdin.as_ref().map(|lines| expand_one(lines, self)).transpose()?;
        if self.exit_code != 0 {
            return Ok(Vec::new());
        }
        let heredoc = given.is_some();
        let input =
            given.map(String::into_bytes).or(streams.input.clone()).or_else(|| passed.map(<[u8]>::to_vec));
        let (stdout, stderr) = self.program(terms, &assigned, input, heredoc);
        Ok(self.written(&streams, stdout, stderr))
    }

    /// The words of a program, expanded.
    fn terms(&mut self, simple: &Simple, program: &str) -> Result<Vec<Term>, ShellError> {
        let bare = |word: &Word| word.bare().is_some();
        if program == "[[" {
            let one = |word: &Word| Ok(Term { text: expand_one(word, self)?, bare: bare(word) });
            return simple.words.iter().map(one).collect();
        }
        if self.lenient {
            let mut terms = Vec::new();
            for word in &simple.words {
                let texts = expand_all(core::slice::from_ref(word), self)?;
                terms.extend(texts.into_iter().map(|(text, _)| Term { text, bare: bare(word) }));
            }
            return Ok(terms);
        }
        let texts = expand_all(&simple.words, self)?;
        Ok(texts.into_iter().map(|(text, _)| Term { text, bare: false }).collect())
    }

    fn shell_error(&mut self, error: &ShellError) {
        if self.exit_code == 0 {
            self.stderr.push_str("playground: ");
            self.stderr.push_str(&error.to_string());
            self.stderr.push('\n');
            self.exit_code = SHELL_ERROR;
        }
    }
}

impl Scope for Runner<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        self.state.value(name)
    }

    fn arguments(&self) -> Vec<String> {
        self.state.arguments.iter().map(ToString::to_string).collect()
    }

    fn unset_is_empty(&self) -> bool {
        self.lenient || self.state.options.unset_is_empty
    }

    fn substitute(&mut self, commands: &[Command]) -> Result<String, ShellError> {
        let outer = self.state.own();
        let lenient = core::mem::take(&mut self.lenient);
        let printed = self.inner(commands);
        self.lenient = lenient;
        self.state.come_back(outer);
        let printed = printed?;
        if self.exit_code == 0 || self.paused.is_some() {
            return Ok(printed);
        }
        if lenient {
            self.exit_code = 0;
            return Ok(printed);
        }
        // `shell_error` keeps the exit code and the text of the inner command.
        let message = String::from("The command inside $(…) failed.");
        Err(ShellError { message, at: Position::default(), incomplete: false })
    }
}
