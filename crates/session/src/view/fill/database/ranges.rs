//! A name for every byte of a page.

use playground_core::database::File;
use playground_core::database::page::{
    ByteRange, PageKind, Role, Span, TreePage, database_ranges, log_ranges,
};
use playground_core::storage::page::PAGE_SIZE;

use super::{Shown, cells};
use crate::view::{Phrase, RangeView, Version, phrase};

/// Fields whose bytes are one big-endian number that is informative for a reader.
const NUMBERS: [&str; 34] = [
    "page size",
    "write version",
    "read version",
    "maximum fraction",
    "minimum fraction",
    "leaf fraction",
    "change counter",
    "size in pages",
    "first free page",
    "free pages",
    "schema cookie",
    "schema format",
    "cache size",
    "largest root",
    "text encoding",
    "user version",
    "incremental vacuum",
    "application id",
    "valid for",
    "SQLite version",
    "page type",
    "first free block",
    "cells",
    "cells begin",
    "fragments",
    "last child",
    "pointer",
    "child",
    "overflow page",
    "next page",
    "next list",
    "count",
    "free page",
    "page number",
];

fn page_ranges(shown: &Shown<'_>) -> Vec<ByteRange> {
    match shown.page.file {
        File::Database => {
            database_ranges(shown.page.number, shown.content, &shown.role, &shown.survey().format)
        }
        File::Journal => shown.journal().ranges(shown.page.number),
        File::ErrorLog | File::GeneralLog => log_ranges(shown.content),
    }
}

/// The named ranges, in order.
pub(super) fn ranges(shown: &Shown<'_>, before: Option<Version<'_>>) -> Vec<RangeView> {
    let ranges = page_ranges(shown).into_iter().map(|range| {
        let (Span { offset, length }, bytes) = (range.span(), range.span().of(shown.content));
        let was = before.map(|before| range.span().of(before.content));
        let changed = was.map_or(0, |was| bytes.iter().zip(was).filter(|(now, was)| now != was).count());
        RangeView {
            name: name(&range, shown),
            meaning: range.field.meaning,
            value: value(&range, bytes),
            offset,
            length,
            cell: range.item.filter(|_| shown.role.kind.is_tree()),
            changed: u32::try_from(changed).unwrap_or(u32::MAX),
        }
    });
    ranges.collect()
}

fn name(range: &ByteRange, shown: &Shown<'_>) -> Phrase {
    if let Some(column) = range.column {
        let known = shown.tree().and_then(|tree| tree.columns.get(column as usize)?.as_deref());
        return phrase!("value of {column}", column = cells::name(column, known));
    }
    let record = range.item.filter(|_| range.field.name == "page content");
    match record.and_then(|record| shown.journal().records().nth(record as usize)) {
        Some(record) => phrase!("page {page} as it was", page = record.page.to_string()),
        None => range.field.name.into(),
    }
}

fn value(range: &ByteRange, bytes: &[u8]) -> String {
    // A field that continues on the next page of the journal is not shown as a number.
    let whole = matches!(bytes.len(), 1 | 2 | 4);
    if !NUMBERS.contains(&range.field.name) || !whole {
        return String::new();
    }
    bytes.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)).to_string()
}

/// Bytes that belong to nothing and may hold earlier content.
pub(super) fn unowned(shown: &Shown<'_>) -> Vec<Span> {
    let everything = Span { offset: 0, length: u32::try_from(PAGE_SIZE).unwrap_or(u32::MAX) };
    let format = &shown.survey().format;
    let found = match shown.role.kind {
        PageKind::Unknown => return vec![everything],
        PageKind::FreelistLeaf => match TreePage::read(shown.page.number, shown.content, format) {
            // The page's former cells are shown as such; this adds what belonged to nothing even then.
            Some(node) if node.is_sound() => {
                let role = Role { kind: node.kind, ..Role::default() };
                database_ranges(shown.page.number, shown.content, &role, format)
            }
            _ => return vec![everything],
        },
        PageKind::LogText => return Vec::new(),
        _ => page_ranges(shown),
    };
    let unowned = ["left over", "free space", "unused", "fragment", "filler", "unknown"];
    found.iter().filter(|range| unowned.contains(&range.field.name)).map(ByteRange::span).collect()
}
