//! A cache of results of earlier views. Worlds share structure, so the same page or refusal occurs in view
//! after view. The cache is keyed by addresses of shared pointers, which it keeps alive, so that an address
//! always means the same thing.

use std::cell::RefCell;
use std::rc::Rc;

use playground_core::database::page::{Journal, Survey};
use playground_core::map::Map;
use playground_core::storage::file::PageId;
use playground_core::storage::image::Image;
use playground_core::storage::keyring::KeyRing;
use playground_core::storage::page::{Stamp, StoredPage};
use playground_core::world::World;

use crate::advice;
use crate::entry::{Refused, SqlRun};
use crate::view::{RefusalView, SqlStatement};

/// The most results of each kind; after that, all are dropped.
const MOST: usize = 512;

#[derive(Default)]
struct Memo {
    /// By the address of a page's bytes: the page, what was expected there, whether it opened.
    pages: Map<usize, (StoredPage, Stamp, bool)>,
    /// By the address of a client's run.
    runs: Map<usize, (Rc<SqlRun>, Rc<[SqlStatement]>)>,
    /// What is in the files of the image shown last.
    files: Option<(Image, Rc<Files>)>,
    /// By the address of a refusal.
    refusals: Map<usize, (Rc<Refused>, Rc<RefusalView>)>,
}

thread_local! {
    static MEMO: RefCell<Memo> = RefCell::default();
}

/// Returns whether a sealed page opens and is the expected one.
pub(super) fn opens(image: &Image, ring: &KeyRing, page: PageId) -> bool {
    let Some(slot) = image.page(page) else { return false };
    let holds =
        slot.stored.sealed().and_then(|parts| parts.stamp).is_some_and(|s| ring.get(s.volume).is_some());
    let at = slot.stored.raw().as_ptr().addr();
    MEMO.with_borrow_mut(|memo| {
        let known = memo.pages.get(&at).filter(|(_, expected, _)| holds && *expected == slot.expected);
        if let Some((.., opened)) = known {
            return *opened;
        }
        let opened = image.read_page(ring, page).is_ok();
        if holds {
            if memo.pages.size() >= MOST {
                memo.pages = Map::new();
            }
            memo.pages.insert_mut(at, (slot.stored.clone(), slot.expected, opened));
        }
        opened
    })
}

/// The statements of a client's run.
pub(super) fn sql(run: &Rc<SqlRun>, look: impl FnOnce() -> Rc<[SqlStatement]>) -> Rc<[SqlStatement]> {
    let at = Rc::as_ptr(run).addr();
    MEMO.with_borrow_mut(|memo| {
        if let Some((_, statements)) = memo.runs.get(&at) {
            return statements.clone();
        }
        if memo.runs.size() >= MOST {
            memo.runs = Map::new();
        }
        let statements = look();
        memo.runs.insert_mut(at, (run.clone(), statements.clone()));
        statements
    })
}

/// The content of an image's files.
pub(super) struct Files {
    /// The database.
    pub(super) survey: Survey,
    /// The rollback journal.
    pub(super) journal: Journal,
}

/// The content of an image's files. `look` reads all pages, which takes a while, and the same image is shown
/// page by page.
pub(super) fn files(image: &Image, look: impl FnOnce() -> Files) -> Rc<Files> {
    let known = MEMO.with_borrow(|memo| {
        let (_, files) = memo.files.as_ref().filter(|(known, _)| same(known, image))?;
        Some(files.clone())
    });
    known.unwrap_or_else(|| {
        let files = Rc::new(look());
        MEMO.with_borrow_mut(|memo| memo.files = Some((image.clone(), files.clone())));
        files
    })
}

/// Returns whether two images hold the same pages.
pub(super) fn same(one: &Image, other: &Image) -> bool {
    let pages = || one.pages().zip(other.pages());
    one.page_count() == other.page_count()
        && pages().all(|((at, a), (there, b))| at == there && a.stored.shares_with(&b.stored))
}

/// The explanation of a refusal. `before` is the world before the command, `run` the database's answer.
pub(super) fn explained(before: &World, refused: &Rc<Refused>, run: Option<&SqlRun>) -> Rc<RefusalView> {
    let at = Rc::as_ptr(refused).addr();
    MEMO.with_borrow_mut(|memo| {
        if let Some((_, view)) = memo.refusals.get(&at) {
            return view.clone();
        }
        let mut view = advice::explain(before, refused, run);
        // A `playground` command is not AWS's, so its error needs no remark that the text is ours.
        view.model &= refused.asked.as_ref().is_some_and(|asked| asked.program() == "aws");
        let view = Rc::new(view);
        if memo.refusals.size() >= MOST {
            memo.refusals = Map::new();
        }
        memo.refusals.insert_mut(at, (refused.clone(), view.clone()));
        view
    })
}
