//! The operations, one file each: `decide(&self, &mut Tx) -> Result<Output, Refusal>`.
//!
//! A decision works on a scratch world inside [`Tx`], so that each step sees the effects of the one before.
//! Of a refused command, only the effects of the clock and CloudTrail's records are kept.

mod answer;
pub mod api;
pub mod due;
pub mod iam;
pub mod inventory;
pub mod kms;
pub mod playground;
pub mod rds;
pub mod readers;
pub mod sql;
pub mod sts;
pub mod trail;
pub mod waiters;

use crate::apply::apply;
use crate::database::{MountedVolume, Pause, SqlEngine};
use crate::digest::digest_of;
use crate::env::{Env, Purpose, Time};
use crate::event::Event;
use crate::iam::IamRefusal;
use crate::ids::{AccountId, KeyArn, KeyId, Principal, Region};
use crate::kms::key::KeyManager;
use crate::refusal::{ErrorCode, Refusal};
use crate::trail::{KeptAnswer, Service, Told, TrailCall, TrailEvent};
use crate::world::{Due, World};
pub use answer::Answer;
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
    /// Commands of the playground, for what AWS has no command for.
    Playground(playground::PlaygroundOp),
    /// A client of a cluster's database.
    Sql(sql::SqlOp),
    /// An operation with an invalid value.
    Malformed(Box<Malformed>),
}

/// An operation that its service refuses because of a value, before it checks anything else.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Malformed {
    service: Option<Service>,
    declaration: &'static Declaration,
    request: Vec<(&'static str, Told)>,
    refusal: Refusal,
}

impl Malformed {
    /// Why it is refused.
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
    /// Its declaration.
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

/// How an AWS service speaks. What it says of credentials differs by that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// JSON 1.1: AWS KMS and CloudTrail.
    Json,
    /// Query and XML: Amazon RDS, IAM and AWS STS.
    Query,
}

impl Operation {
    /// How the service that is called speaks; `None` where no service is called.
    pub const fn protocol(&self) -> Option<Protocol> {
        match self {
            Self::Kms(_) | Self::Trail(_) => Some(Protocol::Json),
            Self::Rds(_) | Self::Iam(_) | Self::Sts(_) | Self::Wait(_) => Some(Protocol::Query),
            Self::Malformed(operation) => match operation.service {
                Some(Service::Kms) => Some(Protocol::Json),
                Some(Service::Rds | Service::Iam | Service::Sts) => Some(Protocol::Query),
                None => None,
            },
            Self::Playground(_) | Self::Sql(_) => None,
        }
    }
}

/// The output of a command.
#[derive(Clone, StableHash)]
pub enum Output {
    /// AWS KMS.
    Kms(kms::KmsOutput),
    /// Amazon RDS.
    Rds(rds::RdsOutput),
    /// IAM.
    Iam(iam::IamOutput),
    /// AWS STS.
    Sts(sts::StsOutput),
    /// CloudTrail.
    Trail(trail::lookup_events::Found),
    /// A waiter succeeded.
    Ready,
    /// A `playground` command.
    Playground(playground::PlaygroundOutput),
    /// A database client.
    Sql(sql::SqlOutput),
}

/// A command, its caller and its Region.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Request {
    /// The caller: a user of one of the accounts.
    pub who: Principal,
    /// The Region.
    pub region: Region,
    /// What to do.
    pub operation: Operation,
}

/// The result of a decision.
#[derive(Clone, StableHash)]
pub struct Decision {
    /// The events; of a refused command, only those of the clock and CloudTrail.
    pub events: Vec<Event>,
    /// How many events were made, those that a refusal dropped included: what deciding took.
    pub made: usize,
    /// The output or the refusal.
    pub outcome: Result<Output, Refusal>,
}

/// What a record shares with those of the same call in other trails.
#[derive(Clone, Copy)]
enum Sharing {
    /// There are none.
    Nothing,
    /// It is the first, so its id is what the others share.
    First,
    /// The id of the first.
    Id([u8; 16]),
}

/// A transaction: a decision in progress.
pub struct Tx {
    /// The scratch world.
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
    /// The number of events that are kept even if the command is refused.
    kept: usize,
}

impl Tx {
    /// Begins the next operation; `requests` is the digest of it and of all before it.
    fn begin(mut world: World, who: Principal, region: Region, requests: [u8; 32]) -> Self {
        let began = Event::Began(world.op + 1, requests);
        apply(&mut world, &began);
        let env = Env::new(world.seed, world.op, world.moment().past);
        let account = who.account().unwrap_or(AccountId::from_number(0));
        Self { world, env, who, account, region, events: vec![began], kept: 0 }
    }

    /// Adds an event, and applies it to the scratch world.
    pub fn emit(&mut self, event: Event) {
        apply(&mut self.world, &event);
        self.events.push(event);
    }

    /// The record of a call by the caller to an operation that uses no key.
    fn call(
        &self,
        service: Service,
        declaration: &Declaration,
        request: Vec<(&'static str, Told)>,
        refused: Option<&Refusal>,
    ) -> TrailCall {
        TrailCall {
            request,
            error: refused.map(|refusal| (refusal.code(), refusal.message())),
            read_only: !declaration.writes,
            ..TrailCall::new(service, declaration.name, self.who.clone(), self.region, self.account)
        }
    }

    /// What a record keeps of an output: nothing of one that only reads, and nothing of no output.
    fn answer(&self, declaration: &Declaration, told: Option<Output>) -> Option<KeptAnswer> {
        told.filter(|_| declaration.writes).map(|output| self.kept_answer(output))
    }

    /// Records a call in CloudTrail. What happens to a key of AWS's own stands in no customer's trail (rule N02).
    pub fn record(&mut self, call: TrailCall) {
        self.record_sharing(call, Sharing::Nothing);
    }

    /// Records a call in the trails of several accounts, or one whose caller is in no customer's account. `shared` is what
    /// such records have in common: the first of their ids.
    fn record_shared(&mut self, call: &TrailCall, recipients: &[AccountId]) {
        let mut shared = None;
        for recipient in recipients {
            let call = TrailCall { recipient: *recipient, ..call.clone() };
            shared = self.record_sharing(call, shared.map_or(Sharing::First, Sharing::Id)).or(shared);
        }
    }

    /// Records a call. Returns the id that it shares with others, if it does.
    fn record_sharing(&mut self, mut call: TrailCall, shared: Sharing) -> Option<[u8; 16]> {
        if call.recipient == AccountId::AWS {
            return None;
        }
        call.address = self.world.origins.get(&call.who).filter(|_| call.via.is_none()).cloned();
        let id = KeyId::from_random(self.env.bytes(Purpose::EventId)).bytes(); // a UUID, like all ids of events
        let (time, op) = (self.world.now, self.world.op);
        let shared = match shared {
            Sharing::Nothing => None,
            Sharing::First => Some(id),
            Sharing::Id(others) => Some(others),
        };
        self.emit(Event::Recorded(Rc::new(TrailEvent { id, shared, time, op, call: Rc::new(call) })));
        shared
    }

    /// Schedules something `seconds` from now.
    pub fn schedule(&mut self, seconds: u64, due: Due) {
        self.emit(Event::Scheduled(self.world.now.plus(seconds), due));
    }

    /// Moves the clock to `to`. What becomes due until then happens in order, each at its own time.
    pub fn advance(&mut self, to: Time) {
        self.advance_within(to, usize::MAX);
    }

    /// Like [`Self::advance`], but stops after `most` entries of the queue: returns false then, and the clock
    /// is where it stopped.
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

    /// Keeps what has happened so far even if the command is refused: time that has passed can't be taken
    /// back.
    pub fn keep(&mut self) {
        self.kept = self.events.len();
    }

    fn next_due(&self, until: Time) -> Option<(Time, u64, Due)> {
        let ((time, number), due) = self.world.due.first()?;
        (*time <= until).then(|| (*time, *number, due.clone()))
    }
}

/// The refusal of a call with credentials of a session that is over. Programs that don't call AWS need none.
fn expired(tx: &Tx, operation: &Operation) -> Option<Refusal> {
    let code = match operation.protocol()? {
        Protocol::Json => ErrorCode::ExpiredTokenException,
        Protocol::Query => ErrorCode::ExpiredToken,
    };
    let over = tx.world.credentials(&tx.who).is_some_and(|credentials| credentials.expires <= tx.world.now);
    over.then(|| IamRefusal::Expired(code).into())
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
    if let Some(refusal) = expired(&tx, &request.operation) {
        return Ok((tx, Err(refusal)));
    }
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

/// Decides a request and changes nothing, so it also serves as a preview.
pub fn decide(
    world: &World,
    request: &Request,
    engine: &dyn SqlEngine<MountedVolume>,
) -> Result<Decision, Pause> {
    let (tx, outcome) = run(world, request, engine)?;
    let made = tx.events.len();
    let events = if outcome.is_ok() { tx.events } else { kept(tx, request) };
    Ok(Decision { events, made, outcome })
}

/// Decides a request and carries it out.
pub fn submit(
    world: &World,
    request: &Request,
    engine: &dyn SqlEngine<MountedVolume>,
) -> Result<(World, Decision), Pause> {
    let (tx, outcome) = run(world, request, engine)?;
    let made = tx.events.len();
    if outcome.is_ok() {
        return Ok((tx.world, Decision { events: tx.events, made, outcome }));
    }
    let events = kept(tx, request);
    let mut after = world.clone();
    for event in &events {
        apply(&mut after, event);
    }
    Ok((after, Decision { events, made, outcome }))
}

/// The events that remain of a refused command: those that came before it, those of the clock while it
/// waited, its records, and the creation of an AWS managed key that RDS needed for the first time.
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
