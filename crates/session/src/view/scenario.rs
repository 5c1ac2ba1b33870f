//! A scenario and where the reader is in it.

use super::{Block, ConsoleEntry};

/// A scenario in the list of scenarios.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioCard {
    /// As in the address: `lose-the-key`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One line.
    pub summary: String,
    /// Steps in it.
    pub steps: usize,
}

/// The scenario on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioView {
    /// As in the address.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Every step, for the list.
    pub steps: Vec<StepMark>,
    /// Index of the step shown.
    pub current: usize,
    /// That step.
    pub step: StepView,
    /// Whether the world on the page is the scenario's: false after the reader
    /// ran something of their own.
    pub on_script: bool,
}

/// A step in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct StepMark {
    /// Its title.
    pub title: String,
    /// How its commands went, once run.
    pub outcome: Outcome,
}

/// How a step or a command went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Not run yet.
    Pending,
    /// It has no command.
    Prose,
    /// Done.
    Done,
    /// Refused, as the scenario means it to be.
    Refused,
    /// Not what the scenario says: a fault in the scenario or the model.
    Unexpected,
}

/// The step shown.
#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    /// Its title.
    pub title: String,
    /// Read before the commands run.
    pub before: Vec<Block>,
    /// Its blocks of commands, each command as the reader would type it.
    pub commands: Vec<Vec<String>>,
    /// Asked before the commands run.
    pub prediction: Option<Prediction>,
    /// How it went.
    pub outcome: Outcome,
    /// The answers, once run.
    pub answers: Vec<ConsoleEntry>,
    /// Read after the commands ran.
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

/// One answer to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says.
    pub text: String,
    /// Whether that is what happens.
    pub right: bool,
    /// Said after the step ran, to those who chose it; may be empty.
    pub because: String,
}
