//! The model of Amazon Aurora, AWS KMS and CloudTrail, with the AES-256-GCM engine.
//!
//! Pure: no clock, no randomness of its own, no files, no JavaScript, no JSON, no panic. A request
//! goes through [`decide`](ops::decide), which may refuse and changes nothing; what it decides goes
//! through [`apply`](apply::apply), which never fails.

// The derive macros are in reach everywhere in the crate, as those of the standard library are.
#[macro_use]
extern crate playground_derive;

pub mod apply;
pub mod crypto;
pub mod database;
pub mod digest;
pub mod edition;
pub mod env;
pub mod error;
pub mod event;
pub mod iam;
pub mod ids;
pub mod invariants;
pub mod kms;
pub mod map;
pub mod ops;
pub mod profile;
pub mod rds;
pub mod refusal;
pub mod rules;
pub mod sort;
pub mod storage;
pub mod trail;
pub mod world;
