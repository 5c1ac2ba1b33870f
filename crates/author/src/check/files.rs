//! The command `check`: checks and rewrites files. The caller supplies access to them: the program to the
//! disk, the npm package to the disk of Node.js.

use std::fmt::Write as _;

use playground_session::scenario::{LIMITS, Language, beside, original_of, parse};

use super::report::{counted, report};
use super::{Checked, Finding, Weight, translation};
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

/// Checks one file, and with a scenario those in other languages beside it. Returns what to print about them, and the number
/// of findings that must be corrected.
fn file(disk: &dyn Disk, name: &str, writing: bool) -> Done<(String, usize)> {
    let text = read(disk, name)?;
    if let Some(checked) = translated(disk, name, &text)? {
        return Ok((report(name, &checked, false), checked.to_mend(false)));
    }
    let mut checked = super::text(&text);
    let mut translations = Vec::new();
    for language in parse(&text).map(|scenario| scenario.languages).unwrap_or_default() {
        let beside = beside(name, &language);
        match read(disk, &beside) {
            Ok(there) => translations.push((beside, translation::text(&there, &language, (name, &text)))),
            Err(why) => checked.findings.push(not_there(&text, &language, &why)),
        }
    }
    checked.findings.sort_by_key(|finding| finding.line);
    let new = checked.rewritten.as_ref().filter(|new| writing && **new != text);
    if let Some(new) = new {
        disk.write(name, new)?;
    }
    let written = new.is_some();
    let (mut said, mut to_mend) = (report(name, &checked, written), checked.to_mend(written));
    for (beside, checked) in translations {
        said.push_str(&report(&beside, &checked, false));
        to_mend += checked.to_mend(false);
    }
    Ok((said, to_mend))
}

/// A file's text.
fn read(disk: &dyn Disk, name: &str) -> Done<String> {
    let bytes = disk.read(name, LIMITS.0 + 1)?;
    if bytes.len() > LIMITS.0 {
        return Err(format!("{name}: this file is too long: a scenario can have 256 KiB. Split it in two."));
    }
    String::from_utf8(bytes)
        .map_err(|_| format!("cannot read {name}: it is not text in UTF-8. Save it in that encoding."))
}

/// The result for a file whose name says that it is a scenario's texts in another language. A name such as
/// `intro.aws.md` only looks like it: then there is no other file, and it is a scenario itself.
fn translated(disk: &dyn Disk, name: &str, text: &str) -> Done<Option<Checked>> {
    let Some((own, language)) = original_of(name) else { return Ok(None) };
    match read(disk, &own) {
        Ok(there) => Ok(Some(translation::text(text, &language, (&own, &there)))),
        Err(_) if text.lines().any(|line| line.starts_with("seed:")) => Ok(None),
        Err(why) => Err(format!(
            "{name}: by its name, it has the texts of {own} in the language {}. Put it beside that file. {why}",
            language.tag()
        )),
    }
}

/// The finding for a language that a scenario names and whose file can't be read.
fn not_there(text: &str, language: &Language, why: &str) -> Finding {
    let line =
        (1..).zip(text.lines()).find(|(_, line)| line.starts_with("languages:")).map_or(1, |(line, _)| line);
    let message = format!(
        "This file says that it is there in {0}, but that file can't be used: {why} Put it there, or remove {0} here.",
        language.tag()
    );
    Finding::new(line, Weight::Mend, message)
}
