//! The narration: a step's prose, its commands, and how it went.

mod controls;
pub(crate) mod predict;
mod went;

use playground_session::scenario::Language;
use playground_session::view::{Edition, Look, Outcome, Part, ScenarioView, StepMark, StepView};
use yew::{Html, html};

use crate::address::{self, Address, Entry};
use crate::app::{App, Settle};
use crate::draw::{self, button, icon};
use crate::markdown::{self, lang};
use crate::msg::{Cx, Msg};
use crate::panels::{self, Panel, inspector};
use crate::scroll::{self, Scroll};
use crate::{account, challenge, load, refusal, sessions, text};

/// What can happen to a scenario.
#[derive(Clone)]
pub(crate) enum Story {
    /// Run the step, or go on when it has run.
    Advance,
    /// One step back.
    Back,
    /// Run the rest of the scenario.
    RunAll,
    /// Show a step, running what comes before it.
    Step { step: usize },
    /// Go back from a branch of the reader's own to the script's.
    ToScript,
    /// Go to what happened in another panel: to a part of the inspector, or to what the step is about.
    There { panel: Panel, part: Option<Part> },
    /// Choose an answer to the prediction.
    Guess { choice: usize },
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn story(&mut self, story: Story) -> bool {
        let focused = self.host.has_focus();
        let ran = match story {
            Story::Advance if self.next_scenario() => return false,
            Story::Advance => {
                let went = self.workspace.advance();
                self.or_wait(went, Msg::Story(story))
            }
            Story::RunAll => {
                let went = self.workspace.run_all();
                self.or_wait(went.map(|()| false), Msg::Story(story))
            }
            Story::Step { step } => {
                let went = self.workspace.go_to(step);
                let went = self.or_wait(went.map(|()| false), Msg::Story(story));
                if let Some(s) = self.view.scenario.as_ref().filter(|_| went.is_some()) {
                    self.ui.story.forget_from(&s.id, step);
                }
                went
            }
            Story::Back => {
                self.workspace.step_back();
                Some(false)
            }
            Story::ToScript => {
                self.workspace.to_script();
                Some(false)
            }
            Story::There { panel, part } => {
                self.show(panel, true);
                match part {
                    Some(part) => self.settling.push(Settle::Top(part.id())),
                    None => self.bring_to_sight(),
                }
                return true;
            }
            Story::Guess { choice } => return self.guess(choice),
        };
        let Some(ran) = ran else { return true };
        self.follow();
        if focused {
            self.settling.push(Settle::Refocus(if ran { "outcome" } else { "story-title" }));
        }
        if !ran {
            // Before the next step is drawn: a page that gets shorter would first be drawn at its end.
            scroll::to(&self.host, "story-top", Scroll::Top);
        }
        self.refresh_at(Entry::New);
        if ran {
            self.bring_outcome();
        } else {
            self.settling.push(Settle::Top("story-top"));
        }
        true
    }

    /// Brings into sight what the step shown has led to.
    fn bring_outcome(&mut self) {
        self.settling.extend([Settle::Fit("outcome"), Settle::Fit("decisive")]);
        let about = self.look_of_step().map(|look| went::panel(look.place));
        if let Some(panel) = about.filter(|panel| self.host.has(*panel)) {
            self.ui.panels.bring_beside(panel);
        }
        self.bring_to_sight();
    }

    /// The same of a step that the reader comes back to, which has run: after a reload, by the browser's Back, or from
    /// another page. Panels, and a page that scrolls as a whole, may stand anywhere.
    pub(crate) fn return_to_outcome(&mut self) {
        if self.has_run() {
            self.settling.push(Settle::Top("story-top"));
            self.bring_outcome();
        }
    }

    /// What the step shown is about, once it has run.
    fn look_of_step(&self) -> Option<&Look> {
        self.view.scenario.as_ref()?.step.look.as_ref()
    }

    /// Where a panel is scrolled to when it comes to the front for the first time after a command: to its beginning, and to
    /// what the moment is about.
    pub(crate) fn begin_at(&mut self, panel: Panel) {
        self.settling.push(Settle::Top(panel.row().name));
        match panel {
            Panel::Story => self.settling.extend([
                Settle::Fit("outcome"),
                Settle::Fit("decisive"),
                Settle::Reveal("goals-end"),
            ]),
            Panel::Map | Panel::Inspector => self.bring_to_sight(),
            Panel::Console => self.settling.push(Settle::RevealNext("console-end")),
            Panel::Trail | Panel::Timeline => (),
        }
    }

    /// Scrolls map and inspector to what the step is about.
    fn bring_to_sight(&mut self) {
        let Some(look) = self.look_of_step() else { return };
        let part = look.part.map_or_else(|| inspector::leads(&self.view), Part::id);
        let chosen = look.thing.is_some();
        self.settling.push(Settle::Top(part));
        self.settling.extend(chosen.then_some(Settle::Reveal("chosen")));
    }
}

/// The panel. In free play it holds commands to try first.
pub(crate) fn panel(cx: &Cx<'_>) -> Html {
    let body = match (&cx.view.scenario, &cx.view.challenge) {
        (Some(scenario), _) => script(cx, scenario),
        (None, Some(it)) => challenge::body(cx, it),
        (None, None) => free_play(cx),
    };
    panels::region(cx, Panel::Story, body)
}

fn free_play(cx: &Cx<'_>) -> Html {
    html! {
        <div class="panel-body prose" tabindex="0" role="group" aria-label={Panel::Story.row().title}>
            { cx.host.is_page().then(|| html! { <p class="crumbs"><a href="#">{ text::ALL_SCENARIOS }</a></p> }) }
            { cx.view.files.as_ref().map_or_else(|| free(cx), |files| account::world::beside(cx, files)) }
        </div>
    }
}

fn free(cx: &Cx<'_>) -> Html {
    html! {
        <>
            <div class="headline"><h2 id="story-title" tabindex="-1">{ text::FREE_TITLE }</h2>{ draw::edition(cx.view.edition) }</div>
            { cx.host.is_page().then(|| sessions::ways(cx)) }
            <p>{ (cx.view.map.total == 0).then(|| html! { <>{ text::FREE_EMPTY }{ " " }</> }) }{ text::FREE_HELLO }</p>
            { for text::FREE_TRY.iter().map(|line| draw::commands(cx, &[line], 0)) }
        </>
    }
}

fn script(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    let count = text::step_of(s.current + 1, s.steps.len());
    let last = s.current + 1 == s.steps.len() && s.step.outcome != Outcome::Pending;
    html! {
        <>
            <div class="panel-body prose" id="story" tabindex="0" role="group" aria-label={Panel::Story.row().title}>
                <div id="story-top">
                    { cx.host.is_page().then(|| html! { <p class="crumbs"><a href="#">{ text::ALL_SCENARIOS }</a>{ " / " }<span lang={lang(s.spoken.as_ref())}>{ s.title.clone() }</span>{ draw::edition(cx.view.edition) }{ languages(cx, s) }</p> }) }
                    <details class="steps">
                        <summary><span>{ count }</span><progress max={s.steps.len().to_string()} value={(s.current + 1).to_string()} aria-hidden="true" /></summary>
                        <ol>{ for s.steps.iter().enumerate().map(|(i, step)| mark(cx, i, step, s)) }</ol>
                    </details>
                </div>
                { under_other(cx, s) }
                <h2 id="story-title" tabindex="-1" lang={lang(s.step.spoken.title.as_ref())}>{ s.step.title.clone() }</h2>
                { draw::anew(s.current, html! { <>
                { markdown::blocks_in(cx, &s.step.before, s.step.spoken.before.as_ref()) }
                { predict::question(cx, s) }
                { went::commands(cx, &s.step) }
                { outcome(cx, &s.step) }
                { otherwise(cx, s) }
                { controls::for_last(cx, s) }
                { last.then(|| challenge::after(cx, &s.id)) }
                </> }) }
            </div>
            { off_script(cx, s) }
            { cx.host.has_buttons().then(|| controls::controls(cx, s)) }
        </>
    }
}

/// The other languages that the scenario can be read in. They are links: the page's address says which one it is, so all
/// that is opened from there is in it too.
fn languages(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    let english = s.spoken.is_some().then_some("en");
    let others = s.languages.iter().filter(|it| s.spoken.as_ref() != Some(it)).map(Language::tag);
    let hash = address::of(cx.view).hash();
    let to = |tag: &str| {
        let tag = tag.to_owned();
        html! { <>{ " " }<a href={["?lang=", &tag, &hash].concat()} lang={tag.clone()} hreflang={tag.clone()}>{ load::language_name(&tag) }</a></> }
    };
    english.into_iter().chain(others).map(to).collect()
}

/// What stands over a scenario whose steps run in a world of another edition, with the way back.
fn under_other(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    if cx.view.edition == s.edition {
        return Html::default();
    }
    let own = Address::scenario(s.id.clone(), s.current);
    html! {
        <div class="flash under-other" role="note">
            { icon("#i-info") }
            <div>
                <p><strong>{ text::steps_under(cx.view.edition) }</strong></p>
                <p>{ text::written_for(&text::edition(s.edition)) }</p>
                <p>{ draw::to(cx, &own, "plain", text::back_to(&text::edition(s.edition)).into()) }</p>
            </div>
        </div>
    }
}

/// How a step that has run ends today, if that is otherwise, with a way to run the steps there. Before it has run, this
/// would answer what the scenario asks.
fn otherwise(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    let how = cx.workspace.otherwise(&s.id, s.current).filter(|_| s.step.outcome != Outcome::Pending);
    let Some(how) = how else { return Html::default() };
    let today = Edition::LATEST;
    let there = Address::Scenario { id: s.id.clone(), step: s.current, edition: Some(today) };
    let go = cx.view.edition != today;
    html! {
        <div class="flash otherwise" role="note">
            { icon("#i-fork") }
            <div>
                <p><strong>{ text::OTHERWISE }</strong></p>
                <p>{ markdown::inlines(cx, &how.how) }</p>
                { refusal::named(&how.rules) }
                { go.then(|| html! { <p>{ draw::to(cx, &there, "plain", text::RUN_TODAY.into()) }</p> }) }
            </div>
        </div>
    }
}

fn off_script(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    if s.on_script {
        return Html::default();
    }
    html! {
        <div class="off-script" id="off-script">
            { icon("#i-fork") }
            <p>{ text::OFF_SCRIPT }{ " " }{ button(cx, "quiet", "", &text::TO_SCRIPT, Msg::Story(Story::ToScript), true) }</p>
        </div>
    }
}

fn mark(cx: &Cx<'_>, index: usize, step: &StepMark, s: &ScenarioView) -> Html {
    let current = index == s.current;
    let (class, sign, word) = match step.outcome {
        Outcome::Done if step.asks && cx.ui.story.at(&s.id, index).is_none() => {
            ("pending", "#i-text", text::MARK_UNANSWERED)
        }
        Outcome::Pending => ("pending", "#i-dot", text::MARK_PENDING),
        Outcome::Prose => ("pending", "#i-text", text::MARK_PROSE),
        Outcome::Done => ("good", "#i-ok", text::MARK_DONE),
        Outcome::Refused => ("bad", "#i-stop", text::MARK_REFUSED),
        Outcome::Unexpected => ("warn", "#i-warn", text::MARK_UNEXPECTED),
    };
    html! {
        <li class={class}>
            <button type="button" class="step" aria-current={current.then_some("step")} onclick={cx.on(Msg::Story(Story::Step { step: index }))}>
                { icon(sign) }<span lang={lang(step.language.as_ref())}>{ step.title.clone() }</span><span class="visually-hidden">{ ", " }{ word }</span>
            </button>
        </li>
    }
}

fn outcome(cx: &Cx<'_>, step: &StepView) -> Html {
    if matches!(step.outcome, Outcome::Pending | Outcome::Prose) {
        return Html::default();
    }
    html! {
        <div class="outcome" id="outcome" tabindex="-1">
            { (step.outcome == Outcome::Unexpected).then(|| html! { <p class="flash warn">{ icon("#i-warn") }<span>{ unexpected(cx) }</span></p> }) }
            { went::answers(cx, step) }
            { markdown::blocks_in(cx, &step.after, step.spoken.after.as_ref()) }
        </div>
    }
}

fn unexpected(cx: &Cx<'_>) -> &'static str {
    let own = cx.view.scenario.as_ref().is_some_and(|s| load::is_own(&s.id));
    if own { &text::UNEXPECTED_OWN } else { &text::UNEXPECTED }
}
