//! A scenario's text with what its commands print, for texts that are made by a program, such as a runbook's. An author's own
//! file is checked instead, so that a typo doesn't become part of the lesson.

use playground_core::database::Pause;

use super::{Lesson, outcome_of};
use crate::scenario::{Expected, rewrite};

/// The text with what its commands print now. The error is why that can't be: the text is no scenario, one of its commands
/// fails, or it needs the database engine, which is not there.
pub fn with_outputs(file: &str) -> Result<String, String> {
    let mut lesson = Lesson::open("lesson", file).map_err(|error| error.to_string())?;
    let mut ran = lesson.run_all();
    while matches!(ran, Err(Pause::Turn)) {
        ran = lesson.run_all();
    }
    if ran.is_err() {
        return Err(String::from("A command has to wait for the database engine."));
    }
    let scenario = lesson.scenario();
    let blocks = (0..scenario.steps.len()).flat_map(|step| lesson.entries(step));
    let outcomes: Vec<Expected> = blocks.map(|entries| outcome_of(lesson.session(), entries)).collect();
    if outcomes.len() < scenario.runs().count() {
        return Err(String::from("The commands are more than a session can have."));
    }
    for (run, came) in scenario.runs().zip(&outcomes) {
        if let Some(refused) = &came.refused {
            return Err(
                ["line ", &run.line.to_string(), ": ", &refused.code, ": ", came.text.trim()].concat()
            );
        }
    }
    Ok(rewrite(file, scenario, &outcomes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(command: &str) -> String {
        ["---\ntitle: T\nsummary: S\nseed: s\nedition: 2020\n---\n\n## One\n\n```aws\n", command, "\n```\n"]
            .concat()
    }

    #[test]
    fn outputs_are_put_in_and_failures_are_named() {
        let text = with_outputs(&file("echo one")).unwrap();
        assert!(text.ends_with("```aws\necho one\n```\n```output\none\n```\n"), "{text}");
        assert_eq!(with_outputs(&text).as_ref(), Ok(&text), "what is there is replaced");
        let error = with_outputs(&file("aws rds stop-db-cluster --db-cluster-identifier none")).unwrap_err();
        assert!(error.starts_with("line 11: DBClusterNotFoundFault: An error occurred"), "{error}");
        assert!(with_outputs("no scenario").is_err());
    }
}
