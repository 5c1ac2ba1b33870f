//! `check`: reads and runs scenario files, and tells their author what is wrong:
//! where, what, why, and what to do about it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use playground_session::lesson::{Lesson, outcome_of};
use playground_session::scenario::{Expected, LIMITS, Refused, Run, parse, problems, rewrite};
use similar::{ChangeTag, TextDiff};

use crate::{read, write};

/// Lines of a difference that are shown.
const SHOWN: usize = 24;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line in the file, from 1.
    pub line: u32,
    /// What is wrong, and what to do.
    pub message: String,
    /// Lines to look at below it: what was printed, and what the file says.
    pub detail: String,
}

/// What came of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What there is to mend, in the order of the file.
    pub problems: Vec<Problem>,
    /// The file with what its commands print now; none if it can't be read.
    pub rewritten: Option<String>,
    /// Steps and command blocks in it.
    pub size: (usize, usize),
}

/// Checks a file's text.
pub fn text(file: &str) -> Checked {
    let unreadable = problems(file);
    let mut lesson = match Lesson::open("lesson", file) {
        Ok(lesson) if unreadable.is_empty() => lesson,
        _ => {
            let said = unreadable.into_iter().map(|p| Problem {
                line: p.line,
                message: p.message,
                detail: String::new(),
            });
            return Checked { problems: said.collect(), ..Checked::default() };
        }
    };
    crate::engine();
    lesson.run_all().unwrap_or_default();
    let blocks = (0..lesson.scenario().steps.len()).flat_map(|step| lesson.entries(step));
    let outcomes: Vec<Expected> = blocks.map(|entries| outcome_of(lesson.session(), entries)).collect();
    let scenario = lesson.scenario();
    let mut found: Vec<Problem> =
        scenario.runs().zip(&outcomes).filter_map(|(run, came)| compared(run, came)).collect();
    let mut rewritten = Some(rewrite(file, scenario, &outcomes));
    let again = rewritten.as_deref().map(parse);
    if !again.is_some_and(|again| again.is_ok_and(|s| s.runs().map(|run| &run.expected).eq(&outcomes))) {
        rewritten = None;
        found.push(Problem {
            line: 1,
            message: String::from("What these commands print can't be written into the file: a line of it is ``` alone. Print something else."),
            detail: String::new(),
        });
    }
    Checked { problems: found, rewritten, size: (scenario.steps.len(), outcomes.len()) }
}

/// What is wrong with a block of commands, if anything is.
fn compared(run: &Run, came: &Expected) -> Option<Problem> {
    let expected = &run.expected;
    if expected == came {
        return None;
    }
    let said = |refused: &Refused| match &refused.rule {
        Some(rule) => format!("refused: {rule} {}", refused.code),
        None => format!("refused: {}", refused.code),
    };
    let nothing_there = run.output_lines.is_empty();
    let (line, message) = match (&expected.refused, &came.refused) {
        (None, Some(now)) => (
            run.line,
            format!(
                "A command of this block fails, and the file does not say so. Mend the command, or, if it is meant to fail, begin its output with ```output {}",
                said(now)
            ),
        ),
        (Some(then), None) => (
            run.output_lines.start,
            format!("The file says `{}`, but every command of this block works.", said(then)),
        ),
        (Some(then), Some(now)) if then != now => {
            (run.output_lines.start, format!("The file says `{}`, and it is `{}`.", said(then), said(now)))
        }
        _ if nothing_there => (
            run.output_lines.start,
            String::from(
                "These commands print something, and no output block stands under them. --write puts it there.",
            ),
        ),
        _ => (
            run.output_lines.start,
            String::from(
                "The commands print something else than the file says. If the new output is right, --write puts it there.",
            ),
        ),
    };
    Some(Problem { line, message, detail: difference(&expected.text, &came.text) })
}

/// The lines that differ: `-` as in the file, `+` as printed.
fn difference(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut out = String::new();
    let mut count = 0;
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Equal => continue,
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        };
        count += 1;
        if count <= SHOWN {
            let line: String =
                change.value().chars().filter(|c| !c.is_control() || *c == '\t').take(200).collect();
            let _ = writeln!(out, "    {sign} {line}");
        }
    }
    if count > SHOWN {
        let _ = writeln!(out, "    and {} more lines", count - SHOWN);
    }
    out
}

/// Checks files; gives what there is to say about them, and whether all is well.
pub fn files(paths: &[PathBuf], writing: bool) -> (String, bool) {
    let mut out = String::new();
    let mut wrong = 0;
    for path in paths {
        wrong += file(path, writing, &mut out);
    }
    if wrong > 0 {
        let _ = writeln!(out, "{wrong} to mend in {}.", counted(paths.len(), "file"));
    }
    (out, wrong == 0)
}

/// Checks one file and gives the number of its problems.
fn file(path: &Path, writing: bool, out: &mut String) -> usize {
    let name = path.display();
    let text = match std::fs::metadata(path) {
        Ok(about) if about.len() > LIMITS.0 as u64 => {
            let _ =
                writeln!(out, "{name}: this file is too long: a scenario can have 256 KiB. Make two of it.");
            return 1;
        }
        _ => read(path),
    };
    let text = match text {
        Ok(text) => text,
        Err(problem) => {
            let _ = writeln!(out, "{problem}");
            return 1;
        }
    };
    let checked = self::text(&text);
    let write_it = checked.rewritten.as_ref().filter(|new| writing && **new != text);
    for problem in &checked.problems {
        let _ = writeln!(out, "{name}:{}: {}", problem.line, problem.message);
        out.push_str(&problem.detail);
    }
    if let Some(new) = write_it {
        if let Err(problem) = write(path, new) {
            let _ = writeln!(out, "{problem}");
            return 1;
        }
        let _ = writeln!(
            out,
            "{name}: wrote what is printed now, as shown above. Read it before you publish it."
        );
        return 0;
    }
    if checked.problems.is_empty() {
        let (steps, blocks) = checked.size;
        let _ = writeln!(
            out,
            "{name}: {}, {}, all as the file says.",
            counted(steps, "step"),
            counted(blocks, "block of commands")
        );
    }
    checked.problems.len()
}

fn counted(count: usize, what: &str) -> String {
    match (count, what) {
        (1, _) => format!("1 {what}"),
        (_, "block of commands") => format!("{count} blocks of commands"),
        _ => format!("{count} {what}s"),
    }
}
