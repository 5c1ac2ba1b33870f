//! The reader's own accounts as a world: the way there, and what stands beside it. How it is kept: `kept`; how
//! it is handed on: `give`.

use playground_parts::Part;
use playground_session::address::OwnSection;
use playground_session::view::FilesView;
use yew::{Html, html};

use super::{Account, Reading, part};
use crate::address::Address;
use crate::app::App;
use crate::draw::{self, button};
use crate::msg::{Cx, Msg};
use crate::text;

impl App {
    /// Opens what was read as a world, under today's rules.
    pub(super) fn open_own(&mut self) -> bool {
        self.make_own();
        self.enter();
        // What is worst is open first.
        self.ui.inspector.focus.selected =
            self.ui.account.found.first().map(|worst| worst.about.as_str().into());
        self.refresh();
        true
    }

    /// Shows the world that was opened, or the page that opens one.
    pub(crate) fn own_world(&mut self) {
        if self.workspace.reopen_own() {
            self.enter();
        } else if self.has_part(Part::OwnAccount) && !part::open_last_kept(self, false).unwrap_or_default() {
            self.own_account(OwnSection::default());
        }
    }
}

/// The button that opens the world.
pub(super) fn way(cx: &Cx<'_>, reading: &Reading) -> Html {
    if reading.estate.clusters.is_empty() && reading.estate.snapshots.is_empty() {
        return Html::default();
    }
    html! {
        <p class="own-world">{ button(cx, "primary", "#i-run", &text::OWN_OPEN, Msg::Account(Account::Open), true) }<span class="fade">{ text::OWN_OPEN_NOTE }</span></p>
    }
}

/// The panel beside the world, where scenarios have their story.
pub(crate) fn beside(cx: &Cx<'_>, files: &FilesView) -> Html {
    let accounts: Vec<&String> = files.profiles.iter().filter(|name| *name != "default").collect();
    html! {
        <>
            <div class="headline"><h2 id="story-title" tabindex="-1">{ text::OWN_TITLE }</h2>{ draw::edition(cx.view.edition) }</div>
            <p>{ text::OWN_WORLD }</p>
            <p>{ draw::to(cx, &Address::OwnAccount(OwnSection::Findings), "plain", text::OWN_BACK.into()) }</p>
            { (accounts.len() > 1).then(|| html! { <p>{ text::OWN_PROFILES }{ for accounts.iter().map(|name| html! { <>{ " " }<code translate="no">{ (*name).clone() }</code></> }) }</p> }) }
            { for text::OWN_TRY.iter().map(|line| draw::commands(cx, &[line], 0)) }
            { part::kept(cx).unwrap_or_default() }
            { listed(&text::OWN_LEFT_OUT, &files.left_out) }
            { listed(&text::OWN_ASSUMED, &files.assumed) }
        </>
    }
}

/// What was left out or is assumed, folded.
fn listed(title: &text::Text, those: &[(String, String)]) -> Html {
    if those.is_empty() {
        return Html::default();
    }
    html! {
        <details class="own-beside">
            <summary>{ *title }{ " " }<span class="badge">{ those.len() }</span></summary>
            <ul lang="en">{ for those.iter().map(|(arn, why)| html! { <li><code>{ arn.clone() }</code>{ ": " }{ why.clone() }</li> }) }</ul>
        </details>
    }
}
