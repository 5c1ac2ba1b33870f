//! Texts about how a step went, and what it is about.

use playground_session::view::Happened;

pub(crate) const USAGE: &str = "Usage";

/// Commands of a step that only set the stage, before they run.
pub(crate) fn set_up(count: usize) -> String {
    if count == 1 { String::from("1 command to set up") } else { format!("{count} commands to set up") }
}

/// The same once they have run.
pub(crate) fn commands_done(count: usize) -> String {
    if count == 1 { String::from("1 command done") } else { format!("{count} commands done") }
}

/// What happened to a thing, in a list.
fn happened(what: Happened, name: &str) -> String {
    match what {
        Happened::Lost => format!("{name} can’t be used any more"),
        Happened::Damaged => format!("{name} was changed on the disk"),
        Happened::Created => format!("{name} is new"),
        Happened::Changed => format!("{name} has changed"),
        Happened::Deleted => format!("{name} is gone"),
        Happened::ByItself => format!("{name} has changed on its own"),
    }
}

/// What changed on the map, which is behind another tab: the thing that matters most, and how many more there are.
pub(crate) fn map_changed(what: Happened, name: &str, more: usize) -> String {
    let what = happened(what, name);
    if more == 0 { format!("On the map: {what}") } else { format!("On the map: {what}, and {more} more") }
}

/// What to look at in a panel that is behind another tab.
pub(crate) fn look_there(panel: &str, name: &str) -> String {
    if name.is_empty() { format!("Look at: {panel}") } else { format!("Look at: {panel}, {name}") }
}
