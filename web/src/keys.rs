//! The keyboard: which key does what. The list that `?` shows and the keys that
//! work are the same table.

use crate::msg::{Msg, Panel};
use crate::share::Share;
use crate::text;

/// One shortcut.
pub(crate) struct Shortcut {
    /// As `KeyboardEvent.key` has it, and as the reader sees it.
    pub(crate) key: &'static str,
    /// What it does.
    pub(crate) does: &'static str,
    msg: fn() -> Msg,
}

/// Every shortcut, in the order of the list.
pub(crate) const SHORTCUTS: &[Shortcut] = &[
    row("n", text::DOES_ADVANCE, || Msg::Advance),
    row("p", text::DOES_BACK, || Msg::StepBack),
    row("e", text::DOES_RUN_ALL, || Msg::RunAll),
    row("[", text::DOES_TIME_BACK, || Msg::TimeBack),
    row("]", text::DOES_TIME_FORWARD, || Msg::TimeForward),
    row("u", text::DOES_UNDO, || Msg::Undo),
    row("r", text::DOES_REDO, || Msg::Redo),
    row("/", text::DOES_CONSOLE, || Msg::Show(Panel::Console, true)),
    row("1", text::DOES_STORY, || Msg::Show(Panel::Story, true)),
    row("2", text::DOES_MAP, || Msg::Show(Panel::Map, true)),
    row("3", text::DOES_INSPECTOR, || Msg::Show(Panel::Inspector, true)),
    row("4", text::DOES_TRAIL, || Msg::Show(Panel::Trail, true)),
    row("5", text::DOES_TIMELINE, || Msg::Show(Panel::Timeline, true)),
    row("m", text::DOES_TWIN, || Msg::Twin),
    row("s", text::DOES_SHARE, || Msg::Share(Share::Open)),
    row("t", text::DOES_THEME, || Msg::Theme),
    row("?", text::DOES_HELP, || Msg::Help(true)),
];

const fn row(key: &'static str, does: &'static str, msg: fn() -> Msg) -> Shortcut {
    Shortcut { key, does, msg }
}

/// What a key does when the reader is not typing.
pub(crate) fn message(key: &str) -> Option<Msg> {
    SHORTCUTS.iter().find(|s| s.key == key).map(|s| (s.msg)())
}

#[cfg(test)]
mod tests {
    use super::SHORTCUTS;

    #[test]
    fn no_key_does_two_things() {
        for (at, one) in SHORTCUTS.iter().enumerate() {
            assert!(SHORTCUTS.iter().skip(at + 1).all(|other| other.key != one.key), "{}", one.key);
        }
    }
}
