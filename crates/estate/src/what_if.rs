//! What would happen if: a change, carried out on a fork of an imported world by the core's own operations, and the days after it.
//! What works before is tried on each day that it takes to find the first on which it fails, and the last on which taking the
//! change back still helps. Nothing here knows a rule: whatever fails, fails because the core refuses it.
//!
//! Not here: what depends on a key by what files say (`depends`), and how an estate becomes a world (`world`). The world that is
//! asked about stays as it is: worlds share structure, so each day's is a fork.

mod change;
mod probe;

use std::rc::Rc;

use playground_core::edition::Edition;
use playground_core::env::{Seed, Time};
use playground_core::world::World;

use crate::arn::Arn;
use crate::estate::{Cluster, Estate};
use crate::world::keys::terms;
use crate::world::{Imported, world_of};
pub use change::Change;
use change::{Line, Plan};
use probe::Probe;

/// The longest time that is tried, in days.
pub const LONGEST: usize = 90;

/// Begins a trial on the world that files make under today's rules, at the latest moment that they speak of.
///
/// # Errors
///
/// As [`WhatIf::of`].
pub fn begin(estate: &Estate, change: &Change, days: usize, seed: [u8; 16]) -> Result<WhatIf, String> {
    let now = estate.latest().unwrap_or(Time::start(Edition::LATEST));
    WhatIf::of(estate, &world_of(estate, Edition::LATEST, Seed(seed), now), change, days)
}

/// Whose grants on a key can be revoked in the world that is made of the files: those of the files that the model knows, and
/// RDS's, which every cluster under the key has, whether or not a file lists it.
pub fn grantees(estate: &Estate, key: &Arn) -> Vec<Rc<str>> {
    let listed = estate.keys.get(key.as_str()).and_then(|key| key.grants.as_deref()).unwrap_or_default();
    let known = listed.iter().filter(|grant| terms(grant).is_some()).map(|grant| grant.grantee.clone());
    let under = |cluster: &Cluster| {
        cluster.is_aurora()
            && cluster.encryption.key().and_then(|name| estate.key_arn(name, &cluster.arn)).as_ref()
                == Some(key)
    };
    let rds = ["rds.", key.region(), ".amazonaws.com"].concat().into();
    let rds = estate.clusters.iter().any(under).then_some(rds);
    let mut grantees: Vec<Rc<str>> = Vec::new();
    for grantee in known.chain(rds) {
        if !grantees.contains(&grantee) {
            grantees.push(grantee);
        }
    }
    grantees
}

/// Something that fails then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// `cluster`, `snapshot`, `copy`, …
    pub kind: &'static str,
    /// Its ARN.
    pub arn: Arn,
    /// What was tried: a command, or that the cluster is available.
    pub tried: String,
    /// Who tried it: an account.
    pub account: String,
    /// Whether it fails without the change as well.
    pub already: bool,
    /// The moment of the first day on which it fails.
    pub from: Time,
    /// How it fails: AWS's error, or a status.
    pub how: String,
    /// Until when taking the change back helps.
    pub saved: Saved,
}

/// Until when something can be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Only before it fails: nothing takes the change back.
    Before,
    /// On this day for the last time.
    Until(Time),
    /// On the last day that was tried, too.
    Still,
}

/// A trial that goes on step by step, so that nobody waits for all of it at once.
pub struct WhatIf {
    plan: Plan,
    before: World,
    /// The world after the change, and at the same time of each day after it.
    days: Vec<World>,
    /// The same with the change taken back on that day, where that was tried.
    back: Vec<Option<World>>,
    /// How many days are tried.
    length: usize,
    probes: Vec<Probe>,
    next: usize,
    failures: Vec<Failure>,
    /// Why the days end before the chosen one.
    stopped: Option<String>,
}

impl WhatIf {
    /// Begins a trial of a change, for a number of days.
    ///
    /// # Errors
    ///
    /// If the change itself is refused, or is about something that isn't in the world: why, in a sentence.
    pub fn of(estate: &Estate, of: &Imported, change: &Change, days: usize) -> Result<Self, String> {
        let plan = change.plan(estate, of)?;
        let before = of.world.clone();
        let mut after = before.clone();
        for line in &plan.lines {
            after = line
                .run(&after)
                .map_err(|why| ["The change itself is refused. ", &*line.shown, ": ", &why].concat())?;
        }
        let probes = probe::of(estate, of, change);
        Ok(Self {
            plan,
            before,
            days: vec![after],
            back: vec![None],
            length: days.min(LONGEST),
            probes,
            next: 0,
            failures: Vec::new(),
            stopped: None,
        })
    }

    /// One more step: a day that passes, or something that is tried. Returns whether there is another.
    pub fn step(&mut self) -> bool {
        if self.days.len() <= self.length && self.stopped.is_none() {
            self.pass_a_day();
            return true;
        }
        let Some(probe) = self.probes.get(self.next).cloned() else { return false };
        self.next += 1;
        let failure = self.tried(&probe);
        self.failures.extend(failure);
        self.next < self.probes.len()
    }

    /// How far it is: steps done, and all of them.
    pub fn progress(&self) -> (usize, usize) {
        (self.days.len() - 1 + self.next, self.length + self.probes.len())
    }

    /// What fails, as far as it was tried.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }

    /// How many things were tried.
    pub fn tried_count(&self) -> usize {
        self.next
    }

    /// The commands that carried the change out, and those that take it back.
    pub fn commands(&self) -> (Vec<&str>, Vec<&str>) {
        (shown(&self.plan.lines), shown(&self.plan.back))
    }

    /// What the trial rests on beside AWS's rules, in a sentence.
    pub fn note(&self) -> Option<&'static str> {
        self.plan.note
    }

    /// Why the days end before the chosen one.
    pub fn stopped(&self) -> Option<&str> {
        self.stopped.as_deref()
    }

    /// The moment at which it ends.
    pub fn end(&self) -> Time {
        self.days.last().map_or(self.before.now, |world| world.now)
    }

    fn pass_a_day(&mut self) {
        let Some(world) = self.days.last() else { return };
        match Line::of("", "playground wait 1d", &self.plan.who).run(world) {
            Ok(next) => {
                self.days.push(next);
                self.back.push(None);
            }
            Err(why) => self.stopped = Some(why),
        }
    }

    /// Tries something: nothing to tell if it works until the end.
    fn tried(&mut self, probe: &Probe) -> Option<Failure> {
        let already = probe.works(&self.before).is_err();
        let last = self.days.len().checked_sub(1)?;
        probe.works(self.days.get(last)?).err()?;
        let first = self
            .first(last, |trial, day| trial.days.get(day).is_some_and(|world| probe.works(world).is_err()));
        let world = self.days.get(first)?;
        let (from, how) = (world.now, probe.works(world).err()?);
        Some(Failure {
            kind: probe.kind,
            arn: probe.arn.clone(),
            tried: probe.shown(),
            account: probe.account.to_string(),
            already,
            from,
            how,
            saved: if already { Saved::Before } else { self.saved(probe, last) },
        })
    }

    fn saved(&mut self, probe: &Probe, last: usize) -> Saved {
        if self.plan.back.is_empty() {
            return Saved::Before;
        }
        let fails = |trial: &mut Self, day: usize| {
            trial.taken_back(day).is_none_or(|world| probe.recovered(&world).is_err())
        };
        if !fails(self, last) {
            return Saved::Still;
        }
        match self.first(last, fails).checked_sub(1).and_then(|day| self.days.get(day)) {
            Some(world) => Saved::Until(world.now),
            None => Saved::Before,
        }
    }

    /// The first day for which something holds, which holds for the last and from its first on.
    fn first(&mut self, last: usize, holds: impl Fn(&mut Self, usize) -> bool) -> usize {
        let (mut low, mut high) = (0, last);
        while low < high {
            let middle = usize::midpoint(low, high);
            if holds(self, middle) { high = middle } else { low = middle + 1 }
        }
        high
    }

    /// The world in which the change is taken back on a day; `None` if that is refused then.
    fn taken_back(&mut self, day: usize) -> Option<World> {
        if let Some(Some(known)) = self.back.get(day) {
            return Some(known.clone());
        }
        let mut world = self.days.get(day)?.clone();
        for line in &self.plan.back {
            world = line.run(&world).ok()?;
        }
        if let Some(place) = self.back.get_mut(day) {
            *place = Some(world.clone());
        }
        Some(world)
    }
}

fn shown(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| &*line.shown).collect()
}
