//! What is on a cluster's disk: its stored pages and the log of writes, as JSON and as a table.

use super::dynamic;
use super::hexdump::ascii;
use super::playground::number;
use crate::base64;
use crate::json::{Object, Value};
use playground_core::ids::hex;
use playground_core::ops::playground::read_disk::DiskContent;
use playground_core::storage::file::File;
use playground_core::storage::page::StoredPage;
use std::fmt::Write as _;

/// The most log records of a disk that are shown.
pub(super) const RECORDS: usize = 12;
/// The most pages that are shown of a file other than the database.
const FEW: usize = 4;

fn kind(stored: &StoredPage) -> &'static str {
    if stored.sealed().is_some() { "encrypted" } else { "unencrypted" }
}

/// A stored page: its kind, and the fields of a sealed one.
pub(super) fn stored_json(stored: &StoredPage, content: bool) -> Value {
    let mut out = Object::new();
    out.text("Kind", kind(stored)).with("Bytes", number(stored.raw().len() as u64));
    if let Some(parts) = stored.sealed() {
        if let Some(stamp) = parts.stamp {
            out.show("Volume", &stamp.volume).with("Version", number(stamp.version));
        }
        out.text("Past", &hex(&parts.past.0)).text("Nonce", &hex(parts.nonce)).text("Tag", &hex(parts.tag));
    }
    if content {
        out.text("Raw", &base64::encode(stored.raw()));
    } else {
        out.text("FirstBytes", &hex(first(stored)));
    }
    out.done()
}

/// The first bytes of a page's content or ciphertext.
fn first(stored: &StoredPage) -> &[u8] {
    let content = stored.sealed().map_or(stored.raw(), |parts| parts.ciphertext);
    content.get(..16).unwrap_or(content)
}

pub(super) fn disk_json(disk: &DiskContent) -> Value {
    let pages = disk.pages.iter().map(|page| {
        Object::new()
            .with("PageNumber", number(page.page.number))
            .text("File", page.page.file.name())
            .with("Stored", stored_json(&page.stored, false))
            .done()
    });
    let log = disk.log.iter().map(|record| {
        Object::new()
            .with("LogSequenceNumber", number(record.lsn))
            .with("PageNumber", number(record.page.number))
            .text("File", record.page.file.name())
            .with("Stored", stored_json(&record.stored, false))
            .done()
    });
    Object::new()
        .maybe_show("KmsKeyId", dynamic(disk.key.as_ref().filter(|key| !key.is_aws_owned())))
        .with("Pages", Value::Array(pages.collect()))
        .with("Log", Value::Array(log.collect()))
        .done()
}

/// Number, kind, version, nonce, tag and first bytes of a stored page, in columns.
fn row(number: u64, stored: &StoredPage) -> String {
    let (version, nonce, tag) = match stored.sealed() {
        Some(parts) => (
            parts.stamp.map_or(0, |stamp| stamp.version).to_string(),
            hex(parts.nonce),
            hex(parts.tag.get(..8).unwrap_or_default()),
        ),
        None => ("-".to_owned(), "-".to_owned(), "-".to_owned()),
    };
    let encrypted = if stored.sealed().is_some() { "yes" } else { "no" };
    format!("{number:4}  {encrypted:9} {version:4} {nonce:24} {tag:16} {}\n", ascii(first(stored)))
}

pub(super) fn disk_text(disk: &DiskContent) -> String {
    const COLUMNS: &str = "  ENCRYPTED VER  NONCE                    TAG, START       FIRST BYTES\n";
    let mut out = match &disk.key {
        Some(key) if key.is_aws_owned() => "Encrypted under an AWS owned key (SSE-RDS)\n".to_owned(),
        Some(key) => format!("Encrypted under {key}\n"),
        None => "Not encrypted\n".to_owned(),
    };
    if disk.pages.is_empty() {
        out.push_str("\nNothing is on it yet.\n");
    }
    for file in File::ALL {
        let pages: Vec<_> = disk.pages.iter().filter(|page| page.page.file == file).collect();
        if pages.is_empty() {
            continue;
        }
        let _ = write!(out, "\n{}\nPAGE{COLUMNS}", heading(file));
        let skipped = if file == File::Database { 0 } else { pages.len().saturating_sub(FEW) };
        for page in pages.into_iter().skip(skipped) {
            out.push_str(&row(u64::from(page.page.number), &page.stored));
        }
        if skipped > 0 {
            let _ = writeln!(out, "(and {skipped} pages before these)");
        }
    }
    if !disk.log.is_empty() {
        let _ = write!(out, "\nThe storage's log of writes\n LSN{COLUMNS}");
        let skipped = disk.log.len().saturating_sub(RECORDS);
        for record in disk.log.iter().skip(skipped) {
            out.push_str(&row(record.lsn, &record.stored));
        }
        if skipped > 0 {
            let _ = writeln!(out, "(and {skipped} older records)");
        }
    }
    out
}

const fn heading(file: File) -> &'static str {
    match file {
        File::Database => "The database",
        File::Journal => "Its rollback journal",
        File::ErrorLog => "The error log",
        File::GeneralLog => "The general log",
    }
}
