//! What was read, as a whole: tables of resources by ARN, and which key a name stands for beside a resource. What a file may
//! say of one resource: `resource` (RDS), `key` (KMS), `planned` (Terraform's plans).
//!
//! Not here: how files are read (`read`), what is found in an estate (`finding`).

mod iam;
mod key;
mod planned;
mod resource;

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::map::Map;

pub use iam::{Iam, Identity};
pub use key::{Alias, Grant, Key, KeyPolicy, Matching, Pair};
pub use planned::{Attribute, Change, Planned};
pub(crate) use resource::is_aurora;
pub use resource::{Backup, Cluster, Encryption, Global, Instance, Sharing, Snapshot};

use crate::arn::Arn;
use crate::read::Unplaced;
use crate::read::events::States;

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
    /// IAM's users, roles, groups and managed policies.
    pub iam: Iam,
    /// What plans of Terraform would delete, or delete and create again. None of it has happened.
    pub changes: Vec<Change>,
    /// With whom snapshots are shared that no file has described so far.
    pub(crate) unplaced: Vec<Unplaced>,
    /// What was said of the states of keys, and when.
    pub(crate) states: States,
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

impl Estate {
    /// Returns whether nothing was read.
    pub fn is_empty(&self) -> bool {
        // A plan's changes have not happened.
        let Self { clusters, instances, snapshots, backups, globals, keys, aliases, iam, changes: _, .. } =
            self;
        let data = clusters.is_empty() && instances.is_empty() && snapshots.is_empty() && backups.is_empty();
        data && globals.is_empty() && keys.is_empty() && aliases.is_empty() && iam.is_empty()
    }

    /// The latest moment that the files speak of as past: about when they were made.
    pub fn latest(&self) -> Option<Time> {
        let clusters = self.clusters.iter().flat_map(|one| [one.created, one.earliest, one.latest]);
        let snapshots = self.snapshots.iter().map(|one| one.created);
        let backups = self.backups.iter().flat_map(|one| [one.earliest, one.latest]);
        let keys = self.keys.iter().map(|one| one.created);
        clusters.chain(snapshots).chain(backups).chain(keys).flatten().max()
    }

    /// The Region in which an account has most clusters; without clusters, most snapshots and keys.
    pub fn main_region(&self, account: &str) -> Option<&str> {
        let others = self.snapshots.iter().map(|one| &one.arn).chain(self.keys.iter().map(|one| &one.arn));
        let all = self.clusters.iter().map(|one| (&one.arn, 1, 0)).chain(others.map(|arn| (arn, 0, 1)));
        let mut counts: Vec<(&str, (usize, usize))> = Vec::new();
        for (arn, cluster, other) in all.filter(|(arn, ..)| arn.account() == account) {
            match counts.iter_mut().find(|(known, _)| *known == arn.region()) {
                Some((_, (clusters, others))) => {
                    *clusters += cluster;
                    *others += other;
                }
                None => counts.push((arn.region(), (cluster, other))),
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
