//! A session: a timeline of worlds, and lines that are run on the one at the cursor.
//!
//! Not here: scenarios (`lesson`), advice about refusals (`advice`), the page's data (`view`).

use playground_core::digest::sha256;
use playground_core::edition::Edition;
use playground_core::env::Seed;
use playground_core::map::Map;
use playground_core::world::World;

use crate::entry::Entry;
use crate::run::{self, State};
use crate::shell::{self, Join};
use crate::timeline::{EntryId, Timeline};

/// A timeline of worlds.
pub struct Session {
    seed: Seed,
    edition: Edition,
    timeline: Timeline<State, Entry>,
}

impl Session {
    /// A session at the beginning of a world.
    pub fn new(seed: Seed, edition: Edition) -> Self {
        let state = State { world: World::new(seed, edition), variables: Map::new() };
        Self { seed, edition, timeline: Timeline::new(state) }
    }

    /// The seed of a text: 32 hexadecimal digits as they are, of anything else the
    /// first half of its SHA-256.
    pub fn seed_of(text: &str) -> Seed {
        Seed::parse(text).unwrap_or_else(|| {
            let mut seed = [0; 16];
            for (slot, byte) in seed.iter_mut().zip(sha256(text.as_bytes())) {
                *slot = byte;
            }
            Seed(seed)
        })
    }

    /// Where everything random comes from.
    pub const fn seed(&self) -> Seed {
        self.seed
    }

    /// Which rules hold.
    pub const fn edition(&self) -> Edition {
        self.edition
    }

    /// The timeline, to look at.
    pub const fn timeline(&self) -> &Timeline<State, Entry> {
        &self.timeline
    }

    /// The timeline, to move in.
    pub const fn timeline_mut(&mut self) -> &mut Timeline<State, Entry> {
        &mut self.timeline
    }

    /// World and variables at the cursor.
    pub fn state(&self) -> &State {
        self.timeline.state()
    }

    /// The world at the cursor.
    pub fn world(&self) -> &World {
        &self.state().world
    }

    /// The entry at the cursor; none at the beginning.
    pub fn entry(&self) -> Option<&Entry> {
        self.timeline.record(self.timeline.cursor())
    }

    /// The digest of the history so far; of the beginning, that of seed and edition.
    pub fn digest(&self) -> [u8; 32] {
        self.digest_at(self.timeline.cursor())
    }

    /// The digest of the history up to an entry.
    pub fn digest_at(&self, id: EntryId) -> [u8; 32] {
        self.timeline.record(id).map_or_else(
            || sha256(&[self.edition.name().as_bytes(), &self.seed.0].concat()),
            |entry| entry.digest,
        )
    }

    /// Runs every command of a text, each one an entry, and stands behind the last.
    /// Not at a tip, this begins a branch. Gives the new entries; none for blanks and comments.
    pub fn run(&mut self, text: &str) -> Vec<EntryId> {
        self.run_as(text, false)
    }

    /// As [`Self::run`], for a scenario's commands.
    pub(crate) fn run_as(&mut self, text: &str, scripted: bool) -> Vec<EntryId> {
        let steps = attempt(self.state(), self.digest(), text);
        steps
            .into_iter()
            .map(|(state, mut entry)| {
                entry.scripted = scripted;
                self.timeline.push(state, entry)
            })
            .collect()
    }

    /// What [`Self::run`] would give, without a trace.
    pub fn preview(&self, text: &str) -> Vec<Entry> {
        attempt(self.state(), self.digest(), text).into_iter().map(|(_, entry)| entry).collect()
    }
}

/// The commands of a text, run one after the other on a copy of the state.
fn attempt(state: &State, before: [u8; 32], text: &str) -> Vec<(State, Entry)> {
    let mut state = state.clone();
    let commands = match shell::parse(text) {
        Ok(commands) => commands,
        Err(error) => {
            let entry = run::unreadable(text, &error, &before);
            return vec![(state, entry)];
        }
    };
    let mut done: Vec<(State, Entry)> = Vec::with_capacity(commands.len());
    let mut digest = before;
    for command in &commands {
        let failed = done.last().is_some_and(|(_, entry)| !entry.done());
        if command.join == Join::IfDone && failed {
            continue;
        }
        let entry = run::run(&mut state, command, &digest);
        digest = entry.digest;
        done.push((state.clone(), entry));
    }
    done
}
