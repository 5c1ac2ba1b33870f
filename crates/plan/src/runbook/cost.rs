//! What a plan costs, in words: for how long clients can't write, what is lost, what is copied, and what of it was run.

use crate::plan::{Method, Notice, Plan};

/// How long something takes on the model's clock, in words.
pub(super) fn span(seconds: u64) -> String {
    match seconds {
        0 => String::from("none"),
        1..60 => [&seconds.to_string(), " s"].concat(),
        60..7_200 => [&seconds.div_ceil(60).to_string(), " min"].concat(),
        7_200..172_800 => [&seconds.div_ceil(3_600).to_string(), " h"].concat(),
        _ => [&seconds.div_ceil(86_400).to_string(), " days"].concat(),
    }
}

/// For how long clients can't write, in a few words.
pub(super) fn without_writes(plan: &Plan) -> String {
    match plan.method {
        _ if plan.is_of_lost() => String::from("until it's done"),
        Method::LogicalReplication => String::from("until the lag is 0"),
        Method::Replica | Method::GlobalDatabase => {
            [&span(plan.cost.without_writes), ", and until the lag is 0"].concat()
        }
        Method::InPlace | Method::Snapshot | Method::PointInTime | Method::Clone => {
            span(plan.cost.without_writes)
        }
    }
}

/// How much of the newest data is lost, in a few words.
pub(super) fn lost(plan: &Plan) -> String {
    match (plan.cost.lost_seconds, plan.method) {
        (0, Method::Replica | Method::GlobalDatabase | Method::LogicalReplication) => {
            String::from("none, if the lag is 0")
        }
        (seconds, _) => span(seconds),
    }
}

/// What of a method was run, in a few words.
pub(super) const fn simulated(method: Method) -> &'static str {
    match method {
        Method::InPlace | Method::Snapshot | Method::PointInTime | Method::Clone => "all of it",
        Method::Replica => "all but the binary log and the lag",
        Method::GlobalDatabase => "all but the lag",
        Method::LogicalReplication => "all but the logical replication",
    }
}

/// What a plan costs, a sentence each.
pub fn of(plan: &Plan) -> Vec<String> {
    let cost = &plan.cost;
    let mut out = vec![match cost.without_writes {
        _ if plan.is_of_lost() => String::from("Until it's done, clients can neither read nor write."),
        _ if plan.method == Method::LogicalReplication => String::from(
            "Clients can't write from when writes stop until the lag is 0, which the playground doesn't simulate.",
        ),
        0 => String::from("Clients can write the whole time."),
        seconds => {
            let span = span(seconds);
            [
                "Clients can't write for ",
                &span,
                " of model time. On AWS it depends on the amount of data, so measure it with a copy first.",
            ]
            .concat()
        }
    }];
    if plan.steps.iter().any(|step| step.notice == Notice::Restart) {
        out.push("Before that, the writer may have to restart once.".into());
    }
    if matches!(plan.method, Method::Replica | Method::GlobalDatabase) {
        out.push("The new cluster lags behind, which the playground doesn't simulate: what hasn't arrived when it becomes standalone is lost.".into());
    }
    if cost.lost_seconds > 0 {
        out.push(["The newest ", &span(cost.lost_seconds), " of writes are lost."].concat());
    }
    out.push(String::from(match cost.copied_pages {
        0 => "No data is copied.",
        _ => "All of the data is copied, some of it perhaps more than once: AWS bills storage for each copy until it's deleted.",
    }));
    out
}
