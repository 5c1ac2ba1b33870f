//! The search for plans against the small world. Where it finds no plan, no moves of the small world lead to what was wished
//! for; where some moves do, it finds a plan that takes no more of them and copies no more; and what its plans ask for, step
//! by step, the second reading allows, and fulfils the wish.

use std::collections::{BTreeMap, BTreeSet};

use std::rc::Rc;

use playground_aws::{Parsed, parse, words_of};
use playground_core::database::NoEngine;
use playground_core::edition::Edition;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::rds::RdsOp;
use playground_core::ops::{Operation, Request, submit};
use playground_core::rules::RuleId;
use playground_plan::{Action, Outcome, Plan, Search, Step};

use super::aims::{Aim, KINDS, aims, data, goal, is_fulfilled};
use super::graph::{Graph, Holds, State, THINGS};
use super::lineage::{Thing, made, things};
use super::play::{Both, Made, Player};
use super::same_moves::{Beyond, command, no_plan_asks};
use crate::command::Command;

/// What the comparison came across.
#[derive(Default)]
pub(super) struct Compared {
    /// Kinds of aims that moves of the small world led to.
    pub(super) reached: BTreeMap<&'static str, usize>,
    /// Kinds of aims for which a plan was found.
    pub(super) planned: BTreeMap<&'static str, usize>,
    /// Kinds of aims for which none was, and the rules that stood in the way.
    pub(super) impossible: BTreeMap<(&'static str, Option<&'static str>), usize>,
    /// Kinds of commands that plans asked for.
    pub(super) used: BTreeSet<&'static str>,
    /// Why plans could not be run in the small world.
    pub(super) beyond: BTreeSet<Beyond>,
    /// What was not so.
    pub(super) wrong: Vec<String>,
}

impl Compared {
    /// Checks that nothing was wrong, and that all was come across: every kind of aim reached by moves, and planned; rules that
    /// stood in the way; every command that plans ask for.
    pub(super) fn check(&self, asked: &BTreeSet<&'static str>) {
        assert!(self.wrong.is_empty(), "{} wrong:\n{}", self.wrong.len(), self.wrong.join("\n\n"));
        for found in [&self.reached, &self.planned] {
            let missing: Vec<_> = KINDS.iter().filter(|kind| !found.contains_key(*kind)).collect();
            assert!(missing.is_empty(), "{missing:?}");
        }
        assert!(self.impossible.keys().any(|(_, rule)| rule.is_some()));
        let missing: Vec<_> = asked.difference(&self.used).collect();
        assert!(missing.is_empty(), "no plan asked for {missing:?}");
    }

    /// Compares all that can be wished for in a state with what moves from it lead to.
    pub(super) fn start(
        &mut self,
        player: &mut Player,
        (graph, at, moves): (&Graph, usize, usize),
        both: &Both,
        way: &str,
    ) {
        let start = &graph.states[at];
        let all = graph.reached(at, data(start), moves);
        for aim in aims(start) {
            let Some(goal) = goal(aim, start, &both.world) else { continue };
            let ways: Vec<(usize, u8)> = all
                .iter()
                .filter(|(_, one)| is_fulfilled(aim, start, &graph.states[one.state], &one.holds))
                .map(|(moves, one)| (*moves, one.copied))
                .collect();
            let shown = || format!("{way}{aim:?}");
            match Search::new(&both.world, goal).run() {
                Outcome::NoPlan(none) => {
                    let rule = none.rule.map(RuleId::name);
                    *self.impossible.entry((aim.kind(), rule)).or_default() += 1;
                    if let Some((moves, _)) = ways.first() {
                        let why = none.refused.map(|(request, why)| {
                            format!("{}: {}", playground_aws::print(&request), why.message())
                        });
                        self.wrong.push(format!(
                            "{}\nthere is a way of {moves} moves, and no plan: {why:?}",
                            shown()
                        ));
                    }
                }
                Outcome::Plans(plans) => {
                    *self.planned.entry(aim.kind()).or_default() += 1;
                    for plan in &plans {
                        if let Err(wrong) = self.run(player, both, start, aim, plan) {
                            self.wrong.push(format!("{}\n{:?}: {wrong}", shown(), plan.method));
                        }
                    }
                    if let Some(wrong) = dearer(&plans, &ways, both) {
                        self.wrong.push(format!("{}\n{wrong}", shown()));
                    }
                }
            }
            if !ways.is_empty() {
                *self.reached.entry(aim.kind()).or_default() += 1;
            }
        }
    }

    /// Runs a plan in the small world.
    fn run(
        &mut self,
        player: &mut Player,
        both: &Both,
        start: &State,
        aim: Aim,
        plan: &Plan,
    ) -> Result<(), String> {
        let mut now = (both.clone(), start.things.clone(), Holds::at_start(data(start)));
        let mut keys = Vec::new();
        for step in &plan.steps {
            let (step, changes) = match &step.action {
                Action::Change(step) => (step, true),
                Action::Await(step) | Action::Check(step) => (step, false),
                Action::Outside(_) => continue,
            };
            let request = filled(step, &keys, now.0.ledger.edition);
            let line = || playground_aws::print(&request);
            if !changes {
                let (_, decision) = submit(&now.0.world, &request, &NoEngine).map_err(|_| "it waits")?;
                decision.outcome.map_err(|refusal| format!("{}: {}", line(), refusal.message()))?;
                continue;
            }
            let command = match command(&request, &now.0.ledger) {
                Ok(command) => command,
                Err(why) => {
                    self.beyond.insert(why);
                    return Ok(());
                }
            };
            self.used.insert(command.kind());
            if let Some(why) = no_plan_asks(&command) {
                return Err(format!("{}: {why}", line()));
            }
            let asked = player.asked(&now.0, &command, &request);
            let Made::Done(after) = asked.map_err(|wrong| format!("{}: {wrong}", line()))? else {
                return Err(format!("{}: it is refused", line()));
            };
            if let Some(variable) = step.makes() {
                keys.push((variable, after.ledger.keys.last().unwrap().id.clone()));
            }
            now = next(&now, &command, *after);
        }
        let (both, things, holds) = now;
        let reached = is_fulfilled(aim, start, &State::beside(&both, things), &holds);
        if reached { Ok(()) } else { Err("it does not lead there".into()) }
    }
}

/// A world, what is there, and whose data that has.
type Now = (Both, Vec<Thing>, Holds);

fn next((_, before, held): &Now, command: &Command, after: Both) -> Now {
    let there = things(&after.ledger);
    let mut holds = Holds::at_start([0; THINGS]);
    let index = |thing: &Thing| before.iter().position(|known| known == thing);
    let new = made(command);
    for (number, thing) in there.iter().enumerate() {
        match &new {
            Some(new) if new.thing == *thing => {
                index(&new.from).map(|from| holds.take(number, held, from, Some(new.how)))
            }
            Some(_) | None => index(thing).map(|from| holds.take(number, held, from, None)),
        };
    }
    (after, there, holds)
}

/// What a step asks, with the ids of the keys that were made in the places of their variables.
fn filled(step: &Step, keys: &[(&str, String)], edition: Edition) -> Rc<Request> {
    let asked = step.request();
    let mut words = words_of(asked);
    if !words.iter().any(|word| word.contains('$')) {
        return asked.clone();
    }
    for word in &mut words {
        for (variable, id) in keys.iter().rev() {
            *word = word.replace(&format!("${variable}"), id);
        }
    }
    match parse(&words, edition) {
        Ok(Parsed::Run(invocation)) => {
            Rc::new(Request::new(asked.who.clone(), asked.region, invocation.request.operation))
        }
        Ok(Parsed::Help(_)) | Err(_) => panic!("{words:?}: no request"),
    }
}

/// What is wrong if some moves lead to what plans lead to, and are fewer, or copy less, than each plan's.
fn dearer(plans: &[Plan], ways: &[(usize, u8)], both: &Both) -> Option<String> {
    let pages = both.world.clusters.values().map(|cluster| cluster.volume.image().page_count() as u64);
    let pages = pages.max().unwrap_or(1).max(1);
    let cost = |plan: &Plan| (changes(plan), plan.cost.copied_pages);
    let way = ways.iter().find(|(moves, copied)| {
        !plans.iter().map(cost).any(|(steps, copies)| steps <= *moves && copies <= u64::from(*copied) * pages)
    })?;
    let costs: Vec<_> = plans.iter().map(|plan| (plan.method, cost(plan))).collect();
    Some(format!("a way of {} moves copies {}, and the plans are {costs:?}", way.0, way.1))
}

/// How many moves of the small world a plan makes. Instances are nothing that what is wished for needs; nor is a new key,
/// which plans make where the small world takes the AWS managed one.
fn changes(plan: &Plan) -> usize {
    let steps = plan.steps.iter().filter(|step| match &step.action {
        Action::Change(step) => !matches!(
            &step.request().operation,
            Operation::Rds(RdsOp::CreateDBInstance(_)) | Operation::Kms(KmsOp::CreateKey(_))
        ),
        Action::Await(_) | Action::Check(_) | Action::Outside(_) => false,
    });
    steps.count()
}
