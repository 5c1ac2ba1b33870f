//! Prose, outputs and the map's text, as HTML and as plain paragraphs.

use maud::{Markup, html};
use playground_session::scenario::HERE;
use playground_session::view::{Block, Inline, Meaning, Part, Place, TwinItem};

/// Where prose stands, and where its words lead.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    /// Leads from the page to the site's folder.
    pub(crate) root: &'a str,
    /// Leads to the step in the playground, which has the panels that the prose names.
    pub(crate) run: &'a str,
}

/// Blocks in order. Headings are one level below those of a step.
pub(crate) fn blocks(here: Here<'_>, all: &[Block]) -> Markup {
    html! {
        @for block in all {
            @match block {
                Block::Paragraph(text) => p { (inlines(here, text)) },
                Block::Heading(text) => h3 { (inlines(here, text)) },
                Block::Note(text) => p.note { (inlines(here, text)) },
                Block::Code(text) => pre tabindex="0" { code { (text) } },
                Block::List { ordered: true, items } => ol { @for item in items { li { (inlines(here, item)) } } },
                Block::List { ordered: false, items } => ul { @for item in items { li { (inlines(here, item)) } } },
            }
        }
    }
}

/// Runs of text. A panel's name in bold leads to the playground.
pub(crate) fn inlines(here: Here<'_>, all: &[Inline]) -> Markup {
    html! {
        @for run in all {
            @match run {
                Inline::Text(text) => (text),
                Inline::Code(text) => (code(text)),
                Inline::Strong(text) => @if is_panel(text) { a href=(here.run) { (text) } } @else { strong { (text) } },
                Inline::Em(text) => em { (text) },
                Inline::Term { text, means } => (term(here.root, text, means)),
                Inline::Link { text, href } if href.starts_with(HERE) => a href={ (here.root) (href) } { (text) },
                Inline::Link { text, href } => @if is_web(href) { a href=(href) rel="noopener" { (text) } } @else { (text) },
            }
        }
    }
}

/// A term that leads to what it means.
pub(crate) fn term(root: &str, text: &str, means: &Meaning) -> Markup {
    let to = if is_web(&means.more) { means.more.clone() } else { format!("{root}{}", means.more) };
    html! { a.term href=(to) title=(means.text) { (text) } }
}

/// Returns whether a word names a panel beside the scenario, or the envelope in the inspector, as the playground has it
/// (`web/src/markdown.rs`).
fn is_panel(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    Place::parse(&word).is_some_and(|place| place != Place::Story)
        || Part::parse(&word) == Some(Part::Envelope)
}

/// Code among words. Its lines end at spaces: browsers would break `--kms-key-id` behind each hyphen.
pub(crate) fn code(text: &str) -> Markup {
    // A name that is longer than a phone's line breaks where it can.
    html! { code { (whole(text, |word| word.contains('-') && word.len() <= 34)) } }
}

/// A line that names options outside of code: `--kms-key-id` is kept on one line.
pub(crate) fn line(text: &str) -> Markup {
    whole(text, |word| word.starts_with("--"))
}

/// A text, some words of which are kept on one line if they fit (`.word` in `read.css`).
fn whole(text: &str, kept: fn(&str) -> bool) -> Markup {
    html! {
        @for word in text.split_inclusive(' ') {
            @if kept(word) { span.word { (word.trim_end()) } (word.strip_prefix(word.trim_end()).unwrap_or_default()) } @else { (word) }
        }
    }
}

/// Returns whether an address is on the web; others are shown as text.
pub(crate) fn is_web(href: &str) -> bool {
    href.starts_with("https://") || href.starts_with("http://")
}

/// The map as text, as nested lists.
pub(crate) fn twin(items: &[TwinItem]) -> Markup {
    html! {
        @if !items.is_empty() {
            ul.twin { @for item in items { li { (item.text) (twin(&item.items)) } } }
        }
    }
}

/// Blocks as paragraphs without markup. Each item of a list is a paragraph.
pub(crate) fn plain(all: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in all {
        match block {
            Block::Paragraph(text) | Block::Heading(text) | Block::Note(text) => {
                out.push(Inline::plain(text));
            }
            Block::Code(text) => out.push(text.trim_end().to_owned()),
            Block::List { ordered, items } => {
                for (number, item) in (1..).zip(items) {
                    let text = Inline::plain(item);
                    out.push(if *ordered { format!("{number}. {text}") } else { format!("- {text}") });
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_author_writes_is_text() {
        let link = |href: &str| Inline::Link { text: "<i>".into(), href: href.into() };
        let blocks_ = [
            Block::Paragraph(vec![
                Inline::Text("<b> & \"".into()),
                link("javascript:x"),
                link("https://a/\""),
                link("#v1/own-account"),
            ]),
            Block::Code("</pre>".into()),
        ];
        assert_eq!(
            blocks(Here { root: "../", run: "" }, &blocks_).into_string(),
            "<p>&lt;b&gt; &amp; &quot;&lt;i&gt;<a href=\"https://a/&quot;\" rel=\"noopener\">&lt;i&gt;</a><a href=\"../#v1/own-account\">&lt;i&gt;</a></p>\
             <pre tabindex=\"0\"><code>&lt;/pre&gt;</code></pre>"
        );
        assert_eq!(plain(&blocks_), ["<b> & \"<i><i><i>", "</pre>"]);
    }

    #[test]
    fn the_name_of_a_panel_leads_to_the_playground() {
        let here = Here { root: "../", run: "../#v1/x/2" };
        let table = [
            ("map", "<a href=\"../#v1/x/2\">map</a>"),
            ("Trail", "<a href=\"../#v1/x/2\">Trail</a>"),
            ("envelope", "<a href=\"../#v1/x/2\">envelope</a>"),
            ("policy", "<strong>policy</strong>"),
            ("story", "<strong>story</strong>"),
        ];
        for (word, want) in table {
            assert_eq!(inlines(here, &[Inline::Strong(word.into())]).into_string(), want);
        }
    }

    #[test]
    fn a_line_does_not_end_within_an_option() {
        let table = [
            (
                code("restore --kms-key-id <b>"),
                "<code>restore <span class=\"word\">--kms-key-id</span> &lt;b&gt;</code>",
            ),
            (code("a  b\nc"), "<code>a  b\nc</code>"),
            (code("my-key"), "<code><span class=\"word\">my-key</span></code>"),
            (code("inaccessible-encryption-credentials"), "<code>inaccessible-encryption-credentials</code>"),
            (
                line("Name it with --kms-key-id. A well-known <one>"),
                "Name it with <span class=\"word\">--kms-key-id.</span> A well-known &lt;one&gt;",
            ),
        ];
        for (is, wanted) in table {
            assert_eq!(is.into_string(), wanted);
        }
    }
}
