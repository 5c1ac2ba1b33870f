//! Commands inside one entry: those of a `$(…)`, those of a compound command in a pipe or with a redirection, those of
//! `( … )`, and those of a function that is called in one of these. They run one after the other, and only what they print
//! together is kept.
//!
//! Elsewhere each pipeline is an entry of its own: `attempt`.

use std::rc::Rc;

use super::{Flow, MOST_WORK, Runner, Stdin, TOO_MUCH};
use crate::shell::{
    Arm, Choice, Command, Compound, Join, Kind, Pipeline, ShellError, Source, Word, expand_all, expand_one,
    expand_pattern, fits, parse,
};
use crate::state::{Function, State};
use crate::tools::{Term, affordable};

/// The most commands inside one entry.
const MOST_BEGUN: usize = 500;
/// The most lists and calls inside each other: each takes some of the stack.
const MOST_INSIDE: usize = 40;

/// What a loop says whose `read` no pipe and no file feeds.
pub(crate) const NOTHING_TO_READ: &str = "playground: read has nothing to read here: nobody types. Put a pipe before while, or < FILE, <<END or <<< TEXT behind done.\n";

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
        stdin: &mut Stdin,
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
        let begins = core::mem::replace(&mut self.begins, function.at);
        let mut printed = Vec::new();
        self.inside += 1;
        let flow = self.list(&function.body, stdin, &mut printed).unwrap_or_else(|error| {
            self.shell_error(&error);
            Flow::On
        });
        self.inside -= 1;
        self.begins = begins;
        if self.state.depth() == depth {
            self.state.leave();
        }
        self.flow = if flow == Flow::Exit { flow } else { Flow::On };
        (printed, core::mem::replace(&mut self.stderr, stderr))
    }

    /// Runs a list, whose programs read `stdin`.
    pub(super) fn list(
        &mut self,
        commands: &[Command],
        stdin: &mut Stdin,
        out: &mut Vec<u8>,
    ) -> Result<Flow, ShellError> {
        for (at, command) in commands.iter().enumerate() {
            let failed = self.exit_code != 0;
            if (command.join == Join::IfDone && failed) || (command.join == Join::IfFailed && !failed) {
                continue;
            }
            self.begun += 1;
            if self.work > MOST_WORK || self.begun > MOST_BEGUN || self.inside > MOST_INSIDE {
                self.exit_code = 0; // the command before may have failed; this is said as well
                return Err(ShellError::new(command.at, TOO_MUCH));
            }
            let goes_on = commands.get(at + 1).is_some_and(|after| after.join != Join::Always);
            let tested = goes_on || matches!(&command.kind, Kind::Pipeline(it) if it.negated);
            self.inside += 1;
            self.guarded += usize::from(tested);
            let flow = self.one(command, stdin, out);
            self.guarded -= usize::from(tested);
            self.inside -= 1;
            let flow = flow?;
            if flow != Flow::On || self.paused.is_some() {
                return Ok(flow);
            }
            if self.exit_code != 0 && self.state.options.stops && self.guarded == 0 && !tested {
                while self.state.leave() {}
                return Ok(Flow::Exit);
            }
        }
        Ok(Flow::On)
    }

    fn one(&mut self, command: &Command, stdin: &mut Stdin, out: &mut Vec<u8>) -> Result<Flow, ShellError> {
        match &command.kind {
            Kind::Pipeline(pipeline) => self.entry(pipeline, stdin, out),
            Kind::Compound(compound) => self.compound(compound, stdin, out),
            Kind::Function { name, body } => {
                self.state.define(name, body, command.at, command.text.len());
                Ok(self.done())
            }
        }
    }

    /// Runs a compound command.
    pub(super) fn compound(
        &mut self,
        compound: &Compound,
        stdin: &mut Stdin,
        out: &mut Vec<u8>,
    ) -> Result<Flow, ShellError> {
        match compound {
            Compound::Group(inside) => self.list(inside, stdin, out),
            Compound::If { arms, otherwise } => self.choose(arms, otherwise, stdin, out),
            Compound::Case { word, choices } => {
                let value = expand_one(&word.0, self)?;
                match chosen(choices, &value, |pattern| expand_pattern(pattern, self))? {
                    Some(choice) => self.list(&choice.then, stdin, out),
                    None => Ok(self.done()),
                }
            }
            Compound::For { name, words, body } => {
                let mut values = Vec::new();
                for (word, _) in words {
                    if let Some(numbers) = word.numbers() {
                        values.extend(numbers);
                    } else {
                        let found = expand_all(core::slice::from_ref(word), self)?;
                        values.extend(found.into_iter().map(|(value, _)| value));
                    }
                }
                self.rounds(values.iter(), body, stdin, out, |state, value| state.assign(name, value))
            }
            Compound::Read { source, fields, body } => {
                let text = self.source(source, stdin)?;
                self.rounds(text.lines(), body, stdin, out, |state, line| {
                    for (name, value) in fields.values(line) {
                        state.assign(name, value);
                    }
                })
            }
            Compound::While { until, condition, body } => loop {
                let flow = self.condition(condition, stdin, out)?;
                if flow != Flow::On || self.paused.is_some() {
                    return Ok(flow);
                }
                if (self.exit_code == 0) == *until {
                    return Ok(self.done());
                }
                match self.list(body, stdin, out)? {
                    Flow::On | Flow::Continue => {}
                    Flow::Break => return Ok(self.done()),
                    flow => return Ok(flow),
                }
                if self.paused.is_some() {
                    return Ok(Flow::Exit);
                }
            },
        }
    }

    /// A list that decides: `set -e` does not count in it.
    fn condition(
        &mut self,
        commands: &[Command],
        stdin: &mut Stdin,
        out: &mut Vec<u8>,
    ) -> Result<Flow, ShellError> {
        self.guarded += 1;
        let flow = self.list(commands, stdin, out);
        self.guarded -= 1;
        flow
    }

    /// A pipeline of a list.
    fn entry(
        &mut self,
        pipeline: &Pipeline,
        stdin: &mut Stdin,
        out: &mut Vec<u8>,
    ) -> Result<Flow, ShellError> {
        let word = pipeline.only_word();
        match word {
            Some("break") => return Ok(Flow::Break),
            Some("continue") => return Ok(Flow::Continue),
            _ => {}
        }
        let depth = self.state.depth();
        let printed = self.pipeline(pipeline, stdin)?;
        out.extend(printed);
        self.state.status = self.exit_code;
        Ok(match word {
            Some("return") if self.state.depth() < depth => Flow::Return,
            Some("exit") => Flow::Exit,
            _ => core::mem::take(&mut self.flow),
        })
    }

    /// `if`.
    fn choose(
        &mut self,
        arms: &[Arm],
        otherwise: &[Command],
        stdin: &mut Stdin,
        out: &mut Vec<u8>,
    ) -> Result<Flow, ShellError> {
        for arm in arms {
            let flow = self.condition(&arm.condition, stdin, out)?;
            if flow != Flow::On || self.paused.is_some() {
                return Ok(flow);
            }
            if self.exit_code == 0 {
                return self.list(&arm.then, stdin, out);
            }
        }
        self.done();
        self.list(otherwise, stdin, out)
    }

    /// A loop over values.
    fn rounds<T>(
        &mut self,
        values: impl Iterator<Item = T>,
        body: &[Command],
        stdin: &mut Stdin,
        out: &mut Vec<u8>,
        give: impl Fn(&mut State, T),
    ) -> Result<Flow, ShellError> {
        self.done();
        for value in values {
            give(self.state, value);
            match self.list(body, stdin, out)? {
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
    fn source(&mut self, source: &Source, stdin: &mut Stdin) -> Result<String, ShellError> {
        let printed = match source {
            Source::Around => {
                if let Some(bytes) = stdin.take() {
                    bytes.to_vec()
                } else {
                    self.stderr.push_str(NOTHING_TO_READ);
                    self.exit_code = 1;
                    Vec::new()
                }
            }
            Source::Pipe(pipeline, _) => self.pipeline(pipeline, stdin)?,
            Source::Lines(word) => expand_one(word, self)?.into_bytes(),
            Source::File(text) => self.line(&["cat ", text].concat())?,
            Source::Text(text) => self.line(&["echo ", text].concat())?,
        };
        Ok(String::from_utf8_lossy(&printed).into_owned())
    }

    fn line(&mut self, text: &str) -> Result<Vec<u8>, ShellError> {
        match parse(text)?.first().map(|command| &command.kind) {
            Some(Kind::Pipeline(pipeline)) => self.pipeline(pipeline, &mut None),
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
