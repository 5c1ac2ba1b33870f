//! What instances write into the logs of their cluster. The logs are files of the volume, so they are sealed
//! like everything in it (rule O02).
//!
//! An entry begins with time and instance: `2020-12-01T09:12:03Z [orders-1] Query SELECT 1`. Its further
//! lines begin with a tab, as in `PostgreSQL`, so that no statement can look like an entry.
//! The engines' own forms differ in details (model). AWS switches the general log on by a parameter; here it is on.

use super::SqlOutput;
use crate::database::{File, PageId};
use crate::ops::Tx;
use crate::rds::cluster::{Cluster, StorageNode};
use crate::storage::image::PageFault;

/// Appends entries. If the log's last page can't be opened any more, they are written after it, and the error
/// log says so.
pub(in crate::ops) fn write(tx: &Tx, cluster: &mut Cluster, file: File, instance: &str, entries: &[&str]) {
    let StorageNode::Up(keys) = cluster.host.clone() else { return };
    let now = tx.world.moment();
    let start = format!("{} [{instance}] ", now.time);
    let line = |text: &&str| [&start, &text.replace(['\n', '\r'], "\n\t"), "\n"].concat();
    let lines = entries.iter().map(line).collect::<String>();
    // Without a data key nothing is written, and nothing else is affected.
    if let Ok(Some((page, fault))) = cluster.volume.append_text(&keys, file, &lines, now) {
        write(tx, cluster, File::ErrorLog, instance, &[&broken(page, &fault)]);
    }
}

fn broken(page: PageId, fault: &PageFault) -> String {
    format!("[ERROR] page {} of the {} can't be used. {fault}", page.number, page.file.name())
}

/// Writes what a connection leaves in the logs: its statements as sent, and faults of pages.
pub(super) fn of_connection(tx: &Tx, cluster: &mut Cluster, output: &SqlOutput) {
    let name = output.instance.as_str();
    let who = tx.who.to_string();
    let user = who.rsplit('/').next().unwrap_or_default();
    let mut lines = vec![format!("Connect {user}")];
    let statements = output.answer.statements.iter().map(|statement| &statement.text);
    let failed = output.answer.error.as_ref().map(|error| &error.statement);
    lines.extend(statements.chain(failed).map(|text| format!("Query {text}")));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    write(tx, cluster, File::GeneralLog, name, &lines);
    if let Some((page, fault)) = &output.fault {
        write(tx, cluster, File::ErrorLog, name, &[&broken(*page, fault)]);
    }
}
