//! Values of RDS's members that have a reading of their own, and how each that can't be is refused. Not here: what
//! the world must be like for them.

use super::find::SnapshotRef;
use crate::ids::{ClusterId, IdError, InstanceId};
use crate::ops::api::texts;
use crate::refusal::{ErrorCode, Refusal};

fn no_id(error: IdError) -> Refusal {
    Refusal::model(ErrorCode::InvalidParameterValue, error.0)
}

texts! {
    ClusterId: |text: &str| ClusterId::parse(text).map_err(no_id);
    InstanceId: |text: &str| InstanceId::parse(text).map_err(no_id);
    SnapshotRef: |text: &str| SnapshotRef::parse(text).map_err(no_id);
}
