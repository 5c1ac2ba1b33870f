//! Makes a [`View`] of a session. Reads worlds and the timeline, and changes nothing.
//!
//! What is highlighted as new is new since the *base*: the world before the last command, or before the last
//! step of a scenario.

mod byte;
mod bytes;
mod callers;
mod challenge;
mod cluster;
mod database;
mod documents;
mod envelope;
mod files;
mod findings;
mod history;
mod key;
mod lists;
mod look;
mod map;
mod memo;
mod names;
mod places;
mod readers;
mod script;
mod search;
mod sql;
mod things;
mod touched;
mod trail;
mod warnings;
mod weigh;

#[cfg(test)]
mod tests;

use playground_core::world::World;

use super::{Focus, InspectorView, MapView, View};
use crate::challenge::Trial;
use crate::lesson::Lesson;
use crate::session::Session;
use crate::state::State;
use crate::timeline::EntryId;
use names::Names;
use places::Sight;

pub use look::{look, look_fault};

/// The worlds a view is made from.
#[derive(Clone, Copy)]
struct Worlds<'a> {
    /// The world to show.
    now: &'a World,
    /// The world that it is compared with.
    base: &'a World,
    /// Whether it is said what to do about a lost key. In a challenge, that is for its hints.
    advises: bool,
}

/// Where a view is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Free,
    Scenario,
    Challenge,
}

impl View {
    /// The view in free play.
    pub fn of_session(session: &Session, focus: &Focus) -> Self {
        fill(session, before_last(session), focus, Shown::Free)
    }

    /// The view in a scenario.
    pub fn of_lesson(lesson: &Lesson, focus: &Focus) -> Self {
        let session = lesson.session();
        let look = look::shown(lesson);
        let focus = look.as_ref().map_or_else(|| look::stays(lesson, focus), |look| look.focus(focus));
        let mut view = fill(session, script::before_step(lesson), &focus, Shown::Scenario);
        view.scenario = Some(script::scenario(lesson, look));
        view
    }

    /// The view in a challenge.
    pub fn of_trial(trial: &Trial, focus: &Focus) -> Self {
        let session = trial.session();
        let mut view = fill(session, before_last(session), focus, Shown::Challenge);
        view.challenge = Some(challenge::challenge(trial));
        view
    }
}

impl MapView {
    /// The map after a step of a lesson, with what is new since the step before marked; `None` if the step
    /// has not run.
    pub fn after_step(lesson: &Lesson, step: usize) -> Option<Self> {
        let at = |entry| lesson.session().timeline().state_at(entry);
        let (before, end) = lesson.span(step)?;
        let (base, state) = (&at(before)?.world, at(end)?);
        let now = &state.world;
        Some(owned(places::map(Worlds { now, base, advises: true }, &Names::of(now), &Sight::Cards), state))
    }

    /// The map of a session at its cursor.
    pub fn of_session(session: &Session) -> Self {
        let timeline = session.timeline();
        let now = session.world();
        let before = timeline.parent(timeline.cursor()).and_then(|id| timeline.state_at(id));
        let base = before.map_or(now, |state| &state.world);
        let map = places::map(Worlds { now, base, advises: true }, &Names::of(now), &Sight::Cards);
        owned(map, session.state())
    }
}

impl InspectorView {
    /// What the inspector shows after a step of a lesson; `None` if it has not run, or there is nothing to show.
    pub fn after_step(lesson: &Lesson, step: usize) -> Option<Self> {
        let at = |entry| lesson.session().timeline().state_at(entry).map(|state| &state.world);
        let (before, end) = lesson.span(step)?;
        let (base, now) = (at(before)?, at(end)?);
        let focus = look::look(lesson, step)?.focus(&Focus::default());
        things::inspector(Worlds { now, base, advises: true }, &Names::of(now), &focus)
    }
}

/// Says of the accounts that come from files that they do: whose they are otherwise is so in scenarios only.
fn owned(mut map: MapView, state: &State) -> MapView {
    let own: Vec<String> = state.profiles_of_own().collect();
    for account in map.accounts.iter_mut().filter(|account| own.contains(&account.id)) {
        account.label = "From your files".into();
    }
    map
}

/// The entry before the one that the cursor is at.
fn before_last(session: &Session) -> EntryId {
    let timeline = session.timeline();
    timeline.parent(timeline.cursor()).unwrap_or(0)
}

fn fill(session: &Session, before: EntryId, focus: &Focus, shown: Shown) -> View {
    let now = session.world();
    // Of accounts that were just read, nothing is new: the map begins where the worst is found.
    let had_files = |state: &&State| state.accounts.is_some() || session.files().is_none();
    let base = session.timeline().state_at(before).filter(had_files).map_or(now, |state| &state.world);
    let worlds = Worlds { now, base, advises: shown != Shown::Challenge };
    let names = Names::of(now);
    let inspector = things::inspector(worlds, &names, focus);
    let open = inspector.as_ref().map(|open| &open.thing);
    View {
        edition: session.edition(),
        map: owned(places::map(worlds, &names, &Sight::Page { focus: &focus.map, open }), session.state()),
        timeline: history::timeline(session, shown == Shown::Scenario),
        callers: callers::sentences(session.state()),
        trail: trail::rows(worlds, &names, focus),
        inspector,
        scenario: None,
        challenge: None,
        files: session.files().map(|accounts| files::of(accounts, session.state())),
        console: history::console(session),
    }
}
