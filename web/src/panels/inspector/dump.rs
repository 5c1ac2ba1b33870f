//! Two columns of bytes with one scroll, in rows of eight that a wide place shows in pairs. Rows are text and not an element
//! a byte; the byte under the pointer and its counterpart are lit by boxes over the text, without drawing the page again.

use playground_session::view::{Bytes, BytesRow, PageView, PagesView};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::{Html, classes, html};

use super::{Look, Span};
use crate::draw;
use crate::host::Host;
use crate::msg::{Cx, Msg};
use crate::text;

/// Bytes in a row.
const ROW: u32 = 8;
/// The id of the row with the chosen bytes, or the first of them.
pub(super) const PICKED: &str = "picked";
/// The id of the dump.
const DUMP: &str = "dump";

/// A column.
pub(crate) struct Side<'a> {
    /// Its heading.
    pub(crate) title: String,
    /// Its bytes; `None` if there is nothing to read.
    pub(crate) bytes: Option<&'a Bytes>,
    /// How many of them the last step changed.
    pub(crate) changed: u32,
}

/// Both columns.
pub(crate) fn dump(cx: &Cx<'_>, p: &PagesView, one: &Side<'_>, two: &Side<'_>) -> Html {
    let mark = cx.ui.inspector.hover.or(cx.ui.inspector.mark);
    let picked = cx.ui.inspector.mark.map(|span| span.offset);
    let is_picked = |row: u32| picked.is_some_and(|at| has(row, ROW, at)).then_some(PICKED);
    let opened = p.opened.clone();
    let light_up = move |event: yew::PointerEvent| light(&event, opened.as_deref());
    let clicked =
        cx.hear(|event: yew::MouseEvent| byte_at(&event).map(|(_, _, at)| Msg::Look(Look::Byte { at })));
    let chosen = p.byte.as_ref().map(|byte| byte.offset);
    let (first, last) = (p.offset, p.page_size.saturating_sub(1));
    let keys = cx.hear(move |event: yew::KeyboardEvent| {
        let at = moved(&event.key(), chosen.unwrap_or(first), chosen.is_some(), last)?;
        event.prevent_default();
        Some(Msg::Look(Look::Byte { at }))
    });
    let rows = p.at_rest.rows.iter().enumerate();
    html! {
        <figure class="dump" aria-label={[&one.title, " | ", &two.title].concat()}>
            <div id={DUMP} class="dump-rows" tabindex="0" role="group" aria-label={text::BESIDE} onpointermove={light_up} onpointerleave={|event: yew::PointerEvent| leave(&event)} onclick={clicked} onkeydown={keys}>
                <span class="offset head" />
                { head(one, "one") }
                { head(two, "two") }
                { for rows.map(|(number, row)| html! {
                    <>
                        <span id={is_picked(row.offset)} class={classes!("offset", parity(number))}>{ format!("{:03x}", row.offset) }</span>
                        { cells(one, "one", number, row.offset, mark) }
                        { cells(two, "two", number, row.offset, mark) }
                    </>
                }) }
                <i class="glow" hidden=true /><i class="glow" hidden=true /><i class="glow" hidden=true /><i class="glow" hidden=true />
            </div>
            <figcaption class="fade"><span class="byte-now">{ text::DUMP_HINT }</span></figcaption>
        </figure>
    }
}

fn head(side: &Side<'_>, class: &'static str) -> Html {
    let of = side.bytes.map_or(0, |bytes| bytes.rows.iter().map(|row| row.bytes.len()).sum());
    html! {
        <span class={classes!("head", class)}>
            <strong>{ side.title.clone() }</strong>
            { (side.changed > 0).then(|| html! { <span class="badge changed">{ text::changed(side.changed as usize, of) }</span> }) }
        </span>
    }
}

/// A row of a column: hexadecimal and text, or dots where there is nothing to read.
fn cells(side: &Side<'_>, class: &'static str, number: usize, offset: u32, mark: Option<Span>) -> Html {
    let parity = parity(number);
    let (hex, text) = match side.bytes.and_then(|bytes| bytes.rows.get(number)) {
        Some(row) => marked_row(row, mark),
        None => (vec!["·· ".repeat(ROW as usize).into()], vec!["·".repeat(ROW as usize).into()]),
    };
    let unread = side.bytes.is_none().then_some("none");
    let at = offset.to_string();
    html! {
        <>
            <code class={classes!("hex", class, parity, unread)} data-at={at.clone()}>{ hex }</code>
            <code class={classes!("ascii", class, parity, unread)} data-at={at}>{ text }</code>
        </>
    }
}

/// Which of a pair a row is.
const fn parity(number: usize) -> &'static str {
    if number.is_multiple_of(2) { "even" } else { "odd" }
}

/// How a byte is marked.
#[derive(Clone, Copy, PartialEq)]
struct Marks {
    changed: bool,
    picked: bool,
}

/// `53 51 4c …` and `SQL…`, with the changed bytes and those of the chosen value marked in both.
fn marked_row(row: &BytesRow, mark: Option<Span>) -> (Vec<Html>, Vec<Html>) {
    let marks = |i: usize, at| Marks {
        changed: row.changed >> i & 1 == 1,
        picked: mark.is_some_and(|span| span.has(at)),
    };
    let all = row.bytes.iter().enumerate().zip(row.offset..).map(|((i, byte), at)| (marks(i, at), *byte));
    let all: Vec<(Marks, u8)> = all.collect();
    let runs = all.chunk_by(|(one, _), (next, _)| one == next);
    let columns = runs.filter_map(|run| {
        let (marks, _) = run.first()?;
        let bytes: Vec<u8> = run.iter().map(|(_, byte)| *byte).collect();
        Some((marked(draw::hex(&bytes), *marks), marked(draw::ascii(&bytes), *marks)))
    });
    columns.unzip()
}

fn marked(said: String, marks: Marks) -> Html {
    match (marks.picked, marks.changed) {
        (false, false) => html! { <>{ said }</> },
        (false, true) => html! { <mark>{ said }</mark> },
        (true, changed) => {
            html! { <mark class={classes!("picked", changed.then_some("changed"))}>{ said }</mark> }
        }
    }
}

/// The byte that a key leads to from `at`: the first key press chooses where one is.
fn moved(key: &str, at: u32, chosen: bool, last: u32) -> Option<u32> {
    let to = match key {
        "ArrowUp" => at.checked_sub(ROW)?,
        "ArrowDown" => at + ROW,
        "ArrowLeft" => at.checked_sub(1)?,
        "ArrowRight" => at + 1,
        _ => return None, // any other key
    };
    Some(if chosen { to.min(last) } else { at })
}

/// The cell under the pointer, the place of the byte in its row, and that in the page.
fn byte_at(event: &web_sys::MouseEvent) -> Option<(HtmlElement, u32, u32)> {
    let cell = event.target()?.dyn_into::<Element>().ok()?.closest("[data-at]").ok().flatten()?;
    let cell = cell.dyn_into::<HtmlElement>().ok()?;
    let first: u32 = cell.get_attribute("data-at")?.parse().ok()?;
    let place = cell.get_bounding_client_rect();
    let along = (f64::from(event.client_x()) - place.left()) / place.width() * f64::from(ROW);
    let index = (0..ROW).rev().find(|index| f64::from(*index) <= along).unwrap_or(0);
    Some((cell, index, first + index))
}

/// Lights the byte under the pointer, its counterparts, and the smallest value that it is part of.
fn light(event: &yew::PointerEvent, opened: Option<&PageView>) {
    let Some((cell, index, at)) = byte_at(event) else { return };
    let Some(rows) = cell.parent_element() else { return };
    let known = at.to_string();
    if rows.get_attribute("data-lit").as_deref() == Some(&known) {
        return;
    }
    let _ = rows.set_attribute("data-lit", &known);
    let Some(first) = cell.get_attribute("data-at") else { return };
    let cells = all(&rows, &["code[data-at='", &first, "']"].concat());
    for (cell, lit) in cells.iter().zip(all(&rows, ".glow")) {
        cover(&lit, cell, index);
    }
    let hex = |side: &str| {
        let cell =
            cells.iter().find(|cell| cell.class_list().contains("hex") && cell.class_list().contains(side));
        let said = cell.and_then(|cell| cell.text_content()).unwrap_or_default();
        said.split(' ').nth(index as usize).unwrap_or_default().to_owned()
    };
    let place = opened.and_then(|page| page.ranges.iter().find(|range| has(range.offset, range.length, at)));
    let said = text::pair(at, &hex("one"), &hex("two"));
    let said = place.map_or_else(|| said.clone(), |range| [&said, " · ", &text::said(&range.name)].concat());
    say(&rows, Some(&said));
    light_value(&rows, Some(at));
}

const fn has(offset: u32, length: u32, at: u32) -> bool {
    Span { offset, length }.has(at)
}

/// Puts a box over a byte of a row.
fn cover(lit: &HtmlElement, cell: &HtmlElement, index: u32) {
    let width = f64::from(cell.offset_width()) / f64::from(ROW);
    let left = f64::from(cell.offset_left()) + width * f64::from(index);
    let style = lit.style();
    for (name, size) in [
        ("left", left),
        ("top", f64::from(cell.offset_top())),
        ("width", width),
        ("height", f64::from(cell.offset_height())),
    ] {
        let _ = style.set_property(name, &[&format!("{size:.2}"), "px"].concat());
    }
    lit.set_hidden(false);
}

/// The pointer leaves an element of the dump: the dump as well, unless it is still on it. Yew listens at the root of the
/// page, so the event says nothing else about where it was heard.
fn leave(event: &yew::PointerEvent) {
    if let (Some(rows), None) = (dump_of(event.target()), dump_of(event.related_target())) {
        darken(&rows);
    }
}

fn dump_of(target: Option<web_sys::EventTarget>) -> Option<Element> {
    let element = target?.dyn_into::<Element>().ok()?;
    element.closest(&["#", DUMP].concat()).ok().flatten()
}

/// Puts out all lights: the rows may be about to show other bytes.
pub(crate) fn settle(host: &Host) {
    if let Some(rows) = host.find::<Element>(DUMP) {
        darken(&rows);
    }
}

fn darken(rows: &Element) {
    if rows.get_attribute("data-lit").is_none() {
        return;
    }
    let _ = rows.remove_attribute("data-lit");
    for lit in all(rows, ".glow") {
        lit.set_hidden(true);
    }
    say(rows, None);
    light_value(rows, None);
}

/// Below the rows: what is under the pointer, or how to use them.
fn say(rows: &Element, what: Option<&str>) {
    let line = rows.parent_element().and_then(|figure| figure.query_selector(".byte-now").ok().flatten());
    let Some(text) = line.and_then(|line| line.first_child()) else { return };
    text.set_node_value(Some(what.unwrap_or(&text::DUMP_HINT)));
}

/// Lights the smallest value with this byte, and no other.
fn light_value(rows: &Element, at: Option<u32>) {
    let Some(part) = rows.closest(".part").ok().flatten() else { return };
    let mut best: Option<(u32, HtmlElement)> = None;
    for value in all(&part, ".value[data-span]") {
        let _ = value.class_list().remove_1("lit-value");
        let Some(span) = super::page::span_of(&value) else { continue };
        let within = at.is_some_and(|at| span.has(at));
        if within && best.as_ref().is_none_or(|(length, _)| span.length < *length) {
            best = Some((span.length, value));
        }
    }
    if let Some((_, value)) = best {
        let _ = value.class_list().add_1("lit-value");
    }
}

fn all(within: &Element, what: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(what) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<HtmlElement>().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_move_from_byte_to_byte_and_stay_in_the_page() {
        let to = |key, at| moved(key, at, true, 4095);
        assert_eq!([to("ArrowLeft", 8), to("ArrowRight", 8), to("ArrowUp", 8)], [Some(7), Some(9), Some(0)]);
        assert_eq!([to("ArrowDown", 8), to("ArrowDown", 4095)], [Some(16), Some(4095)]);
        assert_eq!([to("ArrowUp", 7), to("ArrowLeft", 0), to("Tab", 7)], [None; 3]);
        assert_eq!(moved("ArrowRight", 32, false, 4095), Some(32), "the first press chooses one");
    }
}
