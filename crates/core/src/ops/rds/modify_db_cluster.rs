//! `ModifyDBCluster`. It has no parameters for encryption and for the key (rules E04, L01, L04): the CLI
//! refuses those options before it makes a request. The answer has the new settings, and still the status before the
//! call.

use super::beside::{ClusterInsights, SecretSettings};
use super::kept::{KeptSettings, MaintenanceWindow};
use super::master::{MasterPassword, check_version};
use super::permission::Asks;
use super::scaling::{LogExports, backtrack_stays, check_settings};
use super::serverless::{self, ScalingConfiguration};
use super::values::{BackupWindow, ClusterRef, Port, RetentionDays};
use super::{RdsOutput, due, find, global};
use crate::edition::Edition;
use crate::event::Event;
use crate::ids::ClusterId;
use crate::kms::condition_key::ConditionKey;
use crate::ops::Tx;
use crate::ops::kms::known::yes_or_no;
use crate::rds::backup::AutomatedBackup;
use crate::rds::cluster::{Cluster, StorageType};
use crate::rds::feature_refusal::FeatureRefusal;
use crate::rds::instance::Instance;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus};
use crate::rds::setting_refusal::SettingRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Changes a cluster; AWS has no option here for encryption.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, DBClusterNotFoundFault, InvalidDBClusterStateFault))]
#[operation(errors(DBClusterAlreadyExistsFault, InvalidParameterCombination, KMSKeyNotAccessibleFault))]
#[operation(ignored(ApplyImmediately: Flag, OptionGroupName))]
#[operation(ignored(AllowMajorVersionUpgrade: Flag, DBInstanceParameterGroupName))]
#[operation(ignored(EnableHttpEndpoint: Flag))]
#[operation(ignored(since(Y2026): AutoMinorVersionUpgrade: Flag))]
#[operation(ignored(since(Y2026): MonitoringInterval: Integer, MonitoringRoleArn, DatabaseInsightsMode))]
#[operation(ignored(since(Y2026): EnableLocalWriteForwarding: Flag, CACertificateIdentifier, MasterUserAuthenticationType))]
#[operation(ignored(since(Y2026): EngineLifecycleSupport))]
#[operation(refused(EnableGlobalWriteForwarding: Flag = "false"))]
#[operation(refused(since(Y2026): DBClusterInstanceClass, AllocatedStorage: Integer, Iops: Integer))]
#[operation(refused(since(Y2026): EngineMode = "provisioned", AllowEngineModeChange: Flag = "false"))]
#[operation(refused(since(Y2026): AwsBackupRecoveryPointArn, EnableLimitlessDatabase: Flag = "false"))]
#[operation(on(id), also)]
pub struct ModifyDBCluster {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub id: ClusterRef,
    /// A new name.
    #[member(NewDBClusterIdentifier)]
    pub new_id: Option<ClusterId>,
    /// How many days automated backups are kept.
    #[member(BackupRetentionPeriod)]
    pub backup_retention: Option<RetentionDays>,
    /// The port.
    #[member(Port)]
    pub port: Option<Port>,
    /// When daily backups are taken.
    #[member(PreferredBackupWindow)]
    pub backup_window: Option<BackupWindow>,
    /// The engine's version.
    #[member(EngineVersion)]
    pub engine_version: Option<Rc<str>>,
    /// Deletion protection.
    #[member(DeletionProtection)]
    pub deletion_protection: Option<bool>,
    /// Copy tags to snapshots.
    #[member(CopyTagsToSnapshot)]
    pub copy_tags: Option<bool>,
    /// Storage type.
    #[member(StorageType, since(Y2026))]
    pub storage_type: Option<StorageType>,
    /// Another password of the master user.
    #[member(MasterUserPassword)]
    pub master_password: Option<MasterPassword>,
    /// Whether RDS changes the password that it manages.
    #[member(RotateMasterUserPassword, since(Y2026))]
    pub rotate_password: Option<bool>,
    /// Performance Insights.
    #[members]
    pub insights: Box<ClusterInsights>,
    /// The master user's secret.
    #[members]
    pub secret: Box<SecretSettings>,
    /// When maintenance is done.
    #[member(PreferredMaintenanceWindow)]
    pub maintenance: Option<MaintenanceWindow>,
    /// The logs to export to `CloudWatch` Logs.
    #[member(CloudwatchLogsExportConfiguration)]
    pub logs: Option<LogExports>,
    /// The capacity of Aurora Serverless v1.
    #[member(ScalingConfiguration)]
    pub scaling: Option<Box<ScalingConfiguration>>,
    /// What comes back in answers.
    #[members]
    pub kept: Box<KeptSettings>,
}

impl ModifyDBCluster {
    /// What it needs permission for beside the cluster, and what is known of it.
    fn also(&self, asks: &mut Asks<'_>) {
        if let Some(name) = &self.kept.parameter_group {
            asks.group(Edition::Y2020, "cluster-pg", name);
        }
        asks.knows(ConditionKey::ManageMasterUserPassword, yes_or_no(self.secret.manage == Some(true)));
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::named_cluster(tx, &self.id)?;
        find::takes(tx, &found, ClusterOp::Modify)?;
        check_version(tx.world.edition, found.engine, self.engine_version.as_ref())?;
        if found.is_serverless() && self.backup_window.is_some() {
            return Err(SettingRefusal::ServerlessBackupWindow {}.into());
        }
        let mut cluster = (*found).clone();
        if let Some(id) = &self.new_id {
            cluster.arn = find::free_cluster(tx, id)?;
        }
        cluster.backup_retention = self.backup_retention.map_or(cluster.backup_retention, |days| days.0);
        cluster.backup_window = self.backup_window.map_or(cluster.backup_window, |window| window.from);
        cluster.port = self.port.map_or(cluster.port, |port| port.0);
        cluster.engine_version = self.engine_version.clone().unwrap_or(cluster.engine_version);
        cluster.storage_type = self.storage_type.unwrap_or(cluster.storage_type);
        cluster.deletion_protection = self.deletion_protection.unwrap_or(cluster.deletion_protection);
        cluster.copy_tags = self.copy_tags.unwrap_or(cluster.copy_tags);
        cluster.kept =
            self.kept.over(cluster.kept.as_ref(), self.maintenance.as_ref(), self.logs.as_ref())?;
        serverless::modify(&found, self.scaling.as_deref(), &mut cluster.kept)?;
        backtrack_stays(found.kept.as_deref(), cluster.kept.as_deref())?;
        check_settings(tx.world.edition, &cluster)?;
        let id = cluster.resource_id;
        cluster.master_secret =
            self.secret.over(tx, cluster.master_secret, self.master_password.is_some(), id)?;
        if self.rotate_password == Some(true) && cluster.master_secret.is_none() {
            return Err(FeatureRefusal::NothingToRotate {}.into());
        }
        cluster.insights = self.insights.over(tx, cluster.insights, id)?;
        if cluster.arn != found.arn {
            rename(tx, &found, &mut cluster);
        }
        due::begin(tx, &mut cluster, ClusterStatus::Modifying);
        let cluster = Rc::new(cluster);
        tx.emit(Event::ClusterPut(cluster.clone()));
        let key = (cluster.arn.account, cluster.arn.region, cluster.resource_id);
        if let Some(backup) = tx.world.backups.get(&key).cloned() {
            tx.emit(Event::BackupPut(Rc::new(AutomatedBackup {
                cluster: cluster.arn.clone(),
                retention: cluster.backup_retention,
                storage_type: cluster.storage_type,
                port: cluster.port,
                engine_version: cluster.engine_version.clone(),
                ..(*backup).clone()
            })));
        }
        Ok(RdsOutput::answered(&cluster, &found))
    }
}

/// Renames a cluster in everything that names it. Its resource id, and with it the encryption context of its
/// keys, stays.
fn rename(tx: &mut Tx, old: &Cluster, new: &mut Cluster) {
    tx.emit(Event::ClusterRemoved(old.arn.clone()));
    global::rename(tx, &old.arn, &new.arn);
    for arn in old.members.iter() {
        if let Some(instance) = tx.world.instances.get(arn).cloned() {
            let cluster = new.arn.clone();
            tx.emit(Event::InstancePut(Rc::new(Instance { cluster, ..(*instance).clone() })));
        }
    }
    for replica in &old.replicas {
        if let Some(replica) = tx.world.clusters.get(replica).cloned() {
            let replication_source = Some(new.arn.clone());
            tx.emit(Event::ClusterPut(Rc::new(Cluster { replication_source, ..(*replica).clone() })));
        }
    }
    let source = old.replication_source.as_ref().and_then(|arn| tx.world.clusters.get(arn).cloned());
    if let Some(source) = source {
        let replicas = source.replicas.remove(&old.arn).insert(new.arn.clone());
        tx.emit(Event::ClusterPut(Rc::new(Cluster { replicas, ..(*source).clone() })));
    }
    let wait = due::until_window(tx.world.now, new.backup_window);
    tx.schedule(wait, crate::world::Due::DailyBackup(new.arn.clone(), new.resource_id));
}
