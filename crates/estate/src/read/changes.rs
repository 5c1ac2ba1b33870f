//! `resource_changes` of `terraform show -json PLAN`: which resources the plan would delete, or delete and create again, and the
//! attributes that force it. Nothing of a plan exists, so nothing here becomes a resource; and of values only those are kept that
//! [`Forcing`](crate::replaced::Forcing) judges.

use std::rc::Rc;

use playground_aws::json::Value;

use super::Walk;
use super::resources::drop_rest;
use crate::estate::{Attribute, Change, Planned};
use crate::fields::{Fields, plain};
use crate::replaced::{KINDS, SHOWN};

/// Reads the list, or a part of it.
pub(super) fn read(walk: &mut Walk<'_>, changes: &[Value]) {
    for one in changes {
        let fields = Fields::of(one);
        let kind = fields.text(&["type"]).unwrap_or_default();
        if !KINDS.contains(&kind) {
            continue;
        }
        walk.read.found("planned changes");
        let change = fields.any(&["change"]).map(Fields::of);
        if let Some(change) = change.and_then(|change| deleted(walk, kind, &fields, &change)) {
            let known = walk.estate.changes.iter_mut().find(|known| known.address == change.address);
            match known {
                Some(known) => *known = change,
                None => walk.estate.changes.push(change),
            }
        }
    }
}

fn deleted(walk: &mut Walk<'_>, kind: &str, fields: &Fields<'_>, change: &Fields<'_>) -> Option<Change> {
    let actions = change.texts(&["actions"]);
    let again = actions.contains(&"create");
    // An instance holds no data, and a global cluster only names its members.
    let holds = again || !matches!(kind, "aws_rds_cluster_instance" | "aws_rds_global_cluster");
    if !actions.contains(&"delete") || !holds {
        return None;
    }
    let before = change.any(&["before"])?;
    let (after, unknown) = (change.any(&["after"]), change.any(&["afterunknown"]));
    let paths = change.list(&["replacepaths"]).iter().filter_map(first);
    let mut paths: Vec<&str> = paths.collect();
    paths.dedup();
    let told = !paths.is_empty();
    if !told && again {
        // Terraform before 1.0 doesn't say which: those that differ.
        let differs = |name: &&&str| {
            let later = after.and_then(|after| after.get(name));
            before.get(name) != later || unknown.and_then(|unknown| unknown.get(name)).is_some()
        };
        paths = SHOWN.iter().filter(|name| before.get(name).is_some()).filter(differs).copied().collect();
    }
    let attribute = |path: &str| Attribute {
        path: path.into(),
        before: planned(path, Some(before), None),
        after: planned(path, after, unknown),
    };
    let had = Fields::of(before);
    let change = Change {
        address: fields.text(&["address"])?.into(),
        kind: kind.into(),
        arn: had.arn(&["arn", "dbclustersnapshotarn", "dbclusterarn"]),
        again,
        why: fields.text(&["actionreason"]).map(Rc::from),
        attributes: paths.into_iter().map(attribute).collect(),
        told,
        final_snapshot: had.flag(&["skipfinalsnapshot"]).map(|skips| !skips),
        protected: had.flag(&["deletionprotection"]),
    };
    for name in SHOWN {
        had.any(&[&plain(name)]);
    }
    drop_rest(&mut walk.read.dropped, &had);
    Some(change)
}

/// The attribute of a path such as `["restore_to_point_in_time", 0, "restore_to_time"]`.
fn first(path: &Value) -> Option<&str> {
    path.as_array()?.first()?.as_str()
}

/// What an attribute is, if its value is one that is kept.
fn planned(name: &str, values: Option<&Value>, unknown: Option<&Value>) -> Planned {
    if !SHOWN.contains(&name) {
        return Planned::Dropped;
    }
    if unknown.and_then(|unknown| unknown.get(name)).is_some_and(|is| is.as_bool() == Some(true)) {
        return Planned::Unknown;
    }
    match values.and_then(|values| values.get(name)) {
        Some(Value::String(text) | Value::Number(text)) if !text.is_empty() => {
            Planned::Is(text.as_str().into())
        }
        Some(Value::Bool(flag)) => Planned::Is(if *flag { "true" } else { "false" }.into()),
        Some(Value::Array(_) | Value::Object(_)) => Planned::Dropped,
        Some(Value::String(_) | Value::Number(_) | Value::Null) | None => Planned::Absent,
    }
}
