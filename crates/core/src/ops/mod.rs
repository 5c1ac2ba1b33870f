//! Operations: one file each, `decide(&self, &mut Tx) -> Result<Output, Refusal>`.
//!
//! A decision works on a scratch world inside [`Tx`], so that a step may rely on the one before it. Of a
//! refused command only what the clock did and what CloudTrail recorded is kept.

pub mod api;
pub mod due;
pub mod iam;
pub mod kms;
pub mod playground;
pub mod rds;
pub mod sql;
pub mod sts;
pub mod trail;
pub mod waiters;

use crate::apply::apply;
use crate::database::{MountedVolume, Pause, SqlEngine};
use crate::digest::digest_of;
use crate::env::{Env, Purpose, Time};
use crate::event::Event;
use crate::ids::{AccountId, KeyArn, KeyId, Principal, Region};
use crate::kms::key::KeyManager;
use crate::refusal::Refusal;
use crate::trail::{Service, TrailCall, TrailEvent, TrailKind};
use crate::world::{Due, World};
use api::{Declaration, Written};
use std::rc::Rc;

/// A typed command.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Operation {
    /// AWS KMS.
    Kms(kms::KmsOp),
    /// Amazon RDS.
    Rds(rds::RdsOp),
    /// IAM.
    Iam(iam::IamOp),
    /// AWS STS.
    Sts(sts::StsOp),
    /// CloudTrail.
    Trail(trail::TrailOp),
    /// The CLI's waiters.
    Wait(waiters::Waiter),
    /// What AWS has no command for.
    Playground(playground::PlaygroundOp),
    /// A client of a cluster's database.
    Sql(sql::SqlOp),
    /// One of them with a value that can't be.
    Malformed(Box<Malformed>),
}

/// An operation that its service refuses for a value, before it looks at anything else.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Malformed {
    service: Option<Service>,
    declaration: &'static Declaration,
    request: Vec<(&'static str, String)>,
    refusal: Refusal,
}

impl Malformed {
    /// Why.
    pub const fn refusal(&self) -> &Refusal {
        &self.refusal
    }

    /// Records the call and refuses it.
    fn decide(&self, tx: &mut Tx) -> Refusal {
        if let Some(service) = self.service {
            let call = tx.call(service, self.declaration, self.request.clone(), Some(&self.refusal));
            tx.record(call);
        }
        self.refusal.clone()
    }
}

impl From<Malformed> for Operation {
    fn from(operation: Malformed) -> Self {
        Self::Malformed(Box::new(operation))
    }
}

impl Operation {
    /// What it declares.
    pub fn declaration(&self) -> &'static Declaration {
        match self {
            Self::Kms(op) => op.declaration(),
            Self::Rds(op) => op.declaration(),
            Self::Iam(op) => op.declaration(),
            Self::Sts(op) => op.declaration(),
            Self::Trail(op) => op.declaration(),
            Self::Wait(op) => op.declaration(),
            Self::Playground(op) => op.declaration(),
            Self::Sql(op) => op.declaration(),
            Self::Malformed(op) => op.declaration,
        }
    }

    /// Its members that are there, with their values; none of one with a value that can't be.
    pub fn write(&self) -> Written {
        match self {
            Self::Kms(op) => op.write(),
            Self::Rds(op) => op.write(),
            Self::Iam(op) => op.write(),
            Self::Sts(op) => op.write(),
            Self::Trail(op) => op.write(),
            Self::Wait(op) => op.write(),
            Self::Playground(op) => op.write(),
            Self::Sql(op) => op.write(),
            Self::Malformed(_) => Vec::new(),
        }
    }
}

/// What a command answered.
#[derive(Clone, StableHash)]
pub enum Output {
    /// AWS KMS.
    Kms(kms::KmsOutput),
    /// Amazon RDS.
    Rds(rds::RdsOutput),
    /// IAM.
    Iam(iam::IamOutput),
    /// AWS STS.
    Sts(sts::get_caller_identity::Caller),
    /// CloudTrail.
    Trail(trail::lookup_events::Found),
    /// What a waiter waited for is there.
    Ready,
    /// Ours.
    Playground(playground::PlaygroundOutput),
    /// The database's.
    Sql(sql::SqlOutput),
}

/// A command with who gives it and where.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Request {
    /// The caller: a user of one of the accounts.
    pub who: Principal,
    /// The Region.
    pub region: Region,
    /// What to do.
    pub operation: Operation,
}

/// What was decided.
#[derive(Clone, StableHash)]
pub struct Decision {
    /// What happens; of a refused command, clock and CloudTrail only.
    pub events: Vec<Event>,
    /// The answer.
    pub outcome: Result<Output, Refusal>,
}

/// A decision in the making.
pub struct Tx {
    /// The world so far.
    pub world: World,
    /// Random streams.
    pub env: Env,
    /// The caller.
    pub who: Principal,
    /// The caller's account.
    pub account: AccountId,
    /// The Region.
    pub region: Region,
    events: Vec<Event>,
    /// So many events are kept even if the command is refused.
    kept: usize,
}

impl Tx {
    /// The next operation; `requests` is the digest of it and of all before it.
    fn begin(mut world: World, who: Principal, region: Region, requests: [u8; 32]) -> Self {
        let began = Event::Began(world.op + 1, requests);
        apply(&mut world, &began);
        let env = Env::new(world.seed, world.op, world.moment().past);
        let account = who.account().unwrap_or(AccountId::from_number(0));
        Self { world, env, who, account, region, events: vec![began], kept: 0 }
    }

    /// Makes something happen.
    pub fn emit(&mut self, event: Event) {
        apply(&mut self.world, &event);
        self.events.push(event);
    }

    /// A call that the caller made of an operation which uses no key.
    fn call(
        &self,
        service: Service,
        declaration: &Declaration,
        request: Vec<(&'static str, String)>,
        refused: Option<&Refusal>,
    ) -> TrailCall {
        TrailCall {
            service,
            name: declaration.name,
            who: self.who.clone(),
            via: None,
            region: self.region,
            recipient: self.account,
            key: None,
            source_key: None,
            context: None,
            request,
            response: Vec::new(),
            error: refused.map(|refusal| (refusal.code(), refusal.message())),
            read_only: !declaration.writes,
            kind: TrailKind::ApiCall,
        }
    }

    /// Records a call in CloudTrail.
    pub fn record(&mut self, call: TrailCall) {
        let id = KeyId::from_random(self.env.bytes(Purpose::EventId)).0; // a UUID, as all ids of events
        let (time, op) = (self.world.now, self.world.op);
        self.emit(Event::Recorded(Rc::new(TrailEvent { id, time, op, call: Rc::new(call) })));
    }

    /// Puts something on the queue of what is due, `seconds` from now.
    pub fn schedule(&mut self, seconds: u64, due: Due) {
        self.emit(Event::Scheduled(self.world.now.plus(seconds), due));
    }

    /// Moves the clock to `to`; what is due until then happens, in order, each at its own time.
    pub fn advance(&mut self, to: Time) {
        self.advance_within(to, usize::MAX);
    }

    /// As [`Self::advance`], as long as no more than so many things happen on the way; else false,
    /// and the clock stands where it came to.
    pub fn advance_within(&mut self, to: Time, most: usize) -> bool {
        let mut left = most;
        while let Some((time, number, due)) = self.next_due(to) {
            let Some(fewer) = left.checked_sub(1) else { return false };
            left = fewer;
            if time > self.world.now {
                self.emit(Event::Clock(time));
            }
            self.emit(Event::Fired(time, number));
            due::fire(self, &due);
        }
        if to > self.world.now {
            self.emit(Event::Clock(to));
        }
        true
    }

    /// What has happened so far stays, whatever comes of the command: time that passed can't be refused.
    pub fn keep(&mut self) {
        self.kept = self.events.len();
    }

    fn next_due(&self, until: Time) -> Option<(Time, u64, Due)> {
        let ((time, number), due) = self.world.due.first()?;
        (*time <= until).then(|| (*time, *number, due.clone()))
    }
}

fn run(
    world: &World,
    request: &Request,
    engine: &dyn SqlEngine<MountedVolume>,
) -> Result<(Tx, Result<Output, Refusal>), Pause> {
    let requests = digest_of(&(world.requests, request));
    let mut tx = Tx::begin(world.clone(), request.who.clone(), request.region, requests);
    tx.advance(world.now.plus(1));
    tx.keep();
    let outcome = match &request.operation {
        Operation::Kms(op) => op.decide(&mut tx).map(Output::Kms),
        Operation::Rds(op) => op.decide(&mut tx).map(Output::Rds),
        Operation::Iam(op) => op.decide(&mut tx).map(Output::Iam),
        Operation::Sts(op) => op.decide(&mut tx).map(Output::Sts),
        Operation::Trail(op) => op.run(&tx).map(Output::Trail),
        Operation::Wait(op) => op.decide(&mut tx).map(|()| Output::Ready),
        Operation::Playground(op) => op.run(&mut tx).map(Output::Playground),
        Operation::Sql(op) => op.decide(&mut tx, engine)?.map(Output::Sql),
        Operation::Malformed(op) => Err(op.decide(&mut tx)),
    };
    Ok((tx, outcome))
}

/// Decides a request. Changes nothing: this is the preview as well.
pub fn decide(
    world: &World,
    request: &Request,
    engine: &dyn SqlEngine<MountedVolume>,
) -> Result<Decision, Pause> {
    let (tx, outcome) = run(world, request, engine)?;
    let events = if outcome.is_ok() { tx.events } else { kept(tx, request) };
    Ok(Decision { events, outcome })
}

/// Decides a request and carries it out.
pub fn submit(
    world: &World,
    request: &Request,
    engine: &dyn SqlEngine<MountedVolume>,
) -> Result<(World, Decision), Pause> {
    let (tx, outcome) = run(world, request, engine)?;
    if outcome.is_ok() {
        return Ok((tx.world, Decision { events: tx.events, outcome }));
    }
    let events = kept(tx, request);
    let mut after = world.clone();
    for event in &events {
        apply(&mut after, event);
    }
    Ok((after, Decision { events, outcome }))
}

/// Of a refused command: what came before it, what the clock did while it waited, what it recorded, and an AWS
/// managed key that RDS needed for the first time.
fn kept(tx: Tx, request: &Request) -> Vec<Event> {
    let (world, before) = (tx.world, tx.kept);
    let by_rds = matches!(request.operation, Operation::Rds(_));
    let stays = |event: &Event| {
        matches!(event, Event::Recorded(_)) || (by_rds && makes_aws_managed_key(&world, event))
    };
    let numbered = tx.events.into_iter().enumerate();
    numbered.filter(|(at, event)| *at < before || stays(event)).map(|(_, event)| event).collect()
}

fn makes_aws_managed_key(world: &World, event: &Event) -> bool {
    let aws = |key: &KeyArn| world.keys.get(key).is_some_and(|key| key.manager == KeyManager::Aws);
    match event {
        Event::KeyPut(key) => aws(&key.arn),
        Event::AliasPut(alias, _) => alias.id.is_aws(),
        Event::Scheduled(_, Due::KeyRotation(key)) => aws(key),
        _ => false,
    }
}
