//! What is stored of the sessions of this tab, and which of them are not.

use std::rc::Rc;

use playground_estate::Estate;
use playground_session::exchange::{Own, Saved};

use super::open_session::Open;
use super::{OpenSession, State, Workspace};
use crate::store::{Record, Summary, Went};

impl Workspace {
    /// Stores the open session if it has new commands of the reader's; with `anyhow`, even if none is new.
    pub(crate) fn save(&self, anyhow: bool) -> Went {
        let place = &mut self.0.borrow_mut().place;
        if place.open.has_own() { place.save(anyhow) } else { Went::Same }
    }

    /// What the world of the reader's accounts was made from, if this tab has one.
    pub(crate) fn own_estate(&self) -> Option<Rc<Estate>> {
        let state = self.0.borrow();
        let own = state.all().find(|place| matches!(place.open, Open::Own(_)))?;
        own.open.session().files().map(|files| files.estate.clone())
    }

    /// Returns whether the reader wants the world of the accounts to be kept.
    pub(crate) fn is_own_kept(&self) -> bool {
        let state = self.0.borrow();
        state.all().any(|place| matches!(&place.open, Open::Own(session) if session.kept().is_some()))
    }

    /// Keeps the open world of the reader's accounts from now on, with what it was made from.
    pub(crate) fn keep_own(&self, own: Own) {
        if let Open::Own(session) = &mut self.0.borrow_mut().place.open {
            session.keep(Some(own));
        }
    }

    /// Keeps the world of the reader's accounts no longer. Returns the id that it is stored under.
    pub(crate) fn unkeep(&self) -> Option<String> {
        let mut state = self.0.borrow_mut();
        let State { place, shelf, .. } = &mut *state;
        let mut places = std::iter::once(place).chain(shelf);
        places.find_map(|place| {
            let Open::Own(session) = &mut place.open else { return None };
            session.kept()?;
            session.keep(None);
            Some(std::mem::take(&mut place.record).id)
        })
    }

    /// A world of the reader's accounts that waits on the shelf is gone: another takes its place.
    pub(super) fn shelve_no_own(&self) {
        self.0.borrow_mut().shelf.retain(|place| !matches!(place.open, Open::Own(_)));
    }

    /// The record of the open session.
    pub(crate) fn record(&self) -> Record {
        let place = &mut self.0.borrow_mut().place;
        place.describe();
        place.record.clone()
    }

    /// The id under which the open session is stored, if it has commands of the reader's.
    pub(crate) fn own_id(&self) -> Option<String> {
        let place = &mut self.0.borrow_mut().place;
        place.open.has_own().then(|| {
            place.describe();
            place.record.id.clone()
        })
    }

    /// The open session as it is stored: without its outputs.
    pub(crate) fn saved(&self) -> Saved {
        let place = &mut self.0.borrow_mut().place;
        place.describe();
        place.saved()
    }

    /// Returns whether a session with commands of the reader's could not be stored.
    pub(crate) fn is_unsaved(&self) -> bool {
        let state = self.0.borrow();
        state.all().any(|place| place.record.refused.is_some() && place.open.has_own())
    }

    /// Returns whether a session of this tab has these commands.
    pub(crate) fn knows(&self, saved: &Saved) -> bool {
        self.0.borrow().all().any(|place| place.saved().begins_with(saved))
    }

    /// The sessions that could never be stored, and are in this tab only: id and summary.
    pub(crate) fn unsaved(&self) -> Vec<(String, Summary)> {
        let state = self.0.borrow();
        let lost = state.all().filter(|place| place.record.refused.is_some() && !place.record.is_stored());
        let row = |place: &OpenSession| {
            let name = place.record.shown_name(crate::store::now());
            (place.record.id.clone(), Summary::of(&name, &place.saved(), None))
        };
        lost.map(row).collect()
    }

    /// Renames a session of this tab and stores it again. Returns whether this tab has it.
    pub(crate) fn rename(&self, id: &str, name: &str) -> bool {
        let mut state = self.0.borrow_mut();
        let State { place, shelf, .. } = &mut *state;
        let Some(place) = std::iter::once(place).chain(shelf).find(|place| place.record.id == id) else {
            return false;
        };
        name.clone_into(&mut place.record.name);
        let _ = place.record.save(place.open.session(), true);
        true
    }

    /// Forgets a session that was deleted. Returns whether it was the open one.
    pub(crate) fn forget(&self, id: &str) -> bool {
        let mut state = self.0.borrow_mut();
        state.shelf.retain(|place| place.record.id != id);
        let open = state.place.record.id == id;
        drop(state);
        if open {
            self.begin(crate::browser::seed());
        }
        open
    }
}
