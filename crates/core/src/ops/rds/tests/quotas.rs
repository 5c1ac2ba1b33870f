//! Quotas: the last one that is allowed, the first that is refused, and the same once the quota is raised.

use super::*;
use crate::ops::kms::create_alias::CreateAlias;
use crate::ops::kms::update_alias::UpdateAlias;
use crate::ops::playground::set_quota::SetQuota;
use crate::quota::Quota;
use crate::rds::setting_refusal::SettingRefusal;
use crate::refusal::ErrorCode;

const HERE: &str = "us-east-1";

impl Story {
    fn raise(&mut self, name: &str, value: i64) -> Result<(), Refusal> {
        let op = SetQuota { name: Some(name.into()), value: Some(value) };
        self.run(HERE, Operation::Playground(op.into())).map(drop)
    }

    fn adds_instance(&mut self, name: &str, cluster: &str) -> Result<RdsOutput, Refusal> {
        self.rds(HERE, instance_in(cluster, name))
    }

    fn alias(&mut self, name: &str, key: &KeyArn) -> Result<(), Refusal> {
        let op = CreateAlias { name: name.into(), target: crate::ids::KeyRef::Arn(key.clone()) };
        self.run(HERE, Operation::Kms(op.into())).map(drop)
    }
}

#[test]
fn forty_clusters_in_a_region_until_the_quota_is_raised() {
    let mut story = Story::new();
    for n in 0..40 {
        story.rds(HERE, create_cluster(&format!("c{n}")).into()).unwrap();
    }
    let refused = story.rds(HERE, create_cluster("more").into()).err().unwrap();
    assert_eq!(refused, SettingRefusal::ClusterQuota { most: 40 }.into());
    story.wait(86_400);
    let again = point_in_time("again", "c0", None);
    assert_eq!(story.rds(HERE, again.clone()).err().unwrap().code(), ErrorCode::DBClusterQuotaExceededFault);
    story.rds("eu-west-1", create_cluster("elsewhere").into()).unwrap();
    story.raise("db-clusters", 41).unwrap();
    story.rds(HERE, again).unwrap();
    assert!(story.rds(HERE, create_cluster("more").into()).is_err());
}

#[test]
fn forty_instances_in_a_region_until_the_quota_is_raised() {
    let mut story = Story::new();
    for cluster in ["a", "b", "c"] {
        story.create(cluster, None, None).unwrap();
    }
    for n in 0..40 {
        story.adds_instance(&format!("i{n}"), ["a", "b", "c"][n % 3]).unwrap();
    }
    let refused = story.adds_instance("more", "a").err().unwrap();
    assert_eq!(
        (refused.code(), refused.message().as_str()),
        (ErrorCode::InstanceQuotaExceeded, "DB Instance quota exceeded")
    );
    story.raise("db-instances", 41).unwrap();
    story.adds_instance("more", "a").unwrap();
}

#[test]
fn fifty_aliases_of_a_key() {
    let mut story = Story::new();
    let (key, other) = (story.key(HERE), story.key(HERE));
    for n in 0..50 {
        story.alias(&format!("alias/a{n}"), &key).unwrap();
    }
    let refused = story.alias("alias/more", &key).err().unwrap();
    assert_eq!(refused.code(), ErrorCode::LimitExceededException);
    assert_eq!(
        refused.message(),
        "Aliases per key quota for this account in this region is 50, current usage is 50."
    );
    story.alias("alias/other", &other).unwrap();
    let mut moves = |name: &str| {
        let op = UpdateAlias { name: name.into(), target: crate::ids::KeyRef::Arn(key.clone()) };
        story.run(HERE, Operation::Kms(op.into())).map(drop)
    };
    assert_eq!(moves("alias/other").err().unwrap().code(), ErrorCode::LimitExceededException);
    moves("alias/a7").unwrap();
    story.raise("aliases-per-kms-key", 51).unwrap();
    story.alias("alias/more", &key).unwrap();
}

#[test]
fn a_quota_is_raised_and_no_other() {
    let mut story = Story::new();
    for (name, value) in
        [("db-cluster", 50), ("db-clusters", 39), ("db-clusters", 100_001), ("tags-per-resource", 60)]
    {
        let refused = story.raise(name, value).err().unwrap();
        assert_eq!(refused.code(), ErrorCode::InvalidParameterValue, "{name} {value}");
    }
    let half = SetQuota { name: Some("db-clusters".into()), value: None };
    assert!(story.run(HERE, Operation::Playground(half.into())).is_err());
    let first = story.raise("db-clusters", 40);
    assert!(first.is_ok() && story.raise("db-clusters", 100_000).is_ok());
}

/// Copies in the Region itself don't count, nor those that have arrived.
#[test]
fn five_copies_from_other_regions_at_a_time() {
    let mut story = Story::new();
    story.create("orders", None, None).unwrap();
    story.wait(1);
    story.snapshot("s", "orders").unwrap();
    let source = story.0.snapshots.keys().find(|arn| arn.id == snapshot_id("s")).unwrap().clone();
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
    for n in 0..5 {
        story.rds("eu-west-1", copy(&format!("far{n}"))).unwrap();
        story.rds(HERE, copy(&format!("near{n}"))).unwrap();
    }
    let refused = story.rds("eu-west-1", copy("more")).err().unwrap();
    assert_eq!(
        (refused.code(), refused.message().as_str()),
        (ErrorCode::SnapshotQuotaExceeded, "Cannot copy more than 5 snapshots across regions")
    );
    story.rds(HERE, copy("near-more")).unwrap();
    story.rds("us-west-2", copy("other")).unwrap();
    story.wait(crate::rds::lifecycle::COPY_SECONDS);
    story.rds("eu-west-1", copy("more")).unwrap();
}

/// As many as clusters, and none in 2020, when backups went with their cluster.
#[test]
fn as_many_retained_backups_as_clusters() {
    let mut story = Story::today();
    let deletes = |name: &str, delete| {
        RdsOp::DeleteDBCluster(delete_db_cluster::DeleteDBCluster {
            id: cluster_id(name).into(),
            skip_final_snapshot: true,
            final_snapshot: None,
            delete_automated_backups: Some(delete),
        })
    };
    for n in 0..=40 {
        let name = format!("c{n}");
        story.rds(HERE, create_cluster(&name).into()).unwrap();
        story.wait(300);
        let outcome = story.rds(HERE, deletes(&name, false));
        if n < 40 {
            outcome.unwrap();
            story.wait(300);
            continue;
        }
        let refused = outcome.err().unwrap();
        assert_eq!(refused, SettingRefusal::BackupQuota { most: 40 }.into());
        assert_eq!(refused.code(), ErrorCode::DBClusterAutomatedBackupQuotaExceededFault);
    }
    story.raise("db-clusters", 41).unwrap();
    story.rds(HERE, deletes("c40", false)).unwrap();
}

#[test]
fn an_edition_has_the_quotas_of_its_time() {
    for (edition, then) in [(Edition::Y2020, true), (Edition::Y2026, false)] {
        let has = |quota| Quota::of(edition).any(|(known, _)| known == quota);
        assert_eq!(has(Quota::GrantsPerPrincipal), then);
        assert_eq!(has(Quota::OnDemandRotations), !then);
        assert!(has(Quota::DbClusters));
    }
}
