//! The command `check`: files that are checked, and written. Where they are is its caller's: the program has the disk's, the
//! npm package those of Node.js.

use std::fmt::Write as _;

use playground_session::scenario::LIMITS;

use super::report::{counted, report};
use crate::Done;

/// Where an author's files are. An error is one line for the person, which names the file.
pub trait Disk {
    /// Gives a file's bytes; of one that is longer than `limit`, the first `limit`.
    fn read(&self, path: &str, limit: usize) -> Done<Vec<u8>>;
    /// Puts a text in place of what a file holds.
    fn write(&self, path: &str, text: &str) -> Done<()>;
}

/// Does what these words ask for: they are files and `--write`. Gives what there is to say, and whether all is well.
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
        let _ = writeln!(out, "{to_mend} to mend in {}.", counted(files.len(), "file", "files"));
    }
    Ok((out, to_mend == 0))
}

/// Checks one file; gives what there is to say about it, and how much of that is to be mended.
fn file(disk: &dyn Disk, name: &str, writing: bool) -> Done<(String, usize)> {
    let bytes = disk.read(name, LIMITS.0 + 1)?;
    if bytes.len() > LIMITS.0 {
        return Err(format!("{name}: this file is too long: a scenario can have 256 KiB. Make two of it."));
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
