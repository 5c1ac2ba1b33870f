//! Commands inside one entry: those of a `$(…)`, and those of a function that is called in a pipe, with a redirection or in
//! a `$(…)`. They run one after the other, and only what they print together is kept.
//!
//! Elsewhere each pipeline is an entry of its own: `attempt`.

use std::rc::Rc;

use super::{MOST_WORK, Runner, TOO_MUCH};
use crate::shell::{
    Arm, Choice, Command, Join, Kind, Pipeline, ShellError, Source, Word, expand_all, expand_one,
    expand_pattern, fields, fits, parse,
};
use crate::state::{Function, State};
use crate::tools::{Term, affordable};

/// The most commands inside one entry.
const MOST_BEGUN: usize = 500;
/// The most lists and calls inside each other: each takes some of the stack.
const MOST_INSIDE: usize = 40;

/// What follows a command.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    /// The next one.
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

impl Runner<'_> {
    /// Runs the commands of a `$(…)` and returns what they print.
    pub(super) fn inner(&mut self, commands: &[Command]) -> Result<String, ShellError> {
        let mut printed = Vec::new();
        self.inside += 1;
        let ran = self.list(commands, &mut None, &mut printed);
        self.inside -= 1;
        ran?;
        Ok(String::from_utf8_lossy(&printed).into_owned())
    }

    /// Calls a function, or only begins the call if the commands of the function are to be entries of their own.
    pub(super) fn call(
        &mut self,
        function: &Function,
        terms: &[Term],
        assigned: &[(&str, String)],
        input: Option<Vec<u8>>,
    ) -> (Vec<u8>, String) {
        let arguments: Vec<String> = terms.iter().skip(1).map(|term| term.text.clone()).collect();
        if let Err(message) = self.state.enter(Rc::clone(&function.body), &arguments) {
            self.exit_code = 1;
            let name = terms.first().map_or("", |term| term.text.as_str());
            return (Vec::new(), [name, ": ", &message, "\n"].concat());
        }
        for (name, value) in assigned {
            self.state.make_local(name);
            self.state.assign(name, value);
        }
        if self.opens && self.inside == 0 {
            return (Vec::new(), String::new());
        }
        let depth = self.state.depth();
        let stderr = core::mem::take(&mut self.stderr);
        let mut printed = Vec::new();
        self.inside += 1;
        if let Err(mut error) = self.list(&function.body, &mut input.map(Rc::from), &mut printed) {
            error.at = error.at.within(function.at);
            self.shell_error(&error);
        }
        self.inside -= 1;
        if self.state.depth() == depth {
            self.state.leave();
        }
        (printed, core::mem::replace(&mut self.stderr, stderr))
    }

    /// Runs a list. The first command of it reads `input`.
    fn list(
        &mut self,
        commands: &[Command],
        input: &mut Option<Rc<[u8]>>,
        out: &mut Vec<u8>,
    ) -> Result<Flow, ShellError> {
        for command in commands {
            let failed = self.exit_code != 0;
            if (command.join == Join::IfDone && failed) || (command.join == Join::IfFailed && !failed) {
                continue;
            }
            self.begun += 1;
            if self.work > MOST_WORK || self.begun > MOST_BEGUN || self.inside > MOST_INSIDE {
                self.exit_code = 0; // the command before may have failed; this is said as well
                return Err(ShellError::new(command.at, TOO_MUCH));
            }
            self.inside += 1;
            let flow = self.one(command, input, out);
            self.inside -= 1;
            let flow = flow?;
            if flow != Flow::On || self.paused.is_some() {
                return Ok(flow);
            }
        }
        Ok(Flow::On)
    }

    fn one(
        &mut self,
        command: &Command,
        input: &mut Option<Rc<[u8]>>,
        out: &mut Vec<u8>,
    ) -> Result<Flow, ShellError> {
        match &command.kind {
            Kind::Pipeline(pipeline) => self.entry(pipeline, input, out),
            Kind::Group(inside) => self.list(inside, input, out),
            Kind::If { arms, otherwise } => self.choose(arms, otherwise, input, out),
            Kind::Case { word, choices } => {
                let value = expand_one(&word.0, self)?;
                match chosen(choices, &value, |pattern| expand_pattern(pattern, self))? {
                    Some(choice) => self.list(&choice.then, input, out),
                    None => Ok(self.done()),
                }
            }
            Kind::For { name, words, body } => {
                let mut values = Vec::new();
                for (word, _) in words {
                    if let Some(numbers) = word.numbers() {
                        values.extend(numbers);
                    } else {
                        let found = expand_all(core::slice::from_ref(word), self)?;
                        values.extend(found.into_iter().map(|(value, _)| value));
                    }
                }
                self.rounds(values.iter(), body, out, |state, value| state.assign(name, value))
            }
            Kind::Read { source, names, body } => {
                let text = self.source(source, input)?;
                self.rounds(text.lines(), body, out, |state, line| {
                    for (name, value) in fields(names, line) {
                        state.assign(name, value);
                    }
                })
            }
            Kind::While { until, condition, body } => loop {
                let flow = self.list(condition, input, out)?;
                if flow != Flow::On || self.paused.is_some() {
                    return Ok(flow);
                }
                if (self.exit_code == 0) == *until {
                    return Ok(self.done());
                }
                match self.list(body, input, out)? {
                    Flow::On | Flow::Continue => {}
                    Flow::Break => return Ok(self.done()),
                    flow => return Ok(flow),
                }
                if self.paused.is_some() {
                    return Ok(Flow::Exit);
                }
            },
            Kind::Function { name, body } => {
                self.state.define(name, body, command.at, command.text.len());
                Ok(self.done())
            }
        }
    }

    /// A pipeline of a list.
    fn entry(
        &mut self,
        pipeline: &Pipeline,
        input: &mut Option<Rc<[u8]>>,
        out: &mut Vec<u8>,
    ) -> Result<Flow, ShellError> {
        let word = pipeline.only_word();
        match word {
            Some("break") => return Ok(Flow::Break),
            Some("continue") => return Ok(Flow::Continue),
            _ => {}
        }
        let depth = self.state.depth();
        let printed = self.pipeline(pipeline, input.take().as_deref())?;
        out.extend(printed);
        self.state.status = self.exit_code;
        Ok(match word {
            Some("return") if self.state.depth() < depth => Flow::Return,
            Some("exit") => Flow::Exit,
            _ => Flow::On,
        })
    }

    /// `if`.
    fn choose(
        &mut self,
        arms: &[Arm],
        otherwise: &[Command],
        input: &mut Option<Rc<[u8]>>,
        out: &mut Vec<u8>,
    ) -> Result<Flow, ShellError> {
        for arm in arms {
            let flow = self.list(&arm.condition, input, out)?;
            if flow != Flow::On || self.paused.is_some() {
                return Ok(flow);
            }
            if self.exit_code == 0 {
                return self.list(&arm.then, input, out);
            }
        }
        self.done();
        self.list(otherwise, input, out)
    }

    /// A loop over values.
    fn rounds<T>(
        &mut self,
        values: impl Iterator<Item = T>,
        body: &[Command],
        out: &mut Vec<u8>,
        give: impl Fn(&mut State, T),
    ) -> Result<Flow, ShellError> {
        self.done();
        for value in values {
            give(self.state, value);
            match self.list(body, &mut None, out)? {
                Flow::On | Flow::Continue => {}
                Flow::Break => return Ok(self.done()),
                flow => return Ok(flow),
            }
            if self.paused.is_some() {
                return Ok(Flow::Exit);
            }
        }
        Ok(Flow::On)
    }

    /// The lines of a `while read`.
    fn source(&mut self, source: &Source, input: &mut Option<Rc<[u8]>>) -> Result<String, ShellError> {
        let printed = match source {
            Source::Pipe(pipeline, _) => self.pipeline(pipeline, input.take().as_deref())?,
            Source::Lines(word) => expand_one(word, self)?.into_bytes(),
            Source::File(text) => self.line(&["cat ", text].concat())?,
            Source::Text(text) => self.line(&["echo ", text].concat())?,
        };
        Ok(String::from_utf8_lossy(&printed).into_owned())
    }

    fn line(&mut self, text: &str) -> Result<Vec<u8>, ShellError> {
        match parse(text)?.first().map(|command| &command.kind) {
            Some(Kind::Pipeline(pipeline)) => self.pipeline(pipeline, None),
            _ => Ok(Vec::new()),
        }
    }

    /// A command succeeded.
    fn done(&mut self) -> Flow {
        self.exit_code = 0;
        self.state.status = 0;
        Flow::On
    }
}

/// The first choice of a `case` that a value fits. `pattern` expands a pattern.
pub(crate) fn chosen<'a>(
    choices: &'a [Choice],
    value: &str,
    mut pattern: impl FnMut(&Word) -> Result<String, ShellError>,
) -> Result<Option<&'a Choice>, ShellError> {
    for choice in choices {
        for word in &choice.patterns {
            let pattern = pattern(word)?;
            affordable(pattern.len(), value.len()).map_err(|message| ShellError::new(word.at, message))?;
            if fits(&pattern, value) {
                return Ok(Some(choice));
            }
        }
    }
    Ok(None)
}
