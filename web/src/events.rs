//! What the page around an embed is told: events, and answers to what it asked for.

use js_sys::Object;
use playground_session::view::{Outcome, ScenarioView, View};
use wasm_bindgen::JsValue;

use crate::host::{Host, object};

/// Sends the events for what is new between two views.
pub(crate) fn tell(host: &Host, old: &View, new: &View) {
    if host.is_page() {
        return;
    }
    let last = |view: &View| view.console.last().map(|entry| entry.entry);
    let fresh = new.console.iter().filter(|entry| Some(entry.entry) > last(old));
    for entry in fresh.filter(|_| new.timeline.digest != old.timeline.digest) {
        if let Some(refusal) = &entry.refusal {
            let rule = refusal.rule.as_ref().map_or(JsValue::NULL, |rule| rule.id.as_str().into());
            let mut detail = place(new);
            detail.extend([
                ("line", (&*entry.line).into()),
                ("code", refusal.code.as_str().into()),
                ("rule", rule),
            ]);
            host.tell("refusal", &detail);
        }
    }
    let at = |view: &View| view.scenario.as_ref().map(|s| (s.id.clone(), s.current, s.step.outcome));
    if at(old) != at(new) && new.scenario.is_some() {
        host.tell("step", &step(new));
        if new.scenario.as_ref().is_some_and(finished) && !old.scenario.as_ref().is_some_and(finished) {
            host.tell("done", &place(new));
        }
    }
}

/// Where an app stands, as an object for JavaScript.
pub(crate) fn standing(view: &View) -> Object {
    object(&step(view))
}

fn finished(s: &ScenarioView) -> bool {
    s.current + 1 == s.steps.len() && s.step.outcome != Outcome::Pending
}

fn place(view: &View) -> Vec<(&'static str, JsValue)> {
    let Some(s) = &view.scenario else { return vec![("scenario", JsValue::NULL)] };
    vec![
        ("scenario", s.id.as_str().into()),
        ("step", number(s.current + 1)),
        ("steps", number(s.steps.len())),
    ]
}

fn step(view: &View) -> Vec<(&'static str, JsValue)> {
    let mut detail = place(view);
    if let Some(s) = &view.scenario {
        detail.push(("title", s.step.title.as_str().into()));
        detail.push(("ran", (!matches!(s.step.outcome, Outcome::Pending | Outcome::Prose)).into()));
    }
    detail
}

fn number(n: usize) -> JsValue {
    u32::try_from(n).unwrap_or(u32::MAX).into()
}
