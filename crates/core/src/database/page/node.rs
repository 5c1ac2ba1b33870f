//! B-tree pages (§1.6): the header, the array of cell pointers, the cells, and the space between them.

use super::PageKind;
use super::format::{Format, HEADER_LEN};
use super::record::{self, Column};
use super::span::{Span, byte, four, small, two, varint};

/// A page of a table or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreePage {
    /// Its kind, one of four.
    pub kind: PageKind,
    /// The page's header: 8 bytes, 12 in interior pages.
    pub header: Span,
    /// The child page to the right of all cells; only in interior pages.
    pub right_child: Option<u32>,
    /// The cells, in the order of their keys.
    pub cells: Vec<Cell>,
    /// Where the cells begin, according to the header.
    pub content: u32,
    /// The space between the cell pointers and the cells: unused so far, or left over from before.
    pub gap: Span,
    /// The blocks that deleted rows left between the cells. The first four bytes of each were overwritten
    /// when it became free; the rest is as it was.
    pub free: Vec<Span>,
    /// The number of bytes between cells that are too few for a block, according to the header.
    pub fragments: u8,
}

/// A cell: a row, an index entry, or a separator of an interior page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its two bytes in the array of cell pointers.
    pub pointer: Span,
    /// Its bytes.
    pub span: Span,
    /// The child page with the smaller keys, and the position of its number; only in interior pages.
    pub left_child: Option<(u32, Span)>,
    /// The row's number, and its position; only in tables.
    pub rowid: Option<(i64, Span)>,
    /// The row or the index entry; `None` in interior pages of tables.
    pub payload: Option<Payload>,
    /// Whether all of it could be read.
    pub is_sound: bool,
}

/// A row's or an index entry's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// Length of the record in bytes, including overflow pages.
    pub size: u64,
    /// The position of the length.
    pub size_span: Span,
    /// The part of the record in this page.
    pub local: Span,
    /// The rest of the record.
    pub overflow: Option<Overflow>,
    /// The part of the record's header in this page.
    pub header: Span,
    /// The columns, as far as the part of the header in this page describes them.
    pub columns: Vec<Column>,
}

/// The rest of a long record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow {
    /// The first overflow page.
    pub page: u32,
    /// The position of that page's number.
    pub span: Span,
    /// The number of bytes on that page and those after it.
    pub bytes: u64,
}

impl TreePage {
    /// Reads a page; `None` if it does not begin like a b-tree page. Cells that can't be read are marked as
    /// such.
    pub fn read(number: u32, content: &[u8], format: &Format) -> Option<Self> {
        let end = format.end(content);
        let content = content.get(..end)?;
        let start = if number == 1 { HEADER_LEN } else { 0 };
        let kind = match byte(content, start)? {
            2 => PageKind::IndexInterior,
            5 => PageKind::TableInterior,
            10 => PageKind::IndexLeaf,
            13 => PageKind::TableLeaf,
            _ => return None,
        };
        let header_end = start + if kind.is_interior() { 12 } else { 8 };
        let pointers_end = header_end + two(content, start + 3)? * 2;
        let cells_start = match two(content, start + 5)? {
            0 => 65_536,
            at => at,
        };
        if cells_start < pointers_end || cells_start > end {
            return None;
        }
        let pointers = (header_end..pointers_end).step_by(2);
        Some(Self {
            kind,
            header: Span::between(start, header_end),
            right_child: if kind.is_interior() { four(content, start + 8) } else { None },
            cells: pointers.filter_map(|at| Cell::read(content, at, kind, format)).collect(),
            content: small(cells_start),
            gap: Span::between(pointers_end, cells_start),
            free: free_blocks(content, two(content, start + 1)?, cells_start),
            fragments: byte(content, start + 7)?,
        })
    }

    /// Returns whether every cell could be read and is in the cell area.
    pub fn is_sound(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_sound && cell.span.offset >= self.content)
    }

    /// The child pages, in the order of their keys.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = u32> {
        let left = self.cells.iter().filter_map(|cell| cell.left_child).map(|(page, _)| page);
        left.chain(self.right_child)
    }
}

/// The chain of free blocks (§1.6). Each is after the one before, so the walk ends.
fn free_blocks(content: &[u8], first: usize, cells_start: usize) -> Vec<Span> {
    let mut blocks = Vec::new();
    let (mut at, mut least) = (first, cells_start);
    while at >= least
        && let Some((next, length)) = two(content, at).zip(two(content, at + 2))
        && length >= 4
        && at + length <= content.len()
    {
        blocks.push(Span::between(at, at + length));
        (at, least) = (next, at + length);
    }
    blocks
}

impl Cell {
    /// The cell whose pointer is at `pointer`; `None` if that is outside the page.
    fn read(content: &[u8], pointer: usize, kind: PageKind, format: &Format) -> Option<Self> {
        let start = two(content, pointer)?;
        let mut cell = Self {
            pointer: Span::between(pointer, pointer + 2),
            span: Span::between(start.min(content.len()), start.min(content.len())),
            left_child: None,
            rowid: None,
            payload: None,
            is_sound: false,
        };
        if let Some(end) = cell.fill(content, start, kind, format) {
            // A cell takes at least four bytes, so that a free block fits in its place.
            let end = end.max(start + 4).min(content.len());
            cell.span = Span::between(start, end);
            cell.is_sound = true;
        }
        Some(cell)
    }

    /// Reads the cell's parts. Returns where it ends.
    fn fill(&mut self, content: &[u8], start: usize, kind: PageKind, format: &Format) -> Option<usize> {
        let mut at = start;
        if kind.is_interior() {
            self.left_child = Some((four(content, at)?, Span::between(at, at + 4)));
            at += 4;
        }
        let mut size = None;
        if kind != PageKind::TableInterior {
            let (bytes, length) = varint(content, at)?;
            size = Some((bytes, Span::between(at, at + length)));
            at += length;
        }
        if kind.is_table() {
            let (rowid, length) = varint(content, at)?;
            self.rowid = Some((rowid.cast_signed(), Span::between(at, at + length)));
            at += length;
        }
        let Some((size, size_span)) = size else { return Some(at) };
        let local = at + local_bytes(size, kind, format)?;
        let (header, columns) = record::read(content.get(at..local)?, at, format.encoding)?;
        let rest = size - (local - at) as u64;
        let overflow = match rest {
            0 => None,
            bytes => {
                Some(Overflow { page: four(content, local)?, span: Span::between(local, local + 4), bytes })
            }
        };
        let end = if overflow.is_some() { local + 4 } else { local };
        self.payload =
            Some(Payload { size, size_span, local: Span::between(at, local), overflow, header, columns });
        Some(end)
    }
}

/// The number of bytes of a payload that stay in the page (§1.6, "the amount of payload that spills"). `None`
/// if no page can have such a payload.
fn local_bytes(size: u64, kind: PageKind, format: &Format) -> Option<usize> {
    let usable = u64::from(format.usable);
    let most = if kind.is_table() { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
    if size <= most {
        return usize::try_from(size).ok();
    }
    let least = (usable - 12) * 32 / 255 - 23;
    let fitting = least + (size - least) % (usable - 4);
    usize::try_from(if fitting <= most { fitting } else { least }).ok()
}

impl Payload {
    /// The columns on the `nth` overflow page of this payload, counted from 0: the index of each, its bytes
    /// on that page, and whether it ends there.
    pub fn on_overflow(&self, nth: u32, format: &Format) -> Vec<(usize, Span, bool)> {
        let page = u64::from(format.usable - 4);
        let start = u64::from(self.local.length) + u64::from(nth) * page;
        let columns = self.columns.iter().enumerate().filter_map(|(index, column)| {
            let (first, end) = (column.at.max(start), (column.at + column.size).min(start + page));
            let place = |at: u64| usize::try_from(at.saturating_sub(start)).ok().map(|at| at + 4);
            let span = Span::between(place(first)?, place(end)?);
            (first < end).then_some((index, span, column.at + column.size <= start + page))
        });
        columns.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of SQLite's own formula, for 4096 usable bytes.
    #[test]
    fn long_payloads_spill_as_the_format_says() {
        let local = |size, kind| local_bytes(size, kind, &Format::default()).unwrap();
        assert_eq!(local(4061, PageKind::TableLeaf), 4061);
        assert_eq!(local(4062, PageKind::TableLeaf), 489);
        assert_eq!(local(1002, PageKind::IndexLeaf), 1002);
        assert_eq!(local(1003, PageKind::IndexInterior), 489);
        assert_eq!(local(4092 + 600, PageKind::TableLeaf), 600);
        assert!(local_bytes(u64::MAX, PageKind::TableLeaf, &Format::default()).is_some_and(|it| it < 4096));
    }

    #[test]
    fn free_blocks_that_turn_back_end_the_walk() {
        let mut content = [0; 64];
        content[40..44].copy_from_slice(&[0, 50, 0, 8]);
        content[50..54].copy_from_slice(&[0, 40, 0, 8]);
        let blocks = [Span { offset: 40, length: 8 }, Span { offset: 50, length: 8 }];
        assert_eq!(free_blocks(&content, 40, 40), blocks);
        assert_eq!(free_blocks(&content, 0, 40), []);
        assert_eq!(free_blocks(&content, 39, 40), []);
    }
}
