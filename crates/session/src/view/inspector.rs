//! The inspector: one thing, opened up. It is a list of sections, so that a
//! new kind of thing needs no new drawing code.

use super::{KeyTag, Link, PagesView, Seal, Status, ThingId};

/// The selected thing.
#[derive(Clone, Debug, PartialEq)]
pub struct InspectorView {
    /// Which.
    pub thing: ThingId,
    /// Where it is: account, Region, "Clusters" …
    pub crumbs: Vec<String>,
    /// "KMS key", "DB cluster", "DB cluster snapshot", "Automated backup".
    pub kind: String,
    /// Its name.
    pub title: String,
    /// Its state.
    pub status: Status,
    /// What protects it; `None` for keys.
    pub seal: Option<Seal>,
    /// For keys: how it is worn.
    pub tag: Option<KeyTag>,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// One part of the inspector.
#[derive(Clone, Debug, PartialEq)]
pub enum Section {
    /// Key-value pairs.
    Facts {
        /// Heading.
        title: String,
        /// Pairs.
        facts: Vec<Fact>,
    },
    /// Text to be read as it is: policies, JSON.
    Document {
        /// Heading.
        title: String,
        /// One line about it; may be empty.
        note: String,
        /// The text.
        text: String,
    },
    /// Things that relate to this one. With `dies` they are lost with it.
    Things {
        /// Heading.
        title: String,
        /// One line about them, also said when there are none.
        note: String,
        /// Whether losing this thing loses them.
        dies: bool,
        /// The things.
        links: Vec<Link>,
    },
    /// Grants on a key.
    Grants(Vec<GrantRow>),
    /// Backing keys of a key, newest first.
    Versions(Vec<VersionRow>),
    /// KMS key → wrapped data key → pages.
    Envelope(Vec<EnvelopeLink>),
    /// Pages and bytes.
    Pages(PagesView),
}

/// A key-value pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// "ARN", "Key manager" …
    pub name: String,
    /// Value as text.
    pub value: String,
    /// Whether it is an identifier, to be set in monospace and copied whole.
    pub code: bool,
    /// A thing that the value names.
    pub thing: Option<ThingId>,
}

/// A grant.
#[derive(Clone, Debug, PartialEq)]
pub struct GrantRow {
    /// 64 hex digits.
    pub id: String,
    /// Who may use the key by it.
    pub grantee: String,
    /// What for.
    pub operations: Vec<String>,
    /// Encryption context the grant insists on; empty when none.
    pub constraint: String,
    /// The thing it was made for, if known.
    pub link: Option<Link>,
}

/// A backing key.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionRow {
    /// 1 is the oldest.
    pub number: usize,
    /// When it was made.
    pub since: String,
    /// "created with the key", "rotated on demand", "rotated automatically".
    pub how: String,
    /// Whether new ciphertexts use it.
    pub current: bool,
    /// How many wrapped data keys on the map need it.
    pub opens: usize,
}

/// What a link of the envelope chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// The KMS key; never leaves KMS.
    Key,
    /// The wrapped data key; lies beside the pages.
    Wrapped,
    /// The pages.
    Pages,
}

/// One link of the envelope chain.
#[derive(Clone, Debug, PartialEq)]
pub struct EnvelopeLink {
    /// What it is.
    pub kind: LinkKind,
    /// Heading.
    pub title: String,
    /// Where it is and who can see it.
    pub note: String,
    /// The thing behind it.
    pub thing: Option<ThingId>,
    /// Its colour.
    pub seal: Seal,
    /// Whether this link holds now: a disabled key breaks it.
    pub intact: bool,
    /// Its bytes, field by field.
    pub fields: Vec<Field>,
}

/// A labelled run of bytes in a format.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// "nonce", "tag", "key ARN" …
    pub name: String,
    /// Hex, or text where the bytes are text.
    pub value: String,
    /// Length in bytes.
    pub len: usize,
    /// What it is for; may be empty.
    pub note: String,
}
