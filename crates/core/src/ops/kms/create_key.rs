//! `CreateKey`.
//!
//! Refused, in this order: invalid tags; no IAM permission; a policy that can't be read or evaluated; a
//! policy that would lock the caller out, unless that check is switched off.

use super::KmsOutput;
use super::attempt::Attempt;
use super::check;
use super::members::Tags;
use crate::crypto::keys::BackingKey;
use crate::env::Purpose;
use crate::event::Event;
use crate::ids::{KeyArn, KeyId};
use crate::kms::action::Action;
use crate::kms::builtin::default_key_policy;
use crate::kms::key::{Key, KeyManager, KeyMaterial, Life, MaterialKind, Rotation};
use crate::kms::policy::{Policy, PolicyInput};
use crate::kms::refusal::{KmsRefusal, PolicyRefusal};
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Makes a customer managed key for encryption and decryption.
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
#[operation(refused(KeyUsage = "ENCRYPT_DECRYPT", CustomerMasterKeySpec = "SYMMETRIC_DEFAULT"))]
#[operation(refused(KeySpec = "SYMMETRIC_DEFAULT", Origin = "AWS_KMS", CustomKeyStoreId))]
#[operation(refused(MultiRegion: Flag = "false", XksKeyId))]
pub struct CreateKey {
    /// The key policy. Without one, the identity policies of the account decide.
    #[member(Policy)]
    pub policy: Option<PolicyInput>,
    /// What the key is for.
    #[member(Description)]
    pub description: Option<Rc<str>>,
    /// Whether to skip the lockout check.
    #[member(BypassPolicyLockoutSafetyCheck)]
    pub bypass_lockout_check: bool,
    /// The tags.
    #[member(Tags)]
    pub tags: Tags,
}

impl CreateKey {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        at.asked("keySpec", "SYMMETRIC_DEFAULT");
        at.asked("keyUsage", "ENCRYPT_DECRYPT");
        at.asked("origin", "AWS_KMS");
        let description = self.description.clone().unwrap_or_default();
        at.asked("description", &*description);
        check::description(&description)?;
        check::tags(&self.tags.0, 0)?;
        at.by_identity(tx, Action::CreateKey, None)?;
        let id = KeyId::from_random(tx.env.bytes(Purpose::KeyId));
        let arn = KeyArn { account: at.account(), region: at.region(), id };
        let policy = match &self.policy {
            None => Rc::new(default_key_policy(arn.account)),
            Some(policy) => {
                let policy = readable(policy).map_err(KmsRefusal::Policy)?;
                if !self.bypass_lockout_check {
                    at.keeps_a_way_back(&arn, &policy)?;
                }
                policy
            }
        };
        let mut key = new_key(tx, arn, policy);
        key.description = description;
        for (name, value) in &self.tags.0 {
            key.tags.insert_mut(name.clone(), value.clone());
        }
        let key = Rc::new(key);
        at.created(&key.arn);
        tx.emit(Event::KeyPut(key.clone()));
        Ok(KmsOutput::Key(key))
    }
}

/// The longest policy, in bytes.
const LONGEST_POLICY: usize = 32_768;

/// Checks that a policy is valid.
pub(in crate::ops) fn readable(policy: &PolicyInput) -> Result<Rc<Policy>, PolicyRefusal> {
    match policy {
        Err(error) => Err(PolicyRefusal::Malformed(error.0.clone())),
        Ok(policy) if policy.text.len() > LONGEST_POLICY => Err(PolicyRefusal::TooLong),
        Ok(policy) => Ok(policy.clone()),
    }
}

/// Makes an enabled customer managed key with new material.
pub(super) fn new_key(tx: &mut Tx, arn: KeyArn, policy: Rc<Policy>) -> Key {
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
