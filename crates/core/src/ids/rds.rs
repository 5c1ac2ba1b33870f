//! Identifiers in RDS: clusters, instances, snapshots, and the resource ids that they keep for life.

use super::{AccountId, IdError, Region, bad, split_arn};
use std::fmt;
use std::rc::Rc;

/// The id that a resource keeps for life, even when it is renamed: 26 characters of base 32 after `cluster-`
/// or `db-`. A cluster's resource id is in the encryption context of all its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
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
    /// Parses 26 characters of base 32, with or without `cluster-` before them.
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

name!(
    /// A DB cluster identifier, in lower case.
    ClusterId
);
name!(
    /// A DB instance identifier, in lower case.
    InstanceId
);
name!(
    /// A DB cluster snapshot identifier, in lower case. Those of automated snapshots begin with `rds:`.
    SnapshotId
);

name!(
    /// The identifier of a global cluster, in lower case.
    GlobalClusterId
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
    /// Parses 1 to 63 letters, digits and single hyphens that begin with a letter.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        rds_name("DBClusterIdentifier", text, 63).map(Self)
    }
}

impl GlobalClusterId {
    /// Parses the same characters as for a cluster.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        rds_name("GlobalClusterIdentifier", text, 63).map(Self)
    }
}

impl InstanceId {
    /// Parses 1 to 63 letters, digits and single hyphens that begin with a letter.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        rds_name("DBInstanceIdentifier", text, 63).map(Self)
    }
}

impl SnapshotId {
    /// Parses the same characters as for a cluster, up to 255 of them; those of automated snapshots begin
    /// with `rds:`.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let rest = text.strip_prefix("rds:").unwrap_or(text);
        rds_name("DBClusterSnapshotIdentifier", rest, 255)?;
        Ok(Self(text.to_ascii_lowercase().into()))
    }

    /// The name that Aurora gives an automated snapshot.
    pub fn automated(cluster: &ClusterId, date: &str) -> Self {
        Self(["rds:", cluster.as_str(), "-", date].concat().into())
    }

    /// What sorts behind the names of all automated snapshots.
    pub(crate) fn behind_automated() -> Self {
        Self("rds;".into())
    }

    /// Returns whether Aurora took the snapshot, not a person.
    pub fn is_automated(&self) -> bool {
        self.0.starts_with("rds:")
    }
}

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

/// A global cluster's ARN. It names no Region: all of them see it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct GlobalClusterArn {
    /// The account that owns it.
    pub account: AccountId,
    /// Its name in that account.
    pub id: GlobalClusterId,
}

impl GlobalClusterArn {
    /// Parses a whole ARN.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let parts = text.strip_prefix("arn:aws:rds::").and_then(|rest| rest.split_once(":global-cluster:"));
        let Some((account, id)) = parts else { return bad("ARN", text) };
        Ok(Self { account: AccountId::parse(account)?, id: GlobalClusterId::parse(id)? })
    }

    /// The ARN that sorts before all others of that account.
    pub(crate) fn first_in(account: AccountId) -> Self {
        Self { account, id: GlobalClusterId::lowest() }
    }
}

impl fmt::Display for GlobalClusterArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "arn:aws:rds::{}:global-cluster:{}", self.account, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let arn = "arn:aws:rds::111122223333:global-cluster:shop";
        assert_eq!(GlobalClusterArn::parse(arn).unwrap().to_string(), arn);
        assert!(GlobalClusterArn::parse("arn:aws:rds:eu-west-1:111122223333:global-cluster:shop").is_err());
    }

    #[test]
    fn resource_ids_have_26_characters_and_read_back() {
        let id = ResourceId([0xa5; 16]);
        assert_eq!(id.to_string().len(), 26);
        assert_eq!(ResourceId::parse(&format!("cluster-{id}")).unwrap(), id);
    }
}
