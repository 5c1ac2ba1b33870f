//! Texts of the sections of "Your own account": what they are called, the ways from one to another, and what stands in one that
//! has nothing to show.

use super::super::language::Text;

pub(crate) const OWN_SECTIONS: Text = Text("Sections of the report");
pub(crate) const OWN_FINDINGS: Text = Text("Findings");
pub(crate) const OWN_DATA: Text = Text("Clusters and snapshots");
pub(crate) const OWN_DEPENDS: Text = Text("What depends on which key");
pub(crate) const OWN_TERRAFORM: Text = Text("Terraform");
pub(crate) const OWN_FILES: Text = Text("Files");
pub(crate) const OWN_KEYS: Text = Text("All keys");
pub(crate) const OWN_CLUSTER: Text = Text("Cluster");
pub(crate) const OWN_SNAPSHOT: Text = Text("Snapshot");

pub(crate) const OWN_ERROR: Text = Text("Just an error, and no files?");

pub(crate) const OWN_ON_IT: Text = Text("What depends on it");
pub(crate) const OWN_ON_ITS_KEY: Text = Text("What depends on its key");
pub(crate) const OWN_TRY_DELETION: Text = Text("What if it is deleted");
pub(crate) const OWN_TRY_LEAVING: Text = Text("What if the account is gone");
pub(crate) const OWN_TRY_RESTORE: Text = Text("What if it is restored");
pub(crate) const OWN_IN_TABLE: Text = Text("Show all in the table");

pub(crate) const OWN_NO_FINDINGS: Text = Text("No findings, as far as the files show.");
pub(crate) const OWN_NO_DATA: Text =
    Text("The files have no cluster, snapshot or backup. These commands print them:");
pub(crate) const OWN_NO_PLAN: Text =
    Text("The files have no Terraform plan that would replace a cluster. To write a plan to a file:");
pub(crate) const OWN_UNREAD_WHY: Text = Text("Which, and why");
pub(crate) const OWN_FORGET: Text = Text("Discard everything");
pub(crate) const OWN_FORGET_NOTE: Text = Text("Closing the tab does the same.");

sentences! {
    own_after_reading(section: &str) = "No files have been read yet. Add some to see \"{section}\".";
}

/// How many files could not be read.
pub(crate) fn own_unread(count: usize) -> String {
    if count == 1 {
        say!("1 file couldn't be read completely.")
    } else {
        say!("{count} files couldn't be read completely.", count)
    }
}
