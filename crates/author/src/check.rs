//! `check`: parses and runs a scenario's text, and tells its author what is wrong, where, why, and what to do
//! about it. It takes a text and returns a text; [`files`] is the part of the program that reads and writes
//! files.
//!
//! It can write for an author what the commands print, but never that a block is meant to fail: the author
//! must say that, or a typo would become part of the lesson.

mod challenge;
pub mod files;
mod report;
mod shown;
mod translation;

use playground_session::Entry;
use playground_session::challenge::is_challenge;
use playground_session::lesson::{Lesson, outcome_of, refused};
use playground_session::scenario::{Expected, ExpectedRefusal, Run, Scenario, parse, problems, rewrite};
use playground_session::shell;
use playground_session::view::look_fault;

pub use report::report;

/// The exit code of an unknown command, as in `sh`.
const NO_SUCH_COMMAND: u8 = 127;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The author must correct it.
    Mend,
    /// The output differs from the file's; [`Checked::rewritten`] has the new one.
    Output,
    /// The file works, but may not be what its author meant.
    Remark,
}

/// A finding about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line in the file, from 1; the line of the command, if it is about one.
    pub line: u32,
    /// How serious it is.
    pub weight: Weight,
    /// What is wrong, and what to do.
    pub message: String,
    /// Lines shown below it: what was printed, and what the file says.
    pub detail: String,
}

impl Finding {
    fn new(line: u32, weight: Weight, message: impl Into<String>) -> Self {
        Self { line, weight, message: message.into(), detail: String::new() }
    }
}

/// The result of checking one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// The findings, in the order of the file.
    pub findings: Vec<Finding>,
    /// The file with what its commands print now, except for blocks that must be corrected; `None` if it
    /// can't be parsed.
    pub rewritten: Option<String>,
    /// The numbers of its steps, or of its goals if it is a challenge, and of its command blocks; of a translation, the
    /// numbers of its steps and of the scenario's.
    pub size: (usize, usize),
    /// What it is.
    pub form: Form,
}

/// What a file is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A scenario.
    #[default]
    Scenario,
    /// A challenge.
    Challenge,
    /// The texts of a scenario in another language.
    Translation {
        /// The name of the scenario's own file.
        own: String,
    },
}

impl Checked {
    /// The number of findings that must be corrected. If `written`, the new outputs are in the file already.
    pub fn to_mend(&self, written: bool) -> usize {
        let counts = |finding: &&Finding| match finding.weight {
            Weight::Mend => true,
            Weight::Output => !written,
            Weight::Remark => false,
        };
        self.findings.iter().filter(counts).count()
    }
}

/// Checks a file's text.
pub fn text(file: &str) -> Checked {
    let mut checked = if is_challenge(file) {
        challenge::ran(file)
    } else {
        let mut checked = ran(file);
        checked.findings.extend(shown::findings(file));
        checked
    };
    checked.findings.sort_by_key(|finding| finding.line);
    checked
}

/// Parses the file and runs its commands.
fn ran(file: &str) -> Checked {
    let unreadable = problems(file);
    let mut lesson = match Lesson::open("lesson", file) {
        Ok(lesson) if unreadable.is_empty() => lesson,
        _ => {
            let said = unreadable.into_iter().map(|p| Finding::new(p.line, Weight::Mend, p.message));
            return Checked { findings: said.collect(), ..Checked::default() };
        }
    };
    crate::engine();
    lesson.run_all().unwrap_or_default();
    let scenario = lesson.scenario();
    let blocks = (0..scenario.steps.len()).flat_map(|step| lesson.entries(step));
    let blocks: Vec<Came<'_>> =
        scenario.runs().zip(blocks).map(|(run, entries)| Came::of(&lesson, run, entries)).collect();
    let mut findings = Vec::new();
    let mut outcomes = Vec::new();
    for came in &blocks {
        let found = came.findings();
        let held = found.iter().any(|finding| finding.weight == Weight::Mend);
        outcomes.push(if held { came.run.expected.clone() } else { came.outcome.clone() });
        findings.extend(found);
    }
    let faults = (0..scenario.steps.len()).filter_map(|step| look_fault(&lesson, step));
    findings.extend(faults.map(|fault| Finding::new(fault.line, Weight::Mend, fault.message)));
    let rewritten = match written(file, scenario, &outcomes) {
        Ok(rewritten) => Some(rewritten),
        Err(line) => {
            let message = "What these commands print can't be written into the file: a line of it is ``` alone, or holds an invisible character, or the file would be longer than 256 KiB. Print something else.";
            findings.push(Finding::new(line, Weight::Mend, message));
            None
        }
    };
    Checked { findings, rewritten, size: (scenario.steps.len(), outcomes.len()), form: Form::Scenario }
}

/// The file with other expected results, if it can be parsed back to them. Otherwise the line of the first
/// commands whose result can't be written.
fn written(file: &str, scenario: &Scenario, outcomes: &[Expected]) -> Result<String, u32> {
    let holds = |outcomes: &[Expected]| {
        let new = rewrite(file, scenario, outcomes);
        let again = parse(&new).is_ok_and(|again| again.runs().map(|run| &run.expected).eq(outcomes));
        again.then_some(new)
    };
    holds(outcomes).ok_or_else(|| {
        let mut some: Vec<Expected> = scenario.runs().map(|run| run.expected.clone()).collect();
        let mut first = 1;
        for ((run, new), slot) in scenario.runs().zip(outcomes).zip(0..) {
            if let Some(place) = some.get_mut(slot) {
                place.clone_from(new);
            }
            first = run.line;
            if holds(&some).is_none() {
                break;
            }
        }
        first
    })
}

/// A command block, and its results.
struct Came<'a> {
    run: &'a Run,
    outcome: Expected,
    /// The results of each command that ran, and its line in the file.
    commands: Vec<(u32, &'a Entry)>,
}

impl<'a> Came<'a> {
    fn of(lesson: &'a Lesson, run: &'a Run, entries: &[usize]) -> Self {
        let session = lesson.session();
        // What can't be parsed is one entry, whose error names a line in it.
        let script = shell::parse_script(&run.text);
        let written = shell::lines(&script.commands);
        let unread = script.unread.map(|(rest, at)| {
            let within = shell::parse(&rest).err().map_or(0, |error| error.at.line.saturating_sub(1));
            (rest.trim_end().to_owned(), at.line + within)
        });
        let (mut next, mut last) = (0, 1);
        let came = entries.iter().filter_map(|id| session.timeline().record(*id)).map(|entry| {
            // Commands after `&&` may not have run; those in loops run again; some lines stand for a part of a loop.
            let is_it = |(_, text): &(u32, String)| *text == *entry.line;
            let ahead = written.get(next..).and_then(|rest| rest.iter().position(is_it)).map(|at| at + next);
            if let Some(at) = ahead.or_else(|| written.iter().position(is_it)) {
                next = at + 1;
                last = written.get(at).map_or(last, |(line, _)| *line);
            } else if let Some((_, line)) = unread.as_ref().filter(|(rest, _)| **rest == *entry.line) {
                last = *line;
            }
            (run.line + last.saturating_sub(1), entry)
        });
        let commands = came.collect();
        Self { run, outcome: outcome_of(session, entries), commands }
    }

    /// What is wrong with the block. If a finding has the weight [`Weight::Mend`], the block's result must
    /// not be written.
    fn findings(&self) -> Vec<Finding> {
        let expected = &self.run.expected;
        let not_run = self.commands.is_empty() && !shell::parse_script(&self.run.text).commands.is_empty();
        if not_run {
            let message = "These commands were not run: a block can be 65,536 bytes long, and all commands of a scenario can print 64 MiB. Make two blocks of it, or two scenarios.";
            return vec![Finding::new(self.run.line, Weight::Mend, message)];
        }
        let failed: Vec<(u32, &Entry)> =
            self.commands.iter().copied().filter(|(_, entry)| !entry.done()).collect();
        let unexpected: Vec<Finding> = failed
            .iter()
            .filter(|(_, entry)| Some(refused(entry)) != expected.refused)
            .map(|(line, entry)| self.failure(*line, entry))
            .collect();
        if !unexpected.is_empty() {
            return unexpected;
        }
        let found = match (&expected.refused, failed.as_slice()) {
            (Some(announced), []) => Some((
                self.run.line,
                Weight::Mend,
                format!(
                    "The file says `{}` (line {}), but every command of this block works. If that's right, remove it there.",
                    said(announced),
                    self.run.output_lines.start
                ),
            )),
            _ if expected.text == self.outcome.text => None,
            (Some(announced), [_, (line, _), ..]) => Some((
                *line,
                Weight::Mend,
                format!(
                    "A second command of this block fails, and `{}` (line {}) announces one. Correct the one that isn't meant to fail, or give each a block of its own.",
                    said(announced),
                    self.run.output_lines.start
                ),
            )),
            _ => Some((self.first_other(), Weight::Output, String::from(self.not_as_printed()))),
        };
        let detail = || report::difference(&expected.text, &self.outcome.text);
        found
            .map(|(line, weight, message)| Finding {
                detail: detail(),
                ..Finding::new(line, weight, message)
            })
            .into_iter()
            .collect()
    }

    /// The finding for a command whose failure is not announced, or announced differently.
    fn failure(&self, line: u32, entry: &Entry) -> Finding {
        let now = said(&refused(entry));
        let fence = self.run.output_lines.start;
        let what = match &self.run.expected.refused {
            None => String::from("This command fails, but the file doesn't say so."),
            Some(then) => {
                format!(
                    "The file says `{}` (line {fence}), but this command fails differently: it is `{now}`.",
                    said(then)
                )
            }
        };
        let mend = format!(
            "Correct the command or, if it's meant to fail, begin the output of its block with ```output {now} yourself; --write then writes the rest."
        );
        let message = if entry.line.starts_with("$ ") {
            format!("{what} Leave out the prompt `$ `: a line begins with the command.")
        } else if entry.exit_code == NO_SUCH_COMMAND {
            format!("{what} The commands here are aws, sql, playground, and those of a shell. {mend}")
        } else {
            format!("{what} {mend}")
        };
        let printed = [&*entry.stdout, entry.stderr.trim_matches('\n'), "\n"].concat();
        Finding { detail: report::difference("", &printed), ..Finding::new(line, Weight::Mend, message) }
    }

    fn not_as_printed(&self) -> &'static str {
        if self.run.output_lines.is_empty() {
            "These commands print something, but there is no output block under them. --write adds it."
        } else {
            "The commands print something other than the file says. If the new output is right, --write puts it there."
        }
    }

    /// The line of the first command that prints something other than the file says.
    fn first_other(&self) -> u32 {
        let mut rest = self.run.expected.text.as_str();
        for (line, entry) in &self.commands {
            for printed in [&*entry.stdout, entry.stderr.trim_start_matches('\n')] {
                match rest.strip_prefix(printed) {
                    Some(behind) => rest = behind,
                    None => return *line,
                }
            }
        }
        self.commands.last().map_or(self.run.line, |(line, _)| *line)
    }
}

fn said(refused: &ExpectedRefusal) -> String {
    match &refused.rule {
        Some(rule) => format!("refused: {rule} {}", refused.code),
        None => format!("refused: {}", refused.code),
    }
}
