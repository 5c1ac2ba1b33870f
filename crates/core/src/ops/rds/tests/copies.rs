//! Copies, restores and replicas: which pages and keys they have.

use super::*;
use crate::ops::playground::read_frame::ReadFrame;
use crate::ops::rds::restore_db_cluster_to_point_in_time::RestoreType;
use crate::storage::page::PAGE_SIZE;
use crate::storage::volume::Volume;

#[test]
fn a_copy_in_another_region_is_the_same_pages_under_another_key() {
    let mut story = Story::new();
    let here = story.key("us-east-1");
    let there = story.key("eu-west-1");
    story.create_filled("orders", Some(true), Some(&here));
    story.snapshot("s1", "orders").unwrap();
    let source = story.0.snapshots.values().next().unwrap().clone();
    let copy = |key: Option<&KeyArn>| {
        RdsOp::CopyDBClusterSnapshot(copy_db_cluster_snapshot::CopyDBClusterSnapshot {
            source: SnapshotRef::Arn(source.arn.clone()),
            target: snapshot_id("s1-eu"),
            kms_key: key.map(|key| KeyRef::Arn(key.clone())),
            source_region: None,
            copy_tags: false,
            tags: Tags::default(),
        })
    };
    assert_eq!(story.rds("eu-west-1", copy(None)).err().unwrap().rule(), Some(RuleId::L08));
    assert_eq!(story.rds("eu-west-1", copy(Some(&here))).err().unwrap().rule(), Some(RuleId::L09));
    let Ok(RdsOutput::Snapshot(copied)) = story.rds("eu-west-1", copy(Some(&there))) else { panic!() };
    for ((_, one), (_, other)) in source.image.pages().zip(copied.image.pages()) {
        assert!(one.stored.shares_with(&other.stored), "L10: nothing was opened or sealed");
    }
    assert_ne!(source.image.slots().next().unwrap().wrapped, copied.image.slots().next().unwrap().wrapped);
    story.wait(300);
    story.rds("eu-west-1", restore("orders-eu", "s1-eu", None)).unwrap();
    story.wait(300);
    assert_eq!(content(&story.cluster("orders-eu"), 2), content(&story.cluster("orders"), 2));
}

/// A restore to the latest moment, a clone and a restored snapshot copy no page and touch hardly a node of the tree of
/// pages, whether the volume has 1 MiB or 32.
#[test]
fn what_a_restore_touches_does_not_grow_with_the_volume() {
    for pages in [256, 8_192] {
        let mut story = Story::new();
        story.create_filled("orders", Some(false), None);
        let arn = cluster_arn("orders");
        let mut source = (*story.cluster("orders")).clone();
        source.volume = Volume::new_plain(source.volume.id(), &vec![1; pages * PAGE_SIZE]);
        story.0.clusters.insert_mut(arn, Rc::new(source));
        story.snapshot("s", "orders").unwrap();
        let source = story.cluster("orders");
        let mut clone = point_in_time("clone", "orders", None);
        if let RdsOp::RestoreDBClusterToPointInTime(clone) = &mut clone {
            (clone.restore_type, clone.latest) = (Some(RestoreType::CopyOnWrite), false);
        }
        for (name, op) in [
            ("latest", point_in_time("latest", "orders", None)),
            ("clone", clone),
            ("restored", restore("restored", "s", None)),
        ] {
            story.rds("us-east-1", op).unwrap();
            let made = story.cluster(name).volume.clone();
            assert_eq!((made.made(), made.image().page_count()), (0, pages), "{name}");
            let touched = made.image().beyond(source.volume.image());
            assert!(touched <= 20, "{name}: {touched} nodes of {pages}");
        }
    }
}

#[test]
fn a_restore_to_a_time_shows_the_pages_of_that_time() {
    let mut story = Story::new();
    story.create_filled("orders", Some(true), None);
    let before = content(&story.cluster("orders"), 3);
    let time = story.0.now;
    story.wait(60);
    story.write("orders", "3 later");
    story.rds("us-east-1", point_in_time("past", "orders", Some(time))).unwrap();
    story.rds("us-east-1", point_in_time("now", "orders", None)).unwrap();
    story.wait(300);
    assert_eq!(content(&story.cluster("past"), 3), before);
    assert_eq!(content(&story.cluster("now"), 3), content(&story.cluster("orders"), 3));
    assert_ne!(content(&story.cluster("now"), 3), before);
    let outside = point_in_time("never", "orders", Some(Time::start(Edition::Y2020)));
    assert_eq!(story.rds("us-east-1", outside).err().unwrap().code().name(), "InvalidParameterValue");
}

#[test]
fn a_replica_gets_each_write_and_stays_when_promoted() {
    let mut story = Story::new();
    let there = story.key("eu-west-1");
    story.create_filled("orders", Some(true), None);
    let replica = |key: Option<&KeyArn>| {
        RdsOp::CreateDBCluster(create_db_cluster::CreateDBCluster {
            kms_key: key.map(|key| KeyRef::Arn(key.clone())),
            replication_source: Some(cluster_arn("orders")),
            source_region: Some(Region::DEFAULT),
            master_username: None,
            master_password: None,
            ..create_cluster("orders-eu")
        })
    };
    assert_eq!(story.rds("eu-west-1", replica(None)).err().unwrap().rule(), Some(RuleId::L07));
    story.rds("eu-west-1", replica(Some(&there))).unwrap();
    story.wait(240);
    story.write("orders", "2 news");
    assert_eq!(content(&story.cluster("orders-eu"), 2), content(&story.cluster("orders"), 2));
    let frame =
        story.run("eu-west-1", Operation::Playground(ReadFrame { replica: cluster_id("orders-eu") }.into()));
    assert!(frame.is_ok());
    let promote =
        promote_read_replica_db_cluster::PromoteReadReplicaDBCluster { id: cluster_id("orders-eu").into() };
    story.rds("eu-west-1", RdsOp::PromoteReadReplicaDBCluster(promote)).unwrap();
    story.wait(180);
    story.instance("eu-west-1", "orders-eu");
    story.write_in("eu-west-1", "orders-eu", "2 mine");
    assert_ne!(content(&story.cluster("orders-eu"), 2), content(&story.cluster("orders"), 2));
}

/// Automated snapshots don't count, and nor do those of another Region.
#[test]
fn an_account_has_at_most_a_hundred_manual_snapshots_in_a_region() {
    for days in [0, 2] {
        let mut story = Story::new();
        story.create("orders", None, None).unwrap();
        story.wait(days * Time::DAY + 1);
        for number in 0..100 {
            // On both sides of the names of automated ones.
            let letter = if number % 2 == 0 { 'a' } else { 's' };
            let name = format!("{letter}{number}");
            story.snapshot(&name, "orders").unwrap();
        }
        let source = story.0.snapshots.keys().find(|arn| arn.id == snapshot_id("a0")).unwrap().clone();
        let copy = |to: &str| {
            RdsOp::CopyDBClusterSnapshot(copy_db_cluster_snapshot::CopyDBClusterSnapshot {
                source: SnapshotRef::Arn(source.clone()),
                target: snapshot_id(to),
                kms_key: None,
                source_region: None,
                copy_tags: false,
                tags: Tags::default(),
            })
        };
        for refused in
            [story.snapshot("z", "orders").err().unwrap(), story.rds("us-east-1", copy("z")).err().unwrap()]
        {
            assert_eq!(refused.code().name(), "SnapshotQuotaExceeded");
            assert_eq!(refused.message(), "Cannot create more than 100 manual snapshots");
        }
        story.rds("eu-west-1", copy("z")).unwrap();
        let delete =
            delete_db_cluster_snapshot::DeleteDBClusterSnapshot { id: SnapshotRef::Id(snapshot_id("a0")) };
        story.rds("us-east-1", delete.into()).unwrap();
        story.snapshot("z", "orders").unwrap();
    }
}
