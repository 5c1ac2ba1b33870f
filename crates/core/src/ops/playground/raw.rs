//! The raw storage of a cluster, a snapshot or an automated backup: as somebody sees it who reached the disks
//! (rule O01), beside what a client of a running cluster reads (rule S03). Changing it is [`tamper`](super::tamper).

use crate::crypto::layout::ByteField;
use crate::ids::{ClusterId, KeyArn};
use crate::ops::Tx;
use crate::ops::rds::find::{self, SnapshotRef};
use crate::rds::backup::AutomatedBackup;
use crate::rds::cluster::{Cluster, Host};
use crate::rds::lifecycle::ClusterOp;
use crate::rds::snapshot::Snapshot;
use crate::refusal::{ErrorCode, Refusal};
use crate::storage::file::{File, PageId};
use crate::storage::frame;
use crate::storage::image::{Image, PageFault};
use crate::storage::keyring::KeyRing;
use crate::storage::page::StoredPage;
use crate::storage::tamper::Hit;
use crate::storage::volume::{LogRecord, Volume};
use std::rc::Rc;

/// Something that has storage.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Target {
    /// A cluster's volume.
    Cluster(ClusterId),
    /// A snapshot.
    Snapshot(SnapshotRef),
    /// The automated backup of a cluster.
    Backup(ClusterId),
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

    fn volume(&self) -> Option<&Volume> {
        match self {
            Self::Cluster(cluster) => Some(&cluster.volume),
            Self::Snapshot(_) => None,
            Self::Backup(_, volume) => Some(volume),
        }
    }

    fn key(&self) -> Option<KeyArn> {
        match self {
            Self::Cluster(cluster) => cluster.encryption.key().cloned(),
            Self::Snapshot(snapshot) => snapshot.encryption.key().cloned(),
            Self::Backup(backup, _) => backup.encryption.key().cloned(),
        }
    }
}

/// One page as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct DiskPage {
    /// Which page.
    pub page: PageId,
    /// The bytes.
    pub stored: StoredPage,
}

/// One record of the log as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct DiskRecord {
    /// Log sequence number.
    pub lsn: u64,
    /// Which page it wrote.
    pub page: PageId,
    /// The bytes.
    pub stored: StoredPage,
}

/// A disk.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Disk {
    /// The KMS key; `None` where the pages are plain.
    pub key: Option<KeyArn>,
    /// The pages.
    pub pages: Vec<DiskPage>,
    /// The storage's log of writes; empty for a snapshot.
    pub log: Vec<DiskRecord>,
}

/// `playground read-disk`
pub(super) fn read_disk(tx: &Tx, target: &Target) -> Result<Disk, Refusal> {
    let storage = Storage::find(tx, target)?;
    let pages = storage.image().pages().map(|(page, slot)| DiskPage { page, stored: slot.stored.clone() });
    let log = storage.volume().into_iter().flat_map(Volume::log).filter_map(|record| {
        let (stamp, stored) = record.page()?;
        Some(DiskRecord { lsn: record.lsn, page: stamp.page, stored: stored.clone() })
    });
    Ok(Disk { key: storage.key(), pages: pages.collect(), log: log.collect() })
}

/// What a client reads.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum ClientView {
    /// The page's content.
    Content(Rc<[u8]>),
    /// The host found that something is wrong with the page.
    Fault(PageFault),
    /// No host serves it: what can't be connected to, and why.
    NoHost(Rc<str>),
}

/// A page, on the disk and for a client.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct PageRead {
    /// Which page.
    pub page: PageId,
    /// The bytes at rest.
    pub stored: StoredPage,
    /// What a client reads.
    pub client: ClientView,
}

/// `playground read-page`
pub(super) fn read_page(tx: &Tx, target: &Target, page: PageId) -> Result<PageRead, Refusal> {
    let storage = Storage::find(tx, target)?;
    let slot = storage.image().page(page).ok_or_else(|| no_page(storage.image(), page))?;
    let client = match &storage {
        Storage::Cluster(cluster) => client_view(cluster, page),
        Storage::Snapshot(_) => ClientView::NoHost("A snapshot serves no clients.".into()),
        Storage::Backup(..) => ClientView::NoHost("A backup serves no clients.".into()),
    };
    Ok(PageRead { page, stored: slot.stored.clone(), client })
}

/// What a client of this cluster reads in this page.
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

/// The keys of a host that takes connections.
fn host(cluster: &Cluster) -> Result<&KeyRing, Refusal> {
    find::takes(cluster, ClusterOp::Connect)?;
    match &cluster.host {
        Host::Up(ring) => Ok(ring),
        Host::Down => Err(nothing(&["No client can connect: ", NOBODY].concat())),
    }
}

const NOBODY: &str = "no instance of the cluster is up.";

/// Where a text lies, readable.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Found {
    /// The text.
    pub text: Rc<str>,
    /// Whether the pages are sealed.
    pub sealed: bool,
    /// Bytes searched.
    pub searched: u64,
    /// The places.
    pub hits: Vec<Hit>,
}

/// `playground find-in-storage`
pub(super) fn find(tx: &Tx, target: &Target, text: &Rc<str>) -> Result<Found, Refusal> {
    if text.is_empty() {
        return Err(Refusal::model(ErrorCode::InvalidParameterValue, "The text to find is empty."));
    }
    let storage = Storage::find(tx, target)?;
    let hits = storage.volume().map_or_else(|| storage.image().find(text), |volume| volume.find(text));
    let records = storage.volume().into_iter().flat_map(Volume::log).filter_map(LogRecord::page);
    let records = records.map(|(_, stored)| stored.raw().len());
    let pages = storage.image().pages().map(|(_, slot)| slot.stored.raw().len());
    let searched = pages.chain(records).map(|length| length as u64).sum();
    Ok(Found { text: text.clone(), sealed: storage.image().is_sealed(), searched, hits })
}

/// A replication frame, as it is on the wire (rule S04).
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Frame {
    /// The bytes.
    pub bytes: Rc<[u8]>,
    /// What they are.
    pub fields: Vec<ByteField>,
    /// Whether the page inside is sealed as well.
    pub sealed_inside: bool,
    /// Which page it carries.
    pub page: PageId,
}

/// `playground read-frame`: the last frame that a replica got.
pub(super) fn read_frame(tx: &Tx, replica: &ClusterId) -> Result<Frame, Refusal> {
    let cluster = find::cluster(tx, replica)?;
    let Some(link) = &cluster.link else {
        return Err(nothing("This cluster is no read replica: nothing is sent to it."));
    };
    // A page of the database if there is one: that says more than the journal's last page.
    let sent = |wanted: fn(File) -> bool| {
        let records = cluster.volume.log().rev().filter_map(|record| Some((record, record.page()?)));
        records.into_iter().find(|(record, _)| wanted(record.file()))
    };
    let Some((record, (stamp, stored))) = sent(|file| file == File::Database).or_else(|| sent(|_| true))
    else {
        return Err(nothing("Nothing has been sent yet: change something in the source with `sql`."));
    };
    let bytes = frame::seal(link, record);
    let fields = frame::describe(&bytes);
    let sealed_inside = stored.sealed().is_some();
    Ok(Frame { bytes: bytes.into(), fields, sealed_inside, page: stamp.page })
}

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
