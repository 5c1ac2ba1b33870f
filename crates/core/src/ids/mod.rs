//! Identifiers. Each is parsed once, where it enters; no other module takes one apart.
//!
//! Here: what all services share (accounts, Regions, the shapes of names and ARNs). The rest is in `kms`,
//! `rds` and `principal`. Small ids are `Copy`; names share their text. ARNs are ordered by account,
//! Region and name, so that everything of one account in one Region is adjacent in a map.

// The macros come before the modules that use them.
macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
        pub struct $name(Rc<str>);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The name that sorts before all others.
            pub(crate) fn lowest() -> Self {
                Self("".into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

macro_rules! arn {
    ($(#[$doc:meta])* $name:ident, $id:ty, $service:literal, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, StableHash)]
        pub struct $name {
            /// The account that owns it.
            pub account: AccountId,
            /// The Region it is in.
            pub region: Region,
            /// Its name in that Region.
            pub id: $id,
        }

        impl $name {
            /// Parses a whole ARN.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                let Some((account, region, rest)) = split_arn(text, $service) else { return bad("ARN", text) };
                let Some(id) = rest.strip_prefix($kind) else { return bad("ARN", text) };
                Ok(Self { account, region, id: <$id>::parse(id)? })
            }

            /// The ARN that sorts before all others of that account in that Region.
            pub(crate) fn first_in(account: AccountId, region: Region) -> Self {
                Self { account, region, id: <$id>::lowest() }
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                (self.account, self.region, &self.id).cmp(&(other.account, other.region, &other.id))
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("arn:aws:", $service, ":{}:{}:", $kind, "{}"), self.region, self.account, self.id)
            }
        }
    };
}

mod kms;
mod principal;
mod rds;

pub use kms::{AliasArn, AliasName, GrantId, KeyArn, KeyId, KeyRef};
pub(crate) use principal::account_of_session;
pub use principal::{Principal, Session};
pub use rds::{
    ClusterArn, ClusterId, GlobalClusterArn, GlobalClusterId, InstanceArn, InstanceId, ResourceId,
    SnapshotArn, SnapshotId,
};

use std::fmt;

/// Why a text is not an identifier, as a sentence that names the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdError(pub String);

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn bad<T>(what: &str, text: &str) -> Result<T, IdError> {
    let shown: String = text.chars().take(80).collect();
    Err(IdError([what, " '", &shown, "' is not valid."].concat()))
}

/// An AWS account: twelve digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct AccountId(u64);

impl AccountId {
    /// An account of AWS's own, which AWS owned keys belong to (model: the number is none of a customer's).
    pub const AWS: Self = Self(0);

    /// Parses twelve digits. Leading zeros are shown again.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        if text.len() == 12
            && text.bytes().all(|b| b.is_ascii_digit())
            && let Ok(number) = text.parse()
        {
            return Ok(Self(number));
        }
        bad("Account id", text)
    }

    /// An account from a number of at most twelve digits, for constants.
    pub const fn from_number(number: u64) -> Self {
        Self(number % 1_000_000_000_000)
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

/// A Region of the `aws` partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct Region(&'static str);

/// Every Region that the playground knows, in the order the CLI lists them.
pub const REGIONS: [&str; 29] = [
    "af-south-1",
    "ap-east-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

impl Region {
    /// The Region of a session that sets none.
    pub const DEFAULT: Self = Self("us-east-1");

    /// Parses a Region's code, such as `eu-west-1`.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        REGIONS
            .iter()
            .find(|known| **known == text)
            .map_or_else(|| bad("Region", text), |known| Ok(Self(known)))
    }

    /// The code.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            out.push(char::from_digit(u32::from(nibble), 16).unwrap_or('?'));
        }
    }
    out
}

/// Parses exactly `N` bytes of hexadecimal in either case.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 || !text.is_ascii() {
        return None;
    }
    let mut out = [0; N];
    let mut digits = text.chars().map(|c| c.to_digit(16));
    for slot in &mut out {
        let high = digits.next()??;
        let low = digits.next()??;
        *slot = u8::try_from(high * 16 + low).ok()?;
    }
    Some(out)
}

fn split_arn<'a>(text: &'a str, service: &str) -> Option<(AccountId, Region, &'a str)> {
    let mut parts = text.splitn(6, ':');
    if parts.next() != Some("arn") || parts.next() != Some("aws") || parts.next() != Some(service) {
        return None;
    }
    let region = Region::parse(parts.next()?).ok()?;
    let account = AccountId::parse(parts.next()?).ok()?;
    Some((account, region, parts.next()?))
}
