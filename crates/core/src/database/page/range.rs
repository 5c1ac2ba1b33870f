//! Names for every byte of a page of a database: a partition of the page, even if it is damaged.

use super::PageKind;
use super::format::{Format, header_fields};
use super::lists::{Trunk, pointer_map};
use super::node::{Cell, TreePage};
use super::span::{Span, small};
use super::survey::{PageUse, Role};
use crate::crypto::layout::ByteField;
use crate::sort::sorted;

/// A run of bytes with one meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct ByteRange {
    /// Its position, its name and its meaning.
    pub field: ByteField,
    /// The cell that it is part of, by its index in the page; in a journal, the record, by its number.
    pub item: Option<u32>,
    /// The column whose value it is part of, by its index in the record.
    pub column: Option<u32>,
}

impl ByteRange {
    /// Its position.
    pub fn span(&self) -> Span {
        Span { offset: self.field.offset, length: self.field.length }
    }
}

/// A name and a meaning.
pub(super) type Words = (&'static str, &'static str);

pub(super) fn range(span: Span, (name, meaning): Words, item: Option<u32>) -> ByteRange {
    let field = ByteField { name, offset: span.offset, length: span.length, meaning };
    ByteRange { field, item, column: None }
}

/// The ranges of a page of a database, in order: each byte is in exactly one, and none is empty.
pub fn database_ranges(number: u32, content: &[u8], role: &Role, format: &Format) -> Vec<ByteRange> {
    let end = format.end(content);
    let mut claims = claims(number, content, role, format);
    claims.push(range(
        Span::between(end, content.len()),
        ("reserved", "bytes at the end of each page that SQLite leaves alone"),
        None,
    ));
    let rest = match role.kind {
        kind if kind.is_tree() => ("fragment", "too few bytes between cells to be of use"),
        PageKind::Overflow => {
            ("unused", "behind the end of the row; what was there before can still be there")
        }
        PageKind::FreelistTrunk => {
            ("left over", "not overwritten: what this page held before it became free")
        }
        PageKind::FreelistLeaf => {
            ("left over", "the page is free, and nobody wiped it: what it held is still there")
        }
        PageKind::PointerMap => ("unused entries", "for pages that do not exist yet"),
        PageKind::LockByte => ("lock bytes", "operating systems lock these bytes; nothing is stored here"),
        PageKind::Unused => ("zeros", "nothing was ever written here"),
        _ => ("unknown", "not a page of a table or an index, and nothing leads to it"),
    };
    partition(claims, content.len(), rest)
}

/// Cuts claims so that they do not overlap, where an earlier claim wins. Bytes without a claim get the name
/// `rest`.
pub(super) fn partition(mut claims: Vec<ByteRange>, length: usize, rest: Words) -> Vec<ByteRange> {
    claims.retain(|claim| claim.field.length > 0);
    let claims = sorted(claims, |one, other| one.field.offset.cmp(&other.field.offset));
    let mut ranges = Vec::new();
    let mut at = 0;
    for mut claim in claims {
        let (start, end) = (claim.span().start().max(at), claim.span().end().min(length));
        if start >= end {
            continue;
        }
        if at < start {
            ranges.push(range(Span::between(at, start), rest, None));
        }
        claim.field.offset = small(start);
        claim.field.length = small(end - start);
        ranges.push(claim);
        at = end;
    }
    if at < length {
        ranges.push(range(Span::between(at, length), rest, None));
    }
    ranges
}

/// The ranges that are known for a page.
pub(super) fn claims(number: u32, content: &[u8], role: &Role, format: &Format) -> Vec<ByteRange> {
    let mut claims = Vec::new();
    if number == 1 && content.starts_with(b"SQLite format 3\0") {
        claims.extend(header_fields().into_iter().map(|field| ByteRange { field, item: None, column: None }));
    }
    let four = |offset, words| range(Span { offset, length: 4 }, words, None);
    match role.kind {
        kind if kind.is_tree() => {
            if let Some(node) = TreePage::read(number, content, format) {
                node_claims(&node, &mut claims);
            }
        }
        PageKind::Overflow => {
            claims.push(four(0, ("next page", "where the row goes on; 0 if it ends here")));
            if let PageUse::Overflow { bytes, .. } = role.place {
                let words = ("continued", "bytes of a row that was too long for its page");
                claims.push(range(Span { offset: 4, length: bytes }, words, None));
            }
        }
        PageKind::FreelistTrunk => {
            claims.push(four(0, ("next list", "the next page that lists free pages; 0 if this is the last")));
            claims.push(four(4, ("count", "free pages that are listed here")));
            let count = Trunk::read(content, format).map_or(0, |trunk| trunk.leaves.len());
            claims.extend(
                (0..small(count)).map(|n| four(8 + n * 4, ("free page", "the number of a free page"))),
            );
        }
        PageKind::PointerMap => {
            let entries = pointer_map(number, content, format);
            claims.extend((0..small(entries.len())).map(|n| {
                let words = ("page entry", "what kind of page a page is, and which page leads to it");
                range(Span { offset: n * 5, length: 5 }, words, None)
            }));
        }
        _ => {}
    }
    claims
}

fn node_claims(node: &TreePage, claims: &mut Vec<ByteRange>) {
    let fields: [(usize, Words); 6] = [
        (
            1,
            ("page type", "2, 5: an inner page of an index or a table; 10, 13: a leaf, which holds its rows"),
        ),
        (2, ("first free block", "where the first deleted row was; 0 if none")),
        (2, ("cells", "rows, entries or signposts in this page")),
        (2, ("cells begin", "where the lowest cell is: cells are added from the end of the page")),
        (1, ("fragments", "single bytes between cells that are of no use")),
        (4, ("last child", "the page with the largest keys")),
    ];
    let mut at = node.header.start();
    for (length, words) in fields {
        let end = (at + length).min(node.header.end());
        claims.push(range(Span::between(at, end), words, None));
        at = end;
    }
    let gap = ("free space", "between the pointers, which grow up, and the cells, which grow down");
    claims.push(range(node.gap, gap, None));
    for block in &node.free {
        let (offset, length) = (block.offset, block.length);
        let marks = Span { offset, length: 4 };
        let left = Span { offset: offset + 4, length: length - 4 };
        claims.push(range(
            marks,
            ("free block", "where the next free block is, and how long this one is"),
            None,
        ));
        claims.push(range(left, ("left over", "not overwritten: what is left of deleted rows"), None));
    }
    for (index, cell) in (0..).zip(&node.cells) {
        cell_claims(cell, index, claims);
    }
}

fn cell_claims(cell: &Cell, index: u32, claims: &mut Vec<ByteRange>) {
    let mut claim = |span, words| claims.push(range(span, words, Some(index)));
    claim(cell.pointer, ("pointer", "where the cell is; the pointers are in the order of the keys"));
    if let Some((_, span)) = cell.left_child {
        claim(span, ("child", "the page with the keys up to this one"));
    }
    let mut end = cell.span.start();
    if let Some((_, span)) = cell.rowid {
        claim(span, ("row number", "the key of the row in its table"));
        end = span.end();
    }
    let Some(payload) = &cell.payload else {
        return claim(Span::between(end, cell.span.end()), ("filler", "a cell takes four bytes at least"));
    };
    claim(payload.size_span, ("size", "bytes of the row"));
    claim(payload.header, ("types", "the kind and length of each column's value"));
    end = payload.local.end();
    if let Some(overflow) = payload.overflow {
        claim(
            overflow.span,
            ("overflow page", "where the row goes on, because it is too long for this page"),
        );
        end = overflow.span.end();
    }
    claim(Span::between(end, cell.span.end()), ("filler", "a cell takes four bytes at least"));
    let mut known = payload.header.end();
    for (column, number) in payload.columns.iter().zip(0..) {
        let words = ("value", "the value of a column");
        claims.push(ByteRange { column: Some(number), ..range(column.span, words, Some(index)) });
        known = known.max(column.span.end());
    }
    let rest = Span::between(known, payload.local.end());
    claims.push(range(rest, ("rest of the row", "belongs to no column that can be told"), Some(index)));
}
