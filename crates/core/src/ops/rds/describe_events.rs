//! `DescribeEvents`: what happened to clusters, instances and snapshots in the last 14 days.

use super::paging::Paging;
use super::{Page, RdsOutput};
use crate::edition::Edition;
use crate::env::Time;
use crate::ops::Tx;
use crate::ops::api::texts;
use crate::rds::feature_refusal::FeatureRefusal;
use crate::rds::notice::Notice;
use crate::refusal::Refusal;
use core::fmt;
use std::rc::Rc;

/// A source type that AWS has. The playground has events of clusters, instances and cluster snapshots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedSource(&'static str, Edition);

const SOURCES: [AskedSource; 11] = [
    AskedSource("db-cluster", Edition::Y2020),
    AskedSource("db-cluster-snapshot", Edition::Y2020),
    AskedSource("db-instance", Edition::Y2020),
    AskedSource("db-parameter-group", Edition::Y2020),
    AskedSource("db-security-group", Edition::Y2020),
    AskedSource("db-snapshot", Edition::Y2020),
    AskedSource("blue-green-deployment", Edition::Y2026),
    AskedSource("custom-engine-version", Edition::Y2026),
    AskedSource("db-proxy", Edition::Y2026),
    AskedSource("db-shard-group", Edition::Y2026),
    AskedSource("zero-etl", Edition::Y2026),
];

impl fmt::Display for AskedSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

texts! {
    AskedSource: |text: &str| {
        let known = SOURCES.into_iter().find(|source| source.0 == text);
        known.ok_or_else(|| FeatureRefusal::UnknownSourceType { name: text.into() }.into())
    };
}

/// Shows what happened to clusters, instances and snapshots.
#[derive(Clone, Debug, PartialEq, Eq, Default, Operation)]
#[operation(errors(InvalidParameterValue, InvalidParameterCombination, ValidationException))]
#[operation(refused(Filters: FILTERS))]
#[operation(on())]
pub struct DescribeEvents {
    /// Only events of what has this name.
    #[member(SourceIdentifier)]
    pub id: Option<Rc<str>>,
    /// Only events of this kind of resource.
    #[member(SourceType)]
    pub source: Option<AskedSource>,
    /// The earliest; 60 minutes before the end if neither this nor the duration is given.
    #[member(StartTime)]
    pub start: Option<Time>,
    /// The latest; now if absent.
    #[member(EndTime)]
    pub end: Option<Time>,
    /// How many minutes before the end.
    #[member(Duration, range(1..=20_160))]
    pub minutes: Option<u32>,
    /// Only these categories.
    #[member(EventCategories)]
    pub categories: Vec<Rc<str>>,
    /// The page of the list.
    #[members]
    pub paging: Paging,
}

impl DescribeEvents {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        if let Some(AskedSource(name, since)) = self.source
            && since > tx.world.edition
        {
            return Err(FeatureRefusal::UnknownSourceType { name: name.into() }.into());
        }
        if self.id.is_some() && self.source.is_none() {
            return Err(FeatureRefusal::SourceTypeNeeded {}.into());
        }
        let end = self.end.unwrap_or(tx.world.now);
        let before = u64::from(self.minutes.unwrap_or(60)) * 60;
        let start = self.start.unwrap_or(Time(end.0.saturating_sub(before)));
        if start > end {
            return Err(FeatureRefusal::EventsBackwards { start, end }.into());
        }
        // A page ends at a number, since events have no names.
        let numbered = tx.world.notices.iter().enumerate().filter(|(_, notice)| {
            let here = (notice.account, notice.region) == (tx.account, tx.region);
            here && (start..=end).contains(&notice.at) && self.wants(notice)
        });
        let named = numbered.map(|(number, notice)| (format!("{number:010}"), notice.clone()));
        let Page { items, marker } = self.paging.page(named, |(number, _)| number);
        let items = items.into_iter().map(|(_, notice)| notice).collect();
        Ok(RdsOutput::Events(Page { items, marker }))
    }

    fn wants(&self, notice: &Notice) -> bool {
        self.source.as_ref().is_none_or(|source| source.0 == notice.source.name())
            && self.id.as_deref().is_none_or(|id| id.eq_ignore_ascii_case(&notice.id))
            && (self.categories.is_empty()
                || self.categories.iter().any(|one| **one == *notice.category.name()))
    }
}
