//! `CreateDBCluster` with `ReplicationSourceIdentifier`: a read replica cluster (rules S04, O03, L06, L07, N05).
//!
//! Refused, in this order: the engine; the source isn't there, is not available or is itself a replica; a
//! master user; an encrypted replica of an unencrypted source; an unencrypted replica of an encrypted source;
//! no URL signed for the source's Region; the key can't be used.
//!
//! The source's pages are sent as they are, sealed, in the frames of an encrypted link. The replica also gets
//! their data key, wrapped under its own KMS key.

use super::access::{self, Role};
use super::new_cluster::under;
use super::{find, global, storage};
use crate::crypto::keys::LinkKey;
use crate::edition::Edition;
use crate::env::Purpose;
use crate::ids::{ClusterArn, KeyRef, Region, ResourceId};
use crate::ops::Tx;
use crate::ops::kms::for_rds::Custody;
use crate::rds::cluster::{Cluster, Encryption, Engine};
use crate::rds::defaults::encrypts_unasked;
use crate::rds::global_refusal::GlobalRefusal;
use crate::rds::lifecycle::ClusterOp;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use crate::storage::keyring::KeyRing;
use crate::storage::volume::Volume;
use std::rc::Rc;

/// What a command says about the encryption of a replica.
pub(super) struct Wanted<'a> {
    /// Whether it is to be encrypted, if the command says so.
    pub encrypted: Option<bool>,
    /// Its key.
    pub key: Option<&'a KeyRef>,
    /// Whether the source's Region, or a URL that is signed for it, is given.
    pub signed: bool,
    /// Whether it has to name its key, as a secondary cluster of a global cluster does.
    pub names_key: bool,
}

/// The encryption of a replica of `source`, its volume, and its host's data keys.
pub(super) fn storage(
    tx: &mut Tx,
    source: &Cluster,
    id: ResourceId,
    wanted: &Wanted<'_>,
) -> Result<(Encryption, Volume, KeyRing), Refusal> {
    let Some(custody) = custody(tx, source, id, wanted)? else {
        let volume = storage::plain_over(tx, source.volume.image())?;
        return Ok((Encryption::Unencrypted, volume, KeyRing::new()));
    };
    let (volume, ring) = if source.encryption.key().is_some() {
        over(tx, source, &custody)?
    } else {
        storage::sealed_from_plain(tx, source.volume.image(), &custody)
            .map_err(|cause| access::not_accessible(Role::Specified, &custody.key.to_string(), cause))?
    };
    Ok((under(custody), volume, ring))
}

/// Custody of the key of a replica of `source`; `None` if both are unencrypted.
pub(super) fn custody(
    tx: &mut Tx,
    source: &Cluster,
    id: ResourceId,
    wanted: &Wanted<'_>,
) -> Result<Option<Custody>, Refusal> {
    let wants_encryption = wanted.encrypted == Some(true) || wanted.key.is_some();
    // In 2020 rules L06 and L07 say which of the two can't be.
    if tx.world.edition == Edition::Y2026 && wanted.encrypted == Some(false) && wanted.key.is_some() {
        return Err(RdsRefusal::KeyWithoutEncryption { engine: source.engine }.into());
    }
    let Some(key) = source.encryption.key() else {
        return of_unencrypted(tx, id, wanted, wants_encryption);
    };
    let cross_region = source.arn.region != tx.region;
    // Nobody can say in a command that the AWS owned key is wanted, or allow its use: a replica is under the one of its
    // Region unless another key is asked for (model).
    let owned = key.is_aws_owned();
    if !owned && (wanted.encrypted == Some(false) || (cross_region && !wants_encryption)) {
        return Err(RdsRefusal::UnencryptedReplica {}.into());
    }
    if !owned && cross_region && !wanted.signed {
        return Err(RdsRefusal::PresignedUrlNeeded { source: source.arn.clone() }.into());
    }
    let custody = match wanted.key {
        Some(named) => access::take_named(tx, Role::Specified, named, id)?,
        None if owned && !wants_encryption => access::take_owned(tx, tx.region, id),
        None if wanted.names_key => return Err(GlobalRefusal::KeyOfReplicaNeeded {}.into()),
        None if owned || cross_region => access::take_default(tx, id)?,
        None => access::take(tx, Role::Specified, key, id)?,
    };
    Ok(Some(custody))
}

/// Custody of the key of a replica of an unencrypted cluster. In 2020 it can't be encrypted (rule L06), and a secondary
/// cluster of an unencrypted global cluster never can. In 2026 any other can, and it is so without being asked from the day
/// on from which all that is new is (rule N05).
fn of_unencrypted(
    tx: &mut Tx,
    id: ResourceId,
    wanted: &Wanted<'_>,
    wants_encryption: bool,
) -> Result<Option<Custody>, Refusal> {
    if wanted.names_key || tx.world.edition == Edition::Y2020 {
        return if wants_encryption { Err(RdsRefusal::EncryptedReplica {}.into()) } else { Ok(None) };
    }
    Ok(match wanted.key {
        Some(named) => Some(access::take_named(tx, Role::Specified, named, id)?),
        None if wants_encryption => Some(access::take_default(tx, id)?),
        None if encrypts_unasked(tx.world.edition, tx.world.now) => {
            Some(access::take_owned(tx, tx.region, id))
        }
        None => None,
    })
}

/// The session key of a new link between a source and its replica (rule S04).
pub(in crate::ops) fn new_link(tx: &mut Tx) -> Rc<LinkKey> {
    Rc::new(LinkKey::filled(|key| tx.env.fill(Purpose::Transport, key)))
}

/// The replica's volume over the source's pages, with the source's data keys wrapped under the replica's key.
fn over(tx: &mut Tx, source: &Cluster, custody: &Custody) -> Result<(Volume, KeyRing), Refusal> {
    let Some(from) = storage::custody(source) else { return storage::new_sealed(tx, custody) };
    storage::sealed_over(tx, source.volume.image(), &from, custody)
        .map_err(|cause| access::not_accessible(Role::Specified, &from.key.to_string(), cause))
}

/// Finds the source, and checks that it can have a replica that runs `engine`.
pub(super) fn source(
    tx: &Tx,
    arn: &ClusterArn,
    source_region: Option<Region>,
    engine: Engine,
    names_master: bool,
) -> Result<Rc<Cluster>, Refusal> {
    if engine == Engine::AuroraPostgresql {
        return Err(RdsRefusal::PostgresReplica {}.into());
    }
    if source_region.is_some_and(|region| region != arn.region) {
        return Err(RdsRefusal::SourceRegion {}.into());
    }
    let found = tx.world.clusters.get(arn).filter(|source| source.arn.account == tx.account).cloned();
    let source = found.ok_or_else(|| RdsRefusal::SourceNotFound { source: arn.clone() })?;
    if source.engine != engine {
        return Err(RdsRefusal::ReplicaEngine { source: source.arn.id.clone(), engine: source.engine }.into());
    }
    find::takes(tx, &source, ClusterOp::Replicate)?;
    global::no_member(tx, &source)?;
    if source.replication_source.is_some() {
        return Err(RdsRefusal::SourceIsReplica { source: source.arn.id.clone() }.into());
    }
    if names_master {
        return Err(RdsRefusal::MasterOfReplica {}.into());
    }
    Ok(source)
}
