//! The collector (`web/static/collect.sh`), with a stand-in for the AWS CLI: what it prints is read, and what it redacts is
//! gone without a change to what is found.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::process::Command;

use playground_estate::{Estate, File, FileRead, KeyPolicy, access, findings, read};

/// What the script prints, and what it says is left out. The CLI warns on stderr, whatever it answers.
fn collect(options: &[&str]) -> (String, String) {
    let here = env!("CARGO_MANIFEST_DIR");
    let path = [here, "/tests/files:", &std::env::var("PATH").unwrap()].concat();
    let mut command = Command::new("sh");
    command
        .arg([here, "/../../web/static/collect.sh"].concat())
        .args(["--region", "eu-west-1"])
        .args(options);
    let output = command.env("PATH", path).env("WARN", "1").output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn read_one(text: &str) -> (Estate, Vec<FileRead>) {
    read(&[File { name: "estate.jsonl", bytes: text.as_bytes() }])
}

fn kinds(estate: &Estate) -> Vec<&'static str> {
    findings(estate).iter().map(|finding| finding.kind.name()).collect()
}

#[test]
fn what_it_prints_is_read_and_what_it_could_not_ask_is_named() {
    let (text, left_out) = collect(&[]);
    let (estate, reads) = read_one(&text);
    assert!(reads[0].problems.is_empty(), "{:?}", reads[0].problems);
    assert_eq!((estate.clusters.len(), estate.snapshots.len(), estate.keys.len()), (10, 6, 1));
    assert!(kinds(&estate).contains(&"public snapshot"), "attributes come after the snapshots they are of");
    let lines: Vec<_> = left_out.lines().collect();
    assert_eq!(lines.len(), 3, "{left_out}");
    assert!(
        lines
            .iter()
            .all(|line| line.starts_with("left out: aws rds describe-") && line.contains("AccessDenied"))
    );
}

#[test]
fn what_it_redacts_is_gone_and_the_same_is_found() {
    let (whole, _) = collect(&[]);
    let (redacted, _) = collect(&["--redact"]);
    for name in [
        "111122223333",
        "444455556666",
        "orders",
        "legacy",
        "demo-data",
        "postgres\"",
        "cexample",
        "team",
        "shop\"",
        "Partner",
    ] {
        assert!(whole.contains(name), "{name} is not there to be redacted");
        assert!(!redacted.contains(name), "{name}");
    }
    let (whole, redacted) = (read_one(&whole).0, read_one(&redacted).0);
    assert_eq!(kinds(&whole), kinds(&redacted));
    let snapshot = redacted.snapshots.iter().next().unwrap();
    let of = redacted.clusters.iter().next().unwrap();
    assert_eq!((snapshot.arn.name(), of.arn.name()), ("snapshot-1", "cluster-1"));
    assert_eq!(snapshot.cluster.as_deref(), Some(of.arn.name()), "the same name is the same made-up one");
}

/// Of a company that names everything after itself, with a profile that has a space in its name.
#[test]
fn no_name_of_any_kind_is_left() {
    let (whole, left_out) = collect(&["--profile", "acme prod"]);
    assert!(left_out.lines().all(|line| line.contains("AccessDenied")), "{left_out}");
    let (redacted, _) = collect(&["--profile", "acme prod", "--redact"]);
    for name in [
        "acme",
        "Acme",
        "ACME",
        "Jane",
        "JD",
        "jane",
        "north",
        "222233334444",
        "333344445555",
        "cabc123",
        "eu-west-1a",
        "198.51.100.7",
        "203.0.113.0",
        "o-acmeorg123",
        "secretsmanager",
        "orders",
        "in-sync",
        "s3Export",
        "0a0a0a0a",
    ] {
        assert!(whole.contains(name), "{name} is not there to be redacted");
        assert!(!redacted.contains(name), "{name} is left: {redacted}");
    }
    let ((whole, read_whole), (redacted, read_redacted)) = (read_one(&whole), read_one(&redacted));
    assert!(
        read_whole.iter().chain(&read_redacted).all(|read| read.problems.is_empty()),
        "{read_redacted:?}"
    );
    assert_eq!(kinds(&whole), kinds(&redacted));
    let (cluster, key) = (redacted.clusters.iter().next().unwrap(), redacted.keys.iter().next().unwrap());
    let grant = key.grants.as_ref().unwrap().first().unwrap();
    let (_, pairs) = grant.context.as_ref().unwrap();
    assert_eq!(
        pairs.first().unwrap().1,
        cluster.resource_id.clone().unwrap(),
        "a grant still fits its cluster"
    );
    assert!(matches!(key.policy, Some(KeyPolicy::Read(_))), "{:?}", key.policy);
    assert_eq!(
        access(&whole, &whole.keys.iter().next().unwrap().arn).lines(false).len(),
        access(&redacted, &key.arn).lines(false).len()
    );
}

#[test]
fn with_iam_it_says_who_has_which_policy() {
    let (whole, _) = collect(&["--iam"]);
    let (redacted, _) = collect(&["--iam", "--redact"]);
    for name in [
        "444455556666",
        "operators",
        "use-keys",
        "ann",
        "ops/Admin",
        "uploads",
        "not-a-secret-bucket",
        "Keys",
    ] {
        let name = ["\"", name, "\""].concat();
        let bare = name.trim_matches('"');
        assert!(whole.contains(bare), "{bare} is not there to be redacted");
        assert!(!redacted.contains(&name) && !redacted.contains(&["/", bare].concat()), "{bare}");
    }
    assert!(!redacted.contains("not-a-secret-bucket") && !redacted.contains("444455556666"));
    let lines = |text: &str| {
        let (estate, reads) = read_one(text);
        assert!(reads[0].problems.is_empty(), "{:?}", reads[0].problems);
        let key = estate.keys.iter().next().unwrap();
        let access = access(&estate, &key.arn);
        access
            .lines(false)
            .into_iter()
            .filter(|line| line.contains("use-keys") || line.contains("policy-"))
            .map(|line| line.contains("Decrypt"))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&whole), [true], "{whole}");
    assert_eq!(lines(&redacted), [true], "{redacted}");
    let (without, _) = collect(&[]);
    assert!(!without.contains("PolicyVersionList"));
}

#[test]
fn without_a_region_it_asks_nothing() {
    let script = [env!("CARGO_MANIFEST_DIR"), "/../../web/static/collect.sh"].concat();
    let output = Command::new("sh").arg(script).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("usage: sh collect.sh"));
}
