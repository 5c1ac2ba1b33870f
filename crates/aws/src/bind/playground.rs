//! The playground's own commands, and RDS's waiters.

use super::Call;
use crate::usage::Usage;
use playground_core::ids::{ClusterId, InstanceId};
use playground_core::ops::playground::PlaygroundOp;
use playground_core::ops::playground::crash::CrashInstance;
use playground_core::ops::playground::foreign::OpenPage;
use playground_core::ops::playground::raw::Target;
use playground_core::ops::playground::tamper::Tamper;
use playground_core::ops::playground::wait::Wait;
use playground_core::ops::rds::SnapshotRef;
use playground_core::storage::file::{File, PageId};

#[inline(never)]
pub(super) fn bind(call: &Call<'_>) -> Result<PlaygroundOp, Box<Usage>> {
    let cluster = || call.id("DBClusterIdentifier", ClusterId::parse);
    let instance = || call.id("DBInstanceIdentifier", InstanceId::parse);
    let snapshot = || call.id("DBClusterSnapshotIdentifier", SnapshotRef::parse);
    let wait = PlaygroundOp::Wait;
    Ok(match call.operation.name {
        "DBClusterAvailable" => wait(Wait::ClusterAvailable(cluster()?)),
        "DBClusterDeleted" => wait(Wait::ClusterDeleted(cluster()?)),
        "DBInstanceAvailable" => wait(Wait::InstanceAvailable(instance()?)),
        "DBInstanceDeleted" => wait(Wait::InstanceDeleted(instance()?)),
        "DBClusterSnapshotAvailable" => wait(Wait::SnapshotAvailable(snapshot()?)),
        "DBClusterSnapshotDeleted" => wait(Wait::SnapshotDeleted(snapshot()?)),
        "Wait" => wait(Wait::Seconds(duration(call)?)),
        "ReadDisk" => PlaygroundOp::ReadDisk(target(call)?),
        "ReadPage" => PlaygroundOp::ReadPage(target(call)?, page(call, "PageNumber")?),
        "FindInStorage" => PlaygroundOp::FindInStorage(target(call)?, call.args.text("Text").into()),
        "ReadFrame" => PlaygroundOp::ReadFrame(cluster()?),
        "OpenPage" => PlaygroundOp::OpenPage(OpenPage {
            target: target(call)?,
            page: page(call, "PageNumber")?,
            keys_of: call.id("KeysOf", ClusterId::parse)?,
        }),
        "CrashInstance" => PlaygroundOp::Crash(CrashInstance {
            id: instance()?,
            at_write: call.args.int("AtWrite").and_then(|number| u32::try_from(number).ok()),
        }),
        name => {
            let page_named = |name| page(call, name);
            let page = page_named("PageNumber")?;
            let how = match name {
                "FlipBit" => Tamper::FlipBit {
                    page,
                    offset: offset(call),
                    bit: call.args.int("Bit").and_then(|bit| u8::try_from(bit).ok()).unwrap_or(0),
                },
                "SwapPages" => Tamper::SwapPages { page, with: page_named("WithPage")? },
                _ => Tamper::RollbackPage { page },
            };
            PlaygroundOp::Tamper(target(call)?, how)
        }
    })
}

/// One of the three things that have storage.
fn target(call: &Call<'_>) -> Result<Target, Box<Usage>> {
    let cluster = call.maybe_id("DBClusterIdentifier", ClusterId::parse)?.map(Target::Cluster);
    let snapshot = call.maybe_id("DBClusterSnapshotIdentifier", SnapshotRef::parse)?.map(Target::Snapshot);
    let backup = call.maybe_id("DBClusterAutomatedBackup", ClusterId::parse)?.map(Target::Backup);
    let mut given = [cluster, snapshot, backup].into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(target), None) => Ok(target),
        _ => Err(wrong(
            call,
            "exactly one is required of --db-cluster-identifier, --db-cluster-snapshot-identifier, --db-cluster-automated-backup",
        )),
    }
}

fn wrong(call: &Call<'_>, message: &str) -> Box<Usage> {
    Usage::grammar("playground", message).of(call.operation)
}

/// A page of the file that `--file` names, the database where it is not given.
fn page(call: &Call<'_>, name: &str) -> Result<PageId, Box<Usage>> {
    let number = call.args.int(name).and_then(|number| u32::try_from(number).ok());
    let number = number.ok_or_else(|| wrong(call, "the page number is too large"))?;
    let file = call.args.maybe_text("File").and_then(File::parse).unwrap_or_default();
    Ok(PageId { file, number })
}

fn offset(call: &Call<'_>) -> Option<usize> {
    call.args.int("Offset").map(|offset| usize::try_from(offset).unwrap_or(usize::MAX))
}

/// `30s`, `10m`, `2h`, `7d`, `1h30m`, in seconds.
fn duration(call: &Call<'_>) -> Result<u64, Box<Usage>> {
    let text = call.args.text("Duration");
    let mut rest = text;
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number = rest.get(..end).and_then(|digits| digits.parse::<u64>().ok());
        let mut after = rest.get(end..).unwrap_or_default().chars();
        let unit = match after.next() {
            Some('s') => 1,
            Some('m') => 60,
            Some('h') => 3_600,
            Some('d') => 86_400,
            _ => 0,
        };
        let Some(number) = number.filter(|_| unit > 0) else { break };
        total = total.saturating_add(number.saturating_mul(unit));
        rest = after.as_str();
    }
    if rest.is_empty() && total > 0 {
        return Ok(total);
    }
    Err(wrong(call, &format!("argument duration: '{text}' is not a time such as 30s, 10m, 2h or 7d")))
}
