//! Narration as elements. The session has parsed it; nothing here is ever HTML text.

use playground_session::address::Address;
use playground_session::glossary;
use playground_session::scenario::{HERE, Language};
use playground_session::view::{Block, Edition, Inline, Meaning, Part};
use yew::{AttrValue, Html, html};

use crate::draw;
use crate::load;
use crate::msg::{Cx, Msg, Stage};
use crate::panels::Panel;
use crate::panels::story::Story;

/// Names of up to this many characters fit on a line of the narrowest screen, and are kept on one: browsers would break
/// them after a hyphen.
const SHORT: usize = 30;

/// The language of scenarios, which need not be that of the interface.
const LANGUAGE: &str = "en";

/// Blocks in order.
pub(crate) fn blocks(cx: &Cx<'_>, all: &[Block]) -> Html {
    blocks_in(cx, all, None)
}

/// Blocks in order, in a language if that is not English.
pub(crate) fn blocks_in(cx: &Cx<'_>, all: &[Block], language: Option<&Language>) -> Html {
    let dir = language.map(|_| "auto");
    let lang = lang(language);
    all.iter().map(|one| block(cx, one, lang.clone(), dir)).collect()
}

/// The attribute `lang` of a scenario's text, which is in English unless it is in this language.
pub(crate) fn lang(language: Option<&Language>) -> AttrValue {
    language.map_or(AttrValue::Static(LANGUAGE), |it| AttrValue::from(it.tag().to_owned()))
}

fn block(cx: &Cx<'_>, block: &Block, lang: AttrValue, dir: Option<&'static str>) -> Html {
    match block {
        Block::Paragraph(text) => html! { <p {lang} {dir}>{ inlines(cx, text) }</p> },
        Block::Heading(text) => html! { <h3 {lang} {dir}>{ inlines(cx, text) }</h3> },
        Block::Note(text) => html! { <p class="note" {lang} {dir}>{ inlines(cx, text) }</p> },
        Block::Code(text) => html! { <pre tabindex="0"><code>{ text.clone() }</code></pre> },
        Block::List { ordered, items } => {
            let items: Html = items.iter().map(|item| html! { <li>{ inlines(cx, item) }</li> }).collect();
            if *ordered {
                html! { <ol {lang} {dir}>{ items }</ol> }
            } else {
                html! { <ul {lang} {dir}>{ items }</ul> }
            }
        }
    }
}

/// Where a word in bold leads: to a panel that it names, or to the envelope in the inspector.
fn there(word: &str) -> Option<(Panel, Option<Part>)> {
    if word.eq_ignore_ascii_case("envelope") {
        return Some((Panel::Inspector, Some(Part::Envelope)));
    }
    Panel::named(word).map(|panel| (panel, None))
}

/// Runs of text. A panel's name in bold brings that panel forward, and what the step is about into sight there.
pub(crate) fn inlines(cx: &Cx<'_>, all: &[Inline]) -> Html {
    let before = |at: usize| at.checked_sub(1).and_then(|at| all.get(at));
    all.iter()
        .enumerate()
        .map(|(at, run)| match run {
            Inline::Text(text) => {
                let stop = stop(run).filter(|_| matches!(before(at), Some(Inline::Term { .. })));
                html! { <>{ stop.map_or(&**text, |stop| text.strip_prefix(stop).unwrap_or(text)).to_owned() }</> }
            }
            Inline::Code(text) => {
                html! { <code class={(text.len() <= SHORT).then_some("short")}>{ text.clone() }</code> }
            }
            Inline::Strong(text) => match there(text).filter(|(panel, _)| cx.ui.stage == Stage::Play && cx.host.has(*panel)) {
                Some((panel, part)) => html! { <button type="button" class="to-panel" onclick={cx.on(Msg::Story(Story::There { panel, part }))}>{ text.clone() }</button> },
                None => html! { <strong>{ text.clone() }</strong> },
            },
            Inline::Em(text) => html! { <em>{ text.clone() }</em> },
            Inline::Link { text, href } if href.starts_with(HERE) => draw::to(cx, &Address::parse(href), "", text.clone().into()),
            Inline::Link { text, href } => link(text, href),
            Inline::Term { text, means } => match all.get(at + 1).and_then(stop) {
                Some(stop) => html! { <span class="term-end">{ term(text, means) }{ stop }</span> },
                None => term(text, means),
            },
        })
        .collect()
}

/// The sign that ends a sentence or a part of it, at the beginning of a text: it stays with the term before it, after which a
/// browser would begin a line.
fn stop(run: &Inline) -> Option<char> {
    let Inline::Text(text) = run else { return None };
    text.chars().next().filter(|first| matches!(first, '.' | ',' | ';' | ':' | '?' | '!' | ')'))
}

/// A term that opens what it means. A term is marked once in what is shown, so its name makes its id.
fn term(text: &str, means: &Meaning) -> Html {
    let id = format!("term-{}", glossary::slug(&means.name));
    let more = if means.more.starts_with("http") { means.more.clone() } else { load::address(&means.more) };
    html! {
        <>
            <button type="button" class="term" popovertarget={id.clone()}>{ text.to_owned() }</button>
            <span class="term-says" popover="auto" role="note" lang="en" key={id.clone()} id={id}>
                <strong>{ means.name.clone() }</strong><span>{ means.text.clone() }</span>{ link(&crate::text::TERM_MORE, &more) }
            </span>
        </>
    }
}

/// A sentence with the numbers of rules: pointing at one shows what the rule says.
pub(crate) fn with_rules(sentence: &str, edition: Edition) -> Html {
    let run = |run: &Inline| match run {
        Inline::Term { text, means } => html! { <abbr title={means.text.clone()}>{ text.clone() }</abbr> },
        Inline::Text(text)
        | Inline::Code(text)
        | Inline::Strong(text)
        | Inline::Em(text)
        | Inline::Link { text, .. } => {
            html! { <>{ text.clone() }</> }
        }
    };
    glossary::rules(sentence, edition).iter().map(run).collect()
}

/// A link to another site. If the address is not http(s), only its text is shown.
pub(crate) fn link(text: &str, href: &str) -> Html {
    if href.starts_with("https://") || href.starts_with("http://") {
        html! { <a href={href.to_owned()} rel="noopener" target="_blank">{ text.to_owned() }<span class="visually-hidden">{ crate::text::NEW_TAB }</span></a> }
    } else {
        html! { <>{ text.to_owned() }</> }
    }
}
