//! The inspector, which shows one thing in detail, as a list of sections: a new kind of thing needs no new
//! drawing code.

use super::{EnvelopeView, KeyTag, Link, PagesView, Phrase, Seal, Status, ThingId};

/// The selected thing.
#[derive(Clone, Debug, PartialEq)]
pub struct InspectorView {
    /// The thing.
    pub thing: ThingId,
    /// Its location: account, Region, "Clusters" …
    pub crumbs: Phrase,
    /// Its type: "KMS key", "DB cluster", "DB cluster snapshot", "Automated backup".
    pub kind: Phrase,
    /// Its name.
    pub title: String,
    /// Its state.
    pub status: Status,
    /// How it is protected; `None` for keys.
    pub seal: Option<Seal>,
    /// For keys: letter, colour and name.
    pub tag: Option<KeyTag>,
    /// Its sections, each kind of thing with its own order: the pages before the envelope, and of a key what the last step
    /// changed first.
    pub sections: Vec<Section>,
    /// The part to look at after the last step, where that isn't the first: the envelope, if the last step broke it,
    /// or left the pages as they were and it is broken or was mended.
    pub leads: Option<Part>,
}

/// A part of a thing in the inspector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// KMS key → wrapped data key → pages.
    Envelope,
    /// The bytes of a page.
    Pages,
    /// A key's policy.
    Policy,
    /// A key's grants.
    Grants,
    /// A key's backing keys.
    Versions,
    /// Things that are related to it, or encrypted under it.
    Relations,
    /// Key-value pairs.
    Details,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Envelope,
        Self::Pages,
        Self::Policy,
        Self::Grants,
        Self::Versions,
        Self::Relations,
        Self::Details,
    ];

    /// The id of its element on the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Envelope => "part-envelope",
            Self::Pages => "part-pages",
            Self::Policy => "part-policy",
            Self::Grants => "part-grants",
            Self::Versions => "part-versions",
            Self::Relations => "part-relations",
            Self::Details => "part-details",
        }
    }

    /// The part that a section of the inspector is.
    pub const fn of(section: &Section) -> Self {
        match section {
            Section::Envelope(_) => Self::Envelope,
            Section::Pages(_) => Self::Pages,
            Section::Document { .. } => Self::Policy,
            Section::Grants(_) => Self::Grants,
            Section::Versions(_) => Self::Versions,
            Section::Things { .. } => Self::Relations,
            Section::Facts { .. } => Self::Details,
        }
    }
}

/// A section of the inspector.
#[derive(Clone, Debug, PartialEq)]
pub enum Section {
    /// Key-value pairs.
    Facts {
        /// Heading.
        title: Phrase,
        /// Pairs.
        facts: Vec<Fact>,
    },
    /// Literal text: policies, JSON.
    Document {
        /// The heading.
        title: Phrase,
        /// A line about it; may be empty.
        note: Phrase,
        /// The text.
        text: String,
        /// Which of its lines the last step changed or added, counted from 0; empty if none.
        changed: core::ops::Range<usize>,
    },
    /// Things that are related to this one.
    Things {
        /// Heading.
        title: Phrase,
        /// A line about them, which is also shown if there are none.
        note: Phrase,
        /// What becomes of each of them with this thing, or has become of it.
        fate: Option<Phrase>,
        /// The things.
        links: Vec<Link>,
    },
    /// Grants on a key.
    Grants(Vec<GrantRow>),
    /// Backing keys of a key, newest first.
    Versions(Vec<VersionRow>),
    /// The envelope: KMS key → wrapped data key → pages.
    Envelope(EnvelopeView),
    /// Pages and bytes.
    Pages(Box<PagesView>),
}

/// A key-value pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// "ARN", "Key manager" …
    pub name: &'static str,
    /// The value.
    pub value: Phrase,
    /// Whether it is an identifier, to be set in monospace and copied whole.
    pub code: bool,
    /// A thing that the value names.
    pub thing: Option<ThingId>,
}

/// A grant.
#[derive(Clone, Debug, PartialEq)]
pub struct GrantRow {
    /// The grant's id: 64 hexadecimal digits.
    pub id: String,
    /// The grantee.
    pub grantee: String,
    /// The operations that it allows.
    pub operations: Vec<String>,
    /// The encryption context that it requires; empty if none.
    pub constraint: String,
    /// The thing it was created for, if known.
    pub link: Option<Link>,
}

/// A backing key.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionRow {
    /// The number of the version; 1 is the oldest.
    pub number: usize,
    /// When it was created.
    pub since: String,
    /// Why it was created: "created with the key", "rotated on demand", "rotated automatically".
    pub how: Phrase,
    /// Whether new ciphertexts use it.
    pub current: bool,
    /// The number of wrapped data keys on the map that need it.
    pub opens: usize,
}
