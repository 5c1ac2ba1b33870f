//! A file to a [`Scenario`]: blocks, steps, predictions, command blocks.

use super::inline::inline;
use super::lines::{Lines, error, front};
use super::{Expected, Refused, Run, Scenario, ScenarioError, Step};
use crate::limits::{hides, sign};
use crate::view::{Block, Choice, Prediction};

/// Reads a scenario file.
pub fn parse(text: &str) -> Result<Scenario, ScenarioError> {
    visible(text)?;
    let mut lines = Lines::new(text);
    let front = front(&mut lines)?;
    let mut intro = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    loop {
        lines.skip_blank();
        let Some(line) = lines.peek() else { break };
        if let Some(title) = line.strip_prefix("## ") {
            steps.push(step(String::from(title.trim()), &mut lines)?);
        } else if steps.is_empty() {
            intro.push(block(&mut lines)?);
        } else {
            return Err(lines.error("A step begins with ## and its title."));
        }
    }
    if steps.is_empty() {
        return Err(lines.error("A scenario needs at least one step: a line with ## and its title."));
    }
    Ok(Scenario {
        title: front.title,
        summary: front.summary,
        seed: front.seed,
        edition: front.edition,
        rules: front.rules,
        intro,
        steps,
    })
}

/// Nothing in a file may hide what it says: it may be a stranger's, and readers run its commands.
fn visible(text: &str) -> Result<(), ScenarioError> {
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(c) = line.chars().find(|c| *c != '\t' && hides(*c)) {
            let message = ["The invisible character ", &sign(c), " can't stand in a scenario."].concat();
            return Err(error(number, &message));
        }
    }
    Ok(())
}

/// A step, up to the next `## ` or the end.
fn step(title: String, lines: &mut Lines<'_>) -> Result<Step, ScenarioError> {
    let mut step = Step { title, before: Vec::new(), prediction: None, runs: Vec::new(), after: Vec::new() };
    lines.take();
    loop {
        lines.skip_blank();
        let Some(line) = lines.peek() else { break };
        if line.starts_with("## ") {
            break;
        }
        if line == "```aws" {
            if !step.after.is_empty() {
                return Err(lines
                    .error("Text stands between two command blocks. Begin a new step, or move the text."));
            }
            step.runs.push(run(lines)?);
        } else if line.starts_with("```output") {
            return Err(lines.error("An output block must stand directly under a command block."));
        } else if line.starts_with('>') {
            let number = lines.number();
            match quote(lines)? {
                Quote::Note(note) if step.runs.is_empty() => step.before.push(note),
                Quote::Note(note) => step.after.push(note),
                Quote::Prediction(prediction) if step.runs.is_empty() && step.prediction.is_none() => {
                    step.prediction = Some(prediction);
                }
                Quote::Prediction(_) => {
                    return Err(error(number, "One question, before the commands, is all a step can have."));
                }
            }
        } else if step.runs.is_empty() {
            step.before.push(block(lines)?);
        } else {
            step.after.push(block(lines)?);
        }
    }
    if step.prediction.is_some() && step.runs.is_empty() {
        return Err(lines.error("The step above asks a question and has no commands."));
    }
    Ok(step)
}

/// A command block and the output block under it.
fn run(lines: &mut Lines<'_>) -> Result<Run, ScenarioError> {
    lines.take();
    let line = lines.number();
    let text = lines.fence()?;
    if text.trim().is_empty() {
        return Err(error(line, "This command block is empty."));
    }
    let start = lines.number();
    let mut expected = Expected::default();
    let info = lines.peek().and_then(|line| line.strip_prefix("```output"));
    if let Some(info) = info {
        expected.refused = refused(info.trim(), start)?;
        lines.take();
        expected.text = lines.fence()?;
    }
    Ok(Run { text, line, expected, output_lines: start..lines.number() })
}

/// What stands behind `output`: nothing, or `refused: [rule] code`.
fn refused(info: &str, line: u32) -> Result<Option<Refused>, ScenarioError> {
    if info.is_empty() {
        return Ok(None);
    }
    let wrong =
        || error(line, "Behind output can stand: refused:, a rule's number or nothing, an error code.");
    let words = info.strip_prefix("refused:").ok_or_else(wrong)?;
    let mut words = words.split_whitespace().map(String::from);
    match (words.next(), words.next(), words.next()) {
        (Some(code), None, None) => Ok(Some(Refused { rule: None, code })),
        (Some(rule), Some(code), None) => Ok(Some(Refused { rule: Some(rule), code })),
        _ => Err(wrong()),
    }
}

enum Quote {
    Note(Block),
    Prediction(Prediction),
}

/// Lines that begin with `>`: a prediction if there are boxes to tick, else a note.
fn quote(lines: &mut Lines<'_>) -> Result<Quote, ScenarioError> {
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
                return Err(lines.error("What is said to a choice is indented under it."));
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

fn join(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// A paragraph, heading, list, fence or note; there is a line that isn't blank.
fn block(lines: &mut Lines<'_>) -> Result<Block, ScenarioError> {
    let number = lines.number();
    let line = lines.peek().unwrap_or_default();
    if let Some(heading) = line.strip_prefix("### ") {
        lines.take();
        return Ok(Block::Heading(inline(heading.trim(), number)?));
    }
    if line.starts_with("```") {
        lines.take();
        return Ok(Block::Code(lines.fence()?));
    }
    if line.starts_with('>') {
        return match quote(lines)? {
            Quote::Note(note) => Ok(note),
            Quote::Prediction(_) => Err(error(number, "A question belongs into a step with commands.")),
        };
    }
    if let Some((ordered, _)) = item(line) {
        return list(ordered, lines);
    }
    if ["#", "    ", "\t", "|", "---", "<", "!["].iter().any(|sign| line.starts_with(sign)) {
        return Err(
            lines.error("Only paragraphs, ### headings, lists, notes and fences can stand in a step.")
        );
    }
    let mut text = String::new();
    while let Some(line) = lines.peek() {
        if line.trim().is_empty() || starts_block(line) {
            break;
        }
        join(&mut text, line.trim());
        lines.take();
    }
    Ok(Block::Paragraph(inline(&text, number)?))
}

fn starts_block(line: &str) -> bool {
    line.starts_with('#') || line.starts_with('>') || line.starts_with("```") || item(line).is_some()
}

/// `- text` or `1. text`: whether it is numbered, and the text.
fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(text) = line.strip_prefix("- ") {
        return Some((false, text));
    }
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = digits.strip_prefix(". ")?;
    (digits.len() < line.len()).then_some((true, text))
}

fn list(ordered: bool, lines: &mut Lines<'_>) -> Result<Block, ScenarioError> {
    let mut items = Vec::new();
    while let Some((_, first)) = lines.peek().and_then(item).filter(|(o, _)| *o == ordered) {
        let number = lines.number();
        let mut text = String::from(first.trim());
        lines.take();
        while let Some(more) = lines.peek().filter(|line| line.starts_with("  ")) {
            if item(more.trim()).is_some() {
                return Err(lines.error("A list can't stand in a list."));
            }
            join(&mut text, more.trim());
            lines.take();
        }
        items.push(inline(&text, number)?);
    }
    Ok(Block::List { ordered, items })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Inline;

    const FRONT: &str = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\nrules: E01\n---\n";

    fn with(body: &str) -> Result<Scenario, ScenarioError> {
        parse(&format!("{FRONT}{body}"))
    }

    #[test]
    fn a_whole_step() {
        let body = "Hi `x`\nthere.\n\n## One\n\nText:\n- a\n  b\n- c\n\n1. d\n\n```\nraw  \n```\n\
            ### H\n> note\n> more\n\n> Q?\n>\n> - [ ] A.\n>   No.\n> - [x] B.\n>   Yes,\n>   indeed.\n\n\
            ```aws\nx \\\n y\n```\n```output refused: L08 Bad\nno\n```\n```aws\nz\n```\n\nAfter.\n";
        let scenario = with(body).unwrap();
        assert_eq!(scenario.intro.len(), 1);
        let step = &scenario.steps[0];
        assert_eq!(step.before.len(), 6, "{:?}", step.before);
        assert_eq!(
            step.before[1],
            Block::List {
                ordered: false,
                items: vec![vec![Inline::Text("a b".into())], vec![Inline::Text("c".into())]]
            }
        );
        assert_eq!(step.before[3], Block::Code("raw  \n".into()));
        let prediction = step.prediction.as_ref().unwrap();
        assert_eq!(prediction.question, "Q?");
        assert_eq!(prediction.choices[1].because, "Yes, indeed.");
        assert!(prediction.choices[1].right);
        assert_eq!(step.runs[0].text, "x \\\n y\n");
        assert_eq!(step.runs[0].expected.text, "no\n");
        let refused = step.runs[0].expected.refused.as_ref().unwrap();
        assert_eq!((refused.rule.as_deref(), refused.code.as_str()), (Some("L08"), "Bad"));
        assert!(step.runs[1].output_lines.is_empty());
        assert_eq!(step.after.len(), 1);
    }

    #[test]
    fn mistakes_name_their_line() {
        let step = "## One\n\n";
        let rows: [(&str, u32, &str); 12] = [
            ("", 8, "at least one step"),
            ("## A\n\n```aws\nx\n", 10, "never closed"),
            ("## A\n\n```aws\n\n```\n", 11, "is empty"),
            ("## A\n\n```output\n```\n", 10, "directly under"),
            ("## A\n\n```aws\nx\n```\n\nT\n\n```aws\ny\n```\n", 16, "between two"),
            ("## A\n\n> Q?\n> - [ ] a\n> - [ ] b\n", 10, "exactly one"),
            ("## A\n\n> Q?\n> - [x] `a`\n> - [ ] b\n", 10, "plain text"),
            ("## A\n\n> Q?\n> - [x] a\n> - [ ] b\n", 13, "no commands"),
            ("## A\n\n| a |\n", 10, "Only paragraphs"),
            ("## A\n\n- a\n  - b\n", 11, "in a list"),
            ("## A\n\n```aws\nx\n```\n```output bad\n```\n", 13, "Behind output"),
            ("# A\n", 8, "Only paragraphs"),
        ];
        for (body, line, message) in rows {
            let error = with(body).unwrap_err();
            assert!(error.message.contains(message), "{body:?}: {error}");
            assert_eq!(error.line, line, "{body:?}: {error}");
        }
        for (body, line, message) in [
            ("## A\u{202e}\n", 8, "U+202E"),
            ("## A\n\n```aws\necho \u{1b}[2J\n```\n", 11, "U+001B"),
            ("## A\n\n[a](http://x\u{2066})\n", 10, "U+2066"),
            ("## A\n\nx\0\n", 10, "U+0000"),
        ] {
            let error = with(body).unwrap_err();
            assert!(error.line == line && error.message.contains(message), "{body:?}: {error}");
        }
        assert!(with("## A\r\n\r\na\tb\r\n").is_ok());
        assert!(with(step).is_ok());
        assert_eq!(parse("title").unwrap_err().line, 1);
        let error = parse("---\ntitle: T\n---\n").unwrap_err();
        assert_eq!(error.message, "summary is missing in the lines between ---.");
    }
}
