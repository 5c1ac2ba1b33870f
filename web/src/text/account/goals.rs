//! Texts of the goals of "Plan a way" that take findings away.

use super::super::language::Text;

pub(crate) const OWN_AIM_COPY_IN_REGION: Text = Text("Keep a copy in another Region");
pub(crate) const OWN_AIM_SNAPSHOT_KEY: Text = Text("Change a snapshot's key");
pub(crate) const OWN_AIM_LONGER_BACKUPS: Text = Text("Keep backups for longer");
pub(crate) const OWN_AIM_NOT_PUBLIC: Text = Text("Stop sharing with everybody");
pub(crate) const OWN_AIM_USABLE_KEY: Text = Text("Make a key usable again");
pub(crate) const OWN_AIM_ROTATED_KEY: Text = Text("Rotate a key");
pub(crate) const OWN_PLAN_INSTEAD: Text = Text("Key instead (any, if empty)");
pub(crate) const OWN_PLAN_BACKUPS: Text = Text("Days (7, if empty)");

sentences! {
    own_all_with(count: usize, finding: &str) = "all {count} with the finding: {finding}";
}
