//! Candidates for instances: waiting for one, failing over to another, adding a reader.

use playground_core::rds::cluster::Cluster;

use crate::question::Question;
use crate::step::{Candidate, Choice, Step};

/// For an instance whose status prevents the operation.
pub(crate) fn wait_for_instance(q: &Question<'_>) -> Choice {
    let members = ["TargetDBInstanceIdentifier", "DBInstanceIdentifier"];
    let instance = members.iter().find_map(|member| q.instance(member));
    let waited = instance.and_then(|instance| {
        let wait = q.on_instance("DBInstanceAvailable", instance.arn.region, instance.arn.id.as_str())?;
        Some(Candidate::new("Wait, then try again.", vec![wait.into(), q.again().into()]))
    });
    let anybody = q.again().without(&["TargetDBInstanceIdentifier"]);
    let anybody = Candidate::new("Let Aurora choose the reader.", vec![anybody.into()]);
    waited.into_iter().chain([anybody]).collect()
}

/// For a failover of a cluster that has no reader.
pub(crate) fn reader_first(q: &Question<'_>, cluster: &Cluster) -> Option<Choice> {
    let region = cluster.arn.region;
    let again = || Step::from(q.again());
    let mut choice = Vec::new();
    for reader in cluster.members.iter().skip(1) {
        let wait = q.on_instance("DBInstanceAvailable", region, reader.id.as_str())?;
        choice.push(Candidate::new("Wait for a reader, then try again.", vec![wait.into(), again()]));
    }
    // The first instance of a cluster is its writer.
    let first = cluster.members.is_empty().then(|| q.free_instance(region, cluster.arn.id.as_str()));
    let reader = q.free_instance(region, &[cluster.arn.id.as_str(), "-reader"].concat());
    let mut steps = Vec::new();
    for id in first.iter().chain([&reader]) {
        steps.push(Step::from(q.add_instance(cluster, id)?));
    }
    steps.extend([q.on_instance("DBInstanceAvailable", region, &reader)?.into(), again()]);
    choice.push(Candidate::new("Add a reader first.", steps));
    Some(choice)
}

/// For a reboot with failover.
pub(crate) fn fail_over(q: &Question<'_>) -> Option<Vec<Choice>> {
    let failed_over = q.on_cluster("FailoverDBCluster", &q.cluster()?.arn)?;
    let rebooted = q.again().without(&["ForceFailover"]);
    Some(vec![
        vec![Candidate::new("Fail the cluster over.", vec![failed_over.into()])],
        vec![Candidate::new("Reboot without failover.", vec![rebooted.into()])],
    ])
}
