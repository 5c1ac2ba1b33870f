//! `StopActivityStream` of a cluster.

use super::RdsOutput;
use super::start_activity_stream::{own, put};
use crate::ids::ClusterArn;
use crate::ops::Tx;
use crate::rds::beside::ActivityStream;
use crate::rds::feature_refusal::FeatureRefusal;
use crate::refusal::Refusal;

/// Stops a cluster's database activity stream.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, DBClusterNotFoundFault, InvalidDBClusterStateFault))]
#[operation(errors(ValidationException), ignored(ApplyImmediately: Flag))]
#[operation(on(cluster))]
pub struct StopActivityStream {
    /// The cluster's ARN.
    #[member(ResourceArn)]
    pub cluster: ClusterArn,
}

impl StopActivityStream {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = own(tx, &self.cluster)?;
        let now = tx.world.now;
        let status = found.activity_stream.as_ref().map_or("stopped", |stream| stream.status(now));
        let Some(stream) = found.activity_stream.clone().filter(|_| status == "started") else {
            return Err(FeatureRefusal::StreamState { id: found.arn.id.clone(), status }.into());
        };
        put(tx, &found, ActivityStream { stopped: true, since: now, ..stream });
        Ok(RdsOutput::StreamStopped(own(tx, &self.cluster)?))
    }
}
