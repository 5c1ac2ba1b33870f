//! The database engine as the page has it: SQLite in a WebAssembly module of its own, which is loaded when it is first
//! needed (`sql.js`). All apps on a page share one.
//!
//! A job is tried at once, for a moment only. One that takes longer is dropped and run again in slices, between which the
//! page lives on. Its result is kept here until the command that asked for it is run again. Only the clock decides when a
//! job is dropped.
//!
//! Nothing here stays borrowed while the module runs: it calls [`PageDisk`], and each call borrows for itself.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect, Uint8Array, WebAssembly};
use playground_session::engine::{
    Disk, DiskError, File, Io, Job, MountedVolume, PAGE_SIZE, PageId, Pause, Ran, SqlEngine, install, wire,
};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, window};

use crate::text;

/// How long a job may take at once, in milliseconds.
const MOMENT: f64 = 12.0;

#[wasm_bindgen(raw_module = "../hooks.js")]
extern "C" {
    /// Loads the script that loads and runs the engine; resolves to its functions.
    fn sql() -> Promise;
}

#[wasm_bindgen]
extern "C" {
    /// The functions of `sql.js`.
    #[derive(Clone)]
    type Sql;
    /// Loads the engine. Calls `progress` with the bytes loaded and the bytes in all.
    #[wasm_bindgen(method, js_name = loadSql)]
    fn load(this: &Sql, progress: &Function) -> Promise;
    /// Returns the answer, or null if [`PageDisk::go_on`] said that the time is up.
    #[wasm_bindgen(method, catch, js_name = runNow)]
    fn run_now(this: &Sql, disk: PageDisk, request: &Uint8Array) -> Result<JsValue, JsValue>;
    /// Resolves to the answer. Ignores that the time is up.
    #[wasm_bindgen(method, catch, js_name = runLong)]
    fn run_long(
        this: &Sql,
        disk: PageDisk,
        request: &Uint8Array,
        options: &JsValue,
    ) -> Result<Promise, JsValue>;
}

thread_local! {
    /// The module, once it is loaded.
    static SQL: RefCell<Option<Sql>> = const { RefCell::new(None) };
    /// The last job that took too long.
    static LATE: RefCell<Option<Job<MountedVolume>>> = const { RefCell::new(None) };
    /// Jobs that took too long at first and are done now, with their results.
    static FINISHED: RefCell<Vec<(Job<MountedVolume>, Ran<MountedVolume>)>> = const { RefCell::new(Vec::new()) };
    /// Why the last job could not be done.
    static BROKEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes the engine of this page the one that sessions use.
pub(crate) fn offer() {
    install(Rc::new(PageEngine));
}

/// Returns whether the engine is loaded.
pub(crate) fn is_here() -> bool {
    SQL.with_borrow(Option::is_some)
}

/// Loads the engine. Calls `progress` with the bytes loaded and the bytes in all. The error is a sentence for the reader.
pub(crate) async fn load(progress: impl Fn(f64, f64) + 'static) -> Result<(), String> {
    if is_here() {
        return Ok(());
    }
    let script = JsFuture::from(sql()).await;
    let script = script.map_err(|error| [text::SQL_NOT_LOADED.said(), &reason(&error)].concat())?;
    let sql: Sql = script.unchecked_into();
    let progress = Closure::<dyn Fn(f64, f64)>::new(progress);
    JsFuture::from(sql.load(progress.as_ref().unchecked_ref())).await.map_err(|error| reason(&error))?;
    SQL.set(Some(sql));
    Ok(())
}

/// Forgets the results kept for a command that is done or was given up.
pub(crate) fn forget() {
    LATE.take();
    FINISHED.take();
    BROKEN.take();
}

/// Why a job that took too long has no result.
#[derive(Clone)]
pub(crate) enum Stuck {
    /// It was stopped.
    Stopped,
    /// It can't be done, and why.
    Failed(String),
    /// A part of the program that it needs could not be loaded, and why.
    NoPart(String),
}

/// Runs the job that took too long just now, in slices. After that, run the command that asked for it again.
pub(crate) fn work(stop: AbortController) -> impl Future<Output = Result<(), Stuck>> {
    // Taken before the first await: the next job that takes too long may be another app's.
    let broken = BROKEN.take();
    let late = LATE.with_borrow(Clone::clone);
    let sql = SQL.with_borrow(Clone::clone);
    async move {
        match (broken, late, sql) {
            (Some(why), ..) => Err(Stuck::Failed(why)),
            (None, Some(job), Some(sql)) => long(&sql, job, &stop).await,
            (None, None, _) | (None, _, None) => Ok(()),
        }
    }
}

async fn long(sql: &Sql, job: Job<MountedVolume>, stop: &AbortController) -> Result<(), Stuck> {
    let slot = Slot::new(job.disk.clone(), f64::INFINITY);
    let request = request(&job);
    let options = js_sys::Object::new();
    let _ = Reflect::set(&options, &"signal".into(), &stop.signal());
    let answer = match sql.run_long(PageDisk(slot.clone()), &request, &options) {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    let took = slot.took();
    let disk = slot.end();
    if stop.signal().aborted() {
        return Err(Stuck::Stopped);
    }
    let answer = answer.map_err(|error| Stuck::Failed(stopped(&error)))?;
    let ran = disk.and_then(|disk| ran(disk, &answer, took));
    let ran = ran.ok_or_else(|| Stuck::Failed(text::SQL_STOPPED.to_string()))?;
    LATE.with_borrow_mut(|late| late.take_if(|late| *late == job));
    FINISHED.with_borrow_mut(|done| done.push((job, ran)));
    Ok(())
}

/// The engine that sessions use.
struct PageEngine;

impl SqlEngine<MountedVolume> for PageEngine {
    fn run(&self, job: Job<MountedVolume>) -> Result<Ran<MountedVolume>, Pause> {
        let known = |done: &Vec<(Job<_>, Ran<_>)>| {
            done.iter().find(|(done, _)| *done == job).map(|(_, ran)| ran.clone())
        };
        if let Some(ran) = FINISHED.with_borrow(known) {
            return Ok(ran);
        }
        let sql = SQL.with_borrow(Clone::clone).ok_or(Pause::NotLoaded)?;
        if LATE.with_borrow(|late| late.as_ref() == Some(&job)) {
            return Err(Pause::Working);
        }
        at_once(&sql, &job).map_err(|why| {
            BROKEN.set(why);
            LATE.set(Some(job));
            Pause::Working
        })
    }
}

/// Runs a job now. Fails if it takes longer than a moment, or with the reason why it can't be done.
fn at_once(sql: &Sql, job: &Job<MountedVolume>) -> Result<Ran<MountedVolume>, Option<String>> {
    let slot = Slot::new(job.disk.clone(), MOMENT);
    let request = request(job);
    let _ = slot.took(); // starts the clock
    let answer = sql.run_now(PageDisk(slot.clone()), &request);
    let took = slot.took();
    let disk = slot.end();
    let answer = answer.map_err(|error| Some(stopped(&error)))?;
    if answer.is_null() {
        return Err(None);
    }
    disk.and_then(|disk| ran(disk, &answer, took)).ok_or_else(|| Some(text::SQL_STOPPED.to_string()))
}

/// A job's request, copied to JavaScript's memory: the module reads it after ours may have moved.
fn request(job: &Job<MountedVolume>) -> Uint8Array {
    wire::write_request(&wire::JobRequest::of(job)).as_slice().into()
}

/// Puts together the disk that an instance leaves, the pages it moved, and the module's answer.
fn ran((disk, moved): (MountedVolume, Vec<Io>), answer: &JsValue, took: f64) -> Option<Ran<MountedVolume>> {
    let bytes = answer.dyn_ref::<Uint8Array>()?.to_vec();
    let mut answer = wire::read(&bytes)?;
    let mut moved = moved.into_iter();
    for (statement, moved) in answer.statements.iter_mut().zip(&mut moved) {
        statement.io = moved;
    }
    // What a failed statement moved, and what was moved after the last one, belongs to no statement.
    for moved in moved {
        answer.rest.read.extend(moved.read);
        answer.rest.cached.extend(moved.cached);
        answer.rest.written.extend(moved.written);
    }
    Some(Ran { disk, answer, micros: Some(whole(took * 1000.0)) })
}

/// A number of JavaScript's as a whole one: a size in bytes, a time in microseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is below 0 becomes 0")]
const fn whole(number: f64) -> u64 {
    number as u64
}

/// Milliseconds since the page was loaded.
pub(crate) fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// What an error says, and that nothing has been run.
fn stopped(error: &JsValue) -> String {
    [&reason(error), " ", &text::SQL_NOT_RUN].concat()
}

/// What an error says, as a sentence. Other sentences follow it, and browsers leave out the full stop.
pub(crate) fn reason(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    let mut message = message.or_else(|| error.as_string()).unwrap_or_default();
    if !message.is_empty() && !message.ends_with(['.', '!', '?']) {
        message.push('.');
    }
    message
}

/// An instance's hold on its volume while the module works on it.
struct Slot {
    host: RefCell<Option<MountedVolume>>,
    /// The buffer that pages are read into.
    page: RefCell<Option<Box<[u8; PAGE_SIZE]>>>,
    /// The pages that each statement has moved so far.
    moved: RefCell<Vec<Io>>,
    /// When the module started, in milliseconds: set by the first call of [`Slot::took`].
    begun: OnceCell<f64>,
    /// How long it may take, in milliseconds.
    moment: f64,
}

impl Slot {
    fn new(host: MountedVolume, moment: f64) -> Rc<Self> {
        let page = RefCell::new(Some(Box::new([0; PAGE_SIZE])));
        let (host, moved) = (RefCell::new(Some(host)), RefCell::default());
        Rc::new(Self { host, page, moved, begun: OnceCell::new(), moment })
    }

    /// Milliseconds since the module started.
    fn took(&self) -> f64 {
        let now = now();
        now - self.begun.get_or_init(|| now)
    }

    /// Takes everything out. JavaScript may keep the slot for long; calls that come later find nothing.
    fn end(&self) -> Option<(MountedVolume, Vec<Io>)> {
        self.page.take();
        Some((self.host.borrow_mut().take()?, self.moved.take()))
    }
}

/// What the module calls while it works.
#[wasm_bindgen]
pub struct PageDisk(Rc<Slot>);

// What calls of [`PageDisk`] return to the module.
const DONE: i32 = 0;
const DAMAGED: i32 = 1;
const CRASHED: i32 = 2;

#[wasm_bindgen]
impl PageDisk {
    /// A file's size in bytes.
    #[expect(clippy::cast_precision_loss, reason = "a file is far smaller than 2^53 bytes")]
    pub fn size(&self, file: u8) -> f64 {
        let host = self.0.host.borrow();
        let size = host.as_ref().zip(File::from_code(file)).map_or(0, |(host, file)| host.size(file));
        size as f64
    }

    /// Reads a page. Returns a view of this module's memory, to be copied before anything else is called, or a status.
    pub fn read(&self, file: u8, page: u32) -> JsValue {
        let mut place = self.0.page.borrow_mut();
        let Some(into) = place.as_deref_mut() else { return CRASHED.into() };
        let status = self.with(file, |host, file| host.read(PageId { file, number: page }, into));
        if status != DONE {
            return status.into();
        }
        let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        let start = u32::try_from(into.as_ptr().addr()).unwrap_or_default();
        let length = u32::try_from(into.len()).unwrap_or_default();
        Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), start, length).into()
    }

    /// Writes a page, after which the file has `size` bytes. Returns a status.
    pub fn write(&self, file: u8, page: u32, content: &[u8], size: f64) -> i32 {
        let Some(content) = content.first_chunk() else { return DAMAGED };
        self.with(file, |host, file| host.write(PageId { file, number: page }, content, whole(size)))
    }

    /// Sets a file's size in bytes. Returns a status.
    pub fn resize(&self, file: u8, size: f64) -> i32 {
        self.with(file, |host, file| host.resize(file, whole(size)))
    }

    /// Returns whether the engine may go on, or null if the time is up.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&self) -> JsValue {
        if self.0.took() > self.0.moment {
            return JsValue::NULL;
        }
        self.0.host.borrow_mut().as_mut().is_some_and(MountedVolume::go_on).into()
    }

    /// Notes that a statement has ended.
    pub fn statement(&self) {
        if let Some(host) = self.0.host.borrow_mut().as_mut() {
            self.0.moved.borrow_mut().push(host.statement());
        }
    }
}

impl PageDisk {
    fn with(&self, file: u8, act: impl FnOnce(&mut MountedVolume, File) -> Result<(), DiskError>) -> i32 {
        let mut host = self.0.host.borrow_mut();
        match host.as_mut().zip(File::from_code(file)).map(|(host, file)| act(host, file)) {
            Some(Ok(())) => DONE,
            Some(Err(DiskError::Fault(..))) => DAMAGED,
            Some(Err(DiskError::Crashed)) | None => CRASHED,
        }
    }
}
