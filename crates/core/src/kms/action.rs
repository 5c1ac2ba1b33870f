//! The KMS operations of the playground, by name. Policies, grants, the key-state table and the
//! CloudTrail all speak of operations through this one list.
//!
//! `ReEncrypt` is two permissions at AWS, one on each key, so it is two entries here.

/// A KMS permission: what a policy allows or denies and what a grant passes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
#[expect(missing_docs, reason = "each is AWS's operation of that name")]
pub enum Action {
    CancelKeyDeletion,
    CreateAlias,
    CreateGrant,
    CreateKey,
    Decrypt,
    DeleteAlias,
    DescribeKey,
    DisableKey,
    DisableKeyRotation,
    EnableKey,
    EnableKeyRotation,
    Encrypt,
    GenerateDataKey,
    GenerateDataKeyWithoutPlaintext,
    GenerateRandom,
    GetKeyPolicy,
    GetKeyRotationStatus,
    ListAliases,
    ListGrants,
    ListKeyRotations,
    ListKeys,
    ListResourceTags,
    PutKeyPolicy,
    ReEncryptFrom,
    ReEncryptTo,
    RetireGrant,
    RevokeGrant,
    RotateKeyOnDemand,
    ScheduleKeyDeletion,
    TagResource,
    UntagResource,
    UpdateAlias,
}

impl Action {
    /// Every action, in the order of the names.
    pub const ALL: [Self; 32] = [
        Self::CancelKeyDeletion,
        Self::CreateAlias,
        Self::CreateGrant,
        Self::CreateKey,
        Self::Decrypt,
        Self::DeleteAlias,
        Self::DescribeKey,
        Self::DisableKey,
        Self::DisableKeyRotation,
        Self::EnableKey,
        Self::EnableKeyRotation,
        Self::Encrypt,
        Self::GenerateDataKey,
        Self::GenerateDataKeyWithoutPlaintext,
        Self::GenerateRandom,
        Self::GetKeyPolicy,
        Self::GetKeyRotationStatus,
        Self::ListAliases,
        Self::ListGrants,
        Self::ListKeyRotations,
        Self::ListKeys,
        Self::ListResourceTags,
        Self::PutKeyPolicy,
        Self::ReEncryptFrom,
        Self::ReEncryptTo,
        Self::RetireGrant,
        Self::RevokeGrant,
        Self::RotateKeyOnDemand,
        Self::ScheduleKeyDeletion,
        Self::TagResource,
        Self::UntagResource,
        Self::UpdateAlias,
    ];

    /// What a grant can pass on, in the order in which AWS lists them. The operations of
    /// asymmetric and HMAC keys, which the playground does not have, are left out.
    pub const GRANTABLE: [Self; 9] = [
        Self::Decrypt,
        Self::Encrypt,
        Self::GenerateDataKey,
        Self::GenerateDataKeyWithoutPlaintext,
        Self::ReEncryptFrom,
        Self::ReEncryptTo,
        Self::CreateGrant,
        Self::RetireGrant,
        Self::DescribeKey,
    ];

    /// AWS's name, without the `kms:` that stands before it in a policy.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CancelKeyDeletion => "CancelKeyDeletion",
            Self::CreateAlias => "CreateAlias",
            Self::CreateGrant => "CreateGrant",
            Self::CreateKey => "CreateKey",
            Self::Decrypt => "Decrypt",
            Self::DeleteAlias => "DeleteAlias",
            Self::DescribeKey => "DescribeKey",
            Self::DisableKey => "DisableKey",
            Self::DisableKeyRotation => "DisableKeyRotation",
            Self::EnableKey => "EnableKey",
            Self::EnableKeyRotation => "EnableKeyRotation",
            Self::Encrypt => "Encrypt",
            Self::GenerateDataKey => "GenerateDataKey",
            Self::GenerateDataKeyWithoutPlaintext => "GenerateDataKeyWithoutPlaintext",
            Self::GenerateRandom => "GenerateRandom",
            Self::GetKeyPolicy => "GetKeyPolicy",
            Self::GetKeyRotationStatus => "GetKeyRotationStatus",
            Self::ListAliases => "ListAliases",
            Self::ListGrants => "ListGrants",
            Self::ListKeyRotations => "ListKeyRotations",
            Self::ListKeys => "ListKeys",
            Self::ListResourceTags => "ListResourceTags",
            Self::PutKeyPolicy => "PutKeyPolicy",
            Self::ReEncryptFrom => "ReEncryptFrom",
            Self::ReEncryptTo => "ReEncryptTo",
            Self::RetireGrant => "RetireGrant",
            Self::RevokeGrant => "RevokeGrant",
            Self::RotateKeyOnDemand => "RotateKeyOnDemand",
            Self::ScheduleKeyDeletion => "ScheduleKeyDeletion",
            Self::TagResource => "TagResource",
            Self::UntagResource => "UntagResource",
            Self::UpdateAlias => "UpdateAlias",
        }
    }

    /// Whether a key of another account can be named, provided that its policy lets the caller. What manages
    /// a key is for its own account alone.
    pub const fn works_across_accounts(self) -> bool {
        matches!(
            self,
            Self::CreateGrant
                | Self::Decrypt
                | Self::DescribeKey
                | Self::Encrypt
                | Self::GenerateDataKey
                | Self::GenerateDataKeyWithoutPlaintext
                | Self::GetKeyRotationStatus
                | Self::ListGrants
                | Self::ReEncryptFrom
                | Self::ReEncryptTo
                | Self::RetireGrant
                | Self::RevokeGrant
        )
    }

    /// As a policy writes it: `kms:Decrypt`.
    pub fn permission(self) -> String {
        ["kms:", self.name()].concat()
    }

    /// The operation that needs this permission: `ReEncrypt` for both halves of it.
    pub const fn operation(self) -> &'static str {
        match self {
            Self::ReEncryptFrom | Self::ReEncryptTo => "ReEncrypt",
            other => other.name(),
        }
    }

    /// The grant operation of this name, as `CreateGrant` spells it.
    pub fn grantable(name: &str) -> Option<Self> {
        Self::GRANTABLE.into_iter().find(|action| action.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_sorted_by_name() {
        for pair in Action::ALL.windows(2) {
            assert!(pair[0] < pair[1] && pair[0].name() < pair[1].name(), "{pair:?}");
        }
        assert_eq!(Action::ALL.len(), Action::UpdateAlias as usize + 1);
    }

    #[test]
    fn only_grantable_operations_are_found_by_name() {
        assert_eq!(Action::grantable("Decrypt"), Some(Action::Decrypt));
        assert_eq!(Action::grantable("decrypt"), None);
        assert_eq!(Action::grantable("Sign"), None);
        assert_eq!(Action::grantable("PutKeyPolicy"), None);
    }
}
