//! What is in a page: its rows, whose values lead to their bytes; texts that no row has any more; every byte by its name; and
//! what the last write changed.
//!
//! The values are one stop of the Tab key, as in a grid: arrow keys move among them. Attributes say where the bytes of a value
//! are, so that a whole page of values needs one listener of each kind.

use playground_session::view::{Bytes, CellView, ChangedView, ColumnView, PageId, PageView, PagesView};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::{Html, html};

use super::{Look, Span};
use crate::draw;
use crate::msg::{Cx, Msg};
use crate::text::{self, Text};

/// The most bytes shown of the chosen value.
const CHOSEN: usize = 24;
/// How many columns without bytes the right arrow key skips.
const NEAR: usize = 64;
/// The most rows shown; a page has room for some hundred.
const ROWS: usize = 120;

/// The section.
pub(crate) fn opened(cx: &Cx<'_>, pages: &PagesView, page: &PageView) -> Html {
    html! {
        <div class="opened" onmouseover={on(cx, |span| Look::Hover { span: Some(span) })} onmouseleave={cx.on::<yew::MouseEvent>(Msg::Look(Look::Hover { span: None }))} onclick={on(cx, |span| Look::Mark { span })} onfocusin={on_focus(cx)} onkeydown={|event: yew::KeyboardEvent| arrows(&event)}>
            <h4>{ text::IN_PAGE }</h4>
            <p><strong>{ text::named(page.kind) }</strong>{ (!page.owner.is_empty()).then(|| html! { <span class="owner">{ text::said(&page.owner) }</span> }) }</p>
            <p class="fade">{ text::said(&page.about) }</p>
            { (!page.cells.is_empty()).then(|| rows(cx, pages, page)) }
            { (!page.leftovers.is_empty()).then(|| leftovers(cx, page)) }
            { ranges(cx, page) }
            // Below everything that the pointer may be on: it appears and disappears with that.
            { [cx.ui.inspector.hover, cx.ui.inspector.mark].into_iter().flatten().find_map(|span| chosen(pages, span)).unwrap_or_default() }
        </div>
    }
}

/// What the last write changed.
pub(crate) fn changed(changed: &ChangedView, pages: &PagesView) -> Html {
    let size = pages.page_size;
    let bar = |place: Text, part: u32, whole: u32| {
        let said = text::changed_of(part as usize, whole as usize, &place);
        html! { <label>{ said }<progress max={whole.to_string()} value={part.to_string()} /></label> }
    };
    html! {
        <div class="did">
            <h4>{ text::WHAT_A_WRITE_DOES }</h4>
            <p class="fade">{ text::said(&changed.about) }</p>
            { bar(text::reads(pages.reader), changed.plain_bytes, size) }
            { bar(text::AT_REST, changed.stored_bytes, changed.stored_size) }
        </div>
    }
}

/// A listener that sends a message about the value that an event is on, if it is on one.
fn on<E: AsRef<web_sys::Event> + 'static>(cx: &Cx<'_>, look: fn(Span) -> Look) -> yew::Callback<E> {
    cx.hear(move |event: E| span_of(&value_of(event.as_ref())?).map(|span| Msg::Look(look(span))))
}

fn on_focus(cx: &Cx<'_>) -> yew::Callback<yew::FocusEvent> {
    cx.hear(|event: yew::FocusEvent| {
        // A click sends its own message, after this one: what is under the pointer must not move before the button is released.
        let value = value_of(&event)?;
        value
            .matches(":focus-visible")
            .unwrap_or(false)
            .then(|| span_of(&value).map(|span| Msg::Look(Look::Mark { span })))
            .flatten()
    })
}

fn value_of(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("[data-span]").ok().flatten()
}

/// The bytes of a value.
pub(super) fn span_of(value: &Element) -> Option<Span> {
    let text = value.get_attribute("data-span")?;
    let (offset, length) = text.split_once('+')?;
    Some(Span { offset: offset.parse().ok()?, length: length.parse().ok()? })
}

/// Moves among the values of a list or a table.
fn arrows(event: &yew::KeyboardEvent) {
    let Some(value) = value_of(event) else { return };
    let place = value.get_attribute("data-cell").unwrap_or_default();
    let Some((row, column)) = place.split_once(',') else { return };
    let (Ok(row), Ok(column)) = (row.parse::<usize>(), column.parse::<usize>()) else { return };
    let (row, column) = match event.key().as_str() {
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowDown" => (row + 1, column),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "ArrowRight" => (row, column + 1),
        "Home" => (row, 0),
        _ => return, // any other key
    };
    event.prevent_default();
    let Some(grid) = value.closest("[data-grid]").ok().flatten() else { return };
    // The nearest value in that direction: rows differ in length, and not every value has bytes.
    let cell = |column: usize| grid.query_selector(&format!("[data-cell='{row},{column}']")).ok().flatten();
    let found = if event.key() == "ArrowRight" {
        (column..column + NEAR).find_map(cell)
    } else {
        (0..=column).rev().find_map(cell)
    };
    if let Some(next) = found.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        let _ = next.focus();
        next.click(); // browsers differ in whether :focus-visible matches after this
    }
}

/// A value that leads to its bytes.
struct Value {
    said: String,
    label: String,
    span: Span,
    at: (usize, usize),
}

fn value(cx: &Cx<'_>, it: Value, first: bool) -> Html {
    let chosen = cx.ui.inspector.mark == Some(it.span);
    let Span { offset, length } = it.span;
    html! {
        <button type="button" class="value" data-span={format!("{offset}+{length}")} data-cell={format!("{},{}", it.at.0, it.at.1)} tabindex={if chosen || first { "0" } else { "-1" }}
            aria-pressed={chosen.to_string()} aria-label={it.label}>{ it.said }</button>
    }
}

fn rows(cx: &Cx<'_>, pages: &PagesView, page: &PageView) -> Html {
    let names = |cell: &CellView| cell.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    let first = page.cells.iter().find(|cell| !cell.columns.is_empty()).map(names);
    let shown = page.cells.iter().take(ROWS).enumerate();
    let hidden = page.cells.len().saturating_sub(ROWS);
    // Tab stops at the chosen value, or at the first one if the chosen value is not in this list.
    let held =
        cx.ui.inspector.mark.is_some_and(|mark| page.cells.iter().take(ROWS).any(|cell| has(cell, mark)));
    let row = |cell, at| whole(cx, pages, cell, at, at == 0 && !held);
    let body = match &first {
        Some(titles) if page.cells.iter().all(|cell| names(cell) == *titles) => html! {
            <table>
                <caption class="visually-hidden">{ text::ROWS_IN_PAGE }</caption>
                <thead><tr><td />{ for titles.iter().map(|name| html! { <th scope="col">{ draw::words_of(name) }</th> }) }</tr></thead>
                <tbody>{ for shown.map(|(at, cell)| html! {
                    <tr><th scope="row">{ row(cell, at) }</th>{ for cell.columns.iter().enumerate().map(|(column, it)| html! {
                        <td>{ column_of(cx, it, (at, column + 1)) }</td>
                    }) }</tr>
                }) }</tbody>
            </table>
        },
        Some(_) | None => html! {
            <ul>{ for shown.map(|(at, cell)| html! {
                <li>{ row(cell, at) }{ for cell.columns.iter().enumerate().map(|(column, it)| html! {
                    <span class="pair"><span class="fade">{ draw::words_of(&it.name) }{ " " }</span>{ column_of(cx, it, (at, column + 1)) }</span>
                }) }</li>
            }) }</ul>
        },
    };
    html! {
        <>
            <div class="wide rows" data-grid="" role="group" aria-label={text::ROWS_IN_PAGE}>{ body }</div>
            { (hidden > 0).then(|| html! { <p class="fade">{ text::more(hidden) }</p> }) }
            <p class="fade hint">{ text::VALUES_HINT }</p>
        </>
    }
}

/// Returns whether the span is that of a row or of one of its values.
fn has(cell: &CellView, span: Span) -> bool {
    let lies = |offset, length| span == Span { offset, length };
    lies(cell.offset, cell.length) || cell.columns.iter().any(|column| lies(column.offset, column.length))
}

/// A row as a whole, what there is to say about it, and the page that it leads to. Tab stops at it if it is the first.
fn whole(cx: &Cx<'_>, pages: &PagesView, cell: &CellView, at: usize, first: bool) -> Html {
    let span = Span { offset: cell.offset, length: cell.length };
    let what = text::said(&cell.what);
    let label = text::bytes_named(&what, cell.offset, cell.length);
    let it = Value { said: what, label, span, at: (at, 0) };
    let leads = cell.page.map(|number| {
        let page = PageId { file: pages.file, number };
        html! { <button type="button" class="link-to" onclick={cx.on(Msg::Look(Look::Page { page }))}>{ text::page(number) }</button> }
    });
    html! {
        <>
            { value(cx, it, first) }
            { leads.map(|leads| html! { <>{ " " }{ leads }</> }) }
            { (!cell.note.is_empty()).then(|| html! { <span class="fade about">{ text::said(&cell.note) }</span> }) }
        </>
    }
}

fn column_of(cx: &Cx<'_>, it: &ColumnView, at: (usize, usize)) -> Html {
    let about = text::said(&it.note);
    let aloud =
        (!about.is_empty()).then(|| html! { <span class="visually-hidden">{ " " }{ about.clone() }</span> });
    if it.length == 0 {
        return html! { <span class="none" title={about}>{ it.value.clone() }{ aloud }</span> };
    }
    let span = Span { offset: it.offset, length: it.length };
    let named = [&text::said(&it.name), ": ", &it.value].concat();
    let label = text::bytes_named(&named, it.offset, it.length);
    html! { <>{ value(cx, Value { said: it.value.clone(), label, span, at }, false) }{ aloud }</> }
}

/// The bytes of a value, as far as the window shows them: at rest, and as a client reads them. `None` outside the window.
fn chosen(pages: &PagesView, span: Span) -> Option<Html> {
    let rest = cut(&pages.at_rest, span)?;
    let read = pages.read.as_ref().and_then(|read| cut(read, span));
    let line = |what: Text, bytes: &[u8]| {
        let more = if bytes.len() > CHOSEN || bytes.len() < span.length as usize { " …" } else { "" };
        let shown = bytes.get(..CHOSEN).unwrap_or(bytes);
        html! { <div><dt>{ what }</dt><dd><code>{ draw::hex(shown).trim_end() }{ more }</code><code class="ascii">{ draw::ascii(shown) }</code></dd></div> }
    };
    Some(html! {
        <div class="chosen">
            <p>{ text::bytes_named("", span.offset, span.length) }</p>
            <dl>
                { line(text::AT_REST, &rest) }
                { read.map(|read| line(text::reads(pages.reader), &read)) }
            </dl>
        </div>
    })
}

/// The bytes of the span that are in the window; `None` if the first of them is not.
fn cut(window: &Bytes, span: Span) -> Option<Vec<u8>> {
    let all = window.rows.iter().flat_map(|row| (row.offset..).zip(&row.bytes));
    let found: Vec<u8> = all.filter(|(at, _)| span.has(*at)).map(|(_, byte)| *byte).collect();
    let first = window.rows.first()?.offset;
    (first <= span.offset && !found.is_empty()).then_some(found)
}

fn leftovers(cx: &Cx<'_>, page: &PageView) -> Html {
    html! {
        <div class="leftovers">
            <p>{ text::LEFTOVERS }</p>
            <ul data-grid="">{ for page.leftovers.iter().enumerate().map(|(at, it)| {
                let span = Span { offset: it.offset, length: it.length };
                let label = text::bytes_named(&it.text, it.offset, it.length);
                html! { <li>{ value(cx, Value { said: it.text.clone(), label, span, at: (at, 0) }, at == 0) }</li> }
            }) }</ul>
        </div>
    }
}

fn ranges(cx: &Cx<'_>, page: &PageView) -> Html {
    html! {
        <details class="ranges">
            <summary>{ text::BY_NAME }</summary>
            <ul data-grid="">{ for page.ranges.iter().enumerate().map(|(at, it)| {
                let span = Span { offset: it.offset, length: it.length };
                let name = text::said(&it.name);
                let label = text::bytes_named(&name, it.offset, it.length);
                html! {
                    <li title={text::named(it.meaning)}>
                        <code>{ format!("{:04x}", it.offset) }</code>
                        { value(cx, Value { said: name, label, span, at: (at, 0) }, at == 0) }
                        <span class="fade">{ text::bytes(it.length as usize) }{ (!it.value.is_empty()).then(|| format!(", {}", it.value)) }</span>
                        { (it.changed > 0).then(|| html! { <span class="badge changed">{ text::changed(it.changed as usize, it.length as usize) }</span> }) }
                    </li>
                }
            }) }</ul>
        </details>
    }
}
