//! Replays a session from its commands, a few at a time.

use playground_core::database::Pause;
use playground_core::env::Seed;

use super::Saved;
use super::saved::check_line;
use crate::limits::NotRun;
use crate::session::Session;
use crate::timeline::EntryId;

/// A session that is being replayed. Run it in slices, so that the page can draw and the reader can stop it:
/// one command takes a few milliseconds, except for long waits with many clusters.
pub struct Replay {
    saved: Saved,
    session: Session,
    next: usize,
    notice: Option<Notice>,
    waits: Option<Pause>,
}

/// The progress of a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of commands that have run.
    pub done: usize,
    /// The number of commands.
    pub total: usize,
}

/// What the reader should know about a session that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// It was saved by a version whose results had another form.
    Outdated,
    /// The results of this entry, and of those that follow from it, differ from the saved ones.
    Differs(EntryId),
    /// This entry and all after it could not be run; the text says why.
    Stopped(EntryId, NotRun),
}

impl core::fmt::Display for Notice {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Outdated => f.write_str(
                "This was made by an earlier version of the playground: its commands are the same, but ciphertexts and \
                 digests differ.",
            ),
            Self::Differs(entry) => write!(
                f,
                "This was made by another version of the playground, or was edited: from command {entry} on, \
                 results differ."
            ),
            Self::Stopped(entry, why) => {
                write!(f, "Only the commands before command {entry} were run. {why}")
            }
        }
    }
}

impl Replay {
    /// Prepares a replay without running anything.
    pub fn new(saved: Saved) -> Self {
        let session = Session::new(Seed(saved.seed.0), saved.edition);
        Self::on(saved, session)
    }

    /// Like [`Self::new`], of a session that began with what was read of the reader's accounts: that is `session`.
    pub fn on(saved: Saved, mut session: Session) -> Self {
        session.keep(saved.own.clone());
        let notice = (saved.outdated && !saved.entries.is_empty()).then_some(Notice::Outdated);
        Self { saved, session, next: 0, notice, waits: None }
    }

    /// Runs up to `n` more commands, or until one has to wait (see [`Self::waits`]).
    pub fn advance(&mut self, n: usize) -> Progress {
        self.waits = None;
        for _ in 0..n {
            if self.over() || !self.step() {
                break;
            }
        }
        self.progress()
    }

    /// The progress so far.
    pub fn progress(&self) -> Progress {
        let total = self.saved.entries.len();
        let done = if self.over() { total } else { self.next };
        Progress { done, total }
    }

    /// What the next command waits for. Once that is available, [`Self::advance`] continues.
    pub const fn waits(&self) -> Option<Pause> {
        self.waits
    }

    /// The first thing that the reader should know about the replay so far.
    pub const fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Runs the rest and returns the session as it was: every entry has its number, the cursor is in its
    /// place, and there is nothing to undo.
    pub fn finish(mut self) -> Session {
        while !self.over() && self.step() {}
        let made = self.session.timeline().len();
        let (cursor, tip) = (self.saved.cursor, self.saved.tip);
        if tip <= made {
            self.session.timeline_mut().settle(tip, cursor);
        } else {
            self.session.timeline_mut().settle(made, made);
        }
        self.session
    }

    fn over(&self) -> bool {
        self.next >= self.saved.entries.len() || matches!(self.notice, Some(Notice::Stopped(..)))
    }

    /// Runs one command. Returns whether that was possible.
    fn step(&mut self) -> bool {
        let Some(saved) = self.saved.entries.get(self.next) else { return false };
        let id = self.next + 1;
        let runnable = check_line(&saved.line).map_err(NotRun::because);
        let reached = self.session.timeline_mut().jump(saved.parent);
        let ran = runnable.and_then(|()| self.session.run_entry(&saved.line, saved.scripted));
        match ran {
            Ok(new) if reached && new == [id] => {}
            Ok(_) => {
                let why = NotRun::because(String::from("It can't be put in its place."));
                self.notice = Some(Notice::Stopped(id, why));
                return false;
            }
            Err(why) if why.waits.is_some() => {
                self.waits = why.waits;
                return false;
            }
            Err(why) => {
                self.notice = Some(Notice::Stopped(id, why));
                return false;
            }
        }
        let same = self.session.digest_at(id).starts_with(&saved.digest);
        if !same && self.notice.is_none() {
            self.notice = Some(Notice::Differs(id));
        }
        self.next += 1;
        true
    }
}
