//! "What if": a change, tried on a copy of the world that the files make, with what fails when, and until when it can be saved.
//! The trial goes on in slices, so that it never holds the tab for long.

use std::rc::Rc;

use playground_estate::what_if::{Change, Failure, LONGEST, Saved, WhatIf, begin, grantees};
use playground_estate::{Estate, KeyPolicy, KeyRow};
use playground_session::address::OwnSection;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::{Event, Html, html};

use super::{Account, picked};
use crate::app::App;
use crate::draw::{self, button};
use crate::msg::{Cx, Msg};
use crate::text::{self, Text};
use crate::{browser, database, later};

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Disable,
    Delete,
    Revoke,
    Remove,
    Leave,
    Restore,
}

impl Kind {
    const ALL: [Self; 6] =
        [Self::Disable, Self::Delete, Self::Revoke, Self::Remove, Self::Leave, Self::Restore];

    const fn label(self) -> Text {
        match self {
            Self::Disable => text::OWN_WHAT_IF_DISABLE,
            Self::Delete => text::OWN_WHAT_IF_DELETE,
            Self::Revoke => text::OWN_WHAT_IF_REVOKE,
            Self::Remove => text::OWN_WHAT_IF_REMOVE,
            Self::Leave => text::OWN_WHAT_IF_LEAVE,
            Self::Restore => text::OWN_WHAT_IF_RESTORE,
        }
    }

    /// Returns whether it is done to a key.
    pub(super) const fn is_of_key(self) -> bool {
        match self {
            Self::Disable | Self::Delete | Self::Revoke | Self::Remove => true,
            Self::Leave | Self::Restore => false,
        }
    }

    /// What the choice of what it is done to is called.
    const fn of(self) -> Text {
        match self {
            Self::Disable | Self::Delete => text::OWN_FACET_KEY,
            Self::Revoke => text::OWN_WHAT_IF_GRANTEE,
            Self::Remove => text::OWN_WHAT_IF_STATEMENT,
            Self::Leave => text::OWN_FACET_ACCOUNT,
            Self::Restore => text::OWN_CLUSTER,
        }
    }

    /// What it can be done to, with the words for it.
    fn choices(self, estate: &Estate, keys: &[KeyRow], accounts: &[Rc<str>]) -> Vec<(String, Change)> {
        let place = |key: &KeyRow| format!("{} · {} · {}", key.name, key.arn.account(), key.arn.region());
        let named = |key: &KeyRow| Rc::from(key.arn.as_str());
        let described = |key: &KeyRow| estate.keys.get(key.arn.as_str());
        match self {
            Self::Disable => {
                keys.iter().map(|key| (place(key), Change::Disable { key: named(key) })).collect()
            }
            Self::Delete => {
                keys.iter().map(|key| (place(key), Change::Delete { key: named(key), days: 30 })).collect()
            }
            Self::Revoke => {
                let of = |key: &KeyRow| {
                    let change = |grantee: Rc<str>| {
                        let words = format!("{grantee} · {}", place(key));
                        (words, Change::Revoke { key: named(key), grantee })
                    };
                    grantees(estate, &key.arn).into_iter().map(change).collect::<Vec<_>>()
                };
                keys.iter().flat_map(of).collect()
            }
            Self::Remove => {
                let of = |key: &KeyRow| {
                    let Some(KeyPolicy::Read(policy)) = described(key).and_then(|key| key.policy.as_ref())
                    else {
                        return Vec::new();
                    };
                    let change = |(at, sid): (usize, Option<&str>)| {
                        let name = sid.map_or_else(|| (at + 1).to_string(), String::from);
                        (
                            format!("{name} · {}", place(key)),
                            Change::Remove { key: named(key), statement: at },
                        )
                    };
                    let sids = policy.statements.iter().map(|one| one.sid.as_deref());
                    sids.enumerate().map(change).collect()
                };
                keys.iter().flat_map(of).collect()
            }
            Self::Leave => {
                let leave = |account: &Rc<str>| Change::LeaveOut { account: account.clone() };
                accounts.iter().map(|account| (account.to_string(), leave(account))).collect()
            }
            Self::Restore => {
                let clusters = estate.clusters.iter().filter(|cluster| cluster.is_aurora());
                let of = |arn: &playground_estate::Arn| {
                    let words = format!("{} · {} · {}", arn.name(), arn.account(), arn.region());
                    (words, Change::Restore { cluster: arn.as_str().into() })
                };
                clusters.map(|cluster| of(&cluster.arn)).collect()
            }
        }
    }
}

/// What is asked, and how far the answer is.
pub(crate) struct Trial {
    kind: Option<Kind>,
    /// What it can be done to.
    choices: Vec<(String, Change)>,
    chosen: Option<usize>,
    /// The waiting period of a deletion, in days.
    waiting: u64,
    days: usize,
    running: Option<WhatIf>,
    /// Whether there are steps to go.
    goes_on: bool,
    /// Why it can't be tried.
    refused: Option<String>,
}

impl Default for Trial {
    fn default() -> Self {
        let (kind, chosen, running, refused) = (None, None, None, None);
        Self { kind, choices: Vec::new(), chosen, waiting: 30, days: 30, running, goes_on: false, refused }
    }
}

/// What can happen to it.
#[derive(Clone)]
pub(crate) enum Step {
    /// Ask about this kind of change to this key, account or cluster, from elsewhere on the page.
    Ask { kind: Kind, of: Rc<str> },
    /// Ask about this kind of change.
    Kind(Option<Kind>),
    /// Ask about this one of the choices.
    Choose(Option<usize>),
    /// Try so many days.
    Days(usize),
    /// Ask about this waiting period.
    Waiting(u64),
    /// Begin.
    Run,
    /// Go on.
    Next,
    /// Stop, with what was found.
    Stop,
}

/// How long a slice may take, in milliseconds.
const SLICE: f64 = 16.0;

impl App {
    /// Handles a step.
    pub(super) fn what_if(&mut self, step: Step) {
        let super::Reading { estate, keys, depends, trial, .. } = &mut self.ui.account;
        match step {
            Step::Ask { kind, of } => {
                trial.ask(Some(kind), kind.choices(estate, keys, depends.accounts()));
                trial.chosen = trial.choices.iter().position(|(_, change)| *subject(change) == of);
                self.show_own(OwnSection::WhatIf);
            }
            Step::Kind(kind) => {
                let choices =
                    kind.map_or_else(Vec::new, |kind| kind.choices(estate, keys, depends.accounts()));
                trial.ask(kind, choices);
            }
            Step::Choose(at) => {
                trial.clear();
                trial.chosen = at;
            }
            Step::Days(days) => trial.days = days.clamp(1, LONGEST),
            Step::Waiting(days) => trial.waiting = days,
            Step::Run => {
                let Some(change) = trial.change() else { return };
                trial.clear();
                match begin(estate, &change, trial.days, browser::seed()) {
                    Ok(begun) => {
                        trial.running = Some(begun);
                        trial.goes_on = true;
                        self.what_if_goes_on();
                    }
                    Err(why) => trial.refused = Some(why),
                }
            }
            Step::Next => {
                let until = database::now() + SLICE;
                if let Some(running) = trial.running.as_mut().filter(|_| trial.goes_on) {
                    while trial.goes_on && database::now() < until {
                        trial.goes_on = running.step();
                    }
                    if trial.goes_on {
                        self.what_if_goes_on();
                    } else {
                        let count = running.failures().len();
                        self.ui.live.say(text::own_what_if_fails(count));
                    }
                }
            }
            Step::Stop => trial.goes_on = false,
        }
    }

    /// Goes on once the browser has drawn.
    fn what_if_goes_on(&self) {
        self.later(later::after_others(msg(Step::Next)));
    }
}

/// What a change is done to: the ARN of a key or a cluster, or an account.
const fn subject(change: &Change) -> &Rc<str> {
    match change {
        Change::Disable { key }
        | Change::Delete { key, .. }
        | Change::Revoke { key, .. }
        | Change::Remove { key, .. } => key,
        Change::LeaveOut { account } => account,
        Change::Restore { cluster } => cluster,
    }
}

impl Trial {
    fn ask(&mut self, kind: Option<Kind>, choices: Vec<(String, Change)>) {
        self.clear();
        (self.kind, self.choices, self.chosen) = (kind, choices, None);
    }

    fn clear(&mut self) {
        (self.running, self.refused, self.goes_on) = (None, None, false);
    }

    fn change(&self) -> Option<Change> {
        let (_, change) = self.choices.get(self.chosen?)?;
        Some(match change {
            Change::Delete { key, .. } => Change::Delete { key: key.clone(), days: self.waiting },
            other => other.clone(),
        })
    }
}

fn msg(step: Step) -> Msg {
    Msg::Account(Account::WhatIf(step))
}

/// The number in a field.
fn typed(event: &Event) -> Option<usize> {
    event.target()?.dyn_into::<HtmlInputElement>().ok()?.value().parse().ok()
}

/// Draws the question and the answer.
pub(super) fn draw(cx: &Cx<'_>, trial: &Trial) -> Html {
    let kind = |at: usize, kind: Kind| {
        html! { <option value={at.to_string()} selected={trial.kind == Some(kind)}>{ kind.label() }</option> }
    };
    let choice = |(at, (words, _)): (usize, &(String, Change))| {
        html! { <option value={at.to_string()} selected={trial.chosen == Some(at)}>{ words.clone() }</option> }
    };
    let choose_kind = cx
        .hear(|event: Event| Some(msg(Step::Kind(picked(&event).and_then(|at| Kind::ALL.get(at).copied())))));
    let choose = cx.hear(|event: Event| Some(msg(Step::Choose(picked(&event)))));
    let days = cx.hear(|event: Event| Some(msg(Step::Days(typed(&event)?))));
    let waiting = cx.hear(|event: Event| Some(msg(Step::Waiting(u64::try_from(typed(&event)?).ok()?))));
    html! {
        <section aria-labelledby="own-what-if">
            <h2 id="own-what-if" tabindex="-1">{ text::OWN_WHAT_IF }</h2>
            <p>{ text::OWN_WHAT_IF_LEAD }</p>
            <div class="own-asked">
                <label>{ text::OWN_WHAT_IF }<select onchange={choose_kind}>
                    <option value="" selected={trial.kind.is_none()}>{ text::OWN_WHAT_IF_NONE }</option>
                    { for Kind::ALL.into_iter().enumerate().map(|(at, it)| kind(at, it)) }
                </select></label>
                { trial.kind.map(|kind| html! {
                    <label>{ kind.of() }<select onchange={choose} lang="en">
                        <option value="" selected={trial.chosen.is_none()}>{ text::OWN_WHAT_IF_NONE }</option>
                        { for trial.choices.iter().enumerate().map(choice) }
                    </select></label>
                }) }
                { (trial.kind == Some(Kind::Delete)).then(|| html! { <label>{ text::OWN_WHAT_IF_WAITING }<input type="number" min="7" max="30" value={trial.waiting.to_string()} onchange={waiting} /></label> }) }
                <label>{ text::OWN_WHAT_IF_DAYS }<input type="number" min="1" max={LONGEST.to_string()} value={trial.days.to_string()} onchange={days} /></label>
                { button(cx, "primary", "#i-run", &text::OWN_WHAT_IF_RUN, msg(Step::Run), trial.chosen.is_some() && !trial.goes_on) }
                { trial.goes_on.then(|| button(cx, "quiet", "", &text::OWN_WHAT_IF_STOP, msg(Step::Stop), true)) }
            </div>
            { trial.refused.as_ref().map(|why| html! { <p class="bad" role="alert" lang="en">{ why.clone() }</p> }) }
            { trial.running.as_ref().map(|running| answer(running, trial.goes_on)) }
        </section>
    }
}

/// How many rows are drawn.
const MOST: usize = 200;

fn answer(running: &WhatIf, goes_on: bool) -> Html {
    let (done, of) = running.progress();
    if goes_on {
        return html! { <p role="status">{ text::own_trying(done, of) }</p> };
    }
    let (lines, back) = running.commands();
    let failures = running.failures();
    let commands = |label: Text, lines: &[&str]| {
        (!lines.is_empty()).then(|| html! { <><p>{ label }</p><pre>{ for lines.iter().take(10).copied().map(draw::prompted) }</pre></> })
    };
    html! {
        <>
            <p>{ text::own_tried(running.tried_count(), &minute(&running.end().to_string())) }{ " " }{ if failures.is_empty() { text::OWN_WHAT_IF_FINE.to_string() } else { text::own_what_if_fails(failures.len()) } }</p>
            { running.stopped().map(|why| html! { <p class="bad" lang="en">{ String::from(why) }</p> }) }
            { running.note().map(|note| html! { <p lang="en">{ note }</p> }) }
            <div lang="en">{ commands(text::OWN_WHAT_IF_DONE_BY, &lines) }{ commands(text::OWN_WHAT_IF_BACK_BY, &back) }</div>
            { (!lines.is_empty() && back.is_empty()).then(|| html! { <p>{ text::OWN_WHAT_IF_NO_BACK }</p> }) }
            { (!failures.is_empty()).then(|| html! {
                <div class="own-table" role="group" aria-labelledby="own-what-if" tabindex="0" lang="en"><table>
                    <thead><tr>{ for ["type", "name", "fails from", "how", "can be saved until"].map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                    <tbody>{ for failures.iter().take(MOST).map(|one| failure(one, running)) }</tbody>
                </table></div>
            }) }
            { (failures.len() > MOST).then(|| html! { <p class="fade">{ text::own_others(failures.len() - MOST) }</p> }) }
        </>
    }
}

/// `2026-12-02 09:00` of `2026-12-02T09:00:02Z`: each command takes a second.
fn minute(time: &str) -> String {
    time.get(..16).unwrap_or(time).replace('T', " ")
}

fn failure(one: &Failure, running: &WhatIf) -> Html {
    let from = if one.already { text::OWN_ALREADY.to_string() } else { minute(&one.from.to_string()) };
    let saved = match &one.saved {
        Saved::Before if one.already => text::OWN_SEE_DEPENDS.to_string(),
        Saved::Before => text::OWN_SAVED_BEFORE.to_string(),
        Saved::Until(time) => minute(&time.to_string()),
        Saved::Still => text::own_saved_still(&minute(&running.end().to_string())),
    };
    html! {
        <tr>
            <td>{ one.kind }</td>
            <th scope="row">{ one.arn.name().to_owned() }<span class="fade">{ text::own_tried_by(&one.account, one.arn.region()) }</span></th>
            <td class="own-day">{ from }</td>
            <td>{ one.how.clone() }<details><summary>{ text::OWN_TRIED }</summary><code>{ one.tried.clone() }</code></details></td>
            <td>{ saved }</td>
        </tr>
    }
}
