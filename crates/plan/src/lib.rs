//! Ways out of a refusal, and plans. What was asked, on which world and why it was refused give candidates; each candidate is run on
//! a fork of that world, and only those are given out whose every request succeeds and that end where the person wanted to
//! be, the shortest first.
//!
//! The same for a [`Goal`]: a [`Plan`] of requests that leads there, each of which was run on a fork before it is given out.
//!
//! Here: candidates ([`ways`]), what they are made of ([`Step`]), when one is right ([`Success`]), the trial ([`tried`]), and
//! what an option asked for that AWS doesn't have ([`Wanted`]). Candidates are core's requests; `aws` prints them.
//! Not here: words about why something was refused (that is session's `advice`), nor any rule of the model: what is
//! allowed is found out by trying it.

mod access;
mod changes;
mod clusters;
mod fork;
mod global;
mod goal;
mod instances;
mod make;
mod names;
mod options;
mod plan;
mod question;
mod reasons;
mod requests;
pub mod runbook;
mod search;
mod snapshots;
mod step;
mod words;

pub use clusters::{from_backup, pause, promote, recovered};
pub use fork::tried;
pub use goal::{Data, Goal, Setting};
pub use options::Wanted;
pub use plan::{
    Action, Back, Beyond, Cost, LeftOver, Method, NoPlan, Notice, Outcome, Outside, Plan, PlanStep, Progress,
    Resource, Until,
};
pub use question::Question;
pub use reasons::{choices, ways};
pub use search::Search;
pub use step::{Candidate, Choice, Step, Success, Way};
pub use words::{GOALS, Home, OPTIONS, USAGE, goal_of};
