//! Texts about how a step went, and what it is about.

use playground_session::view::Happened;

use super::language::Text;

pub(crate) const USAGE: Text = Text("Usage");

/// Commands of a step that only set the stage, before they run.
pub(crate) fn set_up(count: usize) -> String {
    if count == 1 { say!("1 command to set up") } else { say!("{count} commands to set up", count) }
}

/// The same once they have run.
pub(crate) fn commands_done(count: usize) -> String {
    if count == 1 { say!("1 command done") } else { say!("{count} commands done", count) }
}

/// What happened to a thing, in a list.
fn happened(what: Happened, name: &str) -> String {
    match what {
        Happened::Lost => say!("{name} can't be used now", name),
        Happened::Damaged => say!("{name} was changed on the disk", name),
        Happened::Created => say!("{name} is new", name),
        Happened::Changed => say!("{name} has changed", name),
        Happened::Deleted => say!("{name} is gone", name),
        Happened::ByItself => say!("{name} has changed on its own", name),
    }
}

/// What changed on the map, which is behind another tab: the thing that matters most, and how many more there are.
pub(crate) fn map_changed(what: Happened, name: &str, more: usize) -> String {
    let what = happened(what, name);
    if more == 0 {
        say!("On the map: {what}", what)
    } else {
        say!("On the map: {what}, and {more} more", what, more)
    }
}

/// What to look at in a panel that is behind another tab.
pub(crate) fn look_there(panel: &str, name: &str) -> String {
    if name.is_empty() {
        say!("Look at: {panel}", panel)
    } else {
        say!("Look at: {panel}, {name}", panel, name)
    }
}
