//! Why KMS refuses, with what it is about. The variants stand in the order in which a call meets them: values, the key
//! that is named, grant tokens, permission, the key's state, what the operation itself needs, and last `DryRun`.
//!
//! Not here: constraints of the API on single members, which all services have (`ValueRefusal`).

use super::action::Action;
use super::authorize::Denied;
use super::state::{KeyState, StateError};
use crate::error::{ErrorCode, Source, reasons};
use crate::ids::{AliasArn, GrantId, KeyArn, Principal, Region};
use std::rc::Rc;

reasons! {
    /// Why KMS refuses.
    KmsRefusal:

    /// A member that the operation needs, by the API's name, and whose sentence it is.
    Needed { member: &'static str, source: Source } = (*source) ValidationException, [member, " is required."];
    /// An encryption context with more bytes than it may have.
    ContextTooLong = Model ValidationException,
        ["The names and values of the encryption context have more than 8,192 bytes."];
    /// A name that an encryption context has twice.
    ContextTwice(name: Rc<str>) = Model ValidationException,
        ["The encryption context names '", name, "' twice."];
    /// A grant's constraint with more than it may have.
    LongConstraint = Model ValidationException,
        ["A grant constraint has at most 8 pairs, and values of at most 384 characters."];
    /// Both kinds of constraint at once.
    TwoConstraints = Model ValidationException,
        ["The playground takes EncryptionContextSubset or EncryptionContextEquals, not both."];
    /// A length and a kind of data key, or neither.
    DataKeyLength = Aws ValidationException, ["Please specify either number of bytes or key spec."];
    /// A text that names no principal.
    NoPrincipal(text: Rc<str>) = Aws InvalidArnException, ["ARN does not refer to a valid principal"];
    /// A retiring principal of another account.
    ForeignPrincipal(retiring: Principal) = Model InvalidArnException,
        ["The retiring principal must be of your own account."];
    /// An alias without `alias/` before it.
    AliasPrefix = Aws ValidationException,
        ["Alias must start with the prefix \"alias/\". Please see \
          https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"];
    /// An alias of AWS's.
    ReservedAlias = Aws NotAuthorizedException, [""];
    /// A tag of AWS's.
    ReservedTag(name: Rc<str>) = Aws TagException, ["Tags beginning with aws: are reserved"];
    /// Two tags of one name.
    RepeatedTag(name: Rc<str>) = Aws TagException, ["Duplicate tag keys"];
    /// More tags than a key may have.
    TooManyTags = Aws TagException, ["Too many tags"];
    /// A text that is no grant id.
    GrantId(text: Rc<str>) = Model InvalidGrantIdException, ["The grant id '", text, "' is not valid."];
    /// A grant that is named neither by its token nor by key and id.
    GrantUnnamed = Model ValidationException,
        ["Name the grant either by its token, or by its key and its grant id."];
    /// A key policy's name that is not `default`.
    PolicyName(name: Rc<str>) = Model NotFoundException, ["A key has one policy; its name is default."];
    /// The key that is named is not there.
    Key(why: KeyNotFound) = (why.response().source) (why.response().code), [why.response().message.as_str()];
    /// A grant token that names no grant.
    GrantToken = Model InvalidGrantTokenException, ["The grant token is not valid."];
    /// No permission. The resource is the ARN of the key or alias, where the message shows one.
    Denied { who: Principal, action: Action, resource: Option<String>, by: Denied }
        = (by.source()) AccessDeniedException,
        [by.message(who, &action.permission(), resource.as_deref().unwrap_or_default()).as_str()];
    /// The key of a ciphertext is not in this Region or not for the caller; KMS does not say which.
    CiphertextKey = Aws AccessDeniedException,
        ["The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are \
          not allowed to access."];
    /// The key's state does not let it: the cell of the table says how.
    State { key: KeyArn, state: KeyState, error: StateError } = Aws (error.code),
        [error.message(&key.to_string()).as_str()];
    /// More than the caller's own grant gives.
    BeyondOwnGrant(own: GrantId) = Model AccessDeniedException,
        ["A grant created with a grant can't allow more than that grant does."];
    /// The ciphertext is not under the key that was named.
    OtherKey(named: KeyArn) = Aws IncorrectKeyException,
        ["The key ID in the request does not identify a CMK that can perform this operation."];
    /// No ciphertext, a changed one, or another encryption context; KMS does not say which.
    Ciphertext = Aws InvalidCiphertextException, [""];
    /// There is an alias of that name.
    AliasExists(alias: AliasArn) = Aws AlreadyExistsException,
        ["An alias with the name ", &alias.to_string(), " already exists"];
    /// There is no such grant on the key.
    NoGrant(key: KeyArn, id: GrantId) = Model NotFoundException,
        ["Grant '", &id.to_string(), "' does not exist on key '", &key.to_string(), "'"];
    /// The key was rotated on demand as often as it can be.
    RotationLimit(key: KeyArn) = Aws LimitExceededException,
        ["The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be \
          performed for this key: ", &key.to_string()];
    /// A policy that can't be kept.
    Policy(why: PolicyRefusal)
        = Model (why.code(ErrorCode::MalformedPolicyDocumentException, ErrorCode::LimitExceededException)),
        [why.message()];
    /// The policy would not let the caller put the next one.
    Lockout = Aws MalformedPolicyDocumentException,
        ["The new key policy will not allow you to update the key policy in the future."];
    /// A marker that no page ended with.
    Marker(marker: Rc<str>) = Model InvalidMarkerException, ["Invalid marker."];
    /// It would have succeeded.
    DryRun = Aws DryRunOperationException,
        ["The request would have succeeded, but the DryRun option is set."];
}

reasons! {
    /// Why no key was found.
    KeyNotFound:

    /// The identifier is well formed and names no key.
    NoKey(arn: KeyArn) = Aws NotFoundException, ["Key '", &arn.to_string(), "' does not exist"];
    /// No such alias.
    NoAlias(arn: AliasArn) = Aws NotFoundException, ["Alias ", &arn.to_string(), " is not found."];
    /// An ARN of another Region.
    OtherRegion(region: Region) = Aws NotFoundException, ["Invalid arn ", region.as_str()];
    /// Not an ARN that this operation takes.
    MalformedArn(text: String) = Model InvalidArnException, ["Invalid ARN '", text, "'"];
    /// Not another identifier that it takes.
    MalformedId(text: String) = Model NotFoundException, ["Invalid keyId '", text, "'"];
}

/// Why a policy can't be kept.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum PolicyRefusal {
    /// It can't be read or evaluated, in a sentence.
    Malformed(String),
    /// It is longer than a policy may be.
    TooLong,
}

impl PolicyRefusal {
    /// The error code, of those that a service has for the two.
    pub const fn code(&self, malformed: ErrorCode, too_long: ErrorCode) -> ErrorCode {
        match self {
            Self::Malformed(_) => malformed,
            Self::TooLong => too_long,
        }
    }

    /// The error message, of KMS and of IAM.
    pub fn message(&self) -> &str {
        match self {
            Self::Malformed(text) => text,
            Self::TooLong => "A key policy has at most 32,768 bytes.",
        }
    }
}
