//! The AWS owned key: it seals, it can be seen on the map, and nothing says its ARN or the account that it is in.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use std::rc::Rc;

use playground_core::edition::Edition;
use playground_session::Session;
use playground_session::picture::{Theme, svg};
use playground_session::view::{Focus, MapView, Seal, Section, View, twin, twin_lines};
use playground_tests::table::filled;

/// Every command after which the key could be named.
const LINES: &[&str] = &[
    "aws rds create-db-cluster --db-cluster-identifier a @",
    "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier i",
    "sql --db-cluster-identifier a \"CREATE TABLE t (c); INSERT INTO t VALUES ('4111 1111')\"",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
    "aws rds copy-db-cluster-snapshot --region eu-west-1 --source-db-cluster-snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s --target-db-cluster-snapshot-identifier s-eu",
    "aws rds create-db-cluster --db-cluster-identifier r --region eu-west-1 --engine aurora-mysql --replication-source-identifier arn:aws:rds:us-east-1:111122223333:cluster:a",
    "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql",
    "aws rds describe-db-clusters",
    "aws rds describe-db-instances",
    "aws rds describe-db-cluster-snapshots",
    "aws rds describe-db-cluster-automated-backups",
    "aws kms list-keys",
    "aws kms list-aliases",
    "aws cloudtrail lookup-events",
    "playground read-disk --db-cluster-identifier a",
    "playground read-disk --db-cluster-identifier a --output json",
    "playground read-page --db-cluster-identifier a --page 1",
    "playground read-page --db-cluster-identifier a --page 1 --output json",
    "playground find-in-storage --db-cluster-identifier a --text '4111 1111'",
    "playground flip-bit --db-cluster-identifier b --page 1",
    "aws rds wait db-cluster-available --region eu-west-1 --db-cluster-identifier r",
    "sql --db-cluster-identifier a \"INSERT INTO t VALUES ('5105 5105')\"",
    "playground read-frame --region eu-west-1 --db-cluster-identifier r",
    "playground read-path --db-cluster-identifier a",
    "aws rds describe-events",
    "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s --attribute-name restore --values-to-add 444455556666",
    "aws rds restore-db-cluster-from-snapshot --profile partner --db-cluster-identifier theirs --snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s --engine aurora-mysql",
    "aws cloudtrail lookup-events --profile partner",
];

#[test]
fn it_is_seen_as_owned_by_aws_and_named_nowhere() {
    playground_session::engine::install(Rc::new(playground_sql::Sqlite));
    let mut session = Session::new(Session::seed_of("owned"), Edition::Y2026);
    for line in LINES {
        for id in session.run(&filled(line)) {
            let entry = session.timeline().record(id).unwrap();
            assert!(entry.done(), "$ {line}\n{}", entry.stderr);
            hidden(&session, line, &[&*entry.stdout, &*entry.stderr].concat());
        }
    }
    let map = MapView::of_session(&session);
    let text = twin_lines(&twin(&map));
    hidden(&session, "the map as text", &text);
    assert!(text.contains("Account AWS (owned by AWS, not visible in any account)"), "{text}");
    assert!(
        text.contains("KMS key A AWS owned key, AWS owned, can't be disabled, not visible in any account."),
        "{text}"
    );
    assert!(text.contains("encrypted under key A AWS owned key"), "{text}");
    for theme in [Theme::Light, Theme::Dark] {
        hidden(&session, "the picture", &svg(&map, theme, "The map"));
    }
    inspected(&session, &map);
}

/// Whoever guesses its ARN can do nothing with it.
#[test]
fn nobody_can_use_or_describe_it() {
    let mut session = Session::new(Session::seed_of("owned"), Edition::Y2026);
    session.run(&filled(LINES[0]));
    let key = session.world().keys.keys().find(|key| key.is_aws_owned()).unwrap().to_string();
    for command in [
        "describe-key --key-id",
        "get-key-policy --policy-name default --key-id",
        "list-grants --key-id",
        "disable-key --key-id",
        "schedule-key-deletion --key-id",
        "encrypt --plaintext aGVsbG8= --key-id",
        "generate-data-key --key-spec AES_256 --key-id",
        "create-alias --alias-name alias/mine --target-key-id",
    ] {
        for profile in ["default", "partner"] {
            let id = *session.run(&format!("aws kms {command} {key} --profile {profile}")).last().unwrap();
            let entry = session.timeline().record(id).unwrap();
            assert!(!entry.done(), "{command}: {}", entry.stdout);
        }
    }
    let create =
        [&filled(LINES[0]).replace(" a ", " x "), " --storage-encrypted --kms-key-id ", &key].concat();
    let id = *session.run(&create).last().unwrap();
    assert!(!session.timeline().record(id).unwrap().done());
}

/// Every thing on the map, opened in the inspector.
fn inspected(session: &Session, map: &MapView) {
    let regions = map.accounts.iter().flat_map(|account| &account.regions);
    let mut things: Vec<_> = regions.clone().flat_map(|r| &r.keys).map(|key| key.tag.thing.clone()).collect();
    assert_eq!(
        things.iter().map(|thing| &**thing).collect::<Vec<_>>(),
        ["aws-owned-key:us-east-1", "aws-owned-key:eu-west-1"]
    );
    for cluster in regions.clone().flat_map(|r| &r.clusters) {
        assert!(
            matches!(&cluster.seal, Seal::Under(tag) if tag.thing.starts_with("aws-owned-key:")),
            "{}",
            cluster.id
        );
        things.push(cluster.thing.clone());
        things.extend(cluster.snapshots.iter().map(|snapshot| snapshot.thing.clone()));
        things.extend(cluster.backup.iter().map(|backup| backup.thing.clone()));
    }
    things.extend(regions.flat_map(|r| &r.snapshots).map(|snapshot| snapshot.thing.clone()));
    for thing in things {
        let view = View::of_session(session, &Focus { selected: Some(thing.clone()), ..Focus::default() });
        let open = view.inspector.as_ref().unwrap();
        assert_eq!(open.thing, thing);
        hidden(session, &thing, &format!("{view:?}"));
        if thing.starts_with("aws-owned-key:") {
            assert_eq!(
                (open.kind.to_string().as_str(), open.title.as_str()),
                ("KMS key, AWS owned", "AWS owned key")
            );
            let under = open.sections.first();
            assert!(
                matches!(under, Some(Section::Things { links, fate: None, .. }) if !links.is_empty()),
                "{under:?}"
            );
        }
    }
}

/// Fails if a text says the ARN or the id of an AWS owned key, or an ARN of the account that it is in.
fn hidden(session: &Session, what: &str, text: &str) {
    let owned = session.world().keys.keys().filter(|key| key.is_aws_owned());
    for secret in owned.flat_map(|key| [key.to_string(), key.id.to_string()]).chain([":000000000000".into()])
    {
        assert!(!text.contains(&secret), "{what} says {secret}:\n{text}");
    }
}
