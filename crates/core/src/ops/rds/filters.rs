//! `Filters` of the operations that list: which names each has, since when, and what passes. What a name is compared with
//! is said in the operation.

use crate::edition::Edition;
use crate::ids::ResourceId;
use crate::ops::api::{Argument, Member, Shape, Value};
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// The names of an operation's filters.
pub trait FilterName: Copy + PartialEq + 'static {
    /// Each as the API names it, with the first edition that has it.
    const ALL: &'static [(&'static str, Edition, Self)];
}

macro_rules! filters {
    ($($(#[$doc:meta])* $type:ident { $($name:literal $edition:ident: $variant:ident,)* })*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl FilterName for $type {
            const ALL: &'static [(&'static str, Edition, Self)] =
                &[$(($name, Edition::$edition, Self::$variant),)*];
        })*
    };
}

filters! {
    /// What `DescribeDBClusters` filters by.
    ClusterFilter {
        "clone-group-id" Y2026: CloneGroup,
        "db-cluster-id" Y2020: Id,
        "db-cluster-resource-id" Y2026: ResourceId,
        "domain" Y2026: Domain,
        "engine" Y2026: Engine,
    }
    /// What `DescribeDBInstances` filters by.
    InstanceFilter {
        "db-cluster-id" Y2020: Cluster,
        "db-instance-id" Y2020: Id,
        "dbi-resource-id" Y2020: ResourceId,
        "domain" Y2020: Domain,
        "engine" Y2020: Engine,
    }
    /// What `DescribeDBClusterSnapshots` filters by.
    SnapshotName {
        "db-cluster-id" Y2020: Cluster,
        "db-cluster-snapshot-id" Y2020: Id,
        "snapshot-type" Y2020: Kind,
        "engine" Y2020: Engine,
    }
    /// What `DescribeGlobalClusters` filters by.
    GlobalFilter {
        "db-cluster-id" Y2020: Cluster,
        "region" Y2026: Region,
    }
}

/// Filters of an operation, each with its values. A thing is listed that passes each of them; without filters all are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filters<N>(pub Vec<(N, Vec<Rc<str>>)>);

impl<N> Default for Filters<N> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<N: FilterName> Filters<N> {
    /// Refuses names that the edition doesn't have.
    pub(super) fn check(&self, edition: Edition) -> Result<(), Refusal> {
        let later = |name: &N| N::ALL.iter().find(|(_, since, known)| known == name && *since > edition);
        match self.0.iter().find_map(|(name, _)| later(name)) {
            Some((name, ..)) => Err(unknown(name)),
            None => Ok(()),
        }
    }

    /// Returns whether a thing passes, of which `is` tells whether it has a value.
    pub(super) fn passes(&self, is: impl Fn(N, &str) -> bool) -> bool {
        self.0.iter().all(|(name, values)| values.iter().any(|value| is(*name, value)))
    }
}

/// Returns whether a value of a filter, which is in lower case, is a resource id.
pub(super) fn is_resource(value: &str, prefix: &str, id: ResourceId) -> bool {
    value.strip_prefix(prefix).is_some_and(|rest| id.to_string().eq_ignore_ascii_case(rest))
}

fn unknown(name: &str) -> Refusal {
    RdsRefusal::Filter { name: name.into() }.into()
}

impl<N: FilterName> Argument for Filters<N> {
    const SHAPE: Shape = Shape::FILTERS;
    const ABSENT: Option<fn() -> Self> = Some(Self::default);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let Value::List(filters) = value else { return Err(member.misshapen()) };
        let one = |filter: &Value| {
            let name = filter.member("Name").and_then(Value::as_text).unwrap_or_default();
            let known = N::ALL.iter().find(|(known, ..)| *known == name);
            let (.., by) = known.ok_or_else(|| unknown(name))?;
            let Some(Value::List(values)) = filter.member("Values") else { return Err(member.misshapen()) };
            if values.is_empty() {
                return Err(RdsRefusal::FilterWithoutValues { name: name.into() }.into());
            }
            // The last part of an ARN is the name; names are in lower case.
            let last = |text: &str| text.rsplit(':').next().unwrap_or(text).to_ascii_lowercase().into();
            Ok((*by, values.iter().filter_map(Value::as_text).map(last).collect()))
        };
        filters.iter().map(one).collect::<Result<_, _>>().map(Self)
    }

    fn write(&self) -> Option<Value> {
        let one = |(by, values): &(N, Vec<Rc<str>>)| {
            let (name, ..) = N::ALL.iter().find(|(.., known)| known == by)?;
            let values = Value::List(values.iter().cloned().map(Value::Text).collect());
            Some(Value::Structure(vec![("Name".into(), Value::text(name)), ("Values".into(), values)]))
        };
        Some(Value::List(self.0.iter().filter_map(one).collect()))
    }
}
