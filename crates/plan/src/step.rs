//! What ways are made of, and when a candidate succeeds.

use playground_aws::Asked;
use playground_core::ids::{ClusterArn, KeyArn, SnapshotArn};

/// A request of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    asked: Asked,
    /// The variable for the id of the key that this request creates.
    makes: Option<&'static str>,
    /// The members that take a key created by an earlier step.
    uses: Vec<(&'static str, &'static str)>,
}

impl From<Asked> for Step {
    fn from(asked: Asked) -> Self {
        Self { asked, makes: None, uses: Vec::new() }
    }
}

impl Step {
    /// A request that creates a key, which later steps refer to by this variable.
    pub(crate) fn making(asked: Asked, variable: &'static str) -> Self {
        Self { asked, makes: Some(variable), uses: Vec::new() }
    }

    /// The same step with a key for a member; the key may be one that an earlier step creates.
    pub(crate) fn with_key(asked: Asked, member: &'static str, key: &Key) -> Self {
        match key {
            Key::Named(text) => asked.text(member, text).into(),
            Key::Made(variable) => {
                let asked = asked.text(member, &["$", variable].concat());
                Self { asked, makes: None, uses: vec![(member, variable)] }
            }
        }
    }

    /// The variable for the id of the key that it creates.
    pub fn makes(&self) -> Option<&'static str> {
        self.makes
    }

    /// The request, with the ids of the keys that were created.
    pub(crate) fn filled(&self, made: &[(&'static str, String)]) -> Asked {
        let mut asked = self.asked.clone();
        for (member, variable) in &self.uses {
            if let Some((_, id)) = made.iter().find(|(name, _)| name == variable) {
                asked = asked.text(member, id);
            }
        }
        asked
    }

    /// Its command line.
    pub fn line(&self) -> String {
        let variable = self.uses.first().map(|(_, variable)| ["$", variable].concat());
        let line = self.asked.line(variable.as_deref());
        match self.makes {
            Some(name) => [name, "=$(", &line, ")"].concat(),
            None => line,
        }
    }
}

/// A key to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// An existing key, as a person writes it.
    Named(String),
    /// A key that an earlier step creates, by its variable.
    Made(&'static str),
}

/// The person's goal. All requests must succeed in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The last request is the refused one, or the nearest possible form of it. Nothing else is required.
    Done,
    /// A cluster of this name becomes available.
    Cluster {
        /// The cluster.
        arn: ClusterArn,
        /// Whether it is encrypted.
        encrypted: bool,
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
    /// Its goal.
    pub goal: Goal,
}

impl Candidate {
    /// A candidate that ends with the refused request, or the nearest possible form of it.
    pub fn new(text: &'static str, steps: Vec<Step>) -> Self {
        Self { text, steps, goal: Goal::Done }
    }

    pub(crate) fn to(text: &'static str, steps: Vec<Step>, goal: Goal) -> Self {
        Self { text, steps, goal }
    }
}

/// Candidates of which the first one that succeeds is shown.
pub type Choice = Vec<Candidate>;

/// A way out that was tried successfully.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What it does, in a sentence.
    pub text: &'static str,
    /// Requests, in order.
    pub steps: Vec<Step>,
}
