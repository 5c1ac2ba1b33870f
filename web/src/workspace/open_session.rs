//! One session of this tab: free play, a scenario or a challenge, and its record. Which of them is open, and what stays on the
//! shelf, is decided in `workspace`.

use std::rc::Rc;

use playground_session::Session;
use playground_session::challenge::Trial;
use playground_session::exchange::{Origin, Saved};
use playground_session::lesson::Lesson;
use playground_session::view::{Edition, free_play};

use crate::store::{Record, Went};

/// A session, and how it is stored.
pub(super) struct OpenSession {
    pub(super) open: Open,
    pub(super) record: Record,
    /// The host that the scenario came from, if that is another site than the page's.
    pub(super) from: Option<Rc<str>>,
}

/// What is open.
pub(super) enum Open {
    Free(Box<Session>),
    /// A world that began with files of the reader's. It is stored only if the reader says so.
    Own(Box<Session>),
    Lesson(Box<Lesson>),
    Trial(Box<Trial>),
}

impl Open {
    pub(super) fn lesson(&self) -> Option<&Lesson> {
        match self {
            Self::Free(_) | Self::Own(_) | Self::Trial(_) => None,
            Self::Lesson(lesson) => Some(lesson),
        }
    }

    pub(super) fn trial(&self) -> Option<&Trial> {
        match self {
            Self::Free(_) | Self::Own(_) | Self::Lesson(_) => None,
            Self::Trial(trial) => Some(trial),
        }
    }

    pub(super) fn session(&self) -> &Session {
        match self {
            Self::Free(session) | Self::Own(session) => session,
            Self::Lesson(lesson) => lesson.session(),
            Self::Trial(trial) => trial.session(),
        }
    }

    /// Returns whether there is something to store: any command in free play, any unscripted one in a scenario, and what
    /// began with files if the reader wants it to be kept.
    pub(super) fn has_own(&self) -> bool {
        let timeline = self.session().timeline();
        match self {
            Self::Own(session) => session.kept().is_some(),
            Self::Free(_) => !timeline.is_empty(),
            Self::Lesson(_) | Self::Trial(_) => {
                (1..=timeline.len()).filter_map(|id| timeline.record(id)).any(|entry| !entry.scripted)
            }
        }
    }

    /// Changes the session on the reader's behalf. A scenario then follows to the step that fits.
    pub(super) fn reader<T>(&mut self, act: impl FnOnce(&mut Session) -> T) -> T {
        match self {
            Self::Free(session) | Self::Own(session) => act(session),
            Self::Lesson(lesson) => {
                let done = act(lesson.session_mut());
                lesson.follow();
                done
            }
            Self::Trial(trial) => act(trial.session_mut()),
        }
    }
}

impl OpenSession {
    /// A session that is not stored, of this site.
    pub(super) fn of(open: Open) -> Self {
        Self { open, record: Record::default(), from: None }
    }

    /// An empty world.
    pub(super) fn free(seed: [u8; 16], edition: Edition) -> Self {
        Self::of(Open::Free(Box::new(free_play(seed, edition))))
    }

    /// Returns whether this is a scenario in a world of an edition, or of its own if none is named.
    pub(super) fn is(&self, id: &str, edition: Option<Edition>) -> bool {
        let fits =
            |lesson: &Lesson| edition.map_or(lesson.is_as_written(), |it| it == lesson.session().edition());
        self.open.lesson().is_some_and(|lesson| lesson.id() == id && fits(lesson))
    }

    /// Returns whether this is free play in an edition.
    pub(super) fn is_free(&self, edition: Edition) -> bool {
        matches!(&self.open, Open::Free(session) if session.edition() == edition)
    }

    /// Brings the record up to date with the session: a scenario's title and step, and an id.
    pub(super) fn describe(&mut self) {
        if let Open::Lesson(lesson) = &self.open {
            self.record.title.clone_from(&lesson.scenario().title);
            self.record.origin = Some(Origin { scenario: lesson.id().to_owned(), step: lesson.step() });
        }
        if let Open::Own(_) = &self.open
            && self.record.title.is_empty()
        {
            self.record.title = crate::text::OWN_TITLE.to_string();
        }
        if let Open::Trial(trial) = &self.open {
            // Opened again, it is a session with these commands. It came from somewhere, so it is not taken for free play.
            self.record.title.clone_from(&trial.challenge().title);
            self.record.origin = Some(Origin { scenario: trial.id().to_owned(), step: 0 });
        }
        if self.record.id.is_empty() {
            self.record.id = Record::new().id;
        }
    }

    pub(super) fn save(&mut self, anyhow: bool) -> Went {
        self.describe();
        self.record.save(self.open.session(), anyhow)
    }

    pub(super) fn saved(&self) -> Saved {
        Saved::of(self.open.session(), &self.record.title, self.record.origin.clone())
    }
}
