//! The part of Amazon RDS that is Aurora: clusters, instances, snapshots, automated backups, their
//! lifecycles, and the reasons of a refusal. The operations are in [`ops::rds`](crate::ops::rds).

pub mod backup;
pub mod beside;
pub mod catalog;
pub mod cluster;
pub mod defaults;
pub mod export;
pub mod feature_refusal;
pub mod global;
pub mod global_refusal;
pub mod instance;
pub mod kept;
pub mod lifecycle;
pub mod notice;
pub mod refusal;
pub mod setting_refusal;
pub mod snapshot;
pub mod transit;
