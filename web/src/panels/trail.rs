//! CloudTrail, newest first; above it, who calls at present.

use std::rc::Rc;

use playground_session::view::TrailRow;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::{Html, TargetCast, classes, html};

use crate::app::App;
use crate::draw::{self, icon};
use crate::msg::{Cx, Msg};
use crate::panels::{self, Panel, Row};
use crate::text;

/// The most rows drawn; a wait of a year records hundreds.
const SHOWN: usize = 60;

/// What can happen to CloudTrail.
#[derive(Clone)]
pub(crate) enum Trail {
    /// Open or close an event's JSON.
    Toggle { event: Rc<str> },
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn trail(&mut self, trail: Trail) -> bool {
        match trail {
            Trail::Toggle { event } => {
                let open = &mut self.ui.inspector.focus.open_events;
                let before = open.len();
                open.retain(|e| *e != event);
                if open.len() == before {
                    open.push(event);
                }
            }
        }
        self.refresh();
        true
    }
}

/// The panel.
pub(crate) fn panel(cx: &Cx<'_>) -> Html {
    let callers = cx.view.callers.iter().map(|one| html! { <p class="caller">{ draw::words_of(one) }</p> });
    let all = &cx.view.trail;
    let body = if all.is_empty() {
        html! { <p class="empty">{ text::TRAIL_EMPTY }</p> }
    } else {
        html! {
            <>
                <ol class="trail-rows">{ for all.iter().take(SHOWN).map(|r| row(cx, r)) }</ol>
                { (all.len() > SHOWN).then(|| html! { <p class="fade">{ text::TRAIL_MORE }</p> }) }
            </>
        }
    };
    let Row { name, title, .. } = Panel::Trail.row();
    let inside = html! {
        <>
            <div class="panel-head"><h2>{ title }</h2></div>
            <p class="visually-hidden" id="trail-hint">{ text::TRAIL_HINT }</p>
            <div class="panel-body" id={name} tabindex="0" role="group" aria-label={title} aria-describedby="trail-hint" onkeydown={|event: KeyboardEvent| arrows(&event)}>
                <div class="callers">{ for callers }</div>
                { body }
            </div>
        </>
    };
    panels::region(cx, Panel::Trail, inside)
}

const HEAD: &str = ".event-head";

/// Moves the focus among the events. Tab stops at the panel only, as there may be hundreds.
fn arrows(event: &KeyboardEvent) {
    let Some(at) = event.target_dyn_into::<Element>() else { return };
    let Some(body) = at.closest(".panel-body").ok().flatten() else { return };
    let on_event = at.matches(HEAD).unwrap_or(false);
    if !on_event && at != body {
        return; // in an event's text, which scrolls
    }
    let row = at.closest("li").ok().flatten();
    let to = match (event.key().as_str(), row) {
        ("ArrowDown", Some(row)) => row.next_element_sibling(),
        ("ArrowUp", Some(row)) => row.previous_element_sibling().or_else(|| Some(body.clone())),
        ("ArrowDown", None) | ("Home", _) => body.query_selector("li").ok().flatten(),
        ("End", _) => body.query_selector("li:last-child").ok().flatten(),
        _ => return, // other keys mean nothing here
    };
    event.prevent_default();
    let Some(to) = to else { return };
    let head = to.query_selector(HEAD).ok().flatten().filter(|_| to != body).unwrap_or(to);
    if let Ok(head) = head.dyn_into::<HtmlElement>() {
        let _ = head.focus();
    }
}

fn row(cx: &Cx<'_>, r: &TrailRow) -> Html {
    let open = r.json.is_some();
    html! {
        <li key={r.id.to_string()} class={classes!("event", r.fresh.then_some("fresh"), r.error.is_some().then_some("refused"))}>
            <button type="button" class="event-head" tabindex="-1" aria-expanded={open.to_string()} onclick={cx.on(Msg::Trail(Trail::Toggle { event: r.id.clone() }))}>
                <span class="event-name" translate="no">{ icon(if open { "#i-less" } else { "#i-more" }) }<strong>{ r.event.clone() }</strong><span class="fade">{ r.service.clone() }</span></span>
                <time class="fade">{ r.time.clone() }</time>
                <span class="event-who">{ draw::words_of(&r.who) }<span class="fade" translate="no">{ format!(" {} {}", r.account, r.region) }</span></span>
                { r.key.as_ref().map(draw::tag) }
                { (!r.context.is_empty()).then(|| html! { <code class="event-context">{ r.context.clone() }</code> }) }
                { r.error.as_ref().map(|e| html! { <span class="status bad">{ icon("#i-stop") }{ draw::own(e) }</span> }) }
            </button>
            // Always a child, if an empty one: otherwise the button above would be made anew, and lose the focus.
            { r.json.as_ref().map(|json| html! { <pre tabindex="0">{ json.clone() }</pre> }).unwrap_or_default() }
        </li>
    }
}
