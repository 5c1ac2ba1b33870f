//! What the first screen says around the list of scenarios. The page draws the list, and so does the build, for as long as the
//! program is not there: both say it with the same words. What the list is made of is in `listing`.

use crate::view::{Phrase, phrase};

/// The heading.
pub const TITLE: &str = "Scenarios";
/// The line below it.
pub const EDITIONS_NOTE: &str = "Each scenario follows AWS's rules of December 2020 or of today, and says where the outcome is different today.";
/// The heading of the suggested path.
pub const PATH_TITLE: &str = "New to this? Take these in order";
/// The heading of the scenarios without a group.
pub const NO_GROUP: &str = "Other scenarios";
/// Before the links to questions, above the list.
pub const QUESTIONS_LEAD: &str = "Short answers, each with the commands:";
/// Questions, and the folders of their pages below `questions/`.
pub const QUESTIONS: [(&str, &str); 4] = [
    ("What is envelope encryption?", "what-is-envelope-encryption"),
    ("How do I encrypt an existing cluster?", "encrypt-an-existing-aurora-cluster"),
    ("How do I change its key?", "change-the-kms-key-of-a-cluster"),
    ("What is KMSKeyNotAccessibleFault?", "kmskeynotaccessiblefault"),
];
/// The link to all of them.
pub const QUESTIONS_ALL: &str = "All questions";

/// How long the suggested path is, beside its heading.
pub fn path_takes(count: usize, minutes: usize) -> Phrase {
    phrase!(" {count} scenarios, about {minutes} minutes", count = count, minutes = minutes)
}

/// How long a scenario is.
pub fn takes(steps: usize, minutes: usize) -> Phrase {
    phrase!("{steps} steps · {minutes} min", steps = steps, minutes = minutes)
}
