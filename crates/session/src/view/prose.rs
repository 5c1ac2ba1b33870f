//! Narration: the part of Markdown that scenarios use, as a tree. Links are
//! `http` or `https` by construction of whoever parses; the page drops others.

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading below the step's own.
    Heading(Vec<Inline>),
    /// A list.
    List {
        /// Numbered or not.
        ordered: bool,
        /// Its items.
        items: Vec<Vec<Inline>>,
    },
    /// Text to be shown as it is.
    Code(String),
    /// An aside: a warning or a remark.
    Note(Vec<Inline>),
}

/// A run of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// As it is.
    Text(String),
    /// Monospace.
    Code(String),
    /// Bold.
    Strong(String),
    /// Italic.
    Em(String),
    /// A link out.
    Link {
        /// What is shown.
        text: String,
        /// `https://…`
        href: String,
    },
}
