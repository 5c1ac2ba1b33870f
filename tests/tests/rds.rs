//! What RDS has beside clusters, snapshots and backups, and what it has in one edition only: the stories of `rds.txt`.
//!
//! A story begins with `==`, the editions in which it is so, and what it is about. A line with `$` is a command, which
//! succeeds unless lines follow that are a part of what it prints, on either stream.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use playground_core::edition::Edition;
use playground_core::invariants;
use playground_session::Session;

/// Comes before each story, unless it sets the clock itself.
const BEGIN: &str = "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)
OTHER=$(aws kms create-key --query KeyMetadata.Arn --output text)
EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.Arn --output text)
aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @
aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql \
    --db-instance-class db.r5.large --tags Key=of,Value=i
aws rds wait db-instance-available --db-instance-identifier i
aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s";

/// `@` is engine and master user, `%` what an export needs, `^` the beginning of an ARN.
fn filled(line: &str) -> String {
    let user = "--engine aurora-mysql --master-username admin --master-user-password not-a-secret";
    let export = "--s3-bucket-name exports --iam-role-arn arn:aws:iam::111122223333:role/export --source-arn ^:cluster-snapshot:s";
    line.replace('@', user).replace('%', export).replace('^', "arn:aws:rds:us-east-1:111122223333")
}

fn tell(edition: Edition, story: &str) {
    let (title, steps) = story.split_once('\n').unwrap();
    let mut session = Session::new(Session::seed_of(title), edition);
    if !steps.starts_with("$ playground set-clock") {
        for line in BEGIN.replace("\\\n", "").lines() {
            let id = *session.run(&filled(line)).last().unwrap();
            assert!(session.timeline().record(id).unwrap().done(), "{line}");
        }
    }
    for step in format!("\n{}", steps.trim_end()).split("\n$ ").skip(1) {
        let (line, part) = step.split_once('\n').unwrap_or((step, ""));
        let id = *session.run(&filled(line)).last().unwrap();
        let entry = session.timeline().record(id).unwrap();
        let printed = format!("{}{}", entry.stdout, entry.stderr);
        let as_told = if part.is_empty() { entry.done() } else { printed.contains(part) };
        assert!(as_told, "{} {title}\n$ {line}\n{printed}\ndoes not have: {part}", edition.name());
        let broken = invariants::check(session.world());
        assert!(broken.is_empty(), "after {line}: {broken:?}");
        playground_tests::declared::check(session.world());
    }
}

#[test]
fn every_story_is_as_it_is_told() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    let mut told = 0;
    for story in include_str!("../rds.txt").split("== ").skip(1) {
        let (editions, story) = story.split_once(": ").unwrap();
        for edition in editions.split(' ') {
            tell(Edition::parse(edition).unwrap(), story);
            told += 1;
        }
    }
    assert!(told > 20);
}
