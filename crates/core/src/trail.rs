//! CloudTrail: one record of every call, refused calls included. Records are written by [`ops`](crate::ops)
//! only, as a consequence of a call. They never hold plaintext, ciphertext or key material. The `aws` crate
//! writes the JSON of a record.

use crate::env::Time;
use crate::error::ErrorCode;
use crate::ids::{AccountId, AliasArn, KeyArn, Principal, Region};
use crate::kms::context::EncryptionContext;
use crate::kms::key::MaterialKind;
use std::any::Any;
use std::fmt;
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
    /// `AwsServiceEvent`: a deletion that was due.
    ServiceEvent,
    /// `AwsServiceEvent`: a rotation, and what caused it.
    Rotation(MaterialKind),
}

/// A value of a request, as a record shows it: without what CloudTrail keeps to itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A text.
    Text(Rc<str>),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, as it was written.
    Fraction(Rc<str>),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Self>),
    /// Names and values.
    Structure(Vec<(Rc<str>, Self)>),
}

impl Told {
    /// The text of a text.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// A list's items and a structure's pairs `name=value`, separated by commas.
impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        let mut comma = |f: &mut fmt::Formatter<'_>| {
            if std::mem::take(&mut first) { Ok(()) } else { f.write_str(",") }
        };
        match self {
            Self::Text(text) | Self::Fraction(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Flag(on) => on.fmt(f),
            Self::List(items) => items.iter().try_for_each(|item| {
                comma(f)?;
                item.fmt(f)
            }),
            Self::Structure(members) => members.iter().try_for_each(|(name, value)| {
                comma(f)?;
                write!(f, "{name}={value}")
            }),
        }
    }
}

/// By what it displays.
impl core::hash::Hash for Told {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.to_string().hash(state);
    }
}

impl From<&str> for Told {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Told {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<bool> for Told {
    fn from(on: bool) -> Self {
        Self::Flag(on)
    }
}

impl From<&EncryptionContext> for Told {
    fn from(context: &EncryptionContext) -> Self {
        let pair = |(name, value): &(Rc<str>, Rc<str>)| (name.clone(), Self::Text(value.clone()));
        Self::Structure(context.pairs().iter().map(pair).collect())
    }
}

/// The answer of a call that changed something, as the caller got it. What it is, only
/// [`ops::Answer`](crate::ops::Answer) knows, which is above this module and gives it back. It follows from the
/// requests, so digests and `Debug` say nothing of it.
#[derive(Clone)]
pub struct KeptAnswer(pub Rc<dyn Any>);

impl fmt::Debug for KeptAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeptAnswer")
    }
}

impl core::hash::Hash for KeptAnswer {
    fn hash<H: core::hash::Hasher>(&self, _: &mut H) {}
}

/// The one that is given again, and no other.
impl PartialEq for KeptAnswer {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for KeptAnswer {}

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
    /// The id of the key material that it used, where CloudTrail names it; of a rotation, the new one.
    pub material: Option<[u8; 32]>,
    /// The id of the material of [`Self::source_key`]; of a rotation, the one before.
    pub source_material: Option<[u8; 32]>,
    /// The alias that it is about.
    pub alias: Option<AliasArn>,
    /// The encryption context.
    pub context: Option<EncryptionContext>,
    /// The request's parameters, by CloudTrail's names.
    pub request: Vec<(&'static str, Told)>,
    /// What CloudTrail knows besides the request and the answer (`additionalEventData`).
    pub beside: Option<(&'static str, Told)>,
    /// What was answered, if it is kept.
    pub answer: Option<KeptAnswer>,
    /// The code and message of a refused call.
    pub error: Option<(ErrorCode, String)>,
    /// Whether the call only reads.
    pub read_only: bool,
    /// Call or service event.
    pub kind: TrailKind,
}

impl TrailCall {
    /// A call that only reads, of which no more is known yet.
    pub fn new(
        service: Service,
        name: &'static str,
        who: Principal,
        region: Region,
        recipient: AccountId,
    ) -> Self {
        Self {
            service,
            name,
            who,
            via: None,
            address: None,
            region,
            recipient,
            key: None,
            source_key: None,
            material: None,
            source_material: None,
            alias: None,
            context: None,
            request: Vec::new(),
            beside: None,
            answer: None,
            error: None,
            read_only: true,
            kind: TrailKind::ApiCall,
        }
    }
}

/// Members of requests of RDS, IAM and AWS STS that name a resource, and its type.
const NAMING: &[(&str, &str)] = &[
    ("dBClusterIdentifier", "AWS::RDS::DBCluster"),
    ("newDBClusterIdentifier", "AWS::RDS::DBCluster"),
    ("sourceDBClusterIdentifier", "AWS::RDS::DBCluster"),
    ("replicationSourceIdentifier", "AWS::RDS::DBCluster"),
    ("dBInstanceIdentifier", "AWS::RDS::DBInstance"),
    ("newDBInstanceIdentifier", "AWS::RDS::DBInstance"),
    ("targetDBInstanceIdentifier", "AWS::RDS::DBInstance"),
    ("dBClusterSnapshotIdentifier", "AWS::RDS::DBClusterSnapshot"),
    ("sourceDBClusterSnapshotIdentifier", "AWS::RDS::DBClusterSnapshot"),
    ("targetDBClusterSnapshotIdentifier", "AWS::RDS::DBClusterSnapshot"),
    ("finalDBSnapshotIdentifier", "AWS::RDS::DBClusterSnapshot"),
    ("snapshotIdentifier", "AWS::RDS::DBClusterSnapshot"),
    ("dBSubnetGroupName", "AWS::RDS::DBSubnetGroup"),
    ("dBClusterParameterGroupName", "AWS::RDS::DBClusterParameterGroup"),
    ("dBParameterGroupName", "AWS::RDS::DBParameterGroup"),
    ("vpcSecurityGroupIds", "AWS::EC2::SecurityGroup"),
    ("roleName", "AWS::IAM::Role"),
    ("roleArn", "AWS::IAM::Role"),
    ("userName", "AWS::IAM::User"),
    ("policyArn", "AWS::IAM::Policy"),
];

impl TrailCall {
    /// The types and names of the resources that `LookupEvents` lists and finds the record by: the keys that KMS used, and
    /// what a request to another service names, as it names it. AWS publishes the types that it knows of a service, but not
    /// which resources of a record it lists (model).
    pub fn resources(&self) -> Vec<(&'static str, Rc<str>)> {
        let keys = [&self.key, &self.source_key].into_iter().flatten();
        let mut found: Vec<_> = keys.map(|key| ("AWS::KMS::Key", Rc::from(key.to_string()))).collect();
        if self.service == Service::Kms {
            return found;
        }
        for (member, told) in &self.request {
            let Some((_, kind)) = NAMING.iter().find(|(name, _)| name == member) else { continue };
            match told {
                Told::Text(name) => found.push((kind, name.clone())),
                Told::List(names) => {
                    found.extend(names.iter().filter_map(Told::as_text).map(|name| (*kind, name.into())));
                }
                Told::Integer(_) | Told::Fraction(_) | Told::Flag(_) | Told::Structure(_) => {}
            }
        }
        found
    }
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct TrailEvent {
    /// The event's id, shown as a UUID.
    pub id: [u8; 16],
    /// What the records of one call in several accounts have in common, the caller's included where that is AWS's own: the
    /// id of the first.
    pub shared: Option<[u8; 16]>,
    /// The time of the call.
    pub time: Time,
    /// The number of the operation that caused it. It joins an RDS call with the KMS calls that it made.
    pub op: u64,
    /// What happened.
    pub call: Rc<TrailCall>,
}
