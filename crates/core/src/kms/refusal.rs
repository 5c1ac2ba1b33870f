//! Why KMS refuses, and what the reason is about. The variants are in the order of the checks: values, the
//! key, grant tokens, permission, the key's state, what the operation itself needs, and last `DryRun`.
//!
//! Constraints of the API on single members are in `ValueRefusal`, since all services have them.

use super::action::Action;
use super::authorize::Denied;
use super::state::{KeyState, StateError};
use crate::error::{ErrorCode, Source};
use crate::ids::{AliasArn, GrantId, KeyArn, Principal, Region};
use std::rc::Rc;

/// Why KMS refuses.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum KmsRefusal {
    /// A member that the operation needs. Has the API's name.
    Needed {
        /// `NumberOfBytes`
        member: &'static str,
        /// Where the sentence comes from.
        source: Source,
    },
    /// An invalid encryption context; the text says why.
    Context(String),
    /// Both kinds of constraint at once.
    TwoConstraints,
    /// Both a length and a kind of data key, or neither.
    DataKeyLength,
    /// A text that is not a principal.
    NoPrincipal(Rc<str>),
    /// A retiring principal of another account.
    ForeignPrincipal(Principal),
    /// An alias that does not begin with `alias/`.
    AliasPrefix,
    /// An alias that is reserved for AWS.
    ReservedAlias,
    /// A tag that is reserved for AWS.
    ReservedTag(Rc<str>),
    /// Two tags with one name.
    RepeatedTag(Rc<str>),
    /// More tags than a key may have.
    TooManyTags,
    /// A text that is not a grant id.
    GrantId(Rc<str>),
    /// A grant named neither by its token nor by key and id.
    GrantUnnamed,
    /// A key policy's name that is not `default`.
    PolicyName(Rc<str>),
    /// The key does not exist.
    Key(KeyNotFound),
    /// A token of no existing grant.
    GrantToken,
    /// No permission.
    Denied {
        /// The caller.
        who: Principal,
        /// The action that it needs permission for.
        action: Action,
        /// The ARN of the key or alias, where the message shows one.
        resource: Option<String>,
        /// Which side denied it.
        by: Denied,
    },
    /// The key of a ciphertext is in another Region, or the caller may not use it; KMS does not say which.
    CiphertextKey,
    /// The key's state does not allow the action.
    State {
        /// The key.
        key: KeyArn,
        /// Its state.
        state: KeyState,
        /// The cell of the table.
        error: StateError,
    },
    /// The new grant would allow more than the caller's own grant.
    BeyondOwnGrant(GrantId),
    /// The ciphertext is not under the key that was named.
    OtherKey(KeyArn),
    /// Not a ciphertext, a changed one, or the wrong encryption context; KMS does not say which.
    Ciphertext,
    /// An alias with that name exists.
    AliasExists(AliasArn),
    /// The key has no such grant.
    NoGrant(KeyArn, GrantId),
    /// The key was rotated on demand as often as is allowed.
    RotationLimit(KeyArn),
    /// An invalid policy.
    Policy(PolicyRefusal),
    /// With the new policy, the caller could not replace it again.
    Lockout,
    /// A pagination marker that no page ended with.
    Marker(Rc<str>),
    /// With `DryRun`: it would have succeeded.
    DryRun,
}

/// Why no key was found.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum KeyNotFound {
    /// The identifier is well formed, but no such key exists.
    NoKey(KeyArn),
    /// No such alias.
    NoAlias(AliasArn),
    /// An ARN of another Region.
    OtherRegion(Region),
    /// Not an identifier that this operation takes.
    Malformed(String),
}

/// Why a policy is invalid.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum PolicyRefusal {
    /// It can't be parsed or evaluated; the text says why.
    Malformed(String),
    /// It is longer than the limit.
    TooLong,
}

impl KmsRefusal {
    /// The error code.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Needed { .. }
            | Self::Context(_)
            | Self::TwoConstraints
            | Self::DataKeyLength
            | Self::AliasPrefix
            | Self::GrantUnnamed => ErrorCode::ValidationException,
            Self::NoPrincipal(_) | Self::ForeignPrincipal(_) => ErrorCode::InvalidArnException,
            Self::ReservedAlias => ErrorCode::NotAuthorizedException,
            Self::ReservedTag(_) | Self::RepeatedTag(_) | Self::TooManyTags => ErrorCode::TagException,
            Self::GrantId(_) => ErrorCode::InvalidGrantIdException,
            Self::Key(why) => why.code(),
            Self::PolicyName(_) | Self::NoGrant(..) => ErrorCode::NotFoundException,
            Self::GrantToken => ErrorCode::InvalidGrantTokenException,
            Self::Denied { .. } | Self::CiphertextKey | Self::BeyondOwnGrant(_) => {
                ErrorCode::AccessDeniedException
            }
            Self::State { error, .. } => error.code,
            Self::OtherKey(_) => ErrorCode::IncorrectKeyException,
            Self::Ciphertext => ErrorCode::InvalidCiphertextException,
            Self::AliasExists(_) => ErrorCode::AlreadyExistsException,
            Self::RotationLimit(_) | Self::Policy(PolicyRefusal::TooLong) => {
                ErrorCode::LimitExceededException
            }
            Self::Policy(PolicyRefusal::Malformed(_)) | Self::Lockout => {
                ErrorCode::MalformedPolicyDocumentException
            }
            Self::Marker(_) => ErrorCode::InvalidMarkerException,
            Self::DryRun => ErrorCode::DryRunOperationException,
        }
    }

    /// The error message; empty where AWS sends an empty one.
    pub fn message(&self) -> String {
        let fixed = match self {
            Self::Needed { member, .. } => return [member, " is required."].concat(),
            Self::Context(text) => text,
            Self::GrantId(text) => return ["The grant id '", text, "' is not valid."].concat(),
            Self::Key(why) => return why.message(),
            Self::Denied { who, action, resource, by } => {
                return by.message(who, &action.permission(), resource.as_deref().unwrap_or_default());
            }
            Self::State { key, error, .. } => return error.message(&key.to_string()),
            Self::AliasExists(alias) => {
                return ["An alias with the name ", &alias.to_string(), " already exists"].concat();
            }
            Self::NoGrant(key, id) => {
                let (key, id) = (key.to_string(), id.to_string());
                return ["Grant '", &id, "' does not exist on key '", &key, "'"].concat();
            }
            Self::RotationLimit(key) => {
                let text = "The on-demand rotations limit has been reached for the given keyId. \
                            No more on-demand rotations can be performed for this key: ";
                return [text, &key.to_string()].concat();
            }
            Self::Policy(why) => why.message(),
            Self::TwoConstraints => {
                "The playground takes EncryptionContextSubset or EncryptionContextEquals, not both."
            }
            Self::DataKeyLength => "Please specify either number of bytes or key spec.",
            Self::NoPrincipal(_) => "ARN does not refer to a valid principal",
            Self::ForeignPrincipal(_) => "The retiring principal must be of your own account.",
            Self::AliasPrefix => {
                "Alias must start with the prefix \"alias/\". Please see \
                 https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"
            }
            Self::ReservedAlias | Self::Ciphertext => "",
            Self::ReservedTag(_) => "Tags beginning with aws: are reserved",
            Self::RepeatedTag(_) => "Duplicate tag keys",
            Self::TooManyTags => "Too many tags",
            Self::GrantUnnamed => "Name the grant either by its token, or by its key and its grant id.",
            Self::PolicyName(_) => "A key has one policy; its name is default.",
            Self::GrantToken => "The grant token is not valid.",
            Self::CiphertextKey => {
                "The ciphertext refers to a customer master key that does not exist, does not exist in this \
                 region, or you are not allowed to access."
            }
            Self::BeyondOwnGrant(_) => "A grant created with a grant can't allow more than that grant does.",
            Self::OtherKey(_) => {
                "The key ID in the request does not identify a CMK that can perform this operation."
            }
            Self::Lockout => "The new key policy will not allow you to update the key policy in the future.",
            Self::Marker(_) => "Invalid marker.",
            Self::DryRun => "The request would have succeeded, but the DryRun option is set.",
        };
        fixed.to_owned()
    }

    /// Where the text comes from.
    pub fn source(&self) -> Source {
        match self {
            Self::Needed { source, .. } => *source,
            Self::Context(_)
            | Self::Denied { by: Denied::Unfinished, .. }
            | Self::TwoConstraints
            | Self::ForeignPrincipal(_)
            | Self::GrantId(_)
            | Self::GrantUnnamed
            | Self::PolicyName(_)
            | Self::Key(KeyNotFound::Malformed(_))
            | Self::GrantToken
            | Self::BeyondOwnGrant(_)
            | Self::NoGrant(..)
            | Self::Policy(_)
            | Self::Marker(_) => Source::Model,
            Self::DataKeyLength
            | Self::NoPrincipal(_)
            | Self::AliasPrefix
            | Self::ReservedAlias
            | Self::ReservedTag(_)
            | Self::RepeatedTag(_)
            | Self::TooManyTags
            | Self::Key(KeyNotFound::NoKey(_) | KeyNotFound::NoAlias(_) | KeyNotFound::OtherRegion(_))
            | Self::Denied { .. }
            | Self::CiphertextKey
            | Self::State { .. }
            | Self::OtherKey(_)
            | Self::Ciphertext
            | Self::AliasExists(_)
            | Self::RotationLimit(_)
            | Self::Lockout
            | Self::DryRun => Source::Aws,
        }
    }
}

impl KeyNotFound {
    fn is_malformed_arn(&self) -> bool {
        matches!(self, Self::Malformed(text) if text.starts_with("arn:"))
    }

    fn code(&self) -> ErrorCode {
        if self.is_malformed_arn() { ErrorCode::InvalidArnException } else { ErrorCode::NotFoundException }
    }

    fn message(&self) -> String {
        match self {
            Self::NoKey(arn) => ["Key '", &arn.to_string(), "' does not exist"].concat(),
            Self::NoAlias(arn) => ["Alias ", &arn.to_string(), " is not found."].concat(),
            Self::OtherRegion(region) => ["Invalid arn ", region.as_str()].concat(),
            Self::Malformed(text) if self.is_malformed_arn() => ["Invalid ARN '", text, "'"].concat(),
            Self::Malformed(text) => ["Invalid keyId '", text, "'"].concat(),
        }
    }
}

impl PolicyRefusal {
    /// The error message of KMS and IAM.
    pub fn message(&self) -> &str {
        match self {
            Self::Malformed(text) => text,
            Self::TooLong => "A key policy has at most 32,768 bytes.",
        }
    }
}
