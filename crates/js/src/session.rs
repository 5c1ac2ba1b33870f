//! The class `Session`.

use playground_core::ids::hex;
use playground_session::timeline::EntryId;
use playground_session::view::complete;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::args;
use crate::data::{Candidate, Completed, Row, plain, records};

/// A world of accounts, keys and clusters, with its history.
///
/// Nothing leaves the machine. The same seed and the same lines give the same answers, byte for byte.
#[wasm_bindgen]
pub struct Session(playground_session::Session);

#[wasm_bindgen]
impl Session {
    /// A session at the beginning of a world. `seed` is 32 hexadecimal digits; it is random if omitted. `edition` is
    /// `"2020"` if omitted.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "string")] seed: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Edition")] edition: &JsValue,
    ) -> Result<Self, JsValue> {
        let seed = args::seed(seed)?;
        Ok(Self(playground_session::Session::new(seed, args::edition(edition)?)))
    }

    /// Runs the commands of a text and returns an entry for each. A refusal is an entry, not an exception.
    /// Throws a `RangeError` if the text is too long or the session is full, and an `Error` for `sql`
    /// statements without a database engine. In these cases nothing of the text is run.
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

    /// Returns what `run` would return, without changing the session.
    #[wasm_bindgen(unchecked_return_type = "Outcome[]")]
    pub fn preview(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] line: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let entries = self.0.preview(&args::text("line", line)?);
        plain(&entries.iter().map(|entry| Row::new(entry, None)).collect::<Vec<_>>())
    }

    /// All entries on all branches, in the order in which they were made.
    #[wasm_bindgen(unchecked_return_type = "Entry[]")]
    pub fn entries(&self) -> Result<JsValue, JsValue> {
        self.rows(1..=self.0.timeline().len())
    }

    /// The number of the entry at the cursor; 0 at the beginning.
    #[wasm_bindgen(getter)]
    pub fn cursor(&self) -> usize {
        self.0.timeline().cursor()
    }

    /// Moves one entry towards the beginning. Returns false at the beginning.
    pub fn back(&mut self) -> bool {
        self.0.timeline_mut().back()
    }

    /// Moves one entry along the branch visited last. Returns false at its tip.
    pub fn forward(&mut self) -> bool {
        self.0.timeline_mut().forward()
    }

    /// Moves to any entry by its number; 0 is the beginning.
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

    /// Returns to the position before the last run or move. Returns false if there was none.
    pub fn undo(&mut self) -> bool {
        self.0.timeline_mut().undo()
    }

    /// Reverts the last undo. Returns false if there was none.
    pub fn redo(&mut self) -> bool {
        self.0.timeline_mut().redo()
    }

    /// SHA-256 over the seed, the edition and the history up to the cursor, as 64 hexadecimal digits.
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

    /// The world's clock: `2020-12-01T09:00:00Z`. Only commands advance it.
    #[wasm_bindgen(getter)]
    pub fn now(&self) -> String {
        self.0.world().now.to_string()
    }

    /// CloudTrail's records of the world at the cursor, oldest first.
    #[wasm_bindgen(unchecked_return_type = "CloudTrailRecord[]")]
    pub fn trail(&self) -> Result<JsValue, JsValue> {
        records(self.0.world())
    }

    /// The completions at `cursor`, an index into `line`; at its end if omitted: commands, options and values of AWS, and
    /// what the shell knows, programs, keywords, functions, variables and files.
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
        let found = complete(&self.0, &line, cursor);
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

/// The number of bytes before the `units`th UTF-16 unit of `line`; its length if it is shorter.
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
