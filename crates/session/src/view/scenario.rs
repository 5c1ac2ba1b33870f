//! A scenario, and the reader's position in it.

use playground_core::edition::Edition;

use super::{Block, ConsoleEntry, Look};
use crate::scenario::{IndexRow, Language, Listing, Spoken};

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
    /// The language of its title, if that is not English.
    pub spoken: Option<Language>,
    /// The languages that its texts are in, beside English.
    pub languages: Vec<Language>,
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
    /// The language of its title, if that is not English.
    pub language: Option<Language>,
    /// Whether it asks something before its commands run.
    pub asks: bool,
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
    /// For each block, how many of its commands only set the stage: see [`set_up`].
    pub set_up: Vec<usize>,
    /// The question asked before the commands run.
    pub prediction: Option<Prediction>,
    /// Its outcome.
    pub outcome: Outcome,
    /// The answers, once they have run.
    pub answers: Vec<ConsoleEntry>,
    /// What it is about, once it has run; `None` while the reader is elsewhere.
    pub look: Option<Look>,
    /// What is read after the commands ran.
    pub after: Vec<Block>,
    /// The languages of its texts.
    pub spoken: Spoken,
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

/// The most lines of commands that a step shows without folding any.
const LINES: usize = 10;

/// For each block of a step's commands, how many at its beginning only set the stage, so that they can be folded: of a
/// step with many lines, all before the last command that is no waiting.
pub fn set_up(blocks: &[Vec<String>]) -> Vec<usize> {
    let lines: usize = blocks.iter().flatten().map(|command| command.lines().count()).sum();
    let last = blocks.len().saturating_sub(1);
    let decides =
        |command: &String| !command.starts_with("aws rds wait ") && !command.starts_with("playground wait ");
    let of = |(at, block): (usize, &Vec<String>)| {
        if lines <= LINES {
            0
        } else if at < last {
            block.len()
        } else {
            block.iter().rposition(decides).unwrap_or(0)
        }
    };
    blocks.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_lines_those_before_the_last_command_are_folded() {
        let long = ["aws rds create-db-cluster", " \\\n  --x"].concat() + &" \\\n  --y".repeat(4);
        let block = |all: &[&str]| -> Vec<String> { all.iter().map(|it| (*it).to_owned()).collect() };
        let table = [
            (vec![block(&["a", "b"])], vec![0]),
            (vec![block(&[&long, "b"])], vec![0]),
            (vec![block(&[&long, &long, "b"])], vec![2]),
            (vec![block(&[&long, &long, "aws rds wait db-cluster-available"])], vec![1]),
            (vec![block(&[&long, &long]), block(&["b", "c"])], vec![2, 1]),
            (vec![block(&[&long.repeat(3)])], vec![0]),
            (vec![], vec![]),
        ];
        for (blocks, want) in table {
            assert_eq!(set_up(&blocks), want, "{blocks:?}");
        }
    }
}
