//! Amazon Aurora's part of RDS: clusters, instances, snapshots, automated backups, their lifecycles, and how
//! RDS gets at a KMS key. The operations themselves are in [`ops::rds`](crate::ops::rds).

pub mod backup;
pub mod cluster;
pub mod instance;
pub mod lifecycle;
pub mod refusal;
pub mod snapshot;
