//! The class `Session`.

use playground_core::ids::hex;
use playground_session::timeline::EntryId;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::args;
use crate::data::{Candidate, Completed, Row, plain, records};

/// A world of accounts, keys and clusters, and everything that was done to it.
///
/// Nothing leaves the machine. The same seed and the same lines give the same answers, byte for byte.
#[wasm_bindgen]
pub struct Session(playground_session::Session);

#[wasm_bindgen]
impl Session {
    /// A session at the beginning of a world. `seed` is 32 hexadecimal digits, random if left out.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "string")] seed: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Edition")] edition: &JsValue,
    ) -> Result<Self, JsValue> {
        let seed = args::seed(seed)?;
        Ok(Self(playground_session::Session::new(seed, args::edition(edition)?)))
    }

    /// Runs the commands of a text and gives an entry for each. A refusal is an entry, not an exception.
    /// Throws a `RangeError` for a text that is too long and for a session that is full, and an `Error` for statements of
    /// `sql` where there is no database engine. Nothing of the text is run then.
    #[wasm_bindgen(unchecked_return_type = "Entry[]")]
    pub fn run(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] line: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let ids = self.0.try_run(&args::text("line", line)?);
        self.rows(ids.map_err(|why| match why.waits {
            Some(_) => args::without_engine(),
            None => args::out_of_range(&why.message),
        })?)
    }

    /// What `run` would give, without a trace.
    #[wasm_bindgen(unchecked_return_type = "Outcome[]")]
    pub fn preview(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] line: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let entries = self.0.preview(&args::text("line", line)?);
        plain(&entries.iter().map(|entry| Row::new(entry, None)).collect::<Vec<_>>())
    }

    /// All entries ever made, on every branch, in the order in which they were made.
    #[wasm_bindgen(unchecked_return_type = "Entry[]")]
    pub fn entries(&self) -> Result<JsValue, JsValue> {
        self.rows(1..=self.0.timeline().len())
    }

    /// The number of the entry that the session stands behind; 0 at the beginning.
    #[wasm_bindgen(getter)]
    pub fn cursor(&self) -> usize {
        self.0.timeline().cursor()
    }

    /// One entry towards the beginning. False if there is none.
    pub fn back(&mut self) -> bool {
        self.0.timeline_mut().back()
    }

    /// One entry along the branch last visited. False at its tip.
    pub fn forward(&mut self) -> bool {
        self.0.timeline_mut().forward()
    }

    /// To any entry by its number; 0 is the beginning.
    pub fn jump(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] id: &JsValue,
    ) -> Result<(), JsValue> {
        let id = args::index("id", id)?;
        if self.0.timeline_mut().jump(id) {
            return Ok(());
        }
        Err(args::out_of_range("There is no entry of this number."))
    }

    /// To where the session stood before the last run or move. False if there was none.
    pub fn undo(&mut self) -> bool {
        self.0.timeline_mut().undo()
    }

    /// Takes the last undo back. False if there is none.
    pub fn redo(&mut self) -> bool {
        self.0.timeline_mut().redo()
    }

    /// SHA-256 over seed, edition and everything that led to where the session stands: 64 hex digits.
    pub fn digest(&self) -> String {
        hex(&self.0.digest())
    }

    /// The seed, as 32 hexadecimal digits.
    #[wasm_bindgen(getter)]
    pub fn seed(&self) -> String {
        hex(&self.0.seed().0)
    }

    /// The edition of the rules.
    #[wasm_bindgen(getter, unchecked_return_type = "Edition")]
    pub fn edition(&self) -> String {
        self.0.edition().name().into()
    }

    /// The world's clock: `2020-12-01T09:00:00Z`. It moves by commands alone.
    #[wasm_bindgen(getter)]
    pub fn now(&self) -> String {
        self.0.world().now.to_string()
    }

    /// CloudTrail's records of the world where the session stands, oldest first. Made when asked for.
    #[wasm_bindgen(unchecked_return_type = "CloudTrailRecord[]")]
    pub fn trail(&self) -> Result<JsValue, JsValue> {
        records(self.0.world().trail.values().map(|event| &**event))
    }

    /// What can stand at `cursor`, an index into `line`; at its end if left out.
    #[wasm_bindgen(unchecked_return_type = "Completions")]
    pub fn complete(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] line: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "number")] cursor: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let line = args::text("line", line)?;
        let cursor = if cursor.is_undefined() {
            line.len()
        } else {
            bytes_before(&line, args::index("cursor", cursor)?)
        };
        let found = playground_aws::complete(&line, cursor, self.0.world());
        let before = line.get(..found.start).unwrap_or_default();
        plain(&Completed {
            start: before.encode_utf16().count(),
            candidates: found
                .items
                .iter()
                .map(|item| Candidate { text: &item.text, about: &item.about })
                .collect(),
        })
    }
}

impl Session {
    fn rows(&self, ids: impl IntoIterator<Item = EntryId>) -> Result<JsValue, JsValue> {
        let timeline = self.0.timeline();
        let row = |id| {
            let place = (id, timeline.parent(id).unwrap_or(0));
            timeline.record(id).map(|entry| Row::new(entry, Some(place)))
        };
        plain(&ids.into_iter().filter_map(row).collect::<Vec<_>>())
    }
}

/// Bytes of `line` before its `units`th UTF-16 unit; all of it if it is shorter.
fn bytes_before(line: &str, units: usize) -> usize {
    let mut left = units;
    for (at, c) in line.char_indices() {
        if left < c.len_utf16() {
            return at;
        }
        left -= c.len_utf16();
    }
    line.len()
}
