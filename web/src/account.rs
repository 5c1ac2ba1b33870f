//! "Your own account": files of the reader's, and what is asked of them, kept for as long as the tab is open. Reading and
//! finding are `playground-estate`'s. It is stored only if the reader says so (`kept`).
//!
//! The page is in sections, each with an address of its own: which there are, and the way between them, is `sections`. A
//! section is a file here. How files are read: `reading`.

mod bring;
mod depends;
mod detail;
mod findings;
pub(crate) mod give;
mod kept;
pub(crate) mod part;
mod plan;
mod print;
mod reading;
mod refused;
mod said;
mod sections;
mod table;
mod terraform;
mod what_if;
pub(crate) mod world;

use std::rc::Rc;

use playground_estate::{
    Estate, FileRead, Finding, Form, KeyRow, Kind, Replacement, Row, Without, demo, report,
};
use playground_session::address::OwnSection;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlSelectElement};
use yew::{Html, html};

use crate::app::{App, Settle};
use crate::msg::Cx;
use crate::{share, text};

/// A file that waits to be read; without bytes if it is too large, or can't be read.
type Waiting = (String, Option<Rc<[u8]>>);

/// What can happen to the reader's own accounts.
#[derive(Clone)]
pub(crate) enum Account {
    /// Files came.
    Came { files: Vec<Waiting> },
    /// Read the next of them.
    Next,
    /// Read no more.
    Stop,
    /// Read what was pasted.
    Paste { text: String },
    /// Show the made-up company.
    Demo,
    /// Go to a section.
    Go { section: OwnSection },
    /// Show other rows of the table.
    Table(table::Change),
    /// Show what has a finding in the table.
    Having { kind: Kind },
    /// Show what depends on a key or an account.
    DependsOn { gone: Option<Without> },
    /// Try what would happen if.
    WhatIf(what_if::Step),
    /// Hand out the report.
    Save { form: Form },
    /// Plan a change.
    Plan(plan::Step),
    /// Explore it in the playground.
    Open,
    /// Lay the report out for paper, to print it.
    Print,
    /// Print it.
    Printed,
    /// Keep it in this browser, or don't.
    Keep(kept::Step),
    /// The error that is asked about.
    Refused { text: String },
    /// Try the ways out of it.
    TryRefused,
    /// Forget everything.
    Forget,
}

/// What was read.
#[derive(Default)]
pub(crate) struct Reading {
    /// The section that is shown.
    section: OwnSection,
    /// Shared with the world that was opened of it, which keeps it as it was.
    estate: Rc<Estate>,
    files: Vec<FileRead>,
    waiting: Vec<Waiting>,
    found: Vec<Finding>,
    rows: Vec<Row>,
    keys: Vec<KeyRow>,
    replaced: Vec<Replacement>,
    question: refused::Question,
    table: table::Table,
    depends: depends::Asked,
    trial: what_if::Trial,
    planned: plan::Planned,
    progress: reading::Progress,
    kept: kept::Kept,
    /// Whether the findings have beside them what else goes on paper.
    prints: bool,
    /// Whether the browser refused a download.
    kept_back: bool,
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    fn account(&mut self, account: Account) -> bool {
        match account {
            Account::Came { files } => {
                self.ui.account.kept.is_own_now();
                self.ui.account.waiting.extend(files);
                self.read_on();
            }
            Account::Next => self.read_next(),
            Account::Stop => self.stop_reading(),
            Account::Paste { text } => {
                let pasted = (text::OWN_PASTED.to_string(), Some(text.into_bytes().into()));
                return self.account(Account::Came { files: vec![pasted] });
            }
            Account::Demo => {
                let Reading { section, question, .. } = std::mem::take(&mut self.ui.account);
                self.ui.account = Reading { section, question, ..Reading::default() };
                let company = (text::OWN_DEMO_NAME.to_string(), Some(demo().into_bytes().into()));
                return self.account(Account::Came { files: vec![company] });
            }
            Account::Refused { text } => self.why_refused(text),
            Account::TryRefused => self.try_refused(),
            Account::Table(change) => {
                let Reading { estate, table, .. } = &mut self.ui.account;
                table.change(estate, change);
            }
            Account::Go { section } => self.show_own(section),
            Account::Having { kind } => {
                self.ui.account.table.only(kind);
                self.show_own(OwnSection::Data);
            }
            Account::WhatIf(step) => self.what_if(step),
            Account::DependsOn { gone } => {
                let Reading { estate, depends, .. } = &mut self.ui.account;
                depends.ask(estate, gone);
                if let Some(count) = self.ui.account.depends.count() {
                    self.ui.live.say(text::own_lost(count));
                    self.show_own(OwnSection::Depends);
                }
            }
            Account::Save { form } => {
                let Reading { estate, files, .. } = &self.ui.account;
                let (name, kind) = findings::file_of(form);
                let went = share::save(name, kind, &report(estate, files, form));
                self.ui.account.kept_back = !went;
            }
            Account::Plan(step) => self.plan_own(step),
            Account::Open => return self.open_own(),
            Account::Keep(step) => self.keep_own(step),
            Account::Print => self.lay_out(),
            Account::Printed => self.print_report(),
            Account::Forget => {
                let section = self.ui.account.section;
                self.ui.account = Reading { section, ..Reading::default() };
                if let Some(id) = self.workspace.unkeep() {
                    self.delete(&id);
                }
                self.workspace.forget_own();
                self.settling.push(Settle::Focus("own"));
            }
        }
        true
    }
}

/// The number in a select.
fn picked(event: &Event) -> Option<usize> {
    event.target()?.dyn_into::<HtmlSelectElement>().ok()?.value().parse().ok()
}

/// The page.
fn page(cx: &Cx<'_>) -> Html {
    let reading = &cx.ui.account;
    let (shown, dropped) = (reading.is_read(), bring::taken(cx));
    let body = if shown {
        sections::shown(cx, reading)
    } else if reading.is_reading() {
        reading::progress(cx, reading)
    } else {
        sections::nothing_read(cx, reading)
    };
    html! {
        <main class="start own" ondragover={|event: yew::DragEvent| event.prevent_default()} ondrop={move |event: yew::DragEvent| dropped(event.into())}>
            <p class="crumbs"><a href="#">{ text::ALL_SCENARIOS }</a></p>
            <div class="own-top">
                <h1 id="own" tabindex="-1">{ text::OWN_TITLE }</h1>
                { shown.then(|| world::way(cx, reading)) }
            </div>
            { body }
        </main>
    }
}
