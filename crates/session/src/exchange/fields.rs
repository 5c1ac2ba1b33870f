//! The JSON fields that traces and stored sessions share: writing and reading.
//!
//! An error names the field, since somebody may have edited the file by hand.

use playground_aws::json::{Object, Value, parse_up_to};
use playground_core::edition::Edition;
use playground_core::env::Seed;
use playground_core::ids::{hex, unhex};

use super::{Origin, Saved, no_edition};

/// Writes seed, edition, title, origin, cursor and tip.
pub(super) fn write(out: &mut Object, saved: &Saved) {
    out.text("seed", &saved.seed.to_string());
    out.text("edition", saved.edition.name());
    out.text("title", &saved.title);
    let origin = saved.origin.as_ref().map(|origin| {
        let mut object = Object::new();
        object.text("scenario", &origin.scenario);
        object.with("step", number(origin.step.saturating_add(1)));
        object.done()
    });
    out.maybe("origin", origin);
    out.with("cursor", number(saved.cursor));
    out.with("tip", number(saved.tip));
}

/// Reads what [`write()`] wrote, without the entries.
pub(super) fn read(file: &Value) -> Result<Saved, String> {
    let seed = Seed::parse(text(file, "seed")?).ok_or("Its \"seed\" is not 32 hexadecimal digits.")?;
    let edition = Edition::parse(text(file, "edition")?).ok_or_else(no_edition)?;
    let origin = match file.get("origin") {
        None | Some(Value::Null) => None,
        Some(origin) => {
            let step = count(origin, "step")?.checked_sub(1).ok_or("Its \"step\" is counted from 1.")?;
            Some(Origin { scenario: String::from(text(origin, "scenario")?), step })
        }
    };
    Ok(Saved {
        seed,
        edition,
        title: String::from(text(file, "title")?),
        origin,
        entries: Vec::new(),
        cursor: count(file, "cursor")?,
        tip: count(file, "tip")?,
        outdated: false,
        own: None,
    })
}

/// Parses a file of at most `bytes` bytes in our format and a version up to the newest.
pub(super) fn open(file: &str, format: &str, newest: usize, bytes: usize) -> Result<Value, String> {
    if file.len() > bytes {
        return Err(String::from("It is longer than 4 MiB."));
    }
    let value = parse_up_to(file, bytes).map_err(|error| {
        let (message, line, column) = (error.message, error.line, error.column);
        format!("It is not JSON ({message}, line {line}, column {column}).")
    })?;
    if value.get("format").and_then(Value::as_str) != Some(format) {
        return Err(["Its \"format\" is not \"", format, "\"."].concat());
    }
    match count(&value, "version")? {
        version if (1..=newest).contains(&version) => Ok(value),
        _ => Err(String::from("It was made by a newer version of the playground. Reload the page first.")),
    }
}

pub(super) fn text<'a>(object: &'a Value, name: &str) -> Result<&'a str, String> {
    let found = object.get(name).and_then(Value::as_str);
    found.ok_or_else(|| ["It has no text \"", name, "\"."].concat())
}

pub(super) fn count(object: &Value, name: &str) -> Result<usize, String> {
    let found = object.get(name).and_then(Value::as_i64).and_then(|number| usize::try_from(number).ok());
    found.ok_or_else(|| ["It has no whole number \"", name, "\"."].concat())
}

/// The bytes of an entry's digest; empty if it has none.
pub(super) fn digest(object: &Value) -> Result<Vec<u8>, String> {
    match object.get("digest") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(found) => {
            let digest: Option<[u8; 32]> = found.as_str().and_then(unhex);
            Ok(digest.ok_or("A \"digest\" is not 64 hexadecimal digits.")?.to_vec())
        }
    }
}

pub(super) fn number(number: usize) -> Value {
    Value::uint(number as u64)
}

pub(super) fn digest_text(digest: &[u8; 32]) -> Value {
    Value::String(hex(digest))
}
