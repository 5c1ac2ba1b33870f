//! Runs a pipeline, which is one entry: variables, substitutions, programs, files.
//!
//! What runs after what (lists, loops, conditions) is in `attempt`, the programs other than AWS's in `tools`.
//!
//! Two deliberate differences from `sh`: a command whose `$(…)` fails is not run and fails too (`[ … ]` is run with what
//! was printed), and a variable without a value is an error, as after `set -u`. As with the real CLI, `AWS_PROFILE`,
//! `AWS_REGION` and the like are used where `--profile` and `--region` are absent.

use std::rc::Rc;

use playground_aws::{BadKey, Caller, Given, Parsed, parse_with};
use playground_core::database::Pause;
use playground_core::digest::Sha256Hasher;
use playground_core::ids::{AccountId, Principal};
use playground_core::map::Map;
use playground_core::world::World;

use crate::call::{Called, call};
use crate::chain;
use crate::credentials::{self, Credentials};
use crate::entry::{Entry, Refused, SqlRun};
use crate::shell::{
    Command, Join, Kind, Pipeline, Position, Redirect, Scope, ShellError, Simple, Stream, Target, Word,
    expand_all, expand_one, parse,
};
use crate::tools::{self, Term};

/// The state that commands run on: the world, and what the shell knows.
#[derive(Clone)]
pub struct State {
    /// The world.
    pub world: World,
    /// The variables by name.
    pub variables: Map<Rc<str>, Rc<str>>,
    /// The files by name.
    pub files: Map<Rc<str>, Rc<[u8]>>,
    /// What `aws configure set` set, by profile and name: `dev.region`.
    pub(crate) configured: Map<Rc<str>, Rc<str>>,
    /// The access keys of the sessions that profiles with `role_arn` have begun, by profile.
    pub(crate) assumed: Map<Rc<str>, Rc<str>>,
    /// What `set` set.
    pub(crate) options: tools::Options,
    /// The exit code of the last command.
    pub(crate) status: u8,
    /// The bytes of all values given to variables, files and settings so far.
    pub(crate) assigned: u64,
}

impl State {
    /// The state of a new session.
    pub(crate) fn new(world: World) -> Self {
        Self {
            world,
            variables: Map::new(),
            files: Map::new(),
            configured: Map::new(),
            assumed: Map::new(),
            options: tools::Options::default(),
            status: 0,
            assigned: 0,
        }
    }

    /// The bytes that it takes beyond what it shares with the state that it came from, about.
    pub(crate) fn beyond(&self, before: &Self) -> u64 {
        self.world.beyond(&before.world) + self.assigned.saturating_sub(before.assigned)
    }
}

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
        lenient: false,
        paused: None,
    };
    let stdout = match runner.pipeline(line.pipeline) {
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
    Ok(Entry {
        digest: chain::end(hasher, &stdout, &stderr, exit_code),
        line: line.text.into(),
        stdout: stdout.into(),
        stderr: stderr.into(),
        exit_code,
        refused: refused.map(Rc::new),
        scripted: false,
        sql: sql.map(Rc::new),
    })
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
    Entry {
        digest: chain::end(chain::begin(before, line), "", &stderr, SHELL_ERROR),
        line: line.into(),
        stdout: "".into(),
        stderr: stderr.into(),
        exit_code: SHELL_ERROR,
        refused: None,
        scripted: false,
        sql: None,
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
    /// Whether the words of a test are expanded: a variable without a value is empty there, and a `$(…)` that fails gives
    /// what it printed.
    lenient: bool,
    /// A command has to wait: nothing after it is run, and nothing of it is kept.
    paused: Option<Pause>,
}

/// Where a stream goes.
#[derive(Clone, PartialEq)]
enum Sink {
    Output,
    Error,
    Nowhere,
    File(String, bool),
}

/// The streams of a program, as its redirections leave them.
struct Streams {
    output: Sink,
    error: Sink,
    /// What it reads instead of what the pipe gives it.
    input: Option<Vec<u8>>,
}

impl Runner<'_> {
    /// Runs a pipeline and returns its standard output; everything else is stored in `self`.
    fn pipeline(&mut self, pipeline: &Pipeline) -> Result<Vec<u8>, ShellError> {
        let mut passed: Option<Vec<u8>> = None;
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

    /// Where a program's streams go; `None` if a file that it reads is not there, which has been said.
    fn streams(&mut self, redirects: &[Redirect]) -> Result<Option<Streams>, ShellError> {
        let mut streams = Streams { output: Sink::Output, error: Sink::Error, input: None };
        for redirect in redirects {
            let (sink, name) = match &redirect.target {
                Target::Like(Stream::Error) => (streams.error.clone(), None),
                Target::Like(_) => (streams.output.clone(), None),
                Target::File(word) | Target::Append(word) => {
                    let name = expand_one(word, self)?;
                    let append = matches!(redirect.target, Target::Append(_));
                    let sink = match name.as_str() {
                        "/dev/null" => Sink::Nowhere,
                        "/dev/stdout" => streams.output.clone(),
                        "/dev/stderr" => streams.error.clone(),
                        _ => Sink::File(name.clone(), append),
                    };
                    (sink, Some(name))
                }
            };
            match redirect.stream {
                Stream::Input => {
                    let name = name.unwrap_or_default();
                    let bytes = match self.state.file(&name) {
                        _ if name == "/dev/null" => Vec::new(),
                        Some(bytes) => bytes.to_vec(),
                        None => {
                            self.stderr.push_str(&["playground: ", &tools::missing(&name), "\n"].concat());
                            return Ok(None);
                        }
                    };
                    streams.input = Some(bytes);
                }
                Stream::Output => streams.output = sink,
                Stream::Error => streams.error = sink,
                Stream::Both => (streams.output, streams.error) = (sink.clone(), sink),
            }
        }
        Ok(Some(streams))
    }

    /// Hands on what a program printed, and returns what goes into the pipe.
    fn written(&mut self, streams: &Streams, stdout: Vec<u8>, stderr: String) -> Vec<u8> {
        let mut out = Vec::new();
        let same = streams.output == streams.error;
        for (at, (sink, bytes)) in
            [(&streams.output, stdout), (&streams.error, stderr.into_bytes())].into_iter().enumerate()
        {
            match sink {
                Sink::Output if out.is_empty() => out = bytes,
                Sink::Output => out.extend(bytes),
                Sink::Error => self.stderr.push_str(&String::from_utf8_lossy(&bytes)),
                Sink::Nowhere => {}
                Sink::File(name, append) => {
                    let append = *append || (same && at == 1);
                    if let Err(message) = self.state.write_file(name, &bytes, append) {
                        self.stderr.push_str(&["playground: ", &message, "\n"].concat());
                        self.exit_code = 1;
                    }
                }
            }
        }
        out
    }

    /// Runs a program, and returns what it printed on its standard output and error.
    fn program(
        &mut self,
        terms: Vec<Term>,
        assigned: &[(&str, String)],
        input: Option<Vec<u8>>,
        heredoc: bool,
    ) -> (Vec<u8>, String) {
        let name = terms.first().map(|term| term.text.clone()).unwrap_or_default();
        let texts = |terms: Vec<Term>| terms.into_iter().map(|term| term.text).collect::<Vec<String>>();
        let output = match name.as_str() {
            "aws" | "playground" | "sql" | "help" => {
                let mut words = texts(terms);
                if name == "aws" && words.get(1).is_some_and(|word| word == "configure") {
                    tools::configured(words.get(2..).unwrap_or_default(), self.state)
                } else {
                    let named = named_profile(&words);
                    self.add_environment(&mut words, assigned);
                    tools::with_profile(&mut words, self.state);
                    let text = input.filter(|_| heredoc || name == "sql");
                    let text = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                    let credentials = credentials::of_line(self.state, named.as_deref(), assigned);
                    return self.with_credentials(&words, text.as_deref(), credentials);
                }
            }
            "[" | "[[" | "test" => {
                let terms = terms.get(1..).unwrap_or_default();
                tools::test(&name, terms, self.state)
            }
            "date" => tools::date(texts(terms).get(1..).unwrap_or_default(), self.state.world.now),
            "sleep" => match tools::sleep(texts(terms).get(1..).unwrap_or_default()) {
                Ok(None) => tools::Output::default(),
                Ok(Some(time)) => {
                    let words = ["playground", "wait", &time].map(String::from);
                    return (Vec::new(), self.aws(&words, None, Caller::Profile).1);
                }
                Err(message) => tools::Output::error("sleep", &message, 1),
            },
            "echo" | "printf" if heredoc => {
                let message = [&name, ": reads no standard input, so << can't follow it"].concat();
                let stderr = ["\n", &message, "\n"].concat();
                tools::Output { stderr, exit_code: 2, ..tools::Output::default() }
            }
            _ => {
                let words = texts(terms);
                let args = words.get(1..).unwrap_or_default();
                let mut call = tools::Call { args, input: input.as_deref(), state: self.state };
                match tools::run(&name, &mut call).or_else(|| tools::not_here(&name)) {
                    Some(output) => output,
                    None => return self.aws(&words, None, Caller::Profile), // which says that there is no such program
                }
            }
        };
        // As `Called::printed` had it: what is printed counts.
        self.work += output.work;
        chain::take_events(&mut self.hasher, &[]);
        self.exit_code = output.exit_code;
        (output.stdout, output.stderr)
    }

    /// Runs `aws …`, `playground …` or `sql …` with credentials, and begins the session that a profile asks for before.
    fn with_credentials(
        &mut self,
        words: &[String],
        input: Option<&str>,
        credentials: Credentials,
    ) -> (Vec<u8>, String) {
        match credentials {
            Credentials::Profile => self.aws(words, input, Caller::Profile),
            Credentials::Session(session) => self.aws(words, input, Caller::Session(&session)),
            Credentials::Refused(why) => self.aws(words, input, Caller::Refused(why)),
            Credentials::Trouble(message) if self.calls(words, input) => {
                self.exit_code = 255;
                chain::take_events(&mut self.hasher, &[]);
                (Vec::new(), ["\n", &message, "\n"].concat())
            }
            Credentials::Assume(assume) if self.calls(words, input) => {
                let inner = credentials::of_profile(self.state, &assume.source);
                let mut line = assume.words;
                line.extend([String::from("--profile"), assume.source.to_string()]);
                tools::with_profile(&mut line, self.state);
                let before = self.state.world.sessions.clone();
                let (_, stderr) = self.with_credentials(&line, None, inner);
                if self.exit_code != 0 || self.paused.is_some() {
                    return (Vec::new(), stderr);
                }
                // Of those that the line began, the last: its source may have begun one before.
                let sessions = self.state.world.sessions.iter().map(|(_, known)| known);
                let begun = sessions.filter(|known| !before.contains_key(&known.session.key));
                let begun = begun.max_by_key(|known| known.session.since);
                let Some(begun) = begun.cloned() else { return (Vec::new(), stderr) };
                self.state.assumed.insert_mut(assume.profile, begun.session.key.clone());
                self.aws(words, input, Caller::Session(&begun.principal()))
            }
            // The line itself is wrong, or asks for help: nobody calls.
            Credentials::Assume(_) | Credentials::Trouble(_) => {
                self.aws(words, input, Caller::Refused(BadKey::Unknown))
            }
        }
    }

    /// Returns whether a line calls a service, and is not turned down by the CLI.
    fn calls(&self, words: &[String], input: Option<&str>) -> bool {
        let files = self.state.files.clone();
        let file = |name: &str| files.get(name.trim_start_matches("./")).cloned();
        // The profile is not one of the model's; whose credentials they are does not matter here.
        let given = Given { input, file: &file, caller: Caller::Session(&ANYBODY) };
        matches!(parse_with(words, &given, self.state.world.edition), Ok(Parsed::Run(_)))
    }

    /// Runs `aws …`, `playground …` or `sql …` for a caller.
    fn aws(&mut self, words: &[String], input: Option<&str>, who: Caller<'_>) -> (Vec<u8>, String) {
        let files = self.state.files.clone();
        let file = |name: &str| files.get(name.trim_start_matches("./")).cloned();
        let called = match call(&mut self.state.world, words, &Given { input, file: &file, caller: who }) {
            Ok(called) => called,
            Err(pause) => {
                self.paused = Some(pause);
                return (Vec::new(), String::new());
            }
        };
        let Called { stdout, stderr, exit_code, events, refused, sql, work } = called;
        self.work += work;
        chain::take_events(&mut self.hasher, &events);
        self.exit_code = exit_code;
        self.refused = refused.or(self.refused.take());
        self.sql = sql.or(self.sql.take());
        (stdout.into_bytes(), stderr)
    }

    /// Adds `AWS_PROFILE`, `AWS_REGION` and the like as options if those are absent.
    fn add_environment(&self, words: &mut Vec<String>, assigned: &[(&str, String)]) {
        for (name, option) in ENVIRONMENT {
            let here =
                assigned.iter().find(|(assigned, _)| *assigned == name).map(|(_, value)| value.clone());
            let Some(value) = here.or_else(|| self.variable(name)) else { continue };
            if !words.iter().any(|word| word.starts_with(option)) {
                words.push(String::from(option));
                words.push(value);
            }
        }
    }

    fn shell_error(&mut self, error: &ShellError) {
        if self.exit_code == 0 {
            self.stderr.push_str("playground: ");
            self.stderr.push_str(&error.to_string());
            self.stderr.push('\n');
            self.exit_code = SHELL_ERROR;
        }
    }

    /// Runs the commands of a `$(…)` and returns what they print.
    fn inner(&mut self, commands: &[Command]) -> Result<String, ShellError> {
        let mut printed = String::new();
        for command in commands {
            let failed = self.exit_code != 0;
            if (command.join == Join::IfDone && failed) || (command.join == Join::IfFailed && !failed) {
                continue;
            }
            if self.work > MOST_WORK {
                self.exit_code = 0; // the command before may have failed; this is said as well
                return Err(ShellError::new(command.at, TOO_MUCH));
            }
            let Kind::Pipeline(pipeline) = &command.kind else { continue };
            printed.push_str(&String::from_utf8_lossy(&self.pipeline(pipeline)?));
            if self.paused.is_some() {
                break;
            }
            self.state.status = self.exit_code;
        }
        Ok(printed)
    }
}

/// Whoever calls, where only the form of a line matters.
const ANYBODY: Principal = Principal::Root(AccountId::AWS);

/// The profile that a line names.
fn named_profile(words: &[String]) -> Option<String> {
    let inline = words.iter().find_map(|word| word.strip_prefix("--profile="));
    let at = words.iter().position(|word| word == "--profile");
    inline.or_else(|| words.get(at? + 1).map(String::as_str)).map(str::to_owned)
}

/// Variables that stand for an option of the AWS CLI. Those above win.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("AWS_PROFILE", "--profile"),
    ("AWS_DEFAULT_PROFILE", "--profile"),
    ("AWS_REGION", "--region"),
    ("AWS_DEFAULT_REGION", "--region"),
    ("AWS_DEFAULT_OUTPUT", "--output"),
];

impl Scope for Runner<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        if name == "?" {
            return Some(self.state.status.to_string());
        }
        self.state.variables.get(name).map(|value| String::from(&**value))
    }

    fn unset_is_empty(&self) -> bool {
        self.lenient || self.state.options.unset_is_empty
    }

    fn substitute(&mut self, commands: &[Command]) -> Result<String, ShellError> {
        let outer = self.state.variables.clone();
        let lenient = core::mem::take(&mut self.lenient);
        let printed = self.inner(commands);
        self.lenient = lenient;
        self.state.variables = outer;
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
