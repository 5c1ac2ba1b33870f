//! The frame around every static page: head, top, bottom.

use maud::{DOCTYPE, Markup, html};

const NAME: &str = "Aurora Encryption Playground";

/// A page's frame.
pub(crate) struct Layout<'a> {
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
}

impl Layout<'_> {
    /// The whole page around its body.
    pub(crate) fn page(&self, body: &Markup) -> String {
        let root = self.root;
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="description" content=(self.about);
                    meta property="og:title" content=(self.title);
                    meta property="og:description" content=(self.about);
                    meta property="og:type" content="article";
                    @if let Some(address) = &self.address {
                        meta property="og:url" content=(address);
                        link rel="canonical" href=(address);
                    }
                    @if let Some(oembed) = &self.oembed {
                        link rel="alternate" type="application/json+oembed" href=(oembed) title=(self.title);
                    }
                    title { (self.title) " · " (NAME) }
                    link rel="icon" href={ (root) "icon.svg" } type="image/svg+xml";
                    link rel="stylesheet" href={ (root) "style.css" };
                    link rel="stylesheet" href={ (root) "read.css" };
                }
                body.read {
                    header.read-top {
                        a.read-home href=(root) { (NAME) }
                        nav aria-label="Site" {
                            a href={ (root) "read/" } { "Scenarios" }
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
