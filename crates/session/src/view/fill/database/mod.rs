//! A page of a cluster's files, in words and numbers for somebody who has never seen a database file.

mod cells;
mod ranges;
#[cfg(test)]
mod tests;
mod words;

use playground_core::database::page::{
    ChangedBytes, Journal, PageKind, PageUse, Role, Span, Survey, Tree, changed, differing, texts,
};
use playground_core::database::{File, PageId};

use crate::view::{Around, ChangedRange, ChangedView, PageView, TextView, Version, counted, phrase};

/// The most texts without a row that are shown.
const MOST_TEXTS: usize = 100;

impl PageView {
    /// Describes a page, and compares it with the version before the last write if that is known.
    pub fn of(page: PageId, now: Version<'_>, before: Option<Version<'_>>, around: Around<'_>) -> Self {
        let shown = Shown::of(page, now.content, around);
        let changes = before.map(|before| changed(before.content, now.content));
        let (cells, leftovers) = (cells::cells(&shown), leftovers(&shown));
        Self {
            file: page.file.name().into(),
            number: page.number,
            kind: words::kind(&shown),
            about: words::about(&shown, cells.len(), leftovers.len()),
            owner: shown.tree().map(words::owner).unwrap_or_default(),
            leftovers,
            ranges: ranges::ranges(&shown, before),
            changed: before.zip(changes).map(|(before, changes)| compared(now, before, &changes)),
            cells,
        }
    }
}

/// The page shown, and its use.
struct Shown<'a> {
    page: PageId,
    content: &'a [u8],
    role: Role,
    around: Around<'a>,
}

impl<'a> Shown<'a> {
    fn of(page: PageId, content: &'a [u8], around: Around<'a>) -> Self {
        let guess = || Role {
            kind: PageKind::guess(page.file, page.number, content, &around.survey.format),
            ..Role::default()
        };
        let role = match page.file {
            File::Database => around.survey.role(page.number).cloned().unwrap_or_else(guess),
            File::Journal if around.journal.has_header(page.number) => {
                Role { kind: PageKind::JournalHeader, ..Role::default() }
            }
            _ => guess(),
        };
        Self { page, content, role, around }
    }

    fn survey(&self) -> &'a Survey {
        self.around.survey
    }

    fn journal(&self) -> &'a Journal {
        self.around.journal
    }

    fn tree(&self) -> Option<&Tree> {
        self.role.tree.as_deref()
    }

    /// The cell that an overflow page continues: the number of its page, and its index there.
    fn continues(&self) -> Option<(u32, u32)> {
        match self.role.place {
            PageUse::Overflow { page, cell, .. } => Some((page, cell)),
            _ => None,
        }
    }
}

/// Readable texts in bytes that belong to nothing.
fn leftovers(shown: &Shown<'_>) -> Vec<TextView> {
    let found = ranges::unowned(shown).into_iter().flat_map(|span| texts(shown.content, span));
    let texts = found.map(|(Span { offset, length }, text)| TextView { text, offset, length });
    texts.take(MOST_TEXTS).collect()
}

fn compared(now: Version<'_>, before: Version<'_>, plain: &[ChangedBytes]) -> ChangedView {
    let stored = changed(before.stored, now.stored);
    let (plain_bytes, stored_bytes) = (differing(plain), differing(&stored));
    let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let bytes = |bytes: u32| counted!(bytes as usize, "1 byte", "{count} bytes");
    let places = counted!(plain.len(), "1 place", "{count} places");
    let is_sealed = now.stored.len() != now.content.len();
    let about = match (plain_bytes, stored_bytes, is_sealed) {
        (0, 0, _) => "Nothing in this page changed.".into(),
        (0, _, _) => phrase!(
            "The page's content is the same as before, yet {bytes} in storage differ: each time a page is written, it is \
             encrypted under another nonce or key.",
            bytes = bytes(stored_bytes)
        ),
        (_, 0, _) => {
            phrase!("{bytes} of the page changed, but nothing in storage.", bytes = bytes(plain_bytes))
        }
        (_, _, true) => phrase!(
            "The change touched {bytes} of the page, in {places}. In storage, {stored} of {size} bytes differ: from them, \
             nobody can tell which row changed or by how much.",
            bytes = bytes(plain_bytes),
            places = places,
            stored = stored_bytes as usize,
            size = now.stored.len()
        ),
        (_, _, false) => phrase!(
            "The change touched {bytes} of the page, in {places}, and so did exactly these bytes in storage: whoever \
             compares two copies of the disk sees which row changed, and to what.",
            bytes = bytes(plain_bytes),
            places = places
        ),
    };
    ChangedView {
        about,
        plain_bytes,
        plain_ranges: plain.iter().map(range).collect(),
        stored_bytes,
        stored_size: size(now.stored),
        stored_ranges: stored.iter().map(range).collect(),
    }
}

fn range(change: &ChangedBytes) -> ChangedRange {
    ChangedRange { offset: change.span.offset, length: change.span.length, bytes: change.bytes }
}
