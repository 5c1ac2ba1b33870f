//! Plans for one goal beside each other: what differs in what they cost. Not here: which there are (`search`).

use super::told;
use crate::goal::Goal;
use crate::plan::{Method, Plan};

/// A plan as a row beside others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// How the data gets to where it should be.
    pub method: Method,
    /// The same, in a few words.
    pub name: &'static str,
    /// How long clients can't write, on the model's clock.
    pub without_writes: String,
    /// How much of the newest data is lost.
    pub lost: String,
    /// Whether the data is copied.
    pub copies: &'static str,
    /// How many steps change or make something.
    pub steps: u32,
    /// What of it was run.
    pub simulated: &'static str,
}

/// The plans as rows, in their order.
pub fn alternatives(plans: &[Plan]) -> Vec<Alternative> {
    plans.iter().map(row).collect()
}

fn row(plan: &Plan) -> Alternative {
    Alternative {
        method: plan.method,
        name: told::method_name(plan.method),
        without_writes: if plan.goal.each().into_iter().any(is_lost) {
            String::from("until it's done")
        } else {
            told::span(plan.cost.without_writes)
        },
        lost: told::span(plan.cost.lost_seconds),
        copies: match plan.cost.copied_pages {
            0 => "no",
            _ => "yes",
        },
        steps: plan.cost.steps,
        simulated: match plan.cost.outside {
            0 => "all of it",
            _ => "all but the logical replication",
        },
    }
}

/// Whether clients can't use what a goal is about until it's reached.
pub(super) const fn is_lost(goal: &Goal) -> bool {
    matches!(goal, Goal::Recovered { .. })
}

/// What the columns of a table of them are called.
pub const COLUMNS: [&str; 6] =
    ["way", "clients can't write", "newest writes lost", "data is copied", "steps", "run in the playground"];

/// The plans as a table in Markdown.
pub fn alternatives_markdown(rows: &[Alternative]) -> String {
    let mut out = ["| ", &COLUMNS.join(" | "), " |\n", &"|---".repeat(COLUMNS.len()), "|\n"].concat();
    for row in rows {
        let steps = row.steps.to_string();
        let cells = [row.name, &row.without_writes, &row.lost, row.copies, &steps, row.simulated];
        out.extend(["| ", &cells.join(" | "), " |\n"]);
    }
    out.push_str("\nTimes are those of the model's clock: they say which way is shorter, and not how long it takes on AWS.\n");
    out
}
