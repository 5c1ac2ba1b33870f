//! The shortest legal ways to what was wanted, as commands ready to run.

use playground_core::ids::{KeyArn, Region};
use playground_core::kms::state::KeyState;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::refusal::Refusal;
use playground_core::rules::RuleId;

use super::access::{allowing, denied};
use super::client;
use super::instances::{fail_over, reader_first, wait_for_instance};
use super::names::Names;
use super::snapshots::{copy_of_snapshot, share};
use crate::entry::{Refused, SqlRun};
use crate::view::Way;

pub(super) fn way(text: &str, commands: Vec<String>) -> Way {
    Way { text: String::from(text), commands }
}

/// Legal ways, shortest first; empty where there is none to tell.
pub(super) fn ways(names: &Names<'_>, refused: &Refused, run: Option<&SqlRun>) -> Vec<Way> {
    if names.by_client(refused, run) {
        return client::ways(names, refused, run);
    }
    match refused.rule {
        Some(RuleId::E04) => other_key(names),
        Some(RuleId::E06) => by_arn(names),
        Some(RuleId::E08) => from_backup(names),
        Some(RuleId::A02) => {
            let line = names.again(&["--db-instance-class"], "--db-instance-class db.r5.large");
            vec![way("Take a class that can encrypt.", vec![line])]
        }
        Some(RuleId::L01) => beside(names),
        Some(RuleId::L02 | RuleId::L04 | RuleId::L05) => to_encrypted(names, refused),
        Some(RuleId::L03) => copy_of_snapshot(names),
        Some(RuleId::L06) => replica_of_plain(names),
        Some(RuleId::L07) if names.asked.operation() == "create-db-instance" => without_encryption(names),
        Some(RuleId::L07) => {
            with_key_here(names, "Encrypt the replica, under a key of its own Region.", true)
        }
        Some(RuleId::L08) => with_key_here(names, "Name a key of the Region you copy to.", false),
        Some(RuleId::L09) => {
            let encrypted = names.asked.has("--storage-encrypted");
            with_key_here(names, "Name a key of this Region.", encrypted)
        }
        Some(RuleId::O05) => without_encryption(names),
        _ => by_code(names, refused),
    }
}

fn by_code(names: &Names<'_>, refused: &Refused) -> Vec<Way> {
    let cause = refused.refusal.as_ref().and_then(Refusal::cause);
    let again = names.again(&[], "");
    match cause.map_or(&*refused.code, |cause| cause.code().name()) {
        "DisabledException" | "KMSInvalidStateException" => usable_again(names, again),
        "InvalidDBInstanceState" | "DBInstanceNotReady" => wait_for_instance(names, again),
        "InvalidDBClusterStateFault" => names.cluster().map_or_else(Vec::new, |cluster| {
            if names.asked.operation() == "failover-db-cluster" && cluster.status == ClusterStatus::Available
            {
                return reader_first(names, cluster, again);
            }
            let wait = ["rds wait db-cluster-available --db-cluster-identifier ", cluster.arn.id.as_str()];
            vec![way("Wait, then try again.", vec![names.aws_in(cluster.arn.region, &wait.concat()), again])]
        }),
        "InvalidDBClusterSnapshotStateFault" => names.snapshot().map_or_else(Vec::new, |snapshot| {
            let wait = [
                "rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier ",
                snapshot.arn.id.as_str(),
            ];
            vec![way("Wait, then try again.", vec![names.aws_in(snapshot.arn.region, &wait.concat()), again])]
        }),
        "DBClusterNotFoundFault" => vec![way(
            "See what is there.",
            vec![names.aws("rds describe-db-clusters --query DBClusters[].DBClusterIdentifier")],
        )],
        "DBClusterSnapshotNotFoundFault" => vec![way(
            "See what is there.",
            vec![names.aws(
                "rds describe-db-cluster-snapshots --query DBClusterSnapshots[].DBClusterSnapshotIdentifier",
            )],
        )],
        "DBLogFileNotFoundFault" => vec![way(
            "See what is there.",
            vec![names.aws(&[
                "rds describe-db-log-files --query DescribeDBLogFiles[].LogFileName --db-instance-identifier ",
                names.or("--db-instance-identifier", "NAME"),
            ].concat())],
        )],
        "DBInstanceNotFound" => vec![way(
            "See what is there.",
            vec![names.aws("rds describe-db-instances --query DBInstances[].DBInstanceIdentifier")],
        )],
        "AccessDeniedException" => denied(names, &again),
        "NotFoundException" => vec![way("See which keys there are.", vec![names.aws("kms list-aliases")])],
        "InvalidParameterValue" if names.asked.operation() == "modify-db-cluster-snapshot-attribute" => {
            share(names)
        }
        "InvalidParameterValue" if names.asked.operation() == "copy-db-cluster-snapshot" => {
            with_key_here(names, "Name a key of your own.", false)
        }
        "InvalidParameterValue" if names.asked.option("--restore-to-time").is_some() => {
            let latest = names.again(&["--restore-to-time"], "--use-latest-restorable-time");
            vec![way("Take the last moment that it has.", vec![latest])]
        }
        "InvalidParameterCombination" if names.asked.has("--force-failover") => fail_over(names),
        "InvalidParameterCombination"
            if names.asked.has("--kms-key-id") && names.asked.operation() == "create-db-cluster" =>
        {
            vec![way(
                "Ask for encryption as well.",
                vec![names.again(&["--no-storage-encrypted"], "--storage-encrypted")],
            )]
        }
        _ => Vec::new(),
    }
}

/// A cluster without encryption beside the one in question.
fn beside(names: &Names<'_>) -> Vec<Way> {
    let cluster = names.cluster();
    let region = names.asked.region();
    let name = cluster.map_or("NAME", |cluster| cluster.arn.id.as_str());
    let create = [
        "rds create-db-cluster --db-cluster-identifier ",
        &names.free(region, &[name, "-plain"].concat()),
        " --engine ",
        cluster.map_or("aurora-mysql", |cluster| cluster.engine.name()),
        " --master-username admin --master-user-password PASSWORD",
    ];
    let text =
        "There is no way back for this cluster. Create one without encryption and load the data through SQL.";
    vec![way(text, vec![names.aws(&create.concat())])]
}

fn other_key(names: &Names<'_>) -> Vec<Way> {
    let cluster = names.cluster();
    let region = names.asked.region();
    let except = cluster.and_then(|cluster| cluster.encryption.key());
    let (mut first, key) = match names.asked.option("--kms-key-id") {
        Some(key) => (Vec::new(), String::from(key)),
        None => names.some_key(region, except),
    };
    let name = names.or("--db-cluster-identifier", "NAME");
    let engine = cluster.map_or("aurora-mysql", |cluster| cluster.engine.name());
    let new = names.free(region, &[name, "-new"].concat());
    let snapshot = names.free(region, &[name, "-snapshot"].concat());
    let mut second = first.clone();
    first.push(names.restore_backup(region, &new, name, Some(&key)));
    second.extend(names.take_snapshot(region, name, &snapshot));
    second.push(names.restore_snapshot(region, &new, &snapshot, engine, &key));
    vec![
        way("Restore its backup to a new cluster under the other key.", first),
        way("Take a snapshot and restore that under the other key.", second),
    ]
}

/// The ARN of a key or alias of that name in another account.
fn by_arn(names: &Names<'_>) -> Vec<Way> {
    let text = names.asked.option("--kms-key-id").unwrap_or_default();
    let others = |account, region| Some(account) != names.asked.account() && region == names.asked.region();
    let mut aliases = names.world.aliases.keys();
    let alias = aliases.find(|arn| arn.id.as_str() == text && others(arn.account, arn.region));
    let mut keys = names.world.keys.keys();
    let key = keys.find(|arn| arn.id.to_string() == text && others(arn.account, arn.region));
    let Some(arn) = alias.map(ToString::to_string).or_else(|| key.map(ToString::to_string)) else {
        return Vec::new();
    };
    let line = names.again(&["--kms-key-id"], &["--kms-key-id ", &arn].concat());
    let Some(key) = names.named(&arn).filter(|_| !names.would_work(std::slice::from_ref(&line))) else {
        return vec![way("Name it by its ARN.", vec![line])];
    };
    allowing(names, key, &line)
}

pub(super) fn from_backup(names: &Names<'_>) -> Vec<Way> {
    let Some(cluster) = names.cluster() else { return Vec::new() };
    let (region, id) = (cluster.arn.region, cluster.arn.id.as_str());
    let restore = names.restore_backup(region, &names.free(region, &[id, "-restored"].concat()), id, None);
    let Some(key) = cluster.encryption.key() else { return vec![way("Restore its backup.", vec![restore])] };
    if !names.world.keys.contains_key(key) {
        return vec![way("Its key is deleted: nothing under it can ever be read again.", Vec::new())];
    }
    let mut commands = make_usable(names, key);
    let text = if commands.is_empty() {
        "Restore its backup to a new cluster."
    } else {
        "Make the key usable again, then restore the backup to a new cluster."
    };
    commands.push(restore);
    vec![way(text, commands)]
}

/// Commands that bring a key back to `Enabled`; none if it is.
fn make_usable(names: &Names<'_>, key: &KeyArn) -> Vec<String> {
    let id = key.id.to_string();
    let cancel = || names.aws_in(key.region, &["kms cancel-key-deletion --key-id ", &id].concat());
    let enable = || names.aws_in(key.region, &["kms enable-key --key-id ", &id].concat());
    match names.world.keys.get(key).map(|key| key.state()) {
        Some(KeyState::Disabled) => vec![enable()],
        Some(KeyState::PendingDeletion) => vec![cancel(), enable()],
        _ => Vec::new(),
    }
}

/// The key in question, whichever the command needed, made usable.
fn usable_again(names: &Names<'_>, again: String) -> Vec<Way> {
    let used = names.cluster().and_then(|cluster| cluster.encryption.key());
    let used = used.or_else(|| names.snapshot().and_then(|snapshot| snapshot.encryption.key()));
    let text = names.asked.option("--kms-key-id").or_else(|| names.asked.option("--key-id"));
    let spoken = text.and_then(|text| names.named(text));
    let keys = [spoken, used];
    let commands =
        keys.into_iter().flatten().map(|key| make_usable(names, key)).find(|found| !found.is_empty());
    commands.map_or_else(Vec::new, |mut commands| {
        commands.push(again);
        vec![way("Make the key usable again, then repeat the command.", commands)]
    })
}

fn to_encrypted(names: &Names<'_>, refused: &Refused) -> Vec<Way> {
    let region = names.asked.region();
    let (mut commands, key) = match names.asked.option("--kms-key-id") {
        Some(key) => (Vec::new(), String::from(key)),
        None => names.some_key(region, None),
    };
    if let Some(snapshot) = names.snapshot().filter(|_| refused.rule != Some(RuleId::L04)) {
        let new = names.free(region, &[snapshot.cluster.as_str(), "-encrypted"].concat());
        let id = snapshot.arn.id.as_str();
        commands.push(names.restore_snapshot(region, &new, id, snapshot.engine.name(), &key));
        return vec![way("Restore the snapshot to a new cluster and name a key.", commands)];
    }
    let cluster = names.cluster();
    let name = cluster.map_or("NAME", |cluster| cluster.arn.id.as_str());
    let engine = cluster.map_or("aurora-mysql", |cluster| cluster.engine.name());
    commands.extend(encrypted_twin(names, region, name, engine, &key));
    vec![way("Take a snapshot as it is, restore it to a new cluster and name a key.", commands)]
}

/// An encrypted cluster with the data of an unencrypted one, by way of a snapshot.
fn encrypted_twin(names: &Names<'_>, region: Region, name: &str, engine: &str, key: &str) -> Vec<String> {
    let snapshot = names.free(region, &[name, "-snapshot"].concat());
    let new = names.free(region, &[name, "-encrypted"].concat());
    let mut commands = Vec::from(names.take_snapshot(region, name, &snapshot));
    commands.push(names.restore_snapshot(region, &new, &snapshot, engine, key));
    commands
}

fn replica_of_plain(names: &Names<'_>) -> Vec<Way> {
    let mut all = without_encryption(names);
    if names.asked.operation() == "create-db-cluster"
        && let Some(source) = names.cluster()
    {
        let region = source.arn.region;
        let (mut commands, key) = names.some_key(region, None);
        let (name, engine) = (source.arn.id.as_str(), source.engine.name());
        commands.extend(encrypted_twin(names, region, name, engine, &key));
        all.push(way("Restore the source to an encrypted cluster first, then replicate that one.", commands));
    }
    all
}

/// The same command without a word about encryption.
fn without_encryption(names: &Names<'_>) -> Vec<Way> {
    let options = ["--kms-key-id", "--storage-encrypted", "--no-storage-encrypted"];
    vec![way("Leave the options out: it is then like its source.", vec![names.again(&options, "")])]
}

/// The same command with a key of the Region it runs in.
fn with_key_here(names: &Names<'_>, text: &str, encrypted: bool) -> Vec<Way> {
    let region: Region = names.asked.region();
    let (mut commands, key) = names.some_key(region, None);
    let option = if encrypted { "--storage-encrypted --kms-key-id " } else { "--kms-key-id " };
    let without = ["--kms-key-id", "--storage-encrypted", "--no-storage-encrypted"];
    commands.push(names.again(&without, &[option, &key].concat()));
    vec![way(text, commands)]
}
