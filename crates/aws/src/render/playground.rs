//! The playground's own answers: JSON for `--output` and `--query`, and otherwise a text.

use super::disk::{RECORDS, disk_json, disk_text, stored_json};
use super::hexdump::dump;
use super::{Iso, dynamic};
use super::{nonce, transit};
use crate::base64;
use crate::json::{Object, Value, parse};
use playground_core::crypto::layout::ByteField;
use playground_core::ids::{AccountId, hex};
use playground_core::kms::policy::Policy;
use playground_core::ops::Operation;
use playground_core::ops::playground::crash_instance::Crashed;
use playground_core::ops::playground::find_in_storage::Found;
use playground_core::ops::playground::open_page::Opened;
use playground_core::ops::playground::raw::ClientView;
use playground_core::ops::playground::read_frame::Frame;
use playground_core::ops::playground::read_page::PageRead;
use playground_core::ops::playground::tamper::Tampered;
use playground_core::ops::playground::{PlaygroundOp, PlaygroundOutput};
use playground_core::quota::Allowance;
use playground_core::storage::file::{File, PageId};
use playground_core::storage::tamper::FoundIn;
use std::fmt::Write as _;

/// The most bytes of a page that are shown; `--output json` has all of them.
const SHOWN: usize = 160;

/// The answer as JSON and as text.
pub(super) fn render(asked: &Operation, output: &PlaygroundOutput) -> (Value, String) {
    match output {
        PlaygroundOutput::Waited(from, to) => (
            Object::new().show("From", &Iso(*from)).show("To", &Iso(*to)).done(),
            format!("It was {from}. Now it is {to}.\n"),
        ),
        PlaygroundOutput::Caller { who, address, organization } => {
            let organization = organization.as_deref().unwrap_or("none");
            (
                Object::new()
                    .show("Arn", who)
                    .text("SourceIp", address)
                    .text("Organization", organization)
                    .done(),
                format!("{who} calls from {address}; the organization of its account: {organization}.\n"),
            )
        }
        PlaygroundOutput::Quotas(list) => (quotas_json(list), quotas_text(list)),
        PlaygroundOutput::Scp { account, policy } => scp(*account, policy.as_deref()),
        PlaygroundOutput::Disk(disk) => (disk_json(disk), disk_text(disk)),
        PlaygroundOutput::Page(page) => (page_json(page), page_text(page, first_shown(asked))),
        PlaygroundOutput::Found(found) => (found_json(found), found_text(found)),
        PlaygroundOutput::Frame(frame) => (frame_json(frame), frame_text(frame)),
        PlaygroundOutput::Paths(paths) => transit::render(paths),
        PlaygroundOutput::Opened(opened) => (opened_json(opened), opened_text(opened)),
        PlaygroundOutput::NonceRepeated(repeated) => nonce::render(repeated, first_shown(asked)),
        PlaygroundOutput::Crashed(crashed) => (crashed_json(crashed), crashed_text(crashed)),
        PlaygroundOutput::TakenAsEmpty(cluster) => (
            Object::new().text("DBClusterIdentifier", cluster.as_str()).text("Contents", "empty").done(),
            [cluster.as_str(), " is taken as empty from now on.\n"].concat(),
        ),
        PlaygroundOutput::Tampered(tampered) => (tampered_json(tampered), tampered_text(tampered)),
    }
}

/// The first byte to show of a page.
fn first_shown(asked: &Operation) -> usize {
    let offset = match asked {
        Operation::Playground(PlaygroundOp::ReadPage(asked)) => asked.offset,
        Operation::Playground(PlaygroundOp::RepeatNonce(asked)) => asked.offset,
        _ => None,
    };
    usize::try_from(offset.unwrap_or_default()).unwrap_or(usize::MAX)
}

/// The service control policy of an account.
fn scp(account: AccountId, policy: Option<&Policy>) -> (Value, String) {
    let text = policy.map(|policy| &*policy.text);
    let said = match text {
        Some(text) => {
            format!("The service control policy of account {account}, beside FullAWSAccess:\n{text}\n")
        }
        None => format!("Account {account} has no service control policy but FullAWSAccess.\n"),
    };
    let policy = text.map(|text| parse(text).unwrap_or_else(|_| Value::string(text)));
    (Object::new().show("Account", &account).maybe("PolicyDocument", policy).done(), said)
}

/// The name of a page in a sentence: `page 2`, `page 1 of the general log`.
fn named(page: PageId) -> String {
    let file = match page.file {
        File::Database => "",
        File::Journal => " of the rollback journal",
        File::ErrorLog => " of the error log",
        File::GeneralLog => " of the general log",
    };
    format!("page {}{file}", page.number)
}

/// The same at the beginning of a sentence.
fn capital(page: PageId) -> String {
    named(page).replacen('p', "P", 1)
}

pub(super) fn number(value: impl Into<u64>) -> Value {
    Value::uint(value.into())
}

fn client_json(client: &ClientView) -> Value {
    let mut out = Object::new();
    match client {
        ClientView::Content(bytes) => out.text("Content", &base64::encode(bytes)),
        ClientView::Fault(fault) => out.show("Fault", fault),
        ClientView::NoHost(why) => out.show("NoHost", why),
    }
    .done()
}

fn page_json(page: &PageRead) -> Value {
    Object::new()
        .with("PageNumber", number(page.page.number))
        .text("File", page.page.file.name())
        .with("AtRest", stored_json(&page.stored, true))
        .with("Client", client_json(&page.client))
        .done()
}

fn page_text(page: &PageRead, offset: usize) -> String {
    let raw = page.stored.raw();
    let sealed = page.stored.sealed();
    let what = if sealed.is_some() { "encrypted with AES-256-GCM" } else { "unencrypted" };
    let mut out = format!("{} at rest: {} bytes, {what}\n", capital(page.page), raw.len());
    if let Some(parts) = &sealed {
        if let Some(stamp) = parts.stamp {
            let _ = write!(out, "  volume   {}\n  version  {}\n", stamp.volume, stamp.version);
        }
        let (past, nonce, tag) = (hex(&parts.past.0), hex(parts.nonce), hex(parts.tag));
        let _ = write!(out, "  past     {past}\n  nonce    {nonce}\n  tag      {tag}\n");
    }
    // The same offset in the content, which a sealed page stores after its header.
    let header = sealed.map_or(0, |parts| parts.header.len());
    dump(&mut out, raw, if offset == 0 { 0 } else { offset + header }, SHOWN);
    match &page.client {
        ClientView::Content(bytes) => {
            out.push_str("\nThe same page as an instance reads it:\n");
            dump(&mut out, bytes, offset, SHOWN);
        }
        ClientView::Fault(fault) => {
            let _ = write!(out, "\nAn instance that reads it gets an error. {fault}\n");
        }
        ClientView::NoHost(why) => {
            let _ = write!(out, "\n{why}\n");
        }
    }
    out
}

fn found_json(found: &Found) -> Value {
    let hits = found.hits.iter().map(|hit| {
        let mut out = Object::new();
        let out = match hit.place {
            FoundIn::Page(page) => out.with("PageNumber", number(page.number)).text("File", page.file.name()),
            FoundIn::Log(lsn) => out.with("LogSequenceNumber", number(lsn)),
        };
        out.with("Offset", number(hit.offset)).done()
    });
    Object::new()
        .text("Text", &found.text)
        .text("Kind", if found.sealed { "encrypted" } else { "unencrypted" })
        .with("BytesSearched", number(found.searched))
        .with("Hits", Value::Array(hits.collect()))
        .done()
}

fn found_text(found: &Found) -> String {
    let (text, searched) = (&found.text, found.searched);
    let kind = if found.sealed { "encrypted bytes" } else { "unencrypted bytes" };
    let places = match found.hits.len() {
        0 => return format!("\"{text}\" was not found in {searched} {kind}.\n"),
        1 => "1 place".to_owned(),
        count => format!("{count} places"),
    };
    let mut out = format!("\"{text}\" was found in {places}, in {searched} {kind}:\n");
    let mut records = Vec::new();
    for hit in &found.hits {
        match hit.place {
            FoundIn::Page(page) => {
                let _ = writeln!(out, "  {}, byte {}", named(page), hit.offset);
            }
            FoundIn::Log(lsn) => records.push(lsn.to_string()),
        }
    }
    records.dedup();
    if !records.is_empty() {
        let more = records.len().saturating_sub(RECORDS);
        records.truncate(RECORDS);
        let of = if records.len() == 1 { "record" } else { "records" };
        let _ = write!(out, "  the storage's log of writes, {of} {}", records.join(", "));
        if more > 0 {
            let _ = write!(out, " and {more} more");
        }
        out.push('\n');
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
        .with("PageNumber", number(frame.page.number))
        .text("File", frame.page.file.name())
        .flag("SealedInside", frame.sealed_inside)
        .with("Fields", Value::Array(frame.fields.iter().map(field_json).collect()))
        .text("Raw", &base64::encode(&frame.bytes))
        .done()
}

fn frame_text(frame: &Frame) -> String {
    let inside = if frame.sealed_inside { "encrypted as well" } else { "unencrypted" };
    let mut out = format!(
        "Frame on the wire: {} bytes, encrypted with AES-256-GCM for the link; the page inside is {inside}\n",
        frame.bytes.len()
    );
    for field in &frame.fields {
        let end = field.offset as usize + field.length as usize;
        let bytes = frame.bytes.get(field.offset as usize..end).unwrap_or_default();
        if bytes.len() <= 16 {
            let _ = writeln!(out, "  {:21}{}", field.name, hex(bytes));
        }
    }
    dump(&mut out, &frame.bytes, 0, SHOWN);
    out
}

fn opened_json(opened: &Opened) -> Value {
    let mut out = Object::new();
    out.with("PageNumber", number(opened.page.number)).text("File", opened.page.file.name());
    out.maybe_show("SealedBy", dynamic(opened.sealed_by.as_ref()));
    out.with("Keys", Value::strings(opened.keys.iter().map(ToString::to_string)));
    out.maybe("Content", opened.content.as_ref().map(|content| Value::string(base64::encode(content))));
    out.done()
}

fn opened_text(opened: &Opened) -> String {
    let keys: Vec<String> = opened.keys.iter().map(ToString::to_string).collect();
    let whose = match keys.as_slice() {
        [only] => format!("The data key of {} belongs to volume {only}.", opened.keys_of.as_str()),
        _ => {
            format!("The data keys of {} belong to volumes {}.", opened.keys_of.as_str(), keys.join(", "))
        }
    };
    let page = capital(opened.page);
    let Some(volume) = opened.sealed_by else {
        return format!("{page} is unencrypted: it needs no key.\n");
    };
    let mut out = format!("{page} was encrypted by volume {volume}. {whose}\n");
    match &opened.content {
        None => out.push_str("The authentication tag doesn't match: AES-256-GCM returns nothing.\n"),
        Some(content) => {
            out.push_str("It decrypts to:\n");
            dump(&mut out, content, 0, SHOWN);
        }
    }
    out
}

fn crashed_json(crashed: &Crashed) -> Value {
    let mut out = Object::new();
    out.text("DBInstanceIdentifier", crashed.id.as_str());
    out.maybe("AtWrite", crashed.at_write.map(number));
    out.done()
}

fn crashed_text(crashed: &Crashed) -> String {
    let id = crashed.id.as_str();
    match crashed.at_write {
        Some(at) => {
            format!("The instance {id} will crash at its write number {at} from now, before it is done.\n")
        }
        None => {
            format!("The instance {id} has crashed. Its memory is lost, and it restarts on its own.\n")
        }
    }
}

/// That two pages have changed places; they are of one file.
fn swapped(page: PageId, with: PageId) -> String {
    let of = named(page);
    let of = of.split_once(" of ").map_or_else(String::new, |(_, file)| format!(" of {file}"));
    format!("Pages {} and {}{of} are swapped.", page.number, with.number)
}

fn tampered_json(tampered: &Tampered) -> Value {
    let byte = |at: u8| Value::string(hex(&[at]));
    Object::new()
        .with("PageNumber", number(tampered.page.number))
        .text("File", tampered.page.file.name())
        .maybe("WithPage", tampered.with.map(|with| number(with.number)))
        .maybe("Offset", tampered.offset.map(|offset| number(offset as u64)))
        .maybe("Before", tampered.byte.map(|(before, _)| byte(before)))
        .maybe("After", tampered.byte.map(|(_, after)| byte(after)))
        .with("Client", client_json(&tampered.client))
        .done()
}

fn tampered_text(tampered: &Tampered) -> String {
    let page = tampered.page;
    let what = match (tampered.byte, tampered.offset, tampered.with) {
        (Some((before, after)), Some(offset), _) => {
            format!("Byte {offset} of {} was {before:02x} and is now {after:02x}.", named(page))
        }
        (_, _, Some(with)) => swapped(page, with),
        _ => format!("An older version of {} is back in its place.", named(page)),
    };
    // An instance that has the page in memory does not read it from the disk.
    match &tampered.client {
        ClientView::Content(_) => {
            format!("{what}\nAn instance that reads it gets the changed bytes, without an error.\n")
        }
        ClientView::Fault(fault) => {
            format!("{what}\nAn instance that reads it gets an error. {fault}\n")
        }
        ClientView::NoHost(why) => format!("{what}\n{why}\n"),
    }
}

fn quotas_json(list: &[Allowance]) -> Value {
    let one = |it: &Allowance| {
        Object::new()
            .text("Name", it.quota.name())
            .text("Description", it.quota.about())
            .int("Value", i64::try_from(it.most).unwrap_or(i64::MAX))
            .int("Default", i64::from(it.default))
            .flag("Adjustable", it.quota.is_adjustable())
            .done()
    };
    Object::new().with("Quotas", Value::Array(list.iter().map(one).collect())).done()
}

fn quotas_text(list: &[Allowance]) -> String {
    let line = |Allowance { quota, most, .. }: &Allowance| {
        let stays = if quota.is_adjustable() { "" } else { "; AWS does not raise it" };
        format!("{}: {most} {}{stays}\n", quota.name(), quota.about())
    };
    list.iter().map(line).collect()
}
