//! What the page shows, as plain data.
//!
//! A [`View`] is computed from a world and a timeline, and drawn by `web`
//! without a question asked: every text about state is in it, and no rule, id
//! or clock is needed to draw it. Nothing here decides anything.

mod bytes;
mod console;
mod database;
mod door;
mod fill;
mod inspector;
mod map;
mod prose;
mod scenario;
mod sql;
mod timeline;
mod trail;
mod twin;

use std::rc::Rc;

pub use bytes::{Bytes, BytesRow, FileRow, PageField, PageKind, PagesView};
pub use console::{ConsoleEntry, RefusalView, RuleView, Way};
pub use database::{
    Around, CellView, ChangedRange, ChangedView, ColumnView, PageView, RangeView, TextView, Version,
};
pub use door::{complete, free_play, specimen};
pub use inspector::{EnvelopeLink, Fact, Field, GrantRow, InspectorView, LinkKind, Section, VersionRow};
pub use map::{
    AccountBox, BackupBox, ClusterBox, Extent, InstanceBox, KeyBox, KeyTag, Link, MapView, RegionBox, Seal,
    SnapshotBox, Status, Tone, Volume,
};
pub use playground_core::storage::file::{File, PageId};
pub use prose::{Block, Inline};
pub use scenario::{Choice, Outcome, Prediction, ScenarioCard, ScenarioView, StepMark, StepView};
pub use sql::{ComparedRow, Moved, MovedPage, SqlStatement, SqlView};
pub use timeline::{BranchRow, TimelineRow, TimelineView};
pub use trail::TrailRow;
pub use twin::{TwinItem, lines as twin_lines, twin, volume as volume_words};

/// Names one thing that can be selected: an ARN, or for things without one
/// (automated backups) `backup:` and the cluster's resource id.
pub type ThingId = Rc<str>;

/// Everything on the page at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Accounts, Regions and what is in them.
    pub map: MapView,
    /// What happened, and where in it the page stands.
    pub timeline: TimelineView,
    /// CloudTrail, newest first.
    pub trail: Vec<TrailRow>,
    /// The selected thing, if there is one and it exists in this world.
    pub inspector: Option<InspectorView>,
    /// The scenario being stepped through; `None` in free play.
    pub scenario: Option<ScenarioView>,
    /// Commands and answers on the way to this moment, oldest first.
    pub console: Vec<ConsoleEntry>,
}

/// What the reader is looking at; steers how much of a view is computed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Focus {
    /// The thing in the inspector; `None` follows what happens.
    pub selected: Option<ThingId>,
    /// The thing that was in the inspector: it stays when nothing else happened.
    pub last: Option<ThingId>,
    /// The page of its volume whose bytes are shown; `None` lets the view choose.
    pub page: Option<PageId>,
    /// First byte of the window onto that page; `None` lets the view choose.
    pub offset: Option<u32>,
    /// Trail events whose JSON is open, by event id.
    pub open_events: Vec<Rc<str>>,
}
