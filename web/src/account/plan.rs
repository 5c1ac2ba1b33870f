//! "Plan a change": a goal for clusters of the files, the plans for it beside each other, and the runbook of one of them to read,
//! to take along, and to step through. The search goes on in slices, so that it never holds the tab for long.
//!
//! Here is what is asked for and how far the answer is. What can be asked for: `goal`. How it looks: `draw`.

mod draw;
mod goal;

use playground_estate::{Arn, Estate, KeyRow};
use playground_session::address::OwnSection;
use playground_session::own::planning::{Aim, Field, Planning, Runbook, Wish, in_a_form, scenario};

pub(super) use draw::draw;
pub(super) use goal::for_finding;
use goal::{Choice, choices};

use super::Account;
use crate::app::{App, Settle};
use crate::msg::Msg;
use crate::{browser, database, later, share, text};

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
    /// Ask for this of a cluster or a key, from elsewhere on the page.
    Ask(Aim, Option<Arn>),
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
            Step::Ask(aim, about) => {
                planned.aim(Some(aim), estate, keys);
                planned.chosen = about
                    .and_then(|about| planned.choices.iter().position(|one| one.about == [about.clone()]));
                self.show_own(OwnSection::Plan);
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
                    Field::Instead => &mut planned.wish.instead,
                    Field::Days => &mut planned.wish.days,
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
                    Err(why) => {
                        planned.refused = Some(in_a_form(&why, |field| goal::name(field).to_string()));
                    }
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

    /// What is typed beside what is chosen. With whom a snapshot is shared, its finding says.
    fn fields(&self) -> &'static [Field] {
        let chosen = self.chosen.and_then(|at| self.choices.get(at));
        match self.aim {
            None => &[],
            Some(Aim::Readable) if chosen.is_some_and(|choice| choice.finding.is_some()) => &[],
            Some(aim) => goal::fields(aim),
        }
    }

    /// What is asked for: of what was typed, only what the aim needs.
    fn asked(&self) -> Option<(Aim, Wish)> {
        let (aim, choice) = (self.aim?, self.choices.get(self.chosen?)?);
        let typed = |field: Field, text: &str| {
            if self.fields().contains(&field) { text.to_owned() } else { String::new() }
        };
        let wish = Wish {
            about: choice.about.clone(),
            finding: choice.finding,
            key: typed(Field::Key, &self.wish.key),
            region: typed(Field::Region, &self.wish.region),
            account: typed(Field::Account, &self.wish.account),
            time: typed(Field::Time, &self.wish.time),
            instead: typed(Field::Instead, &self.wish.instead),
            days: typed(Field::Days, &self.wish.days),
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

fn msg(step: Step) -> Msg {
    Msg::Account(Account::Plan(step))
}
