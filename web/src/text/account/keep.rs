//! Texts of what is kept of one's own accounts, and of what is handed on.

use super::super::language::Text;

pub(crate) const OWN_KEEP: Text = Text("In this browser");
pub(crate) const OWN_NOT_KEPT: Text = Text("Nothing of it is stored: it is gone with the tab.");
pub(crate) const OWN_KEEP_ASK: Text = Text("Keep this in this browser …");
pub(crate) const OWN_KEEP_WHAT: Text = Text(
    "This would be stored in this browser, beside your other sessions, with the commands that you run in this world. Whoever uses this browser can read it, and you can delete it.",
);
pub(crate) const OWN_KEEP_NOT: Text = Text(
    "Beside these names only engines, versions, states, times and numbers are kept. Passwords, tags, hosts, contents and planned changes of Terraform are not.",
);
pub(crate) const OWN_KEEP_DO: Text = Text("Keep it");
pub(crate) const OWN_KEPT: Text = Text("Kept in this browser");
pub(crate) const OWN_KEPT_HERE: Text = Text(
    "It is kept in this browser, with the commands that you run in its world, and is among your sessions.",
);
pub(crate) const OWN_DROP: Text = Text("Keep it no longer");
pub(crate) const OWN_KEPT_FILE: Text = Text("what this browser keeps");
pub(crate) const OWN_GIVEN_FILE: Text = Text("a link");
pub(crate) const OWN_GIVEN: Text =
    Text("This world was made from somebody's account. Its names are made up. Nothing of it is stored.");
pub(crate) const OWN_GIVEN_AS_IS: Text =
    Text("This world was made from somebody's account, with the names that it has. Nothing of it is stored.");
pub(crate) const OWN_GIVEN_EMPTY: Text = Text("Nothing in it describes a cluster, a snapshot or a key.");
pub(crate) const OWN_SESSION: Text = Text("your own account");
pub(crate) const OWN_SESSION_REDACTED: Text = Text("an account with made-up names");

pub(crate) const OWN_READING: Text = Text("Reading");
pub(crate) const OWN_LOOKING: Text = Text("Looking at what was read …");
pub(crate) const OWN_STOPPED: Text = Text("Stopped: only what stands before this was read.");
pub(crate) const OWN_PRINT: Text = Text("Print");
pub(crate) const OWN_NO_PRINT: Text =
    Text("The browser doesn't print here. Take the report as Markdown instead.");

pub(crate) const GIVE_WHAT: Text = Text("What would be in it");
pub(crate) const GIVE_REDACTED: Text = Text(
    "Account ids, names, key ids, principals and policies are replaced by made-up ones, the same one everywhere. This is all that would be in it:",
);
pub(crate) const GIVE_REAL: Text =
    Text("These are the real names of your accounts. Whoever has the link or the file can read them:");
pub(crate) const GIVE_MADE_UP: Text =
    Text("The names of this world are made up. This is all that would be in it:");
pub(crate) const GIVE_NOT: Text = Text(
    "Beside these, only engines, versions, states, Regions, times and numbers. No tags, hosts or passwords, no contents, no planned changes of Terraform, and none of the commands that you ran.",
);
pub(crate) const GIVE_CHOOSE: Text = Text("Share the real names");
pub(crate) const GIVE_HOLDS: Text = Text(
    "The link has all of it within. Whoever opens it gets the world as your files say it is, and sends nothing to anybody by that.",
);
pub(crate) const GIVE_FILE: Text = Text("File");
pub(crate) const GIVE_FILE_NOTE: Text = Text("JSON, read by");
pub(crate) const GIVE_SESSION: Text = Text("Of what you did here, with the real names");

sentences! {
    give_patterns(count: usize) = "{count} names in policies have wildcards. Their patterns are made up too, so what they fit may have changed.";
}
