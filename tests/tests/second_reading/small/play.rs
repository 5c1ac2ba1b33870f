//! One move: made by the playground and judged by the ledger, and everything that must hold then.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::rc::Rc;

use playground_aws::{Asked, Parsed, parse};
use playground_core::database::NoEngine;
use playground_core::edition::Edition;
use playground_core::event::Event;
use playground_core::ids::ClusterArn;
use playground_core::invariants;
use playground_core::kms::key::KeyManager;
use playground_core::ops::{Request, submit};
use playground_core::rds::cluster::Encryption;
use playground_core::world::{Due, World};
use playground_plan::{Question, Wanted};

use crate::command::Command;
use crate::ledger::{Ledger, Verdict};
use crate::lines::GRANT;
use crate::same::{difference, site_of};

/// The most clusters, and the most snapshots, that there may be.
const MOST: usize = 2;

/// The playground's world and the ledger, side by side.
#[derive(Clone)]
pub(super) struct Both {
    pub(super) world: World,
    pub(super) ledger: Ledger,
}

/// What a line is to the playground.
enum Line {
    /// A request.
    Request(Rc<Request>),
    /// None: an option that the operation does not have. The request is the one without it.
    TurnedDown(Box<Asked>, Rc<Request>),
}

/// The states of things that were passed through.
#[derive(Default)]
pub(super) struct Passed {
    pub(super) keys: BTreeSet<&'static str>,
    pub(super) clusters: BTreeSet<&'static str>,
    pub(super) instances: BTreeSet<&'static str>,
    pub(super) snapshots: BTreeSet<&'static str>,
}

impl Passed {
    fn note(&mut self, event: &Event) {
        match event {
            Event::KeyPut(key) => self.keys.insert(key.state().name()),
            Event::ClusterPut(cluster) => self.clusters.insert(cluster.status.name()),
            Event::InstancePut(instance) => self.instances.insert(instance.status.name()),
            Event::SnapshotPut(snapshot) => self.snapshots.insert(snapshot.status.name()),
            _ => false,
        };
    }
}

/// What became of a move.
pub(super) enum Made {
    /// It was made; and there is what both are then.
    Done(Box<Both>),
    /// It was refused, by that rule of the edition if there is one.
    Refused(Option<&'static str>),
    /// The ledger allows it, and it would lead out of the small world: it was not made.
    Beyond,
}

/// Makes moves, and remembers how their lines are read.
pub(super) struct Player {
    edition: Edition,
    lines: HashMap<String, Line>,
    wait: Rc<Request>,
    pub(super) passed: Passed,
}

impl Player {
    pub(super) fn new(edition: Edition) -> Self {
        let Line::Request(wait) = read("playground wait 20m", edition) else { panic!("a request") };
        Self { edition, lines: HashMap::new(), wait, passed: Passed::default() }
    }

    /// What a request makes of a world, without a ledger.
    pub(super) fn plain(&mut self, world: &World, text: &str) -> World {
        let Line::Request(request) = read(text, self.edition) else { panic!("{text}: no request") };
        submit(world, &request, &NoEngine).unwrap_or_else(|_| panic!("{text}: it waits")).0
    }

    /// What a move makes that is allowed, for a beginning.
    pub(super) fn made(&mut self, both: &Both, command: &Command) -> Both {
        let made = self.make(both, command, Checks::Now);
        let Ok(Made::Done(after)) = made else { panic!("{command:?}: not allowed") };
        *after
    }

    /// Makes a move, and lets what it begins come to its end. An error says what should not be: that the two disagree, that
    /// an invariant is broken, or that a refused move changed something.
    pub(super) fn make(&mut self, both: &Both, command: &Command, checks: Checks) -> Result<Made, String> {
        let mut ledger = both.ledger.clone();
        let verdict = ledger.judge(command);
        if verdict == Verdict::Done && ledger.clusters.len().max(ledger.snapshots.len()) > MOST {
            return Ok(Made::Beyond);
        }
        let mut text = command.line(&both.ledger);
        if text.contains(GRANT) {
            text = with_grant(&text, &both.world, command);
        }
        let line = self.lines.entry(text).or_insert_with_key(|text| read(text, self.edition));
        let request = match line {
            Line::Request(request) => request.clone(),
            Line::TurnedDown(asked, request) => {
                let rule = turned_down(&both.world, asked, request);
                agree(&verdict, Err(rule), "an option that the AWS CLI does not have")?;
                return Ok(Made::Refused(rule));
            }
        };
        self.ask(both, command, &request, (ledger, verdict), checks)
    }

    /// Makes a move as somebody else asks for it, wherever it leads.
    pub(super) fn asked(
        &mut self,
        both: &Both,
        command: &Command,
        request: &Request,
    ) -> Result<Made, String> {
        let mut ledger = both.ledger.clone();
        let verdict = ledger.judge(command);
        self.ask(both, command, request, (ledger, verdict), Checks::Now)
    }

    fn ask(
        &mut self,
        both: &Both,
        command: &Command,
        request: &Request,
        (mut ledger, verdict): (Ledger, Verdict),
        checks: Checks,
    ) -> Result<Made, String> {
        let waits = |_| "it waits for a database";
        let (world, decision) = submit(&both.world, request, &NoEngine).map_err(waits)?;
        if let Err(refusal) = &decision.outcome {
            let rule = refusal.rule().and_then(|rule| rule.in_edition(self.edition));
            let rule = rule.map(|rule| rule.id.name());
            agree(&verdict, Err(rule), &refusal.message())?;
            if !decision.events.iter().all(stays) {
                return Err(format!("it was refused, and changed something: {}", refusal.message()));
            }
            return Ok(Made::Refused(rule));
        }
        agree(&verdict, Ok(()), "done")?;
        if let Command::CreateKey { .. } | Command::ReplicateKey { .. } = command {
            let new = world.keys.keys().find(|key| !both.world.keys.contains_key(key));
            ledger.note_key(&new.map(|key| key.id.to_string()).unwrap_or_default());
        }
        let (after, waited) = submit(&world, &self.wait, &NoEngine).map_err(waits)?;
        if checks != Checks::Before {
            decision.events.iter().chain(&waited.events).for_each(|event| self.passed.note(event));
        }
        if checks == Checks::Now {
            let mut broken = [&world, &after].into_iter().flat_map(invariants::check);
            let broken = broken.next().map(|broken| broken.what);
            let wrong = broken.or_else(|| difference(&after, &ledger)).or_else(|| loose_grant(&after));
            wrong.map_or(Ok(()), Err)?;
        }
        Ok(Made::Done(Box::new(Both { world: after, ledger })))
    }
}

/// Whether what a move makes is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Checks {
    /// Now.
    Now,
    /// It was, when the move was made for the first time.
    Before,
}

/// An error unless the two say the same.
fn agree(verdict: &Verdict, outcome: Result<(), Option<&'static str>>, shown: &str) -> Result<(), String> {
    let same = match (verdict, &outcome) {
        (Verdict::Done, Ok(())) => true,
        (Verdict::Refused(reasons), Err(rule)) => reasons.contains(rule),
        (Verdict::Done, Err(_)) | (Verdict::Refused(_), Ok(())) => false,
    };
    if same {
        Ok(())
    } else {
        Err(format!("the ledger says {verdict:?}, the playground {outcome:?}: {shown}"))
    }
}

/// Returns whether an event of a refused move leaves everything as it was: time passes, it is recorded, and a key of AWS's
/// own may have come.
fn stays(event: &Event) -> bool {
    match event {
        Event::Began(..)
        | Event::Clock(_)
        | Event::Recorded(_)
        | Event::Scheduled(_, Due::KeyRotation(_)) => true,
        Event::KeyPut(key) => key.manager == KeyManager::Aws,
        Event::AliasPut(alias, _) => alias.id.is_aws(),
        _ => false,
    }
}

/// A grant that no cluster has.
fn loose_grant(world: &World) -> Option<String> {
    let loose = world.grants.keys().find(|(key, grant)| {
        let is = |encryption: &Encryption| match encryption {
            Encryption::Under { key: under, grant: held } => (under, held) == (key, grant),
            Encryption::Unencrypted => false,
        };
        !world.clusters.values().any(|cluster| is(&cluster.encryption))
    });
    loose.map(|(key, grant)| format!("the grant {grant} on {key} belongs to no cluster"))
}

/// A line in which the cluster's grant is named by its id.
fn with_grant(line: &str, world: &World, command: &Command) -> String {
    let of = |arn: &ClusterArn| Some((site_of(arn.account, arn.region)?, arn.id.to_string()));
    let cluster = world.clusters.iter().find(|(arn, _)| of(arn).as_ref() == command.cluster());
    let grant = match cluster.map(|(_, cluster)| &cluster.encryption) {
        Some(Encryption::Under { grant, .. }) => grant.to_string(),
        Some(Encryption::Unencrypted) | None => String::new(),
    };
    line.replace(GRANT, &grant)
}

fn read(text: &str, edition: Edition) -> Line {
    let words: Vec<String> = text.split(' ').map(|word| word.trim_matches('\'').to_owned()).collect();
    match parse(&words, edition) {
        Ok(Parsed::Run(invocation)) => Line::Request(Rc::new(invocation.request)),
        Ok(Parsed::Help(_)) => panic!("{text}: no request"),
        Err(usage) => {
            let stderr = usage.stderr;
            let asked = usage.asked.unwrap_or_else(|| panic!("{text}\n{stderr}"));
            assert!(!usage.unknown.is_empty(), "{text}\n{stderr}");
            let request = asked.request().unwrap_or_else(|usage| panic!("{text}\n{}", usage.stderr));
            Line::TurnedDown(asked, Rc::new(request))
        }
    }
}

/// The rule by which the AWS CLI has no option for what was asked.
fn turned_down(world: &World, asked: &Asked, request: &Rc<Request>) -> Option<&'static str> {
    let question = Question { world, asked, request: request.clone(), refusal: None, engine: &NoEngine };
    Wanted::of(&question)?.rule().in_edition(world.edition).map(|rule| rule.id.name())
}
