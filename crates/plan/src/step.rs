//! What ways are made of, and when a candidate succeeds.

use std::rc::Rc;

use playground_aws::output::OutputFormat;
use playground_aws::{Asked, Manner, print_as};
use playground_core::ids::{ClusterArn, KeyArn, KeyRef, Region, SnapshotArn};
use playground_core::ops::kms::KmsOp;
use playground_core::ops::kms::put_key_policy::PutKeyPolicy;
use playground_core::ops::kms::schedule_key_deletion::ScheduleKeyDeletion;
use playground_core::ops::rds::RdsOp;
use playground_core::ops::{Operation, Request};
use playground_core::profile::PROFILES;
use playground_core::rds::cluster::StorageEncryptionType;

/// One request of a way.
#[derive(Clone, Debug)]
pub struct Step {
    request: Rc<Request>,
    /// Whether it is the refused request, changed or not: it is printed as that was typed.
    again: bool,
    /// What of its answer is shown, as `--query` takes it.
    query: Option<&'static str>,
    /// The variable that the id of the key is kept in that this request makes.
    makes: Option<&'static str>,
    /// The variable that stands in the place of the key.
    uses: Option<&'static str>,
    /// The engine version of what it makes, where that is its source's in the model whatever is said, and at AWS the default.
    version: Option<Rc<str>>,
}

impl Step {
    /// A request.
    pub fn new(request: impl Into<Rc<Request>>) -> Self {
        Self { request: request.into(), again: false, query: None, makes: None, uses: None, version: None }
    }

    /// The refused request, changed or not.
    pub(crate) fn again(request: impl Into<Rc<Request>>) -> Self {
        Self { again: true, ..Self::new(request) }
    }

    /// The same with what it prints cut by `--query`.
    #[must_use]
    pub fn querying(self, query: &'static str) -> Self {
        Self { query: Some(query), ..self }
    }

    /// The same with the engine version of its source.
    #[must_use]
    pub(crate) fn of_version(self, version: &Rc<str>) -> Self {
        Self { version: Some(version.clone()), ..self }
    }

    /// The words of its command from `aws` on, without a profile, a Region and `--query`.
    pub(crate) fn words(&self) -> Vec<String> {
        let mut words = playground_aws::words_of(&self.request);
        if let Some(version) = &self.version {
            words.extend([String::from("--engine-version"), version.to_string()]);
        }
        words
    }

    /// The request makes a key, and steps after it call that by this name.
    pub(crate) fn making(request: Request, variable: &'static str) -> Self {
        Self { makes: Some(variable), ..Self::new(request).querying("KeyMetadata.KeyId") }
    }

    /// The same with a key for what it makes, which may be one that an earlier step made.
    #[must_use]
    pub(crate) fn with_key(mut self, key: &Key) -> Self {
        let named = match key {
            Key::Named(named) => named.clone(),
            Key::Made(variable) => {
                self.uses = Some(variable);
                KeyRef::parse(&["$", variable].concat())
            }
        };
        self.request = named_in(&self.request, &named);
        self
    }

    /// What it asks, with a variable's text where a key stands that an earlier step makes.
    pub const fn request(&self) -> &Rc<Request> {
        &self.request
    }

    /// What of its answer is shown.
    pub(crate) const fn query(&self) -> Option<&'static str> {
        self.query
    }

    /// The variable for the id of the key that it creates.
    pub fn makes(&self) -> Option<&'static str> {
        self.makes
    }

    /// What is asked, with the ids of the keys that were made.
    pub(crate) fn filled(&self, made: &[(&'static str, KeyArn)]) -> Rc<Request> {
        let key = made.iter().find(|(variable, _)| self.uses == Some(variable));
        key.map_or_else(|| self.request.clone(), |(_, key)| named_in(&self.request, &KeyRef::Id(key.id)))
    }

    /// The line that asks for it, where `asked` was refused.
    pub fn line(&self, asked: &Asked) -> String {
        self.written(self.again.then_some(asked))
    }

    /// The line that asks for it. A caller that no world begins with, such as one of a world that was made of files, has a profile by the number of the account, and
    /// perhaps another Region by default.
    pub fn text(&self) -> String {
        let mut text = self.written(None);
        let who = &self.request.who;
        let is_profile = PROFILES.iter().any(|profile| profile.principal() == *who);
        if let (false, Some(account)) = (is_profile, who.account()) {
            let end = if self.makes.is_some() { text.pop() } else { None };
            if self.request.region == Region::DEFAULT {
                text.extend([" --region ", Region::DEFAULT.as_str()]);
            }
            text.extend([" --profile ", &account.to_string()]);
            text.extend(end);
        }
        text
    }

    fn written(&self, like: Option<&Asked>) -> String {
        let variable = self.uses.map(|name| ["$", name].concat());
        let manner = Manner {
            query: self.query,
            output: self.makes.map(|_| OutputFormat::Text),
            variable: variable.as_deref(),
            like,
        };
        let mut text = print_as(&self.request, &manner);
        if let Some(version) = &self.version {
            text.extend([" --engine-version ", version]);
        }
        match self.makes {
            Some(name) => [name, "=$(", &text, ")"].concat(),
            None => text,
        }
    }
}

/// Requests are compared by what is written of them, as they are hashed: one line prints one request.
impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        let asks = |step: &Self| (step.request.region, step.again, step.query, step.makes, step.uses);
        let (one, two) = (&self.request, &other.request);
        asks(self) == asks(other)
            && one.who == two.who
            && one.operation.declaration() == two.operation.declaration()
            && one.operation.write() == two.operation.write()
    }
}

/// A request that names a key.
fn named_in(request: &Rc<Request>, key: &KeyRef) -> Rc<Request> {
    let operation = match &request.operation {
        Operation::Kms(KmsOp::PutKeyPolicy(put)) => {
            Some(Operation::Kms(PutKeyPolicy { key: key.clone(), ..put.clone() }.into()))
        }
        Operation::Kms(KmsOp::ScheduleKeyDeletion(schedule)) => {
            Some(Operation::Kms(ScheduleKeyDeletion { key: key.clone(), ..schedule.clone() }.into()))
        }
        other => with_encryption(other, &mut |named, _| *named = Some(key.clone())),
    };
    match operation {
        Some(operation) => Rc::new(Request::new(request.who.clone(), request.region, operation)),
        None => request.clone(),
    }
}

/// What is done with the key that a request names, and with whether it asks for encryption.
type Change<'a> = &'a mut dyn FnMut(&mut Option<KeyRef>, &mut Option<bool>);

/// A request with other words about the encryption of what it makes; `None` where its operation takes no key for that.
pub(crate) fn with_encryption(operation: &Operation, change: Change<'_>) -> Option<Operation> {
    let Operation::Rds(operation) = operation else { return None };
    macro_rules! changed {
        ($input:ident, $on:ident) => {{
            let mut input = $input.clone();
            change(&mut input.kms_key, &mut input.$on);
            input.into()
        }};
        ($input:ident) => {{
            let mut input = $input.clone();
            change(&mut input.kms_key, &mut None);
            input.into()
        }};
    }
    Some(Operation::Rds(match operation {
        RdsOp::CreateDBCluster(input) => changed!(input, storage_encrypted),
        RdsOp::CreateDBInstance(input) => changed!(input, storage_encrypted),
        RdsOp::CopyDBClusterSnapshot(input) => changed!(input),
        RdsOp::RestoreDBClusterFromSnapshot(input) => changed!(input),
        RdsOp::RestoreDBClusterToPointInTime(input) => changed!(input),
        RdsOp::CreateDBClusterSnapshot(_)
        | RdsOp::AddTagsToResource(_)
        | RdsOp::CancelExportTask(_)
        | RdsOp::DeleteDBClusterAutomatedBackup(_)
        | RdsOp::DescribeDBEngineVersions(_)
        | RdsOp::DescribeEvents(_)
        | RdsOp::DescribeExportTasks(_)
        | RdsOp::DescribeOrderableDBInstanceOptions(_)
        | RdsOp::ListTagsForResource(_)
        | RdsOp::RemoveTagsFromResource(_)
        | RdsOp::StartActivityStream(_)
        | RdsOp::StartExportTask(_)
        | RdsOp::StopActivityStream(_)
        | RdsOp::DeleteDBCluster(_)
        | RdsOp::DeleteDBClusterSnapshot(_)
        | RdsOp::CreateGlobalCluster(_)
        | RdsOp::DeleteDBInstance(_)
        | RdsOp::DeleteGlobalCluster(_)
        | RdsOp::DescribeDBClusterAutomatedBackups(_)
        | RdsOp::DescribeDBClusterSnapshotAttributes(_)
        | RdsOp::DescribeDBClusterSnapshots(_)
        | RdsOp::DescribeDBClusters(_)
        | RdsOp::DescribeDBInstances(_)
        | RdsOp::DescribeDBLogFiles(_)
        | RdsOp::DownloadDBLogFilePortion(_)
        | RdsOp::DescribeGlobalClusters(_)
        | RdsOp::FailoverDBCluster(_)
        | RdsOp::FailoverGlobalCluster(_)
        | RdsOp::ModifyDBCluster(_)
        | RdsOp::ModifyDBClusterSnapshotAttribute(_)
        | RdsOp::ModifyDBInstance(_)
        | RdsOp::ModifyGlobalCluster(_)
        | RdsOp::PromoteReadReplicaDBCluster(_)
        | RdsOp::RebootDBInstance(_)
        | RdsOp::RemoveFromGlobalCluster(_)
        | RdsOp::StartDBCluster(_)
        | RdsOp::StopDBCluster(_)
        | RdsOp::SwitchoverGlobalCluster(_) => return None,
    }))
}

/// A key to name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// One that is there, as a person calls it.
    Named(KeyRef),
    /// One that an earlier step makes, by its variable.
    Made(&'static str),
}

/// When a candidate is a way out, beside that all of its requests succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Success {
    /// The last request is the refused one, or the nearest possible form of it. Nothing else is required.
    Done,
    /// The refused request, which is none of the candidate's, is no longer refused for want of a permission.
    Permitted,
    /// A cluster of this name becomes available.
    Cluster {
        /// The cluster.
        arn: ClusterArn,
        /// What protects it at rest; `None` if that does not matter.
        protection: Option<StorageEncryptionType>,
        /// The cluster or snapshot whose rows it must have; `None` for a new one.
        like: Option<Like>,
    },
    /// An encrypted snapshot becomes available.
    Snapshot {
        /// The snapshot.
        arn: SnapshotArn,
        /// The key that must not be used.
        not: Option<KeyArn>,
    },
}

/// Whose data the result must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Like {
    /// The data of a cluster before the way.
    Cluster(ClusterArn),
    /// The data of a snapshot.
    Snapshot(SnapshotArn),
}

/// A possible way out.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What it does, in a sentence.
    pub text: &'static str,
    /// Requests, in order.
    pub steps: Vec<Step>,
    /// When it succeeds.
    pub success: Success,
}

impl Candidate {
    /// A candidate that ends with the refused request, or the nearest possible form of it.
    pub fn new(text: &'static str, steps: Vec<Step>) -> Self {
        Self { text, steps, success: Success::Done }
    }

    pub(crate) fn to(text: &'static str, steps: Vec<Step>, success: Success) -> Self {
        Self { text, steps, success }
    }
}

/// Candidates of which the first one that succeeds is shown.
pub type Choice = Vec<Candidate>;

/// A way out that was tried.
#[derive(Clone, Debug)]
pub struct Way {
    /// What it does, in a sentence.
    pub text: &'static str,
    /// Requests, in order.
    pub steps: Vec<Step>,
}
