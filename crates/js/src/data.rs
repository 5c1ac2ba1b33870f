//! Plain objects for JavaScript. Their TypeScript declarations are in `types`.

use js_sys::JSON;
use playground_aws::json::compact;
use playground_core::ids::hex;
use playground_core::world::World;
use playground_session::Entry;
use playground_session::timeline::EntryId;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// The number of an entry, and that of the previous one.
pub(crate) type EntryIds = (EntryId, EntryId);

/// An `Outcome`; an `Entry` if it has ids.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Row<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<EntryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<EntryId>,
    line: &'a str,
    stdout: &'a str,
    stderr: &'a str,
    exit_code: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    digest: String,
}

impl<'a> Row<'a> {
    pub(crate) fn new(entry: &'a Entry, place: Option<EntryIds>) -> Self {
        let refused = entry.refused.as_deref();
        Self {
            id: place.map(|(id, _)| id),
            parent: place.map(|(_, parent)| parent),
            line: &entry.line,
            stdout: &entry.stdout,
            stderr: &entry.stderr,
            exit_code: entry.exit_code,
            rule: refused.and_then(|refused| refused.rule).map(|rule| rule.id.name()),
            code: refused.map(|refused| &*refused.code),
            digest: hex(&entry.digest),
        }
    }
}

/// `Completions`.
#[derive(Serialize)]
pub(crate) struct Completed<'a> {
    /// Counted in UTF-16 units, as in JavaScript.
    pub(crate) start: usize,
    pub(crate) candidates: Vec<Candidate<'a>>,
}

#[derive(Serialize)]
pub(crate) struct Candidate<'a> {
    pub(crate) text: &'a str,
    pub(crate) about: &'a str,
}

/// Converts a value to plain objects, arrays, strings and numbers.
pub(crate) fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    Ok(serde_wasm_bindgen::to_value(value)?)
}

/// `CloudTrailRecord`s, parsed from their JSON: an encryption context may have any name, and only
/// `JSON.parse` makes an own property even of `__proto__`.
pub(crate) fn records(world: &World) -> Result<JsValue, JsValue> {
    let records = world.trail.values().map(|event| compact(&playground_aws::record(world.edition, event)));
    let texts: Vec<String> = records.collect();
    JSON::parse(&["[", &texts.join(","), "]"].concat())
}
