//! What a step is about, once it has run: the panel to look at, the thing on it, and the part of the thing. The page
//! brings it into sight, and a test of every step asserts that it is. Which it is, is decided in `fill/look.rs`.

use super::{PageId, Part, ThingId};

/// A panel that a step can be about. Each is named as the page's panels are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The answer under the step's commands.
    Story,
    /// The map.
    Map,
    /// The inspector.
    Inspector,
    /// The console.
    Console,
    /// CloudTrail's events.
    Trail,
    /// The timeline.
    Timeline,
}

impl Place {
    /// All of them, as the page's tabs show them.
    pub const ALL: [Self; 6] =
        [Self::Story, Self::Map, Self::Inspector, Self::Console, Self::Trail, Self::Timeline];

    /// As a scenario names it: `look: map`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Map => "map",
            Self::Inspector => "inspector",
            Self::Console => "console",
            Self::Trail => "trail",
            Self::Timeline => "timeline",
        }
    }

    /// Parses what [`Self::name`] returns.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.name() == text)
    }
}

impl Part {
    /// As a scenario names it: `look: inspector pages`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Envelope => "envelope",
            Self::Pages => "pages",
            Self::Policy => "policy",
            Self::Grants => "grants",
            Self::Versions => "versions",
            Self::Relations => "relations",
            Self::Details => "details",
        }
    }

    /// Parses what [`Self::name`] returns.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == text)
    }
}

/// What happened to a thing, in the order in which it matters to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happened {
    /// It can't be used any more: a key, or a cluster whose key can't be used.
    Lost,
    /// Pages of it were changed on the disk, past the cluster.
    Damaged,
    /// The reader's commands made it.
    Created,
    /// The reader's commands changed it.
    Changed,
    /// It is gone.
    Deleted,
    /// It came or changed by itself: backups, automated snapshots, the keys that AWS manages.
    ByItself,
}

impl Happened {
    /// A word for it, in lists for authors and tests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Damaged => "damaged",
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Deleted => "deleted",
            Self::ByItself => "by itself",
        }
    }
}

/// A thing to which something happened in a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Touched {
    /// What happened.
    pub what: Happened,
    /// The thing; `None` if it is gone.
    pub thing: Option<ThingId>,
    /// Its name, as on the map.
    pub name: String,
}

/// Why a step is about what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The scenario says so.
    Said,
    /// A command was refused.
    Refused,
    /// Something happened to a thing.
    Touched(Happened),
    /// Its commands read something, or changed rows of a table: the answer matters.
    Answered,
}

impl Why {
    /// A word for it, in lists for authors and tests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Refused => "refused",
            Self::Touched(what) => what.name(),
            Self::Answered => "answered",
        }
    }
}

/// What a step is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The panel.
    pub place: Place,
    /// The thing that the map marks and the inspector shows, if there is one.
    pub thing: Option<ThingId>,
    /// Its name; empty without a thing.
    pub name: String,
    /// The part of the thing, in the inspector.
    pub part: Option<Part>,
    /// The page of its volume.
    pub page: Option<PageId>,
    /// The first byte on that page.
    pub offset: Option<u32>,
    /// Which of the step's answers decides it, from 0: the refusal, or the last that says something.
    pub answer: usize,
    /// For each of the step's answers, whether it is worth reading: the deciding one, refusals, and what was read. The
    /// others only set the stage.
    pub speaks: Vec<bool>,
    /// Why.
    pub why: Why,
    /// What happened to things on the map, what matters most first.
    pub touched: Vec<Touched>,
}
