//! Members of requests that nothing in the model depends on, and that come back in answers. Which of them an operation has
//! is said there; what is ignored altogether as well.

use super::capacity::ScalingChange;
use super::scaling::LogExports;
use super::serverless::EngineMode;
use super::values::BacktrackWindow;
use crate::ops::api::texts;
use crate::rds::kept::{DAYS, Kept};
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use core::fmt;
use std::rc::Rc;

/// A weekly maintenance window such as `mon:04:00-mon:04:30`, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaintenanceWindow(pub Rc<str>);

impl MaintenanceWindow {
    fn parse(text: &str) -> Result<Self, Refusal> {
        let lower = text.to_ascii_lowercase();
        let moment = |text: &str| {
            let mut parts = text.split(':');
            let day = parts.next().is_some_and(|day| DAYS.contains(&day));
            let mut number = |below: u8| {
                let part = parts.next().filter(|part| part.len() == 2);
                part.and_then(|part| part.parse::<u8>().ok()).is_some_and(|number| number < below)
            };
            day && number(24) && number(60) && parts.next().is_none()
        };
        match lower.split_once('-') {
            Some((from, to)) if from != to && moment(from) && moment(to) => Ok(Self(lower.into())),
            _ => Err(RdsRefusal::MaintenanceWindow { text: text.into() }.into()),
        }
    }
}

impl fmt::Display for MaintenanceWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `NetworkType`: `IPV4` or `DUAL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkType(pub Rc<str>);

impl NetworkType {
    fn parse(text: &str) -> Result<Self, Refusal> {
        match text {
            "IPV4" | "DUAL" => Ok(Self(text.into())),
            _ => Err(RdsRefusal::NetworkType { text: text.into() }.into()),
        }
    }
}

impl fmt::Display for NetworkType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

texts! {
    MaintenanceWindow: MaintenanceWindow::parse;
    NetworkType: NetworkType::parse;
}

/// What a request for a new cluster and one for a change can both say.
#[derive(Clone, Debug, PartialEq, Eq, Default, Members)]
pub struct KeptSettings {
    /// VPC security groups.
    #[member(VpcSecurityGroupIds)]
    pub security_groups: Vec<Rc<str>>,
    /// The cluster parameter group.
    #[member(DBClusterParameterGroupName)]
    pub parameter_group: Option<Rc<str>>,
    /// IAM database authentication.
    #[member(EnableIAMDatabaseAuthentication)]
    pub iam_authentication: Option<bool>,
    /// The Active Directory.
    #[member(Domain)]
    pub domain: Option<Rc<str>>,
    /// The IAM role for calls to that directory.
    #[member(DomainIAMRoleName)]
    pub domain_role: Option<Rc<str>>,
    /// `IPV4` or `DUAL`.
    #[member(NetworkType, since(Y2026))]
    pub network_type: Option<NetworkType>,
    /// The target backtrack window in seconds; 0 for none.
    #[member(BacktrackWindow)]
    pub backtrack: Option<BacktrackWindow>,
    /// The capacity of instances of Aurora Serverless v2.
    #[member(ServerlessV2ScalingConfiguration, since(Y2026))]
    pub scaling: Option<ScalingChange>,
}

/// What only a request for a new cluster can say.
#[derive(Clone, Debug, PartialEq, Eq, Default, Members)]
pub struct BirthSettings {
    /// The subnet group.
    #[member(DBSubnetGroupName)]
    pub subnet_group: Option<Rc<str>>,
    /// The logs to export to `CloudWatch` Logs.
    #[member(EnableCloudwatchLogsExports)]
    pub log_exports: Vec<Rc<str>>,
    /// What a change can say as well.
    #[members]
    pub settings: KeptSettings,
}

impl KeptSettings {
    /// The settings of a cluster that had others: what the request doesn't say stays.
    pub(super) fn over(
        &self,
        had: Option<&Rc<Kept>>,
        window: Option<&MaintenanceWindow>,
        logs: Option<&LogExports>,
    ) -> Result<Option<Rc<Kept>>, Refusal> {
        let mut kept = had.map(|had| Kept::clone(had)).unwrap_or_default();
        if !self.security_groups.is_empty() {
            kept.security_groups.clone_from(&self.security_groups);
        }
        kept.iam_authentication = self.iam_authentication.unwrap_or(kept.iam_authentication);
        kept.parameter_group = self.parameter_group.clone().or(kept.parameter_group);
        kept.domain = self.domain.clone().or(kept.domain);
        kept.domain_role = self.domain_role.clone().or(kept.domain_role);
        kept.network_type = self.network_type.as_ref().map(|kind| kind.0.clone()).or(kept.network_type);
        kept.maintenance_window = window.map(|window| window.0.clone()).or(kept.maintenance_window);
        kept.backtrack =
            self.backtrack.map_or(kept.backtrack, |window| Some(window.0).filter(|&seconds| seconds > 0));
        if let Some(logs) = logs {
            kept.log_exports = logs.over(&kept.log_exports);
        }
        if let Some(scaling) = &self.scaling {
            kept.scaling = Some(scaling.over(kept.scaling)?);
        }
        Ok(some(kept))
    }
}

impl BirthSettings {
    /// The settings of a new cluster.
    pub(super) fn take(
        &self,
        window: Option<&MaintenanceWindow>,
        mode: EngineMode,
    ) -> Result<Option<Rc<Kept>>, Refusal> {
        let mut kept = Kept {
            subnet_group: self.subnet_group.as_ref().map(|name| name.to_ascii_lowercase().into()),
            log_exports: self.log_exports.clone(),
            ..Kept::default()
        };
        mode.keep(&mut kept);
        self.settings.over(Some(&Rc::new(kept)), window, None)
    }
}

fn some(kept: Kept) -> Option<Rc<Kept>> {
    (kept != Kept::default()).then(|| Rc::new(kept))
}
