//! SQL's mathematical functions. SQLite's own call the C library, which differs between systems in the last
//! digit of results. These are the same everywhere, so that `sin(1)` has the same bytes in the browser.

use core::f64::consts::PI;
use core::ffi::{CStr, c_int};

use super::connection::called;
use super::{Connection, Failure, sys};

/// A function of one or more numbers. Its result is `None`, which is NULL, for numbers that it is not defined
/// for.
#[derive(Clone, Copy)]
enum Function {
    Constant(f64),
    Of1(fn(f64) -> f64),
    Of2(fn(f64, f64) -> f64),
    /// Rounds to a whole number; an integer stays as it is.
    Round(fn(f64) -> f64),
    /// A function of a positive number.
    Log(fn(f64) -> f64),
    /// A function of a positive number and a base.
    LogTo,
}

impl Function {
    fn arguments(self) -> c_int {
        match self {
            Self::Constant(_) => 0,
            Self::Of1(_) | Self::Round(_) | Self::Log(_) => 1,
            Self::Of2(_) | Self::LogTo => 2,
        }
    }

    fn apply(self, numbers: &[f64]) -> Option<f64> {
        match (self, numbers) {
            (Self::Constant(it), []) => Some(it),
            (Self::Of1(f) | Self::Round(f), [x]) => Some(f(*x)),
            (Self::Of2(f), [x, y]) => Some(f(*x, *y)),
            (Self::Log(f), [x]) if *x > 0.0 => Some(f(*x)),
            (Self::LogTo, [base, x]) if *base > 1.0 && *x > 0.0 => Some(libm::log(*x) / libm::log(*base)),
            _ => None,
        }
    }
}

static FUNCTIONS: [(&CStr, Function); 30] = [
    (c"acos", Function::Of1(libm::acos)),
    (c"acosh", Function::Of1(libm::acosh)),
    (c"asin", Function::Of1(libm::asin)),
    (c"asinh", Function::Of1(libm::asinh)),
    (c"atan", Function::Of1(libm::atan)),
    (c"atan2", Function::Of2(libm::atan2)),
    (c"atanh", Function::Of1(libm::atanh)),
    (c"ceil", Function::Round(libm::ceil)),
    (c"ceiling", Function::Round(libm::ceil)),
    (c"cos", Function::Of1(libm::cos)),
    (c"cosh", Function::Of1(libm::cosh)),
    (c"degrees", Function::Of1(|x| x * (180.0 / PI))),
    (c"exp", Function::Of1(libm::exp)),
    (c"floor", Function::Round(libm::floor)),
    (c"ln", Function::Log(libm::log)),
    (c"log", Function::Log(libm::log10)),
    (c"log", Function::LogTo),
    (c"log10", Function::Log(libm::log10)),
    (c"log2", Function::Log(libm::log2)),
    (c"mod", Function::Of2(libm::fmod)),
    (c"pi", Function::Constant(PI)),
    (c"pow", Function::Of2(libm::pow)),
    (c"power", Function::Of2(libm::pow)),
    (c"radians", Function::Of1(|x| x * (PI / 180.0))),
    (c"sin", Function::Of1(libm::sin)),
    (c"sinh", Function::Of1(libm::sinh)),
    (c"sqrt", Function::Of1(libm::sqrt)),
    (c"tan", Function::Of1(libm::tan)),
    (c"tanh", Function::Of1(libm::tanh)),
    (c"trunc", Function::Round(libm::trunc)),
];

/// Adds the functions to a connection.
pub(super) fn add(connection: &Connection) -> Result<(), Failure> {
    FUNCTIONS.iter().try_for_each(|(name, function)| {
        connection.add_function(name, function.arguments(), function, call, 0)
    })
}

unsafe extern "C" fn call(
    context: *mut sys::sqlite3_context,
    count: c_int,
    values: *mut *mut sys::sqlite3_value,
) {
    // SAFETY: SQLite's arguments, for a function that `add` has added with a `Function`.
    let (values, function) = unsafe { called::<Function>(context, count, values) };
    let mut numbers = [0.0; 2];
    for (number, value) in numbers.iter_mut().zip(values) {
        // SAFETY: SQLite's values are valid during the call.
        match unsafe { sys::sqlite3_value_numeric_type(*value) } {
            sys::SQLITE_INTEGER if matches!(function, Function::Round(_)) => {
                // SAFETY: as above.
                return unsafe { sys::sqlite3_result_int64(context, sys::sqlite3_value_int64(*value)) };
            }
            // SAFETY: as above.
            sys::SQLITE_INTEGER | sys::SQLITE_FLOAT => *number = unsafe { sys::sqlite3_value_double(*value) },
            _ => return,
        }
    }
    let result = numbers.get(..values.len()).and_then(|numbers| function.apply(numbers));
    if let Some(result) = result {
        // SAFETY: as above.
        unsafe { sys::sqlite3_result_double(context, result) };
    }
}
