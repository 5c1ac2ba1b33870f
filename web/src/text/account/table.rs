//! Texts of what "Your own account" shows of clusters, and of what depends on what.

use super::super::language::Text;

pub(crate) const OWN_ALL: Text = Text("all");
pub(crate) const OWN_FACET_ACCOUNT: Text = Text("Account");
pub(crate) const OWN_FACET_REGION: Text = Text("Region");
pub(crate) const OWN_FACET_KEY: Text = Text("Key");
pub(crate) const OWN_FACET_FINDING: Text = Text("Finding");
pub(crate) const OWN_CLEAR: Text = Text("Show all");
pub(crate) const OWN_NOTHING_FITS: Text = Text("No matches.");
pub(crate) const OWN_KEY_OF: Text = Text("Key");
pub(crate) const OWN_BACKUPS: Text = Text("Backups");
pub(crate) const OWN_MAY_USE: Text = Text("Who may use the key");
pub(crate) const OWN_MAY_ADMINISTER: Text = Text("Who may administer it");
pub(crate) const OWN_PARTS: Text = Text("Snapshots, copies, replicas and backups");
pub(crate) const OWN_NO_PARTS: Text = Text("None in the files.");
pub(crate) const OWN_NOBODY: Text = Text("Nobody, as far as the files show.");
pub(crate) const OWN_NO_KEY: Text = Text("It has no key that an account can see.");
pub(crate) const OWN_DEPENDS_LEAD: Text =
    Text("Choose a key or an account to see what can't be read without it, what helps, and by when.");
pub(crate) const OWN_DEPENDS_CHOOSE: Text = Text("Key or account");
pub(crate) const OWN_DEPENDS_NONE: Text = Text("none selected");
pub(crate) const OWN_DEPENDS_KEYS: Text = Text("Keys");
pub(crate) const OWN_DEPENDS_ACCOUNTS: Text = Text("Accounts");
pub(crate) const OWN_LAST_DAY: Text = Text("Last day:");

sentences! {
    own_group(place: &str, count: usize) = "{place}: {count}";
    own_fitting(count: usize, of: usize) = "{count} of {of}";
    own_lost(count: usize) = "{count} can't be read without it.";
}
