//! The small world: two accounts, two Regions, two keys, one cluster, one snapshot, and what moves make of them, up to two
//! clusters and two snapshots. Every state that some moves lead to is looked at, and every move of each of them is tried,
//! allowed or not: the playground and the second reading must agree on it, invariants hold, and what is refused changes
//! nothing.
//!
//! What the search for plans says of these states is compared with it ([`plans`]): where it finds no plan, no moves lead to
//! what is wished for.
//!
//! A move is a command, and waiting until what it began is over; or waiting for days. States that differ only in names, ids,
//! dates, bytes and records are one ([`look`](mod@look)).

mod aims;
mod explore;
mod figures;
mod graph;
mod lineage;
mod look;
mod moves;
mod plans;
mod play;
mod reached;
mod same_moves;

use playground_core::edition::Edition;

use explore::explore;
use graph::Graph;
use plans::Compared;

/// How many moves `cargo xtask test` goes.
const MOVES: usize = 3;

/// How many of them lead to the states in which it looks for plans.
const STARTS: usize = 1;

/// How many moves the searches go that somebody starts by hand: as many as the README has, or as `SMALL_WORLD_MOVES` says.
fn longer(edition: Edition) -> usize {
    let asked = std::env::var("SMALL_WORLD_MOVES").ok().and_then(|moves| moves.parse().ok());
    asked.unwrap_or(match edition {
        Edition::Y2020 => 8,
        Edition::Y2026 => 7,
    })
}

/// Looks at every state that so many moves lead to, and at what can be planned in those that `starts` lead to: that is compared
/// with what the rest of the moves lead to.
fn searched(edition: Edition, moves: usize, starts: Option<usize>) {
    let mut graph = starts.map(|_| Graph::default());
    let found = explore(edition, moves, &mut graph, |states| figures::check(edition, states));
    reached::check(edition, &found);
    let (Some(graph), Some(starts)) = (graph, starts) else { return };
    let mut compared = Compared::default();
    found.each(graph.levels[starts], |player, at, both, way| {
        let before = graph.levels.iter().position(|states| at < *states).unwrap();
        compared.start(player, (&graph, at, moves - before), both, way);
    });
    println!("{edition:?}: led to {:?}, planned {:?}", compared.reached, compared.planned);
    println!("no plan {:?}, beyond the small world {:?}", compared.impossible, compared.beyond);
    compared.check(&found.asked);
}

#[test]
fn every_state_and_plan_of_2020() {
    searched(Edition::Y2020, MOVES, Some(STARTS));
}

#[test]
fn every_state_and_plan_of_2026() {
    searched(Edition::Y2026, MOVES, Some(STARTS));
}

#[test]
#[ignore = "it takes long; see CONTRIBUTING.md"]
fn every_state_of_2020_for_long() {
    searched(Edition::Y2020, longer(Edition::Y2020), None);
}

#[test]
#[ignore = "it takes long; see CONTRIBUTING.md"]
fn every_state_of_2026_for_long() {
    searched(Edition::Y2026, longer(Edition::Y2026), None);
}
