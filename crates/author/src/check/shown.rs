//! Commands that a file shows but does not run, because their block does not begin with ```` ```aws ````.
//! That can be intended, but more often it is how somebody writes commands elsewhere.

use super::{Finding, Weight};

/// Names of shell command blocks in other Markdown. `aws` alone is ours; here it has something before or
/// after it.
const SHELL: [&str; 16] = [
    "aws",
    "awscli",
    "aws-cli",
    "bash",
    "bat",
    "cli",
    "cmd",
    "console",
    "powershell",
    "ps1",
    "sh",
    "shell",
    "shell-session",
    "shellsession",
    "terminal",
    "zsh",
];
/// Names of blocks of database statements.
const SQL: [&str; 7] = ["mysql", "pgsql", "plpgsql", "postgres", "postgresql", "psql", "sql"];

/// A finding for each such block. They are more serious if the file runs nothing at all.
pub(super) fn findings(file: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut in_step = false;
    let mut runs = false;
    let mut lines = (1..).zip(file.lines());
    while let Some((opened, line)) = lines.next() {
        in_step |= line.starts_with("## ");
        let Some(info) = line.strip_prefix("```") else { continue };
        let inside: Vec<(u32, &str)> =
            lines.by_ref().take_while(|(_, line)| line.trim_end() != "```").collect();
        let first = inside.iter().find(|(_, line)| !line.trim().is_empty());
        let first = first.map_or(opened, |(number, _)| *number);
        if info.trim_end() == "aws" {
            runs |= in_step;
            if !in_step {
                let message = "These commands come before the first step, so they are shown and not run. Put a line with ## and a title above them.";
                found.push(Finding::new(first, Weight::Mend, message));
            }
        } else {
            found.extend(message(info).map(|message| Finding::new(first, Weight::Remark, message)));
        }
    }
    if !runs {
        for finding in &mut found {
            finding.weight = Weight::Mend;
        }
    }
    found
}

/// The message about a block with this text after its ```` ``` ````, if there is one.
fn message(info: &str) -> Option<String> {
    let word = info.split(|c: char| !c.is_alphanumeric() && c != '-').find(|word| !word.is_empty())?;
    let word = word.to_lowercase();
    let run = if SHELL.contains(&word.as_str()) {
        "begin the block with ```aws, and nothing after it"
    } else if SQL.contains(&word.as_str()) {
        "write a block that begins with ```aws, in it sql --db-cluster-identifier NAME <<'SQL', the statements, and a line that is SQL alone"
    } else {
        return None;
    };
    let info = info.trim_end();
    Some(format!(
        "What is in ```{info} is shown, and not run. To run it, {run}. If you only want to show it, begin the block with ``` alone."
    ))
}
