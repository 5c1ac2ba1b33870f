//! Why KMS refuses, with what it is about. The variants stand in the order in which a call meets them: values, the key
//! that is named, grant tokens, permission, the key's state, what the operation itself needs, and last `DryRun`.
//!
//! Not here: constraints of the API on single members, which all services have (`ValueRefusal`).

use super::action::Action;
use super::authorize::Denied;
use super::state::{KeyState, StateError};
use crate::error::{ErrorCode, Source};
use crate::ids::{AliasArn, GrantId, KeyArn, Principal, Region};
use std::rc::Rc;

/// Why KMS refuses.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum KmsRefusal {
    /// A member that the operation needs, by the API's name.
    Needed {
        /// `NumberOfBytes`
        member: &'static str,
        /// Whose sentence it is.
        source: Source,
    },
    /// An encryption context that can't be, in a sentence.
    Context(String),
    /// Both kinds of constraint at once.
    TwoConstraints,
    /// A length and a kind of data key, or neither.
    DataKeyLength,
    /// A text that names no principal.
    NoPrincipal(Rc<str>),
    /// A retiring principal of another account.
    ForeignPrincipal(Principal),
    /// An alias without `alias/` before it.
    AliasPrefix,
    /// An alias of AWS's.
    ReservedAlias,
    /// A tag of AWS's.
    ReservedTag(Rc<str>),
    /// Two tags of one name.
    RepeatedTag(Rc<str>),
    /// More tags than a key may have.
    TooManyTags,
    /// A text that is no grant id.
    GrantId(Rc<str>),
    /// A grant that is named neither by its token nor by key and id.
    GrantUnnamed,
    /// A key policy's name that is not `default`.
    PolicyName(Rc<str>),
    /// The key that is named is not there.
    Key(KeyNotFound),
    /// A grant token that names no grant.
    GrantToken,
    /// No permission.
    Denied {
        /// The caller.
        who: Principal,
        /// What it asked for.
        action: Action,
        /// The ARN of the key or alias, where the message shows one.
        resource: Option<String>,
        /// Which side denied it.
        by: Denied,
    },
    /// The key of a ciphertext is not in this Region or not for the caller; KMS does not say which.
    CiphertextKey,
    /// The key's state does not let it.
    State {
        /// The key.
        key: KeyArn,
        /// Its state.
        state: KeyState,
        /// The cell of the table.
        error: StateError,
    },
    /// More than the caller's own grant gives.
    BeyondOwnGrant(GrantId),
    /// The ciphertext is not under the key that was named.
    OtherKey(KeyArn),
    /// No ciphertext, a changed one, or another encryption context; KMS does not say which.
    Ciphertext,
    /// There is an alias of that name.
    AliasExists(AliasArn),
    /// There is no such grant on the key.
    NoGrant(KeyArn, GrantId),
    /// The key was rotated on demand as often as it can be.
    RotationLimit(KeyArn),
    /// A policy that can't be kept.
    Policy(PolicyRefusal),
    /// The policy would not let the caller put the next one.
    Lockout,
    /// A marker that no page ended with.
    Marker(Rc<str>),
    /// It would have succeeded.
    DryRun,
}

/// Why no key was found.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum KeyNotFound {
    /// The identifier is well formed and names no key.
    NoKey(KeyArn),
    /// No such alias.
    NoAlias(AliasArn),
    /// An ARN of another Region.
    OtherRegion(Region),
    /// Not an identifier that this operation takes.
    Malformed(String),
}

/// Why a policy can't be kept.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum PolicyRefusal {
    /// It can't be read or evaluated, in a sentence.
    Malformed(String),
    /// It is longer than a policy may be.
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

    /// Whose text it is.
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
    /// The error message, of KMS and of IAM.
    pub fn message(&self) -> &str {
        match self {
            Self::Malformed(text) => text,
            Self::TooLong => "A key policy has at most 32,768 bytes.",
        }
    }
}
