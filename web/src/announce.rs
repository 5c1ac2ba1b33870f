//! What a screen reader is told after a change: one or two sentences for the live region.

use playground_session::view::{ChallengeView, Outcome, View};
use yew::{Html, html};

use crate::panels::inspector;
use crate::text;

/// The text of the live region.
#[derive(Default)]
pub(crate) struct Live(String);

impl Live {
    /// Says something, in place of what was there before.
    pub(crate) fn say(&mut self, what: impl Into<String>) {
        self.0 = what.into();
    }

    /// Draws it.
    pub(crate) fn region(&self) -> Html {
        html! { <div class="visually-hidden" role="status" id="live">{ self.0.clone() }</div> }
    }
}

/// What is new between two views.
pub(crate) fn announce(old: &View, new: &View) -> String {
    let mut s = String::new();
    if new.timeline.position != old.timeline.position || new.timeline.digest != old.timeline.digest {
        if let Some(last) = new.console.last().filter(|_| new.console.len() > old.console.len()) {
            match &last.refusal {
                Some(r) => {
                    s.push_str(&text::REFUSED_WITH);
                    s.push_str(&r.code);
                }
                None if last.exit_code != 0 => s.push_str(&text::FAILED),
                None => s.push_str(&text::DONE),
            }
            s.push_str(". ");
        } else {
            s.push_str(&text::commands_of(new.timeline.position, new.timeline.len));
            s.push_str(". ");
        }
    }
    let damage = |view: &View| {
        let pages = view.inspector.as_ref().and_then(inspector::pages).filter(|pages| pages.damaged);
        pages.map(|pages| text::said(&pages.verdict))
    };
    if let Some(said) = damage(new).filter(|_| damage(old).is_none()) {
        s.extend([&said, " "]);
    }
    if let Some(now) = &new.scenario {
        // What a wide page shows at once, and a narrow one as a link.
        let ran = |view: &View| {
            view.scenario
                .as_ref()
                .is_some_and(|it| it.current == now.current && it.step.outcome != Outcome::Pending)
        };
        let touched = now.step.look.as_ref().filter(|_| ran(new) && !ran(old)).map(|look| &look.touched[..]);
        if let Some([first, more @ ..]) = touched {
            s.extend([&text::map_changed(first.what, &first.name, more.len()), ". "]);
        }
        let moved = old.scenario.as_ref().is_none_or(|o| o.current != now.current || o.id != now.id);
        if moved {
            s.push_str(&text::step_of(now.current + 1, now.steps.len()));
            s.extend([": ", &now.step.title]);
        }
    }
    if let Some(now) = &new.challenge {
        let before = old.challenge.as_ref().filter(|it| it.id == now.id).and_then(ChallengeView::reached);
        if let Some((met, of)) = now.reached().filter(|met| before != Some(*met)) {
            s.push_str(&text::goals_reached(met, of));
        }
    }
    s
}
