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

/// Nothing of these calls C, so that Miri runs them (`cargo xtask sanitize`).
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use playground_core::database::LIMITS;

    use super::*;
    use crate::tests::Memory;

    #[test]
    fn a_context_is_there_inside_only_and_once_at_a_time() {
        let (mut one, mut other) = (Memory::default(), Memory::default());
        let mut outer = Context::new(&mut one, 1, [0; 32], LIMITS);
        let mut inner = Context::new(&mut other, 2, [0; 32], LIMITS);
        assert_eq!(with(|context| context.now()), None);
        enter(&mut outer, || {
            assert_eq!(with(|context| context.now()), Some(1_000));
            with(|context| {
                context.preparing = true;
                assert_eq!(with(|context| context.now()), None, "it is in use");
            });
            enter(&mut inner, || {
                assert_eq!(with(|context| (context.now(), context.preparing)), Some((2_000, false)));
            });
            let broken = std::panic::catch_unwind(|| with(|_| panic!("on purpose")));
            assert!(broken.is_err());
            assert_eq!(with(|context| (context.now(), context.preparing)), Some((1_000, true)));
        });
        assert_eq!(with(|context| context.now()), None);
        assert!(outer.preparing);
    }
}
