//! "Your own account": files of the reader's, what is found in them, and the report to take along. Reading and finding are
//! `playground-estate`'s; here is what is asked for, kept for as long as the tab is open, and drawn. It is stored only if
//! the reader says so (`kept`).

mod depends;
mod detail;
pub(crate) mod give;
mod kept;
mod plan;
mod print;
mod reading;
mod refused;
mod table;
mod terraform;
mod what_if;
pub(crate) mod world;

use std::rc::Rc;

use playground_estate::{
    Dropped, Estate, FileRead, Finding, Form, KeyRow, Kind, MAX_FILE, Replacement, Row, Severity, Without,
    demo, report,
};
use playground_session::view::RuleId;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlSelectElement, HtmlTextAreaElement};
use yew::{Html, classes, html};

use crate::address::Address;
use crate::app::{App, Settle};
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg, Stage};
use crate::text::{self, Text};
use crate::{brought, browser, load, share};

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
    /// Show other rows of the table.
    Table(table::Change),
    /// Show what depends on a key or an account.
    DependsOn { gone: Option<Without> },
    /// Try what would happen if.
    WhatIf(what_if::Step),
    /// Hand out the report.
    Save { form: Form },
    /// Plan a way.
    Plan(plan::Step),
    /// Open it as a world.
    Open,
    /// Print the report.
    Print,
    /// Keep it in this browser, or don't.
    Keep(kept::Step),
    /// The error that is asked about.
    Refused(refused::Refused),
    /// Forget everything.
    Forget,
}

/// What was read.
#[derive(Default)]
pub(crate) struct Reading {
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
    /// Whether the browser refused a download.
    kept_back: bool,
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn account(&mut self, account: Account) -> bool {
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
                let question = std::mem::take(&mut self.ui.account.question);
                self.ui.account = Reading { question, ..Reading::default() };
                let company = (text::OWN_DEMO_NAME.to_string(), Some(demo().into_bytes().into()));
                return self.account(Account::Came { files: vec![company] });
            }
            Account::Refused(refused) => return self.why_refused(refused),
            Account::Table(change) => {
                let Reading { estate, table, .. } = &mut self.ui.account;
                table.change(estate, change);
            }
            Account::WhatIf(step) => self.what_if(step),
            Account::DependsOn { gone } => {
                let Reading { estate, depends, .. } = &mut self.ui.account;
                depends.ask(estate, gone);
                if let Some(count) = self.ui.account.depends.count() {
                    self.ui.live.say(text::own_lost(count));
                    self.settling.push(Settle::Reveal("own-depends"));
                }
            }
            Account::Save { form } => {
                let Reading { estate, files, .. } = &self.ui.account;
                let (name, kind) = file_of(form);
                let went = share::save(name, kind, &report(estate, files, form));
                self.ui.account.kept_back = !went;
            }
            Account::Plan(step) => self.plan_own(step),
            Account::Open => return self.open_own(),
            Account::Keep(step) => self.keep_own(step),
            Account::Print => self.print_report(),
            Account::Forget => {
                self.ui.account = Reading::default();
                if let Some(id) = self.workspace.unkeep() {
                    self.delete(&id);
                }
                self.workspace.forget_own();
                self.settling.push(Settle::Focus("own"));
            }
        }
        true
    }

    /// Shows the page.
    pub(crate) fn own_account(&mut self) {
        self.ui.stage = Stage::OwnAccount;
        browser::title(&text::OWN_TITLE);
        self.settling.push(Settle::Focus("own"));
        if self.ui.account.files.is_empty() && !self.ui.account.waits() {
            self.relist();
            self.open_last_kept(true);
        }
    }
}

/// The number in a select.
fn picked(event: &Event) -> Option<usize> {
    event.target()?.dyn_into::<HtmlSelectElement>().ok()?.value().parse().ok()
}

/// The name of a report's file, and its media type.
const fn file_of(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Markdown => ("aurora-encryption.md", "text/markdown"),
        Form::Csv => ("aurora-encryption.csv", "text/csv"),
        Form::Json => ("aurora-encryption.json", "application/json"),
    }
}

/// The script that asks for all of it, where the page is served; the single file has it within.
const COLLECTOR: &str = "collect.sh";
const SCRIPT: &str = include_str!("../static/collect.sh");

/// What to bring: every command only reads.
const COMMANDS: &str = "\
aws rds describe-db-clusters
aws rds describe-db-cluster-snapshots --include-shared
aws rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier …
aws rds describe-db-cluster-automated-backups
aws rds describe-global-clusters
aws kms list-aliases
aws kms describe-key --key-id …
aws kms get-key-policy --key-id … --policy-name default
aws kms list-grants --key-id …
aws kms get-key-rotation-status --key-id …
aws kms list-key-rotations --key-id …";

/// The page.
pub(crate) fn page(cx: &Cx<'_>) -> Html {
    let reading = &cx.ui.account;
    let shown = reading.is_shown();
    html! {
        <main class="start own">
            <p class="crumbs"><a href="#">{ text::ALL_SCENARIOS }</a></p>
            <h1 id="own" tabindex="-1">{ text::OWN_TITLE }</h1>
            { (!shown).then(|| html! { <p class="lead">{ text::OWN_LEAD }</p> }) }
            { reading::progress(cx, reading) }
            { shown.then(|| found(cx, reading)) }
            { shown.then(|| refused::section(cx, reading)) }
            { bring(cx, shown) }
            { (!shown).then(|| refused::section(cx, reading)) }
            { shown.then(|| kept::section(cx, reading)) }
            { (!shown).then(|| kept::list(cx)) }
            { shown.then(|| files(&reading.files)) }
        </main>
    }
}

/// Where files go.
fn bring(cx: &Cx<'_>, more: bool) -> Html {
    let send = cx.send.clone();
    let taken = move |event: Event| {
        let send = send.clone();
        brought::take(&event, (usize::MAX, MAX_FILE), move |files| {
            let files = files.iter().map(|file| (file.name.clone(), file.bytes.as_deref().map(Rc::from)));
            send.emit(Msg::Account(Account::Came { files: files.collect() }));
        });
    };
    let dropped = taken.clone();
    let send = cx.send.clone();
    let pasted = move |_| {
        let area =
            web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("own-paste"));
        let text = area.and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok()).map(|area| area.value());
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            send.emit(Msg::Account(Account::Paste { text }));
        }
    };
    html! {
        <section class="own-bring" aria-label={text::OWN_MORE} ondragover={|event: yew::DragEvent| event.prevent_default()} ondrop={move |event: yew::DragEvent| dropped(event.into())}>
            { more.then(|| html! { <h2>{ text::OWN_MORE }</h2> }) }
            <label class="import">{ text::OWN_CHOOSE }<input type="file" multiple=true onchange={taken} /></label>
            { (!more).then(|| html! {
                <p class="own-demo">{ button(cx, "plain", "#i-account", &text::OWN_DEMO, Msg::Account(Account::Demo), true) }<span class="fade">{ text::OWN_DEMO_NOTE }</span></p>
            }) }
            <details>
                <summary>{ text::OWN_PASTE }</summary>
                <label for="own-paste" class="visually-hidden">{ text::OWN_PASTE_HERE }</label>
                <textarea id="own-paste" rows="6" spellcheck="false" autocomplete="off" placeholder={text::OWN_PASTE_HERE} />
                <p><button type="button" class="plain" onclick={pasted}>{ text::OWN_READ }</button></p>
            </details>
            <details open={!more}>
                <summary>{ text::OWN_WHAT }</summary>
                <p>{ text::OWN_WHAT_LEAD }</p>
                <pre tabindex="0" aria-label={text::OWN_WHAT}>{ COMMANDS }</pre>
                { browser::is_served().then(|| html! { <p><a href={load::address(COLLECTOR)}><code>{ COLLECTOR }</code></a>{ " " }{ text::OWN_COLLECT }{ " " }<a href={load::address("guides/own-account.html")}>{ text::OWN_GUIDE }</a></p> }) }
                <details>
                    <summary>{ text::OWN_COLLECTOR }</summary>
                    <pre class="own-lines" tabindex="0" aria-label={text::OWN_COLLECTOR}>{ SCRIPT }</pre>
                </details>
                <p class="fade">{ text::OWN_DROPS }</p>
            </details>
        </section>
    }
}

/// What was found: worst first, then what holds data, then the keys.
fn found(cx: &Cx<'_>, reading: &Reading) -> Html {
    let Reading { estate, found, keys, rows, table, depends, trial, planned, .. } = reading;
    let held = text::own_held(estate.clusters.len(), estate.snapshots.len(), estate.keys.len());
    let kinds = Kind::ALL.iter().filter_map(|kind| {
        let those: Vec<&Finding> = found.iter().filter(|finding| finding.kind == *kind).collect();
        (!those.is_empty()).then(|| of_kind(cx, *kind, &those))
    });
    let save = |form: Form, name: Text| {
        button(cx, "plain", "#i-save", &name, Msg::Account(Account::Save { form }), true)
    };
    html! {
        <>
            <p class="own-held">{ held }{ " " }{ severities(found) }</p>
            { world::way(cx, reading) }
            <p class="own-take"><span>{ text::OWN_TAKE }</span>{ save(Form::Markdown, text::OWN_MARKDOWN) }{ save(Form::Csv, text::OWN_CSV) }{ save(Form::Json, text::OWN_JSON) }{ print::way(cx) }{ refused::go(cx) }{ button(cx, "quiet", "#i-bin", &text::OWN_FORGET, Msg::Account(Account::Forget), true) }</p>
            { reading.kept_back.then(|| html! { <p class="flash bad" role="alert">{ icon("#i-bad") }<span>{ text::NO_DOWNLOAD }</span></p> }) }
            <section aria-labelledby="own-findings">
                <h2 id="own-findings" tabindex="-1">{ text::OWN_FINDINGS }</h2>
                { found.is_empty().then(|| html! { <p>{ text::OWN_NO_FINDINGS }</p> }) }
                <ol class="own-kinds" lang="en">{ for kinds }</ol>
            </section>
            { (!rows.is_empty()).then(|| table::draw(cx, estate, rows, table)) }
            { (!keys.is_empty()).then(|| of_keys(cx, keys)) }
            { (!rows.is_empty()).then(|| depends::draw(cx, keys, depends)) }
            { (!rows.is_empty()).then(|| plan::draw(cx, planned)) }
            { (!rows.is_empty()).then(|| what_if::draw(cx, trial)) }
            { terraform::section(cx, reading) }
        </>
    }
}

/// How many findings of each severity there are.
fn severities(found: &[Finding]) -> Html {
    let one = |severity: Severity| {
        let count = found.iter().filter(|finding| finding.kind.severity() == severity).count();
        (count > 0).then(|| html! { <span class={classes!("badge", severity.name())} lang="en">{ format!("{count} {}", severity.name()) }</span> })
    };
    Severity::ALL.into_iter().filter_map(one).collect()
}

/// How many findings of a kind stand there before the rest is folded.
const FIRST: usize = 4;

fn of_kind(cx: &Cx<'_>, kind: Kind, found: &[&Finding]) -> Html {
    let one = |finding: &&Finding| {
        let (account, region) = (finding.about.account(), finding.about.region());
        html! { <li><span class="fade">{ format!("{account} · {region}") }</span>{ " " }{ finding.what.clone() }</li> }
    };
    let rest = found.get(FIRST..).unwrap_or_default();
    let rule = RuleId::parse(kind.rule().name());
    html! {
        <li class={kind.severity().name()}>
            <h3><span class={classes!("badge", kind.severity().name())}>{ kind.severity().name() }</span>{ " " }{ kind.name() }</h3>
            <ul>{ for found.iter().take(FIRST).map(one) }</ul>
            { (!rest.is_empty()).then(|| html! {
                <details><summary>{ text::own_others(rest.len()) }</summary><ul>{ for rest.iter().map(one) }</ul></details>
            }) }
            <p><strong>{ text::OWN_WAY_OUT }</strong>{ " " }{ kind.way_out() }{ " " }{ draw::to(cx, &Address::WhatChanged(rule), "fade", html! { <>{ text::RULE }{ " " }{ kind.rule().name() }</> }) }{ plan::from_finding(cx, kind) }</p>
        </li>
    }
}

fn of_keys(cx: &Cx<'_>, keys: &[KeyRow]) -> Html {
    let row = |key: &KeyRow| {
        let bad = key.state != "Enabled";
        let gone = Some(Without::Key(key.arn.as_str().into()));
        let ask = cx.on(Msg::Account(Account::DependsOn { gone }));
        html! {
            <tr key={key.arn.to_string()}>
                <th scope="row"><button type="button" class="own-link" title={text::OWN_DEPENDS} onclick={ask}>{ key.name.clone() }</button><span class="fade">{ format!("{} · {}", key.arn.account(), key.arn.region()) }</span></th>
                <td class={if bad { "bad" } else { "" }}>{ key.state.clone() }</td>
                <td>{ key.rotation }</td>
                <td>{ key.lost.clone() }</td>
            </tr>
        }
    };
    html! {
        <section aria-labelledby="own-keys">
            <h2 id="own-keys">{ text::OWN_KEYS }</h2>
            <div class="own-table" role="group" aria-labelledby="own-keys" tabindex="0" lang="en"><table>
                <thead><tr>{ for ["key", "state", "rotation", "without it is lost"].map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                <tbody>{ for keys.iter().map(row) }</tbody>
            </table></div>
        </section>
    }
}

/// What became of each file.
fn files(files: &[FileRead]) -> Html {
    let file = |file: &FileRead| {
        let found: Vec<String> = file.found.iter().map(|(what, count)| format!("{what}: {count}")).collect();
        html! {
            <li>
                <strong>{ file.name.clone() }</strong>{ " " }{ found.join(", ") }
                <span class="fade">{ " " }{ dropped(file.dropped) }</span>
                { for file.problems.iter().map(|problem| html! {
                    <p class="bad">{ icon("#i-warn") }{ text::OWN_NOT_READ }{ " " }{ (!problem.place.is_empty()).then(|| html! { <code>{ problem.place.clone() }</code> }) }{ " " }{ problem.message.clone() }</p>
                }) }
            </li>
        }
    };
    html! {
        <section aria-labelledby="own-files">
            <h2 id="own-files">{ text::OWN_FILES }</h2>
            <ul class="own-files" lang="en">{ for files.iter().map(file) }</ul>
        </section>
    }
}

fn dropped(dropped: Dropped) -> String {
    ["Dropped: ", &dropped.to_string(), "."].concat()
}
