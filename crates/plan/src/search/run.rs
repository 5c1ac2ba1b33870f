//! A fork of the world on which steps are run, and what they cost.

use std::rc::Rc;

use playground_core::database::NoEngine;
use playground_core::env::Time;
use playground_core::ids::KeyArn;
use playground_core::ops::{Request, submit};
use playground_core::rds::lifecycle::InstanceStatus;
use playground_core::refusal::Refusal;
use playground_core::world::World;

use crate::fork::new_key;
use crate::plan::{Action, Outside, PlanStep};

/// A refused request, and why.
pub(super) type Refused = (Rc<Request>, Refusal);

/// A fork of the world, after some steps.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) world: World,
    /// The keys that steps made, by their variables.
    pub(super) made: Vec<(&'static str, KeyArn)>,
    /// When the application stopped writing, unless it writes again.
    stopped: Option<Time>,
    /// How long the application could not write, before the present stop.
    without_writes: u64,
    /// How many steps change something.
    pub(super) changes: u32,
}

impl Run {
    pub(super) const fn new(world: World) -> Self {
        Self { world, made: Vec::new(), stopped: None, without_writes: 0, changes: 0 }
    }

    /// The same world as the beginning of another part of a plan.
    pub(super) fn next_part(&self) -> Self {
        Self { stopped: None, without_writes: 0, changes: 0, ..self.clone() }
    }

    /// How long the application could not write until now, in seconds.
    pub(super) fn without_writes(&self) -> u64 {
        let stop = self.stopped.map_or(0, |since| self.world.now.0.saturating_sub(since.0));
        self.without_writes + stop
    }

    /// Runs a step.
    pub(super) fn step(&mut self, step: &PlanStep) -> Result<(), Refused> {
        match &step.action {
            Action::Change(one) | Action::Await(one) | Action::Check(one) => {
                let request = one.filled(&self.made);
                // No step is a statement of a client, so no engine is waited for.
                let Ok((after, decision)) = submit(&self.world, &request, &NoEngine) else { return Ok(()) };
                if let Err(refusal) = decision.outcome {
                    return Err((request, refusal));
                }
                if let Some(variable) = one.makes()
                    && let Some(key) = new_key(&self.world, &after)
                {
                    self.made.push((variable, key.clone()));
                }
                self.world = after;
                self.changes += u32::from(matches!(step.action, Action::Change(_)));
            }
            Action::Outside(Outside::StopWrites(_)) => {
                self.changes += 1;
                self.stopped = self.stopped.or(Some(self.world.now));
            }
            Action::Outside(Outside::SwitchEndpoint { .. }) => {
                self.changes += 1;
                self.without_writes = self.without_writes();
                self.stopped = None;
            }
            Action::Outside(Outside::ReplicateLogically { .. }) => self.changes += 1,
            Action::Outside(Outside::TurnOnReplication { .. }) => {
                self.changes += 1;
                self.without_writes += InstanceStatus::Rebooting.lasts().map_or(0, |(seconds, _)| seconds);
            }
            Action::Outside(Outside::CatchUp { .. }) => {}
        }
        Ok(())
    }

    /// Runs steps, in order, until one is refused.
    pub(super) fn steps(&mut self, steps: &[PlanStep]) -> Result<(), Refused> {
        steps.iter().try_for_each(|step| self.step(step))
    }
}
