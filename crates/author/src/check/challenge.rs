//! Checks a challenge: its set-up runs, its solution reaches the goals, its wrong ways don't.

use playground_session::Entry;
use playground_session::challenge::{Commands, Trial, problems};
use playground_session::lesson::refused;
use playground_session::shell;

use super::{Checked, Finding, Form, Weight, report};

/// Parses the file and runs its commands.
pub(super) fn ran(file: &str) -> Checked {
    let unreadable = problems(file);
    let mut trial = match Trial::open("challenge", file) {
        Ok(trial) if unreadable.is_empty() => trial,
        _ => {
            let said = unreadable.into_iter().map(|p| Finding::new(p.line, Weight::Mend, p.message));
            return Checked { findings: said.collect(), ..Checked::default() };
        }
    };
    crate::engine();
    trial.begin().unwrap_or_default();
    let challenge = trial.challenge().clone();
    let start = trial.start().unwrap_or_default();
    let mut findings = fails(&trial, 0, &challenge.setup, "This command of the set-up fails. Mend it.");
    if findings.is_empty() {
        trial.check().unwrap_or_default();
        if trial.is_met() {
            let line =
                challenge.goals.first().and_then(|goal| goal.checks.first()).map_or(1, |it| it.commands.line);
            let message =
                "Every goal holds before anything was done. Ask for something that the set-up does not have.";
            findings.push(Finding::new(line, Weight::Mend, message));
        }
        for block in &challenge.solution {
            trial.session_mut().run(&block.text);
        }
        trial.check().unwrap_or_default();
        findings.extend(fails(
            &trial,
            start,
            &challenge.solution,
            "This command of the solution fails. Mend it.",
        ));
        findings.extend(unmet(&trial));
        for way in &challenge.wrong {
            trial.restart();
            trial.session_mut().run(&way.commands.text);
            trial.check().unwrap_or_default();
            if trial.is_met() {
                let message = "This wrong way reaches every goal. Either it is right, or a goal does not ask for what it misses.";
                findings.push(Finding::new(way.commands.line, Weight::Mend, message));
            }
        }
    }
    if challenge.wrong.len() < 2 {
        let message = "A challenge should have two wrong ways at least, under ## Wrong ways: they show that its goals ask for enough.";
        findings.push(Finding::new(1, Weight::Remark, message));
    }
    let blocks = challenge.setup.len() + challenge.solution.len() + challenge.wrong.len();
    Checked {
        findings,
        rewritten: Some(file.into()),
        size: (challenge.goals.len(), blocks),
        form: Form::Challenge,
    }
}

/// A finding for each command of the blocks that failed, on the path to the cursor after an entry.
fn fails(trial: &Trial, after: usize, blocks: &[Commands], message: &str) -> Vec<Finding> {
    let timeline = trial.session().timeline();
    let path = timeline.path(timeline.cursor()).into_iter().filter(|id| *id > after);
    let failed = path.filter_map(|id| timeline.record(id)).filter(|entry| !entry.done());
    let finding = |entry: &Entry| Finding {
        detail: report::difference("", &[entry.stderr.trim_matches('\n'), "\n"].concat()),
        ..Finding::new(
            line_of(blocks, entry),
            Weight::Mend,
            [message, " It is ", &refused(entry).code, "."].concat(),
        )
    };
    failed.map(finding).collect()
}

/// The line of a command in the file.
fn line_of(blocks: &[Commands], entry: &Entry) -> u32 {
    let found = blocks.iter().find_map(|block| {
        let script = shell::parse_script(&block.text);
        let written = shell::lines(&script.commands);
        let line = written.into_iter().find(|(_, text)| **text == *entry.line).map(|(line, _)| line);
        let line = line.or_else(|| {
            let (rest, at) = script.unread.filter(|(rest, _)| *rest.trim_end() == *entry.line)?;
            let within = shell::parse(&rest).err().map_or(0, |error| error.at.line.saturating_sub(1));
            Some(at.line + within)
        })?;
        Some(block.line + line.saturating_sub(1))
    });
    found.unwrap_or(1)
}

/// A finding for each goal that does not hold after the solution.
fn unmet(trial: &Trial) -> Vec<Finding> {
    let unmet = trial.goals().filter(|(_, met)| *met != Some(true));
    let finding = |goal: &playground_session::challenge::Goal| {
        let line = goal.checks.first().map_or(1, |check| check.commands.line);
        let message = "The solution does not reach this goal. Run its commands in the playground after the solution, and compare with the lines of =>.";
        Finding::new(line, Weight::Mend, message)
    };
    unmet.map(|(goal, _)| finding(goal)).collect()
}
