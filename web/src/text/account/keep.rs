//! Texts of what is kept of one's own accounts, and of what is handed on.

use super::super::language::Text;

pub(crate) const OWN_KEEP: Text = Text("In this browser");
pub(crate) const OWN_NOT_KEPT: Text = Text("Nothing is stored. Closing the tab discards it.");
pub(crate) const OWN_KEEP_ASK: Text = Text("Keep this in this browser …");
pub(crate) const OWN_KEEP_WHAT: Text = Text(
    "This will be stored in this browser with your other sessions, along with the commands you run in this world. Anyone who uses this browser can read it. You can delete it at any time.",
);
pub(crate) const OWN_KEEP_NOT: Text = Text(
    "Apart from these names, only engines, versions, states, times and numbers are stored. Passwords, tags, hosts, contents and Terraform's planned changes are not.",
);
pub(crate) const OWN_KEEP_DO: Text = Text("Keep it");
pub(crate) const OWN_KEPT: Text = Text("Kept in this browser");
pub(crate) const OWN_KEPT_HERE: Text = Text(
    "It is stored in this browser, with the commands you run in its world, and listed with your sessions.",
);
pub(crate) const OWN_DROP: Text = Text("Delete it from this browser");
pub(crate) const OWN_KEPT_FILE: Text = Text("data kept in this browser");
pub(crate) const OWN_GIVEN_FILE: Text = Text("a link");
pub(crate) const OWN_GIVEN: Text =
    Text("This world was built from someone's account. Its names are made up. Nothing is stored.");
pub(crate) const OWN_GIVEN_AS_IS: Text =
    Text("This world was built from someone's account, with its real names. Nothing is stored.");
pub(crate) const OWN_GIVEN_EMPTY: Text = Text("It doesn't describe a cluster, a snapshot or a key.");
pub(crate) const OWN_SESSION: Text = Text("your own account");
pub(crate) const OWN_SESSION_REDACTED: Text = Text("an account with made-up names");

pub(crate) const OWN_READING: Text = Text("Reading");
pub(crate) const OWN_LOOKING: Text = Text("Checking what was read …");
pub(crate) const OWN_STOPPED: Text = Text("Stopped. Only the files above were read.");
pub(crate) const OWN_PRINT: Text = Text("Print");
pub(crate) const OWN_NO_PRINT: Text =
    Text("This browser can't print here. Download the report as Markdown instead.");

pub(crate) const GIVE_WHAT: Text = Text("What it will contain");
pub(crate) const GIVE_REDACTED: Text = Text(
    "Account IDs, names, key IDs, principals and policies are replaced with made-up ones, each the same everywhere. It will contain only this:",
);
pub(crate) const GIVE_REAL: Text =
    Text("These are the real names from your accounts. Anyone who has the link or the file can read them:");
pub(crate) const GIVE_MADE_UP: Text = Text("The names in this world are made up. It will contain only this:");
pub(crate) const GIVE_NOT: Text = Text(
    "Apart from these, only engines, versions, states, Regions, times and numbers. No tags, hosts, passwords, contents or planned Terraform changes, and none of the commands you ran.",
);
pub(crate) const GIVE_CHOOSE: Text = Text("Share the real names");
pub(crate) const GIVE_HOLDS: Text = Text("The link contains everything. Opening it sends nothing to anyone.");
pub(crate) const GIVE_FILE: Text = Text("File");
pub(crate) const GIVE_FILE_NOTE: Text = Text("JSON, read by");
pub(crate) const GIVE_SESSION: Text = Text("Your session, with the real names");

sentences! {
    give_patterns(count: usize) = "{count} names in policies have wildcards. Their patterns are made up too, so they may match different names.";
}
