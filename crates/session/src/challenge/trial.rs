//! A challenge that somebody works on, in a session of its own: the set-up's commands, then the reader's. After each of
//! them the goals are checked on a copy of the world.

use std::rc::Rc;

use playground_core::database::Pause;

use super::{Challenge, Goal, parse};
use crate::attempt::{Attempt, Reading};
use crate::lesson::{commands_of, ran_after};
use crate::scenario::ScenarioError;
use crate::session::Session;
use crate::state::State;
use crate::timeline::EntryId;

/// A challenge, and how far somebody has come with it.
pub struct Trial {
    id: String,
    challenge: Challenge,
    session: Session,
    /// How many blocks of the set-up have run.
    set_up: usize,
    /// The last entry of the set-up, once it has run.
    start: EntryId,
    checked: Checked,
    /// The most hints that were asked for.
    hints: usize,
    /// Whether the solution was asked for.
    shown: bool,
    /// The fewest commands with which the goals were reached.
    solved: Option<usize>,
}

/// The goals that were checked at an entry.
#[derive(Default)]
struct Checked {
    at: EntryId,
    /// Whether each of them holds, as far as they were checked.
    met: Vec<bool>,
    /// The next one, if it was begun.
    begun: Option<Begun>,
}

/// A goal that is being checked: the index of its next check, the state before that, and the commands that have run.
type Begun = (usize, State, Option<Attempt>);

impl Trial {
    /// Reads a challenge's file. `id` is its name in an address.
    pub fn open(id: &str, file: &str) -> Result<Self, ScenarioError> {
        let challenge = parse(file)?;
        let session = Session::new(Session::seed_of(&challenge.seed), challenge.edition);
        Ok(Self {
            id: id.into(),
            challenge,
            session,
            set_up: 0,
            start: 0,
            checked: Checked::default(),
            hints: 0,
            shown: false,
            solved: None,
        })
    }

    /// Runs the set-up. If a command has to wait, what has run is kept: call this again then. Does nothing afterwards.
    pub fn begin(&mut self) -> Result<(), Pause> {
        while let Some(block) = self.challenge.setup.get(self.set_up) {
            if let Err(why) = self.session.run_as(&block.text, true)
                && let Some(pause) = why.waits
            {
                return Err(pause);
            }
            self.set_up += 1;
            self.start = self.session.timeline().cursor();
            self.session.timeline_mut().settle(self.start, self.start); // undo leads back to here, not further
        }
        Ok(())
    }

    /// Goes on with a session in which this challenge was begun before. Returns whether it was: if the set-up has changed
    /// since, or it is a session of something else, nothing changes.
    pub fn go_on_with(&mut self, session: Session) -> bool {
        let mut last = 0;
        for block in &self.challenge.setup {
            let Some(entries) = ran_after(&session, last, &block.text) else { return false };
            last = entries.last().copied().unwrap_or(last);
        }
        if !session.begins_as(&self.session) {
            return false;
        }
        self.session = session;
        (self.set_up, self.start, self.checked) = (self.challenge.setup.len(), last, Checked::default());
        true
    }

    /// The commands that [`Self::begin`] would run.
    pub fn commands_before(&self) -> Vec<Rc<str>> {
        self.challenge.setup.iter().skip(self.set_up).flat_map(|block| commands_of(&block.text)).collect()
    }

    /// The challenge's id, as in an address.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The challenge.
    pub const fn challenge(&self) -> &Challenge {
        &self.challenge
    }

    /// The session, to look at.
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// The session, for the reader's commands and moves. Call [`Self::check`] after them.
    pub const fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// The last entry of the set-up; `None` before it has run.
    pub fn start(&self) -> Option<EntryId> {
        (self.set_up == self.challenge.setup.len()).then_some(self.start)
    }

    /// The number of the reader's commands up to the cursor; `None` where the set-up has not run.
    pub fn commands(&self) -> Option<usize> {
        let timeline = self.session.timeline();
        let path = timeline.path(timeline.cursor());
        let start = self.start()?;
        let after = path.iter().skip_while(|id| **id <= start).count();
        (start == 0 || path.contains(&start)).then_some(after)
    }

    /// Checks the goals at the cursor, unless that is done. If a command of a check has to wait, those before it are kept:
    /// call this again then.
    pub fn check(&mut self) -> Result<(), Pause> {
        let cursor = self.session.timeline().cursor();
        if self.checked.at != cursor {
            self.checked = Checked { at: cursor, ..Checked::default() };
        }
        let Some(commands) = self.commands() else { return Ok(()) };
        while let Some(goal) = self.challenge.goals.get(self.checked.met.len()) {
            // The variables are the set-up's: a check must not depend on what the reader calls things.
            let variables = self.session.timeline().state_at(self.start).map(|state| state.variables.clone());
            let fresh = || State { variables: variables.unwrap_or_default(), ..self.session.state().clone() };
            let begun = self.checked.begun.take().unwrap_or_else(|| (0, fresh(), None));
            let met = holds(goal, begun).map_err(|waits| {
                let (begun, pause) = *waits;
                self.checked.begun = Some(begun);
                pause
            })?;
            self.checked.met.push(met);
        }
        if self.checked.met.iter().all(|met| *met) {
            self.solved = Some(self.solved.map_or(commands, |best| best.min(commands)));
        }
        Ok(())
    }

    /// The goals, and whether each holds at the cursor; `None` if it has not been checked there.
    pub fn goals(&self) -> impl Iterator<Item = (&Goal, Option<bool>)> {
        let here = self.checked.at == self.session.timeline().cursor();
        self.challenge.goals.iter().enumerate().map(move |(at, goal)| {
            let met = self.checked.met.get(at).copied().filter(|_| here);
            (goal, met)
        })
    }

    /// Returns whether every goal holds at the cursor.
    pub fn is_met(&self) -> bool {
        self.goals().all(|(_, met)| met == Some(true))
    }

    /// The fewest commands with which the reader has reached the goals; `None` before that.
    pub const fn solved(&self) -> Option<usize> {
        self.solved
    }

    /// How many hints are shown.
    pub const fn hints(&self) -> usize {
        self.hints
    }

    /// Shows the next hint.
    pub fn hint(&mut self) {
        self.hints = self.challenge.hints.len().min(self.hints.saturating_add(1));
    }

    /// Shows as many hints as were shown before, when this challenge was open.
    pub fn hint_again(&mut self, shown: usize) {
        self.hints = self.challenge.hints.len().min(shown);
    }

    /// Returns whether the solution is shown: after the goals were reached, or because the reader asked for it.
    pub const fn shows_solution(&self) -> bool {
        self.shown || self.solved.is_some()
    }

    /// Shows the solution.
    pub const fn show_solution(&mut self) {
        self.shown = true;
    }

    /// Goes back to the world that the set-up made. What was run stays as a branch.
    pub fn restart(&mut self) {
        self.session.timeline_mut().jump(self.start);
    }
}

/// Returns whether a goal holds, or where to go on if a command has to wait.
fn holds(goal: &Goal, (first, mut state, mut begun): Begun) -> Result<bool, Box<(Begun, Pause)>> {
    for (at, check) in goal.checks.iter().enumerate().skip(first) {
        let mut attempt =
            begun.take().unwrap_or_else(|| Attempt::new([0; 32], &check.commands.text, Reading::Script));
        if let Err(pause) = attempt.go_on(&state) {
            return Err(Box::new(((at, state, Some(attempt)), pause)));
        }
        let mut steps = attempt.done();
        let Some((after, last)) = steps.pop() else { return Ok(false) };
        if !check.expect.holds(&last) || steps.iter().any(|(_, entry)| !entry.done()) {
            return Ok(false);
        }
        state = after;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turn;

    const FILE: &str = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\n---\n\nHello.\n\n\
        ```setup\nKEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)\nNAME=alias/a\n```\n\n\
        ## Goals\n\nThe key has the alias.\n\n```goal\n\
        aws kms describe-key --key-id $NAME --query KeyMetadata.KeyId --output text\n=> contains -\n```\n\n\
        It is off.\n\n```goal\naws kms encrypt --key-id $KEY --plaintext aGVsbG8=\n=> refused DisabledException\n\
        aws kms enable-key --key-id $KEY\naws kms encrypt --key-id $KEY --plaintext aGVsbG8=\n=> done\n```\n\n\
        ## Hints\n\n- One.\n- Two.\n\n\
        ## Solution\n\n```solution\naws kms create-alias --alias-name alias/a --target-key-id $KEY\n\
        aws kms disable-key --key-id $KEY\n```\n";

    fn begun() -> Trial {
        let mut trial = Trial::open("t", FILE).unwrap();
        trial.begin().unwrap();
        trial
    }

    fn met(trial: &mut Trial) -> Vec<Option<bool>> {
        trial.check().unwrap();
        trial.goals().map(|(_, met)| met).collect()
    }

    #[test]
    fn goals_are_checked_on_the_state_and_leave_no_trace() {
        let mut trial = begun();
        assert_eq!(met(&mut trial), [Some(false), Some(false)]);
        let before = (trial.session().digest(), crate::world_digest(trial.session().world()));
        trial.checked = Checked::default();
        assert_eq!(met(&mut trial), [Some(false), Some(false)]);
        assert_eq!((trial.session().digest(), crate::world_digest(trial.session().world())), before);
        // Whatever the reader calls things, and however they get there.
        trial.session_mut().run("K=$KEY; KEY=nonsense; NAME=alias/b; AWS_REGION=eu-west-1");
        trial.session_mut().run("aws kms disable-key --region us-east-1 --key-id $K");
        assert_eq!(met(&mut trial), [Some(false), Some(true)]);
        assert_eq!(trial.solved(), None);
        trial
            .session_mut()
            .run("aws kms create-alias --region us-east-1 --alias-name alias/a --target-key-id $K");
        assert_eq!(met(&mut trial), [Some(true), Some(true)]);
        assert_eq!((trial.solved(), trial.commands()), (Some(6), Some(6)));
        assert!(trial.is_met() && trial.shows_solution());
        // Undone, it does not hold; done in fewer commands, those count.
        trial.session_mut().timeline_mut().undo();
        assert_eq!(trial.goals().next().map(|(_, met)| met), Some(None), "not checked here yet");
        assert_eq!(met(&mut trial), [Some(false), Some(true)]);
        trial.restart();
        let solution = trial.challenge().solution[0].text.clone();
        trial.session_mut().run(&solution);
        assert_eq!(met(&mut trial), [Some(true), Some(true)]);
        assert_eq!(trial.solved(), Some(2));
    }

    #[test]
    fn the_beginning_is_after_the_set_up() {
        let mut trial = begun();
        assert_eq!((trial.start(), trial.commands()), (Some(2), Some(0)));
        assert!(!trial.session().timeline().can_undo());
        assert_eq!(trial.commands_before().len(), 0);
        assert_eq!(&*Trial::open("t", FILE).unwrap().commands_before()[1], "NAME=alias/a");
        trial.session_mut().timeline_mut().back();
        assert_eq!(trial.commands(), None);
        assert_eq!(met(&mut trial), [None, None], "the goals are not checked before it");
        trial.session_mut().run("echo a");
        assert_eq!((trial.commands(), trial.is_met()), (None, false));
        trial.restart();
        assert_eq!(trial.commands(), Some(0));
    }

    #[test]
    fn a_challenge_goes_on_where_it_was_left() {
        use crate::exchange::{Replay, Saved};
        let again = |trial: &Trial| Replay::new(Saved::of(trial.session(), "T", None)).finish();
        let mut trial = begun();
        trial.session_mut().run("aws kms disable-key --key-id $KEY");
        trial.restart();
        trial.session_mut().run("aws kms create-alias --alias-name alias/a --target-key-id $KEY");
        let mut later = Trial::open("t", FILE).unwrap();
        assert!(later.go_on_with(again(&trial)));
        assert_eq!((later.begin(), later.start(), later.commands()), (Ok(()), Some(2), Some(1)));
        assert_eq!(met(&mut later), [Some(true), Some(false)]);
        later.restart();
        assert_eq!(met(&mut later), [Some(false), Some(false)], "it starts over after the set-up");
        // Its set-up alone is enough; less, another one, and the reader's own are not.
        assert!(Trial::open("t", FILE).unwrap().go_on_with(again(&begun())));
        for file in [FILE.replace("seed: 1", "seed: 2"), FILE.replace("NAME=alias/a\n", "NAME=alias/b\n")] {
            assert!(!Trial::open("t", &file).unwrap().go_on_with(again(&trial)), "{file}");
        }
        let mut typed = Session::new(Session::seed_of("1"), crate::view::Edition::Y2020);
        typed.run("KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)\nNAME=alias/a");
        assert!(!later.go_on_with(typed));
        assert!(!later.go_on_with(again(&Trial::open("t", FILE).unwrap())));
        assert_eq!(later.start(), Some(2), "nothing has changed");
    }

    #[test]
    fn hints_come_one_by_one_and_the_solution_when_asked_for() {
        let mut trial = begun();
        for shown in [1, 2, 2] {
            assert!(!trial.shows_solution());
            trial.hint();
            assert_eq!(trial.hints(), shown);
        }
        trial.show_solution();
        assert!(trial.shows_solution() && trial.solved().is_none());
    }

    #[test]
    fn set_up_and_checks_run_in_turns() {
        let mut trial = Trial::open("t", FILE).unwrap();
        turn::install(|| true);
        let mut turns = 0;
        while trial.begin().is_err() {
            assert_eq!(trial.start(), None);
            turns += 1;
        }
        assert_eq!(turns, 1, "one between two commands");
        let solution = trial.challenge().solution[0].text.clone();
        while trial.session_mut().try_run(&solution).is_err() {}
        let mut turns = 0;
        while trial.check().is_err() {
            assert!(!trial.is_met());
            turns += 1;
        }
        turn::install(|| false);
        assert_eq!(turns, 1, "one inside the second check");
        assert!(trial.is_met());
    }
}
