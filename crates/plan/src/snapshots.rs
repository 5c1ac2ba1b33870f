//! Candidates that use snapshots.

use playground_core::rds::snapshot::Snapshot;

use crate::clusters::encrypted_twin;
use crate::make::KEY_MEMBERS;
use crate::question::Question;
use crate::step::{Candidate, Choice, Goal, Like, Step};

/// For a snapshot that was to be encrypted under another key than its cluster's.
pub(crate) fn copy_of_snapshot(q: &Question<'_>) -> Option<Choice> {
    let plain = Step::from(q.again().without(&KEY_MEMBERS));
    if q.key_asked().is_none() {
        let text = "Take the snapshot without that option: it is encrypted like its cluster.";
        return Some(vec![Candidate::new(text, vec![plain])]);
    }
    let snapshot = q.asked.get("DBClusterSnapshotIdentifier")?;
    let region = q.asked.region();
    let copy = q.free(region, &[snapshot, "-copy"].concat());
    let not = q.cluster()?.encryption.key();
    let goal = Goal::Snapshot { arn: q.snapshot_arn(region, &copy)?, not: not.cloned() };
    let text = "Take the snapshot under the cluster's key, then copy it under the other.";
    let mut choice = Vec::new();
    for key in q.keys(region, not) {
        let mut steps = Vec::from_iter(key.make);
        steps.extend([plain.clone(), q.await_snapshot(region, snapshot)?]);
        steps.push(q.copy_snapshot(region, snapshot, &copy, &key.key)?);
        choice.push(Candidate::to(text, steps, goal.clone()));
    }
    Some(choice)
}

/// For a snapshot that can't be shared as it is.
pub(crate) fn share(q: &Question<'_>) -> Option<Vec<Choice>> {
    let snapshot = q.asked.get("DBClusterSnapshotIdentifier")?;
    let attribute = q.again().text("AttributeName", "restore");
    let spelled = Candidate::new("Write `restore`: it is the one attribute.", vec![attribute.clone().into()]);
    if q.asked.get("AttributeName") != Some("restore") {
        return Some(vec![vec![spelled]]);
    }
    let is_all = |value: &playground_aws::json::Value| {
        value.as_array().is_some_and(|items| items.iter().any(|item| item.as_str() == Some("all")))
    };
    if q.asked.value("ValuesToAdd").is_some_and(is_all) {
        let accounts = playground_aws::json::Value::strings([String::from("444455556666")]);
        let line = q.again().with("ValuesToAdd", accounts);
        return Some(vec![vec![Candidate::new("Name the accounts, for example:", vec![line.into()])]]);
    }
    let region = q.asked.region();
    let key = q.some_key(region, None, "KEY")?;
    let copy = q.free(region, &[snapshot, "-own-key"].concat());
    let mut steps = Vec::from_iter(key.make);
    steps.push(q.copy_snapshot(region, snapshot, &copy, &key.key)?);
    steps.push(q.await_snapshot(region, &copy)?);
    steps.push(q.again().text("DBClusterSnapshotIdentifier", &copy).into());
    let text = "Copy it under a key of your own, share the copy, and let the other account use that key.";
    Some(vec![vec![Candidate::new(text, steps)]])
}

/// An encrypted cluster or snapshot with the data of an unencrypted one.
pub(crate) fn to_encrypted(q: &Question<'_>) -> Option<Vec<Choice>> {
    let Some(snapshot) = q.snapshot().filter(|_| q.asked.name() != "CreateDBClusterSnapshot") else {
        let text = "Take a snapshot as it is, restore it to a new cluster and name a key.";
        return Some(vec![encrypted_twin(q, q.cluster()?, text)?]);
    };
    if snapshot.arn.region != q.asked.region() {
        return Some(vec![encrypted_there(q, snapshot)?]);
    }
    let region = snapshot.arn.region;
    let new = q.cluster_arn(region, &q.free(region, &[snapshot.cluster.as_str(), "-encrypted"].concat()))?;
    let named = if snapshot.arn.account == q.account() {
        String::from(snapshot.arn.id.as_str())
    } else {
        snapshot.arn.to_string()
    };
    let like = Some(Like::Snapshot(snapshot.arn.clone()));
    let goal = Goal::Cluster { arn: new.clone(), encrypted: true, like };
    let text = "Restore the snapshot to a new cluster and name a key.";
    let mut choice = Vec::new();
    for key in q.keys(region, None) {
        let mut steps = Vec::from_iter(key.make);
        steps.push(q.restore_snapshot(&new, &named, snapshot.engine.name(), &key.key)?);
        choice.push(Candidate::to(text, steps, goal.clone()));
    }
    Some(vec![choice])
}

/// An encrypted copy in another Region: only a restore encrypts, and only in the snapshot's own Region.
fn encrypted_there(q: &Question<'_>, snapshot: &Snapshot) -> Option<Choice> {
    let home = snapshot.arn.region;
    let key = q.some_key(home, None, "KEY")?;
    let stem = [snapshot.cluster.as_str(), "-encrypted"].concat();
    let new = q.cluster_arn(home, &q.free(home, &stem))?;
    let taken = q.snapshot_arn(home, &q.free(home, &[stem.as_str(), "-snapshot"].concat()))?;
    let mut steps = Vec::from_iter(key.make);
    steps.push(q.restore_snapshot(&new, &snapshot.arn.to_string(), snapshot.engine.name(), &key.key)?);
    steps.push(q.on_cluster("DBClusterAvailable", &new)?.into());
    steps.extend(q.take_snapshot(&new, taken.id.as_str())?);
    steps.push(q.again().text("SourceDBClusterSnapshotIdentifier", &taken.to_string()).into());
    let text = "Restore it to an encrypted cluster in its own Region, and copy a snapshot of that.";
    let target = q.asked.get("TargetDBClusterSnapshotIdentifier")?;
    let goal = Goal::Snapshot { arn: q.snapshot_arn(q.asked.region(), target)?, not: None };
    Some(vec![Candidate::to(text, steps, goal)])
}

/// For a copy with an invalid parameter.
pub(crate) fn other_copy(q: &Question<'_>) -> Vec<Choice> {
    [another_name(q), own_key(q), by_its_region(q)].into_iter().flatten().collect()
}

/// An unused name that is allowed.
fn another_name(q: &Question<'_>) -> Option<Choice> {
    let target = q.asked.get("TargetDBClusterSnapshotIdentifier")?;
    let stem = target.rsplit(':').next().unwrap_or(target);
    let name = q.free(q.asked.region(), stem);
    let again = q.again().text("TargetDBClusterSnapshotIdentifier", &name);
    (name != target).then(|| vec![Candidate::new("Give the copy another name.", vec![again.into()])])
}

fn own_key(q: &Question<'_>) -> Option<Choice> {
    if q.asked.has("KmsKeyId") {
        return None;
    }
    crate::clusters::with_key_here(q, "Name a key of your own.", false)
}

/// For a snapshot of another account in another Region: it is first copied within its Region.
fn by_its_region(q: &Question<'_>) -> Option<Choice> {
    let snapshot = q.snapshot()?;
    let home = snapshot.arn.region;
    if home == q.asked.region() || snapshot.arn.account == q.account() {
        return None;
    }
    let target = q.asked.get("TargetDBClusterSnapshotIdentifier")?;
    let own = q.snapshot_arn(home, &q.free(home, target))?;
    let from = snapshot.arn.to_string();
    let mut steps = Vec::new();
    let mut again = Step::from(
        q.again().without(&["SourceRegion"]).text("SourceDBClusterSnapshotIdentifier", &own.to_string()),
    );
    if snapshot.encryption.key().is_some() {
        let key = q.some_key(home, None, "KEY")?;
        steps.extend(key.make);
        if q.key_asked().is_none() {
            let there = q.some_key(q.asked.region(), None, "KEY_THERE")?;
            steps.extend(there.make);
            again = Step::with_key(again.filled(&[]), "KmsKeyId", &there.key);
        }
        steps.push(q.copy_snapshot(home, &from, own.id.as_str(), &key.key)?);
    } else {
        let copy = q.another("CopyDBClusterSnapshot", home)?.text("SourceDBClusterSnapshotIdentifier", &from);
        steps.push(copy.text("TargetDBClusterSnapshotIdentifier", own.id.as_str()).into());
    }
    steps.push(q.await_snapshot(home, own.id.as_str())?);
    steps.push(again);
    Some(vec![Candidate::new("Copy it in its own Region first, then copy that.", steps)])
}
