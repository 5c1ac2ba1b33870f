//! Where "Your own account" begins as a part of the program that is loaded when it is needed: what is reached only from here
//! is not in the module that every visit loads.

use playground_parts::begins;
use yew::Html;

use super::Account;
use crate::app::App;
use crate::msg::Cx;

begins! { OwnAccount "03":
    /// The page, which is shown once the part is here.
    pub(crate) fn page(cx: &Cx<'_>) -> Html {
        super::page(cx)
    }
}

begins! { OwnAccount "04":
    /// Handles a message, which only the page sends. Returns whether there is something new to draw.
    pub(crate) fn take(app: &mut App, account: Account) -> bool {
        app.account(account)
    }
}
