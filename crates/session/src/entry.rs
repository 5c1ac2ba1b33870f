//! One entry of a session's timeline: a command and everything that is kept about it.

use std::rc::Rc;

use playground_aws::Asked;
use playground_core::database::{Answer, PageId};
use playground_core::ids::{ClusterArn, InstanceId};
use playground_core::refusal::Refusal;
use playground_core::rules::RuleId;
use playground_core::storage::image::PageFault;

/// A command that was run, or tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As it was written, variables not filled in.
    pub line: Rc<str>,
    /// What it printed.
    pub stdout: Rc<str>,
    /// What it printed on the error stream.
    pub stderr: Rc<str>,
    /// 0, or the exit code: 254 from a service, 252 for a line the CLI turns down, as at AWS.
    pub exit_code: u8,
    /// More about a refusal; none for success.
    pub refused: Option<Rc<Refused>>,
    /// Whether a scenario ran it.
    pub scripted: bool,
    /// SHA-256 over the digest before it and all of this, save for `sql`, which is what its text was made of.
    pub digest: [u8; 32],
    /// What a client of a database asked and got.
    pub sql: Option<Rc<SqlRun>>,
}

impl Entry {
    /// Whether it did what was asked.
    pub fn done(&self) -> bool {
        self.exit_code == 0
    }
}

/// One run of the database client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlRun {
    /// The cluster.
    pub cluster: ClusterArn,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// The instance that answered.
    pub instance: InstanceId,
    /// Whether that only reads.
    pub read_only: bool,
    /// The statements, as the client sent them.
    pub script: Rc<str>,
    /// What came of them.
    pub answer: Answer,
    /// The page that stopped it, and why.
    pub fault: Option<(PageId, PageFault)>,
    /// How long the engine took.
    pub micros: Micros,
}

/// A measured time, if there was a clock. All are equal: nothing may depend on one.
#[derive(Clone, Copy, Debug)]
pub struct Micros(pub Option<u64>);

impl PartialEq for Micros {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Micros {}

/// Why a command was refused, and what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The error code on the wire; `UnknownOptions` or `Usage` for a line the CLI turns down itself.
    pub code: Rc<str>,
    /// The rule of the source document behind it.
    pub rule: Option<RuleId>,
    /// The request that was refused, or what was understood of it; `None` where not even the operation was.
    pub asked: Option<Rc<Asked>>,
    /// What the model says, if it came that far.
    pub refusal: Option<Refusal>,
}
