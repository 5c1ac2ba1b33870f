//! Plans for one goal beside each other: what differs in what they cost. Not here: which there are (`search`).

use playground_core::rds::lifecycle::{COPY_SECONDS, ClusterStatus, InstanceStatus, SNAPSHOT_SECONDS};

use super::{cost, told};
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
        without_writes: cost::without_writes(plan),
        lost: cost::lost(plan),
        copies: match plan.cost.copied_pages {
            0 => "no",
            _ => "yes",
        },
        steps: plan.cost.steps,
        simulated: cost::simulated(plan.method),
    }
}

/// What the columns of a table of them are called.
pub const COLUMNS: [&str; 6] =
    ["plan", "clients can't write", "newest writes lost", "data is copied", "steps", "run in the playground"];

/// The plans as a table in Markdown.
pub fn alternatives_markdown(rows: &[Alternative]) -> String {
    let mut out = ["| ", &COLUMNS.join(" | "), " |\n", &"|---".repeat(COLUMNS.len()), "|\n"].concat();
    for row in rows {
        let steps = row.steps.to_string();
        let cells = [row.name, &row.without_writes, &row.lost, row.copies, &steps, row.simulated];
        out.extend(["| ", &cells.join(" | "), " |\n"]);
    }
    out.extend(["\n", &times(), "\n"]);
    out
}

/// What the times in a table of ways are.
pub fn times() -> String {
    let cluster = ClusterStatus::Creating.lasts().map_or(0, |(seconds, _)| seconds);
    let instance = InstanceStatus::Creating.lasts().map_or(0, |(seconds, _)| seconds);
    [
        "Times are the model's: a snapshot takes ",
        &cost::span(SNAPSHOT_SECONDS),
        ", its copy ",
        &cost::span(COPY_SECONDS),
        ", a new cluster ",
        &cost::span(cluster),
        " and an instance ",
        &cost::span(instance),
        ", regardless of the amount of data. They show which plan is shorter, not how long it takes on AWS.",
    ]
    .concat()
}
