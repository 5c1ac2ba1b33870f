//! The sections of the page: what they are called, the way from one to another, and what stands in one that has nothing to show.

use playground_parts::Part;
use playground_session::address::OwnSection;
use yew::{Html, classes, html};

use super::{
    Account, Reading, bring, depends, findings, kept, part, plan, refused, table, terraform, what_if,
};
use crate::address::{self, Address};
use crate::app::{App, Settle};
use crate::browser;
use crate::draw;
use crate::msg::{Cx, Msg, Stage};
use crate::text::{self, Text};

/// What a section is called in the navigation.
const fn label(section: OwnSection) -> Text {
    match section {
        OwnSection::Findings => text::OWN_FINDINGS,
        OwnSection::Data => text::OWN_DATA,
        OwnSection::Depends => text::OWN_DEPENDS,
        OwnSection::WhatIf => text::OWN_WHAT_IF,
        OwnSection::Plan => text::OWN_PLAN,
        OwnSection::Terraform => text::OWN_TERRAFORM,
        OwnSection::Refused => text::REFUSED_TITLE,
        OwnSection::Files => text::OWN_FILES,
    }
}

/// The id of a section's heading.
pub(super) const fn place(section: OwnSection) -> &'static str {
    match section {
        OwnSection::Findings => "own-findings",
        OwnSection::Data => "own-data",
        OwnSection::Depends => "own-depends",
        OwnSection::WhatIf => "own-what-if",
        OwnSection::Plan => "own-goal",
        OwnSection::Terraform => "own-plan",
        OwnSection::Refused => "own-refused",
        OwnSection::Files => "own-files",
    }
}

/// How many things a section has, if that says something.
fn count(reading: &Reading, section: OwnSection) -> usize {
    match section {
        OwnSection::Findings => reading.found.len(),
        OwnSection::Data => reading.rows.len(),
        OwnSection::Terraform => reading.replaced.len(),
        OwnSection::Files => reading.files.len(),
        OwnSection::Depends | OwnSection::WhatIf | OwnSection::Plan | OwnSection::Refused => 0,
    }
}

impl App {
    /// Shows the page at a section.
    pub(crate) fn own_account(&mut self, section: OwnSection) {
        if !self.has_part(Part::OwnAccount) {
            return;
        }
        self.ui.stage = Stage::OwnAccount;
        self.ui.account.section = section;
        self.ui.account.prints = false;
        let read = self.ui.account.is_read();
        let title = match section {
            OwnSection::Findings => text::OWN_TITLE,
            other if read => label(other),
            _ => text::OWN_TITLE,
        };
        browser::title(&title);
        self.settling.extend([Settle::Focus(if read { place(section) } else { "own" }), Settle::Tab]);
        if !read && !self.ui.account.is_reading() {
            self.relist();
            // Another file, or an error that is asked about, is no reason to read what is kept.
            part::open_last_kept(self, true).unwrap_or_default();
        }
    }

    /// Goes to a section, as its link does; in the section that is shown already, to its beginning.
    pub(super) fn show_own(&mut self, section: OwnSection) {
        if self.ui.account.section == section {
            self.settling.push(Settle::Focus(place(section)));
        } else {
            address::go(&Address::OwnAccount(section));
        }
    }
}

/// The navigation, and the section that is shown.
pub(super) fn shown(cx: &Cx<'_>, reading: &Reading) -> Html {
    let link = |section: OwnSection| {
        let (on, count) = (reading.section == section, count(reading, section));
        let count = (count > 0).then(|| html! { <span class="badge">{ count }</span> });
        // The address is the same then: nothing else would happen.
        let again = on.then(|| cx.on::<yew::MouseEvent>(Msg::Account(Account::Go { section })));
        html! { <a class={classes!("tab", on.then_some("on"))} onclick={again} href={Address::OwnAccount(section).hash()} aria-current={on.then_some("page")}>{ label(section) }{ count }</a> }
    };
    html! {
        <>
            <nav class="tabs own-nav" id="tabs" aria-label={text::OWN_SECTIONS}>{ for OwnSection::ALL.into_iter().map(link) }</nav>
            { body(cx, reading) }
        </>
    }
}

fn body(cx: &Cx<'_>, reading: &Reading) -> Html {
    let Reading { estate, rows, keys, table, depends, planned, trial, .. } = reading;
    let section = reading.section;
    let missing = match section {
        OwnSection::Data | OwnSection::WhatIf | OwnSection::Plan => rows.is_empty().then_some(NO_DATA),
        OwnSection::Depends => (rows.is_empty() && keys.is_empty()).then_some(NO_DATA),
        OwnSection::Terraform => reading.replaced.is_empty().then_some(NO_PLAN),
        OwnSection::Findings | OwnSection::Refused | OwnSection::Files => None,
    };
    if let Some(missing) = missing {
        return nothing(cx, section, missing);
    }
    match section {
        OwnSection::Findings => findings::section(cx, reading),
        OwnSection::Data => table::draw(cx, estate, rows, table),
        OwnSection::Depends => depends::draw(cx, keys, depends),
        OwnSection::WhatIf => what_if::draw(cx, trial),
        OwnSection::Plan => plan::draw(cx, planned),
        OwnSection::Terraform => terraform::section(cx, reading),
        OwnSection::Refused => refused::section(cx, reading),
        OwnSection::Files => bring::section(cx, reading),
    }
}

/// What is missing, and the commands that print it.
type Missing = (Text, &'static [&'static str]);

const NO_DATA: Missing = (
    text::OWN_NO_DATA,
    &["aws rds describe-db-clusters", "aws rds describe-db-cluster-snapshots --include-shared"],
);
const NO_PLAN: Missing =
    (text::OWN_NO_PLAN, &["terraform plan -out=plan", "terraform show -json plan > plan.json"]);

/// A section that no file says anything for.
fn nothing(cx: &Cx<'_>, section: OwnSection, (why, commands): Missing) -> Html {
    let commands: Vec<String> = commands.iter().copied().map(String::from).collect();
    let files = draw::to(cx, &Address::OwnAccount(OwnSection::Files), "plain", text::OWN_MORE.into());
    html! {
        <section aria-labelledby={place(section)}>
            <h2 id={place(section)} tabindex="-1">{ label(section) }</h2>
            <p>{ why }</p>
            { refused::lines(&commands) }
            <p class="own-take">{ files }</p>
        </section>
    }
}

/// What stands there before a file is read.
pub(super) fn nothing_read(cx: &Cx<'_>, reading: &Reading) -> Html {
    let asked = match reading.section {
        OwnSection::Findings | OwnSection::Refused | OwnSection::Files => None,
        other => Some(text::own_after_reading(&label(other))),
    };
    let refused = refused::section(cx, reading);
    let first = reading.section == OwnSection::Refused;
    html! {
        <>
            <p class="lead">{ text::OWN_LEAD }</p>
            { asked.map(|asked| html! { <p class="flash">{ draw::icon("#i-info") }<span>{ asked }</span></p> }) }
            { first.then(|| refused.clone()) }
            { bring::bring(cx, false) }
            { (!first).then_some(refused) }
            { kept::list(cx) }
        </>
    }
}
