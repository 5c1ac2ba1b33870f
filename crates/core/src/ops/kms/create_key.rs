//! `CreateKey`.
//!
//! Refused, in this order: a usage or a kind of key that does not exist, or that do not go together; invalid tags; no
//! IAM permission; a policy that can't be read or evaluated; a policy that would lock the caller out, unless that check
//! is switched off.

use super::KmsOutput;
use super::attempt::Attempt;
use super::check;
use super::known::{of_tags, yes_or_no};
use super::members::Tags;
use crate::crypto::keys::BackingKey;
use crate::edition::Edition;
use crate::env::Purpose;
use crate::event::Event;
use crate::ids::{AccountId, KeyArn, KeyId};
use crate::kms::action::Action;
use crate::kms::builtin::default_key_policy;
use crate::kms::condition_key::ConditionKey;
use crate::kms::key::{Key, KeyManager, KeyMaterial, Life, MaterialKind, MultiRegion, Rotation};
use crate::kms::policy::{Policy, PolicyError, PolicyInput, Who};
use crate::kms::refusal::{KmsRefusal, PolicyRefusal};
use crate::kms::spec::{KeySpec, KeyUsage, SYMMETRIC_DEFAULT, Special};
use crate::ops::Tx;
use crate::profile::PROFILES;
use crate::refusal::Refusal;
use crate::world::World;
use std::rc::Rc;

/// Makes a customer managed key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        LimitExceededException,
        MalformedPolicyDocumentException,
        TagException,
        ValidationException
    )
)]
#[operation(refused(Origin = "AWS_KMS" of(ORIGINS, LATER_ORIGINS), CustomKeyStoreId))]
#[operation(refused(since(Y2026): XksKeyId))]
pub struct CreateKey {
    /// The key policy. Without one, the identity policies of the account decide.
    #[member(Policy)]
    pub policy: Option<PolicyInput>,
    /// What the key is for.
    #[member(Description)]
    pub description: Option<Rc<str>>,
    /// What it is used for; must be given for all but symmetric encryption.
    #[member(KeyUsage, choices = KeyUsage::THEN, later = KeyUsage::LATER)]
    pub usage: Option<Rc<str>>,
    /// The kind of its material, in the member of 2020, which still does.
    #[member(CustomerMasterKeySpec, choices = KeySpec::THEN, later = LATER_MASTER_SPECS, modelled = KeySpec::MODELLED)]
    pub master_spec: Option<Rc<str>>,
    /// The kind of its material.
    #[member(KeySpec, since(Y2026), choices = KeySpec::THEN, later = KeySpec::LATER, modelled = KeySpec::MODELLED)]
    pub spec: Option<Rc<str>>,
    /// Whether it can be replicated to other Regions.
    #[member(MultiRegion, since(Y2026))]
    pub multi_region: bool,
    /// Whether to skip the lockout check.
    #[member(BypassPolicyLockoutSafetyCheck)]
    pub bypass_lockout_check: bool,
    /// The tags.
    #[member(Tags)]
    pub tags: Tags,
}

impl CreateKey {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let (special, symmetric) = (self.special(tx.world.edition)?, SYMMETRIC_DEFAULT);
        let spec = special.map_or(symmetric, |special| special.spec.name());
        let usage = special.map_or(KeyUsage::EncryptDecrypt, |special| special.usage);
        at.asked("keySpec", spec);
        at.asked("keyUsage", usage.name());
        at.asked("origin", "AWS_KMS");
        let description = self.description.clone().unwrap_or_default();
        at.asked("description", &*description);
        at.asked("bypassPolicyLockoutSafetyCheck", self.bypass_lockout_check);
        check::description(&description)?;
        check::tags(&self.tags.0, 0)?;
        self.tell(at, spec, usage);
        at.by_identity(tx, Action::CreateKey, None)?;
        let id = tx.env.bytes(Purpose::KeyId);
        let id = if self.multi_region { KeyId::multi_region(id) } else { KeyId::from_random(id) };
        let arn = KeyArn { account: at.account(), region: at.region(), id };
        let policy = first_policy(tx, at, &arn, self.policy.as_ref(), self.bypass_lockout_check)?;
        let mut key = new_key(tx, arn, policy);
        key.description = description;
        key.special = special;
        key.multi_region = self.multi_region.then_some(MultiRegion::Primary);
        key.tags = self.tags.0.iter().cloned().collect();
        let key = Rc::new(key);
        at.about(key.arn.clone());
        tx.emit(Event::KeyPut(key.clone()));
        Ok(KmsOutput::Key(key))
    }
}

impl CreateKey {
    /// Notes what condition keys can ask for.
    fn tell(&self, at: &mut Attempt, spec: &str, usage: KeyUsage) {
        at.knows(of_tags(&self.tags.0));
        at.knows([
            (ConditionKey::BypassLockoutCheck, yes_or_no(self.bypass_lockout_check)),
            (ConditionKey::KeyOrigin, "AWS_KMS".into()),
            (ConditionKey::KeySpec, spec.into()),
            (ConditionKey::CustomerMasterKeySpec, spec.into()),
            (ConditionKey::KeyUsage, usage.name().into()),
            (ConditionKey::CustomerMasterKeyUsage, usage.name().into()),
            (ConditionKey::MultiRegion, yes_or_no(self.multi_region)),
        ]);
    }

    /// What the key is made for, if that is not symmetric encryption.
    fn special(&self, edition: Edition) -> Result<Option<Special>, Refusal> {
        let usage = KeyUsage::ALL.into_iter().find(|usage| self.usage.as_deref() == Some(usage.name()));
        let named = match (self.spec.as_deref(), self.master_spec.as_deref()) {
            (Some(_), Some(_)) => return Err(KmsRefusal::TwoSpecs.into()),
            (Some(name), None) | (None, Some(name)) => name,
            (None, None) => SYMMETRIC_DEFAULT,
        };
        // Other names were refused before.
        let Some(&spec) = KeySpec::ALL.iter().find(|spec| spec.name() == named) else {
            return match usage {
                None | Some(KeyUsage::EncryptDecrypt) => Ok(None),
                Some(usage) => Err(KmsRefusal::UsageOfSpec { usage, spec: SYMMETRIC_DEFAULT }.into()),
            };
        };
        let usage = usage.ok_or(KmsRefusal::NoUsage { edition })?;
        if spec.uses().iter().any(|(known, _)| *known == usage) {
            return Ok(Some(Special { spec, usage }));
        }
        Err(KmsRefusal::UsageOfSpec { usage, spec: spec.name() }.into())
    }
}

/// The kinds that `CustomerMasterKeySpec` still learned; later ones have `KeySpec` only.
const LATER_MASTER_SPECS: &[&str] = &["HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "SM2"];

/// Where AWS let material come from in 2020, and what came later. Only AWS KMS's own is modelled.
const ORIGINS: &[&str] = &["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM"];
const LATER_ORIGINS: &[&str] = &["EXTERNAL_KEY_STORE"];

/// The longest policy, in bytes.
const LONGEST_POLICY: usize = 32_768;

/// The policy that a new key begins with: the one that is given, if it is [`accepted`], or else the default.
pub(super) fn first_policy(
    tx: &Tx,
    at: &Attempt,
    arn: &KeyArn,
    given: Option<&PolicyInput>,
    bypass: bool,
) -> Result<Rc<Policy>, Refusal> {
    given.map_or_else(
        || Ok(Rc::new(default_key_policy(arn.account))),
        |given| accepted(tx, at, arn, given, bypass),
    )
}

/// A key policy, if it can be read and, unless `bypass`, leaves its caller a way to change it.
pub(super) fn accepted(
    tx: &Tx,
    at: &Attempt,
    arn: &KeyArn,
    given: &PolicyInput,
    bypass: bool,
) -> Result<Rc<Policy>, Refusal> {
    let policy = readable(given, at.edition()).map_err(KmsRefusal::Policy)?;
    if !policy.statements.iter().flat_map(|statement| &statement.who).all(|who| may_exist(&tx.world, who)) {
        return Err(KmsRefusal::Policy(PolicyRefusal::Principals).into());
    }
    if !bypass {
        at.keeps_a_way_back(tx, arn, &policy)?;
    }
    Ok(policy)
}

/// Returns whether a policy may name a principal: the users and roles of an account that is modelled are known, and a session
/// is one of a role. Other accounts exist, with whatever a policy names.
pub(in crate::ops) fn may_exist(world: &World, named: &Who) -> bool {
    match named {
        Who::One(who) => world.may_exist(who),
        Who::Session(account, arn) => session_may_exist(world, *account, arn),
        Who::Anyone => true,
    }
}

/// The same of the ARN of a session: there must be the role. Nobody has federated users here.
fn session_may_exist(world: &World, account: AccountId, arn: &str) -> bool {
    let is_modelled = PROFILES.iter().any(|profile| profile.account == account);
    let role = arn.split_once(":assumed-role/").and_then(|(_, rest)| rest.split('/').next());
    !is_modelled || role.is_some_and(|name| world.roles.contains_key(&(account, Rc::from(name))))
}

/// Checks that a key policy is valid, and that KMS had what it asks for in that edition.
pub(in crate::ops) fn readable(policy: &PolicyInput, edition: Edition) -> Result<Rc<Policy>, PolicyRefusal> {
    of_edition(policy, edition, ConditionKey::since)
}

/// The same of an identity policy, which is about all services.
pub(in crate::ops) fn readable_identity(
    policy: &PolicyInput,
    edition: Edition,
) -> Result<Rc<Policy>, PolicyRefusal> {
    of_edition(policy, edition, ConditionKey::anywhere_since)
}

fn of_edition(
    policy: &PolicyInput,
    edition: Edition,
    since: fn(&ConditionKey) -> Edition,
) -> Result<Rc<Policy>, PolicyRefusal> {
    match policy {
        Err(error) => Err(PolicyRefusal::Malformed(error.0.clone())),
        Ok(policy) if policy.text.len() > LONGEST_POLICY => Err(PolicyRefusal::TooLong),
        Ok(policy) => match policy.later_key(edition, since) {
            None => Ok(policy.clone()),
            Some(key) => Err(PolicyRefusal::Malformed(PolicyError::later("Condition key", &key, edition).0)),
        },
    }
}

/// Makes an enabled customer managed key with new material.
pub(in crate::ops) fn new_key(tx: &mut Tx, arn: KeyArn, policy: Rc<Policy>) -> Key {
    Key {
        arn,
        created: tx.world.now,
        description: "".into(),
        manager: KeyManager::Customer,
        life: Life::Enabled,
        policy,
        current: new_material(tx, MaterialKind::Initial),
        earlier: Rc::new([]),
        rotation: Rotation::Off,
        tags: crate::map::Map::new(),
        special: None,
        multi_region: None,
    }
}

/// Makes new key material.
pub(super) fn new_material(tx: &mut Tx, kind: MaterialKind) -> KeyMaterial {
    KeyMaterial {
        id: tx.env.bytes(Purpose::KeyId),
        backing: Rc::new(BackingKey::filled(|key| tx.env.fill(Purpose::BackingKey, key))),
        since: tx.world.now,
        kind,
    }
}
