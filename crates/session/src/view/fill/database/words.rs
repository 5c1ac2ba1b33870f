//! Describes a page in words.

use playground_core::database::File;
use playground_core::database::page::{PageKind, PageUse, SegmentState, Tree, TreePage, Trunk};

use super::Shown;
use crate::view::fill::names::count;

/// The owner's name: `table customers`.
pub(super) fn owner(tree: &Tree) -> String {
    if tree.is_index {
        ["index ", &tree.name, " of table ", &tree.table].concat()
    } else {
        ["table ", &tree.name].concat()
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
pub(super) fn about(shown: &Shown<'_>, cells: usize, leftovers: usize) -> String {
    let mut about = content(shown, cells);
    if shown.role.kind.is_tree() && leftovers > 0 {
        about.push(' ');
        about.push_str(&count(leftovers, "text in this page belongs", "texts in this page belong"));
        about.push_str(" to nothing any more: what is deleted or moved is not wiped.");
    }
    about
}

fn content(shown: &Shown<'_>, cells: usize) -> String {
    // On an interior page, the last cell stands for all keys after the others.
    let cells = cells.saturating_sub(usize::from(shown.role.kind.is_interior()));
    let owner = shown.tree().map_or_else(|| "a table that can’t be told".into(), owner);
    let rows = shown.tree().is_some_and(|tree| !tree.is_index);
    let number = |one, many| count(cells, one, many);
    match shown.role.kind {
        kind if kind.is_tree() && shown.page.number == 1 => first(kind, cells),
        PageKind::TableLeaf => format!(
            "Holds {} of the {owner}. Rows are added from the end of the page; the free space is before them.",
            number("row", "rows")
        ),
        PageKind::IndexLeaf | PageKind::IndexInterior if rows => {
            format!("Holds {} of the {owner}, sorted by the table’s primary key.", number("row", "rows"))
        }
        PageKind::TableInterior => format!(
            "Holds no rows, but says which page has which rows of the {owner}: {}, and one page for all after them.",
            number("signpost", "signposts")
        ),
        PageKind::IndexLeaf | PageKind::IndexInterior => format!(
            "Holds {} of the {owner}. An index repeats values of its table in their order: what is secret there is \
             here a second time.",
            number("entry", "entries")
        ),
        PageKind::Overflow => overflow(shown, &owner),
        PageKind::FreelistTrunk => {
            let trunk = Trunk::read(shown.content, &shown.survey().format);
            let leaves = trunk.map_or(0, |trunk| trunk.leaves.len());
            format!("A free page that lists {}. {FREE}", count(leaves, "other free page", "other free pages"))
        }
        PageKind::FreelistLeaf => format!("Nothing needs this page at present. {FREE}"),
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
            format!("{} that the engine wrote about itself, as text.", number("line", "lines"))
        }
        PageKind::LogText => format!(
            "{} of the log of all statements that clients sent, with every value that they wrote in them.",
            number("line", "lines")
        ),
        PageKind::Unused => "Zeros: nothing was ever written here.".into(),
        PageKind::Unknown => unknown(shown),
    }
}

const FREE: &str = "It will be used again, but nobody wiped it: what was on it before, such as deleted rows, can still be \
                    read by whoever can read the page.";

fn first(kind: PageKind, cells: usize) -> String {
    let rows = if kind.is_interior() {
        "It has grown: here is only which pages have its rows.".into()
    } else {
        let rows = if cells == 1 { "row names" } else { "rows name" };
        format!("Its {cells} {rows} each table, index, view and trigger, with the statement that made it.")
    };
    format!("Begins with 100 bytes about the whole database. Then comes the table sqlite_schema. {rows}")
}

fn overflow(shown: &Shown<'_>, owner: &str) -> String {
    let PageUse::Overflow { page, cell, nth, bytes } = shown.role.place else {
        return "Holds a part of a row that was too long for its page.".into();
    };
    let content = (shown.around.read)(page.into());
    let node = content.and_then(|content| TreePage::read(page, &content, &shown.survey().format));
    let rowid = node.and_then(|node| node.cells.get(cell as usize)?.rowid);
    let row = match rowid {
        Some((rowid, _)) => format!("Row {rowid}"),
        None => format!("Entry {}", cell + 1),
    };
    let next = shown.content.first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes));
    let next = if next == 0 { "It ends here.".into() } else { format!("It goes on in page {next}.") };
    let part = nth + 2;
    format!(
        "{row} of the {owner} is too long for page {page}. This is part {part} of it, {bytes} bytes. {next}"
    )
}

fn journal(shown: &Shown<'_>) -> String {
    let state = shown.journal().segments.first().map(|segment| segment.state);
    let pages: Vec<String> = shown.journal().records().map(|record| record.page.to_string()).collect();
    let pages = match pages.as_slice() {
        [] => "No page is in it.".into(),
        [one] => format!("In it is page {one}."),
        [more @ .., last] => format!("In it are the pages {} and {last}.", more.join(", ")),
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
        None => "Left over from a transaction that can’t be told any more.",
    };
    format!("{meaning} {pages}")
}

fn unknown(shown: &Shown<'_>) -> String {
    match shown.tree() {
        Some(tree) => {
            format!("Belongs to the {}, but can’t be read as a page of it: it is damaged.", owner(tree))
        }
        None => {
            "Nothing in the database leads to this page, and it does not look like one of SQLite’s.".into()
        }
    }
}
