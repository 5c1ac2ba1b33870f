//! Every state of the small world that some moves lead to, breadth-first.
//!
//! A state is kept as the move that led to it from an earlier one, and made again when its own moves are tried, so that
//! millions of them fit into memory.

use std::collections::{BTreeSet, HashMap};

use playground_core::edition::Edition;
use playground_core::env::Seed;
use playground_core::world::World;

use super::graph::Graph;
use super::look::look;
use super::moves::moves;
use super::play::{Both, Checks, Made, Passed, Player};
use super::same_moves::no_plan_asks;
use crate::command::{Command, Pick};
use crate::ledger::Ledger;

/// What was found.
pub(super) struct Explored {
    /// The number of states that so many moves lead to, and not fewer, from none on.
    pub(super) states: Vec<usize>,
    /// Kinds of moves that were tried.
    pub(super) kinds: BTreeSet<&'static str>,
    /// Those of them that were allowed once.
    pub(super) done: BTreeSet<&'static str>,
    /// Those of them that plans ask for.
    pub(super) asked: BTreeSet<&'static str>,
    /// Rules that refused.
    pub(super) rules: BTreeSet<&'static str>,
    /// The states of things that were passed through.
    pub(super) passed: Passed,
    /// How each state was reached.
    nodes: Vec<Node>,
    edition: Edition,
}

/// A state: the move of an earlier one.
#[derive(Clone, Copy)]
struct Node {
    parent: u32,
    number: u16,
}

/// The day on which worlds of 2026 begin: the one before new clusters are encrypted without being asked.
const FIRST_DAY: u32 = 2;
const CLOCK: &str = "playground set-clock 2026-02-17T09:00:00Z";

/// The parent of a beginning.
const NONE: u32 = u32::MAX;

/// The beginnings: two keys of the account, one in each Region; a cluster without encryption, under the first key, under the
/// AWS managed key, and in 2026 under the AWS owned key and under one of two related keys; and a snapshot of it.
fn beginnings(edition: Edition, player: &mut Player) -> Vec<Both> {
    let place = (0, String::from("a"));
    let create = |encrypted, key| Command::Create { place: place.clone(), encrypted, key };
    let mut ways = vec![
        vec![create(None, Pick::NONE)],
        vec![create(Some(true), Pick::arn(0))],
        vec![create(Some(true), Pick::NONE)],
    ];
    if edition == Edition::Y2026 {
        ways.push(vec![Command::Days(1), create(None, Pick::NONE)]);
        ways.push(vec![Command::ReplicateKey { key: 0, site: 1 }, create(Some(true), Pick::arn(0))]);
    }
    let mut begin = |way: Vec<Command>| {
        let mut both =
            Both { world: World::new(Seed([7; 16]), edition), ledger: Ledger::new(edition, FIRST_DAY) };
        if edition == Edition::Y2026 {
            both.world = player.plain(&both.world, CLOCK);
        }
        let related = way.iter().any(|command| matches!(command, Command::ReplicateKey { .. }));
        both = player.made(&both, &Command::CreateKey { site: 0, related });
        if !related {
            both = player.made(&both, &Command::CreateKey { site: 1, related });
        }
        both = player.made(&both, &Command::Trust { key: 0, on: false });
        for command in way {
            both = player.made(&both, &command);
        }
        player.made(&both, &Command::Snapshot { place: place.clone(), name: "s".into(), change: None })
    };
    ways.into_iter().map(&mut begin).collect()
}

/// Tries every move of every state that fewer than so many moves lead to. `counted` is told the numbers of states after each
/// move more, so that what is known is kept of a search that somebody stops.
/// `graph` is told each state and each move that was allowed.
pub(super) fn explore(
    edition: Edition,
    most: usize,
    graph: &mut Option<Graph>,
    counted: impl Fn(&[usize]),
) -> Explored {
    let mut player = Player::new(edition);
    let roots = beginnings(edition, &mut player);
    let mut seen: HashMap<u64, u32> =
        (0..).zip(&roots).map(|(number, both)| (look(&both.world), number)).collect();
    assert_eq!(seen.len(), roots.len());
    if let Some(graph) = graph {
        for both in &roots {
            graph.begin(both);
        }
    }
    let mut nodes: Vec<Node> =
        (0..roots.len()).map(|number| Node { parent: NONE, number: index(number) }).collect();
    let mut found = Explored {
        states: vec![roots.len()],
        kinds: BTreeSet::new(),
        done: BTreeSet::new(),
        asked: BTreeSet::new(),
        rules: BTreeSet::new(),
        passed: Passed::default(),
        nodes: Vec::new(),
        edition,
    };
    let mut path: Vec<Step> = Vec::new();
    let mut from = 0;
    for _ in 0..most {
        let level = from..nodes.len();
        from = nodes.len();
        for at in level {
            let both = again(&mut player, &roots, &nodes, at, &mut path);
            for (number, command) in moves(&both.ledger).iter().enumerate() {
                found.kinds.insert(command.kind());
                if no_plan_asks(command).is_none() {
                    found.asked.insert(command.kind());
                }
                let made = player.make(&both, command, Checks::Now).unwrap_or_else(|wrong| {
                    panic!("{wrong}, after\n{}$ {}", shown(&path), command.line(&both.ledger))
                });
                match made {
                    Made::Beyond => {}
                    Made::Refused(rule) => found.rules.extend(rule),
                    Made::Done(after) => {
                        found.done.insert(command.kind());
                        let new = u32::try_from(nodes.len()).unwrap();
                        let to = *seen.entry(look(&after.world)).or_insert(new);
                        if to == new {
                            nodes.push(Node { parent: u32::try_from(at).unwrap(), number: index(number) });
                        }
                        if let Some(graph) = graph {
                            graph.note(at, command, &after, to);
                        }
                    }
                }
            }
        }
        found.states.push(nodes.len() - from);
        if let Some(graph) = graph {
            graph.levels.push(nodes.len());
        }
        counted(&found.states);
    }
    (found.passed, found.nodes) = (player.passed, nodes);
    found
}

impl Explored {
    /// Makes the first so many states again, one after the other.
    pub(super) fn each(&self, states: usize, mut look: impl FnMut(&mut Player, usize, &Both, &str)) {
        let mut player = Player::new(self.edition);
        let roots = beginnings(self.edition, &mut player);
        let mut path = Vec::new();
        for at in 0..states {
            let both = again(&mut player, &roots, &self.nodes, at, &mut path);
            look(&mut player, at, &both, &shown(&path));
        }
    }
}

fn index(number: usize) -> u16 {
    u16::try_from(number).unwrap()
}

/// A state on the way to another: its number, the line that led to it, and what it is.
struct Step {
    node: u32,
    line: String,
    both: Both,
}

/// The lines of a way.
fn shown(path: &[Step]) -> String {
    path.iter().flat_map(|step| ["$ ", &step.line, "\n"]).collect()
}

/// Makes a state again. `path` holds those on the way to the last one, which most often are on the way to this one too.
fn again(player: &mut Player, roots: &[Both], nodes: &[Node], at: usize, path: &mut Vec<Step>) -> Both {
    let mut way = Vec::new();
    let mut next = u32::try_from(at).unwrap();
    while next != NONE {
        way.push(next);
        next = nodes[next as usize].parent;
    }
    way.reverse();
    let common = path.iter().zip(&way).take_while(|(kept, wanted)| kept.node == **wanted).count();
    path.truncate(common);
    for number in &way[common..] {
        let node = nodes[*number as usize];
        let (line, both) = match path.last() {
            None => (format!("(beginning {})", node.number), roots[usize::from(node.number)].clone()),
            Some(Step { both, .. }) => {
                let command = &moves(&both.ledger)[usize::from(node.number)];
                let Ok(Made::Done(after)) = player.make(both, command, Checks::Before) else {
                    panic!("it was made before")
                };
                (command.line(&both.ledger), *after)
            }
        };
        path.push(Step { node: *number, line, both });
    }
    path[way.len() - 1].both.clone()
}
