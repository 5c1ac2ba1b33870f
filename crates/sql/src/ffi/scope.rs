//! The job that is being done, for callbacks, which C calls without one.

use core::cell::Cell;
use core::ptr::NonNull;

use crate::context::Context;

thread_local! {
    static CURRENT: Cell<Option<NonNull<Context<'static>>>> = const { Cell::new(None) };
}

/// Puts back what was there, however the work ends.
struct Restore(Option<NonNull<Context<'static>>>);

impl Drop for Restore {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}

/// Does some work during which [`with`] finds this context.
pub(crate) fn enter<R>(context: &mut Context<'_>, work: impl FnOnce() -> R) -> R {
    // The lifetime is taken away here and given back in `with`, which can't be called when this function has returned.
    let context = NonNull::from(context).cast::<Context<'static>>();
    let _restore = Restore(CURRENT.replace(Some(context)));
    work()
}

/// Does something with the context of the job; `None` if there is none, or if it is in use.
pub(crate) fn with<R>(work: impl FnOnce(&mut Context<'_>) -> R) -> Option<R> {
    let mut current = CURRENT.take()?;
    let _restore = Restore(Some(current));
    // SAFETY: `enter` holds the context borrowed for as long as the pointer is there, on this thread; and nobody else uses
    // it meanwhile, since the pointer has been taken away until the work is done. The work can't keep it: it has to be able
    // to deal with any lifetime.
    Some(work(unsafe { current.as_mut() }))
}
