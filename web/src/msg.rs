//! What can happen to the page, what it shows, and what a panel is drawn from.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use playground_session::view::{Focus, PageId, ScenarioCard, ThingId, View};
use yew::html::Scope;
use yew::{Callback, NodeRef};

use crate::app::App;
use crate::engine::Engine;
use crate::host::Host;
use crate::keep::Keep;
use crate::sessions::Kept;
use crate::share::{Offer, Share};
use crate::wait::{Sql, Wait};

/// A panel of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Panel {
    /// The scenario's narration.
    Story,
    /// Accounts, Regions, things.
    #[default]
    Map,
    /// One thing opened up.
    Inspector,
    /// Commands and answers.
    Console,
    /// CloudTrail.
    Trail,
    /// History.
    Timeline,
}

/// What can happen to the page.
#[derive(Clone)]
pub(crate) enum Msg {
    /// The list of scenarios came, or did not.
    Listed(Result<String, String>),
    /// A scenario's text came, or did not.
    Opened(String, usize, Result<String, String>),
    /// Show the scenario that was opened, at a step.
    Enter(usize),
    /// The address changed by other hands than ours.
    Address,
    /// Load again what failed to load.
    Retry,
    /// Run the step, or go on when it has run.
    Advance,
    /// One step back.
    StepBack,
    /// Run all that is left.
    RunAll,
    /// Show a step, running what comes before it.
    Step(usize),
    /// Leave one's own branch for the script's.
    ToScript,
    /// Choose an answer to the prediction.
    Guess(usize),
    /// Run what the console holds.
    Submit(String),
    /// Put a command in the console.
    Put(String),
    /// Complete the word at the caret.
    Complete,
    /// Offer completions.
    Completions(Vec<String>, usize),
    /// Open a thing in the inspector.
    Select(ThingId),
    /// Open a page of a cluster's volume in the inspector.
    Volume(ThingId, PageId),
    /// Mark bytes of the page shown, and show them.
    Mark(Span),
    /// Mark bytes for as long as the pointer is on what they are.
    Hover(Option<Span>),
    /// Show another page of the selected volume.
    Page(PageId),
    /// Show other bytes of that page.
    Offset(u32),
    /// Open or close an event's JSON.
    Event(Rc<str>),
    /// Timeline: to the state after this many commands of the branch.
    Position(usize),
    /// Timeline: to an entry, on whatever branch it is.
    Jump(usize),
    /// Timeline: one back.
    TimeBack,
    /// Timeline: one forward.
    TimeForward,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Bring a panel forward; `true` moves the keyboard focus there.
    Show(Panel, bool),
    /// Map as text or picture.
    Twin,
    /// The next theme.
    Theme,
    /// Open or close the help.
    Help(bool),
    /// Switch single-key shortcuts on or off.
    Shortcuts,
    /// The new view is about to be drawn: scroll to what is new.
    Settle,
    /// The page has nothing to do: work out what the reader can run next.
    Prepare,
    /// The database engine: loaded, at work, stopped.
    Sql(Sql),
    /// Sessions: stored, opened, listed.
    Keep(Keep),
    /// Sharing.
    Share(Share),
    /// Leave the database client's prompt.
    Leave,
    /// The page around an embed asks for something, and for a call when it is done.
    Asked(Ask, Function),
}

/// What the page around an embed can ask for.
#[derive(Clone)]
pub(crate) enum Ask {
    /// Show a step.
    GoTo(usize),
    /// Run the step shown, unless it has run.
    Run,
    /// Run a line as the reader's own.
    Submit(String),
    /// Begin again.
    Reset,
}

/// Bytes of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The first.
    pub(crate) offset: u32,
    /// How many.
    pub(crate) length: u32,
}

impl Span {
    /// Whether a byte is one of them.
    pub(crate) const fn has(self, at: u32) -> bool {
        self.offset <= at && at - self.offset < self.length
    }
}

/// The console's connection to a database.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Client {
    /// The command that made it.
    pub(crate) connect: String,
    /// The cluster.
    pub(crate) cluster: String,
}

/// What is on the screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// The list of scenarios.
    Home,
    /// Waiting for a scenario's file.
    Loading,
    /// It did not come; the reason.
    Failed(String),
    /// Something that can't be opened, and why.
    Refused(String),
    /// A session is made anew: commands run, of how many.
    Opening(usize, usize),
    /// The last time this session was opened, the page stopped: its id and its name.
    Stopped(String, String),
    /// A world.
    Play,
}

/// State of the interface: nothing of this is the world's.
pub(crate) struct Ui {
    /// What is on the screen.
    pub(crate) stage: Stage,
    /// The list of scenarios, once it came or did not.
    pub(crate) cards: Option<Result<Vec<ScenarioCard>, String>>,
    /// The panel in front on a narrow screen.
    pub(crate) panel: Panel,
    /// Console, trail or timeline: the one in front on a wide screen.
    pub(crate) dock: Panel,
    /// In an embed: the panel beside the story.
    pub(crate) side: Panel,
    /// The map as text.
    pub(crate) twin: bool,
    /// The help is open.
    pub(crate) help: bool,
    /// Whether single keys act.
    pub(crate) shortcuts: Rc<Cell<bool>>,
    /// Light or dark; `None` as the system has it.
    pub(crate) theme: Option<&'static str>,
    /// The answer chosen to the prediction.
    pub(crate) guess: Option<usize>,
    /// Candidates, and where in the line they go.
    pub(crate) completions: (Vec<String>, usize),
    /// The live region.
    pub(crate) live: String,
    /// The line of the console.
    pub(crate) input: NodeRef,
    /// The database that the console's lines go to; else they go to the shell.
    pub(crate) client: Option<Client>,
    /// What the reader looks at.
    pub(crate) focus: Focus,
    /// Bytes chosen in the page shown.
    pub(crate) mark: Option<Span>,
    /// Bytes of what the pointer is on.
    pub(crate) hover: Option<Span>,
    /// The database engine, and what waits for it.
    pub(crate) wait: Wait,
    /// What the reader should know; `true` if it is bad.
    pub(crate) notices: Vec<(bool, String)>,
    /// The list of sessions.
    pub(crate) kept: Kept,
    /// What the share dialog offers, while it is open.
    pub(crate) offer: Option<Rc<Offer>>,
}

/// What a panel needs to be drawn.
pub(crate) struct Cx<'a> {
    /// Where this is drawn.
    pub(crate) host: &'a Host,
    /// Where messages go.
    pub(crate) link: &'a Scope<App>,
    /// The world, as data.
    pub(crate) view: &'a View,
    /// The interface's own state.
    pub(crate) ui: &'a Ui,
    /// The session.
    pub(crate) engine: &'a Engine,
}

impl Cx<'_> {
    /// A click that sends a message.
    pub(crate) fn on(&self, msg: Msg) -> Callback<yew::MouseEvent> {
        self.link.callback(move |_| msg.clone())
    }

    /// The way to send messages from other events.
    pub(crate) fn link(&self) -> Scope<App> {
        self.link.clone()
    }
}
