//! CloudTrail, as rows.

use std::rc::Rc;

use super::KeyTag;

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct TrailRow {
    /// Its event id.
    pub id: Rc<str>,
    /// `2020-12-01 09:00:12`
    pub time: String,
    /// Name of the API operation.
    pub event: String,
    /// `kms`, `rds`
    pub service: String,
    /// The caller: `user/admin`, `rds.us-east-1.amazonaws.com` …
    pub who: String,
    /// The account it was recorded in.
    pub account: String,
    /// Where.
    pub region: String,
    /// The key it is about.
    pub key: Option<KeyTag>,
    /// Encryption context, `name=value`; empty when none.
    pub context: String,
    /// AWS's error code when refused.
    pub error: Option<String>,
    /// Whether the last step recorded it.
    pub fresh: bool,
    /// The record as CloudTrail writes it; only for rows that are open.
    pub json: Option<String>,
}
