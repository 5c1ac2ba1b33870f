//! A challenge, and how far the reader has come with it.

use super::script::commands;
use crate::challenge::{Trial, WrongWay};
use crate::view::{Block, ChallengeView, GoalView, SolutionView};

/// The view of the challenge.
pub(super) fn challenge(trial: &Trial) -> ChallengeView {
    let it = trial.challenge();
    let goals = trial.goals().map(|(goal, met)| GoalView { text: goal.text.clone(), met });
    let hints: Vec<_> = it.hints.iter().take(trial.hints()).cloned().collect();
    let wrong = |way: &WrongWay| [Block::Paragraph(way.why.clone()), Block::Code(way.commands.text.clone())];
    let solution = || SolutionView {
        blocks: it.solution.iter().map(|block| commands(&block.text)).collect(),
        outro: it.outro.clone(),
        wrong: it.wrong.iter().flat_map(wrong).collect(),
    };
    ChallengeView {
        id: trial.id().into(),
        title: it.title.clone(),
        edition: it.edition,
        after: it.after.clone(),
        intro: it.intro.clone(),
        setup: it.setup.iter().map(|block| Block::Code(block.text.clone())).collect(),
        goals: goals.collect(),
        more_hints: it.hints.len().saturating_sub(hints.len()),
        hints: if hints.is_empty() { Vec::new() } else { vec![Block::List { ordered: true, items: hints }] },
        commands: trial.commands(),
        met: trial.is_met(),
        solved: trial.solved(),
        solution: trial.shows_solution().then(solution),
    }
}
