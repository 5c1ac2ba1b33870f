//! What helps against refusals about global clusters.

use playground_core::edition::Edition;
use playground_core::ids::{ClusterArn, GlobalClusterId};
use playground_core::ops::rds::RdsOp;
use playground_core::ops::rds::create_db_cluster::CreateDBCluster;
use playground_core::ops::rds::create_global_cluster::CreateGlobalCluster;
use playground_core::ops::rds::failover_global_cluster::FailoverGlobalCluster;
use playground_core::ops::rds::modify_global_cluster::ModifyGlobalCluster;
use playground_core::ops::rds::remove_from_global_cluster::RemoveFromGlobalCluster;
use playground_core::ops::rds::values::MemberArn;
use playground_core::rds::global::GlobalCluster;
use playground_core::rds::global_refusal::GlobalRefusal;

use crate::changes;
use crate::clusters::{from_backup, pause, until_available, with_key_here};
use crate::question::Question;
use crate::step::{Candidate, Choice, Step};

/// The candidates for a reason.
pub(crate) fn choices(q: &Question<'_>, why: &GlobalRefusal) -> Vec<Choice> {
    use GlobalRefusal as Why;
    match why {
        Why::KeyOfReplicaNeeded {} => vec![with_key_here(q, "Name a key of this Region.", true)],
        Why::UnencryptedPrimary {} => changes::encrypted(q).into_iter().collect(),
        Why::EncryptedPrimary {} => {
            created(q, "Leave the encryption out, like the global cluster.", |input| CreateDBCluster {
                storage_encrypted: None,
                kms_key: None,
                ..input
            })
        }
        Why::DatabaseOfReplica {} => {
            let text = "Leave the database out: a secondary cluster has its primary cluster's databases.";
            created(q, text, |input| CreateDBCluster { database_name: None, ..input })
        }
        Why::SourceOfMember {} => created(q, "Leave the replication source out.", |input| CreateDBCluster {
            replication_source: None,
            ..input
        }),
        Why::Engine { global, .. } => changes::with_engine(q, *global).into_iter().collect(),
        Why::FromSource { .. } => match q.rds() {
            Some(RdsOp::CreateGlobalCluster(input)) => {
                let input = CreateGlobalCluster {
                    engine: None,
                    engine_version: None,
                    database_name: None,
                    storage_encrypted: None,
                    ..input.clone()
                };
                vec![one("Leave out what comes from the source.", vec![q.rds_again(input)])]
            }
            _ => Vec::new(),
        },
        Why::FailoverAndSwitchover {} => match q.rds() {
            Some(RdsOp::FailoverGlobalCluster(input)) => {
                let failover = FailoverGlobalCluster { switchover: false, ..input.clone() };
                let switchover = FailoverGlobalCluster { allow_data_loss: false, ..input.clone() };
                vec![
                    one("Wait for the primary cluster: switch over.", vec![q.rds_again(switchover)]),
                    one("Continue without the primary cluster: fail over.", vec![q.rds_again(failover)]),
                ]
            }
            _ => Vec::new(),
        },
        Why::State { .. } => vec![one("Wait, then try again.", vec![pause(q), q.again()])],
        Why::SourceState { status, .. } if status.is_inaccessible() => from_backup(q).into_iter().collect(),
        Why::SourceState { source, .. } => vec![until_available(q, source)],
        Why::SourceWithoutInstance { source } => instance_first(q, source).into_iter().collect(),
        Why::StopOfMember { edition, .. } => stopped(q, *edition),
        Why::Member { .. } | Why::DeletionOfMember { .. } => {
            let member = q.cluster().map(|cluster| cluster.arn.clone());
            let text = "Make it a standalone cluster first.";
            member.into_iter().flat_map(|member| without(q, text, &[member])).collect()
        }
        Why::PrimaryLeaves { secondaries }
        | Why::DeletionOfPrimary { secondaries }
        | Why::LastOfPrimary { secondaries } => {
            without(q, "Make the secondary clusters standalone clusters first.", secondaries)
        }
        Why::NotEmpty { arn } => {
            let members = q.world.global_clusters.get(arn).map(|global| {
                let (primary, others): (Vec<_>, Vec<_>) =
                    global.clusters().cloned().partition(|member| global.primary() == Some(member));
                others.into_iter().chain(primary).collect::<Vec<_>>()
            });
            without(q, "Make its clusters standalone clusters first.", &members.unwrap_or_default())
        }
        Why::Protected {} => match q.rds() {
            Some(RdsOp::DeleteGlobalCluster(input)) => vec![unprotected(q, &input.id)],
            _ => Vec::new(),
        },

        // What is not there, names that are taken, and limits.
        Why::NotFound { .. }
        | Why::Exists { .. }
        | Why::TooMany {}
        | Why::NoClusterArn { .. }
        | Why::Replica { .. }
        | Why::RegionTaken { .. }
        | Why::TooManySecondaries { .. }
        | Why::NotAMember { .. }
        | Why::PrimaryAlready { .. } => Vec::new(),
    }
}

fn one(text: &'static str, steps: Vec<Step>) -> Choice {
    vec![Candidate::new(text, steps)]
}

/// The refused creation of a cluster, changed.
fn created(
    q: &Question<'_>,
    text: &'static str,
    change: impl Fn(CreateDBCluster) -> CreateDBCluster,
) -> Vec<Choice> {
    match q.rds() {
        Some(RdsOp::CreateDBCluster(input)) => vec![one(text, vec![q.rds_again(change(input.clone()))])],
        _ => Vec::new(),
    }
}

/// A secondary cluster leaves; a primary cluster is left by the others, and leaves as well where even the last one can't be
/// stopped.
fn stopped(q: &Question<'_>, edition: Edition) -> Vec<Choice> {
    let Some(member) = q.cluster().map(|cluster| &cluster.arn) else { return Vec::new() };
    let members = q.world.global_cluster_of(member).and_then(|global| global.members.as_ref());
    let Some(members) = members.filter(|members| members.primary == *member) else {
        return without(q, "Make it a standalone cluster first.", std::slice::from_ref(member));
    };
    let last = (edition == Edition::Y2020).then_some(member);
    let leaving: Vec<_> = members.secondaries.iter().chain(last).cloned().collect();
    let text = if members.secondaries.is_empty() {
        "Make it a standalone cluster first."
    } else {
        "Make the secondary clusters standalone clusters first."
    };
    without(q, text, &leaving)
}

/// The same request after these clusters have left their global cluster, in this order.
fn without(q: &Question<'_>, text: &'static str, members: &[ClusterArn]) -> Vec<Choice> {
    let mut steps = Vec::new();
    for arn in members {
        let Some(global) = q.world.global_cluster_of(arn) else { return Vec::new() };
        steps.push(leave(q, global, arn));
        steps.push(q.await_cluster(arn));
    }
    steps.push(q.again());
    vec![one(text, steps)]
}

/// A switchover waits for the primary cluster; a failover goes on without it.
pub(crate) fn without_primary(q: &Question<'_>) -> Option<Vec<Choice>> {
    let (id, target) = match q.rds()? {
        RdsOp::SwitchoverGlobalCluster(input) => (&input.id, &input.target),
        RdsOp::FailoverGlobalCluster(input) if !input.allow_data_loss => (&input.id, &input.target),
        _ => return None,
    };
    let (id, target) = (id.clone(), target.clone());
    let failover = FailoverGlobalCluster { id, target, allow_data_loss: true, switchover: false };
    let waits = q.cluster().map(|cluster| until_available(q, &cluster.arn));
    let goes_on = one("Continue without the primary cluster: fail over.", vec![q.rds_again(failover)]);
    Some(waits.into_iter().chain([goes_on]).collect())
}

/// Takes a member out of its global cluster.
pub(crate) fn leave(q: &Question<'_>, global: &GlobalCluster, member: &ClusterArn) -> Step {
    let (id, cluster) = (global.arn.id.clone(), MemberArn(member.clone()));
    q.rds_step(member.region, RemoveFromGlobalCluster { id, cluster })
}

/// A primary cluster needs an instance before another Region can follow it.
fn instance_first(q: &Question<'_>, source: &ClusterArn) -> Option<Choice> {
    let cluster = q.world.clusters.get(source)?;
    let name = q.free_instance(source.region, &[source.id.as_str(), "-1"].concat())?;
    Some(one("Give the primary cluster an instance first.", vec![q.add_instance(cluster, name), q.again()]))
}

fn unprotected(q: &Question<'_>, id: &GlobalClusterId) -> Choice {
    let modify = ModifyGlobalCluster { id: id.clone(), new_id: None, deletion_protection: Some(false) };
    one("Turn off deletion protection first.", vec![q.rds_step(q.region(), modify), q.again()])
}
