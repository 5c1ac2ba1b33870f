//! An entry of a session's timeline: a command and everything that is stored about it.

use std::rc::Rc;

use playground_aws::Asked;
use playground_core::database::{Answer, PageId};
use playground_core::ids::{ClusterArn, InstanceId};
use playground_core::refusal::Refusal;
use playground_core::rules::Rule;
use playground_core::storage::image::PageFault;

/// A command that was run or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The command as written, variables not expanded.
    pub line: Rc<str>,
    /// What it printed.
    pub stdout: Rc<str>,
    /// What it printed on standard error.
    pub stderr: Rc<str>,
    /// The exit code: 0, 254 for a service's refusal, 252 for a line that the CLI refuses, as at AWS.
    pub exit_code: u8,
    /// More about a refusal; `None` for success.
    pub refused: Option<Rc<Refused>>,
    /// Whether a scenario ran it.
    pub scripted: bool,
    /// SHA-256 over the previous digest and all of this except `sql`, from which its text was made.
    pub digest: [u8; 32],
    /// What a database client asked and received.
    pub sql: Option<Rc<SqlRun>>,
}

impl Entry {
    /// Returns whether it succeeded.
    pub fn done(&self) -> bool {
        self.exit_code == 0
    }

    /// Returns whether it only said no with its exit code, as `[ … ]`, `grep -q` and `return 2` do.
    pub fn is_no(&self) -> bool {
        self.exit_code != 0 && self.stderr.is_empty() && self.refused.is_none()
    }
}

/// A run of the database client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlRun {
    /// The cluster.
    pub cluster: ClusterArn,
    /// Whether the cluster is encrypted.
    pub encrypted: bool,
    /// The instance that answered.
    pub instance: InstanceId,
    /// Whether the instance is read-only.
    pub read_only: bool,
    /// The statements, as the client sent them.
    pub script: Rc<str>,
    /// The results.
    pub answer: Answer,
    /// The page that stopped it, and why.
    pub fault: Option<(PageId, PageFault)>,
    /// The time that the engine took.
    pub micros: Micros,
}

/// A measured time, if there was a clock. All are equal, since nothing may depend on them.
#[derive(Clone, Copy, Debug)]
pub struct Micros(pub Option<u64>);

impl PartialEq for Micros {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Micros {}

/// Why a command was refused, and the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The error code on the wire; `UnknownOptions` or `Usage` for a line that the CLI itself refuses.
    pub code: Rc<str>,
    /// The rule of the world's edition that was enforced, if there is one.
    pub rule: Option<&'static Rule>,
    /// The refused request, or the part of it that was understood; `None` if not even the operation was.
    pub asked: Option<Rc<Asked>>,
    /// The core's refusal, if the request reached the core.
    pub refusal: Option<Refusal>,
}

impl Refused {
    /// The code of a line with options that its operation does not have.
    pub(crate) const UNKNOWN_OPTIONS: &str = "UnknownOptions";
    /// The code of any other line that the CLI itself refuses.
    pub(crate) const USAGE: &str = "Usage";
}
