//! Files that are checked, and written.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use playground_session::scenario::LIMITS;

use super::report::{counted, report};
use crate::{Done, read, write};

/// Checks files; gives what there is to say about them, and whether all is well.
pub fn check(paths: &[PathBuf], writing: bool) -> (String, bool) {
    let mut out = String::new();
    let mut to_mend = 0;
    for path in paths {
        match file(path, writing) {
            Ok((said, more)) => {
                out.push_str(&said);
                to_mend += more;
            }
            Err(problem) => {
                let _ = writeln!(out, "{problem}");
                to_mend += 1;
            }
        }
    }
    if to_mend > 0 {
        let _ = writeln!(out, "{to_mend} to mend in {}.", counted(paths.len(), "file", "files"));
    }
    (out, to_mend == 0)
}

/// Checks one file; gives what there is to say about it, and how much of that is to be mended.
fn file(path: &Path, writing: bool) -> Done<(String, usize)> {
    let name = path.display().to_string();
    if std::fs::metadata(path).is_ok_and(|about| about.len() > LIMITS.0 as u64) {
        return Err(format!("{name}: this file is too long: a scenario can have 256 KiB. Make two of it."));
    }
    let text = read(path)?;
    let checked = super::text(&text);
    let new = checked.rewritten.as_ref().filter(|new| writing && **new != text);
    if let Some(new) = new {
        write(path, new)?;
    }
    let written = new.is_some();
    Ok((report(&name, &checked, written), checked.to_mend(written)))
}
