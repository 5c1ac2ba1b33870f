//! Documents in AWS's format, which `playground-aws` writes.

use playground_aws::json;
use playground_core::edition::Edition;
use playground_core::trail::TrailEvent;

/// A policy, indented; unchanged if it can't be parsed.
pub(super) fn policy(text: &str) -> String {
    json::parse(text).map_or_else(|_| text.into(), |value| json::pretty(&value))
}

/// A CloudTrail record.
pub(super) fn event(edition: Edition, event: &TrailEvent) -> String {
    json::pretty(&playground_aws::record(edition, event))
}
