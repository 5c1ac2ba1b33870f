//! The lives of clusters, with the invariants checked after each command. What each rule refuses and allows
//! is tested with commands in the workspace's `tests`.

mod copies;
mod declared;
mod global;
mod instances;
mod lifecycle;
mod logs;
mod modify_instance;
mod quotas;
mod serverless;

use super::*;
use crate::database::{Answer, Disk, File, Job, MountedVolume as Disks, PageId, Pause, Ran};
use crate::edition::Edition;
use crate::env::{Seed, Time};
use crate::ids::{ClusterId, KeyArn, KeyRef, Region, SnapshotId};
use crate::invariants;
use crate::kms::key::Life;
use crate::kms::refusal::KmsRefusal;
use crate::kms::state::KeyState;
use crate::ops::api::Secret;
use crate::ops::kms::KmsOp;
use crate::ops::kms::create_key::CreateKey;
use crate::ops::playground::PlaygroundOp;
use crate::ops::playground::flip_bit::FlipBit;
use crate::ops::playground::raw::{ClientView, PageNumber, Target, client_view};
use crate::ops::playground::rollback_page::RollbackPage;
use crate::ops::playground::swap_pages::SwapPages;
use crate::ops::playground::wait::{Duration, Wait};
use crate::ops::sql::client::Sql;
use crate::ops::{Operation, Output, Request, submit};
use crate::profile::PROFILES;
use crate::rds::cluster::{Endpoint, Engine, StorageNode};
use crate::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceOp, InstanceStatus};
use crate::rules::RuleId;
use crate::world::World;
use find::SnapshotRef;
use restore_db_cluster_from_snapshot::{RestoreDBClusterFromSnapshot, RestoreSettings};
use restore_db_cluster_to_point_in_time::RestoreDBClusterToPointInTime;
use values::{PromotionTier, Tags};

struct Story(World);

/// An engine whose scripts are lines with a page's number and the text to write into it.
struct Writes;

impl crate::database::SqlEngine<Disks> for Writes {
    fn run(&self, mut job: Job<Disks>) -> Result<Ran<Disks>, Pause> {
        for line in job.script.lines() {
            let (number, text) = line.split_once(' ').unwrap();
            let page = PageId::from(number.parse::<u32>().unwrap());
            let mut content = [0; 4096];
            content[..text.len()].copy_from_slice(text.as_bytes());
            let size = job.disk.size(File::Database).max(u64::from(page.number) * 4096);
            if job.disk.write(page, &content, size).is_err() {
                break;
            }
        }
        Ok(Ran { disk: job.disk, answer: Answer::default(), micros: None })
    }
}

/// A request for an instance in a cluster.
fn instance_in(cluster: &str, name: &str) -> RdsOp {
    RdsOp::CreateDBInstance(create_db_instance::CreateDBInstance {
        id: crate::ids::InstanceId::parse(name).unwrap(),
        class: "db.r5.large".into(),
        engine: Engine::AuroraMysql,
        cluster: Some(cluster_id(cluster)),
        storage_encrypted: None,
        kms_key: None,
        promotion_tier: None,
        tags: Tags::default(),
        insights: beside::InstanceInsights::default(),
        authority: None,
        settings: Box::default(),
    })
}

impl Story {
    fn new() -> Self {
        Self(World::new(Seed([7; 16]), Edition::Y2020))
    }

    fn today() -> Self {
        Self(World::new(Seed([7; 16]), Edition::Y2026))
    }

    fn run(&mut self, region: &str, operation: Operation) -> Result<Output, Refusal> {
        let request = Request::new(PROFILES[0].principal(), Region::parse(region).unwrap(), operation);
        let (after, decision) = submit(&self.0, &request, &Writes).unwrap();
        assert_eq!(invariants::check(&after), [], "after {:?}", request.operation);
        self.0 = after;
        decision.outcome
    }

    fn rds(&mut self, region: &str, op: RdsOp) -> Result<RdsOutput, Refusal> {
        let declared = op.declaration().errors;
        let outcome = self.run(region, Operation::Rds(op));
        if let Err(refusal) = &outcome {
            assert!(declared.contains(&refusal.code()), "not declared: {refusal:?}");
        }
        outcome.map(|output| match output {
            Output::Rds(output) => output,
            _ => unreachable!(),
        })
    }

    fn wait(&mut self, seconds: u64) {
        self.run("us-east-1", Operation::Playground(Wait { duration: Duration(seconds) }.into())).unwrap();
    }

    fn key(&mut self, region: &str) -> KeyArn {
        let known: Vec<_> = self.0.keys.keys().cloned().collect();
        self.run(region, Operation::Kms(KmsOp::CreateKey(CreateKey::default()))).unwrap();
        self.0.keys.keys().find(|arn| !known.contains(arn)).unwrap().clone()
    }

    fn life(&mut self, key: &KeyArn, life: Life) {
        let mut changed = (**self.0.keys.get(key).unwrap()).clone();
        changed.life = life;
        self.0.keys.insert_mut(key.clone(), changed.into());
    }

    /// An explicit deny of everything in KMS, in dev's identity policy.
    fn deny_dev(&mut self) {
        use crate::kms::pattern::Pattern;
        use crate::kms::policy::{Effect, Policy, Statement, Version, Who};
        let (all, every) =
            (Pattern::action("kms:*", false).unwrap(), Pattern::resource("*", Version::V2012).unwrap());
        let deny = Statement::new(Effect::Deny, vec![Who::Anyone], vec![all], vec![every]);
        let policy = Policy { text: "{}".into(), statements: vec![deny] };
        self.0.identity_policies.insert_mut((PROFILES[1].principal(), "deny".into()), policy.into());
    }

    fn create(
        &mut self,
        id: &str,
        encrypted: Option<bool>,
        key: Option<&KeyArn>,
    ) -> Result<RdsOutput, Refusal> {
        let op = RdsOp::CreateDBCluster(create_db_cluster::CreateDBCluster {
            storage_encrypted: encrypted,
            kms_key: key.map(|key| KeyRef::Arn(key.clone())),
            ..create_cluster(id)
        });
        let made = self.rds("us-east-1", op)?;
        self.wait(240);
        Ok(made)
    }

    /// A cluster with an instance and three pages.
    fn create_filled(&mut self, id: &str, encrypted: Option<bool>, key: Option<&KeyArn>) {
        self.create(id, encrypted, key).unwrap();
        self.instance("us-east-1", id);
        self.write(id, "1 schema\n2 4111 1111\n3 orders");
    }

    /// Adds an instance to a cluster.
    fn instance(&mut self, region: &str, id: &str) {
        self.add_instance(region, &format!("{id}-1"), id);
        self.wait(300);
    }

    fn add_instance(&mut self, region: &str, name: &str, cluster: &str) {
        self.rds(region, instance_in(cluster, name)).unwrap();
    }

    /// Writes to the database as a client.
    fn write(&mut self, id: &str, script: &str) {
        self.write_in("us-east-1", id, script);
    }

    fn write_in(&mut self, region: &str, id: &str, script: &str) {
        self.run(region, Operation::Sql(sql(id, script).into())).unwrap();
    }

    fn snapshot(&mut self, id: &str, cluster: &str) -> Result<RdsOutput, Refusal> {
        let op = RdsOp::CreateDBClusterSnapshot(create_db_cluster_snapshot::CreateDBClusterSnapshot {
            id: snapshot_id(id),
            cluster: cluster_id(cluster).into(),
            tags: Tags::default(),
        });
        let made = self.rds("us-east-1", op)?;
        self.wait(120);
        Ok(made)
    }

    fn cluster(&self, id: &str) -> Rc<Cluster> {
        self.0.clusters.values().find(|cluster| cluster.arn.id.as_str() == id).unwrap().clone()
    }
}

fn sql(id: &str, script: &str) -> Sql {
    Sql { cluster: cluster_id(id), endpoint: None, script: Some(script.into()) }
}

fn cluster_id(id: &str) -> ClusterId {
    ClusterId::parse(id).unwrap()
}

fn cluster_arn(id: &str) -> crate::ids::ClusterArn {
    crate::ids::ClusterArn { account: PROFILES[0].account, region: Region::DEFAULT, id: cluster_id(id) }
}

fn snapshot_id(id: &str) -> SnapshotId {
    SnapshotId::parse(id).unwrap()
}

fn create_cluster(id: &str) -> create_db_cluster::CreateDBCluster {
    create_db_cluster::CreateDBCluster {
        scaling: None,
        presigned: None,
        id: cluster_id(id),
        engine: Engine::AuroraMysql,
        engine_version: None,
        storage_encrypted: None,
        kms_key: None,
        master_username: Some(master::MasterUsername("admin".into())),
        master_password: Some(master::MasterPassword(Secret("hunter2hunter2".into()))),
        database_name: None,
        port: None,
        backup_retention: None,
        backup_window: None,
        storage_type: None,
        replication_source: None,
        global: None,
        source_region: None,
        deletion_protection: false,
        copy_tags: false,
        tags: Tags::default(),
        insights: Box::default(),
        secret: Box::default(),
        mode: None,
        maintenance: None,
        kept: Box::default(),
    }
}

fn restore(id: &str, snapshot: &str, key: Option<&KeyArn>) -> RdsOp {
    RdsOp::RestoreDBClusterFromSnapshot(RestoreDBClusterFromSnapshot {
        mode: None,
        scaling: None,
        id: cluster_id(id),
        snapshot: SnapshotRef::Id(snapshot_id(snapshot)),
        engine: Engine::AuroraMysql,
        kms_key: key.map(|key| KeyRef::Arn(key.clone())),
        settings: RestoreSettings::default(),
    })
}

fn point_in_time(id: &str, source: &str, time: Option<Time>) -> RdsOp {
    RdsOp::RestoreDBClusterToPointInTime(RestoreDBClusterToPointInTime {
        mode: None,
        scaling: None,
        id: cluster_id(id),
        restore_type: None,
        source: Some(cluster_id(source).into()),
        resource_id: None,
        time,
        latest: time.is_none(),
        kms_key: None,
        settings: RestoreSettings::default(),
    })
}

fn content(cluster: &Cluster, page: u32) -> Rc<[u8]> {
    match client_view(cluster, page) {
        ClientView::Content(bytes) => bytes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_cluster_under_the_default_key_reads_what_a_plain_one_reads() {
    let mut story = Story::new();
    story.create_filled("plain", None, None);
    story.create_filled("sealed", Some(true), None);
    let (plain, sealed) = (story.cluster("plain"), story.cluster("sealed"));
    assert_eq!(content(&plain, 2), content(&sealed, 2));
    assert!(!plain.volume.find("4111 1111").is_empty());
    assert!(sealed.volume.find("4111 1111").is_empty());
    let calls: Vec<_> = story.0.trail.values().map(|event| event.call.name).collect();
    for name in
        ["DescribeKey", "CreateGrant", "GenerateDataKeyWithoutPlaintext", "Decrypt", "CreateDBCluster"]
    {
        assert!(calls.contains(&name), "{name} in {calls:?}");
    }
}

#[test]
fn a_key_that_is_gone_loses_the_cluster_and_a_backup_brings_it_back() {
    let mut story = Story::new();
    let key = story.key("us-east-1");
    story.create_filled("orders", Some(true), Some(&key));
    story.snapshot("before", "orders").unwrap();
    story.life(&key, Life::Disabled);
    assert!(matches!(client_view(&story.cluster("orders"), 1), ClientView::Content(_)));
    story.wait(Time::DAY);
    let lost = story.cluster("orders");
    assert_eq!(lost.status, ClusterStatus::InaccessibleEncryptionCredentials);
    assert!(matches!(lost.host, StorageNode::Down));
    let start = RdsOp::StartDBCluster(start_db_cluster::StartDBCluster { id: cluster_id("orders").into() });
    let refused = story.rds("us-east-1", start.clone()).err().unwrap();
    assert_eq!((refused.code().name(), refused.rule()), ("InvalidDBClusterStateFault", Some(RuleId::E08)));
    for op in [restore("again", "before", None), point_in_time("again", "orders", None)] {
        let refused = story.rds("us-east-1", op).err().unwrap();
        assert_eq!(refused.code().name(), "KMSKeyNotAccessibleFault");
    }
    story.life(&key, Life::Enabled);
    assert_eq!(story.rds("us-east-1", start).err().unwrap().rule(), Some(RuleId::E08));
    story.rds("us-east-1", restore("again", "before", None)).unwrap();
    story.rds("us-east-1", point_in_time("later", "orders", None)).unwrap();
    story.wait(300);
    assert_eq!(content(&story.cluster("again"), 2), content(&story.cluster("later"), 2));
}

#[test]
fn a_final_snapshot_needs_the_key_and_the_refusal_says_what_ails_that() {
    let mut story = Story::new();
    let key = story.key("us-east-1");
    story.create("orders", Some(true), Some(&key)).unwrap();
    story.life(&key, Life::Disabled);
    let delete = delete_db_cluster::DeleteDBCluster {
        id: cluster_id("orders").into(),
        skip_final_snapshot: false,
        final_snapshot: Some(SnapshotId::parse("last").unwrap()),
        delete_automated_backups: None,
    };
    let refused = story.rds("us-east-1", delete.into()).err().unwrap();
    assert_eq!(refused.code().name(), "KMSKeyNotAccessibleFault");
    let Some(Refusal::Kms(why)) = refused.cause() else { panic!("{refused:?}") };
    let KmsRefusal::State { key: of, state, .. } = &**why else { panic!("{why:?}") };
    assert_eq!((of, *state), (&key, KeyState::Disabled));
}

#[test]
fn the_aws_managed_key_stays_once_it_was_needed_even_by_a_refused_command() {
    let mut story = Story::new();
    let instance = create_db_cluster::CreateDBCluster {
        storage_encrypted: Some(true),
        kms_key: Some(KeyRef::parse("alias/aws/rds")),
        ..create_cluster("orders")
    };
    let by_dev = Request::new(
        PROFILES[1].principal(),
        Region::DEFAULT,
        Operation::Rds(RdsOp::CreateDBCluster(instance)),
    );
    let key = |world: &World| world.keys.keys().next().cloned();
    story.deny_dev();
    let (after, decision) = submit(&story.0, &by_dev, &Writes).unwrap();
    assert_eq!(decision.outcome.err().unwrap().code().name(), "KMSKeyNotAccessibleFault");
    let made = key(&after).unwrap();
    story.0 = after;
    story.create("orders", Some(true), None).unwrap();
    assert_eq!(story.cluster("orders").encryption.key(), Some(&made));
}

#[test]
fn a_stopped_cluster_forgets_its_keys_and_asks_for_them_again() {
    let mut story = Story::new();
    let key = story.key("us-east-1");
    story.create_filled("orders", Some(true), Some(&key));
    let stop = RdsOp::StopDBCluster(stop_db_cluster::StopDBCluster { id: cluster_id("orders").into() });
    let start = RdsOp::StartDBCluster(start_db_cluster::StartDBCluster { id: cluster_id("orders").into() });
    story.rds("us-east-1", stop.clone()).unwrap();
    story.wait(180);
    assert!(matches!(story.cluster("orders").host, StorageNode::Down));
    story.rds("us-east-1", start.clone()).unwrap();
    story.wait(240);
    assert!(matches!(client_view(&story.cluster("orders"), 1), ClientView::Content(_)));
    story.rds("us-east-1", stop).unwrap();
    story.wait(180);
    story.life(&key, Life::Disabled);
    story.rds("us-east-1", start).unwrap();
    story.wait(240);
    assert_eq!(story.cluster("orders").status, ClusterStatus::InaccessibleEncryptionCredentials);
}

#[test]
fn aurora_starts_what_was_stopped_for_seven_days() {
    let mut story = Story::new();
    story.create("orders", None, None).unwrap();
    let stop = RdsOp::StopDBCluster(stop_db_cluster::StopDBCluster { id: cluster_id("orders").into() });
    story.rds("us-east-1", stop).unwrap();
    story.wait(7 * Time::DAY);
    assert_eq!(story.cluster("orders").status, ClusterStatus::Stopped);
    story.wait(1000);
    assert_eq!(story.cluster("orders").status, ClusterStatus::Available);
}

#[test]
fn automated_snapshots_come_daily_and_go_after_the_retention() {
    let mut story = Story::new();
    story.create("orders", Some(true), None).unwrap();
    story.wait(5 * Time::DAY);
    assert_eq!(story.0.snapshots.size(), 1, "one day is kept");
    let delete = RdsOp::DeleteDBCluster(delete_db_cluster::DeleteDBCluster {
        id: cluster_id("orders").into(),
        skip_final_snapshot: true,
        final_snapshot: None,
        delete_automated_backups: None,
    });
    story.rds("us-east-1", delete).unwrap();
    story.wait(300);
    assert!(story.0.snapshots.is_empty() && story.0.clusters.is_empty() && story.0.backups.is_empty());
    assert!(story.0.uses.is_empty() && story.0.grants.is_empty());
}

#[test]
fn flipped_swapped_and_rolled_back_pages_are_found_in_a_sealed_volume_only() {
    let (page, file) = (PageNumber(2), File::Database);
    let flip = |target| PlaygroundOp::from(FlipBit { target, page, file, offset: None, bit: None });
    let swap = |target| PlaygroundOp::from(SwapPages { target, page, with: PageNumber(3), file });
    let back = |target| PlaygroundOp::from(RollbackPage { target, page, file });
    let ways: [(&str, &dyn Fn(Target) -> PlaygroundOp); 3] =
        [("flip", &flip), ("swap", &swap), ("back", &back)];
    for (how, op) in ways {
        let mut story = Story::new();
        story.create_filled("plain", None, None);
        story.create_filled("sealed", Some(true), None);
        for id in ["plain", "sealed"] {
            story.write(id, "2 x");
            let op = op(Target::Cluster(cluster_id(id)));
            story.run("us-east-1", Operation::Playground(op)).unwrap();
        }
        assert!(matches!(client_view(&story.cluster("plain"), 2), ClientView::Content(_)), "{how:?}");
        assert!(matches!(client_view(&story.cluster("sealed"), 2), ClientView::Fault(_)), "{how:?}");
    }
}
