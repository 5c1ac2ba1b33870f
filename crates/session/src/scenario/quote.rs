//! Lines that begin with `>`: notes, and the questions that a step asks.

use super::ScenarioError;
use super::inline::inline;
use super::lines::{Lines, error};
use crate::view::{Block, Choice, Prediction};

/// What lines that begin with `>` are.
pub(super) enum Quote {
    Note(Block),
    Prediction(Prediction),
}

/// Parses lines that begin with `>`: a prediction if there are check boxes, otherwise a note.
pub(super) fn quote(lines: &mut Lines<'_>) -> Result<Quote, ScenarioError> {
    let first = lines.number();
    let mut text = String::new();
    let mut choices: Vec<Choice> = Vec::new();
    while let Some(rest) = lines.peek().and_then(|line| line.strip_prefix('>')) {
        let rest = rest.strip_prefix(' ').unwrap_or(rest).trim_end();
        if let Some((right, choice)) = tick_box(rest) {
            choices.push(Choice { text: String::from(choice), right, because: String::new() });
        } else if rest.is_empty() {
        } else if let Some(choice) = choices.last_mut() {
            if !rest.starts_with("  ") {
                return Err(lines
                    .error("What is said to a choice is indented under it by two blanks: >   Like this."));
            }
            join(&mut choice.because, rest.trim());
        } else {
            join(&mut text, rest);
        }
        lines.take();
    }
    if choices.is_empty() {
        return Ok(Quote::Note(Block::Note(inline(&text, first)?)));
    }
    if text.is_empty() || choices.len() < 2 || choices.iter().filter(|c| c.right).count() != 1 {
        return Err(error(
            first,
            "A prediction is a question and two or more choices, exactly one of them - [x].",
        ));
    }
    text = text.replace('\n', " ");
    for choice in &mut choices {
        choice.because = choice.because.replace('\n', " ");
    }
    let spoken = choices.iter().flat_map(|c| [&c.text, &c.because]).chain([&text]);
    if spoken.into_iter().any(|text| text.contains(['`', '*'])) {
        return Err(error(first, "A prediction is plain text: no code, bold or italic."));
    }
    Ok(Quote::Prediction(Prediction { question: text, choices }))
}

fn tick_box(line: &str) -> Option<(bool, &str)> {
    let unticked = line.strip_prefix("- [ ] ").map(|text| (false, text.trim()));
    unticked.or_else(|| line.strip_prefix("- [x] ").map(|text| (true, text.trim())))
}

/// Adds a line to a text.
pub(super) fn join(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push('\n'); // keeps line numbers right in messages; shown as a blank
    }
    text.push_str(more);
}
