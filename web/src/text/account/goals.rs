//! Texts of the goals of "Plan a change" that take findings away.

use super::super::language::Text;

pub(crate) const OWN_AIM_COPY_IN_REGION: Text = Text("Keep a copy in another Region");
pub(crate) const OWN_AIM_SNAPSHOT_KEY: Text = Text("Change a snapshot's key");
pub(crate) const OWN_AIM_LONGER_BACKUPS: Text = Text("Keep backups longer");
pub(crate) const OWN_AIM_NOT_PUBLIC: Text = Text("Stop sharing publicly");
pub(crate) const OWN_AIM_USABLE_KEY: Text = Text("Make a key usable again");
pub(crate) const OWN_AIM_ROTATED_KEY: Text = Text("Turn on key rotation");
pub(crate) const OWN_PLAN_INSTEAD: Text = Text("Replacement key");
pub(crate) const OWN_PLAN_BACKUPS: Text = Text("Days");
pub(crate) const OWN_PLAN_DEFAULT: Text = Text("(default: 7)");

sentences! {
    own_all_with(count: usize, finding: &str) = "all {count} with the finding: {finding}";
}
