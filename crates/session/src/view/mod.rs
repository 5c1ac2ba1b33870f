//! What the page shows, as plain data.
//!
//! A [`View`] is computed from a world and a timeline, and `web` draws it without further questions: it
//! contains every text about a state, and drawing it needs no rule, id or clock. Nothing is decided here.

mod bytes;
mod challenge;
mod changed;
mod console;
mod database;
mod door;
mod envelope;
mod fill;
mod inspector;
mod look;
mod map;
mod phrase;
mod prose;
mod scenario;
mod sql;
mod timeline;
mod trail;
mod twin;

use std::rc::Rc;

pub use crate::complete::complete;
pub use bytes::{
    AvalancheView, ByteView, Bytes, BytesRow, FileRow, PageAtRest, PageField, PagesView, Reader,
};
pub use challenge::{ChallengeView, GoalView, SolutionView};
pub use changed::{Change, ChangeRow, ShownIn, Statement, changed, differs};
pub use console::{ConsoleEntry, RefusalView, RuleView, Way};
pub use database::{
    Around, CellView, ChangedRange, ChangedView, ColumnView, PageView, RangeView, TextView, Version,
};
pub use door::{free_play, own_world, specimen};
pub use envelope::{EnvelopeLink, EnvelopeView, Field, Join, LinkKind, PagesUsed};
pub use fill::{look, look_fault};
pub use inspector::{Fact, GrantRow, InspectorView, Part, Section, VersionRow};
pub use look::{Happened, Look, Place, Touched, Why};
pub use map::{
    AccountBox, BackupBox, ClusterBox, Cut, Extent, Fold, Holds, InstanceBox, KeyBox, KeyHealth, KeyTag,
    Link, MapFilter, MapFocus, MapIndex, MapKind, MapPart, MapView, RegionBox, Seal, SnapshotBox, Status,
    Tone, VolumeView,
};
pub use phrase::{Phrase, fill as fill_text, number};
pub(crate) use phrase::{counted, phrase};
pub use playground_core::edition::Edition;
pub use playground_core::rules::{Rule, RuleId};
pub use playground_core::storage::file::{File, PageId};
pub use playground_estate::{Kind, Severity};
pub use prose::{Block, Inline, Meaning};
pub use scenario::{Choice, Outcome, Prediction, ScenarioCard, ScenarioView, StepMark, StepView, set_up};
pub use sql::{ComparedRow, Moved, MovedPage, SqlStatement, SqlView};
pub use timeline::{BranchRow, TimelineRow, TimelineView};
pub use trail::TrailRow;
pub use twin::{TwinItem, held, lines as twin_lines, more_accounts, noted, twin, volume as volume_words};

/// Identifies a thing that can be selected: by its ARN; by `backup:` and the cluster's resource id for automated backups,
/// which have none; by `aws-owned-key:` and its Region for an AWS owned key, whose ARN nobody knows.
pub type ThingId = Rc<str>;

/// Everything on the page at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Which rules hold.
    pub edition: Edition,
    /// Accounts, Regions and what is in them.
    pub map: MapView,
    /// The history, and the page's position in it.
    pub timeline: TimelineView,
    /// Who calls at present and what was set of callers, as far as it differs from the beginning.
    pub callers: Vec<Phrase>,
    /// CloudTrail's records, newest first.
    pub trail: Vec<TrailRow>,
    /// The selected thing, if there is one and it exists in this world.
    pub inspector: Option<InspectorView>,
    /// The scenario; `None` in free play.
    pub scenario: Option<ScenarioView>,
    /// The challenge, if it is one.
    pub challenge: Option<ChallengeView>,
    /// What the world differs in from the files that it began with, if it did.
    pub files: Option<FilesView>,
    /// The commands and answers up to this moment, oldest first.
    pub console: Vec<ConsoleEntry>,
}

/// A world that began with files of the reader's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesView {
    /// What was left out, and why: an ARN and a reason, in English.
    pub left_out: Vec<(String, String)>,
    /// What is assumed.
    pub assumed: Vec<(String, String)>,
    /// The profiles that stand for the accounts.
    pub profiles: Vec<String>,
}

impl View {
    /// The title of the scenario or the challenge; `None` in free play.
    pub fn title(&self) -> Option<&str> {
        let scenario = self.scenario.as_ref().map(|it| it.title.as_str());
        scenario.or(self.challenge.as_ref().map(|it| it.title.as_str()))
    }
}

/// What the reader is looking at, which decides how much of a view is computed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Focus {
    /// The thing in the inspector; if `None`, the one that the last command was about.
    pub selected: Option<ThingId>,
    /// The thing that was in the inspector before; it stays if nothing else happened.
    pub last: Option<ThingId>,
    /// The page of its volume whose bytes are shown; if `None`, the view chooses.
    pub page: Option<PageId>,
    /// The first byte of the window on that page; if `None`, the view chooses.
    pub offset: Option<u32>,
    /// Who reads it.
    pub reader: Reader,
    /// The byte of the page that was chosen.
    pub byte: Option<u32>,
    /// The bit of that byte's content that is changed, to see what comes of it; 0 is the lowest.
    pub bit: Option<u8>,
    /// The ids of the events whose JSON is shown.
    pub open_events: Vec<Rc<str>>,
    /// The part of the map.
    pub map: MapFocus,
}
