//! The database engine that `sql` runs on. There is one for each thread, like an allocator: engines are pure
//! functions of their jobs, so a session does not depend on which engine ran a job or when it was installed.
//!
//! Without one, every `sql` command has to wait ([`Pause::NotLoaded`]): the page loads it when it is first
//! needed.

use std::cell::RefCell;
use std::rc::Rc;

use playground_core::database::NoEngine;

/// The types that an engine implementation needs.
pub use playground_core::database::{
    Answer, Disk, DiskError, File, Io, Job, MountedVolume, PageId, Pause, Ran, SqlEngine, wire,
};
pub use playground_core::storage::page::PAGE_SIZE;

thread_local! {
    static ENGINE: RefCell<Rc<dyn SqlEngine<MountedVolume>>> = RefCell::new(Rc::new(NoEngine));
}

/// Makes `sql` run on this engine from now on.
pub fn install(engine: Rc<dyn SqlEngine<MountedVolume>>) {
    ENGINE.with_borrow_mut(|slot| *slot = engine);
}

/// The installed engine.
pub(crate) fn engine() -> Rc<dyn SqlEngine<MountedVolume>> {
    ENGINE.with_borrow(Rc::clone)
}

/// Says why a command has to wait, for callers that can't wait.
pub(crate) fn words(pause: Pause) -> String {
    String::from(match pause {
        Pause::NotLoaded => "The database engine is not loaded.",
        Pause::Working => "The database engine needs more time.",
        Pause::Turn => "The commands take longer than one turn.",
        Pause::Part(_) => "A part of the playground is not loaded.",
    })
}
