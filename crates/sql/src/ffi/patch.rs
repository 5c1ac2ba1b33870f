//! `json_patch` with a limit. SQLite's compares each member of the patch with each of the target, and of those
//! that it has added, in one step of its machine. It is asked on a connection of its own, where it still has
//! its name.

use core::ffi::{CStr, c_int, c_uint};
use core::ptr;

use super::connection::called;
use super::{Connection, Failure, sys};

struct Function {
    sql: &'static CStr,
    /// What SQLite gives as the subtype of JSON texts; 0 for bytes.
    subtype: c_uint,
}

static FUNCTIONS: [(&CStr, Function); 2] = [
    (c"json_patch", Function { sql: c"SELECT json_patch(?1, ?2)", subtype: b'J' as c_uint }),
    (c"jsonb_patch", Function { sql: c"SELECT jsonb_patch(?1, ?2)", subtype: 0 }),
];

/// The most pairs of bytes that are compared: some milliseconds.
const MOST: u64 = 1 << 28;
const TOO_LARGE: &CStr = c"json_patch takes objects of 11 KiB here, or a larger one and a smaller patch";

pub(super) fn add(connection: &Connection) -> Result<(), Failure> {
    let flags = sys::SQLITE_RESULT_SUBTYPE;
    FUNCTIONS.iter().try_for_each(|(name, function)| connection.add_function(name, 2, function, call, flags))
}

unsafe extern "C" fn call(
    context: *mut sys::sqlite3_context,
    count: c_int,
    values: *mut *mut sys::sqlite3_value,
) {
    // SAFETY: SQLite's arguments, for a function that `add` has added with a `Function`.
    let (values, function) = unsafe { called::<Function>(context, count, values) };
    // SAFETY: the values are valid during the call.
    let length =
        |value: &*mut _| u64::try_from(unsafe { sys::sqlite3_value_bytes(*value) }).unwrap_or_default();
    let [target, patch] = [values.first(), values.last()].map(|value| value.map_or(0, length));
    if (target + patch) * patch > MOST {
        // SAFETY: the words are copied.
        return unsafe { sys::sqlite3_result_error(context, TOO_LARGE.as_ptr(), -1) };
    }
    let (mut db, mut statement) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: texts end with a zero, both results can be written to, results are copied before what they belong to is
    // closed, and all of these take null: without memory there may be no connection.
    unsafe {
        sys::sqlite3_open_v2(c":memory:".as_ptr(), &raw mut db, sys::SQLITE_OPEN_READWRITE, ptr::null());
        sys::sqlite3_prepare_v2(db, function.sql.as_ptr(), -1, &raw mut statement, ptr::null_mut());
        for (value, place) in values.iter().zip(1..) {
            sys::sqlite3_bind_value(statement, place, *value);
        }
        if sys::sqlite3_step(statement) == sys::SQLITE_ROW {
            sys::sqlite3_result_value(context, sys::sqlite3_column_value(statement, 0));
            if sys::sqlite3_column_type(statement, 0) == sys::SQLITE_TEXT {
                sys::sqlite3_result_subtype(context, function.subtype);
            }
        } else {
            sys::sqlite3_result_error(context, sys::sqlite3_errmsg(db), -1);
        }
        sys::sqlite3_finalize(statement);
        sys::sqlite3_close(db);
    }
}
