//! The narration: a step's prose, its commands, a prediction, and how it went.

use playground_session::view::{
    ConsoleEntry, Edition, Outcome, Prediction, ScenarioView, StepMark, StepView,
};
use yew::{AttrValue, Html, html};

use crate::address::Address;
use crate::app::{After, App};
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg};
use crate::panels::{self, Panel};
use crate::{challenge, load, markdown, refusal, sessions, sql, text};

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
    /// Choose an answer to the prediction.
    Guess { choice: usize },
}

/// The reader's answer to what the step asks before it is run.
#[derive(Default)]
pub(crate) struct Prompt {
    /// The choice made, counted from 0.
    pub(crate) guess: Option<usize>,
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn story(&mut self, story: Story) -> bool {
        let ran = match story {
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
                self.or_wait(went.map(|()| false), Msg::Story(story))
            }
            Story::Back => {
                self.workspace.step_back();
                Some(false)
            }
            Story::ToScript => {
                self.workspace.to_script();
                Some(false)
            }
            Story::Guess { choice } => {
                self.ui.story.guess = Some(choice);
                return true;
            }
        };
        let Some(ran) = ran else { return true };
        self.follow();
        self.ui.story.guess = self.ui.story.guess.filter(|_| ran);
        self.after.push(After::Top(if ran { "outcome" } else { "story-top" }));
        self.refresh();
        true
    }
}

/// The panel. In free play it holds commands to try first.
pub(crate) fn panel(cx: &Cx<'_>) -> Html {
    let body = match (&cx.view.scenario, &cx.view.challenge) {
        (Some(scenario), _) => script(cx, scenario),
        (None, Some(it)) => challenge::body(cx, it),
        (None, None) => free(cx),
    };
    panels::region(cx, Panel::Story, body)
}

fn free(cx: &Cx<'_>) -> Html {
    html! {
        <div class="panel-body prose" tabindex="0" role="group" aria-label={Panel::Story.row().title}>
            { cx.host.is_page().then(|| html! { <p class="crumbs"><a href="#">{ text::ALL_SCENARIOS }</a></p> }) }
            <div class="headline"><h2 id="story-title" tabindex="-1">{ text::FREE_TITLE }</h2>{ draw::edition(cx.view.edition) }</div>
            { cx.host.is_page().then(|| sessions::ways(cx)) }
            <p>{ text::FREE_HELLO }</p>
            { for text::FREE_TRY.iter().map(|line| draw::commands(cx, &[line])) }
        </div>
    }
}

fn script(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    let count = text::step_of(s.current + 1, s.steps.len());
    let last = s.current + 1 == s.steps.len() && s.step.outcome != Outcome::Pending;
    html! {
        <>
            <div class="panel-body prose" id="story" tabindex="0" role="group" aria-label={Panel::Story.row().title}>
                <div id="story-top">
                    { cx.host.is_page().then(|| html! { <p class="crumbs"><a href="#">{ text::ALL_SCENARIOS }</a>{ " / " }<span>{ s.title.clone() }</span>{ draw::edition(cx.view.edition) }</p> }) }
                    <details class="steps">
                        <summary><span>{ count }</span><progress max={s.steps.len().to_string()} value={(s.current + 1).to_string()} aria-hidden="true" /></summary>
                        <ol>{ for s.steps.iter().enumerate().map(|(i, step)| mark(cx, i, step, i == s.current)) }</ol>
                    </details>
                </div>
                { under_other(cx, s) }
                <h2 id="story-title" tabindex="-1">{ s.step.title.clone() }</h2>
                { markdown::blocks(&s.step.before) }
                { s.step.prediction.as_ref().map(|p| prediction(cx, p, s.step.outcome)) }
                { for s.step.commands.iter().map(|block| draw::commands(cx, block)) }
                { outcome(cx, &s.step) }
                { otherwise(cx, s) }
                { for_last(cx, s) }
                { last.then(|| challenge::after(cx, &s.id)) }
            </div>
            { off_script(cx, s) }
            { cx.host.has_buttons().then(|| controls(cx, s)) }
        </>
    }
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
                <p>{ text::written_for(s.edition.title()) }</p>
                <p>{ draw::to(cx, &own, "plain", text::back_to(s.edition.title()).into()) }</p>
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
                <p>{ markdown::inlines(&how) }</p>
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
            <p>{ text::OFF_SCRIPT }{ " " }{ button(cx, "quiet", "", text::TO_SCRIPT, Msg::Story(Story::ToScript), true) }</p>
        </div>
    }
}

fn mark(cx: &Cx<'_>, index: usize, step: &StepMark, current: bool) -> Html {
    let (class, sign, word) = match step.outcome {
        Outcome::Pending => ("pending", "#i-dot", text::MARK_PENDING),
        Outcome::Prose => ("pending", "#i-text", text::MARK_PROSE),
        Outcome::Done => ("good", "#i-ok", text::MARK_DONE),
        Outcome::Refused => ("bad", "#i-stop", text::MARK_REFUSED),
        Outcome::Unexpected => ("warn", "#i-warn", text::MARK_UNEXPECTED),
    };
    html! {
        <li class={class}>
            <button type="button" class="step" aria-current={current.then_some("step")} onclick={cx.on(Msg::Story(Story::Step { step: index }))}>
                { icon(sign) }<span>{ step.title.clone() }</span><span class="visually-hidden">{ ", " }{ word }</span>
            </button>
        </li>
    }
}

fn prediction(cx: &Cx<'_>, p: &Prediction, outcome: Outcome) -> Html {
    let asked = outcome == Outcome::Pending;
    let verdict = cx.ui.story.guess.filter(|_| !asked).and_then(|i| p.choices.get(i));
    html! {
        <fieldset class="predict">
            <legend><span class="label">{ text::PREDICT }</span>{ p.question.clone() }</legend>
            { for p.choices.iter().enumerate().map(|(i, choice)| {
                let chosen = cx.ui.story.guess == Some(i);
                let shown = !asked && (chosen || choice.right);
                let class = if shown { if choice.right { "choice right" } else { "choice wrong" } } else { "choice" };
                html! {
                    <label class={class}>
                        <input type="radio" name="guess" checked={chosen} disabled={!asked}
                            onchange={cx.on::<yew::Event>(Msg::Story(Story::Guess { choice: i }))} />
                        <span>{ choice.text.clone() }</span>
                    </label>
                }
            }) }
            { verdict.map(|choice| html! {
                <p class="verdict"><strong>{ if choice.right { text::RIGHT } else { text::WRONG } }</strong>{ " " }{ choice.because.clone() }</p>
            }) }
        </fieldset>
    }
}

fn outcome(cx: &Cx<'_>, step: &StepView) -> Html {
    if matches!(step.outcome, Outcome::Pending | Outcome::Prose) {
        return Html::default();
    }
    html! {
        <div class="outcome" id="outcome">
            { (step.outcome == Outcome::Unexpected).then(|| html! { <p class="flash warn">{ icon("#i-warn") }<span>{ unexpected(cx) }</span></p> }) }
            { for (1..).zip(&step.answers).map(|(number, answer)| answered(cx, answer, number, step.answers.len())) }
            { markdown::blocks(&step.after) }
        </div>
    }
}

fn unexpected(cx: &Cx<'_>) -> &'static str {
    let own = cx.view.scenario.as_ref().is_some_and(|s| load::is_own(&s.id));
    if own { text::UNEXPECTED_OWN } else { text::UNEXPECTED }
}

/// How command `number` of `of` went. A long answer is folded, with more room for the step's last one; a refusal is shown in
/// full.
fn answered(cx: &Cx<'_>, answer: &ConsoleEntry, number: usize, of: usize) -> Html {
    let line = (of > 1).then(|| html! { <code class="clip">{ AttrValue::from(answer.line.clone()) }</code> });
    if answer.exit_code == 0 {
        let lines = answer.stdout.lines().count();
        let short = lines <= if number == of { 32 } else { 12 };
        return html! {
            <details class="answer good" open={short}>
                <summary>{ icon("#i-ok") }<span>{ text::DONE }</span>{ line }<span class="fade">{ text::lines(lines) }</span></summary>
                { (lines > 0).then(|| html! { { draw::output(&answer.stdout) } }) }
                { answer.sql.as_ref().map(|it| sql::under(cx, it, true)) }
            </details>
        };
    }
    let word = if answer.refusal.is_some() { text::REFUSED } else { text::FAILED };
    html! {
        <div class="answer bad">
            <p class="answer-head">{ icon("#i-stop") }<span>{ word }</span>{ line }</p>
            { (!answer.stdout.is_empty()).then(|| html! { { draw::output(&answer.stdout) } }) }
            <pre class="error" tabindex="0">{ answer.stderr.trim().to_owned() }</pre>
            { answer.sql.as_ref().map(|it| sql::under(cx, it, true)) }
            { answer.refusal.as_ref().map(|r| refusal::card(cx, r)) }
        </div>
    }
}

fn for_last(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    if s.current + 1 == s.steps.len() && s.step.outcome != Outcome::Pending {
        let next = cx.ui.cards.after(&s.id);
        html! {
            <p class="flash info">
                { icon("#i-next") }
                <span>{ if cx.host.is_page() { html! { <>{ text::FINISHED }{ " " }{ match next {
                    Some(card) => html! { <a href={Address::scenario(card.id.clone(), 0).hash()}>{ card.title.clone() }</a> },
                    None => html! { <a href="#">{ text::ALL_SCENARIOS }</a> },
                } }</> } } else { html! { <>{ text::FINISHED_HERE }</> } } }</span>
            </p>
        }
    } else {
        Html::default()
    }
}

fn controls(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    let pending = s.step.outcome == Outcome::Pending;
    let last = s.current + 1 == s.steps.len();
    let (sign, label) = if pending { ("#i-run", text::RUN) } else { ("#i-next", text::NEXT) };
    html! {
        <div class="controls">
            { button(cx, "plain", "#i-back", text::BACK, Msg::Story(Story::Back), s.current > 0 || !pending) }
            { if let Some(why) = cx.ui.wait.holds_step() {
                // Not `disabled`: that would take the keyboard's focus away.
                html! { <button type="button" class="primary" aria-busy="true" aria-disabled="true">{ icon("#i-busy") }<span>{ why }</span></button> }
            } else {
                button(cx, "primary", sign, label, Msg::Story(Story::Advance), pending || !last)
            } }
            { if last && !pending {
                button(cx, "plain", "#i-again", text::RESTART, Msg::Story(Story::Step { step: 0 }), true)
            } else {
                button(cx, "plain", "#i-end", text::RUN_ALL, Msg::Story(Story::RunAll), true)
            } }
        </div>
    }
}
