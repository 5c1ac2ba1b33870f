//! What can happen to the page, what it shows, and what a panel is drawn from. What happens to one feature, and what it
//! holds, stands beside its drawing; here they are put together.

use std::rc::Rc;

use js_sys::Function;
use playground_session::view::{ScenarioCard, View};
use yew::Callback;

use crate::console::{Console, Line};
use crate::help::{Help, Settings};
use crate::host::Host;
use crate::inspector::{Look, Looking};
use crate::keep::Keep;
use crate::map::{Map, Picture};
use crate::notices::Notices;
use crate::open::Open;
use crate::panels::{Panel, Shown};
use crate::scenario::{Prompt, Story};
use crate::sessions::Kept;
use crate::share::{Offer, Share};
use crate::timeline::Time;
use crate::trail::Trail;
use crate::wait::{Sql, Wait};
use crate::workspace::Workspace;

/// What can happen to the page.
#[derive(Clone)]
pub(crate) enum Msg {
    /// The way to a world: the list, a file, an address.
    Open(Open),
    /// The scenario and its steps.
    Story(Story),
    /// The line of the console.
    Console(Console),
    /// The inspector.
    Look(Look),
    /// CloudTrail.
    Trail(Trail),
    /// Moves in time.
    Time(Time),
    /// The map.
    Map(Map),
    /// Help and settings.
    Help(Help),
    /// The database engine: loaded, at work, stopped.
    Sql(Sql),
    /// Sessions: stored, opened, listed.
    Keep(Keep),
    /// Sharing.
    Share(Share),
    /// Bring a panel forward; `focus` moves the keyboard's focus there.
    Show { panel: Panel, focus: bool },
    /// The page around an embed asks for something, and for a call when it is done.
    Asked { ask: Ask, answer: Function },
    /// The new view is about to be drawn: scroll to what is new.
    Settle,
    /// The page has nothing to do: work out what the reader can run next.
    Prepare,
}

/// What the page around an embed can ask for.
#[derive(Clone)]
pub(crate) enum Ask {
    /// Show a step.
    GoTo { step: usize },
    /// Run the step shown, unless it has run.
    Run,
    /// Run a line as the reader's own.
    Submit { line: String },
    /// Begin again.
    Reset,
}

/// What is on the screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// The list of scenarios.
    Home,
    /// Waiting for a scenario's file.
    Loading,
    /// It did not come, and why.
    Failed { why: String },
    /// Something that can't be opened, and why.
    Refused { why: String },
    /// A session is made anew: commands run, of how many.
    Opening { done: usize, total: usize },
    /// The last time this session was opened, the page stopped.
    Stopped { id: String, name: String },
    /// A world.
    Play,
}

impl Stage {
    /// Whether it is what was asked for, and not on the way there.
    pub(crate) const fn is_shown(&self) -> bool {
        match self {
            Self::Home | Self::Loading => false,
            Self::Failed { .. }
            | Self::Refused { .. }
            | Self::Opening { .. }
            | Self::Stopped { .. }
            | Self::Play => true,
        }
    }
}

/// State of the interface, feature by feature: nothing of this is the world's.
pub(crate) struct Ui {
    /// What is on the screen.
    pub(crate) stage: Stage,
    /// The list of scenarios, once it came or did not.
    pub(crate) cards: Option<Result<Vec<ScenarioCard>, String>>,
    /// Which panels are in sight.
    pub(crate) panels: Shown,
    pub(crate) story: Prompt,
    pub(crate) map: Picture,
    pub(crate) inspector: Looking,
    pub(crate) console: Line,
    pub(crate) settings: Settings,
    /// What the reader should know.
    pub(crate) notices: Notices,
    /// The list of sessions.
    pub(crate) kept: Kept,
    /// What the share dialog offers, while it is open.
    pub(crate) offer: Option<Rc<Offer>>,
    /// The database engine, and what waits for it.
    pub(crate) wait: Wait,
    /// The live region.
    pub(crate) live: String,
}

/// What a panel needs to be drawn.
pub(crate) struct Cx<'a> {
    /// Where this is drawn.
    pub(crate) host: &'a Host,
    /// Where messages go.
    pub(crate) send: &'a Callback<Msg>,
    /// The world, as data.
    pub(crate) view: &'a View,
    /// The interface's own state.
    pub(crate) ui: &'a Ui,
    /// The session.
    pub(crate) workspace: &'a Workspace,
}

impl Cx<'_> {
    /// A listener that sends a message, whatever the event holds.
    pub(crate) fn on<E>(&self, msg: Msg) -> Callback<E> {
        let send = self.send.clone();
        Callback::from(move |_| send.emit(msg.clone()))
    }

    /// A listener that sends what an event means, if it means anything.
    pub(crate) fn hear<E>(&self, meant: impl Fn(E) -> Option<Msg> + 'static) -> Callback<E> {
        let send = self.send.clone();
        Callback::from(move |event| {
            if let Some(msg) = meant(event) {
                send.emit(msg);
            }
        })
    }
}
