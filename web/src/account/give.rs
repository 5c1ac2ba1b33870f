//! The share dialog of a world that began with files of the reader's: what would be in a link or a file is shown first, under
//! made-up names unless the reader wants the real ones.

use std::rc::Rc;

use playground_estate::{Estate, contents, redacted};
use playground_session::address::OwnSection;
use playground_session::exchange::{own_file, own_link};
use yew::{Event, Html, TargetCast as _, html};

use super::kept::{Contents, listed};
use crate::address::Address;
use crate::app::{App, Settle};
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg};
use crate::share::{self, Share};
use crate::text::{self, Text};

/// What can happen in the dialog.
#[derive(Clone, Copy)]
pub(crate) enum Give {
    /// Show it with the real names, or with made-up ones.
    Real(bool),
    /// Download the file.
    Save,
    /// Show the file's text.
    Show,
}

/// What is offered.
#[derive(Clone)]
pub(crate) struct Offered {
    /// What is given, under the names that it is given under.
    estate: Rc<Estate>,
    /// Whether these are the real ones.
    real: bool,
    /// Whether there are real names to choose.
    can_choose: bool,
    contents: Contents,
    /// How many names in policies have wildcards.
    patterns: usize,
    link: Result<String, String>,
    shown: Option<String>,
    said: Option<Text>,
}

impl Offered {
    /// Offers an estate, whose names may be made up already.
    fn of(estate: &Rc<Estate>, real: bool, is_redacted: bool) -> Self {
        let after = (!real && !is_redacted).then(|| redacted(estate));
        let patterns = after.as_ref().map_or(0, |after| after.patterns);
        let estate = after.map_or_else(|| estate.clone(), |after| Rc::new(after.estate));
        let link = own_link(&estate, !real).map_err(|why| why.why);
        let page = draw_page();
        Self {
            contents: contents(&estate),
            estate,
            real,
            can_choose: !is_redacted,
            patterns,
            link: link.map(|payload| [&*page, &Address::Given(payload).hash()].concat()),
            shown: None,
            said: None,
        }
    }

    fn file(&self) -> String {
        own_file(&self.estate, !self.real)
    }
}

/// The address of the page, without a hash.
fn draw_page() -> String {
    let page = crate::load::address("index.html");
    page.strip_suffix("index.html").map_or_else(|| page.clone(), ToOwned::to_owned)
}

impl App {
    /// What is offered of the world that is open.
    pub(super) fn offer_own(&self, real: bool) -> Option<Offered> {
        let estate = self.workspace.own_estate()?;
        Some(Offered::of(&estate, real, self.ui.account.kept.is_redacted()))
    }

    /// Handles a message.
    pub(super) fn give(&mut self, give: Give) {
        let other = match give {
            Give::Real(real) => self.offer_own(real),
            Give::Save | Give::Show => None,
        };
        let Some(offered) = self.ui.offer.as_mut().and_then(|offer| offer.own.as_mut()) else { return };
        match give {
            Give::Real(_) => {
                if let Some(other) = other {
                    *offered = other;
                }
            }
            Give::Save => {
                let done = share::save("aurora-own-account.json", "application/json", &offered.file());
                offered.said = Some(if done { text::DOWNLOADING } else { text::NO_DOWNLOAD });
            }
            Give::Show => {
                offered.shown = Some(offered.file());
                self.settling.push(Settle::Focus("give-text"));
            }
        }
    }
}

/// What stands in the dialog.
pub(super) fn body(cx: &Cx<'_>, of: &Offered) -> Html {
    let chosen = cx.hear(|event: Event| {
        let on = event.target_dyn_into::<web_sys::HtmlInputElement>()?.checked();
        Some(Msg::Share(Share::Own(Give::Real(on))))
    });
    let names = match (of.real, of.can_choose) {
        (true, _) => text::GIVE_REAL,
        (false, true) => text::GIVE_REDACTED,
        (false, false) => text::GIVE_MADE_UP,
    };
    html! {
        <>
            <h3>{ text::GIVE_WHAT }</h3>
            <p class={if of.real { "flash warn" } else { "" }}>{ of.real.then(|| icon("#i-warn")) }<span>{ names }</span></p>
            { listed(&of.contents) }
            { (of.patterns > 0).then(|| html! { <p class="fade">{ text::give_patterns(of.patterns) }</p> }) }
            <p class="fade">{ text::GIVE_NOT }</p>
            { of.can_choose.then(|| html! { <label class="own-real"><input type="checkbox" checked={of.real} onchange={chosen} />{ " " }{ text::GIVE_CHOOSE }</label> }) }
            { share::linked(&of.link, &text::GIVE_HOLDS, None) }
            <h3>{ text::GIVE_FILE }</h3>
            <p class="ways">
                { button(cx, "plain", "#i-save", &text::DOWNLOAD, Msg::Share(Share::Own(Give::Save)), true) }
                { button(cx, "plain", "#i-text", &text::SHOW, Msg::Share(Share::Own(Give::Show)), true) }
                <span class="fade">{ text::GIVE_FILE_NOTE }{ " " }{ draw::to(cx, &Address::OwnAccount(OwnSection::Findings), "plain", text::OWN_TITLE.into()) }</span>
            </p>
            { of.shown.as_ref().map(|file| html! { <textarea id="give-text" readonly=true rows="10" aria-label={text::GIVE_FILE} value={file.clone()} /> }) }
            <p role="status" class="said">{ of.said }</p>
        </>
    }
}
