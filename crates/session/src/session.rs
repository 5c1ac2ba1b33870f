//! A session: a timeline of worlds, and the lines that are run on the world at the cursor.
//!
//! Scenarios are in `lesson`, explanations of refusals in `advice`, and the data for the page in `view`.

use std::rc::Rc;

use playground_core::database::Pause;
use playground_core::digest::sha256;
use playground_core::edition::Edition;
use playground_core::env::Seed;
use playground_core::world::World;
use playground_estate::{Estate, FileRead};

use crate::attempt::{Attempt, Reading, Steps};
use crate::entry::Entry;
use crate::exchange::Own;
use crate::limits::{self, Held, MAX_HISTORY, NotRun};
use crate::own::Accounts;
use crate::state::State;
use crate::timeline::{EntryId, Timeline};

/// A timeline of worlds.
pub struct Session {
    seed: Seed,
    edition: Edition,
    timeline: Timeline<State, Entry>,
    held: Held,
    /// A text that is being run, and has to wait.
    begun: Option<Attempt>,
    /// Whether it began with files of the reader's, and not with a new world.
    of_files: bool,
    /// What the files say, as it is kept with the session, if the reader wants that.
    kept: Option<Own>,
    /// The texts that had more to them than the commands that ran, each with its entries.
    typed: Vec<(Box<str>, Vec<EntryId>)>,
}

impl Session {
    /// A session that begins with a new world.
    pub fn new(seed: Seed, edition: Edition) -> Self {
        Self::with_history(seed, edition, MAX_HISTORY)
    }

    /// Like [`Self::new`], with another limit for the bytes of all states, which is [`MAX_HISTORY`] otherwise.
    pub fn with_history(seed: Seed, edition: Edition, most: u64) -> Self {
        let state = State::new(World::new(seed, edition));
        Self::from(state, most)
    }

    /// A session that begins with what files say of the reader's own accounts. It can't be made again from its commands alone.
    pub fn of_files(seed: Seed, edition: Edition, estate: Rc<Estate>, files: Vec<FileRead>) -> Self {
        let mut state = State::new(World::new(seed, edition));
        let at = state.moment_of(&estate);
        state.take_over(estate, files, at);
        Self { of_files: true, ..Self::from(state, MAX_HISTORY) }
    }

    fn from(state: State, most: u64) -> Self {
        let World { seed, edition, .. } = state.world;
        let held = Held { history: (0, most), ..Held::default() };
        let timeline = Timeline::new(state);
        Self { seed, edition, timeline, held, begun: None, of_files: false, kept: None, typed: Vec::new() }
    }

    /// What the files say that it began with, if it did.
    pub fn files(&self) -> Option<&Accounts> {
        self.timeline.state_at(0)?.accounts.as_deref().filter(|_| self.of_files)
    }

    /// Keeps what the files say with the session, wherever that is stored. Without this it is in no form of it.
    pub fn keep(&mut self, own: Option<Own>) {
        self.kept = own;
    }

    /// What is kept of the files.
    pub const fn kept(&self) -> Option<&Own> {
        self.kept.as_ref()
    }

    /// Makes a seed from a text: from 32 hexadecimal digits directly, from anything else by taking the first
    /// half of its SHA-256.
    pub fn seed_of(text: &str) -> Seed {
        Seed::parse(text).unwrap_or_else(|| {
            let mut seed = [0; 16];
            for (slot, byte) in seed.iter_mut().zip(sha256(text.as_bytes())) {
                *slot = byte;
            }
            Seed(seed)
        })
    }

    /// The seed of everything random.
    pub const fn seed(&self) -> Seed {
        self.seed
    }

    /// Returns whether it began with the same world as another one.
    pub(crate) fn begins_as(&self, other: &Self) -> bool {
        (self.seed, self.edition, self.of_files) == (other.seed, other.edition, other.of_files)
    }

    /// Which rules hold.
    pub const fn edition(&self) -> Edition {
        self.edition
    }

    /// The timeline.
    pub const fn timeline(&self) -> &Timeline<State, Entry> {
        &self.timeline
    }

    /// The timeline, to move in it.
    pub const fn timeline_mut(&mut self) -> &mut Timeline<State, Entry> {
        &mut self.timeline
    }

    /// The world and the variables at the cursor.
    pub fn state(&self) -> &State {
        self.timeline.state()
    }

    /// The world at the cursor.
    pub fn world(&self) -> &World {
        &self.state().world
    }

    /// The entry at the cursor; `None` at the beginning.
    pub fn entry(&self) -> Option<&Entry> {
        self.timeline.record(self.timeline.cursor())
    }

    /// The text with loops, conditions or lists whose first entry this is, and all its entries. A session that comes from a
    /// link or a file doesn't know what was typed.
    pub(crate) fn typed(&self, first: EntryId) -> Option<(&str, &[EntryId])> {
        let found = self.typed.iter().find(|(_, ids)| ids.first() == Some(&first))?;
        Some((&found.0, &found.1))
    }

    /// The digest of the history so far; at the beginning, that of seed and edition.
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

    /// Runs all commands of a text, each as an entry, and moves to the last one. If the cursor is not at a
    /// tip, this begins a branch. Returns the new entries: none for blanks and comments, and none for what
    /// [`Self::try_run`] refuses. Takes as many turns as it needs at once.
    pub fn run(&mut self, text: &str) -> Vec<EntryId> {
        self.run_whole(text, false, None).unwrap_or_default()
    }

    /// Like [`Self::run`], but returns an error if the text could not be run at all: it is too long, the
    /// session is full, or it has to wait for the database engine or for its next [turn](crate::turn): what has run
    /// so far is kept then, until this is called again with the same text or with another one. A refused command is an
    /// entry and not an error.
    pub fn try_run(&mut self, text: &str) -> Result<Vec<EntryId>, NotRun> {
        self.run_as(text, false)
    }

    /// Like [`Self::try_run`], for a scenario's commands if `scripted`.
    pub(crate) fn run_as(&mut self, text: &str, scripted: bool) -> Result<Vec<EntryId>, NotRun> {
        self.run_ahead(text, scripted, None)
    }

    /// Runs a stored entry's line, as one entry.
    pub(crate) fn run_entry(&mut self, line: &str, scripted: bool) -> Result<Vec<EntryId>, NotRun> {
        self.run_read(line, Reading::Entry, scripted, None)
    }

    /// Like [`Self::run_as`]. `ahead` has the results of an [`Attempt`] of the text at this state, if there was one.
    pub(crate) fn run_ahead(
        &mut self,
        text: &str,
        scripted: bool,
        ahead: Option<Steps>,
    ) -> Result<Vec<EntryId>, NotRun> {
        self.run_read(text, Reading::Script, scripted, ahead)
    }

    fn run_read(
        &mut self,
        text: &str,
        reading: Reading,
        scripted: bool,
        ahead: Option<Steps>,
    ) -> Result<Vec<EntryId>, NotRun> {
        limits::check_text(text)?;
        let mut attempt = Attempt::resume(self.begun.take(), self.digest(), text, reading);
        limits::allow(self.held, self.timeline.len(), attempt.len(), text)?;
        let typed = reading == Reading::Script && attempt.is_more_than_entries();
        let steps = match ahead {
            Some(steps) => steps,
            None => match attempt.go_on(self.state()) {
                Ok(()) => attempt.done(),
                Err(pause) => {
                    self.begun = Some(attempt);
                    return Err(pause.into());
                }
            },
        };
        let push = |(state, mut entry): (State, Entry)| {
            self.held.history.0 += state.beyond(self.timeline.state());
            self.held.lines += entry.line.len();
            self.held.printed += entry.stdout.len() + entry.stderr.len();
            entry.scripted = scripted;
            self.timeline.push(state, entry)
        };
        let ids: Vec<EntryId> = steps.into_iter().map(push).collect();
        if typed && !ids.is_empty() {
            self.held.lines += text.len();
            self.typed.push((text.into(), ids.clone()));
        }
        Ok(ids)
    }

    /// Like [`Self::run_ahead`], but takes as many turns as it needs at once.
    pub(crate) fn run_whole(
        &mut self,
        text: &str,
        scripted: bool,
        ahead: Option<Steps>,
    ) -> Result<Vec<EntryId>, NotRun> {
        let mut ran = self.run_ahead(text, scripted, ahead);
        while let Err(NotRun { waits: Some(Pause::Turn), .. }) = ran {
            ran = self.run_ahead(text, scripted, None);
        }
        ran
    }

    /// What [`Self::run`] would add, without changing anything; empty if it would have to wait.
    pub fn preview(&self, text: &str) -> Vec<Entry> {
        if limits::check_text(text).is_err() {
            return Vec::new();
        }
        let mut attempt = Attempt::new(self.digest(), text, Reading::Script);
        let steps = attempt.go_on(self.state()).map(|()| attempt.done()).unwrap_or_default();
        steps.into_iter().map(|(_, entry)| entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session::new(Session::seed_of("1"), Edition::Y2020)
    }

    fn said(session: &Session, ids: &[EntryId]) -> Vec<String> {
        let entries = ids.iter().filter_map(|id| session.timeline().record(*id));
        entries.map(|entry| format!("{}{}", entry.stdout, entry.stderr)).collect()
    }

    #[test]
    fn variables_and_substitutions() {
        let mut s = session();
        let ids = s.run("A=x\nB=\"$A y\"\necho $B$(echo 1 && A=q && echo $A) $A");
        assert_eq!(said(&s, &ids), ["", "", "x y1 q x\n"]);
        s.timeline_mut().jump(1);
        let ids = s.run("echo $B");
        assert!(said(&s, &ids)[0].contains("$B has no value yet"));
    }

    #[test]
    fn lines_go_to_programs_that_read_them() {
        let mut s = session();
        let none = |program: &str| format!("\n{program}: reads no standard input, so << can't follow it\n");
        for (line, program) in
            [("echo a", "echo"), ("aws kms list-keys", "aws"), ("playground wait 1d", "playground")]
        {
            let before = s.world().now;
            let ids = s.run(&format!("{line} <<X\ny\nX"));
            assert_eq!(said(&s, &ids), [none(program)]);
            assert_eq!(s.entry().map(|entry| entry.exit_code), Some(2));
            assert_eq!(s.world().now, before, "nothing was done");
        }
        let ids = s.run("foo <<X\ny\nX");
        assert!(said(&s, &ids)[0].contains("foo: command not found"));
        let ids = s.run("A=q\nsql --db-cluster-identifier none <<X\n$A$(echo b)\nX");
        let refused = s.timeline().record(*ids.last().unwrap()).unwrap().refused.clone().unwrap();
        assert_eq!(refused.asked.as_ref().and_then(|asked| asked.input()), Some("qb\n"));
        let ids = s.run("sql --db-cluster-identifier none 'SELECT 1' <<X\nSELECT 2\nX");
        assert!(said(&s, &ids)[0].contains("as one argument or by <<, not both"));
        let ids = s.run("sql --db-cluster-identifier none <<X\n$NONE\nX");
        assert!(
            said(&s, &ids)[0].contains("line 2, column 1: $NONE has no value yet"),
            "{:?}",
            said(&s, &ids)
        );
        let ids = s.run("\n\n sql --db-cluster-identifier none <<X\n$(foo)\nX");
        assert!(said(&s, &ids)[0].contains("foo: command not found"));
    }

    #[test]
    fn a_failure_stops_what_hangs_on_it() {
        let mut s = session();
        let ids = s.run("nonsense && echo a\necho b\nX=$(nonsense) && echo c\necho '");
        let all = said(&s, &ids);
        assert_eq!(all.len(), 4, "{all:?}");
        assert_eq!(all[1], "b\n");
        assert_eq!(all[3], "playground: line 1, column 6: This ' is never closed.\n");
        let ids = s.run("nonsense && echo a\necho b\nX=$(nonsense) && echo c");
        let codes: Vec<u8> = ids.iter().map(|id| s.timeline().record(*id).unwrap().exit_code).collect();
        assert_eq!(codes.len(), 3);
        assert_ne!(codes[0], 0);
        assert_eq!(codes[1], 0);
        assert_ne!(codes[2], 0);
        assert!(s.run("echo $X").iter().all(|id| !s.timeline().record(*id).unwrap().done()));
        assert!(s.run(" # nothing").is_empty());
    }

    #[test]
    fn the_variables_of_a_loop_are_no_commands_of_it() {
        for (rounds, stops) in [(300, false), (490, false), (600, true)] {
            let mut s = session();
            let ids = s.run(&format!("for i in $(seq 1 {rounds}); do echo c$i; done"));
            let ran = ids.iter().filter(|id| s.timeline().record(**id).unwrap().line.starts_with("echo"));
            let ran = ran.count();
            assert!(if stops { ran >= 490 } else { ran == rounds }, "{rounds}: {ran}");
            let last = s.entry().unwrap();
            assert_eq!(last.stderr.starts_with("Stopped here"), stops, "{rounds}: {}", last.line);
            assert_eq!(&*last.line == "# stopped", stops, "a comment, which nobody typed: {rounds}");
        }
    }

    #[test]
    fn functions_end_whatever_they_do() {
        let mut s = session();
        for (text, said) in [
            ("f() { f; f; }\nf", "f: There are more than 50 calls"),
            ("f() { echo x; f; }\necho $(f)", "do too much for one command"),
            ("f() { $(f); }\nf | cat", "do too much for one command"),
            (
                "f() { while true; do :; done; }\nf",
                "Stopped here: a text with loops runs at most 500 commands",
            ),
            ("f() { while true; do :; done; }\nf | cat", "do too much for one command"),
            ("f() { f; }\nf > x", "do too much for one command"),
            ("while true; do echo x; done | head -1", "do too much for one command"),
            ("( while :; do :; done )", "do too much for one command"),
            ("f() ( f )\nf", "do too much for one command"),
            ("{ until false; do cat /dev/null; done; } > x", "do too much for one command"),
            ("yes() { echo y | yes; }\nyes", "do too much for one command"),
            (
                "seq 1 9999 > x\nwhile true; do while read a; do :; done < x; done | cat",
                "do too much for one command",
            ),
            ("seq 1 9999 > x\nfor i in {1..9999}; do cat x; done > y", "do too much for one command"),
        ] {
            let ids = s.run(text);
            let said_it = ids.iter().any(|id| s.timeline().record(*id).unwrap().stderr.contains(said));
            assert!(said_it, "{text}: {:?}", s.entry().unwrap().stderr);
            assert!(ids.len() <= 502, "{text}: {}", ids.len());
            if said.starts_with("Stopped") {
                assert!(s.entry().unwrap().stderr.starts_with(said), "it is the last that is said");
                assert_eq!(s.state().depth(), 0);
            }
        }
    }

    #[test]
    fn a_call_that_is_left_in_the_middle_goes_on_from_there() {
        let mut s = session();
        let ids = s.run("x=1\nf() { local x=$1; echo $x; }\nf a");
        s.timeline_mut().jump(ids[3]);
        let ids = s.run("echo $1 $x\nreturn\necho $x $#\nreturn");
        let all = said(&s, &ids);
        assert_eq!(all[..3], ["a a\n", "", "1 0\n"]);
        assert!(all[3].contains("can only `return' from a function"), "{all:?}");
    }

    #[test]
    fn digests_chain_and_a_preview_leaves_no_trace() {
        let mut s = session();
        let preview = s.preview("echo a");
        assert!(s.timeline().is_empty());
        let ids = s.run("echo a");
        assert_eq!(s.entry(), Some(&preview[0]));
        let first = s.digest_at(ids[0]);
        s.run("echo b");
        let b = s.digest();
        s.timeline_mut().jump(0);
        s.run("echo c");
        s.run("echo b");
        assert_ne!(s.digest(), b);
        let mut again = session();
        again.run("echo a\necho b");
        assert_eq!(again.digest(), b);
        assert_ne!(first, b);
        assert_ne!(Session::new(Session::seed_of("2"), Edition::Y2020).digest(), session().digest());
    }
}
