//! "Depends on": a key or an account, and everything that can't be read without it, with the last day on which something helps.

use std::rc::Rc;

use playground_estate::{Arn, Dependent, Depends, Estate, Help, KeyRow, Loss, Until, Without};
use playground_session::own::planning::Aim;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::{Event, Html, html};

use super::{Account, plan, what_if};
use crate::draw::button;
use crate::msg::{Cx, Msg};
use crate::text::{self, Text};

/// What was asked, and the answer.
#[derive(Default)]
pub(crate) struct Asked {
    /// The accounts that can be chosen.
    accounts: Vec<Rc<str>>,
    answer: Option<(Without, Loss)>,
}

impl Asked {
    /// Nothing is asked yet.
    pub(super) fn of(estate: &Estate) -> Self {
        Self { accounts: Depends::of(estate).accounts(), answer: None }
    }

    /// The accounts that have something.
    pub(super) fn accounts(&self) -> &[Rc<str>] {
        &self.accounts
    }

    /// Asks what depends on something, or nothing any more.
    pub(super) fn ask(&mut self, estate: &Estate, gone: Option<Without>) {
        self.answer = gone.map(|gone| {
            let loss = Depends::of(estate).without(&gone);
            (gone, loss)
        });
    }

    /// How many things can't be read, if something was asked.
    pub(super) fn count(&self) -> Option<usize> {
        self.answer.as_ref().map(|(_, loss)| loss.rows.len())
    }
}

/// A key is chosen by its ARN, an account by its number.
fn meant(value: &str) -> Option<Without> {
    match value {
        "" => None,
        arn if arn.starts_with("arn:") => Some(Without::Key(arn.into())),
        account => Some(Without::Account(account.into())),
    }
}

/// Draws the choice and the answer.
pub(super) fn draw(cx: &Cx<'_>, keys: &[KeyRow], asked: &Asked) -> Html {
    let picked = cx.hear(|event: Event| {
        let value = event.target()?.dyn_into::<HtmlSelectElement>().ok()?.value();
        Some(Msg::Account(Account::DependsOn { gone: meant(&value) }))
    });
    let chosen = asked.answer.as_ref().map(|(gone, _)| gone);
    let key = |key: &KeyRow| {
        let gone = Without::Key(key.arn.as_str().into());
        html! { <option lang="en" value={key.arn.to_string()} selected={chosen == Some(&gone)}>{ format!("{} · {} · {}", key.name, key.arn.account(), key.arn.region()) }</option> }
    };
    let account = |account: &Rc<str>| {
        let is = chosen == Some(&Without::Account(account.clone()));
        html! { <option lang="en" value={account.to_string()} selected={is}>{ account.to_string() }</option> }
    };
    html! {
        <section aria-labelledby="own-depends">
            <h2 id="own-depends" tabindex="-1">{ text::OWN_DEPENDS }</h2>
            <p>{ text::OWN_DEPENDS_LEAD }</p>
            <div class="own-asked"><label>{ text::OWN_DEPENDS_CHOOSE }<select onchange={picked}>
                <option value="" selected={chosen.is_none()}>{ text::OWN_DEPENDS_NONE }</option>
                <optgroup label={text::OWN_DEPENDS_KEYS}>{ for keys.iter().map(key) }</optgroup>
                <optgroup label={text::OWN_DEPENDS_ACCOUNTS}>{ for asked.accounts.iter().map(account) }</optgroup>
            </select></label></div>
            { asked.answer.as_ref().map(|(gone, loss)| answer(cx, keys, gone, loss)) }
            { (!keys.is_empty()).then(|| of_keys(cx, keys)) }
        </section>
    }
}

/// Every key, and what is under it.
pub(super) fn of_keys(cx: &Cx<'_>, keys: &[KeyRow]) -> Html {
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
        <>
            <h3 id="own-keys">{ text::OWN_KEYS }</h3>
            <div class="own-table" role="group" aria-labelledby="own-keys" tabindex="0" lang="en"><table>
                <thead><tr>{ for ["key", "state", "rotation", "lost without it"].map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                <tbody>{ for keys.iter().map(row) }</tbody>
            </table></div>
        </>
    }
}

/// How many rows are drawn.
const MOST: usize = 200;

fn answer(cx: &Cx<'_>, keys: &[KeyRow], gone: &Without, loss: &Loss) -> Html {
    let help = |help: &Help| {
        html! { <li>{ help.what.clone() }{ " " }{ help.command.as_ref().map(|it| html! { <code>{ it.clone() }</code> }) }{ " " }<strong>{ text::OWN_LAST_DAY }{ " " }{ help.until.words() }</strong></li> }
    };
    let rest = loss.rows.len().saturating_sub(MOST);
    html! {
        <>
            <p role="status">{ text::own_lost(loss.rows.len()) }</p>
            <ul lang="en">{ for loss.helps.iter().map(help) }</ul>
            { (!loss.rows.is_empty()).then(|| html! {
                <div class="own-table" role="group" aria-labelledby="own-depends" tabindex="0" lang="en"><table>
                    <thead><tr>{ for ["type", "name", "why", "what helps", "last day", "stays readable"].map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                    <tbody>{ for loss.rows.iter().take(MOST).map(row) }</tbody>
                </table></div>
            }) }
            { (rest > 0).then(|| html! { <p class="fade">{ text::own_others(rest) }</p> }) }
            { on(cx, keys, gone) }
        </>
    }
}

/// What can be tried and planned next.
fn on(cx: &Cx<'_>, keys: &[KeyRow], gone: &Without) -> Html {
    let way =
        |label: Text, account: Account| button(cx, "plain", "#i-run", &label, Msg::Account(account), true);
    // Its deletion can't be scheduled once more.
    let pending =
        |key: &str| keys.iter().any(|row| row.arn.as_str() == key && row.state == "PendingDeletion");
    let trial = |kind, of: &Rc<str>| Account::WhatIf(what_if::Step::Ask { kind, of: of.clone() });
    html! {
        <p class="own-take">{ match gone {
            Without::Key(key) => html! { <>
                { (!pending(key)).then(|| way(text::OWN_TRY_DELETION, trial(what_if::Kind::Delete, key))) }
                { way(text::OWN_AIM_UNUSED_KEY, Account::Plan(plan::Step::Ask(Aim::UnusedKey, Arn::parse(key)))) }
            </> },
            Without::Account(account) => way(text::OWN_TRY_LEAVING, trial(what_if::Kind::Leave, account)),
        } }</p>
    }
}

fn row(row: &Dependent) -> Html {
    let kept = if row.kept.is_empty() { text::OWN_NOTHING.to_string() } else { row.kept.join(", ") };
    let place = format!("{} · {}", row.arn.account(), row.arn.region());
    let day = match row.help.until {
        Until::Day(_) => "own-day",
        Until::NoEnd | Until::Unknown(_) => "",
    };
    html! {
        <tr key={format!("{} {}", row.kind, row.arn)}>
            <td>{ row.kind }</td>
            <th scope="row">{ row.arn.name().to_owned() }<span class="fade">{ place }</span></th>
            <td>{ row.why.clone() }</td>
            <td>{ row.help.what.clone() }</td>
            <td class={day}>{ row.help.until.words() }</td>
            <td class={if row.kept.is_empty() { "bad" } else { "" }}>{ kept }</td>
        </tr>
    }
}
