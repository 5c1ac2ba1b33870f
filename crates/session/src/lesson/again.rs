//! Going on with a scenario in a session that has been run again, as a stored one is: which of its entries are the script's.

use std::rc::Rc;

use super::{Lesson, commands_of};
use crate::session::Session;
use crate::timeline::EntryId;

impl Lesson {
    /// Goes on with a session in which this scenario was run before, at a step, which had `ran` or not; the cursor stays where
    /// the session has it. Returns whether that can be: if the steps before have changed since, or it is a session of
    /// something else, nothing changes.
    pub fn go_on_with(&mut self, session: Session, step: usize, ran: bool) -> bool {
        let steps = || self.scenario.steps.iter();
        let mut found = Vec::new();
        let mut last = 0;
        for runs in steps().map(|step| &step.runs) {
            let block = |text: &str| {
                let entries = ran_after(&session, last, text)?;
                last = entries.last().copied().unwrap_or(last);
                Some(entries)
            };
            let Some(entries) = runs.iter().map(|run| run.text.as_str()).map(block).collect() else { break };
            found.push(entries);
        }
        let prose = steps().nth(step).is_none_or(|step| step.runs.is_empty());
        let (ran, same) = (ran && !prose, session.begins_as(&self.session));
        if !same || found.len() < step + usize::from(ran) {
            return false;
        }
        (self.session, self.step, self.ran) = (session, step, ran);
        (self.done, self.ahead, self.begun) = (Vec::new(), Vec::new(), None);
        for entries in found {
            self.note(entries);
        }
        true
    }
}

/// The entries of a script's block after an entry, if the block has run there.
pub(crate) fn ran_after(session: &Session, mut last: EntryId, block: &str) -> Option<Vec<EntryId>> {
    let timeline = session.timeline();
    let next = |line: Rc<str>| {
        let is_it = |id: &EntryId| {
            let entry = timeline.record(*id).filter(|entry| entry.scripted && entry.line == line);
            entry.is_some() && timeline.parent(*id) == Some(last)
        };
        last = (last + 1..=timeline.len()).find(is_it)?;
        Some(last)
    };
    commands_of(block).into_iter().map(next).collect()
}
