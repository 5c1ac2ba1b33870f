//! CloudTrail, as rows.

use std::rc::Rc;

use super::{KeyTag, Phrase};

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct TrailRow {
    /// The event's id.
    pub id: Rc<str>,
    /// `2020-12-01 09:00:12`
    pub time: String,
    /// The name of the API operation.
    pub event: String,
    /// The service: `kms`, `rds`.
    pub service: String,
    /// The caller: `user/admin`, `rds.us-east-1.amazonaws.com` …
    pub who: Phrase,
    /// The account whose trail has it.
    pub account: String,
    /// The Region.
    pub region: String,
    /// The key that was used.
    pub key: Option<KeyTag>,
    /// The encryption context, `name=value`; empty if there is none.
    pub context: String,
    /// AWS's error code, if it was refused.
    pub error: Option<String>,
    /// Whether the last step recorded it.
    pub fresh: bool,
    /// The record as CloudTrail writes it; only for rows that are open.
    pub json: Option<String>,
}
