//! `CopyDBClusterSnapshot` (rules O06, L02, L08 to L11; N16, N17).
//!
//! Refused, in this order: the source isn't there or is not available; a shared source in another Region (2020: it took
//! two copies); the target's name; too many copies at a time; a key for an unencrypted source; another Region without a key; a shared source
//! without a key; the source's key; the target's key.
//!
//! Pages are copied as they are; nothing here could open one (rule L10). Their data keys are wrapped anew.

use super::access::{self, Role};
use super::find::{self, SnapshotRef};
use super::values::Tags;
use super::{RdsOutput, storage};
use crate::edition::Edition;
use crate::event::Event;
use crate::ids::{KeyArn, KeyRef, Region, SnapshotArn, SnapshotId};
use crate::map::{Map, Set};
use crate::ops::Tx;
use crate::quota::Quota;
use crate::rds::lifecycle::COPY_SECONDS;
use crate::rds::refusal::RdsRefusal;
use crate::rds::setting_refusal::SettingRefusal;
use crate::rds::snapshot::{Snapshot, SnapshotEncryption, SnapshotKind, SnapshotStatus};
use crate::refusal::Refusal;
use crate::storage::image::Image;
use crate::world::Due;
use std::rc::Rc;

/// Copies a snapshot, here or from another Region, and may name another key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, ignored(PreSignedUrl))]
#[operation(errors(
    SnapshotQuotaExceeded,
    InvalidParameterValue,
    DBClusterSnapshotNotFoundFault,
    InvalidDBClusterSnapshotStateFault
))]
#[operation(errors(
    DBClusterSnapshotAlreadyExistsFault,
    InvalidParameterCombination,
    KMSKeyNotAccessibleFault,
    InternalFailure
))]
#[operation(on(target, source), tags(tags))]
pub struct CopyDBClusterSnapshot {
    /// The source.
    #[member(SourceDBClusterSnapshotIdentifier)]
    pub source: SnapshotRef,
    /// The copy's name.
    #[member(TargetDBClusterSnapshotIdentifier)]
    pub target: SnapshotId,
    /// The key of the copy.
    #[member(KmsKeyId)]
    pub kms_key: Option<KeyRef>,
    /// Copy the source's tags.
    #[member(CopyTags)]
    pub copy_tags: bool,
    /// Tags.
    #[member(Tags)]
    pub tags: Tags,
    /// The Region that the CLI presigns a URL for.
    #[member(SourceRegion)]
    pub source_region: Option<Region>,
}

impl CopyDBClusterSnapshot {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let source = find::readable_snapshot(tx, &self.source, true)?;
        find::available(&source)?;
        let cross_region = source.arn.region != tx.region;
        let shared = source.arn.account != tx.account;
        if shared && cross_region && tx.world.edition == Edition::Y2020 {
            return Err(RdsRefusal::SharedElsewhere { source: source.arn.to_string() }.into());
        }
        if self.source_region.is_some_and(|region| region != source.arn.region) {
            return Err(RdsRefusal::SourceRegion {}.into());
        }
        let arn = find::free_snapshot(tx, &self.target)?;
        if cross_region {
            room_for_copy(tx)?;
        }
        let (encryption, image) = match (source.encryption.key(), &self.kms_key) {
            (None, None) => (SnapshotEncryption::Unencrypted, source.image.clone()),
            (None, Some(named)) => sealed(tx, &source, named)?,
            (Some(key), _) => {
                self.needs_a_key(key, cross_region, shared)?;
                let (key, image) = self.rewrap(tx, &source, key)?;
                (SnapshotEncryption::Under(key), image)
            }
        };
        let snapshot = self.put(tx, &source, arn, encryption, image);
        Ok(RdsOutput::Snapshot(snapshot))
    }

    /// A copy in another Region or account is under a key of there. For one under the AWS owned key that is the one of
    /// there (model).
    fn needs_a_key(&self, source: &KeyArn, cross_region: bool, shared: bool) -> Result<(), Refusal> {
        if self.kms_key.is_some() || !(cross_region || shared) || source.is_aws_owned() {
            return Ok(());
        }
        Err(if cross_region {
            RdsRefusal::CopyNeedsKey {}.into()
        } else {
            RdsRefusal::SharedCopyNeedsKey {}.into()
        })
    }

    /// The copy's key, and its image with every data key wrapped under that key.
    fn rewrap(&self, tx: &mut Tx, source: &Snapshot, key: &KeyArn) -> Result<(KeyArn, Image), Refusal> {
        let from = access::take(tx, Role::SourceSnapshot, key, source.resource_id)?;
        let to = match &self.kms_key {
            Some(named) => access::take_named(tx, Role::Target, named, source.resource_id)?,
            None if key.is_aws_owned() => access::take_owned(tx, tx.region, source.resource_id),
            None => from.clone(),
        };
        let image = storage::copied(tx, &source.image, &from, &to)
            .map_err(|cause| access::not_accessible(Role::SourceSnapshot, &key.to_string(), cause))?;
        access::release(tx, &from);
        if to.grant != from.grant {
            access::release(tx, &to);
        }
        Ok((to.key, image))
    }

    fn put(
        &self,
        tx: &mut Tx,
        source: &Snapshot,
        arn: SnapshotArn,
        encryption: SnapshotEncryption,
        image: Image,
    ) -> Rc<Snapshot> {
        let tags = self.tags.over(if self.copy_tags { source.tags.clone() } else { Map::new() });
        let snapshot = Rc::new(Snapshot {
            arn: arn.clone(),
            kind: SnapshotKind::Manual,
            status: SnapshotStatus::Copying,
            created: tx.world.now,
            encryption,
            image,
            source: Some(source.arn.clone()),
            shared_with: Set::new(),
            public: false,
            tags,
            ..source.clone()
        });
        tx.emit(Event::SnapshotPut(snapshot.clone()));
        tx.schedule(COPY_SECONDS, Due::Snapshot(arn));
        snapshot
    }
}

/// Refuses a copy from another Region while as many are on their way to this one as may be at a time.
fn room_for_copy(tx: &Tx) -> Result<(), Refusal> {
    let most = tx.world.quota(tx.account, tx.region, Quota::SnapshotCopies);
    let first = SnapshotArn::first_in(tx.account, tx.region);
    let here = |arn: &SnapshotArn| (arn.account, arn.region) == (tx.account, tx.region);
    let comes = |snapshot: &Snapshot| {
        let elsewhere = snapshot.source.as_ref().is_some_and(|source| source.region != tx.region);
        snapshot.status == SnapshotStatus::Copying && elsewhere
    };
    let all = tx.world.snapshots.from_key_while(&first, here);
    if all.filter(|(_, snapshot)| comes(snapshot)).take(most).count() < most {
        return Ok(());
    }
    Err(SettingRefusal::CopyQuota { most }.into())
}

/// An encrypted copy of an unencrypted snapshot, which only the edition of 2026 has, and only under a customer managed key
/// (rules L02, N16, N17).
fn sealed(tx: &mut Tx, source: &Snapshot, named: &KeyRef) -> Result<(SnapshotEncryption, Image), Refusal> {
    if tx.world.edition == Edition::Y2020 {
        return Err(RdsRefusal::EncryptedCopy {}.into());
    }
    let custody = access::take_named(tx, Role::Target, named, source.resource_id)?;
    if access::is_aws_managed(tx, &custody.key) {
        return Err(RdsRefusal::CopyNeedsCustomerKey {}.into());
    }
    let image = storage::sealed_copy(tx, &source.image, &custody)
        .map_err(|cause| access::not_accessible(Role::Target, &custody.key.to_string(), cause))?;
    access::release(tx, &custody);
    Ok((SnapshotEncryption::Under(custody.key), image))
}
