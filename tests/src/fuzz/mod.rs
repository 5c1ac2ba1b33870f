//! What must hold for any bytes that a stranger can send, for libFuzzer (`cargo xtask fuzz`) and for `tests/fuzz.rs`, which
//! runs the same on stable Rust. A target fails by panicking.
//!
//! Here: the readers of texts. In [`storage`]: those of pages, frames, and answers, and SQL.

mod mutate;
mod storage;

pub use mutate::Mutations;
pub use storage::wire_corpus;

use playground_aws::json::{self, compact, pretty};
use playground_aws::{base64, policy, print, query::Query};
use playground_core::digest::sha256;
use playground_core::edition::Edition;
use playground_core::ids::hex;
use playground_session::address::Address;
use playground_session::exchange::{
    MAX_COMMANDS, MAX_OPENED, Replay, Saved, Stored, link, open_link, open_trace, read_store, store_text,
    trace,
};
use playground_session::limits::{MAX_ENTRIES, MAX_LINES};
use playground_session::{Session, scenario};

use crate::printed;

/// A reader, and what must hold for all that it is given.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, which is that of its binary and of its folder in `fuzz/corpus`.
    pub name: &'static str,
    /// Panics if something does not hold.
    pub check: fn(&[u8]),
    /// How many mutations `tests/fuzz.rs` makes.
    pub mutations: u32,
}

/// All targets.
pub const TARGETS: &[Target] = &[
    Target { name: "links", check: links, mutations: 2_000 },
    Target { name: "traces", check: traces, mutations: 300 },
    Target { name: "stores", check: stores, mutations: 2_000 },
    Target { name: "scenarios", check: scenarios, mutations: 200 },
    Target { name: "policies", check: policies, mutations: 4_000 },
    Target { name: "jmespath", check: jmespath, mutations: 4_000 },
    Target { name: "lines", check: lines, mutations: 300 },
    Target { name: "sql", check: storage::sql, mutations: 1_000 },
    Target { name: "pages", check: storage::pages, mutations: 600 },
    Target { name: "frames", check: storage::frames, mutations: 300 },
    Target { name: "wire", check: storage::wire, mutations: 4_000 },
];

/// The longest answer to a query, in bytes: twice its budget, since characters are escaped.
const MOST_ANSWER: usize = 64 << 20;
/// The most commands of a file that are run.
const MOST_RUN: usize = 8;

/// What was read stays within the limits, and is the same after it was written again.
fn kept(saved: &Saved) {
    assert!(saved.entries.len() <= MAX_ENTRIES, "more commands than a session may have");
    assert!(saved.entries.iter().map(|entry| entry.line.len()).sum::<usize>() <= MAX_LINES, "too long");
    let stored = Stored { name: "N".into(), updated: 1, revision: 1, saved: saved.clone() };
    let again = read_store(&store_text(&stored)).map(|stored| stored.saved);
    let shape = |saved: &Saved| {
        let entries = saved.entries.iter().map(|entry| (entry.parent, entry.line.clone(), entry.scripted));
        (
            saved.seed.0,
            saved.title.clone(),
            saved.origin.clone(),
            saved.cursor,
            saved.tip,
            entries.collect::<Vec<_>>(),
        )
    };
    assert_eq!(again.as_ref().map(shape), Ok(shape(saved)), "stored and read");
}

/// Runs the commands if they are few. What ran is the same after it was exported.
fn run(saved: Saved) {
    if saved.entries.len() > MOST_RUN {
        return;
    }
    let session = Replay::new(saved).finish();
    let saved = Saved::of(&session, "T", None);
    assert_eq!(open_trace(&trace(&session, "T", None)).as_ref(), Ok(&saved), "exported and read");
    let mut replay = Replay::new(saved);
    replay.advance(usize::MAX);
    assert_eq!(replay.notice(), None);
    assert_eq!(replay.finish().digest(), session.digest(), "run again");
}

/// The payload of a link, and the text that is packed in one, with the checksum that it needs.
fn links(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    let head = "2020 00000000000000000000000000000000";
    let rest = ["\n", rest].concat();
    let digest = sha256([head, rest.as_str()].concat().as_bytes());
    let sum = hex(digest.first_chunk::<4>().unwrap_or(&[0; 4]));
    let packed = ["aurora 2 ", head, " ", &sum, &rest].concat();
    let packed = base64::encode_url(&miniz_oxide::deflate::compress_to_vec(packed.as_bytes(), 1));
    for payload in [&*text, packed.as_str(), &base64::encode_url(data)] {
        let Ok(saved) = open_link(payload) else { continue };
        assert!(
            payload.len() <= MAX_OPENED && saved.entries.len() <= MAX_COMMANDS,
            "longer than a link may be"
        );
        kept(&saved);
        if !saved.outdated
            && let Ok(again) = link(&saved)
        {
            assert_eq!(open_link(&again).as_ref(), Ok(&saved), "linked and opened");
        }
        run(saved);
    }
    let address = Address::parse(&text);
    if !matches!(address, Address::Unknown(_)) {
        assert_eq!(Address::parse(&address.hash()), address, "an address and its hash");
    }
}

fn traces(data: &[u8]) {
    if let Ok(saved) = open_trace(&String::from_utf8_lossy(data)) {
        kept(&saved);
        run(saved);
    }
}

fn stores(data: &[u8]) {
    if let Ok(stored) = read_store(&String::from_utf8_lossy(data)) {
        kept(&stored.saved);
        assert_eq!(read_store(&store_text(&stored)).as_ref(), Ok(&stored), "stored and read");
        run(stored.saved);
    }
}

fn scenarios(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = scenario::parse_index(&text);
    let problems = scenario::problems(&text);
    match scenario::parse(&text) {
        Ok(read) => {
            assert!(problems.is_empty(), "{problems:?}");
            assert!(read.steps.len() <= text.len() && !read.steps.is_empty(), "a scenario has steps");
            let expected: Vec<_> = read.runs().map(|run| run.expected.clone()).collect();
            let again = scenario::rewrite(&text, &read, &expected);
            let again =
                scenario::parse(&again).map(|read| read.runs().map(|run| run.expected.clone()).collect());
            assert_eq!(again, Ok(expected), "rewritten with what it had");
        }
        Err(error) => assert!(problems.contains(&error), "{error} is not among {problems:?}"),
    }
}

fn policies(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for kind in [policy::Kind::Key, policy::Kind::Identity] {
        match policy::read(&text, kind) {
            Ok(read) => {
                assert_eq!(*read.text, *text, "a document is returned as it was put");
                assert!(!read.statements.is_empty(), "a policy without statements");
            }
            Err(error) => assert!(!error.0.is_empty(), "an error without words"),
        }
    }
}

/// A line with an expression, and then the JSON that it is applied to.
fn jmespath(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (query, value) = text.split_once('\n').unwrap_or((&text, "{\"a\":[1,{\"b\":null},\"c\"]}"));
    let Ok(value) = json::parse(value) else { return };
    for printed in [compact(&value), pretty(&value)] {
        assert_eq!(json::parse(&printed).as_ref(), Ok(&value), "printed and parsed");
    }
    let Ok(query) = Query::parse(query) else { return };
    let found = query.search(&value);
    assert_eq!(found, query.search(&value), "searched twice");
    if let Ok(found) = found {
        assert!(compact(&found).len() <= MOST_ANSWER, "an answer beyond all bounds");
    }
}

/// Commands, as they are typed.
fn lines(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for line in text.lines() {
        let Some(typed) = printed::run(&printed::split(line), None) else { continue };
        // Of a policy that can't be read, a request has the reason and not the text, so it can't be printed.
        let unread = format!("{:?}", typed.request.operation).contains("PolicyError(");
        if unread || matches!(typed.request.operation, playground_core::ops::Operation::Malformed(_)) {
            continue;
        }
        let line = print(&typed.request);
        let again = printed::read(&line).map(|again| again.request);
        assert_eq!(again, Some(typed.request), "printed and parsed: {line}");
    }
    let mut session = Session::new(Session::seed_of("fuzz"), Edition::Y2020);
    let preview = session.preview(&text);
    if let Ok(ids) = session.try_run(&text) {
        let ran = ids.iter().filter_map(|id| session.timeline().record(*id));
        assert!(ran.eq(&preview), "a preview shows what running does");
        run(Saved::of(&session, "T", None));
    }
}
