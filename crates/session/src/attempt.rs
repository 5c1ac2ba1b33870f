//! The commands of a text, run one after the other on copies of a state. The results are added to a timeline when
//! all of them are there; until then nothing has changed, and the attempt can be dropped.

use playground_core::database::Pause;

use crate::entry::Entry;
use crate::run::{self, State};
use crate::shell::{self, Command, Join, ShellError};
use crate::turn;

/// The states and entries of commands that were run.
pub(crate) type Steps = Vec<(State, Entry)>;

/// A text whose commands are being run.
pub(crate) struct Attempt {
    /// The digest of the history before it.
    before: [u8; 32],
    text: Box<str>,
    commands: Result<Vec<Command>, ShellError>,
    /// The index of the next command.
    next: usize,
    steps: Steps,
}

impl Attempt {
    /// Prepares a text to be run after the history with this digest.
    pub(crate) fn new(before: [u8; 32], text: &str) -> Self {
        Self { before, text: text.into(), commands: shell::parse(text), next: 0, steps: Vec::new() }
    }

    /// The attempt that was begun, if it is one for this text at this place; otherwise a new one.
    pub(crate) fn resume(begun: Option<Self>, before: [u8; 32], text: &str) -> Self {
        let same = begun.filter(|begun| begun.before == before && &*begun.text == text);
        same.unwrap_or_else(|| Self::new(before, text))
    }

    /// The number of entries that it will have at most.
    pub(crate) fn len(&self) -> usize {
        self.commands.as_ref().map_or(1, Vec::len)
    }

    /// Runs the commands that have not run yet. `state` is the one before the text. If a command has to wait, or the
    /// turn is over, those before it are kept: call this again then.
    pub(crate) fn go_on(&mut self, state: &State) -> Result<(), Pause> {
        let commands = match &self.commands {
            Ok(commands) => commands,
            Err(error) => {
                let entry = run::unreadable(&self.text, error.clone(), &self.before);
                self.steps = vec![(state.clone(), entry)];
                return Ok(());
            }
        };
        while let Some(command) = commands.get(self.next) {
            let last = self.steps.last();
            let failed = last.is_some_and(|(_, entry)| !entry.done());
            self.next += 1;
            if command.join == Join::IfDone && failed {
                continue;
            }
            let mut state = last.map_or(state, |(state, _)| state).clone();
            let digest = last.map_or(self.before, |(_, entry)| entry.digest);
            let entry = run::run(&mut state, command, &digest).inspect_err(|_| self.next -= 1)?;
            self.steps.push((state, entry));
            if self.next < commands.len() && turn::is_over() {
                return Err(Pause::Turn);
            }
        }
        Ok(())
    }

    /// The results.
    pub(crate) fn done(self) -> Steps {
        self.steps
    }
}
