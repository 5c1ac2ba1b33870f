//! The envelope: KMS key → wrapped data key → pages, in a line that breaks at the link that is missing, and link by link
//! with its bytes.

use playground_session::view::{
    EnvelopeLink, EnvelopeView, Field, Join, KeyHealth, KeyTag, LinkKind, PagesUsed, Phrase, Seal,
};
use yew::{Html, classes, html};

use crate::draw::{self, hue, icon};
use crate::msg::Cx;
use crate::text;

/// The line, what is missing, and the links.
pub(crate) fn envelope(cx: &Cx<'_>, v: &EnvelopeView) -> Html {
    let kinds = [LinkKind::Key, LinkKind::Wrapped, LinkKind::Pages];
    html! {
        <>
            <p class="chain">{ for kinds.into_iter().map(|kind| in_line(cx, v, kind)) }</p>
            { if v.broken.is_empty() { Html::default() } else { html! {
                <p class="flash bad">{ icon("#i-bad") }<span>{ text::said(&v.broken) }</span></p>
            } } }
            <details class="links-of"><summary>{ text::ENVELOPE_LINKS }</summary><ol class="envelope">{ for v.chain.iter().map(|link| opened(cx, v, link)) }</ol></details>
        </>
    }
}

const fn sign(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Key => "#i-key",
        LinkKind::Wrapped => "#i-lock",
        LinkKind::Pages => "#i-pages",
    }
}

/// The class that lets a link open and close once. It differs from step to step, so that the movement begins again.
fn opens_now(cx: &Cx<'_>, v: &EnvelopeView, kind: LinkKind) -> Option<&'static str> {
    let moves = match kind {
        LinkKind::Key => false,
        LinkKind::Wrapped => v.unwrapped,
        LinkKind::Pages => matches!(v.used, Some(PagesUsed::Read | PagesUsed::Written)),
    };
    moves.then_some(if cx.view.timeline.position.is_multiple_of(2) { "opens even" } else { "opens odd" })
}

/// The classes of a link that opens nothing: one whose key is only disabled, or can still be kept, is not struck out.
fn dead(l: &EnvelopeLink) -> Option<&'static str> {
    let kept = |tag: &KeyTag| matches!(tag.state, KeyHealth::Paused | KeyHealth::Pending);
    (!l.intact).then_some(match &l.seal {
        Seal::Under(tag) if kept(tag) => "dead kept",
        Seal::Under(_) | Seal::Plain => "dead",
    })
}

/// The links of a kind, as one box: clones and restored clusters have the data keys of those before them as well, and one
/// line is to hold them all. All data keys are unwrapped, or none is.
fn in_line(cx: &Cx<'_>, v: &EnvelopeView, kind: LinkKind) -> Html {
    let links: Vec<&EnvelopeLink> = v.chain.iter().filter(|link| link.kind == kind).collect();
    let Some(l) = links.first() else { return Html::default() };
    let all = |of: fn(&EnvelopeLink) -> &Phrase| Phrase::list(links.iter().map(|link| of(link).clone()));
    let [what, which] = &l.short;
    let (what, which, thing) = match kind {
        LinkKind::Key if links.len() > 1 => {
            (text::line_keys(links.len()), text::said(&all(|it| &it.short[1])), None)
        }
        LinkKind::Wrapped if links.len() > 1 => (text::line_data_keys(links.len()), text::said(which), None),
        LinkKind::Key | LinkKind::Wrapped | LinkKind::Pages => {
            (text::said(what), text::said(which), l.thing.as_ref())
        }
    };
    let intact = links.iter().all(|link| link.intact);
    let (class, said) = match &l.join {
        Join::First => ("", None),
        Join::Beside => ("join", Some(text::LINK_BESIDE)),
        Join::Opens(_) => ("join whole", Some(text::OPENS)),
        Join::Missing(_) => ("join missing", Some(text::CANNOT_OPEN)),
    };
    html! {
        <>
            { said.map(|said| html! { <span class={class}><span class="visually-hidden">{ said }</span></span> }) }
            <span class={classes!("link-of", hue(&l.seal), links.iter().find_map(|link| dead(link)), opens_now(cx, v, kind))} title={text::said(&all(|it| &it.title))}>
                { icon(sign(kind)) }
                { draw::link_to(cx, thing, html! { <span class="link-words"><span>{ what }</span>{ " " }<b>{ which }</b></span> }) }
                { (!intact).then(|| html! { <span class="visually-hidden">{ ", " }{ text::DEAD }</span> }) }
            </span>
        </>
    }
}

fn opened(cx: &Cx<'_>, v: &EnvelopeView, l: &EnvelopeLink) -> Html {
    let (class, join) = match &l.join {
        Join::First => (None, None),
        Join::Beside => (Some("beside"), Some((text::LINK_BESIDE, String::new()))),
        Join::Opens(how) => (None, Some((text::LINK_OPENS, text::said(how)))),
        // What is missing first stands above already.
        Join::Missing(why) if *why == v.broken => (Some("missing"), Some((text::LINK_CANNOT, String::new()))),
        Join::Missing(why) => (Some("missing"), Some((text::LINK_CANNOT, text::said(why)))),
    };
    let title = html! { <strong>{ text::said(&l.title) }</strong> };
    html! {
        <li class={classes!(hue(&l.seal), class, dead(l))}>
            { join.map(|(word, why)| html! { <p class="join-of"><span>{ word }</span>{ " " }{ why }</p> }) }
            <p class="envelope-head">
                { icon(sign(l.kind)) }
                { draw::link_to(cx, l.thing.as_ref(), title) }
                { (!l.intact).then(|| html! { <span class="status bad">{ icon("#i-bad") }<span>{ text::DEAD }</span></span> }) }
            </p>
            { (!l.note.is_empty()).then(|| html! { <p class="fade">{ text::said(&l.note) }</p> }) }
            { (!l.fields.is_empty()).then(|| html! {
                <details><summary>{ text::FIELDS }</summary><dl class="fields">{ for l.fields.iter().map(field) }</dl></details>
            }) }
        </li>
    }
}

fn field(f: &Field) -> Html {
    html! {
        <div>
            <dt>{ text::named(f.name) }<span class="fade">{ text::bytes(f.len) }</span></dt>
            <dd><code>{ text::said(&f.value) }</code>{ (!f.note.is_empty()).then(|| html! { <span class="fade">{ text::said(&f.note) }</span> }) }</dd>
        </div>
    }
}
