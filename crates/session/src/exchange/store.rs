//! Sessions in the browser's storage: compact JSON without outputs.
//!
//! ~~~json
//! {"format":"aurora-encryption-playground/session","version":1,"revision":7,"name":"Mine","updated":1764000000000,
//!  "seed":"…","edition":"2020","title":"","cursor":2,"tip":2,"digest":"…","lines":["echo a","echo b"],"parents":[[3,1]],"scripted":[[1,2]]}
//! ~~~
//!
//! `parents` lists only entries that do not follow the one before them, `scripted` the ranges of entries
//! (first, last) that a scenario ran. `digest` is that of the entry at the cursor. `revision` grows with each
//! save, so that two tabs notice each other's changes. Version 2 has a member `own`: what was read of the reader's accounts
//! (`own`), with which the session begins, and which a version that doesn't know it would leave out.
//! The storage itself is not here.

use playground_aws::json::{Object, Value, compact};

use super::fields::{self, digest, digest_text, number, text};
use super::saved::{check_title, clean_title};
use super::trace::MAX_TRACE;
use super::{Own, Saved, SavedEntry, Unreadable};
use crate::limits::MAX_ENTRIES;

/// The longest name, in characters.
pub const MAX_NAME: usize = 120;

pub(super) const FORMAT: &str = "aurora-encryption-playground/session";

/// A session in the list of sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The name that the reader gave it.
    pub name: String,
    /// The time of the last save, in milliseconds since 1970 by the browser's clock.
    pub updated: u64,
    /// Grows with each save.
    pub revision: u64,
    /// The session without outputs.
    pub saved: Saved,
}

/// The text to store.
pub fn store_text(stored: &Stored) -> String {
    let saved = &stored.saved;
    let mut out = Object::new();
    let version = if saved.own.is_some() { 2 } else { 1 };
    out.text("format", FORMAT).with("version", number(version));
    out.with("revision", Value::uint(stored.revision));
    out.text("name", &clean_title(&stored.name));
    out.with("updated", Value::uint(stored.updated));
    fields::write(&mut out, saved);
    let digest = saved.cursor.checked_sub(1).and_then(|at| saved.entries.get(at)?.digest.first_chunk::<32>());
    out.maybe("digest", digest.map(digest_text));
    out.with("lines", Value::Array(saved.entries.iter().map(|entry| Value::string(&*entry.line)).collect()));
    let parents = saved.entries.iter().enumerate().filter(|(at, entry)| entry.parent != *at);
    out.with("parents", Value::Array(parents.map(|(at, entry)| pair(at + 1, entry.parent)).collect()));
    out.with("scripted", Value::Array(runs(&saved.entries)));
    out.maybe("own", saved.own.as_ref().map(Own::value));
    compact(&out.done())
}

fn pair(one: usize, other: usize) -> Value {
    Value::Array(vec![number(one), number(other)])
}

/// The first and last entry of each range that a scenario ran.
fn runs(entries: &[SavedEntry]) -> Vec<Value> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (id, _) in (1..).zip(entries).filter(|(_, entry)| entry.scripted) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == id => *last = id,
            _ => runs.push((id, id)),
        }
    }
    runs.into_iter().map(|(first, last)| pair(first, last)).collect()
}

/// Reads what [`store_text`] wrote.
pub fn read_store(file: &str) -> Result<Stored, Unreadable> {
    read(file).map_err(Unreadable::stored)
}

fn read(file: &str) -> Result<Stored, String> {
    let file = fields::open(file, FORMAT, 2, MAX_TRACE)?;
    let mut saved = fields::read(&file)?;
    let lines = list(&file, "lines")?;
    if lines.len() > MAX_ENTRIES {
        return Err(String::from("It has more than 5,000 commands."));
    }
    for (parent, line) in lines.iter().enumerate() {
        let line = line.as_str().ok_or("One of its \"lines\" is no text.")?.into();
        saved.entries.push(SavedEntry { parent, line, scripted: false, digest: Vec::new() });
    }
    for (id, parent) in pairs(&file, "parents")? {
        let entry = id.checked_sub(1).and_then(|at| saved.entries.get_mut(at));
        entry.ok_or("Its \"parents\" name a command that is not there.")?.parent = parent;
    }
    for (first, last) in pairs(&file, "scripted")? {
        let run = first.checked_sub(1).and_then(|at| saved.entries.get_mut(at..last));
        let run = run.ok_or("Its \"scripted\" names commands that are not there.")?;
        for entry in run {
            entry.scripted = true;
        }
    }
    if let Some(own) = file.get("own") {
        saved.own = Some(Own::read(own).ok_or("What it says of the accounts can't be read.")?);
    }
    let digest = digest(&file)?;
    if let Some(entry) = saved.cursor.checked_sub(1).and_then(|at| saved.entries.get_mut(at)) {
        entry.digest = digest;
    }
    saved.check()?;
    let name = text(&file, "name")?;
    check_title(name)?;
    let whole = |name: &str| {
        let found = file.get(name).and_then(Value::as_i64).and_then(|number| u64::try_from(number).ok());
        found.ok_or_else(|| ["It has no whole number \"", name, "\"."].concat())
    };
    Ok(Stored { name: String::from(name), updated: whole("updated")?, revision: whole("revision")?, saved })
}

fn list<'a>(file: &'a Value, name: &str) -> Result<&'a [Value], String> {
    let found = file.get(name).and_then(Value::as_array);
    found.ok_or_else(|| ["It has no list \"", name, "\"."].concat())
}

/// Reads a list of pairs of whole numbers, at most as many as there may be commands.
fn pairs(file: &Value, name: &str) -> Result<Vec<(usize, usize)>, String> {
    let wrong = || ["Its \"", name, "\" is no list of pairs of numbers."].concat();
    let found = list(file, name)?;
    if found.len() > MAX_ENTRIES {
        return Err(wrong());
    }
    let number = |value: &Value| value.as_i64().and_then(|number| usize::try_from(number).ok());
    let pair = |value: &Value| match value.as_array()? {
        [one, other] => Some((number(one)?, number(other)?)),
        _ => None,
    };
    found.iter().map(pair).collect::<Option<_>>().ok_or_else(wrong)
}
