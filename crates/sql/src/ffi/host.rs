//! What `sqlite-wasm-rs` needs from its host. The default VFS is ours and asks the job, so most of these
//! functions are never called.

use sqlite_wasm_rs::host::{Error, LocalTime, OK};

#[unsafe(no_mangle)]
extern "C" fn rust_sqlite_wasm_host_sleep(_: u64, _: u32) {}

#[unsafe(no_mangle)]
extern "C" fn rust_sqlite_wasm_host_random(_: *mut u8, _: usize) -> usize {
    0
}

#[unsafe(no_mangle)]
extern "C" fn rust_sqlite_wasm_host_epoch_timestamp_in_ms(_: *mut i64) -> i32 {
    Error::Unsupported as i32
}

#[unsafe(no_mangle)]
extern "C" fn rust_sqlite_wasm_host_fill_entropy(_: *mut u8, _: usize) -> i32 {
    Error::Unsupported as i32
}

/// The local time, which is UTC as on an instance of Aurora.
#[unsafe(no_mangle)]
extern "C" fn rust_sqlite_wasm_host_localtime(seconds: i64, out: *mut LocalTime) -> i32 {
    let Some(time) = utc(seconds) else { return Error::InvalidTime as i32 };
    // SAFETY: sqlite-wasm-rs passes a pointer that can be written to.
    unsafe { out.write(time) };
    OK
}

/// Converts seconds since 1970 to a date of the Gregorian calendar.
fn utc(seconds: i64) -> Option<LocalTime> {
    let number = |value: i64| i32::try_from(value).ok();
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Years begin in March here, so that a leap day is the last day of a year; eras have 400 years.
    // 1970-01-01 is day 719468.
    let from_march = day + 719_468;
    let (era, of_era) = (from_march.div_euclid(146_097), from_march.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let january = month >= 10;
    let calendar_year = era * 400 + year + i64::from(january);
    let leap = (calendar_year % 4 == 0 && calendar_year % 100 != 0) || calendar_year % 400 == 0;
    Some(LocalTime {
        year: number(calendar_year)?,
        month: number(if january { month - 9 } else { month + 3 })?,
        day: number(of_year - (153 * month + 2) / 5 + 1)?,
        hour: number(second / 3_600)?,
        minute: number(second / 60 % 60)?,
        second: number(second % 60)?,
        weekday: number((day + 4).rem_euclid(7))?,
        yearday: number(if january { of_year - 306 } else { of_year + 59 + i64::from(leap) })?,
        is_dst: 0,
        utc_offset_seconds: 0,
    })
}
