//! Earlier lines, which the arrow keys bring back.

use std::rc::Rc;

use playground_session::client;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::set;
use crate::msg::Cx;

const AT: &str = "data-at";
const DRAFT: &str = "data-draft";

/// Earlier lines, the newest first. At a client's prompt, only the statements given there.
pub(super) fn history(cx: &Cx<'_>) -> Vec<Rc<str>> {
    let lines = cx.view.console.iter().rev().map(|entry| &entry.line);
    match &cx.ui.console.client {
        None => lines.cloned().collect(),
        Some(it) => lines.filter_map(|line| client::statements(&it.connect, line)).map(Rc::from).collect(),
    }
}

/// Returns whether Up and Down recall earlier lines. In a text of several lines they move the caret, unless it was recalled
/// and not edited yet.
pub(super) fn moves_history(area: &HtmlTextAreaElement) -> bool {
    area.has_attribute(AT) || !area.value().contains('\n')
}

/// Recalls an earlier line. `data-at` remembers how far back, and `data-draft` the line that was being typed.
pub(super) fn recall(event: &KeyboardEvent, area: &HtmlTextAreaElement, history: &[Rc<str>], step: i32) {
    event.prevent_default();
    let at: i32 = area.get_attribute(AT).and_then(|s| s.parse().ok()).unwrap_or(0);
    let last = i32::try_from(history.len()).unwrap_or(i32::MAX);
    let to = (at + step).clamp(0, last);
    if to == at {
        return;
    }
    if at == 0 {
        let _ = area.set_attribute(DRAFT, &area.value());
    }
    if let Some(line) = usize::try_from(to - 1).ok().and_then(|i| history.get(i)) {
        set(area, line);
        let _ = area.set_attribute(AT, &to.to_string());
    } else {
        set(area, &area.get_attribute(DRAFT).unwrap_or_default());
        forget(area);
    }
}

/// What is on the line is a line of its own, and no longer one that was recalled.
pub(super) fn forget(area: &HtmlTextAreaElement) {
    for name in [AT, DRAFT] {
        let _ = area.remove_attribute(name);
    }
}
