//! Types of RDS's members that are parsed from text, and the refusals of invalid values. What a value needs
//! from the world is checked in the operations.

use super::find::SnapshotRef;
use crate::ids::{
    ClusterArn, ClusterId, GlobalClusterId, IdError, InstanceId, Region, ResourceId, SnapshotId,
};
use crate::map::Map;
use crate::ops::Tx;
use crate::ops::api::{Argument, Member, Shape, Value, texts};
use crate::quota::TAGS;
use crate::rds::cluster::{Engine, StorageType};
use crate::rds::feature_refusal::FeatureRefusal;
use crate::rds::global_refusal::GlobalRefusal;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use core::fmt;
use std::rc::Rc;

/// How a command names a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClusterRef {
    /// By name, in the caller's account and Region.
    Id(ClusterId),
    /// By ARN, which must be in the caller's account and Region.
    Arn(ClusterArn),
}

impl ClusterRef {
    fn parse(text: &str) -> Result<Self, IdError> {
        // A text that is not an ARN is refused as an invalid identifier.
        ClusterArn::parse(text).map(Self::Arn).or_else(|_| ClusterId::parse(text).map(Self::Id))
    }

    /// The name, if the cluster is in the caller's account and Region.
    pub(super) fn id(&self, tx: &Tx) -> Result<ClusterId, Refusal> {
        match self {
            Self::Id(id) => Ok(id.clone()),
            Self::Arn(arn) if (arn.account, arn.region) == (tx.account, tx.region) => Ok(arn.id.clone()),
            Self::Arn(arn) => ClusterId::parse(&arn.to_string()).map_err(no_id),
        }
    }
}

impl From<ClusterId> for ClusterRef {
    fn from(id: ClusterId) -> Self {
        Self::Id(id)
    }
}

impl fmt::Display for ClusterRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Arn(arn) => arn.fmt(f),
        }
    }
}

/// A backup window such as `03:00-03:30`, in minutes after midnight UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupWindow {
    /// When it begins.
    pub from: u16,
    /// When it ends.
    pub to: u16,
}

impl BackupWindow {
    /// Parses `03:00-03:30`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let clock = |text: &str| {
            let (hour, minute) = text.split_once(':')?;
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            (hour < 24 && minute < 60).then_some(hour * 60 + minute)
        };
        let window = text.split_once('-').and_then(|(from, to)| Some((clock(from)?, clock(to)?)));
        match window {
            Some((from, to)) if from != to => Ok(Self { from, to }),
            _ => Err(RdsRefusal::Window { text: text.into() }.into()),
        }
    }
}

impl fmt::Display for BackupWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

pub(super) fn no_id(error: IdError) -> Refusal {
    RdsRefusal::Identifier { reason: error.0 }.into()
}

/// A cluster of a global cluster, named by its ARN, whichever Region it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberArn(pub ClusterArn);

impl fmt::Display for MemberArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

texts! {
    BackupWindow: BackupWindow::parse;
    ClusterArn: |text: &str| ClusterArn::parse(text).map_err(no_id);
    ClusterId: |text: &str| ClusterId::parse(text).map_err(no_id);
    ClusterRef: |text: &str| ClusterRef::parse(text).map_err(no_id);
    GlobalClusterId: |text: &str| GlobalClusterId::parse(text).map_err(no_id);
    MemberArn: |text: &str| {
        ClusterArn::parse(text).map(MemberArn).map_err(|_| GlobalRefusal::NoClusterArn { text: text.into() }.into())
    };
    Engine: |text: &str| Engine::parse(text).ok_or_else(|| RdsRefusal::UnknownEngine { name: text.into() }.into());
    InstanceId: |text: &str| InstanceId::parse(text).map_err(no_id);
    Region: |text: &str| Region::parse(text).map_err(no_id);
    SnapshotId: |text: &str| SnapshotId::parse(text).map_err(no_id);
    SnapshotRef: |text: &str| SnapshotRef::parse(text).map_err(no_id);
    StorageType: |text: &str| {
        StorageType::parse(text).ok_or_else(|| RdsRefusal::UnknownStorageType { name: text.into() }.into())
    };
}

/// A cluster's resource id.
impl Argument for ResourceId {
    const SHAPE: Shape = Shape::Text;

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let text = member.text(&value)?;
        Self::parse(text).map_err(no_id)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::text(["cluster-", &self.to_string()].concat()))
    }
}

/// Whole numbers in a range, and the error for a number outside it.
macro_rules! whole_numbers {
    ($($(#[$doc:meta])* $name:ident($type:ty): $range:pat, $refused:expr;)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(pub $type);

        impl Argument for $name {
            const SHAPE: Shape = Shape::Integer;

            fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
                let Value::Integer(value) = value else { return Err(member.misshapen()) };
                match <$type>::try_from(value) {
                    Ok(number @ $range) => Ok(Self(number)),
                    _ => Err($refused(member.name, value).into()),
                }
            }

            fn write(&self) -> Option<Value> {
                i64::try_from(self.0).ok().map(Value::Integer)
            }
        })*
    };
}

whole_numbers! {
    /// A backtrack window in seconds: at most 72 hours.
    BacktrackWindow(u32): 0..=259_200, out_of_range;
    /// A number of lines or bytes, or milliseconds since 1970.
    Count(u64): 0.., out_of_range;
    /// The number of items on a page: 20 to 100.
    MaxRecords(u8): 20..=100, |_, number| RdsRefusal::PageSize { number };
    /// A port: 1150 to 65535.
    Port(u16): 1150.., |_, number| RdsRefusal::PortRange { number };
    /// The promotion tier: 0 to 15.
    PromotionTier(u8): 0..=15, out_of_range;
    /// How many days automated backups are kept: 1 to 35. Aurora's can't be switched off.
    RetentionDays(u8): 1..=35, |_, days| RdsRefusal::Retention { days };
}

pub(super) fn out_of_range(member: &'static str, number: i64) -> RdsRefusal {
    RdsRefusal::OutOfRange { member, number }
}

/// How many tags a resource can have.
pub(super) const MOST_TAGS: usize = TAGS as usize;

/// Tags. If a name is repeated, the last one counts.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Tags(pub Map<Rc<str>, Rc<str>>);

impl Tags {
    fn check(&self) -> Result<(), Refusal> {
        let begins = |text: &str, with: &str| {
            text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        let reserved = |text: &str| begins(text, "aws:") || begins(text, "rds:");
        for (name, value) in &self.0 {
            if reserved(name) || reserved(value) {
                return Err(FeatureRefusal::ReservedTag { name: name.clone() }.into());
            }
            if !(1..=128).contains(&name.chars().count()) || value.chars().count() > 256 {
                return Err(FeatureRefusal::TagLength { name: name.clone() }.into());
            }
        }
        if self.0.size() > MOST_TAGS {
            return Err(FeatureRefusal::TooManyTags {}.into());
        }
        Ok(())
    }

    /// Adds these to other tags, replacing those of the same name.
    pub(super) fn over(&self, mut others: Map<Rc<str>, Rc<str>>) -> Map<Rc<str>, Rc<str>> {
        for (name, value) in &self.0 {
            others.insert_mut(name.clone(), value.clone());
        }
        others
    }
}

impl Argument for Tags {
    const SHAPE: Shape = Shape::TAGS;
    const ABSENT: Option<fn() -> Self> = Some(Self::default);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let Value::List(tags) = value else { return Err(member.misshapen()) };
        let text = |tag: &Value, name| tag.member(name).and_then(Value::as_text).map(Rc::<str>::from);
        let pair = |tag| Some((text(tag, "Key")?, text(tag, "Value").unwrap_or_default()));
        let tags = Self(tags.iter().filter_map(pair).collect());
        tags.check()?;
        Ok(tags)
    }

    fn write(&self) -> Option<Value> {
        let tag = |(key, value): (&Rc<str>, &Rc<str>)| {
            Value::Structure(vec![("Key".into(), Value::text(key)), ("Value".into(), Value::text(value))])
        };
        Some(Value::List(self.0.iter().map(tag).collect()))
    }
}
