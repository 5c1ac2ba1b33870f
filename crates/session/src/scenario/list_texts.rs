//! What the first screen says around the list of scenarios. The page draws the list, and so does the build, for as long as the
//! program is not there: both say it with the same words. What the list is made of is in `listing`.

use crate::view::{Phrase, phrase};

/// The heading.
pub const TITLE: &str = "Scenarios";
/// The line below it.
pub const EDITIONS_NOTE: &str = "Each follows one edition of AWS's page, December 2020 or today, and says where the outcome is different today.";
/// The heading of the suggested path.
pub const PATH_TITLE: &str = "New to this? Take these in order";
/// The heading of the scenarios without a group.
pub const NO_GROUP: &str = "Other scenarios";
/// The link to the questions, above the list.
pub const QUESTIONS: &str = "Or begin with a question: what is envelope encryption, how do I encrypt an existing cluster or change its key, what is KMSKeyNotAccessibleFault …";

/// How long the suggested path is, beside its heading.
pub fn path_takes(count: usize, minutes: usize) -> Phrase {
    phrase!(" {count} scenarios, about {minutes} minutes", count = count, minutes = minutes)
}

/// How long a scenario is.
pub fn takes(steps: usize, minutes: usize) -> Phrase {
    phrase!("{steps} steps · {minutes} min", steps = steps, minutes = minutes)
}
