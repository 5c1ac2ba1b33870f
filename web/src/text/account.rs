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
    "Drop in output from the AWS CLI, Terraform or AWS Config. See which key encrypts what, and what to fix first.",
);
pub(crate) const OWN_LEAD: Text = Text(
    "See how your clusters and snapshots are encrypted, what depends on each key, and what to fix first. Files are read only in this tab: nothing is sent, and nothing is stored unless you choose to.",
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
    "Output of any of these read-only commands, from any number of accounts and Regions, in any order. Terraform state (version 4), terraform show -json, AWS Config items and CloudTrail records of RDS and KMS work too.",
);
pub(crate) const OWN_COLLECT: Text =
    Text("runs all of these and writes one file, with made-up names if you like.");
pub(crate) const OWN_COLLECTOR: Text = Text("Read the script");
pub(crate) const OWN_GUIDE: Text = Text("How to use it");
pub(crate) const OWN_DROPS: Text = Text(
    "Passwords, tags, hosts and everything else that the report doesn't need are discarded as the file is read.",
);
pub(crate) const OWN_WAY_OUT: Text = Text("Fix:");
pub(crate) const OWN_SEARCH: Text = Text("Search: account, Region, name, key, finding");
pub(crate) const OWN_NOT_READ: Text = Text("Not read:");
pub(crate) const OWN_MORE: Text = Text("More files");
pub(crate) const OWN_TAKE: Text = Text("Download the report:");
pub(crate) const OWN_MARKDOWN: Text = Text("Markdown");
pub(crate) const OWN_CSV: Text = Text("CSV");
pub(crate) const OWN_JSON: Text = Text("JSON");
pub(crate) const OWN_NOT_SIMULATED: Text = Text("Clusters of other engines are listed but not checked.");

pub(crate) const OWN_PLAN: Text = Text("Plan a change");
pub(crate) const OWN_PLAN_LEAD: Text = Text(
    "Choose a goal. The playground searches for plans on a copy of the world built from your files, and runs each one there before showing it. Nothing happens in your accounts.",
);
pub(crate) const OWN_PLAN_GOAL: Text = Text("Goal");
pub(crate) const OWN_PLAN_RUN: Text = Text("Find plans");
pub(crate) const OWN_PLAN_OPTIONAL: Text = Text("(optional)");
pub(crate) const OWN_PLAN_REGION: Text = Text("Region");
pub(crate) const OWN_PLAN_ACCOUNT: Text = Text("Account");
pub(crate) const OWN_PLAN_TIME: Text = Text("Time");
pub(crate) const OWN_PLAN_NONE: Text = Text("No plan found.");
pub(crate) const OWN_PLAN_DONE: Text = Text("Nothing to do: this is already the case.");
pub(crate) const OWN_PLAN_SHOW: Text = Text("Runbook");
pub(crate) const OWN_RUNBOOK: Text = Text("Runbook");
pub(crate) const OWN_RUNBOOK_TAKE: Text = Text("Download:");
pub(crate) const OWN_SCRIPT: Text = Text("Script for the AWS CLI");
pub(crate) const OWN_SCENARIO: Text = Text("Scenario");
pub(crate) const OWN_AIM_ENCRYPTED: Text = Text("Encrypt a cluster");
pub(crate) const OWN_AIM_ANOTHER_KEY: Text = Text("Change the key");
pub(crate) const OWN_AIM_ANOTHER_REGION: Text = Text("Move to another Region");
pub(crate) const OWN_AIM_ANOTHER_ACCOUNT: Text = Text("Move to another account");
pub(crate) const OWN_AIM_READABLE: Text = Text("Let another account restore it");
pub(crate) const OWN_AIM_RESTORED: Text = Text("Restore to a point in time");
pub(crate) const OWN_AIM_RECOVERED: Text = Text("Recover a lost cluster");
pub(crate) const OWN_AIM_UNUSED_KEY: Text = Text("Stop using a key");

pub(crate) const OWN_OPEN: Text = Text("Explore it in the playground");
pub(crate) const OWN_OPEN_NOTE: Text = Text(
    "Your clusters, snapshots and keys on the map, under today's rules. Run any command, skip ahead by days, and see what fails. Nothing happens in your accounts.",
);
pub(crate) const OWN_WORLD: Text = Text(
    "This world is built from your files. Try anything: nothing happens in your accounts, and you can undo it. Your files don't include the databases' contents, so there are no pages to show.",
);
pub(crate) const OWN_BACK: Text = Text("Back to the report");
pub(crate) const OWN_PROFILES: Text = Text("The administrator of each account, by profile:");
pub(crate) const OWN_TRY: [&str; 3] = [
    "aws rds describe-db-clusters --output table --query 'DBClusters[].[DBClusterIdentifier,StorageEncryptionType,KmsKeyId]'",
    "playground wait 10d",
    "playground report",
];
pub(crate) const OWN_LEFT_OUT: Text = Text("Not in this world");
pub(crate) const OWN_ASSUMED: Text = Text("Assumed, because no file says so");
pub(crate) const PAGES_UNKNOWN: Text =
    Text("Your files don't include the database's contents, so there are no pages to show.");
pub(crate) const SAMPLE_ROWS: Text = Text("Add sample rows");
pub(crate) const SAMPLE_ROWS_NOTE: Text = Text("They are made up and exist only in this world.");

sentences! {
    own_reading(at: usize, of: usize) = "Reading file {at} of {of} …";
    own_held(clusters: usize, snapshots: usize, keys: usize) = "DB clusters: {clusters}. Snapshots: {snapshots}. Described KMS keys: {keys}.";
    own_rest(count: usize) = "{count} more. Narrow the search to see them.";
    own_planning(done: usize, of: usize) = "Searching: {done} of {of} …";
    own_all_unencrypted(count: usize, place: &str) = "all {count} unencrypted · {place}";
    own_others(count: usize) = "{count} more";
}

/// How many findings there are.
pub(crate) fn own_found(count: usize) -> String {
    if count == 1 { say!("1 finding") } else { say!("{count} findings", count) }
}

/// How many plans for a goal there are.
pub(crate) fn own_plans(count: usize) -> String {
    if count == 1 { say!("1 plan") } else { say!("{count} plans", count) }
}
