//! What holds data.

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::ids::{AccountId, ClusterArn, ClusterId, GlobalClusterArn, InstanceArn, SnapshotArn};
use playground_core::ops::inventory::{Held, HeldBackup, HeldCluster, HeldInstance, HeldSnapshot, Inventory};
use playground_core::ops::rds::values::BackupWindow;
use playground_core::rds::catalog::default_version;
use playground_core::rds::cluster::{Engine, StorageType};
use playground_core::rds::lifecycle::{ClusterStatus, InstanceStatus};
use playground_core::rds::snapshot::SnapshotKind;

use super::{Making, Why, resource_id};
use crate::arn::Arn;
use crate::estate::{Backup, Cluster, Snapshot};

/// Puts clusters, instances, snapshots, retained backups and global clusters into an inventory.
pub(super) fn put(making: &mut Making<'_>, inventory: &mut Inventory) {
    let estate = making.estate;
    inventory.clusters = estate.clusters.iter().filter_map(|one| cluster(making, one)).collect();
    sources(making, &mut inventory.clusters);
    inventory.instances = instances(making, &inventory.clusters);
    inventory.snapshots = estate.snapshots.iter().filter_map(|one| snapshot(making, one)).collect();
    let retained = estate.backups.iter().filter(|one| one.status.as_deref() == Some("retained"));
    inventory.retained = retained.filter_map(|one| backup(making, one)).collect();
    globals(making, inventory);
}

impl Making<'_> {
    /// The engine and its version; `None`, with a note, if it is not one of Aurora's.
    fn engine(
        &mut self,
        engine: Option<&str>,
        version: Option<&Rc<str>>,
        arn: &Arn,
    ) -> Option<(Engine, Rc<str>)> {
        let name = engine.unwrap_or("not named");
        // Multi-AZ DB clusters have the engines `mysql` and `postgres`.
        let Some(engine) = Engine::parse(name) else {
            self.note(arn, Why::Engine(name.into()));
            return None;
        };
        let known = version.cloned().or_else(|| default_version(self.edition, engine).map(Rc::from));
        // `aurora` is no engine any more.
        Some((engine, known.unwrap_or_else(|| "5.6.mysql_aurora.1.22.2".into())))
    }

    fn named<T, E>(&mut self, parsed: Result<T, E>, arn: &Arn) -> Option<T> {
        if parsed.is_err() {
            self.note(arn, Why::Name);
        }
        parsed.ok()
    }
}

fn cluster(making: &mut Making<'_>, of: &Cluster) -> Option<HeldCluster> {
    let (engine, engine_version) = making.engine(of.engine.as_deref(), of.version.as_ref(), &of.arn)?;
    making.place(&of.arn)?;
    let arn = making.named(ClusterArn::parse(of.arn.as_str()), &of.arn)?;
    let encryption = making.encryption(&of.encryption, &of.arn)?;
    let days = of.retention.unwrap_or(1);
    let retention = u8::try_from(days).ok().filter(|days| (1..=35).contains(days));
    if retention.is_none() {
        making.note(&of.arn, Why::Retention(days));
    }
    let retention = retention.unwrap_or(1);
    let created = of.created.unwrap_or(making.now).min(making.now);
    let kept = Time(making.now.0.saturating_sub(u64::from(retention) * Time::DAY));
    let status = of.status.as_deref().unwrap_or("available");
    // A status that the model hasn't, such as `upgrading`, is on the way to `available`.
    let status = ClusterStatus::ALL.iter().copied().find(|known| known.name() == status);
    match status {
        Some(ClusterStatus::Recoverable) => making.note(&of.arn, Why::RecoverableSince),
        Some(ClusterStatus::Stopped) => making.note(&of.arn, Why::StoppedSince),
        Some(_) | None => {}
    }
    Some(HeldCluster {
        resource_id: resource_id(of.resource_id.as_deref(), &of.arn),
        arn,
        engine,
        engine_version,
        status: status.unwrap_or(ClusterStatus::Available),
        created,
        encryption,
        storage_type: of
            .storage_type
            .as_deref()
            .and_then(StorageType::parse)
            .unwrap_or(StorageType::Standard),
        retention,
        earliest: of.earliest.unwrap_or(kept).max(created).min(making.now),
        window: of
            .window
            .as_deref()
            .and_then(|text| BackupWindow::parse(text).ok())
            .map(|window| window.from),
        source: of.source.as_deref().and_then(|arn| ClusterArn::parse(arn).ok()),
        port: of.port.and_then(|port| u16::try_from(port).ok()),
        deletion_protection: of.protected.unwrap_or(false),
        serverless: of.engine_mode.as_deref() == Some("serverless"),
    })
}

/// A replica whose source isn't there is a cluster of its own.
fn sources(making: &mut Making<'_>, clusters: &mut [HeldCluster]) {
    let there: Vec<ClusterArn> =
        clusters.iter().filter(|one| one.source.is_none()).map(|one| one.arn.clone()).collect();
    for cluster in clusters.iter_mut().filter(|one| one.source.is_some()) {
        if cluster.source.as_ref().is_some_and(|source| there.contains(source)) {
            continue;
        }
        cluster.source = None;
        if let Some(arn) = Arn::parse(&cluster.arn.to_string()) {
            making.note(&arn, Why::NoSource);
        }
    }
}

/// The instances, a cluster's writer before its readers.
fn instances(making: &mut Making<'_>, clusters: &[HeldCluster]) -> Vec<HeldInstance> {
    let estate = making.estate;
    let mut all: Vec<(bool, HeldInstance)> = Vec::new();
    for instance in estate.instances.iter() {
        // Instances that are in no cluster are not Aurora's.
        let Some(name) = instance.cluster.as_deref() else { continue };
        let Some((account, region)) = making.place(&instance.arn) else { continue };
        let Some(arn) = making.named(InstanceArn::parse(instance.arn.as_str()), &instance.arn) else {
            continue;
        };
        let cluster = clusters.iter().find(|one| {
            (one.arn.account, one.arn.region) == (account, region)
                && one.arn.id.as_str() == name.to_ascii_lowercase()
        });
        let Some(cluster) = cluster else {
            let beside = instance.arn.beside(&["cluster:", name].concat());
            let read = beside.is_some_and(|arn| estate.clusters.get(arn.as_str()).is_some());
            making.note(&instance.arn, if read { Why::WithCluster } else { Why::NoCluster });
            continue;
        };
        let status = instance.status.as_deref().unwrap_or("available");
        let held = HeldInstance {
            arn,
            cluster: cluster.arn.clone(),
            class: instance.class.clone().unwrap_or_else(|| "db.r6g.large".into()),
            status: InstanceStatus::ALL
                .iter()
                .copied()
                .find(|known| known.name() == status)
                .unwrap_or(InstanceStatus::Available),
        };
        let known = estate.clusters.get(&cluster.arn.to_string()).and_then(|one| one.writer.as_deref());
        all.push((known == Some(instance.arn.name()), held));
    }
    let (writers, readers): (Vec<_>, Vec<_>) = all.into_iter().partition(|(writes, _)| *writes);
    writers.into_iter().chain(readers).map(|(_, instance)| instance).collect()
}

fn snapshot(making: &mut Making<'_>, of: &Snapshot) -> Option<HeldSnapshot> {
    let (engine, engine_version) = making.engine(of.engine.as_deref(), of.version.as_ref(), &of.arn)?;
    making.place(&of.arn)?;
    let arn = making.named(SnapshotArn::parse(of.arn.as_str()), &of.arn)?;
    let encryption = making.encryption(&of.encryption, &of.arn)?;
    let cluster = making.named(ClusterId::parse(of.cluster.as_deref().unwrap_or("unknown")), &of.arn)?;
    let beside = of.arn.beside(&["cluster:", cluster.as_str()].concat()).unwrap_or_else(|| of.arn.clone());
    let sharing = of.sharing.clone().unwrap_or_default();
    let public = sharing.public && encryption == Held::Unencrypted;
    if sharing.public && !public {
        making.note(&of.arn, Why::PublicUnlikely);
    }
    Some(HeldSnapshot {
        kind: if of.kind.as_deref() == Some("automated") || arn.id.is_automated() {
            SnapshotKind::Automated
        } else {
            SnapshotKind::Manual
        },
        created: of.created.unwrap_or(making.now).min(making.now),
        resource_id: resource_id(of.resource_id.as_deref(), &beside),
        cluster,
        encryption,
        engine,
        engine_version,
        source: of.source.as_deref().and_then(|source| SnapshotArn::parse(source).ok()),
        shared_with: sharing.accounts.iter().filter_map(|account| AccountId::parse(account).ok()).collect(),
        public,
        arn,
    })
}

fn backup(making: &mut Making<'_>, of: &Backup) -> Option<HeldBackup> {
    let named = of.cluster.clone()?;
    let (engine, engine_version) = making.engine(of.engine.as_deref(), of.version.as_ref(), &named)?;
    making.place(&named)?;
    let cluster = making.named(ClusterArn::parse(named.as_str()), &named)?;
    let encryption = making.encryption(&of.encryption, &named)?;
    let latest = of.latest.unwrap_or(making.now).min(making.now);
    let earliest = of.earliest.unwrap_or(latest).min(latest);
    let retention =
        of.retention.and_then(|days| u8::try_from(days).ok()).filter(|days| (1..=35).contains(days));
    Some(HeldBackup {
        resource_id: resource_id(of.resource_id.as_deref(), &named),
        cluster,
        engine,
        engine_version,
        encryption,
        range: (earliest, latest),
        retention: retention.unwrap_or(1),
    })
}

fn globals(making: &mut Making<'_>, inventory: &mut Inventory) {
    let estate = making.estate;
    for global in estate.globals.iter() {
        let Ok(arn) = GlobalClusterArn::parse(global.arn.as_str()) else { continue };
        let members: Vec<ClusterArn> =
            global.members.iter().filter_map(|arn| ClusterArn::parse(arn).ok()).collect();
        let there = |arn: &ClusterArn| inventory.clusters.iter().any(|one| one.arn == *arn);
        if members.is_empty() || members.len() < global.members.len() || !members.iter().all(there) {
            making.note(&global.arn, Why::MemberNotRead);
            continue;
        }
        // Its secondary clusters follow its primary cluster; descriptions of members don't say so.
        if let Some((primary, others)) = members.split_first() {
            for cluster in &mut inventory.clusters {
                if others.contains(&cluster.arn) {
                    cluster.source = Some(primary.clone());
                }
            }
        }
        inventory.globals.push((arn, members));
    }
}
