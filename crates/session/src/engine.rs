//! The database engine that `sql` runs on. One for each thread, like an allocator: engines are pure functions of their jobs, so
//! it makes no difference to a session which one did a job, or when it came.
//!
//! Without one, every `sql` command waits ([`Pause::NotLoaded`]): the page loads it when it is first needed.

use std::cell::RefCell;
use std::rc::Rc;

use playground_core::database::NoEngine;

/// What an engine is made of, for whoever brings one.
pub use playground_core::database::{
    Answer, Disk, DiskError, File, Io, Job, MountedVolume, PageId, Pause, Ran, SqlEngine, wire,
};
pub use playground_core::storage::page::PAGE_SIZE;

thread_local! {
    static ENGINE: RefCell<Rc<dyn SqlEngine<MountedVolume>>> = RefCell::new(Rc::new(NoEngine));
}

/// From now on `sql` runs on this engine.
pub fn install(engine: Rc<dyn SqlEngine<MountedVolume>>) {
    ENGINE.with_borrow_mut(|slot| *slot = engine);
}

/// The engine there is.
pub(crate) fn engine() -> Rc<dyn SqlEngine<MountedVolume>> {
    ENGINE.with_borrow(Rc::clone)
}

/// Why commands have to wait, in words for whoever can't wait for it.
pub(crate) fn words(pause: Pause) -> String {
    String::from(match pause {
        Pause::NotLoaded => "The database engine is not loaded.",
        Pause::Working => "The database engine needs more time.",
    })
}
