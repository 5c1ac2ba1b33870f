//! The candidates for each reason.

use playground_aws::likeness;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::refusal::ErrorCode;
use playground_core::rules::RuleId;

use crate::access::{allowing, denied};
use crate::clusters::{
    beside, encrypted_twin, from_backup, other_key, other_parameters, out_of_the_way, usable_again,
    with_key_here, without_encryption,
};
use crate::fork::tried;
use crate::instances::{fail_over, reader_first, wait_for_instance};
use crate::question::Question;
use crate::snapshots::{copy_of_snapshot, other_copy, share, to_encrypted};
use crate::step::{Candidate, Choice, Step, Way};

/// The ways out that were tried successfully, shortest first; empty if no candidate succeeded.
pub fn ways(question: &Question<'_>) -> Vec<Way> {
    tried(question, choices(question))
}

fn choices(q: &Question<'_>) -> Vec<Choice> {
    let one = |choice: Option<Choice>| choice.into_iter().collect();
    match q.rule {
        Some(RuleId::E04) => other_key(q).unwrap_or_default(),
        Some(RuleId::E06) => one(by_arn(q)),
        Some(RuleId::E08) => one(from_backup(q)),
        Some(RuleId::A02) => {
            let again = q.again().text("DBInstanceClass", "db.r5.large");
            vec![vec![Candidate::new("Take a class that can encrypt.", vec![again.into()])]]
        }
        Some(RuleId::L01) => one(beside(q)),
        Some(RuleId::L02 | RuleId::L04 | RuleId::L05) => to_encrypted(q).unwrap_or_default(),
        Some(RuleId::L03) => one(copy_of_snapshot(q)),
        Some(RuleId::L06) => replica_of_plain(q),
        Some(RuleId::L07) if q.asked.name() == "CreateDBInstance" => vec![without_encryption(q)],
        Some(RuleId::L07) => {
            one(with_key_here(q, "Encrypt the replica, under a key of its own Region.", true))
        }
        Some(RuleId::L08) => one(with_key_here(q, "Name a key of the Region you copy to.", false)),
        Some(RuleId::L09) => {
            let encrypted = q.asked.has("StorageEncrypted");
            one(with_key_here(q, "Name a key of this Region.", encrypted))
        }
        Some(RuleId::O05) => vec![without_encryption(q)],
        _ => by_code(q),
    }
}

fn by_code(q: &Question<'_>) -> Vec<Choice> {
    let Some(code) = q.code() else { return by_operation(q) };
    match code {
        ErrorCode::DisabledException | ErrorCode::KMSInvalidStateException => vec![usable_again(q)],
        ErrorCode::InvalidDBInstanceState | ErrorCode::DBInstanceNotReady => vec![wait_for_instance(q)],
        ErrorCode::InvalidDBClusterStateFault => match q.cluster() {
            Some(cluster)
                if q.asked.name() == "FailoverDBCluster" && cluster.status == ClusterStatus::Available =>
            {
                reader_first(q, cluster).into_iter().collect()
            }
            _ => out_of_the_way(q),
        },
        ErrorCode::InvalidDBClusterSnapshotStateFault => q.snapshot().map_or_else(Vec::new, |snapshot| {
            let wait = q.await_snapshot(snapshot.arn.region, snapshot.arn.id.as_str());
            let steps = wait.into_iter().chain([Step::from(q.again())]).collect();
            vec![vec![Candidate::new("Wait, then try again.", steps)]]
        }),
        ErrorCode::DBClusterNotFoundFault
        | ErrorCode::DBClusterSnapshotNotFoundFault
        | ErrorCode::DBInstanceNotFound => vec![alike(q)],
        ErrorCode::NotFoundException => {
            [Some(alike(q)), key_that_is_there(q)].into_iter().flatten().collect()
        }
        ErrorCode::DBClusterAlreadyExistsFault
        | ErrorCode::DBClusterSnapshotAlreadyExistsFault
        | ErrorCode::DBInstanceAlreadyExists => vec![other_name(q)],
        ErrorCode::AccessDeniedException => vec![denied(q)],
        ErrorCode::InvalidParameterValue | ErrorCode::InvalidParameterCombination => by_operation(q),
        _ => Vec::new(),
    }
}

/// For invalid parameters, and parameters that contradict each other.
fn by_operation(q: &Question<'_>) -> Vec<Choice> {
    match q.asked.name() {
        "ModifyDBClusterSnapshotAttribute" => share(q).unwrap_or_default(),
        "CopyDBClusterSnapshot" => other_copy(q),
        "RestoreDBClusterToPointInTime" if q.asked.has("RestoreToTime") => {
            let latest = q.again().without(&["RestoreToTime"]).flag("UseLatestRestorableTime", true);
            vec![vec![Candidate::new("Take the last moment that it has.", vec![latest.into()])]]
        }
        "RebootDBInstance" if q.asked.has("ForceFailover") => fail_over(q).unwrap_or_default(),
        "CreateDBCluster" => other_parameters(q),
        _ => Vec::new(),
    }
}

/// The ARN of a key or alias with that name in another account.
fn by_arn(q: &Question<'_>) -> Option<Choice> {
    let text = q.asked.get("KmsKeyId")?;
    let others = |account, region| Some(account) != q.asked.account() && region == q.asked.region();
    let mut aliases = q.world.aliases.keys();
    let alias = aliases.find(|arn| arn.id.as_str() == text && others(arn.account, arn.region));
    let mut keys = q.world.keys.keys();
    let key = keys.find(|arn| arn.id.to_string() == text && others(arn.account, arn.region));
    let arn = alias.map(ToString::to_string).or_else(|| key.map(ToString::to_string))?;
    let again = Step::from(q.again().text("KmsKeyId", &arn));
    let mut choice = vec![Candidate::new("Name it by its ARN.", vec![again.clone()])];
    if let Some(key) = q.key_named(&arn) {
        choice.extend(allowing(q, key, &again));
    }
    Some(choice)
}

fn replica_of_plain(q: &Question<'_>) -> Vec<Choice> {
    let mut all = vec![without_encryption(q)];
    if q.asked.name() == "CreateDBCluster"
        && let Some(source) = q.cluster()
    {
        let text = "Restore the source to an encrypted cluster first, then replicate that one.";
        all.extend(encrypted_twin(q, source, text));
    }
    all
}

/// For a call of RDS that named a key which does not exist.
fn key_that_is_there(q: &Question<'_>) -> Option<Choice> {
    let encrypted = q.asked.has("StorageEncrypted");
    q.asked.get("KmsKeyId").and_then(|_| with_key_here(q, "Name a key that is there.", encrypted))
}

/// The similarity, of 1000, above which another name may have been meant.
const ALIKE: usize = 600;

/// The same request with an existing name that is similar to the given one, most similar first.
fn alike(q: &Question<'_>) -> Choice {
    let here = |account, region| account == q.account() && region == q.asked.region();
    let clusters = q.world.clusters.keys().filter(|arn| here(arn.account, arn.region));
    let instances = q.world.instances.keys().filter(|arn| here(arn.account, arn.region));
    let snapshots = q.world.snapshots.keys().filter(|arn| here(arn.account, arn.region));
    let clusters: Vec<&str> = clusters.map(|arn| arn.id.as_str()).collect();
    let instances: Vec<&str> = instances.map(|arn| arn.id.as_str()).collect();
    let snapshots: Vec<&str> = snapshots.map(|arn| arn.id.as_str()).collect();
    let aliases = q.world.aliases.keys().filter(|arn| here(arn.account, arn.region));
    let aliases: Vec<&str> = aliases.map(|arn| arn.id.as_str()).collect();
    let members = [
        ("KeyId", &aliases),
        ("KmsKeyId", &aliases),
        ("DestinationKeyId", &aliases),
        ("SourceDBClusterIdentifier", &clusters),
        ("DBClusterIdentifier", &clusters),
        ("DBInstanceIdentifier", &instances),
        ("TargetDBInstanceIdentifier", &instances),
        ("SourceDBClusterSnapshotIdentifier", &snapshots),
        ("SnapshotIdentifier", &snapshots),
        ("DBClusterSnapshotIdentifier", &snapshots),
    ];
    let mut found = Vec::new();
    for (member, names) in members {
        let Some(given) = q.asked.get(member) else { continue };
        let near = names.iter().filter(|name| **name != given);
        let near = near.map(|name| (likeness(given, name), *name)).filter(|(score, _)| *score >= ALIKE);
        found.extend(near.map(|(score, name)| (score, q.again().text(member, name))));
    }
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let candidate =
        |(_, again): (usize, _)| Candidate::new("There is one of nearly that name.", vec![Step::from(again)]);
    found.into_iter().map(candidate).collect()
}

/// The same request with an unused name.
fn other_name(q: &Question<'_>) -> Choice {
    let region = q.asked.region();
    let members = [
        "NewDBClusterIdentifier",
        "TargetDBClusterSnapshotIdentifier",
        "FinalDBSnapshotIdentifier",
        "DBClusterSnapshotIdentifier",
        "DBInstanceIdentifier",
        "DBClusterIdentifier",
    ];
    let named = members.iter().filter_map(|member| Some((member, q.asked.get(member)?)));
    let renamed = named.map(|(member, name)| {
        let free = if *member == "DBInstanceIdentifier" {
            q.free_instance(region, name)
        } else {
            q.free(region, name)
        };
        Candidate::new("Take a name that is free.", vec![q.again().text(member, &free).into()])
    });
    renamed.collect()
}
