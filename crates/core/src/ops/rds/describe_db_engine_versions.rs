//! `DescribeDBEngineVersions`: the versions of the edition.

use super::RdsOutput;
use super::paging::Paging;
use crate::ops::Tx;
use crate::rds::catalog::{engine_versions, family, major};
use crate::refusal::Refusal;
use std::rc::Rc;

/// Shows the engine versions that a cluster can have.
#[derive(Clone, Debug, PartialEq, Eq, Default, Operation)]
#[operation(errors(InvalidParameterValue), refused(Filters: FILTERS))]
#[operation(ignored(ListSupportedCharacterSets: Flag, ListSupportedTimezones: Flag, IncludeAll: Flag))]
#[operation(on())]
pub struct DescribeDBEngineVersions {
    /// Only versions of this engine; none of one that is not Aurora's.
    #[member(Engine)]
    pub engine: Option<Rc<str>>,
    /// Only this version, or those of this major version.
    #[member(EngineVersion)]
    pub version: Option<Rc<str>>,
    /// Only versions of this parameter family.
    #[member(DBParameterGroupFamily)]
    pub family: Option<Rc<str>>,
    /// Only the version that a cluster gets without being asked.
    #[member(DefaultOnly)]
    pub default_only: bool,
    /// The page of the list.
    #[members]
    pub paging: Paging,
}

impl DescribeDBEngineVersions {
    #[expect(clippy::unnecessary_wraps, reason = "like every operation")]
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let wanted = engine_versions(tx.world.edition).iter().filter(|one| {
            let major = major(one.engine, one.version);
            self.engine.as_deref().is_none_or(|engine| engine == one.engine.name())
                && self.version.as_deref().is_none_or(|version| version == one.version || version == major)
                && self.family.as_deref().is_none_or(|wanted| wanted == family(one.engine, one.version))
                && (one.default || !self.default_only)
        });
        // A page ends at a number: versions are not in the order of their names.
        let numbered = wanted.enumerate().map(|(number, one)| (format!("{number:04}"), *one));
        Ok(RdsOutput::EngineVersions(self.paging.page(numbered, |(number, _)| number).map(|(_, one)| one)))
    }
}
