//! The report on paper: what the page shows of findings, of what holds data and of the keys, laid out by the styles for print.

use yew::{Html, html};

use super::Account;
use crate::app::App;
use crate::draw::icon;
use crate::msg::{Cx, Msg};
use crate::text;

impl App {
    /// Asks the browser to print the page.
    pub(super) fn print_report(&mut self) {
        let printed = web_sys::window().is_some_and(|window| window.print().is_ok());
        if !printed {
            self.say(true, text::OWN_NO_PRINT.to_string());
        }
    }
}

/// The button for it.
pub(super) fn way(cx: &Cx<'_>) -> Html {
    html! {
        <button type="button" class="plain" onclick={cx.on(Msg::Account(Account::Print))}>{ icon("#i-text") }<span>{ text::OWN_PRINT }</span></button>
    }
}
