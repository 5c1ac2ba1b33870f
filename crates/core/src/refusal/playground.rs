//! Why a `playground` command is refused, and what the reason is about.

use crate::edition::Edition;
use crate::env::Time;
use crate::error::reasons;
use crate::ids::{ClusterId, SnapshotArn};
use crate::quota::Quota;
use crate::storage::file::{File, PageId};
use crate::storage::page::PageNo;
use std::rc::Rc;

reasons! {
    /// Why a `playground` command is refused.
    PlaygroundRefusal:

    /// A text that is not a duration.
    NoDuration { text: Rc<str> } = Model InvalidParameterValue,
        ["argument duration: '", text, "' is not a time such as 30s, 10m, 2h or 7d"];
    /// None of the members that name a storage, or more than one of them.
    NotOneTarget {} = Model InvalidParameterValue,
        ["exactly one is required of --db-cluster-identifier, --db-cluster-snapshot-identifier, \
          --db-cluster-automated-backup"];
    /// A number that no page can have.
    PageNumber { number: i64 } = Model InvalidParameterValue, ["the page number is too large"];
    /// Storage of an account whose descriptions were read.
    Unknown { name: Rc<str> } = Model InvalidParameterValue,
        ["the contents of ", name, " are unknown: no file says what its pages hold. playground assume-empty takes a cluster as empty, so that rows can be put into it"];
    /// A cluster whose contents are known.
    Known { cluster: ClusterId } = Model InvalidParameterValue,
        ["--db-cluster-identifier: the contents of ", cluster.as_str(), " are known, and stay as they are"];
    /// Nothing to search for.
    NoText {} = Model InvalidParameterValue, ["The text to find is empty."];

    /// More seconds than one wait may take.
    WaitTooLong { seconds: u64 } = Model InvalidParameterValue, ["The longest wait is 400 days."];
    /// Too much would happen in these seconds for a browser's tab.
    WaitTooFull { seconds: u64 } = Model InvalidParameterValue,
        ["More than 2,500 backups and other changes would happen in this time. Wait for a shorter time."];

    /// A text that is no address.
    NoAddress { text: Rc<str> } = Model InvalidParameterValue,
        ["--source-ip: '", text, "' is not an address such as 203.0.113.10 or 2001:db8::1"];
    /// A text that is no organization's id.
    NoOrganization { text: Rc<str> } = Model InvalidParameterValue,
        ["--organization: '", text, "' is neither an id such as o-a1b2c3d4e5 (o- and 10 to 32 lower-case letters and digits) nor none"];
    /// A service control policy, and the wish to detach it.
    ScpAndDetach {} = Model InvalidParameterValue, ["--policy-document attaches a policy, and --detach detaches it: give one of them"];
    /// A service control policy that can't be evaluated.
    Scp { why: String } = Model InvalidParameterValue, ["--policy-document: ", why];
    /// A service control policy that is too long.
    ScpTooLong { characters: usize, most: usize } = Model InvalidParameterValue,
        ["--policy-document: a service control policy has at most ", &most.to_string(), " characters, and this one has ", &characters.to_string()];

    /// A quota without a value, or a value without a quota.
    QuotaHalf {} = Model InvalidParameterValue, ["--name and --value go together: which quota, and how many from now on"];
    /// A quota that is not modelled.
    UnknownQuota { name: Rc<str> } = Model InvalidParameterValue,
        ["--name: '", name, "' is no quota; there are ",
         &Quota::ALL.iter().map(|quota| quota.name()).collect::<Vec<_>>().join(", ")];
    /// A quota that AWS does not raise.
    QuotaStays { quota: Quota } = Model InvalidParameterValue,
        ["--name: AWS does not raise ", quota.name(), ", of which there are ", &quota.default_value().to_string()];
    /// A value below AWS's default, or above what a session can hold.
    QuotaValue { quota: Quota, value: i64, highest: i64 } = Model InvalidParameterValue,
        ["--value: ", &value.to_string(), " is not from ", &quota.default_value().to_string(), ", AWS's default, to ",
         &highest.to_string()];

    /// The clock is set when something has happened already.
    ClockRuns {} = Model InvalidParameterValue,
        ["The clock can be set only before anything else: start a new session. To let time pass, use playground wait."];
    /// A time that is not in the year of the edition.
    ClockYear { time: Time, edition: Edition } = Model InvalidParameterValue,
        ["Sessions of edition ", edition.name(), " begin in that year, not at ", &time.to_string(), "."];

    /// The cluster has no automated backup.
    NoBackup { cluster: ClusterId } = Model InvalidParameterValue, ["There is no automated backup of this cluster."];
    /// A snapshot of another account, which this one can't change.
    ForeignSnapshot { snapshot: SnapshotArn } = Model InvalidParameterValue,
        ["This snapshot is in another account's storage."];
    /// The file has no such page. Has the number of its last page; 0 if it is empty.
    NoPage { page: PageId, last: PageNo } = Model InvalidParameterValue, [no_page(*page, *last).as_str()];
    /// The stored page has no such byte, or a byte has no such bit.
    NoByte { page: PageId } = Model InvalidParameterValue, ["There is no such byte or bit in the stored page."];
    /// No older version of the page is kept.
    NoOlderVersion { page: PageId } = Model InvalidParameterValue,
        ["The log has no older version of this page: write to the page first."];
    /// A backup that has no storage of its own.
    BackupOfRunning { cluster: ClusterId } = Model InvalidParameterValue,
        ["The backup of a running cluster is the cluster's own storage: change that instead."];

    /// A page that does not open.
    PageClosed { page: PageId, fault: String } = Model InvalidParameterValue,
        [page.to_string().as_str(), " can't be decrypted: ", fault];
    /// The cluster's host has no data keys.
    HostDown { cluster: ClusterId } = Model InvalidParameterValue,
        ["The host of ", cluster.as_str(), " is down: it has no data key in memory."];
    /// The cluster has never had any.
    NotEncrypted { cluster: ClusterId } = Model InvalidParameterValue,
        ["The cluster ", cluster.as_str(), " is unencrypted: it has no data key."];
    /// The cluster has no source.
    NotAReplica { cluster: ClusterId } = Model InvalidParameterValue,
        ["This cluster isn't a read replica: nothing is sent to it."];
    /// Its source has not sent it anything.
    NothingSent { cluster: ClusterId } = Model InvalidParameterValue,
        ["Nothing has been sent yet: write a row in the source with `sql`."];
}

fn no_page(page: PageId, last: PageNo) -> String {
    match (page.file, last) {
        (File::Database, 0) => {
            String::from("There are no pages yet: the database is empty. Create a table with `sql` first.")
        }
        (file, 0) => ["The ", file.name(), " is empty: it has no pages."].concat(),
        (file, last) => {
            let (number, last) = (page.number.to_string(), last.to_string());
            ["There is no page ", &number, ": the pages of the ", file.name(), " are 1 to ", &last, "."]
                .concat()
        }
    }
}
