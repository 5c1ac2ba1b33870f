//! `ReplicateKey`: a related key with the same id and the same material in another Region. Its policy, description and
//! tags are its own. It can be used after a few seconds.
//!
//! Refused, in this order: invalid tags; a Region that does not exist; key not found; no permission; the key's state; a
//! key that is not a multi-Region primary key; a related key in that Region; no `kms:CreateKey` there; a policy that
//! can't be read or evaluated, or that would lock the caller out, unless that check is switched off.

use super::KmsOutput;
use super::attempt::Attempt;
use super::check;
use super::create_key::first_policy;
use super::known::{of_tags, yes_or_no};
use super::members::Tags;
use crate::event::Event;
use crate::ids::{KeyArn, KeyRef, Region};
use crate::kms::action::Action;
use crate::kms::condition_key::ConditionKey;
use crate::kms::key::{Key, Life, MultiRegion};
use crate::kms::policy::PolicyInput;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::world::Due;
use std::rc::Rc;

/// How long a replica is being created, in seconds. AWS says: a few.
const CREATING: u64 = 10;

/// Makes a replica of a multi-Region key in another Region.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    since(Y2026),
    writes,
    errors(
        AccessDeniedException,
        AlreadyExistsException,
        DisabledException,
        InvalidArnException,
        KMSInvalidStateException,
        LimitExceededException,
        MalformedPolicyDocumentException,
        NotFoundException,
        TagException,
        UnsupportedOperationException,
        ValidationException
    )
)]
pub struct ReplicateKey {
    /// The primary key: a key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// Where the replica is to be.
    #[member(ReplicaRegion)]
    pub region: Rc<str>,
    /// The replica's key policy; the default one unless given.
    #[member(Policy)]
    pub policy: Option<PolicyInput>,
    /// Whether to skip the lockout check.
    #[member(BypassPolicyLockoutSafetyCheck)]
    pub bypass_lockout_check: bool,
    /// The replica's description; none unless given.
    #[member(Description)]
    pub description: Option<Rc<str>>,
    /// The replica's tags.
    #[member(Tags)]
    pub tags: Tags,
}

impl ReplicateKey {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let description = self.description.clone().unwrap_or_default();
        at.asked("description", &*description);
        at.asked("bypassPolicyLockoutSafetyCheck", self.bypass_lockout_check);
        check::description(&description)?;
        check::tags(&self.tags.0, 0)?;
        let region = region(&self.region)?;
        at.knows([(ConditionKey::ReplicaRegion, region.as_str().into())]);
        let usable = at.managed(tx, &self.key, Action::ReplicateKey)?;
        let arn = usable.key.arn.in_region(region);
        if tx.world.keys.contains_key(&arn) {
            return Err(KmsRefusal::ReplicaExists(arn).into());
        }
        let mut there = Attempt::elsewhere(tx, region, "CreateKey");
        let created = self.create(tx, &mut there, &usable.key, arn, description);
        if let Ok(replica) = &created {
            there.answers(tx, &KmsOutput::Key(replica.clone()));
        }
        there.finish(tx, created.as_ref().err());
        let replica = created?;
        Ok(KmsOutput::Replicated(replica))
    }

    /// Creates the replica, as the call in its Region.
    fn create(
        &self,
        tx: &mut Tx,
        at: &mut Attempt,
        primary: &Key,
        arn: KeyArn,
        description: Rc<str>,
    ) -> Result<Rc<Key>, Refusal> {
        at.asked("keySpec", primary.spec());
        at.asked("keyUsage", primary.usage().name());
        at.asked("origin", "AWS_KMS");
        at.asked("multiRegion", true);
        at.asked("description", &*description);
        at.knows(of_tags(&self.tags.0));
        at.knows([
            (ConditionKey::BypassLockoutCheck, yes_or_no(self.bypass_lockout_check)),
            (ConditionKey::KeyOrigin, "AWS_KMS".into()),
            (ConditionKey::KeySpec, primary.spec().into()),
            (ConditionKey::KeyUsage, primary.usage().name().into()),
            (ConditionKey::MultiRegion, yes_or_no(true)),
        ]);
        at.by_identity(tx, Action::CreateKey, None)?;
        let policy = first_policy(tx, at, &arn, self.policy.as_ref(), self.bypass_lockout_check)?;
        let replica = Rc::new(Key {
            arn,
            created: tx.world.now,
            description,
            life: Life::Creating(tx.world.now.plus(CREATING)),
            policy,
            tags: self.tags.0.iter().cloned().collect(),
            multi_region: Some(MultiRegion::Replica),
            ..primary.clone()
        });
        at.about(replica.arn.clone());
        tx.emit(Event::KeyPut(replica.clone()));
        tx.schedule(CREATING, Due::KeyReady(replica.arn.clone()));
        Ok(replica)
    }
}

/// The Region with that name.
pub(super) fn region(text: &Rc<str>) -> Result<Region, Refusal> {
    Region::parse(text).map_err(|_| KmsRefusal::NoRegion(text.clone()).into())
}
