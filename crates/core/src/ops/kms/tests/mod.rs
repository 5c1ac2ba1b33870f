//! The operations of KMS as tables: each refusal beside its nearest allowed neighbour.

mod crypto;
mod declared;
mod grants;
mod keys;
mod multi_region;
mod policies;
mod rds;
mod special;
mod trail;

use super::create_key::CreateKey;
use super::{KmsOp, KmsOutput, Plaintext};
use crate::database::NoEngine;
use crate::edition::Edition;
use crate::env::{Seed, Time};
use crate::ids::{KeyArn, KeyRef, Principal, Region};
use crate::kms::context::EncryptionContext;
use crate::kms::key::Key;
use crate::kms::pattern::Pattern;
use crate::kms::policy::{Effect, Policy, Statement, Version, Who};
use crate::ops::{Operation, Output, Request, Tx, submit};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::world::World;
use std::rc::Rc;

const US: &str = "us-east-1";
const EU: &str = "eu-west-1";

/// A world, and short ways to use it.
struct Lab {
    world: World,
}

impl Lab {
    fn new() -> Self {
        Self { world: World::new(Seed([5; 16]), Edition::LATEST) }
    }

    /// A world with one key of the default profile in us-east-1.
    fn with_key() -> (Self, KeyArn) {
        let mut lab = Self::new();
        let key = lab.create_key(US);
        (lab, key)
    }

    fn at(&mut self, profile: &str, region: &str, op: KmsOp) -> Result<KmsOutput, Refusal> {
        let who = Profile::find(profile).unwrap().principal();
        let declared = op.declaration().errors;
        let request = Request::new(who, Region::parse(region).unwrap(), Operation::Kms(op));
        let (after, decision) = submit(&self.world, &request, &NoEngine).unwrap();
        self.world = after;
        let outcome = decision.outcome.inspect_err(|refusal| {
            assert!(declared.contains(&refusal.code()), "not declared: {refusal:?}");
        });
        match outcome? {
            Output::Kms(output) => Ok(output),
            _ => panic!("an answer of KMS"),
        }
    }

    fn run(&mut self, op: KmsOp) -> Result<KmsOutput, Refusal> {
        self.at("default", US, op)
    }

    /// Runs a request that must be refused; returns `Code: message`.
    fn refused(&mut self, profile: &str, op: KmsOp) -> String {
        let refusal = self.at(profile, US, op).unwrap_err();
        [refusal.code().name(), ": ", &refusal.message()].concat()
    }

    fn create_key(&mut self, region: &str) -> KeyArn {
        match self.at("default", region, KmsOp::CreateKey(CreateKey::default())).unwrap() {
            KmsOutput::Key(key) => key.arn.clone(),
            _ => panic!("a key"),
        }
    }

    fn key(&self, arn: &KeyArn) -> Rc<Key> {
        self.world.keys.get(arn).unwrap().clone()
    }

    fn encrypt(&mut self, key: &KeyArn, context: &EncryptionContext) -> Rc<[u8]> {
        match self.run(encrypt(&arn(key), context)).unwrap() {
            KmsOutput::Encrypted { blob, .. } => blob,
            _ => panic!("a ciphertext"),
        }
    }

    /// Moves the clock forward.
    fn wait(&mut self, days: u64) {
        let to = self.world.now.plus(days * Time::DAY);
        let mut tx = self.tx("default");
        tx.advance(to);
        self.world = tx.world;
    }

    /// A transaction, for calls that only other operations make.
    fn tx(&self, profile: &str) -> Tx {
        let who = Profile::find(profile).unwrap().principal();
        Tx::begin(self.world.clone(), who, Region::DEFAULT, self.world.requests)
    }
}

fn none() -> EncryptionContext {
    EncryptionContext::default()
}

fn arn(key: &KeyArn) -> KeyRef {
    KeyRef::Arn(key.clone())
}

fn encrypt(key: &KeyRef, context: &EncryptionContext) -> KmsOp {
    KmsOp::Encrypt(super::encrypt::Encrypt {
        key: key.clone(),
        plaintext: Plaintext::new(b"secret"),
        context: context.clone(),
        tokens: Vec::new(),
        dry_run: false,
    })
}

fn decrypt(blob: &[u8], key: Option<KeyRef>, context: &EncryptionContext) -> KmsOp {
    KmsOp::Decrypt(super::decrypt::Decrypt {
        blob: blob.into(),
        context: context.clone(),
        tokens: Vec::new(),
        key,
        dry_run: false,
    })
}

fn describe(key: &str) -> KmsOp {
    KmsOp::DescribeKey(super::describe_key::DescribeKey { key: KeyRef::parse(key), tokens: Vec::new() })
}

fn create_alias(name: &str, target: &KeyArn) -> KmsOp {
    KmsOp::CreateAlias(super::create_alias::CreateAlias { name: name.into(), target: arn(target) })
}

fn disable(key: &KeyArn) -> KmsOp {
    KmsOp::DisableKey(super::disable_key::DisableKey { key: arn(key) })
}

fn enable(key: &KeyArn) -> KmsOp {
    KmsOp::EnableKey(super::enable_key::EnableKey { key: arn(key) })
}

fn schedule(key: &KeyArn, days: i64) -> KmsOp {
    let days = Some(days);
    KmsOp::ScheduleKeyDeletion(super::schedule_key_deletion::ScheduleKeyDeletion { key: arn(key), days })
}

fn cancel(key: &KeyArn) -> KmsOp {
    KmsOp::CancelKeyDeletion(super::cancel_key_deletion::CancelKeyDeletion { key: arn(key) })
}

fn rotate(key: &KeyArn) -> KmsOp {
    KmsOp::RotateKeyOnDemand(super::rotate_key_on_demand::RotateKeyOnDemand { key: arn(key) })
}

fn put_policy(key: &KeyArn, statements: Vec<Statement>) -> KmsOp {
    KmsOp::PutKeyPolicy(super::put_key_policy::PutKeyPolicy {
        key: arn(key),
        name: None,
        policy: Ok(Rc::new(Policy { text: "{}".into(), statements })),
        bypass_lockout_check: false,
    })
}

fn statement(effect: Effect, who: &str, action: &str) -> Statement {
    let who = Who::aws(who).or_else(|_| Who::service(who)).unwrap();
    let (action, all) =
        (Pattern::action(action, false).unwrap(), Pattern::resource("*", Version::V2012).unwrap());
    Statement::new(effect, vec![who], vec![action], vec![all])
}

fn principal(profile: &str) -> Principal {
    Profile::find(profile).unwrap().principal()
}
