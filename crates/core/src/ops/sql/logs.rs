//! What instances write into the logs of their cluster. The logs are files of the volume, so they are sealed
//! like everything in it (rule O02).
//!
//! An entry begins with time and instance: `2020-12-01T09:12:03Z [orders-1] Query SELECT 1`. Lines after it
//! that do not begin so belong to it. The engines' own formats differ in details (model). At AWS, the general
//! log is switched on by a parameter; here it is always on.

use super::SqlOutput;
use crate::database::File;
use crate::ops::Tx;
use crate::rds::cluster::{Cluster, StorageNode};
use crate::storage::image::PageFault;

/// Appends entries to a log. If a log can't be opened any more, they are dropped and nothing else is
/// affected.
pub(in crate::ops) fn write(tx: &Tx, cluster: &mut Cluster, file: File, instance: &str, entries: &[&str]) {
    let StorageNode::Up(keys) = cluster.host.clone() else { return };
    let now = tx.world.moment();
    let start = format!("{} [{instance}] ", now.time);
    let lines = entries.iter().flat_map(|text| [&start, *text, "\n"]).collect::<String>();
    let _: Result<(), PageFault> = cluster.volume.append_text(&keys, file, &lines, now);
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
        let (number, file) = (page.number, page.file.name());
        let text = format!("[ERROR] page {number} of the {file} can't be used. {fault}");
        write(tx, cluster, File::ErrorLog, name, &[&text]);
    }
}
