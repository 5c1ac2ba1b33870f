//! Estates as worlds: what is in them, what was left out or assumed, and that the model's rules go on from there.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::fmt::Write as _;

use playground_core::database::NoEngine;
use playground_core::edition::Edition;
use playground_core::env::{Seed, Time};
use playground_core::ids::{KeyRef, Region};
use playground_core::invariants;
use playground_core::ops::kms::disable_key::DisableKey;
use playground_core::ops::{Operation, Request, submit};
use playground_estate::world::{Imported, Why, world_of};
use playground_estate::{Estate, File, demo, read};

const NOW: &str = "2026-11-28T12:00:00Z";

fn imported(estate: &Estate) -> Imported {
    world_of(estate, Edition::Y2026, Seed([1; 16]), Time::parse(NOW).unwrap())
}

fn company() -> Estate {
    read(&[File { name: "demo", bytes: demo().as_bytes() }]).0
}

#[test]
fn the_made_up_company_is_a_world_that_breaks_nothing() {
    let Imported { world, administrators, beside } = imported(&company());
    assert_eq!(invariants::check(&world), []);
    assert_eq!((world.clusters.size(), world.snapshots.size()), (40, 9), "{beside:?}");
    assert_eq!(administrators.len(), 3);
    assert!(world.trail.is_empty());
}

/// What was left out or assumed of the files, a line each.
fn beside(of: &Imported) -> String {
    let mut text = String::new();
    for one in &of.beside {
        writeln!(text, "{}: {}", one.arn, one.why).unwrap();
    }
    text
}

#[test]
fn files_of_every_form_are_a_world_and_what_is_beside_it_is_named() {
    let names = [
        "describe-db-clusters.json",
        "describe-db-cluster-snapshots.json",
        "attributes.jsonl",
        "kms.jsonl",
        "terraform.tfstate",
        "config.json",
        "cloudtrail.json",
    ];
    let folder = [env!("CARGO_MANIFEST_DIR"), "/tests/"].concat();
    let bytes = names.map(|name| std::fs::read([&*folder, "files/", name].concat()).unwrap());
    let files: Vec<_> =
        names.iter().zip(&bytes).map(|(name, bytes)| File { name, bytes: bytes.as_slice() }).collect();
    let (estate, _) = read(&files);
    let made = imported(&estate);
    assert_eq!(invariants::check(&made.world), []);
    let left_out =
        made.beside.iter().filter(|one| one.is_left_out() && one.arn.resource().starts_with("cluster:"));
    assert_eq!(
        made.world.clusters.size() + left_out.count(),
        estate.clusters.len(),
        "each is there or is named"
    );
    let (text, path) = (beside(&made), [&*folder, "beside.txt"].concat());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text);
}

/// The estate of `lines`, one answer of the CLI each.
fn of(lines: &[&str]) -> Estate {
    let text = lines.join("\n");
    let (estate, reads) = read(&[File { name: "lines", bytes: text.as_bytes() }]);
    assert!(reads.iter().all(|read| read.problems.is_empty()), "{reads:?}");
    estate
}

const CLUSTER: &str = r#"{"DBClusters": [{"DBClusterIdentifier": "orders", "Engine": "aurora-postgresql", "Status": "available", "DBClusterArn": "arn:aws:rds:eu-west-1:222233334444:cluster:orders", "DbClusterResourceId": "cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ", "BackupRetentionPeriod": 7, "StorageEncrypted": true, "KmsKeyId": "arn:aws:kms:eu-west-1:222233334444:key/0a1b2c3d-0000-4000-8000-000000000001"}]}"#;
const INSTANCE: &str = r#"{"DBInstances": [{"DBInstanceIdentifier": "orders-1", "DBInstanceClass": "db.r6g.large", "Engine": "aurora-postgresql", "DBClusterIdentifier": "orders", "DBInstanceArn": "arn:aws:rds:eu-west-1:222233334444:db:orders-1"}]}"#;
const KEY: &str = r#"{"KeyMetadata": {"KeyId": "0a1b2c3d-0000-4000-8000-000000000001", "Arn": "arn:aws:kms:eu-west-1:222233334444:key/0a1b2c3d-0000-4000-8000-000000000001", "KeyState": "Enabled", "KeyManager": "CUSTOMER"}}"#;

#[test]
fn a_world_goes_on_by_the_rules() {
    let made = imported(&of(&[CLUSTER, INSTANCE, KEY]));
    let (mut world, who) = (made.world, made.administrators[0].principal());
    let cluster = world.clusters.values().next().unwrap().clone();
    assert_eq!(cluster.resource_id.to_string(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    assert!(cluster.volume.image().is_unknown() && cluster.volume.image().page_count() == 0);
    let key = world.keys.keys().next().unwrap().clone();
    let region = Region::parse("eu-west-1").unwrap();
    let disable = Operation::Kms(DisableKey { key: KeyRef::Arn(key) }.into());
    let request = Request::new(who, region, disable);
    let (after, decision) = submit(&world, &request, &NoEngine).unwrap();
    assert!(decision.outcome.is_ok(), "an administrator of the account may disable its key");
    world = after;
    assert_eq!(invariants::check(&world), []);
}

/// Nobody says since when a cluster is without its key: no day is made up, and the assumption is named.
#[test]
fn what_no_file_says_of_a_lost_cluster_is_unknown() {
    let status = |status: &str| CLUSTER.replace("available", status);
    for (name, assumed) in [
        ("inaccessible-encryption-credentials-recoverable", Some(Why::RecoverableSince)),
        ("stopped", Some(Why::StoppedSince)),
        ("available", None),
    ] {
        let made = imported(&of(&[&status(name), INSTANCE, &KEY.replace("Enabled", "Disabled")]));
        assert_eq!(invariants::check(&made.world), [], "{name}");
        let cluster = made.world.clusters.values().next().unwrap();
        assert_eq!(cluster.status.name(), name);
        assert_eq!(cluster.until.is_some(), name == "stopped", "{name}: {:?}", cluster.until);
        let found: Vec<_> =
            made.beside.iter().filter(|one| one.arn.name() == "orders").map(|one| one.why.clone()).collect();
        assert_eq!(found, assumed.into_iter().collect::<Vec<_>>(), "{name}");
    }
}

/// An instance of a cluster that the model hasn't is left out with it; one whose cluster is in no file says that.
#[test]
fn an_instance_is_left_out_with_its_cluster() {
    let other = CLUSTER.replace("aurora-postgresql", "docdb");
    for (lines, wanted) in
        [(vec![&*other, INSTANCE, KEY], Why::WithCluster), (vec![INSTANCE, KEY], Why::NoCluster)]
    {
        let made = imported(&of(&lines));
        let found: Vec<_> = made
            .beside
            .iter()
            .filter(|one| one.arn.name() == "orders-1")
            .map(|one| one.why.clone())
            .collect();
        assert_eq!(found, [wanted]);
    }
}
