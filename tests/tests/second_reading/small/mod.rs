//! The small world: two accounts, two Regions, two keys, one cluster, one snapshot, and what moves make of them, up to two
//! clusters and two snapshots. Every state that some moves lead to is looked at, and every move of each of them is tried,
//! allowed or not: the playground and the second reading must agree on it, invariants hold, and what is refused changes
//! nothing.
//!
//! A move is a command, and waiting until what it began is over; or waiting for days. States that differ only in names, ids,
//! dates, bytes and records are one ([`look`](mod@look)).

mod explore;
mod figures;
mod look;
mod moves;
mod play;
mod reached;

use playground_core::edition::Edition;

use explore::{Explored, explore};

/// How many moves `cargo xtask test` goes.
const MOVES: usize = 3;

/// How many moves the searches go that somebody starts by hand: as many as the README has, or as `SMALL_WORLD_MOVES` says.
fn longer(edition: Edition) -> usize {
    let asked = std::env::var("SMALL_WORLD_MOVES").ok().and_then(|moves| moves.parse().ok());
    asked.unwrap_or(match edition {
        Edition::Y2020 => 7,
        Edition::Y2026 => 6,
    })
}

fn searched(edition: Edition, moves: usize) -> Explored {
    explore(edition, moves, |states| figures::check(edition, states))
}

#[test]
fn every_state_of_2020() {
    reached::check(Edition::Y2020, &searched(Edition::Y2020, MOVES));
}

#[test]
fn every_state_of_2026() {
    reached::check(Edition::Y2026, &searched(Edition::Y2026, MOVES));
}

#[test]
#[ignore = "it takes long; see CONTRIBUTING.md"]
fn every_state_of_2020_for_long() {
    reached::check(Edition::Y2020, &searched(Edition::Y2020, longer(Edition::Y2020)));
}

#[test]
#[ignore = "it takes long; see CONTRIBUTING.md"]
fn every_state_of_2026_for_long() {
    reached::check(Edition::Y2026, &searched(Edition::Y2026, longer(Edition::Y2026)));
}
