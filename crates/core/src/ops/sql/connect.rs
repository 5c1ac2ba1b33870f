//! Which instance answers at an endpoint, or why none does.

use crate::ids::ClusterId;
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::cluster::{Cluster, Endpoint, Engine, StorageNode};
use crate::rds::instance::Instance;
use crate::rds::lifecycle::{ClusterOp, InstanceOp};
use crate::refusal::Refusal;
use crate::refusal::client::{ClientRefusal, NoAddress, NoListener};
use crate::storage::keyring::KeyRing;
use std::rc::Rc;

/// An instance that takes the connection.
pub(super) struct Connection {
    pub(super) cluster: Rc<Cluster>,
    pub(super) instance: Rc<Instance>,
    /// The data keys in its host's memory.
    pub(super) keys: Rc<KeyRing>,
    pub(super) read_only: bool,
}

/// Connects to an endpoint of a cluster.
pub(super) fn connect(tx: &Tx, id: &ClusterId, endpoint: Endpoint) -> Result<Connection, Refusal> {
    let host = endpoint.host_name(id.as_str(), tx.account, tx.region);
    let Ok(cluster) = find::cluster(tx, id) else {
        let why = NoAddress::NoCluster(id.clone(), tx.region);
        return Err(ClientRefusal::UnknownHost { engine: Engine::AuroraMysql, host, why }.into());
    };
    let engine = cluster.engine;
    let members: Vec<&Rc<Instance>> =
        cluster.members.iter().filter_map(|arn| tx.world.instances.get(arn)).collect();
    let Some(writer) = members.first().copied() else {
        return Err(ClientRefusal::UnknownHost { engine, host, why: NoAddress::NoInstance }.into());
    };
    let refused = |why| Err(ClientRefusal::Refused { engine, host, port: cluster.port, why }.into());
    if !ClusterOp::Connect.takes().contains(&cluster.status) {
        return refused(NoListener::Cluster(cluster.status));
    }
    let available = |instance: &&Rc<Instance>| InstanceOp::Connect.takes().contains(&instance.status);
    let reader = members.iter().skip(1).copied().find(available);
    // The reader endpoint of a cluster without readers leads to the writer.
    let (instance, read_only) = match endpoint {
        Endpoint::Reader => reader.map_or((writer, false), |reader| (reader, true)),
        Endpoint::Writer | Endpoint::Instance => (writer, false),
    };
    if !available(&instance) {
        return refused(NoListener::Instance(instance.arn.id.clone(), instance.status));
    }
    let StorageNode::Up(keys) = &cluster.host else { return refused(NoListener::Host) };
    let read_only = read_only || cluster.replication_source.is_some();
    Ok(Connection { instance: instance.clone(), keys: keys.clone(), read_only, cluster: cluster.clone() })
}
