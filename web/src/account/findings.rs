//! What was found, worst first: each kind with its way out, and the ways from each finding to the sections that say more.

use std::rc::Rc;

use playground_estate::{Arn, Estate, Finding, Form, Kind, Severity, Without};
use playground_session::address::OwnSection;
use playground_session::view::RuleId;
use yew::{Html, classes, html};

use super::{Account, Reading, plan, print, said, what_if};
use crate::address::Address;
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg};
use crate::text::{self, Text};

/// The name of a report's file, and its media type.
pub(super) const fn file_of(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Markdown => ("aurora-encryption.md", "text/markdown"),
        Form::Csv => ("aurora-encryption.csv", "text/csv"),
        Form::Json => ("aurora-encryption.json", "application/json"),
    }
}

/// The section.
pub(super) fn section(cx: &Cx<'_>, reading: &Reading) -> Html {
    let Reading { estate, found, files, .. } = reading;
    let held = text::own_held(estate.clusters.len(), estate.snapshots.len(), estate.keys.len());
    let kinds = Kind::ALL.iter().filter_map(|kind| {
        let those: Vec<&Finding> = found.iter().filter(|finding| finding.kind == *kind).collect();
        (!those.is_empty()).then(|| of_kind(cx, reading, *kind, &those))
    });
    let save = |form: Form, name: Text| {
        button(cx, "plain", "#i-save", &name, Msg::Account(Account::Save { form }), true)
    };
    let unread = files.iter().filter(|file| !file.is_lost() && file.unread(estate).next().is_some()).count();
    html! {
        <>
        <section aria-labelledby="own-findings">
            <div class="own-held"><h2 id="own-findings" tabindex="-1">{ text::OWN_FINDINGS }</h2>{ severities(found) }<span>{ held }</span></div>
            { (unread > 0).then(|| html! { <p class="bad">{ icon("#i-warn") }{ text::own_unread(unread) }{ " " }{ draw::to(cx, &Address::OwnAccount(OwnSection::Files), "", text::OWN_UNREAD_WHY.into()) }</p> }) }
            { said::nothing(reading) }
            <ol class="own-kinds own-cards" lang="en">{ for kinds }</ol>
            <p class="own-take"><span>{ text::OWN_TAKE }</span>{ save(Form::Markdown, text::OWN_MARKDOWN) }{ save(Form::Csv, text::OWN_CSV) }{ save(Form::Json, text::OWN_JSON) }{ print::way(cx) }</p>
            { reading.kept_back.then(|| html! { <p class="flash bad" role="alert">{ icon("#i-bad") }<span>{ text::NO_DOWNLOAD }</span></p> }) }
        </section>
        { print::paper(cx, reading) }
        </>
    }
}

/// How many findings of each severity there are.
fn severities(found: &[Finding]) -> Html {
    let one = |severity: Severity| {
        let count = found.iter().filter(|finding| finding.kind.severity() == severity).count();
        (count > 0).then(|| html! { <span class={classes!("badge", severity.name())} lang="en">{ format!("{count} {}", severity.name()) }</span> })
    };
    Severity::ALL.into_iter().filter_map(one).collect()
}

/// How many findings of a kind stand there before the rest is folded.
const FIRST: usize = 2;

/// How many of the rest are drawn.
const MOST: usize = 200;

fn of_kind(cx: &Cx<'_>, reading: &Reading, kind: Kind, found: &[&Finding]) -> Html {
    let rest = found.get(FIRST..).unwrap_or_default();
    let more = rest.len().saturating_sub(MOST);
    let rule = RuleId::parse(kind.rule().name());
    let in_table = !rest.is_empty() && reading.table.has(kind);
    let all = || button(cx, "quiet", "", &text::OWN_IN_TABLE, Msg::Account(Account::Having { kind }), true);
    html! {
        <li class={kind.severity().name()}>
            <h3><span class={classes!("badge", kind.severity().name())}>{ kind.severity().name() }</span>{ " " }{ heading(kind.name()) }</h3>
            <ul>{ for found.iter().take(FIRST).map(|finding| html! { <li>{ one(finding) }{ said::own_way_out(finding, found) }{ ways(cx, reading, finding) }</li> }) }</ul>
            { (!rest.is_empty()).then(|| html! {
                <details><summary>{ text::own_others(rest.len()) }</summary>
                    <ul>{ for rest.iter().take(MOST).map(|finding| html! { <li>{ one(finding) }{ said::own_way_out(finding, found) }</li> }) }</ul>
                    { (more > 0).then(|| html! { <p class="fade">{ text::own_others(more) }</p> }) }
                </details>
            }) }
            { in_table.then(|| html! { <span class="own-ways">{ all() }</span> }) }
            <p><strong>{ text::OWN_WAY_OUT }</strong>{ " " }{ said::way_out(kind, found) }{ " " }{ draw::to(cx, &Address::WhatChanged(rule), "fade", html! { <>{ text::RULE }{ " " }{ kind.rule().name() }</> }) }</p>
        </li>
    }
}

/// A name, with a capital letter at its beginning.
fn heading(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// What is so, and where.
fn one(finding: &Finding) -> Html {
    let about = &finding.about;
    html! { <>{ finding.what.clone() }{ " " }<span class="fade">{ format!("{} · {}", about.account(), about.region()) }</span></> }
}

/// The ways from a finding to what depends on it, to a plan and to a trial, each with what it is about filled in.
fn ways(cx: &Cx<'_>, reading: &Reading, finding: &Finding) -> Html {
    let about = &finding.about;
    let name = reading.keys.iter().find(|key| key.arn == *about).map_or(about.name(), |key| &key.name);
    let way = |label: Text, account: Account| {
        let said = format!("{}: {name}", &*label);
        html! { <button type="button" class="quiet" aria-label={said} onclick={cx.on(Msg::Account(account))}>{ label }</button> }
    };
    let key = key_of(&reading.estate, about);
    let gone = key.as_ref().filter(|_| is_about_a_key(finding.kind));
    let depends = gone.map(|key| {
        let label = if key == about { text::OWN_ON_IT } else { text::OWN_ON_ITS_KEY };
        way(label, Account::DependsOn { gone: Some(Without::Key(key.as_str().into())) })
    });
    let plan = plan::for_finding(&reading.estate, finding);
    let plan = plan.map(|step| way(text::OWN_PLAN, Account::Plan(step)));
    let trial = tried(finding.kind).map(|kind| {
        let of: Rc<str> = match (kind, &key) {
            (what_if::Kind::Leave, Some(key)) => key.account().into(),
            (_, Some(key)) if kind.is_of_key() => key.as_str().into(),
            _ => about.as_str().into(),
        };
        way(text::OWN_WHAT_IF, Account::WhatIf(what_if::Step::Ask { kind, of }))
    });
    html! { <span class="own-ways">{ depends }{ plan }{ trial }</span> }
}

/// The key that something is under, or the key itself.
pub(super) fn key_of(estate: &Estate, about: &Arn) -> Option<Arn> {
    if about.service() == "kms" {
        return Some(about.clone());
    }
    let of_cluster = estate.clusters.get(about.as_str()).map(|it| &it.encryption);
    let encryption = of_cluster.or_else(|| estate.snapshots.get(about.as_str()).map(|it| &it.encryption));
    estate.key_arn(encryption?.key()?, about)
}

/// Returns whether it matters for a finding what else is under the key.
const fn is_about_a_key(kind: Kind) -> bool {
    match kind {
        Kind::Inaccessible
        | Kind::KeyPendingDeletion
        | Kind::KeyDisabled
        | Kind::OpenKey
        | Kind::ForeignKey
        | Kind::SharedWithoutKey
        | Kind::UnknownKey
        | Kind::UnreadPolicy
        | Kind::AwsManagedKey
        | Kind::NotRotated
        | Kind::OneKey => true,
        Kind::PublicSnapshot
        | Kind::DoubtfulSharing
        | Kind::Unencrypted
        | Kind::UnencryptedSnapshot
        | Kind::OneDayOfBackups
        | Kind::OneRegion => false,
    }
}

/// The change that shows how bad a finding may become, if there is one.
const fn tried(kind: Kind) -> Option<what_if::Kind> {
    match kind {
        Kind::KeyDisabled | Kind::OneKey => Some(what_if::Kind::Delete),
        Kind::ForeignKey => Some(what_if::Kind::Leave),
        Kind::Inaccessible | Kind::OneDayOfBackups => Some(what_if::Kind::Restore),
        Kind::KeyPendingDeletion
        | Kind::PublicSnapshot
        | Kind::DoubtfulSharing
        | Kind::OpenKey
        | Kind::Unencrypted
        | Kind::UnencryptedSnapshot
        | Kind::SharedWithoutKey
        | Kind::UnknownKey
        | Kind::UnreadPolicy
        | Kind::AwsManagedKey
        | Kind::NotRotated
        | Kind::OneRegion => None,
    }
}
