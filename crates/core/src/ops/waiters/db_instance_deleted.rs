//! `db-instance-deleted`

use super::Seen;
use crate::ids::{InstanceArn, InstanceId};
use crate::ops::Tx;
use crate::rds::lifecycle::InstanceStatus;
use crate::refusal::Refusal;
use crate::refusal::waiter::Status;

/// Until an instance is gone.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue, WaiterError), refused(Filters: FILTERS))]
#[operation(action(DescribeDBInstances), on(id))]
pub struct DBInstanceDeleted {
    /// The instance.
    #[member(DBInstanceIdentifier)]
    pub id: InstanceId,
}

impl DBInstanceDeleted {
    #[expect(clippy::unnecessary_wraps, reason = "as others of its group")]
    pub(super) fn decide(&self, tx: &Tx) -> Result<Seen, Refusal> {
        let arn = InstanceArn { account: tx.account, region: tx.region, id: self.id.clone() };
        Ok(match tx.world.instances.get(&arn).map(|instance| instance.status) {
            None => Seen::Done,
            Some(InstanceStatus::Deleting) => Seen::NotYet,
            Some(status) => Seen::Never(Status::Instance(status)),
        })
    }
}
