//! `ModifyDBInstance`. It has no parameters for encryption, as `ModifyDBCluster` has none (rule O05), and what is set at the
//! cluster can't be changed here.
//!
//! A new class and a new name wait for the instance's maintenance window unless `ApplyImmediately` says otherwise, and
//! then all that waits is applied. Everything else is applied at once. A new class needs a restart: the instance is
//! `modifying`, takes no connections and has lost its memory; a writer stays the writer (model).
//!
//! Refused, in this order: the instance isn't there; what is set at the cluster; the status of the instance or its cluster;
//! an instance class; a name that is taken; monitoring without a role; what Performance Insights can't be.

use super::beside::InstanceInsights;
use super::create_db_instance::check_class;
use super::instance_settings::{ClusterLevel, InstanceSettings};
use super::permission::Asks;
use super::reboot_db_instance::reboot;
use super::values::PromotionTier;
use super::{RdsOutput, find};
use crate::edition::Edition;
use crate::env::Time;
use crate::event::Event;
use crate::ids::{InstanceArn, InstanceId};
use crate::kms::condition_key::ConditionKey;
use crate::ops::Tx;
use crate::rds::cluster::Cluster;
use crate::rds::instance::{Instance, Pending, RebootCause};
use crate::rds::kept::{InstanceKept, until_maintenance};
use crate::rds::lifecycle::{ClusterOp, InstanceOp};
use crate::refusal::Refusal;
use crate::world::Due;
use std::rc::Rc;

/// Changes an instance; AWS has no option here for encryption.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, InvalidParameterCombination, DBInstanceNotFound))]
#[operation(errors(
    InvalidDBInstanceState,
    InvalidDBClusterStateFault,
    DBInstanceAlreadyExists,
    KMSKeyNotAccessibleFault
))]
#[operation(ignored(DBSecurityGroups: Texts, AllowMajorVersionUpgrade: Flag, LicenseModel, OptionGroupName))]
#[operation(ignored(CopyTagsToSnapshot: Flag, ProcessorFeatures: ANYS, UseDefaultProcessorFeatures: Flag))]
#[operation(ignored(CertificateRotationRestart: Flag, EnableCustomerOwnedIp: Flag))]
#[operation(ignored(since(Y2026): DisableDomain: Flag, DatabaseInsightsMode, EngineLifecycleSupport))]
#[operation(refused(AllocatedStorage: Integer, DBSubnetGroupName, MultiAZ: Flag = "false", Iops: Integer))]
#[operation(refused(TdeCredentialArn, TdeCredentialPassword: Secret, MaxAllocatedStorage: Integer, ReplicaMode))]
#[operation(refused(since(Y2026): StorageThroughput: Integer, AutomationMode, ResumeFullAutomationModeMinutes: Integer))]
#[operation(refused(since(Y2026): AwsBackupRecoveryPointArn, MultiTenant: Flag = "false", Engine))]
#[operation(refused(since(Y2026): DedicatedLogVolume: Flag = "false", AdditionalStorageVolumes: ANYS, TagSpecifications: ANYS))]
#[operation(on(id), also)]
pub struct ModifyDBInstance {
    /// The instance.
    #[member(DBInstanceIdentifier)]
    pub id: InstanceId,
    /// Another instance class.
    #[member(DBInstanceClass)]
    pub class: Option<Rc<str>>,
    /// A new name.
    #[member(NewDBInstanceIdentifier)]
    pub new_id: Option<InstanceId>,
    /// Whether a class and a name wait for the maintenance window.
    #[member(ApplyImmediately)]
    pub at_once: bool,
    /// The promotion tier: which reader is promoted first.
    #[member(PromotionTier)]
    pub promotion_tier: Option<PromotionTier>,
    /// The certificate authority of its server certificate.
    #[member(CACertificateIdentifier)]
    pub authority: Option<Rc<str>>,
    /// Performance Insights.
    #[members]
    pub insights: Box<InstanceInsights>,
    /// What comes back in answers.
    #[members]
    pub settings: Box<InstanceSettings>,
    /// Refused: what its cluster sets.
    #[members]
    pub of_cluster: Box<ClusterLevel>,
}

impl ModifyDBInstance {
    /// What it needs permission for beside the instance, and what is known of it.
    fn also(&self, asks: &mut Asks<'_>) {
        if let Some(name) = &self.settings.parameter_group {
            asks.group(Edition::Y2020, "pg", name);
        }
        asks.knows(ConditionKey::ManageMasterUserPassword, "false");
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::instance(tx, &self.id)?;
        self.of_cluster.refuse()?;
        find::instance_takes(&found, InstanceOp::Modify)?;
        let Some(cluster) = tx.world.clusters.get(&found.cluster).cloned() else {
            return Ok(RdsOutput::Instance(found));
        };
        find::takes(tx, &cluster, ClusterOp::ModifyInstance)?;
        let mut changed = (*found).clone();
        changed.pending = self.pending(tx, &found, &cluster)?;
        changed.kept = self.settings.over(found.kept.as_ref(), self.authority.as_ref())?;
        let class = self.class.as_ref().unwrap_or(&found.class);
        changed.insights =
            self.insights.over(tx, found.insights.clone(), (cluster.engine, class), cluster.resource_id)?;
        changed.promotion_tier = self.promotion_tier.map_or(found.promotion_tier, |tier| tier.0);
        let answer = Rc::new(changed);
        tx.emit(Event::InstancePut(answer.clone()));
        match answer.pending.as_deref() {
            Some(pending) if self.at_once => apply(tx, &answer, pending),
            Some(_) => wait(tx, &answer),
            None => {}
        }
        Ok(RdsOutput::Instance(answer))
    }

    /// What then waits: what this asks for, and what waited before.
    fn pending(&self, tx: &Tx, found: &Instance, cluster: &Cluster) -> Result<Option<Rc<Pending>>, Refusal> {
        let mut pending = found.pending.as_deref().cloned().unwrap_or_default();
        if let Some(class) = &self.class {
            check_class(tx, cluster, class)?;
            pending.class = Some(class.clone()).filter(|class| *class != found.class);
        }
        if let Some(id) = &self.new_id {
            if *id != found.arn.id {
                find::free_instance(tx, id)?;
            }
            pending.id = Some(id.clone()).filter(|id| *id != found.arn.id);
        }
        let waits = pending.class.is_some() || pending.id.is_some();
        Ok(waits.then(|| Rc::new(pending)))
    }
}

/// Lets what waits wait for the next maintenance window.
fn wait(tx: &mut Tx, instance: &Instance) {
    let Some(pending) = instance.pending.as_deref() else { return };
    let seconds = until_maintenance(tx.world.now, instance.kept.as_deref().and_then(InstanceKept::window));
    let pending = Some(Rc::new(Pending { due: tx.world.now.plus(seconds), ..pending.clone() }));
    tx.emit(Event::InstancePut(Rc::new(Instance { pending, ..instance.clone() })));
    tx.schedule(seconds, Due::Maintenance(instance.arn.clone()));
}

/// The maintenance window of an instance begins: what waits is applied, or in a week if the instance isn't available.
pub(in crate::ops) fn maintain(tx: &mut Tx, arn: &InstanceArn) {
    let Some(instance) = tx.world.instances.get(arn).cloned() else { return };
    let Some(pending) = instance.pending.clone().filter(|pending| pending.due == tx.world.now) else {
        return;
    };
    let ready = tx.world.clusters.get(&instance.cluster).is_some_and(|cluster| {
        ClusterOp::ModifyInstance.takes().contains(&cluster.status)
            && InstanceOp::Modify.takes().contains(&instance.status)
    });
    if ready { apply(tx, &instance, &pending) } else { wait(tx, &instance) }
}

/// Applies what waits: a name at once, unless another instance has it by now (model); a class after a restart, at whose end
/// [`done`] sets it.
fn apply(tx: &mut Tx, instance: &Instance, pending: &Pending) {
    let renamed = pending.id.as_ref().map(|id| rename(tx, instance, id));
    let instance = renamed.as_deref().unwrap_or(instance);
    if pending.class.is_some() {
        reboot(tx, instance, RebootCause::Modification);
    }
}

/// The instance after the restart that its new class needed.
pub(super) fn done(instance: &Instance) -> Instance {
    let class = instance.pending.as_deref().and_then(|pending| pending.class.clone());
    let class = class.unwrap_or_else(|| instance.class.clone());
    Instance { class, pending: None, ..instance.clone() }
}

/// Renames an instance in all that names it. Its resource id stays; what it has written into logs stays under the old name
/// (model).
fn rename(tx: &mut Tx, old: &Instance, id: &InstanceId) -> Rc<Instance> {
    let arn = InstanceArn { id: id.clone(), ..old.arn.clone() };
    let pending = old.pending.as_deref().map(|pending| Pending { id: None, ..pending.clone() });
    let pending = pending.filter(|pending| pending.class.is_some()).map(Rc::new);
    if tx.world.instances.contains_key(&arn) {
        let stays = Rc::new(Instance { pending, ..old.clone() });
        tx.emit(Event::InstancePut(stays.clone()));
        return stays;
    }
    let renamed = Rc::new(Instance { arn: arn.clone(), pending, ..old.clone() });
    if let Some(cluster) = tx.world.clusters.get(&old.cluster).cloned() {
        let name = |member: &InstanceArn| if *member == old.arn { arn.clone() } else { member.clone() };
        let members = cluster.members.iter().map(name).collect();
        tx.emit(Event::ClusterPut(Rc::new(Cluster { members, ..(*cluster).clone() })));
    }
    tx.emit(Event::InstanceRemoved(old.arn.clone()));
    tx.emit(Event::InstancePut(renamed.clone()));
    renamed
}

impl Default for Pending {
    fn default() -> Self {
        Self { class: None, id: None, due: Time(0) }
    }
}
