//! "2020 and today": the statements of both editions beside each other, each with what shows it and ways to run that in either
//! edition. Which statement belongs to which is decided by the session.

use playground_session::view::{Change, ChangeRow, Edition, RuleId, ShownIn, Statement};
use yew::{Html, classes, html};

use crate::address::{self, Address};
use crate::app::{App, Settle};
use crate::msg::{Cx, Msg, Stage};
use crate::text::{self, Text};
use crate::{browser, draw, refusal};

/// What can happen to the list.
#[derive(Clone)]
pub(crate) enum Changed {
    /// Show some of the statements.
    Filter { to: Filter },
}

/// Which statements are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    /// What holds today and did not then, or the other way round.
    #[default]
    Differs,
    /// All of them.
    All,
    /// Those of one kind.
    Only(Change),
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn changed(&mut self, changed: &Changed) -> bool {
        let Changed::Filter { to } = changed;
        self.ui.filter = *to;
        let all = self.workspace.changed();
        self.ui.live.say(text::statements(all.iter().filter(|row| is_shown(row, *to)).count()));
        true
    }

    /// Shows both editions, at a statement if one is named.
    pub(crate) fn what_changed(&mut self, rule: Option<RuleId>) {
        self.ui.stage = Stage::WhatChanged;
        browser::title(&text::WHAT_CHANGED);
        let rows = self.workspace.changed();
        let found =
            rule.and_then(|rule| rows.iter().find(|row| statements(row).any(|it| it.rule.id == rule.name())));
        let name = found.and_then(|row| RuleId::parse(number(row))).map(RuleId::name);
        if found.is_some_and(|row| !is_shown(row, self.ui.filter)) {
            self.ui.filter = Filter::All;
        }
        self.settling.push(Settle::Focus(name.unwrap_or("changed")));
        self.settling.extend(name.map(Settle::Top));
    }
}

/// Every statement of a row.
fn statements(row: &ChangeRow) -> impl Iterator<Item = &Statement> {
    row.today.iter().chain(&row.then)
}

/// The number by which a row is known: that of today's statement, if there is one.
fn number(row: &ChangeRow) -> &str {
    statements(row).next().map_or("", |it| &it.rule.id)
}

fn is_shown(row: &ChangeRow, filter: Filter) -> bool {
    match (filter, row.change) {
        (Filter::All, _) | (Filter::Differs, Change::Instead | Change::New | Change::Gone) => true,
        (Filter::Differs, Change::Changed | Change::Same) => false,
        (Filter::Only(only), change) => only == change,
    }
}

/// The page.
pub(crate) fn page(cx: &Cx<'_>) -> Html {
    let rows = cx.workspace.changed();
    let count = |filter: Filter| rows.iter().filter(|row| is_shown(row, filter)).count();
    let chip = |filter: Filter, name: Text| {
        let pressed = cx.ui.filter == filter;
        html! { <button type="button" class="chip" aria-pressed={pressed.to_string()} onclick={cx.on(Msg::Changed(Changed::Filter { to: filter }))}>{ name }{ " " }<b>{ count(filter) }</b></button> }
    };
    html! {
        <main class="start changes">
            <p class="crumbs"><a href="#">{ text::ALL_SCENARIOS }</a></p>
            <h1 id="changed" tabindex="-1">{ text::WHAT_CHANGED_BETWEEN }</h1>
            <p class="lead">{ text::CHANGED_LEAD }</p>
            <div class="filters" role="group" aria-label={text::CHANGED_FILTER}>
                { chip(Filter::Differs, text::CHANGED_DIFFERS) }
                { chip(Filter::All, text::CHANGED_ALL) }
                { for Change::ALL.into_iter().map(|it| chip(Filter::Only(it), text::change(it))) }
            </div>
            <ol class="change-rows">{ for rows.iter().filter(|row| is_shown(row, cx.ui.filter)).map(|row| pair(cx, row)) }</ol>
        </main>
    }
}

fn pair(cx: &Cx<'_>, row: &ChangeRow) -> Html {
    let number = number(row).to_owned();
    let kind = match row.change {
        Change::New => "new",
        Change::Same => "same",
        Change::Changed => "reworded",
        Change::Instead => "instead",
        Change::Gone => "gone",
    };
    html! {
        <li key={number.clone()} class="change">
            <h2 id={number.clone()} tabindex="-1"><span class="rule-id">{ number.clone() }</span>{ " " }<span class={classes!("badge", "change-kind", kind)}>{ text::change(row.change) }</span></h2>
            <div class="sides">
                { side(cx, Edition::Y2020, &row.then) }
                { side(cx, Edition::Y2026, row.today.as_slice()) }
            </div>
        </li>
    }
}

/// What an edition says.
fn side(cx: &Cx<'_>, edition: Edition, all: &[Statement]) -> Html {
    html! {
        <div class="side">
            <p class="side-head">{ draw::edition(edition) }</p>
            { for all.iter().map(|it| html! { <>{ refusal::quoted(&it.rule, Html::default()) }{ shown(cx, edition, it) }</> }) }
            { all.is_empty().then(|| html! { <p class="fade">{ text::says_nothing(edition) }</p> }) }
        </div>
    }
}

/// Where a statement can be seen: steps of scenarios, in either edition, or free play.
fn shown(cx: &Cx<'_>, edition: Edition, it: &Statement) -> Html {
    if it.shown.is_empty() {
        let free = Address::Free(edition);
        return html! { <p class="shown">{ draw::to(cx, &free, "", text::TRY_FREE.into()) }</p> };
    }
    html! { <ul class="shown">{ for it.shown.iter().flat_map(|it| steps(cx, edition, it)) }</ul> }
}

fn steps(cx: &Cx<'_>, edition: Edition, it: &ShownIn) -> Vec<Html> {
    let one = |step: Option<usize>| {
        let title =
            step.map_or_else(|| it.title.clone(), |step| text::titled(&it.title, &(step + 1).to_string()));
        let own = Address::scenario(it.scenario.clone(), step.unwrap_or(0));
        let edition = address::other(edition);
        let other =
            Address::Scenario { id: it.scenario.clone(), step: step.unwrap_or(0), edition: Some(edition) };
        let other_name = html! { <>{ text::steps_under(edition) }<span class="visually-hidden">{ ": " }{ title.clone() }</span></> };
        html! { <li>{ draw::to(cx, &own, "", title.clone().into()) }{ " " }{ draw::to(cx, &other, "fade", other_name) }</li> }
    };
    if it.steps.is_empty() { vec![one(None)] } else { it.steps.iter().map(|step| one(Some(*step))).collect() }
}
