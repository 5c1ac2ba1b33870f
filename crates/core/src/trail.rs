//! CloudTrail: one record of every call, refused calls included. Records are written by [`ops`](crate::ops)
//! only, as a consequence of a call. They never hold plaintext, ciphertext or key material. The `aws` crate
//! writes the JSON of a record.

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
    /// The event source, as CloudTrail writes it.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Kms => "kms.amazonaws.com",
            Self::Rds => "rds.amazonaws.com",
            Self::Iam => "iam.amazonaws.com",
            Self::Sts => "sts.amazonaws.com",
        }
    }
}

/// The type of a record: a call, or something that the service did on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum TrailKind {
    /// `AwsApiCall`
    ApiCall,
    /// `AwsServiceEvent`: a rotation or deletion that was due.
    ServiceEvent,
}

/// The content of a record, before [`Tx::record`](crate::ops::Tx::record) adds its time and id.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct TrailCall {
    /// The service that was called.
    pub service: Service,
    /// The operation, such as `GenerateDataKeyWithoutPlaintext`.
    pub name: &'static str,
    /// Who called: [`Principal::Service`] for a service that acts on its own.
    pub who: Principal,
    /// The service that called on behalf of `who` (forward access).
    pub via: Option<&'static str>,
    /// The address from which the caller's own call came, if it is not the usual one.
    pub address: Option<Rc<str>>,
    /// The Region of the call.
    pub region: Region,
    /// The account whose trail has the record: the owner of the resource.
    pub recipient: AccountId,
    /// The KMS key it used.
    pub key: Option<KeyArn>,
    /// The key that a `ReEncrypt` decrypted with; [`Self::key`] is the one it encrypted with.
    pub source_key: Option<KeyArn>,
    /// The encryption context.
    pub context: Option<EncryptionContext>,
    /// Other request parameters, by CloudTrail's names.
    pub request: Vec<(&'static str, String)>,
    /// Response elements that CloudTrail may show.
    pub response: Vec<(&'static str, String)>,
    /// The code and message of a refused call.
    pub error: Option<(ErrorCode, String)>,
    /// Whether the call only reads.
    pub read_only: bool,
    /// Call or service event.
    pub kind: TrailKind,
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct TrailEvent {
    /// The event's id, shown as a UUID.
    pub id: [u8; 16],
    /// The time of the call.
    pub time: Time,
    /// The number of the operation that caused it. It joins an RDS call with the KMS calls that it made.
    pub op: u64,
    /// What happened.
    pub call: Rc<TrailCall>,
}
