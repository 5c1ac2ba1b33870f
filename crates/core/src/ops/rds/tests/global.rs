//! The lives of global clusters, in both editions.

use super::*;
use crate::ids::{ClusterArn, GlobalClusterId};
use crate::ops::rds::values::MemberArn;
use create_global_cluster::CreateGlobalCluster;
use delete_global_cluster::DeleteGlobalCluster;
use failover_global_cluster::FailoverGlobalCluster;
use modify_global_cluster::ModifyGlobalCluster;
use remove_from_global_cluster::RemoveFromGlobalCluster;
use switchover_global_cluster::SwitchoverGlobalCluster;

const HERE: &str = "us-east-1";
const THERE: &str = "eu-west-1";

fn world() -> GlobalClusterId {
    GlobalClusterId::parse("world").unwrap()
}

fn in_region(region: &str, id: &str) -> ClusterArn {
    ClusterArn { region: Region::parse(region).unwrap(), ..cluster_arn(id) }
}

fn around(id: &str) -> CreateGlobalCluster {
    CreateGlobalCluster { source: Some(in_region(HERE, id)), engine: None, ..from_scratch() }
}

fn from_scratch() -> CreateGlobalCluster {
    CreateGlobalCluster {
        id: world(),
        source: None,
        engine: Some(Engine::AuroraMysql),
        engine_version: None,
        deletion_protection: false,
        database_name: None,
        storage_encrypted: None,
        tags: Tags::default(),
    }
}

fn secondary(id: &str, key: Option<&KeyArn>) -> create_db_cluster::CreateDBCluster {
    create_db_cluster::CreateDBCluster {
        global: Some(world()),
        storage_encrypted: key.map(|_| true),
        kms_key: key.map(|key| KeyRef::Arn(key.clone())),
        master_username: None,
        master_password: None,
        source_region: Some(Region::DEFAULT),
        ..create_cluster(id)
    }
}

fn remove(region: &str, id: &str) -> RdsOp {
    RemoveFromGlobalCluster { id: world(), cluster: MemberArn(in_region(region, id)) }.into()
}

fn fail_over(region: &str, id: &str, allow_data_loss: bool, switchover: bool) -> RdsOp {
    let target = MemberArn(in_region(region, id));
    FailoverGlobalCluster { id: world(), target, allow_data_loss, switchover }.into()
}

fn delete(id: &str) -> RdsOp {
    let id = cluster_id(id).into();
    delete_db_cluster::DeleteDBCluster {
        id,
        skip_final_snapshot: true,
        final_snapshot: None,
        delete_automated_backups: None,
    }
    .into()
}

impl Story {
    fn of(edition: Edition) -> Self {
        Self(World::new(Seed([7; 16]), edition))
    }

    /// A primary cluster here and a secondary cluster there, each with an instance and a key of its own.
    fn global(edition: Edition) -> (Self, KeyArn, KeyArn) {
        let mut story = Self::of(edition);
        let (here, there) = (story.key(HERE), story.key(THERE));
        story.create_filled("a", Some(true), Some(&here));
        story.rds(HERE, around("a").into()).unwrap();
        story.rds(THERE, secondary("b", Some(&there)).into()).unwrap();
        story.wait(240);
        story.instance(THERE, "b");
        (story, here, there)
    }

    fn code(&mut self, region: &str, op: impl Into<RdsOp>) -> &'static str {
        self.rds(region, op.into()).err().map_or("", |refusal| refusal.code().name())
    }
}

/// The data keys that open a cluster's pages, by the KMS keys that wrap them.
fn wrapped_under(cluster: &Cluster) -> Vec<KeyArn> {
    cluster.volume.image().slots().map(|slot| slot.key.clone()).collect()
}

#[test]
fn each_member_seals_the_same_pages_under_a_data_key_of_its_own() {
    for edition in Edition::ALL {
        let (mut story, here, there) = Story::global(edition);
        story.write("a", "2 5555 2222\n9 new");
        let (a, b) = (story.cluster("a"), story.cluster("b"));
        assert_eq!((wrapped_under(&a), wrapped_under(&b)), (vec![here], vec![there]));
        for page in [1, 2, 3, 9] {
            assert_eq!(content(&a, page), content(&b, page), "page {page}");
            let raw = |cluster: &Cluster| cluster.volume.image().page(page).unwrap().stored.raw().to_vec();
            assert_ne!(raw(&a), raw(&b), "page {page}");
        }
        assert!(b.volume.find("5555 2222").is_empty());
        let before = b.volume.image().clone();
        story.write_in(THERE, "b", "2 not here");
        assert_eq!(content(&story.cluster("b"), 2), content(&b, 2), "a secondary cluster takes no writes");
        assert!(before.page(2) == story.cluster("b").volume.image().page(2));
    }
}

#[test]
fn a_page_goes_over_the_wire_opened_and_encrypted_for_the_link_alone() {
    use crate::ops::playground::PlaygroundOutput;
    use crate::ops::playground::read_frame::ReadFrame;
    use crate::storage::frame;
    let (mut story, ..) = Story::global(Edition::Y2026);
    story.write("a", "2 5555 2222");
    let read = ReadFrame { replica: cluster_id("b") };
    let sent = story.run(THERE, Operation::Playground(read.into())).unwrap();
    let Output::Playground(PlaygroundOutput::Frame(sent)) = sent else { unreachable!() };
    assert!(!sent.sealed_inside);
    assert!(!sent.bytes.windows(9).any(|bytes| bytes == b"5555 2222"));
    let link = story.cluster("b").link.clone().unwrap();
    let record = frame::open(&link, &sent.bytes).unwrap();
    assert!(record.page().unwrap().1.raw().starts_with(b"5555 2222"));
}

/// Rule N11: the primary cluster's key is lost, and the secondary cluster lives on under its own.
#[test]
fn a_lost_key_takes_one_member_at_once_and_no_other() {
    for edition in Edition::ALL {
        let (mut story, here, _) = Story::global(edition);
        story.life(&here, Life::Disabled);
        story.wait(Time::DAY);
        assert_eq!(story.cluster("a").status, ClusterStatus::InaccessibleEncryptionCredentials);
        assert_eq!(story.cluster("b").status, ClusterStatus::Available);
        match edition {
            // Managed failover came in February 2021: until then a secondary cluster was taken out.
            Edition::Y2020 => {
                story.rds(THERE, remove(THERE, "b")).unwrap();
                assert_eq!(story.cluster("b").status, ClusterStatus::Promoting);
                story.wait(180);
            }
            Edition::Y2026 => {
                let code = story.code(THERE, fail_over(THERE, "b", false, false));
                assert_eq!(code, "InvalidDBClusterStateFault", "a switchover needs both");
                story.rds(THERE, fail_over(THERE, "b", true, false)).unwrap();
                assert_eq!(story.code(THERE, remove(THERE, "b")), "InvalidGlobalClusterStateFault");
                story.wait(30);
                assert_eq!(story.cluster("a").replication_source, Some(in_region(THERE, "b")));
                story.rds(HERE, remove(HERE, "a")).unwrap();
                assert_eq!(story.cluster("a").status, ClusterStatus::InaccessibleEncryptionCredentials);
            }
        }
        story.write_in(THERE, "b", "2 after");
        assert!(content(&story.cluster("b"), 2).starts_with(b"after"));
        assert!(content(&story.cluster("b"), 3).starts_with(b"orders"));
    }
}

#[test]
fn a_member_alone_can_be_stopped_and_saved_today() {
    let mut story = Story::of(Edition::Y2026);
    let key = story.key(HERE);
    story.create_filled("a", Some(true), Some(&key));
    story.rds(HERE, around("a").into()).unwrap();
    story.life(&key, Life::Disabled);
    story.wait(Time::DAY);
    assert_eq!(story.cluster("a").status, ClusterStatus::Recoverable);
}

#[test]
fn a_switchover_turns_the_stream_around() {
    let (mut story, here, there) = Story::global(Edition::Y2026);
    let west = story.key("us-west-2");
    story.rds("us-west-2", secondary("c", Some(&west)).into()).unwrap();
    story.wait(240);
    let target = MemberArn(in_region(THERE, "b"));
    story.rds(HERE, SwitchoverGlobalCluster { id: world(), target }.into()).unwrap();
    assert_eq!(story.cluster("a").status, ClusterStatus::FailingOver);
    story.wait(30);
    story.write_in(THERE, "b", "2 turned");
    for id in ["a", "b", "c"] {
        assert!(content(&story.cluster(id), 2).starts_with(b"turned"), "{id}");
    }
    story.write("a", "2 not here");
    assert!(content(&story.cluster("a"), 2).starts_with(b"turned"), "the former primary cluster only reads");
    let keys: Vec<_> = ["a", "b", "c"].iter().map(|id| wrapped_under(&story.cluster(id))).collect();
    assert_eq!(keys, [vec![here], vec![there], vec![west]], "each keeps its key");
    story.rds(THERE, fail_over(HERE, "a", false, true)).unwrap();
    story.wait(30);
    story.write("a", "2 back");
    assert!(content(&story.cluster("c"), 2).starts_with(b"back"));
}

#[test]
fn a_target_that_is_lost_meanwhile_leaves_all_as_it_was() {
    let (mut story, _, there) = Story::global(Edition::Y2026);
    story.rds(HERE, fail_over(THERE, "b", true, false)).unwrap();
    story.life(&there, Life::Disabled);
    let b = story.cluster("b");
    let lost = Cluster {
        status: ClusterStatus::InaccessibleEncryptionCredentials,
        host: StorageNode::Down,
        ..(*b).clone()
    };
    story.0.clusters.insert_mut(b.arn.clone(), Rc::new(lost));
    story.wait(30);
    let global = story.0.global_clusters.values().next().unwrap().clone();
    assert_eq!((global.primary(), global.status()), (Some(&in_region(HERE, "a")), "available"));
    story.write("a", "2 goes on");
    assert!(content(&story.cluster("a"), 2).starts_with(b"goes on"));
}

#[test]
fn what_members_refuse() {
    for edition in Edition::ALL {
        let (mut story, ..) = Story::global(edition);
        let stop = |id| stop_db_cluster::StopDBCluster { id: cluster_id(id).into() };
        let promote =
            promote_read_replica_db_cluster::PromoteReadReplicaDBCluster { id: cluster_id("b").into() };
        let instance = delete_db_instance::DeleteDBInstance {
            id: crate::ids::InstanceId::parse("a-1").unwrap(),
            final_snapshot: None,
        };
        let replica = create_db_cluster::CreateDBCluster {
            global: None,
            replication_source: Some(in_region(HERE, "a")),
            ..secondary("r", None)
        };
        let both = create_db_cluster::CreateDBCluster { global: Some(world()), ..replica.clone() };
        let (state, global) = ("InvalidDBClusterStateFault", "InvalidGlobalClusterStateFault");
        let combination = "InvalidParameterCombination";
        let other = GlobalClusterId::parse("other").unwrap();
        for (region, op, code) in [
            (HERE, stop("a").into(), state),
            (THERE, stop("b").into(), state),
            (HERE, delete("a"), global),
            (THERE, delete("b"), state),
            (THERE, promote.into(), state),
            (HERE, instance.into(), state),
            (HERE, replica.into(), state),
            (HERE, both.into(), combination),
            (HERE, remove(HERE, "a"), global),
            (HERE, remove(HERE, "b"), "DBClusterNotFoundFault"),
            (HERE, DeleteGlobalCluster { id: world() }.into(), global),
            (HERE, DeleteGlobalCluster { id: other.clone() }.into(), "GlobalClusterNotFoundFault"),
            (HERE, from_scratch().into(), "GlobalClusterAlreadyExistsFault"),
            (HERE, CreateGlobalCluster { id: other.clone(), ..around("a") }.into(), state),
            (HERE, CreateGlobalCluster { id: other.clone(), ..around("b") }.into(), "DBClusterNotFoundFault"),
            (HERE, secondary("c", None).into(), global), // its Region has a member
        ] {
            assert_eq!(story.code(region, RdsOp::clone(&op)), code, "{edition:?} {op:?}");
        }
        let modify =
            ModifyGlobalCluster { id: world(), new_id: Some(other.clone()), deletion_protection: Some(true) };
        story.rds(THERE, modify.into()).unwrap();
        let delete_it = DeleteGlobalCluster { id: other.clone() };
        assert_eq!(story.code(HERE, delete_it.clone()), combination, "protected");
        let modify = ModifyGlobalCluster {
            id: other.clone(),
            new_id: Some(world()),
            deletion_protection: Some(false),
        };
        story.rds(THERE, modify.into()).unwrap();
        story.rds(THERE, remove(THERE, "b")).unwrap();
        story.wait(180);
        story.rds(HERE, remove(HERE, "a")).unwrap();
        story.rds(HERE, DeleteGlobalCluster { id: world() }.into()).unwrap();
        assert!(story.0.global_clusters.is_empty());
        story.rds(HERE, stop("a").into()).unwrap();
    }
}

#[test]
fn a_member_can_be_renamed() {
    let (mut story, ..) = Story::global(Edition::Y2020);
    let rename = |id, new| modify_db_cluster::ModifyDBCluster {
        scaling: None,
        id: cluster_id(id).into(),
        new_id: Some(cluster_id(new)),
        backup_retention: None,
        port: None,
        backup_window: None,
        engine_version: None,
        deletion_protection: None,
        copy_tags: None,
        storage_type: None,
        master_password: None,
        logs: None,
        rotate_password: None,
        insights: Box::default(),
        secret: Box::default(),
        maintenance: None,
        kept: Box::default(),
    };
    story.rds(HERE, rename("a", "first").into()).unwrap();
    story.rds(THERE, rename("b", "second").into()).unwrap();
    story.wait(60);
    story.write("first", "2 renamed");
    assert!(content(&story.cluster("second"), 2).starts_with(b"renamed"));
}

#[test]
fn a_global_cluster_from_scratch_says_how_its_clusters_are_encrypted() {
    for edition in Edition::ALL {
        for encrypted in [true, false] {
            let mut story = Story::of(edition);
            let create = CreateGlobalCluster {
                storage_encrypted: encrypted.then_some(true),
                database_name: Some("shop".into()),
                ..from_scratch()
            };
            story.rds(HERE, create.into()).unwrap();
            let first = |asked| create_db_cluster::CreateDBCluster {
                global: Some(world()),
                storage_encrypted: asked,
                ..create_cluster("a")
            };
            assert_eq!(story.code(HERE, first(Some(!encrypted))), "InvalidParameterCombination");
            let postgres =
                create_db_cluster::CreateDBCluster { engine: Engine::AuroraPostgresql, ..first(None) };
            assert_eq!(story.code(HERE, postgres), "InvalidParameterCombination");
            story.rds(HERE, first(None).into()).unwrap();
            story.wait(240);
            story.instance(HERE, "a");
            let a = story.cluster("a");
            assert_eq!(a.database_name.as_deref(), Some("shop"));
            let owned = a.encryption.key().is_some_and(KeyArn::is_aws_owned);
            assert_eq!(a.encryption.key().is_some(), encrypted || edition == Edition::Y2026);
            assert_eq!(owned, !encrypted && edition == Edition::Y2026);
            let key = encrypted.then(|| story.key(THERE));
            story.rds(THERE, secondary("b", key.as_ref()).into()).unwrap();
            let b = story.cluster("b");
            assert_eq!(b.encryption.key().is_some(), a.encryption.key().is_some());
            assert_eq!(b.encryption.key().is_some_and(KeyArn::is_aws_owned), owned);
        }
    }
}

#[test]
fn a_global_cluster_has_tags_today() {
    for edition in Edition::ALL {
        let mut story = Story::of(edition);
        story.rds(HERE, from_scratch().into()).unwrap();
        let resource = resource::ResourceName::Global(story.0.global_clusters.keys().next().unwrap().clone());
        let tags = Tags([("team".into(), "shop".into())].into_iter().collect());
        let add = add_tags_to_resource::AddTagsToResource { resource, tags: tags.clone() };
        let code = story.code(THERE, add);
        match edition {
            Edition::Y2020 => assert_eq!(code, "InvalidParameterValue"),
            Edition::Y2026 => {
                assert_eq!(code, "");
                assert_eq!(story.0.global_clusters.values().next().unwrap().tags, tags.0);
            }
        }
    }
}

#[test]
fn aurora_postgresql_can_be_global_too() {
    let mut story = Story::of(Edition::Y2020);
    let engine = Engine::AuroraPostgresql;
    let reserved = create_db_cluster::CreateDBCluster { engine, ..create_cluster("a") };
    assert_eq!(story.code(HERE, reserved.clone()), "InvalidParameterValue", "admin is the engine's own name");
    let master_username = Some(super::super::master::MasterUsername("postgres".into()));
    story.rds(HERE, create_db_cluster::CreateDBCluster { master_username, ..reserved }.into()).unwrap();
    story.wait(240);
    story.rds(HERE, around("a").into()).unwrap();
    let second = create_db_cluster::CreateDBCluster { engine, ..secondary("b", None) };
    assert_eq!(story.code(THERE, second.clone()), "InvalidDBClusterStateFault", "no instance yet");
    let op = create_db_instance::CreateDBInstance {
        id: crate::ids::InstanceId::parse("a-1").unwrap(),
        class: "db.r5.large".into(),
        engine,
        cluster: Some(cluster_id("a")),
        storage_encrypted: None,
        kms_key: None,
        promotion_tier: None,
        insights: super::super::beside::InstanceInsights::default(),
        authority: None,
        settings: Box::default(),
        tags: super::super::values::Tags::default(),
    };
    story.rds(HERE, op.into()).unwrap();
    story.rds(THERE, second.into()).unwrap();
}
