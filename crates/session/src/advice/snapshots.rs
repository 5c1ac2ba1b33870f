//! Ways that lead through snapshots.

use super::names::Names;
use super::ways::way;
use crate::view::Way;

/// Commands that take the snapshot `<cluster>-snapshot`.
pub(super) fn snapshot_of(names: &Names<'_>, cluster: &str) -> [String; 2] {
    [
        names.aws(
            &[
                "rds create-db-cluster-snapshot --db-cluster-identifier ",
                cluster,
                " --db-cluster-snapshot-identifier ",
                cluster,
                "-snapshot",
            ]
            .concat(),
        ),
        names.aws(
            &[
                "rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier ",
                cluster,
                "-snapshot",
            ]
            .concat(),
        ),
    ]
}

pub(super) fn copy_of_snapshot(names: &Names<'_>) -> Vec<Way> {
    let snapshot = names.or("--db-cluster-snapshot-identifier", "SNAPSHOT");
    let options = ["--kms-key-id", "--storage-encrypted", "--no-storage-encrypted"];
    let plain = names.again(&options, "");
    let Some(key) = names.asked.option("--kms-key-id") else {
        return vec![way(
            "Take the snapshot without that option: it is encrypted like its cluster.",
            vec![plain],
        )];
    };
    let wait =
        ["rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier ", snapshot].concat();
    let copy = [
        "rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier ",
        snapshot,
        " --target-db-cluster-snapshot-identifier ",
        snapshot,
        "-copy --kms-key-id ",
        key,
    ]
    .concat();
    vec![way(
        "Take the snapshot under the cluster's key, then copy it under the other.",
        vec![plain, names.aws(&wait), names.aws(&copy)],
    )]
}

/// A snapshot that can't be shared as it is.
pub(super) fn share(names: &Names<'_>) -> Vec<Way> {
    let snapshot = names.or("--db-cluster-snapshot-identifier", "SNAPSHOT");
    if names.asked.words.iter().any(|word| word == "all") {
        let line = names.again(&["--values-to-add"], "--values-to-add 444455556666");
        return vec![way("Name the accounts, for example:", vec![line])];
    }
    let (mut commands, key) = names.some_key(names.asked.region(), None);
    let copy = [snapshot, "-own-key"].concat();
    commands.push(
        names.aws(
            &[
                "rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier ",
                snapshot,
                " --target-db-cluster-snapshot-identifier ",
                &copy,
                " --kms-key-id ",
                &key,
            ]
            .concat(),
        ),
    );
    commands.push(
        names.aws(
            &["rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier ", &copy].concat(),
        ),
    );
    commands.push(names.again(
        &["--db-cluster-snapshot-identifier"],
        &["--db-cluster-snapshot-identifier ", &copy].concat(),
    ));
    vec![way(
        "Copy it under a key of your own, share the copy, and let the other account use that key.",
        commands,
    )]
}
