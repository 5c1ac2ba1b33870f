//! Connections to a database.

use core::ffi::{CStr, c_char, c_int, c_void};
use core::marker::PhantomData;
use core::ptr::{self, NonNull};
use core::slice;

use playground_core::database::LIMITS;
use rsqlite_vfs::{register_vfs, registered_vfs};

use super::{Failure, math, patch, search, sys, text, with, words_of};
use crate::{rules, vfs};

const VFS: &str = "playground";

/// Boolean settings of a connection.
const SETTINGS: [(c_int, c_int); 2] =
    [(sys::SQLITE_DBCONFIG_ENABLE_FKEY, 1), (sys::SQLITE_DBCONFIG_DEFENSIVE, 1)];

/// Limits, so that what a statement needs does not depend on the machine it runs on, and that one step of
/// SQLite's machine is short.
const OF_SQLITE: [(c_int, c_int); 10] = [
    // A result has no more, and a row of 256 pages is sealed within a step.
    (sys::SQLITE_LIMIT_LENGTH, LIMITS.value.cast_signed()),
    (sys::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
    // More than a person writes.
    (sys::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 4_096),
    // Each argument may be of the whole length, and is read in one step.
    (sys::SQLITE_LIMIT_FUNCTION_ARG, 64),
    // A table that is wider is not one that a person reads; names are compared pairwise.
    (sys::SQLITE_LIMIT_COLUMN, 500),
    // The parser, the code generator and triggers are recursive: SQLite's own limits, for which the module's stack has
    // room (sql-module.spec.js).
    (sys::SQLITE_LIMIT_EXPR_DEPTH, 1_000),
    (sys::SQLITE_LIMIT_COMPOUND_SELECT, 500),
    (sys::SQLITE_LIMIT_TRIGGER_DEPTH, 1_000),
    // Preparing a statement is one step.
    (sys::SQLITE_LIMIT_VDBE_OP, LIMITS.instructions.cast_signed()),
    // VACUUM attaches a database internally.
    (sys::SQLITE_LIMIT_ATTACHED, 1),
];

/// The instructions of SQLite's machine between two calls of [`progress`].
const STEPS: u16 = 100;
/// What [`progress`] counts while a statement is prepared, when SQLite calls it after as many parts of its
/// planning: each takes as long as some hundred instructions.
const PLANNING: u32 = 400 * STEPS as u32;
/// From this size of an allocation on, a job has values that an instruction takes long for. The page cache
/// begins with less.
const LARGE: i64 = 128 << 10;

/// What SQLite calls for a function of SQL: with the number of arguments, and them.
pub(super) type Call = unsafe extern "C" fn(*mut sys::sqlite3_context, c_int, *mut *mut sys::sqlite3_value);

/// What a function was called with: its values, and what [`Connection::add_function`] was given for it.
///
/// # Safety
/// These are the arguments of a [`Call`] of a function that was added with a `T`. The values are used during that call
/// only.
pub(super) unsafe fn called<'a, T>(
    context: *mut sys::sqlite3_context,
    count: c_int,
    values: *mut *mut sys::sqlite3_value,
) -> (&'a [*mut sys::sqlite3_value], &'static T) {
    let values = match usize::try_from(count) {
        // SAFETY: SQLite passes as many values as it says; there may be none to point to.
        Ok(count) if count > 0 => unsafe { slice::from_raw_parts(values, count) },
        _ => &[],
    };
    // SAFETY: guaranteed by the caller, and what was given lives forever.
    (values, unsafe { &*sys::sqlite3_user_data(context).cast::<T>() })
}

/// An open connection. Statements that were prepared on it can't outlive it.
pub(crate) struct Connection {
    pub(super) db: NonNull<sys::sqlite3>,
    /// Ties the connection to the thread of its job.
    _here: PhantomData<*mut ()>,
}

impl Connection {
    /// Connects, and restarts SQLite's random numbers.
    ///
    /// # Errors
    /// SQLite's error: out of memory, or a crashed instance.
    pub(crate) fn open(file: &CStr) -> Result<Self, Failure> {
        let connection = Self::bare(file)?;
        search::add(&connection, "")?;
        patch::add(&connection)?;
        Ok(connection)
    }

    /// A connection with SQLite's own functions on texts.
    pub(crate) fn bare(file: &CStr) -> Result<Self, Failure> {
        register()?;
        // SAFETY: with no buffer it only forgets its state.
        unsafe { sys::sqlite3_randomness(0, ptr::null_mut()) };
        let memory = with(|context| context.limits.memory).unwrap_or(LIMITS.memory);
        // SAFETY: takes a number only. The limit is of the process, which runs one job at a time.
        unsafe { sys::sqlite3_hard_heap_limit64(memory.into()) };
        largest_allocation(true);
        let flags = sys::SQLITE_OPEN_READWRITE | sys::SQLITE_OPEN_CREATE | sys::SQLITE_OPEN_EXRESCODE;
        let mut db = ptr::null_mut();
        // SAFETY: the name ends with a zero, `db` can be written to, and a null VFS is the default one.
        let code = unsafe { sys::sqlite3_open_v2(file.as_ptr(), &raw mut db, flags, ptr::null()) };
        let Some(db) = NonNull::new(db) else { return Err(plain(code)) };
        // From here on, dropping it closes it.
        let connection = Self { db, _here: PhantomData };
        connection.check(code)?;
        for (setting, value) in SETTINGS {
            // SAFETY: these settings take a number and a pointer to the result, which may be null.
            connection.check(unsafe {
                sys::sqlite3_db_config(db.as_ptr(), setting, value, ptr::null_mut::<c_int>())
            })?;
        }
        for (limit, value) in OF_SQLITE {
            // SAFETY: takes numbers only.
            unsafe { sys::sqlite3_limit(db.as_ptr(), limit, value) };
        }
        math::add(&connection)?;
        // SAFETY: the callback uses none of its argument.
        unsafe { sys::sqlite3_progress_handler(db.as_ptr(), STEPS.into(), Some(progress), ptr::null_mut()) };
        Ok(connection)
    }

    /// Limits the length of values to what a statement of so many instructions may have.
    pub(super) fn limit_values(&self, instructions: u32) {
        let most = LIMITS.value_in(instructions).cast_signed();
        // SAFETY: takes numbers only.
        unsafe { sys::sqlite3_limit(self.db.as_ptr(), sys::SQLITE_LIMIT_LENGTH, most) };
    }

    /// Adds one of our functions of SQL: deterministic, without effects, and with these flags. `call` finds `data` by
    /// `sqlite3_user_data`.
    pub(super) fn add_function<T>(
        &self,
        name: &CStr,
        arguments: c_int,
        data: &'static T,
        call: Call,
        flags: c_int,
    ) -> Result<(), Failure> {
        let flags = flags | sys::SQLITE_UTF8 | sys::SQLITE_DETERMINISTIC | sys::SQLITE_INNOCUOUS;
        let data = ptr::from_ref(data).cast_mut().cast::<c_void>();
        // SAFETY: the name ends with a zero and is copied; `call` only reads what is at `data`, which lives forever.
        self.check(unsafe {
            sys::sqlite3_create_function_v2(
                self.db.as_ptr(),
                name.as_ptr(),
                arguments,
                flags,
                data,
                Some(call),
                None,
                None,
                None,
            )
        })
    }

    /// Adds our functions under other names beside SQLite's.
    #[cfg(all(test, not(target_arch = "wasm32")))]
    pub(crate) fn add_own(&self, prefix: &str) -> Result<(), Failure> {
        search::add(self, prefix)
    }

    /// Enforces the model's rules for everything that is prepared from now on.
    pub(crate) fn keep_rules(&self) -> Result<(), Failure> {
        // SAFETY: the callback uses none of its first argument.
        self.check(unsafe { sys::sqlite3_set_authorizer(self.db.as_ptr(), Some(authorize), ptr::null_mut()) })
    }

    /// Returns whether a statement has opened a transaction.
    pub(crate) fn in_transaction(&self) -> bool {
        // SAFETY: the connection is open.
        unsafe { sys::sqlite3_get_autocommit(self.db.as_ptr()) == 0 }
    }

    /// The number of rows changed since the connection was opened, by statements, triggers and foreign keys.
    pub(crate) fn all_changes(&self) -> i64 {
        // SAFETY: the connection is open.
        unsafe { sys::sqlite3_total_changes64(self.db.as_ptr()) }
    }

    /// The number of rows changed by the last statement that changes rows.
    pub(crate) fn last_changes(&self) -> i64 {
        // SAFETY: the connection is open.
        unsafe { sys::sqlite3_changes64(self.db.as_ptr()) }
    }

    /// Converts a result code: an error unless it means success.
    pub(super) fn check(&self, code: c_int) -> Result<(), Failure> {
        if code == sys::SQLITE_OK { Ok(()) } else { Err(self.failure(code)) }
    }

    /// The error of the last call, which returned this result code.
    pub(super) fn failure(&self, code: c_int) -> Failure {
        // SAFETY: the connection is open; the message is copied before the next call.
        let (message, offset) = unsafe {
            (text(sys::sqlite3_errmsg(self.db.as_ptr())), sys::sqlite3_error_offset(self.db.as_ptr()))
        };
        Failure { code, message: message.unwrap_or_default(), offset: u32::try_from(offset).ok() }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // SAFETY: no statement outlives the connection, and nobody uses it any more.
        unsafe { sys::sqlite3_close(self.db.as_ptr()) };
    }
}

fn plain(code: c_int) -> Failure {
    Failure { code, message: words_of(code), offset: None }
}

/// Makes our VFS the default: SQLite also asks it for randomness and time.
fn register() -> Result<(), Failure> {
    // SAFETY: the process runs one job at a time, so nothing else registers a VFS or looks for one; the VFS
    // lives forever.
    let done = unsafe {
        match registered_vfs(VFS) {
            Ok(Some(_)) => Ok(()),
            _ => register_vfs::<vfs::Files, vfs::Vfs>(VFS, vfs::Os, true).map(|vfs| {
                let _for_ever = vfs.into_raw();
            }),
        }
    };
    done.map_err(|_| plain(sys::SQLITE_ERROR))
}

/// Called every [`STEPS`] instructions. Returns whether to stop.
unsafe extern "C" fn progress(_: *mut c_void) -> c_int {
    let go_on = with(|context| {
        if largest_allocation(false) >= LARGE {
            context.work(u32::MAX);
        }
        context.go_on(if context.preparing { PLANNING } else { STEPS.into() })
    });
    c_int::from(!go_on.unwrap_or(false))
}

/// The size of the largest allocation since this was last called with `forget`.
fn largest_allocation(forget: bool) -> i64 {
    let (mut now, mut largest) = (0, 0);
    // SAFETY: both numbers can be written to.
    unsafe {
        sys::sqlite3_status64(
            sys::SQLITE_STATUS_MALLOC_SIZE,
            &raw mut now,
            &raw mut largest,
            c_int::from(forget),
        );
    }
    largest
}

/// Called for each action of a statement. Returns whether it is allowed.
unsafe extern "C" fn authorize(
    _: *mut c_void,
    action: c_int,
    first: *const c_char,
    second: *const c_char,
    _: *const c_char,
    _: *const c_char,
) -> c_int {
    if !rules::ACTIONS.contains(&action) {
        return sys::SQLITE_OK;
    }
    // SAFETY: SQLite gives strings that end with a zero, or null.
    let (first, second) = unsafe { (text(first), text(second)) };
    with(|context| match rules::refuse(action, first.as_deref(), second.as_deref(), context.preparing) {
        None => sys::SQLITE_OK,
        Some(reason) => {
            context.refusal = Some(reason);
            sys::SQLITE_DENY
        }
    })
    .unwrap_or(sys::SQLITE_DENY)
}
