//! The raw storage of a cluster, a snapshot or an automated backup, as somebody sees it who has reached the
//! disks (rule O01), and what a client of a running cluster reads (rule S03). Here: which storage and which
//! page a command names. Changing a page is in [`tamper`](super::tamper).

use crate::ids::{ClusterId, KeyArn};
use crate::ops::Tx;
use crate::ops::api::{Argument, Arguments, Member, Members, Part, Shape, Value, Written};
use crate::ops::rds::find::{self, SnapshotRef};
use crate::rds::backup::AutomatedBackup;
use crate::rds::cluster::{Cluster, StorageNode};
use crate::rds::lifecycle::{ClusterOp, ClusterStatus};
use crate::rds::snapshot::Snapshot;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;
use crate::storage::file::{File, PageId};
use crate::storage::image::{Image, PageFault};
use crate::storage::keyring::KeyRing;
use crate::storage::page::PageNo;
use crate::storage::volume::Volume;
use core::fmt;
use std::rc::Rc;

/// Something that has storage. Exactly one of three members names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A cluster's volume.
    Cluster(ClusterId),
    /// A snapshot.
    Snapshot(SnapshotRef),
    /// The automated backup of a cluster.
    Backup(ClusterId),
}

#[derive(Default, Members)]
struct Named {
    #[member(DBClusterIdentifier)]
    cluster: Option<ClusterId>,
    #[member(DBClusterSnapshotIdentifier)]
    snapshot: Option<SnapshotRef>,
    #[member(DBClusterAutomatedBackup)]
    backup: Option<ClusterId>,
}

impl Members for Target {
    const PARTS: &'static [Part] = Named::PARTS;

    fn read(args: &dyn Arguments) -> Result<Self, Refusal> {
        let named = Named::read(args)?;
        let (cluster, snapshot) = (named.cluster.map(Self::Cluster), named.snapshot.map(Self::Snapshot));
        let mut given = [cluster, snapshot, named.backup.map(Self::Backup)].into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(target), None) => Ok(target),
            (None | Some(_), _) => Err(PlaygroundRefusal::NotOneTarget {}.into()),
        }
    }

    fn write(&self, out: &mut Written) {
        let named = match self.clone() {
            Self::Cluster(id) => Named { cluster: Some(id), ..Named::default() },
            Self::Snapshot(id) => Named { snapshot: Some(id), ..Named::default() },
            Self::Backup(id) => Named { backup: Some(id), ..Named::default() },
        };
        named.write(out);
    }
}

/// A page's number in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageNumber(pub PageNo);

impl PageNumber {
    pub(super) const fn of(self, file: File) -> PageId {
        PageId { file, number: self.0 }
    }
}

impl Argument for PageNumber {
    const SHAPE: Shape = Shape::Integer;

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let Value::Integer(number) = value else { return Err(member.misshapen()) };
        PageNo::try_from(number).map(Self).map_err(|_| PlaygroundRefusal::PageNumber { number }.into())
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Integer(self.0.into()))
    }
}

/// The file; the database if absent.
impl Argument for File {
    const SHAPE: Shape = Shape::Text;
    const ABSENT: Option<fn() -> Self> = Some(Self::default);
    const CHOICES: &'static [&'static str] =
        &[Self::Database.name(), Self::Journal.name(), Self::ErrorLog.name(), Self::GeneralLog.name()];

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let text = member.text(&value)?;
        Self::parse(text).ok_or_else(|| Refusal::not_one_of(member.told, text, member.choices))
    }

    fn write(&self) -> Option<Value> {
        Some(Value::text(self.name()))
    }
}

pub(super) enum Storage {
    Cluster(Rc<Cluster>),
    Snapshot(Rc<Snapshot>),
    Backup(Rc<AutomatedBackup>, Box<Volume>),
}

impl Storage {
    /// The storage that a command names. What it holds must be known.
    pub(super) fn find(tx: &Tx, target: &Target) -> Result<Self, Refusal> {
        let found = Self::named(tx, target)?;
        if found.image().is_unknown() {
            let name: &str = match target {
                Target::Cluster(id) | Target::Backup(id) => id.as_str(),
                Target::Snapshot(SnapshotRef::Id(id)) => id.as_str(),
                Target::Snapshot(SnapshotRef::Arn(arn)) => arn.id.as_str(),
            };
            return Err(PlaygroundRefusal::Unknown { name: name.into() }.into());
        }
        Ok(found)
    }

    fn named(tx: &Tx, target: &Target) -> Result<Self, Refusal> {
        match target {
            Target::Cluster(id) => find::cluster(tx, id).map(Self::Cluster),
            Target::Snapshot(id) => find::readable_snapshot(tx, id, false).map(Self::Snapshot),
            Target::Backup(id) => {
                let cluster = find::cluster(tx, id)?;
                let backup =
                    tx.world.backups.get(&(cluster.arn.account, cluster.arn.region, cluster.resource_id));
                let backup =
                    backup.cloned().ok_or_else(|| PlaygroundRefusal::NoBackup { cluster: id.clone() })?;
                let volume = backup.volume.clone().unwrap_or_else(|| cluster.volume.clone());
                Ok(Self::Backup(backup, Box::new(volume)))
            }
        }
    }

    pub(super) fn image(&self) -> &Image {
        match self {
            Self::Cluster(cluster) => cluster.volume.image(),
            Self::Snapshot(snapshot) => &snapshot.image,
            Self::Backup(_, volume) => volume.image(),
        }
    }

    pub(super) fn volume(&self) -> Option<&Volume> {
        match self {
            Self::Cluster(cluster) => Some(&cluster.volume),
            Self::Snapshot(_) => None,
            Self::Backup(_, volume) => Some(volume),
        }
    }

    pub(super) fn key(&self) -> Option<KeyArn> {
        match self {
            Self::Cluster(cluster) => cluster.encryption.key().cloned(),
            Self::Snapshot(snapshot) => snapshot.encryption.key().cloned(),
            Self::Backup(backup, _) => backup.encryption.key().cloned(),
        }
    }
}

/// What a client reads.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum ClientView {
    /// The page's content.
    Content(Rc<[u8]>),
    /// The host found a fault in the page.
    Fault(PageFault),
    /// No host serves it.
    NoHost(NoHost),
}

/// Why no host serves a page to clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum NoHost {
    /// It is the page of a snapshot.
    Snapshot,
    /// It is the page of a backup.
    Backup,
    /// The cluster takes no connections in this status.
    Status(ClusterStatus),
    /// No instance of the cluster is running.
    NoInstance,
}

impl fmt::Display for NoHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Snapshot => f.write_str("A snapshot serves no clients."),
            Self::Backup => f.write_str("A backup serves no clients."),
            Self::Status(status) => {
                let status = status.name();
                write!(f, "No client can connect: the cluster is in state {status}.")
            }
            Self::NoInstance => f.write_str("No client can connect: no instance of the cluster is up."),
        }
    }
}

/// What a client of this cluster reads from this page.
pub fn client_view(cluster: &Cluster, page: impl Into<PageId>) -> ClientView {
    let ring = match client_keys(cluster) {
        Ok(ring) => ring,
        Err(why) => return ClientView::NoHost(why),
    };
    match cluster.volume.read_page(ring, page) {
        Ok(content) => ClientView::Content(content.into()),
        Err(fault) => ClientView::Fault(fault),
    }
}

/// The data keys of the host that serves clients of this cluster.
pub fn client_keys(cluster: &Cluster) -> Result<&Rc<KeyRing>, NoHost> {
    if !ClusterOp::Connect.takes().contains(&cluster.status) {
        return Err(NoHost::Status(cluster.status));
    }
    match &cluster.host {
        StorageNode::Down => Err(NoHost::NoInstance),
        StorageNode::Up(ring) => Ok(ring),
    }
}

/// The data keys in the memory of a cluster's host.
pub(super) fn host_keys(cluster: &Cluster) -> Result<&KeyRing, PlaygroundRefusal> {
    match &cluster.host {
        StorageNode::Up(keys) => Ok(keys),
        StorageNode::Down => Err(PlaygroundRefusal::HostDown { cluster: cluster.arn.id.clone() }),
    }
}

pub(super) fn no_page(image: &Image, page: PageId) -> PlaygroundRefusal {
    let last = image.pages_of(page.file).last().map_or(0, |(number, _)| number);
    PlaygroundRefusal::NoPage { page, last }
}
