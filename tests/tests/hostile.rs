//! Random sessions, which lose nothing on any way out and back in, and hostile commands, which do not run for long. That no
//! reader panics is for `fuzz`.
#![cfg(not(target_arch = "wasm32"))]

use playground_core::edition::Edition;
use playground_session::Session;
use playground_session::exchange::{
    Replay, Saved, Stored, link, open_link, open_trace, read_store, script, store_text, trace,
};
use playground_session::limits::{MAX_ENTRIES, MAX_TEXT};
use proptest::prelude::*;

fn session() -> Session {
    Session::new(Session::seed_of("hostile"), Edition::Y2020)
}

/// Text made of pieces with a meaning for the parsers.
fn text() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "aws",
        "kms",
        "rds",
        "create-key",
        "list-keys",
        "describe-db-clusters",
        "playground",
        "wait",
        "1d",
        "echo",
        "--query",
        "--policy",
        "--tags",
        "--output",
        "table",
        "text",
        " ",
        " ",
        " ",
        "\n",
        "\t",
        "\r",
        ";",
        "&&",
        "&",
        "|",
        "#",
        "'",
        "\"",
        "\\",
        "$",
        "$(",
        ")",
        "(",
        "${",
        "}",
        "{",
        "[",
        "]",
        "[?",
        "[*]",
        "[]",
        "@",
        "`",
        "*",
        ".",
        ",",
        ":",
        "=",
        "==",
        "!",
        "<",
        "<<X",
        "<<-'X'",
        "\nX\n",
        "sql --db-cluster-identifier none ",
        "A=",
        "$A",
        "a",
        "é",
        "😀",
        "\u{202e}",
        "\0",
        "0",
        "-1",
        "1e99999999",
        "99999999999999999999",
        "null",
        "\\u",
        "d800",
        "---",
        "```aws",
        "```",
        "```output",
        "## ",
        "> ",
        "- [ ] ",
        "- [x] ",
        "title: ",
        "**",
        "](",
        "http://",
        "javascript:",
        "TagKey=a,TagValue=",
        "Statement",
        "length(",
        "sort_by(",
        "&",
        "to_string(",
        "join(",
    ]);
    prop::collection::vec(parts, 0..40).prop_map(|parts| parts.concat())
}

/// Lines that succeed, to be mixed with those that don't.
fn line() -> impl Strategy<Value = String> {
    let good = prop::sample::select(vec![
        "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
        "aws kms describe-key --key-id $KEY",
        "aws kms disable-key --key-id \"$KEY\"",
        "aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql \\\n --master-username u --master-user-password secret99 --storage-encrypted",
        "aws rds describe-db-clusters --output table",
        "playground wait 1d",
        "echo a; echo $B && echo c\n\necho 'd\ne'",
        "  B=x # why",
        "A=${A}x$B",
        "echo a \\",
        "sql --db-cluster-identifier none <<'SQL'\nSELECT '$B'; # c\n\nSQL",
        "sql --db-cluster-identifier a <<-A; echo <<B && echo d\n\t$B$(echo c)\n\tA\n\\$B\nB\n",
    ]);
    prop_oneof![3 => good.prop_map(String::from), 1 => text()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_letters_are_no_link(payload in "[A-Za-z0-9_-]{0,200}") {
        prop_assert!(open_link(&payload).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_session_comes_back(lines in prop::collection::vec((line(), any::<u8>()), 1..12)) {
        let mut session = session();
        for (line, jump) in lines {
            if jump % 4 == 0 {
                let id = usize::from(jump) % (session.timeline().len() + 1);
                session.timeline_mut().jump(id);
            }
            session.run(&line);
        }
        let saved = Saved::of(&session, "T", None);
        let traced = open_trace(&trace(&session, "T", None)).unwrap();
        prop_assert_eq!(&traced, &saved);
        let stored = Stored { name: "N".into(), updated: 1, revision: 1, saved: saved.clone() };
        prop_assert_eq!(read_store(&store_text(&stored)).unwrap().saved.entries.len(), saved.entries.len());
        let branch = open_link(&link(&saved).unwrap()).unwrap();
        prop_assert_eq!(Replay::new(branch).finish().digest(), session.digest());
        let mut replay = Replay::new(saved.clone());
        replay.advance(usize::MAX);
        prop_assert_eq!(replay.notice(), None);
        prop_assert_eq!(Saved::of(&replay.finish(), "T", None), saved);
        let _ = script(&session, "T");
    }
}

/// `$(sql <<X1 … $(sql <<X2 … `
fn deep_lines(depth: usize) -> String {
    (0..depth).fold(String::from("a"), |text, n| format!("$(sql <<X{n}\n{text}\nX{n}\n)"))
}

/// What would take forever, or all memory, is refused with a message.
#[test]
fn one_command_cannot_run_away() {
    let cluster = |n: usize| {
        format!(
            "aws rds create-db-cluster --db-cluster-identifier c{n} --engine aurora-mysql --master-username u \
             --master-user-password secret99"
        )
    };
    let mut session = session();
    session.run("playground set-quota --name db-clusters --value 60");
    (0..60).for_each(|n| drop(session.run(&cluster(n))));
    session.run(&["A=xxxxxxxx", &"\nA=$A$A".repeat(12)].concat());
    let query = |query: &str| format!("aws rds describe-db-clusters --query '{query}'");
    let nested = |open: &str, close: &str, n: usize| [&open.repeat(n), "a", &close.repeat(n)].concat();
    let table: Vec<(&str, String, &str)> = vec![
        ("a long wait", "playground wait 100000d".into(), "longest wait is 400 days"),
        ("a wait with much in it", "playground wait 400d".into(), "Wait for a shorter time"),
        ("a variable that doubles", "A=$A$A; A=$A$A; A=$A$A".into(), "longer than 65,536 bytes"),
        ("words of a variable", "echo $A $A $A".into(), "longer than 65,536 bytes"),
        ("many commands in one", format!("echo $({})", "echo a;".repeat(60)), "more than 50 commands"),
        ("deep commands", nested("$(echo ", ")", 20), "Too many $("),
        ("deep lines", deep_lines(20), "Too many $("),
        (
            "lines that double",
            "sql --db-cluster-identifier c1 <<X\n$A$A$A\nX".into(),
            "longer than 65,536 bytes",
        ),
        ("many ends", ["sql", &" <<X".repeat(9_000)].concat(), "only one << is allowed here"),
        ("ends that never come", "sql <<X;".repeat(8_000), "never ends"),
        ("an answer that doubles", query(&["[@,@]|".repeat(100), "@".into()].concat()), "too large"),
        ("a text that doubles", query(&["to_string([@,@])|".repeat(80), "@".into()].concat()), "too large"),
        (
            "a glue that grows",
            query(&["to_string(@)|", &"join(@,[@,@,@,@])|".repeat(50), "@"].concat()),
            "too large",
        ),
        ("round brackets", query(&nested("(", ")", 900)), "nested too deeply"),
        ("lists", query(&nested("[", "]", 900)), "nested too deeply"),
        ("not not", query(&nested("!", "", 1900)), "nested too deeply"),
        ("a long chain", query(&["a|".repeat(900), "a".into()].concat()), "nested too deeply"),
        ("hashes", query(&nested("{a:", "}", 300)), "nested too deeply"),
        ("deep JSON", format!("aws kms create-key --policy '{}'", "[".repeat(30_000)), "Nested too deeply"),
        (
            "deep shorthand",
            format!("aws kms create-key --tags a={}", "[".repeat(30_000)),
            "Nested too deeply",
        ),
        ("a long word", format!("aws {}", "create".repeat(10_000)), "Invalid choice"),
    ];
    for (name, line, why) in table {
        session.run(&line);
        let entry = session.entry().unwrap();
        assert!(entry.stderr.contains(why), "{name}: {}", entry.stderr.chars().take(300).collect::<String>());
    }
    assert!(session.try_run(&"a".repeat(MAX_TEXT + 1)).unwrap_err().message.contains("65,536"));
    assert!(session.try_run(&"a;".repeat(MAX_ENTRIES + 1)).unwrap_err().message.contains("5,000"));
}
