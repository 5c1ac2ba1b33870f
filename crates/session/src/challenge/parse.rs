//! Parses a file into a [`Challenge`].

use super::{Challenge, Check, Commands, Expect, Goal, WrongWay};
use crate::scenario::lines::{CHALLENGE, Front, Lines, error, front};
use crate::scenario::parse::{bad, block, invisible};
use crate::scenario::{LIMITS, ScenarioError};
use crate::shell;
use crate::view::{Block, Inline};

/// The most goals, hints, and wrong ways.
const MOST: usize = 12;

/// The sections, in the order in which they are named to an author.
const SECTIONS: [(&str, Section); 4] = [
    ("Goals", Section::Goals),
    ("Hints", Section::Hints),
    ("Solution", Section::Solution),
    ("Wrong ways", Section::Wrong),
];

#[derive(Clone, Copy)]
enum Section {
    Intro,
    Goals,
    Hints,
    Solution,
    Wrong,
}

/// Returns whether a file is a challenge and not a scenario: only challenges have such blocks.
pub fn is_challenge(text: &str) -> bool {
    let own = ["```setup", "```goal", "```solution", "```wrong"];
    text.lines().any(|line| own.contains(&line.trim_end()))
}

/// Parses a challenge file. The error is the first of [`problems`].
pub fn parse(text: &str) -> Result<Challenge, ScenarioError> {
    let (challenge, mut problems) = read(text);
    if problems.is_empty() { Ok(challenge) } else { Err(problems.swap_remove(0)) }
}

/// Everything that is wrong with a challenge file, in the order of the lines.
pub fn problems(text: &str) -> Vec<ScenarioError> {
    let mut problems = read(text).1;
    problems.sort_by_key(|problem| problem.line);
    problems
}

/// Parses on after an error, so that an author sees all of them at once. A challenge with errors must not be used.
fn read(text: &str) -> (Challenge, Vec<ScenarioError>) {
    let (mut problems, mut lines) = (Vec::new(), Lines::new(text));
    let mut it = Challenge::default();
    if text.len() > LIMITS.0 {
        problems.push(error(1, "This file is too long: a challenge can have 256 KiB."));
        return (it, problems);
    }
    problems.extend(invisible(text));
    let Some(front) = front(&CHALLENGE, &mut lines, &mut problems) else { return (it, problems) };
    let mut reader = Reader { section: Section::Intro, said: None };
    loop {
        lines.skip_blank();
        let Some(line) = lines.peek() else { break };
        if let Err(problem) = reader.part(&mut it, line, &mut lines) {
            bad(problem, &mut lines, &mut problems);
        }
    }
    problems.extend(reader.unsaid());
    let commands = |text: &str| shell::parse(text).map_or(1, |commands| commands.len());
    let checks = it.goals.iter().flat_map(|goal| &goal.checks).map(|check| &check.commands);
    let blocks = it.setup.iter().chain(&it.solution).chain(checks);
    if blocks.map(|block| commands(&block.text)).sum::<usize>() > LIMITS.2 {
        problems.push(lines.error("Too many commands: a challenge can have 500."));
    }
    if it.goals.len().max(it.hints.len()).max(it.wrong.len()) > MOST {
        problems.push(lines.error("A challenge can have 12 goals, 12 hints and 12 wrong ways at most."));
    }
    if it.goals.is_empty() {
        problems.push(lines.error(
            "A challenge needs a goal: under ## Goals a sentence, and under it a block that begins with ```goal.",
        ));
    }
    if it.solution.is_empty() {
        problems.push(
            lines.error(
                "A challenge needs a solution: under ## Solution a block that begins with ```solution.",
            ),
        );
    }
    let Front { title, summary, seed, edition, after, .. } = front;
    (Challenge { title, summary, seed, edition, after, ..it }, problems)
}

struct Reader {
    section: Section,
    /// A sentence whose block has to follow, and its line.
    said: Option<(u32, Vec<Inline>)>,
}

impl Reader {
    /// Parses the next part, which begins with `line`.
    fn part(&mut self, it: &mut Challenge, line: &str, lines: &mut Lines<'_>) -> Result<(), ScenarioError> {
        let number = lines.number();
        if let Some(title) = line.strip_prefix("## ") {
            lines.take();
            let found = SECTIONS.iter().find(|(name, _)| *name == title.trim());
            let (_, section) = found.ok_or_else(|| {
                error(
                    number,
                    "The sections of a challenge are ## Goals, ## Hints, ## Solution and ## Wrong ways.",
                )
            })?;
            self.section = *section;
            return self.unsaid().map_or(Ok(()), Err);
        }
        let fence = line.strip_prefix("```").map(str::trim);
        match (self.section, fence) {
            (Section::Intro, Some("setup")) => it.setup.push(commands(lines)?),
            (Section::Solution, Some("solution")) => it.solution.push(commands(lines)?),
            (Section::Goals, Some("goal")) => {
                let block = commands(lines)?;
                it.goals.push(Goal { text: self.sentence(number)?, checks: checks(&block)? });
            }
            (Section::Wrong, Some("wrong")) => {
                let commands = commands(lines)?;
                it.wrong.push(WrongWay { why: self.sentence(number)?, commands });
            }
            (_, Some("setup" | "solution" | "goal" | "wrong")) => {
                commands(lines)?;
                let message = "This block belongs elsewhere: setup above ## Goals, goal under ## Goals, solution under ## Solution, wrong under ## Wrong ways.";
                return Err(error(number, message));
            }
            (Section::Intro, _) => it.intro.push(block(lines)?),
            (Section::Solution, _) => it.outro.push(block(lines)?),
            (Section::Hints, _) => match block(lines)? {
                Block::List { items, .. } => it.hints.extend(items),
                _ => {
                    return Err(error(
                        number,
                        "Write ## Hints as a list: each hint begins with - and a space.",
                    ));
                }
            },
            (Section::Goals | Section::Wrong, _) => {
                let unsaid = self.unsaid();
                match block(lines)? {
                    Block::Paragraph(text) => self.said = Some((number, text)),
                    _ => {
                        return Err(error(
                            number,
                            "Write sentences here, each with a block of commands under it.",
                        ));
                    }
                }
                return unsaid.map_or(Ok(()), Err);
            }
        }
        Ok(())
    }

    /// The sentence above a block.
    fn sentence(&mut self, line: u32) -> Result<Vec<Inline>, ScenarioError> {
        let said = self.said.take().map(|(_, text)| text);
        said.ok_or_else(|| {
            error(line, "Write a sentence above this block: what has to hold, or why this way is wrong.")
        })
    }

    /// The error for a sentence without a block.
    fn unsaid(&mut self) -> Option<ScenarioError> {
        let (line, _) = self.said.take()?;
        Some(error(
            line,
            "Under this sentence belongs a block: ```goal for a goal, ```wrong for a wrong way.",
        ))
    }
}

/// Parses a block of commands.
fn commands(lines: &mut Lines<'_>) -> Result<Commands, ScenarioError> {
    lines.take();
    let line = lines.number();
    let text = lines.fence()?;
    if text.trim().is_empty() {
        return Err(error(line, "This block is empty."));
    }
    Ok(Commands { text, line })
}

/// Splits the block of a goal at the lines that begin with `=>`.
fn checks(block: &Commands) -> Result<Vec<Check>, ScenarioError> {
    let mut checks = Vec::new();
    let mut commands = Commands { text: String::new(), line: block.line };
    for (number, line) in (block.line..).zip(block.text.lines()) {
        let Some(expect) = line.strip_prefix("=>") else {
            commands.text.push_str(line);
            commands.text.push('\n');
            continue;
        };
        let expect = Expect::parse(expect).ok_or_else(|| {
            error(number, "After =>, write done, refused, refused with an error code, prints with a text, or contains with a text.")
        })?;
        if commands.text.trim().is_empty() {
            return Err(error(number, "Above this line, write the command that it checks."));
        }
        checks.push(Check { commands, expect });
        commands = Commands { text: String::new(), line: number.saturating_add(1) };
    }
    if !commands.text.trim().is_empty() {
        return Err(error(
            commands.line,
            "Under these commands a line must say what has to come of them: => done, => refused, => prints 1, => contains Coffee.",
        ));
    }
    Ok(checks)
}

#[cfg(test)]
mod tests {
    use playground_core::edition::Edition;

    use super::*;

    const FILE: &str = "---\ntitle: T\nsummary: S\nseed: 05\nedition: 2026\nafter: a-b\n---\n\nHello.\n\n```setup\nX=1\n```\n\n\
        ## Goals\n\nOne `a`.\n\n```goal\necho a\n=> done\necho b \\\n  c\n=> prints b c\n```\n\n## Hints\n\n- H1\n- H2\n\n\
        ## Solution\n\n```solution\necho x\n```\n\nSo.\n\n## Wrong ways\n\nNo.\n\n```wrong\necho y\n```\n";

    #[test]
    fn a_file_is_read() {
        let it = parse(FILE).unwrap();
        assert!(is_challenge(FILE) && !is_challenge("## Goals\n\n```aws\na\n```\n"));
        assert_eq!((&*it.title, &*it.after, it.edition), ("T", "a-b", Edition::Y2026));
        assert_eq!(
            (it.setup.len(), it.intro.len(), it.hints.len(), it.outro.len(), it.wrong.len()),
            (1, 1, 2, 1, 1)
        );
        let checks = &it.goals[0].checks;
        assert_eq!((checks[0].commands.line, &checks[0].expect), (20, &Expect::Done));
        assert_eq!((checks[1].commands.line, &checks[1].expect), (22, &Expect::Prints("b c".into())));
        assert_eq!(checks[1].commands.text, "echo b \\\n  c\n");
        assert_eq!(it.wrong[0].commands.line, 45);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (from, to, line, why) in [
            ("after: a-b", "rules: E04", 6, "Only title"),
            ("## Hints", "## Tips", 27, "The sections"),
            ("One `a`.\n\n", "", 17, "Write a sentence above"),
            ("=> done", "=> works", 21, "After =>, write"),
            ("=> prints b c\n", "", 22, "Under these commands"),
            ("echo a\n=> done", "=> done\necho a", 20, "Above this line"),
            ("```solution\necho x\n```\n\n", "", 43, "needs a solution"),
            ("- H1\n- H2", "H1", 29, "Write ## Hints as a list"),
            ("```wrong\necho y\n```", "", 42, "Under this sentence"),
            ("```wrong", "```setup", 44, "belongs elsewhere"),
            ("echo x", "", 35, "This block is empty"),
        ] {
            let file = FILE.replace(from, to);
            assert_ne!(file, FILE);
            let all = problems(&file);
            let found = all.iter().any(|problem| problem.line == line && problem.message.contains(why));
            assert!(found, "{to:?}: {all:?}");
        }
    }
}
