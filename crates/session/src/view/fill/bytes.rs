//! The bytes of one page of an image: at rest, and as somebody reads it.

use std::rc::Rc;

use playground_core::database::page::{Journal, Survey};
use playground_core::ids::hex;
use playground_core::storage::file::{File, PageId};
use playground_core::storage::image::{Image, PageSlot};
use playground_core::storage::page::{HEADER_LEN, PAGE_SIZE, StoredPage};

use super::byte;
use super::memo::{self, Files};
use super::readers::{Storage, Unread};
use crate::view::{
    Around, Bytes, BytesRow, FileRow, Focus, PageAtRest, PageField, PageView, PagesView, Version,
};

/// Bytes in a row.
const ROW: usize = 8;
/// Bytes in the window.
const WINDOW: usize = 20 * ROW;
/// The fewest that are shown at the end of a page.
const LEAST: usize = 6 * ROW;
/// The most pages of a file that are read to find the use of a page; in larger databases, the use of some
/// pages is unknown.
const MOST_READ: u32 = 400;

/// A page in one world.
struct Page<'a> {
    slot: &'a PageSlot,
    /// What is stored, without the fields around it.
    at_rest: &'a [u8],
    /// What the reader reads.
    read: Option<Vec<u8>>,
}

impl Page<'_> {
    /// The content, if the reader reads it or everybody does.
    fn content(&self) -> Option<&[u8]> {
        self.read.as_deref().or_else(|| plain(&self.slot.stored))
    }

    /// The window on both.
    fn window(&self, before: Option<&Self>, offset: usize) -> [Option<(Bytes, u32)>; 2] {
        let read_before = before.and_then(|before| before.read.as_deref());
        let rest = rows(self.at_rest, before.map(|before| before.at_rest), offset);
        [Some(rest), self.read.as_deref().map(|content| rows(content, read_before, offset))]
    }
}

/// The pages of something, one of them in detail, compared with the step before.
pub(super) fn pages(now: Storage<'_>, base: Option<Storage<'_>>, focus: &Focus) -> PagesView {
    let files = files(now.image);
    let wanted = focus.page.unwrap_or_else(|| interesting(now.image, base.map(|base| base.image)));
    let file = files.iter().find(|row| row.file == wanted.file).or(files.first());
    let (file, count) = file.map_or((File::Database, 0), |row| (row.file, row.pages));
    let id = PageId { file, number: wanted.number.clamp(1, count.max(1)) };
    let Some(slot) = now.image.page(id) else {
        let unknown = now.image.is_unknown().then(|| now.sample_rows());
        return PagesView { files, unknown, verdict: now.no_pages(), ..PagesView::default() };
    };
    let access = now.access(focus.reader);
    let read = |page: PageId| -> Result<Vec<u8>, Unread> {
        let access = access.as_ref().map_err(|why| (why.clone(), false))?;
        now.read(access, focus.reader, page)
    };
    let (content, (verdict, damaged)) = match read(id) {
        Ok(content) => {
            (Some(content), (access.as_ref().map_or_else(Clone::clone, |it| it.how.clone()), false))
        }
        Err(why) => (None, why),
    };
    let page = Page { slot, at_rest: content_of(&slot.stored), read: content };
    let before = base.and_then(|base| before(base, id, &page, focus));
    let changed = before.as_ref().filter(|before| !before.slot.stored.shares_with(&slot.stored));
    let offset = place(&page, before.as_ref(), focus);
    let opens = |other: PageId| {
        let lies = || now.image.page(other).and_then(|slot| plain(&slot.stored).map(<[u8]>::to_vec));
        read(other).ok().or_else(lies).map(Rc::from)
    };
    let version = |page: &'_ Page<'_>| {
        let stored = page.slot.stored.raw();
        page.content().map(|content| (content.to_vec(), stored.to_vec()))
    };
    let was = changed.and_then(version);
    let was = was.as_ref().map(|(content, stored)| Version { content, stored });
    let opened = page
        .content()
        .map(|content| opened(now.image, id, Version { content, stored: slot.stored.raw() }, was, &opens));
    let [rest, read_rows] = page.window(before.as_ref(), offset);
    let (at_rest, changed_at_rest) = rest.unwrap_or_default();
    let [rest_before, read_before] =
        changed.map_or([None, None], |before| before.window(Some(&page), offset));
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let chosen = focus.byte.filter(|at| (*at as usize) < PAGE_SIZE);
    let about = opened.as_ref();
    PagesView {
        unknown: None,
        byte: chosen
            .map(|at| byte::byte(now, id, (page.at_rest, page.read.as_deref()), about, at, focus.bit)),
        files,
        file,
        count,
        page: id.number,
        page_size: small(PAGE_SIZE),
        kind: Some(kind(&slot.stored, before.as_ref().map(|before| &before.slot.stored))),
        offset: small(offset),
        window: small(WINDOW),
        reader: focus.reader,
        opened: opened.map(Rc::new),
        at_rest,
        changed_at_rest,
        changed_read: read_rows.as_ref().map_or(0, |(_, changed)| *changed),
        read: read_rows.map(|(rows, _)| rows),
        verdict,
        damaged,
        at_rest_before: rest_before.map(|(rows, _)| rows),
        read_before: read_before.map(|(rows, _)| rows),
    }
}

/// The page before the last step, as the same reader read it then.
fn before<'a>(base: Storage<'a>, id: PageId, now: &Page<'_>, focus: &Focus) -> Option<Page<'a>> {
    let slot = base.image.page(id)?;
    let read = if slot.stored.shares_with(&now.slot.stored) {
        now.read.clone()
    } else {
        base.access(focus.reader).ok().and_then(|access| base.read(&access, focus.reader, id).ok())
    };
    Some(Page { slot, at_rest: content_of(&slot.stored), read })
}

/// The first byte of the window.
fn place(page: &Page<'_>, before: Option<&Page<'_>>, focus: &Focus) -> usize {
    let chosen = || match &page.read {
        Some(content) => window(content, before.and_then(|before| before.read.as_deref())),
        None => window(page.at_rest, before.map(|before| before.at_rest)),
    };
    let offset = focus.offset.map_or_else(chosen, |offset| offset as usize);
    offset.min(PAGE_SIZE - LEAST) / ROW * ROW
}

/// The content of a page. `read` returns other pages, as far as they can be read.
fn opened(
    image: &Image,
    page: PageId,
    now: Version<'_>,
    before: Option<Version<'_>>,
    read: &dyn Fn(PageId) -> Option<Rc<[u8]>>,
) -> PageView {
    let files = memo::files(image, || {
        let pages = |file| image.count_of(file).min(MOST_READ);
        let in_journal = |number| read(PageId { file: File::Journal, number });
        let journal = u64::from(pages(File::Journal)) * PAGE_SIZE as u64;
        Files {
            survey: Survey::of(|number| read(number.into()), pages(File::Database)),
            journal: Journal::read(in_journal, image.size(File::Journal).min(journal)),
        }
    });
    PageView::of(page, now, before, Around { survey: &files.survey, journal: &files.journal, read })
}

/// The files that have pages.
fn files(image: &Image) -> Vec<FileRow> {
    let row = |file| {
        let pages = image.pages_of(file).last().map_or(0, |(number, _)| number);
        FileRow { file, name: file_name(file), pages }
    };
    File::ALL.into_iter().map(row).filter(|row| row.pages > 0).collect()
}

const fn file_name(file: File) -> &'static str {
    match file {
        File::Database => "Database",
        File::Journal => "Journal",
        File::ErrorLog => "Error log",
        File::GeneralLog => "General log",
    }
}

/// The page to show first: the last page of the database that changed, or that should have (one may have been
/// written and put back behind the engine's back). The first page is the last choice, since its counter
/// changes with every write. If none changed, the second page, which has the first table's rows.
fn interesting(image: &Image, base: Option<&Image>) -> PageId {
    let changed = base.and_then(|base| {
        let mut pages = image.pages_of(File::Database).collect::<Vec<_>>();
        let first = 1.min(pages.len());
        pages.rotate_left(first);
        pages.into_iter().find(|(number, slot)| {
            base.page(*number).is_none_or(|before| {
                !before.stored.shares_with(&slot.stored) || before.expected != slot.expected
            })
        })
    });
    changed.map_or(2, |(number, _)| number).into()
}

/// The bytes of the content: all of an unsealed page, the ciphertext of a sealed one.
fn content_of(page: &StoredPage) -> &[u8] {
    match page {
        StoredPage::Plain(raw) => raw,
        StoredPage::Sealed(_) => page.raw().get(HEADER_LEN..HEADER_LEN + PAGE_SIZE).unwrap_or_default(),
    }
}

/// The content of an unsealed page.
fn plain(page: &StoredPage) -> Option<&[u8]> {
    match page {
        StoredPage::Plain(raw) => Some(raw),
        StoredPage::Sealed(_) => None,
    }
}

fn kind(page: &StoredPage, before: Option<&StoredPage>) -> PageAtRest {
    if page.sealed().is_none() {
        return PageAtRest::Plain;
    }
    let shown = ["volume", "page number", "version", "past", "nonce", "tag"];
    let fields = page.describe().into_iter().filter(|field| shown.contains(&field.name)).map(|field| {
        let place = field.offset as usize..(field.offset + field.length) as usize;
        let bytes = page.raw().get(place.clone()).unwrap_or_default();
        let number = matches!(field.name, "page number" | "version");
        PageField {
            name: field.name,
            value: if number { decimal(bytes) } else { hex(bytes) },
            len: bytes.len(),
            note: field.meaning,
            changed: before.is_some_and(|before| before.raw().get(place) != Some(bytes)),
        }
    });
    PageAtRest::Sealed { fields: fields.collect() }
}

/// A big-endian number of up to eight bytes, in decimal.
fn decimal(bytes: &[u8]) -> String {
    bytes.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)).to_string()
}

/// The window to show: at the first change if there are few changes, otherwise at the densest text.
fn window(content: &[u8], before: Option<&[u8]>) -> usize {
    if let Some(before) = before {
        let differs = |at: &usize| content.get(*at) != before.get(*at);
        let changed: Vec<usize> = (0..content.len()).filter(differs).collect();
        if let Some(first) = changed.first().filter(|_| changed.len() < PAGE_SIZE / 2) {
            return first.saturating_sub(4 * ROW);
        }
    }
    let printable = |at: usize| usize::from(content.get(at).is_some_and(|byte| (32..127).contains(byte)));
    let mut text: usize = (0..WINDOW).map(printable).sum();
    let mut best = (text, 0);
    for start in 1..=PAGE_SIZE - WINDOW {
        text = text + printable(start + WINDOW - 1) - printable(start - 1);
        if text > best.0 {
            best = (text, start);
        }
    }
    // A third of ciphertext is printable by chance. In that case, the end of the page, where SQLite puts
    // rows.
    let first = if best.0 * 3 > WINDOW * 2 { best.1 } else { PAGE_SIZE - WINDOW };
    // Between the first and the last bytes of a page that is nearly empty, there are zeros.
    let zeros = content.iter().skip(first).take_while(|byte| **byte == 0).count();
    if zeros > 2 * ROW { first + zeros - ROW } else { first }
}

fn rows(content: &[u8], before: Option<&[u8]>, offset: usize) -> (Bytes, u32) {
    let mut sum = 0;
    let window = content.get(offset..).unwrap_or_default();
    let window = window.get(..WINDOW).unwrap_or(window);
    let rows = (offset..).step_by(ROW).zip(window.chunks(ROW)).map(|(start, bytes)| {
        let mut changed = 0_u8;
        for (at, byte) in bytes.iter().enumerate() {
            let differs = before.is_some_and(|before| before.get(start + at) != Some(byte));
            changed |= u8::from(differs) << at;
        }
        sum += changed.count_ones();
        BytesRow { offset: u32::try_from(start).unwrap_or(u32::MAX), bytes: bytes.to_vec(), changed }
    });
    let rows = rows.collect();
    (Bytes { rows }, sum)
}

#[cfg(test)]
mod tests {
    use super::{PAGE_SIZE, ROW, WINDOW, window};

    #[test]
    fn the_window_begins_where_something_is_written() {
        let written = |from: usize, to: usize| {
            let byte = |at: usize| if (from..to).contains(&at) { b'a' } else { 0 };
            (0..PAGE_SIZE).map(byte).collect::<Vec<u8>>()
        };
        let end = PAGE_SIZE - WINDOW;
        for (name, from, to, expected) in [
            ("all of it", 0, PAGE_SIZE, 0),
            ("the end", PAGE_SIZE - 16, PAGE_SIZE, PAGE_SIZE - 16 - ROW),
            ("a little more", end + ROW, PAGE_SIZE, end),
            ("much in the middle", 1000, 1000 + WINDOW, 1000),
        ] {
            assert_eq!(window(&written(from, to), None), expected, "{name}");
        }
        let before = written(0, PAGE_SIZE);
        let mut now = before.clone();
        now[2000] = b'b';
        assert_eq!(window(&now, Some(&before)), 2000 - 4 * ROW, "a change comes first");
    }
}
