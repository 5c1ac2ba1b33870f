//! The parts of the page's program that are files of their own and are loaded when something first needs them: what they
//! are, where each begins, and which of them are here.
//!
//! A part has every function and text that is reached only through the functions declared with [`begins!`]: the build finds
//! out which, from the linker's relocations (`crates/xtask/src/module/apart.rs`). Who loads them: `web/src/parts.rs`.
//! Everywhere else the program is in one piece, and everything is always here.

#[cfg(all(target_family = "wasm", feature = "apart"))]
use std::sync::atomic::{AtomicU32, Ordering};

macro_rules! parts {
    ($($(#[$meta:meta])* $part:ident),* $(,)?) => {
        /// A part of the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Part {
            $($(#[$meta])* $part,)*
        }

        impl Part {
            /// The name that the build knows it by.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$part => stringify!($part),)*
                }
            }
        }
    };
}

parts! {
    /// "Your own account": files, findings, plans and runbooks, on the page and in the shell.
    OwnAccount,
    /// What a session is written to a file as: a script, a handout, a trace, a picture.
    Files,
    /// The programs that scripts use beside `aws`, such as `jq`.
    Programs,
}

/// The parts that are here, a bit for each.
#[cfg(all(target_family = "wasm", feature = "apart"))]
static HERE: AtomicU32 = AtomicU32::new(0);

#[cfg(all(target_family = "wasm", feature = "apart"))]
impl Part {
    const fn bit(self) -> u32 {
        1 << (self as u32)
    }

    /// Returns whether its functions can be called.
    pub fn is_here(self) -> bool {
        HERE.load(Ordering::Relaxed) & self.bit() != 0
    }

    /// Remembers that it has been loaded. Whoever says so too early is stopped by the browser at the first call.
    pub fn came(self) {
        HERE.fetch_or(self.bit(), Ordering::Relaxed);
    }
}

#[cfg(not(all(target_family = "wasm", feature = "apart")))]
impl Part {
    /// Returns whether its functions can be called.
    pub const fn is_here(self) -> bool {
        true
    }

    /// Remembers that it has been loaded.
    pub const fn came(self) {}
}

/// Declares a function that a part begins with: `begins! { Part "01": fn name(…) -> Type { … } }`. The number tells the
/// beginnings of the page's program apart, in two hexadecimal digits; one that is taken is an error of the linker. The
/// function returns its result, or the part that has to be loaded first, in which case nothing has been done.
///
/// What the part shall have must not be reached in another way: by a table of functions that others look into, for example.
#[cfg(all(target_family = "wasm", feature = "apart"))]
#[macro_export]
macro_rules! begins {
    ($part:ident $number:literal: $(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $returns:ty $body:block) => {
        $(#[$meta])*
        $vis fn $name($($arg: $type),*) -> ::core::result::Result<$returns, $crate::Part> {
            // The names and the module are those that wasm_split_cli_support looks for. It turns the import into a call of
            // the export, through the table of functions. Both are compiled here, so what C's compilers know of the types
            // doesn't matter.
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            #[expect(improper_ctypes, reason = "see above")]
            unsafe extern "C" {
                #[link_name = concat!("__wasm_split_00", stringify!($part), "00_import_000000000000000000000000000000", $number)]
                safe fn outside($($arg: $type),*) -> $returns;
            }
            #[expect(improper_ctypes_definitions, reason = "see above")]
            #[unsafe(export_name = concat!("__wasm_split_00", stringify!($part), "00_export_000000000000000000000000000000", $number))]
            extern "C" fn inside($($arg: $type),*) -> $returns $body
            if !$crate::Part::$part.is_here() {
                return Err($crate::Part::$part);
            }
            Ok(outside($($arg),*))
        }
    };
}

/// Declares a function that a part begins with. Here the program is in one piece: the function is called.
#[cfg(not(all(target_family = "wasm", feature = "apart")))]
#[macro_export]
macro_rules! begins {
    ($part:ident $number:literal: $(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $returns:ty $body:block) => {
        $(#[$meta])*
        $vis fn $name($($arg: $type),*) -> ::core::result::Result<$returns, $crate::Part> {
            fn inside($($arg: $type),*) -> $returns $body
            Ok(inside($($arg),*))
        }
    };
}
