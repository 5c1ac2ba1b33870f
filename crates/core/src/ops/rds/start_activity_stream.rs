//! `StartActivityStream` of a cluster.
//!
//! Refused, in this order: the cluster isn't there; its status; it has a stream; the mode; an instance's class; the key.
//!
//! The key can't be the default one (the guide). What becomes of a stream whose key is lost is not published, beyond that
//! it stops to work; so its messages can't be read any more, and its status stays.

use super::access::{self, Role};
use super::{RdsOutput, find};
use crate::event::Event;
use crate::ids::{ClusterArn, KeyRef};
use crate::ops::Tx;
use crate::ops::api::choices;
use crate::rds::beside::{ActivityStream, StreamMode};
use crate::rds::cluster::{Cluster, Engine};
use crate::rds::feature_refusal::FeatureRefusal;
use crate::rds::lifecycle::ClusterOp;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

choices! {
    StreamMode {
        "sync": Self::Sync,
        "async": Self::Async,
    };
}

/// Starts a cluster's activity stream, encrypted with a customer managed key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, InvalidParameterCombination, DBClusterNotFoundFault))]
#[operation(errors(InvalidDBClusterStateFault, KMSKeyNotAccessibleFault, ValidationException))]
#[operation(refused(since(Y2026): EngineNativeAuditFieldsIncluded: Flag = "false"))]
#[operation(on(cluster))]
pub struct StartActivityStream {
    /// The cluster's ARN.
    #[member(ResourceArn)]
    pub cluster: ClusterArn,
    /// Whether a session waits until its activity is in the stream.
    #[member(Mode)]
    pub mode: StreamMode,
    /// The key of its messages.
    #[member(KmsKeyId)]
    pub kms_key: KeyRef,
    /// Whether to start it now. It starts now anyway: maintenance windows are not modelled.
    #[member(ApplyImmediately)]
    pub now: Option<bool>,
}

impl StartActivityStream {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = own(tx, &self.cluster)?;
        find::takes(tx, &found, ClusterOp::Modify)?;
        let now = tx.world.now;
        let status = found.activity_stream.as_ref().map_or("stopped", |stream| stream.status(now));
        if status != "stopped" {
            return Err(FeatureRefusal::StreamState { id: found.arn.id.clone(), status }.into());
        }
        if self.mode == StreamMode::Sync && found.engine != Engine::AuroraPostgresql {
            return Err(FeatureRefusal::StreamMode { engine: found.engine }.into());
        }
        let classes =
            found.members.iter().filter_map(|arn| tx.world.instances.get(arn)).map(|one| &one.class);
        if let Some(class) = classes.clone().find(|class| class.starts_with("db.t")) {
            return Err(FeatureRefusal::StreamClass { class: class.clone() }.into());
        }
        let custody = access::take_named(tx, Role::Specified, &self.kms_key, found.resource_id)?;
        access::release(tx, &custody);
        access::customer_managed(tx, &custody.key, "a database activity stream")?;
        let stream = ActivityStream { mode: self.mode, key: custody.key, stopped: false, since: now };
        put(tx, &found, stream);
        Ok(RdsOutput::StreamStarted(own(tx, &self.cluster)?, self.now.unwrap_or(false)))
    }
}

/// Finds a cluster of the caller by its ARN.
pub(super) fn own(tx: &Tx, arn: &ClusterArn) -> Result<Rc<Cluster>, Refusal> {
    if (arn.account, arn.region) != (tx.account, tx.region) {
        return Err(RdsRefusal::ForeignSource { source: arn.clone() }.into());
    }
    find::cluster(tx, &arn.id)
}

pub(super) fn put(tx: &mut Tx, cluster: &Cluster, stream: ActivityStream) {
    let activity_stream = Some(stream);
    tx.emit(Event::ClusterPut(Rc::new(Cluster { activity_stream, ..cluster.clone() })));
}
