//! The KMS operations of the playground. Policies, grants, the key-state table and CloudTrail all use this
//! one list.
//!
//! `ReEncrypt` needs two permissions at AWS, one on each key, so it has two entries here.

use super::state::{self, KeyState, Row, StateError};

/// Which keys an action works on. Actions that manage a key are for its own account only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Keys of the caller's account.
    OwnAccount,
    /// Keys of other accounts too, if their policies allow the caller.
    AnyAccount,
}

/// The operation that a row names, or else the one with the action's own name.
macro_rules! operation {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $operation:ident) => {
        stringify!($operation)
    };
}

macro_rules! actions {
    ($($name:ident $(($operation:ident))?: $reach:ident, $states:ident;)*) => {
        /// A KMS permission: what a policy allows or denies, and what a grant passes on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
        #[expect(missing_docs, reason = "each is AWS's operation of that name")]
        pub enum Action { $($name,)* }

        impl Action {
            /// Every action, in the order of the names.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// AWS's name, without the `kms:` that a policy puts before it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// The operation that needs this permission; both halves of `ReEncrypt` return `ReEncrypt`.
            pub const fn operation(self) -> &'static str {
                match self { $(Self::$name => operation!($name $($operation)?),)* }
            }

            const fn reach(self) -> Reach {
                match self { $(Self::$name => Reach::$reach,)* }
            }

            const fn states(self) -> &'static Row {
                match self { $(Self::$name => &state::$states,)* }
            }
        }
    };
}

// A row: the action, the operation that needs it if that has another name, whose keys it works on, and the
// row of `kms::state` with the key states that let it through.
actions! {
    CancelKeyDeletion: OwnAccount, CANCELING;
    CreateAlias: OwnAccount, UNLESS_DYING;
    CreateGrant: AnyAccount, GRANTING;
    CreateKey: OwnAccount, ALWAYS;
    Decrypt: AnyAccount, CRYPTOGRAPHIC;
    DeleteAlias: OwnAccount, ALWAYS;
    DescribeKey: AnyAccount, ALWAYS;
    DisableKey: OwnAccount, SWITCHING;
    DisableKeyRotation: OwnAccount, ROTATING;
    EnableKey: OwnAccount, SWITCHING;
    EnableKeyRotation: OwnAccount, ROTATING;
    Encrypt: AnyAccount, CRYPTOGRAPHIC;
    GenerateDataKey: AnyAccount, CRYPTOGRAPHIC;
    GenerateDataKeyWithoutPlaintext: AnyAccount, CRYPTOGRAPHIC;
    GenerateRandom: OwnAccount, ALWAYS;
    GetKeyPolicy: OwnAccount, ALWAYS;
    GetKeyRotationStatus: AnyAccount, ASKING_ROTATION;
    ListAliases: OwnAccount, ALWAYS;
    ListGrants: AnyAccount, ALWAYS;
    ListKeyPolicies: OwnAccount, ALWAYS;
    ListKeyRotations: OwnAccount, ASKING_ROTATION;
    ListKeys: OwnAccount, ALWAYS;
    ListResourceTags: OwnAccount, ALWAYS;
    ListRetirableGrants: OwnAccount, ALWAYS;
    PutKeyPolicy: OwnAccount, ALWAYS;
    ReEncryptFrom(ReEncrypt): AnyAccount, CRYPTOGRAPHIC;
    ReEncryptTo(ReEncrypt): AnyAccount, CRYPTOGRAPHIC;
    ReplicateKey: OwnAccount, REPLICATING;
    RetireGrant: AnyAccount, ALWAYS;
    RevokeGrant: AnyAccount, ALWAYS;
    RotateKeyOnDemand: OwnAccount, ON_DEMAND;
    ScheduleKeyDeletion: OwnAccount, SCHEDULING;
    TagResource: OwnAccount, UNLESS_DYING;
    UntagResource: OwnAccount, UNLESS_DYING;
    UpdateAlias: OwnAccount, UNLESS_DYING; // of the new target; the old one may be in any state
    UpdateKeyDescription: OwnAccount, UNLESS_DYING;
    UpdatePrimaryRegion: OwnAccount, UPDATING;
}

/// What AWS listed as operations of a grant in 2020.
pub const GRANT_OPERATIONS: &[&str] = &[
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "Sign",
    "Verify",
    "GetPublicKey",
    "CreateGrant",
    "RetireGrant",
    "DescribeKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
];

/// What came to that list later, for HMAC keys and key agreement.
pub const LATER_GRANT_OPERATIONS: &[&str] = &["GenerateMac", "VerifyMac", "DeriveSharedSecret"];

/// Those that are actions here: all but asymmetric keys', HMAC keys' and pairs of data keys.
pub const MODELLED_GRANT_OPERATIONS: &[&str] = &[
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "CreateGrant",
    "RetireGrant",
    "DescribeKey",
];

impl Action {
    /// What a grant can pass on, in the order in which AWS lists them.
    pub fn grantable_ones() -> impl Iterator<Item = Self> {
        MODELLED_GRANT_OPERATIONS
            .iter()
            .filter_map(|name| Self::ALL.iter().copied().find(|action| action.name() == *name))
    }

    /// Returns whether the action works on a key of another account, provided that its policy allows the
    /// caller.
    pub fn works_across_accounts(self) -> bool {
        self.reach() == Reach::AnyAccount
    }

    /// Returns whether it encrypts or decrypts, so that it needs a key for symmetric encryption.
    pub const fn is_cryptographic(self) -> bool {
        matches!(
            self,
            Self::Decrypt
                | Self::Encrypt
                | Self::GenerateDataKey
                | Self::GenerateDataKeyWithoutPlaintext
                | Self::ReEncryptFrom
                | Self::ReEncryptTo
        )
    }

    /// Returns whether it is about the rotation of a key's material, which keys for symmetric encryption have, and which
    /// related multi-Region keys leave to their primary key.
    pub const fn is_rotation(self) -> bool {
        matches!(self, Self::EnableKeyRotation | Self::DisableKeyRotation | Self::RotateKeyOnDemand)
    }

    /// Returns whether it changes a key or how it is called. Nobody may do that with an AWS managed key but the service that made
    /// it, whatever a policy says (KMS Developer Guide, "Editing keys", "Enabling and disabling keys", "Changing a key policy").
    pub const fn is_for_customer_managed(self) -> bool {
        match self {
            Self::CancelKeyDeletion
            | Self::CreateAlias
            | Self::DisableKey
            | Self::DisableKeyRotation
            | Self::EnableKey
            | Self::EnableKeyRotation
            | Self::PutKeyPolicy
            | Self::ReplicateKey
            | Self::RotateKeyOnDemand
            | Self::ScheduleKeyDeletion
            | Self::TagResource
            | Self::UntagResource
            | Self::UpdateAlias
            | Self::UpdateKeyDescription
            | Self::UpdatePrimaryRegion => true,
            Self::CreateGrant
            | Self::CreateKey
            | Self::Decrypt
            | Self::DeleteAlias
            | Self::DescribeKey
            | Self::Encrypt
            | Self::GenerateDataKey
            | Self::GenerateDataKeyWithoutPlaintext
            | Self::GenerateRandom
            | Self::GetKeyPolicy
            | Self::GetKeyRotationStatus
            | Self::ListAliases
            | Self::ListGrants
            | Self::ListKeyPolicies
            | Self::ListKeyRotations
            | Self::ListKeys
            | Self::ListResourceTags
            | Self::ListRetirableGrants
            | Self::ReEncryptFrom
            | Self::ReEncryptTo
            | Self::RetireGrant
            | Self::RevokeGrant => false,
        }
    }

    /// Checks whether a key in that state lets the action through.
    pub fn check(self, state: KeyState) -> Result<(), StateError> {
        state.check(self.states())
    }

    /// The permission as a policy writes it: `kms:Decrypt`.
    pub fn permission(self) -> String {
        ["kms:", self.name()].concat()
    }

    /// The grant operation with this name, as `CreateGrant` spells it.
    pub fn grantable(name: &str) -> Option<Self> {
        Self::grantable_ones().find(|action| action.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_by_name() {
        for pair in Action::ALL.windows(2) {
            assert!(pair[0] < pair[1] && pair[0].name() < pair[1].name(), "{pair:?}");
        }
    }

    #[test]
    fn only_grantable_operations_are_found_by_name() {
        assert_eq!(Action::grantable("Decrypt"), Some(Action::Decrypt));
        assert_eq!(Action::grantable("decrypt"), None);
        assert_eq!(Action::grantable("Sign"), None);
        assert_eq!(Action::grantable("PutKeyPolicy"), None);
        for name in GRANT_OPERATIONS.iter().chain(LATER_GRANT_OPERATIONS) {
            let known = Action::grantable(name).is_some();
            assert_eq!(known, Action::ALL.iter().any(|action| action.name() == *name), "{name}");
        }
    }
}
