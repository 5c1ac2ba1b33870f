//! `playground find-in-storage`: where a text is readable on a disk.

use super::PlaygroundOutput;
use super::raw::{Storage, Target};
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;
use crate::storage::tamper::Hit;
use crate::storage::volume::{LogRecord, Volume};
use std::rc::Rc;

/// Searches the raw storage for a text.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, DBClusterSnapshotNotFoundFault, InvalidParameterValue))]
pub struct FindInStorage {
    /// Whose storage.
    #[members]
    pub target: Target,
    /// The text to search for.
    #[member(Text)]
    pub text: Rc<str>,
}

/// Where a text is readable.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Found {
    /// The text.
    pub text: Rc<str>,
    /// Whether the pages are sealed.
    pub sealed: bool,
    /// The number of bytes searched.
    pub searched: u64,
    /// The places.
    pub hits: Vec<Hit>,
}

impl FindInStorage {
    pub(super) fn decide(&self, tx: &Tx) -> Result<PlaygroundOutput, Refusal> {
        let text = &self.text;
        if text.is_empty() {
            return Err(PlaygroundRefusal::NoText {}.into());
        }
        let storage = Storage::find(tx, &self.target)?;
        let hits = storage.volume().map_or_else(|| storage.image().find(text), |volume| volume.find(text));
        let records = storage.volume().into_iter().flat_map(Volume::log).filter_map(LogRecord::page);
        let records = records.map(|(_, stored)| stored.raw().len());
        let pages = storage.image().pages().map(|(_, slot)| slot.stored.raw().len());
        let searched = pages.chain(records).map(|length| length as u64).sum();
        let sealed = storage.image().is_sealed();
        Ok(PlaygroundOutput::Found(Found { text: text.clone(), sealed, searched, hits }))
    }
}
