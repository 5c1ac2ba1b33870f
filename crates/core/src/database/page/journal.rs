//! Rollback journals (§3): the pages as they were before the current transaction.
//!
//! A journal is one run of bytes that does not keep to pages: a header, padded to a sector of the disk; then
//! records, each a page's number, its 4096 bytes and a checksum; and then, from the next sector on, possibly
//! another header with records. When the transaction ends, the engine may overwrite only the header with
//! zeros; the records can then still be read.

use std::rc::Rc;

use super::range::{ByteRange, Words, partition, range};
use super::span::{Span, four, small};
use crate::storage::page::PAGE_SIZE;

pub(super) const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
const HEADER_LEN: u64 = 28;
const RECORD_LEN: u64 = 4 + PAGE_SIZE as u64 + 4;
const PAGE: u64 = PAGE_SIZE as u64;

/// A journal's parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// The segments, in order.
    pub segments: Vec<Segment>,
}

/// A header and the records after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it begins in the journal.
    pub at: u64,
    /// What happens to its records.
    pub state: SegmentState,
    /// The header; `None` if it was overwritten.
    pub header: Option<JournalHeader>,
    /// Length of the header with its padding.
    pub sector: u32,
    /// The records.
    pub records: Vec<JournalRecord>,
}

/// What the engine does with a segment's records if it finds them when it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentState {
    /// It restores them: the transaction was not finished.
    Valid,
    /// Nothing: the magic is only written once the records have safely reached the disk, and no page is
    /// changed before that.
    Pending,
    /// Nothing: the header was overwritten because the transaction has ended.
    Wiped,
}

/// The fields of a header (§3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalHeader {
    /// The number of records that follow; if `None`, all up to the end.
    pub records: Option<u32>,
    /// The initial value of checksums.
    pub nonce: u32,
    /// The number of pages of the database before the transaction.
    pub pages: u32,
}

/// A page as it was before the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalRecord {
    /// Where it begins in the journal.
    pub at: u64,
    /// The page's number.
    pub page: u32,
    /// Whether its checksum matches; `None` if that is unknown because the header was overwritten.
    pub is_intact: Option<bool>,
}

impl JournalHeader {
    /// Reads a header; `None` if the journal's page size is not ours.
    fn read(bytes: &[u8]) -> Option<Self> {
        let records = four(bytes, 8).filter(|count| *count != 0 && *count != u32::MAX);
        let header = Self { records, nonce: four(bytes, 12)?, pages: four(bytes, 16)? };
        (four(bytes, 24)? == small(PAGE_SIZE)).then_some(header)
    }
}

impl Journal {
    /// Reads a journal of `size` bytes. `read` returns a page of the file, if it can be read.
    pub fn read<B: Into<Rc<[u8]>>>(mut read: impl FnMut(u32) -> Option<B>, size: u64) -> Self {
        let mut tape = Tape { read: &mut |number| read(number).map(Into::into), page: None };
        let mut segments = Vec::new();
        let mut at = 0;
        while let Some(segment) = tape.segment(at, size) {
            let end = segment.records.last().map_or(at, |record| record.at + RECORD_LEN);
            let end = end.max(at + u64::from(segment.sector));
            at = end.next_multiple_of(u64::from(segment.sector));
            segments.push(segment);
        }
        Self { segments }
    }

    /// All records, in order.
    pub fn records(&self) -> impl Iterator<Item = &JournalRecord> {
        self.segments.iter().flat_map(|segment| &segment.records)
    }

    /// Returns whether a header begins on this page of the file.
    pub fn has_header(&self, number: u32) -> bool {
        self.segments
            .iter()
            .any(|segment| segment.header.is_some() && segment.at / PAGE + 1 == u64::from(number))
    }

    /// The ranges of a page of the file, in order: each byte is in exactly one. [`ByteRange::item`] is the
    /// record's number, from 0.
    pub fn ranges(&self, number: u32) -> Vec<ByteRange> {
        let start = u64::from(number.saturating_sub(1)) * PAGE;
        let mut claims = Vec::new();
        let mut claim = |at: u64, length: u64, words: Words, item| {
            let (first, end) = (at.max(start), (at + length).min(start + PAGE));
            if let (Ok(first), Ok(end)) =
                (usize::try_from(first - start), usize::try_from(end.saturating_sub(start)))
            {
                claims.push(range(Span::between(first, end), words, item));
            }
        };
        for segment in &self.segments {
            let mut at = segment.at;
            let fields = match segment.state {
                SegmentState::Valid => &[&MARKS, FIELDS],
                SegmentState::Pending => &[&UNMARKED, FIELDS],
                SegmentState::Wiped => &[&WIPED, &[][..]],
            };
            for (length, words) in fields.iter().copied().flatten() {
                claim(at, *length, *words, None);
                at += length;
            }
            let sector = segment.at + u64::from(segment.sector);
            claim(at, sector.saturating_sub(at), ("filler", "up to the end of the disk's sector"), None);
        }
        for (item, record) in (0..).zip(self.records()) {
            let mut at = record.at;
            for (length, words) in RECORD {
                claim(at, length, words, Some(item));
                at += length;
            }
        }
        partition(claims, PAGE_SIZE, ("left over", "of no transaction that could be told"))
    }
}

const MARKS: [(u64, Words); 2] = [
    (8, ("magic", "by this, the engine knows that a transaction was not finished and has to be undone")),
    (4, ("records", "pages that follow; all ones: up to the end of the file")),
];
const UNMARKED: [(u64, Words); 1] = [(
    12,
    ("no magic yet", "it is written when the records are safely on the disk; no page is changed before"),
)];
const FIELDS: &[(u64, Words)] = &[
    (4, ("nonce", "where checksums begin to count, so that old records do not pass for new ones")),
    (4, ("size in pages", "pages of the database before the transaction")),
    (4, ("sector size", "bytes that this header takes, filled up")),
    (4, ("page size", "bytes a page")),
];
const WIPED: [(u64, Words); 1] =
    [(HEADER_LEN, ("wiped header", "zeros: the transaction has ended, and the records count no more"))];
const RECORD: [(u64, Words); 3] = [
    (4, ("page number", "which page of the database this is")),
    (PAGE, ("page content", "the page as it was before the transaction")),
    (4, ("checksum", "whether the record was written as a whole")),
];

/// The content of a record: a page of the database before the transaction. It is spread over pages of the
/// journal.
pub fn content<B: Into<Rc<[u8]>>>(
    record: &JournalRecord,
    mut read: impl FnMut(u32) -> Option<B>,
) -> Option<Vec<u8>> {
    let mut tape = Tape { read: &mut |number| read(number).map(Into::into), page: None };
    tape.bytes(record.at + 4, PAGE_SIZE)
}

/// The file as one run of bytes.
struct Tape<'a> {
    read: &'a mut dyn FnMut(u32) -> Option<Rc<[u8]>>,
    page: Option<(u32, Rc<[u8]>)>,
}

impl Tape<'_> {
    fn page(&mut self, number: u32) -> Option<Rc<[u8]>> {
        if let Some((held, content)) = &self.page
            && *held == number
        {
            return Some(content.clone());
        }
        let content = (self.read)(number)?;
        self.page = Some((number, content.clone()));
        Some(content)
    }

    fn bytes(&mut self, at: u64, length: usize) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(length);
        while out.len() < length {
            let here = at + out.len() as u64;
            let content = self.page(u32::try_from(here / PAGE).ok()?.checked_add(1)?)?;
            let rest = content.get(usize::try_from(here % PAGE).ok()?..).filter(|rest| !rest.is_empty())?;
            out.extend(rest.iter().take(length - out.len()));
        }
        Some(out)
    }

    fn number(&mut self, at: u64) -> Option<u32> {
        four(&self.bytes(at, 4)?, 0)
    }

    fn segment(&mut self, at: u64, size: u64) -> Option<Segment> {
        if at.checked_add(HEADER_LEN)? > size {
            return None;
        }
        let bytes = self.bytes(at, usize::try_from(HEADER_LEN).ok()?)?;
        let is_zero = |bytes: Option<&[u8]>| bytes.is_some_and(|bytes| bytes.iter().all(|byte| *byte == 0));
        let (state, sector) = if at == 0 && is_zero(Some(&bytes)) {
            // The sector size was overwritten too: records begin at the first sector boundary with a page
            // number.
            let mut sectors = [512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536].into_iter();
            let begins = |tape: &mut Self, sector| tape.number(sector).is_some_and(|number| number != 0);
            (SegmentState::Wiped, sectors.find(|sector| begins(self, u64::from(*sector)))?)
        } else if bytes.starts_with(&MAGIC) {
            (SegmentState::Valid, four(&bytes, 20)?)
        } else if is_zero(bytes.get(..12)) {
            (SegmentState::Pending, four(&bytes, 20)?)
        } else {
            return None;
        };
        let header = match state {
            SegmentState::Wiped => None,
            _ => Some(
                JournalHeader::read(&bytes)
                    .filter(|_| sector.is_power_of_two() && (32..=65_536).contains(&sector))?,
            ),
        };
        let most = header.and_then(|header| header.records).unwrap_or(u32::MAX);
        let starts = (0..).map(|n: u64| at + u64::from(sector) + n * RECORD_LEN);
        let starts = starts.take_while(|start| start + RECORD_LEN <= size).take(most as usize);
        let records = starts.map_while(|start| self.record(start, header)).collect();
        Some(Segment { at, state, header, sector, records })
    }

    fn record(&mut self, at: u64, header: Option<JournalHeader>) -> Option<JournalRecord> {
        let page = self.number(at).filter(|page| *page != 0)?;
        let content = self.bytes(at + 4, PAGE_SIZE)?;
        let sum = self.number(at + 4 + PAGE)?;
        let is_intact = header.map(|header| checksum(header.nonce, &content) == sum);
        // If the header does not count its records, a record whose checksum does not match ends them.
        let counted = header.is_some_and(|header| header.records.is_some());
        (counted || is_intact != Some(false)).then_some(JournalRecord { at, page, is_intact })
    }
}

/// The sum of every 200th byte, counted from the end (§3).
fn checksum(nonce: u32, content: &[u8]) -> u32 {
    let places = (1..).map_while(|n| content.len().checked_sub(n * 200)).take_while(|at| *at > 0);
    places.filter_map(|at| content.get(at)).fold(nonce, |sum, byte| sum.wrapping_add(u32::from(*byte)))
}
