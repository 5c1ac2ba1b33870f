//! What is known of one cluster, below its row.

use playground_estate::{Arn, Detail, Part, Without};
use playground_session::own::planning::Aim;
use yew::{Html, html};

use super::table::{Change, msg};
use super::{Account, plan, what_if};
use crate::draw::button;
use crate::msg::{Cx, Msg};
use crate::text::{self, Text};

/// Draws it, with so many of its snapshots, copies, replicas and backups.
pub(super) fn draw(cx: &Cx<'_>, detail: &Detail, parts: usize) -> Html {
    let left = detail.parts.len().saturating_sub(parts);
    let key = if detail.key.is_empty() {
        html! { <p>{ detail.encryption }{ " " }<span class="fade">{ text::OWN_NO_KEY }</span></p> }
    } else {
        html! { <p>{ detail.encryption }{ " " }<code>{ detail.key.clone() }</code>{ ", " }{ detail.whose.clone() }{ ", " }{ detail.key_state.clone() }{ ". " }{ text::OWN_ROTATION }{ " " }{ detail.rotation.clone() }{ "." }</p> }
    };
    let who = |label: Text, administer: bool| {
        let lines = detail.access.lines(administer);
        let nobody = lines.is_empty();
        html! {
            <>
                <h3>{ label }</h3>
                { nobody.then(|| html! { <p>{ text::OWN_NOBODY }</p> }) }
                <ul>{ for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            </>
        }
    };
    let has_key = !detail.key.is_empty();
    html! {
        <div class="own-more">
            <div>
                <h3>{ text::OWN_KEY_OF }</h3>{ key }
                <h3>{ text::OWN_BACKUPS }</h3><p>{ detail.backups.clone() }</p>
                <h3>{ text::OWN_PARTS }</h3>
                { detail.parts.is_empty().then(|| html! { <p>{ text::OWN_NO_PARTS }</p> }) }
                <ul>{ for detail.parts.iter().take(parts).map(part) }</ul>
                { (left > 0).then(|| button(cx, "quiet", "#i-more", &text::more(left), msg(Change::MoreParts), true)) }
            </div>
            <p class="own-take">{ ways(cx, detail) }</p>
            { has_key.then(|| html! { <div>{ who(text::OWN_MAY_USE, false) }{ who(text::OWN_MAY_ADMINISTER, true) }</div> }) }
        </div>
    }
}

/// The ways on, with the cluster or its key filled in.
fn ways(cx: &Cx<'_>, detail: &Detail) -> Html {
    let way = |label: Text, account: Account| button(cx, "plain", "", &label, Msg::Account(account), true);
    let gone = Arn::parse(&detail.key).map(|key| Without::Key(key.as_str().into()));
    let aim = if detail.encryption == "unencrypted" { Aim::Encrypted } else { Aim::AnotherKey };
    let of = detail.arn.as_str().into();
    html! {
        <>
            { gone.map(|gone| way(text::OWN_ON_ITS_KEY, Account::DependsOn { gone: Some(gone) })) }
            { way(text::OWN_PLAN, Account::Plan(plan::Step::Ask(aim, Some(detail.arn.clone())))) }
            { way(text::OWN_TRY_RESTORE, Account::WhatIf(what_if::Step::Ask { kind: what_if::Kind::Restore, of })) }
        </>
    }
}

fn part(part: &Part) -> Html {
    let bad = part.encryption == "unencrypted" || !matches!(&*part.key_state, "Enabled" | "" | "unknown");
    let under: Vec<&str> =
        [part.encryption, &part.key, &part.key_state].into_iter().filter(|word| !word.is_empty()).collect();
    let shared = (!part.shared.is_empty()).then(|| text::own_shared_with(&part.shared));
    html! {
        <li>{ part.kind }{ " " }<strong>{ part.arn.name().to_owned() }</strong>{ " " }<span class="fade">{ format!("{} · {}", part.arn.account(), part.arn.region()) }</span>{ ": " }<span class={if bad { "bad" } else { "" }}>{ under.join(", ") }</span>{ shared }</li>
    }
}
