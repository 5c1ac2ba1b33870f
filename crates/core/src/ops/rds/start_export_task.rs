//! `StartExportTask`: exports a snapshot to Amazon S3. Nothing is written anywhere: what is modelled is which keys an
//! export needs, and when.
//!
//! Refused, in this order: the identifier is taken; the snapshot isn't there or is not available; the bucket's name; the
//! role; as many exports run already as may; the snapshot's key; the key of the export.
//!
//! RDS needs the snapshot's key when it reads the snapshot, at the beginning, and the export's key until the end. The
//! grants are a model.

use super::access::{self, Role};
use super::find::{self, SnapshotRef};
use super::values::no_id;
use super::{RdsOutput, storage};
use crate::event::Event;
use crate::ids::{KeyRef, SnapshotArn};
use crate::ops::Tx;
use crate::ops::api::texts;
use crate::ops::kms::for_rds::{self, Custody};
use crate::quota::Quota;
use crate::rds::cluster::dbc_context;
use crate::rds::export::{EXPORTING, ExportKey, ExportStatus, ExportTask, STARTING};
use crate::rds::feature_refusal::FeatureRefusal;
use crate::rds::snapshot::Snapshot;
use crate::refusal::Refusal;
use crate::world::Due;
use std::rc::Rc;

texts! {
    SnapshotArn: |text: &str| SnapshotArn::parse(text).map_err(no_id);
}

/// Exports a snapshot to Amazon S3, encrypted with a customer managed key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, ExportTaskAlreadyExists, DBClusterSnapshotNotFoundFault))]
#[operation(errors(
    InvalidExportSourceState,
    InvalidS3BucketFault,
    IamRoleNotFound,
    KMSKeyNotAccessibleFault
))]
#[operation(errors(LimitExceeded, ValidationException))]
#[operation(on(source since(Y2026)))]
pub struct StartExportTask {
    /// The name of the export.
    #[member(ExportTaskIdentifier)]
    pub id: Rc<str>,
    /// The snapshot's ARN.
    #[member(SourceArn)]
    pub source: SnapshotArn,
    /// The bucket.
    #[member(S3BucketName)]
    pub bucket: Rc<str>,
    /// The role that writes to the bucket. Roles are not modelled: any of the account will do.
    #[member(IamRoleArn)]
    pub role: Rc<str>,
    /// The key that encrypts what is exported.
    #[member(KmsKeyId)]
    pub kms_key: KeyRef,
    /// The prefix in the bucket.
    #[member(S3Prefix)]
    pub prefix: Option<Rc<str>>,
    /// The databases and tables to export; all if absent.
    #[member(ExportOnly)]
    pub only: Vec<Rc<str>>,
}

impl StartExportTask {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let key: ExportKey = (tx.account, tx.region, self.id.clone());
        if tx.world.exports.contains_key(&key) {
            return Err(FeatureRefusal::ExportExists { id: self.id.clone() }.into());
        }
        let snapshot = find::own_snapshot(tx, &SnapshotRef::Arn(self.source.clone()))?;
        if find::available(&snapshot).is_err() {
            let (id, status) = (snapshot.arn.id.clone(), snapshot.status);
            return Err(FeatureRefusal::ExportSourceState { id, status }.into());
        }
        if !is_bucket(&self.bucket) {
            return Err(FeatureRefusal::Bucket { name: self.bucket.clone() }.into());
        }
        if !self.role.starts_with(&format!("arn:aws:iam::{}:role/", tx.account)) {
            return Err(FeatureRefusal::Role { arn: self.role.clone() }.into());
        }
        let running = tx.world.exports.iter().filter(|(key, task)| key.0 == tx.account && task.status.runs());
        let most = tx.world.quota(tx.account, tx.region, Quota::ExportTasks);
        if running.count() >= most {
            return Err(FeatureRefusal::TooManyExports { most }.into());
        }
        read(tx, &snapshot)?;
        let custody = access::take_named(tx, Role::Specified, &self.kms_key, snapshot.resource_id)?;
        access::customer_managed(tx, &custody.key, "a snapshot export")?;
        let task = Rc::new(ExportTask {
            key: key.clone(),
            source: snapshot.arn.clone(),
            resource_id: snapshot.resource_id,
            snapshot_time: snapshot.created,
            only: self.only.clone(),
            began: None,
            ended: None,
            bucket: self.bucket.clone(),
            prefix: self.prefix.clone(),
            role: self.role.clone(),
            kms_key: custody.key,
            grant: custody.grant,
            status: ExportStatus::Starting,
            failure: None,
        });
        tx.emit(Event::ExportPut(task.clone()));
        tx.schedule(STARTING, Due::Export(key));
        Ok(RdsOutput::Export(task))
    }
}

/// Opens the snapshot, as RDS does to read what it exports.
fn read(tx: &mut Tx, snapshot: &Snapshot) -> Result<(), Refusal> {
    let Some(key) = snapshot.encryption.key() else { return Ok(()) };
    let custody = access::take(tx, Role::SourceSnapshot, key, snapshot.resource_id)?;
    storage::open(tx, &snapshot.image, &custody)
        .map_err(|cause| access::not_accessible(Role::SourceSnapshot, &key.to_string(), cause))?;
    access::release(tx, &custody);
    Ok(())
}

/// Ends a step of an export: RDS needs a data key under the export's key for it. RDS retires its grant at the end.
pub(in crate::ops) fn step(tx: &mut Tx, key: &ExportKey) {
    let Some(found) = tx.world.exports.get(key).filter(|task| task.status.runs()).cloned() else { return };
    let custody = custody(&found);
    let usable = found.status == ExportStatus::Canceling
        || for_rds::generate_data_key_without_plaintext(tx, &custody).is_ok();
    let now = Some(tx.world.now);
    let task = match found.status {
        ExportStatus::Canceling => {
            ExportTask { status: ExportStatus::Canceled, ended: now, ..(*found).clone() }
        }
        _ if !usable => ExportTask {
            status: ExportStatus::Failed,
            ended: now,
            failure: Some(
                "KMS key check failed. Check the credentials on your KMS key and try again.".into(),
            ),
            ..(*found).clone()
        },
        ExportStatus::Starting => {
            tx.schedule(EXPORTING, Due::Export(key.clone()));
            ExportTask { status: ExportStatus::InProgress, began: now, ..(*found).clone() }
        }
        _ => ExportTask { status: ExportStatus::Complete, ended: now, ..(*found).clone() },
    };
    if !task.status.runs() {
        access::release(tx, &custody);
    }
    tx.emit(Event::ExportPut(Rc::new(task)));
}

/// RDS's custody of an export's key.
fn custody(task: &ExportTask) -> Custody {
    Custody { key: task.kms_key.clone(), grant: task.grant, context: dbc_context(task.resource_id) }
}

/// Returns whether a text can be the name of a bucket.
fn is_bucket(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (3..=63).contains(&name.len())
        && name.chars().all(|c| plain(c) || matches!(c, '-' | '.'))
        && name.starts_with(plain)
        && name.ends_with(plain)
}
