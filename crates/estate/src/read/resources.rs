//! What an object of each shape says, into the estate. Several files may describe one resource: what is said later counts, and
//! what it leaves out stays.

use std::rc::Rc;

use playground_aws::json::Value;
use playground_aws::policy::{self, Kind};
use playground_core::env::Time;

use super::events::Said;
use super::shape::Shape;
use super::{Dropped, Walk, iam, sharing};
use crate::arn::{Arn, in_aws};
use crate::estate::{
    Alias, Backup, Cluster, Encryption, Global, Grant, Instance, Key, KeyPolicy, Matching, Snapshot,
};
use crate::fields::Fields;

/// Reads one object.
pub(super) fn read(walk: &mut Walk<'_>, shape: Shape, value: &Value) {
    let fields = Fields::of(value);
    let read = match shape {
        Shape::Terraform => return terraform(walk, &fields),
        Shape::Event => return super::events::read(walk, &fields),
        Shape::Cluster => cluster(walk, &fields).map(|()| "DB clusters"),
        Shape::Instance => instance(walk, &fields).map(|()| "DB instances"),
        Shape::Snapshot => snapshot(walk, &fields).map(|()| "DB cluster snapshots"),
        Shape::SnapshotAttributes => Ok(sharing::attributes(walk, &fields)),
        Shape::Backup => backup(walk, &fields).map(|()| "automated backups"),
        Shape::Global => global(walk, &fields).map(|()| "global clusters"),
        Shape::Key => key(walk, &fields).map(|()| "KMS keys"),
        Shape::Alias => alias(walk, &fields).map(|()| "aliases"),
        Shape::Grant => grant(walk, &fields).map(|()| "grants"),
        Shape::NoGrants => no_grants(walk, &fields).map(|()| "empty grant lists"),
        Shape::Rotation => rotation(walk, &fields).map(|()| "rotation statuses"),
        Shape::Rotated => rotated(walk, &fields).map(|()| "rotations"),
        Shape::Policy => key_policy(walk, &fields).map(|()| "key policies"),
        Shape::Iam => {
            iam::account(walk, &fields);
            Ok("accounts of IAM")
        }
    };
    match read {
        Ok(what) => {
            walk.read.found(what);
            drop_rest(&mut walk.read.dropped, &fields);
        }
        Err(message) => walk.problem(message),
    }
}

/// Counts what nobody asked for.
pub(super) fn drop_rest(dropped: &mut Dropped, fields: &Fields<'_>) {
    for (name, value) in fields.unused() {
        let empty = match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        let kind = match name {
            _ if empty => continue,
            name if name.contains("password") => &mut dropped.passwords,
            name if name.contains("tag") && !name.contains("copytags") => &mut dropped.tags,
            name if ["endpoint", "address", "hostedzone"].iter().any(|host| name.contains(host)) => {
                &mut dropped.hosts
            }
            _ => &mut dropped.others,
        };
        *kind += 1;
    }
}

pub(super) type Read = Result<(), &'static str>;

const NO_ARN: &str =
    "It has no ARN, so its account and Region are unknown. Use the whole output, without --query.";

/// Puts a value into its place if there is one.
fn set<T>(place: &mut Option<T>, value: Option<impl Into<T>>) {
    if let Some(value) = value {
        *place = Some(value.into());
    }
}

/// How something is encrypted. A cluster that was created before AWS encrypted without being asked, and says that it isn't
/// encrypted, isn't (rules N01, D01).
fn encryption(fields: &Fields<'_>, created: Option<Time>) -> Encryption {
    let key = || fields.text(&["kmskeyid", "kmskeyarn"]);
    match fields.text(&["storageencryptiontype"]) {
        Some("none") => return Encryption::Unencrypted,
        Some("sse-rds") => return Encryption::AwsOwned,
        Some(_) | None => {}
    }
    match fields.flag(&["storageencrypted", "encrypted"]) {
        Some(true) => Encryption::Under(key().unwrap_or_default().into()),
        Some(false) if created.is_none_or(|created| created >= ENCRYPTED_BY_DEFAULT) => Encryption::Unknown,
        Some(false) => Encryption::Unencrypted,
        None => key().map_or(Encryption::Unknown, |key| Encryption::Under(key.into())),
    }
}

/// 18 February 2026: clusters that were created before are not encrypted unless somebody asked for it (rule N01).
const ENCRYPTED_BY_DEFAULT: Time = Time(1_771_372_800);

fn cluster(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = fields.arn(&["dbclusterarn", "arn"]).ok_or(NO_ARN)?;
    let Some(cluster) = walk.estate.clusters.entry(&arn, Cluster::new) else { return Ok(()) };
    set(&mut cluster.engine, fields.text(&["engine"]));
    set(&mut cluster.engine_mode, fields.text(&["enginemode"]));
    set(&mut cluster.status, fields.text(&["status"]));
    set(&mut cluster.resource_id, fields.text(&["dbclusterresourceid", "clusterresourceid"]));
    set(&mut cluster.created, fields.time(&["clustercreatetime"]));
    set(&mut cluster.retention, fields.number(&["backupretentionperiod"]));
    set(&mut cluster.earliest, fields.time(&["earliestrestorabletime"]));
    set(&mut cluster.latest, fields.time(&["latestrestorabletime"]));
    set(&mut cluster.source, fields.text(&["replicationsourceidentifier"]));
    set(&mut cluster.version, fields.text(&["engineversion"]));
    set(&mut cluster.storage_type, fields.text(&["storagetype"]));
    set(&mut cluster.window, fields.text(&["preferredbackupwindow"]));
    set(&mut cluster.port, fields.number(&["port"]));
    set(&mut cluster.protected, fields.flag(&["deletionprotection"]));
    let members = fields.list(&["dbclustermembers"]).iter().map(Fields::of);
    let mut writers = members.filter(|one| one.flag(&["isclusterwriter"]) == Some(true));
    set(&mut cluster.writer, writers.next().and_then(|one| one.text(&["dbinstanceidentifier"])));
    let replicas = fields.texts(&["readreplicaidentifiers"]);
    if !replicas.is_empty() {
        cluster.replicas = replicas.into_iter().map(Rc::from).collect();
    }
    let said = encryption(fields, cluster.created);
    if said != Encryption::Unknown {
        cluster.encryption = said;
    }
    let times = [cluster.created, cluster.earliest, cluster.latest];
    // Terraform's state knows no other type than these two, and not when a cluster was created.
    let plain = fields.flag(&["storageencrypted"]) == Some(false);
    if walk.terraform && plain && cluster.encryption == Encryption::Unknown {
        cluster.encryption = Encryption::Unencrypted;
    }
    walk.past(&times);
    Ok(())
}

fn instance(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = fields.arn(&["dbinstancearn", "arn"]).ok_or(NO_ARN)?;
    let make = |arn| Instance { arn, cluster: None, class: None, engine: None, status: None, key: None };
    let Some(instance) = walk.estate.instances.entry(&arn, make) else { return Ok(()) };
    set(&mut instance.cluster, fields.text(&["dbclusteridentifier", "clusteridentifier"]));
    set(&mut instance.class, fields.text(&["dbinstanceclass", "instanceclass"]));
    set(&mut instance.engine, fields.text(&["engine"]));
    set(&mut instance.status, fields.text(&["dbinstancestatus", "status"]));
    set(&mut instance.key, fields.text(&["kmskeyid"]));
    Ok(())
}

fn snapshot(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = fields.arn(&["dbclustersnapshotarn", "arn"]).ok_or(NO_ARN)?;
    walk.past(&[fields.time(&["snapshotcreatetime"])]);
    if !matches!(fields.text(&["snapshottype"]), Some("shared" | "public")) {
        walk.seen.last_named.insert_mut(arn.name().into(), arn.clone());
    }
    let Some(snapshot) = walk.estate.snapshots.entry(&arn, Snapshot::new) else { return Ok(()) };
    set(&mut snapshot.cluster, fields.text(&["dbclusteridentifier"]));
    set(&mut snapshot.kind, fields.text(&["snapshottype"]));
    set(&mut snapshot.engine, fields.text(&["engine"]));
    set(&mut snapshot.version, fields.text(&["engineversion"]));
    set(&mut snapshot.status, fields.text(&["status"]));
    set(&mut snapshot.created, fields.time(&["snapshotcreatetime"]));
    set(&mut snapshot.resource_id, fields.text(&["dbclusterresourceid"]));
    set(&mut snapshot.source, fields.text(&["sourcedbclustersnapshotarn"]));
    let shared = fields.texts(&["sharedaccounts"]); // Terraform's
    if !shared.is_empty() {
        snapshot.sharing = Some(sharing::with(&shared));
    }
    let said = encryption(fields, fields.time(&["clustercreatetime"]));
    if said != Encryption::Unknown {
        snapshot.encryption = said;
    }
    Ok(())
}

fn backup(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let cluster = fields.arn(&["dbclusterarn"]);
    let arn = fields.arn(&["dbclusterautomatedbackupsarn"]).or_else(|| cluster.clone()).ok_or(NO_ARN)?;
    let Some(backup) = walk.estate.backups.entry(&arn, Backup::new) else { return Ok(()) };
    set(&mut backup.cluster, cluster);
    set(&mut backup.retention, fields.number(&["backupretentionperiod"]));
    let window = fields.any(&["restorewindow"]).map(Fields::of);
    set(&mut backup.earliest, window.as_ref().and_then(|window| window.time(&["earliesttime"])));
    set(&mut backup.latest, window.as_ref().and_then(|window| window.time(&["latesttime"])));
    set(&mut backup.status, fields.text(&["status"]));
    set(&mut backup.resource_id, fields.text(&["dbclusterresourceid"]));
    set(&mut backup.engine, fields.text(&["engine"]));
    set(&mut backup.version, fields.text(&["engineversion"]));
    backup.encryption = encryption(fields, fields.time(&["clustercreatetime"]));
    let times = [backup.earliest, backup.latest];
    walk.past(&times);
    Ok(())
}

fn global(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = fields.arn(&["globalclusterarn", "arn"]).ok_or(NO_ARN)?;
    let Some(global) = walk.estate.globals.entry(&arn, |arn| Global { arn, members: Vec::new() }) else {
        return Ok(());
    };
    let members: Vec<_> = fields.list(&["globalclustermembers"]).iter().map(Fields::of).collect();
    let (primary, others): (Vec<_>, Vec<_>) =
        members.iter().partition(|one| one.flag(&["iswriter"]) == Some(true));
    let arns = primary.into_iter().chain(others).filter_map(|one| one.text(&["dbclusterarn"]));
    global.members = arns.map(Rc::from).collect();
    Ok(())
}

fn key(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = fields.arn(&["arn"]).ok_or(NO_ARN)?;
    walk.seen.last_key = Some(arn.clone());
    let Some(key) = walk.estate.keys.entry(&arn, Key::new) else { return Ok(()) };
    set(&mut key.aws_managed, fields.text(&["keymanager"]).map(|manager| manager == "AWS"));
    set(&mut key.created, fields.time(&["creationdate"]));
    set(&mut key.spec, fields.text(&["keyspec", "customermasterkeyspec"]));
    let related = fields.any(&["multiregionconfiguration"]).map(Fields::of);
    set(&mut key.multi_region, related.as_ref().and_then(|one| one.text(&["multiregionkeytype"])));
    // Terraform's: its keys are the customer's, and of their state it knows whether they are enabled.
    if let Some(rotates) = fields.flag(&["enablekeyrotation"]) {
        key.rotates = Some(rotates);
        key.aws_managed = Some(false);
    }
    let enabled = || fields.flag(&["isenabled"]).map(|enabled| if enabled { "Enabled" } else { "Disabled" });
    let state = fields.text(&["keystate"]).or_else(enabled).map(Rc::from);
    let said = Said { at: fields.time(&["describedat"]), state, deletion: fields.time(&["deletiondate"]) };
    if let Some(text) = fields.text(&["policy"]) {
        key.policy = Some(parsed(text));
    }
    walk.past(&[fields.time(&["creationdate"])]);
    if fields.has("describedat") {
        // `write` says when it was so, if that is known.
        walk.estate.describe(&arn, said, true);
    } else {
        walk.seen.described.push((arn, said, fields.has("keystate")));
    }
    Ok(())
}

fn alias(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = fields.arn(&["aliasarn", "arn"]).ok_or(NO_ARN)?;
    let Some(alias) = walk.estate.aliases.entry(&arn, |arn| Alias { arn, target: None }) else {
        return Ok(());
    };
    set(&mut alias.target, fields.text(&["targetkeyid"]));
    Ok(())
}

/// The key that an answer is about: the one it names, or the one that was described before it.
fn about(walk: &Walk<'_>, fields: &Fields<'_>) -> Result<Arn, &'static str> {
    let named = fields.text(&["keyid", "keyarn"]);
    if let Some(arn) = named.and_then(Arn::parse) {
        return Ok(arn);
    }
    let last = walk.seen.last_key.clone().filter(|last| named.is_none_or(|named| last.name() == named));
    last.ok_or(
        "It doesn't say which key it belongs to. Put the output of describe-key before it, in the same file.",
    )
}

fn grant(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = about(walk, fields)?;
    let Some(key) = walk.estate.keys.entry(&arn, Key::new) else { return Ok(()) };
    // Terraform has a list of one.
    let constraint = fields.any(&["constraints"]);
    let constraint = constraint.map(|it| it.as_array().map_or(Some(it), <[_]>::first));
    let constraint = constraint.flatten().map(Fields::of);
    let pairs = |name| {
        let members = constraint.as_ref()?.any(&[name])?.as_object()?;
        Some(members.iter().filter_map(|(name, value)| Some((name.as_str().into(), value.as_str()?.into()))))
    };
    let whole = pairs("encryptioncontextequals").map(|pairs| (Matching::Whole, pairs.collect()));
    let part = || pairs("encryptioncontextsubset").map(|pairs| (Matching::Part, pairs.collect()));
    key.grants.get_or_insert_default().push(Grant {
        id: fields.text(&["grantid"]).unwrap_or_default().into(),
        grantee: fields.text(&["granteeprincipal"]).unwrap_or_default().into(),
        operations: fields.texts(&["operations"]).into_iter().map(Rc::from).collect(),
        retiring: fields.text(&["retiringprincipal"]).map(Rc::from),
        context: whole.or_else(part),
    });
    Ok(())
}

fn no_grants(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = about(walk, fields)?;
    let Some(key) = walk.estate.keys.entry(&arn, Key::new) else { return Ok(()) };
    key.grants.get_or_insert_default();
    Ok(())
}

/// The answer of `get-key-rotation-status`, which since 2024 says when the key will be rotated next.
fn rotation(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = about(walk, fields)?;
    let Some(key) = walk.estate.keys.entry(&arn, Key::new) else { return Ok(()) };
    set(&mut key.rotates, fields.flag(&["keyrotationenabled"]));
    set(&mut key.rotates_next, fields.time(&["nextrotationdate"]));
    set(&mut key.period, fields.number(&["rotationperiodindays"]));
    Ok(())
}

/// One of the rotations that `list-key-rotations` lists.
fn rotated(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = about(walk, fields)?;
    let Some(key) = walk.estate.keys.entry(&arn, Key::new) else { return Ok(()) };
    key.rotated = key.rotated.max(fields.time(&["rotationdate"]));
    Ok(())
}

fn key_policy(walk: &mut Walk<'_>, fields: &Fields<'_>) -> Read {
    let arn = about(walk, fields)?;
    let Some(key) = walk.estate.keys.entry(&arn, Key::new) else { return Ok(()) };
    // `write` has no text of what could not be read.
    let unread = fields.text(&["policyunread"]).map(|why| KeyPolicy::Unread(why.to_owned()));
    key.policy = unread.or_else(|| fields.text(&["policy"]).map(parsed));
    Ok(())
}

fn parsed(text: &str) -> KeyPolicy {
    match policy::read(&in_aws(text), Kind::Key) {
        Ok(policy) => KeyPolicy::Read(policy),
        Err(why) => {
            let why = why.to_string();
            KeyPolicy::Unread(why.split(" Supported: ").next().unwrap_or(&why).to_owned())
        }
    }
}

/// A resource of Terraform's: state has its instances, `terraform show -json` its values.
fn terraform(walk: &mut Walk<'_>, fields: &Fields<'_>) {
    let instances = fields.list(&["instances"]).iter().filter_map(|one| one.get("attributes"));
    if let Some(resource) = fields.text(&["type"]).and_then(iam::Resource::of) {
        for value in instances.chain(fields.any(&["values"])) {
            if let Err(message) = iam::terraform(walk, resource, value) {
                walk.problem(message);
            }
        }
        return;
    }
    let shape = match fields.text(&["type"]) {
        Some("aws_rds_cluster") => Shape::Cluster,
        Some("aws_rds_cluster_instance") => Shape::Instance,
        Some("aws_db_cluster_snapshot" | "aws_rds_cluster_snapshot_copy") => Shape::Snapshot,
        Some("aws_rds_global_cluster") => Shape::Global,
        Some("aws_kms_key" | "aws_kms_replica_key" | "aws_kms_external_key") => Shape::Key,
        Some("aws_kms_alias") => Shape::Alias,
        Some("aws_kms_grant") => Shape::Grant,
        Some(_) | None => return,
    };
    walk.terraform = true;
    for value in instances.chain(fields.any(&["values"])) {
        read(walk, shape, value);
    }
    walk.terraform = false;
}
