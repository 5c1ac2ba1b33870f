//! The inspector: the selected thing, opened up.

mod bytes;
mod envelope;
mod page;

use playground_session::view::{Fact, GrantRow, InspectorView, Link, PagesView, Section, VersionRow};
use yew::{Html, html};

use crate::draw::{self, icon};
use crate::msg::{Cx, Panel};
use crate::text;

/// The panel.
pub(crate) fn panel(cx: &Cx<'_>) -> Html {
    let body = match &cx.view.inspector {
        None => html! { <p class="empty">{ text::NOTHING_SELECTED }</p> },
        Some(thing) => opened(cx, thing),
    };
    draw::panel(cx, Panel::Inspector, "inspector", text::INSPECTOR, Html::default(), body)
}

/// The pages shown, if the thing has any.
pub(crate) fn pages(view: &InspectorView) -> Option<&PagesView> {
    view.sections.iter().find_map(|s| if let Section::Pages(p) = s { Some(p) } else { None })
}

fn opened(cx: &Cx<'_>, v: &InspectorView) -> Html {
    html! {
        <div id="inspector-top">
            <p class="crumbs">{ v.crumbs.join(" / ") }</p>
            <p class="thing-head">
                <span class="thing-kind">{ v.kind.clone() }</span>
                <strong class="thing-name">{ v.title.clone() }</strong>
                { v.tag.as_ref().map(draw::tag) }
                { v.seal.as_ref().map(draw::seal) }
                { draw::status(&v.status) }
            </p>
            { for v.sections.iter().map(|s| section(cx, s)) }
        </div>
    }
}

fn section(cx: &Cx<'_>, section: &Section) -> Html {
    match section {
        Section::Facts { title, facts } => {
            titled(title, html! { <dl class="facts">{ for facts.iter().map(|f| fact(cx, f)) }</dl> })
        }
        Section::Document { title, note, text } => html! {
            <details class="document">
                <summary>{ title.clone() }</summary>
                { (!note.is_empty()).then(|| html! { <p class="fade">{ note.clone() }</p> }) }
                <pre tabindex="0">{ text.clone() }</pre>
            </details>
        },
        Section::Things { title, note, dies, links } => titled(title, things(cx, note, *dies, links)),
        Section::Grants(grants) => titled(text::GRANTS, grants_of(cx, grants)),
        Section::Versions(rows) => titled(text::VERSIONS, versions(rows)),
        Section::Envelope(chain) => titled(text::ENVELOPE, envelope::chain(cx, chain)),
        Section::Pages(pages) => {
            html! { <div id="pages">{ titled(text::PAGES, bytes::pages(cx, pages)) }</div> }
        }
    }
}

fn titled(title: &str, body: Html) -> Html {
    html! { <section class="part"><h3>{ title.to_owned() }</h3>{ body }</section> }
}

fn fact(cx: &Cx<'_>, f: &Fact) -> Html {
    let value = if f.code {
        html! { <code>{ f.value.clone() }</code> }
    } else {
        html! { <>{ f.value.clone() }</> }
    };
    html! {
        <div>
            <dt>{ f.name.clone() }</dt>
            <dd>{ match &f.thing {
                Some(thing) => draw::select(cx, thing, "link-to", value),
                None => value,
            } }</dd>
        </div>
    }
}

fn things(cx: &Cx<'_>, about: &str, dies: bool, links: &[Link]) -> Html {
    html! {
        <>
            { (!about.is_empty()).then(|| html! { <p class="fade">{ about.to_owned() }</p> }) }
            { (!links.is_empty()).then(|| html! {
                <ul class="things">{ for links.iter().map(|l| html! {
                    <li>{ draw::link(cx, l) }{ dies.then(|| html! { <span class="dies">{ icon("#i-bad") }<span>{ text::DIES }</span></span> }) }</li>
                }) }</ul>
            }) }
        </>
    }
}

fn grants_of(cx: &Cx<'_>, grants: &[GrantRow]) -> Html {
    if grants.is_empty() {
        return html! { <p class="fade">{ text::NO_GRANTS }</p> };
    }
    html! {
        <ul class="cards">{ for grants.iter().map(|g| html! {
            <li>
                <p><strong>{ g.grantee.clone() }</strong></p>
                <p>{ for g.operations.iter().map(|o| html! { <><code class="chip">{ o.clone() }</code>{ " " }</> }) }</p>
                { (!g.constraint.is_empty()).then(|| html! { <p class="fade">{ text::ONLY_WITH }<code>{ g.constraint.clone() }</code></p> }) }
                { g.link.as_ref().map(|l| html! { <p>{ draw::link(cx, l) }</p> }) }
                <p class="fade clip"><code>{ g.id.clone() }</code></p>
            </li>
        }) }</ul>
    }
}

fn versions(rows: &[VersionRow]) -> Html {
    html! {
        <ol class="cards" reversed=true>{ for rows.iter().map(|v| html! {
            <li>
                <p><strong>{ text::backing_key(v.number) }</strong>{ v.current.then(|| html! { <span class="badge">{ text::SEALS_NEW }</span> }) }</p>
                <p class="fade">{ format!("{}, {}", v.how, v.since) }</p>
                <p class="fade">{ text::opens(v.opens) }</p>
            </li>
        }) }</ol>
    }
}
