//! One page of a volume: the bytes at rest beside what a client reads.

use playground_session::view::{Bytes, BytesRow, PageId, PageKind, PagesView};
use yew::{Html, html};

use crate::draw::{button, icon};
use crate::msg::{Cx, Msg};
use crate::text;

/// Page chooser, page header, and the two dumps.
pub(crate) fn pages(cx: &Cx<'_>, p: &PagesView) -> Html {
    let end = p.offset + p.window;
    html! {
        <>
            <p class="pager">
                { button(cx, "quiet", "#i-back", text::PAGE_BEFORE, Msg::Page(beside(p, p.page.saturating_sub(1))), p.page > 1) }
                <span>{ text::page_of(p.page, p.count) }</span>
                { button(cx, "quiet", "#i-next", text::PAGE_AFTER, Msg::Page(beside(p, p.page + 1)), p.page < p.count) }
            </p>
            { p.kind.as_ref().map(kind) }
            { (!p.verdict.is_empty()).then(|| html! {
                <p class={if p.damaged { "flash bad" } else { "flash info" }}>{ icon(if p.damaged { "#i-bad" } else { "#i-info" }) }<span>{ p.verdict.clone() }</span></p>
            }) }
            <div class="dumps">
                { dump(text::AT_REST, text::AT_REST_NOTE, &p.at_rest, p.changed_at_rest) }
                { p.client.as_ref().map(|c| dump(text::CLIENT, text::CLIENT_NOTE, c, p.changed_client)) }
            </div>
            <p class="pager">
                { button(cx, "quiet", "#i-back", text::BYTES_BEFORE, Msg::Offset(p.offset.saturating_sub(p.window)), p.offset > 0) }
                <span>{ text::bytes_of(p.offset, end.saturating_sub(1), p.page_size) }</span>
                { button(cx, "quiet", "#i-next", text::BYTES_AFTER, Msg::Offset(end), end < p.page_size) }
            </p>
        </>
    }
}

/// Another page of the file shown.
const fn beside(p: &PagesView, number: u32) -> PageId {
    PageId { file: p.file, number }
}

fn kind(kind: &PageKind) -> Html {
    match kind {
        PageKind::Plain => {
            html! { <p class="fade">{ text::PLAIN_PAGE }</p> }
        }
        PageKind::Sealed { fields } => html! {
            <dl class="fields">{ for fields.iter().map(|f| html! {
                <div>
                    <dt title={f.note.clone()}>{ f.name.clone() }<span class="fade">{ text::bytes(f.len) }</span></dt>
                    <dd><code>{ if f.changed { html! { <mark>{ f.value.clone() }</mark> } } else { html! { <>{ f.value.clone() }</> } } }</code></dd>
                </div>
            }) }</dl>
        },
    }
}

fn dump(title: &'static str, about: &'static str, bytes: &Bytes, changed: u32) -> Html {
    html! {
        <figure class="dump">
            <figcaption>
                <strong>{ title }</strong><span class="fade">{ about }</span>
                { (changed > 0).then(|| html! { <span class="badge changed">{ text::changed(changed) }</span> }) }
            </figcaption>
            <pre tabindex="0" aria-label={title}>{ for bytes.rows.iter().map(row) }</pre>
        </figure>
    }
}

/// `0010  53 51 4c …  SQL…`, changed bytes marked in both columns.
fn row(row: &BytesRow) -> Html {
    let mut hex = Vec::with_capacity(4);
    let mut text = Vec::with_capacity(4);
    let mut run = (String::new(), String::new());
    let mut marked = false;
    for (i, byte) in row.bytes.iter().enumerate() {
        let mark = row.changed >> i & 1 == 1;
        if mark != marked {
            flush(&mut hex, &mut text, &mut run, marked);
            marked = mark;
        }
        for nibble in [byte >> 4, byte & 15] {
            run.0.push(char::from_digit(u32::from(nibble), 16).unwrap_or('?'));
        }
        run.0.push(' ');
        run.1.push(if (32..127).contains(byte) { char::from(*byte) } else { '·' });
    }
    flush(&mut hex, &mut text, &mut run, marked);
    let pad = "   ".repeat(8_usize.saturating_sub(row.bytes.len()));
    html! { <><span class="offset">{ format!("{:04x}  ", row.offset) }</span>{ hex }{ pad }{ " " }<span class="ascii">{ text }</span>{ "\n" }</> }
}

fn flush(hex: &mut Vec<Html>, text: &mut Vec<Html>, run: &mut (String, String), marked: bool) {
    let (h, t) = std::mem::take(run);
    if h.is_empty() {
        return;
    }
    if marked {
        hex.push(html! { <mark>{ h }</mark> });
        text.push(html! { <mark>{ t }</mark> });
    } else {
        hex.push(html! { <>{ h }</> });
        text.push(html! { <>{ t }</> });
    }
}
