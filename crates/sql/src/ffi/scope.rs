//! The present job, for callbacks, to which C does not pass it.

use core::cell::Cell;
use core::ptr::NonNull;

use crate::context::Context;

thread_local! {
    static CURRENT: Cell<Option<NonNull<Context<'static>>>> = const { Cell::new(None) };
}

/// Restores the previous context when it is dropped.
struct Restore(Option<NonNull<Context<'static>>>);

impl Drop for Restore {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}

/// Does some work during which [`with`] uses this context.
pub(crate) fn enter<R>(context: &mut Context<'_>, work: impl FnOnce() -> R) -> R {
    // The lifetime is removed here and restored in `with`, which finds no context once this function has
    // returned.
    let context = NonNull::from(context).cast::<Context<'static>>();
    let _restore = Restore(CURRENT.replace(Some(context)));
    work()
}

/// Does something with the context of the job; `None` if there is none, or if it is in use.
pub(crate) fn with<R>(work: impl FnOnce(&mut Context<'_>) -> R) -> Option<R> {
    let mut current = CURRENT.take()?;
    let _restore = Restore(Some(current));
    // SAFETY: `enter` keeps the context borrowed as long as the pointer is set, on this thread. Nothing else
    // uses it in the meantime, since the pointer is removed until the work is done. The work can't keep the
    // reference, since it must accept any lifetime.
    Some(work(unsafe { current.as_mut() }))
}
