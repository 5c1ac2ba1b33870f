//! The cells of a page as rows, index entries, separators and lines.

use core::mem::take;

use playground_core::database::answer::SqlValue;
use playground_core::database::page::{
    Cell, JournalRecord, PageKind, PageUse, RowValue, Span, Tree, TreePage, journal_content, row,
};
use playground_core::database::{File, PageId};
use playground_core::ids::hex;
use playground_core::storage::page::PAGE_SIZE;

use super::Shown;
use crate::view::{CellView, ColumnView, Phrase, phrase};

/// The most bytes of a blob that are written out.
const BLOB: usize = 32;

/// All cells of the page.
pub(super) fn cells(shown: &Shown<'_>) -> Vec<CellView> {
    let node = || TreePage::read(shown.page.number, shown.content, &shown.survey().format);
    match shown.role.kind {
        kind if kind.is_tree() => {
            let cells = node().map(|node| tree_cells(&node, shown.tree()));
            cells.unwrap_or_default()
        }
        PageKind::FreelistLeaf => {
            let cells = node().filter(TreePage::is_sound).map(|node| tree_cells(&node, None));
            let mut cells = cells.unwrap_or_default();
            for cell in &mut cells {
                cell.note = Phrase::sentences([take(&mut cell.note), "Deleted, but not overwritten.".into()]);
            }
            cells
        }
        PageKind::Overflow => continued(shown).into_iter().collect(),
        PageKind::LogText => lines(shown.content),
        _ if shown.page.file == File::Journal => {
            shown.journal().records().flat_map(|record| recorded(shown, record)).collect()
        }
        _ => Vec::new(),
    }
}

fn tree_cells(node: &TreePage, tree: Option<&Tree>) -> Vec<CellView> {
    let mut cells: Vec<CellView> =
        (1..).zip(&node.cells).map(|(number, cell)| cell_view(number, cell, node.kind, tree)).collect();
    if let Some(page) = node.right_child {
        cells.push(CellView {
            what: "all after them".into(),
            note: phrase!(
                "Everything with a larger key is on page {page} or below it.",
                page = page.to_string()
            ),
            page: Some(page),
            offset: node.header.offset + 8,
            length: 4,
            columns: Vec::new(),
        });
    }
    cells
}

fn cell_view(number: u32, cell: &Cell, kind: PageKind, tree: Option<&Tree>) -> CellView {
    let is_row = tree.is_some_and(|tree| !tree.is_index);
    let what = match cell.rowid {
        Some((rowid, _)) if kind == PageKind::TableInterior => {
            phrase!("rows up to {row}", row = rowid.to_string())
        }
        Some((rowid, _)) => phrase!("row {row}", row = rowid.to_string()),
        None if is_row => phrase!("row {row}", row = number.to_string()),
        None => phrase!("entry {number}", number = number.to_string()),
    };
    let mut note = Vec::new();
    if !cell.is_sound {
        note.push("It is damaged and can't be read.".into());
    }
    if let Some((page, _)) = cell.left_child {
        let page = page.to_string();
        note.push(if kind == PageKind::TableInterior {
            phrase!("These rows are on page {page} or below it.", page = page)
        } else {
            phrase!("Everything with a smaller key is on page {page} or below it.", page = page)
        });
    }
    let overflow = cell.payload.as_ref().and_then(|payload| Some((payload, payload.overflow?)));
    if let Some((payload, overflow)) = overflow {
        note.push(phrase!(
            "{here} of its {size} bytes are in this page; it goes on in page {page}.",
            here = payload.local.length as usize,
            size = number_of(payload.size),
            page = overflow.page.to_string()
        ));
    }
    let shows_columns = kind != PageKind::TableInterior;
    let entries = if shows_columns { row(cell, tree) } else { Vec::new() };
    CellView {
        what,
        note: Phrase::sentences(note),
        page: cell.left_child.map(|(page, _)| page).or(overflow.map(|(_, overflow)| overflow.page)),
        offset: cell.span.offset,
        length: cell.span.length,
        columns: entries.iter().map(column_view).collect(),
    }
}

fn number_of(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

fn column_view(entry: &RowValue) -> ColumnView {
    let here = u64::from(entry.span.length);
    let note = match (&entry.value, entry.size) {
        (_, 1) if here == 0 => "Its byte is where the row goes on.".into(),
        (_, size @ 2..) if here == 0 => {
            phrase!("None of its {size} bytes are here, but where the row goes on.", size = number_of(size))
        }
        (_, size) if here < size => phrase!(
            "{here} of {size} bytes are here, the others where the row goes on.",
            here = number_of(here),
            size = number_of(size)
        ),
        (Some(SqlValue::Null), 0) => "Takes no byte: only its type is stored.".into(),
        (Some(SqlValue::Integer(_)), 0) => "Takes no byte: 0 and 1 are types of their own.".into(),
        _ => Phrase::default(),
    };
    let shown = entry.value.as_ref().filter(|_| here > 0 || entry.size == 0);
    let mut value = shown.map(value_text).unwrap_or_default();
    if here < entry.size {
        value.push('…');
    }
    ColumnView {
        name: name(entry.column.and_then(|at| u32::try_from(at).ok()).unwrap_or(0), entry.name.as_deref()),
        value,
        note,
        offset: entry.span.offset,
        length: entry.span.length,
    }
}

/// The column's name, or its number in the record, counted from 0.
pub(super) fn name(column: u32, name: Option<&str>) -> Phrase {
    let number = || phrase!("column {number}", number = column.saturating_add(1).to_string());
    name.map_or_else(number, Phrase::own)
}

fn value_text(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => "NULL".into(),
        SqlValue::Integer(number) => number.to_string(),
        SqlValue::Real(text) | SqlValue::Text(text) => text.clone(),
        SqlValue::Blob(bytes) => match bytes.get(..BLOB) {
            Some(first) if bytes.len() > BLOB => ["x'", &hex(first), "…'"].concat(),
            _ => ["x'", &hex(bytes), "'"].concat(),
        },
    }
}

/// The parts of a row's columns on an overflow page.
fn continued(shown: &Shown<'_>) -> Option<CellView> {
    let (from, index) = shown.continues()?;
    let PageUse::Overflow { nth, bytes, .. } = shown.role.place else { return None };
    let format = &shown.survey().format;
    let content = (shown.around.read)(from.into())?;
    let node = TreePage::read(from, &content, format)?;
    let cell = node.cells.get(index as usize)?;
    let payload = cell.payload.as_ref()?;
    let columns = payload.on_overflow(nth, format).into_iter().filter_map(|(at, span, ends)| {
        let column = payload.columns.get(at)?;
        let known = shown.tree().and_then(|tree| tree.columns.get(at)).cloned().flatten();
        let value = column.part(span.of(shown.content), format);
        let text = value.as_ref().map(value_text).unwrap_or_default();
        // A character whose first bytes are on the page before.
        let mut text = text.trim_start_matches('\u{fffd}').to_owned();
        if !ends {
            text.push('…');
        }
        Some(ColumnView {
            name: name(u32::try_from(at).ok()?, known.as_deref()),
            value: text,
            note: if u64::from(span.length) == column.size {
                Phrase::default()
            } else {
                phrase!(
                    "{here} of {size} bytes are here.",
                    here = span.length as usize,
                    size = number_of(column.size)
                )
            },
            offset: span.offset,
            length: span.length,
        })
    });
    let view = cell_view(index + 1, cell, node.kind, shown.tree());
    Some(CellView {
        what: phrase!("rest of {row}", row = view.what),
        note: phrase!("It begins in page {page}.", page = from.to_string()),
        page: Some(from),
        offset: 4,
        length: bytes,
        columns: columns.collect(),
    })
}

/// The rows of a page of the database that is recorded in the journal, as far as they are in this page of the
/// journal.
fn recorded(shown: &Shown<'_>, record: &JournalRecord) -> Vec<CellView> {
    let start = u64::from(shown.page.number.saturating_sub(1)) * PAGE_SIZE as u64;
    if record.at + 4 >= start + PAGE_SIZE as u64 || record.at + 4 + PAGE_SIZE as u64 <= start {
        return Vec::new();
    }
    let read = |number| (shown.around.read)(PageId { file: File::Journal, number });
    let node = journal_content(record, read);
    let node = node.and_then(|content| TreePage::read(record.page, &content, &shown.survey().format));
    let Some(node) = node.filter(TreePage::is_sound) else { return Vec::new() };
    let tree = shown.survey().role(record.page).and_then(|role| role.tree.as_deref());
    let here = |Span { offset, length }: Span| {
        let place = |at: u64| at.clamp(start, start + PAGE_SIZE as u64) - start;
        let first = record.at + 4 + u64::from(offset);
        let (first, end) = (place(first), place(first + u64::from(length)));
        (u32::try_from(first).unwrap_or(0), u32::try_from(end - first).unwrap_or(0))
    };
    let mut cells = tree_cells(&node, tree);
    for cell in &mut cells {
        (cell.offset, cell.length) = here(Span { offset: cell.offset, length: cell.length });
        for column in &mut cell.columns {
            let whole = column.length;
            (column.offset, column.length) = here(Span { offset: column.offset, length: column.length });
            if column.length < whole {
                let cut = "It continues past the end of this page of the journal, or is on another page.";
                column.note = Phrase::sentences([take(&mut column.note), cut.into()]);
            }
        }
        let was = phrase!("As page {page} had it before the transaction.", page = record.page.to_string());
        cell.note = Phrase::sentences([was, take(&mut cell.note)]);
    }
    cells.retain(|cell| cell.length > 0);
    cells
}

/// The lines of a log.
fn lines(content: &[u8]) -> Vec<CellView> {
    let end = content.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let mut offset = 0;
    let lines = content.get(..end).unwrap_or_default().split_inclusive(|byte| *byte == b'\n');
    let lines = (1..).zip(lines).map(|(number, line): (u32, _)| {
        let length = u32::try_from(line.len()).unwrap_or(0);
        let text = ColumnView {
            name: "text".into(),
            value: String::from_utf8_lossy(line).trim_end().to_owned(),
            note: Phrase::default(),
            offset,
            length,
        };
        offset += length;
        CellView {
            what: phrase!("line {number}", number = number.to_string()),
            offset: text.offset,
            length,
            columns: vec![text],
            ..CellView::default()
        }
    });
    lines.collect()
}
