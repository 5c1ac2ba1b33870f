//! The payload of a link: base64url (without padding) of raw DEFLATE of a text like this:
//!
//! ~~~text
//! aurora 2 2020 000102030405060708090a0b0c0d0e0f 5f1c9a3e d24f1b17
//! %Orders, with a key of our own
//! @lose-the-key 3
//! *aws kms create-key
//! $aws rds create-db-cluster --db-cluster-identifier orders \
//! >  --engine aurora-mysql
//! ~~~
//!
//! The first line has the name, version, edition and seed, and a checksum over all that follows it and the
//! two before it (the first eight hexadecimal digits of a SHA-256), since a link that lost a letter must not
//! run something else. Its last field, if there are commands, is the first eight hexadecimal digits of the
//! last digest; version 1, from before digests went by names, has none. Then follow, if present, the title
//! (`%`), and the scenario with its step from 1 (`@`), and then the commands in order: `$` the reader's, `*`
//! the scenario's, `>` their further lines.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use playground_aws::base64;
use playground_core::digest::sha256;
use playground_core::edition::Edition;
use playground_core::env::Seed;
use playground_core::ids::{hex, unhex};

use super::saved::clean_title;
use super::{Origin, Saved, SavedEntry, TooLong, Unreadable, no_edition};

/// The longest payload that is written, in characters: what mail and chat programs accept.
pub const MAX_PAYLOAD: usize = 16 << 10;
/// The longest payload that is read, in characters.
pub const MAX_OPENED: usize = 64 << 10;
/// The longest text in a link, in bytes.
pub const MAX_INFLATED: usize = 256 << 10;
/// The most commands in a link.
pub const MAX_COMMANDS: usize = 1_000;

const NAME: &str = "aurora";
const VERSION: &str = "2";
/// The previous version, which can still be opened. Its commands had other digests than they have today.
const OUTDATED: &str = "1";
/// How many bytes of the last digest are stored.
const KNOWN: usize = 4;
/// The compression level of DEFLATE, of 10.
const EFFORT: u8 = 9;

/// The payload of `#v1/do/<payload>`: the commands from the beginning to the cursor.
pub fn link(saved: &Saved) -> Result<String, TooLong> {
    let branch = saved.clone().into_branch();
    if branch.entries.len() > MAX_COMMANDS {
        return Err(TooLong { why: String::from("A link can contain at most 1,000 commands.") });
    }
    packed(&write(&branch), "These commands are")
}

/// Reads what [`link`] wrote.
pub fn open_link(payload: &str) -> Result<Saved, Unreadable> {
    let saved = read(&unpacked("#v1/do/", payload)?).map_err(Unreadable::link)?;
    saved.check().map_err(Unreadable::link)?;
    Ok(saved)
}

/// A text as the payload of a link; the error says what is too long.
pub(super) fn packed(text: &str, what: &str) -> Result<String, TooLong> {
    let too_long = || TooLong { why: [what, " too long for a link."].concat() };
    if text.len() > MAX_INFLATED {
        return Err(too_long());
    }
    let payload = base64::encode_url(&compress_to_vec(text.as_bytes(), EFFORT));
    if payload.len() > MAX_PAYLOAD { Err(too_long()) } else { Ok(payload) }
}

/// The text in a payload, which stands behind `place` in an address.
pub(super) fn unpacked(place: &str, payload: &str) -> Result<String, Unreadable> {
    let bytes = bytes(place, payload)?;
    let text = decompress_to_vec_with_limit(&bytes, MAX_INFLATED).map_err(|error| {
        Unreadable::link(match error.status {
            TINFLStatus::HasMoreOutput => "It unpacks to more than 256 KiB.",
            TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => "Its end is missing.",
            _ => "It is damaged: it can't be unpacked.",
        })
    })?;
    String::from_utf8(text).map_err(|_| Unreadable::link("It is damaged: it contains no text."))
}

fn bytes(place: &str, payload: &str) -> Result<Vec<u8>, Unreadable> {
    if payload.len() > MAX_OPENED {
        return Err(Unreadable::link("It is longer than 64 KiB."));
    }
    let wrong = |c: &char| !c.is_ascii_alphanumeric() && *c != '-' && *c != '_';
    if let Some((at, _)) = payload.chars().enumerate().find(|(_, c)| wrong(c)) {
        let why = format!("Character {} after {place} can't be part of a link.", at + 1);
        return Err(Unreadable::link(why));
    }
    base64::decode_url(payload).ok_or_else(|| Unreadable::link("Its end is missing."))
}

fn write(branch: &Saved) -> String {
    let mut rest = String::new();
    if let Some(known) = branch.entries.last().and_then(|last| last.digest.first_chunk::<KNOWN>()) {
        rest.extend([" ", &hex(known)]);
    }
    let title = clean_title(&branch.title);
    if !title.is_empty() {
        rest.extend(["\n%", &title]);
    }
    if let Some(origin) = &branch.origin {
        let step = origin.step.saturating_add(1).to_string();
        rest.extend(["\n@", &origin.scenario, " ", &step]);
    }
    for entry in &branch.entries {
        rest.push('\n');
        rest.push(if entry.scripted { '*' } else { '$' });
        rest.push_str(&entry.line.replace('\n', "\n>"));
    }
    let head = [branch.edition.name(), " ", &branch.seed.to_string()].concat();
    let sum = sum(&head, &rest);
    [NAME, " ", VERSION, " ", &head, " ", &sum, &rest].concat()
}

/// The checksum over edition, seed and everything after the first line.
pub(super) fn sum(head: &str, rest: &str) -> String {
    let digest = sha256(&[head.as_bytes(), rest.as_bytes()].concat());
    hex(digest.first_chunk::<4>().unwrap_or(&[0; 4]))
}

fn read(text: &str) -> Result<Saved, String> {
    let first = text.split('\n').next().unwrap_or_default();
    let mut words = first.splitn(6, ' ');
    let mut word = || words.next().unwrap_or_default();
    let (name, version, edition, seed, given, known) = (word(), word(), word(), word(), word(), words.next());
    let start = first.len() - known.map_or(0, |known| known.len() + 1);
    let rest = text.get(start..).unwrap_or_default();
    if name != NAME {
        return Err(String::from("It was not made by this playground, or it is damaged."));
    }
    let outdated = version == OUTDATED;
    if version != VERSION && !outdated {
        return Err(String::from("It was made by a newer version of the playground. Reload the page first."));
    }
    let damaged = || String::from("It is damaged: some of it was changed or lost.");
    if sum([edition, " ", seed].concat().as_str(), rest) != given || (outdated && known.is_some()) {
        return Err(damaged());
    }
    let digest = known.map(|known| unhex::<KNOWN>(known).ok_or_else(damaged)).transpose()?;
    let edition = Edition::parse(edition).ok_or_else(no_edition)?;
    let seed = Seed::parse(seed).ok_or("Its seed is not 32 hexadecimal digits.")?;
    let mut saved = Saved {
        seed,
        edition,
        title: String::new(),
        origin: None,
        entries: Vec::new(),
        cursor: 0,
        tip: 0,
        outdated,
        own: None,
    };
    let mut lines: Vec<(bool, String)> = Vec::new();
    for (number, line) in (2_usize..).zip(rest.split('\n').skip(1)) {
        let kind = line.chars().next().unwrap_or(' ');
        let text = line.get(kind.len_utf8()..).unwrap_or_default();
        let room = lines.len() < MAX_COMMANDS;
        match (kind, lines.last_mut()) {
            ('%', None) if saved.title.is_empty() => saved.title = String::from(text),
            ('@', None) if saved.origin.is_none() => {
                saved.origin = Some(origin(text).ok_or("The scenario it names has no valid id or step.")?);
            }
            ('$' | '*', _) if room => lines.push((kind == '*', String::from(text))),
            ('$' | '*', _) => return Err(String::from("It contains more than 1,000 commands.")),
            ('>', Some((_, command))) => {
                command.push('\n');
                command.push_str(text);
            }
            _ => return Err(format!("A link can't contain its line {number}.")),
        }
    }
    let entry = |(parent, (scripted, line)): (usize, (bool, String))| SavedEntry {
        parent,
        line: line.into(),
        scripted,
        digest: Vec::new(),
    };
    saved.entries = lines.into_iter().enumerate().map(entry).collect();
    if let (Some(last), Some(digest)) = (saved.entries.last_mut(), digest) {
        last.digest = digest.to_vec();
    }
    saved.cursor = saved.entries.len();
    saved.tip = saved.cursor;
    Ok(saved)
}

fn origin(text: &str) -> Option<Origin> {
    let (scenario, step) = text.split_once(' ')?;
    let step = step.parse::<usize>().ok()?.checked_sub(1)?;
    Some(Origin { scenario: String::from(scenario), step })
}
