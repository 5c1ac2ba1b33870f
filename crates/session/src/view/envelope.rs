//! The envelope of something encrypted: KMS key → wrapped data key → pages, which link of it is missing now, and why.

use super::{Phrase, Seal, ThingId};

/// The envelope.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnvelopeView {
    /// Its links, outermost first.
    pub chain: Vec<EnvelopeLink>,
    /// What is missing first, in a sentence; empty if everything opens.
    pub broken: Phrase,
    /// What the last step did with the pages.
    pub used: Option<PagesUsed>,
    /// Whether KMS decrypted a data key for RDS in the last step.
    pub unwrapped: bool,
}

/// What was done with pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagesUsed {
    /// Some were read from the storage, and opened.
    Read,
    /// Some were sealed and written.
    Written,
}

/// The kind of a link of the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// The KMS key, which never leaves KMS.
    Key,
    /// The wrapped data key, which is stored next to the pages.
    Wrapped,
    /// The pages.
    Pages,
}

/// How a link follows from the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Join {
    /// Nothing comes before it.
    First,
    /// It stands beside the one before and does not depend on it: another key, another data key.
    Beside,
    /// The one before opens it now, and how.
    Opens(Phrase),
    /// The one before does not open it now, and why.
    Missing(Phrase),
}

/// A link of the envelope.
#[derive(Clone, Debug, PartialEq)]
pub struct EnvelopeLink {
    /// Its kind.
    pub kind: LinkKind,
    /// Heading.
    pub title: Phrase,
    /// The same for the line, where each link is a small box: what it is, and below that which one or in what state.
    pub short: [Phrase; 2],
    /// Where it is and who can see it.
    pub note: Phrase,
    /// The thing behind it.
    pub thing: Option<ThingId>,
    /// Its colour.
    pub seal: Seal,
    /// How it follows from the link before it.
    pub join: Join,
    /// Whether it is of use now: a key that opens, a data key that RDS can get, pages that can be opened.
    pub intact: bool,
    /// Its bytes, field by field.
    pub fields: Vec<Field>,
}

/// A named run of bytes in a format.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// "nonce", "tag", "key ARN" …
    pub name: &'static str,
    /// Hexadecimal, or text if the bytes are text.
    pub value: Phrase,
    /// Length in bytes.
    pub len: usize,
    /// What it is for; may be empty.
    pub note: Phrase,
}
