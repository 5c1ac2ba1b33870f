//! A statement that is added to a key's policy: read with `get-key-policy`, put back with `put-key-policy`, so that what
//! stands in it already stays. Not here: which statement (the plan says it).

use super::command::{Command, Writing};

/// A statement that is added to a key's policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChange {
    /// Reads the policy.
    pub get: Command,
    /// Puts the policy from the file [`Self::after`].
    pub put: Command,
    /// The file that keeps the policy as it was.
    pub before: String,
    /// The file with the statement in it.
    pub after: String,
    /// The statement, as JSON.
    pub statement: String,
}

/// What `jq` does: a policy's statements may be a list or a single one.
const ADD: &str = ". + {Statement: ((if (.Statement | type) == \"array\" then .Statement else [.Statement] end) + [$statement])}";

impl PolicyChange {
    /// The lines that keep the policy in a file, and write another with the statement in it.
    pub(super) fn lines(&self, writing: &Writing<'_>) -> String {
        let get = writing.call(&self.get, "");
        let (before, after) = (writing.word(&self.before), writing.word(&self.after));
        let statement = writing.word(&self.statement);
        let add =
            ["jq --argjson statement ", &statement, " \\\n  '", ADD, "' \\\n  ", &before, " > ", &after];
        [&get, " > ", &before, "\n", &add.concat()].concat()
    }

    /// The statement as a difference, a line of it each.
    pub(super) fn difference(&self) -> String {
        let pretty =
            playground_aws::json::parse(&self.statement).map(|value| playground_aws::json::pretty(&value));
        let text = pretty.unwrap_or_else(|_| self.statement.clone());
        text.lines().map(|line| ["+ ", line, "\n"].concat()).collect()
    }
}
