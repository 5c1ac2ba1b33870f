//! The session's files, and the programs that read, write and list them. They are texts and bytes beside the world,
//! made by `>` or by `tee`.

use std::rc::Rc;

use playground_aws::base64 as coding;

use super::options::{Given, Known};
use super::{Call, Output};
use crate::state::State;

/// The most bytes of a file.
pub(crate) const MAX_FILE: usize = 1 << 20;
/// The most files of a session.
const MAX_FILES: usize = 200;

impl State {
    /// The bytes of a file.
    pub fn file(&self, name: &str) -> Option<&Rc<[u8]>> {
        self.files.get(plain(name))
    }

    /// Writes a file; the text of the error says why that is not possible.
    pub(crate) fn write_file(&mut self, name: &str, bytes: &[u8], append: bool) -> Result<(), String> {
        let name = plain(name);
        let before = self.files.get(name);
        if name.is_empty() || name.ends_with('/') {
            return Err(["\"", name, "\" is no name of a file."].concat());
        }
        if before.is_none() && self.files.iter().count() >= MAX_FILES {
            return Err(String::from("A session holds at most 200 files. Remove some with rm."));
        }
        let old: &[u8] = before.filter(|_| append).map_or(&[], |bytes| bytes);
        if old.len() + bytes.len() > MAX_FILE {
            return Err([name, ": A file holds at most 1 MiB. Write less into it."].concat());
        }
        let whole: Rc<[u8]> = if old.is_empty() { bytes.into() } else { [old, bytes].concat().into() };
        self.assigned += whole.len() as u64;
        self.files.insert_mut(name.into(), whole);
        Ok(())
    }
}

/// A file's name without `./` before it.
fn plain(name: &str) -> &str {
    let mut name = name;
    while let Some(rest) = name.strip_prefix("./") {
        name = rest;
    }
    name
}

/// What a program reads: the files that it names, or its standard input.
pub(super) fn read(call: &mut Call<'_>, names: &[String]) -> Result<Vec<u8>, String> {
    if names.is_empty() {
        return Ok(call.read().to_vec());
    }
    let mut all = Vec::new();
    for name in names {
        match name.as_str() {
            "-" | "/dev/stdin" => all.extend_from_slice(&call.read()),
            "/dev/null" => {}
            name => all.extend_from_slice(call.state.file(name).ok_or_else(|| missing(name))?),
        }
        if all.len() > MAX_FILE * 2 {
            return Err(String::from(
                "These files are longer than 2 MiB together. Read fewer of them at once.",
            ));
        }
    }
    Ok(all)
}

/// The same as a text, without what is not UTF-8.
pub(super) fn read_text(call: &mut Call<'_>, names: &[String]) -> Result<String, String> {
    Ok(String::from_utf8_lossy(&read(call, names)?).into_owned())
}

pub(crate) fn missing(name: &str) -> String {
    [name, ": No such file or directory"].concat()
}

const NONE: Known = Known { flags: "", valued: "", long: &[] };

pub(super) fn cat(call: &mut Call<'_>) -> Result<Output, String> {
    let given = NONE.read(call.args)?;
    let stdout = read(call, &given.operands)?;
    Ok(Output { work: stdout.len(), stdout, ..Output::default() })
}

pub(super) fn tee(call: &mut Call<'_>) -> Result<Output, String> {
    let known = Known { flags: "a", valued: "", long: &[("append", 'a')] };
    let given = known.read(call.args)?;
    let stdout = call.read().to_vec();
    for name in given.operands.iter().filter(|name| *name != "/dev/null") {
        call.state.write_file(name, &stdout, given.has('a'))?;
    }
    Ok(Output { work: stdout.len(), stdout, ..Output::default() })
}

pub(super) fn rm(call: &mut Call<'_>) -> Result<Output, String> {
    let given = Known { flags: "frv", valued: "", long: &[("force", 'f')] }.read(call.args)?;
    let mut output = Output::default();
    for name in &given.operands {
        if call.state.file(name).is_none() {
            if !given.has('f') {
                output.stderr.push_str(&["rm: ", &missing(name), "\n"].concat());
                output.exit_code = 1;
            }
            continue;
        }
        call.state.files = call.state.files.remove(plain(name));
    }
    Ok(output)
}

/// There are no folders: a name may hold slashes.
pub(super) fn mkdir(call: &mut Call<'_>) -> Result<Output, String> {
    Known { flags: "p", valued: "", long: &[] }.read(call.args).map(|_| Output::default())
}

pub(super) fn ls(call: &mut Call<'_>) -> Result<Output, String> {
    let given = Known { flags: "la1", valued: "", long: &[] }.read(call.args)?;
    let mut text = String::new();
    let chosen = |name: &str| given.operands.is_empty() || given.operands.iter().any(|it| plain(it) == name);
    for (name, bytes) in call.state.files.iter().filter(|(name, _)| chosen(name)) {
        if given.has('l') {
            text.push_str(&[&bytes.len().to_string(), "\t"].concat());
        }
        text.push_str(&[name, "\n"].concat());
    }
    if let Some(name) = given.operands.iter().find(|name| call.state.file(name).is_none()) {
        return Err(missing(name));
    }
    Ok(Output::text(text))
}

pub(super) fn base64(call: &mut Call<'_>) -> Result<Output, String> {
    let known =
        Known { flags: "dDi", valued: "w", long: &[("decode", 'd'), ("wrap", 'w'), ("ignore-garbage", 'i')] };
    let given: Given = known.read(call.args)?;
    let bytes = read(call, &given.operands)?;
    if given.has('d') || given.has('D') {
        let text: String = String::from_utf8_lossy(&bytes).chars().filter(|c| !c.is_whitespace()).collect();
        let stdout = coding::decode(&text).ok_or("The input is no base64.")?;
        return Ok(Output { work: bytes.len(), stdout, ..Output::default() });
    }
    let width = given.number('w')?.unwrap_or(76);
    let text = coding::encode(&bytes);
    let mut out = String::with_capacity(text.len() + text.len() / 64 + 1);
    for (at, c) in text.chars().enumerate() {
        if width > 0 && at > 0 && usize::try_from(width).is_ok_and(|width| at % width == 0) {
            out.push('\n');
        }
        out.push(c);
    }
    if width > 0 && !out.is_empty() {
        out.push('\n');
    }
    Ok(Output::text(out))
}
