//! Members of global clusters: who is one, what it can't do as one, and how a secondary cluster comes to be (rules S04,
//! L06, L07, L09).
//!
//! A secondary cluster is a read replica of its primary cluster with one difference: it seals what arrives under a data
//! key of its own. The primary cluster's host opens a page and sends it over the encrypted link; no data key and no
//! KMS key leaves its Region. AWS does not publish how that is done (model).

use super::create_db_cluster::CreateDBCluster;
use super::new_cluster::under;
use super::{access, replica, storage};
use crate::event::Event;
use crate::ids::{ClusterArn, GlobalClusterArn, GlobalClusterId, ResourceId};
use crate::ops::Tx;
use crate::rds::cluster::{Cluster, Encryption, StorageEncryptionType};
use crate::rds::global::{GlobalCluster, Members};
use crate::rds::global_refusal::GlobalRefusal;
use crate::rds::lifecycle::{ClusterOp, InstanceStatus};
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use crate::storage::keyring::KeyRing;
use crate::storage::volume::Volume;
use std::rc::Rc;

/// Finds a global cluster of the caller, or refuses with `GlobalClusterNotFoundFault`.
pub(super) fn named(tx: &Tx, id: &GlobalClusterId) -> Result<Rc<GlobalCluster>, Refusal> {
    let arn = GlobalClusterArn { account: tx.account, id: id.clone() };
    let found = tx.world.global_clusters.get(&arn).cloned();
    found.ok_or_else(|| GlobalRefusal::NotFound { id: id.clone() }.into())
}

/// Checks that the name of a global cluster is free, or refuses with `GlobalClusterAlreadyExistsFault`.
pub(super) fn free(tx: &Tx, id: &GlobalClusterId) -> Result<GlobalClusterArn, Refusal> {
    let arn = GlobalClusterArn { account: tx.account, id: id.clone() };
    if tx.world.global_clusters.contains_key(&arn) {
        return Err(GlobalRefusal::Exists { id: id.clone() }.into());
    }
    Ok(arn)
}

/// Finds a member of a global cluster.
pub(super) fn member(tx: &Tx, global: &GlobalCluster, arn: &ClusterArn) -> Result<Rc<Cluster>, Refusal> {
    let cluster = tx.world.clusters.get(arn).filter(|cluster| cluster.arn.account == tx.account).cloned();
    let cluster = cluster.ok_or_else(|| RdsRefusal::ClusterNotFound { id: arn.id.clone() })?;
    if !global.has(arn) {
        let (id, global) = (arn.id.clone(), global.arn.id.clone());
        return Err(GlobalRefusal::NotAMember { id, global }.into());
    }
    Ok(cluster)
}

/// Checks that no switchover or failover is in progress.
pub(super) fn settled(global: &GlobalCluster) -> Result<(), Refusal> {
    if global.failover.is_none() {
        return Ok(());
    }
    Err(GlobalRefusal::State { id: global.arn.id.clone(), status: global.status() }.into())
}

/// Refuses a cluster that is a member of a global cluster.
pub(super) fn no_member(tx: &Tx, cluster: &Cluster) -> Result<(), Refusal> {
    let Some(global) = tx.world.global_cluster_of(&cluster.arn) else { return Ok(()) };
    Err(GlobalRefusal::Member { id: cluster.arn.id.clone(), global: global.arn.id.clone() }.into())
}

/// The secondary clusters, if a cluster is the primary cluster of a global cluster.
pub(super) fn secondaries_of(tx: &Tx, cluster: &Cluster) -> Option<Vec<ClusterArn>> {
    let members = tx.world.global_cluster_of(&cluster.arn)?.members.as_ref()?;
    (members.primary == cluster.arn).then(|| members.secondaries.iter().cloned().collect())
}

/// Refuses to delete a member: a primary cluster with secondary clusters, and any other.
pub(super) fn refuse_deletion(tx: &Tx, cluster: &Cluster) -> Result<(), Refusal> {
    match secondaries_of(tx, cluster) {
        Some(secondaries) if !secondaries.is_empty() => {
            Err(GlobalRefusal::DeletionOfPrimary { secondaries }.into())
        }
        _ if tx.world.global_cluster_of(&cluster.arn).is_some() => {
            Err(GlobalRefusal::DeletionOfMember { id: cluster.arn.id.clone() }.into())
        }
        _ => Ok(()),
    }
}

/// Checks that a new cluster can be the primary cluster of a global cluster that has no members yet. Returns whether it
/// is to be encrypted under a key of the account, as the command says or, where it says nothing, the global cluster.
pub(super) fn primary(global: &GlobalCluster, new: &CreateDBCluster) -> Result<Option<bool>, Refusal> {
    same_engine(global, new)?;
    let encrypted = global.storage == StorageEncryptionType::SseKms;
    match new.storage_encrypted {
        Some(false) if encrypted => Err(GlobalRefusal::UnencryptedPrimary {}.into()),
        Some(true) if !encrypted => Err(GlobalRefusal::EncryptedPrimary {}.into()),
        None if encrypted => Ok(Some(true)),
        asked => Ok(asked),
    }
}

fn same_engine(global: &GlobalCluster, new: &CreateDBCluster) -> Result<(), Refusal> {
    if global.engine == new.engine {
        return Ok(());
    }
    Err(GlobalRefusal::Engine { asked: new.engine, global: global.engine }.into())
}

/// Finds the primary cluster, and checks that the command can add a secondary cluster to it. Refused, in this order: the
/// engine; the Region; the number of them; a database name; a master user; the Region that is signed for; the primary
/// cluster's status; it has no instance.
pub(super) fn source(
    tx: &Tx,
    global: &GlobalCluster,
    members: &Members,
    new: &CreateDBCluster,
) -> Result<Rc<Cluster>, Refusal> {
    same_engine(global, new)?;
    if let Some(member) = members.all().find(|member| member.region == tx.region).cloned() {
        return Err(GlobalRefusal::RegionTaken { member }.into());
    }
    let most = GlobalCluster::most_secondaries(tx.world.edition);
    if members.secondaries.size() >= most {
        return Err(GlobalRefusal::TooManySecondaries { most }.into());
    }
    settled(global)?;
    if new.database_name.is_some() {
        return Err(GlobalRefusal::DatabaseOfReplica {}.into());
    }
    if new.names_master() {
        return Err(RdsRefusal::MasterOfReplica {}.into());
    }
    if new.source_region.is_some_and(|region| region != members.primary.region) {
        return Err(RdsRefusal::SourceRegion {}.into());
    }
    let source = members.primary.clone();
    let Some(found) = tx.world.clusters.get(&source).cloned() else {
        return Err(RdsRefusal::SourceNotFound { source }.into());
    };
    if !ClusterOp::Replicate.takes().contains(&found.status) {
        return Err(GlobalRefusal::SourceState { source, status: found.status }.into());
    }
    let there = |status| matches!(status, InstanceStatus::Available | InstanceStatus::Creating);
    let mut instances = found.members.iter().filter_map(|arn| tx.world.instances.get(arn));
    if !instances.any(|one| there(one.status)) {
        return Err(GlobalRefusal::SourceWithoutInstance { source }.into());
    }
    Ok(found)
}

/// The storage of a new secondary cluster: what its primary cluster holds, sealed under a data key of its own.
pub(super) fn storage(
    tx: &mut Tx,
    source: &Cluster,
    id: ResourceId,
    wanted: &replica::Wanted<'_>,
) -> Result<(Encryption, Volume, KeyRing), Refusal> {
    let Some(custody) = replica::custody(tx, source, id, wanted)? else {
        return Ok((
            Encryption::Unencrypted,
            storage::plain_over(tx, source.volume.image())?,
            KeyRing::new(),
        ));
    };
    let (volume, ring) = storage::sealed_from_host(tx, source, &custody)
        .map_err(|cause| access::not_accessible(access::Role::Specified, &custody.key.to_string(), cause))?;
    Ok((under(custody), volume, ring))
}

/// Adds a new cluster to a global cluster: the first is its primary cluster.
pub(super) fn join(tx: &mut Tx, global: &GlobalCluster, new: &Cluster) {
    let arn = new.arn.clone();
    let mut after = global.clone();
    after.members = Some(match &global.members {
        None => {
            after.storage = StorageEncryptionType::of(new.encryption.key());
            Members { primary: arn, secondaries: [].into_iter().collect() }
        }
        Some(members) => Members { secondaries: members.secondaries.insert(arn), ..members.clone() },
    });
    tx.emit(Event::GlobalClusterPut(Rc::new(after)));
}

/// Gives a member another name in its global cluster.
pub(super) fn rename(tx: &mut Tx, old: &ClusterArn, new: &ClusterArn) {
    let Some(global) = tx.world.global_cluster_of(old).cloned() else { return };
    let members = global.members.as_ref().map(|members| members.renamed(old, new));
    tx.emit(Event::GlobalClusterPut(Rc::new(GlobalCluster { members, ..(*global).clone() })));
}
