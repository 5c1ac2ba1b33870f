//! Candidates for instances: waiting for one, failing over to another, adding a reader.

use playground_core::ids::InstanceId;
use playground_core::ops::rds::RdsOp;
use playground_core::ops::rds::failover_db_cluster::FailoverDBCluster;
use playground_core::ops::rds::reboot_db_instance::RebootDBInstance;
use playground_core::rds::cluster::Cluster;

use crate::question::Question;
use crate::step::{Candidate, Choice};

/// An instance is in a status in which it can't be done.
pub(crate) fn wait_for_instance(q: &Question<'_>, id: &InstanceId) -> Choice {
    let steps = vec![q.await_instance(q.region(), id.clone()), q.again()];
    vec![Candidate::new("Wait, then try again.", steps)]
}

/// A failover to an instance that can't take over.
pub(crate) fn to_any_reader(q: &Question<'_>) -> Choice {
    let Some(RdsOp::FailoverDBCluster(input)) = q.rds() else { return Vec::new() };
    let again = q.rds_again(FailoverDBCluster { target: None, ..input.clone() });
    vec![Candidate::new("Let Aurora choose the reader.", vec![again])]
}

/// A failover of a cluster of which no reader is ready.
pub(crate) fn wait_for_reader(q: &Question<'_>, cluster: &Cluster) -> Choice {
    let wait = |id: &InstanceId| vec![q.await_instance(cluster.arn.region, id.clone()), q.again()];
    let readers = cluster.members.iter().skip(1);
    readers.map(|reader| Candidate::new("Wait for a reader, then try again.", wait(&reader.id))).collect()
}

/// For a failover of a cluster that has no reader.
pub(crate) fn reader_first(q: &Question<'_>, cluster: &Cluster) -> Option<Choice> {
    let region = cluster.arn.region;
    let mut steps = Vec::new();
    if cluster.members.is_empty() {
        // The first instance of a cluster is its writer.
        let writer = q.free_instance(region, cluster.arn.id.as_str())?;
        steps.push(q.add_instance(cluster, writer));
    }
    let reader = q.free_instance(region, &[cluster.arn.id.as_str(), "-reader"].concat())?;
    steps.extend([q.add_instance(cluster, reader.clone()), q.await_instance(region, reader), q.again()]);
    Some(vec![Candidate::new("Add a reader first.", steps)])
}

/// For a reboot with failover.
pub(crate) fn fail_over(q: &Question<'_>) -> Option<Vec<Choice>> {
    let Some(RdsOp::RebootDBInstance(input)) = q.rds() else { return None };
    let cluster = &q.cluster()?.arn;
    let failed_over = FailoverDBCluster { id: cluster.id.clone().into(), target: None };
    let rebooted = RebootDBInstance { force_failover: false, ..input.clone() };
    Some(vec![
        vec![Candidate::new("Fail the cluster over.", vec![q.rds_step(cluster.region, failed_over)])],
        vec![Candidate::new("Reboot without failover.", vec![q.rds_again(rebooted)])],
    ])
}
