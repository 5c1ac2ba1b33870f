//! The buttons below a step, and what stands at the end of a scenario.

use std::cell::Cell;

use playground_session::view::{Outcome, ScenarioCard, ScenarioView};
use yew::{Callback, Html, KeyboardEvent, MouseEvent, classes, html};

use super::Story;
use crate::address::{self, Address};
use crate::app::App;
use crate::draw::icon;
use crate::msg::{Cx, Msg};
use crate::start::Cards;
use crate::text::{self, Text};

/// Returns whether the last step is shown and has run.
fn is_over(s: &ScenarioView) -> bool {
    s.current + 1 == s.steps.len() && s.step.outcome != Outcome::Pending
}

/// The scenario that follows one in the list.
fn next<'a>(cards: &'a Cards, s: &ScenarioView) -> Option<&'a ScenarioCard> {
    cards.after(&s.id)
}

impl App {
    /// Goes to the next scenario, or to the list behind the last, if this one is over. Only the page has an address.
    /// Returns whether it did.
    pub(super) fn next_scenario(&self) -> bool {
        let over = self.view.scenario.as_ref().filter(|s| self.host.is_page() && is_over(s));
        if let Some(s) = over {
            let next = next(&self.ui.cards, s);
            address::go(&next.map_or(Address::Home, |card| Address::scenario(card.id.clone(), 0)));
        }
        over.is_some()
    }
}

/// What is said at the end of a scenario.
pub(super) fn for_last(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    if !is_over(s) {
        return Html::default();
    }
    let more = match next(&cx.ui.cards, s) {
        _ if !cx.host.is_page() => html! { <p>{ text::FINISHED_HERE }</p> },
        Some(card) => html! {
            <><p>{ text::FINISHED }</p><p>{ text::GO_ON_WITH }{ " " }<a href={Address::scenario(card.id.clone(), 0).hash()}>{ card.title.clone() }</a>{ ". " }{ card.summary.clone() }</p></>
        },
        None => html! { <p>{ text::FINISHED }</p> },
    };
    html! { <div class="flash info">{ icon("#i-next") }<div>{ more }</div></div> }
}

/// The buttons.
pub(super) fn controls(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    let pending = s.step.outcome == Outcome::Pending;
    let back = s.current > 0 || !pending;
    html! {
        <div class={classes!("controls", (is_over(s) && cx.host.is_page()).then_some("over"))}>
            { control("plain", "#i-back", text::BACK, back, cx.hear(move |_: MouseEvent| back.then_some(Msg::Story(Story::Back)))) }
            { advance(cx, s) }
            { if is_over(s) {
                control("plain", "#i-again", text::RESTART, true, cx.on(Msg::Story(Story::Step { step: 0 })))
            } else {
                control("plain", "#i-end", text::RUN_ALL, true, cx.on(Msg::Story(Story::RunAll)))
            } }
        </div>
    }
}

/// The button that runs the step and then goes on: at the end, to the next scenario. It is one element whatever it says, so
/// that it keeps the keyboard's focus.
fn advance(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    if let Some(why) = cx.ui.wait.holds_step() {
        // Not `disabled`: that would take the keyboard's focus away.
        return html! { <button type="button" class="primary" aria-busy="true" aria-disabled="true">{ icon("#i-busy") }<span>{ why }</span></button> };
    }
    let over = is_over(s);
    let (sign, label) = match next(&cx.ui.cards, s) {
        _ if s.step.outcome == Outcome::Pending => ("#i-run", text::RUN.to_string()),
        _ if !over || !cx.host.is_page() => ("#i-next", text::NEXT.to_string()),
        Some(card) => ("#i-next", text::next_scenario(&card.title)),
        None => ("#i-next", text::ALL_SCENARIOS.to_string()),
    };
    let enabled = !over || cx.host.is_page();
    // The second click of a double click, and a key held down, would skip what the first has brought.
    let runs = s.step.outcome == Outcome::Pending;
    let ran = !matches!(s.step.outcome, Outcome::Pending | Outcome::Prose);
    let click = cx.hear(move |event: MouseEvent| {
        (enabled && event.detail() < 2 && !is_too_soon(&event, runs)).then_some(Msg::Story(Story::Advance))
    });
    let key = |event: KeyboardEvent| {
        if event.repeat() && event.key() == "Enter" {
            event.prevent_default();
        }
    };
    html! {
        <button type="button" class={classes!("primary", ran.then_some("wakes"))} aria-disabled={(!enabled).then_some("true")} onclick={click} onkeydown={key}>{ icon(sign) }<span>{ label }</span></button>
    }
}

/// For how long after a click that ran a step another one does not lead away from its result, in milliseconds. Systems take
/// up to 500 between two clicks for a double click, and some people's are slower. `panels.css` shows for as long that the
/// button is not ready.
const DOUBLE: f64 = 700.0;

thread_local! {
    /// When the button ran a step last, as events count.
    static RAN: Cell<f64> = const { Cell::new(f64::NEG_INFINITY) };
}

/// Returns whether a click, or Enter, comes so soon after one that ran the step that it belongs to that one; notes when it
/// `runs` a step itself.
fn is_too_soon(event: &MouseEvent, runs: bool) -> bool {
    let now = event.time_stamp();
    if runs {
        RAN.set(now);
    }
    !runs && now - RAN.get() < DOUBLE
}

/// A button that keeps the keyboard's focus when it has nothing to do.
fn control(
    class: &'static str,
    sign: &'static str,
    label: Text,
    enabled: bool,
    click: Callback<MouseEvent>,
) -> Html {
    html! { <button type="button" class={class} aria-disabled={(!enabled).then_some("true")} onclick={click}>{ icon(sign) }<span>{ label }</span></button> }
}
