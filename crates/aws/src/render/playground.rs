//! The playground's own answers: JSON for `--output` and `--query`, a text for everybody else.

use super::hexdump::{ascii, dump};
use super::{shown, time};
use crate::base64;
use crate::json::{Object, Value};
use playground_core::crypto::layout::ByteField;
use playground_core::ids::hex;
use playground_core::ops::playground::PlaygroundOutput;
use playground_core::ops::playground::raw::{ClientView, Disk, Found, Frame, PageRead, Written};
use playground_core::ops::playground::tamper::Tampered;
use playground_core::storage::page::StoredPage;
use playground_core::storage::tamper::Place;

/// Bytes shown of a page; `--output json` has all of them.
const SHOWN: usize = 160;
/// Log records shown of a disk.
const RECORDS: usize = 12;

/// The answer as JSON and as text, which shows bytes from `offset` on.
pub(super) fn render(output: &PlaygroundOutput, offset: usize) -> (Value, String) {
    match output {
        PlaygroundOutput::Ready => (Value::Object(Vec::new()), String::new()),
        PlaygroundOutput::Waited(from, to) => (
            Object::new().text("From", time(*from)).text("To", time(*to)).done(),
            ["It was ", &shown(from), ". Now it is ", &shown(to), ".\n"].concat(),
        ),
        PlaygroundOutput::Disk(disk) => (disk_json(disk), disk_text(disk)),
        PlaygroundOutput::Page(page) => (page_json(page), page_text(page, offset)),
        PlaygroundOutput::Found(found) => (found_json(found), found_text(found)),
        PlaygroundOutput::Frame(frame) => (frame_json(frame), frame_text(frame)),
        PlaygroundOutput::Written(written) => (written_json(written), written_text(written)),
        PlaygroundOutput::Tampered(tampered) => (tampered_json(tampered), tampered_text(tampered)),
    }
}

fn kind(stored: &StoredPage) -> &'static str {
    if stored.sealed().is_some() { "sealed" } else { "plain" }
}

fn number(value: impl Into<u64>) -> Value {
    Value::uint(value.into())
}

/// A stored page: its kind, and the fields of a sealed one.
fn stored_json(stored: &StoredPage, content: bool) -> Object {
    let mut out = Object::new().text("Kind", kind(stored)).with("Bytes", number(stored.raw().len() as u64));
    if let Some(parts) = stored.sealed() {
        if let Some(stamp) = parts.stamp {
            out = out.text("Volume", shown(stamp.volume)).with("Version", number(stamp.version));
        }
        out = out.text("Nonce", hex(parts.nonce)).text("Tag", hex(parts.tag));
    }
    if content {
        out.text("Raw", base64::encode(stored.raw()))
    } else {
        out.text("FirstBytes", hex(first(stored)))
    }
}

/// The first bytes of a page's content or ciphertext.
fn first(stored: &StoredPage) -> &[u8] {
    let content = stored.sealed().map_or(stored.raw(), |parts| parts.ciphertext);
    content.get(..16).unwrap_or(content)
}

fn disk_json(disk: &Disk) -> Value {
    let pages = disk.pages.iter().map(|page| {
        Object::new()
            .with("PageNumber", number(page.number))
            .with("Stored", stored_json(&page.stored, false).done())
            .done()
    });
    let log = disk.log.iter().map(|record| {
        Object::new()
            .with("LogSequenceNumber", number(record.lsn))
            .with("PageNumber", number(record.page))
            .with("Stored", stored_json(&record.stored, false).done())
            .done()
    });
    Object::new()
        .maybe_text("KmsKeyId", disk.key.as_ref().map(shown))
        .with("Pages", Value::Array(pages.collect()))
        .with("Log", Value::Array(log.collect()))
        .done()
}

/// A number, flush right.
fn right(value: impl Into<u64>, width: usize) -> String {
    let text = value.into().to_string();
    [&" ".repeat(width.saturating_sub(text.len())), text.as_str()].concat()
}

/// Kind, version, nonce, tag and first bytes of a stored page, in columns.
fn row(stored: &StoredPage) -> String {
    let (version, nonce, tag) = match stored.sealed() {
        Some(parts) => (
            parts.stamp.map_or_else(|| "?".to_owned(), |stamp| shown(stamp.version)),
            hex(parts.nonce),
            hex(parts.tag).get(..16).unwrap_or_default().to_owned(),
        ),
        None => ("-".to_owned(), "-".to_owned(), "-".to_owned()),
    };
    let pad = |text: &str, width: usize| [text, &" ".repeat(width.saturating_sub(text.len()))].concat();
    [
        &pad(kind(stored), 7),
        &pad(&version, 5),
        &pad(&nonce, 25),
        &pad(&tag, 17),
        ascii(first(stored)).as_str(),
    ]
    .concat()
}

fn disk_text(disk: &Disk) -> String {
    const COLUMNS: &str = "KIND   VER  NONCE                    TAG, START       FIRST BYTES\n";
    let mut out = match &disk.key {
        Some(key) => ["Encrypted under ", &shown(key), "\n\n"].concat(),
        None => "Not encrypted\n\n".to_owned(),
    };
    out.push_str("PAGE  ");
    out.push_str(COLUMNS);
    for page in &disk.pages {
        out.push_str(&[&right(page.number, 4), "  ", &row(&page.stored), "\n"].concat());
    }
    if !disk.log.is_empty() {
        out.push_str("\n LOG  ");
        out.push_str(COLUMNS);
        let skipped = disk.log.len().saturating_sub(RECORDS);
        for record in disk.log.iter().skip(skipped) {
            out.push_str(&[&right(record.lsn, 4), "  ", &row(&record.stored), "\n"].concat());
        }
        if skipped > 0 {
            out.push_str(&["(and ", &skipped.to_string(), " older records)\n"].concat());
        }
    }
    out
}

fn client_json(client: &ClientView) -> Value {
    match client {
        ClientView::Content(bytes) => Object::new().text("Content", base64::encode(bytes)),
        ClientView::Fault(fault) => Object::new().text("Fault", shown(fault)),
        ClientView::NoHost(why) => Object::new().text("NoHost", &**why),
    }
    .done()
}

fn page_json(page: &PageRead) -> Value {
    Object::new()
        .with("PageNumber", number(page.number))
        .with("AtRest", stored_json(&page.stored, true).done())
        .with("Client", client_json(&page.client))
        .done()
}

fn page_text(page: &PageRead, offset: usize) -> String {
    let raw = page.stored.raw();
    let count = raw.len().to_string();
    let what = if page.stored.sealed().is_some() { ", sealed with AES-256-GCM" } else { ", not encrypted" };
    let mut out = ["Page ", &shown(page.number), " at rest: ", &count, " bytes", what, "\n"].concat();
    if let Some(parts) = page.stored.sealed() {
        if let Some(stamp) = parts.stamp {
            out.push_str(
                &["  volume   ", &shown(stamp.volume), "\n  version  ", &shown(stamp.version), "\n"].concat(),
            );
        }
        out.push_str(&["  nonce    ", &hex(parts.nonce), "\n  tag      ", &hex(parts.tag), "\n"].concat());
    }
    // The same offset of the content: at rest it stands behind a sealed page's header.
    let header = page.stored.sealed().map_or(0, |parts| parts.header.len());
    let at_rest = if offset == 0 { 0 } else { offset + header };
    dump(&mut out, raw, at_rest, SHOWN);
    match &page.client {
        ClientView::Content(bytes) => {
            out.push_str("\nThe same page as a client reads it:\n");
            dump(&mut out, bytes, offset, SHOWN);
        }
        ClientView::Fault(fault) => {
            out.push_str(&["\nA client can't read it. ", &shown(fault), "\n"].concat());
        }
        ClientView::NoHost(why) => out.push_str(&["\n", why, "\n"].concat()),
    }
    out
}

fn found_json(found: &Found) -> Value {
    let hits = found.hits.iter().map(|hit| {
        let out = Object::new();
        let out = match hit.place {
            Place::Page(page) => out.with("PageNumber", number(page)),
            Place::Log(lsn) => out.with("LogSequenceNumber", number(lsn)),
        };
        out.with("Offset", number(hit.offset)).done()
    });
    Object::new()
        .text("Text", &*found.text)
        .text("Kind", if found.sealed { "sealed" } else { "plain" })
        .with("BytesSearched", number(found.searched))
        .with("Hits", Value::Array(hits.collect()))
        .done()
}

fn found_text(found: &Found) -> String {
    let searched = found.searched.to_string();
    let kind = if found.sealed { " sealed bytes" } else { " bytes that are not encrypted" };
    if found.hits.is_empty() {
        return ["\"", &found.text, "\" is nowhere in ", &searched, kind, ".\n"].concat();
    }
    let count = found.hits.len();
    let times = if count == 1 { " place" } else { " places" };
    let mut out =
        ["\"", &found.text, "\" is readable in ", &count.to_string(), times, ", in ", &searched, kind, ":\n"]
            .concat();
    for hit in &found.hits {
        let place = match hit.place {
            Place::Page(page) => ["  page ", &shown(page)].concat(),
            Place::Log(lsn) => ["  log record ", &shown(lsn)].concat(),
        };
        out.push_str(&[&place, ", byte ", &shown(hit.offset), "\n"].concat());
    }
    out
}

fn field_json(field: &ByteField) -> Value {
    Object::new()
        .text("Name", field.name)
        .with("Offset", number(field.offset))
        .with("Length", number(field.length))
        .text("Meaning", field.meaning)
        .done()
}

fn frame_json(frame: &Frame) -> Value {
    Object::new()
        .with("PageNumber", number(frame.page))
        .flag("SealedInside", frame.sealed_inside)
        .with("Fields", Value::Array(frame.fields.iter().map(field_json).collect()))
        .text("Raw", base64::encode(&frame.bytes))
        .done()
}

fn frame_text(frame: &Frame) -> String {
    let count = frame.bytes.len().to_string();
    let inside = if frame.sealed_inside {
        "; the page inside is sealed as well"
    } else {
        "; the page inside is plain"
    };
    let mut out =
        ["Frame on the wire: ", &count, " bytes, encrypted with AES-256-GCM for the link", inside, "\n"]
            .concat();
    for field in &frame.fields {
        let end = field.offset as usize + field.length as usize;
        let bytes = frame.bytes.get(field.offset as usize..end).unwrap_or_default();
        if bytes.len() <= 16 {
            let gap = " ".repeat(21_usize.saturating_sub(field.name.len()));
            out.push_str(&["  ", field.name, &gap, &hex(bytes), "\n"].concat());
        }
    }
    dump(&mut out, &frame.bytes, 0, SHOWN);
    out
}

fn written_json(written: &Written) -> Value {
    Object::new()
        .with("PageNumber", number(written.number))
        .with("LogSequenceNumber", number(written.lsn))
        .with("Version", number(written.version))
        .with("Replicas", number(written.replicas as u64))
        .done()
}

fn written_text(written: &Written) -> String {
    let replicas = match written.replicas {
        0 => String::new(),
        1 => ", sent to 1 replica".to_owned(),
        count => [", sent to ", &count.to_string(), " replicas"].concat(),
    };
    let (version, lsn) = (shown(written.version), shown(written.lsn));
    [
        "Page ",
        &shown(written.number),
        " is at version ",
        &version,
        " now, by log record ",
        &lsn,
        &replicas,
        ".\n",
    ]
    .concat()
}

fn tampered_json(tampered: &Tampered) -> Value {
    let byte = |at: u8| Value::string(hex(&[at]));
    Object::new()
        .with("PageNumber", number(tampered.number))
        .maybe("WithPage", tampered.with.map(number))
        .maybe("Offset", tampered.offset.map(|offset| number(offset as u64)))
        .maybe("Before", tampered.byte.map(|(before, _)| byte(before)))
        .maybe("After", tampered.byte.map(|(_, after)| byte(after)))
        .with("Client", client_json(&tampered.client))
        .done()
}

fn tampered_text(tampered: &Tampered) -> String {
    let page = shown(tampered.number);
    let mut out = match (tampered.byte, tampered.offset, tampered.with) {
        (Some((before, after)), Some(offset), _) => {
            let (before, after) = (hex(&[before]), hex(&[after]));
            [
                "Byte ",
                &offset.to_string(),
                " of page ",
                &page,
                " was ",
                &before,
                " and is ",
                &after,
                " now.\n",
            ]
            .concat()
        }
        (_, _, Some(with)) => {
            ["Pages ", &page, " and ", &shown(with), " lie in each other's place now.\n"].concat()
        }
        _ => ["An older version of page ", &page, " lies in its place now.\n"].concat(),
    };
    out.push_str(&match &tampered.client {
        ClientView::Content(_) => "A client reads the page as it is now, and nothing complains.\n".to_owned(),
        ClientView::Fault(fault) => ["A client can't read it. ", &shown(fault), "\n"].concat(),
        ClientView::NoHost(why) => [why, "\n"].concat(),
    });
    out
}
