//! What holds data, as a table: a search and filters above it, folded by account and Region where it is long, and each cluster
//! opens to what is known of it.

use std::rc::Rc;

use playground_estate::{Detail, Details, Estate, Kind, Row};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Event, Html, InputEvent, TargetCast, html};

use super::{Account, detail};
use crate::draw::button;
use crate::msg::{Cx, Msg};
use crate::text::{self, Text};

/// What rows can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facet {
    Account,
    Region,
    Key,
    Finding,
}

impl Facet {
    const ALL: [Self; 4] = [Self::Account, Self::Region, Self::Key, Self::Finding];

    const fn label(self) -> Text {
        match self {
            Self::Account => text::OWN_FACET_ACCOUNT,
            Self::Region => text::OWN_FACET_REGION,
            Self::Key => text::OWN_FACET_KEY,
            Self::Finding => text::OWN_FACET_FINDING,
        }
    }

    /// What a row has of it, each as a value and as it is shown.
    fn of(self, row: &Row) -> Vec<(&str, String)> {
        let plain = |text| (text, String::from(text));
        match self {
            Self::Account => vec![plain(row.arn.account())],
            Self::Region => vec![plain(row.arn.region())],
            Self::Key => {
                let key = row.key_arn.as_ref();
                key.map(|key| (key.as_str(), format!("{} · {} · {}", row.key, key.account(), key.region())))
                    .into_iter()
                    .collect()
            }
            Self::Finding => row.findings.iter().map(|kind| plain(kind.name())).collect(),
        }
    }
}

/// A value of a facet, as it is shown, and how many rows have it.
struct Choice {
    value: Rc<str>,
    shown: String,
    count: usize,
}

/// What the reader asked of the table.
#[derive(Default)]
pub(crate) struct Table {
    /// What can be chosen, in the order of [`Facet::ALL`].
    choices: Vec<Vec<Choice>>,
    search: String,
    /// What is chosen.
    chosen: Vec<(Facet, Rc<str>)>,
    /// The groups that the reader folded or unfolded, other than they begin.
    turned: Vec<Rc<str>>,
    /// The cluster that is open.
    open: Option<Detail>,
    /// How many of its snapshots, copies, replicas and backups are listed.
    parts: usize,
}

/// What can happen to the table.
#[derive(Clone)]
pub(crate) enum Change {
    /// Show what has the words of a text.
    Search(String),
    /// Show what has this value, or all if there is none.
    Choose(Facet, Option<Rc<str>>),
    /// Show everything.
    Clear,
    /// Fold or unfold a group.
    Turn(Rc<str>),
    /// Open a cluster, or close it.
    Open(Rc<str>),
    /// List more of what was taken from the open one.
    MoreParts,
}

impl Table {
    /// A table of these rows, with all of them shown.
    pub(super) fn of(rows: &[Row]) -> Self {
        let choices = Facet::ALL.map(|facet| {
            let mut found: Vec<Choice> = Vec::new();
            for (value, shown) in rows.iter().flat_map(|row| facet.of(row)) {
                match found.binary_search_by(|one| (*one.value).cmp(value)) {
                    Ok(at) => found.get_mut(at).into_iter().for_each(|one| one.count += 1),
                    Err(at) => found.insert(at, Choice { value: value.into(), shown, count: 1 }),
                }
            }
            found
        });
        Self { choices: choices.into(), ..Self::default() }
    }

    /// Handles a change.
    pub(super) fn change(&mut self, estate: &Estate, change: Change) {
        match change {
            Change::Search(text) => self.search = text,
            Change::Choose(facet, value) => {
                self.chosen.retain(|(of, _)| *of != facet);
                self.chosen.extend(value.map(|value| (facet, value)));
            }
            Change::Clear => {
                self.search.clear();
                self.chosen.clear();
            }
            Change::Turn(group) => match self.turned.iter().position(|turned| *turned == group) {
                Some(at) => drop(self.turned.remove(at)),
                None => self.turned.push(group),
            },
            Change::Open(arn) => {
                let again = self.open.take().is_some_and(|open| open.arn.as_str() == &*arn);
                let cluster = estate.clusters.get(&arn).filter(|_| !again);
                self.open = cluster.map(|cluster| Details::of(estate).cluster(cluster));
                self.parts = PARTS;
            }
            Change::MoreParts => self.parts += PARTS,
        }
    }

    /// Returns whether rows have a finding.
    pub(super) fn has(&self, kind: Kind) -> bool {
        let of = Facet::ALL.into_iter().zip(&self.choices).filter(|(facet, _)| *facet == Facet::Finding);
        of.flat_map(|(_, choices)| choices).any(|choice| *choice.value == *kind.name())
    }

    /// Shows what has a finding, and nothing else.
    pub(super) fn only(&mut self, kind: Kind) {
        self.search.clear();
        self.chosen = vec![(Facet::Finding, kind.name().into())];
    }

    /// Returns whether a row has all that is asked for.
    fn fits(&self, row: &Row) -> bool {
        let chosen =
            |(facet, value): &(Facet, Rc<str>)| facet.of(row).iter().any(|(one, _)| **value == **one);
        self.chosen.iter().all(chosen) && has_words(row, &self.search)
    }
}

/// Returns whether a row has all words of a search.
fn has_words(row: &Row, search: &str) -> bool {
    if search.trim().is_empty() {
        return true;
    }
    let findings: Vec<&str> = row.findings.iter().map(|kind| kind.name()).collect();
    let parts = [
        row.kind,
        row.arn.as_str(),
        &*row.engine,
        row.encryption,
        &row.key,
        &row.key_state,
        &row.shared,
        &findings.join(" "),
    ];
    let all = parts.join(" ").to_ascii_lowercase();
    search.split_whitespace().all(|word| all.contains(&word.to_ascii_lowercase()))
}

/// How many rows a table shows before its groups are folded, and how many of a group.
const MOST: usize = 200;

/// How many snapshots, copies, replicas and backups of a cluster are listed at first, and how many more at a time.
const PARTS: usize = 50;

/// Draws the table.
pub(super) fn draw(cx: &Cx<'_>, estate: &Estate, rows: &[Row], table: &Table) -> Html {
    let fitting: Vec<&Row> = rows.iter().filter(|row| table.fits(row)).collect();
    let mut groups: Vec<(String, Vec<&Row>)> = Vec::new();
    for row in &fitting {
        let place = format!("{} · {}", row.arn.account(), row.arn.region());
        match groups.binary_search_by(|(one, _)| one.cmp(&place)) {
            Ok(at) => groups.get_mut(at).into_iter().for_each(|(_, rows)| rows.push(row)),
            Err(at) => groups.insert(at, (place, vec![row])),
        }
    }
    let folded = fitting.len() > MOST;
    html! {
        <section aria-labelledby="own-data">
            <h2 id="own-data" tabindex="-1">{ text::OWN_DATA }</h2>
            { asked(cx, table, (fitting.len(), rows.len())) }
            <div class="own-table" role="group" aria-labelledby="own-data" tabindex="0" lang="en"><table>
                <thead><tr>{ for ["type", "name", "engine", "encryption", "key", "findings"].map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                { for groups.iter().map(|(place, rows)| group(cx, table, folded, place, rows)) }
            </table></div>
            { fitting.is_empty().then(|| html! { <p>{ text::OWN_NOTHING_FITS }</p> }) }
            { estate.clusters.iter().any(|cluster| !cluster.is_aurora()).then(|| html! { <p class="fade">{ text::OWN_NOT_SIMULATED }</p> }) }
        </section>
    }
}

/// The search and the filters.
fn asked(cx: &Cx<'_>, table: &Table, (fitting, all): (usize, usize)) -> Html {
    let typed = cx.hear(|event: InputEvent| {
        let field: HtmlInputElement = event.target_dyn_into()?;
        Some(msg(Change::Search(field.value())))
    });
    let facets = Facet::ALL.into_iter().zip(&table.choices).filter(|(_, choices)| choices.len() > 1);
    let facets = facets.map(|(facet, choices)| select(cx, table, facet, choices));
    let narrowed = fitting < all || !table.search.is_empty() || !table.chosen.is_empty();
    html! {
        <div class="own-asked">
            <label>{ text::OWN_SEARCH }<input type="search" class="own-search" value={table.search.clone()} oninput={typed} /></label>
            { for facets }
            { narrowed.then(|| html! { <>
                <span class="fade" role="status">{ text::own_fitting(fitting, all) }</span>
                { button(cx, "quiet", "", &text::OWN_CLEAR, msg(Change::Clear), true) }
            </> }) }
        </div>
    }
}

pub(super) fn msg(change: Change) -> Msg {
    Msg::Account(Account::Table(change))
}

fn select(cx: &Cx<'_>, table: &Table, facet: Facet, choices: &[Choice]) -> Html {
    let chosen = table.chosen.iter().find(|(of, _)| *of == facet).map(|(_, value)| value);
    let picked = cx.hear(move |event: Event| {
        let value = event.target()?.dyn_into::<HtmlSelectElement>().ok()?.value();
        Some(msg(Change::Choose(facet, (!value.is_empty()).then(|| value.into()))))
    });
    let option = |choice: &Choice| {
        let is = chosen.is_some_and(|value| *value == choice.value);
        html! { <option value={choice.value.to_string()} selected={is} lang="en">{ format!("{} ({})", choice.shown, choice.count) }</option> }
    };
    html! {
        <label>{ facet.label() }<select onchange={picked}>
            <option value="" selected={chosen.is_none()}>{ text::OWN_ALL }</option>
            { for choices.iter().map(option) }
        </select></label>
    }
}

/// The rows of one account and Region, below a row that folds them.
fn group(cx: &Cx<'_>, table: &Table, folded: bool, place: &str, rows: &[&Row]) -> Html {
    let turned = table.turned.iter().any(|turned| **turned == *place);
    let open = folded == turned;
    let rest = rows.len().saturating_sub(MOST);
    let turn = cx.on(msg(Change::Turn(place.into())));
    html! {
        <tbody key={place.to_owned()}>
            <tr class="own-group"><th colspan="6" scope="rowgroup"><button type="button" class="own-fold" aria-expanded={open.to_string()} onclick={turn}>{ text::own_group(place, rows.len()) }</button></th></tr>
            { for rows.iter().take(if open { MOST } else { 0 }).map(|row| one(cx, table, row)) }
            { (open && rest > 0).then(|| html! { <tr><td colspan="6" class="fade">{ text::own_rest(rest) }</td></tr> }) }
        </tbody>
    }
}

fn one(cx: &Cx<'_>, table: &Table, row: &Row) -> Html {
    let findings: Vec<&str> = row.findings.iter().map(|kind| kind.name()).collect();
    let open = table.open.as_ref().filter(|open| row.kind == "cluster" && open.arn == row.arn);
    let name = if row.kind == "cluster" {
        let turn = cx.on(msg(Change::Open(row.arn.as_str().into())));
        html! { <button type="button" class="own-fold" aria-expanded={open.is_some().to_string()} onclick={turn}>{ row.arn.name().to_owned() }</button> }
    } else {
        row.arn.name().to_owned().into()
    };
    let bad = row.key_state != "Enabled" && !row.key_state.is_empty();
    html! {
        <>
            <tr class="own-row" key={format!("{} {}", row.kind, row.arn)}>
                <td>{ row.kind }</td>
                <th scope="row">{ name }<span class="fade">{ format!("{} · {}", row.arn.account(), row.arn.region()) }</span></th>
                <td>{ row.engine.to_string() }</td>
                <td class={if row.encryption == "unencrypted" { "bad" } else { "" }}>{ row.encryption }</td>
                <td>{ row.key.clone() }{ bad.then(|| html! { <span class="bad">{ row.key_state.clone() }</span> }) }</td>
                <td>{ findings.join(", ") }</td>
            </tr>
            { open.map(|detail| html! { <tr class="own-detail"><td colspan="6">{ detail::draw(cx, detail, table.parts) }</td></tr> }) }
        </>
    }
}
