//! `db-instance-available`

use super::Seen;
use crate::ids::InstanceId;
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::lifecycle::InstanceStatus;
use crate::refusal::Refusal;
use crate::refusal::waiter::Status;

/// Until an instance is available.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBInstanceNotFound, InvalidParameterValue, WaiterError), refused(Filters: FILTERS))]
#[operation(action(DescribeDBInstances), on(id))]
pub struct DBInstanceAvailable {
    /// The instance.
    #[member(DBInstanceIdentifier)]
    pub id: InstanceId,
}

impl DBInstanceAvailable {
    pub(super) fn decide(&self, tx: &Tx) -> Result<Seen, Refusal> {
        Ok(match find::instance(tx, &self.id)?.status {
            InstanceStatus::Available => Seen::Done,
            status @ (InstanceStatus::Deleting
            | InstanceStatus::Stopped
            | InstanceStatus::InaccessibleEncryptionCredentials
            | InstanceStatus::Recoverable) => Seen::Never(Status::Instance(status)),
            InstanceStatus::Creating
            | InstanceStatus::Stopping
            | InstanceStatus::Starting
            | InstanceStatus::Modifying
            | InstanceStatus::Rebooting => Seen::NotYet,
        })
    }
}
