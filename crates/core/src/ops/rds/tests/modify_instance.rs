//! `ModifyDBInstance`: what is applied at once, what waits, and what only a cluster can change.

use super::*;
use crate::ids::{ClusterArn, InstanceId};
use crate::ops::rds::instance_settings::{ClusterLevel, InstanceSettings};
use crate::ops::rds::modify_db_instance::ModifyDBInstance;
use crate::rds::setting_refusal::{OfCluster, SettingRefusal};
use crate::refusal::ErrorCode;

const HERE: &str = "us-east-1";

fn id(text: &str) -> InstanceId {
    InstanceId::parse(text).unwrap()
}

fn nothing(name: &str) -> ModifyDBInstance {
    ModifyDBInstance {
        id: id(name),
        class: None,
        new_id: None,
        at_once: false,
        promotion_tier: None,
        authority: None,
        insights: Box::default(),
        settings: Box::default(),
        of_cluster: Box::default(),
    }
}

fn class(name: &str, class: &str, at_once: bool) -> ModifyDBInstance {
    ModifyDBInstance { class: Some(class.into()), at_once, ..nothing(name) }
}

fn arn(name: &str) -> crate::ids::InstanceArn {
    let ClusterArn { account, region, .. } = cluster_arn("orders");
    crate::ids::InstanceArn { account, region, id: id(name) }
}

impl Story {
    /// A cluster `orders` with the writer `a` and the reader `b`, available.
    fn with_two() -> Self {
        let mut story = Self::new();
        let key = story.key(HERE);
        story.create("orders", Some(true), Some(&key)).unwrap();
        for name in ["a", "b"] {
            story.add_instance(HERE, name, "orders");
        }
        story.wait(300);
        story
    }

    fn one(&self, name: &str) -> Rc<Instance> {
        self.0.instances.get(&arn(name)).cloned().unwrap()
    }

    fn modify(&mut self, op: ModifyDBInstance) -> Result<RdsOutput, Refusal> {
        self.rds(HERE, op.into())
    }

    fn waits(&self, name: &str) -> Option<String> {
        self.one(name).pending.as_ref().and_then(|pending| pending.class.as_deref()).map(ToOwned::to_owned)
    }
}

fn of(output: Result<RdsOutput, Refusal>) -> Rc<Instance> {
    match output {
        Ok(RdsOutput::Instance(instance)) => instance,
        other => panic!("{:?}", other.err()),
    }
}

#[test]
fn a_class_at_once_needs_a_restart_and_the_answer_shows_the_status_before() {
    let mut story = Story::with_two();
    story.write("orders", "1 kept");
    let answer = of(story.modify(class("a", "db.r5.xlarge", true)));
    assert_eq!((answer.status, &*answer.class), (InstanceStatus::Available, "db.r5.large"));
    assert_eq!(story.waits("a").as_deref(), Some("db.r5.xlarge"));
    let now = story.one("a");
    assert_eq!(
        (now.status, &*now.class, now.cache.is_empty()),
        (InstanceStatus::Modifying, "db.r5.large", true)
    );
    let refused = story.modify(class("a", "db.r5.2xlarge", true)).err().unwrap();
    assert_eq!(refused.code(), ErrorCode::InvalidDBInstanceState);
    story.wait(300);
    let after = story.one("a");
    assert_eq!(
        (after.status, &*after.class, &after.pending),
        (InstanceStatus::Available, "db.r5.xlarge", &None)
    );
    assert_eq!(story.cluster("orders").members.first(), Some(&arn("a")), "it is the writer still");
    story.write("orders", "2 and more");
}

#[test]
fn a_class_waits_for_the_maintenance_window_of_the_instance() {
    let mut story = Story::with_two();
    let window = InstanceSettings {
        maintenance: Some(kept::MaintenanceWindow("sun:05:00-sun:05:30".into())),
        ..InstanceSettings::default()
    };
    let op = ModifyDBInstance { settings: Box::new(window), ..class("b", "db.r5.xlarge", false) };
    of(story.modify(op));
    assert_eq!(
        (story.one("b").status, story.waits("b").as_deref()),
        (InstanceStatus::Available, Some("db.r5.xlarge"))
    );
    let seconds = crate::rds::kept::until_maintenance(story.0.now, Some("sun:05:00-sun:05:30"));
    story.wait(seconds - 60);
    assert_eq!(story.one("b").status, InstanceStatus::Available);
    story.wait(60);
    assert_eq!(story.one("b").status, InstanceStatus::Modifying);
    story.wait(300);
    assert_eq!(&*story.one("b").class, "db.r5.xlarge");
    assert_eq!(&*story.one("a").class, "db.r5.large");
}

#[test]
fn asking_for_the_class_that_it_has_lets_nothing_wait_any_more() {
    let mut story = Story::with_two();
    of(story.modify(class("a", "db.r5.xlarge", false)));
    of(story.modify(class("a", "db.r5.large", false)));
    assert_eq!(story.waits("a"), None);
    story.wait(8 * 86_400);
    assert_eq!((&*story.one("a").class, story.one("a").status), ("db.r5.large", InstanceStatus::Available));
}

#[test]
fn what_waited_is_applied_with_a_later_change_at_once() {
    let mut story = Story::with_two();
    of(story.modify(class("a", "db.r5.xlarge", false)));
    of(story.modify(ModifyDBInstance { at_once: true, ..nothing("a") }));
    story.wait(300);
    assert_eq!(&*story.one("a").class, "db.r5.xlarge");
}

#[test]
fn a_new_name_is_one_that_is_free_and_the_cluster_knows_it() {
    let mut story = Story::with_two();
    let to = |name: &str| ModifyDBInstance { new_id: Some(id(name)), at_once: true, ..nothing("a") };
    let taken = story.modify(to("b")).err().unwrap();
    assert_eq!(taken.code(), ErrorCode::DBInstanceAlreadyExists);
    let before = story.one("a");
    let answer = of(story.modify(to("c")));
    assert_eq!(answer.arn, arn("a"));
    assert!(story.0.instances.get(&arn("a")).is_none());
    let after = story.one("c");
    assert_eq!((after.resource_id, &after.class, &after.pending), (before.resource_id, &before.class, &None));
    assert_eq!(*story.cluster("orders").members, [arn("c"), arn("b")]);
    assert!(story.0.notices.iter().all(|notice| !notice.message.contains("deleted")));
    of(story.modify(class("c", "db.r5.xlarge", true)));
    story.wait(300);
    assert_eq!(&*story.one("c").class, "db.r5.xlarge");
}

#[test]
fn a_name_that_waits_and_is_taken_meanwhile_stays_as_it_is() {
    let mut story = Story::with_two();
    of(story.modify(ModifyDBInstance { new_id: Some(id("c")), ..nothing("a") }));
    story.add_instance(HERE, "c", "orders");
    story.wait(8 * 86_400);
    assert_eq!(*story.cluster("orders").members, [arn("a"), arn("b"), arn("c")]);
}

#[test]
fn what_the_cluster_sets_is_refused_and_what_the_instance_has_is_taken() {
    let mut story = Story::with_two();
    let level = ClusterLevel { retention: Some(7), ..ClusterLevel::default() };
    let refused =
        story.modify(ModifyDBInstance { of_cluster: Box::new(level), ..nothing("a") }).err().unwrap();
    assert_eq!(
        refused.message(),
        "The specified DB Instance is a member of a cluster. Modify backup retention for the DB Cluster using the \
         ModifyDbCluster API"
    );
    assert_eq!(refused, SettingRefusal::SetAtCluster { what: OfCluster::Retention }.into());
    let monitoring = |interval, role: Option<&str>| {
        let settings =
            InstanceSettings { interval, role: role.map(Into::into), ..InstanceSettings::default() };
        ModifyDBInstance { settings: Box::new(settings), ..nothing("a") }
    };
    let alone = story.modify(monitoring(Some(60), None)).err().unwrap();
    assert_eq!(alone, SettingRefusal::MonitoringRole {}.into());
    assert!(story.modify(monitoring(Some(61), Some("arn:aws:iam::111122223333:role/m"))).is_err());
    of(story.modify(monitoring(Some(60), Some("arn:aws:iam::111122223333:role/m"))));
    let on = story.one("a").kept.as_ref().unwrap().monitoring.clone().unwrap();
    assert_eq!(on.interval, 60);
    of(story.modify(monitoring(Some(5), None)));
    of(story.modify(monitoring(Some(0), None)));
    assert_eq!(story.one("a").kept, None);
}

#[test]
fn a_class_that_there_is_none_of_is_refused() {
    let mut story = Story::with_two();
    let refused = story.modify(class("a", "db.m5.large", true)).err().unwrap();
    assert_eq!(refused.code(), ErrorCode::InvalidParameterCombination);
    of(story.modify(class("a", "db.r5.xlarge", true)));
}
