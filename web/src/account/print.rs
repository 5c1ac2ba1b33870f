//! The report on paper: findings, what holds data, and the keys. The last two are drawn beside the findings, for paper only; how
//! it looks there is the styles' for print.

use yew::{Html, html};

use super::{Account, Reading, depends, table};
use crate::app::App;
use crate::draw::icon;
use crate::msg::{Cx, Msg};
use crate::{later, text};

impl App {
    /// Has the page drawn as it is printed, and printed then.
    pub(super) fn lay_out(&mut self) {
        self.ui.account.prints = true;
        self.later(later::after_others(Msg::Account(Account::Printed)));
    }

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

/// What else goes on paper.
pub(super) fn paper(cx: &Cx<'_>, reading: &Reading) -> Html {
    let Reading { estate, rows, keys, table, .. } = reading;
    if !reading.prints {
        return Html::default();
    }
    html! {
        <div class="own-paper">
            { (!rows.is_empty()).then(|| table::draw(cx, estate, rows, table)) }
            { (!keys.is_empty()).then(|| html! { <section>{ depends::of_keys(cx, keys) }</section> }) }
        </div>
    }
}
