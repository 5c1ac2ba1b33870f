//! `DescribeDBLogFiles` and `DownloadDBLogFilePortion`: an instance's logs, as the service gives them to who may ask RDS.
//!
//! The logs of all instances are files of the cluster's volume (model: AWS keeps most of them on each instance's own disk), so
//! they are opened with the data keys in the memory of its host: without those, nobody reads them (rule O02).
//!
//! Refused, in this order: the instance isn't there; its status; a page of a log can't be opened; the file isn't there; the
//! marker is none.

use super::describe::Paging;
use super::{RdsOutput, find, told};
use crate::database::{File, PageId};
use crate::env::Time;
use crate::ids::InstanceId;
use crate::ops::Tx;
use crate::rds::cluster::{Cluster, Engine, Host};
use crate::rds::instance::Instance;
use crate::rds::lifecycle::{InstanceOp, InstanceStatus};
use crate::refusal::{ErrorCode, Refusal};
use crate::rules::RuleId;
use crate::storage::keyring::KeyRing;
use crate::world::World;
use std::rc::Rc;

/// The most lines that are given if nobody says how many.
const MOST_LINES: usize = 10_000;
/// The most bytes that are given at once.
const MOST_BYTES: usize = 1 << 20;

/// A log file of an instance.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct LogFile {
    /// `error/mysql-error-running.log` and the like.
    pub name: Rc<str>,
    /// When the last line was written.
    pub written: Time,
    /// What it holds.
    pub text: Rc<str>,
}

/// A part of a log file.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct LogPortion {
    /// The part.
    pub data: Rc<str>,
    /// Where the next part begins.
    pub marker: Rc<str>,
    /// Whether there is one.
    pub pending: bool,
}

/// `DescribeDBLogFiles`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct DescribeDBLogFiles {
    /// The instance.
    pub instance: InstanceId,
    /// Only files with this in their names.
    pub contains: Option<Rc<str>>,
    /// Only files that were written since: milliseconds since 1970.
    pub written: Option<u64>,
    /// Only files that are larger.
    pub size: Option<u64>,
    /// Which page.
    pub paging: Paging,
}

impl DescribeDBLogFiles {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([
            ("dBInstanceIdentifier", Some(self.instance.to_string())),
            ("filenameContains", self.contains.as_ref().map(ToString::to_string)),
        ])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let mut files = files(&tx.world, &*find::instance(tx, &self.instance)?)?;
        files.retain(|file| {
            self.contains.as_ref().is_none_or(|part| file.name.contains(&**part))
                && self.written.is_none_or(|since| file.written.0.saturating_mul(1_000) >= since)
                && self.size.is_none_or(|size| file.text.len() as u64 > size)
        });
        Ok(RdsOutput::LogFiles(self.paging.page(files.into_iter(), |file| &file.name)?))
    }
}

/// `DownloadDBLogFilePortion`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct DownloadDBLogFilePortion {
    /// The instance.
    pub instance: InstanceId,
    /// The file.
    pub file: Rc<str>,
    /// Where to begin: what the portion before gave, or `0`. Without one, the end is given.
    pub marker: Option<Rc<str>>,
    /// The most lines.
    pub lines: Option<usize>,
    /// Whether the CLI asks for portion after portion by itself, until it has all that follows.
    pub pages_on: bool,
}

impl DownloadDBLogFilePortion {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([
            ("dBInstanceIdentifier", Some(self.instance.to_string())),
            ("logFileName", Some(self.file.to_string())),
        ])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let files = files(&tx.world, &*find::instance(tx, &self.instance)?)?;
        let file = files.iter().find(|file| file.name == self.file).ok_or_else(|| {
            let message = ["DBLog File: ", &self.file, ", is not found on the DB instance"];
            Refusal::aws(ErrorCode::DBLogFileNotFoundFault, message.concat())
        })?;
        self.portion(&file.text).map(RdsOutput::LogPortion)
    }

    pub(super) fn portion(&self, text: &str) -> Result<LogPortion, Refusal> {
        let begin = match self.marker.as_deref() {
            Some(marker) => begin(marker, text)?,
            None => last_lines(text, self.lines.unwrap_or(MOST_LINES)),
        };
        let rest = text.get(begin..).unwrap_or_default();
        let most = if self.pages_on { usize::MAX } else { self.lines.unwrap_or(MOST_LINES) };
        let bytes = if self.pages_on { usize::MAX } else { MOST_BYTES };
        let data = first_lines(rest, most, bytes);
        let end = begin + data.len();
        Ok(LogPortion {
            data: data.into(),
            marker: ["0:", &end.to_string()].concat().into(),
            pending: end < text.len(),
        })
    }
}

/// The place that a marker names.
fn begin(marker: &str, text: &str) -> Result<usize, Refusal> {
    let place = marker.rsplit(':').next().unwrap_or_default().parse().ok();
    place.filter(|at| text.is_char_boundary(*at)).ok_or_else(|| {
        let message = ["Invalid Marker: ", marker, "."].concat();
        Refusal::model(ErrorCode::InvalidParameterValue, message)
    })
}

/// Where the last so many lines begin.
fn last_lines(text: &str, count: usize) -> usize {
    let lines = text.split_inclusive('\n').rev().take(count);
    text.len() - lines.map(str::len).sum::<usize>()
}

/// The first so many lines, cut off after so many bytes.
fn first_lines(text: &str, count: usize, bytes: usize) -> &str {
    let end: usize = text.split_inclusive('\n').take(count).map(str::len).sum();
    let cut = (0..=end.min(bytes)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.get(..cut).unwrap_or_default()
}

/// The names of an instance's log files; none if they can't be read now.
pub fn names(world: &World, instance: &Instance) -> Vec<Rc<str>> {
    files(world, instance).unwrap_or_default().into_iter().map(|file| file.name).collect()
}

/// An instance's log files in the order of their names.
fn files(world: &World, instance: &Instance) -> Result<Vec<LogFile>, Refusal> {
    let cluster = world.clusters.get(&instance.cluster);
    let Some((cluster, keys)) = cluster.and_then(|cluster| Some((cluster, keys(cluster, instance)?))) else {
        let (name, status) = (instance.arn.id.as_str(), instance.status.name());
        let message = ["Instance ", name, " is ", status, ": its log files can't be read now."];
        let refusal = Refusal::model(ErrorCode::DBInstanceNotReady, message.concat());
        let lost = instance.status == InstanceStatus::InaccessibleEncryptionCredentials;
        return Err(if lost { refusal.by(RuleId::E08) } else { refusal });
    };
    let read = |file: File| entries(cluster, keys, file, instance);
    let (errors, general) = (read(File::ErrorLog)?, read(File::GeneralLog)?);
    Ok(match cluster.engine {
        Engine::Aurora | Engine::AuroraMysql => vec![
            log_file("error/mysql-error-running.log".into(), &errors, instance),
            log_file("general/mysql-general.log".into(), &general, instance),
        ],
        Engine::AuroraPostgresql => hourly(errors, general, instance),
    })
}

/// The data keys with which an instance's logs are read.
fn keys<'a>(cluster: &'a Cluster, instance: &Instance) -> Option<&'a KeyRing> {
    match &cluster.host {
        Host::Up(keys) if InstanceOp::ReadLogs.takes().contains(&instance.status) => Some(keys),
        _ => None,
    }
}

/// What an instance wrote at a time: a line, and those behind it that belong to it.
type Entry = (Time, String);

/// What an instance has written into a log.
fn entries(
    cluster: &Cluster,
    keys: &KeyRing,
    file: File,
    instance: &Instance,
) -> Result<Vec<Entry>, Refusal> {
    let image = cluster.volume.image();
    let mut bytes = Vec::new();
    for number in 1..=image.count_of(file) {
        let page = PageId { file, number };
        bytes.extend(image.read_page(keys, page).map_err(|fault| {
            let message = ["The log can't be read: ", &page.to_string(), ": ", &fault.to_string()];
            Refusal::model(ErrorCode::InternalFailure, message.concat())
        })?);
    }
    bytes.truncate(usize::try_from(image.size(file)).unwrap_or(usize::MAX));
    let name = instance.arn.id.as_str();
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
    Ok(found)
}

/// `2020-12-01T09:12:03Z [orders-1] …`: when, and which instance wrote it.
fn written_by(line: &str) -> Option<(Time, &str)> {
    let (time, rest) = line.split_once(" [")?;
    Some((Time::parse(time)?, rest.split_once("] ")?.0))
}

fn log_file(name: Rc<str>, entries: &[Entry], instance: &Instance) -> LogFile {
    let written = entries.last().map_or(instance.created, |(time, _)| *time);
    let text: String = entries.iter().map(|(_, text)| text.as_str()).collect();
    LogFile { name, written, text: text.into() }
}

/// As `PostgreSQL` has it: statements and errors in one file, and a new one each hour.
fn hourly(errors: Vec<Entry>, general: Vec<Entry>, instance: &Instance) -> Vec<LogFile> {
    let mut all = [general, errors].concat();
    all.sort_by_key(|(time, _)| *time);
    let hour = |(time, _): &Entry| {
        let (year, month, day, hour, ..) = time.civil();
        format!("error/postgresql.log.{year:04}-{month:02}-{day:02}-{hour:02}")
    };
    let same = |one: &Entry, other: &Entry| hour(one) == hour(other);
    let files = all.chunk_by(same).filter_map(|entries| Some((hour(entries.first()?), entries)));
    files.map(|(name, entries)| log_file(name.into(), entries, instance)).collect()
}
