//! One page of a volume: which page, who reads it, the bytes at rest beside what that reader gets, and what is in them.

use playground_session::view::{Bytes, PageAtRest, PageId, PagesView, Reader, number};
use yew::{Html, html};

use super::dump::{self, Side};
use super::{Compare, Look, byte, page};
use crate::draw::{button, icon};
use crate::msg::{Cx, Msg};
use crate::panels::console::Console;
use crate::text::{self, Text};

/// Page chooser, readers, dump, and the page in detail.
pub(crate) fn pages(cx: &Cx<'_>, p: &PagesView) -> Html {
    if let Some(line) = &p.unknown {
        let put = |line: &String| {
            let submit = Msg::Console(Console::Submit { line: line.clone() });
            html! { <><p>{ button(cx, "plain", "#i-run", &text::SAMPLE_ROWS, submit, true) }</p><p class="fade">{ text::SAMPLE_ROWS_NOTE }</p></> }
        };
        return html! { <><p class="fade">{ text::PAGES_UNKNOWN }</p>{ line.as_ref().map(put) }</> };
    }
    if p.count == 0 {
        return html! { <p class="fade">{ text::said(&p.verdict) }</p> };
    }
    let end = (p.offset + p.window).min(p.page_size);
    // What comes and goes leaves an empty node in its place. Otherwise Yew would make its neighbours anew, and the button that
    // was pressed would lose the focus.
    html! {
        <>
            { readers(cx, p.reader) }
            { if p.verdict.is_empty() { Html::default() } else { html! {
                <p class={if p.damaged { "flash bad" } else { "flash info" }}>{ icon(if p.damaged { "#i-bad" } else { "#i-info" }) }<span>{ text::said(&p.verdict) }</span></p>
            } } }
            { compared(cx, p) }
            { sides(cx, p) }
            <p class="pager">
                { button(cx, "quiet", "#i-back", &text::BYTES_BEFORE, Msg::Look(Look::Offset { offset: p.offset.saturating_sub(p.window) }), p.offset > 0) }
                <span>{ text::bytes_of(p.offset as usize, end.saturating_sub(1) as usize, p.page_size as usize) }</span>
                { button(cx, "quiet", "#i-next", &text::BYTES_AFTER, Msg::Look(Look::Offset { offset: end }), end < p.page_size) }
            </p>
            <p class="pager">
                { button(cx, "quiet", "#i-back", &text::PAGE_BEFORE, Msg::Look(Look::Page { page: beside(p, p.page.saturating_sub(1)) }), p.page > 1) }
                <span>{ text::page_of(p.page, p.count as usize) }</span>
                { button(cx, "quiet", "#i-next", &text::PAGE_AFTER, Msg::Look(Look::Page { page: beside(p, p.page + 1) }), p.page < p.count) }
            </p>
            { if p.files.len() > 1 { files(cx, p) } else { Html::default() } }
            { p.byte.as_ref().map(|it| byte::byte(cx, p, it)).unwrap_or_default() }
            { p.opened.as_ref().map(|opened| page::opened(cx, p, opened)).unwrap_or_default() }
            { p.kind.as_ref().map(kind).unwrap_or_default() }
            { p.opened.as_ref().and_then(|opened| opened.changed.as_ref()).map(|it| page::changed(it, p)).unwrap_or_default() }
        </>
    }
}

/// Another page of the file shown.
const fn beside(p: &PagesView, number: u32) -> PageId {
    PageId { file: p.file, number }
}

/// The two columns: at rest and read, or one of them before and after the last step.
fn sides(cx: &Cx<'_>, p: &PagesView) -> Html {
    let compared = match cx.ui.inspector.compare {
        Compare::Sides => None,
        Compare::Read => {
            before_after(text::reads(p.reader), p.read_before.as_ref(), p.read.as_ref(), p.changed_read)
        }
        Compare::AtRest => {
            before_after(text::AT_REST, p.at_rest_before.as_ref(), Some(&p.at_rest), p.changed_at_rest)
        }
    };
    let (one, two) = compared.unwrap_or_else(|| {
        let rest =
            Side { title: text::AT_REST.to_string(), bytes: Some(&p.at_rest), changed: p.changed_at_rest };
        let read = Side {
            title: text::reads(p.reader).to_string(),
            bytes: p.read.as_ref(),
            changed: p.changed_read,
        };
        (rest, read)
    });
    dump::dump(cx, p, &one, &two)
}

/// A side before the last step and after it, if that changed the page.
fn before_after<'a>(
    title: Text,
    before: Option<&'a Bytes>,
    now: Option<&'a Bytes>,
    changed: u32,
) -> Option<(Side<'a>, Side<'a>)> {
    let side = |when, bytes, changed| Side { title: text::of_side(&title, when), bytes, changed };
    Some((side(&text::BEFORE, Some(before?), 0), side(&text::AFTER, now, changed)))
}

/// What stands beside what; nothing to choose if the last step did not change the page.
fn compared(cx: &Cx<'_>, p: &PagesView) -> Html {
    let choices = [
        (Compare::Sides, text::SIDES, true),
        (Compare::Read, text::READ_COMPARED, p.read_before.is_some()),
        (Compare::AtRest, text::REST_COMPARED, p.at_rest_before.is_some()),
    ];
    if p.at_rest_before.is_none() {
        return Html::default();
    }
    let chip = |(compare, name, there): (Compare, Text, bool)| {
        let on = cx.ui.inspector.compare == compare;
        there.then(|| html! { <button type="button" class="chip" aria-pressed={on.to_string()} onclick={cx.on(Msg::Look(Look::Compare { compare }))}>{ name }</button> })
    };
    html! { <div class="files" role="group" aria-label={text::BESIDE}>{ for choices.into_iter().filter_map(chip) }</div> }
}

/// Who reads.
fn readers(cx: &Cx<'_>, now: Reader) -> Html {
    html! {
        <div class="files" role="group" aria-label={text::WHO_READS}>
            <span class="fade" aria-hidden="true">{ text::WHO_READS }</span>
            { for Reader::ALL.into_iter().map(|reader| html! {
                <button type="button" class="chip" title={text::reader_is(reader)} aria-pressed={(reader == now).to_string()} onclick={cx.on(Msg::Look(Look::Reader { reader }))}>{ text::reader(reader) }</button>
            }) }
        </div>
    }
}

fn kind(kind: &PageAtRest) -> Html {
    match kind {
        PageAtRest::Plain => {
            html! { <p class="fade">{ text::PLAIN_PAGE }{ " " }{ text::ANYONE_READS }</p> }
        }
        PageAtRest::Sealed { fields } => html! {
            <details class="around"><summary>{ text::AROUND }</summary><dl class="fields">{ for fields.iter().map(|f| html! {
                <div>
                    <dt title={text::named(f.note)}>{ text::named(f.name) }<span class="fade">{ text::bytes(f.len) }</span></dt>
                    <dd><code>{ if f.changed { html! { <mark>{ f.value.clone() }</mark> } } else { html! { <>{ f.value.clone() }</> } } }</code></dd>
                </div>
            }) }</dl></details>
        },
    }
}

/// The files of the volume.
fn files(cx: &Cx<'_>, p: &PagesView) -> Html {
    html! {
        <div class="files" role="group" aria-label={text::FILES}>{ for p.files.iter().map(|row| {
            let on = row.file == p.file;
            let first = PageId { file: row.file, number: 1 };
            html! { <button type="button" class="chip" aria-pressed={on.to_string()} onclick={cx.on(Msg::Look(Look::Page { page: first }))}>{ text::named(row.name) }<span class="fade">{ number(row.pages as usize) }</span></button> }
        }) }</div>
    }
}
