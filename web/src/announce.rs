//! What a screen reader is told after a change: one or two sentences for the live region.

use playground_session::view::View;

use crate::text;

/// One sentence about what changed, for the live region.
pub(crate) fn announce(old: &View, new: &View) -> String {
    let mut s = String::new();
    if new.timeline.position != old.timeline.position || new.timeline.digest != old.timeline.digest {
        if let Some(last) = new.console.last().filter(|_| new.console.len() > old.console.len()) {
            match &last.refusal {
                Some(r) => {
                    s.push_str("Refused: ");
                    s.push_str(&r.code);
                }
                None if last.exit_code != 0 => s.push_str(text::FAILED),
                None => s.push_str(text::DONE),
            }
            s.push_str(". ");
        } else {
            s.extend([
                &new.timeline.position.to_string(),
                " of ",
                &new.timeline.len.to_string(),
                " commands. ",
            ]);
        }
    }
    if let Some(now) = &new.scenario {
        let moved = old.scenario.as_ref().is_none_or(|o| o.current != now.current || o.id != now.id);
        if moved {
            let (number, of) = ((now.current + 1).to_string(), now.steps.len().to_string());
            s.extend(["Step ", &number, " of ", &of, ": ", &now.step.title]);
        }
    }
    s
}
