//! Names in KMS: keys, aliases, grants, and the four ways to name a key (rule E05).

use super::{AccountId, IdError, Region, bad, hex, split_arn, unhex};
use std::fmt;
use std::rc::Rc;

/// A KMS key's id: a UUID, or `mrk-` and 32 digits for a multi-Region key, whose related keys in all Regions have the
/// same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId {
    bytes: [u8; 16],
    multi_region: bool,
}

/// A UUID is hashed as its bytes, as it was before there were multi-Region keys; the id of such a key is longer.
impl core::hash::Hash for KeyId {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        if self.multi_region {
            [MULTI_REGION.as_bytes(), &self.bytes].concat().hash(state);
        } else {
            self.bytes.hash(state);
        }
    }
}

/// What the id of a multi-Region key begins with.
const MULTI_REGION: &str = "mrk-";

impl KeyId {
    /// The id that is a UUID of these bytes. Ids of events have the same form.
    pub const fn uuid(bytes: [u8; 16]) -> Self {
        Self { bytes, multi_region: false }
    }

    /// The id of a multi-Region key.
    pub const fn multi_region(bytes: [u8; 16]) -> Self {
        Self { bytes, multi_region: true }
    }

    /// Parses `1234abcd-12ab-34cd-56ef-1234567890ab` or `mrk-1234abcd12ab34cd56ef1234567890ab`.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        if let Some(bytes) = text.strip_prefix(MULTI_REGION).and_then(unhex) {
            return Ok(Self::multi_region(bytes));
        }
        let dashes = text.bytes().enumerate().filter(|(_, b)| *b == b'-').map(|(at, _)| at);
        if text.len() == 36
            && dashes.eq([8, 13, 18, 23])
            && let Some(bytes) = unhex(&text.replace('-', ""))
        {
            return Ok(Self::uuid(bytes));
        }
        bad("Key id", text)
    }

    /// The id that sorts before all others.
    pub(crate) fn lowest() -> Self {
        Self::uuid([0; 16])
    }

    /// Makes a version 4 UUID from random bytes.
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Self::uuid(bytes)
    }

    /// The bytes of the UUID, or those behind `mrk-`.
    pub const fn bytes(self) -> [u8; 16] {
        self.bytes
    }

    /// Returns whether it is the id of a multi-Region key.
    pub const fn is_multi_region(self) -> bool {
        self.multi_region
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = hex(&self.bytes);
        if self.multi_region {
            f.write_str(MULTI_REGION)?;
            return f.write_str(&digits);
        }
        let mut text = String::with_capacity(36);
        for (at, digit) in digits.chars().enumerate() {
            if matches!(at, 8 | 12 | 16 | 20) {
                text.push('-');
            }
            text.push(digit);
        }
        f.write_str(&text)
    }
}

/// A grant's id: 32 bytes, shown as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct GrantId(pub [u8; 32]);

impl GrantId {
    /// Parses 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        unhex(text).map_or_else(|| bad("Grant id", text), |bytes| Ok(Self(bytes)))
    }
}

impl fmt::Display for GrantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

name!(
    /// The alias of a KMS key, with its `alias/`.
    AliasName
);

impl AliasName {
    /// Parses at most 256 characters of `[a-zA-Z0-9/_-]` that begin with `alias/`.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let rest = text.strip_prefix("alias/").unwrap_or_default();
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"/_-".contains(&b);
        if rest.is_empty() || text.len() > 256 || !rest.bytes().all(allowed) {
            return bad("Alias", text);
        }
        Ok(Self(text.into()))
    }

    /// The alias of the AWS managed key for RDS.
    pub fn aws_rds() -> Self {
        Self("alias/aws/rds".into())
    }

    /// The alias of the AWS managed key for Secrets Manager.
    pub fn aws_secrets_manager() -> Self {
        Self("alias/aws/secretsmanager".into())
    }

    /// The aliases that AWS has in each account and Region before a key is behind them (model: AWS doesn't document which;
    /// these are in public listings of new accounts).
    pub fn predefined() -> impl Iterator<Item = Self> {
        [
            "dynamodb",
            "ebs",
            "elasticfilesystem",
            "es",
            "glue",
            "kinesisvideo",
            "rds",
            "redshift",
            "s3",
            "ssm",
            "xray",
        ]
        .into_iter()
        .map(|service| Self(["alias/aws/", service].concat().into()))
    }

    /// Returns whether the alias is one of AWS's (`alias/aws/…`).
    pub fn is_aws(&self) -> bool {
        self.0.starts_with("alias/aws/")
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

/// How a command names a KMS key: by one of the four identifiers (rule E05), or by a text that is none of
/// them, which is kept so that the service can refuse it in its own words.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
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

impl KeyArn {
    /// The related multi-Region key in that Region, if there is one.
    #[must_use]
    pub fn in_region(&self, region: Region) -> Self {
        Self { region, ..self.clone() }
    }

    /// Returns whether it is the same key, or a related multi-Region one: either opens what the other sealed.
    pub fn is_related(&self, other: &Self) -> bool {
        let related = self.id.is_multi_region() && (self.account, self.id) == (other.account, other.id);
        self == other || related
    }

    /// Returns whether AWS owns the key: nobody's account sees or manages it, and no answer names it (SSE-RDS).
    pub fn is_aws_owned(&self) -> bool {
        self.account == AccountId::AWS
    }
}

impl KeyRef {
    /// Parses any text; see [`KeyRef::Malformed`].
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_key_reference_reads_back() {
        for text in [
            "1234abcd-12ab-34cd-56ef-1234567890ab",
            "mrk-1234abcd12ab34cd56ef1234567890ab",
            "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
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
            "mrk-1234abcd-12ab-34cd-56ef-1234567890ab",
            "mrk-1234abcd",
            "MRK-1234abcd12ab34cd56ef1234567890ab",
        ] {
            assert!(matches!(KeyRef::parse(text), KeyRef::Malformed(_)), "{text}");
        }
    }
}
