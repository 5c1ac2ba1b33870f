//! "Plan a way": a goal for clusters of the files, the plans for it beside each other, and the runbook of one of them to read,
//! to take along, and to step through. The search goes on in slices, so that it never holds the tab for long.

use playground_estate::{Arn, Encryption, Estate, KeyRow, Kind};
use playground_session::own::planning::{Aim, Alternative, Part, Planning, Runbook, Wish, scenario, times};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::{Event, Html, InputEvent, html};

use super::{Account, picked};
use crate::app::{App, Settle};
use crate::draw::button;
use crate::msg::{Cx, Msg};
use crate::text::{self, Text};
use crate::{browser, database, later, share};

/// What an aim is called.
const fn label(aim: Aim) -> Text {
    match aim {
        Aim::Encrypted => text::OWN_AIM_ENCRYPTED,
        Aim::AnotherKey => text::OWN_AIM_ANOTHER_KEY,
        Aim::AnotherRegion => text::OWN_AIM_ANOTHER_REGION,
        Aim::AnotherAccount => text::OWN_AIM_ANOTHER_ACCOUNT,
        Aim::Readable => text::OWN_AIM_READABLE,
        Aim::Restored => text::OWN_AIM_RESTORED,
        Aim::Recovered => text::OWN_AIM_RECOVERED,
        Aim::UnusedKey => text::OWN_AIM_UNUSED_KEY,
    }
}

/// What is typed beside the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Key,
    Region,
    Account,
    Time,
}

impl Field {
    const fn label(self) -> Text {
        match self {
            Self::Key => text::OWN_PLAN_KEY,
            Self::Region => text::OWN_PLAN_REGION,
            Self::Account => text::OWN_PLAN_ACCOUNT,
            Self::Time => text::OWN_PLAN_TIME,
        }
    }

    const fn example(self) -> &'static str {
        match self {
            Self::Key => "alias/…",
            Self::Region => "eu-central-1",
            Self::Account => "444455556666",
            Self::Time => "2026-11-28T12:00:00Z",
        }
    }

    /// What an aim asks for.
    const fn of(aim: Aim) -> &'static [Self] {
        match aim {
            Aim::Encrypted | Aim::AnotherKey => &[Self::Key],
            Aim::AnotherRegion => &[Self::Region, Self::Key],
            Aim::AnotherAccount => &[Self::Account, Self::Key],
            Aim::Readable => &[Self::Account],
            Aim::Restored => &[Self::Time],
            Aim::Recovered | Aim::UnusedKey => &[],
        }
    }
}

/// Something that a goal can be about, as it is shown.
struct Choice {
    words: String,
    about: Vec<Arn>,
}

/// The goal that takes a finding away, if a plan can.
const fn aim_of(kind: Kind) -> Option<Aim> {
    match kind {
        Kind::Unencrypted => Some(Aim::Encrypted),
        Kind::ForeignKey | Kind::AwsManagedKey => Some(Aim::AnotherKey),
        Kind::OneRegion => Some(Aim::AnotherRegion),
        Kind::SharedWithoutKey => Some(Aim::Readable),
        Kind::Inaccessible => Some(Aim::Recovered),
        Kind::KeyPendingDeletion
        | Kind::KeyDisabled
        | Kind::PublicSnapshot
        | Kind::UnencryptedSnapshot
        | Kind::OneDayOfBackups
        | Kind::UnknownKey
        | Kind::UnreadPolicy
        | Kind::NotRotated
        | Kind::OneKey => None,
    }
}

/// The way from a finding to its plan.
pub(super) fn from_finding(cx: &Cx<'_>, kind: Kind) -> Html {
    let step = |aim| button(cx, "quiet", "#i-run", &text::OWN_PLAN, msg(Step::Ask(aim)), true);
    aim_of(kind).map(step).unwrap_or_default()
}

/// What is asked for, and how far the answer is.
#[derive(Default)]
pub(crate) struct Planned {
    aim: Option<Aim>,
    choices: Vec<Choice>,
    chosen: Option<usize>,
    wish: Wish,
    running: Option<Planning>,
    goes_on: bool,
    /// Why it can't be asked for.
    refused: Option<String>,
    /// The runbook that is shown, and of which way.
    book: Option<(usize, Runbook)>,
    /// Why a form of it can't be had.
    problem: Option<String>,
}

/// What can happen to it.
#[derive(Clone)]
pub(crate) enum Step {
    /// Ask for this, from elsewhere on the page.
    Ask(Aim),
    /// Ask for this.
    Aim(Option<Aim>),
    /// Ask for this one of the choices.
    Choose(Option<usize>),
    /// Something was typed.
    Type { field: Field, text: String },
    /// Begin.
    Run,
    /// Go on.
    Next,
    /// Stop.
    Stop,
    /// Show the runbook of a way.
    Show { way: usize },
    /// Hand out the runbook.
    Save { form: Form },
}

/// A form of a runbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Markdown,
    Script,
    Scenario,
}

/// How long a slice may take, in milliseconds.
const SLICE: f64 = 16.0;

impl App {
    /// Handles a step.
    pub(super) fn plan_own(&mut self, step: Step) {
        let super::Reading { estate, keys, planned, .. } = &mut self.ui.account;
        match step {
            Step::Ask(aim) => {
                planned.aim(Some(aim), estate, keys);
                self.settling.push(Settle::Focus("own-goal"));
            }
            Step::Aim(aim) => planned.aim(aim, estate, keys),
            Step::Choose(at) => {
                planned.clear();
                planned.chosen = at;
            }
            Step::Type { field, text } => {
                planned.clear();
                let place = match field {
                    Field::Key => &mut planned.wish.key,
                    Field::Region => &mut planned.wish.region,
                    Field::Account => &mut planned.wish.account,
                    Field::Time => &mut planned.wish.time,
                };
                *place = text;
            }
            Step::Run => {
                planned.clear();
                let Some((aim, wish)) = planned.asked() else { return };
                match Planning::begin(estate, aim, &wish, browser::seed()) {
                    Ok(begun) => {
                        planned.running = Some(begun);
                        planned.goes_on = true;
                        self.plan_goes_on();
                    }
                    Err(why) => planned.refused = Some(why),
                }
            }
            Step::Next => self.plan_slice(),
            Step::Stop => planned.clear(),
            Step::Show { way } => {
                let Some(running) = &planned.running else { return };
                match running.runbook(way) {
                    Ok(book) => {
                        planned.book = Some((way, book));
                        self.settling.push(Settle::Focus("own-runbook"));
                    }
                    Err(why) => planned.problem = Some(why),
                }
            }
            Step::Save { form } => planned.save(form),
        }
    }

    fn plan_slice(&mut self) {
        let planned = &mut self.ui.account.planned;
        let until = database::now() + SLICE;
        let Some(running) = planned.running.as_mut().filter(|_| planned.goes_on) else { return };
        while planned.goes_on && database::now() < until {
            planned.goes_on = running.step();
        }
        if planned.goes_on {
            return self.plan_goes_on();
        }
        self.ui.live.say(text::own_plans(running.ways().len()));
        self.settling.push(Settle::Reveal("own-ways"));
    }

    /// Goes on once the browser has drawn.
    fn plan_goes_on(&self) {
        self.later(later::after_others(msg(Step::Next)));
    }
}

impl Planned {
    fn aim(&mut self, aim: Option<Aim>, estate: &Estate, keys: &[KeyRow]) {
        self.clear();
        self.aim = aim;
        self.choices = aim.map_or_else(Vec::new, |aim| choices(aim, estate, keys));
        self.chosen = None;
    }

    fn clear(&mut self) {
        (self.running, self.refused, self.book, self.problem) = (None, None, None, None);
        self.goes_on = false;
    }

    /// What is asked for: of what was typed, only what the aim needs.
    fn asked(&self) -> Option<(Aim, Wish)> {
        let (aim, choice) = (self.aim?, self.choices.get(self.chosen?)?);
        let typed = |field: Field, text: &str| {
            if Field::of(aim).contains(&field) { text.to_owned() } else { String::new() }
        };
        let wish = Wish {
            about: choice.about.clone(),
            key: typed(Field::Key, &self.wish.key),
            region: typed(Field::Region, &self.wish.region),
            account: typed(Field::Account, &self.wish.account),
            time: typed(Field::Time, &self.wish.time),
        };
        Some((aim, wish))
    }

    fn save(&mut self, form: Form) {
        let Some((_, book)) = &self.book else { return };
        let (name, kind, text) = match form {
            Form::Markdown => ("aurora-runbook.md", "text/markdown", Ok(book.markdown())),
            Form::Script => ("aurora-runbook.sh", "text/x-shellscript", Ok(book.script())),
            Form::Scenario => ("aurora-runbook-scenario.md", "text/markdown", scenario(book)),
        };
        self.problem = match text {
            Ok(text) if share::save(name, kind, &text) => None,
            Ok(_) => Some(text::NO_DOWNLOAD.to_string()),
            Err(why) => Some(why),
        };
    }
}

/// What an aim can be for: each cluster, or all of an account and Region that are not encrypted; or each key.
fn choices(aim: Aim, estate: &Estate, keys: &[KeyRow]) -> Vec<Choice> {
    let place = |arn: &Arn| format!("{} · {}", arn.account(), arn.region());
    if aim == Aim::UnusedKey {
        let of = |key: &KeyRow| Choice {
            words: format!("{} · {}", key.name, place(&key.arn)),
            about: vec![key.arn.clone()],
        };
        return keys.iter().map(of).collect();
    }
    let mut all: Vec<Choice> = Vec::new();
    let mut plain: Vec<Choice> = Vec::new();
    for cluster in estate.clusters.iter().filter(|cluster| cluster.is_aurora()) {
        let unencrypted = cluster.encryption == Encryption::Unencrypted;
        if aim == Aim::Encrypted && unencrypted {
            let there = place(&cluster.arn);
            match plain.iter_mut().find(|group| group.words == there) {
                Some(group) => group.about.push(cluster.arn.clone()),
                None => plain.push(Choice { words: there, about: vec![cluster.arn.clone()] }),
            }
        }
        if aim != Aim::Encrypted || unencrypted {
            let words = format!("{} · {}", cluster.arn.name(), place(&cluster.arn));
            all.push(Choice { words, about: vec![cluster.arn.clone()] });
        }
    }
    let several = plain.into_iter().filter(|group| aim.takes_several() && group.about.len() > 1);
    let several = several.map(|group| Choice {
        words: text::own_all_unencrypted(group.about.len(), &group.words),
        about: group.about,
    });
    several.chain(all).collect()
}

fn msg(step: Step) -> Msg {
    Msg::Account(Account::Plan(step))
}

/// Draws the question and the answer.
pub(super) fn draw(cx: &Cx<'_>, planned: &Planned) -> Html {
    let aim = |(at, aim): (usize, Aim)| {
        html! { <option value={at.to_string()} selected={planned.aim == Some(aim)}>{ label(aim) }</option> }
    };
    let choice = |(at, choice): (usize, &Choice)| {
        html! { <option value={at.to_string()} selected={planned.chosen == Some(at)}>{ choice.words.clone() }</option> }
    };
    let choose_aim =
        cx.hear(|event: Event| Some(msg(Step::Aim(picked(&event).and_then(|at| Aim::ALL.get(at).copied())))));
    let choose = cx.hear(|event: Event| Some(msg(Step::Choose(picked(&event)))));
    html! {
        <section aria-labelledby="own-goal">
            <h2 id="own-goal" tabindex="-1">{ text::OWN_PLAN }</h2>
            <p>{ text::OWN_PLAN_LEAD }</p>
            <div class="own-asked">
                <label>{ text::OWN_PLAN_GOAL }<select onchange={choose_aim}>
                    <option value="" selected={planned.aim.is_none()}>{ text::OWN_WHAT_IF_NONE }</option>
                    { for Aim::ALL.into_iter().enumerate().map(aim) }
                </select></label>
                { planned.aim.is_some().then(|| html! {
                    <label>{ text::OWN_PLAN_ABOUT }<select onchange={choose} lang="en">
                        <option value="" selected={planned.chosen.is_none()}>{ text::OWN_WHAT_IF_NONE }</option>
                        { for planned.choices.iter().enumerate().map(choice) }
                    </select></label>
                }) }
                { for planned.aim.map_or(&[][..], Field::of).iter().map(|field| typed(cx, planned, *field)) }
                { button(cx, "primary", "#i-run", &text::OWN_PLAN_RUN, msg(Step::Run), planned.chosen.is_some() && !planned.goes_on) }
                { planned.goes_on.then(|| button(cx, "quiet", "", &text::OWN_WHAT_IF_STOP, msg(Step::Stop), true)) }
            </div>
            { planned.refused.as_ref().map(|why| html! { <p class="bad" role="alert" lang="en">{ why.clone() }</p> }) }
            { planned.running.as_ref().map(|running| answer(cx, planned, running)) }
        </section>
    }
}

fn typed(cx: &Cx<'_>, planned: &Planned, field: Field) -> Html {
    let value = match field {
        Field::Key => &planned.wish.key,
        Field::Region => &planned.wish.region,
        Field::Account => &planned.wish.account,
        Field::Time => &planned.wish.time,
    };
    // As it is typed: a change on leaving the field would redraw what the same click is about to hit.
    let changed = cx.hear(move |event: InputEvent| {
        let text = event.target()?.dyn_into::<HtmlInputElement>().ok()?.value();
        Some(msg(Step::Type { field, text }))
    });
    html! { <label>{ field.label() }<input type="text" spellcheck="false" autocomplete="off" placeholder={field.example()} value={value.clone()} oninput={changed} /></label> }
}

fn answer(cx: &Cx<'_>, planned: &Planned, running: &Planning) -> Html {
    if planned.goes_on {
        let (done, of) = running.progress();
        return html! { <p role="status">{ text::own_planning(done, of) }</p> };
    }
    if let Some(why) = running.none() {
        return html! { <><p id="own-ways">{ text::OWN_PLAN_NONE }</p><pre class="own-lines" tabindex="0" lang="en">{ why.to_owned() }</pre></> };
    }
    if running.is_so_already() {
        return html! { <p id="own-ways">{ text::OWN_PLAN_DONE }</p> };
    }
    let row = |(at, way): (usize, Alternative)| {
        let shown = planned.book.as_ref().is_some_and(|(shown, _)| *shown == at);
        html! {
            <tr key={at}>
                <th scope="row">{ way.name }</th>
                <td>{ way.without_writes }</td>
                <td>{ way.lost }</td>
                <td>{ way.copies }</td>
                <td>{ way.steps }</td>
                <td>{ way.simulated }</td>
                <td>{ button(cx, "plain", "#i-text", &text::OWN_PLAN_SHOW, msg(Step::Show { way: at }), !shown) }</td>
            </tr>
        }
    };
    let heads =
        ["way", "clients can't write", "newest writes lost", "data is copied", "steps", "run here", ""];
    html! {
        <>
            <div class="own-table" id="own-ways" role="group" aria-labelledby="own-goal" tabindex="0" lang="en"><table>
                <thead><tr>{ for heads.map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                <tbody>{ for running.ways().into_iter().enumerate().map(row) }</tbody>
            </table></div>
            <p lang="en">{ times() }</p>
            { running.beyond().map(|words| html! { <p class="bad" lang="en">{ words }</p> }) }
            { planned.book.as_ref().map(|(_, book)| shown(cx, book)) }
            { planned.problem.as_ref().map(|why| html! { <p class="bad" role="alert" lang="en">{ why.clone() }</p> }) }
        </>
    }
}

/// A runbook, to read and to take along.
fn shown(cx: &Cx<'_>, book: &Runbook) -> Html {
    let save = |form: Form, name: Text| button(cx, "plain", "#i-save", &name, msg(Step::Save { form }), true);
    html! {
        <div class="own-runbook">
            <h3 id="own-runbook" tabindex="-1">{ text::OWN_RUNBOOK }</h3>
            <p class="own-take"><span>{ text::OWN_RUNBOOK_TAKE }</span>{ save(Form::Markdown, text::OWN_MARKDOWN) }{ save(Form::Script, text::OWN_SCRIPT) }{ save(Form::Scenario, text::OWN_SCENARIO) }</p>
            <div lang="en">{ for book.parts().iter().map(part) }</div>
        </div>
    }
}

fn part(part: &Part) -> Html {
    match part {
        Part::Lines(_, lines) => {
            html! { <pre class="own-lines" tabindex="0">{ lines.trim_end().to_owned() }</pre> }
        }
        Part::Text(words) => match words.split_once(' ') {
            Some(("#", title)) => html! { <p><strong>{ title.to_owned() }</strong></p> },
            Some(("##", title)) => html! { <h4>{ title.to_owned() }</h4> },
            Some(_) | None => html! { <p>{ for inline(words) }</p> },
        },
    }
}

/// Text with `code` in it; what is emphasised stands as it is.
fn inline(words: &str) -> Vec<Html> {
    let plain = words.replace("**", "");
    let plain = plain.trim_matches('*').to_owned();
    let piece = |(at, piece): (usize, &str)| {
        if at % 2 == 1 {
            html! { <code>{ piece.to_owned() }</code> }
        } else {
            html! { { piece.to_owned() } }
        }
    };
    plain.split('`').enumerate().map(piece).collect()
}
