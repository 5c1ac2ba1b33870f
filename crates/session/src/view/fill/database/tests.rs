//! Pages that SQLite wrote, as a reader sees them. `core/tests/data/make.py` makes the files and says what is
//! in them.

use std::rc::Rc;

use playground_core::database::page::{Journal, Survey};
use playground_core::database::{File, PageId};
use playground_core::storage::page::{PAGE_SIZE, SEALED_LEN};

use crate::view::{Around, CellView, PageView, Version};

const SHOP: &[u8] = include_bytes!("../../../../../core/tests/data/shop.sqlite");
const TREE: &[u8] = include_bytes!("../../../../../core/tests/data/tree.sqlite");
const OVERFLOW: &[u8] = include_bytes!("../../../../../core/tests/data/overflow.sqlite");
const FREE: &[u8] = include_bytes!("../../../../../core/tests/data/free.sqlite");
const AUTO_VACUUM: &[u8] = include_bytes!("../../../../../core/tests/data/auto_vacuum.sqlite");
const HOT: &[u8] = include_bytes!("../../../../../core/tests/data/hot.journal");
const LOG: &[u8] = b"10:00:01 SELECT 'a card'\n10:00:02 COMMIT\n";

fn page_of(file: &[u8], number: u32) -> Option<Rc<[u8]>> {
    let mut page = file.chunks(PAGE_SIZE).nth(number.checked_sub(1)? as usize)?.to_vec();
    page.resize(PAGE_SIZE, 0);
    Some(page.into())
}

/// The view of a page of a cluster with this database and journal; `before` is the page's previous version.
fn look(database: &[u8], journal: &[u8], page: PageId, before: Option<Version<'_>>) -> PageView {
    let read = |page: PageId| match page.file {
        File::Database => page_of(database, page.number),
        File::Journal => page_of(journal, page.number),
        _ => page_of(LOG, page.number),
    };
    let pages = u32::try_from(database.len() / PAGE_SIZE).unwrap();
    let survey = Survey::of(|number| read(number.into()), pages);
    let journal = Journal::read(|number| read(PageId { file: File::Journal, number }), journal.len() as u64);
    let content = read(page).unwrap();
    let now = Version { content: &content, stored: &content };
    let view = PageView::of(page, now, before, Around { survey: &survey, journal: &journal, read: &read });
    let end = view.ranges.iter().fold(0, |end, range| {
        assert_eq!(range.offset, end, "{}", range.name);
        range.offset + range.length
    });
    assert_eq!(end as usize, PAGE_SIZE);
    for cell in &view.cells {
        assert!((cell.offset + cell.length) as usize <= PAGE_SIZE);
        assert!(cell.columns.iter().all(|column| (column.offset + column.length) as usize <= PAGE_SIZE));
    }
    view
}

fn database(file: &[u8], number: u32) -> PageView {
    look(file, &[], number.into(), None)
}

/// The names and values of a cell's columns.
fn values(cell: &CellView) -> Vec<(String, &str)> {
    cell.columns.iter().map(|column| (column.name.to_string(), column.value.as_str())).collect()
}

fn pairs<const N: usize>(values: [(&str, &'static str); N]) -> [(String, &'static str); N] {
    values.map(|(name, value)| (name.to_owned(), value))
}

#[test]
fn rows_of_a_table_are_read_with_names_and_places() {
    let view = database(SHOP, 2);
    assert_eq!((view.kind, view.owner.to_string().as_str()), ("Rows of a table", "table customers"));
    assert_eq!(
        view.about.to_string(),
        "Holds 4 rows of the table customers. Rows are added from the end of the page; the free space is before them. \
         1 text in this page belongs to nothing any more: what is deleted or moved is not wiped."
    );
    let ada = &view.cells[0];
    assert_eq!(ada.what.to_string(), "row 1");
    let expected = [
        ("id", "1"),
        ("name", "Ada Okafor"),
        ("email", "ada.okafor@example.com"),
        ("card", "4111 1111 1111 1111"),
    ];
    assert_eq!(values(ada), pairs(expected));
    let card = &ada.columns[3];
    let (start, end) = (card.offset as usize, (card.offset + card.length) as usize);
    assert_eq!(&page_of(SHOP, 2).unwrap()[start..end], b"4111 1111 1111 1111");
    let range = view.ranges.iter().find(|range| range.offset == card.offset).unwrap();
    assert_eq!((range.name.to_string().as_str(), range.cell), ("value of card", Some(0)));
    assert_eq!(view.cells[1].columns[3].value, "NULL");
    assert_eq!(view.cells[1].columns[3].note.to_string(), "Takes no byte: only its type is stored.");
    assert!(view.leftovers.iter().any(|left| left.text.contains("Bruno Silva")), "{:?}", view.leftovers);
}

#[test]
fn the_first_page_has_the_header_and_the_schema() {
    let view = database(SHOP, 1);
    assert_eq!(
        (view.kind, view.owner.to_string().as_str()),
        ("First page of the database", "table sqlite_schema")
    );
    assert!(view.about.to_string().contains("Its 6 rows name"), "{}", view.about);
    let value = |name: &str| &view.ranges.iter().find(|range| range.name.to_string() == name).unwrap().value;
    assert_eq!((value("page size").as_str(), value("SQLite version").as_str()), ("4096", "3040001"));
    let first = pairs([("rowid", "1"), ("type", "table"), ("name", "customers")]);
    assert_eq!(values(&view.cells[0])[..3], first);
}

#[test]
fn inner_pages_are_signposts() {
    let root = (1..=12).map(|number| database(TREE, number)).find(|view| view.kind == "Signposts of a table");
    let view = root.unwrap();
    assert_eq!(view.owner.to_string(), "table notes");
    assert!(view.cells[0].what.to_string().starts_with("rows up to ") && view.cells[0].columns.is_empty());
    assert!(
        view.about.to_string().contains(": 5 signposts, and one page for all after them."),
        "{}",
        view.about
    );
    let page = view.cells[0].page.unwrap();
    assert_eq!(view.cells[0].note.to_string(), format!("These rows are on page {page} or below it."));
    assert_eq!(view.cells.last().unwrap().what.to_string(), "all after them");
    let index = (1..=12)
        .map(|number| database(TREE, number))
        .find(|view| view.owner.to_string().starts_with("index"));
    let index = index.unwrap();
    assert_eq!(index.owner.to_string(), "index notes_by_title of table notes");
    assert_eq!(values(&index.cells[0])[0].0, "title");
}

#[test]
fn a_long_row_is_followed_to_where_it_goes_on() {
    let views: Vec<PageView> = (1..=9).map(|number| database(OVERFLOW, number)).collect();
    let letters = views.iter().find(|view| view.owner.to_string() == "table letters").unwrap();
    let long = &letters.cells[1];
    assert!(long.note.to_string().contains("bytes are in this page; it goes on in page"), "{}", long.note);
    assert!(long.columns[2].value.starts_with("the body-0000 ") && long.columns[2].value.ends_with('…'));
    assert!(
        long.columns[3].note.to_string().starts_with("None of its 1,400 bytes"),
        "{}",
        long.columns[3].note
    );
    assert_eq!(long.columns[3].value, "…");
    let rest = &views[long.page.unwrap() as usize - 1];
    assert_eq!((rest.kind, rest.owner.to_string().as_str()), ("Rest of a long row", "table letters"));
    assert!(
        rest.about.to_string().starts_with("Row 2 of the table letters is too long for page"),
        "{}",
        rest.about
    );
    assert_eq!(
        (rest.cells[0].what.to_string().as_str(), rest.cells[0].page),
        ("rest of row 2", Some(letters.number))
    );
    assert_eq!(rest.cells[0].columns[0].name.to_string(), "body");
    assert!(rest.cells[0].columns[0].value.contains("the body-0"));
    let last =
        views.iter().rfind(|view| view.owner.to_string().starts_with("index letters_by_body")).unwrap();
    assert_eq!(
        values(&last.cells[0])[1],
        ("id".into(), "2"),
        "a number that lies wholly on an overflow page"
    );
}

#[test]
fn what_was_deleted_can_still_be_read() {
    let views: Vec<PageView> = (1..=8).map(|number| database(FREE, number)).collect();
    let has_rows = |view: &&PageView| view.cells.iter().any(|cell| !cell.columns.is_empty());
    let free = views.iter().filter(|view| view.kind == "Free page").find(has_rows).unwrap();
    assert!(
        free.about.to_string().starts_with("Nothing needs this page at present. It will be used again"),
        "{}",
        free.about
    );
    assert_eq!(free.owner.to_string(), "");
    assert_eq!(free.cells[0].note.to_string(), "Deleted, but not overwritten.");
    assert!(free.cells[0].columns[2].value.starts_with("secret "), "{:?}", free.cells[0]);
    assert_eq!(free.cells[0].columns[2].name.to_string(), "column 2");
    let list = views.iter().find(|view| view.kind.starts_with("Free page with a list")).unwrap();
    assert!(
        list.about.to_string().starts_with("A free page that lists 5 other free pages."),
        "{}",
        list.about
    );
    assert!(list.leftovers.iter().any(|left| left.text.contains("secret")) || list.leftovers.is_empty());
    assert_eq!(database(AUTO_VACUUM, 2).kind, "Map of the pages");
}

#[test]
fn the_journal_shows_rows_as_they_were() {
    let view = |number| look(TREE, HOT, PageId { file: File::Journal, number }, None);
    let (first, second) = (view(1), view(2));
    assert_eq!((first.file.as_str(), first.kind), ("journal", "Beginning of the rollback journal"));
    assert!(
        first.about.to_string().starts_with("A transaction is going on, or was cut off"),
        "{}",
        first.about
    );
    assert!(first.about.to_string().ends_with("In it are the pages 4 and 5."), "{}", first.about);
    assert!(first.ranges.iter().any(|range| range.name.to_string() == "page 4 as it was"));
    let row = first.cells.last().unwrap();
    assert_eq!(row.note.to_string(), "As page 4 had it before the transaction.");
    let title = &row.columns[1];
    assert_eq!(title.name.to_string(), "title");
    assert!(
        second.cells.iter().any(|cell| cell.note.to_string().starts_with("As page 4 had it")),
        "it goes over the end of a page"
    );
    let whole =
        first.cells.iter().flat_map(|cell| &cell.columns).find(|column| column.length == 130).unwrap();
    let at = whole.offset as usize;
    assert_eq!(page_of(HOT, 1).unwrap()[at..at + 130], *whole.value.as_bytes());
}

#[test]
fn logs_are_lines() {
    let view = look(SHOP, &[], PageId { file: File::GeneralLog, number: 1 }, None);
    assert_eq!(view.kind, "General log");
    assert_eq!(values(&view.cells[0]), pairs([("text", "10:00:01 SELECT 'a card'")]));
    assert_eq!((view.cells[1].what.to_string().as_str(), view.cells[1].offset), ("line 2", 25));
    assert!(view.about.to_string().starts_with("2 lines of the log of all statements"));
}

#[test]
fn one_changed_digit_is_one_byte_of_the_page_and_all_of_the_sealed_page() {
    let now = page_of(SHOP, 2).unwrap();
    let at = now.windows(4).position(|bytes| bytes == b"4111").unwrap();
    let mut was = now.to_vec();
    was[at] = b'5';
    let plain = look(SHOP, &[], 2.into(), Some(Version { content: &was, stored: &was }));
    let changed = plain.changed.unwrap();
    assert_eq!((changed.plain_bytes, changed.stored_bytes, changed.stored_size), (1, 1, 4096));
    assert_eq!(changed.plain_ranges, changed.stored_ranges);
    assert!(
        changed.about.to_string().contains("1 byte of the page, in 1 place, and so did exactly these"),
        "{}",
        changed.about
    );
    let touched = plain.ranges.iter().filter(|range| range.changed > 0).map(|range| range.name.to_string());
    let touched: Vec<String> = touched.collect();
    assert_eq!(touched, ["value of card"]);

    let survey = Survey::of(|number| page_of(SHOP, number), 5);
    let around =
        Around { survey: &survey, journal: &Journal::default(), read: &|page| page_of(SHOP, page.number) };
    let (old, new) = (vec![0; SEALED_LEN], vec![1; SEALED_LEN]);
    let before = Version { content: &was, stored: &old };
    let view = PageView::of(2.into(), Version { content: &now, stored: &new }, Some(before), around);
    assert!(view.changed.unwrap().about.to_string().contains("In storage, 4,192 of 4,192 bytes differ"),);
    let same = Version { content: &now, stored: &old };
    let view = PageView::of(2.into(), Version { content: &now, stored: &new }, Some(same), around);
    assert!(view.changed.unwrap().about.to_string().starts_with("The page's content is the same as before"));
}

#[test]
fn a_page_that_can_not_be_read_is_said_to_be_damaged() {
    let mut file = TREE.to_vec();
    file[3 * PAGE_SIZE] = 77;
    let view = database(&file, 4);
    assert_eq!(view.kind, "Unknown");
    assert_eq!(
        view.about.to_string(),
        "Belongs to the table notes, but can't be read as a page of it: it is damaged."
    );
    assert!(!view.leftovers.is_empty());
}

/// Random damage, from a generator with a fixed seed.
#[test]
fn damaged_pages_are_shown_too() {
    let mut state = 7_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for round in 0..40 {
        for file in [SHOP, TREE, OVERFLOW, FREE, AUTO_VACUUM] {
            let (mut file, mut journal) = (file.to_vec(), HOT.to_vec());
            for _ in 0..=round % 20 {
                let at = random(file.len() / PAGE_SIZE) * PAGE_SIZE
                    + random(if round % 2 == 0 { 120 } else { PAGE_SIZE });
                file[at] = u8::try_from(random(256)).unwrap();
                let at = random(journal.len());
                journal[at] = u8::try_from(random(256)).unwrap();
            }
            for number in 1..=u32::try_from(file.len() / PAGE_SIZE).unwrap() {
                let before = page_of(TREE, 1 + number % 4).unwrap();
                look(&file, &journal, number.into(), Some(Version { content: &before, stored: &before }));
            }
            for number in 1..=3 {
                look(&file, &journal, PageId { file: File::Journal, number }, None);
            }
        }
    }
}
