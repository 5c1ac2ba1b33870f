//! The map's text twin as nested lists. Its words are the session's.

use playground_session::view::{MapView, TwinItem, twin};
use yew::{Html, html};

/// The map as nested lists.
pub(crate) fn list(map: &MapView) -> Html {
    html! { <ul class="twin">{ items(&twin(map)) }</ul> }
}

fn items(all: &[TwinItem]) -> Html {
    let item = |item: &TwinItem| {
        let inside = (!item.items.is_empty()).then(|| html! { <ul>{ items(&item.items) }</ul> });
        html! { <li>{ item.text.clone() }{ inside }</li> }
    };
    all.iter().map(item).collect()
}
