//! Texts of "Your own account". What a report says comes from `playground-estate`, in English.

#[path = "account/goals.rs"] // this file is included by its path
mod goals;
#[path = "account/keep.rs"] // as above
mod keep;
#[path = "account/said.rs"] // as above
mod said;
#[path = "account/sections.rs"] // as above
mod sections;
#[path = "account/table.rs"] // as above
mod table;
#[path = "account/what_if.rs"] // as above
mod what_if;

use super::language::Text;
pub(crate) use goals::*;
pub(crate) use keep::*;
pub(crate) use said::*;
pub(crate) use sections::*;
pub(crate) use table::*;
pub(crate) use what_if::*;

pub(crate) const OWN_TITLE: Text = Text("Your own account");
pub(crate) const OWN_SUMMARY: Text = Text(
    "Drop what the AWS CLI, Terraform or AWS Config says of your clusters, and see what is encrypted with which key, and what to mend first.",
);
pub(crate) const OWN_LEAD: Text = Text(
    "See how your own clusters and snapshots are encrypted, what depends on which key, and what to mend first. Files are read in this tab and nowhere else: nothing is sent, and nothing is stored unless you say so.",
);
pub(crate) const OWN_CHOOSE: Text = Text("Choose files, or drop them here: JSON, .tfstate");
pub(crate) const OWN_PASTE: Text = Text("Paste instead");
pub(crate) const OWN_PASTE_HERE: Text = Text("JSON, as the AWS CLI prints it");
pub(crate) const OWN_READ: Text = Text("Read it");
pub(crate) const OWN_DEMO: Text = Text("Show a made-up company");
pub(crate) const OWN_DEMO_NOTE: Text = Text("Three accounts, four Regions, 40 clusters.");
pub(crate) const OWN_PASTED: Text = Text("pasted text");
pub(crate) const OWN_DEMO_NAME: Text = Text("a made-up company");
pub(crate) const OWN_WHAT: Text = Text("What to bring");
pub(crate) const OWN_WHAT_LEAD: Text = Text(
    "Any of these, from as many accounts and Regions as you like, in any order. The commands only read. Terraform state (version 4), terraform show -json, AWS Config items and CloudTrail records of RDS and KMS are read as well.",
);
pub(crate) const OWN_COLLECT: Text =
    Text("is a script that asks for all of it and writes one file, with made-up names if you like.");
pub(crate) const OWN_COLLECTOR: Text = Text("Read the script that collects it");
pub(crate) const OWN_GUIDE: Text = Text("How to use it");
pub(crate) const OWN_DROPS: Text = Text(
    "Passwords, tags, hosts and everything else that the report doesn't need are dropped while a file is read.",
);
pub(crate) const OWN_WAY_OUT: Text = Text("Way out:");
pub(crate) const OWN_SEARCH: Text = Text("Search: account, Region, name, key, finding");
pub(crate) const OWN_NOT_READ: Text = Text("Not read:");
pub(crate) const OWN_MORE: Text = Text("More files");
pub(crate) const OWN_TAKE: Text = Text("Take the report with you:");
pub(crate) const OWN_MARKDOWN: Text = Text("Markdown");
pub(crate) const OWN_CSV: Text = Text("CSV");
pub(crate) const OWN_JSON: Text = Text("JSON");
pub(crate) const OWN_NOT_SIMULATED: Text =
    Text("Engines other than Aurora's are listed, and nothing is found in them.");

pub(crate) const OWN_PLAN: Text = Text("Plan a way");
pub(crate) const OWN_PLAN_LEAD: Text = Text(
    "Say what should be true at the end. Ways are searched on a copy of the world that your files make, and each is run there before it is shown. Nothing happens in your accounts.",
);
pub(crate) const OWN_PLAN_GOAL: Text = Text("Goal");
pub(crate) const OWN_PLAN_RUN: Text = Text("Find ways");
pub(crate) const OWN_PLAN_KEY: Text = Text("Key (any, if empty)");
pub(crate) const OWN_PLAN_REGION: Text = Text("Region");
pub(crate) const OWN_PLAN_ACCOUNT: Text = Text("Account");
pub(crate) const OWN_PLAN_TIME: Text = Text("Moment");
pub(crate) const OWN_PLAN_NONE: Text = Text("There is no way. This stands in the way of the nearest:");
pub(crate) const OWN_PLAN_DONE: Text = Text("Nothing has to be done: it is so already.");
pub(crate) const OWN_PLAN_SHOW: Text = Text("Runbook");
pub(crate) const OWN_RUNBOOK: Text = Text("Runbook");
pub(crate) const OWN_RUNBOOK_TAKE: Text = Text("Take it with you:");
pub(crate) const OWN_SCRIPT: Text = Text("Script for the AWS CLI");
pub(crate) const OWN_SCENARIO: Text = Text("Scenario");
pub(crate) const OWN_AIM_ENCRYPTED: Text = Text("Encrypt what is unencrypted");
pub(crate) const OWN_AIM_ANOTHER_KEY: Text = Text("Change the key");
pub(crate) const OWN_AIM_ANOTHER_REGION: Text = Text("Bring it to another Region");
pub(crate) const OWN_AIM_ANOTHER_ACCOUNT: Text = Text("Bring it to another account");
pub(crate) const OWN_AIM_READABLE: Text = Text("Let another account restore it");
pub(crate) const OWN_AIM_RESTORED: Text = Text("Restore it to a moment");
pub(crate) const OWN_AIM_RECOVERED: Text = Text("Recover what is lost");
pub(crate) const OWN_AIM_UNUSED_KEY: Text = Text("Stop using a key");

pub(crate) const OWN_OPEN: Text = Text("Open it as a world");
pub(crate) const OWN_OPEN_NOTE: Text = Text(
    "Your clusters, snapshots and keys on the map, under today's rules: run any command, wait for days, and see what fails. Nothing happens in your accounts.",
);
pub(crate) const OWN_WORLD: Text = Text(
    "This is what your files say, as a world. Try anything: nothing happens in your accounts, and undo takes it back. What your databases hold is in no file, so no page is made up.",
);
pub(crate) const OWN_BACK: Text = Text("The report");
pub(crate) const OWN_PROFILES: Text = Text("An administrator of each account, by profile:");
pub(crate) const OWN_TRY: [&str; 3] = [
    "aws rds describe-db-clusters --output table --query 'DBClusters[].[DBClusterIdentifier,StorageEncryptionType,KmsKeyId]'",
    "playground wait 10d",
    "playground report",
];
pub(crate) const OWN_LEFT_OUT: Text = Text("Not in this world");
pub(crate) const OWN_ASSUMED: Text = Text("Assumed, as no file says it");
pub(crate) const PAGES_UNKNOWN: Text = Text("What is in it is in no file. No page is made up.");
pub(crate) const SAMPLE_ROWS: Text = Text("Put sample rows into it");
pub(crate) const SAMPLE_ROWS_NOTE: Text = Text("They are made up, and in this world only.");

sentences! {
    own_reading(at: usize, of: usize) = "Reading file {at} of {of} …";
    own_held(clusters: usize, snapshots: usize, keys: usize) = "DB clusters: {clusters}. Snapshots: {snapshots}. Described KMS keys: {keys}.";
    own_rest(count: usize) = "{count} more: narrow the search to see them.";
    own_planning(done: usize, of: usize) = "Searching: {done} of {of} …";
    own_all_unencrypted(count: usize, place: &str) = "all {count} unencrypted · {place}";
    own_others(count: usize) = "{count} more";
}

/// How many findings there are.
pub(crate) fn own_found(count: usize) -> String {
    if count == 1 { say!("1 finding") } else { say!("{count} findings", count) }
}

/// How many ways to a goal there are.
pub(crate) fn own_plans(count: usize) -> String {
    if count == 1 { say!("1 way") } else { say!("{count} ways", count) }
}
