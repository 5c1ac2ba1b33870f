//! The envelope: KMS key → wrapped data key → pages, each link with its bytes.

use playground_session::view::{EnvelopeLink, Field, LinkKind};
use yew::{Html, classes, html};

use crate::draw::{self, hue, icon};
use crate::msg::Cx;
use crate::text;

/// The chain, outermost first.
pub(crate) fn chain(cx: &Cx<'_>, chain: &[EnvelopeLink]) -> Html {
    let before = std::iter::once(None).chain(chain.iter().map(|l| Some(l.kind)));
    // A wrapped data key opens pages and nothing else: anything else that follows it stands beside it.
    let beside =
        before.zip(chain).map(|(before, l)| before == Some(LinkKind::Wrapped) && l.kind != LinkKind::Pages);
    let whole = std::iter::once(true).chain(chain.iter().map(|l| l.intact));
    let joins = beside.zip(whole).map(|(beside, opens)| match (beside, opens) {
        (true, _) => (true, text::LINK_BESIDE),
        (false, true) => (false, text::LINK_OPENS),
        (false, false) => (false, text::LINK_CANNOT),
    });
    html! { <ol class="envelope">{ for chain.iter().zip(joins).map(|(l, join)| link(cx, l, join)) }</ol> }
}

fn link(cx: &Cx<'_>, l: &EnvelopeLink, (beside, join): (bool, &'static str)) -> Html {
    let sign = match l.kind {
        LinkKind::Key => "#i-key",
        LinkKind::Wrapped => "#i-lock",
        LinkKind::Pages => "#i-pages",
    };
    let title = html! { <strong>{ l.title.clone() }</strong> };
    html! {
        <li class={classes!(hue(&l.seal), (!l.intact).then_some("broken"), beside.then_some("beside"))} data-join={join}>
            <p class="envelope-head">
                { icon(sign) }
                { draw::link_to(cx, l.thing.as_ref(), title) }
                { (!l.intact).then(|| html! { <span class="status bad">{ icon("#i-bad") }<span>{ text::BROKEN }</span></span> }) }
            </p>
            { (!l.note.is_empty()).then(|| html! { <p class="fade">{ l.note.clone() }</p> }) }
            { (!l.fields.is_empty()).then(|| html! {
                <details><summary>{ text::FIELDS }</summary><dl class="fields">{ for l.fields.iter().map(field) }</dl></details>
            }) }
        </li>
    }
}

fn field(f: &Field) -> Html {
    html! {
        <div>
            <dt>{ f.name.clone() }<span class="fade">{ text::bytes(f.len) }</span></dt>
            <dd><code>{ f.value.clone() }</code>{ (!f.note.is_empty()).then(|| html! { <span class="fade">{ f.note.clone() }</span> }) }</dd>
        </div>
    }
}
