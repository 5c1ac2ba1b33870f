//! What answers show of an account's network and of the groups that every account has: the default VPC with its subnets
//! and its security group, hosted zones, default parameter and option groups, and the certificate authority.
//!
//! AWS draws the ids; here they follow from the account and the Region (model). Nothing depends on them.

use super::zones;
use crate::json::{Object, Value};
use playground_core::edition::Edition;
use playground_core::ids::{AccountId, REGIONS, Region};
use playground_core::rds::catalog::{option_group, parameter_group};
use playground_core::rds::cluster::Engine;
use playground_core::rds::kept::Kept;
use std::rc::Rc;

/// Where something is.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) account: AccountId,
    pub(super) region: Region,
}

impl Place {
    /// An id: what it is of, and which of those of this account and Region.
    fn id(self, kind: &str, number: usize) -> String {
        let region = REGIONS.iter().position(|name| *name == self.region.as_str()).unwrap_or_default();
        format!("{kind}-{number:x}{region:02x}{:0>14}", self.account.to_string())
    }

    /// The default VPC.
    pub(super) fn vpc(self) -> String {
        self.id("vpc", 0)
    }

    /// `VpcSecurityGroups`: those of a cluster, or the default one.
    pub(super) fn security_groups(self, kept: Option<&Kept>) -> Value {
        let group = |id: &str| Object::new().text("VpcSecurityGroupId", id).text("Status", "active").done();
        match kept.map(|kept| &*kept.security_groups) {
            None | Some([]) => Value::Array(vec![group(&self.id("sg", 0))]),
            Some(given) => Value::Array(given.iter().map(|id| group(id)).collect()),
        }
    }

    /// `DBSubnetGroup`: that of a cluster, or the default one. Each has the subnets of the default VPC.
    pub(super) fn subnet_group(self, edition: Edition, kept: Option<&Kept>) -> Value {
        let zones = zones(self.region);
        let subnet = |(number, zone): (usize, &Value)| {
            Object::new()
                .text("SubnetIdentifier", &self.id("subnet", number))
                .with("SubnetAvailabilityZone", Object::new().with("Name", zone.clone()).done())
                .when(edition >= Edition::Y2026, |out| out.with("SubnetOutpost", Object::new().done()))
                .text("SubnetStatus", "Active")
                .done()
        };
        let subnets = zones.as_array().unwrap_or_default().iter().enumerate().map(subnet).collect();
        Object::new()
            .text("DBSubnetGroupName", subnet_group(kept))
            .text("DBSubnetGroupDescription", subnet_group(kept))
            .text("VpcId", &self.vpc())
            .text("SubnetGroupStatus", "Complete")
            .with("Subnets", Value::Array(subnets))
            .done()
    }

    /// `HostedZoneId` of its endpoints.
    pub(super) fn hosted_zone(self) -> String {
        let letters = self.region.as_str().replace('-', "").to_ascii_uppercase();
        format!("Z{letters:0>13}")
    }
}

/// The name of a cluster's subnet group.
pub(super) fn subnet_group(kept: Option<&Kept>) -> &str {
    kept.and_then(|kept| kept.subnet_group.as_deref()).unwrap_or("default")
}

/// `DomainMemberships`: the directory that a cluster is in.
pub(super) fn domains(kept: Option<&Kept>) -> Value {
    let joined = |domain: &Rc<str>, role: Option<&Rc<str>>| {
        let role = role.map(|role| Value::string(&**role));
        Object::new().text("Domain", domain).text("Status", "joined").maybe("IAMRoleName", role).done()
    };
    let domain = kept.and_then(|kept| Some(joined(kept.domain.as_ref()?, kept.domain_role.as_ref())));
    Value::Array(domain.into_iter().collect())
}

/// `DBParameterGroups`: the group of an instance, or the default one of its engine's version.
pub(super) fn parameter_groups(engine: Engine, version: &str, own: Option<&str>) -> Value {
    let name = own.map_or_else(|| parameter_group(engine, version), ToOwned::to_owned);
    Value::Array(vec![
        Object::new().text("DBParameterGroupName", &name).text("ParameterApplyStatus", "in-sync").done(),
    ])
}

/// `OptionGroupMemberships`: the default group of an engine's version.
pub(super) fn option_groups(engine: Engine, version: &str) -> Value {
    let name = option_group(engine, version);
    Value::Array(vec![Object::new().text("OptionGroupName", &name).text("Status", "in-sync").done()])
}

/// `LicenseModel` of an instance.
pub(super) const fn license(engine: Engine) -> &'static str {
    match engine {
        Engine::Aurora | Engine::AuroraMysql => "general-public-license",
        Engine::AuroraPostgresql => "postgresql-license",
    }
}

/// The certificate authority of new instances.
pub(super) const fn authority(edition: Edition) -> &'static str {
    match edition {
        Edition::Y2020 => "rds-ca-2019",
        Edition::Y2026 => "rds-ca-rsa2048-g1",
    }
}
