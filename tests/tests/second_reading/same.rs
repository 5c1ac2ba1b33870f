//! Whether the playground's world is what the ledger says: the same clusters and snapshots under the same keys, the same
//! ones lost, shared or failed, and keys in the same states.

use playground_core::ids::{AccountId, KeyArn, Region};
use playground_core::kms::key::{Life as WorldsLife, MultiRegion};
use playground_core::rds::cluster::Encryption;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::{SnapshotKind, SnapshotStatus};
use playground_core::world::World;

use crate::ledger::{Key, Ledger, Life, Part, Place, Site, State};
use crate::{ACCOUNTS, REGIONS};

/// A site by its account and Region, if it is one of the four.
pub(crate) fn site_of(account: AccountId, region: Region) -> Option<Site> {
    let account = ACCOUNTS.iter().position(|number| AccountId::parse(number) == Ok(account))?;
    let region = REGIONS.iter().position(|name| *name == region.as_str())?;
    Some(account * REGIONS.len() + region)
}

/// What the ledger calls a key.
fn key_of(ledger: &Ledger, arn: &KeyArn) -> Option<Key> {
    let site = site_of(arn.account, arn.region);
    if arn.is_aws_owned() {
        return REGIONS.iter().position(|name| *name == arn.region.as_str()).map(Key::Owned);
    }
    let id = arn.id.to_string();
    let customers = ledger.keys.iter().position(|key| key.id == id && Some(key.site) == site);
    customers.map(Key::Customer).or_else(|| site.map(Key::Default))
}

/// Where the two differ: the first place that is found, and how.
pub(crate) fn difference(world: &World, ledger: &Ledger) -> Option<String> {
    clusters(world, ledger).or_else(|| snapshots(world, ledger)).or_else(|| keys(world, ledger))
}

fn place(account: AccountId, region: Region, name: &str) -> Option<Place> {
    Some((site_of(account, region)?, name.to_owned()))
}

fn clusters(world: &World, ledger: &Ledger) -> Option<String> {
    if world.clusters.size() != ledger.clusters.len() {
        return Some(format!("{} clusters, and not {}", world.clusters.size(), ledger.clusters.len()));
    }
    world.clusters.iter().find_map(|(arn, found)| {
        let Some(wanted) =
            place(arn.account, arn.region, arn.id.as_str()).and_then(|place| ledger.clusters.get(&place))
        else {
            return Some(format!("{arn} should not be there"));
        };
        let under = found.encryption.key().and_then(|key| key_of(ledger, key));
        let state = match wanted.state {
            State::Fine => found.status == ClusterStatus::Available,
            State::Stopped(_) => found.status == ClusterStatus::Stopped,
            State::Recoverable(_) => found.status == ClusterStatus::Recoverable,
            State::Lost => found.status == ClusterStatus::InaccessibleEncryptionCredentials,
        };
        let source =
            found.replication_source.as_ref().and_then(|of| place(of.account, of.region, of.id.as_str()));
        let instances = found.members.len() == usize::from(wanted.instances);
        let state =
            state && grant_is(world, &found.encryption).is_none_or(|granted| granted == wanted.granted);
        let same = under == wanted.under && state && source == wanted.source && instances;
        let shown = || {
            let (status, instances) = (found.status.name(), found.members.len());
            format!("{arn} is {status} under {under:?}, of {source:?}, with {instances}, and not {wanted:?}")
        };
        (!same).then(shown)
    })
}

/// Returns whether a cluster has its grant, if it has a key that is there.
pub(crate) fn grant_is(world: &World, encryption: &Encryption) -> Option<bool> {
    let Encryption::Under { key, grant } = encryption else { return None };
    world.keys.contains_key(key).then(|| world.grants.contains_key(&(key.clone(), *grant)))
}

fn snapshots(world: &World, ledger: &Ledger) -> Option<String> {
    let manual = || world.snapshots.iter().filter(|(_, snapshot)| snapshot.kind == SnapshotKind::Manual);
    if manual().count() != ledger.snapshots.len() {
        return Some(format!("{} snapshots, and not {}", manual().count(), ledger.snapshots.len()));
    }
    manual().find_map(|(arn, found)| {
        let Some(wanted) =
            place(arn.account, arn.region, arn.id.as_str()).and_then(|place| ledger.snapshots.get(&place))
        else {
            return Some(format!("{arn} should not be there"));
        };
        let under = found.encryption.key().and_then(|key| key_of(ledger, key));
        let status = if wanted.failed { SnapshotStatus::Failed } else { SnapshotStatus::Available };
        let shared = found.public || found.shared_with.size() > 0;
        let same = under == wanted.under && found.status == status && shared == wanted.shared;
        let shown = || {
            format!("{arn} is {} under {under:?}, shared: {shared}, and not {wanted:?}", found.status.name())
        };
        (!same).then(shown)
    })
}

fn keys(world: &World, ledger: &Ledger) -> Option<String> {
    ledger.keys.iter().find_map(|wanted| {
        let here = |arn: &KeyArn| site_of(arn.account, arn.region) == Some(wanted.site);
        let found = world.keys.iter().find(|(arn, _)| here(arn) && arn.id.to_string() == wanted.id);
        let life = found.map(|(_, key)| key.life);
        let part = found.and_then(|(_, key)| key.multi_region).map(|part| match part {
            MultiRegion::Primary => Part::Primary,
            MultiRegion::Replica => Part::Replica,
        });
        let same = match wanted.life {
            Life::Enabled => life == Some(WorldsLife::Enabled),
            Life::Disabled => life == Some(WorldsLife::Disabled),
            Life::Dying(_) => matches!(life, Some(WorldsLife::PendingDeletion(_))),
            Life::Waiting => matches!(life, Some(WorldsLife::PendingReplicaDeletion(_))),
            Life::Gone => life.is_none(),
        };
        let same = same && (life.is_none() || part == wanted.part);
        (!same).then(|| format!("a key is {life:?} ({part:?}), and not {wanted:?}"))
    })
}
