//! Changes the raw storage behind a cluster's back, like somebody who has reached the disks. In a sealed
//! volume the next read finds the change; in an unsealed one, nothing does.

use super::PlaygroundOutput;
use super::raw::{ClientView, NoHost, Storage, Target, client_view, no_page};
use crate::event::Event;
use crate::ops::Tx;
use crate::rds::backup::AutomatedBackup;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;
use crate::storage::file::PageId;
use crate::storage::image::Image;
use crate::storage::tamper::NothingThere;
use crate::storage::volume::Volume;
use std::rc::Rc;

/// A change to a disk.
#[derive(Clone, Copy)]
pub(super) enum Tamper {
    /// One bit of a stored byte; of the first byte of the content if absent.
    FlipBit { offset: Option<usize>, bit: u8 },
    /// Two pages are swapped.
    SwapPages { with: PageId },
    /// An earlier version of a page is put back.
    RollbackPage,
}

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Tampered {
    /// The page.
    pub page: PageId,
    /// The page that it was swapped with.
    pub with: Option<PageId>,
    /// The stored byte that was changed.
    pub offset: Option<usize>,
    /// That byte before and after.
    pub byte: Option<(u8, u8)>,
    /// What a client reads from the page now.
    pub client: ClientView,
}

/// Changes a page.
pub(super) fn tamper(
    tx: &mut Tx,
    target: &Target,
    page: PageId,
    how: Tamper,
) -> Result<PlaygroundOutput, Refusal> {
    let storage = Storage::find(tx, target)?;
    if let Storage::Snapshot(snapshot) = &storage
        && snapshot.arn.account != tx.account
    {
        return Err(PlaygroundRefusal::ForeignSnapshot { snapshot: snapshot.arn.clone() }.into());
    }
    let with = match how {
        Tamper::FlipBit { .. } | Tamper::RollbackPage => None,
        Tamper::SwapPages { with } => Some(with),
    };
    let before = storage.image().page(page).ok_or_else(|| no_page(storage.image(), page))?.stored.clone();
    let first =
        before.describe().iter().find(|field| field.name == "ciphertext").map_or(0, |field| field.offset);
    let offset = match how {
        Tamper::FlipBit { offset, .. } => Some(offset.unwrap_or(first as usize)),
        Tamper::SwapPages { .. } | Tamper::RollbackPage => None,
    };
    let failed = |why: NothingThere| match why {
        NothingThere::Page => no_page(storage.image(), with.unwrap_or(page)),
        NothingThere::Byte => PlaygroundRefusal::NoByte { page },
        NothingThere::Older => PlaygroundRefusal::NoOlderVersion { page },
    };
    let byte_at = |image: &Image| offset.and_then(|at| image.page(page)?.stored.raw().get(at).copied());
    let (after, client) = match &storage {
        Storage::Cluster(cluster) => {
            let mut changed = (**cluster).clone();
            change_volume(&mut changed.volume, page, how, offset).map_err(failed)?;
            let after = byte_at(changed.volume.image());
            let client = client_view(&changed, page);
            tx.emit(Event::ClusterPut(Rc::new(changed)));
            (after, client)
        }
        Storage::Snapshot(snapshot) => {
            let mut changed = (**snapshot).clone();
            match how {
                Tamper::FlipBit { bit, .. } => changed.image.flip_bit(page, offset.unwrap_or_default(), bit),
                Tamper::SwapPages { with } => changed.image.swap_pages(page, with),
                Tamper::RollbackPage => Err(NothingThere::Older),
            }
            .map_err(failed)?;
            let after = byte_at(&changed.image);
            tx.emit(Event::SnapshotPut(Rc::new(changed)));
            (after, ClientView::NoHost(NoHost::Snapshot))
        }
        Storage::Backup(backup, volume) => {
            let Some(_) = &backup.volume else {
                return Err(PlaygroundRefusal::BackupOfRunning { cluster: backup.cluster.id.clone() }.into());
            };
            let mut volume = (**volume).clone();
            change_volume(&mut volume, page, how, offset).map_err(failed)?;
            let after = byte_at(volume.image());
            let volume = Some(volume);
            tx.emit(Event::BackupPut(Rc::new(AutomatedBackup { volume, ..(**backup).clone() })));
            (after, ClientView::NoHost(NoHost::Backup))
        }
    };
    let byte = offset.and_then(|at| Some((*before.raw().get(at)?, after?)));
    Ok(PlaygroundOutput::Tampered(Tampered { page, with, offset, byte, client }))
}

fn change_volume(
    volume: &mut Volume,
    page: PageId,
    how: Tamper,
    offset: Option<usize>,
) -> Result<(), NothingThere> {
    match how {
        Tamper::FlipBit { bit, .. } => volume.flip_bit(page, offset.unwrap_or_default(), bit),
        Tamper::SwapPages { with } => volume.swap_pages(page, with),
        Tamper::RollbackPage => volume.rollback_page(page),
    }
}
