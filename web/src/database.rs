//! The database engine as the page has it: SQLite in a WebAssembly module of its own, which is loaded when something first
//! asks for it (`sql.js`). There is one for all that stands on a page.
//!
//! A job is tried at once, for a moment only. One that takes longer is dropped and done anew beside the page, in slices, or,
//! where the browser can't pause it, in one go after the page has said so; its result waits here until the command that asked
//! is asked again. The clock decides when a job is dropped, and nothing else.
//!
//! Nothing of this is borrowed while the module runs: it calls [`PageDisk`] back, and each call borrows for itself.

use std::cell::{Cell, OnceCell, RefCell};
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
/// How long it may take once the reader has been told, in a browser that can't put it aside and stands still meanwhile. What
/// takes longer can't be done there at all.
const LAST_MOMENT: f64 = 500.0;

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
    #[wasm_bindgen(method, getter, js_name = canPause)]
    fn can_pause(this: &Sql) -> bool;
    /// Loads the engine. Tells `progress` how many bytes have come, of how many; 0 if nobody knows.
    #[wasm_bindgen(method, js_name = loadSql)]
    fn load(this: &Sql, progress: &Function) -> Promise;
    /// Gives the answer, or null if the disk said that the time is up.
    #[wasm_bindgen(method, catch, js_name = runNow)]
    fn run_now(this: &Sql, disk: PageDisk, request: &Uint8Array) -> Result<JsValue, JsValue>;
    /// Resolves to the answer; where it can't pause, also to null, as above.
    #[wasm_bindgen(method, catch, js_name = runLong)]
    fn run_long(
        this: &Sql,
        disk: PageDisk,
        request: &Uint8Array,
        options: &JsValue,
    ) -> Result<Promise, JsValue>;
}

thread_local! {
    static DESK: Desk = const { Desk {
        sql: RefCell::new(None),
        late: RefCell::new(None),
        done: RefCell::new(Vec::new()),
        broken: RefCell::new(None),
    } };
}

/// What is going on with the engine.
struct Desk {
    /// The module, once it is here.
    sql: RefCell<Option<Sql>>,
    /// The last job that took too long.
    late: RefCell<Option<Job<MountedVolume>>>,
    /// Such jobs, done.
    done: RefCell<Vec<(Job<MountedVolume>, Ran<MountedVolume>)>>,
    /// Why the last job could not be done at all.
    broken: RefCell<Option<String>>,
}

/// Lets sessions use the engine of this page, once it is loaded.
pub(crate) fn offer() {
    install(Rc::new(PageEngine));
}

/// Whether it is loaded.
pub(crate) fn is_here() -> bool {
    DESK.with(|desk| desk.sql.borrow().is_some())
}

/// Whether the page lives on while a long job is done. Before the engine is loaded, nobody has to know.
pub(crate) fn can_pause() -> bool {
    DESK.with(|desk| desk.sql.borrow().as_ref().is_none_or(Sql::can_pause))
}

/// Loads it; `progress` takes the bytes that have come and those there are. Else the reason.
pub(crate) async fn load(progress: impl Fn(f64, f64) + 'static) -> Result<(), String> {
    if is_here() {
        return Ok(());
    }
    let script = JsFuture::from(sql()).await;
    let script = script.map_err(|error| [text::SQL_NOT_LOADED, &reason(&error)].concat())?;
    let sql: Sql = script.unchecked_into();
    let progress = Closure::<dyn Fn(f64, f64)>::new(progress);
    JsFuture::from(sql.load(progress.as_ref().unchecked_ref())).await.map_err(|error| reason(&error))?;
    DESK.with(|desk| *desk.sql.borrow_mut() = Some(sql));
    Ok(())
}

/// The command is done, or given up: what was worked out for it is not needed any more.
pub(crate) fn forget() {
    DESK.with(|desk| {
        desk.late.take();
        desk.done.take();
        desk.broken.take();
    });
}

/// Why a job is late for good.
#[derive(Clone)]
pub(crate) enum Stuck {
    /// Somebody has stopped it.
    Stopped,
    /// It can't be done; why.
    Failed(String),
}

/// Does the job that took too long just now, beside the page. Then ask for it again.
pub(crate) fn work(stop: AbortController) -> impl Future<Output = Result<(), Stuck>> {
    // Taken at once: the next job to take too long may be another app's.
    let broken = DESK.with(|desk| desk.broken.take());
    let late = DESK.with(|desk| desk.late.borrow().clone());
    let sql = DESK.with(|desk| desk.sql.borrow().clone());
    async move {
        match (broken, late, sql) {
            (Some(why), ..) => Err(Stuck::Failed(why)),
            (None, Some(job), Some(sql)) => long(&sql, job, &stop).await,
            _ => Ok(()),
        }
    }
}

async fn long(sql: &Sql, job: Job<MountedVolume>, stop: &AbortController) -> Result<(), Stuck> {
    let slot = Slot::new(job.disk.clone(), if sql.can_pause() { f64::INFINITY } else { LAST_MOMENT });
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
    if slot.late.get() {
        return Err(Stuck::Failed(text::NO_LONG_SQL.to_owned()));
    }
    let answer = answer.map_err(|error| Stuck::Failed(stopped(&error)))?;
    let ran = disk.and_then(|disk| ran(disk, &answer, took));
    let ran = ran.ok_or_else(|| Stuck::Failed(text::SQL_STOPPED.to_owned()))?;
    DESK.with(|desk| {
        if desk.late.borrow().as_ref() == Some(&job) {
            desk.late.take();
        }
        desk.done.borrow_mut().push((job, ran));
    });
    Ok(())
}

/// The engine that sessions have.
struct PageEngine;

impl SqlEngine<MountedVolume> for PageEngine {
    fn run(&self, job: Job<MountedVolume>) -> Result<Ran<MountedVolume>, Pause> {
        let done = DESK.with(|desk| {
            let done = desk.done.borrow();
            done.iter().find(|(known, _)| *known == job).map(|(_, ran)| ran.clone())
        });
        if let Some(ran) = done {
            return Ok(ran);
        }
        let sql = DESK.with(|desk| desk.sql.borrow().clone());
        let Some(sql) = sql else { return Err(Pause::NotLoaded) };
        if DESK.with(|desk| desk.late.borrow().as_ref() == Some(&job)) {
            return Err(Pause::Working);
        }
        let tried = at_once(&sql, &job);
        tried.map_err(|why| {
            DESK.with(|desk| {
                *desk.broken.borrow_mut() = why;
                *desk.late.borrow_mut() = Some(job);
            });
            Pause::Working
        })
    }
}

/// Does a job now, if it takes no longer than a moment. Else nothing, or why it can't be done.
fn at_once(sql: &Sql, job: &Job<MountedVolume>) -> Result<Ran<MountedVolume>, Option<String>> {
    let slot = Slot::new(job.disk.clone(), MOMENT);
    let request = request(job);
    let _ = slot.took(); // from here on
    let answer = sql.run_now(PageDisk(slot.clone()), &request);
    let took = slot.took();
    let late = slot.late.get();
    let disk = slot.end();
    if late {
        return Err(None);
    }
    let answer = answer.map_err(|error| Some(stopped(&error)))?;
    disk.and_then(|disk| ran(disk, &answer, took)).ok_or_else(|| Some(text::SQL_STOPPED.to_owned()))
}

/// What a job asks for, in JavaScript's own memory: it is read after other things have gone on in ours.
fn request(job: &Job<MountedVolume>) -> Uint8Array {
    wire::write_request(&wire::JobRequest::of(job)).as_slice().into()
}

/// What an instance has left, and the module's answer, put together.
fn ran((disk, moved): (MountedVolume, Vec<Io>), answer: &JsValue, took: f64) -> Option<Ran<MountedVolume>> {
    let bytes = answer.dyn_ref::<Uint8Array>()?.to_vec();
    let mut answer = wire::read(&bytes)?;
    let mut moved = moved.into_iter();
    for (statement, moved) in answer.statements.iter_mut().zip(&mut moved) {
        statement.io = moved;
    }
    // A statement that failed and what came after belong to none.
    for moved in moved {
        answer.rest.read.extend(moved.read);
        answer.rest.cached.extend(moved.cached);
        answer.rest.written.extend(moved.written);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time of hours at most")]
    Some(Ran { disk, answer, micros: Some((took.max(0.0) * 1000.0) as u64) })
}

/// Milliseconds since the page was loaded.
fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// What an error says, and that nothing came of it.
fn stopped(error: &JsValue) -> String {
    [&reason(error), " ", text::SQL_NOT_RUN].concat()
}

/// What an error says, as a sentence: others follow it, and browsers leave out the full stop.
fn reason(error: &JsValue) -> String {
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
    /// Where pages are read into.
    page: RefCell<Option<Box<[u8; PAGE_SIZE]>>>,
    /// What each statement moved so far.
    moved: RefCell<Vec<Io>>,
    /// When the module began, in milliseconds; where it is not said, when it first asks whether to go on.
    begun: OnceCell<f64>,
    /// How many it may take.
    moment: f64,
    /// Whether it took more.
    late: Cell<bool>,
}

impl Slot {
    fn new(host: MountedVolume, moment: f64) -> Rc<Self> {
        let page = RefCell::new(Some(Box::new([0; PAGE_SIZE])));
        let (host, moved) = (RefCell::new(Some(host)), RefCell::default());
        Rc::new(Self { host, page, moved, begun: OnceCell::new(), moment, late: Cell::new(false) })
    }

    /// Milliseconds since the module began.
    fn took(&self) -> f64 {
        let now = now();
        now - self.begun.get_or_init(|| now)
    }

    /// Takes everything out: calls that come later find nothing, and JavaScript may keep the slot for long.
    fn end(&self) -> Option<(MountedVolume, Vec<Io>)> {
        self.page.take();
        Some((self.host.borrow_mut().take()?, self.moved.take()))
    }
}

/// What the module calls while it works.
#[wasm_bindgen]
pub struct PageDisk(Rc<Slot>);

/// What the module is told that calls of a disk came to.
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

    /// A page as a view of this module's memory, to be copied before anything else is called; or a number: what is wrong.
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

    /// Writes a page, after which the file has `size` bytes.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a file's size is a whole number"
    )]
    pub fn write(&self, file: u8, page: u32, content: &[u8], size: f64) -> i32 {
        let Some(content) = content.first_chunk() else { return DAMAGED };
        self.with(file, |host, file| host.write(PageId { file, number: page }, content, size as u64))
    }

    /// Sets a file's size.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a file's size is a whole number"
    )]
    pub fn resize(&self, file: u8, size: f64) -> i32 {
        self.with(file, |host, file| host.resize(file, size as u64))
    }

    /// Whether the engine may go on; null says that the time is up.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&self) -> JsValue {
        if self.0.took() > self.0.moment {
            self.0.late.set(true);
            return JsValue::NULL;
        }
        self.0.host.borrow_mut().as_mut().is_some_and(MountedVolume::go_on).into()
    }

    /// A statement ends.
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
