//! The search for plans: the cheapest first, by what the model allows. Nothing is known here of what is allowed: each move is
//! tried on a fork of the world, and what the refusals say helps is tried as well.
//!
//! A goal has parts, one for each of its clusters; each is searched on the world that the parts before it leave, so that a
//! plan has been run as a whole, from the first step to the last, when it is given out. Within a part the data is somewhere,
//! and moves bring it elsewhere: the points are places of the data, expanded in the order of what it costs to get there.
//!
//! Here: the order of all that ([`Search`]). The parts are in `part`, where data is at first in `starts`, moves in `routes` and
//! `replicas`,
//! what helps against refusals in `prepare`, what follows when the data has arrived in `finish`.

mod assemble;
mod assumed;
mod build;
mod finish;
mod kept;
mod node;
mod part;
mod prepare;
mod replicas;
mod routes;
mod run;
mod settings;
mod starts;

use std::rc::Rc;

use playground_core::ids::AccountId;
use playground_core::refusal::Refusal;
use playground_core::world::World;

use crate::goal::Goal;
use crate::plan::{Beyond, Method, NoPlan, Outcome, Plan, PlanStep, Progress};
use node::Node;
use part::{Aim, Part, parts_of};
use prepare::Before;
use routes::Routes;
use run::{Refused, Run};

/// The most steps of a part, and the most points that are looked at for it.
const MOST_STEPS: usize = 80;
const MOST_POINTS: usize = 300;

/// A search for plans. It is run in slices, so that whoever asks can show how far it is, or stop it.
pub struct Search {
    goal: Goal,
    parts: Rc<[Part]>,
    world: World,
    /// Accounts of which nothing is known.
    assumed: Vec<AccountId>,
    /// Passes that are still to be made, the next one last.
    waiting: Vec<Method>,
    /// How many passes there are.
    passes: usize,
    pass: Pass,
    plans: Vec<Plan>,
    /// What the world doesn't have, under its keys.
    beyond: Rc<[Beyond]>,
}

/// One pass through all parts, with every method or with one.
struct Pass {
    only: Option<Method>,
    done: Vec<Node>,
    root: Rc<Run>,
    /// Points to look at; `None` until the next part has begun.
    open: Option<Vec<Node>>,
    closed: Vec<Node>,
    nearest: Option<Obstacle>,
}

/// A refused move.
struct Obstacle {
    left: u8,
    refused: Refused,
    before: Vec<PlanStep>,
}

/// What a slice found.
enum Found {
    Nothing,
    /// A part's plan ends here.
    Part(Box<Node>),
    /// There is no plan for the part.
    NoPart,
}

impl Search {
    /// A search for a goal in a world.
    pub fn new(world: &World, goal: Goal) -> Self {
        let (world, assumed) = assumed::peopled(world, &goal);
        let parts: Rc<[Part]> = parts_of(&goal, &world).into();
        let moves_data = |part: &Part| matches!(part.aim, Aim::Cluster { .. } | Aim::Recovered);
        let methods =
            [Method::GlobalDatabase, Method::Replica, Method::Clone, Method::PointInTime, Method::Snapshot];
        let waiting: Vec<Method> = methods.into_iter().filter(|_| parts.iter().any(moves_data)).collect();
        let passes = waiting.len() + 1;
        let pass = Pass::new(None, &world);
        Self { goal, parts, world, assumed, waiting, passes, pass, plans: Vec::new(), beyond: Rc::from([]) }
    }

    /// The same for a world that doesn't have everything that is under its keys.
    #[must_use]
    pub fn beside(self, beyond: Rc<[Beyond]>) -> Self {
        Self { beyond, ..self }
    }

    /// Goes on until so many requests have been tried, more or less.
    pub fn step(&mut self, budget: usize) -> Progress {
        let mut spent = 0;
        while spent < budget {
            if self.pass.done.len() == self.parts.len() {
                if let Some(outcome) = self.passed() {
                    return Progress::Done(outcome);
                }
                continue;
            }
            let Some(part) = self.parts.get(self.pass.done.len()) else { break };
            match self.pass.advance(part, &mut spent) {
                Found::Nothing => {}
                Found::Part(node) => self.pass.next(*node),
                Found::NoPart if self.pass.only.is_none() => {
                    return Progress::Done(Outcome::NoPlan(self.pass.obstacle()));
                }
                Found::NoPart => {
                    if let Some(outcome) = self.next_pass() {
                        return Progress::Done(outcome);
                    }
                }
            }
        }
        let before = self.passes - 1 - self.waiting.len();
        let each = self.parts.len();
        Progress::Searching { done: before * each + self.pass.done.len(), of: self.passes * each }
    }

    /// The plans that were found until now, the cheapest first; none before the first is complete. More methods may follow.
    pub fn so_far(self) -> Vec<Plan> {
        playground_core::sort::sorted(self.plans, |one, other| one.cost.cmp(&other.cost))
    }

    /// Goes on to the end.
    pub fn run(mut self) -> Outcome {
        loop {
            if let Progress::Done(outcome) = self.step(1_000) {
                return outcome;
            }
        }
    }

    /// A pass has found a plan for each part.
    fn passed(&mut self) -> Option<Outcome> {
        let mut plan = assemble::plan(&self.goal, &self.parts, &self.pass.done);
        plan.assumed.clone_from(&self.assumed);
        let world = &self.pass.root.world;
        let is_used = |goal: &Goal| match goal {
            Goal::NoLongerNeeded { key, .. } => world.uses.iter().any(|(of, _)| of == key),
            _ => false,
        };
        if self.goal.each().into_iter().any(is_used) {
            let none = NoPlan { part: 0, rule: None, refused: None, before: plan.steps };
            return Some(Outcome::NoPlan(none));
        }
        plan.beyond = finish::beyond(&plan, &self.beyond);
        let nothing_to_do = plan.steps.is_empty();
        self.keep(plan);
        if nothing_to_do {
            self.waiting.clear();
        }
        self.next_pass()
    }

    /// Keeps a plan if there is none by its method, and no other one loses less.
    fn keep(&mut self, plan: Plan) {
        let is_worse =
            |other: &Plan| other.method == plan.method || other.cost.lost_seconds < plan.cost.lost_seconds;
        if self.pass.only.is_some_and(|only| only != plan.method) || self.plans.iter().any(is_worse) {
            return;
        }
        self.plans.push(plan);
    }

    /// Begins the next pass; the outcome if there is none.
    fn next_pass(&mut self) -> Option<Outcome> {
        while let Some(only) = self.waiting.pop() {
            if self.plans.iter().all(|plan| plan.method != only) {
                self.pass = Pass::new(Some(only), &self.world);
                return None;
            }
        }
        let mut plans = std::mem::take(&mut self.plans);
        // Where a replica follows the cluster anyway, nothing else has to.
        let follows = |plan: &Plan| matches!(plan.method, Method::Replica | Method::GlobalDatabase);
        if !plans.iter().any(follows) {
            plans.extend(plans.first().and_then(|plan| assemble::replicated(plan, &self.world)));
        }
        Some(Outcome::Plans(playground_core::sort::sorted(plans, |one, other| one.cost.cmp(&other.cost))))
    }
}

impl Pass {
    fn new(only: Option<Method>, world: &World) -> Self {
        let root = Rc::new(Run::new(world.clone()));
        Self { only, done: Vec::new(), root, open: None, closed: Vec::new(), nearest: None }
    }

    /// Goes on with the next part after the one that ends here.
    fn next(&mut self, node: Node) {
        self.root = Rc::new(node.run.next_part());
        self.done.push(node);
        self.open = None;
        self.closed.clear();
        self.nearest = None;
    }

    /// Looks at the cheapest point.
    fn advance(&mut self, part: &Part, spent: &mut usize) -> Found {
        let Some(open) = &mut self.open else {
            *spent += 1;
            return self.begin(part);
        };
        let cheapest = (0..open.len()).min_by_key(|at| open.get(*at).map(Node::cost));
        let Some(node) = cheapest.filter(|_| self.closed.len() < MOST_POINTS).map(|at| open.remove(at))
        else {
            return Found::NoPart;
        };
        if self.closed.iter().any(|closed| node.is_like(closed)) {
            return Found::Nothing;
        }
        if finish::is_reached(part, &node) {
            return self.finish(part, node, spent);
        }
        self.expand(part, &node, spent);
        self.closed.push(node);
        Found::Nothing
    }

    /// Begins a part: what it is about must be there.
    fn begin(&mut self, part: &Part) -> Found {
        let mut run = (*self.root).clone();
        for lookup in starts::lookups(part, &self.root.world) {
            let kept = matches!(part.aim, Aim::Recovered | Aim::Cluster { time: Some(_), .. });
            if let Err(refused) = run.step(&lookup)
                && !kept
            {
                self.nearest = Some(Obstacle { left: 0, refused, before: Vec::new() });
                self.open = Some(Vec::new());
                return Found::NoPart;
            }
        }
        self.open = Some(starts::starts(part, &self.root, self.only));
        Found::Nothing
    }

    /// The data is where it should be: what follows is run as well.
    fn finish(&mut self, part: &Part, node: Node, spent: &mut usize) -> Found {
        if let Some(trial) = finish::trial(part, &node) {
            *spent += 1;
            let mut fork = node.run.clone();
            if let Err(refused) = fork.step(&trial) {
                self.refused(&node, refused, 0, spent);
                self.closed.push(node);
                return Found::Nothing;
            }
        }
        let untouched = node.len() == 0 && !matches!(part.aim, Aim::Gone | Aim::Set(_));
        let steps = if untouched { Vec::new() } else { finish::steps(part, &node) };
        *spent += steps.len();
        match node.then(steps) {
            Ok(done) => Found::Part(Box::new(done)),
            Err(refused) => {
                self.note(&node, refused, 0);
                self.closed.push(node);
                Found::Nothing
            }
        }
    }

    fn expand(&mut self, part: &Part, node: &Node, spent: &mut usize) {
        if node.len() > MOST_STEPS {
            return;
        }
        if let (Some(steps), None) = (finish::opening(part, node), self.only) {
            *spent += node.len() + steps.len();
            match node.had(steps) {
                Ok(had) => return self.push(had),
                Err(refused) => self.refused(node, refused, 0, spent),
            }
        }
        let routes = Routes { part, node, only: self.only };
        for (account, region) in routes.without_key() {
            *spent += node.len() + 1;
            let key = prepare::new_key(&node.run, account, region);
            let made = key.map(|step| node.had(vec![step]));
            match made {
                Some(Ok(had)) => self.push(had),
                Some(Err(refused)) => self.note(node, refused, 4),
                None => {}
            }
        }
        for one in routes.moves() {
            *spent += one.steps.len();
            let left = one.left;
            match node.after(one) {
                Ok(after) => self.push(after),
                Err(refused) => self.refused(node, refused, left, spent),
            }
        }
    }

    fn push(&mut self, node: Node) {
        if let Some(open) = &mut self.open {
            open.push(node);
        }
    }

    /// A move is refused: what helps against that is tried, and else it is noted.
    fn refused(&mut self, node: &Node, refused: Refused, left: u8, spent: &mut usize) {
        let helped = match prepare::against(node, &refused.1) {
            Some(Before::First(steps)) => {
                *spent += node.len() + steps.len();
                node.had(steps).ok()
            }
            Some(Before::Now(steps)) => {
                *spent += steps.len();
                node.then(steps).ok()
            }
            None => None,
        };
        match helped {
            Some(node) => self.push(node),
            None => self.note(node, refused, left),
        }
    }

    /// Keeps the refusal of the nearest plan: the one with the fewest moves left, and of these one that a rule is behind.
    fn note(&mut self, node: &Node, refused: Refused, left: u8) {
        let edition = self.root.world.edition;
        let by_rule = |refusal: &Refusal| assemble::rule(refusal, edition).is_some();
        let nearer = self.nearest.as_ref().is_none_or(|nearest| {
            let now = (left, !by_rule(&refused.1));
            now < (nearest.left, !by_rule(&nearest.refused.1))
        });
        if nearer {
            let before = node.steps().cloned().collect();
            self.nearest = Some(Obstacle { left, refused, before });
        }
    }

    fn obstacle(&mut self) -> NoPlan {
        let (part, edition) = (self.done.len(), self.root.world.edition);
        match self.nearest.take() {
            Some(Obstacle { refused, before, .. }) => {
                let before = assemble::marked(before, part);
                NoPlan { part, rule: assemble::rule(&refused.1, edition), refused: Some(refused), before }
            }
            None => NoPlan { part, rule: None, refused: None, before: Vec::new() },
        }
    }
}
