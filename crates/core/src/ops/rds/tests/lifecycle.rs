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
