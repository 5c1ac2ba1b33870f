//! The files in `tests/files`, which are made up in the forms that people have, and the reports of them. `UPDATE_EXPECT=1`
//! writes the reports.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use playground_estate::{Estate, File, Form, Kind, findings, read, report};

const FILES: [&str; 13] = [
    "describe-db-clusters.json",
    "describe-db-cluster-snapshots.json",
    "describe-db-cluster-automated-backups.json",
    "attributes.jsonl",
    "kms.jsonl",
    "iam.json",
    "terraform.tfstate",
    "config.json",
    "cloudtrail.json",
    "open.jsonl",
    "plan.json",
    "cut-off.json",
    "queried.json",
];

fn folder(path: &str) -> String {
    [env!("CARGO_MANIFEST_DIR"), "/tests/", path].concat()
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(folder(&["files/", name].concat())).unwrap()
}

#[test]
fn reports() {
    let contents: Vec<_> = FILES.iter().map(|name| (*name, bytes(name))).collect();
    let files: Vec<_> = contents.iter().map(|(name, bytes)| File { name, bytes }).collect();
    let (estate, reads) = read(&files);
    for (form, path) in
        [(Form::Markdown, "report.md"), (Form::Csv, "report.csv"), (Form::Json, "report.json")]
    {
        let (text, path) = (report(&estate, &reads, form), folder(path));
        for secret in ["not-a-secret", "postgres\"", "cluster-cexample0001", "team"] {
            assert!(!text.contains(secret), "{secret} in {path}");
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let wanted = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(wanted == text, "{path} differs: look at the change that UPDATE_EXPECT=1 makes\n{text}");
    }
    let found = findings(&estate);
    for kind in Kind::ALL {
        assert!(found.iter().any(|finding| finding.kind == *kind), "no file shows {kind:?}");
    }
}

/// The order of the files makes no difference but to what is said of a resource twice, and to answers without an ARN.
#[test]
fn what_one_file_leaves_out_another_adds() {
    let cluster = br#"{"DBClusters": [{"DBClusterIdentifier": "orders", "Engine": "aurora-mysql", "DBClusterArn": "arn:aws:rds:eu-west-1:111122223333:cluster:orders", "StorageEncrypted": true, "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1"}]}"#;
    let key = br#"{"KeyMetadata": {"KeyId": "1", "Arn": "arn:aws:kms:eu-west-1:111122223333:key/1", "KeyState": "Disabled", "KeyManager": "CUSTOMER"}}"#;
    for files in [[cluster.as_slice(), key], [key, cluster]] {
        let files = files.map(|bytes| File { name: "file", bytes });
        let (estate, _) = read(&files);
        let kinds: Vec<_> = findings(&estate).into_iter().map(|finding| finding.kind).collect();
        assert_eq!(kinds, [Kind::KeyDisabled]);
    }
    let (estate, _) = read(&[File { name: "file", bytes: cluster }]);
    let kinds: Vec<_> = findings(&estate).into_iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [Kind::UnknownKey], "a key that nobody described is a key of unknown state");
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_keeps_none_from_being_read() {
    for (bytes, why) in [
        (b"".as_slice(), "It isn't JSON."),
        (b"\xff\xfe{", "It starts like UTF-16 text"),
        (b"{\xff", "It isn't UTF-8 text: byte 1."),
        (b"{\"DBClusters\": [", "It isn't JSON."),
        (b"{}", "It doesn't describe a cluster"),
        (b"[{\"DBClusterIdentifier\": \"a\", \"Engine\": \"aurora\"}]", "It has no ARN"),
        (b"{\"Policy\": \"{}\", \"PolicyName\": \"default\"}", "It doesn't say which key it belongs to."),
    ] {
        let good = bytes_of_one();
        let (estate, reads) = read(&[File { name: "bad", bytes }, File { name: "good", bytes: &good }]);
        let said: Vec<_> =
            reads.iter().flat_map(|read| &read.problems).map(|problem| &problem.message).collect();
        assert!(matches!(said.as_slice(), [one] if one.starts_with(why)), "{said:?}");
        assert_eq!(estate.clusters.len(), 10, "{why}");
    }
}

/// Where nothing was read, nothing can be said not to be there.
#[test]
fn that_nothing_is_found_is_said_only_where_something_was_read() {
    let aurora = r#"{"DBClusterIdentifier": "a", "Engine": "aurora", "DBClusterArn": "arn:aws:rds:eu-west-1:111122223333:cluster:a"}"#;
    for (text, said, lost) in [
        ("no JSON", "The files don't describe any cluster, snapshot or key", true),
        ("{}", "The files don't describe any cluster, snapshot or key", true),
        (aurora, "None, as far as the files show.", false),
    ] {
        let (estate, reads) = read(&[File { name: "file", bytes: text.as_bytes() }]);
        let markdown = report(&estate, &reads, Form::Markdown);
        assert!(markdown.contains(said), "{markdown}");
        assert_eq!((markdown.contains("None, as far"), reads[0].is_lost()), (!lost, lost));
    }
}

fn bytes_of_one() -> Vec<u8> {
    bytes("describe-db-clusters.json")
}

/// The output of a collector that was disturbed: each part that is no JSON costs itself, and is named by its line.
#[test]
fn one_bad_line_costs_one_line() {
    let good = String::from_utf8(bytes("kms.jsonl")).unwrap();
    let cut = good.trim_end().len() - 10;
    let whole = read(&[File { name: "kms.jsonl", bytes: good.as_bytes() }]);
    let count = |estate: &Estate| (estate.keys.len(), estate.aliases.len());
    let disturbed = good.replacen('\n', "\nusage: a warning\n", 5).replacen("usage: a warning\n", "", 4);
    let pretty = "{\n    \"DBClusters\": []\n}\n";
    for (text, problems, lost) in [
        (
            disturbed,
            vec![(
                "line 6",
                "It isn't JSON and was skipped; the rest was read. Expecting value: line 6 column 1.",
            )],
            0,
        ),
        (good[..cut].to_owned(), vec![("line 11", "The file ends in the middle of it")], 3),
        ([pretty, &good].concat(), vec![], 0),
    ] {
        let (estate, reads) = read(&[File { name: "file", bytes: text.as_bytes() }]);
        let said: Vec<_> = reads[0].unread(&estate).collect();
        assert_eq!(said.len(), problems.len(), "{said:?}");
        for (said, (place, message)) in said.iter().zip(problems) {
            assert_eq!(said.place, place, "{said:?}");
            assert!(said.message.starts_with(message), "{said:?}");
        }
        let (keys, aliases) = count(&whole.0);
        assert_eq!(count(&estate), (keys, aliases - lost), "{text}");
        assert!(!reads[0].is_lost());
    }
    let noise = "no\n".repeat(1_000);
    let text = ["{}\n", &noise].concat();
    let (_, reads) = read(&[File { name: "file", bytes: text.as_bytes() }]);
    assert_eq!(reads[0].problems.len(), 21, "not a line for each");
    assert_eq!(reads[0].problems[20].message, "And 980 more parts aren't JSON.");
    assert!(reads[0].is_lost());
}

/// As many as an organization has: 10,000 snapshots in one answer.
#[test]
fn a_long_answer_is_read() {
    let file: String = String::from_utf8(bytes("describe-db-cluster-snapshots.json")).unwrap();
    let (_, one) = file.split_once('[').unwrap();
    let one = &one[..=one.find("},\n").unwrap()];
    let all: Vec<_> =
        (0..10_000).map(|at| one.replace("orders-before-migration", &format!("orders-{at}"))).collect();
    let text = ["{\"DBClusterSnapshots\": [", &all.join(","), "]}"].concat();
    let (estate, reads) = read(&[File { name: "long", bytes: text.as_bytes() }]);
    assert_eq!((estate.snapshots.len(), reads[0].problems.len()), (10_000, 0));
}
