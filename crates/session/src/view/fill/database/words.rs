//! Describes a page in words.

use playground_core::database::File;
use playground_core::database::page::{PageKind, PageUse, SegmentState, Tree, TreePage, Trunk};

use super::Shown;
use crate::view::{Phrase, counted, phrase};

/// The owner's name: `table customers`.
pub(super) fn owner(tree: &Tree) -> Phrase {
    let name = Phrase::own(&tree.name);
    if tree.is_index {
        phrase!("index {name} of table {table}", name = name, table = Phrase::own(&tree.table))
    } else {
        phrase!("table {name}", name = name)
    }
}

/// A short heading.
pub(super) fn kind(shown: &Shown<'_>) -> &'static str {
    let rows = shown.tree().is_some_and(|tree| !tree.is_index);
    match shown.role.kind {
        kind if kind.is_tree() && shown.page.number == 1 => "First page of the database",
        PageKind::TableLeaf => "Rows of a table",
        PageKind::IndexLeaf if rows => "Rows of a table",
        PageKind::TableInterior => "Signposts of a table",
        PageKind::IndexInterior if rows => "Rows and signposts of a table",
        PageKind::IndexLeaf => "Entries of an index",
        PageKind::IndexInterior => "Entries and signposts of an index",
        PageKind::Overflow => "Rest of a long row",
        PageKind::FreelistTrunk => "Free page with a list of free pages",
        PageKind::FreelistLeaf => "Free page",
        PageKind::PointerMap => "Map of the pages",
        PageKind::LockByte => "Page for locks",
        PageKind::JournalHeader => "Beginning of the rollback journal",
        PageKind::JournalRecords => "Rollback journal",
        PageKind::LogText if shown.page.file == File::ErrorLog => "Error log",
        PageKind::LogText => "General log",
        PageKind::Unused => "Empty page",
        PageKind::Unknown => "Unknown",
    }
}

/// Sentences for somebody who has never seen such a page. `cells` and `leftovers` are the numbers of those
/// shown.
pub(super) fn about(shown: &Shown<'_>, cells: usize, leftovers: usize) -> Phrase {
    let content = content(shown, cells);
    if !shown.role.kind.is_tree() || leftovers == 0 {
        return content;
    }
    let left = counted!(
        leftovers,
        "1 text in this page belongs to nothing any more: what is deleted or moved is not wiped.",
        "{count} texts in this page belong to nothing any more: what is deleted or moved is not wiped."
    );
    Phrase::sentences([content, left])
}

fn content(shown: &Shown<'_>, cells: usize) -> Phrase {
    // On an interior page, the last cell stands for all keys after the others.
    let cells = cells.saturating_sub(usize::from(shown.role.kind.is_interior()));
    let owner = shown.tree().map_or_else(|| "a table that can't be told".into(), owner);
    let is_table = shown.tree().is_some_and(|tree| !tree.is_index);
    let rows = || counted!(cells, "1 row", "{count} rows");
    let lines = || counted!(cells, "1 line", "{count} lines");
    match shown.role.kind {
        kind if kind.is_tree() && shown.page.number == 1 => first(kind, cells),
        PageKind::TableLeaf => phrase!(
            "Holds {rows} of the {owner}. Rows are added from the end of the page; the free space is before them.",
            rows = rows(),
            owner = owner
        ),
        PageKind::IndexLeaf | PageKind::IndexInterior if is_table => phrase!(
            "Holds {rows} of the {owner}, sorted by the table's primary key.",
            rows = rows(),
            owner = owner
        ),
        PageKind::TableInterior => phrase!(
            "Holds no rows, but says which page has which rows of the {owner}: {signposts}, and one page for all after \
             them.",
            owner = owner,
            signposts = counted!(cells, "1 signpost", "{count} signposts")
        ),
        PageKind::IndexLeaf | PageKind::IndexInterior => phrase!(
            "Holds {entries} of the {owner}. An index repeats values of its table in their order: what is secret there \
             is here a second time.",
            entries = counted!(cells, "1 entry", "{count} entries"),
            owner = owner
        ),
        PageKind::Overflow => overflow(shown, owner),
        PageKind::FreelistTrunk => {
            let trunk = Trunk::read(shown.content, &shown.survey().format);
            let leaves = trunk.map_or(0, |trunk| trunk.leaves.len());
            let lists = counted!(
                leaves,
                "A free page that lists 1 other free page.",
                "A free page that lists {count} other free pages."
            );
            Phrase::sentences([lists, FREE.into()])
        }
        PageKind::FreelistLeaf => {
            Phrase::sentences(["Nothing needs this page at present.".into(), FREE.into()])
        }
        PageKind::PointerMap => {
            "Says of each of the pages after it what it is and which page leads to it, so that SQLite can move pages \
             and make the file smaller."
                .into()
        }
        PageKind::LockByte => {
            "Programs that share a database lock bytes of this page to take turns. SQLite stores nothing here.".into()
        }
        PageKind::JournalHeader | PageKind::JournalRecords => journal(shown),
        PageKind::LogText if shown.page.file == File::ErrorLog => {
            phrase!("{lines} that the engine wrote about itself, as text.", lines = lines())
        }
        PageKind::LogText => phrase!(
            "{lines} of the log of all statements that clients sent, with every value that they wrote in them.",
            lines = lines()
        ),
        PageKind::Unused => "Zeros: nothing was ever written here.".into(),
        PageKind::Unknown => unknown(shown),
    }
}

const FREE: &str = "It will be used again, but nobody wiped it: what was on it before, such as deleted rows, can still be \
                    read by whoever can read the page.";

fn first(kind: PageKind, cells: usize) -> Phrase {
    let rows = if kind.is_interior() {
        "It has grown: here is only which pages have its rows.".into()
    } else {
        counted!(
            cells,
            "Its 1 row names each table, index, view and trigger, with the statement that made it.",
            "Its {count} rows name each table, index, view and trigger, with the statement that made it."
        )
    };
    let begins = "Begins with 100 bytes about the whole database. Then comes the table sqlite_schema.";
    Phrase::sentences([begins.into(), rows])
}

fn overflow(shown: &Shown<'_>, owner: Phrase) -> Phrase {
    let PageUse::Overflow { page, cell, nth, bytes } = shown.role.place else {
        return "Holds a part of a row that was too long for its page.".into();
    };
    let content = (shown.around.read)(page.into());
    let node = content.and_then(|content| TreePage::read(page, &content, &shown.survey().format));
    let rowid = node.and_then(|node| node.cells.get(cell as usize)?.rowid);
    let row = if let Some((rowid, _)) = rowid {
        phrase!("Row {row}", row = rowid.to_string())
    } else {
        phrase!("Entry {number}", number = (cell + 1).to_string())
    };
    let part = phrase!(
        "{row} of the {owner} is too long for page {page}. This is part {part} of it, {bytes} bytes.",
        row = row,
        owner = owner,
        page = page.to_string(),
        part = (nth + 2).to_string(),
        bytes = bytes as usize
    );
    let next = match shown.content.first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes)) {
        0 => "It ends here.".into(),
        next => phrase!("It goes on in page {page}.", page = next.to_string()),
    };
    Phrase::sentences([part, next])
}

fn journal(shown: &Shown<'_>) -> Phrase {
    let state = shown.journal().segments.first().map(|segment| segment.state);
    let pages: Vec<String> = shown.journal().records().map(|record| record.page.to_string()).collect();
    let pages = match pages.as_slice() {
        [] => "No page is in it.".into(),
        [one] => phrase!("In it is page {page}.", page = Phrase::own(one)),
        [more @ .., last] => phrase!(
            "In it are the pages {pages} and {last}.",
            pages = more.join(", "),
            last = Phrase::own(last)
        ),
    };
    let meaning = match state {
        Some(SegmentState::Valid) => {
            "A transaction is going on, or was cut off: before a page of the database is changed, it is copied here as it \
             was. If the engine finds this journal when it starts, it puts those pages back."
        }
        Some(SegmentState::Pending) => {
            "A transaction has begun: pages are copied here as they were, before any of them is changed."
        }
        Some(SegmentState::Wiped) => {
            "The transaction has ended and its journal was marked as such, but not erased: the pages as they were before \
             can still be read by whoever can read this file."
        }
        None => "Left over from a transaction that can't be told any more.",
    };
    Phrase::sentences([meaning.into(), pages])
}

fn unknown(shown: &Shown<'_>) -> Phrase {
    match shown.tree() {
        Some(tree) => phrase!(
            "Belongs to the {owner}, but can't be read as a page of it: it is damaged.",
            owner = owner(tree)
        ),
        None => {
            "Nothing in the database leads to this page, and it does not look like one of SQLite's.".into()
        }
    }
}
