//! The raw storage of a cluster, a snapshot or an automated backup, as somebody sees it who has reached the
//! disks (rule O01), and what a client of a running cluster reads (rule S03). Here: which storage and which
//! page a command names. Changing a page is in [`tamper`](super::tamper).

use crate::ids::{ClusterId, KeyArn};
use crate::ops::Tx;
use crate::ops::api::{Argument, Arguments, Member, Members, Part, Shape, Value, Written};
use crate::ops::rds::find::{self, SnapshotRef};
use crate::rds::backup::AutomatedBackup;
use crate::rds::cluster::{Cluster, StorageNode};
use crate::rds::lifecycle::ClusterOp;
use crate::rds::snapshot::Snapshot;
use crate::refusal::{ErrorCode, Refusal};
use crate::storage::file::{File, PageId};
use crate::storage::image::{Image, PageFault};
use crate::storage::keyring::KeyRing;
use crate::storage::page::PageNo;
use crate::storage::volume::Volume;
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
            (None | Some(_), _) => Err(nothing(
                "exactly one is required of --db-cluster-identifier, --db-cluster-snapshot-identifier, --db-cluster-automated-backup",
            )),
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
    const REQUIRED: bool = true;

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let Value::Integer(number) = value else { return Err(Refusal::misshapen(member.name)) };
        PageNo::try_from(number).map(Self).map_err(|_| nothing("the page number is too large"))
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Integer(self.0.into()))
    }
}

/// The file; the database if absent.
impl Argument for File {
    const SHAPE: Shape = Shape::Text;
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let text = value.as_text().ok_or_else(|| Refusal::misshapen(member.name))?;
        Self::parse(text).ok_or_else(|| Refusal::not_one_of(member.told, text, member.choices))
    }

    fn write(&self) -> Option<Value> {
        Some(Value::text(self.name()))
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

pub(super) enum Storage {
    Cluster(Rc<Cluster>),
    Snapshot(Rc<Snapshot>),
    Backup(Rc<AutomatedBackup>, Box<Volume>),
}

impl Storage {
    pub(super) fn find(tx: &Tx, target: &Target) -> Result<Self, Refusal> {
        match target {
            Target::Cluster(id) => find::cluster(tx, id).map(Self::Cluster),
            Target::Snapshot(id) => find::readable_snapshot(tx, id, false).map(Self::Snapshot),
            Target::Backup(id) => {
                let cluster = find::cluster(tx, id)?;
                let backup =
                    tx.world.backups.get(&(cluster.arn.account, cluster.arn.region, cluster.resource_id));
                let backup = backup
                    .cloned()
                    .ok_or_else(|| nothing("There is no automated backup of this cluster."))?;
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
    /// No host serves the page: why the cluster takes no connections.
    NoHost(Rc<str>),
}

/// What a client of this cluster reads from this page.
pub fn client_view(cluster: &Cluster, page: impl Into<PageId>) -> ClientView {
    match host(cluster) {
        Err(_) if ClusterOp::Connect.takes().contains(&cluster.status) => {
            ClientView::NoHost(["No client can connect: ", NOBODY].concat().into())
        }
        Err(_) => {
            let why = ["No client can connect: the cluster is in state ", cluster.status.name(), "."];
            ClientView::NoHost(why.concat().into())
        }
        Ok(ring) => match cluster.volume.read_page(ring, page) {
            Ok(content) => ClientView::Content(content.into()),
            Err(fault) => ClientView::Fault(fault),
        },
    }
}

/// The data keys of a host that takes connections.
fn host(cluster: &Cluster) -> Result<&KeyRing, Refusal> {
    find::takes(cluster, ClusterOp::Connect)?;
    match &cluster.host {
        StorageNode::Up(ring) => Ok(ring),
        StorageNode::Down => Err(nothing(&["No client can connect: ", NOBODY].concat())),
    }
}

const NOBODY: &str = "no instance of the cluster is up.";

pub(super) fn no_page(image: &Image, page: PageId) -> Refusal {
    let last = image.pages_of(page.file).last().map_or(0, |(number, _)| number);
    let message = match (page.file, last) {
        (File::Database, 0) => {
            "There is no page yet: the database is empty. Make a table with `sql` first.".to_owned()
        }
        (file, 0) => ["The ", file.name(), " is empty: it has no page."].concat(),
        (file, last) => {
            let (number, last) = (page.number.to_string(), last.to_string());
            ["There is no page ", &number, ": the pages of the ", file.name(), " are 1 to ", &last, "."]
                .concat()
        }
    };
    Refusal::model(ErrorCode::InvalidParameterValue, message)
}

pub(super) fn nothing(message: &str) -> Refusal {
    Refusal::model(ErrorCode::InvalidParameterValue, message)
}
