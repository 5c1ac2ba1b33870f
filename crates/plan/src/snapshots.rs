//! Candidates that use snapshots.

use playground_core::ids::{AccountId, SnapshotArn};
use playground_core::ops::rds::copy_db_cluster_snapshot::CopyDBClusterSnapshot;
use playground_core::ops::rds::create_db_cluster_snapshot::CreateDBClusterSnapshot;
use playground_core::ops::rds::modify_db_cluster_snapshot_attribute::{
    Grantee, ModifyDBClusterSnapshotAttribute,
};
use playground_core::ops::rds::restore_db_cluster_from_snapshot::RestoreDBClusterFromSnapshot;
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::rds::cluster::StorageEncryptionType;
use playground_core::rds::snapshot::Snapshot;

use crate::clusters::{encrypted_twin, under_a_key};
use crate::question::Question;
use crate::step::{Candidate, Choice, Like, Success};

/// A snapshot that was to be taken under another key than its cluster's.
pub(crate) fn copy_of_snapshot(q: &Question<'_>, input: &CreateDBClusterSnapshot) -> Option<Choice> {
    if q.key_asked().is_none() {
        let text = "Take the snapshot without that option: it gets its cluster's encryption.";
        return Some(vec![Candidate::new(text, vec![q.again()])]);
    }
    let snapshot = SnapshotArn { account: q.account(), region: q.region(), id: input.id.clone() };
    let copy = q.free_snapshot(q.region(), &[input.id.as_str(), "-copy"])?;
    let not = q.cluster()?.encryption.key();
    let success = Success::Snapshot { arn: copy.clone(), not: not.cloned() };
    let text = "Take the snapshot under the cluster's key, then copy it under the other key.";
    let candidate = |key: crate::make::SomeKey| {
        let mut steps = Vec::from_iter(key.make);
        steps.extend([q.again(), q.await_snapshot(&snapshot)]);
        steps.push(q.copy_snapshot(SnapshotRef::Id(input.id.clone()), &copy).with_key(&key.key));
        Candidate::to(text, steps, success.clone())
    };
    Some(q.keys(q.region(), not).map(candidate).collect())
}

/// The refused request to share a snapshot, with other members.
fn share(
    q: &Question<'_>,
    change: impl FnOnce(&mut ModifyDBClusterSnapshotAttribute),
) -> Option<crate::step::Step> {
    let Some(RdsOp::ModifyDBClusterSnapshotAttribute(input)) = q.rds() else { return None };
    let mut input = input.clone();
    change(&mut input);
    Some(q.rds_again(input))
}

/// A snapshot has one attribute.
pub(crate) fn restore_attribute(q: &Question<'_>) -> Option<Choice> {
    let again = share(q, |input| input.attribute = "restore".into())?;
    Some(vec![Candidate::new("Use the attribute restore: it's the only one.", vec![again])])
}

/// An encrypted snapshot is shared with accounts by name.
pub(crate) fn with_accounts(q: &Question<'_>) -> Option<Choice> {
    let partner = AccountId::from_number(444_455_556_666);
    let again = share(q, |input| input.add = vec![Grantee::Account(partner)])?;
    Some(vec![Candidate::new("Name the accounts, for example:", vec![again])])
}

/// A snapshot that can't be shared, but a copy of it can: under a key of one's own, if it is encrypted.
pub(crate) fn share_a_copy(q: &Question<'_>, text: &'static str) -> Option<Choice> {
    let Some(RdsOp::ModifyDBClusterSnapshotAttribute(input)) = q.rds() else { return None };
    let snapshot = q.snapshot(&input.id)?;
    let name = snapshot.arn.id.as_str();
    let (steps, copy) = if snapshot.encryption.key().is_some() {
        let copy = q.free_snapshot(q.region(), &[name.rsplit(':').next().unwrap_or(name), "-own-key"])?;
        let key = q.some_key(q.region(), None, "KEY");
        let mut steps = Vec::from_iter(key.make);
        steps.push(q.copy_snapshot(input.id.clone(), &copy).with_key(&key.key));
        (steps, copy)
    } else {
        let copy = q.free_snapshot(q.region(), &[name.rsplit(':').next().unwrap_or(name), "-copy"])?;
        (vec![q.copy_snapshot(input.id.clone(), &copy)], copy)
    };
    let again = share(q, |input| input.id = SnapshotRef::Id(copy.id.clone()))?;
    let steps = steps.into_iter().chain([q.await_snapshot(&copy), again]).collect();
    Some(vec![Candidate::new(text, steps)])
}

/// Something encrypted with the data of the unencrypted cluster in question.
pub(crate) fn encrypted_from_cluster(q: &Question<'_>) -> Option<Choice> {
    let text = "Take an unencrypted snapshot, restore it to a new cluster and name a key.";
    encrypted_twin(q, q.cluster()?, text)
}

/// An encrypted copy of the snapshot that was to be taken encrypted, where a copy can be.
pub(crate) fn encrypted_copy(q: &Question<'_>, input: &CreateDBClusterSnapshot) -> Option<Choice> {
    let snapshot = SnapshotArn { account: q.account(), region: q.region(), id: input.id.clone() };
    let copy = q.free_snapshot(q.region(), &[input.id.as_str(), "-encrypted"])?;
    let success = Success::Snapshot { arn: copy.clone(), not: None };
    let text = "Take an unencrypted snapshot, then copy it under a customer managed key.";
    let candidate = |key: crate::make::SomeKey| {
        let mut steps = Vec::from_iter(key.make);
        steps.extend([q.again(), q.await_snapshot(&snapshot)]);
        steps.push(q.copy_snapshot(SnapshotRef::Id(input.id.clone()), &copy).with_key(&key.key));
        Candidate::to(text, steps, success.clone())
    };
    Some(q.keys(q.region(), None).map(candidate).collect())
}

/// Something encrypted with the data of an unencrypted snapshot.
pub(crate) fn encrypted_from_snapshot(q: &Question<'_>, named: &SnapshotRef) -> Option<Choice> {
    let snapshot = q.snapshot(named)?;
    if snapshot.arn.region != q.region() {
        return encrypted_there(q, snapshot);
    }
    let region = snapshot.arn.region;
    let new = q.free_cluster(region, &[snapshot.cluster.as_str(), "-encrypted"])?;
    let success = under_a_key(&new, Like::Snapshot(snapshot.arn.clone()));
    let text = "Restore the snapshot to a new cluster and name a key.";
    let candidate = |key: crate::make::SomeKey| {
        let mut steps = Vec::from_iter(key.make);
        steps.push(q.restore_snapshot(&new, q.call_snapshot(snapshot), snapshot.engine, Some(&key.key)));
        Candidate::to(text, steps, success.clone())
    };
    Some(q.keys(region, None).map(candidate).collect())
}

/// The same restore without a word about encryption, where that gives the AWS owned key.
pub(crate) fn owned_restore(q: &Question<'_>, input: &RestoreDBClusterFromSnapshot) -> Choice {
    let success = Success::Cluster {
        arn: q.cluster_here(&input.id),
        protection: Some(StorageEncryptionType::SseRds),
        like: None,
    };
    let text = "Leave that option out: the new cluster is then under the AWS owned key.";
    vec![Candidate::to(text, vec![q.again()], success)]
}

/// An encrypted copy in another Region: only a restore encrypts, and only in the snapshot's own Region.
fn encrypted_there(q: &Question<'_>, snapshot: &Snapshot) -> Option<Choice> {
    let Some(RdsOp::CopyDBClusterSnapshot(input)) = q.rds() else { return None };
    let home = snapshot.arn.region;
    let key = q.some_key(home, None, "KEY");
    let cluster = snapshot.cluster.as_str();
    let new = q.free_cluster(home, &[cluster, "-encrypted"])?;
    let taken = q.free_snapshot(home, &[cluster, "-encrypted-snapshot"])?;
    let mut steps = Vec::from_iter(key.make);
    let from = SnapshotRef::Arn(snapshot.arn.clone());
    steps.push(q.restore_snapshot(&new, from, snapshot.engine, Some(&key.key)));
    steps.push(q.await_cluster(&new));
    steps.extend(q.take_snapshot(&new, &taken));
    steps.push(q.rds_again(CopyDBClusterSnapshot { source: SnapshotRef::Arn(taken), ..input.clone() }));
    let text = "Restore it to an encrypted cluster in its own Region, and copy a snapshot of that.";
    let arn = SnapshotArn { account: q.account(), region: q.region(), id: input.target.clone() };
    Some(vec![Candidate::to(text, steps, Success::Snapshot { arn, not: None })])
}

/// A snapshot of another account and another Region: it is copied within its Region first.
pub(crate) fn by_its_region(q: &Question<'_>) -> Option<Choice> {
    let Some(RdsOp::CopyDBClusterSnapshot(input)) = q.rds() else { return None };
    let snapshot = q.snapshot(&input.source)?;
    let home = snapshot.arn.region;
    let own = q.free_snapshot(home, &[input.target.as_str()])?;
    let (source, source_region) = (SnapshotRef::Arn(own.clone()), Some(home));
    let mut again = q.rds_again(CopyDBClusterSnapshot { source, source_region, ..input.clone() });
    let mut copy = q.copy_snapshot(SnapshotRef::Arn(snapshot.arn.clone()), &own);
    let mut steps = Vec::new();
    if snapshot.encryption.key().is_some() {
        let key = q.some_key(home, None, "KEY");
        steps.extend(key.make);
        copy = copy.with_key(&key.key);
        if input.kms_key.is_none() {
            let there = q.some_key(q.region(), None, "KEY_THERE");
            steps.extend(there.make);
            again = again.with_key(&there.key);
        }
    }
    steps.extend([copy, q.await_snapshot(&own), again]);
    Some(vec![Candidate::new("Copy it in its own Region first, then copy that.", steps)])
}

impl Question<'_> {
    /// A snapshot as the caller names it: by its ARN if it is another account's.
    fn call_snapshot(&self, snapshot: &Snapshot) -> SnapshotRef {
        if snapshot.arn.account == self.account() {
            SnapshotRef::Id(snapshot.arn.id.clone())
        } else {
            SnapshotRef::Arn(snapshot.arn.clone())
        }
    }
}
