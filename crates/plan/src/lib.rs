//! Ways out of a refusal. The request, the world before it and the reason of the refusal give candidates.
//! Each candidate is run on a fork of that world, and the result has only those whose requests all succeed
//! and that reach the person's goal, shortest first.
//! Here: candidates ([`ways`]), their parts ([`Step`]), when one succeeds ([`Goal`]), and the trial
//! ([`tried`]). The explanation of a refusal is in session's `advice`. No rule of the model is here: what is
//! allowed is found by trying it.

mod access;
mod clusters;
mod fork;
mod instances;
mod make;
mod question;
mod reasons;
mod snapshots;
mod step;

pub use clusters::from_backup;
pub use fork::tried;
pub use question::Question;
pub use reasons::ways;
pub use step::{Candidate, Choice, Goal, Step, Way};
