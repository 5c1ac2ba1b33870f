//! Tests with files that SQLite wrote; `tests/data/make.py` makes them and says what is in them.

mod bytes;

use std::rc::Rc;

use super::*;
use crate::database::answer::SqlValue;
use crate::storage::page::PAGE_SIZE;

const SHOP: &[u8] = include_bytes!("../../../../tests/data/shop.sqlite");
const TREE: &[u8] = include_bytes!("../../../../tests/data/tree.sqlite");
const OVERFLOW: &[u8] = include_bytes!("../../../../tests/data/overflow.sqlite");
const FREE: &[u8] = include_bytes!("../../../../tests/data/free.sqlite");
const WITHOUT_ROWID: &[u8] = include_bytes!("../../../../tests/data/without_rowid.sqlite");
const AUTO_VACUUM: &[u8] = include_bytes!("../../../../tests/data/auto_vacuum.sqlite");
const UTF16: &[u8] = include_bytes!("../../../../tests/data/utf16.sqlite");
const RESERVED: &[u8] = include_bytes!("../../../../tests/data/reserved.sqlite");
const HOT: &[u8] = include_bytes!("../../../../tests/data/hot.journal");
const ENDED: &[u8] = include_bytes!("../../../../tests/data/ended.journal");

const DATABASES: [&[u8]; 8] = [SHOP, TREE, OVERFLOW, FREE, WITHOUT_ROWID, AUTO_VACUUM, UTF16, RESERVED];

/// A page of a file, padded with zeros.
fn page(file: &[u8], number: u32) -> Option<Vec<u8>> {
    let mut page = file.chunks(PAGE_SIZE).nth(number.checked_sub(1)? as usize)?.to_vec();
    page.resize(PAGE_SIZE, 0);
    Some(page)
}

fn pages(file: &[u8]) -> u32 {
    u32::try_from(file.len().div_ceil(PAGE_SIZE)).unwrap()
}

fn survey(file: &[u8]) -> Survey {
    Survey::of(|number| page(file, number), pages(file))
}

fn text(text: &str) -> SqlValue {
    SqlValue::Text(text.into())
}

type Named = Vec<(Option<Rc<str>>, Option<SqlValue>)>;

/// The rows of a table or an index, from left to right, each value with its column's name.
fn rows(file: &[u8], name: &str) -> Vec<Named> {
    let survey = survey(file);
    let tree = survey.trees.iter().find(|tree| &*tree.name == name).unwrap();
    let mut rows = Vec::new();
    walk(file, &survey, tree, tree.root, &mut rows);
    rows
}

fn walk(file: &[u8], survey: &Survey, tree: &Tree, number: u32, rows: &mut Vec<Named>) {
    let content = page(file, number).unwrap();
    assert_eq!(survey.role(number).unwrap().tree.as_deref(), Some(tree));
    let node = TreePage::read(number, &content, &survey.format).unwrap();
    let mut children = node.children();
    for cell in &node.cells {
        if cell.left_child.is_some() {
            walk(file, survey, tree, children.next().unwrap(), rows);
        }
        if cell.payload.is_some() {
            rows.push(row(cell, Some(tree)).into_iter().map(|entry| (entry.name, entry.value)).collect());
        }
    }
    if let Some(last) = children.next() {
        walk(file, survey, tree, last, rows);
    }
}

/// The values without names.
fn values(file: &[u8], name: &str) -> Vec<Vec<SqlValue>> {
    let values = |row: Vec<(_, Option<SqlValue>)>| row.into_iter().filter_map(|(_, value)| value).collect();
    rows(file, name).into_iter().map(values).collect()
}

fn names(file: &[u8], name: &str) -> Vec<Option<Rc<str>>> {
    rows(file, name)[0].iter().map(|(name, _)| name.clone()).collect()
}

fn kinds(file: &[u8]) -> Vec<PageKind> {
    survey(file).roles().iter().map(|role| role.kind).collect()
}

#[test]
fn rows_are_read_with_their_columns_names() {
    let customers = values(SHOP, "customers");
    assert_eq!(customers.len(), 4);
    assert_eq!(
        customers[0],
        [
            SqlValue::Integer(1),
            text("Ada Okafor"),
            text("ada.okafor@example.com"),
            text("4111 1111 1111 1111")
        ]
    );
    assert_eq!(customers[1][3], SqlValue::Null);
    assert_eq!(customers[2][4], text("Lyon"));
    assert_eq!(customers[3][..2], [SqlValue::Integer(1_000_000), text("Emil Novák")]);
    let named = |name: &str| Some(Rc::from(name));
    assert_eq!(names(SHOP, "customers"), ["id", "name", "email", "card"].map(named));
    assert_eq!(names(SHOP, "odd ones"), ["rowid", "first one", "second, one", "third"].map(named));
    assert_eq!(names(SHOP, "sqlite_autoindex_customers_1"), ["email", "id"].map(named));
    assert_eq!(names(SHOP, "customers_by_name"), [named("name"), None, named("id")]);
    assert_eq!(values(SHOP, "customers_by_name")[1][0], text("Chen Wei"));
    assert_eq!(values(SHOP, "sqlite_schema").len(), 6, "with the view and the trigger, which have no pages");
}

#[test]
fn every_kind_of_value_is_read() {
    let rows = values(SHOP, "odd ones");
    let reals = ["0.1", "-1.5e300", "2", "1e16", "inf", "0", "-inf", "5e-324"];
    for (row, real) in rows.iter().zip(reals) {
        match &row[2] {
            SqlValue::Real(text) => assert_eq!(text, real),
            // A real without a fraction may be stored as an integer.
            other => assert_eq!(*other, SqlValue::Integer(real.parse().unwrap())),
        }
    }
    let integers = [0, 1, -1, -129, -8_388_608, 140_737_488_355_327, i64::MAX].map(SqlValue::Integer);
    assert_eq!(rows[0][1], SqlValue::Null);
    assert!(rows[1..].iter().map(|row| &row[1]).eq(&integers));
    assert_eq!(rows[0][3], SqlValue::Blob(vec![0, 255, 16]));
    assert_eq!(rows[1][3], SqlValue::Blob(vec![]));
    let integers = [127, 32_767, 2_147_483_647, -140_737_488_355_328, i64::MIN].map(SqlValue::Integer);
    assert!(rows[3..].iter().map(|row| &row[3]).eq(&integers));
}

#[test]
fn a_value_lies_where_it_is_said_to_lie() {
    for file in DATABASES {
        let survey = survey(file);
        for (number, role) in (1..).zip(survey.roles()).filter(|(_, role)| role.kind.is_tree()) {
            let content = page(file, number).unwrap();
            let node = TreePage::read(number, &content, &survey.format).unwrap();
            for entry in node.cells.iter().flat_map(|cell| row(cell, role.tree.as_deref())) {
                let bytes = entry.span.of(&content);
                assert_eq!(bytes.len(), entry.span.length as usize);
                match entry.value {
                    Some(SqlValue::Text(text)) if survey.format.encoding == Encoding::Utf8 => {
                        assert_eq!(bytes, text.as_bytes());
                    }
                    Some(SqlValue::Blob(blob)) => assert_eq!(bytes, blob),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn the_rows_of_a_tree_are_on_its_leaves() {
    let numbers: Vec<SqlValue> = values(TREE, "notes").iter().map(|row| row[0].clone()).collect();
    assert_eq!(numbers, (1..=60).map(|n| SqlValue::Integer(n * 3)).collect::<Vec<_>>());
    let mut titles: Vec<SqlValue> = values(TREE, "notes").iter().map(|row| row[1].clone()).collect();
    titles.sort_by_key(|title| format!("{title:?}"));
    let sorted: Vec<SqlValue> = values(TREE, "notes_by_title").iter().map(|row| row[0].clone()).collect();
    assert_eq!(sorted, titles, "an index's inner pages hold entries too");
    let survey = survey(TREE);
    let depths = survey.roles().iter().map(|role| match role.place {
        PageUse::Tree { parent, depth } => (parent.is_some(), depth),
        _ => (true, u32::MAX),
    });
    assert!(
        depths.clone().all(|(below, depth)| depth == u32::from(below)),
        "{:?}",
        depths.collect::<Vec<_>>()
    );
}

#[test]
fn long_rows_go_on_where_the_survey_says() {
    let survey = survey(OVERFLOW);
    let letters = survey.trees.iter().find(|tree| &*tree.name == "letters").unwrap();
    let content = page(OVERFLOW, letters.root).unwrap();
    let node = TreePage::read(letters.root, &content, &survey.format).unwrap();
    let payload = node.cells[1].payload.as_ref().unwrap();
    let mut parts: Vec<Vec<u8>> = payload.columns.iter().map(|it| it.span.of(&content).to_vec()).collect();
    let mut rest = 0;
    for (number, role) in (1..).zip(survey.roles()) {
        let PageUse::Overflow { page: from, cell: 1, nth, bytes } = role.place else { continue };
        if from != letters.root {
            continue;
        }
        let content = page(OVERFLOW, number).unwrap();
        let pieces = payload.on_overflow(nth, &survey.format);
        assert_eq!(pieces.iter().map(|(_, span, _)| span.length).sum::<u32>(), bytes);
        for (column, span, ends) in pieces {
            parts[column].extend_from_slice(span.of(&content));
            assert!(payload.columns[column].part(span.of(&content), &survey.format).is_some());
            assert_eq!(ends, parts[column].len() as u64 == payload.columns[column].size);
        }
        rest += u64::from(bytes);
    }
    assert_eq!(rest, payload.overflow.unwrap().bytes);
    assert_eq!(parts[2].len(), 9000);
    assert!(parts[2].starts_with(b"the body-0000 the body-0001 "));
    assert!(parts[2].ends_with(b"the body-0641 the body-064"));
    assert_eq!(parts[3], [1, 2].repeat(700));
    assert_eq!(letters.columns.len(), 4);
    let wide = survey.trees.iter().find(|tree| &*tree.name == "wide").unwrap();
    assert_eq!(wide.columns.len(), 200, "its statement is longer than page 1");
    assert_eq!(wide.columns[199].as_deref(), Some("column_number_199"));
}

#[test]
fn free_pages_keep_what_was_on_them() {
    let survey = survey(FREE);
    let count = |kind| survey.roles().iter().filter(|role| role.kind == kind).count();
    assert_eq!((count(PageKind::FreelistTrunk), count(PageKind::FreelistLeaf)), (1, 5));
    let mut secrets = 0;
    for (number, role) in (1..).zip(survey.roles()) {
        let content = page(FREE, number).unwrap();
        for range in database_ranges(number, &content, role, &survey.format) {
            let found = texts(&content, range.span());
            secrets += found.iter().filter(|(_, text)| text.contains("secret")).count();
        }
    }
    assert!(secrets >= 8, "{secrets}");
}

#[test]
fn a_deleted_row_is_left_in_a_free_block() {
    let content = page(SHOP, 2).unwrap();
    let node = TreePage::read(2, &content, &Format::default()).unwrap();
    let found = texts(&content, node.free[0]);
    assert!(found.iter().any(|(_, text)| text.contains("Bruno Silva") && text.contains("5555")), "{found:?}");
}

#[test]
fn tables_without_row_numbers_begin_with_their_key() {
    let named = |name: &str| Some(Rc::from(name));
    assert_eq!(names(WITHOUT_ROWID, "stock"), ["item", "place", "note", "amount"].map(named));
    assert_eq!(
        values(WITHOUT_ROWID, "stock")[1],
        [SqlValue::Integer(7), text("Lyon"), text("top shelf"), SqlValue::Integer(12)]
    );
    assert_eq!(names(WITHOUT_ROWID, "stock_by_amount"), ["amount", "item", "place"].map(named));
    assert_eq!(
        values(WITHOUT_ROWID, "tiny"),
        [[0], [1], [2], [300]].map(|row| row.map(SqlValue::Integer).to_vec())
    );
}

#[test]
fn other_encodings_and_reserved_bytes_are_read() {
    assert_eq!(
        values(UTF16, "grüße"),
        [vec![SqlValue::Integer(1), text("Grüße 😀")], vec![SqlValue::Integer(2), text("ok")]]
    );
    assert_eq!(names(UTF16, "grüße")[1].as_deref(), Some("wort"));
    assert_eq!(kinds(RESERVED), [PageKind::TableLeaf, PageKind::TableLeaf, PageKind::Overflow]);
    let survey = survey(RESERVED);
    let last = database_ranges(3, &page(RESERVED, 3).unwrap(), &survey.roles()[2], &survey.format);
    assert_eq!(last.last().map(|range| (range.field.name, range.field.length)), Some(("reserved", 32)));
}

/// SQLite's own record of the use of each page must agree with the survey.
#[test]
fn the_pointer_map_agrees_with_the_survey() {
    let survey = survey(AUTO_VACUUM);
    assert_eq!(survey.roles()[1].kind, PageKind::PointerMap);
    let entries = pointer_map(2, &page(AUTO_VACUUM, 2).unwrap(), &survey.format);
    assert_eq!(entries.len(), survey.roles().len() - 2);
    for entry in entries {
        let role = survey.role(entry.page).unwrap();
        let said = match (role.place, role.kind) {
            (PageUse::Tree { parent: None, .. }, _) => (1, 0),
            (PageUse::Free { .. }, _) => (2, 0),
            (PageUse::Overflow { nth: 0, page, .. }, _) => (3, page),
            (PageUse::Overflow { .. }, _) => (4, entry.parent),
            (PageUse::Tree { parent: Some(page), .. }, _) => (5, page),
            (PageUse::Alone, kind) => panic!("page {} is {kind:?}", entry.page),
        };
        assert_eq!((entry.kind, entry.parent), said, "page {}", entry.page);
    }
}
