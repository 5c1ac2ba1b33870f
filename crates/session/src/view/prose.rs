//! Prose: the part of Markdown that scenarios use, as a tree. Parsers make only `http` and `https` links, and
//! the page drops others.

use std::rc::Rc;

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading below the step's own.
    Heading(Vec<Inline>),
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// Its items.
        items: Vec<Vec<Inline>>,
    },
    /// Literal text.
    Code(String),
    /// An aside, such as a warning or a remark.
    Note(Vec<Inline>),
}

/// Inline content.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Monospace.
    Code(String),
    /// Bold.
    Strong(String),
    /// Italic.
    Em(String),
    /// A link to another site, or to a place in the playground.
    Link {
        /// The text shown.
        text: String,
        /// `https://…`, or `#v1/…`: an [`Address`](crate::address::Address).
        href: String,
    },
    /// A term, where a step first uses it.
    Term {
        /// The text shown.
        text: String,
        /// What it means.
        means: Rc<Meaning>,
    },
}

impl Inline {
    /// The words alone, without their looks.
    pub fn plain(all: &[Self]) -> String {
        let words = |one: &Self| match one {
            Self::Text(text)
            | Self::Code(text)
            | Self::Strong(text)
            | Self::Em(text)
            | Self::Link { text, .. }
            | Self::Term { text, .. } => text.clone(),
        };
        all.iter().map(words).collect()
    }
}

/// What a term means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Its name: `Data key`, or `Rule L03`.
    pub name: String,
    /// One to three sentences.
    pub text: String,
    /// Where more of it is: an address below the site's, or one on the web.
    pub more: String,
}
