//! Global clusters. Which members an answer has follows the CLI's own examples of each time.

use super::{dynamic, shown, tags};
use crate::json::{Object, Value};
use playground_core::edition::Edition;
use playground_core::ids::ClusterArn;
use playground_core::rds::cluster::StorageEncryptionType;
use playground_core::rds::global::{GlobalCluster, Members};
use playground_core::rds::lifecycle::ClusterOp;
use playground_core::world::World;

pub(super) fn global(world: &World, it: &GlobalCluster) -> Value {
    let today = world.edition >= Edition::Y2026;
    let members = it.members.iter().flat_map(|of| of.all().map(|arn| member(world, of, arn)));
    // The same id for life, in a form of its own: `cluster-` and 16 digits.
    let resource = playground_core::ids::hex(&it.resource_id.0);
    Object::new()
        .text("GlobalClusterIdentifier", it.arn.id.as_str())
        .text("GlobalClusterResourceId", &format!("cluster-{}", resource.get(..16).unwrap_or_default()))
        .show("GlobalClusterArn", &it.arn)
        .text("Status", it.status())
        .text("Engine", it.engine.name())
        .text("EngineVersion", &it.engine_version)
        .when(today, |out| out.text("EngineLifecycleSupport", "open-source-rds-extended-support"))
        .maybe_show("DatabaseName", dynamic(it.database_name.as_ref()))
        .flag("StorageEncrypted", it.storage == StorageEncryptionType::SseKms)
        .when(today, |out| out.text("StorageEncryptionType", it.storage.name()))
        .flag("DeletionProtection", it.deletion_protection)
        .with("GlobalClusterMembers", Value::Array(members.collect()))
        .when(today, |out| {
            let account = it.arn.account;
            out.text("Endpoint", &format!("{}.global-c{account}.global.rds.amazonaws.com", it.arn.id))
                .maybe("FailoverState", failover(it))
                .with("TagList", tags(&it.tags, "Key", "Value"))
        })
        .done()
}

fn member(world: &World, of: &Members, arn: &ClusterArn) -> Value {
    let writes = of.primary == *arn;
    let readers = of.secondaries.iter().filter(|_| writes).map(|arn| shown(arn));
    let in_step = world.clusters.get(arn).is_some_and(|one| ClusterOp::Follow.takes().contains(&one.status));
    Object::new()
        .show("DBClusterArn", arn)
        .with("Readers", Value::strings(readers))
        .flag("IsWriter", writes)
        .when(!writes, |out| out.text("GlobalWriteForwardingStatus", "disabled"))
        .when(world.edition >= Edition::Y2026, |out| {
            out.text("SynchronizationStatus", if in_step { "connected" } else { "pending-resync" })
        })
        .done()
}

fn failover(it: &GlobalCluster) -> Option<Value> {
    let failover = it.failover.as_ref()?;
    let state = Object::new()
        .text("Status", it.status())
        .maybe_show("FromDbClusterArn", dynamic(it.primary()))
        .show("ToDbClusterArn", &failover.to)
        .flag("IsDataLossAllowed", failover.allows_data_loss)
        .done();
    Some(state)
}
