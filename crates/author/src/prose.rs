//! Prose, outputs and the map's text, as HTML and as plain paragraphs.

use maud::{Markup, html};
use playground_session::scenario::HERE;
use playground_session::view::{Block, Inline, TwinItem};

/// Blocks in order. Headings are one level below those of a step. `root` leads from the page to the site's folder.
pub(crate) fn blocks(root: &str, all: &[Block]) -> Markup {
    html! {
        @for block in all {
            @match block {
                Block::Paragraph(text) => p { (inlines(root, text)) },
                Block::Heading(text) => h3 { (inlines(root, text)) },
                Block::Note(text) => p.note { (inlines(root, text)) },
                Block::Code(text) => pre tabindex="0" { code { (text) } },
                Block::List { ordered: true, items } => ol { @for item in items { li { (inlines(root, item)) } } },
                Block::List { ordered: false, items } => ul { @for item in items { li { (inlines(root, item)) } } },
            }
        }
    }
}

fn inlines(root: &str, all: &[Inline]) -> Markup {
    html! {
        @for run in all {
            @match run {
                Inline::Text(text) => (text),
                Inline::Code(text) => (code(text)),
                Inline::Strong(text) => strong { (text) },
                Inline::Em(text) => em { (text) },
                Inline::Term { text, means } => a.term href=(from_page(root, &means.more)) title=(means.text) { (text) },
                Inline::Link { text, href } if href.starts_with(HERE) => a href={ (root) (href) } { (text) },
                Inline::Link { text, href } => @if is_web(href) { a href=(href) rel="noopener" { (text) } } @else { (text) },
            }
        }
    }
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

/// The address of what explains a term, from a page.
fn from_page(root: &str, more: &str) -> String {
    if is_web(more) { more.to_owned() } else { format!("{root}{more}") }
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
            blocks("../", &blocks_).into_string(),
            "<p>&lt;b&gt; &amp; &quot;&lt;i&gt;<a href=\"https://a/&quot;\" rel=\"noopener\">&lt;i&gt;</a><a href=\"../#v1/own-account\">&lt;i&gt;</a></p>\
             <pre tabindex=\"0\"><code>&lt;/pre&gt;</code></pre>"
        );
        assert_eq!(plain(&blocks_), ["<b> & \"<i><i><i>", "</pre>"]);
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
