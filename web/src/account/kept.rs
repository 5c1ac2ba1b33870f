//! Keeping what was read in this browser, if the reader says so, and opening it again. Without that it is stored nowhere. What is
//! kept is told before, and is what the estate kept of the files (`playground_session::exchange::Own`).
//! Not here: how sessions are stored and listed (`store`, `sessions`), and handing it on (`give`).

use std::rc::Rc;

use playground_estate::contents;
use playground_session::exchange::{Own, Packer, Replay, Saved, Stored, Unreadable, open_own_link};
use playground_session::view::own_world;
use yew::{Html, html};

use super::{Account, Reading, Waiting};
use crate::app::{App, Settle};
use crate::draw::{button, icon};
use crate::msg::{Cx, Msg, Stage};
use crate::opening::Then;
use crate::store::{self, Record};
use crate::{browser, database, later, sessions, text};

/// What an estate has, by kind.
pub(super) type Contents = Vec<(&'static str, Vec<Rc<str>>)>;

/// What can happen to what is kept.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    /// Show what would be kept.
    Ask,
    /// Don't keep it.
    Leave,
    /// Keep it.
    Keep,
    /// Pack more of it.
    Pack,
    /// Delete it from this browser.
    Drop,
}

/// Where what is read comes from, and what is asked about it.
#[derive(Default)]
pub(crate) struct Kept {
    /// The documents of the browser's storage that wait to be read, the last one first.
    packed: Vec<Rc<str>>,
    /// What to open once all is read.
    opens: Option<Opens>,
    /// Whether what was read came with made-up names; `None` if it is from files.
    redacted: Option<bool>,
    /// Whether the report is shown, and not the world, once it is open.
    stays: bool,
    /// What would be kept, while the reader is asked.
    asked: Option<Contents>,
    packing: Option<Packer>,
    /// Why it could not be kept.
    problem: Option<String>,
}

/// What is opened once all is read.
enum Opens {
    /// A session of the browser's storage.
    Stored { record: Box<Record>, saved: Box<Saved> },
    /// The world of what a link says.
    Given,
}

/// How long a slice may take, in milliseconds.
const SLICE: f64 = 16.0;

impl Kept {
    /// The next document, unpacked.
    pub(super) fn next(&mut self) -> Option<Waiting> {
        let document = Own::document(&self.packed.pop()?).ok();
        Some((text::OWN_KEPT_FILE.to_string(), document.map(|text| text.into_bytes().into())))
    }

    pub(super) fn waits(&self) -> bool {
        !self.packed.is_empty()
    }

    /// What waits is not read, so that nothing is opened of it.
    pub(super) fn read_no_more(&mut self) {
        self.packed.clear();
        self.opens = None;
    }

    /// Returns whether a file of this name is the documents of the browser's storage.
    pub(super) fn is_of(&self, name: &str) -> bool {
        matches!(self.opens, Some(Opens::Stored { .. })) && name == text::OWN_KEPT_FILE.said()
    }

    /// More is read, of the reader's own.
    pub(super) fn is_own_now(&mut self) {
        (self.redacted, self.asked, self.packing) = (None, None, None);
    }

    /// Returns whether the names of what was read are made up already.
    pub(super) const fn is_redacted(&self) -> bool {
        matches!(self.redacted, Some(true))
    }
}

impl App {
    /// Handles a step.
    pub(super) fn keep_own(&mut self, step: Step) {
        let reading = &mut self.ui.account;
        match step {
            Step::Ask => {
                reading.kept.asked = Some(contents(&reading.estate));
                reading.kept.problem = None;
                self.settling.push(Settle::Focus("own-keep"));
            }
            Step::Leave => {
                (reading.kept.asked, reading.kept.packing) = (None, None);
                self.settling.push(Settle::Focus("own-keep"));
            }
            Step::Keep => {
                reading.kept.packing = Some(Packer::default());
                self.pack_on();
            }
            Step::Pack => self.pack(),
            Step::Drop => {
                if let Some(id) = self.workspace.unkeep() {
                    store::delete(&id);
                }
                self.relist();
                self.settling.push(Settle::Focus("own-keep"));
            }
        }
    }

    fn pack_on(&self) {
        self.later(later::after_others(Msg::Account(Account::Keep(Step::Pack))));
    }

    fn pack(&mut self) {
        let Reading { estate, kept, .. } = &mut self.ui.account;
        let Some(packer) = &mut kept.packing else { return };
        let until = database::now() + SLICE;
        loop {
            match packer.step(estate) {
                Ok(true) if database::now() < until => {}
                Ok(true) => return self.pack_on(),
                Ok(false) => break,
                Err(why) => {
                    kept.packing = None;
                    kept.problem = Some(why.why);
                    return;
                }
            }
        }
        let Some(done) = kept.packing.take() else { return };
        kept.asked = None;
        let own = done.done(kept.is_redacted());
        self.make_own();
        self.workspace.keep_own(own);
        self.save(true);
        self.relist();
        self.settling.push(Settle::Focus("own-keep"));
    }

    /// Makes the world of what was read, unless it is there.
    pub(super) fn make_own(&mut self) {
        let Reading { estate, files, .. } = &self.ui.account;
        if self.workspace.own_estate().is_some_and(|known| Rc::ptr_eq(&known, estate)) {
            self.workspace.reopen_own();
        } else {
            self.workspace.own(own_world(browser::seed(), estate.clone(), files.clone()));
        }
    }

    /// Opens a session that the browser keeps and that began with what was read: that is read again first.
    pub(super) fn open_kept(&mut self, stored: Stored, record: Record) {
        let saved = Box::new(stored.saved);
        let stays = std::mem::take(&mut self.ui.account.kept.stays);
        let mut packed = saved.own.as_ref().map_or_else(Vec::new, |own| own.documents.to_vec());
        packed.reverse();
        let redacted = saved.own.as_ref().map(|own| own.redacted);
        let opens = Some(Opens::Stored { record: Box::new(record), saved });
        self.read_anew(Kept { packed, opens, redacted, stays, ..Kept::default() }, Vec::new());
    }

    /// Opens what a link says of somebody's accounts.
    pub(super) fn open_given(&mut self, payload: &str) {
        match open_own_link(payload) {
            Ok(given) => {
                let kept =
                    Kept { opens: Some(Opens::Given), redacted: Some(given.redacted), ..Kept::default() };
                let link = (text::OWN_GIVEN_FILE.to_string(), Some(given.text.into_bytes().into()));
                self.read_anew(kept, vec![link]);
            }
            Err(why) => self.refused(&why),
        }
    }

    fn read_anew(&mut self, kept: Kept, waiting: Vec<Waiting>) {
        let Reading { section, question, .. } = std::mem::take(&mut self.ui.account);
        self.ui.account = Reading { section, waiting, question, kept, ..Reading::default() };
        self.ui.stage = Stage::OwnAccount;
        self.read_on();
    }

    /// Opens what was read from the storage or from a link. Returns whether it was that.
    pub(super) fn open_what_was_kept(&mut self) -> bool {
        let Reading { kept, estate, files, .. } = &mut self.ui.account;
        let stays = kept.stays;
        let Some(opens) = kept.opens.take() else { return false };
        if estate.is_empty() {
            let why = files.iter().flat_map(|file| &file.problems).next();
            let why = why.map_or(text::OWN_GIVEN_EMPTY.said(), |problem| problem.message.as_str());
            let why = Unreadable::of_accounts(why);
            if let Opens::Stored { record, .. } = opens {
                store::opening(&record.id, false);
            }
            self.refused(&why);
            return true;
        }
        match opens {
            Opens::Given => {
                let said = if kept.is_redacted() { text::OWN_GIVEN } else { text::OWN_GIVEN_AS_IS };
                self.open_own();
                self.say(false, said.to_string());
            }
            Opens::Stored { record, saved } => {
                let session = own_world(saved.seed.0, estate.clone(), files.clone());
                let then = if stays {
                    Then::Stay { record }
                } else {
                    Then::Enter { record, store: false, said: String::new() }
                };
                self.begin_on(Replay::on(*saved, session), then);
            }
        }
        true
    }

    /// Opens the last session that the browser keeps of the reader's accounts; with `stays`, only this tab's, to show its
    /// report. Returns whether there is one.
    pub(super) fn open_last_kept(&mut self, stays: bool) -> bool {
        if !self.host.is_page() || !store::any() {
            return false;
        }
        let rows = store::list();
        let here = store::here(None);
        let own = || rows.iter().filter(|row| row.what.as_ref().is_ok_and(|it| it.own.is_some()));
        let last = own().find(|row| here.as_ref() == Some(&row.id));
        let Some(row) = last.or_else(|| own().next().filter(|_| !stays)) else { return false };
        self.ui.account.kept.stays = stays;
        self.own_named(row.id.clone());
        true
    }
}

/// The sessions that the browser keeps of the reader's accounts, while nothing is read.
pub(super) fn list(cx: &Cx<'_>) -> Html {
    let rows = cx.ui.kept.rows.iter().flat_map(|rows| rows.iter());
    let own: Vec<&store::Row> =
        rows.filter(|row| row.what.as_ref().is_ok_and(|it| it.own.is_some())).collect();
    if own.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="own-kept" class="sessions">
            <h2 id="own-kept">{ text::OWN_KEPT }</h2>
            <ul class="session-rows">{ for own.into_iter().map(|row| sessions::row(cx, row)) }</ul>
        </section>
    }
}

/// The choice to keep what was read, or what is kept.
pub(super) fn section(cx: &Cx<'_>, reading: &Reading) -> Html {
    if !cx.host.is_page() || reading.estate.is_empty() {
        return Html::default();
    }
    let kept = &reading.kept;
    let step = |step| Msg::Account(Account::Keep(step));
    let known = cx.workspace.own_estate().is_some_and(|known| Rc::ptr_eq(&known, &reading.estate));
    let body = if known && cx.workspace.is_own_kept() {
        html! { <>
            <p>{ text::OWN_KEPT_HERE }</p>
            <p>{ button(cx, "plain", "#i-bin", &text::OWN_DROP, step(Step::Drop), true) }</p>
        </> }
    } else if let Some(asked) = &kept.asked {
        html! { <>
            <p>{ text::OWN_KEEP_WHAT }</p>
            { listed(asked) }
            <p class="fade">{ text::OWN_KEEP_NOT }</p>
            <p class="ways">
                { button(cx, "primary", "#i-save", &text::OWN_KEEP_DO, step(Step::Keep), kept.packing.is_none()) }
                { button(cx, "plain", "", &text::CANCEL, step(Step::Leave), true) }
            </p>
        </> }
    } else {
        html! { <p>{ button(cx, "plain", "#i-save", &text::OWN_KEEP_ASK, step(Step::Ask), true) }<span class="fade">{ " " }{ text::OWN_NOT_KEPT }</span></p> }
    };
    html! {
        <section class="own-keep" aria-labelledby="own-keep">
            <h3 id="own-keep" tabindex="-1">{ text::OWN_KEEP }</h3>
            { body }
            { kept.problem.as_ref().map(|why| html! { <p class="flash bad" role="alert">{ icon("#i-bad") }<span>{ why.clone() }</span></p> }) }
        </section>
    }
}

/// How many texts of a kind are listed; the file has all of them.
const MOST: usize = 500;

/// What an estate has: counts, and below each the texts.
pub(super) fn listed(contents: &Contents) -> Html {
    let kind = |(kind, texts): &(&'static str, Vec<Rc<str>>)| {
        let rest = texts.len().saturating_sub(MOST);
        html! {
            <li><details>
                <summary><span lang="en">{ *kind }</span>{ " " }<span class="badge">{ texts.len() }</span></summary>
                <ul>{ for texts.iter().take(MOST).map(|text| html! { <li><code>{ text.to_string() }</code></li> }) }</ul>
                { (rest > 0).then(|| html! { <p class="fade">{ text::own_others(rest) }</p> }) }
            </details></li>
        }
    };
    html! { <ul class="own-contents">{ for contents.iter().map(kind) }</ul> }
}
