//! `DownloadDBLogFilePortion`.
//!
//! Refused, in this order: the instance isn't there; its status; a page of a log can't be opened; the file
//! isn't there; an invalid marker.

use super::log_files::files;
use super::values::Count;
use super::{RdsOutput, find};
use crate::edition::Edition;
use crate::ids::InstanceId;
use crate::ops::Tx;
use crate::ops::api::{Arguments, Fate, Member, Members, Part, Shape, Written, read_member, write_member};
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// The most lines, if the request does not say.
const MOST_LINES: usize = 10_000;
/// The most bytes in one answer.
const MOST_BYTES: usize = 1 << 20;

/// A part of a log file.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct LogPortion {
    /// The part.
    pub data: Rc<str>,
    /// Where the next part begins.
    pub marker: Rc<str>,
    /// Whether there is a next part.
    pub pending: bool,
}

/// Shows a log file; the instance opens it with the cluster's data keys.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(
    InvalidParameterValue,
    DBInstanceNotFound,
    DBInstanceNotReady,
    DBLogFileNotFoundFault,
    InternalFailure
))]
#[operation(on(instance))]
pub struct DownloadDBLogFilePortion {
    /// The instance.
    #[member(DBInstanceIdentifier)]
    pub instance: InstanceId,
    /// The file.
    #[member(LogFileName)]
    pub file: Rc<str>,
    /// The part of the file.
    #[members]
    pub part: Portion,
}

impl DownloadDBLogFilePortion {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let files = files(&tx.world, &*find::instance(tx, &self.instance)?)?;
        let file = files
            .iter()
            .find(|file| file.name == self.file)
            .ok_or_else(|| RdsRefusal::LogFileNotFound { file: self.file.clone() })?;
        self.part.of(&file.text).map(RdsOutput::LogPortion)
    }
}

/// A part of a log file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Portion {
    /// Where to begin: the marker of the previous portion, or `0`. If absent, the end of the file is
    /// returned.
    pub marker: Option<Rc<str>>,
    /// The most lines.
    pub lines: Option<Count>,
    /// The CLI's `StartingToken`: the marker from which the CLI fetches portion after portion.
    pub token: Option<Rc<str>>,
}

static MARKER: Member = member("Marker", "marker", Shape::Text);
static LINES: Member = member("NumberOfLines", "numberOfLines", Shape::Integer);
/// An option of the CLI only, which sends it as the marker.
const TOKEN: Member = member("StartingToken", "marker", Shape::Text);

const fn member(name: &'static str, told: &'static str, shape: Shape) -> Member {
    let (required, fate, positional) = (false, Fate::Read, false);
    let (choices, later, modelled) = (&[], &[], &[]);
    let (range, since) = (&(i64::MIN..=i64::MAX), Edition::Y2020);
    Member { name, told, shape, required, fate, choices, later, modelled, range, positional, since }
}

impl Members for Portion {
    const PARTS: &'static [Part] = &[Part::Member(&MARKER), Part::Member(&LINES)];

    fn read(args: &dyn Arguments) -> Result<Self, Refusal> {
        let (marker, token) = (read_member(args, &MARKER)?, read_member(args, &TOKEN)?);
        Ok(Self { marker, lines: read_member(args, &LINES)?, token })
    }

    fn write(&self, out: &mut Written) {
        write_member(&self.marker, &MARKER, out);
        write_member(&self.lines, &LINES, out);
        write_member(&self.token, &TOKEN, out);
    }
}

impl Portion {
    /// Returns whether the CLI fetches all portions that follow: it does unless it is told where to begin or
    /// how much to return.
    const fn pages_on(&self) -> bool {
        self.marker.is_none() && self.lines.is_none()
    }

    pub(super) fn of(&self, text: &str) -> Result<LogPortion, Refusal> {
        let lines = self.lines.map_or(MOST_LINES, |lines| usize::try_from(lines.0).unwrap_or(usize::MAX));
        let begin = match self.marker.as_deref().or(self.token.as_deref()) {
            Some(marker) => begin(marker, text)?,
            None => last_lines(text, lines),
        };
        let (lines, bytes) = if self.pages_on() { (usize::MAX, usize::MAX) } else { (lines, MOST_BYTES) };
        let rest = text.get(begin..).unwrap_or_default();
        let data = first_lines(rest, lines, bytes);
        let end = begin + data.len();
        Ok(LogPortion {
            data: data.into(),
            marker: ["0:", &end.to_string()].concat().into(),
            pending: end < text.len(),
        })
    }
}

/// The offset that a marker stands for.
fn begin(marker: &str, text: &str) -> Result<usize, Refusal> {
    let place = marker.rsplit(':').next().unwrap_or_default().parse().ok();
    place
        .filter(|at| text.is_char_boundary(*at))
        .ok_or_else(|| RdsRefusal::Marker { marker: marker.into() }.into())
}

/// The offset of the last `count` lines.
fn last_lines(text: &str, count: usize) -> usize {
    let lines = text.split_inclusive('\n').rev().take(count);
    text.len() - lines.map(str::len).sum::<usize>()
}

/// The first `count` lines, cut off after `bytes` bytes.
fn first_lines(text: &str, count: usize, bytes: usize) -> &str {
    let end: usize = text.split_inclusive('\n').take(count).map(str::len).sum();
    let cut = (0..=end.min(bytes)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.get(..cut).unwrap_or_default()
}
