//! Every byte has a name, journals can be read, and damage does no harm.

use super::*;
use crate::database::page::range::claims;

#[test]
fn every_byte_is_in_one_region_and_what_is_left_over_is_counted() {
    for file in DATABASES {
        let survey = survey(file);
        for (number, role) in (1..).zip(survey.roles()) {
            let content = page(file, number).unwrap();
            let mut claims = claims(number, &content, role, &survey.format);
            claims.retain(|claim| claim.field.length > 0);
            claims.sort_by_key(|claim| claim.field.offset);
            for pair in claims.windows(2) {
                assert!(pair[0].span().end() <= pair[1].span().start(), "page {number}: {pair:?}");
            }
            let ranges = database_ranges(number, &content, role, &survey.format);
            covers(&ranges, &content);
            if let Some(node) =
                TreePage::read(number, &content, &survey.format).filter(|_| role.kind.is_tree())
            {
                let fragments = ranges.iter().filter(|range| range.field.name == "fragment");
                let bytes: u32 = fragments.map(|range| range.field.length).sum();
                assert_eq!(bytes, u32::from(node.fragments), "page {number}");
                assert!(node.is_sound());
            }
            assert_ne!(role.kind, PageKind::Unknown, "page {number}");
        }
    }
}

fn covers(ranges: &[ByteRange], content: &[u8]) {
    let end = ranges.iter().fold(0, |at, range| {
        assert_eq!((range.span().start(), range.span().is_empty()), (at, false));
        range.span().end()
    });
    assert_eq!(end, content.len());
}

#[test]
fn a_journal_of_a_transaction_that_goes_on_holds_the_pages_before_it() {
    let journal = Journal::read(|number| page(HOT, number), HOT.len() as u64);
    assert_eq!(journal.segments.len(), 2);
    assert_eq!(journal.segments[0].header.map(|header| header.pages), Some(12));
    assert_eq!(journal.segments[1].state, SegmentState::Pending, "nobody has waited for the disk yet");
    assert_eq!(journal.records().count(), 2);
    for record in journal.records() {
        assert_eq!(record.is_intact, Some(true));
        assert_eq!(journal_content(record, |number| page(HOT, number)), page(TREE, record.page));
    }
    assert!(journal.has_header(1) && journal.has_header(2) && !journal.has_header(3));
    journal_is_covered(&journal, HOT);
}

#[test]
fn a_wiped_header_does_not_hide_the_records() {
    let journal = Journal::read(|number| page(ENDED, number), ENDED.len() as u64);
    assert_eq!(journal.segments[0].header, None);
    let first = journal.records().next().unwrap();
    assert_eq!(first.is_intact, None);
    assert_eq!(journal_content(first, |number| page(ENDED, number)), page(TREE, first.page));
    assert_eq!(journal.records().count(), 3, "{journal:?}");
    journal_is_covered(&journal, ENDED);
}

fn journal_is_covered(journal: &Journal, file: &[u8]) {
    let mut contents = 0;
    for number in 1..=pages(file) {
        let ranges = journal.ranges(number);
        covers(&ranges, &page(file, number).unwrap());
        let content = ranges.iter().filter(|range| range.field.name == "page content");
        contents += content.map(|range| range.field.length as usize).sum::<usize>();
    }
    assert_eq!(contents, journal.records().count() * PAGE_SIZE);
}

#[test]
fn pages_look_like_what_they_are_as_far_as_they_can() {
    let guess = |file, number, content: &[u8]| PageKind::guess(file, number, content, &Format::default());
    let zeros = [0; PAGE_SIZE];
    for file in File::ALL {
        assert_eq!(guess(file, 1, &zeros), PageKind::Unused);
    }
    assert_eq!(guess(File::Database, 1, &SHOP[..PAGE_SIZE]), PageKind::TableLeaf);
    assert_eq!(guess(File::Database, 2, &HOT[..PAGE_SIZE]), PageKind::Unknown);
    assert_eq!(guess(File::Journal, 1, &HOT[..PAGE_SIZE]), PageKind::JournalHeader);
    assert_eq!(guess(File::Journal, 2, &ENDED[..PAGE_SIZE]), PageKind::JournalRecords);
    assert_eq!(guess(File::ErrorLog, 1, b"2026"), PageKind::LogText);
    let mut log = b"a line\n".to_vec();
    log.resize(PAGE_SIZE, 0);
    covers(&log_ranges(&log), &log);
    assert_eq!(log_ranges(&log)[0].field.length, 7);
    covers(&log_ranges(&zeros), &zeros);
}

#[test]
fn a_database_that_can_not_be_read_has_unknown_pages() {
    let blind = Survey::of(|_| None::<Vec<u8>>, 4);
    assert!(blind.roles().iter().all(|role| role.kind == PageKind::Unknown) && blind.roles().len() == 4);
    assert_eq!(Survey::of(|number| page(SHOP, number), 0).roles(), []);
    let first = Survey::of(|number| page(TREE, number).filter(|_| number == 1), pages(TREE));
    assert_eq!(first.trees.len(), 3, "what page 1 says is still known");
    assert_eq!(first.role(2).unwrap().kind, PageKind::Unknown);
    assert!(first.role(2).unwrap().tree.is_some());
}

/// Random damage, from a generator with a fixed seed.
#[test]
fn damage_neither_stops_nor_holds_up_the_reader() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for round in 0..400 {
        for file in DATABASES {
            let mut file = file.to_vec();
            for _ in 0..=round % 40 {
                // Mostly at the beginning of pages, where the structure is.
                let at = if random(3) == 0 { random(PAGE_SIZE) } else { random(120) };
                let at = at + random(pages(&file) as usize) * PAGE_SIZE;
                file[at] = if random(2) == 0 {
                    u8::try_from(random(256)).unwrap()
                } else {
                    file[at] ^ (1 << random(8))
                };
            }
            let mut reads = 0;
            let survey = Survey::of(
                |number| {
                    reads += 1;
                    page(&file, number)
                },
                pages(&file),
            );
            assert!(reads <= pages(&file) + 1, "{reads}");
            for (number, role) in (1..).zip(survey.roles()) {
                let content = page(&file, number).unwrap();
                covers(&database_ranges(number, &content, role, &survey.format), &content);
                let node = TreePage::read(number, &content, &survey.format);
                for cell in node.iter().flat_map(|node| &node.cells) {
                    for entry in row(cell, role.tree.as_deref()) {
                        assert!(entry.span.end() <= content.len());
                    }
                    if let Some(payload) = &cell.payload {
                        payload.on_overflow(3, &survey.format);
                    }
                }
            }
        }
        for file in [HOT, ENDED] {
            let mut file = file.to_vec();
            for _ in 0..=round % 20 {
                let at = [random(30), 512 + random(8), 5120 + random(30), random(file.len())][random(4)];
                file[at] = u8::try_from(random(256)).unwrap();
            }
            let journal = Journal::read(|number| page(&file, number), file.len() as u64);
            for number in 1..=pages(&file) {
                covers(&journal.ranges(number), &page(&file, number).unwrap());
            }
        }
    }
}
