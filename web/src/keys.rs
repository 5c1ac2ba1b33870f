//! The keyboard: which key does what. The list that `?` shows and the keys that
//! work are the same table.

use crate::msg::{Msg, Panel};
use crate::share::Share;

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
    row("n", "run this step, then go to the next", || Msg::Advance),
    row("p", "back one step", || Msg::StepBack),
    row("e", "run to the end of the scenario", || Msg::RunAll),
    row("[", "timeline: one command back", || Msg::TimeBack),
    row("]", "timeline: one command forward", || Msg::TimeForward),
    row("u", "undo", || Msg::Undo),
    row("r", "redo", || Msg::Redo),
    row("/", "type in the console", || Msg::Show(Panel::Console, true)),
    row("1", "go to the scenario", || Msg::Show(Panel::Story, true)),
    row("2", "go to the map", || Msg::Show(Panel::Map, true)),
    row("3", "go to the inspector", || Msg::Show(Panel::Inspector, true)),
    row("4", "go to CloudTrail", || Msg::Show(Panel::Trail, true)),
    row("5", "go to the timeline", || Msg::Show(Panel::Timeline, true)),
    row("m", "map as text, map as picture", || Msg::Twin),
    row("s", "share", || Msg::Share(Share::Open)),
    row("t", "light, dark, as the system has it", || Msg::Theme),
    row("?", "this list", || Msg::Help(true)),
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
