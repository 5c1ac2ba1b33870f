//! The keyboard: which key does what. The list that `?` shows and the keys that
//! work are the same table.

use playground_session::sorted;

use crate::help::Help;
use crate::msg::Msg;
use crate::panels::PANELS;
use crate::panels::map::Map;
use crate::panels::story::Story;
use crate::panels::timeline::Time;
use crate::share::Share;
use crate::text::{self, Text};

/// One shortcut.
pub(crate) struct Shortcut {
    /// The value of `KeyboardEvent.key`, which is also what the reader sees.
    pub(crate) key: &'static str,
    /// What it does.
    pub(crate) does: Text,
    msg: Msg,
}

/// Every shortcut, in the order of the list.
pub(crate) fn shortcuts() -> Vec<Shortcut> {
    let row = |key, does, msg| Shortcut { key, does, msg };
    let mut all = vec![
        row("n", text::DOES_ADVANCE, Msg::Story(Story::Advance)),
        row("p", text::DOES_BACK, Msg::Story(Story::Back)),
        row("e", text::DOES_RUN_ALL, Msg::Story(Story::RunAll)),
        row("[", text::DOES_TIME_BACK, Msg::Time(Time::Back)),
        row("]", text::DOES_TIME_FORWARD, Msg::Time(Time::Forward)),
        row("u", text::DOES_UNDO, Msg::Time(Time::Undo)),
        row("r", text::DOES_REDO, Msg::Time(Time::Redo)),
    ];
    let letters = ["a", "b", "c", "d"].into_iter().zip(text::DOES_ANSWER).enumerate();
    all.extend(letters.map(|(choice, (key, does))| row(key, does, Msg::Story(Story::Guess { choice }))));
    let go = |panel| Msg::Show { panel, focus: true };
    let panels = PANELS.iter().map(|panel| row(panel.row().key, panel.row().does, go(*panel)));
    all.extend(sorted(panels.collect(), |one, other| one.key.cmp(other.key)));
    all.extend([
        row("m", text::DOES_TWIN, Msg::Map(Map::Twin)),
        row("s", text::DOES_SHARE, Msg::Share(Share::Open)),
        row("t", text::DOES_THEME, Msg::Help(Help::Theme)),
        row("?", text::DOES_HELP, Msg::Help(Help::Show { open: true })),
    ]);
    all
}

/// Returns whether a key that is held down acts again and again: moves back and forth in time do, while running step after
/// step, or opening and closing, would skip what the first press has brought.
pub(crate) const fn repeats(msg: &Msg) -> bool {
    matches!(msg, Msg::Time(_))
}

/// The message of a key that is pressed outside a text field. Capitals count as well: Caps Lock may be on.
pub(crate) fn message(key: &str) -> Option<Msg> {
    shortcuts().into_iter().find(|s| s.key.eq_ignore_ascii_case(key)).map(|s| s.msg)
}

#[cfg(test)]
mod tests {
    use super::shortcuts;

    #[test]
    fn no_key_does_two_things() {
        let all = shortcuts();
        for (at, one) in all.iter().enumerate() {
            assert!(
                all.iter().skip(at + 1).all(|other| !other.key.eq_ignore_ascii_case(one.key)),
                "{}",
                one.key
            );
        }
    }
}
