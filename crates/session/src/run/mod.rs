//! Runs a pipeline, which is one entry: words and pipes here, redirections in `streams`, programs in `program`,
//! what they are called with in `credentials`, and the commands of `$(…)` in `inner`.
//!
//! What runs after what (lists, loops, conditions) is in `attempt`, the programs other than AWS's in `tools`.
//!
//! Deliberate differences from `bash`: a command whose `$(…)` fails is not run and fails too (`[ … ]` is run with what
//! was printed); a variable without a value is an error, as after `set -u`; and inside an entry `set -e` knows of the
//! conditions in that entry, not of a `||` behind it, since an entry must run alone as it ran in its text. As with the real CLI, `AWS_PROFILE`,
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
    Command, Compound, Does, Kind, Pipeline, Position, Scope, ShellError, Simple, Stage, Word, expand_all,
    expand_one, parse,
};
use crate::state::State;
use crate::tools::Term;
pub(crate) use inner::{NOTHING_TO_READ, chosen};

/// What the programs inside `$(…)` may take together before another one is begun: some 50 ms in a browser. Between
/// commands the page lives on, inside one it does not.
const MOST_WORK: usize = 250_000;
const TOO_MUCH: &str = "The commands inside $(…), a pipe or a redirection do too much for one command. Run some of them as commands of their own.";

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

/// What follows a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Flow {
    /// The next one.
    #[default]
    On,
    /// The end of the loop.
    Break,
    /// The next round of the loop.
    Continue,
    /// The end of the function.
    Return,
    /// The end of all.
    Exit,
}

/// What a program can read on its standard input, as far as nothing has read it.
type Stdin = Option<Rc<[u8]>>;

/// Runs one pipeline and returns its entry, chained to the digest `before`, and what follows it.
pub(crate) fn run(state: &mut State, line: &Line<'_>, before: &[u8; 32]) -> Result<(Entry, Flow), Pause> {
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
        begins: line.at,
        guarded: 0,
        flow: Flow::On,
        lenient: false,
        paused: None,
    };
    let stdout = match runner.pipeline(line.pipeline, &mut None) {
        Ok(stdout) => String::from_utf8_lossy(&stdout).into_owned(),
        Err(error) => {
            runner.shell_error(&error);
            String::new()
        }
    };
    let Runner { state, hasher, stderr, exit_code, refused, sql, paused, flow, .. } = runner;
    if let Some(pause) = paused {
        return Err(pause);
    }
    state.status = exit_code;
    let printed = Printed { stdout, stderr, exit_code };
    let entry =
        Entry { refused: refused.map(Rc::new), sql: sql.map(Rc::new), ..entry(line.text, hasher, printed) };
    Ok((entry, flow))
}

/// Returns whether a pipeline is one program without pipes, files and assignments. If it is a function, each of its commands
/// is an entry then.
fn is_alone(pipeline: &Pipeline) -> bool {
    !pipeline.negated && pipeline.only().is_some_and(|program| program.assignments.is_empty())
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
    said(line, before, &["playground: ", &error.to_string(), "\n"].concat())
}

/// The entry for a line that runs nothing, of which this is said as an error.
pub(crate) fn said(line: &str, before: &[u8; 32], stderr: &str) -> Entry {
    let printed = Printed { stderr: stderr.to_owned(), exit_code: SHELL_ERROR, ..Printed::default() };
    entry(line, chain::begin(before, line), printed)
}

/// Where a program begins, or the first command of a compound one.
fn place(stage: &Stage) -> Option<Position> {
    match &stage.does {
        Does::Simple(simple) => simple.words.first().map(|word| word.at),
        Does::Subshell(commands) | Does::Compound(Compound::Group(commands)) => {
            commands.first().map(|command| command.at)
        }
        Does::Compound(_) => None,
    }
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
    /// Where the text begins from which errors are counted.
    begins: Position,
    /// How many conditions this is in: `set -e` does not count there.
    guarded: usize,
    /// What follows the pipeline that ran last.
    flow: Flow,
    /// Whether the words of a test are expanded: a variable without a value is empty there, and a `$(…)` that fails gives
    /// what it printed.
    lenient: bool,
    /// A command has to wait: nothing after it is run, and nothing of it is kept.
    paused: Option<Pause>,
}

impl Runner<'_> {
    /// Runs a pipeline, whose first program reads `stdin`, and returns its standard output; everything else is stored in
    /// `self`. Each of several programs is a shell of its own: what it does to variables is gone afterwards.
    fn pipeline(&mut self, pipeline: &Pipeline, stdin: &mut Stdin) -> Result<Vec<u8>, ShellError> {
        let alone = pipeline.stages.len() == 1;
        let (mut printed, mut failed) = (Vec::new(), 0);
        self.flow = Flow::On;
        for (at, stage) in pipeline.stages.iter().enumerate() {
            if at > 0 && self.work > MOST_WORK {
                return Err(ShellError::new(place(stage).unwrap_or(self.begins), TOO_MUCH));
            }
            let mut passed = Some(Rc::from(core::mem::take(&mut printed)));
            let stdin = if at == 0 { &mut *stdin } else { &mut passed };
            let outer = (!alone).then(|| self.state.own());
            let ran = self.stage(stage, stdin);
            if let Some(outer) = outer {
                self.state.come_back(outer);
                self.flow = Flow::On;
            }
            printed = ran?;
            if self.paused.is_some() {
                return Ok(Vec::new());
            }
            if self.exit_code != 0 {
                failed = self.exit_code;
            }
        }
        if self.state.options.pipefail && self.exit_code == 0 {
            self.exit_code = failed;
        }
        if pipeline.negated {
            self.exit_code = u8::from(self.exit_code == 0);
        }
        Ok(printed)
    }

    /// Runs a part of a pipeline.
    fn stage(&mut self, stage: &Stage, stdin: &mut Stdin) -> Result<Vec<u8>, ShellError> {
        self.exit_code = 0;
        match &stage.does {
            Does::Simple(simple) => self.simple(simple, stage, stdin),
            Does::Compound(compound) => {
                self.nested(stage, stdin, |it, stdin, out| it.compound(compound, stdin, out))
            }
            Does::Subshell(commands) => self.nested(stage, stdin, |it, stdin, out| {
                let outer = it.state.own();
                let ran = it.list(commands, stdin, out);
                it.state.come_back(outer);
                ran.map(|_| Flow::On)
            }),
        }
    }

    /// Runs a program of a pipeline.
    fn simple(&mut self, simple: &Simple, stage: &Stage, stdin: &mut Stdin) -> Result<Vec<u8>, ShellError> {
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
        let streams = terms.and_then(|terms| Ok((terms, self.streams(&stage.redirects)?)));
        self.lenient = false;
        let (terms, streams) = streams?;
        if self.exit_code != 0 {
            return Ok(Vec::new());
        }
        let Some(mut streams) = streams else {
            self.exit_code = 1;
            return Ok(Vec::new());
        };
        if terms.is_empty() {
            for (name, value) in assigned {
                self.state.assign(name, &value);
            }
            return Ok(self.written(&streams, Vec::new(), String::new()));
        }
        let given = stage.stdin.as_ref().map(|lines| expand_one(lines, self)).transpose()?;
        if self.exit_code != 0 {
            return Ok(Vec::new());
        }
        let heredoc = given.is_some();
        let mut own = given.map(|text| Rc::from(text.into_bytes())).or(streams.input.take());
        let stdin = if own.is_some() { &mut own } else { stdin };
        let (stdout, stderr) = self.program(terms, &assigned, stdin, heredoc);
        Ok(self.written(&streams, stdout, stderr))
    }

    /// Runs commands inside this entry, with the redirections of the whole. `run` adds what they print.
    fn nested(
        &mut self,
        stage: &Stage,
        stdin: &mut Stdin,
        run: impl FnOnce(&mut Self, &mut Stdin, &mut Vec<u8>) -> Result<Flow, ShellError>,
    ) -> Result<Vec<u8>, ShellError> {
        let given = stage.stdin.as_ref().map(|lines| expand_one(lines, self)).transpose()?;
        let streams = self.streams(&stage.redirects)?;
        if self.exit_code != 0 {
            return Ok(Vec::new());
        }
        let Some(mut streams) = streams else {
            self.exit_code = 1;
            return Ok(Vec::new());
        };
        let mut own = given.map(|text| Rc::from(text.into_bytes())).or(streams.input.take());
        let stdin = if own.is_some() { &mut own } else { stdin };
        let stderr = core::mem::take(&mut self.stderr);
        let mut printed = Vec::new();
        self.inside += 1;
        let ran = run(self, stdin, &mut printed);
        self.inside -= 1;
        let flow = ran.unwrap_or_else(|error| {
            self.shell_error(&error);
            Flow::On
        });
        let stderr = core::mem::replace(&mut self.stderr, stderr);
        let printed = self.written(&streams, printed, stderr);
        self.flow = flow;
        Ok(printed)
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
            let at = error.at.within(self.begins);
            self.stderr.push_str(&ShellError { at, ..error.clone() }.to_string());
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
        self.state.options.stops = false; // as in `bash`
        let printed = self.inner(commands);
        self.flow = Flow::On;
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
