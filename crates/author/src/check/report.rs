//! Prints the findings about a file as lines for a terminal.

use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

use super::{Checked, Form, Weight};

/// The most lines of a difference that are shown.
const SHOWN: usize = 24;

/// The lines about a file of this name. If `written`, the new outputs are in it already.
pub fn report(name: &str, checked: &Checked, written: bool) -> String {
    let mut out = String::new();
    for finding in &checked.findings {
        let remark = if finding.weight == Weight::Remark { "remark: " } else { "" };
        let _ = writeln!(out, "{name}:{}: {remark}{}", finding.line, finding.message);
        out.push_str(&finding.detail);
    }
    let to_mend = checked.to_mend(written);
    if written {
        let but = if to_mend > 0 { ", except for what you have to correct" } else { "" };
        let _ = writeln!(
            out,
            "{name}: wrote what is printed now, as shown above{but}. Read it before you publish it."
        );
    } else if to_mend == 0 {
        let _ = writeln!(out, "{name}: {}", all_well(checked));
    }
    out
}

/// What is said of a file with nothing to correct.
fn all_well(checked: &Checked) -> String {
    let (parts, blocks) = checked.size;
    let parts = match &checked.form {
        Form::Translation { own } => {
            return format!("{parts} of the {} of {own}.", counted(blocks, "step", "steps"));
        }
        Form::Challenge => counted(parts, "goal", "goals"),
        Form::Scenario => counted(parts, "step", "steps"),
    };
    let blocks = counted(blocks, "block of commands", "blocks of commands");
    format!("{parts}, {blocks}, all as the file says.")
}

pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// The lines that differ: `-` for those in the file, `+` for those printed.
pub(super) fn difference(old: &str, new: &str) -> String {
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
