//! `read`, which gives variables the fields of a line. A loop over `read` is the shell's own: it needs no program.

use std::rc::Rc;

use super::Output;
use crate::shell::Fields;
use crate::state::State;

/// Reads a line of the standard input; `separators` is the `IFS` before the command.
pub(crate) fn read(
    args: &[String],
    separators: Option<String>,
    stdin: &mut Option<Rc<[u8]>>,
    state: &mut State,
) -> Output {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let error = |message: &str| Output::error("read", message, 2);
    let Some(fields) = Fields::read(&words, separators) else {
        return error(
            "nobody types here, so only -r and names of variables can follow. Give it a line by <<<, < FILE or a pipe.",
        );
    };
    let Some(bytes) = stdin.take() else {
        return error(
            "there is nothing to read, and nobody types here. Give it a line by <<<, < FILE or a pipe.",
        );
    };
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let line =
        String::from_utf8_lossy(bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default()).into_owned();
    for (name, value) in fields.values(&line) {
        state.assign(name, value);
    }
    // What is left is for whatever reads next; at the end there is nothing.
    *stdin = Some(end.and_then(|end| bytes.get(end + 1..)).map_or_else(|| Rc::from([]), Rc::from));
    Output { exit_code: u8::from(end.is_none()), work: line.len() + bytes.len() / 64, ..Output::default() }
}
