//! The timeline: a slider with the usual buttons, and every command as a list.

use playground_session::view::{BranchRow, TimelineRow, number};
use web_sys::HtmlInputElement;
use yew::{AttrValue, Html, TargetCast, classes, html};

use crate::app::App;
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg};
use crate::panels::{self, Panel};
use crate::text::{self, Text};

/// The id of the moment shown, in the list.
pub(crate) const NOW: &str = "moment-now";

/// Moves in time.
#[derive(Clone)]
pub(crate) enum Time {
    /// To the state after this many commands of the branch.
    Position { commands: usize },
    /// To an entry, on whatever branch it is.
    Jump { entry: usize },
    /// One command back.
    Back,
    /// One command forward.
    Forward,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn time(&mut self, time: &Time) -> bool {
        match time {
            Time::Position { commands } => self.workspace.position(&self.view.timeline, *commands),
            Time::Jump { entry } => self.workspace.jump(*entry),
            Time::Back => self.workspace.back(),
            Time::Forward => self.workspace.forward(),
            Time::Undo => self.workspace.undo(),
            Time::Redo => self.workspace.redo(),
        }
        self.refresh();
        true
    }
}

/// The bar with the slider and the buttons, which is always in sight.
pub(crate) fn bar(cx: &Cx<'_>) -> Html {
    let t = &cx.view.timeline;
    let slide = cx.hear(|event: yew::InputEvent| {
        let value = event.target_dyn_into::<HtmlInputElement>().map(|i| i.value());
        Some(Msg::Time(Time::Position { commands: value.and_then(|v| v.parse().ok()).unwrap_or(0) }))
    });
    let spoken = text::commands_of(t.position, t.len);
    let body = html! {
        <>
            { small(cx, "#i-back", text::TIME_BACK, Msg::Time(Time::Back), t.position > 0) }
            <input type="range" min="0" max={t.len.to_string()} value={t.position.to_string()} aria-label={Panel::Timeline.row().title}
                aria-valuetext={spoken.clone()} oninput={slide} disabled={t.len == 0} />
            { small(cx, "#i-next", text::TIME_FORWARD, Msg::Time(Time::Forward), t.position < t.len) }
            <span class="time-count">{ format!("{} / {}", number(t.position), number(t.len)) }</span>
            { small(cx, "#i-undo", text::UNDO, Msg::Time(Time::Undo), t.can_undo) }
            { small(cx, "#i-redo", text::REDO, Msg::Time(Time::Redo), t.can_redo) }
            <span class="time-now">{ icon("#i-clock") }<time>{ t.now.clone() }</time></span>
            { branches(cx) }
        </>
    };
    draw::region(cx, classes!("time"), &text::TIME, body)
}

fn small(cx: &Cx<'_>, sign: &'static str, name: Text, msg: Msg, enabled: bool) -> Html {
    html! { <button type="button" class="square" aria-label={name} title={name} disabled={!enabled} onclick={cx.on(msg)}>{ icon(sign) }</button> }
}

fn branches(cx: &Cx<'_>) -> Html {
    let all = &cx.view.timeline.branches;
    if all.len() < 2 {
        return Html::default();
    }
    html! {
        <ul class="branches" aria-label={text::BRANCHES}>{ for all.iter().map(|b| branch(cx, b)) }</ul>
    }
}

fn branch(cx: &Cx<'_>, b: &BranchRow) -> Html {
    html! {
        <li><button type="button" class="chip" aria-pressed={b.current.to_string()} title={b.last.clone()} onclick={cx.on(Msg::Time(Time::Jump { entry: b.tip }))}>
            { icon("#i-fork") }<span>{ text::said(&b.name) }</span><span class="fade">{ number(b.len) }</span>
        </button></li>
    }
}

/// The panel: every command as a list.
pub(crate) fn panel(cx: &Cx<'_>) -> Html {
    let t = &cx.view.timeline;
    let body = html! {
        <>
            <ol class="history">
                <li id={(t.position == 0).then_some(NOW)} class={classes!("happened", (t.position == 0).then_some("now"))}>
                    <button type="button" class="moment" onclick={cx.on(Msg::Time(Time::Position { commands: 0 }))}>{ icon("#i-dot") }<span>{ text::START_OF_TIME }</span></button>
                </li>
                { (t.skipped > 0).then(|| html! { <li class="fade">{ text::not_shown(t.skipped) }</li> }) }
                { for t.rows.iter().map(|r| row(cx, r, t.position)) }
            </ol>
            { for t.deadlines.iter().map(|line| html! { <p class="warning">{ icon("#i-warn") }<span>{ text::said(line) }</span></p> }) }
            { t.rows.is_empty().then(|| html! { <p class="empty">{ text::TIMELINE_EMPTY }</p> }) }
            { (!t.digest.is_empty()).then(|| html! { <p class="fade clip">{ text::DIGEST }<code>{ t.digest.clone() }</code></p> }) }
        </>
    };
    let tools = html! {
        <>
            { button(cx, "quiet", "#i-undo", &text::UNDO, Msg::Time(Time::Undo), t.can_undo) }
            { button(cx, "quiet", "#i-redo", &text::REDO, Msg::Time(Time::Redo), t.can_redo) }
        </>
    };
    panels::panel(cx, Panel::Timeline, tools, body)
}

fn row(cx: &Cx<'_>, r: &TimelineRow, position: usize) -> Html {
    let now = r.number == position;
    let class =
        classes!(r.happened.then_some("happened"), r.refused.then_some("refused"), now.then_some("now"));
    let sign = if r.refused { "#i-stop" } else { "#i-dot" };
    html! {
        <li key={r.entry} id={now.then_some(NOW)} class={class}>
            <button type="button" class="moment" aria-current={now.then_some("true")} onclick={cx.on(Msg::Time(Time::Jump { entry: r.entry }))}>
                { icon(sign) }
                <code>{ AttrValue::from(r.line.clone()) }</code>
                { r.refused.then(|| html! { <span class="visually-hidden">{ text::MARK_REFUSED }</span> }) }
                { (r.forks > 0).then(|| html! { <span class="badge">{ icon("#i-fork") }{ r.forks }</span> }) }
                <time class="fade">{ r.time.clone() }</time>
            </button>
        </li>
    }
}
