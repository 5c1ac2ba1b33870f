//! The model of Amazon Aurora, AWS KMS and CloudTrail, and the encryption engine (AES-256-GCM) beneath it.
//!
//! The crate is pure: it reads no clock, draws no randomness of its own, and knows no files, JavaScript or
//! JSON. It never panics. A request goes to [`decide`](ops::decide), which may refuse it and changes nothing.
//! The events that it returns go to [`apply`](apply::apply), which changes the world and never fails.

// Makes the derive macros visible in the whole crate, as the standard library's are.
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
pub mod quota;
pub mod rds;
pub mod refusal;
pub mod rules;
pub mod sort;
pub mod storage;
pub mod trail;
pub mod world;
