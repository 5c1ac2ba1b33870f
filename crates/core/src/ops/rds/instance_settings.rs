//! Members of requests for instances that nothing in the model depends on and that come back in answers, and those that
//! only a cluster can have.

use super::kept::MaintenanceWindow;
use super::scaling::LogExports;
use super::values::out_of_range;
use crate::ops::api::Secret;
use crate::rds::kept::{InstanceKept, Monitoring};
use crate::rds::setting_refusal::{OfCluster, SettingRefusal};
use crate::refusal::Refusal;
use std::rc::Rc;

/// What a request for a new instance and one for a change can both say.
#[derive(Clone, Debug, PartialEq, Eq, Default, Members)]
pub struct InstanceSettings {
    /// When maintenance is done.
    #[member(PreferredMaintenanceWindow)]
    pub maintenance: Option<MaintenanceWindow>,
    /// The DB parameter group.
    #[member(DBParameterGroupName)]
    pub parameter_group: Option<Rc<str>>,
    /// Whether minor versions are installed on their own.
    #[member(AutoMinorVersionUpgrade)]
    pub minor_upgrades: Option<bool>,
    /// Whether it has a public address.
    #[member(PubliclyAccessible)]
    pub public: Option<bool>,
    /// Every how many seconds Enhanced Monitoring looks; 0 for never.
    #[member(MonitoringInterval)]
    pub interval: Option<i64>,
    /// The IAM role of Enhanced Monitoring.
    #[member(MonitoringRoleArn)]
    pub role: Option<Rc<str>>,
}

impl InstanceSettings {
    /// The settings of an instance that had others: what the request doesn't say stays.
    pub(super) fn over(
        &self,
        had: Option<&Rc<InstanceKept>>,
        authority: Option<&Rc<str>>,
    ) -> Result<Option<Rc<InstanceKept>>, Refusal> {
        let mut kept = had.map(|had| InstanceKept::clone(had)).unwrap_or_default();
        kept.monitoring = self.monitoring(kept.monitoring)?;
        kept.maintenance_window =
            self.maintenance.as_ref().map(|window| window.0.clone()).or(kept.maintenance_window);
        kept.parameter_group = self.parameter_group.clone().or(kept.parameter_group);
        kept.authority = authority.cloned().or(kept.authority);
        kept.no_minor_upgrades = self.minor_upgrades.map_or(kept.no_minor_upgrades, |on| !on);
        kept.public = self.public.unwrap_or(kept.public);
        Ok((kept != InstanceKept::default()).then(|| Rc::new(kept)))
    }

    fn monitoring(&self, had: Option<Monitoring>) -> Result<Option<Monitoring>, Refusal> {
        let interval = match self.interval {
            None => had.as_ref().map_or(0, |had| had.interval),
            Some(seconds) => match u8::try_from(seconds) {
                Ok(interval @ (0 | 1 | 5 | 10 | 15 | 30 | 60)) => interval,
                Ok(_) | Err(_) => return Err(out_of_range("MonitoringInterval", seconds).into()),
            },
        };
        match (interval, self.role.clone().or_else(|| had.map(|had| had.role))) {
            (0, _) => Ok(None),
            (interval, Some(role)) => Ok(Some(Monitoring { interval, role })),
            (_, None) => Err(SettingRefusal::MonitoringRole {}.into()),
        }
    }
}

/// Members of `ModifyDBInstance` that only instances outside a cluster can have.
#[derive(Clone, Debug, PartialEq, Eq, Default, Members)]
pub struct ClusterLevel {
    /// VPC security groups.
    #[member(VpcSecurityGroupIds)]
    pub security_groups: Vec<Rc<str>>,
    /// The master user's password.
    #[member(MasterUserPassword)]
    pub password: Option<Secret>,
    /// How many days automated backups are kept.
    #[member(BackupRetentionPeriod)]
    pub retention: Option<i64>,
    /// When daily backups are taken.
    #[member(PreferredBackupWindow)]
    pub backup_window: Option<Rc<str>>,
    /// The engine's version.
    #[member(EngineVersion)]
    pub version: Option<Rc<str>>,
    /// The port.
    #[member(DBPortNumber)]
    pub port: Option<i64>,
    /// Deletion protection.
    #[member(DeletionProtection)]
    pub protection: Option<bool>,
    /// The storage type.
    #[member(StorageType)]
    pub storage_type: Option<Rc<str>>,
    /// IAM database authentication.
    #[member(EnableIAMDatabaseAuthentication)]
    pub iam_authentication: Option<bool>,
    /// The logs to export to `CloudWatch` Logs.
    #[member(CloudwatchLogsExportConfiguration)]
    pub logs: Option<LogExports>,
    /// The Active Directory.
    #[member(Domain)]
    pub domain: Option<Rc<str>>,
    /// The IAM role for calls to that directory.
    #[member(DomainIAMRoleName)]
    pub domain_role: Option<Rc<str>>,
    /// The directory's name.
    #[member(DomainFqdn, since(Y2026))]
    pub domain_name: Option<Rc<str>>,
    /// The organizational unit in the directory.
    #[member(DomainOu, since(Y2026))]
    pub domain_unit: Option<Rc<str>>,
    /// The secret with the directory's credentials.
    #[member(DomainAuthSecretArn, since(Y2026))]
    pub domain_secret: Option<Rc<str>>,
    /// The directory's DNS servers.
    #[member(DomainDnsIps, since(Y2026))]
    pub domain_servers: Vec<Rc<str>>,
    /// The network type.
    #[member(NetworkType, since(Y2026))]
    pub network_type: Option<Rc<str>>,
    /// Whether RDS keeps the master user's password in Secrets Manager.
    #[member(ManageMasterUserPassword, since(Y2026))]
    pub manage: Option<bool>,
    /// Whether RDS changes the password that it manages.
    #[member(RotateMasterUserPassword, since(Y2026))]
    pub rotate: Option<bool>,
    /// The key of the master user's secret.
    #[member(MasterUserSecretKmsKeyId, since(Y2026))]
    pub secret_key: Option<Rc<str>>,
    /// How the master user logs in.
    #[member(MasterUserAuthenticationType, since(Y2026))]
    pub authentication: Option<Rc<str>>,
}

impl ClusterLevel {
    /// Refuses the first that is there.
    pub(super) fn refuse(&self) -> Result<(), Refusal> {
        let domain =
            [&self.domain, &self.domain_role, &self.domain_name, &self.domain_unit, &self.domain_secret];
        let managed = self.manage.is_some()
            || self.rotate.is_some()
            || self.secret_key.is_some()
            || self.authentication.is_some();
        let first = [
            (OfCluster::SecurityGroups, !self.security_groups.is_empty()),
            (OfCluster::Password, self.password.is_some()),
            (OfCluster::Retention, self.retention.is_some()),
            (OfCluster::BackupWindow, self.backup_window.is_some()),
            (OfCluster::Version, self.version.is_some()),
            (OfCluster::Port, self.port.is_some()),
            (OfCluster::Protection, self.protection.is_some()),
            (OfCluster::StorageType, self.storage_type.is_some()),
            (OfCluster::IamAuthentication, self.iam_authentication.is_some()),
            (OfCluster::Logs, self.logs.is_some()),
            (OfCluster::Domain, domain.iter().any(|part| part.is_some()) || !self.domain_servers.is_empty()),
            (OfCluster::NetworkType, self.network_type.is_some()),
            (OfCluster::Managed, managed),
        ];
        match first.into_iter().find(|(_, there)| *there) {
            Some((what, _)) => Err(SettingRefusal::SetAtCluster { what }.into()),
            None => Ok(()),
        }
    }
}
