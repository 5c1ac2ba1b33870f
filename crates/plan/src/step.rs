//! What ways are made of, and when a candidate is right.

use playground_aws::Asked;
use playground_core::ids::{ClusterArn, KeyArn, SnapshotArn};

/// One request of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    asked: Asked,
    /// The variable that the id of the key is kept in that this request makes.
    makes: Option<&'static str>,
    /// The members that take a key made by an earlier step.
    uses: Vec<(&'static str, &'static str)>,
}

impl From<Asked> for Step {
    fn from(asked: Asked) -> Self {
        Self { asked, makes: None, uses: Vec::new() }
    }
}

impl Step {
    /// The request makes a key, and steps after it call that by this name.
    pub(crate) fn making(asked: Asked, variable: &'static str) -> Self {
        Self { asked, makes: Some(variable), uses: Vec::new() }
    }

    /// The same with a member that takes a key, which may be one that an earlier step made.
    pub(crate) fn with_key(asked: Asked, member: &'static str, key: &Key) -> Self {
        match key {
            Key::Named(text) => asked.text(member, text).into(),
            Key::Made(variable) => {
                let asked = asked.text(member, &["$", variable].concat());
                Self { asked, makes: None, uses: vec![(member, variable)] }
            }
        }
    }

    /// The variable for the id of the key that it makes.
    pub fn makes(&self) -> Option<&'static str> {
        self.makes
    }

    /// What is asked, with the ids of the keys that were made.
    pub(crate) fn filled(&self, made: &[(&'static str, String)]) -> Asked {
        let mut asked = self.asked.clone();
        for (member, variable) in &self.uses {
            if let Some((_, id)) = made.iter().find(|(name, _)| name == variable) {
                asked = asked.text(member, id);
            }
        }
        asked
    }

    /// The line that asks for it.
    pub fn line(&self) -> String {
        let variable = self.uses.first().map(|(_, variable)| ["$", variable].concat());
        let line = self.asked.line(variable.as_deref());
        match self.makes {
            Some(name) => [name, "=$(", &line, ")"].concat(),
            None => line,
        }
    }
}

/// A key to name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// One that is there, as a person calls it.
    Named(String),
    /// One that an earlier step makes, by its variable.
    Made(&'static str),
}

/// Where the person wanted to be. That every request succeeds is asked for in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The last request is the one that was refused, or its nearest form: nothing else is asked for.
    Done,
    /// A cluster of this name becomes available.
    Cluster {
        /// The cluster.
        arn: ClusterArn,
        /// Whether it is encrypted.
        encrypted: bool,
        /// The cluster or snapshot whose rows it has; `None` for a new one.
        like: Option<Like>,
    },
    /// An encrypted snapshot becomes available.
    Snapshot {
        /// The snapshot.
        arn: SnapshotArn,
        /// The key that it is not under.
        not: Option<KeyArn>,
    },
}

/// Whose data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Like {
    /// A cluster's, as it is before the way.
    Cluster(ClusterArn),
    /// A snapshot's.
    Snapshot(SnapshotArn),
}

/// What may be a way out.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What it does, a sentence.
    pub text: &'static str,
    /// Requests, in order.
    pub steps: Vec<Step>,
    /// When it is right.
    pub goal: Goal,
}

impl Candidate {
    /// One that ends with what was asked, or its nearest form.
    pub fn new(text: &'static str, steps: Vec<Step>) -> Self {
        Self { text, steps, goal: Goal::Done }
    }

    pub(crate) fn to(text: &'static str, steps: Vec<Step>, goal: Goal) -> Self {
        Self { text, steps, goal }
    }
}

/// Candidates of which the first that is right is shown.
pub type Choice = Vec<Candidate>;

/// A way out that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What it does, a sentence.
    pub text: &'static str,
    /// Requests, in order.
    pub steps: Vec<Step>,
}
