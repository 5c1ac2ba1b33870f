//! Commands that a file shows and does not run, because their block does not begin with ```` ```aws ````. That can be
//! meant; more often it is how one writes commands elsewhere.

use super::{Finding, Weight};

/// What other Markdown calls commands of a shell. `aws` alone is ours: here it has something behind or before it.
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
/// And statements for a database.
const SQL: [&str; 7] = ["mysql", "pgsql", "plpgsql", "postgres", "postgresql", "psql", "sql"];

/// What is said about each of them. They weigh more where the file runs nothing at all.
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
                let message = "These commands stand before the first step, so they are shown and not run. Put a line with ## and a title above them.";
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

/// What is said about a block with this behind its ```` ``` ````, if anything is.
fn message(info: &str) -> Option<String> {
    let word = info.split(|c: char| !c.is_alphanumeric() && c != '-').find(|word| !word.is_empty())?;
    let word = word.to_lowercase();
    let run = if SHELL.contains(&word.as_str()) {
        "begin the block with ```aws, and nothing behind it"
    } else if SQL.contains(&word.as_str()) {
        "write a block that begins with ```aws, in it sql --db-cluster-identifier NAME <<'SQL', the statements, and a line that is SQL alone"
    } else {
        return None;
    };
    let info = info.trim_end();
    Some(format!(
        "What stands in ```{info} is shown, and not run. To run it, {run}. If it is only to be shown, begin the block with ``` alone."
    ))
}
