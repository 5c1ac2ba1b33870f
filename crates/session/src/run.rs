//! Runs the commands of a line in order: variables, substitutions, `echo`, programs.
//!
//! Two deliberate differences from `sh`: a command whose `$(…)` fails is not run and fails too, and a
//! variable without a value is an error. As with the real CLI, `AWS_PROFILE` and `AWS_REGION` are used where
//! `--profile` and `--region` are absent.

use std::rc::Rc;

use playground_core::database::Pause;
use playground_core::digest::Sha256Hasher;
use playground_core::map::Map;
use playground_core::world::World;

use crate::call::{Called, call};
use crate::chain;
use crate::entry::{Entry, Refused, SqlRun};
use crate::shell::{Command, Join, Scope, ShellError, expand_all, expand_one, parse};

/// The state that commands run on: the world, and the shell's variables.
#[derive(Clone)]
pub struct State {
    /// The world.
    pub world: World,
    /// The variables by name.
    pub variables: Map<Rc<str>, Rc<str>>,
    /// The bytes of all values given to variables so far.
    pub(crate) assigned: u64,
}

impl State {
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

/// Runs one command and returns its entry, chained to the digest `before`.
pub(crate) fn run(state: &mut State, command: &Command, before: &[u8; 32]) -> Result<Entry, Pause> {
    let mut runner = Runner {
        state,
        hasher: chain::begin(before, &command.text),
        stderr: String::new(),
        exit_code: 0,
        refused: None,
        sql: None,
        work: 0,
        paused: None,
    };
    let stdout = match runner.command(command) {
        Ok(stdout) => stdout,
        Err(mut error) => {
            error.at = error.at.within(command.at);
            runner.shell_error(&error);
            String::new()
        }
    };
    let Runner { hasher, stderr, exit_code, refused, sql, paused, .. } = runner;
    if let Some(pause) = paused {
        return Err(pause);
    }
    Ok(Entry {
        digest: chain::end(hasher, &stdout, &stderr, exit_code),
        line: command.text.as_str().into(),
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
pub(crate) fn unreadable(text: &str, error: ShellError, before: &[u8; 32]) -> Entry {
    let trimmed = text.trim_end();
    let (line, error) = parse(trimmed).err().map_or((text, error), |error| (trimmed, error));
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
    /// A command has to wait: nothing after it is run, and nothing of it is kept.
    paused: Option<Pause>,
}

impl Runner<'_> {
    /// Runs a command and returns its standard output; everything else is stored in `self`.
    fn command(&mut self, command: &Command) -> Result<String, ShellError> {
        if self.paused.is_some() {
            return Ok(String::new());
        }
        self.exit_code = 0;
        let mut assigned = Vec::new();
        for assignment in &command.assignments {
            let value = expand_one(&assignment.value, self)?;
            if self.exit_code != 0 {
                return Ok(String::new());
            }
            assigned.push((assignment.name.as_str(), value));
        }
        let mut words: Vec<String> =
            expand_all(&command.words, self)?.into_iter().map(|word| word.0).collect();
        if self.exit_code != 0 {
            return Ok(String::new());
        }
        let Some(program) = words.first() else {
            for (name, value) in assigned {
                self.state.assigned += value.len() as u64;
                self.state.variables.insert_mut(name.into(), value.into());
            }
            return Ok(String::new());
        };
        let echo = program == "echo";
        let input = command.stdin.as_ref().map(|lines| expand_one(lines, self)).transpose()?;
        if self.exit_code != 0 {
            return Ok(String::new());
        }
        let called = if echo {
            Called::echo(&words, input.as_deref())
        } else {
            self.add_environment(&mut words, &assigned);
            match call(&mut self.state.world, &words, input.as_deref()) {
                Ok(called) => called,
                Err(pause) => {
                    self.paused = Some(pause);
                    return Ok(String::new());
                }
            }
        };
        self.work += called.work;
        chain::take_events(&mut self.hasher, &called.events);
        self.stderr.push_str(&called.stderr);
        self.exit_code = called.exit_code;
        if called.refused.is_some() {
            self.refused = called.refused;
        }
        if called.sql.is_some() {
            self.sql = called.sql;
        }
        Ok(called.stdout)
    }

    /// Adds `AWS_PROFILE` and `AWS_REGION` as options if those are absent.
    fn add_environment(&self, words: &mut Vec<String>, assigned: &[(&str, String)]) {
        for (name, option) in [("AWS_PROFILE", "--profile"), ("AWS_REGION", "--region")] {
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
}

impl Scope for Runner<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        self.state.variables.get(name).map(|value| String::from(&**value))
    }

    fn substitute(&mut self, commands: &[Command]) -> Result<String, ShellError> {
        let outer = self.state.variables.clone();
        let mut printed = String::new();
        for command in commands {
            if command.join == Join::IfDone && self.exit_code != 0 {
                continue;
            }
            if self.work > MOST_WORK {
                self.state.variables = outer;
                self.exit_code = 0; // the command before may have failed; this is said as well
                return Err(ShellError { message: TOO_MUCH.into(), at: command.at, incomplete: false });
            }
            printed.push_str(&self.command(command)?);
        }
        self.state.variables = outer;
        if self.exit_code == 0 {
            return Ok(printed);
        }
        // `shell_error` keeps the exit code and the text of the inner command.
        let message = String::from("The command inside $(…) failed.");
        Err(ShellError { message, at: crate::shell::Position::default(), incomplete: false })
    }
}
