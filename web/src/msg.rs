//! The messages of the page and who handles them, the state of the page, and what a panel is drawn from. The messages and
//! the state of a single feature stand beside its drawing; here they are put together.

use std::rc::Rc;

use js_sys::Function;
use playground_session::view::View;
use yew::Callback;

use crate::account::{self, Account, Reading};
use crate::announce::Live;
use crate::app::App;
use crate::challenge::{Challenge, Listed};
use crate::changed::{Changed, Filter};
use crate::help::{Help, Settings};
use crate::host::Host;
use crate::keep::Keep;
use crate::minute::{self, Minute};
use crate::notices::Notices;
use crate::open::Open;
use crate::panels::console::{Console, Line};
use crate::panels::inspector::{Look, Looking};
use crate::panels::map::{Map, Picture};
use crate::panels::story::Story;
use crate::panels::story::predict::Answers;
use crate::panels::timeline::Time;
use crate::panels::trail::Trail;
use crate::panels::{Panel, Shown};
use crate::progress::Progress;
use crate::quiz::{Quiz, Sitting};
use crate::sessions::Kept;
use crate::share::{Offer, Share};
use crate::start::{Cards, Start};
use crate::wait::{Meanwhile, Sql, Wait};
use crate::workspace::Workspace;

/// What can happen to the page.
#[derive(Clone)]
pub(crate) enum Msg {
    /// Opening a world: the list of scenarios, a file, an address.
    Open(Open),
    /// The scenario and its steps.
    Story(Story),
    /// The console.
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
    /// The first minute.
    Minute(Minute),
    /// The list of scenarios.
    Start(Start),
    /// What changed between the editions.
    Changed(Changed),
    /// Challenges.
    Challenge(Challenge),
    /// The quiz.
    Quiz(Quiz),
    /// The reader's own accounts.
    Account(Account),
    /// Bring a panel forward. With `focus`, move the keyboard focus there.
    Show { panel: Panel, focus: bool },
    /// The page around an embed asks for something. `answer` is called when it is done.
    Asked { ask: Ask, answer: Function },
    /// The page is idle: prepare what the reader can run next.
    Prepare,
}

impl Msg {
    /// What happens to it while something waits for the database engine.
    pub(crate) const fn meanwhile(&self) -> Meanwhile {
        match self {
            Self::Story(Story::Advance | Story::RunAll)
            | Self::Console(Console::Submit { .. } | Console::Bring { .. })
            | Self::Look(Look::Flip { .. })
            | Self::Asked { .. } => Meanwhile::Waits,
            Self::Story(Story::Back | Story::Step { .. } | Story::ToScript)
            | Self::Challenge(Challenge::StartOver)
            | Self::Time(_) => Meanwhile::TakesItsPlace,
            Self::Keep(keep) if keep.opens() => Meanwhile::TakesItsPlace,
            Self::Keep(_)
            | Self::Story(Story::Guess { .. } | Story::There { .. })
            | Self::Console(
                Console::Put { .. }
                | Console::Complete { .. }
                | Console::Offer { .. }
                | Console::Leave
                | Console::Clear
                | Console::Drop { .. },
            )
            | Self::Open(_)
            | Self::Look(_)
            | Self::Trail(_)
            | Self::Map(_)
            | Self::Help(_)
            | Self::Sql(_)
            | Self::Share(_)
            | Self::Minute(_)
            | Self::Start(_)
            | Self::Changed(_)
            | Self::Challenge(
                Challenge::Listed { .. } | Challenge::Check | Challenge::Hint | Challenge::Solution,
            )
            | Self::Quiz(_)
            | Self::Account(_)
            | Self::Show { .. }
            | Self::Prepare => Meanwhile::GoesOn,
        }
    }
}

impl App {
    /// Hands a message to its feature. Returns whether there is something new to draw.
    pub(crate) fn take(&mut self, msg: Msg) -> bool {
        let Some(msg) = self.in_turn(msg) else { return true };
        let plays = self.ui.stage == Stage::Play;
        match msg {
            Msg::Open(open) => self.open(open),
            Msg::Story(story) if self.ui.stage == Stage::Quiz => self.quiz_key(&story),
            Msg::Story(story) => plays && self.story(story),
            Msg::Console(console) => self.console(console),
            Msg::Look(look) => plays && self.look(look),
            Msg::Trail(trail) => plays && self.trail(trail),
            Msg::Time(time) => plays && self.time(&time),
            Msg::Map(map) => self.map(map),
            Msg::Help(help) => self.help(&help),
            Msg::Sql(sql) => self.sql(sql),
            Msg::Keep(keep) => self.keep(keep),
            Msg::Share(share) => self.share(share),
            Msg::Minute(minute) => self.minute(minute),
            Msg::Start(start) => self.start(&start),
            Msg::Changed(changed) => self.changed(&changed),
            Msg::Challenge(challenge) => self.challenge(challenge),
            Msg::Quiz(quiz) => self.quiz(quiz),
            Msg::Account(account) => account::part::take(self, account).unwrap_or_default(),
            Msg::Show { panel, focus } => self.show(panel, focus),
            Msg::Asked { ask, answer } => self.ask(ask, answer),
            Msg::Prepare => self.prepared(),
        }
    }
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
    /// Start again.
    Reset,
}

/// What is on the screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// The list of scenarios.
    Home,
    /// The first minute.
    FirstMinute,
    /// Both editions beside each other.
    WhatChanged,
    /// What is real and what is a model.
    WhatIsReal,
    /// The quiz.
    Quiz,
    /// The reader's own accounts.
    OwnAccount,
    /// Waiting for a scenario's file.
    Loading,
    /// The scenario could not be loaded, and why.
    Failed { why: String },
    /// The address, link or session can't be opened, and why.
    Refused { why: String },
    /// Commands that nobody has run in this browser came from somewhere: the reader is asked about them. They lead to a
    /// step of the scenario that is open, or make a session.
    Asked { lines: Rc<[Rc<str>]>, step: Option<usize> },
    /// A session is being opened by running its commands again: how many have run, of how many.
    Opening { done: usize, total: usize },
    /// The page crashed when this session was last opened.
    Stopped { id: String, name: String },
    /// A world.
    Play,
}

impl Stage {
    /// Returns whether this is an outcome: what was asked for, or a question or a message about it.
    pub(crate) const fn is_shown(&self) -> bool {
        match self {
            Self::Home | Self::Loading => false,
            Self::FirstMinute
            | Self::WhatChanged
            | Self::WhatIsReal
            | Self::Quiz
            | Self::OwnAccount
            | Self::Failed { .. }
            | Self::Refused { .. }
            | Self::Asked { .. }
            | Self::Opening { .. }
            | Self::Stopped { .. }
            | Self::Play => true,
        }
    }
}

/// The state of the interface, by feature. Nothing of it belongs to the world.
pub(crate) struct Ui {
    /// What is on the screen.
    pub(crate) stage: Stage,
    /// The list of scenarios.
    pub(crate) cards: Cards,
    /// Which panels are in sight.
    pub(crate) panels: Shown,
    /// The answers to what steps ask.
    pub(crate) story: Answers,
    pub(crate) map: Picture,
    pub(crate) inspector: Looking,
    pub(crate) console: Line,
    pub(crate) settings: Settings,
    /// Messages above the panels.
    pub(crate) notices: Notices,
    /// What was done of the list of scenarios.
    pub(crate) progress: Vec<Progress>,
    /// The list of sessions.
    pub(crate) kept: Kept,
    /// The first minute.
    pub(crate) minute: minute::Now,
    /// What the share dialog offers, while it is open.
    pub(crate) offer: Option<Offer>,
    /// Which statements of the editions are shown.
    pub(crate) filter: Filter,
    /// The list of challenges.
    pub(crate) challenges: Listed,
    /// The quiz.
    pub(crate) quiz: Sitting,
    /// What was read of the reader's own accounts.
    pub(crate) account: Reading,
    /// The database engine, and what waits for it.
    pub(crate) wait: Wait,
    /// The text of the live region.
    pub(crate) live: Live,
}

impl Ui {
    /// The state before anything is open.
    pub(crate) fn new(host: &Host) -> Self {
        Self {
            stage: Stage::Home,
            cards: Cards::default(),
            panels: Shown::at_first(host),
            story: Answers::default(),
            map: Picture::default(),
            inspector: Looking::default(),
            console: Line::default(),
            settings: Settings::default(),
            notices: Notices::default(),
            progress: Vec::new(),
            kept: Kept::default(),
            minute: minute::Now::default(),
            offer: None,
            filter: Filter::default(),
            challenges: Listed::default(),
            quiz: Sitting::default(),
            account: Reading::default(),
            wait: Wait::default(),
            live: Live::default(),
        }
    }
}

/// What a panel is drawn from.
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
    /// A listener that sends a message and ignores the event.
    pub(crate) fn on<E>(&self, msg: Msg) -> Callback<E> {
        let send = self.send.clone();
        Callback::from(move |_| send.emit(msg.clone()))
    }

    /// A listener that sends the message that `meant` makes of the event, if it makes one.
    pub(crate) fn hear<E>(&self, meant: impl Fn(E) -> Option<Msg> + 'static) -> Callback<E> {
        let send = self.send.clone();
        Callback::from(move |event| {
            if let Some(msg) = meant(event) {
                send.emit(msg);
            }
        })
    }
}
