//! Candidates for clusters: other encryption, another name, removing what prevents a change.

use playground_core::ids::KeyArn;
use playground_core::kms::state::KeyState;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::lifecycle::ClusterStatus;

use crate::make::KEY_MEMBERS;
use crate::question::Question;
use crate::step::{Candidate, Choice, Goal, Like, Step};

/// An unencrypted cluster in addition to the one in question.
pub(crate) fn beside(q: &Question<'_>) -> Option<Choice> {
    let cluster = q.cluster()?;
    let region = q.asked.region();
    let new = q.cluster_arn(region, &q.free(region, &[cluster.arn.id.as_str(), "-plain"].concat()))?;
    let create = q.on_cluster("CreateDBCluster", &new)?.text("Engine", cluster.engine.name());
    let create = create.text("MasterUsername", "admin").text("MasterUserPassword", "PASSWORD");
    let text =
        "There is no way back for this cluster. Create one without encryption and load the data through SQL.";
    let goal = Goal::Cluster { arn: new, encrypted: false, like: None };
    Some(vec![Candidate::to(text, vec![create.into()], goal)])
}

/// A cluster with the same data under another key.
pub(crate) fn other_key(q: &Question<'_>) -> Option<Vec<Choice>> {
    let cluster = q.cluster()?;
    let (region, name) = (cluster.arn.region, cluster.arn.id.as_str());
    let new = q.cluster_arn(region, &q.free(region, &[name, "-new"].concat()))?;
    let snapshot = q.free(region, &[name, "-snapshot"].concat());
    let goal =
        Goal::Cluster { arn: new.clone(), encrypted: true, like: Some(Like::Cluster(cluster.arn.clone())) };
    let (mut by_backup, mut by_snapshot) = (Vec::new(), Vec::new());
    for key in q.keys(region, cluster.encryption.key()) {
        let mut first = Vec::from_iter(key.make);
        let mut second = first.clone();
        first.push(Step::with_key(q.restore_backup(&new, name)?, "KmsKeyId", &key.key));
        second.extend(q.take_snapshot(&cluster.arn, &snapshot)?);
        second.push(q.restore_snapshot(&new, &snapshot, cluster.engine.name(), &key.key)?);
        let text = "Restore its backup to a new cluster under the other key.";
        by_backup.push(Candidate::to(text, first, goal.clone()));
        let text = "Take a snapshot and restore that under the other key.";
        by_snapshot.push(Candidate::to(text, second, goal.clone()));
    }
    Some(vec![by_backup, by_snapshot])
}

/// A new cluster from the backup of the one in question, whose key may first have to be made usable again.
pub fn from_backup(q: &Question<'_>) -> Option<Choice> {
    let cluster = q.cluster()?;
    let (region, id) = (cluster.arn.region, cluster.arn.id.as_str());
    let new = q.cluster_arn(region, &q.free(region, &[id, "-restored"].concat()))?;
    let restore = Step::from(q.restore_backup(&new, id)?);
    let key = cluster.encryption.key();
    let mut steps = key.map_or_else(Vec::new, |key| make_usable(q, key));
    let text = match (key, steps.is_empty()) {
        (None, _) => "Restore its backup.",
        (Some(_), true) => "Restore its backup to a new cluster.",
        (Some(_), false) => "Make the key usable again, then restore the backup to a new cluster.",
    };
    steps.push(restore);
    let goal = Goal::Cluster {
        arn: new,
        encrypted: key.is_some(),
        // The backup does not have what a client wrote after its last moment.
        like: None,
    };
    Some(vec![Candidate::to(text, steps, goal)])
}

/// The steps that make a key `Enabled` again; none if it is.
pub(crate) fn make_usable(q: &Question<'_>, key: &KeyArn) -> Vec<Step> {
    let step = |name| Some(q.another(name, key.region)?.text("KeyId", &key.id.to_string()).into());
    let names: &[&str] = match q.world.keys.get(key).map(|key| key.state()) {
        Some(KeyState::Disabled) => &["EnableKey"],
        Some(KeyState::PendingDeletion) => &["CancelKeyDeletion", "EnableKey"],
        _ => &[],
    };
    names.iter().filter_map(|name| step(name)).collect()
}

/// Makes the key that the request needed usable again.
pub(crate) fn usable_again(q: &Question<'_>) -> Choice {
    let used = q.cluster().and_then(|cluster| cluster.encryption.key());
    let read = q.snapshot().and_then(|snapshot| snapshot.encryption.key());
    let spoken = ["KmsKeyId", "KeyId"].iter().find_map(|member| q.key_named(q.asked.get(member)?));
    let candidate = |key: &KeyArn| {
        let mut steps = make_usable(q, key);
        steps.push(q.again().into());
        Candidate::new("Make the key usable again, then repeat the command.", steps)
    };
    [q.key_in_state(), spoken, used, read].into_iter().flatten().map(candidate).collect()
}

/// An encrypted cluster with the data of an unencrypted one, through a snapshot.
pub(crate) fn encrypted_twin(q: &Question<'_>, cluster: &Cluster, text: &'static str) -> Option<Choice> {
    let (region, name) = (cluster.arn.region, cluster.arn.id.as_str());
    let mut choice = Vec::new();
    for key in q.keys(region, None) {
        let snapshot = q.free(region, &[name, "-snapshot"].concat());
        let new = q.cluster_arn(region, &q.free(region, &[name, "-encrypted"].concat()))?;
        let mut steps = Vec::from_iter(key.make);
        steps.extend(q.take_snapshot(&cluster.arn, &snapshot)?);
        steps.push(q.restore_snapshot(&new, &snapshot, cluster.engine.name(), &key.key)?);
        let like = Some(Like::Cluster(cluster.arn.clone()));
        choice.push(Candidate::to(text, steps, Goal::Cluster { arn: new, encrypted: true, like }));
    }
    Some(choice)
}

/// The same request without encryption options.
pub(crate) fn without_encryption(q: &Question<'_>) -> Choice {
    let text = "Leave the options out: it is then like its source.";
    vec![Candidate::new(text, vec![q.again().without(&KEY_MEMBERS).into()])]
}

/// The same request with a key of the Region that it runs in.
pub(crate) fn with_key_here(q: &Question<'_>, text: &'static str, encrypted: bool) -> Option<Choice> {
    let key = q.some_key(q.asked.region(), None, "KEY")?;
    let mut again = q.again().without(&KEY_MEMBERS);
    if encrypted && again.takes("StorageEncrypted") {
        again = again.flag("StorageEncrypted", true);
    }
    let mut steps = Vec::from_iter(key.make);
    steps.push(Step::with_key(again, "KmsKeyId", &key.key));
    Some(vec![Candidate::new(text, steps)])
}

/// For parameters of a new cluster that contradict each other.
pub(crate) fn other_parameters(q: &Question<'_>) -> Vec<Choice> {
    let plain = q.again().without(&["MasterUsername", "MasterUserPassword"]);
    let encrypted = q.again().flag("StorageEncrypted", true);
    let mut all = Vec::new();
    if q.asked.has("ReplicationSourceIdentifier") {
        let text = "Leave the master user out: a replica has those of its source.";
        all.push(vec![Candidate::new(text, vec![plain.into()])]);
    } else if q.asked.has("KmsKeyId") {
        all.push(vec![Candidate::new("Ask for encryption as well.", vec![encrypted.into()])]);
    }
    all
}

/// For a cluster whose status or resources prevent the operation.
pub(crate) fn out_of_the_way(q: &Question<'_>) -> Vec<Choice> {
    let Some(cluster) = q.cluster() else { return Vec::new() };
    let wait = q.on_cluster("DBClusterAvailable", &cluster.arn);
    let then_again = |text, first: Option<Vec<Step>>| {
        let mut steps = first?;
        steps.push(q.again().into());
        Some(Candidate::new(text, steps))
    };
    let waited = || Some(vec![Step::from(wait.clone()?)]);
    let start = || {
        let start = q.on_cluster("StartDBCluster", &cluster.arn)?;
        Some(vec![Step::from(start), Step::from(wait.clone()?)])
    };
    let promoted = || {
        let promote = |replica| {
            let promote = q.on_cluster("PromoteReadReplicaDBCluster", replica)?;
            Some([Step::from(promote), q.on_cluster("DBClusterAvailable", replica)?.into()])
        };
        let all: Option<Vec<_>> = cluster.replicas.iter().map(promote).collect();
        all.map(|all| all.into_iter().flatten().collect())
    };
    let deleted = || {
        let delete = |replica| {
            let mut steps =
                q.world.clusters.get(replica).map_or_else(Vec::new, |replica| delete_instances(q, replica));
            let delete = q.on_cluster("DeleteDBCluster", replica)?.flag("SkipFinalSnapshot", true);
            steps.extend([Step::from(delete), q.on_cluster("DBClusterDeleted", replica)?.into()]);
            Some(steps)
        };
        let all: Option<Vec<_>> = cluster.replicas.iter().map(delete).collect();
        all.map(|all| all.into_iter().flatten().collect())
    };
    let with_replicas = |all: Option<Vec<Step>>| all.filter(|_| cluster.replicas.iter().next().is_some());
    let choices = [
        [then_again("Wait, then try again.", waited()), then_again("Start the cluster first.", start())],
        [then_again("Delete its instances first.", Some(delete_instances(q, cluster))), None],
        [then_again("Make the replica a cluster of its own first.", with_replicas(promoted())), None],
        [then_again("Delete the replica first.", with_replicas(deleted())), None],
    ];
    let status = cluster.status != ClusterStatus::Available;
    choices
        .into_iter()
        .enumerate()
        .filter(|(at, _)| *at > 0 || status)
        .map(|(_, choice)| choice.into_iter().flatten().collect())
        .collect()
}

/// Deletes the instances of a cluster and waits until they are gone.
fn delete_instances(q: &Question<'_>, cluster: &Cluster) -> Vec<Step> {
    let region = cluster.arn.region;
    let on = |name: &'static str| {
        let step = move |id: &str| Some(Step::from(q.on_instance(name, region, id)?));
        cluster.members.iter().filter_map(move |arn| step(arn.id.as_str()))
    };
    on("DeleteDBInstance").chain(on("DBInstanceDeleted")).collect()
}
