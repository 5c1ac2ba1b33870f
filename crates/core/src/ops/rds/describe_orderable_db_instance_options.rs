//! `DescribeOrderableDBInstanceOptions`: the instance classes of the edition. `db.t2.micro` (rule A02) is none of them:
//! Aurora doesn't have it, encrypted or not.

use super::RdsOutput;
use super::paging::Paging;
use crate::edition::Edition;
use crate::ops::Tx;
use crate::rds::catalog::{EngineVersion, engine_versions, instance_classes};
use crate::rds::cluster::{Engine, StorageType};
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Shows the instance classes that an engine has.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue), refused(Filters: FILTERS))]
#[operation(ignored(LicenseModel, AvailabilityZoneGroup, Vpc: Flag))]
#[operation(on())]
pub struct DescribeOrderableDBInstanceOptions {
    /// The engine.
    #[member(Engine)]
    pub engine: Engine,
    /// Only for this version.
    #[member(EngineVersion)]
    pub version: Option<Rc<str>>,
    /// Only this class.
    #[member(DBInstanceClass)]
    pub class: Option<Rc<str>>,
    /// The page of the list.
    #[members]
    pub paging: Paging,
}

/// What an instance can be: a class, for a version and a storage type.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct InstanceOption {
    /// The version.
    pub version: EngineVersion,
    /// The class.
    pub class: Rc<str>,
    /// The storage type.
    pub storage_type: StorageType,
}

impl DescribeOrderableDBInstanceOptions {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let (edition, engine) = (tx.world.edition, self.engine);
        let versions = engine_versions(edition).iter().filter(|version| version.engine == engine);
        if versions.clone().next().is_none() {
            return Err(RdsRefusal::UnknownEngine { name: engine.name().into() }.into());
        }
        let storage: &[StorageType] = match edition {
            Edition::Y2020 => &[StorageType::Standard],
            Edition::Y2026 => &[StorageType::Standard, StorageType::IoOptimized],
        };
        let mut options = Vec::new();
        for version in versions.filter(|one| self.version.as_deref().is_none_or(|asked| asked == one.version))
        {
            for class in instance_classes(edition, engine) {
                if self.class.as_deref().is_some_and(|asked| asked != class) {
                    continue;
                }
                let class: Rc<str> = class.into();
                options.extend(storage.iter().map(|storage_type| InstanceOption {
                    version: *version,
                    class: class.clone(),
                    storage_type: *storage_type,
                }));
            }
        }
        // A page ends at a number: an option has no name.
        let numbered = options.into_iter().enumerate().map(|(number, one)| (format!("{number:06}"), one));
        let page = self.paging.page(numbered, |(number, _)| number).map(|(_, one)| one);
        Ok(RdsOutput::InstanceOptions(tx.region, page))
    }
}
