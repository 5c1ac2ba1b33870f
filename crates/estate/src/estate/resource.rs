//! What files say of clusters, instances, snapshots and backups. What no file said is `None`.
//!
//! Not here: keys (`key`), and which key a name means (`Estate::key_arn`).

use std::rc::Rc;

use playground_core::env::Time;

use crate::arn::Arn;

/// How something is encrypted, as its description says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Encryption {
    /// No file says it, or what is said fits two cases: since February 2026 `StorageEncrypted` is false under an AWS owned key
    /// as well (rule D01), and only `StorageEncryptionType` tells them apart.
    #[default]
    Unknown,
    /// Not encrypted.
    Unencrypted,
    /// Under an AWS owned key, which no account sees (rule N02).
    AwsOwned,
    /// Under this KMS key. Encrypted without a key that is named is an empty text.
    Under(Rc<str>),
}

impl Encryption {
    /// The KMS key, as the file names it.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Under(key) => Some(key),
            Self::Unknown | Self::Unencrypted | Self::AwsOwned => None,
        }
    }
}

/// A DB cluster.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Its ARN.
    pub arn: Arn,
    /// `aurora-mysql`, `neptune`, …
    pub engine: Option<Rc<str>>,
    /// `provisioned`, `serverless`, …
    pub engine_mode: Option<Rc<str>>,
    /// Its status.
    pub status: Option<Rc<str>>,
    /// Its encryption.
    pub encryption: Encryption,
    /// The id that it keeps for life.
    pub resource_id: Option<Rc<str>>,
    /// When it was created.
    pub created: Option<Time>,
    /// For how many days automated backups are kept.
    pub retention: Option<u64>,
    /// The earliest moment to which it can be restored.
    pub earliest: Option<Time>,
    /// The latest one.
    pub latest: Option<Time>,
    /// The cluster that it replicates.
    pub source: Option<Rc<str>>,
    /// Its replicas in other Regions.
    pub replicas: Vec<Rc<str>>,
    /// The engine's version.
    pub version: Option<Rc<str>>,
    /// `aurora` or `aurora-iopt1`
    pub storage_type: Option<Rc<str>>,
    /// Its daily backup window: `03:00-03:30`.
    pub window: Option<Rc<str>>,
    /// The port.
    pub port: Option<u64>,
    /// Whether it can't be deleted.
    pub protected: Option<bool>,
    /// The identifier of its writer.
    pub writer: Option<Rc<str>>,
}

impl Cluster {
    /// A cluster that only its ARN is known of.
    pub(crate) fn new(arn: Arn) -> Self {
        Self {
            arn,
            engine: None,
            engine_mode: None,
            status: None,
            encryption: Encryption::Unknown,
            resource_id: None,
            created: None,
            retention: None,
            earliest: None,
            latest: None,
            source: None,
            replicas: Vec::new(),
            version: None,
            storage_type: None,
            window: None,
            port: None,
            protected: None,
            writer: None,
        }
    }

    /// Returns whether it is Aurora's: other engines, and Multi-AZ DB clusters, are not simulated.
    pub fn is_aurora(&self) -> bool {
        is_aurora(self.engine.as_deref())
    }
}

/// Returns whether an engine is one of Aurora's.
pub(crate) fn is_aurora(engine: Option<&str>) -> bool {
    engine.is_some_and(|engine| engine == "aurora" || engine.starts_with("aurora-"))
}

/// A DB instance.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Its ARN.
    pub arn: Arn,
    /// The identifier of the cluster it belongs to.
    pub cluster: Option<Rc<str>>,
    /// Its class.
    pub class: Option<Rc<str>>,
    /// Its engine.
    pub engine: Option<Rc<str>>,
    /// Its status.
    pub status: Option<Rc<str>>,
    /// Its key, if it is encrypted; one in a cluster is as that is.
    pub key: Option<Rc<str>>,
}

/// With whom a snapshot is shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// Everybody may restore it.
    pub public: bool,
    /// These accounts may.
    pub accounts: Vec<Rc<str>>,
}

/// A DB cluster snapshot.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Its ARN.
    pub arn: Arn,
    /// The identifier of the cluster it was taken of.
    pub cluster: Option<Rc<str>>,
    /// `manual`, `automated`, `shared`, `public`, …
    pub kind: Option<Rc<str>>,
    /// Its engine.
    pub engine: Option<Rc<str>>,
    /// The engine's version.
    pub version: Option<Rc<str>>,
    /// Its status.
    pub status: Option<Rc<str>>,
    /// Its encryption.
    pub encryption: Encryption,
    /// When it was created.
    pub created: Option<Time>,
    /// The resource id of the cluster it was taken of.
    pub resource_id: Option<Rc<str>>,
    /// The snapshot it was copied from.
    pub source: Option<Rc<str>>,
    /// With whom it is shared, if a file says so.
    pub sharing: Option<Sharing>,
}

impl Snapshot {
    /// A snapshot that only its ARN is known of.
    pub(crate) fn new(arn: Arn) -> Self {
        Self {
            arn,
            cluster: None,
            kind: None,
            engine: None,
            version: None,
            status: None,
            encryption: Encryption::Unknown,
            created: None,
            resource_id: None,
            source: None,
            sharing: None,
        }
    }
}

/// An automated backup.
#[derive(Clone, Debug)]
pub struct Backup {
    /// Its own ARN, or that of its cluster where it has none.
    pub arn: Arn,
    /// The cluster's ARN.
    pub cluster: Option<Arn>,
    /// Its encryption.
    pub encryption: Encryption,
    /// From when on it can be restored.
    pub earliest: Option<Time>,
    /// Until when it can be restored.
    pub latest: Option<Time>,
    /// For how many days it is kept.
    pub retention: Option<u64>,
    /// `active`, or `retained` when the cluster is deleted.
    pub status: Option<Rc<str>>,
    /// The resource id of the cluster.
    pub resource_id: Option<Rc<str>>,
    /// Its engine.
    pub engine: Option<Rc<str>>,
    /// The engine's version.
    pub version: Option<Rc<str>>,
}

impl Backup {
    /// A backup that only its ARN is known of.
    pub(crate) fn new(arn: Arn) -> Self {
        Self {
            arn,
            cluster: None,
            encryption: Encryption::Unknown,
            earliest: None,
            latest: None,
            retention: None,
            status: None,
            resource_id: None,
            engine: None,
            version: None,
        }
    }
}

/// A global cluster.
#[derive(Clone, Debug)]
pub struct Global {
    /// Its ARN.
    pub arn: Arn,
    /// The ARNs of its clusters, the primary cluster first if a file says which it is.
    pub members: Vec<Rc<str>>,
}
