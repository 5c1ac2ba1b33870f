//! SQL as the page runs it: a session whose commands wait for the engine like the page's commands.

use playground_core::edition::Edition;
use playground_session::Session;
use playground_session::engine::Pause;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::AbortController;

use crate::database::{self, Stuck};

/// Loads the engine, as the page does on first use.
#[wasm_bindgen(js_name = loadSql)]
pub async fn load_sql() -> Result<(), JsValue> {
    database::offer();
    database::load(|_, _| ()).await.map_err(JsValue::from)
}

/// Waits until the paused command can be run again.
pub(crate) async fn wait(pause: Pause) -> Result<(), JsValue> {
    match pause {
        Pause::Working => database::work(AbortController::new()?).await.map_err(words),
        // Never: no turn ends here, and the program is in one piece.
        Pause::Turn | Pause::Part(_) => Ok(()),
        Pause::NotLoaded => Err("the database engine is not loaded".into()),
    }
}

/// A session with a database.
#[wasm_bindgen]
pub struct Client(Session);

#[wasm_bindgen]
impl Client {
    /// A session with a fixed seed.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(Session::new(Session::seed_of("bench"), Edition::Y2020))
    }

    /// Runs commands and returns what they printed. What takes longer than a moment is run in the background, and then
    /// the command is run again: `web/src/wait.rs` does the same.
    pub async fn run(&mut self, text: &str) -> Result<String, JsValue> {
        loop {
            match self.0.try_run(text) {
                Ok(entries) => {
                    database::forget();
                    return self.printed(&entries);
                }
                Err(why) => match why.waits {
                    Some(pause) => wait(pause).await?,
                    None => return Err(why.message.into()),
                },
            }
        }
    }

    fn printed(&self, entries: &[usize]) -> Result<String, JsValue> {
        let mut printed = String::new();
        for entry in entries.iter().filter_map(|id| self.0.timeline().record(*id)) {
            if !entry.done() {
                return Err(entry.stderr.to_string().into());
            }
            printed.push_str(&entry.stdout);
        }
        Ok(printed)
    }
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

fn words(why: Stuck) -> JsValue {
    match why {
        Stuck::Stopped => "stopped".into(),
        Stuck::Failed(why) | Stuck::NoPart(why) => why.into(),
    }
}
