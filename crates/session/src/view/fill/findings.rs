//! What is found of a thing as it is in its world now: those findings of the report of people's own accounts that need no
//! file. What only files tell (copies elsewhere, who else may use a key) is in the report.

use playground_core::ids::{AccountId, KeyArn};
use playground_core::kms::key::{Key, KeyManager, Life, Rotation};
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::{Snapshot, SnapshotKind};
use playground_core::world::World;
use playground_estate::Kind;

use super::names::Names;

/// What is found of a thing.
#[derive(Default)]
pub(super) struct Found {
    /// Of the thing itself.
    pub(super) own: Vec<Kind>,
    /// Of the key that protects it: while that can't be used, the thing is at stake as well.
    pub(super) of_key: Option<Kind>,
}

impl Found {
    /// Returns whether it is found of the thing or of its key.
    pub(super) fn has(&self, kind: Kind) -> bool {
        self.own.contains(&kind) || self.of_key == Some(kind)
    }

    /// The place of the worst of it among all kinds; beyond their end if nothing is found.
    pub(super) fn worst(&self) -> usize {
        let all = self.own.iter().chain(&self.of_key).map(|kind| place(*kind));
        all.min().unwrap_or(Kind::ALL.len())
    }
}

/// The place of a kind of finding among all of them, worst first.
pub(super) fn place(kind: Kind) -> usize {
    Kind::ALL.iter().position(|known| *known == kind).unwrap_or(Kind::ALL.len())
}

/// What is found of a key that something is under.
pub(super) fn of_key(names: &Names<'_>, key: &Key) -> Found {
    if names.under(&key.arn) == 0 {
        return Found::default();
    }
    let still = key.rotation == Rotation::Off && key.manager == KeyManager::Customer;
    let own = [state(key), (still && !key.arn.is_aws_owned()).then_some(Kind::NotRotated)];
    Found { own: own.into_iter().flatten().collect(), of_key: None }
}

fn state(key: &Key) -> Option<Kind> {
    match key.life {
        Life::Enabled | Life::Creating(_) | Life::Updating(_) => None,
        Life::Disabled => Some(Kind::KeyDisabled),
        Life::PendingDeletion(_) | Life::PendingReplicaDeletion(_) => Some(Kind::KeyPendingDeletion),
    }
}

/// What is found of a cluster.
pub(super) fn of_cluster(world: &World, c: &Cluster) -> Found {
    let key = c.encryption.key();
    let inaccessible =
        matches!(c.status, ClusterStatus::InaccessibleEncryptionCredentials | ClusterStatus::Recoverable);
    let aws = key.and_then(|key| world.keys.get(key)).is_some_and(|key| key.manager == KeyManager::Aws);
    let own = [
        (inaccessible, Kind::Inaccessible),
        (key.is_none(), Kind::Unencrypted),
        (is_foreign(key, c.arn.account), Kind::ForeignKey),
        (c.backup_retention == 1, Kind::OneDayOfBackups),
        (aws && key.is_some_and(|key| !key.is_aws_owned()), Kind::AwsManagedKey),
    ];
    Found { own: those(own), of_key: state_of(world, key) }
}

/// What is found of a snapshot.
pub(super) fn of_snapshot(world: &World, s: &Snapshot) -> Found {
    let key = s.encryption.key();
    let own = [
        (s.public, Kind::PublicSnapshot),
        (key.is_none() && s.kind == SnapshotKind::Manual, Kind::UnencryptedSnapshot),
        (is_foreign(key, s.arn.account), Kind::ForeignKey),
    ];
    Found { own: those(own), of_key: state_of(world, key) }
}

/// What is found of an automated backup.
pub(super) fn of_backup(world: &World, b: &AutomatedBackup) -> Found {
    Found { own: Vec::new(), of_key: state_of(world, b.encryption.key()) }
}

fn those<const N: usize>(all: [(bool, Kind); N]) -> Vec<Kind> {
    all.into_iter().filter_map(|(is, kind)| is.then_some(kind)).collect()
}

fn state_of(world: &World, key: Option<&KeyArn>) -> Option<Kind> {
    state(world.keys.get(key?)?)
}

fn is_foreign(key: Option<&KeyArn>, account: AccountId) -> bool {
    key.is_some_and(|key| key.account != account && !key.is_aws_owned())
}
