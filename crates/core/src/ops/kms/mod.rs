//! The operations of AWS KMS, one file each. Shared by them: [`attempt`] (one call: who may, what is
//! recorded), [`find`] (which key is meant), [`check`] (values), [`page`] (lists in pages), [`seal`]
//! (ciphertexts), [`due`] (what happens by itself), [`for_rds`] (the calls that RDS makes).

pub(in crate::ops) mod attempt;
pub mod cancel_key_deletion;
pub(in crate::ops) mod check;
pub mod create_alias;
pub mod create_grant;
pub mod create_key;
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
pub mod generate_random;
pub mod get_key_policy;
pub mod get_key_rotation_status;
pub mod list_aliases;
pub mod list_grants;
pub mod list_key_rotations;
pub mod list_keys;
pub mod list_resource_tags;
pub mod page;
pub mod put_key_policy;
pub mod re_encrypt;
pub mod retire_grant;
pub mod revoke_grant;
pub mod rotate_key_on_demand;
pub mod schedule_key_deletion;
pub(in crate::ops) mod seal;
pub mod tag_resource;
#[cfg(test)]
mod tests;
pub mod untag_resource;
pub mod update_alias;

use super::Tx;
use crate::env::Time;
use crate::ids::{AliasArn, GrantId, KeyArn};
use crate::kms::grant::Grant;
use crate::kms::key::{Alias, Key, KeyMaterial, Rotation};
use crate::kms::policy::Policy;
use crate::refusal::Refusal;
use attempt::{Attempt, Authority};
use page::Listing;
use std::rc::Rc;

macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident($input:ty) $reads:literal)*) => {
        /// An operation of AWS KMS.
        #[derive(Clone, Debug, PartialEq, Eq, StableHash)]
        pub enum KmsOp { $($(#[$doc])* $name($input),)* }

        impl KmsOp {
            /// The API's name.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)* }
            }

            /// Whether CloudTrail calls it read-only. Cryptography is: it changes no resource.
            pub fn read_only(&self) -> bool {
                match self { $(Self::$name(_) => $reads,)* }
            }

            fn run(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
                match self { $(Self::$name(input) => input.decide(tx, at),)* }
            }
        }
    };
}

operations! {
    /// Calls a deletion off.
    CancelKeyDeletion(cancel_key_deletion::CancelKeyDeletion) false
    /// Gives a key a name.
    CreateAlias(create_alias::CreateAlias) false
    /// Gives a principal the use of a key.
    CreateGrant(create_grant::CreateGrant) false
    /// Creates a customer managed key.
    CreateKey(create_key::CreateKey) false
    /// Opens a ciphertext.
    Decrypt(decrypt::Decrypt) true
    /// Takes a name away.
    DeleteAlias(delete_alias::DeleteAlias) false
    /// Shows a key.
    DescribeKey(describe_key::DescribeKey) true
    /// Switches a key off.
    DisableKey(disable_key::DisableKey) false
    /// Stops automatic rotation.
    DisableKeyRotation(disable_key_rotation::DisableKeyRotation) false
    /// Switches a key on.
    EnableKey(enable_key::EnableKey) false
    /// Starts automatic rotation.
    EnableKeyRotation(enable_key_rotation::EnableKeyRotation) false
    /// Encrypts up to 4,096 bytes.
    Encrypt(encrypt::Encrypt) true
    /// Makes a data key, in plaintext and wrapped.
    GenerateDataKey(generate_data_key::GenerateDataKey) true
    /// Makes a data key, wrapped only.
    GenerateDataKeyWithoutPlaintext(generate_data_key::GenerateDataKeyWithoutPlaintext) true
    /// Makes random bytes.
    GenerateRandom(generate_random::GenerateRandom) true
    /// Shows a key's policy.
    GetKeyPolicy(get_key_policy::GetKeyPolicy) true
    /// Tells whether and when a key rotates.
    GetKeyRotationStatus(get_key_rotation_status::GetKeyRotationStatus) true
    /// Lists aliases.
    ListAliases(list_aliases::ListAliases) true
    /// Lists the grants on a key.
    ListGrants(list_grants::ListGrants) true
    /// Lists the rotations of a key.
    ListKeyRotations(list_key_rotations::ListKeyRotations) true
    /// Lists keys.
    ListKeys(list_keys::ListKeys) true
    /// Lists a key's tags.
    ListResourceTags(list_resource_tags::ListResourceTags) true
    /// Replaces a key's policy.
    PutKeyPolicy(put_key_policy::PutKeyPolicy) false
    /// Puts a ciphertext under another key.
    ReEncrypt(re_encrypt::ReEncrypt) true
    /// Gives a grant up.
    RetireGrant(retire_grant::RetireGrant) false
    /// Takes a grant back.
    RevokeGrant(revoke_grant::RevokeGrant) false
    /// Rotates a key now.
    RotateKeyOnDemand(rotate_key_on_demand::RotateKeyOnDemand) false
    /// Deletes a key after a waiting period.
    ScheduleKeyDeletion(schedule_key_deletion::ScheduleKeyDeletion) false
    /// Adds tags.
    TagResource(tag_resource::TagResource) false
    /// Removes tags.
    UntagResource(untag_resource::UntagResource) false
    /// Points a name at another key.
    UpdateAlias(update_alias::UpdateAlias) false
}

impl KmsOp {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<KmsOutput, Refusal> {
        let mut at = Attempt::new(tx, Authority::Caller, tx.region, self.name());
        if !self.read_only() {
            at.writes();
        }
        let outcome = self.run(tx, &mut at);
        at.finish(tx, outcome.as_ref().err());
        outcome
    }
}

/// Secret bytes in an answer: a plaintext. It is the caller's, so it is shown to the caller; it prints
/// nothing anywhere else.
#[derive(Clone, PartialEq, Eq, StableHash)]
pub struct Plaintext(Rc<[u8]>);

impl Plaintext {
    /// Takes bytes into the role.
    pub fn new(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// The bytes, for the caller's eyes.
    pub fn reveal(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Plaintext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Plaintext({} bytes)", self.0.len())
    }
}

/// What an operation of AWS KMS answers.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum KmsOutput {
    /// An empty answer.
    Nothing,
    /// `CreateKey`, `DescribeKey`: `KeyMetadata`.
    Key(Rc<Key>),
    /// `ListKeys`.
    Keys(Listing<KeyArn>),
    /// `ListAliases`.
    Aliases(Listing<(AliasArn, Alias)>),
    /// `ScheduleKeyDeletion`.
    Scheduled {
        /// `KeyId`: the ARN.
        key: KeyArn,
        /// `DeletionDate`
        at: Time,
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
    /// `ListGrants`.
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
    /// `ListResourceTags`: `TagKey` and `TagValue`.
    Tags(Listing<(Rc<str>, Rc<str>)>),
}
