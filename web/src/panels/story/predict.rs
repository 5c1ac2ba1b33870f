//! What a step asks before it is run: the question, the reader's answers, and the verdict beside the result.

use playground_session::view::{Choice, Outcome, Prediction, ScenarioView};
use yew::{Html, html};

use super::Story;
use crate::address::Entry;
use crate::app::App;
use crate::markdown::lang;
use crate::msg::{Cx, Msg};
use crate::text;

/// The answers that the reader has given, in every scenario of this tab.
#[derive(Default)]
pub(crate) struct Answers(Vec<Answer>);

struct Answer {
    scenario: String,
    step: usize,
    choice: usize,
}

impl Answers {
    /// The choice made at a step, counted from 0.
    pub(crate) fn at(&self, scenario: &str, step: usize) -> Option<usize> {
        self.0.iter().find(|it| it.scenario == scenario && it.step == step).map(|it| it.choice)
    }

    /// The steps of a scenario with an answer, and the choices made there.
    pub(crate) fn of(&self, scenario: &str) -> Vec<(usize, usize)> {
        self.0.iter().filter(|it| it.scenario == scenario).map(|it| (it.step, it.choice)).collect()
    }

    /// Notes an answer in place of an earlier one.
    pub(crate) fn give(&mut self, scenario: &str, step: usize, choice: usize) {
        self.0.retain(|it| it.scenario != scenario || it.step != step);
        self.0.push(Answer { scenario: scenario.to_owned(), step, choice });
    }

    /// Forgets the answers at a step and behind it, since the reader is asked again.
    pub(crate) fn forget_from(&mut self, scenario: &str, step: usize) {
        self.0.retain(|it| it.scenario != scenario || it.step < step);
    }
}

impl App {
    /// Notes the reader's answer if the step shown asks for one. Returns whether there is something new to draw.
    pub(super) fn guess(&mut self, choice: usize) -> bool {
        let asked = self.view.scenario.as_ref().and_then(|s| Some((s, question_of(s)?)));
        let Some((s, chosen)) = asked.and_then(|(s, asked)| Some((s, asked.choices.get(choice)?))) else {
            return false;
        };
        self.ui.story.give(&s.id, s.current, choice);
        self.ui.live.say(chosen.text.clone());
        self.write_shown(Entry::Same);
        true
    }
}

/// The question that waits for an answer.
fn question_of(s: &ScenarioView) -> Option<&Prediction> {
    s.step.prediction.as_ref().filter(|_| s.step.outcome == Outcome::Pending)
}

/// The question: with choices to make until the step has run, then with the reader's answer and the right one.
pub(super) fn question(cx: &Cx<'_>, s: &ScenarioView) -> Html {
    let Some(asked) = &s.step.prediction else { return Html::default() };
    let answer = cx.ui.story.at(&s.id, s.current);
    let waits = question_of(s).is_some();
    let choices = asked.choices.iter().enumerate().map(|(at, choice)| {
        let chosen = answer == Some(at);
        if waits { choose(cx, at, choice, chosen) } else { told(choice, chosen, answer.is_some()) }
    });
    let language = s.step.spoken.question.as_ref();
    html! {
        <fieldset class="predict" lang={lang(language)} dir={language.map(|_| "auto")}>
            <legend><span class="label" lang="en">{ text::PREDICT }</span>{ asked.question.clone() }</legend>
            { for choices }
        </fieldset>
    }
}

/// A choice to make. Its letter, which is also its key, is set by the style sheet.
fn choose(cx: &Cx<'_>, at: usize, choice: &Choice, chosen: bool) -> Html {
    html! {
        <label class="choice">
            <input type="radio" name="guess" checked={chosen} onchange={cx.on::<yew::Event>(Msg::Story(Story::Guess { choice: at }))} />
            <span>{ choice.text.clone() }</span>
        </label>
    }
}

/// A choice after the step has run. Nothing is ticked as right for those who gave no answer.
fn told(choice: &Choice, chosen: bool, answered: bool) -> Html {
    let (class, mark) = match (choice.right, chosen) {
        (true, true) => ("choice right", Some(text::YOUR_ANSWER)),
        (false, true) => ("choice wrong", Some(text::YOUR_ANSWER)),
        (true, false) if answered => ("choice right", Some(text::THE_ANSWER)),
        (true, false) => ("choice told", Some(text::THE_ANSWER)),
        (false, false) => ("choice", None),
    };
    html! { <p class={class}><span>{ choice.text.clone() }</span>{ mark.map(|mark| html! { <span class="fade mark-of" lang="en">{ mark }</span> }) }</p> }
}

/// How the reader's answer fits what happened, for a step that has run.
pub(super) fn verdict(cx: &Cx<'_>) -> Html {
    let Some(s) = cx.view.scenario.as_ref().filter(|s| s.step.outcome != Outcome::Pending) else {
        return Html::default();
    };
    let Some(asked) = &s.step.prediction else { return Html::default() };
    let chosen = cx.ui.story.at(&s.id, s.current).and_then(|at| asked.choices.get(at));
    let right = || asked.choices.iter().find(|choice| choice.right);
    let language = lang(s.step.spoken.question.as_ref());
    match (chosen, right()) {
        (Some(choice), _) => {
            let (class, word) =
                if choice.right { ("verdict right", text::RIGHT) } else { ("verdict wrong", text::WRONG) };
            let answer = right().filter(|_| !choice.right);
            let answer = answer.map(|it| html! { <>{ " " }{ text::ANSWER_IS }{ " " }<span lang={language.clone()}>{ it.text.clone() }</span></> });
            html! { <p class={class}><strong>{ word }</strong>{ " " }<span lang={language}>{ choice.because.clone() }</span>{ answer }</p> }
        }
        (None, Some(choice)) => {
            html! { <p class="verdict"><strong>{ text::ANSWER_IS }</strong>{ " " }<span lang={language}>{ choice.text.clone() }{ " " }{ choice.because.clone() }</span></p> }
        }
        (None, None) => Html::default(),
    }
}
