//! The command `check`: checks and rewrites files. The caller supplies access to them: the program to the
//! disk, the npm package to the disk of Node.js.

use std::fmt::Write as _;

use playground_session::scenario::LIMITS;

use super::report::{counted, report};
use crate::Done;

/// Access to an author's files. An error is a message of one line that names the file.
pub trait Disk {
    /// Returns a file's bytes, at most the first `limit` of them.
    fn read(&self, path: &str, limit: usize) -> Done<Vec<u8>>;
    /// Replaces the content of a file with a text.
    fn write(&self, path: &str, text: &str) -> Done<()>;
}

/// Runs the command with its arguments, which are files and `--write`. Returns what it prints, and whether
/// all is well.
pub fn command(words: &[String], disk: &dyn Disk) -> Done<(String, bool)> {
    let (flags, files): (Vec<&str>, Vec<&str>) =
        words.iter().map(String::as_str).partition(|word| word.starts_with("--"));
    if let Some(unknown) = flags.iter().find(|flag| **flag != "--write") {
        return Err(format!("check does not take `{unknown}`; it takes files and --write"));
    }
    if files.is_empty() {
        return Err(String::from("check needs a file, for example: check my-lesson.md"));
    }
    let mut out = String::new();
    let mut to_mend = 0;
    for name in &files {
        match file(disk, name, !flags.is_empty()) {
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
        let _ = writeln!(out, "{to_mend} to correct in {}.", counted(files.len(), "file", "files"));
    }
    Ok((out, to_mend == 0))
}

/// Checks one file. Returns what to print about it, and the number of findings that must be corrected.
fn file(disk: &dyn Disk, name: &str, writing: bool) -> Done<(String, usize)> {
    let bytes = disk.read(name, LIMITS.0 + 1)?;
    if bytes.len() > LIMITS.0 {
        return Err(format!("{name}: this file is too long: a scenario can have 256 KiB. Split it in two."));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| format!("cannot read {name}: it is not text in UTF-8. Save it in that encoding."))?;
    let checked = super::text(&text);
    let new = checked.rewritten.as_ref().filter(|new| writing && **new != text);
    if let Some(new) = new {
        disk.write(name, new)?;
    }
    let written = new.is_some();
    Ok((report(name, &checked, written), checked.to_mend(written)))
}
