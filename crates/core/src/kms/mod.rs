//! AWS KMS: what a key is, who may use it, and in which state.
//!
//! Here: actions, policies and their evaluation, grants, key states, the reasons of a refusal, the encryption
//! context and the ciphertext blob. The operations are in `ops/kms`, the JSON of policies in
//! `playground-aws`.

pub mod action;
pub mod authorize;
pub mod builtin;
pub mod ciphertext;
pub mod condition;
pub mod condition_key;
mod condition_value;
pub mod context;
pub mod grant;
pub mod key;
pub mod pattern;
pub mod policy;
pub mod refusal;
pub mod spec;
pub mod state;
pub mod variable;
