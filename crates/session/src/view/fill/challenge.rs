//! A challenge, and how far the reader has come with it.

use super::script::commands;
use crate::challenge::{Commands, Trial};
use crate::view::{ChallengeView, GoalView, SolutionView};

/// The view of the challenge.
pub(super) fn challenge(trial: &Trial) -> ChallengeView {
    let it = trial.challenge();
    let goals = trial.goals().map(|(goal, met)| GoalView { text: goal.text.clone(), met });
    let wrong = || it.wrong.iter().map(|way| (way.why.clone(), commands(&way.commands.text))).collect();
    let solution = || SolutionView { blocks: blocks(&it.solution), outro: it.outro.clone(), wrong: wrong() };
    ChallengeView {
        id: trial.id().into(),
        title: it.title.clone(),
        edition: it.edition,
        after: it.after.clone(),
        intro: it.intro.clone(),
        setup: blocks(&it.setup),
        goals: goals.collect(),
        hints: it.hints.iter().take(trial.hints()).cloned().collect(),
        more_hints: it.hints.len().saturating_sub(trial.hints()),
        commands: trial.commands(),
        met: trial.is_met(),
        solved: trial.solved(),
        solution: trial.shows_solution().then(solution),
    }
}

fn blocks(all: &[Commands]) -> Vec<Vec<String>> {
    all.iter().map(|block| commands(&block.text)).collect()
}
