//! The commands of a text, run one after the other on copies of a state: lists, conditions and loops. The results are
//! added to a timeline when all of them are there; until then nothing has changed, and the attempt can be dropped.
//!
//! Each pipeline that runs is an entry, in a loop as well: `for k in a b; do echo $k; done` leaves `k=a`, `echo $k`,
//! `k=b`, `echo $k`. So every call can be looked at, undone and explained, and a stored session replays line by line
//! without knowing of loops. A function is an entry that defines it; a call of it begins with the entry of the call and
//! ends with that of a `return`, which are all that a replay has to know of it. A compound command in a pipe, with a redirection
//! or in `( … )` is one entry. What a pipeline does is in `run`.

mod loops;

use std::rc::Rc;

use playground_core::database::Pause;

use crate::entry::Entry;
use crate::run::{self, Flow, Line};
use crate::shell::{Arm, Command, Join, Kind, Position, Word, parse, parse_script};
use crate::state::State;
use crate::turn;

/// The states and entries of commands that were run.
pub(crate) type Steps = Vec<(State, Entry)>;

/// How the text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As a person's text: what comes before a command that can't be read is run.
    Script,
    /// As a stored entry: if it can't be read as a whole, all of it is one entry.
    Entry,
}

/// A text whose commands are being run.
pub(crate) struct Attempt {
    /// The digest of the history before it.
    before: [u8; 32],
    text: Box<str>,
    reading: Reading,
    commands: Rc<[Command]>,
    /// What can't be read.
    unread: Option<String>,
    /// What is being run, innermost last.
    frames: Vec<Frame>,
    /// The exit code of the last command.
    status: u8,
    /// How often something was begun in a loop.
    rounds: usize,
    /// How many of the entries only give a loop's variables their values.
    given: usize,
    steps: Steps,
}

/// The entry that says that a text was stopped: for a shell it is a comment.
pub(crate) const STOPPED: &str = "# stopped";
const WHY_STOPPED: &str = "Stopped here: a text with loops runs at most 500 commands, which print at most 4 MiB. Give its loops an end, or run the rest on its own.\n";

/// The most commands of a text with loops, and what they may print and keep together.
const MAX_STEPS: usize = 500;
const MAX_PRINTED: usize = 4 << 20;
const MAX_KEPT: u64 = 64 << 20;
/// The most rounds of a text, also of those that run nothing.
const MAX_ROUNDS: usize = 20_000;

/// Something with commands inside, and how far it is.
enum Frame {
    /// A list, and the index of its next command. It may decide about a condition.
    List { commands: Rc<[Command]>, next: usize, decides: bool },
    /// `if`: the condition with this index is being run.
    If { arms: Rc<[Arm]>, at: usize, otherwise: Rc<[Command]> },
    /// `while`: its condition is being run, or its body.
    While { until: bool, condition: Rc<[Command]>, body: Rc<[Command]>, testing: bool },
    /// `for`: the values of its words are being found.
    Head { name: String, words: Vec<(Word, String)>, next: usize, lines: Vec<String>, body: Rc<[Command]> },
    /// A loop over lines that give its variables their values.
    Each { lines: std::vec::IntoIter<String>, body: Rc<[Command]> },
    /// A function: its commands are being run, and then it returns.
    Call,
}

impl Frame {
    const fn is_loop(&self) -> bool {
        matches!(self, Self::While { .. } | Self::Each { .. })
    }
}

impl Attempt {
    /// Prepares a text to be run after the history with this digest.
    pub(crate) fn new(before: [u8; 32], text: &str, reading: Reading) -> Self {
        let (commands, unread) = match (reading, parse(text)) {
            (Reading::Script, Ok(commands)) => (commands, None),
            (Reading::Script, Err(_)) => {
                let script = parse_script(text);
                let rest = script.unread.map_or_else(|| text.to_owned(), |(rest, _)| rest);
                (script.commands, Some(rest))
            }
            (Reading::Entry, Ok(commands)) if is_entry(&commands) => (commands, None),
            (Reading::Entry, _) => (Vec::new(), Some(text.to_owned())),
        };
        let commands: Rc<[Command]> = commands.into();
        let whole = Frame::List { commands: Rc::clone(&commands), next: 0, decides: false };
        Self {
            before,
            text: text.into(),
            reading,
            commands,
            unread,
            frames: vec![whole],
            status: 0,
            rounds: 0,
            given: 0,
            steps: Vec::new(),
        }
    }

    /// The attempt that was begun, if it is one for this text at this place; otherwise a new one.
    pub(crate) fn resume(begun: Option<Self>, before: [u8; 32], text: &str, reading: Reading) -> Self {
        let same = begun.filter(|it| it.before == before && &*it.text == text && it.reading == reading);
        same.unwrap_or_else(|| Self::new(before, text, reading))
    }

    /// The number of entries that it will have at most, as far as that is known before it runs.
    pub(crate) fn len(&self) -> usize {
        self.commands.len() + usize::from(self.unread.is_some())
    }

    /// Returns whether there are loops, conditions or lists in the text, of which its entries don't know.
    pub(crate) fn is_more_than_entries(&self) -> bool {
        let compound = |it: &Command| matches!(it.kind, Kind::Compound(_)) || it.join != Join::Always;
        self.commands.iter().any(compound)
    }

    /// Runs the commands that have not run yet. `state` is the one before the text. If a command has to wait, or the
    /// turn is over, those before it are kept: call this again then.
    pub(crate) fn go_on(&mut self, state: &State) -> Result<(), Pause> {
        while let Some(frame) = self.frames.pop() {
            let ran = self.steps.len();
            self.advance(frame, state)?;
            if self.steps.len() == ran {
                continue;
            }
            if self.is_too_long(state) {
                self.give_up(state)?;
            }
            if turn::is_over() && self.has_more() {
                return Err(Pause::Turn);
            }
        }
        if let Some(rest) = self.unread.take() {
            let (state, digest) = self.now(state);
            let entry = if rest == STOPPED {
                run::said(STOPPED, &digest, WHY_STOPPED)
            } else {
                run::unreadable(&rest, &digest)
            };
            let mut state = state.clone();
            state.status = entry.exit_code;
            self.steps.push((state, entry));
        }
        Ok(())
    }

    /// The results.
    pub(crate) fn done(self) -> Steps {
        self.steps
    }

    fn has_more(&self) -> bool {
        let more =
            |frame: &Frame| !matches!(frame, Frame::List { commands, next, .. } if *next >= commands.len());
        self.unread.is_some() || self.frames.iter().any(more)
    }

    /// The state and the digest after the last entry.
    fn now<'a>(&'a self, state: &'a State) -> (&'a State, [u8; 32]) {
        self.steps.last().map_or((state, self.before), |(state, entry)| (state, entry.digest))
    }

    /// Runs a pipeline as an entry.
    fn entry(&mut self, state: &State, line: &Line<'_>) -> Result<Flow, Pause> {
        let (state, digest) = self.now(state);
        let mut state = state.clone();
        let (entry, flow) = run::run(&mut state, line, &digest)?;
        self.status = entry.exit_code;
        self.steps.push((state, entry));
        Ok(flow)
    }

    /// Runs a line that stands for a part of a compound command.
    fn line(&mut self, state: &State, text: &str) -> Result<(), Pause> {
        let commands = parse(text).unwrap_or_default();
        let Some(Command { kind: Kind::Pipeline(pipeline), .. }) = commands.first() else { return Ok(()) };
        self.entry(state, &Line { pipeline, text, at: Position { line: 1, column: 1 } }).map(|_| ())
    }

    /// Takes a frame one step further, and puts it back if there is more of it. A pause leaves it as it was.
    fn advance(&mut self, frame: Frame, state: &State) -> Result<(), Pause> {
        match frame {
            Frame::List { commands, next, decides } => self.next_of_list(&commands, next, decides, state)?,
            Frame::If { arms, at, otherwise } => {
                let next = if self.status == 0 { arms.get(at).map(|arm| &arm.then) } else { None };
                if let Some(then) = next {
                    self.push_list(then, false);
                } else if let Some(arm) = arms.get(at + 1) {
                    let condition = Rc::clone(&arm.condition);
                    self.frames.push(Frame::If { arms: Rc::clone(&arms), at: at + 1, otherwise });
                    self.push_list(&condition, true);
                } else {
                    self.status = 0;
                    self.push_list(&otherwise, false);
                }
            }
            Frame::While { until, condition, body, testing } => {
                self.rounds += 1;
                let next = Rc::clone(if testing { &body } else { &condition });
                if testing && (self.status == 0) == until {
                    self.status = 0;
                    return Ok(());
                }
                if self.rounds > MAX_ROUNDS {
                    return self.give_up(state);
                }
                self.frames.push(Frame::While { until, condition, body, testing: !testing });
                self.push_list(&next, !testing);
            }
            Frame::Head { name, words, next, lines, body } => {
                self.next_of_head(name, words, next, lines, body, state)?;
            }
            Frame::Each { mut lines, body } => {
                let Some(line) = lines.as_slice().first().cloned() else { return Ok(()) };
                let run = self.line(state, &line);
                if run.is_ok() {
                    lines.next();
                    self.given += 1;
                }
                self.frames.push(Frame::Each { lines, body: Rc::clone(&body) });
                run?;
                self.push_list(&body, false);
            }
            Frame::Call => {
                let status = self.status.to_string();
                let known = self.now(state).0.status == self.status;
                let line = if known { "return".to_owned() } else { ["return ", &status].concat() };
                self.line(state, &line).inspect_err(|_| self.frames.push(Frame::Call))?;
            }
        }
        Ok(())
    }

    fn push_list(&mut self, commands: &Rc<[Command]>, decides: bool) {
        self.frames.push(Frame::List { commands: Rc::clone(commands), next: 0, decides });
    }

    fn next_of_list(
        &mut self,
        commands: &Rc<[Command]>,
        next: usize,
        decides: bool,
        state: &State,
    ) -> Result<(), Pause> {
        let Some(command) = commands.get(next) else { return Ok(()) };
        self.frames.push(Frame::List { commands: Rc::clone(commands), next: next + 1, decides });
        let skipped = match command.join {
            Join::Always => false,
            Join::IfDone => self.status != 0,
            Join::IfFailed => self.status == 0,
        };
        if skipped {
            return Ok(());
        }
        let again = |it: &mut Self| {
            it.frames.pop();
            it.frames.push(Frame::List { commands: Rc::clone(commands), next, decides });
        };
        let goes_on = commands.get(next + 1).is_some_and(|after| after.join != Join::Always);
        match &command.kind {
            Kind::Pipeline(pipeline) => {
                let word = pipeline.only_word();
                if matches!(word, Some("break" | "continue")) {
                    self.leave(word == Some("break"));
                    return Ok(());
                }
                let line = Line { pipeline, text: &command.text, at: command.at };
                let depth = self.now(state).0.depth();
                let flow = self.entry(state, &line).inspect_err(|_| again(self))?;
                if self.reading == Reading::Script {
                    self.follow_call(depth, goes_on, state);
                }
                let stops =
                    self.now(state).0.options.stops && !goes_on && !pipeline.negated && !self.is_deciding();
                if word == Some("exit") || flow == Flow::Exit || (stops && self.status != 0) {
                    self.end(state)?;
                } else if matches!(flow, Flow::Break | Flow::Continue) {
                    self.leave(flow == Flow::Break);
                }
            }
            Kind::Function { name, .. } => {
                let (now, digest) = self.now(state);
                let mut now = now.clone();
                let entry = run::define(&mut now, name, command, &digest);
                self.status = 0;
                self.steps.push((now, entry));
            }
            Kind::Compound(compound) => {
                self.mark(goes_on);
                if let Err(pause) = self.begin(compound, command, state) {
                    self.frames.truncate(self.frames.len() - usize::from(goes_on));
                    again(self);
                    return Err(pause);
                }
            }
        }
        Ok(())
    }

    /// Goes on where an entry left it, before which so many calls were running: in the function that it called, or behind the
    /// call that it ended.
    fn follow_call(&mut self, depth: usize, goes_on: bool, state: &State) {
        let now = self.now(state).0;
        if now.depth() > depth {
            let body = now.call.as_ref().map(|call| Rc::clone(&call.body));
            self.mark(goes_on);
            self.frames.push(Frame::Call);
            self.push_list(&body.unwrap_or_default(), false);
        } else if now.depth() < depth && self.frames.iter().any(|frame| matches!(frame, Frame::Call)) {
            while self.frames.pop().is_some_and(|frame| !matches!(frame, Frame::Call)) {}
        }
    }

    /// What comes now decides whether what is behind `&&` or `||` runs, if it goes on: an empty list that decides is left
    /// beneath it.
    fn mark(&mut self, goes_on: bool) {
        if goes_on {
            self.push_list(&Rc::from([]), true);
        }
    }

    /// Returns whether what is being run decides about a condition: `set -e` does not end the text then.
    fn is_deciding(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame, Frame::List { decides: true, .. }))
    }

    /// Leaves the present round of the innermost loop, or the loop.
    fn leave(&mut self, for_good: bool) {
        let inside =
            self.frames.iter().rposition(|frame| matches!(frame, Frame::Call)).map_or(0, |at| at + 1);
        let Some(at) = self.frames.iter().rposition(Frame::is_loop).filter(|at| *at >= inside) else {
            return;
        };
        self.frames.truncate(at + 1);
        self.status = 0;
        if for_good {
            self.frames.pop();
        } else if let Some(Frame::While { testing, .. }) = self.frames.last_mut() {
            *testing = false;
        }
    }

    /// Returns whether a text with loops has become too long.
    fn is_too_long(&self, state: &State) -> bool {
        if !self.frames.iter().any(|frame| frame.is_loop() || matches!(frame, Frame::Call)) {
            return false;
        }
        let printed: usize = self
            .steps
            .iter()
            .rev()
            .take(MAX_STEPS)
            .map(|(_, entry)| entry.stdout.len() + entry.stderr.len())
            .sum();
        let now = self.now(state).0;
        self.steps.len() - self.given >= MAX_STEPS || printed > MAX_PRINTED || now.beyond(state) > MAX_KEPT
    }

    /// Ends the text, and says why.
    fn give_up(&mut self, state: &State) -> Result<(), Pause> {
        self.end(state)?;
        self.unread = Some(STOPPED.to_owned());
        Ok(())
    }

    /// Ends the text. If it is in a function, the entry of an `exit` ends that as well.
    fn end(&mut self, state: &State) -> Result<(), Pause> {
        self.frames.clear();
        self.unread = None;
        if self.reading == Reading::Entry || self.now(state).0.depth() == 0 {
            return Ok(());
        }
        let status = self.status.to_string();
        self.line(state, &["exit ", &status].concat())
    }
}

/// Returns whether a text is what an entry holds: one pipeline, or one function.
fn is_entry(commands: &[Command]) -> bool {
    matches!(commands, [Command { kind: Kind::Pipeline(_) | Kind::Function { .. }, .. }])
}
