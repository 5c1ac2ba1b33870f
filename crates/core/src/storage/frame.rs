//! Replication frames, which go over the network from a writer to a replica: each holds one log record,
//! encrypted in transit under the key of the link whether or not the volume is sealed (S04). A sealed
//! volume's page is sealed inside the frame as well, so it is encrypted twice.
//!
//! AWS does not publish its transport; this format is the playground's own. Integers are big-endian.
//!
//! | offset | bytes | field |
//! |---|---|---|
//! | 0 | 4 | magic `PGRF` |
//! | 4 | 1 | format, 1 |
//! | 5 | 1 | algorithm, 1: AES-256-GCM |
//! | 6 | 2 | reserved, 0 |
//! | 8 | 8 | log sequence number |
//! | 16 | 32 | the record's past: the frame's key is derived from the link's key and this, like a page's key, see [`cipher`] |
//! | 48 | 12 | nonce: the log sequence number |
//! | 60 | n | ciphertext of: time 8, file's size 8, file 1, kind 1; of a page also volume 16, page number 4, version 8, stored page |
//! | 60 + n | 16 | tag over all before it |

use super::cipher;
use super::file::{File, PageId};
use super::page::{SealedPage, Stamp, StoredPage, VolumeId};
use super::volume::{Change, LogRecord};
use crate::crypto::gcm::{IV_LEN, TAG_LEN, Unauthentic};
use crate::crypto::keys::LinkKey;
use crate::crypto::layout::{ByteField, lay_out};
use crate::env::{Past, Time};

const START: [u8; 8] = *b"PGRF\x01\x01\0\0";
const HEADER_LEN: usize = 60;
const LABEL: &[u8] = b"playground frame key v1";
const PLAIN: u8 = 0;
const SEALED: u8 = 1;
const SIZE: u8 = 2;

/// The frame that sends a record over the link with that key. The same record gives the same frame.
pub fn seal(link: &LinkKey, record: &LogRecord) -> Vec<u8> {
    let mut frame = START.to_vec();
    frame.extend_from_slice(&record.lsn.to_be_bytes());
    let mut payload = payload(record);
    let nonce = cipher::nonce(record.lsn);
    frame.extend_from_slice(&record.past.0);
    frame.extend_from_slice(&nonce);
    let tag = link.gcm(LABEL, &record.past.0).seal(&nonce, &frame, &mut payload);
    frame.extend_from_slice(&payload);
    frame.extend_from_slice(&tag);
    frame
}

/// The record in a frame.
pub fn open(link: &LinkKey, frame: &[u8]) -> Result<LogRecord, Unauthentic> {
    let (header, rest) = frame.split_first_chunk::<HEADER_LEN>().ok_or(Unauthentic)?;
    let (ciphertext, tag) = rest.split_last_chunk::<TAG_LEN>().ok_or(Unauthentic)?;
    let (start, nonce) = header.split_last_chunk::<IV_LEN>().ok_or(Unauthentic)?;
    let (start, past) = start.split_last_chunk().ok_or(Unauthentic)?;
    let lsn = start.strip_prefix(&START).and_then(|lsn| lsn.first_chunk()).ok_or(Unauthentic)?;
    let past = Past(*past);
    let mut payload = ciphertext.to_vec();
    link.gcm(LABEL, &past.0).open(nonce, header, &mut payload, tag)?;
    read(u64::from_be_bytes(*lsn), past, &payload).ok_or(Unauthentic)
}

/// The fields of a frame, for display; empty if it is not a frame of this format.
pub fn describe(frame: &[u8]) -> Vec<ByteField> {
    let Some(length) = frame.len().checked_sub(HEADER_LEN + TAG_LEN) else { return Vec::new() };
    if !frame.starts_with(&START) {
        return Vec::new();
    }
    lay_out(&[
        ("magic", 4, "the playground's own frame format; AWS doesn't publish its own"),
        ("format", 1, "version of the format"),
        ("algorithm", 1, "1: AES-256-GCM"),
        ("reserved", 2, "zero"),
        ("log sequence number", 8, "which write this is"),
        (
            "past",
            Past::LEN,
            "a digest of all commands until then: the frame's own key is derived from the link's and this",
        ),
        ("nonce", IV_LEN, "the log sequence number: never used twice under one key"),
        ("ciphertext", length, "the log record, encrypted in transit"),
        ("tag", TAG_LEN, "authenticates the frame"),
    ])
}

fn payload(record: &LogRecord) -> Vec<u8> {
    let mut payload = record.time.0.to_be_bytes().to_vec();
    payload.extend_from_slice(&record.size.to_be_bytes());
    payload.push(record.file().code());
    let Some((stamp, stored)) = record.page() else {
        payload.push(SIZE);
        return payload;
    };
    payload.push(match stored {
        StoredPage::Plain(_) => PLAIN,
        StoredPage::Sealed(_) => SEALED,
    });
    payload.extend_from_slice(&stamp.volume.0);
    payload.extend_from_slice(&stamp.page.number.to_be_bytes());
    payload.extend_from_slice(&stamp.version.to_be_bytes());
    payload.extend_from_slice(stored.raw());
    payload
}

fn read(lsn: u64, past: Past, payload: &[u8]) -> Option<LogRecord> {
    let (time, rest) = payload.split_first_chunk()?;
    let (size, rest) = rest.split_first_chunk()?;
    let (file, rest) = rest.split_first()?;
    let (kind, rest) = rest.split_first()?;
    let file = File::from_code(*file)?;
    let change = if *kind == SIZE {
        rest.is_empty().then_some(Change::Size(file))?
    } else {
        let (volume, rest) = rest.split_first_chunk()?;
        let (number, rest) = rest.split_first_chunk()?;
        let (version, raw) = rest.split_first_chunk()?;
        let stored = match *kind {
            PLAIN => StoredPage::Plain(raw.into()),
            SEALED => StoredPage::Sealed(SealedPage::from_raw(raw.into())),
            _ => return None,
        };
        let page = PageId { file, number: u32::from_be_bytes(*number) };
        let stamp = Stamp { volume: VolumeId(*volume), page, version: u64::from_be_bytes(*version) };
        Change::Page { stamp, stored }
    };
    let (time, size) = (Time(u64::from_be_bytes(*time)), u64::from_be_bytes(*size));
    Some(LogRecord { lsn, time, past, change, size })
}
