//! The frame around every static page: head, top, bottom.

use maud::{DOCTYPE, Markup, html};
use playground_session::scenario::Language;
use serde_json::Value;

use crate::{described, linked};

pub(crate) const NAME: &str = "Aurora Encryption Playground";

/// The tag of English, as HTML's attribute `lang` has it.
pub(crate) const ENGLISH: &str = "en";

/// The tag of a language; `None` is English.
pub(crate) fn tag(language: Option<&Language>) -> &str {
    language.map_or(ENGLISH, Language::tag)
}

/// A page's frame.
pub(crate) struct Layout<'a> {
    /// The language of the page's title and texts, if that is not English; what is around them is in English.
    pub(crate) language: Option<&'a Language>,
    /// The same page in each language, itself included: tags and full addresses. English is first; none if it is the only one.
    pub(crate) languages: Vec<(&'a str, String)>,
    /// The path from the page to the root of the site: `../../`.
    pub(crate) root: &'a str,
    /// The page's title.
    pub(crate) title: &'a str,
    /// A description in one line.
    pub(crate) about: &'a str,
    /// Its full address, if known.
    pub(crate) address: Option<String>,
    /// The address of its oEmbed file.
    pub(crate) oembed: Option<String>,
    /// The picture that other sites show of a link to it.
    pub(crate) card: Option<Card>,
    /// What search engines are told of it.
    pub(crate) linked: Vec<Value>,
}

/// The width and height of such a picture, in pixels, that Open Graph's readers expect.
pub(crate) const SIZE: (u32, u32) = (1200, 630);

/// A picture that other sites show of a link.
pub(crate) struct Card {
    /// Its full address.
    pub(crate) picture: String,
    /// What it says.
    pub(crate) alt: String,
}

/// What other sites read of a page, to show a link to it: Open Graph, and what X adds to it. `title` and `about` are the
/// page's, `address` is its full address.
pub(crate) fn card(
    title: &str,
    about: &str,
    kind: &str,
    address: Option<&str>,
    card: Option<&Card>,
) -> Markup {
    html! {
        meta property="og:site_name" content=(NAME);
        meta property="og:title" content=(title);
        meta property="og:description" content=(about);
        meta property="og:type" content=(kind);
        @if let Some(address) = address {
            meta property="og:url" content=(address);
            link rel="canonical" href=(address);
        }
        @if let Some(Card { picture, alt }) = card {
            meta property="og:image" content=(picture);
            meta property="og:image:type" content="image/png";
            meta property="og:image:width" content=(SIZE.0);
            meta property="og:image:height" content=(SIZE.1);
            meta property="og:image:alt" content=(alt);
            meta name="twitter:card" content="summary_large_image";
        }
    }
}

impl Layout<'_> {
    /// The whole page around its body.
    pub(crate) fn page(&self, body: &Markup) -> String {
        let root = self.root;
        let page = html! {
            (DOCTYPE)
            html lang=(tag(self.language)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="description" content=(self.about);
                    (card(self.title, self.about, "article", self.address.as_deref(), self.card.as_ref()))
                    @if let Some(oembed) = &self.oembed {
                        link rel="alternate" type="application/json+oembed" href=(oembed) title=(self.title);
                    }
                    @for (tag, address) in &self.languages { link rel="alternate" hreflang=(tag) href=(address); }
                    @if let Some((_, address)) = self.languages.first() { link rel="alternate" hreflang="x-default" href=(address); }
                    (linked::element(&self.linked))
                    title { (described::in_tab(self.title)) }
                    link rel="icon" href={ (root) "icon.svg" } type="image/svg+xml";
                    link rel="stylesheet" href={ (root) "style.css" };
                    link rel="stylesheet" href={ (root) "read.css" };
                }
                body.read lang=[self.language.map(|_| ENGLISH)] {
                    header.top.read-top {
                        a.name href=(root) { img.mark src={ (root) "icon.svg" } alt="" width="26" height="26"; span translate="no" { (NAME) } }
                        nav aria-label="Site" {
                            a href=(root) { "Start" }
                            a href={ (root) "questions/" } { "Questions" }
                            a href={ (root) "read/" } { "Scenarios" }
                            a href={ (root) "guides/glossary.html" } { "Glossary" }
                            a href={ (root) "guides/" } { "Guides" }
                        }
                    }
                    main { (body) }
                    footer.read-end {
                        p { "Not affiliated with Amazon Web Services. No AWS account is contacted." }
                    }
                }
            }
        };
        page.into_string()
    }
}
