//! What `cargo xtask bench` measures: the cipher, lessons and sessions, which `measure.js` can call.
//!
//! It is built with the page's release profile. It uses no clock: the script reads the browser's around the calls.

// The measurements of SQL must use the page's own access to the engine: its synchronous attempt, its slices, its calls
// in both directions. So the page's file is compiled into this module. As a dependency, the page would add Yew and all
// of its exports.
#[expect(dead_code, reason = "no part of the program is a file of its own here")]
#[path = "../../../web/src/database.rs"]
mod database;
pub mod sql;
#[expect(dead_code, unused_imports, reason = "the page's texts, of which its engine says a few")]
#[path = "../../../web/src/text.rs"]
mod text;

use std::rc::Rc;

use playground_core::crypto::gcm::{Aes256Gcm, IV_LEN, KEY_LEN, TAG_LEN};
use playground_core::edition::Edition;
use playground_core::world::World;
use playground_session::advice::explain;
use playground_session::lesson::Lesson;
use playground_session::{Refused, Session, SqlRun};
use playground_tests::table::{before, filled, rows};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// One buffer, which is sealed and opened repeatedly in the module's own memory, where the page's data is as well.
#[wasm_bindgen]
pub struct Cipher {
    gcm: Aes256Gcm,
    count: u64,
    data: Vec<u8>,
    sealed: Vec<u8>,
    iv: [u8; IV_LEN],
    tag: [u8; TAG_LEN],
}

#[wasm_bindgen]
impl Cipher {
    /// A buffer of `size` bytes and a key of 32, both from the caller's randomness.
    #[wasm_bindgen(constructor)]
    pub fn new(key: &[u8], data: &[u8]) -> Self {
        let mut bytes = [0; KEY_LEN];
        bytes.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
        let mut cipher = Self {
            gcm: Aes256Gcm::new(&bytes),
            count: 0,
            data: data.to_vec(),
            sealed: Vec::new(),
            iv: [0; IV_LEN],
            tag: [0; TAG_LEN],
        };
        cipher.seal(1);
        cipher.sealed.clone_from(&cipher.data);
        cipher
    }

    /// Seals the buffer `count` times, each time with a new nonce.
    pub fn seal(&mut self, count: u32) {
        for _ in 0..count {
            self.count += 1;
            self.iv.iter_mut().zip(self.count.to_be_bytes()).for_each(|(to, from)| *to = from);
            self.tag = self.gcm.seal(&self.iv, b"volume, page, version", &mut self.data);
        }
    }

    /// Opens the sealed buffer `count` times; the copy of the ciphertext that each needs is part of the time. Returns
    /// how many opened, which must be all.
    pub fn open(&mut self, count: u32) -> u32 {
        // What is opened was sealed last.
        self.seal(1);
        self.sealed.clone_from(&self.data);
        (0..count)
            .filter(|_| {
                self.data.copy_from_slice(&self.sealed);
                self.gcm.open(&self.iv, b"volume, page, version", &mut self.data, &self.tag).is_ok()
            })
            .map(|_| 1)
            .sum()
    }

    /// Ciphertext and tag of the last sealing, for comparison with another implementation.
    pub fn last(&self) -> Vec<u8> {
        [self.data.as_slice(), &self.tag].concat()
    }

    /// The nonce of the last sealing.
    pub fn iv(&self) -> Vec<u8> {
        self.iv.to_vec()
    }
}

/// A scenario that is stepped through.
#[wasm_bindgen]
pub struct Steps(Lesson);

#[wasm_bindgen]
impl Steps {
    /// Reads a scenario's file; `undefined` if it is invalid.
    pub fn open(id: &str, file: &str) -> Option<Steps> {
        Lesson::open(id, file).ok().map(Steps)
    }

    /// The number of its steps.
    pub fn count(&self) -> usize {
        self.0.scenario().steps.len()
    }

    /// Advances by one. Returns whether that ran commands. A step with SQL needs the engine to be loaded.
    pub async fn advance(&mut self) -> Result<bool, JsValue> {
        loop {
            match self.0.advance() {
                Ok(ran) => {
                    database::forget();
                    return Ok(ran);
                }
                Err(pause) => sql::wait(pause).await?,
            }
        }
    }
}

/// A refusal, on the world before it.
#[wasm_bindgen]
pub struct Refusal {
    world: World,
    refused: Rc<Refused>,
    run: Option<Rc<SqlRun>>,
}

#[wasm_bindgen]
impl Refusal {
    /// Explains it, and gives how many ways out there are. Each of them was tried.
    pub fn explain(&self) -> usize {
        explain(&self.world, &self.refused, self.run.as_deref()).ways.len()
    }
}

/// What a row of the rule table is about, and the command that is refused; `undefined` where there is no such row.
#[wasm_bindgen]
pub fn rule_row(row: usize) -> Option<Vec<String>> {
    rows().nth(row).map(|row| vec![[row.rule, " ", row.case].concat(), filled(row.refused)])
}

/// A session in free play.
#[wasm_bindgen]
pub struct Play(Session);

#[wasm_bindgen]
impl Play {
    /// A session with a fixed seed.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(Session::new(Session::seed_of("bench"), Edition::Y2020))
    }

    /// Runs the commands of a text and keeps them in the timeline. Returns what the first failing command printed, or
    /// why they could not be run, or an empty text.
    pub fn run(&mut self, text: &str) -> String {
        let entries = match self.0.try_run(text) {
            Ok(entries) => entries,
            Err(why) => return why.message,
        };
        let failed =
            entries.into_iter().find_map(|id| self.0.timeline().record(id).filter(|entry| !entry.done()));
        failed.map(|entry| entry.stderr.to_string()).unwrap_or_default()
    }

    /// Runs a command `count` times without keeping it, so that the world stays as large as it is. Returns whether it
    /// succeeded each time.
    pub fn preview(&self, line: &str, count: u32) -> bool {
        (0..count).all(|_| self.0.preview(line).iter().all(playground_session::Entry::done))
    }

    /// A session in which a row of the rule table has its stage; `undefined` where there is no such row.
    pub fn staged(row: usize) -> Option<Play> {
        let row = rows().nth(row)?;
        let edition = *row.editions.first()?;
        let mut session = Session::new(Session::seed_of(row.case), edition);
        for line in before(edition).iter().chain(row.stage) {
            session.run(&filled(line));
        }
        Some(Self(session))
    }

    /// Runs a command; `undefined` where it is not refused.
    pub fn refuse(&mut self, line: &str) -> Option<Refusal> {
        let before = self.0.timeline().cursor();
        let id = self.0.run(line).pop()?;
        let entry = self.0.timeline().record(id)?.clone();
        let world = self.0.timeline().state_at(before)?.world.clone();
        Some(Refusal { world, refused: entry.refused?, run: entry.sql })
    }

    /// Entries in the timeline.
    pub fn entries(&self) -> usize {
        self.0.timeline().len()
    }
}

impl Default for Play {
    fn default() -> Self {
        Self::new()
    }
}
