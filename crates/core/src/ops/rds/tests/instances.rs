//! Failover and reboot: which instance is the writer, which takes connections, and when a lost key shows.

use super::*;
use crate::ids::InstanceId;
use crate::ops::waiters::db_cluster_available::DBClusterAvailable;
use crate::ops::waiters::db_instance_available::DBInstanceAvailable;
use crate::rds::refusal::RdsRefusal;
use failover_db_cluster::FailoverDBCluster;
use reboot_db_instance::RebootDBInstance;

const HERE: &str = "us-east-1";

fn instance_id(id: &str) -> InstanceId {
    InstanceId::parse(id).unwrap()
}

fn reboot(id: &str) -> RdsOp {
    RdsOp::RebootDBInstance(RebootDBInstance { id: instance_id(id), force_failover: false })
}

fn fail_over(id: &str, target: Option<&str>) -> RdsOp {
    RdsOp::FailoverDBCluster(FailoverDBCluster { id: cluster_id(id).into(), target: target.map(instance_id) })
}

fn add(id: &str, cluster: &str, class: &str, promotion_tier: u8) -> RdsOp {
    RdsOp::CreateDBInstance(create_db_instance::CreateDBInstance {
        id: instance_id(id),
        class: class.into(),
        engine: Engine::AuroraMysql,
        cluster: Some(cluster_id(cluster)),
        storage_encrypted: None,
        kms_key: None,
        promotion_tier: Some(PromotionTier(promotion_tier)),
        tags: Tags::default(),
        insights: beside::InstanceInsights::default(),
        authority: None,
        settings: Box::default(),
    })
}

fn delete(id: &str) -> RdsOp {
    RdsOp::DeleteDBInstance(delete_db_instance::DeleteDBInstance {
        id: instance_id(id),
        final_snapshot: None,
    })
}

impl Story {
    /// An encrypted cluster `orders` with these instances, available, and its key.
    fn with_instances(readers: &[(&str, &str, u8)]) -> (Self, KeyArn) {
        let mut story = Self::new();
        let key = story.key(HERE);
        story.create("orders", Some(true), Some(&key)).unwrap();
        for (id, class, tier) in readers {
            story.rds(HERE, add(id, "orders", class, *tier)).unwrap();
        }
        story.wait(300);
        story.write("orders", "1 schema\n2 before\n3 more");
        (story, key)
    }

    fn members(&self, cluster: &str) -> String {
        self.cluster(cluster).members.iter().map(|arn| arn.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn status(&self, id: &str) -> InstanceStatus {
        self.0.instances.values().find(|instance| instance.arn.id.as_str() == id).unwrap().status
    }

    fn refused(&mut self, op: RdsOp) -> Refusal {
        self.rds(HERE, op).err().unwrap()
    }

    fn connects(&mut self, cluster: &str, endpoint: Endpoint) -> Result<Output, Refusal> {
        let script = if endpoint == Endpoint::Writer { "2 after" } else { "" };
        let op = Sql { cluster: cluster_id(cluster), endpoint: Some(endpoint), script: Some(script.into()) };
        self.run(HERE, Operation::Sql(op.into()))
    }

    fn writes(&mut self, cluster: &str) -> Result<Output, Refusal> {
        self.connects(cluster, Endpoint::Writer)
    }

    /// The error log of a cluster whose host is up, without the times.
    fn error_log(&self, cluster: &str) -> String {
        let cluster = self.cluster(cluster);
        let StorageNode::Up(keys) = &cluster.host else { panic!() };
        let page = PageId { file: File::ErrorLog, number: 1 };
        let mut text = String::from_utf8(cluster.volume.read_page(keys, page).unwrap()).unwrap();
        text.truncate(usize::try_from(cluster.volume.image().size(File::ErrorLog)).unwrap());
        text.lines().map(|line| line.split_once(' ').unwrap().1).collect::<Vec<_>>().join("\n")
    }

    fn decrypts(&self) -> usize {
        self.0.trail.values().filter(|event| event.call.name == "Decrypt").count()
    }
}

const L: &str = "db.r5.large";

#[test]
fn the_reader_with_the_lowest_tier_becomes_the_writer_and_the_old_one_reboots() {
    let (mut story, _) = Story::with_instances(&[("a", L, 0), ("b", L, 2), ("c", L, 1), ("d", L, 1)]);
    let Ok(RdsOutput::Cluster(told)) = story.rds(HERE, fail_over("orders", None)) else { panic!() };
    assert_eq!(told.status, ClusterStatus::FailingOver);
    assert_eq!((story.members("orders").as_str(), story.status("a")), ("a b c d", InstanceStatus::Rebooting));
    assert!(story.writes("orders").is_err(), "no client reaches a cluster that fails over");
    story.wait(30);
    assert_eq!(story.members("orders"), "c a b d");
    assert_eq!(story.cluster("orders").status, ClusterStatus::Available);
    assert_eq!(story.status("a"), InstanceStatus::Available);
    story.writes("orders").unwrap();
}

#[test]
fn among_equals_the_largest_takes_over_and_a_target_goes_before() {
    let readers = [("a", L, 1), ("b", L, 1), ("c", "db.r5.2xlarge", 1), ("d", "db.r5.xlarge", 1)];
    let (mut story, _) = Story::with_instances(&readers);
    story.rds(HERE, fail_over("orders", None)).unwrap();
    story.wait(30);
    assert_eq!(story.members("orders"), "c a b d");
    story.rds(HERE, fail_over("orders", Some("b"))).unwrap();
    story.wait(30);
    assert_eq!(story.members("orders"), "b c a d");
}

#[test]
fn what_can_not_fail_over() {
    let (mut story, _) = Story::with_instances(&[("a", L, 1)]);
    story.create("other", None, None).unwrap();
    story.rds(HERE, add("o", "other", L, 1)).unwrap();
    let code = |story: &mut Story, id, target| {
        let refused = story.refused(fail_over(id, target));
        (refused.code().name(), refused.message())
    };
    let state = "InvalidDBClusterStateFault";
    assert_eq!(code(&mut story, "none", None).0, "DBClusterNotFoundFault");
    let alone = code(&mut story, "orders", None);
    assert_eq!(alone, (state, "DbCluster orders has no reader instance to fail over to.".into()));
    story.rds(HERE, add("b", "orders", L, 1)).unwrap();
    let creating = code(&mut story, "orders", None);
    let message = "DbCluster orders has no reader instance that is available to fail over to.";
    assert_eq!(creating, (state, message.into()));
    let instance = "InvalidDBInstanceState";
    for (target, code_wanted, message) in [
        ("none", "DBInstanceNotFound", "DBInstance none not found."),
        ("o", instance, "Instance o is not a member of DbCluster orders."),
        ("a", instance, "Instance a is the writer of DbCluster orders already."),
        ("b", instance, "Instance b is creating, not in available state."),
    ] {
        let want = (code_wanted, String::from(message));
        let got = code(&mut story, "orders", Some(target));
        assert_eq!(got, want);
    }
    story.wait(300);
    story.rds(HERE, fail_over("orders", Some("b"))).unwrap();
    assert_eq!(code(&mut story, "orders", None).0, state, "one at a time");
    assert_eq!(story.refused(reboot("b")).code().name(), instance, "nor a reboot meanwhile");
}

#[test]
fn a_replica_fails_over_too_and_misses_nothing() {
    let (mut story, _) = Story::with_instances(&[("a", L, 1), ("b", L, 1)]);
    story.writes("orders").unwrap();
    let replica = create_db_cluster::CreateDBCluster {
        replication_source: Some(cluster_arn("orders")),
        master_username: None,
        master_password: None,
        ..create_cluster("replica")
    };
    story.rds(HERE, RdsOp::CreateDBCluster(replica)).unwrap();
    for id in ["r1", "r2"] {
        story.rds(HERE, add(id, "replica", L, 1)).unwrap();
    }
    story.wait(300);
    let same = |story: &Story| content(&story.cluster("replica"), 2) == content(&story.cluster("orders"), 2);
    story.rds(HERE, fail_over("replica", None)).unwrap();
    story.writes("orders").unwrap();
    story.wait(30);
    assert_eq!(story.members("replica"), "r2 r1");
    assert!(same(&story), "what was written while it failed over");
    for id in ["r1", "r2"] {
        story.rds(HERE, reboot(id)).unwrap();
    }
    story.writes("orders").unwrap();
    story.wait(30);
    assert!(same(&story), "what was written while none of its instances was up");
}

#[test]
fn an_instance_that_reboots_takes_no_connections_and_asks_for_the_key_again() {
    let (mut story, _) = Story::with_instances(&[("a", L, 1)]);
    let before = story.decrypts();
    let Ok(RdsOutput::Instance(told)) = story.rds(HERE, reboot("a")) else { panic!() };
    assert_eq!(told.status, InstanceStatus::Rebooting);
    assert_eq!(story.cluster("orders").status, ClusterStatus::Available);
    let refused = story.writes("orders").err().unwrap();
    assert_eq!(refused.code().name(), "ERROR 2003 (HY000)");
    assert!(refused.message().contains("(the DB instance a is in state rebooting)"), "{}", refused.message());
    assert!(matches!(client_view(&story.cluster("orders"), 1), ClientView::NoHost(_)));
    assert!(matches!(story.cluster("orders").host, StorageNode::Down), "nobody has the data key");
    assert_eq!(story.refused(reboot("a")).code().name(), "InvalidDBInstanceState");
    story.wait(30);
    assert_eq!((story.status("a"), story.decrypts()), (InstanceStatus::Available, before + 1));
    story.writes("orders").unwrap();
}

#[test]
fn the_error_log_tells_why_an_instance_was_away() {
    let (mut story, _) = Story::with_instances(&[("a", L, 1), ("b", L, 1)]);
    story.rds(HERE, reboot("b")).unwrap();
    story.wait(30);
    let asked = "[b] [Note] mysqld: Normal shutdown\n[b] [Note] mysqld: ready for connections.";
    assert_eq!(story.error_log("orders"), asked);
    let mut writer = (**story.0.instances.values().next().unwrap()).clone();
    writer.crash_at = Some(1);
    story.0.instances.insert_mut(writer.arn.clone(), writer.into());
    story.writes("orders").unwrap();
    assert_eq!(story.status("a"), InstanceStatus::Rebooting);
    story.wait(30);
    let log = story.error_log("orders");
    let recovered = "[a] [ERROR] the server process was killed by signal 9\n\
                     [a] [Note] The database was not shut down normally.\n\
                     [a] [Note] Crash recovery begins.\n\
                     [a] [Note] mysqld: ready for connections.";
    assert_eq!(log, [asked, "\n", recovered].concat());
}

#[test]
fn a_plain_cluster_reboots_without_a_key() {
    let mut story = Story::new();
    story.create("plain", None, None).unwrap();
    story.rds(HERE, add("a", "plain", L, 1)).unwrap();
    story.wait(300);
    story.rds(HERE, reboot("a")).unwrap();
    story.wait(30);
    assert_eq!(story.decrypts(), 0);
    story.writes("plain").unwrap();
}

#[test]
fn readers_serve_while_one_reboots() {
    let (mut story, _) = Story::with_instances(&[("a", L, 1), ("b", L, 1)]);
    story.rds(HERE, reboot("b")).unwrap();
    story.writes("orders").unwrap();
    story.rds(HERE, reboot("a")).unwrap();
    assert!(matches!(story.cluster("orders").host, StorageNode::Down), "both are away");
    story.wait(30);
    assert!(matches!(story.cluster("orders").host, StorageNode::Up(_)));
    story.rds(HERE, reboot("a")).unwrap();
    assert!(matches!(client_view(&story.cluster("orders"), 1), ClientView::Content(_)), "b serves");
    story.connects("orders", Endpoint::Reader).unwrap();
    assert!(story.writes("orders").is_err(), "but only a writes");
}

#[test]
fn a_disabled_key_shows_when_an_instance_is_back() {
    for count in [1, 2] {
        let (mut story, key) = Story::with_instances(&[("a", L, 1), ("b", L, 1)][..count]);
        story.life(&key, Life::Disabled);
        story.rds(HERE, reboot("a")).unwrap();
        story.wait(30);
        assert_eq!(story.cluster("orders").status, ClusterStatus::InaccessibleEncryptionCredentials);
        assert_eq!(story.status("a"), InstanceStatus::InaccessibleEncryptionCredentials);
        let refused = story.refused(reboot("a"));
        assert_eq!((refused.code().name(), refused.rule()), ("InvalidDBInstanceState", Some(RuleId::E08)));
        assert_eq!(story.refused(fail_over("orders", None)).rule(), Some(RuleId::E08));
    }
}

#[test]
fn a_failover_finds_a_disabled_key_when_the_old_writer_is_back() {
    let (mut story, key) = Story::with_instances(&[("a", L, 1), ("b", L, 1)]);
    story.life(&key, Life::Disabled);
    story.rds(HERE, fail_over("orders", None)).unwrap();
    story.wait(30);
    assert_eq!(story.members("orders"), "b a");
    assert_eq!(story.cluster("orders").status, ClusterStatus::InaccessibleEncryptionCredentials);
}

#[test]
fn force_failover_is_not_for_aurora() {
    let (mut story, _) = Story::with_instances(&[("a", L, 1)]);
    let op = RdsOp::RebootDBInstance(RebootDBInstance { id: instance_id("a"), force_failover: true });
    assert_eq!(story.refused(op).code().name(), "InvalidParameterCombination");
    assert_eq!(story.refused(reboot("none")).code().name(), "DBInstanceNotFound");
    story.rds(HERE, reboot("a")).unwrap();
}

#[test]
fn a_cluster_whose_rebooting_instance_is_deleted_is_served_again() {
    let (mut story, _) = Story::with_instances(&[("a", L, 1)]);
    story.rds(HERE, reboot("a")).unwrap();
    story.rds(HERE, delete("a")).unwrap();
    story.wait(120);
    assert!(matches!(client_view(&story.cluster("orders"), 1), ClientView::Content(_)));
}

#[test]
fn a_stop_in_the_middle_of_a_reboot_goes_on() {
    let (mut story, _) = Story::with_instances(&[("a", L, 1)]);
    story.rds(HERE, reboot("a")).unwrap();
    let id = cluster_id("orders");
    story.rds(HERE, RdsOp::StopDBCluster(stop_db_cluster::StopDBCluster { id: id.clone().into() })).unwrap();
    story.wait(180);
    assert_eq!(story.status("a"), InstanceStatus::Stopped);
    story.rds(HERE, RdsOp::StartDBCluster(start_db_cluster::StartDBCluster { id: id.into() })).unwrap();
    story.wait(240);
    story.writes("orders").unwrap();
}

#[test]
fn when_the_writer_is_deleted_the_next_in_line_takes_over() {
    let (mut story, _) = Story::with_instances(&[("a", L, 0), ("b", L, 2), ("c", L, 1)]);
    story.rds(HERE, delete("a")).unwrap();
    story.wait(120);
    assert_eq!(story.members("orders"), "c b");
    story.rds(HERE, delete("b")).unwrap();
    story.wait(120);
    assert_eq!(story.members("orders"), "c");
}

#[test]
fn waiters_wait_for_both() {
    let (mut story, _) = Story::with_instances(&[("a", L, 1), ("b", L, 1)]);
    story.rds(HERE, reboot("b")).unwrap();
    story.run(HERE, Operation::Wait(DBInstanceAvailable { id: instance_id("b") }.into())).unwrap();
    story.rds(HERE, fail_over("orders", None)).unwrap();
    story.run(HERE, Operation::Wait(DBClusterAvailable { id: cluster_id("orders") }.into())).unwrap();
    story.run(HERE, Operation::Wait(DBInstanceAvailable { id: instance_id("a") }.into())).unwrap();
    assert_eq!(story.members("orders"), "b a");
}

#[test]
fn a_refusal_says_which_instances_are_in_the_way() {
    let (mut story, _) = Story::with_instances(&[("a", L, 1), ("b", L, 1)]);
    story.rds(HERE, delete("b")).unwrap();
    let delete = delete_db_cluster::DeleteDBCluster {
        id: cluster_id("orders").into(),
        skip_final_snapshot: true,
        final_snapshot: None,
        delete_automated_backups: None,
    };
    let Refusal::Rds(why, None) = story.refused(delete.into()) else { panic!() };
    let RdsRefusal::HasInstances { instances } = &*why else { panic!("{why:?}") };
    assert_eq!(instances.iter().map(|arn| arn.id.as_str()).collect::<Vec<_>>(), ["a"]);
}
