//! Links and files that must keep opening, and hostile ones that must do no harm.
//!
//! `tests/links/good.tsv`: name, address, and the digest of what it opens. Addresses stay forever: each must open and
//! run its commands in today's world. So digests are rewritten (`UPDATE_EXPECT=1`) when the model changes, and only
//! then. `tests/links/hostile.tsv`: name, address, and the error message; large ones are made here.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use miniz_oxide::deflate::compress_to_vec;
use playground_aws::base64;
use playground_core::digest::sha256;
use playground_core::edition::Edition;
use playground_core::ids::hex;
use playground_session::Session;
use playground_session::address::Address;
use playground_session::exchange::{
    MAX_COMMANDS, MAX_INFLATED, MAX_OPENED, MAX_TRACE, Notice, Replay, Saved, Stored, link, open_link,
    open_own_link, open_trace, read_store, store_text, trace,
};
use std::fs;

const GOOD: &str = include_str!("../links/good.tsv");
const HOSTILE: &str = include_str!("../links/hostile.tsv");

fn rows(file: &str) -> Vec<[&str; 3]> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap()).collect()
}

fn refusal(address: &str) -> String {
    match Address::parse(address) {
        Address::Commands(payload) => match open_link(&payload) {
            Err(why) => why.to_string(),
            Ok(saved) => panic!("it opens: {saved:?}"),
        },
        Address::Given(payload) => match open_own_link(&payload) {
            Err(why) => why.to_string(),
            Ok(given) => panic!("it opens: {given:?}"),
        },
        Address::Unknown(why) => why.to_string(),
        other => panic!("it is an address: {other:?}"),
    }
}

#[test]
fn old_links_open() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    let rows = rows(GOOD);
    assert!(rows.len() >= 18);
    let mut file: String =
        GOOD.lines().take_while(|line| line.starts_with('#')).flat_map(|line| [line, "\n"]).collect();
    for [name, address, digest] in rows {
        let Address::Commands(payload) = Address::parse(address) else { panic!("{name}") };
        let saved = open_link(&payload).unwrap_or_else(|why| panic!("{name}: {why}"));
        let (commands, outdated) = (saved.entries.len(), saved.outdated);
        let mut replay = Replay::new(saved);
        replay.advance(usize::MAX);
        let told = match replay.notice() {
            Some(Notice::Outdated) => outdated && commands > 0,
            None | Some(Notice::Differs(_)) => !outdated || commands == 0,
            Some(Notice::Stopped(..)) => false,
        };
        assert!(told, "{name}: {:?}", replay.notice());
        let session = replay.finish();
        assert_eq!(session.timeline().len() as usize, commands, "{name}");
        let now = hex(&session.digest());
        file.push_str(&[name, address, &now].join("\t"));
        file.push('\n');
        assert!(updating() || now == digest, "{name} opens another world: run with UPDATE_EXPECT=1");
        // A link made from the session today gives the same.
        let saved = Saved::of(&session, "", None);
        assert_eq!(open_link(&link(&saved).unwrap()).unwrap().entries.len(), saved.entries.len(), "{name}");
    }
    if updating() {
        fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/links/good.tsv"), file).unwrap();
    }
}

/// What was written before digests went by names: links of version 1, and files with digests.
#[test]
fn what_is_older_says_that_results_differ() {
    let notice = |saved: Saved| {
        let mut replay = Replay::new(saved);
        replay.advance(usize::MAX);
        replay.notice().unwrap().to_string()
    };
    let [_, address, _] = *rows(GOOD).iter().find(|row| row[0] == "one-command").unwrap();
    let Address::Commands(payload) = Address::parse(address) else { panic!() };
    assert!(notice(open_link(&payload).unwrap()).contains("earlier version of the playground"));
    let before = open_trace(include_str!("../links/trace-before.json")).unwrap();
    let of_file = notice(before.clone());
    assert!(of_file.contains("another version") && of_file.contains("from command 1 on"), "{of_file}");
    let stored = Stored { name: String::from("Mine"), updated: 1, revision: 1, saved: before };
    let cursor = stored.saved.cursor;
    let of_store = notice(read_store(&store_text(&stored)).unwrap().saved);
    assert!(of_store.contains(&format!("from command {cursor} on")), "{of_store}");
    // Today's links contain the digest of their last command, and an empty link contains none.
    let text = |known: &str| summed("2", "2020", SEED, &format!("{known}\n$echo a"));
    let unlike = notice(open_link(&packed(&text(" 00000000"))).unwrap());
    assert!(unlike.contains("from command 1 on"), "{unlike}");
    for damaged in [" 0000000", " 0000000g", " 00000000 ", " "] {
        assert!(open_link(&packed(&text(damaged))).unwrap_err().why.contains("changed or lost"), "{damaged}");
    }
    let mut empty = Replay::new(open_link(&packed(&summed("1", "2020", SEED, ""))).unwrap());
    empty.advance(1);
    assert_eq!(empty.notice(), None);
}

fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1")
}

#[test]
fn hostile_links_are_refused() {
    let rows = rows(HOSTILE);
    for [name, address, why] in &rows {
        let refusal = refusal(address);
        assert!(refusal.contains(why), "{name}: {refusal}");
        assert!(!refusal.contains('<') && refusal.len() < 300, "{name}: {refusal}");
    }
    assert!(rows.len() >= 12);
}

/// A payload of any bytes, packed like a link's.
fn packed(bytes: &[u8]) -> String {
    base64::encode_url(&compress_to_vec(bytes, 9))
}

/// The text of a link with its checksum, whatever the rest says.
fn summed(version: &str, edition: &str, seed: &str, rest: &str) -> Vec<u8> {
    let sum = hex(&sha256(format!("{edition} {seed}{rest}").as_bytes()).first_chunk::<4>().copied().unwrap());
    format!("aurora {version} {edition} {seed} {sum}{rest}").into_bytes()
}

const SEED: &str = "00000000000000000000000000000000";

#[test]
fn hostile_texts_in_links_are_refused() {
    let good = |rest: &str| summed("2", "2020", SEED, rest);
    assert!(open_link(&packed(&good("\n%T\n@a 1\n$echo a"))).is_ok());
    let many = "\n$echo a".repeat(MAX_COMMANDS + 1);
    let long = format!("\n$echo {}", "a".repeat(70_000));
    let invalid = [&good("\n$echo ")[..], b"\xff\xfe"].concat();
    let surrogate = [&good("\n$echo ")[..], b"\xed\xa0\x80"].concat();
    let table: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", Vec::new(), "not made by this playground"),
        ("other text", b"GET / HTTP/1.1".to_vec(), "not made by this playground"),
        ("html", b"<script>alert(1)</script>".to_vec(), "not made by this playground"),
        ("another version", b"aurora 3 2020 x".to_vec(), "newer version"),
        ("a wrong sum", format!("aurora 2 2020 {SEED} 00000000\n$echo a").into_bytes(), "changed or lost"),
        ("more words", [&good("")[..], b" x"].concat(), "changed or lost"),
        ("another edition", summed("2", "2023", SEED, ""), "edition of the rules"),
        ("no edition", summed("2", "", SEED, ""), "edition of the rules"),
        ("a short seed", summed("2", "2020", "00", ""), "32 hexadecimal digits"),
        ("a script as seed", summed("2", "2020", "<script>", ""), "32 hexadecimal digits"),
        ("bytes that are no text", invalid, "contains no text"),
        ("a lone surrogate", surrogate, "contains no text"),
        ("NUL in a command", good("\n$echo \0"), "U+0000"),
        ("an escape sequence", good("\n$echo \u{1b}[2J"), "U+001B"),
        ("text turned around", good("\n$echo \u{202e}a"), "U+202E"),
        ("NUL in the title", good("\n%a\0b"), "U+0000"),
        ("a long title", good(&format!("\n%{}", "a".repeat(121))), "longer than 120"),
        ("two titles", good("\n%a\n%b"), "line 3"),
        ("a title after commands", good("\n$echo a\n%b"), "line 3"),
        ("a way out as scenario", good("\n@../../etc/passwd 1"), "valid id or step"),
        ("an address as scenario", good("\n@javascript:alert(1) 1"), "valid id or step"),
        ("step 0", good("\n@a 0"), "valid id or step"),
        ("a huge step", good("\n@a 99999999999999999999"), "valid id or step"),
        ("a large step", good("\n@a 4294967296"), "valid id or step"),
        ("a step below 0", good("\n@a -1"), "valid id or step"),
        ("more lines of nothing", good("\n>echo a"), "line 2"),
        ("an unknown line", good("\n!rm -rf /"), "line 2"),
        ("an empty line", good("\n$echo a\n"), "line 3"),
        ("no command", good("\n$ # nothing"), "Command 1 can't be run: It is empty"),
        ("two commands", good("\n$echo a\n$echo a; echo b"), "Command 2 can't be run: It is more than one"),
        ("too many commands", good(&many), "more than 1,000 commands"),
        ("a long command", good(&long), "65,536 bytes"),
        ("a long text", vec![b'a'; MAX_INFLATED + 1], "unpacks to more than 256 KiB"),
    ];
    for (name, text, why) in table {
        let refusal = open_link(&packed(&text)).unwrap_err().to_string();
        assert!(refusal.contains(why), "{name}: {refusal}");
        assert!(refusal.starts_with("This link can't be opened. ") && !refusal.contains('<'), "{refusal}");
    }
}

#[test]
fn bombs_stop_at_the_limit() {
    // A block of fixed codes: one zero, then 258 more with every two and a half bytes.
    let kib = compress_to_vec(&vec![0; 4 << 20], 9);
    let bomb = base64::encode_url(&kib);
    assert!(bomb.len() < 8_000, "{}", bomb.len());
    assert!(open_link(&bomb).unwrap_err().why.contains("256 KiB"));
    // The stored form of a gigabyte of zeros, cut to the longest link: it does not come to its end.
    let start: String = bomb.chars().take(bomb.len() / 2).collect();
    let giant = start.repeat(MAX_OPENED / start.len());
    assert!(open_link(&giant).is_err());
    assert!(open_link(&"A".repeat(MAX_OPENED + 1)).unwrap_err().why.contains("64 KiB"));
}

#[test]
fn every_cut_and_every_changed_letter_is_noticed() {
    for [name, address, _] in rows(GOOD).iter().filter(|row| row[1].len() < 400) {
        let Address::Commands(payload) = Address::parse(address) else { panic!("{name}") };
        let saved = open_link(&payload).unwrap();
        for end in 0..payload.len() {
            // The last letters may contain only padding.
            let cut = open_link(&payload[..end]);
            assert!(cut.is_err() || cut.as_ref() == Ok(&saved), "{name} cut at {end}");
        }
        for at in 0..payload.len() {
            let mut changed: Vec<u8> = payload.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = open_link(&String::from_utf8(changed).unwrap());
            assert!(changed.is_err() || changed.as_ref() == Ok(&saved), "{name} changed at {at}");
        }
    }
}

#[test]
fn hostile_files_are_refused() {
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let start = "{\"format\":\"aurora-encryption-playground/trace\",\"version\":1,\"seed\":\"";
    let head = format!("{start}{SEED}\",\"edition\":\"2020\",\"title\":\"\",\"cursor\":0,\"tip\":0");
    let wide: Vec<String> = (0..100_000).map(|n| format!("\"{n}\":0")).collect();
    let entry = "{\"id\":1,\"parent\":0,\"line\":\"echo a\"},";
    let table: Vec<(&str, String, &str)> = vec![
        ("nothing", String::new(), "It is not JSON"),
        ("html", "<script>alert(1)</script>".into(), "It is not JSON"),
        ("NULs", "\0\0\0".into(), "It is not JSON"),
        ("another document", "{\"format\":\"x\"}".into(), "\"format\" is not"),
        ("a list", "[]".into(), "\"format\" is not"),
        ("deep lists", deep(1_000_000), "Nested too deeply"),
        ("deep objects", "{\"a\":".repeat(500_000), "Nested too deeply"),
        ("many members", format!("{{{}}}", wide.join(",")), "Too many members"),
        ("a long file", " ".repeat(MAX_TRACE + 1), "longer than 4 MiB"),
        ("a lone surrogate", format!("{head},\"entries\":[\"\\udc00\"]}}"), "Invalid \\escape"),
        ("many entries", format!("{head},\"entries\":[{}0]}}", "0,".repeat(6000)), "more than 5,000"),
        ("an entry that is none", format!("{head},\"entries\":[\"javascript:alert(1)\"]}}"), "Entry 1"),
        (
            "the same entry twice",
            format!("{head},\"entries\":[{entry}{}]}}", entry.trim_end_matches(',')),
            "Entry 2",
        ),
    ];
    for (name, text, why) in table {
        let refusal = open_trace(&text).unwrap_err().to_string();
        assert!(refusal.contains(why), "{name}: {refusal}");
        assert!(!refusal.contains('<') && refusal.len() < 300, "{name}: {refusal}");
        assert!(read_store(&text).is_err(), "{name}");
    }
}

/// The trace that `tests/e2e/trace.spec.js` checks against the published schema.
#[test]
fn the_trace_is_as_checked_in() {
    let mut session = Session::new(Session::seed_of("trace"), Edition::Y2020);
    session.run(
        "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)\necho \"$KEY é\n\"\naws kms nope",
    );
    session.run("aws rds modify-db-cluster --db-cluster-identifier orders --kms-key-id alias/b\necho 'open");
    session.timeline_mut().jump(1);
    session.run("playground wait 1d");
    let origin = playground_session::exchange::Origin { scenario: "lose-the-key".into(), step: 1 };
    let text = trace(&session, "A trace", Some(origin));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/links/trace.json");
    if updating() {
        fs::write(path, &text).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap_or_default() == text, "run with UPDATE_EXPECT=1\n{text}");
    assert!(open_trace(&text).is_ok());
}
