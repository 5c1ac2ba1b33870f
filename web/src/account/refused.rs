//! "Why was I refused?": a place to paste an error, and what is known of it. What it is, is found out by
//! `playground-session` (`why_refused`), from the text and from what was read.

mod trial;

use playground_estate::Estate;
use playground_session::view::{Edition, RuleId, Way};
use playground_session::why_refused::{Answer, Cause, MAX_PASTED, Told, explain};
use web_sys::HtmlTextAreaElement;
use yew::{Html, InputEvent, TargetCast, html};

use super::{Account, Reading};
use crate::address::Address;
use crate::app::App;
use crate::draw::{self, icon};
use crate::msg::{Cx, Msg};
use crate::{later, markdown, refusal, text};

/// An error, and what is known of it.
#[derive(Default)]
pub(super) struct Question {
    text: String,
    answer: Option<Answer>,
    tried: trial::Tried,
}

impl Question {
    /// Looks again, after something was read.
    pub(super) fn ask(&mut self, estate: &Estate) {
        self.answer = explain(&self.text, estate);
        self.tried.forget();
    }
}

impl App {
    /// Explains an error.
    pub(super) fn why_refused(&mut self, text: String) {
        let Reading { estate, question, .. } = &mut self.ui.account;
        question.text = text;
        question.ask(estate);
        if question.answer.is_some() {
            self.ui.live.say(text::REFUSED_SAID.to_string());
            self.try_refused_later();
        }
    }
}

impl App {
    /// Tries the ways out once the browser has drawn the answer.
    pub(super) fn try_refused_later(&self) {
        if !self.ui.account.estate.is_empty() {
            self.later(later::after_others(Msg::Account(Account::TryRefused)));
        }
    }

    /// Tries the ways out.
    pub(super) fn try_refused(&mut self) {
        let Reading { estate, question, .. } = &mut self.ui.account;
        if let Some(answer) = &question.answer {
            question.tried.run(estate, &question.text, answer);
        }
    }
}

/// Where the error goes.
const PLACE: &str = "own-refused-text";

/// The section.
pub(super) fn section(cx: &Cx<'_>, reading: &Reading) -> Html {
    let question = &reading.question;
    let typed = cx.hear(|event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_dyn_into()?;
        Some(Msg::Account(Account::Refused { text: area.value() }))
    });
    let lead = if reading.estate.is_empty() { text::REFUSED_ALONE } else { text::REFUSED_LEAD };
    html! {
        <section aria-labelledby="own-refused" class="own-refused">
            <h2 id="own-refused" tabindex="-1">{ text::REFUSED_TITLE }</h2>
            <p><label for={PLACE}>{ lead }</label></p>
            <textarea id={PLACE} rows="5" maxlength={(MAX_PASTED + 1).to_string()} translate="no" spellcheck="false" autocomplete="off" placeholder={text::REFUSED_EXAMPLE} value={question.text.clone()} oninput={typed} />
            { (question.text.len() > MAX_PASTED).then(|| html! { <p class="fade">{ text::REFUSED_LONG }</p> }) }
            { question.answer.as_ref().map(|answer| answered(cx, answer, &question.tried)) }
        </section>
    }
}

fn answered(cx: &Cx<'_>, answer: &Answer, tried: &trial::Tried) -> Html {
    let told = match &answer.told {
        Told::ByText(_) | Told::Denied(_) => None,
        Told::ByCode(_) => Some(text::REFUSED_BY_CODE),
        Told::CodeOnly(_) => Some(text::REFUSED_CODE_ONLY),
        Told::Replacement => Some(text::REFUSED_REPLACEMENT),
        Told::No => Some(text::REFUSED_NO),
    };
    html! {
        <div class="why own-answer">
            <p class="own-heard" lang="en">{ markdown::inlines(cx, &answer.heard) }</p>
            { told.map(|told| html! { <p>{ told }</p> }) }
            { (!answer.why.is_empty()).then(|| html! { <p lang="en">{ markdown::inlines(cx, &answer.why) }</p> }) }
            { (!answer.near.is_empty()).then(|| html! {
                <><p class="why-head">{ text::REFUSED_NEAR }</p><ul lang="en">{ for answer.near.iter().map(|near| html! { <li><code>{ near.clone() }</code></li> }) }</ul></>
            }) }
            { (!answer.causes.is_empty()).then(|| html! {
                <><p class="why-head">{ text::REFUSED_CAUSES }</p><ul class="own-causes" lang="en">{ for answer.causes.iter().map(|it| cause(cx, it)) }</ul></>
            }) }
            { answer.rule.as_ref().map(|(rule, edition)| {
                let more = RuleId::parse(&rule.id).map(|id| html! { <>{ " · " }{ draw::to(cx, &Address::WhatChanged(Some(id)), "", html! { <>{ text::RULE }{ " " }{ id.name() }</> }) }{ (*edition != Edition::LATEST).then(|| html! { <>{ " · " }{ text::REFUSED_OLD }</> }) }</> });
                refusal::quoted(rule, more.unwrap_or_default())
            }) }
            { (!answer.ways.is_empty()).then(|| html! {
                <><p class="why-head">{ text::INSTEAD }</p><ul class="ways" lang="en">{ for answer.ways.iter().enumerate().map(|(at, it)| way(it, tried.of_way(cx, at))) }</ul></>
            }) }
            { tried.draw(cx) }
            { answer.model.then(|| html! { <p class="fade">{ icon("#i-info") }<span>{ text::REFUSED_MODEL }</span></p> }) }
        </div>
    }
}

fn cause(cx: &Cx<'_>, cause: &Cause) -> Html {
    let text = markdown::inlines(cx, &cause.text);
    if cause.sure {
        html! { <li class="bad"><span class="badge critical">{ text::REFUSED_CAUSE }</span>{ " " }{ text }</li> }
    } else {
        html! { <li>{ text }</li> }
    }
}

/// A way, and what came of it.
fn way(way: &Way, came: Html) -> Html {
    html! { <li><p>{ way.text.clone() }</p>{ lines(&way.commands) }{ came }</li> }
}

/// Lines to copy.
pub(super) fn lines(lines: &[String]) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let all = lines.join("\n");
    html! {
        <div class="command">
            <div class="command-lines" tabindex="0" role="group" aria-label={text::COMMAND}><pre>{ for lines.iter().map(|line| shown(line)) }</pre></div>
            <div class="command-do"><button type="button" class="quiet" data-copy={all}>{ icon("#i-copy") }<span>{ text::COPY }</span></button></div>
        </div>
    }
}

/// A command behind a prompt; anything else as it is written.
fn shown(line: &str) -> Html {
    if ["aws ", "terraform "].iter().any(|program| line.starts_with(program)) {
        draw::prompted(line)
    } else {
        html! { <code>{ [line, "\n"].concat() }</code> }
    }
}
