//! Names of things, each parsed once, at the door. No other module takes an identifier apart.
//!
//! Small ids are `Copy`; names share their text. The order of ARNs is account, Region, name, so
//! that everything of one account in one Region stands together in a map.

use std::fmt;
use std::rc::Rc;

/// Why a text is not an identifier: a sentence that names the text.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(u64);

impl AccountId {
    /// Twelve digits, leading zeros kept when shown.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        if text.len() == 12
            && text.bytes().all(|b| b.is_ascii_digit())
            && let Ok(number) = text.parse()
        {
            return Ok(Self(number));
        }
        bad("Account id", text)
    }

    /// For constants; the number must have at most twelve digits.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(&'static str);

/// Every Region that the playground knows, in the order the CLI lists them.
pub const REGIONS: [&str; 28] = [
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
    "us-west-2",
];

impl Region {
    /// The Region of a session that names none.
    pub const DEFAULT: Self = Self("us-east-1");

    /// A Region's code, such as `eu-west-1`.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        if text == "us-west-1" {
            return Ok(Self("us-west-1"));
        }
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

/// Reads exactly `N` bytes of hexadecimal, either case.
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

/// A KMS key's id: a UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 16]);

impl KeyId {
    /// `1234abcd-12ab-34cd-56ef-1234567890ab`
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let dashes = text.bytes().enumerate().filter(|(_, b)| *b == b'-').map(|(at, _)| at);
        if text.len() == 36
            && dashes.eq([8, 13, 18, 23])
            && let Some(bytes) = unhex(&text.replace('-', ""))
        {
            return Ok(Self(bytes));
        }
        bad("Key id", text)
    }

    /// Before every other id in a map's order.
    pub(crate) fn lowest() -> Self {
        Self([0; 16])
    }

    /// A version 4 UUID from random bytes.
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Self(bytes)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = hex(&self.0);
        for (at, digit) in digits.chars().enumerate() {
            if matches!(at, 8 | 12 | 16 | 20) {
                f.write_str("-")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// 32 bytes shown as 64 hexadecimal digits: a grant's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantId(pub [u8; 32]);

impl GrantId {
    /// 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        unhex(text).map_or_else(|| bad("Grant id", text), |bytes| Ok(Self(bytes)))
    }
}

impl fmt::Display for GrantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// The id that a resource keeps for life, whatever it is renamed to: 26 characters of base 32
/// behind `cluster-` or `db-`. The cluster's one is in the encryption context of all its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub [u8; 16]);

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bits = u128::from_be_bytes(self.0);
        let mut out = [b'A'; 26];
        for slot in out.iter_mut().rev() {
            let low = usize::try_from(bits & 31).unwrap_or_default();
            *slot = BASE32.get(low).copied().unwrap_or(b'A');
            bits >>= 5;
        }
        f.write_str(std::str::from_utf8(&out).unwrap_or_default())
    }
}

impl ResourceId {
    /// 26 characters of base 32, with or without the `cluster-` before them.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let digits = text.strip_prefix("cluster-").or_else(|| text.strip_prefix("db-")).unwrap_or(text);
        let mut bits: u128 = 0;
        for byte in digits.bytes() {
            let Some(value) = BASE32.iter().position(|b| *b == byte) else {
                return bad("Resource id", text);
            };
            bits = (bits << 5) | u128::try_from(value).unwrap_or_default();
        }
        if digits.len() == 26 { Ok(Self(bits.to_be_bytes())) } else { bad("Resource id", text) }
    }
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Rc<str>);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Before every other name in a map's order.
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
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// The account that owns it.
            pub account: AccountId,
            /// The Region it is in.
            pub region: Region,
            /// Its name there.
            pub id: $id,
        }

        impl $name {
            /// The whole ARN.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                let Some((account, region, rest)) = split_arn(text, $service) else { return bad("ARN", text) };
                let Some(id) = rest.strip_prefix($kind) else { return bad("ARN", text) };
                Ok(Self { account, region, id: <$id>::parse(id)? })
            }

            /// Before everything of that account in that Region, in a map's order.
            pub(crate) fn first_in(account: AccountId, region: Region) -> Self {
                Self { account, region, id: <$id>::lowest() }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("arn:aws:", $service, ":{}:{}:", $kind, "{}"), self.region, self.account, self.id)
            }
        }
    };
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

name!(
    /// An alias of a KMS key, `alias/` included.
    AliasName
);

impl AliasName {
    /// At most 256 characters of `[a-zA-Z0-9:/_-]`, beginning with `alias/`.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let rest = text.strip_prefix("alias/").unwrap_or_default();
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b":/_-".contains(&b);
        if rest.is_empty() || text.len() > 256 || !rest.bytes().all(allowed) {
            return bad("Alias", text);
        }
        Ok(Self(text.into()))
    }

    /// The alias of the AWS managed key for RDS.
    pub fn aws_rds() -> Self {
        Self("alias/aws/rds".into())
    }

    /// `alias/aws/…` belongs to AWS.
    pub fn is_aws(&self) -> bool {
        self.0.starts_with("alias/aws/")
    }
}

name!(
    /// A DB cluster identifier, in lower case.
    ClusterId
);
name!(
    /// A DB instance identifier, in lower case.
    InstanceId
);
name!(
    /// A DB cluster snapshot identifier, in lower case; `rds:` begins an automated one.
    SnapshotId
);

fn rds_name(what: &str, text: &str, longest: usize) -> Result<Rc<str>, IdError> {
    let first_is_letter = text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    let allowed = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !first_is_letter || !allowed || text.len() > longest || text.ends_with('-') || text.contains("--") {
        let shown: String = text.chars().take(80).collect();
        return Err(IdError(
            [
                "The parameter ",
                what,
                " is not a valid identifier. Identifiers must begin with a letter; \
                 must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or \
                 contain two consecutive hyphens. (it is '",
                &shown,
                "')",
            ]
            .concat(),
        ));
    }
    Ok(text.to_ascii_lowercase().into())
}

impl ClusterId {
    /// 1 to 63 letters, digits and single hyphens, a letter first.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        rds_name("DBClusterIdentifier", text, 63).map(Self)
    }
}

impl InstanceId {
    /// 1 to 63 letters, digits and single hyphens, a letter first.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        rds_name("DBInstanceIdentifier", text, 63).map(Self)
    }
}

impl SnapshotId {
    /// As a cluster's, up to 255 characters; automated ones begin with `rds:`.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let rest = text.strip_prefix("rds:").unwrap_or(text);
        rds_name("DBClusterSnapshotIdentifier", rest, 255)?;
        Ok(Self(text.to_ascii_lowercase().into()))
    }

    /// The name Aurora gives an automated snapshot.
    pub fn automated(cluster: &ClusterId, date: &str) -> Self {
        Self(["rds:", cluster.as_str(), "-", date].concat().into())
    }

    /// Made by Aurora, not by a person.
    pub fn is_automated(&self) -> bool {
        self.0.starts_with("rds:")
    }
}

arn!(
    /// A KMS key's ARN.
    KeyArn, KeyId, "kms", "key/"
);
arn!(
    /// An alias's ARN; shown as `…:alias/name`.
    AliasArn, AliasName, "kms", ""
);
arn!(
    /// A DB cluster's ARN.
    ClusterArn, ClusterId, "rds", "cluster:"
);
arn!(
    /// A DB instance's ARN.
    InstanceArn, InstanceId, "rds", "db:"
);
arn!(
    /// A DB cluster snapshot's ARN.
    SnapshotArn, SnapshotId, "rds", "cluster-snapshot:"
);

/// How a command names a KMS key: one of the four identifiers (rule E05), or a text that is none
/// of them, kept so that the service can refuse it in its own words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum KeyRef {
    /// A key id: the key is in the caller's account and Region.
    Id(KeyId),
    /// A key ARN.
    Arn(KeyArn),
    /// An alias name, in the caller's account and Region.
    AliasName(AliasName),
    /// An alias ARN.
    AliasArn(AliasArn),
    /// Not an identifier.
    Malformed(Rc<str>),
}

impl KeyRef {
    /// Never fails: see [`KeyRef::Malformed`].
    pub fn parse(text: &str) -> Self {
        let parsed = if text.starts_with("arn:") {
            KeyArn::parse(text).map(Self::Arn).or_else(|_| AliasArn::parse(text).map(Self::AliasArn))
        } else if text.starts_with("alias/") {
            AliasName::parse(text).map(Self::AliasName)
        } else {
            KeyId::parse(text).map(Self::Id)
        };
        parsed.unwrap_or_else(|_| Self::Malformed(text.into()))
    }
}

impl fmt::Display for KeyRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Arn(arn) => arn.fmt(f),
            Self::AliasName(name) => name.fmt(f),
            Self::AliasArn(arn) => arn.fmt(f),
            Self::Malformed(text) => f.write_str(text),
        }
    }
}

/// Who calls: an account's root, an IAM user or role, or an AWS service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Principal {
    /// `arn:aws:iam::<account>:root`
    Root(AccountId),
    /// `arn:aws:iam::<account>:user/<name>`
    User(AccountId, Rc<str>),
    /// `arn:aws:iam::<account>:role/<name>`
    Role(AccountId, Rc<str>),
    /// A service, such as `rds.amazonaws.com`.
    Service(Rc<str>),
}

impl Principal {
    /// An ARN of IAM, or a service's name.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        if text.ends_with(".amazonaws.com") && !text.contains([':', '/', ' ']) {
            return Ok(Self::Service(text.into()));
        }
        let Some((account, rest)) = text.strip_prefix("arn:aws:iam::").and_then(|rest| rest.split_once(':'))
        else {
            return bad("Principal", text);
        };
        let account = AccountId::parse(account)?;
        let named = |prefix| rest.strip_prefix(prefix).filter(|name: &&str| !name.is_empty());
        match (rest, named("user/"), named("role/")) {
            ("root", _, _) => Ok(Self::Root(account)),
            (_, Some(name), _) => Ok(Self::User(account, name.into())),
            (_, _, Some(name)) => Ok(Self::Role(account, name.into())),
            _ => bad("Principal", text),
        }
    }

    /// A user's or role's name.
    pub fn user_name(&self) -> Option<&str> {
        match self {
            Self::User(_, name) | Self::Role(_, name) => Some(name),
            Self::Root(_) | Self::Service(_) => None,
        }
    }

    /// The account it belongs to; a service belongs to none.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Root(account) | Self::User(account, _) | Self::Role(account, _) => Some(*account),
            Self::Service(_) => None,
        }
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(account) => write!(f, "arn:aws:iam::{account}:root"),
            Self::User(account, name) => write!(f, "arn:aws:iam::{account}:user/{name}"),
            Self::Role(account, name) => write!(f, "arn:aws:iam::{account}:role/{name}"),
            Self::Service(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_key_reference_reads_back() {
        for text in [
            "1234abcd-12ab-34cd-56ef-1234567890ab",
            "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            "alias/orders",
            "arn:aws:kms:us-east-1:111122223333:alias/orders",
        ] {
            let read = KeyRef::parse(text);
            assert!(!matches!(read, KeyRef::Malformed(_)), "{text}");
            assert_eq!(read.to_string(), text);
        }
        for text in [
            "",
            "alias/",
            "orders",
            "arn:aws:kms:mars-1:111122223333:alias/x",
            "1234abcd12ab34cd56ef1234567890ab",
        ] {
            assert!(matches!(KeyRef::parse(text), KeyRef::Malformed(_)), "{text}");
        }
    }

    #[test]
    fn rds_names() {
        for (text, good) in [
            ("orders", true),
            ("Orders-1", true),
            ("1orders", false),
            ("a--b", false),
            ("a-", false),
            ("", false),
            ("a_b", false),
        ] {
            assert_eq!(ClusterId::parse(text).is_ok(), good, "{text}");
        }
        assert_eq!(ClusterId::parse("ORDERS").unwrap().as_str(), "orders");
        let arn = "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:rds:orders-2020-12-02";
        assert_eq!(SnapshotArn::parse(arn).unwrap().to_string(), arn);
    }

    #[test]
    fn resource_ids_have_26_characters_and_read_back() {
        let id = ResourceId([0xa5; 16]);
        assert_eq!(id.to_string().len(), 26);
        assert_eq!(ResourceId::parse(&format!("cluster-{id}")).unwrap(), id);
    }

    #[test]
    fn principals() {
        for text in
            ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/admin", "rds.amazonaws.com"]
        {
            assert_eq!(Principal::parse(text).unwrap().to_string(), text);
        }
        assert!(Principal::parse("arn:aws:iam::1:root").is_err());
    }
}
