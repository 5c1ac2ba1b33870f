//! What stands under an answer of a database: the pages that each statement read and wrote, as links to their bytes, and how
//! the same statements went on other clusters.

use playground_session::view::{ComparedRow, Moved, Phrase, SqlStatement, SqlView, ThingId, number};
use yew::{Html, classes, html};

use crate::draw;
use crate::markdown;
use crate::msg::{Cx, Msg};
use crate::panels::Panel;
use crate::panels::inspector::Look;
use crate::text::{self, Text};

/// What stands under an answer. With `folded`, the pages take one line until they are unfolded.
pub(crate) fn under(cx: &Cx<'_>, sql: &SqlView, folded: bool) -> Html {
    let several = sql.statements.len() > 1;
    let took = (!sql.time.is_empty()).then(|| text::took(&sql.time));
    let pages = html! { <>{ for sql.statements.iter().map(|it| statement(cx, sql, it, several)) }</> };
    html! {
        <div class="moved">
            { if folded || several {
                let sum = |way: fn(&SqlStatement) -> &Moved| sql.statements.iter().map(|it| way(it).times).sum();
                let said = text::moved(sum(|it| &it.read), sum(|it| &it.cached), sum(|it| &it.written), sql.read_only);
                html! { <details><summary>{ said }{ took.map(|took| html! { <span class="fade">{ took }</span> }) }</summary>{ pages }</details> }
            } else {
                html! { <>{ pages }{ took.map(|took| html! { <p class="fade">{ took }</p> }) }</> }
            } }
            { (!sql.compared.is_empty()).then(|| comparison(cx, sql)) }
        </div>
    }
}

fn statement(cx: &Cx<'_>, sql: &SqlView, it: &SqlStatement, several: bool) -> Html {
    let written = if sql.read_only { text::PAGES_MENDED } else { text::PAGES_WRITTEN };
    let ways = [(text::PAGES_READ, &it.read), (text::PAGES_CACHED, &it.cached), (written, &it.written)];
    if ways.iter().all(|(_, moved)| moved.times == 0) {
        return Html::default();
    }
    let what = if it.text.is_empty() { text::AT_THE_END.said() } else { &it.text };
    html! {
        <div class="moved-by">
            { (several || it.failed).then(|| html! { <p class="clip"><code>{ what.to_owned() }</code></p> }) }
            <dl>{ for ways.into_iter().filter(|(_, moved)| moved.times > 0).map(|(way, moved)| html! {
                <div><dt>{ way }</dt><dd>{ pages(cx, &sql.thing, moved) }</dd></div>
            }) }</dl>
        </div>
    }
}

fn pages(cx: &Cx<'_>, cluster: &ThingId, moved: &Moved) -> Html {
    let hidden = moved.pages - moved.shown.len();
    html! {
        <>
            { for moved.shown.iter().map(|it| {
                let body = html! { <>{ text::said(&it.name) }{ (it.times > 1).then(|| html! { <span class="fade">{ text::times(it.times) }</span> }) }</> };
                if cx.host.has(Panel::Inspector) {
                    html! { <button type="button" class="chip" onclick={cx.on(Msg::Look(Look::Select { thing: cluster.clone(), page: Some(it.page) }))}>{ body }</button> }
                } else {
                    html! { <span class="chip">{ body }</span> }
                }
            }) }
            { (hidden > 0).then(|| html! { <span class="fade">{ text::more(hidden) }</span> }) }
        </>
    }
}

fn comparison(cx: &Cx<'_>, sql: &SqlView) -> Html {
    html! {
        <div class="compared">
            <p><strong>{ text::SAME_SQL }</strong>{ " " }{ markdown::with_rules(&text::said(&sql.verdict), cx.view.edition) }</p>
            { table(text::SAME_SQL, &text::COMPARED, sql.compared.iter().map(|row| compared(cx, row)).collect()) }
            <details>
                <summary>{ text::WORK_COMPARED }</summary>
                { table(text::WORK_COMPARED, &text::WORK, sql.compared.iter().map(work).collect()) }
            </details>
        </div>
    }
}

fn table(label: Text, columns: &[Text], rows: Html) -> Html {
    html! {
        <div class="wide" tabindex="0" role="group" aria-label={label}>
            <table>
                <thead><tr>{ for columns.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
                <tbody>{ rows }</tbody>
            </table>
        </div>
    }
}

/// What a cluster answered.
fn compared(cx: &Cx<'_>, row: &ComparedRow) -> Html {
    let name = draw::own(&row.cluster);
    let (same, other) = match row.same {
        None => (text::ASKED_HERE, false),
        Some(true) => (text::YES, false),
        Some(false) => (text::NO, true),
    };
    html! {
        <tr>
            <th scope="row">
                { draw::link_to(cx, cx.host.has(Panel::Inspector).then_some(&row.thing), name) }
                { (!row.lost.is_empty()).then(|| html! { <span class="lost">{ draw::words_of(&row.lost) }</span> }) }
            </th>
            <td>{ if row.encrypted { text::YES } else { text::NO } }</td>
            <td class={classes!(other.then_some("other"))}>{ same }</td>
            <td>{ match &row.rows {
                Phrase::Own(error) => html! { <span translate="no">{ draw::parted(error, "_") }</span> },
                Phrase::Text { .. } | Phrase::List(..) => draw::words_of(&row.rows),
            } }</td>
        </tr>
    }
}

/// How much work that was.
fn work(row: &ComparedRow) -> Html {
    let number = |n: usize| html! { <td class="number">{ number(n) }</td> };
    html! {
        <tr>
            <th scope="row">{ draw::own(&row.cluster) }</th>
            <td class="number">{ draw::own(&row.time) }</td>
            { number(row.read) }
            { number(row.cached) }
            { number(row.written) }
            <td>{ draw::own(&row.instance) }</td>
        </tr>
    }
}
