//! The operations of AWS KMS, one file each. They share `attempt` (one call: permission and record),
//! `find` (the key that a request names), `check` (values), [`page`] (paginated lists), `seal`
//! (ciphertexts), [`members`] (types of members), `due` (what happens without a command) and `for_rds`
//! (the calls that RDS makes).

pub(in crate::ops) mod attempt;
pub mod cancel_key_deletion;
pub(in crate::ops) mod check;
pub mod create_alias;
pub mod create_grant;
pub mod create_key;
pub mod data_key;
pub mod decrypt;
pub mod delete_alias;
pub mod describe_key;
pub mod disable_key;
pub mod disable_key_rotation;
pub(in crate::ops) mod due;
pub mod enable_key;
pub mod enable_key_rotation;
pub mod encrypt;
pub(in crate::ops) mod find;
pub(in crate::ops) mod for_rds;
pub mod generate_data_key;
pub mod generate_data_key_without_plaintext;
pub mod generate_random;
pub mod get_key_policy;
pub mod get_key_rotation_status;
mod kind;
pub(in crate::ops) mod known;
pub mod list_aliases;
pub mod list_grants;
pub mod list_key_policies;
pub mod list_key_rotations;
pub mod list_keys;
pub mod list_resource_tags;
pub mod list_retirable_grants;
pub mod members;
pub mod page;
pub mod put_key_policy;
pub mod re_encrypt;
pub mod replicate_key;
pub mod retire_grant;
pub mod revoke_grant;
pub mod rotate_key_on_demand;
pub mod schedule_key_deletion;
pub(in crate::ops) mod seal;
pub mod tag_resource;
#[cfg(test)]
mod tests;
pub(in crate::ops) mod tokens;
pub mod untag_resource;
pub mod update_alias;
pub mod update_key_description;
pub mod update_primary_region;

use super::Tx;
use super::api::{operations, told};
use crate::env::Time;
use crate::ids::{AliasArn, GrantId, KeyArn};
use crate::kms::grant::Grant;
use crate::kms::key::{Alias, Key, KeyMaterial, Rotation};
use crate::kms::policy::Policy;
use crate::kms::state::KeyState;
use crate::refusal::Refusal;
use crate::trail::Service;
use attempt::{Attempt, Authority};
use page::Listing;
use std::rc::Rc;

operations! {
    /// An operation of AWS KMS.
    KmsOp -> KmsOutput, Operation::Kms, Some(Service::Kms);
    fn run(input, tx: &mut Tx, at: &mut Attempt) = input.decide(tx, at);
    cancel_key_deletion::CancelKeyDeletion,
    create_alias::CreateAlias,
    create_grant::CreateGrant,
    create_key::CreateKey,
    decrypt::Decrypt,
    delete_alias::DeleteAlias,
    describe_key::DescribeKey,
    disable_key::DisableKey,
    disable_key_rotation::DisableKeyRotation,
    enable_key::EnableKey,
    enable_key_rotation::EnableKeyRotation,
    encrypt::Encrypt,
    generate_data_key::GenerateDataKey,
    generate_data_key_without_plaintext::GenerateDataKeyWithoutPlaintext,
    generate_random::GenerateRandom,
    get_key_policy::GetKeyPolicy,
    get_key_rotation_status::GetKeyRotationStatus,
    list_aliases::ListAliases,
    list_grants::ListGrants,
    list_key_policies::ListKeyPolicies,
    list_key_rotations::ListKeyRotations,
    list_keys::ListKeys,
    list_resource_tags::ListResourceTags,
    list_retirable_grants::ListRetirableGrants,
    put_key_policy::PutKeyPolicy,
    re_encrypt::ReEncrypt,
    replicate_key::ReplicateKey,
    retire_grant::RetireGrant,
    revoke_grant::RevokeGrant,
    rotate_key_on_demand::RotateKeyOnDemand,
    schedule_key_deletion::ScheduleKeyDeletion,
    tag_resource::TagResource,
    untag_resource::UntagResource,
    update_alias::UpdateAlias,
    update_key_description::UpdateKeyDescription,
    update_primary_region::UpdatePrimaryRegion,
}

impl KmsOp {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<KmsOutput, Refusal> {
        let mut at = Attempt::new(tx, Authority::Caller, tx.region, self.name());
        if self.declaration().writes {
            at.writes();
        }
        let written = self.write();
        for (name, text) in told(&written) {
            at.asked(name, text);
        }
        let edition = tx.world.edition;
        let within = written.iter().try_for_each(|(member, value)| member.bounds(edition, value));
        let outcome = within.and_then(|()| self.run(tx, &mut at));
        if let Ok(output) = &outcome {
            at.answers(tx, output);
        }
        at.finish(tx, outcome.as_ref().err());
        outcome
    }
}

impl KmsOutput {
    /// What a record keeps of it: the answers of operations that change something, without secrets. Only these are cloned,
    /// as code that clones all would make the page's module larger.
    fn told(&self) -> Option<Self> {
        Some(match self {
            Self::Key(key) => Self::Key(key.clone()),
            Self::Scheduled { key, at, state, days } => {
                Self::Scheduled { key: key.clone(), at: *at, state: *state, days: *days }
            }
            Self::KeyArn(key) => Self::KeyArn(key.clone()),
            Self::Replicated(key) => Self::Replicated(key.clone()),
            Self::GrantCreated { id, .. } | Self::GrantRecorded(id) => Self::GrantRecorded(*id),
            Self::Nothing
            | Self::Keys(_)
            | Self::Aliases(_)
            | Self::Policy(_)
            | Self::PolicyNames(_)
            | Self::Grants(_)
            | Self::RotationStatus { .. }
            | Self::Rotations(..)
            | Self::DataKey { .. }
            | Self::Encrypted { .. }
            | Self::Decrypted { .. }
            | Self::ReEncrypted { .. }
            | Self::Random(_)
            | Self::Tags(_) => return None,
        })
    }
}

/// Secret bytes in an answer: a plaintext. It is the caller's, so it is shown to the caller; it prints
/// nothing anywhere else.
#[derive(Clone, PartialEq, Eq, StableHash)]
pub struct Plaintext(Rc<[u8]>);

impl Plaintext {
    /// Makes a plaintext of bytes.
    pub fn new(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// The bytes, to show to the caller.
    pub fn reveal(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Plaintext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Plaintext({} bytes)", self.0.len())
    }
}

/// The output of an operation of AWS KMS.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum KmsOutput {
    /// Nothing.
    Nothing,
    /// `CreateKey`, `DescribeKey`: `KeyMetadata`.
    Key(Rc<Key>),
    /// `ListKeys`.
    Keys(Listing<KeyArn>),
    /// `ListAliases`: each with what it is, or nothing for one that AWS has predefined and no key is behind.
    Aliases(Listing<(AliasArn, Option<Alias>)>),
    /// `ScheduleKeyDeletion`.
    Scheduled {
        /// `KeyId`: the ARN.
        key: KeyArn,
        /// `DeletionDate`; none while it waits for the end of its replicas.
        at: Option<Time>,
        /// `KeyState`
        state: KeyState,
        /// `PendingWindowInDays`
        days: u32,
    },
    /// `CancelKeyDeletion` and `RotateKeyOnDemand`: `KeyId`, the ARN.
    KeyArn(KeyArn),
    /// `GetKeyPolicy`: the text as it was put; `PolicyName` is `default`.
    Policy(Rc<Policy>),
    /// `CreateGrant`.
    GrantCreated {
        /// `GrantToken`
        token: Rc<str>,
        /// `GrantId`
        id: GrantId,
    },
    /// `CreateGrant` as its record keeps it, without the token: `GrantId`.
    GrantRecorded(GrantId),
    /// `ListKeyPolicies`: `PolicyNames`.
    PolicyNames(Listing<Rc<str>>),
    /// `ListGrants`, `ListRetirableGrants`.
    Grants(Listing<Rc<Grant>>),
    /// `GetKeyRotationStatus`.
    RotationStatus {
        /// `KeyId`: the ARN.
        key: KeyArn,
        /// On or off, period and next date.
        rotation: Rotation,
    },
    /// `ListKeyRotations`: the key's ARN and the material that each rotation added.
    Rotations(KeyArn, Listing<KeyMaterial>),
    /// `GenerateDataKey` and `GenerateDataKeyWithoutPlaintext`.
    DataKey {
        /// `KeyId`: the ARN.
        key: KeyArn,
        /// `KeyMaterialId`
        material: [u8; 32],
        /// `CiphertextBlob`
        blob: Rc<[u8]>,
        /// `Plaintext`, with `GenerateDataKey`.
        plaintext: Option<Plaintext>,
    },
    /// `Encrypt`; `EncryptionAlgorithm` is `SYMMETRIC_DEFAULT`.
    Encrypted {
        /// `KeyId`: the ARN.
        key: KeyArn,
        /// `CiphertextBlob`
        blob: Rc<[u8]>,
    },
    /// `Decrypt`; `EncryptionAlgorithm` is `SYMMETRIC_DEFAULT`.
    Decrypted {
        /// `KeyId`: the ARN.
        key: KeyArn,
        /// `Plaintext`
        plaintext: Plaintext,
        /// `KeyMaterialId`
        material: [u8; 32],
    },
    /// `ReEncrypt`; both algorithms are `SYMMETRIC_DEFAULT`.
    ReEncrypted {
        /// `CiphertextBlob`
        blob: Rc<[u8]>,
        /// `SourceKeyId`: the ARN.
        source: KeyArn,
        /// `KeyId`: the ARN of the new key.
        destination: KeyArn,
        /// `SourceKeyMaterialId`
        source_material: [u8; 32],
        /// `DestinationKeyMaterialId`
        destination_material: [u8; 32],
    },
    /// `GenerateRandom`: `Plaintext`.
    Random(Plaintext),
    /// `ReplicateKey`: `ReplicaKeyMetadata`, `ReplicaPolicy` and `ReplicaTags`.
    Replicated(Rc<Key>),
    /// `ListResourceTags`: `TagKey` and `TagValue`.
    Tags(Listing<(Rc<str>, Rc<str>)>),
}
