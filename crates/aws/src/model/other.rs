//! `CloudTrail`, IAM, STS, and the commands AWS has none for.

use super::Operation;

const fn op(name: &'static str, about: &'static str, spec: &'static str) -> Operation {
    Operation::new(name, about, spec)
}

pub(super) const CLOUDTRAIL: &[Operation] = &[op(
    "LookupEvents",
    "Shows the latest events of this account and Region.",
    "LookupAttributes:attributes StartTime EndTime -EventCategory MaxResults#1..50 NextToken",
)];

pub(super) const PLAYGROUND: &[Operation] = &[
    op(
        "CrashInstance",
        "Cuts an instance's power: at once, or at one of the next pages that it writes.",
        "DBInstanceIdentifier! AtWrite#1..",
    ),
    op(
        "FindInStorage",
        "Searches the raw storage for a text.",
        "DBClusterIdentifier DBClusterSnapshotIdentifier DBClusterAutomatedBackup Text!",
    ),
    op(
        "FlipBit",
        "Changes one bit of a page at rest.",
        "DBClusterIdentifier DBClusterSnapshotIdentifier DBClusterAutomatedBackup PageNumber!#0.. File=database|journal|error-log|general-log Offset#0.. Bit#0..7",
    ),
    op(
        "OpenPage",
        "Tries another cluster's data keys on a page at rest.",
        "DBClusterIdentifier DBClusterSnapshotIdentifier DBClusterAutomatedBackup PageNumber!#0.. \
         File=database|journal|error-log|general-log KeysOf!",
    ),
    op(
        "ReadDisk",
        "Shows the raw storage, page by page, as a thief of the disk sees it.",
        "DBClusterIdentifier DBClusterSnapshotIdentifier DBClusterAutomatedBackup",
    ),
    op("ReadFrame", "Shows the last replication frame on the wire.", "DBClusterIdentifier!"),
    op(
        "ReadPage",
        "Shows the bytes of one page at rest, and what a client reads there.",
        "DBClusterIdentifier DBClusterSnapshotIdentifier DBClusterAutomatedBackup PageNumber!#0.. File=database|journal|error-log|general-log Offset#0..",
    ),
    op(
        "RollbackPage",
        "Puts an older version of a page back.",
        "DBClusterIdentifier DBClusterSnapshotIdentifier DBClusterAutomatedBackup PageNumber!#0.. File=database|journal|error-log|general-log",
    ),
    op(
        "SwapPages",
        "Exchanges two pages at rest.",
        "DBClusterIdentifier DBClusterSnapshotIdentifier DBClusterAutomatedBackup PageNumber!#0.. WithPage!#0.. File=database|journal|error-log|general-log",
    ),
    op("Wait", "Moves the clock on: 30s, 10m, 2h, 7d.", "Duration!^"),
];

pub(super) const SQL: &[Operation] = &[op(
    "Sql",
    "Connects to a cluster's database and runs statements, .tables or .schema.",
    "DBClusterIdentifier! Endpoint=writer|reader Statements^",
)];
