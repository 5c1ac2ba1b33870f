//! Texts of "What if" in "Your own account".

use super::super::language::Text;

pub(crate) const OWN_WHAT_IF: Text = Text("What if");
pub(crate) const OWN_WHAT_IF_LEAD: Text = Text(
    "Tries a change on a copy of the world built from your files, and runs it day by day under the model's rules. Your accounts and your world in the playground don't change.",
);
pub(crate) const OWN_WHAT_IF_NONE: Text = Text("choose");
pub(crate) const OWN_WHAT_IF_DISABLE: Text = Text("a key is disabled");
pub(crate) const OWN_WHAT_IF_DELETE: Text = Text("a key's deletion is scheduled");
pub(crate) const OWN_WHAT_IF_REVOKE: Text = Text("a grantee's grants are revoked");
pub(crate) const OWN_WHAT_IF_REMOVE: Text = Text("a key policy statement is removed");
pub(crate) const OWN_WHAT_IF_LEAVE: Text = Text("an account is gone");
pub(crate) const OWN_WHAT_IF_RESTORE: Text = Text("a cluster is restored on that day");
pub(crate) const OWN_WHAT_IF_GRANTEE: Text = Text("Grantee and key");
pub(crate) const OWN_WHAT_IF_STATEMENT: Text = Text("Statement and key");
pub(crate) const OWN_WHAT_IF_DAYS: Text = Text("After how many days");
pub(crate) const OWN_WHAT_IF_WAITING: Text = Text("Waiting period, in days");
pub(crate) const OWN_WHAT_IF_RUN: Text = Text("Try it");
pub(crate) const OWN_WHAT_IF_STOP: Text = Text("Stop");
pub(crate) const OWN_WHAT_IF_FINE: Text = Text("Nothing fails.");
pub(crate) const OWN_WHAT_IF_DONE_BY: Text = Text("Done by:");
pub(crate) const OWN_WHAT_IF_BACK_BY: Text = Text("Undone by:");
pub(crate) const OWN_WHAT_IF_NO_BACK: Text = Text("This can't be undone.");

pub(crate) const OWN_NOTHING: Text = Text("nothing");
pub(crate) const OWN_ALREADY: Text = Text("already");
pub(crate) const OWN_SEE_DEPENDS: Text = Text("see Depends on");
pub(crate) const OWN_SAVED_BEFORE: Text = Text("only before: it can't be undone");
pub(crate) const OWN_TRIED: Text = Text("tried");
pub(crate) const OWN_ROTATION: Text = Text("Rotation:");

sentences! {
    own_saved_still(time: &str) = "still on the last day, {time}";
    own_tried_by(who: &str, region: &str) = "tried by {who} · {region}";
    own_shared_with(with: &str) = ", shared with {with}";
    own_trying(done: usize, of: usize) = "Step {done} of {of} …";
}

/// How many things were tried.
pub(crate) fn own_tried(count: usize, until: &str) -> String {
    if count == 1 {
        say!("1 check, through {until}.", until)
    } else {
        say!("{count} checks, through {until}.", count, until)
    }
}

/// How many of them fail.
pub(crate) fn own_what_if_fails(count: usize) -> String {
    if count == 1 { say!("1 fails.") } else { say!("{count} fail.", count) }
}
