//! The unique ids that IAM gives ("IAM identifiers"): four letters for the kind, and 16 or 17 characters.

use crate::env::Purpose;
use crate::ids::{Principal, ResourceId};
use crate::ops::Tx;
use sha2::{Digest, Sha256};

/// What has a unique id.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ops) enum Kind {
    /// `AROA`
    Role,
    /// `AIDA`
    User,
    /// `ANPA`
    Policy,
    /// `ASIA`: the access key of a session.
    AccessKey,
}

impl Kind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Role => "AROA",
            Self::User => "AIDA",
            Self::Policy => "ANPA",
            Self::AccessKey => "ASIA",
        }
    }

    /// How many characters follow the prefix.
    const fn length(self) -> usize {
        match self {
            Self::Role | Self::User | Self::Policy => 17,
            Self::AccessKey => 16,
        }
    }

    fn id(self, bytes: [u8; 16]) -> String {
        let text = ResourceId(bytes).to_string();
        [self.prefix(), text.get(9..9 + self.length()).unwrap_or_default()].concat()
    }
}

/// A new one.
pub(in crate::ops) fn new(tx: &mut Tx, kind: Kind) -> String {
    kind.id(tx.env.bytes(Purpose::IamId))
}

/// The unique id of a caller: of a user that every world begins with, it is derived from the ARN.
pub fn user_id(who: &Principal) -> String {
    if let Principal::Session(session) = who {
        return session.user_id();
    }
    Kind::User.id(half_of_digest(&who.to_string()))
}

/// 17 characters of an id, derived from a text.
pub(in crate::ops) fn characters(of: &str) -> String {
    ResourceId(half_of_digest(of)).to_string().get(9..).unwrap_or_default().into()
}

fn half_of_digest(of: &str) -> [u8; 16] {
    let digest: [u8; 32] = Sha256::digest(of).into();
    digest.split_first_chunk::<16>().map_or([0; 16], |(half, _)| *half)
}
