//! Placeholder until grants land.
use crate::ids::{GrantId, KeyArn};
/// A grant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Grant {
    /// The key.
    pub key: KeyArn,
    /// The id.
    pub id: GrantId,
}
