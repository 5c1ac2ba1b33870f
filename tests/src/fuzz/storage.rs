//! Readers of bytes: database pages, journals, frames, answers; and SQL on a disk with a small budget.

use std::rc::Rc;

use playground_core::crypto::keys::LinkKey;
use playground_core::database::mounted_volume::{Begin, PageCache};
use playground_core::database::page::{
    ByteRange, Journal, Span, Survey, TreePage, database_ranges, log_ranges, row, texts,
};
use playground_core::database::{
    Answer, Disk, DiskError, File, Io, Job, MountedVolume, PageId, SqlEngine, wire,
};
use playground_core::env::{Moment, Past, Time};
use playground_core::storage::frame;
use playground_core::storage::keyring::KeyRing;
use playground_core::storage::page::{PAGE_SIZE, Stamp, StoredPage, VolumeId};
use playground_core::storage::volume::{Change, LogRecord, Volume};
use playground_sql::Sqlite;

/// How often the engine may go on: some hundred thousand steps.
const PATIENCE: u32 = 50;
const MOST_ROWS: u32 = 100;
/// The most pages that are looked at.
const MOST_PAGES: usize = 16;
const VOLUME: VolumeId = VolumeId([7; 16]);
const PAST: Past = Past([1; Past::LEN]);

/// A mounted volume that lets the engine go on for a short time only.
struct Hurried {
    disk: MountedVolume,
    patience: u32,
}

impl Disk for Hurried {
    fn size(&self, file: File) -> u64 {
        self.disk.size(file)
    }

    fn read(&mut self, page: PageId, into: &mut [u8; PAGE_SIZE]) -> Result<(), DiskError> {
        self.disk.read(page, into)
    }

    fn write(&mut self, page: PageId, content: &[u8; PAGE_SIZE], size: u64) -> Result<(), DiskError> {
        self.disk.write(page, content, size)
    }

    fn resize(&mut self, file: File, size: u64) -> Result<(), DiskError> {
        self.disk.resize(file, size)
    }

    fn go_on(&mut self) -> bool {
        self.patience = self.patience.saturating_sub(1);
        self.patience > 0 && self.disk.go_on()
    }

    fn statement(&mut self) -> Io {
        self.disk.statement()
    }
}

fn job(volume: Volume, script: &str) -> Job<Hurried> {
    let now = Moment { time: Time(1), past: PAST };
    let (keys, cache) = (Rc::new(KeyRing::new()), PageCache::default());
    let disk = MountedVolume::new(Begin { volume, keys, cache, reader: false, now, crash: None });
    let disk = Hurried { disk, patience: PATIENCE };
    let script = script.into();
    Job { disk, script, now: 1_795_608_000, seed: [7; 32], read_only: false, most_rows: MOST_ROWS }
}

fn script(volume: Volume, script: &str) -> (Volume, Answer) {
    let job = job(volume, script);
    #[expect(clippy::expect_used, reason = "a target's way to fail")]
    let ran = Sqlite.run(job).expect("SQLite never waits");
    let left = ran.disk.disk.end();
    assert_eq!(left.fault, None, "a volume that nobody damaged");
    (left.volume, ran.answer)
}

/// Statements on an empty database: the same twice, bounded, and the database is whole afterwards.
pub(super) fn sql(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let new = || Volume::new_plain(VOLUME, b"");
    let (volume, answer) = script(new(), &text);
    let (same, again) = script(new(), &text);
    assert_eq!(answer, again, "equal jobs have equal answers");
    assert!(volume == same, "equal jobs write equal pages");
    assert!(answer.statements.iter().all(|result| result.rows.len() <= MOST_ROWS as usize), "too many rows");
    assert_eq!(wire::read(&wire::write(&answer)), Some(answer), "an answer is read as it was written");
    let (_, checked) = script(volume, "PRAGMA integrity_check");
    let [result] = checked.statements.as_slice() else { return };
    assert_eq!(format!("{:?}", result.rows), "[[Text(\"ok\")]]", "a damaged database");
}

/// Each byte is in exactly one range, in order.
fn covered(ranges: &[ByteRange], content: &[u8]) {
    let end = ranges.iter().fold(0, |at, range| {
        assert_eq!(range.span().offset as usize, at, "{range:?}");
        assert!(range.field.length > 0, "{range:?}");
        range.span().end()
    });
    assert_eq!(end, content.len());
}

/// A file of pages, as a database, as a journal and as a log.
pub(super) fn pages(data: &[u8]) {
    let pages: Vec<Vec<u8>> = data
        .chunks(PAGE_SIZE)
        .take(MOST_PAGES)
        .map(|chunk| chunk.iter().copied().chain(std::iter::repeat(0)).take(PAGE_SIZE).collect())
        .collect();
    let page = |number: u32| pages.get(number.checked_sub(1)? as usize).cloned();
    let count = u32::try_from(pages.len()).unwrap_or(0);
    let survey = Survey::of(page, count);
    assert_eq!(survey.roles().len(), pages.len(), "every page has a role");
    let journal = Journal::read(page, u64::from(count) * PAGE_SIZE as u64);
    for ((number, content), role) in (1..).zip(&pages).zip(survey.roles()) {
        covered(&database_ranges(number, content, role, &survey.format), content);
        covered(&journal.ranges(number), content);
        covered(&log_ranges(content), content);
        let whole = Span { offset: 0, length: u32::try_from(content.len()).unwrap_or(0) };
        assert!(
            texts(content, whole).iter().all(|(span, _)| span.end() <= content.len()),
            "a text outside its page"
        );
        let Some(node) = TreePage::read(number, content, &survey.format) else { continue };
        for value in node.cells.iter().flat_map(|cell| row(cell, role.tree.as_deref())) {
            assert!(value.span.end() <= content.len(), "a value outside its page: {value:?}");
        }
    }
}

/// A record made of the bytes comes over the link as it was, no other frame does, and the bytes are no frame.
pub(super) fn frames(data: &[u8]) {
    let link = LinkKey::new(&[5; 32]);
    assert!(frame::open(&link, data).is_err(), "nobody else has the key");
    let described: usize = frame::describe(data).iter().map(|field| field.length as usize).sum();
    assert!(described == 0 || described == data.len(), "a field for each byte");
    let mut fields = data.iter().copied().chain(std::iter::repeat(0));
    let mut eight = || u64::from_be_bytes(std::array::from_fn(|_| fields.next().unwrap_or(0)));
    let (lsn, time, size, version) = (eight(), Time(eight()), eight(), eight());
    let file = data.first().and_then(|code| File::from_code(code % 4)).unwrap_or(File::Database);
    let change = if data.len().is_multiple_of(5) {
        Change::Size(file)
    } else {
        let stamp = Stamp { volume: VOLUME, page: PageId { file, number: 3 }, version };
        Change::Page { stamp, stored: StoredPage::Plain(data.into()) }
    };
    let record = LogRecord { lsn, time, past: PAST, change, size };
    let mut sealed = frame::seal(&link, &record);
    assert_eq!(frame::open(&link, &sealed), Ok(record), "sent and received");
    let at = usize::try_from(lsn % sealed.len() as u64).unwrap_or(0);
    if let Some(byte) = sealed.get_mut(at) {
        *byte ^= 1 << (version % 8);
    }
    assert!(frame::open(&link, &sealed).is_err(), "a flipped bit at {at}");
}

/// What an engine's module hands over.
pub(super) fn wire(data: &[u8]) {
    if let Some(answer) = wire::read(data) {
        assert_eq!(wire::read(&wire::write(&answer)), Some(answer), "an answer");
    }
    if let Some(request) = wire::read_request(data) {
        assert_eq!(wire::read_request(&wire::write_request(&request)), Some(request), "a request");
    }
}

/// Scripts whose answers have every shape, with the names of their files in the corpus of [`wire`].
const SHAPES: &[(&str, &str)] = &[
    ("empty", ""),
    ("values", "SELECT NULL, 1, -9223372036854775808, 1.5, 'é', '', x'00ff'"),
    (
        "rows",
        "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'), (2, 'y'); SELECT * FROM t; UPDATE t SET b = a",
    ),
    ("more", "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 101) SELECT i FROM n"),
    ("open", "CREATE TABLE t (a); BEGIN; INSERT INTO t VALUES (1)"),
    ("syntax", "SELECT 1; SELEC 2"),
    ("table", "SELECT * FROM missing"),
    ("column", "CREATE TABLE t (a); SELECT missing FROM t"),
    ("quoted", "CREATE TABLE t (a); SELECT \"missing\" FROM t"),
    ("constraint", "CREATE TABLE t (a PRIMARY KEY); INSERT INTO t VALUES (1), (1)"),
];

/// The corpus of the target `wire`: a request and an answer for each script, as they are sent. File names and contents.
pub fn wire_corpus() -> Vec<(String, Vec<u8>)> {
    let new = || Volume::new_plain(VOLUME, b"");
    let files = SHAPES.iter().flat_map(|(name, text)| {
        let request = wire::JobRequest::of(&job(new(), text));
        let (_, answer) = script(new(), text);
        [
            (format!("answer-{name}"), wire::write(&answer)),
            (format!("request-{name}"), wire::write_request(&request)),
        ]
    });
    files.collect()
}
