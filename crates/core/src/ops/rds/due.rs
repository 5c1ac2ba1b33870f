//! What happens to clusters, instances and snapshots by itself.

use crate::ids::{ClusterArn, InstanceArn, ResourceId, SnapshotArn};
use crate::ops::Tx;

pub(in crate::ops) fn cluster(_tx: &mut Tx, _arn: &ClusterArn) {}
pub(in crate::ops) fn instance(_tx: &mut Tx, _arn: &InstanceArn) {}
pub(in crate::ops) fn snapshot(_tx: &mut Tx, _arn: &SnapshotArn) {}
pub(in crate::ops) fn daily_backup(_tx: &mut Tx, _arn: &ClusterArn, _id: ResourceId) {}
pub(in crate::ops) fn expire_snapshot(_tx: &mut Tx, _arn: &SnapshotArn) {}
pub(in crate::ops) fn automatic_start(_tx: &mut Tx, _arn: &ClusterArn) {}
