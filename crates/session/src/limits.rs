//! The limits of a session, so that no link, file or pasted text freezes the tab.
//!
//! A text that is refused here leaves no entry, since it was never run. Limits of a single command are where
//! it is carried out: expansion in `shell`, waiting in the core, `--query` in the CLI.

use playground_core::database::Pause;

pub use playground_aws::hides;

use crate::engine;

/// The longest text that is run at once, in bytes.
pub const MAX_TEXT: usize = 65_536;
/// The most bytes of a file that is dropped on the page: as base64 in a command they are not longer than [`MAX_TEXT`].
pub const MAX_DROPPED: usize = 48_000;
/// The most files that are dropped at once.
pub const MAX_AT_ONCE: usize = 20;
/// The most characters of a dropped file's name.
pub const MAX_NAME: usize = 100;
/// The most entries of a session, on all branches.
pub const MAX_ENTRIES: usize = 5_000;
/// The most bytes of all lines of a session together.
pub const MAX_LINES: usize = 1 << 20;
/// The most bytes that all commands of a session may have printed.
pub const MAX_PRINTED: usize = 64 << 20;

/// The most bytes that all states of a session may take, beside those that states share.
pub const MAX_HISTORY: u64 = 256 << 20;

/// Why a text was not run. It left no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRun {
    /// What is wrong and what to do, in one or two sentences.
    pub message: String,
    /// What the text has to wait for. In that case nothing is wrong, and the same text can be run later.
    pub waits: Option<Pause>,
}

impl NotRun {
    /// A text that can't be run.
    pub(crate) fn because(message: String) -> Self {
        Self { message, waits: None }
    }
}

impl From<Pause> for NotRun {
    fn from(pause: Pause) -> Self {
        Self { message: engine::words(pause), waits: Some(pause) }
    }
}

impl core::fmt::Display for NotRun {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.message)
    }
}

/// The present size of a session.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Held {
    pub(crate) lines: usize,
    pub(crate) printed: usize,
    /// The bytes of all states, and the most that they may be.
    pub(crate) history: (u64, u64),
}

/// Checks whether so many commands with this text can still be run.
pub(crate) fn allow(held: Held, entries: usize, commands: usize, text: &str) -> Result<(), NotRun> {
    let full = "Start a new session, or export this one and go on from there.";
    if entries + commands > MAX_ENTRIES {
        return not_run(&["A session holds at most 5,000 commands. ", full]);
    }
    if held.lines + text.len() > MAX_LINES {
        return not_run(&["The commands of this session are longer than 1 MiB together. ", full]);
    }
    if held.printed > MAX_PRINTED {
        return not_run(&["The commands of this session have printed more than 64 MiB. ", full]);
    }
    let (history, most) = held.history;
    if history > most {
        let (history, most) = (mebibytes(history), mebibytes(most));
        return not_run(&[
            "The past of this session, to which you can go back, holds ",
            &history,
            " MiB of pages and records, and ",
            &most,
            " MiB are the most. ",
            full,
        ]);
    }
    Ok(())
}

/// Checks whether a text can be run at all: it is not too long and contains nothing that hides what it says.
pub(crate) fn check_text(text: &str) -> Result<(), NotRun> {
    if text.len() > MAX_TEXT {
        return not_run(&["At most 65,536 bytes can be run at once. Run this in parts."]);
    }
    if let Some(c) = text.chars().find(|c| hides(*c) && !matches!(c, '\n' | '\r' | '\t')) {
        let sign = sign(c);
        return not_run(&["A command can't contain the invisible character ", &sign, ". Remove it."]);
    }
    Ok(())
}

fn mebibytes(bytes: u64) -> String {
    bytes.div_ceil(1 << 20).to_string()
}

fn not_run(parts: &[&str]) -> Result<(), NotRun> {
    Err(NotRun::because(parts.concat()))
}

/// A character's code point: `U+202E`.
pub(crate) fn sign(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_cannot_be_run_say_why() {
        let long = "x".repeat(MAX_TEXT + 1);
        for (text, why) in [
            (long.as_str(), "65,536 bytes"),
            ("echo \u{0}", "U+0000"),
            ("echo \u{1b}[31m", "U+001B"),
            ("echo \u{202e}", "U+202E"),
            ("echo \u{2066}", "U+2066"),
            ("echo \u{85}", "U+0085"),
        ] {
            let refused = check_text(text).unwrap_err();
            assert!(refused.message.contains(why), "{refused}");
        }
        for text in ["", "echo a\\\r\n\tb", "echo 'שלום é 😀 \u{200f}'", &long[1..]] {
            assert_eq!(check_text(text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn a_full_session_takes_no_more() {
        let held = |lines, printed| Held { lines, printed, history: (MAX_HISTORY, MAX_HISTORY) };
        let past = Held { history: (MAX_HISTORY + 1, MAX_HISTORY), ..held(0, 0) };
        for (held, entries, why) in [
            (held(0, 0), MAX_ENTRIES, "5,000"),
            (held(MAX_LINES, 0), 0, "1 MiB"),
            (held(0, MAX_PRINTED + 1), 0, "64 MiB"),
            (past, 0, "holds 257 MiB of pages and records, and 256 MiB are the most."),
        ] {
            let refused = allow(held, entries, 1, "x").unwrap_err();
            assert!(refused.message.contains(why), "{refused}");
        }
        assert!(allow(held(MAX_LINES - 1, MAX_PRINTED), MAX_ENTRIES - 1, 1, "x").is_ok());
    }
}
