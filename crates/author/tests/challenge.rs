//! What the checker tells the author of a challenge.
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use std::fs;
use std::path::PathBuf;

use playground_author::check::{report, text};

fn web() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web")
}

/// The challenge of the guide.
fn guides() -> String {
    let guide = fs::read_to_string(web().join("guides/write-a-challenge.md")).unwrap();
    let (_, rest) = guide.split_once("~~~markdown\n").unwrap();
    rest.split_once("~~~\n").unwrap().0.to_owned()
}

#[test]
fn the_guide_teaches_what_works() {
    let checked = text(&guides());
    assert_eq!(checked.findings, []);
    assert_eq!(
        report("a.md", &checked, false),
        "a.md: 2 goals, 4 blocks of commands, all as the file says.\n"
    );
}

#[test]
fn the_built_in_challenges_are_in_order() {
    let files = fs::read_dir(web().join("challenges")).unwrap().map(|entry| entry.unwrap().path());
    for path in files.filter(|path| path.extension().is_some_and(|kind| kind == "md")) {
        assert_eq!(text(&fs::read_to_string(&path).unwrap()).findings, [], "{}", path.display());
    }
}

/// What is changed in the guide's challenge, the text at the beginning of the line that is named, and what is said.
#[test]
fn each_mistake_has_its_place_and_its_remedy() {
    let rows = [
        (
            "--storage-encrypted\n",
            "--storage-encryption\n",
            "aws rds create-db-cluster",
            "of the set-up fails",
        ),
        ("=> prints CUSTOMER", "=> prints AWS", "KEY=$(aws rds describe", "does not reach this goal"),
        ("    --kms-key-id $KEY\n", "    --kms-key-id nothing\n", "aws rds copy-db", "of the solution fails"),
        (
            "alias/aws/rds\n",
            "$(aws kms create-key --region eu-west-1 --query KeyMetadata.KeyId --output text)\n",
            "aws rds copy-db",
            "reaches every goal",
        ),
        ("=> done", "=> fine", "=> fine", "After =>, write"),
        ("## Hints", "## Help", "## Help", "The sections of a challenge"),
    ];
    for (from, to, begins, why) in rows {
        let file = guides().replacen(from, to, 1);
        let findings = text(&file).findings;
        let found = findings.iter().find(|finding| finding.message.contains(why));
        let found = found.unwrap_or_else(|| panic!("{to}: {findings:?}"));
        let line = file.lines().nth(found.line as usize - 1).unwrap();
        assert!(line.starts_with(begins), "{to}: line {} is {line}", found.line);
    }
    let one_way = guides();
    let (one_way, _) = one_way.rsplit_once("The AWS managed key").unwrap();
    assert!(text(one_way).findings[0].message.contains("two wrong ways at least"));
}
