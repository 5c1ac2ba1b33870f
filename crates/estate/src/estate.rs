//! What was read: resources by ARN, each with what some file said about it. What no file said is `None`.
//!
//! Not here: how files are read (`read`), what is found in an estate (`finding`).

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::kms::context::EncryptionContext;
use playground_core::kms::grant::Constraint;
use playground_core::kms::policy::Policy;
use playground_core::kms::refusal::KmsRefusal;
use playground_core::map::Map;

use crate::arn::Arn;

/// Everything that was read, over all accounts, Regions and files.
#[derive(Clone, Debug, Default)]
pub struct Estate {
    /// DB clusters, of every engine.
    pub clusters: Table<Cluster>,
    /// DB instances.
    pub instances: Table<Instance>,
    /// DB cluster snapshots.
    pub snapshots: Table<Snapshot>,
    /// Automated backups, those of deleted clusters and of other Regions included.
    pub backups: Table<Backup>,
    /// Global clusters.
    pub globals: Table<Global>,
    /// KMS keys that some file described.
    pub keys: Table<Key>,
    /// Aliases.
    pub aliases: Table<Alias>,
    /// What plans of Terraform would delete and create again. None of it has happened.
    pub changes: Vec<Change>,
}

/// Resources of one kind in the order in which they were read, found by ARN.
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: Vec<T>,
    by_arn: Map<Rc<str>, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), by_arn: Map::new() }
    }
}

impl<T> Table<T> {
    /// All rows.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.rows.iter()
    }

    /// A row by its place.
    pub(crate) fn at(&self, at: usize) -> Option<&T> {
        self.rows.get(at)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The resource with this ARN.
    pub fn get(&self, arn: &str) -> Option<&T> {
        self.rows.get(*self.by_arn.get(arn)?)
    }

    /// The resource with this ARN, made if it isn't there yet.
    pub(crate) fn entry(&mut self, arn: &Arn, make: impl FnOnce(Arn) -> T) -> Option<&mut T> {
        let at = if let Some(at) = self.by_arn.get(arn.as_str()) {
            *at
        } else {
            self.by_arn.insert_mut(arn.as_str().into(), self.rows.len());
            self.rows.push(make(arn.clone()));
            self.rows.len() - 1
        };
        self.rows.get_mut(at)
    }
}

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

/// A key policy as it was read.
#[derive(Clone, Debug)]
pub enum KeyPolicy {
    /// It can be evaluated.
    Read(Rc<Policy>),
    /// It can't, because of this.
    Unread(String),
}

/// A KMS key.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its ARN.
    pub arn: Arn,
    /// `Enabled`, `Disabled`, `PendingDeletion`, …
    pub state: Option<Rc<str>>,
    /// Whether AWS manages it for the account; a customer does otherwise.
    pub aws_managed: Option<bool>,
    /// When it will be deleted.
    pub deletion: Option<Time>,
    /// Whether it is rotated automatically.
    pub rotates: Option<bool>,
    /// When it was rotated last, automatically or on demand.
    pub rotated: Option<Time>,
    /// When it will be rotated next.
    pub rotates_next: Option<Time>,
    /// When it was created.
    pub created: Option<Time>,
    /// After how many days each it is rotated.
    pub period: Option<u64>,
    /// `SYMMETRIC_DEFAULT` and others.
    pub spec: Option<Rc<str>>,
    /// `PRIMARY` or `REPLICA`, of a multi-Region key.
    pub multi_region: Option<Rc<str>>,
    /// Its policy.
    pub policy: Option<KeyPolicy>,
    /// Its grants, if a file lists them.
    pub grants: Option<Vec<Grant>>,
}

impl Key {
    /// A key that only its ARN is known of.
    pub(crate) fn new(arn: Arn) -> Self {
        Self {
            arn,
            state: None,
            aws_managed: None,
            deletion: None,
            rotates: None,
            rotated: None,
            rotates_next: None,
            created: None,
            period: None,
            spec: None,
            multi_region: None,
            policy: None,
            grants: None,
        }
    }
}

/// A grant.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Its id.
    pub id: Rc<str>,
    /// The grantee.
    pub grantee: Rc<str>,
    /// The operations that it allows.
    pub operations: Vec<Rc<str>>,
    /// Who may retire it.
    pub retiring: Option<Rc<str>>,
    /// The encryption context that calls must have: all of it, or at least these pairs.
    pub context: Option<(Matching, Vec<Pair>)>,
}

impl Grant {
    /// Its constraint, as the evaluation takes it; `Err` if its encryption context is none that KMS takes.
    pub(crate) fn constraint(&self) -> Result<Option<Constraint>, KmsRefusal> {
        let Some((matching, pairs)) = &self.context else { return Ok(None) };
        let context = EncryptionContext::new(pairs.clone())?;
        Ok(Some(match matching {
            Matching::Whole => Constraint::Equals(context),
            Matching::Part => Constraint::Subset(context),
        }))
    }
}

/// A name and a value of an encryption context.
pub type Pair = (Rc<str>, Rc<str>);

/// How much of an encryption context a grant's constraint names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// `EncryptionContextEquals`
    Whole,
    /// `EncryptionContextSubset`
    Part,
}

/// A resource that a plan of Terraform would delete and create again.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its address: `module.orders.aws_rds_cluster.this[0]`.
    pub address: Rc<str>,
    /// Its type: `aws_rds_cluster`.
    pub kind: Rc<str>,
    /// Its ARN, if the plan has one.
    pub arn: Option<Arn>,
    /// Terraform's `action_reason`: `replace_because_cannot_update`, `replace_because_tainted`, …
    pub why: Option<Rc<str>>,
    /// The attributes that force it.
    pub attributes: Vec<Attribute>,
    /// Whether the plan names them; if not, they are those that differ and may force it.
    pub told: bool,
    /// Whether a final snapshot is taken before it is deleted.
    pub final_snapshot: Option<bool>,
    /// Whether it has deletion protection.
    pub protected: Option<bool>,
}

/// An attribute that a plan changes.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name: `kms_key_id`.
    pub path: Rc<str>,
    /// What it is.
    pub before: Planned,
    /// What it would be.
    pub after: Planned,
}

/// A value in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Planned {
    /// There is none.
    Absent,
    /// It is known after the apply only.
    Unknown,
    /// It is not kept.
    Dropped,
    /// This.
    Is(Rc<str>),
}

impl Planned {
    /// The value, if it is known and kept.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Is(text) => Some(text),
            Self::Absent | Self::Unknown | Self::Dropped => None,
        }
    }
}

/// An alias.
#[derive(Clone, Debug)]
pub struct Alias {
    /// Its ARN.
    pub arn: Arn,
    /// The key ID that it points to; AWS's predefined aliases may have none.
    pub target: Option<Rc<str>>,
}

impl Estate {
    /// Returns whether nothing was read.
    pub fn is_empty(&self) -> bool {
        // A plan's changes have not happened.
        let Self { clusters, instances, snapshots, backups, globals, keys, aliases, changes: _ } = self;
        let data = clusters.is_empty() && instances.is_empty() && snapshots.is_empty() && backups.is_empty();
        data && globals.is_empty() && keys.is_empty() && aliases.is_empty()
    }

    /// The latest moment that the files speak of as past: about when they were made.
    pub fn latest(&self) -> Option<Time> {
        let clusters = self.clusters.iter().flat_map(|one| [one.created, one.earliest, one.latest]);
        let snapshots = self.snapshots.iter().map(|one| one.created);
        let backups = self.backups.iter().flat_map(|one| [one.earliest, one.latest]);
        let keys = self.keys.iter().map(|one| one.created);
        clusters.chain(snapshots).chain(backups).chain(keys).flatten().max()
    }

    /// The Region with most clusters.
    pub fn main_region(&self) -> Option<&str> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for cluster in self.clusters.iter() {
            let region = cluster.arn.region();
            match counts.iter_mut().find(|(known, _)| *known == region) {
                Some((_, count)) => *count += 1,
                None => counts.push((region, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max()?;
        counts.iter().find(|(_, count)| *count == most).map(|(region, _)| *region)
    }

    /// The ARN of the key that `name` stands for beside a resource: an ARN of a key or of an alias, a key ID, or an alias name.
    pub fn key_arn(&self, name: &str, beside: &Arn) -> Option<Arn> {
        let arn = match Arn::parse(name) {
            Some(arn) => arn,
            None if name.is_empty() => return None,
            None => {
                let resource =
                    if name.starts_with("alias/") { name.to_owned() } else { ["key/", name].concat() };
                let text = beside.as_str().replacen(":rds:", ":kms:", 1);
                Arn::parse(&text)?.beside(&resource)?
            }
        };
        if !arn.resource().starts_with("alias/") {
            return Some(arn);
        }
        let target = self.aliases.get(arn.as_str())?.target.as_deref()?;
        arn.beside(&["key/", target].concat())
    }

    /// The key that something is encrypted under, if a file described it.
    pub fn key_of(&self, encryption: &Encryption, beside: &Arn) -> Option<&Key> {
        self.keys.get(self.key_arn(encryption.key()?, beside)?.as_str())
    }

    /// Returns whether the key is one that AWS manages for an account. Only its description or an alias of AWS's says so.
    pub fn is_aws_managed(&self, key: &Arn) -> bool {
        if let Some(known) = self.keys.get(key.as_str()).and_then(|key| key.aws_managed) {
            return known;
        }
        self.aliases.iter().any(|alias| {
            alias.arn.resource().starts_with("alias/aws/")
                && alias.target.as_deref() == Some(key.name())
                && (alias.arn.account(), alias.arn.region()) == (key.account(), key.region())
        })
    }
}
