//! Aurora Serverless v1: always encrypted, its capacity, and which clusters can be it.

use super::*;
use crate::ops::api::{Argument, Members, Value};
use crate::ops::rds::master::MasterUsername;
use crate::ops::rds::serverless::ScalingConfiguration;
use crate::rds::kept::{ServerlessScaling, TimeoutAction};
use crate::rds::setting_refusal::SettingRefusal;

const HERE: &str = "us-east-1";
const VERSION: &str = "5.7.mysql_aurora.2.07.1";

/// `ScalingConfiguration` of these members.
#[expect(clippy::unnecessary_wraps, reason = "as the requests have it")]
fn asked(parts: &[(&str, Value)]) -> Option<Box<ScalingConfiguration>> {
    let parts = parts.iter().map(|(name, value)| ((*name).into(), value.clone())).collect();
    let member = scaling_member();
    Some(Box::new(ScalingConfiguration::read(member, Value::Structure(parts)).unwrap()))
}

fn scaling_member() -> &'static crate::ops::api::Member {
    let declaration = <create_db_cluster::CreateDBCluster as crate::ops::api::Declared>::DECLARATION;
    declaration.members().into_iter().find(|member| member.name == "ScalingConfiguration").unwrap()
}

fn whole(name: &'static str, number: i64) -> (&'static str, Value) {
    (name, Value::Integer(number))
}

fn serverless(name: &str, engine: Engine, version: &str) -> create_db_cluster::CreateDBCluster {
    create_db_cluster::CreateDBCluster {
        engine,
        mode: Some("serverless".into()),
        engine_version: Some(version.into()),
        // `admin` is reserved in PostgreSQL.
        master_username: Some(MasterUsername("owner".into())),
        ..create_cluster(name)
    }
}

/// Aurora Serverless v1 is encrypted whatever the request says, and has no instances.
#[test]
fn serverless_is_always_encrypted() {
    let mut story = Story::new();
    let of = |name: &str, encrypted, version: &str| create_db_cluster::CreateDBCluster {
        storage_encrypted: encrypted,
        mode: Some("serverless".into()),
        engine_version: Some(version.into()),
        ..create_cluster(name)
    };
    for (name, encrypted) in [("a", None), ("b", Some(false)), ("c", Some(true))] {
        story.rds(HERE, of(name, encrypted, "5.7.mysql_aurora.2.07.1").into()).unwrap();
        assert!(story.cluster(name).encryption.key().is_some(), "{name}");
    }
    let refused = story.rds(HERE, of("d", None, "5.7.mysql_aurora.2.09.1").into()).err().unwrap();
    assert_eq!(refused, SettingRefusal::ModeUnavailable {}.into());
    story.wait(300);
    let refused = story.rds(HERE, instance_in("a", "x")).err().unwrap();
    assert_eq!(refused, SettingRefusal::InstanceOfServerless {}.into());
}

#[test]
fn a_capacity_is_one_of_its_engine_and_the_least_is_not_above_the_most() {
    let mut story = Story::new();
    let mut count = 0;
    let mut of = |engine: Engine, version: &str, parts: &[(&str, Value)]| {
        count += 1;
        let scaling = asked(parts);
        let create = serverless(&format!("c{count}"), engine, version);
        story.rds(HERE, create_db_cluster::CreateDBCluster { scaling, ..create }.into()).map(drop)
    };
    let (mysql, postgres) = ((Engine::AuroraMysql, VERSION), (Engine::AuroraPostgresql, "10.11"));
    for ((engine, version), least, most, allowed) in [
        (mysql, 1, 256, true),
        (mysql, 8, 8, true),
        (mysql, 0, 8, false),
        (mysql, 1, 257, false),
        (mysql, 3, 8, false),
        (mysql, 16, 8, false),
        (mysql, 1, 384, false),
        (postgres, 2, 384, true),
        (postgres, 2, 192, true),
        (postgres, 1, 384, false),
        (postgres, 2, 128, false),
    ] {
        let outcome = of(engine, version, &[whole("MinCapacity", least), whole("MaxCapacity", most)]);
        assert_eq!(outcome.is_ok(), allowed, "{engine:?} {least} {most}");
    }
    let refused = of(postgres.0, postgres.1, &[whole("MinCapacity", 1)]).err().unwrap();
    assert_eq!(
        refused.message(),
        "Capacity value 1 is not valid. The valid scaling range for this cluster is 2 to 384. To change the clusters scaling \
         range use the ModifyDBCluster call."
    );
    for (seconds, allowed) in [(299, false), (300, true), (86_400, true), (86_401, false), (-1, false)] {
        let outcome = of(mysql.0, mysql.1, &[whole("SecondsUntilAutoPause", seconds)]);
        assert_eq!(outcome.is_ok(), allowed, "{seconds}");
    }
    for (action, allowed) in [("ForceApplyCapacityChange", true), ("Wait", false)] {
        assert_eq!(of(mysql.0, mysql.1, &[("TimeoutAction", Value::text(action))]).is_ok(), allowed);
    }
}

#[test]
fn what_a_change_does_not_say_stays() {
    let mut story = Story::new();
    let scaling = asked(&[
        whole("MinCapacity", 2),
        ("AutoPause", Value::Flag(false)),
        ("TimeoutAction", Value::text("ForceApplyCapacityChange")),
    ]);
    let create = serverless("v1", Engine::AuroraMysql, VERSION);
    story.rds(HERE, create_db_cluster::CreateDBCluster { scaling, ..create }.into()).unwrap();
    story.create("plain", None, None).unwrap();
    story.wait(300);
    let modify = |name: &str, parts: &[(&str, Value)]| {
        RdsOp::ModifyDBCluster(modify_db_cluster::ModifyDBCluster {
            scaling: asked(parts),
            ..modify_db_cluster::ModifyDBCluster::read(&Named(name.into())).unwrap()
        })
    };
    story.rds(HERE, modify("v1", &[whole("MaxCapacity", 64), whole("SecondsUntilAutoPause", 600)])).unwrap();
    assert_eq!(
        story.cluster("v1").serverless_scaling(),
        Some(ServerlessScaling {
            least: 2,
            most: 64,
            auto_pause: false,
            pause: 600,
            timeout_action: TimeoutAction::ForceApplyCapacityChange,
        })
    );
    story.wait(300);
    let refused = story.rds(HERE, modify("v1", &[whole("MaxCapacity", 1)])).err().unwrap();
    assert_eq!(refused, SettingRefusal::ServerlessCapacities { least: 2, most: 1 }.into());
    let refused = story.rds(HERE, modify("plain", &[whole("MaxCapacity", 64)])).err().unwrap();
    assert_eq!(
        refused.message(),
        "You can't specify scaling configuration for non Aurora Serverless cluster."
    );
}

/// The arguments of a request that names a cluster and says no more.
struct Named(Rc<str>);

impl crate::ops::api::Arguments for Named {
    fn get(&self, member: &'static crate::ops::api::Member) -> Option<Value> {
        (member.name == "DBClusterIdentifier").then(|| Value::text(&*self.0))
    }
}

/// An unencrypted snapshot becomes an encrypted cluster, since there are no others of Aurora Serverless v1.
#[test]
fn a_snapshot_is_restored_as_serverless() {
    let mut story = Story::new();
    let plain = create_db_cluster::CreateDBCluster {
        engine_version: Some(VERSION.into()),
        ..create_cluster("plain")
    };
    story.rds(HERE, plain.into()).unwrap();
    story.create("newer", None, None).unwrap();
    story.wait(1);
    story.snapshot("s", "plain").unwrap();
    story.snapshot("n", "newer").unwrap();
    let restore = |name: &str, snapshot: &str, mode: Option<&str>, scaling| {
        RdsOp::RestoreDBClusterFromSnapshot(RestoreDBClusterFromSnapshot {
            id: cluster_id(name),
            snapshot: SnapshotRef::Id(snapshot_id(snapshot)),
            engine: Engine::AuroraMysql,
            kms_key: None,
            mode: mode.map(Rc::from),
            scaling,
            settings: RestoreSettings::default(),
        })
    };
    let most = || asked(&[whole("MaxCapacity", 8)]);
    story.rds(HERE, restore("v1", "s", Some("serverless"), most())).unwrap();
    let restored = story.cluster("v1");
    assert!(restored.encryption.key().is_some());
    assert_eq!(restored.serverless_scaling().unwrap().most, 8);
    story.rds(HERE, restore("again", "s", None, None)).unwrap();
    assert!(!story.cluster("again").is_serverless() && story.cluster("again").encryption.key().is_none());
    let refused = story.rds(HERE, restore("x", "n", Some("serverless"), None)).err().unwrap();
    assert_eq!(refused, SettingRefusal::ModeUnavailable {}.into());
    let refused = story.rds(HERE, restore("x", "s", None, most())).err().unwrap();
    assert_eq!(refused, SettingRefusal::ScalingOfProvisioned {}.into());
}
