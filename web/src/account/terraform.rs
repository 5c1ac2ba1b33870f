//! What plans of Terraform would delete and create again, and why. What is said of it comes from `playground-estate`.

use playground_estate::{Forcing, Replacement};
use playground_session::view::RuleId;
use yew::{Html, html};

use super::{Reading, refused};
use crate::address::Address;
use crate::draw;
use crate::msg::Cx;
use crate::text;

/// How many are drawn.
const MOST: usize = 50;

/// The section.
pub(super) fn section(cx: &Cx<'_>, reading: &Reading) -> Html {
    let all = &reading.replaced;
    let rest = all.len().saturating_sub(MOST);
    html! {
        <section aria-labelledby="own-plan">
            <h2 id="own-plan" tabindex="-1">{ text::PLAN_TITLE }</h2>
            <p class="fade">{ text::PLAN_LEAD }</p>
            <ol class="own-kinds own-plan" lang="en">{ for all.iter().take(MOST).map(|one| replaced(cx, one)) }</ol>
            { (rest > 0).then(|| html! { <p class="fade">{ text::own_others(rest) }</p> }) }
        </section>
    }
}

fn replaced(cx: &Cx<'_>, one: &Replacement) -> Html {
    html! {
        <li class="high">
            <h3 translate="no">{ one.address.clone() }</h3>
            <p class="fade">{ one.lost.clone() }</p>
            <ul>{ for one.forcing.iter().map(|it| forcing(cx, it)) }</ul>
        </li>
    }
}

fn forcing(cx: &Cx<'_>, one: &Forcing) -> Html {
    let rule = one.rule.and_then(|rule| RuleId::parse(rule.name()));
    html! {
        <li>
            { (!one.attribute.is_empty()).then(|| html! { <p class="own-attribute"><code>{ one.attribute.clone() }</code>{ (!one.values.is_empty()).then(|| html! { <code class="fade">{ [" = ", &one.values].concat() }</code> }) }</p> }) }
            <p>{ one.why.clone() }{ rule.map(|rule| html! { <>{ " " }{ draw::to(cx, &Address::WhatChanged(Some(rule)), "fade", html! { <>{ text::RULE }{ " " }{ rule.name() }</> }) }</> }) }</p>
            { (!one.instead.is_empty()).then(|| html! { <><p class="why-head">{ text::PLAN_INSTEAD }</p>{ refused::lines(&one.instead) }</> }) }
            { (!one.steps.is_empty()).then(|| html! { <details><summary>{ text::PLAN_STEPS }</summary><ol>{ for one.steps.iter().map(|step| html! { <li>{ step.clone() }</li> }) }</ol></details> }) }
        </li>
    }
}
