//! Parses a file into a [`Scenario`]: blocks, steps, predictions, command blocks.

use super::inline::inline;
use super::lines::{Front, Lines, SCENARIO, error, front, unknown_rule};
use super::look::{LOOK, look};
use super::{Expected, ExpectedRefusal, Run, Scenario, ScenarioError, Step};
use crate::limits::{hides, sign};
use crate::shell;
use crate::view::{Block, Choice, Prediction};

/// The most bytes, steps and commands that a scenario may have.
pub const LIMITS: (usize, usize, usize) = (256 * 1024, 100, 500);

/// The most runs of text (plain, bold, code, links) and blocks of prose that are read on one screen: a step's, or those
/// before the first step.
const MOST_RUNS: usize = 2_000;

/// Parses a scenario file. The error is the first of [`problems`].
pub fn parse(text: &str) -> Result<Scenario, ScenarioError> {
    let (scenario, mut problems) = read(text);
    if problems.is_empty() { Ok(scenario) } else { Err(problems.swap_remove(0)) }
}

/// Everything that is wrong with a scenario file, in the order of the lines.
pub fn problems(text: &str) -> Vec<ScenarioError> {
    let mut problems = read(text).1;
    problems.sort_by_key(|problem| problem.line);
    problems
}

/// Parses on after an error, so that an author sees all of them at once. A scenario with errors must not be
/// used.
fn read(text: &str) -> (Scenario, Vec<ScenarioError>) {
    let mut problems = Vec::new();
    let mut lines = Lines::new(text);
    let mut scenario = Scenario::default();
    if text.len() > LIMITS.0 {
        problems.push(error(1, "This file is too long: a scenario can have 256 KiB. Split it in two."));
        return (scenario, problems);
    }
    problems.extend(invisible(text));
    let Some(front) = front(&SCENARIO, &mut lines, &mut problems) else { return (scenario, problems) };
    loop {
        lines.skip_blank();
        let Some(line) = lines.peek() else { break };
        if let Some(title) = line.strip_prefix("## ") {
            scenario.steps.push(step(String::from(title.trim()), &mut lines, &mut problems));
        } else {
            match block(&mut lines) {
                Ok(block) => scenario.intro.push(block),
                Err(problem) => bad(problem, &mut lines, &mut problems),
            }
        }
    }
    problems.extend(scenario.runs().filter_map(|run| {
        let rule = run.expected.refused.as_ref()?.rule.as_ref()?;
        unknown_rule(rule, front.edition, run.output_lines.start)
    }));
    let prose = |step: &Step| runs(&step.before) + runs(&step.after);
    if runs(&scenario.intro).max(scenario.steps.iter().map(prose).max().unwrap_or(0)) > MOST_RUNS {
        problems.push(lines.error(
            "Too much in one step: its prose can have 2,000 blocks and runs of bold, code and links. Make more steps of it.",
        ));
    }
    let commands = |run: &Run| shell::parse(&run.text).map_or(1, |commands| commands.len());
    if scenario.steps.is_empty() {
        problems.push(lines.error("A scenario needs at least one step: a line with ## and its title."));
    } else if scenario.steps.len() > LIMITS.1 {
        problems.push(lines.error("Too many steps: a scenario can have 100. Split it in two."));
    } else if scenario.runs().map(commands).sum::<usize>() > LIMITS.2 {
        problems.push(lines.error("Too many commands: a scenario can have 500. Split it in two."));
    }
    Front {
        title: scenario.title,
        summary: scenario.summary,
        seed: scenario.seed,
        edition: scenario.edition,
        rules: scenario.rules,
        listing: scenario.listing,
        ..
    } = front;
    (scenario, problems)
}

/// The blocks of prose, and the runs of text in them.
fn runs(blocks: &[Block]) -> usize {
    let count = |block: &Block| match block {
        Block::Paragraph(text) | Block::Heading(text) | Block::Note(text) => text.len(),
        Block::List { items, .. } => items.iter().map(|item| item.len() + 1).sum(),
        Block::Code(_) => 0,
    };
    blocks.iter().map(|block| 1 + count(block)).sum()
}

/// Records an error and continues after it.
pub(crate) fn bad(problem: ScenarioError, lines: &mut Lines<'_>, problems: &mut Vec<ScenarioError>) {
    if lines.number() <= problem.line {
        lines.take();
    }
    lines.skip_bad();
    problems.push(problem);
}

/// Errors for invisible characters. Nothing in a file may hide what it says: it may be a stranger's, and
/// readers run its commands.
pub(crate) fn invisible(text: &str) -> impl Iterator<Item = ScenarioError> {
    (1..).zip(text.lines()).filter_map(|(number, line)| {
        let c = line.chars().find(|c| *c != '\t' && hides(*c))?;
        let message =
            ["A scenario can't contain the invisible character ", &sign(c), ". Remove it."].concat();
        Some(error(number, &message))
    })
}

/// Parses a step, up to the next `## ` or the end.
fn step(title: String, lines: &mut Lines<'_>, problems: &mut Vec<ScenarioError>) -> Step {
    let mut step =
        Step { title, look: None, before: Vec::new(), prediction: None, runs: Vec::new(), after: Vec::new() };
    let asked = lines.number();
    lines.take();
    if step.title.is_empty() {
        problems.push(error(asked, "A step needs a title behind ##."));
    }
    loop {
        lines.skip_blank();
        match lines.peek() {
            None => break,
            Some(line) if line.starts_with("## ") => break,
            Some(line) => {
                if let Err(problem) = part(&mut step, line, lines) {
                    bad(problem, lines, problems);
                }
            }
        }
    }
    if let Some(look) = step.look.as_ref().filter(|_| step.runs.is_empty()) {
        problems
            .push(error(look.line, "This step has no commands, so there is nothing to look at after them."));
    }
    if step.prediction.is_some() && step.runs.is_empty() {
        problems.push(error(
            asked,
            "This step asks a question and has no commands: put an ```aws block under the question.",
        ));
    }
    step
}

/// Parses the next part of a step, which begins with `line`.
fn part(step: &mut Step, line: &str, lines: &mut Lines<'_>) -> Result<(), ScenarioError> {
    let number = lines.number();
    if let Some(text) = line.strip_prefix(LOOK) {
        lines.take();
        if step.look.replace(look(text, number)?).is_some() {
            return Err(error(number, "A step is about one thing: one line look: is all it can have."));
        }
    } else if line.trim_end() == "```aws" {
        step.runs.push(run(lines)?);
        if !step.after.is_empty() {
            step.after.clear(); // one error is enough
            return Err(error(
                number,
                "There is text between two command blocks. Begin a new step, or move the text.",
            ));
        }
    } else if line.starts_with("```output") {
        lines.take();
        lines.fence()?;
        return Err(error(
            number,
            "An output block must come directly after a command block, which begins with ```aws.",
        ));
    } else if line.starts_with('>') {
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
    Ok(())
}

/// Parses a command block and the output block after it.
fn run(lines: &mut Lines<'_>) -> Result<Run, ScenarioError> {
    lines.take();
    let line = lines.number();
    let text = lines.fence()?;
    let start = lines.number();
    let mut expected = Expected::default();
    let mut refusal = Ok(None);
    if let Some(info) = lines.peek().and_then(|line| line.strip_prefix("```output")) {
        refusal = refused(info.trim(), start);
        lines.take();
        expected.text = lines.fence()?;
    }
    if text.trim().is_empty() {
        return Err(error(line, "This command block is empty."));
    }
    expected.refused = refusal?;
    Ok(Run { text, line, expected, output_lines: start..lines.number() })
}

/// Parses the text after `output`: nothing, or `refused: [rule] code`.
fn refused(info: &str, line: u32) -> Result<Option<ExpectedRefusal>, ScenarioError> {
    if info.is_empty() {
        return Ok(None);
    }
    let wrong = || {
        error(
            line,
            "After output there may be refused: and an error code, with a rule's number before the code: output refused: E08 InvalidDBClusterStateFault.",
        )
    };
    let words = info.strip_prefix("refused:").ok_or_else(wrong)?;
    let words: Vec<&str> = words.split_whitespace().collect();
    match words.as_slice() {
        code if is_code(code) => Ok(Some(ExpectedRefusal { rule: None, code: code.join(" ") })),
        [rule, code @ ..] if is_code(code) => {
            Ok(Some(ExpectedRefusal { rule: Some(String::from(*rule)), code: code.join(" ") }))
        }
        _ => Err(wrong()),
    }
}

/// Returns whether the words are an error code: one word, or the beginning of a database client's message
/// (`ERROR 2003 (HY000)`, `psql: error`).
fn is_code(words: &[&str]) -> bool {
    matches!(words, [_] | ["ERROR", _, _] | ["psql:", _])
}

enum Quote {
    Note(Block),
    Prediction(Prediction),
}

/// Parses lines that begin with `>`: a prediction if there are check boxes, otherwise a note.
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

fn join(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push('\n'); // keeps line numbers right in messages; shown as a blank
    }
    text.push_str(more);
}

/// Parses a paragraph, heading, list, fence or note. The next line must not be blank.
pub(crate) fn block(lines: &mut Lines<'_>) -> Result<Block, ScenarioError> {
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
    if let Some((_, message)) = NOT_HERE.iter().find(|(sign, _)| line.starts_with(sign)) {
        return Err(lines.error(message));
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

/// How the Markdown that scenarios don't support begins.
const NOT_HERE: [(&str, &str); 9] = [
    (
        "#",
        "A step begins with ## and a blank, a heading inside a step with ### and a blank; there are no others.",
    ),
    ("* ", "An item of a list begins with - and a blank."),
    ("+ ", "An item of a list begins with - and a blank."),
    ("    ", "Indented text isn't allowed here. Remove the blanks, or put the text between ``` lines."),
    ("\t", "Indented text isn't allowed here. Remove the tab, or put the text between ``` lines."),
    ("|", "A scenario can't contain tables. Use a list."),
    ("---", "A line of --- is only allowed at the top of the file."),
    ("<", "A scenario can't contain HTML."),
    ("![", "A scenario can't contain pictures; the playground draws the map itself."),
];

fn starts_block(line: &str) -> bool {
    line.starts_with('#') || line.starts_with('>') || line.starts_with("```") || item(line).is_some()
}

/// Parses `- text` or `1. text`. Returns whether it is numbered, and the text.
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
                return Err(lines.error("A list can't contain a list."));
            }
            join(&mut text, more.trim());
            lines.take();
        }
        items.push(inline(&text, number)?);
    }
    Ok(Block::List { ordered, items })
}

#[cfg(test)]
mod tests;
