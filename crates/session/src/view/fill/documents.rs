//! Documents as AWS writes them, made by `playground-aws`.

use playground_aws::json;
use playground_core::trail::TrailEvent;

/// A policy, indented; as it was put if it can't be read.
pub(super) fn policy(text: &str) -> String {
    json::parse(text).map_or_else(|_| text.into(), |value| json::pretty(&value))
}

/// A CloudTrail record.
pub(super) fn event(event: &TrailEvent) -> String {
    json::pretty(&playground_aws::record(event))
}
