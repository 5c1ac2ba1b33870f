//! Puts the functions of [`search`](crate::search) in the place of SQLite's.

use core::ffi::c_int;
use core::{ptr, slice};
use std::ffi::CString;

use super::connection::called;
use super::{Connection, Failure, sys, with};
use crate::search::{self, Sides, Wildcards};

#[derive(Clone, Copy)]
enum Function {
    Instr,
    Replace,
    Like(Wildcards),
    Trim(Sides),
    Unhex,
}

const LIKE: Function =
    Function::Like(Wildcards { all: b'%' as u32, one: b'_' as u32, escape: 0, sets: false, fold: true });
const GLOB: Function =
    Function::Like(Wildcards { all: b'*' as u32, one: b'?' as u32, escape: 0, sets: true, fold: false });

static FUNCTIONS: [(&str, c_int, Function); 9] = [
    ("instr", 2, Function::Instr),
    ("replace", 3, Function::Replace),
    ("like", 2, LIKE),
    ("like", 3, LIKE),
    ("glob", 2, GLOB),
    ("trim", 2, Function::Trim(Sides { left: true, right: true })),
    ("ltrim", 2, Function::Trim(Sides { left: true, right: false })),
    ("rtrim", 2, Function::Trim(Sides { left: false, right: true })),
    ("unhex", 2, Function::Unhex),
];

/// The number of comparisons between two requests for leave, and the steps that they count as.
const OFTEN: usize = 10_000;
const AS_STEPS: u32 = 4_000;
/// The bytes whose reading takes as long as a step.
const BYTES: usize = 256;

/// Adds the functions to a connection. Tests give them other names, to compare them with SQLite's.
pub(super) fn add(connection: &Connection, prefix: &str) -> Result<(), Failure> {
    FUNCTIONS.iter().try_for_each(|(name, arguments, function)| {
        let name = CString::new([prefix, name].concat()).unwrap_or_default();
        connection.add_function(&name, *arguments, function, call, 0)
    })
}

/// A result other than a value.
enum Other {
    TooBig,
    Interrupted,
    Words(&'static str),
}

enum Outcome {
    Null,
    Number(usize),
    Text(Vec<u8>),
    Blob(Vec<u8>),
}

unsafe extern "C" fn call(
    context: *mut sys::sqlite3_context,
    count: c_int,
    values: *mut *mut sys::sqlite3_value,
) {
    // SAFETY: SQLite's arguments, for a function that `add` has added with a `Function`.
    let (values, function) = unsafe { called::<Function>(context, count, values) };
    // SAFETY: the context is that of this call.
    let limit = |id| unsafe { sys::sqlite3_limit(sys::sqlite3_context_db_handle(context), id, -1) };
    let limit = |id| usize::try_from(limit(id)).unwrap_or_default();
    // SAFETY: the values are valid during the call, not changed, and nobody else reads them meanwhile.
    let arguments: Vec<_> = values.iter().map(|value| unsafe { bytes(*value) }).collect();
    // Reading them takes as long as some steps, and there may be many such calls in a row.
    let read: usize = arguments.iter().flatten().map(|(bytes, _)| bytes.len()).sum();
    with(|context| context.go_on(u32::try_from(read / BYTES).unwrap_or(u32::MAX)));
    // SAFETY: bytes are given with their length and what frees them; words are copied; there is one result.
    unsafe {
        match apply(*function, &arguments, limit) {
            Ok(Outcome::Null) => {}
            Ok(Outcome::Number(number)) => {
                sys::sqlite3_result_int64(context, i64::try_from(number).unwrap_or(i64::MAX));
            }
            Ok(Outcome::Text(text)) => {
                let Some((place, length)) = in_memory_of_sqlite(&text) else {
                    return sys::sqlite3_result_error_nomem(context);
                };
                sys::sqlite3_result_text(context, place.cast(), length, Some(sys::sqlite3_free));
            }
            Ok(Outcome::Blob(bytes)) => {
                let Some((place, length)) = in_memory_of_sqlite(&bytes) else {
                    return sys::sqlite3_result_error_nomem(context);
                };
                sys::sqlite3_result_blob(context, place.cast(), length, Some(sys::sqlite3_free));
            }
            Err(Other::TooBig) => sys::sqlite3_result_error_toobig(context),
            Err(Other::Interrupted) => sys::sqlite3_result_error_code(context, sys::SQLITE_INTERRUPT),
            Err(Other::Words(words)) => {
                let length = c_int::try_from(words.len()).unwrap_or_default();
                sys::sqlite3_result_error(context, words.as_ptr().cast(), length);
            }
        }
    }
}

/// Copies bytes to SQLite's memory, so that its limit holds, with a zero behind them, as texts have. `None` if
/// there is no memory; otherwise somebody has to free it.
fn in_memory_of_sqlite(bytes: &[u8]) -> Option<(*mut u8, c_int)> {
    // SAFETY: takes a number only.
    let place = unsafe { sys::sqlite3_malloc64(bytes.len() as u64 + 1) }.cast::<u8>();
    if place.is_null() {
        return None;
    }
    // SAFETY: there is room for one byte more than is copied.
    unsafe {
        ptr::copy_nonoverlapping(bytes.as_ptr(), place, bytes.len());
        place.add(bytes.len()).write(0);
    }
    Some((place, c_int::try_from(bytes.len()).unwrap_or(c_int::MAX)))
}

/// The bytes of a value, and whether they are a blob; `None` for NULL.
///
/// # Safety
/// The value is valid, and not changed as long as the bytes are used.
unsafe fn bytes<'a>(value: *mut sys::sqlite3_value) -> Option<(&'a [u8], bool)> {
    // SAFETY: guaranteed by the caller. A text is asked for before its length.
    unsafe {
        let blob = sys::sqlite3_value_type(value) == sys::SQLITE_BLOB;
        let start: *const u8 =
            if blob { sys::sqlite3_value_blob(value).cast() } else { sys::sqlite3_value_text(value).cast() };
        let length = usize::try_from(sys::sqlite3_value_bytes(value)).unwrap_or_default();
        match (start.is_null(), blob) {
            (true, true) => Some((&[], true)),
            (true, false) => None,
            (false, _) => Some((slice::from_raw_parts(start, length), blob)),
        }
    }
}

fn apply(
    function: Function,
    arguments: &[Option<(&[u8], bool)>],
    limit: impl Fn(c_int) -> usize,
) -> Result<Outcome, Other> {
    match (function, arguments) {
        (Function::Instr, [Some((hay, blob)), Some((needle, also))]) => {
            Ok(Outcome::Number(search::instr(hay, needle, !(*blob && *also))))
        }
        (Function::Replace, [Some((text, _)), Some((pattern, _)), by]) => {
            if matches!(pattern.first(), None | Some(0)) {
                return Ok(Outcome::Text(text.to_vec()));
            }
            let Some((by, _)) = by else { return Ok(Outcome::Null) };
            let most = limit(sys::SQLITE_LIMIT_LENGTH);
            search::replace(text, pattern, by, most).map(Outcome::Text).ok_or(Other::TooBig)
        }
        (Function::Like(wild), [pattern, text, escape @ ..]) => {
            let length = pattern.map_or(0, |(pattern, _)| pattern.len());
            if length > limit(sys::SQLITE_LIMIT_LIKE_PATTERN_LENGTH) {
                return Err(Other::Words("LIKE or GLOB pattern too complex"));
            }
            let wild = match escape {
                [] => wild,
                [Some((escape, _)), ..] => escaped(wild, escape)?,
                [None, ..] => return Ok(Outcome::Null),
            };
            let (Some((pattern, _)), Some((text, _))) = (pattern, text) else { return Ok(Outcome::Null) };
            let matches = search::matches(pattern, text, wild, &mut leave()).ok_or(Other::Interrupted)?;
            Ok(Outcome::Number(usize::from(matches)))
        }
        (Function::Trim(sides), [Some((text, _)), Some((set, _))]) => {
            let rest = search::trim(text, set, sides, &mut leave()).ok_or(Other::Interrupted)?;
            Ok(Outcome::Text(text.get(rest).unwrap_or_default().to_vec()))
        }
        (Function::Unhex, [Some((text, _)), Some((between, _))]) => {
            Ok(search::unhex(text, between).map_or(Outcome::Null, Outcome::Blob))
        }
        _ => Ok(Outcome::Null),
    }
}

/// Asks the disk for leave from time to time.
fn leave() -> impl FnMut(usize) -> Option<()> {
    let mut spent = 0;
    move |work| {
        spent += work;
        if spent < OFTEN {
            return Some(());
        }
        spent = 0;
        with(|context| context.go_on(AS_STEPS)).unwrap_or(true).then_some(())
    }
}

/// The wildcards with an escape character, which may be one of them.
fn escaped(wild: Wildcards, escape: &[u8]) -> Result<Wildcards, Other> {
    let (code, end) = search::character(escape, 0);
    if code == 0 || search::character(escape, end).0 != 0 {
        return Err(Other::Words("ESCAPE expression must be a single character"));
    }
    let unless = |wildcard| if wildcard == code { 0 } else { wildcard };
    Ok(Wildcards { all: unless(wild.all), one: unless(wild.one), escape: code, ..wild })
}
