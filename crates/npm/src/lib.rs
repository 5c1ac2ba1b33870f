//! The module that the npm package runs on Node.js and in bundles: the class [`Session`], whose `sql` needs
//! no loading, and [`check`], the checker of scenarios. They share one module, since they are made of the
//! same crates.
//!
//! Here: both of them with SQLite, and a disk that JavaScript implements. The package's own files, its
//! scripts and its README, are in `package/` next to this; `cargo xtask package` builds it.

use std::rc::Rc;

use playground_author::check::files::{self, Disk};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

pub use playground_js::Session;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = r#"
/** Access to the checker's files. Each function throws an Error whose message says why it failed. */
export interface Disk {
  /** Returns a file's bytes, at most the first `limit` of them. */
  read(path: string, limit: number): Uint8Array;
  write(path: string, text: string): void;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// Access to an author's files.
    #[wasm_bindgen(typescript_type = "Disk")]
    pub type JsDisk;
    #[wasm_bindgen(method, catch, js_name = read)]
    fn read_file(this: &JsDisk, path: &str, limit: usize) -> Result<Vec<u8>, js_sys::Error>;
    #[wasm_bindgen(method, catch, js_name = write)]
    fn write_file(this: &JsDisk, path: &str, text: &str) -> Result<(), js_sys::Error>;
}

impl Disk for JsDisk {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, String> {
        self.read_file(path, limit).map_err(|error| format!("cannot read {path}: {}", error.message()))
    }

    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        self.write_file(path, text).map_err(|error| format!("cannot write {path}: {}", error.message()))
    }
}

/// Installs SQLite for all sessions.
#[wasm_bindgen(start)]
pub fn start() {
    playground_session::engine::install(Rc::new(playground_sql::Sqlite));
}

/// The result of the command `check`.
#[wasm_bindgen(getter_with_clone)]
pub struct Checked {
    /// The lines to print.
    pub said: String,
    /// Whether all is well.
    pub well: bool,
}

/// The command `check`, like `cargo xtask check`: the words are files and `--write`. Throws a string for
/// invalid words.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen hands over a list of texts in this way alone"
)]
pub fn check(words: Vec<String>, disk: &JsDisk) -> Result<Checked, JsValue> {
    let (said, well) = files::command(&words, disk)?;
    Ok(Checked { said, well })
}
