//! Errors that stop a command: one line for the person (what, why, what to do).

use std::fmt;

/// The result of a step that may stop the command.
pub(crate) type Done<T> = Result<T, Problem>;

/// One line: what went wrong, why, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem(String);

impl Problem {
    /// Makes an error of this line.
    pub(crate) fn new(line: impl Into<String>) -> Self {
        Self(line.into())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Converts an I/O error into a line that names the file.
pub(crate) trait Named<T> {
    /// `doing` is what was attempted with `path`: "read", "write", "copy".
    fn named(self, doing: &str, path: &std::path::Path) -> Done<T>;
}

impl<T> Named<T> for std::io::Result<T> {
    fn named(self, doing: &str, path: &std::path::Path) -> Done<T> {
        self.map_err(|error| Problem::new(format!("cannot {doing} {}: {error}", path.display())))
    }
}
