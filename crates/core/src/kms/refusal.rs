//! Why KMS refuses, and what the reason is about. The variants are in the order of the checks: values, the
//! key, grant tokens, permission, the key's state, what the operation itself needs, and last `DryRun`.
//!
//! Constraints of the API on single members are in `ValueRefusal`, since all services have them.

use super::action::Action;
use super::authorize::Denied;
use super::spec::{KeySpec, KeyUsage, Special};
use super::state::{KeyState, StateError};
use crate::edition::Edition;
use crate::error::{ErrorCode, Source, reasons};
use crate::ids::{AliasArn, GrantId, KeyArn, Principal, Region};
use std::rc::Rc;

reasons! {
    /// Why KMS refuses.
    KmsRefusal as KmsReason:

    /// A member that the operation needs: the API's name, and where the sentence comes from.
    Needed { member: &'static str, source: Source } = (*source) ValidationException, [member, " is required."];
    /// An encryption context that is too long.
    ContextTooLong = Model ValidationException,
        ["The names and values of the encryption context have more than 8,192 bytes."];
    /// A name that occurs twice in an encryption context.
    ContextTwice(name: Rc<str>) = Model ValidationException,
        ["The encryption context names '", name, "' twice."];
    /// A grant's constraint that is too long.
    LongConstraint = Model ValidationException,
        ["A grant constraint has at most 8 pairs, and values of at most 384 characters."];
    /// Both kinds of constraint at once.
    TwoConstraints = Model ValidationException,
        ["The playground takes EncryptionContextSubset or EncryptionContextEquals, not both."];
    /// Both a length and a kind of data key, or neither.
    DataKeyLength = Aws ValidationException, ["Please specify either number of bytes or key spec."];
    /// A text that is not a principal.
    NoPrincipal(text: Rc<str>) = Aws InvalidArnException, ["ARN does not refer to a valid principal"];
    /// A retiring principal of another account.
    ForeignPrincipal(retiring: Principal) = Model InvalidArnException,
        ["The retiring principal must be of your own account."];
    /// An alias that does not begin with `alias/`.
    AliasPrefix = Aws ValidationException,
        ["Alias must start with the prefix \"alias/\". Please see \
          https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"];
    /// An alias with a colon.
    AliasCharacters(name: Rc<str>) = Model ValidationException, [name, " contains invalid characters for an alias"];
    /// An alias of which nothing follows `alias/`.
    AliasEmpty = Model ValidationException, ["Invalid identifier"];
    /// An alias that is reserved for AWS.
    ReservedAlias = Aws NotAuthorizedException, [""];
    /// A tag that is reserved for AWS.
    ReservedTag(name: Rc<str>) = Aws TagException, ["Tags beginning with aws: are reserved"];
    /// Two tags with one name.
    RepeatedTag(name: Rc<str>) = Aws TagException, ["Duplicate tag keys"];
    /// More tags than a key may have.
    TooManyTags = Aws TagException, ["Too many tags"];
    /// A text that is not a grant id.
    GrantId(text: Rc<str>) = Model InvalidGrantIdException, ["The grant id '", text, "' is not valid."];
    /// A grant named neither by its token nor by key and id.
    GrantUnnamed = Model ValidationException,
        ["Name the grant either by its token, or by its key and its grant id."];
    /// A key policy's name that is not `default`.
    PolicyName(name: Rc<str>) = Model NotFoundException, ["A key has one policy; its name is default."];
    /// The key does not exist.
    Key(why: KeyNotFound) = (why.response().source) (why.response().code), [why.response().message.as_str()];
    /// A token of no existing grant.
    GrantToken = Model InvalidGrantTokenException, ["The grant token is not valid."];
    /// No permission. The resource is the ARN of the key or alias, where the message shows one.
    Denied { edition: Edition, who: Principal, action: Action, resource: Option<String>, by: Denied }
        = (by.source()) AccessDeniedException,
        [by.message(*edition, who, &action.permission(), resource.as_deref().unwrap_or_default()).as_str()];
    /// The key of a ciphertext is in another Region, or the caller may not use it; KMS does not say which.
    CiphertextKey = Aws AccessDeniedException,
        ["The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are \
          not allowed to access."];
    /// The key's state does not allow the action: the cell of the table with the error.
    State { key: KeyArn, state: KeyState, error: StateError } = Aws (error.code),
        [error.message(&key.to_string()).as_str()];
    /// The key is made for something else.
    KeyUsage { key: KeyArn, usage: KeyUsage, action: Action } = Aws InvalidKeyUsageException,
        [&key.to_string(), " key usage is ", usage.name(), " which is not valid for ", action.operation(), "."];
    /// An asymmetric key for encryption, and an operation that encrypts symmetrically.
    KeySpec { key: KeyArn, spec: KeySpec, action: Action } = Model InvalidKeyUsageException,
        [&key.to_string(), " key spec is ", spec.name(), " which is not valid for ", action.operation(), "."];
    /// A grant with operations that the key has not.
    GrantForOtherUsage { key: KeyArn, special: Special, operation: Action } = Model ValidationException,
        ["Operation ", operation.name(), " is not valid for a grant on ", &key.to_string(), ": its key spec is ",
         special.spec.name(), " and its key usage is ", special.usage.name(), "."];
    /// The material of the key can't be rotated.
    NotRotated(key: KeyArn) = Aws UnsupportedOperationException, [""];
    /// The operation needs a multi-Region primary key.
    NotPrimary(key: KeyArn) = Aws UnsupportedOperationException,
        [&key.to_string(), " is not a multi-region primary key."];
    /// There is a related key in that Region.
    ReplicaExists(key: KeyArn) = Model AlreadyExistsException,
        ["A related multi-Region key already exists: ", &key.to_string()];
    /// There is no replica in the Region that is to have the primary key.
    NoReplica { key: KeyArn, region: Region } = Model NotFoundException,
        [&key.to_string(), " has no replica in ", region.as_str(), "."];
    /// A Region that KMS does not have.
    NoRegion(text: Rc<str>) = Model UnsupportedOperationException, ["'", text, "' is no Region of this partition."];
    /// A key that is not for symmetric encryption, and nothing said about what it is for.
    NoUsage { edition: Edition } = Aws ValidationException, [match edition {
        Edition::Y2020 => "You must specify a KeyUsage value for an asymmetric CMK.",
        Edition::Y2026 => "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    }];
    /// A usage that this kind of key can't have.
    UsageOfSpec { usage: KeyUsage, spec: &'static str } = Model ValidationException,
        ["KeyUsage ", usage.name(), " is not compatible with KeySpec ", spec];
    /// The same said twice, in two members.
    TwoSpecs = Model ValidationException,
        ["You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated."];
    /// The new grant would allow more than the caller's own grant.
    BeyondOwnGrant(own: GrantId) = Model AccessDeniedException,
        ["A grant created with a grant can't allow more than that grant does."];
    /// The ciphertext is not under the key that was named.
    OtherKey(named: KeyArn) = Aws IncorrectKeyException,
        ["The key ID in the request does not identify a CMK that can perform this operation."];
    /// Not a ciphertext, a changed one, or the wrong encryption context; KMS does not say which.
    Ciphertext = Aws InvalidCiphertextException, [""];
    /// An alias with that name exists.
    AliasExists(alias: AliasArn) = Aws AlreadyExistsException,
        ["An alias with the name ", &alias.to_string(), " already exists"];
    /// More aliases than a key may have (text: scylla-cluster-tests#7611).
    AliasQuota { most: usize, used: usize } = Aws LimitExceededException,
        ["Aliases per key quota for this account in this region is ", &most.to_string(), ", current usage is ",
         &used.to_string(), "."];
    /// More grants to one principal than a key may have.
    GrantQuota { key: KeyArn, grantee: Rc<str>, most: usize } = Model LimitExceededException,
        ["The key ", &key.to_string(), " has ", &most.to_string(), " grants to ", grantee,
         ", which is the quota of grants for a given principal. Retire or revoke one of them first."];
    /// The key has no such grant.
    NoGrant(key: KeyArn, id: GrantId) = Model NotFoundException,
        ["Grant '", &id.to_string(), "' does not exist on key '", &key.to_string(), "'"];
    /// The key was rotated on demand as often as is allowed.
    RotationLimit(key: KeyArn) = Aws LimitExceededException,
        ["The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be \
          performed for this key: ", &key.to_string()];
    /// An invalid policy.
    Policy(why: PolicyRefusal)
        = Model (why.code(ErrorCode::MalformedPolicyDocumentException, ErrorCode::LimitExceededException)),
        [why.message()];
    /// With the new policy, the caller could not replace it again.
    Lockout = Aws MalformedPolicyDocumentException,
        ["The new key policy will not allow you to update the key policy in the future."];
    /// A pagination marker that no page ended with.
    Marker(marker: Rc<str>) = Model InvalidMarkerException, ["Invalid marker."];
    /// With `DryRun`: it would have succeeded.
    DryRun = Aws DryRunOperationException,
        ["The request would have succeeded, but the DryRun option is set."];
}

reasons! {
    /// Why no key was found.
    KeyNotFound as KeyReason:

    /// The identifier is well formed, but no such key exists.
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

/// Why a policy is invalid.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum PolicyRefusal {
    /// It can't be parsed or evaluated; the text says why.
    Malformed(String),
    /// It names a user or role that its account does not have.
    Principals,
    /// It is longer than the limit.
    TooLong,
}

impl PolicyRefusal {
    /// The error code, of the two that the service uses for this.
    pub const fn code(&self, malformed: ErrorCode, too_long: ErrorCode) -> ErrorCode {
        match self {
            Self::Malformed(_) | Self::Principals => malformed,
            Self::TooLong => too_long,
        }
    }

    /// The error message of KMS and IAM.
    pub fn message(&self) -> &str {
        match self {
            Self::Malformed(text) => text,
            Self::Principals => "Policy contains a statement with one or more invalid principals.",
            Self::TooLong => "A key policy has at most 32,768 bytes.",
        }
    }
}
