//! Ways that lead through snapshots.

use super::names::Names;
use super::ways::way;
use crate::view::Way;

pub(super) fn copy_of_snapshot(names: &Names<'_>) -> Vec<Way> {
    let snapshot = names.or("--db-cluster-snapshot-identifier", "SNAPSHOT");
    let options = ["--kms-key-id", "--storage-encrypted", "--no-storage-encrypted"];
    let plain = names.again(&options, "");
    let Some(key) = names.asked.option("--kms-key-id") else {
        let text = "Take the snapshot without that option: it is encrypted like its cluster.";
        return vec![way(text, vec![plain])];
    };
    let region = names.asked.region();
    let copy = names.free(region, &[snapshot, "-copy"].concat());
    let commands =
        vec![plain, names.await_snapshot(region, snapshot), names.copy_snapshot(snapshot, &copy, key)];
    vec![way("Take the snapshot under the cluster's key, then copy it under the other.", commands)]
}

/// A snapshot that can't be shared as it is.
pub(super) fn share(names: &Names<'_>) -> Vec<Way> {
    let snapshot = names.or("--db-cluster-snapshot-identifier", "SNAPSHOT");
    if names.asked.has("all") {
        let line = names.again(&["--values-to-add"], "--values-to-add 444455556666");
        return vec![way("Name the accounts, for example:", vec![line])];
    }
    let region = names.asked.region();
    let (mut commands, key) = names.some_key(region, None);
    let copy = names.free(region, &[snapshot, "-own-key"].concat());
    commands.push(names.copy_snapshot(snapshot, &copy, &key));
    commands.push(names.await_snapshot(region, &copy));
    let option = "--db-cluster-snapshot-identifier";
    commands.push(names.again(&[option], &[option, " ", &copy].concat()));
    let text = "Copy it under a key of your own, share the copy, and let the other account use that key.";
    vec![way(text, commands)]
}
