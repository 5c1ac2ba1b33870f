//! The raw storage of a cluster, a snapshot or an automated backup: as somebody sees it who reached the disks
//! (rule O01), beside what a client of a running cluster reads (rule S03). Changing it is [`tamper`](super::tamper).

use crate::crypto::layout::ByteField;
use crate::event::Event;
use crate::ids::{ClusterId, KeyArn};
use crate::ops::Tx;
use crate::ops::rds::find::{self, SnapshotRef};
use crate::rds::backup::AutomatedBackup;
use crate::rds::cluster::{Cluster, Host};
use crate::rds::lifecycle::ClusterOp;
use crate::rds::snapshot::Snapshot;
use crate::refusal::Refusal;
use crate::storage::frame;
use crate::storage::image::{Image, PageFault};
use crate::storage::keyring::KeyRing;
use crate::storage::page::StoredPage;
use crate::storage::tamper::Hit;
use crate::storage::volume::Volume;
use std::rc::Rc;

/// Something that has storage.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    Backup(Rc<AutomatedBackup>, Volume),
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
                Ok(Self::Backup(backup, volume))
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DiskPage {
    /// Its number, from 1.
    pub number: u32,
    /// The bytes.
    pub stored: StoredPage,
}

/// One record of the log as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DiskRecord {
    /// Log sequence number.
    pub lsn: u64,
    /// Which page it wrote.
    pub page: u32,
    /// The bytes.
    pub stored: StoredPage,
}

/// A disk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Disk {
    /// The KMS key; `None` where the pages are plain.
    pub key: Option<KeyArn>,
    /// The pages.
    pub pages: Vec<DiskPage>,
    /// The log; empty for a snapshot.
    pub log: Vec<DiskRecord>,
}

/// `playground read-disk`
pub(super) fn read_disk(tx: &Tx, target: &Target) -> Result<Disk, Refusal> {
    let storage = Storage::find(tx, target)?;
    let pages =
        storage.image().pages().map(|(number, slot)| DiskPage { number, stored: slot.stored.clone() });
    let log = storage.volume().into_iter().flat_map(Volume::log).map(|record| DiskRecord {
        lsn: record.lsn,
        page: record.stamp.page,
        stored: record.page.clone(),
    });
    Ok(Disk { key: storage.key(), pages: pages.collect(), log: log.collect() })
}

/// What a client reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ClientView {
    /// The page's content.
    Content(Rc<[u8]>),
    /// The host found that something is wrong with the page.
    Fault(PageFault),
    /// No host serves it: what can't be connected to, and why.
    NoHost(Rc<str>),
}

/// A page, on the disk and for a client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageRead {
    /// Its number.
    pub number: u32,
    /// The bytes at rest.
    pub stored: StoredPage,
    /// What a client reads.
    pub client: ClientView,
}

/// `playground read-page`
pub(super) fn read_page(tx: &Tx, target: &Target, number: u32) -> Result<PageRead, Refusal> {
    let storage = Storage::find(tx, target)?;
    let slot = storage.image().page(number).ok_or_else(|| no_page(storage.image(), number))?;
    let client = match &storage {
        Storage::Cluster(cluster) => client_view(cluster, number),
        Storage::Snapshot(_) => ClientView::NoHost("A snapshot serves no clients.".into()),
        Storage::Backup(..) => ClientView::NoHost("A backup serves no clients.".into()),
    };
    Ok(PageRead { number, stored: slot.stored.clone(), client })
}

/// What a client of this cluster reads in this page.
pub fn client_view(cluster: &Cluster, number: u32) -> ClientView {
    match host(cluster) {
        Err(_) if ClusterOp::Connect.takes().contains(&cluster.status) => {
            ClientView::NoHost(["No client can connect: ", NOBODY].concat().into())
        }
        Err(_) => {
            let why = ["No client can connect: the cluster is in state ", cluster.status.name(), "."];
            ClientView::NoHost(why.concat().into())
        }
        Ok(ring) => match cluster.volume.read_page(ring, number) {
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
        return Err(Refusal::model("InvalidParameterValue", "The text to find is empty."));
    }
    let storage = Storage::find(tx, target)?;
    let hits = storage.volume().map_or_else(|| storage.image().find(text), |volume| volume.find(text));
    let records = storage.volume().into_iter().flat_map(Volume::log).map(|record| record.page.raw().len());
    let pages = storage.image().pages().map(|(_, slot)| slot.stored.raw().len());
    let searched = pages.chain(records).map(|length| length as u64).sum();
    Ok(Found { text: text.clone(), sealed: storage.image().is_sealed(), searched, hits })
}

/// A replication frame, as it is on the wire (rule S04).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Frame {
    /// The bytes.
    pub bytes: Rc<[u8]>,
    /// What they are.
    pub fields: Vec<ByteField>,
    /// Whether the page inside is sealed as well.
    pub sealed_inside: bool,
    /// Which page it carries.
    pub page: u32,
}

/// `playground read-frame`: the last frame that a replica got.
pub(super) fn read_frame(tx: &Tx, replica: &ClusterId) -> Result<Frame, Refusal> {
    let cluster = find::cluster(tx, replica)?;
    let Some(link) = &cluster.link else {
        return Err(nothing("This cluster is no read replica: nothing is sent to it."));
    };
    let Some(record) = cluster.volume.log().next_back() else {
        return Err(nothing(
            "Nothing has been sent yet: write something to the source with `playground write-page`.",
        ));
    };
    let bytes = frame::seal(link, record);
    let fields = frame::describe(&bytes);
    let sealed_inside = record.page.sealed().is_some();
    Ok(Frame { bytes: bytes.into(), fields, sealed_inside, page: record.stamp.page })
}

/// `playground write-page`: a client writes text into a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WritePage {
    /// The cluster.
    pub cluster: ClusterId,
    /// The page.
    pub number: u32,
    /// The first byte.
    pub offset: usize,
    /// The text.
    pub text: Rc<str>,
}

/// What a write did.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Written {
    /// The page.
    pub number: u32,
    /// Its log sequence number.
    pub lsn: u64,
    /// The page's version now.
    pub version: u64,
    /// How many replicas got it.
    pub replicas: usize,
}

impl WritePage {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<Written, Refusal> {
        let found = find::cluster(tx, &self.cluster)?;
        if found.replication_source.is_some() {
            return Err(nothing("A read replica takes no writes: write to its source."));
        }
        find::takes(&found, ClusterOp::Connect)?;
        find::writer_connects(tx, &found)?;
        let ring = host(&found)?;
        let mut volume = found.volume.clone();
        let bytes = self.text.as_bytes();
        volume.write_page(ring, self.number, self.offset, bytes, tx.world.now).map_err(
            |fault| match fault {
                PageFault::Missing => no_page(found.volume.image(), self.number),
                fault => Refusal::model("InvalidParameterValue", fault.to_string()),
            },
        )?;
        let Some(record) = volume.log().next_back().cloned() else {
            return Err(nothing("Nothing was written."));
        };
        tx.emit(Event::ClusterPut(Rc::new(Cluster { volume, ..(*found).clone() })));
        let mut replicas = 0;
        for arn in &found.replicas {
            let Some(replica) = tx.world.clusters.get(arn).cloned() else { continue };
            let mut volume = replica.volume.clone();
            // What a lost replica misses it misses for good.
            if find::takes(&replica, ClusterOp::Follow).is_ok() && volume.replay(&record).is_ok() {
                tx.emit(Event::ClusterPut(Rc::new(Cluster { volume, ..(*replica).clone() })));
                replicas += 1;
            }
        }
        Ok(Written { number: self.number, lsn: record.lsn, version: record.stamp.version, replicas })
    }
}

pub(super) fn no_page(image: &Image, number: u32) -> Refusal {
    let count = image.page_count();
    let message =
        ["There is no page ", &number.to_string(), ": the pages are 1 to ", &count.to_string(), "."].concat();
    Refusal::model("InvalidParameterValue", message)
}

pub(super) fn nothing(message: &str) -> Refusal {
    Refusal::model("InvalidParameterValue", message)
}
