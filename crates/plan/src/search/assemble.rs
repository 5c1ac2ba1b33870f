//! Plans out of the parts' steps: whose step each is, what clients notice, what it costs, what is left over.

use playground_core::edition::Edition;
use playground_core::ids::AccountId;
use playground_core::refusal::Refusal;
use playground_core::rules::RuleId;
use playground_core::world::World;

use super::build::outside;
use super::finish;
use super::node::Node;
use super::part::{Aim, Part};
use crate::goal::Goal;
use crate::plan::{Action, Cost, LeftOver, Method, Notice, Outside, Plan, PlanStep, Resource};

/// The plan whose parts end at these points.
pub(super) fn plan(goal: &Goal, parts: &[Part], ends: &[Node]) -> Plan {
    let mut steps = Vec::new();
    let mut cost = Cost::default();
    let mut left_over: Vec<LeftOver> = Vec::new();
    let made = ends.last().map_or(&[][..], |end| &end.run.made);
    // Those who ask are those of the first part.
    let asks = parts.first().map(|part| part.subject.account());
    for (number, (part, end)) in parts.iter().zip(ends).enumerate() {
        let lost = part.aim == Aim::Recovered && finish::is_lost(part, end.before());
        let mut notice = if lost { Notice::NoReads } else { Notice::Nothing };
        for step in end.steps() {
            notice = noticed(&step.action, notice);
            let makes = step.makes.clone().or_else(|| {
                let variable = step.action.step()?.makes()?;
                let (_, key) = made.iter().find(|(of, _)| *of == variable)?;
                Some(Resource::Key(Some(variable), key.clone()))
            });
            steps.push(PlanStep { part: number, theirs: theirs(step, asks), makes, notice, ..step.clone() });
        }
        let one = end.cost();
        cost = Cost {
            outside: 0,
            lost_seconds: cost.lost_seconds.max(one.lost_seconds),
            without_writes: cost.without_writes.max(one.without_writes),
            copied_pages: cost.copied_pages + one.copied_pages,
            steps: cost.steps + one.steps,
        };
        for left in finish::left_over(part, end) {
            if !left_over.contains(&left) {
                left_over.push(left);
            }
        }
    }
    let method = ends.iter().map(|end| end.method).find(|method| *method != Method::InPlace);
    let (goal, method) = (goal.clone(), method.unwrap_or(Method::InPlace));
    Plan { goal, method, steps, cost, left_over, assumed: Vec::new(), beyond: Vec::new() }
}

/// What clients notice while a step is done, where they noticed that before.
const fn noticed(action: &Action, before: Notice) -> Notice {
    match action {
        Action::Outside(Outside::StopWrites(_)) => Notice::NoWrites,
        Action::Outside(Outside::SwitchEndpoint { .. }) => Notice::NewEndpoint,
        Action::Outside(Outside::TurnOnReplication { .. }) => Notice::Restart,
        Action::Change(_) | Action::Await(_) | Action::Check(_) | Action::Outside(_) => match before {
            Notice::NewEndpoint | Notice::Restart => Notice::Nothing,
            Notice::Nothing | Notice::NoWrites | Notice::NoReads => before,
        },
    }
}

/// The account whose owner does a step, if it is another one than that of those who ask.
fn theirs(step: &PlanStep, asks: Option<AccountId>) -> Option<AccountId> {
    step.action.step()?.request().who.account().filter(|account| Some(*account) != asks)
}

/// Steps of a part that lead nowhere.
pub(super) fn marked(steps: Vec<PlanStep>, part: usize) -> Vec<PlanStep> {
    steps.into_iter().map(|step| PlanStep { part, ..step }).collect()
}

/// The same plan with logical replication: the application goes on writing to the old cluster until the new one has
/// everything. The model does not run that.
pub(super) fn replicated(plan: &Plan, world: &World) -> Option<Plan> {
    let mut steps: Vec<PlanStep> = Vec::new();
    let mut begins = (usize::MAX, 0);
    let mut stop = None;
    let mut outside_steps = 0;
    for step in &plan.steps {
        if begins.0 != step.part {
            begins = (step.part, steps.len());
        }
        match &step.action {
            Action::Outside(Outside::StopWrites(of)) => {
                stop = Some(step.clone());
                // What is written after the snapshot or clone is in a log only if that is on before.
                let engine = world.clusters.get(of)?.engine;
                let first = outside(Outside::TurnOnReplication { of: of.clone(), engine });
                let notice = Notice::Restart;
                steps.insert(begins.1, PlanStep { part: step.part, notice, ..first });
                outside_steps += 1;
            }
            Action::Outside(Outside::SwitchEndpoint { from, to }) => {
                if let Some(stop) = stop.take() {
                    let what = Outside::ReplicateLogically { from: from.clone(), to: to.clone() };
                    let notice = Notice::Nothing;
                    steps.push(PlanStep { part: step.part, notice, ..outside(what) });
                    let arrived = Outside::CatchUp { from: from.clone(), to: to.clone(), global: false };
                    let notice = stop.notice;
                    steps.push(stop);
                    steps.push(PlanStep { part: step.part, notice, ..outside(arrived) });
                    outside_steps += 1;
                }
                steps.push(step.clone());
            }
            Action::Change(_) | Action::Await(_) | Action::Check(_) | Action::Outside(_) => {
                let notice = if stop.is_some() { Notice::Nothing } else { step.notice };
                steps.push(PlanStep { notice, ..step.clone() });
            }
        }
    }
    let cost = Cost {
        outside: outside_steps,
        without_writes: 0,
        steps: plan.cost.steps + outside_steps,
        ..plan.cost
    };
    let method = Method::LogicalReplication;
    (outside_steps > 0).then(|| Plan { method, steps, cost, ..plan.clone() })
}

/// The rule of an edition that is behind a refusal, or behind what lies underneath.
pub(super) fn rule(refusal: &Refusal, edition: Edition) -> Option<RuleId> {
    let rule = refusal.rule().or_else(|| refusal.cause().and_then(Refusal::rule))?;
    rule.in_edition(edition).map(|rule| rule.id)
}
