//! A scenario, and the reader's position in it.

use playground_core::edition::Edition;

use super::{Block, ConsoleEntry};
use crate::scenario::{IndexRow, Listing};

/// A scenario in the list of scenarios.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioCard {
    /// The id, as in the address: `lose-the-key`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One line of text.
    pub summary: String,
    /// The number of its steps.
    pub steps: usize,
    /// Which rules hold.
    pub edition: Edition,
    /// About how many minutes it takes.
    pub minutes: usize,
    /// Its place in the list.
    pub listing: Listing,
}

impl From<&IndexRow> for ScenarioCard {
    fn from(row: &IndexRow) -> Self {
        Self {
            id: row.id.clone(),
            title: row.title.clone(),
            summary: row.summary.clone(),
            steps: row.steps,
            edition: row.edition,
            minutes: row.minutes,
            listing: row.listing,
        }
    }
}

/// The scenario on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioView {
    /// The id, as in the address.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The edition that it was written for. Its commands may run in a world of another one.
    pub edition: Edition,
    /// All steps, for the list.
    pub steps: Vec<StepMark>,
    /// The index of the step shown.
    pub current: usize,
    /// The step shown.
    pub step: StepView,
    /// Whether the world on the page is the scenario's; false after the reader ran commands of their own.
    pub on_script: bool,
}

/// A step in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct StepMark {
    /// Its title.
    pub title: String,
    /// The outcome of its commands, once they have run.
    pub outcome: Outcome,
}

/// The outcome of a step or a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Not run yet.
    Pending,
    /// It has no command.
    Prose,
    /// It succeeded.
    Done,
    /// It was refused, as the scenario says.
    Refused,
    /// It is not what the scenario says: a fault in the scenario or the model.
    Unexpected,
}

/// The step shown.
#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    /// Its title.
    pub title: String,
    /// What is read before the commands run.
    pub before: Vec<Block>,
    /// Its command blocks, with each command as the reader would type it.
    pub commands: Vec<Vec<String>>,
    /// The question asked before the commands run.
    pub prediction: Option<Prediction>,
    /// Its outcome.
    pub outcome: Outcome,
    /// The answers, once they have run.
    pub answers: Vec<ConsoleEntry>,
    /// What is read after the commands ran.
    pub after: Vec<Block>,
}

/// "What will happen?"
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// The question.
    pub question: String,
    /// Two or three choices.
    pub choices: Vec<Choice>,
}

/// A choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its text.
    pub text: String,
    /// Whether it is what happens.
    pub right: bool,
    /// A remark for those who chose it, shown after the step ran; may be empty.
    pub because: String,
}
