//! The states of the small world as a graph: which moves lead from one to another, and whose data things have then. What so
//! many moves lead to from any of its states can be told from it without making the moves again.

use std::collections::BTreeSet;

use super::lineage::{How, Origins, Thing, made};
use super::look::sorted;
use super::play::Both;
use crate::command::Command;
use crate::ledger::Ledger;

/// The most things in a world: those of the small one, and what a plan makes beside them.
pub(super) const THINGS: usize = 12;

/// A state, as the first way to it left it.
pub(super) struct State {
    pub(super) ledger: Ledger,
    /// All that is there, in the order that all worlds have that look the same.
    pub(super) things: Vec<Thing>,
    pub(super) origins: Origins,
    edges: BTreeSet<Edge>,
}

impl State {
    /// What a world is that no move of the small world led to.
    pub(super) fn beside(both: &Both, things: Vec<Thing>) -> Self {
        Self { ledger: both.ledger.clone(), things, origins: Origins::default(), edges: BTreeSet::new() }
    }
}

/// A move that was allowed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    to: usize,
    /// For each thing of the state that it leads to, the thing whose data it has, and how it got that if it is new.
    from: [Option<(u8, Option<How>)>; THINGS],
}

/// The graph.
#[derive(Default)]
pub(super) struct Graph {
    pub(super) states: Vec<State>,
    /// The number of states that so many moves lead to or fewer, from none on.
    pub(super) levels: Vec<usize>,
}

/// What the things of a state have of those that were there at the start: for each the bits of those whose data it has, and
/// of those which it was restored from to a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Holds {
    pub(super) data: [u8; THINGS],
    pub(super) restored: [u8; THINGS],
}

/// A state that some moves lead to from a start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reached {
    pub(super) state: usize,
    pub(super) holds: Holds,
    /// How many volumes were copied on the way.
    pub(super) copied: u8,
}

impl Graph {
    pub(super) fn begin(&mut self, both: &Both) {
        let origins = Origins::of_beginning(&both.ledger);
        self.add(both, origins);
        self.levels = vec![self.states.len()];
    }

    fn add(&mut self, both: &Both, origins: Origins) {
        self.states.push(State { origins, ..State::beside(both, sorted(&both.world)) });
    }

    /// Notes a move from a state, and what it led to.
    pub(super) fn note(&mut self, at: usize, command: &Command, after: &Both, to: u32) {
        let to = to as usize;
        let state = &self.states[at];
        let index = |thing: &Thing| {
            let at = state.things.iter().position(|known| known == thing);
            at.and_then(|at| u8::try_from(at).ok())
        };
        let new = made(command);
        let mut edge = Edge { to, from: [None; THINGS] };
        for (from, thing) in edge.from.iter_mut().zip(sorted(&after.world)) {
            *from = match &new {
                Some(new) if new.thing == thing => index(&new.from).map(|from| (from, Some(new.how))),
                Some(_) | None => index(&thing).map(|from| (from, None)),
            };
        }
        if to == self.states.len() {
            let origins = state.origins.after(command, &after.ledger);
            self.add(after, origins);
        }
        self.states[at].edges.insert(edge);
    }

    /// All that so many moves lead to from a start or fewer, in the order of their number, with that. `data` says of each thing of the
    /// start whose data it has.
    pub(super) fn reached(&self, start: usize, data: [u8; THINGS], moves: usize) -> Vec<(usize, Reached)> {
        let holds = Holds::at_start(data);
        let first = Reached { state: start, holds, copied: 0 };
        let mut seen = BTreeSet::from([first]);
        let mut all = vec![(0, first)];
        let mut at = 0;
        while let Some((depth, reached)) = all.get(at).copied().filter(|(depth, _)| *depth < moves) {
            at += 1;
            for edge in &self.states[reached.state].edges {
                let next = reached.after(edge);
                if seen.insert(next) {
                    all.push((depth + 1, next));
                }
            }
        }
        all
    }
}

impl Reached {
    fn after(&self, edge: &Edge) -> Self {
        let mut next = Self { state: edge.to, holds: Holds::at_start([0; THINGS]), ..*self };
        for (number, from) in edge.from.iter().enumerate() {
            let Some((from, how)) = from else { continue };
            next.holds.take(number, &self.holds, usize::from(*from), *how);
            next.copied += how.map_or(0, How::copied);
        }
        next
    }
}

impl Holds {
    /// At the start.
    pub(super) const fn at_start(data: [u8; THINGS]) -> Self {
        Self { data, restored: [0; THINGS] }
    }

    /// A thing has what another one had before; it was made out of that if it is said how.
    pub(super) fn take(&mut self, thing: usize, before: &Self, from: usize, how: Option<How>) {
        let (data, restored) = (before.data[from], before.restored[from]);
        self.data[thing] = data;
        self.restored[thing] = if how == Some(How::ToAMoment) { data } else { restored };
    }
}
