//! Which operations each status allows.

use std::fmt::Write as _;

use super::*;

/// The whole lifecycle tables: which operation each status allows, and what follows without a command.
#[test]
fn lifecycle_matrix() {
    let mut table = String::new();
    for edition in Edition::ALL {
        writeln!(table, "edition {}\n", edition.name()).unwrap();
        of_edition(edition, &mut table);
        table.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/lifecycles.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(table, std::fs::read_to_string(path).unwrap(), "run with UPDATE_EXPECT=1 to accept");
}

fn of_edition(edition: Edition, table: &mut String) {
    table.push_str("status | lasts | then |");
    for op in ClusterOp::ALL {
        write!(table, " {op:?} |").unwrap();
    }
    for status in ClusterStatus::ALL.iter().filter(|status| status.since() <= edition) {
        let (lasts, then) =
            status.lasts().map_or((String::new(), ""), |(s, next)| (s.to_string(), next.name()));
        write!(table, "\n{} | {lasts} | {then} |", status.name()).unwrap();
        for op in ClusterOp::ALL {
            table.push_str(if op.takes().contains(status) { " yes |" } else { " - |" });
        }
    }
    table.push_str("\n\ninstance status | lasts | then |");
    for op in InstanceOp::ALL {
        write!(table, " {op:?} |").unwrap();
    }
    for status in InstanceStatus::ALL.iter().filter(|status| status.since() <= edition) {
        let (lasts, then) =
            status.lasts().map_or((String::new(), ""), |(s, next)| (s.to_string(), next.name()));
        write!(table, "\n{} | {lasts} | {then} |", status.name()).unwrap();
        for op in InstanceOp::ALL {
            table.push_str(if op.takes().contains(status) { " yes |" } else { " - |" });
        }
    }
    table.push('\n');
}

/// AWS answers before the status follows: the settings are new, the status is still the one before.
#[test]
fn modify_stop_and_start_answer_with_the_status_before_the_call() {
    let mut story = Story::new();
    story.create("orders", None, None).unwrap();
    let id = || values::ClusterRef::from(cluster_id("orders"));
    let modify = modify_db_cluster::ModifyDBCluster {
        scaling: None,
        id: id(),
        new_id: None,
        backup_retention: Some(values::RetentionDays(14)),
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
    let (stop, start) =
        (stop_db_cluster::StopDBCluster { id: id() }, start_db_cluster::StartDBCluster { id: id() });
    for (op, before, after) in [
        (RdsOp::from(modify), ClusterStatus::Available, ClusterStatus::Modifying),
        (stop.into(), ClusterStatus::Available, ClusterStatus::Stopping),
        (start.into(), ClusterStatus::Stopped, ClusterStatus::Starting),
    ] {
        let Ok(RdsOutput::Cluster(answer)) = story.rds("us-east-1", op) else { panic!("{after:?}") };
        let now = story.cluster("orders");
        assert_eq!((answer.status, now.status), (before, after));
        assert_eq!((answer.backup_retention, now.backup_retention), (14, 14));
        story.wait(300);
    }
}
