//! RDS events: what `DescribeEvents` tells of. They follow from changes of state, so no operation has to think of them.
//!
//! The texts are those that AWS publishes; only that of a lost key is a model, since AWS publishes none.

use super::cluster::Cluster;
use super::export::{ExportStatus, ExportTask};
use super::instance::Instance;
use super::lifecycle::{ClusterStatus, InstanceStatus};
use super::snapshot::{Snapshot, SnapshotKind, SnapshotStatus};
use crate::env::Time;
use crate::ids::{AccountId, ClusterArn, InstanceArn, Region, SnapshotArn};
use crate::map::Map;
use std::rc::Rc;

/// How long events are kept: 14 days.
const KEPT: u64 = 14 * Time::DAY;

macro_rules! names {
    ($($(#[$doc:meta])* $type:ident { $($variant:ident $text:literal)* })*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
        pub enum $type { $(#[doc = $text] $variant,)* }

        impl $type {
            /// As the API names it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        })*
    };
}

names! {
    /// What an event is about.
    SourceType {
        Cluster "db-cluster"
        Snapshot "db-cluster-snapshot"
        Instance "db-instance"
    }

    /// The category of an event.
    Category {
        Availability "availability"
        Backup "backup"
        ConfigurationChange "configuration change"
        Creation "creation"
        Deletion "deletion"
        Failover "failover"
        Failure "failure"
        Notification "notification"
    }
}

/// An RDS event.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Notice {
    /// When it happened.
    pub at: Time,
    /// Whose it is.
    pub account: AccountId,
    /// Where it happened.
    pub region: Region,
    /// What it is about.
    pub source: SourceType,
    /// The name of what it is about.
    pub id: Rc<str>,
    /// Its ARN.
    pub arn: Rc<str>,
    /// The category.
    pub category: Category,
    /// The message.
    pub message: Rc<str>,
}

/// The events of the last 14 days, oldest first.
///
/// No digest counts them: they follow from what else the world has been, which its digests do count.
#[derive(Clone, Default)]
pub struct Notices {
    kept: Map<u64, Rc<Notice>>,
    next: u64,
}

impl core::hash::Hash for Notices {
    fn hash<H: core::hash::Hasher>(&self, _: &mut H) {}
}

impl Notices {
    /// Oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<Notice>> {
        self.kept.iter().map(|(_, notice)| notice)
    }

    /// Adds one, and forgets those that are older than 14 days by now.
    pub(crate) fn push(&mut self, notice: Notice) {
        let now = notice.at.0;
        while let Some((number, oldest)) = self.kept.first()
            && oldest.at.0 + KEPT < now
        {
            let number = *number;
            self.kept.remove_mut(&number);
        }
        self.kept.insert_mut(self.next, Rc::new(notice));
        self.next += 1;
    }
}

/// What there is to say, without when.
pub(crate) struct Said {
    category: Category,
    message: Rc<str>,
}

fn said(category: Category, message: impl AsRef<str>) -> Said {
    Said { category, message: message.as_ref().into() }
}

/// An ARN that an event can be about.
pub(crate) trait About {
    /// The event at that time.
    fn notice(&self, at: Time, said: Said) -> Notice;
}

macro_rules! about {
    ($($arn:ty: $source:ident;)*) => {
        $(impl About for $arn {
            fn notice(&self, at: Time, said: Said) -> Notice {
                Notice {
                    at,
                    account: self.account,
                    region: self.region,
                    source: SourceType::$source,
                    id: self.id.as_str().into(),
                    arn: self.to_string().into(),
                    category: said.category,
                    message: said.message,
                }
            }
        })*
    };
}

about! {
    ClusterArn: Cluster;
    SnapshotArn: Snapshot;
    InstanceArn: Instance;
}

/// What a change of a cluster says.
pub(crate) fn of_cluster(before: Option<&Cluster>, after: &Cluster, now: Time) -> Option<Said> {
    use ClusterStatus as S;
    let before = before?;
    match (before.status, after.status) {
        (S::Creating, S::Available) => Some(said(Category::Creation, "DB cluster created")),
        (S::Stopping, S::Stopped) => Some(said(Category::Notification, "DB cluster stopped")),
        (S::Starting, S::Available) => Some(said(Category::Notification, "DB cluster started")),
        (S::Stopped, S::Starting) if before.until == Some(now) => Some(said(
            Category::Notification,
            "DB cluster is being started due to it exceeding the maximum allowed time being stopped",
        )),
        (S::FailingOver, S::FailingOver) => {
            let writer = after.members.first().filter(|writer| before.members.first() != Some(*writer))?;
            let message = ["Completed failover to DB instance: ", writer.id.as_str()].concat();
            Some(said(Category::Failover, message))
        }
        (was, is) if is.is_inaccessible() && was != is => {
            let message =
                ["The KMS key of the DB cluster can't be accessed; its status is ", is.name()].concat();
            Some(said(Category::Failure, message))
        }
        _ => None,
    }
}

/// What the removal of a cluster says; one that is renamed is removed, too.
pub(crate) fn of_gone_cluster(cluster: &Cluster) -> Option<Said> {
    (cluster.status == ClusterStatus::Deleting).then(|| said(Category::Deletion, "DB cluster deleted"))
}

/// What the beginning of a failover says. All instances are in one Availability Zone here.
pub(crate) fn of_failover(target: &InstanceArn) -> Said {
    said(Category::Failover, ["Started same AZ failover to DB instance: ", target.id.as_str()].concat())
}

/// What a change of an instance says.
pub(crate) fn of_instance(before: Option<&Instance>, after: &Instance) -> Option<Said> {
    use InstanceStatus as S;
    match (before?.status, after.status) {
        (S::Creating, S::Available) => Some(said(Category::Creation, "DB instance created")),
        (S::Available, S::Modifying) => {
            Some(said(Category::ConfigurationChange, "Applying modification to database instance class"))
        }
        (S::Modifying, S::Available) => {
            Some(said(Category::ConfigurationChange, "Finished applying modification to DB instance class"))
        }
        (S::Available, S::Rebooting) => Some(said(Category::Availability, "DB instance shutdown")),
        (S::Rebooting, S::Available) => Some(said(Category::Availability, "DB instance restarted")),
        (S::Stopping, S::Stopped) => Some(said(Category::Notification, "DB instance stopped")),
        (S::Starting, S::Available) => Some(said(Category::Notification, "DB instance started")),
        _ => None,
    }
}

/// What the removal of an instance says; one that is renamed is removed, too.
pub(crate) fn of_gone_instance(instance: &Instance) -> Option<Said> {
    (instance.status == InstanceStatus::Deleting).then(|| said(Category::Deletion, "DB instance deleted"))
}

/// What a change of a snapshot says.
pub(crate) fn of_snapshot(before: Option<&Snapshot>, after: &Snapshot) -> Option<Said> {
    use SnapshotStatus as S;
    let text = match (before.map(|before| before.status), after.status, after.kind) {
        (None, S::Creating, SnapshotKind::Manual) => "Creating manual cluster snapshot",
        (None, S::Creating, SnapshotKind::Automated) => "Creating automated cluster snapshot",
        (Some(S::Creating), S::Available, SnapshotKind::Manual) => "Manual cluster snapshot created",
        (Some(S::Creating), S::Available, SnapshotKind::Automated) => "Automated cluster snapshot created",
        _ => return None,
    };
    Some(said(Category::Backup, text))
}

/// What a change of an export says of its snapshot.
pub(crate) fn of_export(after: &ExportTask) -> Option<Said> {
    let text = match after.status {
        ExportStatus::Starting | ExportStatus::InProgress | ExportStatus::Canceling => return None,
        ExportStatus::Complete => "Cluster snapshot export task completed",
        ExportStatus::Failed => "Cluster snapshot export task failed",
        ExportStatus::Canceled => "Cluster snapshot export task canceled",
    };
    Some(said(Category::Notification, text))
}
