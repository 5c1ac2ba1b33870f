//! Parses a file into a [`Scenario`]: blocks, steps, predictions, command blocks.

use super::inline::inline;
use super::language::Spoken;
use super::lines::{Form, Front, Lines, SCENARIO, TRANSLATION, error, front, is_step, unknown_rule};
use super::look::{LOOK, look};
use super::quote::{Quote, join, quote};
use super::{Expected, ExpectedRefusal, Run, Scenario, ScenarioError, Step};
use crate::limits::{hides, sign};
use crate::shell;
use crate::view::Block;

/// The most bytes, steps and commands that a scenario may have.
pub const LIMITS: (usize, usize, usize) = (256 * 1024, 100, 500);

/// The most runs of text (plain, bold, code, links) and blocks of prose that are read on one screen: a step's, or those
/// before the first step.
const MOST_RUNS: usize = 2_000;

/// What a file is: a scenario, or a scenario's texts in another language.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Scenario,
    Translation,
}

impl Kind {
    const fn form(self) -> &'static Form {
        match self {
            Self::Scenario => &SCENARIO,
            Self::Translation => &TRANSLATION,
        }
    }
}

/// Parses a scenario file. The error is the first of [`problems`].
pub fn parse(text: &str) -> Result<Scenario, ScenarioError> {
    parse_as(Kind::Scenario, text)
}

/// Parses a file of a kind. Of a translation, a step whose commands have a place has one run, without a text.
pub(super) fn parse_as(kind: Kind, text: &str) -> Result<Scenario, ScenarioError> {
    let (scenario, mut problems) = read(kind, text);
    if problems.is_empty() { Ok(scenario) } else { Err(problems.swap_remove(0)) }
}

/// Everything that is wrong with a scenario file, in the order of the lines.
pub fn problems(text: &str) -> Vec<ScenarioError> {
    problems_as(Kind::Scenario, text)
}

pub(super) fn problems_as(kind: Kind, text: &str) -> Vec<ScenarioError> {
    let mut problems = read(kind, text).1;
    problems.sort_by_key(|problem| problem.line);
    problems
}

/// Parses on after an error, so that an author sees all of them at once. A scenario with errors must not be
/// used.
fn read(kind: Kind, text: &str) -> (Scenario, Vec<ScenarioError>) {
    let mut problems = Vec::new();
    let mut lines = Lines::new(text);
    let mut scenario = Scenario::default();
    if text.len() > LIMITS.0 {
        problems.push(error(1, "This file is too long: a scenario can have 256 KiB. Split it in two."));
        return (scenario, problems);
    }
    problems.extend(invisible(text));
    let Some(front) = front(kind.form(), &mut lines, &mut problems) else { return (scenario, problems) };
    loop {
        lines.skip_blank();
        let Some(line) = lines.peek() else { break };
        if is_step(line) {
            scenario.steps.push(step(kind, &mut lines, &mut problems));
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
        languages: scenario.languages,
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

/// Parses a step, up to the next one or the end.
fn step(kind: Kind, lines: &mut Lines<'_>, problems: &mut Vec<ScenarioError>) -> Step {
    let asked = lines.number();
    let title = lines.take().unwrap_or_default().trim_start_matches('#').trim();
    let mut step = Step {
        title: String::from(title),
        look: None,
        before: Vec::new(),
        prediction: None,
        runs: Vec::new(),
        after: Vec::new(),
        spoken: Spoken::default(),
    };
    while let Some(line) = lines.peek_text().filter(|line| !is_step(line)) {
        if let Err(problem) = part(kind, &mut step, line, lines) {
            bad(problem, lines, problems);
        }
    }
    if kind == Kind::Translation {
        return step; // what is missing is in the scenario's own file
    }
    if step.title.is_empty() {
        problems.push(error(asked, "A step needs a title behind ##."));
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
fn part(kind: Kind, step: &mut Step, line: &str, lines: &mut Lines<'_>) -> Result<(), ScenarioError> {
    let number = lines.number();
    if let Some(text) = line.strip_prefix(LOOK) {
        lines.take();
        if kind == Kind::Translation {
            return Err(error(number, "A line look: is only in the scenario's own file. Remove it here."));
        }
        if step.look.replace(look(text, number)?).is_some() {
            return Err(error(number, "A step is about one thing: one line look: is all it can have."));
        }
    } else if line.trim_end() == "```aws" {
        step.runs.push(run(kind, lines)?);
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
            match kind {
                Kind::Scenario => {
                    "An output block must come directly after a command block, which begins with ```aws."
                }
                Kind::Translation => {
                    "What commands print is only in the scenario's own file. Remove this block here."
                }
            },
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
fn run(kind: Kind, lines: &mut Lines<'_>) -> Result<Run, ScenarioError> {
    lines.take();
    let line = lines.number();
    let text = lines.fence()?;
    let start = lines.number();
    if kind == Kind::Translation && !text.trim().is_empty() {
        return Err(error(
            line,
            "Commands are only in the scenario's own file. Remove them here: ```aws and ``` with nothing between them mark their place.",
        ));
    }
    let mut expected = Expected::default();
    let mut refusal = Ok(None);
    let output = lines.peek().and_then(|line| line.strip_prefix("```output"));
    if let Some(info) = output.filter(|_| kind == Kind::Scenario) {
        refusal = refused(info.trim(), start);
        lines.take();
        expected.text = lines.fence()?;
    }
    if kind == Kind::Scenario && text.trim().is_empty() {
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
