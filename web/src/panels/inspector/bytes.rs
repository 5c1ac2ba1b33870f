//! One page of a volume: the bytes at rest beside what a client reads.

use playground_session::view::{Bytes, BytesRow, PageAtRest, PageId, PagesView};
use yew::{Html, classes, html};

use super::page;
use super::{Look, Span};
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg};
use crate::text;

/// Page chooser, page header, and the two dumps.
pub(crate) fn pages(cx: &Cx<'_>, p: &PagesView) -> Html {
    if p.count == 0 {
        return html! { <p class="fade">{ text::NO_PAGES }</p> };
    }
    let end = p.offset + p.window;
    let mark = cx.ui.inspector.hover.or(cx.ui.inspector.mark);
    // What comes and goes leaves an empty node in its place. Otherwise Yew would make its neighbours anew, and the button that
    // was pressed would lose the focus.
    html! {
        <>
            { if p.files.len() > 1 { files(cx, p) } else { Html::default() } }
            <p class="pager">
                { button(cx, "quiet", "#i-back", text::PAGE_BEFORE, Msg::Look(Look::Page { page: beside(p, p.page.saturating_sub(1)) }), p.page > 1) }
                <span>{ text::page_of(p.page, p.count) }</span>
                { button(cx, "quiet", "#i-next", text::PAGE_AFTER, Msg::Look(Look::Page { page: beside(p, p.page + 1) }), p.page < p.count) }
            </p>
            { p.opened.as_ref().map(|opened| page::opened(cx, p, opened)).unwrap_or_default() }
            { p.kind.as_ref().map(kind).unwrap_or_default() }
            { if p.verdict.is_empty() { Html::default() } else { html! {
                <p class={if p.damaged { "flash bad" } else { "flash info" }}>{ icon(if p.damaged { "#i-bad" } else { "#i-info" }) }<span>{ p.verdict.clone() }</span></p>
            } } }
            <div class="dumps">
                { dump(text::AT_REST, text::AT_REST_NOTE, &p.at_rest, p.changed_at_rest, mark) }
                { p.client.as_ref().map(|c| dump(text::CLIENT, text::CLIENT_NOTE, c, p.changed_client, mark)) }
            </div>
            <p class="pager">
                { button(cx, "quiet", "#i-back", text::BYTES_BEFORE, Msg::Look(Look::Offset { offset: p.offset.saturating_sub(p.window) }), p.offset > 0) }
                <span>{ text::bytes_of(p.offset, end.saturating_sub(1), p.page_size) }</span>
                { button(cx, "quiet", "#i-next", text::BYTES_AFTER, Msg::Look(Look::Offset { offset: end }), end < p.page_size) }
            </p>
            { p.opened.as_ref().and_then(|opened| opened.changed.as_ref()).map(|it| page::changed(it, p.page_size)).unwrap_or_default() }
        </>
    }
}

/// Another page of the file shown.
const fn beside(p: &PagesView, number: u32) -> PageId {
    PageId { file: p.file, number }
}

fn kind(kind: &PageAtRest) -> Html {
    match kind {
        PageAtRest::Plain => {
            html! { <p class="fade">{ text::PLAIN_PAGE }{ " " }{ text::ANYONE_READS }</p> }
        }
        PageAtRest::Sealed { fields } => html! {
            <dl class="fields">{ for fields.iter().map(|f| html! {
                <div>
                    <dt title={f.note.clone()}>{ f.name.clone() }<span class="fade">{ text::bytes(f.len) }</span></dt>
                    <dd><code>{ if f.changed { html! { <mark>{ f.value.clone() }</mark> } } else { html! { <>{ f.value.clone() }</> } } }</code></dd>
                </div>
            }) }</dl>
        },
    }
}

/// The files of the volume.
fn files(cx: &Cx<'_>, p: &PagesView) -> Html {
    html! {
        <div class="files" role="group" aria-label={text::FILES}>{ for p.files.iter().map(|row| {
            let on = row.file == p.file;
            let first = PageId { file: row.file, number: 1 };
            html! { <button type="button" class="chip" aria-pressed={on.to_string()} onclick={cx.on(Msg::Look(Look::Page { page: first }))}>{ row.name.clone() }<span class="fade">{ row.pages }</span></button> }
        }) }</div>
    }
}

fn dump(title: &'static str, about: &'static str, bytes: &Bytes, changed: u32, mark: Option<Span>) -> Html {
    html! {
        <figure class="dump">
            <figcaption>
                <strong>{ title }</strong><span class="fade">{ about }</span>
                { (changed > 0).then(|| html! { <span class="badge changed">{ text::changed(changed, bytes.rows.iter().map(|row| row.bytes.len()).sum()) }</span> }) }
            </figcaption>
            <pre tabindex="0" aria-label={title}>{ for bytes.rows.iter().map(|it| row(it, mark)) }</pre>
        </figure>
    }
}

/// How a byte is marked.
#[derive(Clone, Copy, PartialEq)]
struct Marks {
    changed: bool,
    picked: bool,
}

/// `0010  53 51 4c …  SQL…`, with the changed bytes and those of the chosen value marked in both columns.
fn row(row: &BytesRow, mark: Option<Span>) -> Html {
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
    let (hex, text): (Vec<Html>, Vec<Html>) = columns.unzip();
    let pad = "   ".repeat(8_usize.saturating_sub(row.bytes.len()));
    html! { <><span class="offset">{ format!("{:04x}  ", row.offset) }</span>{ hex }{ pad }{ " " }<span class="ascii">{ text }</span>{ "\n" }</> }
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
