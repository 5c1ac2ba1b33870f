//! The card that explains a refusal: why, in terms of the keys on the map, the rule and its place in the source, and the
//! shortest way that works.

use std::slice;

use playground_session::view::{RefusalView, Rule, RuleId, RuleView, Way, differs};
use yew::{Html, html};

use crate::address::Address;
use crate::draw::{self, icon};
use crate::msg::Cx;
use crate::{markdown, text};

/// The card under the error, if there is anything to explain.
pub(crate) fn card(cx: &Cx<'_>, r: &RefusalView) -> Html {
    if r.is_empty() {
        return Html::default();
    }
    html! {
        <div class="why">
            { (!r.why.is_empty()).then(|| html! { <><p class="why-head">{ text::WHY }</p><p>{ markdown::inlines(cx, &r.why) }</p></> }) }
            { r.rule.as_ref().map(|it| rule(cx, it)) }
            { (!r.ways.is_empty()).then(|| html! {
                <><p class="why-head">{ text::INSTEAD }</p><ul class="ways">{ for r.ways.iter().map(|w| way(cx, w)) }</ul></>
            }) }
            { r.no_way.then(|| html! { <><p class="why-head">{ text::INSTEAD }</p><p>{ text::NO_WAY }</p></> }) }
            { r.model.then(|| html! { <p class="fade">{ icon("#i-info") }<span>{ text::MODEL_ERROR }</span></p> }) }
        </div>
    }
}

fn rule(cx: &Cx<'_>, rule: &RuleView) -> Html {
    let other = RuleId::parse(&rule.id).filter(|id| differs(*id)).map(|id| {
        html! { <>{ " · " }{ draw::to(cx, &Address::WhatChanged(Some(id)), "", text::WHAT_CHANGED.into()) }</> }
    });
    quoted(rule, other.unwrap_or_default())
}

/// A rule: its number, its statement, and a link to its place in the source. `more` stands behind that.
pub(crate) fn quoted(rule: &RuleView, more: Html) -> Html {
    html! {
        <blockquote class="rule">
            <p><span class="rule-id">{ text::RULE }{ " " }{ rule.id.clone() }</span>{ rule.statement.clone() }</p>
            <footer>{ markdown::link(&rule.place, &rule.href) }{ more }</footer>
        </blockquote>
    }
}

/// Rules that a sentence or an answer names, one under the other: their numbers and statements.
pub(crate) fn named(rules: &[&Rule]) -> Html {
    let one = |rule: &&Rule| {
        html! { <p class="fade">{ text::RULE }{ " " }{ rule.id.name() }{ ": " }{ rule.statement }</p> }
    };
    rules.iter().map(one).collect()
}

fn way(cx: &Cx<'_>, way: &Way) -> Html {
    html! {
        <li>
            <p>{ way.text.clone() }</p>
            { for way.commands.iter().map(|line| draw::commands(cx, slice::from_ref(line), 0)) }
        </li>
    }
}
