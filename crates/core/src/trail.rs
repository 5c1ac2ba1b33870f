//! CloudTrail: one record of every call, refused ones too, produced by what happens in
//! [`ops`](crate::ops) and never by hand. Plaintext, ciphertext and key material are never in it.
//! The JSON of a record is written by the `aws` crate.

use crate::env::Time;
use crate::error::ErrorCode;
use crate::ids::{AccountId, KeyArn, Principal, Region};
use crate::kms::context::EncryptionContext;
use std::rc::Rc;

/// The service that was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub enum Service {
    /// `kms.amazonaws.com`
    Kms,
    /// `rds.amazonaws.com`
    Rds,
    /// `iam.amazonaws.com`
    Iam,
    /// `sts.amazonaws.com`
    Sts,
}

impl Service {
    /// The event source as CloudTrail writes it.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Kms => "kms.amazonaws.com",
            Self::Rds => "rds.amazonaws.com",
            Self::Iam => "iam.amazonaws.com",
            Self::Sts => "sts.amazonaws.com",
        }
    }
}

/// Whether somebody called, or the service did it by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum TrailKind {
    /// `AwsApiCall`
    ApiCall,
    /// `AwsServiceEvent`: a rotation or deletion that was due.
    ServiceEvent,
}

/// What a record says, before time and id are added by [`Tx::record`](crate::ops::Tx::record).
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct TrailCall {
    /// The service that was called.
    pub service: Service,
    /// The operation, such as `GenerateDataKeyWithoutPlaintext`.
    pub name: &'static str,
    /// Who called. A service acting by itself is a [`Principal::Service`].
    pub who: Principal,
    /// The service that called on behalf of `who`: forward access.
    pub via: Option<&'static str>,
    /// The Region of the call.
    pub region: Region,
    /// The account in whose trail it stands: the owner of the resource.
    pub recipient: AccountId,
    /// The KMS key it used.
    pub key: Option<KeyArn>,
    /// The key that a `ReEncrypt` read with, where [`Self::key`] is the one it wrote with.
    pub source_key: Option<KeyArn>,
    /// The encryption context.
    pub context: Option<EncryptionContext>,
    /// Other request parameters, by CloudTrail's names.
    pub request: Vec<(&'static str, String)>,
    /// Response elements that may be told.
    pub response: Vec<(&'static str, String)>,
    /// Code and message of a refused call.
    pub error: Option<(ErrorCode, String)>,
    /// Whether it only reads.
    pub read_only: bool,
    /// Call or service event.
    pub kind: TrailKind,
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct TrailEvent {
    /// The event's id, shown as a UUID.
    pub id: [u8; 16],
    /// When.
    pub time: Time,
    /// Number of the operation that caused it: what joins an RDS call with the KMS calls it made.
    pub op: u64,
    /// What.
    pub call: Rc<TrailCall>,
}
