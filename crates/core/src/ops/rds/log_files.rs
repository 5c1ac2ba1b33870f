//! An instance's logs, as RDS gives them to callers with permission.
//!
//! The logs of all instances are files of the cluster's volume (model: AWS keeps most of them on each
//! instance's own disk), so they are opened with the data keys in the memory of its host: without those keys,
//! nobody can read them (rule O02).

use crate::database::{File, PageId};
use crate::env::Time;
use crate::rds::cluster::{Cluster, Engine, StorageNode};
use crate::rds::instance::Instance;
use crate::rds::lifecycle::InstanceOp;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use crate::sort::sorted;
use crate::storage::keyring::KeyRing;
use crate::world::World;
use std::rc::Rc;

/// A log file of an instance.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct LogFile {
    /// The name, such as `error/mysql-error-running.log`.
    pub name: Rc<str>,
    /// The time of the last line.
    pub written: Time,
    /// The text.
    pub text: Rc<str>,
}

/// The names of an instance's log files; empty if they can't be read now.
pub fn names(world: &World, instance: &Instance) -> Vec<Rc<str>> {
    files(world, instance).unwrap_or_default().into_iter().map(|file| file.name).collect()
}

/// An instance's log files, ordered by name.
pub(super) fn files(world: &World, instance: &Instance) -> Result<Vec<LogFile>, Refusal> {
    let cluster = world.clusters.get(&instance.cluster);
    let Some((cluster, keys)) = cluster.and_then(|cluster| Some((cluster, keys(cluster, instance)?))) else {
        return Err(RdsRefusal::LogsClosed { id: instance.arn.id.clone(), status: instance.status }.into());
    };
    let read = |file: File| entries(cluster, keys, file, instance);
    let (errors, general) = (read(File::ErrorLog), read(File::GeneralLog));
    Ok(match cluster.engine {
        Engine::Aurora | Engine::AuroraMysql => vec![
            log_file("error/mysql-error-running.log".into(), &errors, instance),
            log_file("general/mysql-general.log".into(), &general, instance),
        ],
        Engine::AuroraPostgresql => hourly(errors, general, instance),
    })
}

/// The data keys that an instance's logs are read with.
fn keys<'a>(cluster: &'a Cluster, instance: &Instance) -> Option<&'a KeyRing> {
    match &cluster.host {
        StorageNode::Up(keys) if InstanceOp::ReadLogs.takes().contains(&instance.status) => Some(keys),
        _ => None,
    }
}

/// An entry of an instance: a line, and the lines after it that belong to it.
type Entry = (Time, String);

/// The entries that an instance has written into a log. A page that can't be read is replaced with the
/// reason.
fn entries(cluster: &Cluster, keys: &KeyRing, file: File, instance: &Instance) -> Vec<Entry> {
    let image = cluster.volume.image();
    let name = instance.arn.id.as_str();
    let mut bytes = Vec::new();
    for number in 1..=image.count_of(file) {
        match image.read_page(keys, PageId { file, number }) {
            Ok(page) => {
                // The last page ends in zeros, and so does a damaged page that was skipped.
                let used = page.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
                bytes.extend(page.into_iter().take(used));
            }
            Err(fault) => {
                let time = cluster.created;
                let file = file.name();
                let line =
                    format!("\n{time} [{name}] (page {number} of the {file} can't be read: {fault})\n");
                bytes.extend(line.bytes());
            }
        }
    }
    let (mut found, mut ours): (Vec<Entry>, bool) = (Vec::new(), false);
    for line in String::from_utf8_lossy(&bytes).split_inclusive('\n') {
        match (written_by(line), found.last_mut()) {
            (Some((time, by)), _) => {
                ours = by == name;
                if ours {
                    found.push((time, line.to_owned()));
                }
            }
            (None, Some((_, last))) if ours => last.push_str(line),
            (None, _) => {}
        }
    }
    found
}

/// Parses `2020-12-01T09:12:03Z [orders-1] …`: the time, and the instance that wrote the line.
fn written_by(line: &str) -> Option<(Time, &str)> {
    let (time, rest) = line.split_once(" [")?;
    Some((Time::parse(time)?, rest.split_once("] ")?.0))
}

fn log_file(name: Rc<str>, entries: &[Entry], instance: &Instance) -> LogFile {
    let written = entries.last().map_or(instance.created, |(time, _)| *time);
    let text: String = entries.iter().map(|(_, text)| text.as_str()).collect();
    LogFile { name, written, text: text.into() }
}

/// The log files of `PostgreSQL`: statements and errors in one file, and a new file each hour.
fn hourly(errors: Vec<Entry>, general: Vec<Entry>, instance: &Instance) -> Vec<LogFile> {
    let all = sorted([general, errors].concat(), |(one, _), (other, _)| one.cmp(other));
    let hour = |(time, _): &Entry| {
        let (year, month, day, hour, ..) = time.civil();
        format!("error/postgresql.log.{year:04}-{month:02}-{day:02}-{hour:02}")
    };
    let same = |one: &Entry, other: &Entry| hour(one) == hour(other);
    let files = all.chunk_by(same).filter_map(|entries| Some((hour(entries.first()?), entries)));
    files.map(|(name, entries)| log_file(name.into(), entries, instance)).collect()
}
