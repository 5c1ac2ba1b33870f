//! The parts of a goal: one for each cluster, snapshot or backup that it is about. Each is planned by itself, on the world
//! that the parts before it leave.

use playground_core::env::Time;
use playground_core::ids::{AccountId, ClusterArn, KeyArn, Region, SnapshotArn};
use playground_core::kms::key::KeyManager;
use playground_core::rds::backup::{BackupKey, BackupStatus};
use playground_core::rds::snapshot::SnapshotKind;
use playground_core::world::{KeyUse, World};

use crate::goal::{Data, Goal, Setting};

/// What a part is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Cluster(ClusterArn),
    Snapshot(SnapshotArn),
    /// The retained backup of a deleted cluster.
    Backup(BackupKey),
    Key(KeyArn),
}

impl Subject {
    /// The account that it belongs to.
    pub(super) const fn account(&self) -> AccountId {
        match self {
            Self::Cluster(arn) => arn.account,
            Self::Snapshot(arn) => arn.account,
            Self::Backup((account, ..)) => *account,
            Self::Key(arn) => arn.account,
        }
    }

    /// The cluster, if it is one.
    pub(super) const fn cluster(&self) -> Option<&ClusterArn> {
        match self {
            Self::Cluster(arn) => Some(arn),
            Self::Snapshot(_) | Self::Backup(_) | Self::Key(_) => None,
        }
    }
}

/// Under which key the result should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// This one.
    Exactly(KeyArn),
    /// A key of the account that the result is in.
    OfAccount,
    /// A customer managed key of the account, other than this one.
    OtherThan(Option<KeyArn>),
    /// None that the source would not be under: a customer managed key of the account if the source is under a key of an
    /// account; else whatever comes.
    AsProtected {
        /// Whether the source is under a key of an account.
        sealed: bool,
    },
    /// Any, or none.
    Any,
}

/// What should be true for a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// A cluster with the data, in this account and Region.
    Cluster {
        account: AccountId,
        region: Region,
        wish: Wish,
        /// Whether clients move from the old cluster to it.
        moves_clients: bool,
        /// The moment whose data it has; the latest if absent.
        time: Option<Time>,
        /// Whether the old cluster is deleted.
        ends: bool,
    },
    /// The cluster itself, or another one with what can be saved.
    Recovered,
    /// A snapshot that this account can restore.
    Shared(AccountId),
    /// A snapshot with the data, in this Region.
    Away { region: Region, wish: Wish },
    /// A copy of the snapshot under another key, and the snapshot deleted.
    Copied(Wish),
    /// The backup deleted.
    Gone,
    /// A setting that is so.
    Set(Setting),
}

/// A part of a goal.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) subject: Subject,
    pub(super) aim: Aim,
    /// The key that it is to be freed from.
    pub(super) leaves: Option<KeyArn>,
}

/// The parts of a goal in a world.
pub(super) fn parts_of(goal: &Goal, world: &World) -> Vec<Part> {
    let each = |clusters: &[ClusterArn], aim: &dyn Fn(&ClusterArn) -> Aim| {
        let part =
            |arn: &ClusterArn| Part { subject: Subject::Cluster(arn.clone()), aim: aim(arn), leaves: None };
        clusters.iter().map(part).collect()
    };
    match goal {
        Goal::Encrypted { clusters, key } => each(clusters, &|arn| {
            moved(arn.account, arn.region, key.clone().map_or(Wish::OfAccount, Wish::Exactly))
        }),
        Goal::UnderAnotherKey { clusters, key } => each(clusters, &|arn| {
            let now = || Wish::OtherThan(key_of(world, arn).cloned());
            moved(arn.account, arn.region, key.clone().map_or_else(now, Wish::Exactly))
        }),
        Goal::InRegion { clusters, region, key } => each(clusters, &|arn| {
            let same = || protected_as(world, arn);
            moved(arn.account, *region, key.clone().map_or_else(same, Wish::Exactly))
        }),
        Goal::InAccount { clusters, account, key } => each(clusters, &|arn| {
            let same = || protected_as(world, arn);
            let region = key.as_ref().map_or(arn.region, |key| key.region);
            moved(*account, region, key.clone().map_or_else(same, Wish::Exactly))
        }),
        Goal::ReadableBy { data, account } => {
            let subject = match data {
                Data::Cluster(arn) => Subject::Cluster(arn.clone()),
                Data::Snapshot(arn) => Subject::Snapshot(arn.clone()),
            };
            vec![Part { subject, aim: Aim::Shared(*account), leaves: None }]
        }
        Goal::RestoredTo { cluster, time } => each(std::slice::from_ref(cluster), &|arn| Aim::Cluster {
            account: arn.account,
            region: arn.region,
            wish: Wish::Any,
            moves_clients: false,
            time: Some(*time),
            ends: false,
        }),
        Goal::Recovered { cluster } => each(std::slice::from_ref(cluster), &|_| Aim::Recovered),
        Goal::NoLongerNeeded { key, instead } => users(world, key, instead.as_ref()),
        Goal::CopyIn { clusters, region, key } => each(clusters, &|arn| {
            let same = || protected_as(world, arn);
            Aim::Away { region: *region, wish: key.clone().map_or_else(same, Wish::Exactly) }
        }),
        Goal::SnapshotsUnder { snapshots, key } => {
            let part = |arn: &SnapshotArn| {
                let now = || world.snapshots.get(arn).and_then(|one| one.encryption.key()).cloned();
                let wish = key.clone().map_or_else(|| Wish::OtherThan(now()), Wish::Exactly);
                Part { subject: Subject::Snapshot(arn.clone()), aim: Aim::Copied(wish), leaves: None }
            };
            snapshots.iter().map(part).collect()
        }
        Goal::Set(settings) => {
            let part = |setting: &Setting| {
                let subject = match setting {
                    Setting::BackupsKept(arn, _) => Subject::Cluster(arn.clone()),
                    Setting::NotPublic(arn) => Subject::Snapshot(arn.clone()),
                    Setting::Usable(arn) | Setting::Rotated(arn) => Subject::Key(arn.clone()),
                };
                Part { subject, aim: Aim::Set(setting.clone()), leaves: None }
            };
            settings.iter().map(part).collect()
        }
        // What is so at first decides what each wants: a goal changes only what it is about.
        Goal::Each(goals) => goals.iter().flat_map(|goal| parts_of(goal, world)).collect(),
    }
}

/// A cluster that clients move to.
fn moved(account: AccountId, region: Region, wish: Wish) -> Aim {
    Aim::Cluster { account, region, wish, moves_clients: true, time: None, ends: false }
}

/// One part for each thing that is encrypted under a key, and does not go with another one.
fn users(world: &World, key: &KeyArn, instead: Option<&KeyArn>) -> Vec<Part> {
    let wish = |account: AccountId, region: Region| match instead {
        Some(instead) if (instead.account, instead.region) == (account, region) => {
            Wish::Exactly(instead.clone())
        }
        Some(_) | None => Wish::OtherThan(Some(key.clone())),
    };
    let part = |(_, used): &(KeyArn, KeyUse)| {
        let (subject, aim) = match used {
            KeyUse::Cluster(arn) => {
                let (account, region) = (arn.account, arn.region);
                let wish = wish(account, region);
                let aim = Aim::Cluster { account, region, wish, moves_clients: true, time: None, ends: true };
                (Subject::Cluster(arn.clone()), aim)
            }
            KeyUse::Snapshot(arn) => {
                let manual = world.snapshots.get(arn).is_some_and(|one| one.kind == SnapshotKind::Manual);
                let aim = manual.then(|| Aim::Copied(wish(arn.account, arn.region)))?;
                (Subject::Snapshot(arn.clone()), aim)
            }
            KeyUse::Backup(backup) => {
                let kept = world.backups.get(backup).is_some_and(|one| one.status == BackupStatus::Retained);
                (Subject::Backup(*backup), kept.then_some(Aim::Gone)?)
            }
        };
        Some(Part { subject, aim, leaves: Some(key.clone()) })
    };
    let under = world.uses.iter().filter(|(under, _)| under == key);
    under.filter_map(part).collect()
}

/// The key that a cluster is under.
pub(super) fn key_of<'w>(world: &'w World, arn: &ClusterArn) -> Option<&'w KeyArn> {
    world.clusters.get(arn)?.encryption.key()
}

fn protected_as(world: &World, arn: &ClusterArn) -> Wish {
    Wish::AsProtected { sealed: key_of(world, arn).is_some_and(|key| !key.is_aws_owned()) }
}

impl Wish {
    /// Returns whether a result in this account may be under this key.
    pub(super) fn accepts(&self, world: &World, account: AccountId, key: Option<&KeyArn>) -> bool {
        let own = |key: &KeyArn| key.account == account && !key.is_aws_owned();
        let customer = |key: &KeyArn| {
            own(key) && world.keys.get(key).is_some_and(|it| it.manager == KeyManager::Customer)
        };
        match self {
            Self::Exactly(wanted) => key == Some(wanted),
            Self::OfAccount => key.is_some_and(own),
            Self::OtherThan(other) => key.is_some_and(|key| customer(key) && Some(key) != other.as_ref()),
            Self::AsProtected { sealed: true } => key.is_some_and(customer),
            Self::AsProtected { sealed: false } | Self::Any => true,
        }
    }

    /// The key that must not be used.
    pub(super) const fn except(&self) -> Option<&KeyArn> {
        match self {
            Self::OtherThan(other) => other.as_ref(),
            Self::Exactly(_) | Self::OfAccount | Self::AsProtected { .. } | Self::Any => None,
        }
    }
}

impl Wish {
    /// Returns whether a key that is made for it will do.
    pub(super) const fn takes_any_of_account(&self) -> bool {
        match self {
            Self::OfAccount | Self::OtherThan(_) | Self::AsProtected { sealed: true } => true,
            Self::Exactly(_) | Self::AsProtected { sealed: false } | Self::Any => false,
        }
    }
}

impl Part {
    /// The key that the goal names.
    pub(super) const fn key(&self) -> Option<&KeyArn> {
        match &self.aim {
            Aim::Cluster { wish: Wish::Exactly(key), .. }
            | Aim::Away { wish: Wish::Exactly(key), .. }
            | Aim::Copied(Wish::Exactly(key)) => Some(key),
            Aim::Cluster { .. }
            | Aim::Away { .. }
            | Aim::Copied(_)
            | Aim::Recovered
            | Aim::Shared(_)
            | Aim::Gone
            | Aim::Set(_) => None,
        }
    }
}
